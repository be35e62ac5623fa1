//! A call maps an exit that the part does not have.
//!
//! ```yaml
//! # file: printer.yaml
//! format: 1
//! title: Printer
//! start: who
//! steps:
//!   who:
//!     call: scope
//!     exits: {one: repair, everyone: repair, evryone: repair}
//!   repair:
//!     escalate: technician
//! # file: scope.yaml
//! format: 1
//! title: Scope
//! exits: [one, everyone]
//! start: who
//! steps:
//!   who:
//!     ask: Does it concern everyone?
//!     answers: {yes: everyone, no: one, unsure: one}
//!   one: {exit: one}
//!   everyone: {exit: everyone}
//! ```
//!
//! Instead:
//!
//! ```yaml
//! # file: printer.yaml
//! format: 1
//! title: Printer
//! start: who
//! steps:
//!   who:
//!     call: scope
//!     exits: {one: repair, everyone: repair}
//!   repair:
//!     escalate: technician
//! # file: scope.yaml
//! format: 1
//! title: Scope
//! exits: [one, everyone]
//! start: who
//! steps:
//!   who:
//!     ask: Does it concern everyone?
//!     answers: {yes: everyone, no: one, unsure: one}
//!   one: {exit: one}
//!   everyone: {exit: everyone}
//! ```

use crate::{
    base::Level,
    check::{
        context::Context,
        rule::{Found, Rule, Run},
    },
    tree::{Kind, Step, StepIx},
};

pub(super) const RULE: Rule = Rule { code: "E113", name: "unknown-exit", level: Level::Error, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    let Kind::Call(call) = &step.kind else { return };
    let Some(exits) = call.part.to.and_then(|ix| cx.library.tree(ix)?.exits.as_ref()) else { return };
    for (own, _) in &call.exits {
        if !exits.iter().any(|exit| exit.id == own.id) {
            let finding = found.at(cx.place(own.span), format!("`{}` has no exit `{}`", call.part.id, own.id));
            found.push(match found.near(own.id.as_str(), exits.iter().map(|exit| exit.id.as_str())) {
                None => finding.help("delete it, or declare it in the part"),
                meant => finding.did_you_mean(meant),
            });
        }
    }
}

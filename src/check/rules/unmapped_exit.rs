//! A call does not say where an exit of the part leads, so a run that leaves through it would be lost.
//!
//! ```yaml
//! # file: printer.yaml
//! format: 1
//! title: Printer
//! start: who
//! steps:
//!   who:
//!     call: scope
//!     exits: {one: repair}
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
        context::{Context, listed},
        rule::{Found, Rule, Run},
    },
    tree::{Kind, Link, Step, StepIx},
};

pub(super) const RULE: Rule = Rule { code: "E112", name: "unmapped-exit", level: Level::Error, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    let Kind::Call(call) = &step.kind else { return };
    let Some(exits) = call.part.to.and_then(|ix| cx.library.tree(ix)?.exits.as_ref()) else { return };
    let is_mapped = |exit: &Link<()>| call.exits.iter().any(|(own, _)| own.id == exit.id);
    let missing: Vec<String> = exits.iter().filter(|exit| !is_mapped(exit)).map(|exit| exit.id.to_string()).collect();
    if !missing.is_empty() {
        let message = format!("the call of `{}` does not map every exit", call.part.id);
        let finding = found.at(cx.place(call.part.span), message);
        found.push(finding.help(format!("write where it goes on after {}", listed(missing.into_iter()))));
    }
}

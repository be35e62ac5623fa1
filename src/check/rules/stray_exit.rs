//! An `exit` stands in a tree that nobody calls, or names an exit that the part does not declare.
//!
//! Only a part has exits: it declares them at the top, and every caller says where each leads.
//!
//! ```yaml
//! format: 1
//! title: Scope
//! exits: [one]
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
    tree::{Ending, Kind, Step, StepIx},
};

pub(super) const RULE: Rule = Rule { code: "E115", name: "stray-exit", level: Level::Error, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    let Kind::Ending(Ending::Exit(exit)) = &step.kind else { return };
    let Some(declared) = &cx.tree.exits else {
        let finding = found.at(cx.place(exit.span), format!("`{}` is no part, it has no exits", cx.tree.id));
        found.push(finding.help("end with `fix`, `escalate` or `continue`, or declare `exits` at the top"));
        return;
    };
    if !declared.iter().any(|own| own.id == exit.id) {
        let finding = found.at(cx.place(exit.span), format!("this part declares no exit `{}`", exit.id));
        found.push(match found.near(exit.id.as_str(), declared.iter().map(|own| own.id.as_str())) {
            None => finding.help("declare it in `exits` at the top"),
            meant => finding.did_you_mean(meant),
        });
    }
}

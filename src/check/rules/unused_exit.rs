//! A part declares an exit that no run leaves through, so every caller maps it in vain.
//!
//! ```yaml
//! format: 1
//! title: Scope
//! exits: [one, several, everyone]
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
};

pub(super) const RULE: Rule = Rule { code: "W114", name: "unused-exit", level: Level::Warning, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    if cx.tree.start.to.is_none() {
        return;
    }
    let declared = cx.tree.exits.iter().flatten();
    for (exit, known) in declared.zip(&cx.analysis.summary.exits) {
        if !known.is_reached {
            let finding = found.at(cx.place(exit.span), format!("no run leaves through the exit `{}`", exit.id));
            found.push(finding.help(format!("let an answer lead to a step with `exit: {}`, or delete it", exit.id)));
        }
    }
}

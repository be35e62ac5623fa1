//! A way out, or `start`, names a step that the tree does not have.
//!
//! Nobody could go on there. Mostly it is a spelling mistake; the help names the nearest step.
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: display
//! steps:
//!   display:
//!     ask: Does the display light up?
//!     answers: {yes: repair, no: pwoer, unsure: repair}   # wrong: `power`
//!   power:
//!     escalate: technician
//!   repair:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: display
//! steps:
//!   display:
//!     ask: Does the display light up?
//!     answers: {yes: repair, no: power, unsure: repair}
//!   power:
//!     escalate: technician
//!   repair:
//!     escalate: technician
//! ```

use rustc_hash::FxHashSet;

use crate::{
    base::{Diagnostic, Id, Level},
    check::{
        context::Context,
        rule::{Found, Rule, Run},
    },
    tree::{Link, Step, StepIx},
};

pub(super) const RULE: Rule = Rule { code: "E101", name: "unknown-step", level: Level::Error, run: Run::Tree(run) };

fn run(cx: &Context<'_>, found: &mut Found) {
    let unread: FxHashSet<&Id> = cx.tree.unread.iter().collect();
    let mut report = |link: &Link<StepIx>| {
        // A step that stands there but could not be read has findings of its own.
        if link.to.is_none() && !unread.contains(&link.id) {
            let finding = found.at(cx.place(link.span), format!("there is no step `{}`", link.id));
            found.push(remedied(cx, found, link, finding));
        }
    };
    report(&cx.tree.start);
    for (_, step) in cx.tree.steps() {
        targets(step, &mut report);
    }
}

/// Calls `visit` with every target of a step.
fn targets(step: &Step, visit: &mut impl FnMut(&Link<StepIx>)) {
    step.for_each_outlet(|_, outlet| {
        visit(&outlet.to);
        if let Some(retry) = &outlet.retry {
            visit(&retry.then);
        }
    });
}

fn remedied(cx: &Context<'_>, found: &Found, link: &Link<StepIx>, finding: Diagnostic) -> Diagnostic {
    let wanted = link.id.as_str();
    match found.near(wanted, cx.tree.steps().map(|(_, step)| step.id.as_str())) {
        Some(meant) if meant.eq_ignore_ascii_case(wanted) => {
            finding.help(format!("did you mean `{meant}`? only upper and lower case differ"))
        }
        Some(meant) if !wanted.is_ascii() && meant.chars().count() == wanted.chars().count() => {
            finding.help(format!("did you mean `{meant}`? letters of another alphabet look alike"))
        }
        None => finding.help("write the step, or lead to one that exists"),
        meant => finding.did_you_mean(meant),
    }
}

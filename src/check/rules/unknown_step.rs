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

use crate::{
    base::{Diagnostic, Level},
    check::{
        context::Context,
        rule::{Found, Rule, Run},
    },
    tree::{Link, Step, StepIx},
};

pub(super) const RULE: Rule =
    Rule { code: "E101", name: "unknown-step", level: Level::Error, run: &[Run::Tree(start), Run::Step(targets)] };

fn start(cx: &Context<'_>, found: &mut Found) {
    compare(cx, &cx.tree.start, found);
}

fn targets(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    step.for_each_outlet(|_, outlet| {
        compare(cx, &outlet.to, found);
        if let Some(retry) = &outlet.retry {
            compare(cx, &retry.then, found);
        }
    });
}

fn compare(cx: &Context<'_>, link: &Link<StepIx>, found: &mut Found) {
    if link.to.is_none() && !cx.is_unread(&link.id) {
        let finding = found.at(cx.place(link.span), format!("there is no step `{}`", link.id));
        found.push(remedied(cx, found, link, finding));
    }
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

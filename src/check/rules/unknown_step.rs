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
    base::{Diagnostic, Level, near},
    check::{
        context::Context,
        rule::{Found, Rule, Run},
    },
    tree::{Link, Step, StepIx},
};

pub(super) const RULE: Rule = Rule { code: "E101", name: "unknown-step", level: Level::Error, run: Run::Tree(run) };

/// How many unknown steps of one tree are compared with all steps; the rest get no "did you mean".
const MOST_COMPARED: usize = 50;

fn run(cx: &Context<'_>, found: &mut Found) {
    let mut compared = 0;
    let mut report = |link: &Link<StepIx>| {
        // A step that stands there but could not be read has findings of its own.
        if link.to.is_none() && !cx.tree.unread.contains(&link.id) {
            compared += 1;
            let finding = found.at(cx.place(link.span), format!("there is no step `{}`", link.id));
            let finding = if compared <= MOST_COMPARED { remedied(cx, link, finding) } else { finding };
            found.push(finding);
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

fn remedied(cx: &Context<'_>, link: &Link<StepIx>, finding: Diagnostic) -> Diagnostic {
    let wanted = link.id.as_str();
    match near(wanted, cx.tree.steps().map(|(_, step)| step.id.as_str())) {
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

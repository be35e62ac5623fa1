//! A question does not say what happens when somebody is not sure.
//!
//! "I am not sure" is always offered; without `unsure` the way of it is not decided. Lead to the safer branch or to an
//! escalation; with `help` the question is explained once before that.
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: light
//! steps:
//!   light:
//!     ask: Which light is on?
//!     answers:
//!       red: repair
//!       green: desk
//!   repair:
//!     escalate: technician
//!   desk:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: light
//! steps:
//!   light:
//!     ask: Which light is on?
//!     answers:
//!       red: repair
//!       green: desk
//!       unsure: {help: Look at the front., next: repair}
//!   repair:
//!     escalate: technician
//!   desk:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        arrays::narrow,
        context::Context,
        rule::{Found, Rule, Run},
    },
    tree::{Step, StepIx},
};

pub(super) const RULE: Rule =
    Rule { code: "W123", name: "missing-unsure", level: Level::Warning, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, ix: StepIx, step: &Step, found: &mut Found) {
    let Some(question) = step.question() else { return };
    if question.unsure().is_none() && !question.answers.is_empty() {
        let place = cx.step_place(narrow(ix.index()));
        let finding = found.at(place, format!("`{}` has no answer for who is not sure", step.id));
        found.push(finding.help("add `unsure` and lead to the safer branch or an escalation"));
    }
}

//! All answers of a question lead to the same step, and no fact remembers which it was.
//!
//! The question then decides nothing; it only costs time. Remember the answer with `fact`, let an answer lead elsewhere,
//! or drop the question.
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
//!       green: repair
//!       unsure: repair
//!   repair:
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
//!       unsure: repair
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
    tree::{Answer, Step, StepIx},
};

pub(super) const RULE: Rule = Rule { code: "H128", name: "same-target", level: Level::Hint, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, ix: StepIx, step: &Step, found: &mut Found) {
    let Some(question) = step.question().filter(|question| question.fact.is_none()) else { return };
    let [first, second, rest @ ..] = question.answers.as_slice() else { return };
    let is_plain = |answer: &Answer| answer.outlet.retry.is_none() && answer.outlet.to.id == first.outlet.to.id;
    if first.outlet.to.to.is_some() && is_plain(first) && is_plain(second) && rest.iter().all(is_plain) {
        let message = format!("every answer leads to `{}`, nothing is remembered", first.outlet.to.id);
        let finding = found.at(cx.step_place(narrow(ix.index())), message);
        found.push(finding.help("add `fact`, lead an answer elsewhere, or drop the question"));
    }
}

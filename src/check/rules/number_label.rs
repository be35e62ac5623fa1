//! The label or id of an answer is a number, but not that of its place in the list.
//!
//! Answers are numbered when they are shown, so a typed `1` could mean two of them. Put words to the number: "1 light",
//! or put the answers in order.
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: light
//! steps:
//!   light:
//!     ask: Which light is on?
//!     answers:
//!       two: {text: "2", next: repair}
//!       one: {text: "1", next: desk}
//!       unsure: repair
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
//!       two: {text: 2 lights, next: repair}
//!       one: {text: 1 light, next: desk}
//!       unsure: repair
//!   repair:
//!     escalate: technician
//!   desk:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        context::Context,
        labels::{brief, is_chosen_from, label, languages},
        rule::{Found, Rule, Run},
    },
    tree::{Step, StepIx},
};

pub(super) const RULE: Rule =
    Rule { code: "W127", name: "number-label", level: Level::Warning, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    let Some(question) = step.question().filter(|question| is_chosen_from(question)) else { return };
    for (place, answer) in (1u64..).zip(&question.answers) {
        let labels = languages(cx.tree).map(|lang| label(answer, lang).trim());
        let other =
            |name: &&str| name.bytes().all(|b| b.is_ascii_digit()) && name.parse().is_ok_and(|n: u64| n != place);
        if let Some(number) = std::iter::once(answer.id.as_str()).chain(labels).find(other) {
            let message = format!("`{}` stands at place {place} of the list", brief(number));
            found.push(found.at(cx.place(answer.span), message).help("add words to the number, or sort the answers"));
        }
    }
}

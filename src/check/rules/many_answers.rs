//! A question has more than five answers.
//!
//! On the telephone nobody remembers the first when the sixth is read out, and on a page a long list is read by its
//! beginning. Ask for the group first, then within it. Where a device shows one of many messages, the list may be right.
//!
//! ```yaml
//! format: 1
//! title: Coffee
//! start: display
//! steps:
//!   display:
//!     ask: What does the display say?
//!     answers: {dark: desk, water: desk, beans: tank, tray: tank, scale: desk, number: repair, unsure: repair}
//!   tank:
//!     escalate: technician
//!   desk:
//!     escalate: technician
//!   repair:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Coffee
//! start: display
//! steps:
//!   display:
//!     ask: What does the display say?
//!     answers: {dark: desk, refill: fill, number: repair, unsure: repair}
//!   fill:
//!     ask: What does the machine want?
//!     answers: {water: desk, beans: tank, tray: tank, unsure: repair}
//!   tank:
//!     escalate: technician
//!   desk:
//!     escalate: technician
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        context::Context,
        labels::is_chosen_from,
        rule::{Found, Rule, Run},
    },
    tree::{Step, StepIx},
};

pub(super) const RULE: Rule = Rule { code: "H219", name: "many-answers", level: Level::Hint, run: &[Run::Step(run)] };

/// The most answers that people keep apart (W3C, Making Content Usable for People with Cognitive Disabilities).
const MOST: usize = 5;

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    let Some(question) = step.question().filter(|question| is_chosen_from(question)) else { return };
    let count = question.answers.iter().filter(|it| !matches!(it.id.as_str(), "unsure" | "none")).count();
    if MOST < count {
        let message = format!("`{}` has {count} answers, more than people keep apart", step.id);
        found.push(found.at(cx.place(step.span), message).help("ask for the group first, then within it"));
    }
}

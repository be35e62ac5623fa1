//! Two answers of a question read the same in one language, so nobody can choose between them.
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: light
//! steps:
//!   light:
//!     ask: Which light is on?
//!     answers:
//!       red: {text: Red, next: repair}
//!       dark-red: {text: Red, next: desk}
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
//!       red: {text: Red, next: repair}
//!       dark-red: {text: Dark red, next: desk}
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
        labels::{brief, is_chosen_from, label, pairs},
        rule::{Found, Rule, Run},
    },
    tree::{Step, StepIx},
};

pub(super) const RULE: Rule = Rule { code: "E124", name: "same-label", level: Level::Error, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    let Some(question) = step.question().filter(|question| is_chosen_from(question)) else { return };
    for (first, second, lang) in pairs(cx.tree, question, |label| Some(label.trim())) {
        let text = label(second, lang);
        let finding = found.at(cx.place(second.span), format!("two answers read `{}` in `{lang}`", brief(text)));
        found.push(finding.at(cx.place(first.span), "the other one").help("say what tells the two apart"));
    }
}

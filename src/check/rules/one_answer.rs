//! A question offers one answer only, so it decides nothing and some people find no answer that is true.
//!
//! Mostly the *No* is missing. If nothing is to be decided, write an instruction with `next`.
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
//!       unsure: desk
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
        labels::is_chosen_from,
        rule::{Found, Rule, Run},
    },
    tree::{Step, StepIx},
};

pub(super) const RULE: Rule = Rule { code: "W122", name: "one-answer", level: Level::Warning, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, ix: StepIx, step: &Step, found: &mut Found) {
    let Some(question) = step.question().filter(|question| is_chosen_from(question)) else { return };
    let mut real = question.answers.iter().filter(|answer| answer.id.as_str() != "unsure");
    if let (Some(only), None) = (real.next(), real.next()) {
        let message = format!("`{}` is the only answer", only.id);
        let finding = found.at(cx.place(only.span), message).help("add what else people may see");
        found.push(finding.at(cx.step_place(narrow(ix.index())), "of this question"));
    }
}

//! The chances of the answers for one cause do not add up to one.
//!
//! Whoever has this cause gives exactly one of the answers, so its chances over all answers make one. Words are coarse,
//! so the sum may lie between 0.8 and 1.2; it may be less where an answer says nothing about the cause.
//!
//! ```yaml
//! format: 1
//! title: Doorbell
//! causes: {wifi: {name: Weak Wi-Fi}}
//! start: chime
//! steps:
//!   chime:
//!     ask: Does the chime ring?
//!     answers:
//!       yes: {next: move, if: {wifi: almost always}}
//!       no: {next: help, if: {wifi: often}}
//!       unsure: help
//!   move:
//!     do: Move the router.
//!     cause: wifi
//!     else: help
//!   help:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Doorbell
//! causes: {wifi: {name: Weak Wi-Fi}}
//! start: chime
//! steps:
//!   chime:
//!     ask: Does the chime ring?
//!     answers:
//!       yes: {next: move, if: {wifi: usually}}
//!       no: {next: help, if: {wifi: rarely}}
//!       unsure: help
//!   move:
//!     do: Move the router.
//!     cause: wifi
//!     else: help
//!   help:
//!     escalate: technician
//! ```

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::{
    base::{Id, Level},
    check::{
        context::Context,
        rule::{Found, Rule, Run},
    },
    tree::{Input, Step, StepIx},
};

pub(super) const RULE: Rule =
    Rule { code: "W216", name: "shares-do-not-add-up", level: Level::Warning, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    // Of several choices each may be given, so their chances need not make one.
    let Some(question) = step.question().filter(|it| !matches!(it.input, Input::Many)) else { return };
    let answers = || question.answers.iter().filter(|answer| answer.id.as_str() != "unsure");
    let mut sums: IndexMap<&Id, (f64, usize), FxBuildHasher> = IndexMap::default();
    for (cause, chance) in answers().flat_map(|answer| &answer.likely) {
        let (sum, count) = sums.entry(&cause.id).or_default();
        (*sum, *count) = (*sum + chance.0, *count + 1);
    }
    for (cause, (sum, count)) in sums {
        if 1.2 < sum || sum < 0.8 && count == answers().count() {
            let message = format!("the chances of the answers with `{cause}` make {sum:.2}");
            let finding = found.at(cx.place(step.span), message);
            found.push(finding.help("each cause leads to one answer: let its chances make about 1"));
        }
    }
}

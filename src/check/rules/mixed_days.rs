//! Fixed days and days counted from today are compared with each other.
//!
//! Which of `2024-01-01` and `today - 2 years` comes first depends on the day it is, so nobody can say whether the
//! answers cover everything. Use one kind within a question and for one fact within a route.
//!
//! ```yaml
//! format: 1
//! title: Old
//! start: bought
//! steps:
//!   bought:
//!     ask: When was it bought?
//!     input: {kind: date}
//!     answers:
//!       old: {below: today - 2 years, next: repair}
//!       new: {from: 2024-01-01, next: repair}
//!       unsure: repair
//!   repair:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Old
//! start: bought
//! steps:
//!   bought:
//!     ask: When was it bought?
//!     input: {kind: date}
//!     answers:
//!       old: {below: today - 2 years, next: repair}
//!       new: {from: today - 2 years, next: repair}
//!       unsure: repair
//!   repair:
//!     escalate: technician
//! ```

use rustc_hash::FxHashMap;

use crate::{
    base::{Id, Level},
    check::{
        conditions::readings,
        context::Context,
        rule::{Found, Rule, Run},
    },
    tree::{Answer, Bound, Guard, Question, Step, StepIx, Test},
};

pub(super) const RULE: Rule =
    Rule { code: "E109", name: "mixed-days", level: Level::Error, run: &[Run::Tree(conditions), Run::Step(answers)] };

const HELP: &str = "use only fixed days, or only days counted from `today`";

fn answers(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    if let Some(answer) = step.question().and_then(first_of_other_kind) {
        let message = format!("`{}` mixes fixed days with days counted from today", answer.id);
        found.push(found.at(cx.place(answer.span), message).help(HELP));
    }
}

fn conditions(cx: &Context<'_>, found: &mut Found) {
    let mut kinds: FxHashMap<(StepIx, &Id), &Bound> = FxHashMap::default();
    for reading in readings(cx) {
        let Some(Test::Range { from, below }) = reading.test else { continue };
        for bound in from.iter().chain(below).filter(|bound| !matches!(bound, Bound::Number(_))) {
            let first = *kinds.entry((reading.step, &reading.fact.id)).or_insert(bound);
            if !first.is_comparable(bound) && !matches!(first, Bound::Number(_)) {
                let message = format!("`{}` is compared with fixed and with relative days", reading.fact.id);
                found.push(found.at(cx.place(reading.fact.span), message).help(HELP));
                break;
            }
        }
    }
}

/// Finds the first answer one of whose ends is of another kind than the ends before it.
fn first_of_other_kind(question: &Question) -> Option<&Answer> {
    let mut first = None;
    question.answers.iter().find(|answer| {
        let Guard::Range { from, below } = &answer.guard else { return false };
        from.iter().chain(below).any(|bound| !first.get_or_insert(*bound).is_comparable(bound))
    })
}

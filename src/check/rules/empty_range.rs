//! No number or day can ever belong to this answer.
//!
//! Its `below` is not above its `from`, or the range lies outside the question's `min` and `max`.
//!
//! ```yaml
//! format: 1
//! title: Slow
//! start: speed
//! steps:
//!   speed:
//!     ask: How fast is it?
//!     input: {kind: number, min: 0, max: 100}
//!     answers:
//!       slow: {below: 20, next: repair}
//!       fast: {from: 20, next: repair}
//!       never: {from: 200, next: repair}    # `max` is 100
//!       unsure: repair
//!   repair:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Slow
//! start: speed
//! steps:
//!   speed:
//!     ask: How fast is it?
//!     input: {kind: number, min: 0, max: 100}
//!     answers:
//!       slow: {below: 20, next: repair}
//!       fast: {from: 20, next: repair}
//!       unsure: repair
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        context::Context,
        ranges::Ranges,
        rule::{Found, Rule, Run},
    },
    tree::{Step, StepIx},
};

pub(super) const RULE: Rule = Rule { code: "E108", name: "empty-range", level: Level::Error, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    let Some(ranges) = Ranges::of(step) else { return };
    for (answer, why) in ranges.empty() {
        let finding = found.at(cx.place(answer.span), format!("nothing can be answered with `{}`", answer.id));
        found.push(finding.label(why).help("swap or widen the ends of the range"));
    }
}

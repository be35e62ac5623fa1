//! Some number or day that may be given belongs to no answer.
//!
//! `from` belongs to an answer, `below` does not, so neighbouring answers name the same value once in each. `max`
//! itself belongs to the answer that ends there. Without `min` and `max` the first answer must have no `from` and the
//! last no `below`.
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
//!       slow: {below: 10, next: repair}
//!       fast: {from: 20, next: repair}      # and what of 15?
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

pub(super) const RULE: Rule = Rule { code: "E106", name: "range-gap", level: Level::Error, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    let Some(ranges) = Ranges::of(step) else { return };
    for gap in ranges.gaps() {
        let message = format!("no answer takes {}", gap.example);
        let finding = found.at(cx.place(gap.span.unwrap_or(step.span)), message);
        found.push(finding.label(gap.label).help("let one range begin where the other ends"));
    }
}

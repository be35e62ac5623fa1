//! Some number or day belongs to two answers at once.
//!
//! `from` belongs to an answer, `below` does not. Let one range end where the next begins.
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
//!       fast: {from: 10, next: repair}      # and where does 15 go?
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

pub(super) const RULE: Rule = Rule { code: "E107", name: "range-overlap", level: Level::Error, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    let Some(ranges) = Ranges::of(step) else { return };
    for overlap in ranges.overlaps() {
        let message = format!("two answers take {}: `{}` and `{}`", overlap.example, overlap.first, overlap.second);
        let finding = found.at(cx.place(overlap.span), message).at(cx.place(overlap.first_span), "the other one");
        found.push(finding.help("let one range end where the next begins"));
    }
}

//! This arm of a route is never taken, because an earlier one always is, or because its condition cannot hold.
//!
//! The first arm whose condition holds is taken. Put the narrower conditions first and the arm without `when` last.
//!
//! ```yaml
//! format: 1
//! title: Slow
//! facts:
//!   os:
//!     name: system
//!     values: [windows, macos, linux]
//! start: which
//! steps:
//!   which:
//!     ask: Which system is it?
//!     fact: os
//!     answers: {windows: sort, macos: sort, linux: sort, unsure: sort}
//!   sort:
//!     route:
//!       - {when: {os: [windows, macos]}, next: desk}
//!       - {when: {os: macos}, next: repair}       # taken above
//!       - {next: repair}
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
//! title: Slow
//! facts:
//!   os:
//!     name: system
//!     values: [windows, macos, linux]
//! start: which
//! steps:
//!   which:
//!     ask: Which system is it?
//!     fact: os
//!     answers: {windows: sort, macos: sort, linux: sort, unsure: sort}
//!   sort:
//!     route:
//!       - {when: {os: macos}, next: repair}
//!       - {when: {os: [windows, macos]}, next: desk}
//!       - {next: repair}
//!   desk:
//!     escalate: technician
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        context::Context,
        coverage::{Coverage, coverage},
        rule::{Found, Rule, Run},
    },
    tree::{Kind, Step, StepIx},
};

pub(super) const RULE: Rule =
    Rule { code: "W111", name: "route-shadowed", level: Level::Warning, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, ix: StepIx, step: &Step, found: &mut Found) {
    let Kind::Route(route) = &step.kind else { return };
    let last = route.arms.len().saturating_sub(1);
    let default = route.arms.iter().position(|arm| arm.when.is_none());
    let taken = match coverage(cx, ix, route) {
        Coverage::Tried { taken, .. } => taken,
        Coverage::TooMany | Coverage::Unfit => Vec::new(),
    };
    for (position, arm) in route.arms.iter().enumerate() {
        let after_default = default.is_some_and(|default| default < position);
        // A last arm for everything else is good style even where the others cover all.
        let is_safety_net = arm.when.is_none() && position == last;
        let is_taken = taken.get(position).is_none_or(|taken| *taken);
        if after_default || (!is_taken && !is_safety_net) {
            let finding = found.at(cx.place(arm.span), "this arm is never taken");
            found.push(if after_default {
                finding.help("put the arm without `when` last")
            } else {
                finding.help("put it before the arms that take its cases, or delete it")
            });
        }
    }
}

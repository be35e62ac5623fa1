//! A route takes an unknown fact for one that has another value.
//!
//! `not: {os: windows}` holds for every other system, and also when the system is not known. If that is meant, test
//! `known` in the same route or end it with an arm without `when`; then this hint goes away.
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
//!       - {when: {os: windows}, next: desk}
//!       - {when: {not: {os: windows}}, next: repair}
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
//!       - {when: {os: windows}, next: desk}
//!       - {when: {os: [macos, linux]}, next: repair}
//!       - {next: desk}
//!   desk:
//!     escalate: technician
//!   repair:
//!     escalate: technician
//! ```

use rustc_hash::FxHashSet;

use crate::{
    base::Level,
    check::{
        arrays::narrow,
        conditions::readings,
        context::Context,
        facts::way_without,
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "H119", name: "fact-sometimes-set", level: Level::Hint, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    let all = readings(cx);
    let mut reported = FxHashSet::default();
    let weighed: FxHashSet<_> =
        all.iter().filter(|it| it.test.is_none()).map(|reading| (reading.step, reading.fact.to)).collect();
    for reading in &all {
        let goal = narrow(reading.step.index());
        let Some(fact) = reading.fact.to.filter(|_| reading.is_negated && reading.test.is_some()) else { continue };
        let is_considered = weighed.contains(&(reading.step, Some(fact)))
            || reading.route.arms.iter().any(|arm| arm.when.is_none())
            || cx.analysis.known.is_sure(cx.survey, goal, fact);
        if is_considered || !reported.insert((reading.step, fact)) || !found.affords() {
            continue;
        }
        let Some(ways) = way_without(cx.survey, cx.tree, cx.flow(), fact, goal) else { continue };
        let name = &reading.fact.id;
        let finding = found
            .at(cx.place(reading.fact.span), format!("`not` also holds while `{name}` is unknown"))
            .help(format!("test `known: {name}` too, or end the route with `{{next: …}}`"));
        found.push(cx.on_way(finding, &format!("`{name}` is unknown on"), goal, &ways));
    }
}

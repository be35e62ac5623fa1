//! There are facts with which no arm of this route holds, so a run would not know where to go.
//!
//! Every value that the facts may have is tried, and *unknown* too, unless the fact is surely known here. A test of an
//! unknown fact does not hold. The simplest remedy is a last arm without `when`.
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
//!       - {when: {os: macos}, next: repair}
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
//!       - {when: {os: macos}, next: repair}
//!       - {next: repair}
//!   desk:
//!     escalate: technician
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::{Diagnostic, Level},
    check::{
        arrays::narrow,
        context::Context,
        coverage::{Coverage, Point, coverage},
        facts::way_without,
        rule::{Found, Rule, Run},
    },
    tree::{FactIx, Kind, Step, StepIx},
};

pub(super) const RULE: Rule = Rule { code: "E110", name: "route-gap", level: Level::Error, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, ix: StepIx, step: &Step, found: &mut Found) {
    let Kind::Route(route) = &step.kind else { return };
    if route.arms.iter().any(|arm| arm.when.is_none()) {
        return;
    }
    let place = cx.step_place(narrow(ix.index()));
    match coverage(cx, ix, route) {
        Coverage::TooMany => found.push(
            found
                .at(place, "this route tests too many facts to try every case")
                .help("end it with `{next: …}`, or split it"),
        ),
        Coverage::Tried { gap: Some(gap), .. } => found.push(described(cx, ix, &gap, found)),
        Coverage::Unfit | Coverage::Tried { .. } => {}
    }
}

fn described(cx: &Context<'_>, ix: StepIx, gap: &[(FactIx, Point)], found: &Found) -> Diagnostic {
    let named = |fact: &FactIx| cx.library.fact(*fact).map(|(id, _)| id.to_string()).unwrap_or_default();
    let cases: Vec<String> = gap.iter().map(|(fact, point)| format!("`{}` is {point}", named(fact))).collect();
    let goal = narrow(ix.index());
    let (message, note) = match cases.as_slice() {
        [case] => (format!("no arm of this route holds when {case}"), None),
        cases => ("no arm of this route holds in some case".to_owned(), Some(cases.join(", "))),
    };
    let mut finding = found.at(cx.step_place(goal), message).help("add an arm for it, or end with `{next: …}`");
    if let Some(note) = note {
        finding = finding.note(format!("for example when {note}"));
    }
    let unknown = gap.iter().find(|(_, point)| *point == Point::Unknown);
    let without = |fact| way_without(cx.survey, cx.tree, cx.flow(), fact, goal);
    match unknown.filter(|_| found.affords()).and_then(|(fact, _)| Some((fact, without(*fact)?))) {
        Some((fact, ways)) => cx.on_way(finding, &format!("`{}` is unknown on", named(fact)), goal, &ways),
        None => cx.reached_by(found, finding, goal, &[]),
    }
}

//! A route tests a fact that nothing ever sets, so the test never holds.
//!
//! Looked at are the questions of this tree and its parts, of every tree that calls it or continues in it, and what any
//! hand-over collects. A question sets a fact with `fact: NAME`.
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
//!     answers: {windows: sort, macos: sort, linux: sort, unsure: sort}   # remembers nothing
//!   sort:
//!     route:
//!       - {when: {os: windows}, next: desk}
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
//!       - {when: {os: windows}, next: desk}
//!       - {next: repair}
//!   desk:
//!     escalate: technician
//!   repair:
//!     escalate: technician
//! ```

use rustc_hash::FxHashSet;

use crate::{
    base::Level,
    check::{
        conditions::readings,
        context::Context,
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "E117", name: "fact-never-set", level: Level::Error, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    let mut reported = FxHashSet::default();
    for reading in readings(cx) {
        if let (Some(fact), Some(_)) = (reading.fact.to, reading.test)
            && !cx.survey.may_be_set(cx.ix, fact)
            && reported.insert((reading.step, fact))
        {
            let finding = found.at(cx.place(reading.fact.span), format!("nothing sets the fact `{}`", reading.fact.id));
            found.push(finding.help(format!("let a question before it remember it: `fact: {}`", reading.fact.id)));
        }
    }
}

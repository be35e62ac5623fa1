//! A route asks whether a fact is known, but nothing ever sets it.
//!
//! The arm can only be taken where a case begins with the fact, as with `--fact`. Let a question remember the fact, or
//! delete the arm.
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
//!       - {when: {known: os}, next: desk}
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
//!       - {when: {known: os}, next: desk}
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

pub(super) const RULE: Rule = Rule { code: "W118", name: "never-known", level: Level::Warning, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    let mut reported = FxHashSet::default();
    for reading in readings(cx) {
        if let (Some(fact), None) = (reading.fact.to, reading.test)
            && !cx.survey.may_be_set(cx.ix, fact)
            && reported.insert((reading.step, fact))
        {
            let message = format!("nothing sets the fact `{}`, it is never known", reading.fact.id);
            let finding = found.at(cx.place(reading.fact.span), message);
            found.push(finding.help(format!("let a question before it remember it: `fact: {}`", reading.fact.id)));
        }
    }
}

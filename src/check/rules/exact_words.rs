//! A route compares what somebody typed in their own words.
//!
//! The condition holds only if exactly these words were typed; everybody writes them differently. Let people choose: give
//! the fact `values`, or let the question itself sort the words by answers with `matches`.
//!
//! ```yaml
//! format: 1
//! title: Telephone
//! facts:
//!   place: {name: place, ask: Where are you?}
//! start: where
//! steps:
//!   where:
//!     ask: Where are you?
//!     input: {kind: text}
//!     fact: place
//!     next: sort
//!   sort:
//!     route:
//!       - {when: {place: home}, next: desk}     # not for "at home", nor for "Home."
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
//! title: Telephone
//! facts:
//!   place: {name: place, ask: Where are you?, values: [home, work]}
//! start: where
//! steps:
//!   where:
//!     ask: Where are you?
//!     fact: place
//!     answers: {home: sort, work: sort, unsure: sort}
//!   sort:
//!     route:
//!       - {when: {place: home}, next: desk}
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
        rule::{Found, Rule, Run},
    },
    tree::{FactKind, Input, Kind, Step, StepIx, Test},
};

pub(super) const RULE: Rule = Rule { code: "H227", name: "exact-words", level: Level::Hint, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    let Kind::Route(route) = &step.kind else { return };
    for when in route.arms.iter().filter_map(|arm| arm.when.as_ref()) {
        when.for_each_fact(&mut |fact, test| {
            let Some(Test::Is(values)) = test else { return };
            let kind = fact.to.and_then(|ix| cx.library.fact(ix)).map(|(_, declared)| &declared.kind);
            if !matches!(kind, Some(FactKind::Given { input: Input::Text { .. }, .. })) {
                return;
            }
            for (value, span) in values {
                let message = format!("this holds only for the very word `{value}`");
                let help = format!("give the fact `{}` its `values`, so that people choose", fact.id);
                found.push(found.at(cx.place(*span), message).help(help));
            }
        });
    }
}

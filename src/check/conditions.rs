//! The tests of facts in the routes of a tree, one at a time.

use super::{context::Context, survey::routes_of};
use crate::{
    base::Id,
    tree::{Bound, Condition, Date, Fact, FactIx, FactKind, Input, Link, Route, StepIx, Test},
};

/// One test of a fact in a route.
pub(super) struct Reading<'t> {
    /// The route.
    pub(super) route: &'t Route,
    /// Its step.
    pub(super) step: StepIx,
    /// The fact as named.
    pub(super) fact: &'t Link<FactIx>,
    /// What is demanded of it; nothing where only whether it is known.
    pub(super) test: Option<&'t Test>,
    /// Whether it stands under an odd number of `not`.
    pub(super) is_negated: bool,
}

/// Lists all tests of facts in a tree.
pub(super) fn readings<'t>(cx: &Context<'t>) -> Vec<Reading<'t>> {
    let mut found = Vec::new();
    for (step, route) in routes_of(cx.tree, cx.flow()) {
        for when in route.arms.iter().filter_map(|arm| arm.when.as_ref()) {
            collect(when, false, &mut |fact, test, is_negated| {
                found.push(Reading { route, step, fact, test, is_negated });
            });
        }
    }
    found
}

/// Recursion is bounded by the nesting that the YAML reader allows.
fn collect<'t>(when: &'t Condition, is_negated: bool, visit: &mut dyn FnMut(&'t Link<FactIx>, Option<&'t Test>, bool)) {
    match when {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| collect(part, is_negated, visit));
        }
        Condition::Not(inner) => collect(inner, !is_negated, visit),
        Condition::Known(fact) => visit(fact, None, is_negated),
        Condition::Fact(fact, test) => visit(fact, Some(test), is_negated),
    }
}

/// Says in one word what a fact is.
pub(super) fn kind_of(fact: &Fact) -> &'static str {
    match &fact.kind {
        FactKind::Given { input, .. } => input_kind(input),
        FactKind::Tried | FactKind::Measured => "derived",
    }
}

/// Says in one word how something is answered.
pub(super) fn input_kind(input: &Input) -> &'static str {
    match input {
        Input::Choice => "a choice",
        Input::Many => "several choices",
        Input::Number { .. } => "a number",
        Input::Date(_) => "a date",
        Input::Text { .. } => "a text",
    }
}

/// Reads the value in a condition as a number or day, as the engine does.
pub(super) fn position_of(value: &Id, input: &Input) -> Option<Bound> {
    match input {
        Input::Number { .. } => Bound::parse_number(value.as_str()),
        Input::Date(_) => value.as_str().parse::<Date>().ok().map(Bound::Day),
        _ => None,
    }
}

/// Says whether a test fits the kind of a fact, so that it can ever hold.
pub(super) fn fits(fact: &Fact, test: &Test) -> bool {
    match (&fact.kind, test) {
        (FactKind::Given { input, .. }, Test::Range { from, below }) => {
            let ends: Vec<&Bound> = from.iter().chain(below).collect();
            match input {
                Input::Number { .. } => ends.iter().all(|end| matches!(end, Bound::Number(_))),
                Input::Date(_) => ends.iter().all(|end| !matches!(end, Bound::Number(_))),
                Input::Choice | Input::Many | Input::Text { .. } => false,
            }
        }
        (FactKind::Given { input: input @ (Input::Number { .. } | Input::Date(_)), .. }, Test::Is(values)) => {
            values.iter().all(|(value, _)| position_of(value, input).is_some())
        }
        (FactKind::Given { .. }, Test::Is(_)) => true,
        (FactKind::Tried | FactKind::Measured, test) => matches!(test, Test::Is(_)),
    }
}

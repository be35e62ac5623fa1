//! Replies with which a step can be tried: each answer, and around every bound that one of two versions has.

use std::sync::Arc;

use crate::{
    engine::{Outcome, Reply},
    tree::{After, Bound, Date, Guard, Input, Kind, Question, Scale, Step, days_of},
};

/// The day on which walks are tried; relative days only need some day.
pub(super) const DAY: Date = Date::constant(2026, 1, 1);

/// Words that no pattern is about.
const OTHER_WORDS: &str = "–";

/// Lists the replies that lead out of a step in every way that it has now or had in its other version.
pub(super) fn of(step: &Step, other: Option<&Step>) -> Vec<Reply> {
    match &step.kind {
        Kind::Question(question) => of_question(question, other.and_then(Step::question)),
        Kind::Instruction(instruction) => match &instruction.after {
            After::Verify { cannot, .. } => {
                let other_cannot = other.is_some_and(|other| match &other.kind {
                    Kind::Instruction(other) => matches!(&other.after, After::Verify { cannot: Some(_), .. }),
                    _ => false,
                });
                let mut outcomes = vec![Outcome::Worked, Outcome::DidNotWork];
                if cannot.is_some() || other_cannot {
                    outcomes.push(Outcome::NotDone);
                }
                outcomes.into_iter().map(Reply::Outcome).collect()
            }
            After::Next(_) => vec![Reply::Done],
            After::Ask(question) => of_question(question, other.and_then(Step::question)),
        },
        Kind::Call(_) | Kind::Route(_) | Kind::Ending(_) => Vec::new(),
    }
}

fn of_question(question: &Question, other: Option<&Question>) -> Vec<Reply> {
    let chosen = question.answers.iter().map(|answer| &answer.id);
    let unsure = question.unsure().map(|answer| Reply::Chosen(answer.id.clone()));
    match &question.input {
        Input::Choice => chosen.cloned().map(Reply::Chosen).collect(),
        Input::Many => {
            let one = |id: &crate::base::Id| match id.as_str() {
                "unsure" => Reply::Chosen(id.clone()),
                _ => Reply::Several(vec![id.clone()]),
            };
            chosen.map(one).collect()
        }
        Input::Number { scale, .. } => {
            positions(question, other, scale).into_iter().map(Reply::Number).chain(unsure).collect()
        }
        Input::Date(scale) => {
            let days = positions(question, other, scale).into_iter().filter_map(day);
            let mut days: Vec<Date> = days.collect();
            days.dedup();
            days.into_iter().map(Reply::Day).chain(unsure).collect()
        }
        Input::Text { .. } => words(question, other).into_iter().map(Reply::Words).chain(unsure).collect(),
    }
}

/// Finds the day at a position of the axis, counted in whole days.
fn day(position: f64) -> Option<Date> {
    #[expect(clippy::cast_possible_truncation, reason = "days since year 1")]
    let days = position.round() as i32;
    Date::constant(1, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// Lists every bound and something between each two, within what may be given.
fn positions(question: &Question, other: Option<&Question>, scale: &Scale) -> Vec<f64> {
    let place = |bound: &Option<Bound>| bound.as_ref().map(|bound| bound.position(Some(DAY)));
    let (min, max) = (place(&scale.min), place(&scale.max));
    let mut bounds: Vec<f64> = min.into_iter().chain(max).collect();
    for answer in question.answers.iter().chain(other.iter().flat_map(|other| &other.answers)) {
        if let Guard::Range { from, below } = &answer.guard {
            bounds.extend(place(from).into_iter().chain(place(below)));
        }
    }
    if bounds.is_empty() {
        bounds.push(if matches!(question.input, Input::Date(_)) { days_of(DAY) } else { 0.0 });
    }
    bounds.sort_by(f64::total_cmp);
    bounds.dedup();
    let between = bounds.windows(2).map(|pair| pair.iter().sum::<f64>() / 2.0);
    let outside = [bounds.first().map(|first| first - 1.0), bounds.last().map(|last| last + 1.0)];
    let mut all: Vec<f64> = between.chain(outside.into_iter().flatten()).chain(bounds.iter().copied()).collect();
    all.retain(|at| min.is_none_or(|min| min <= *at) && max.is_none_or(|max| *at <= max));
    all.sort_by(f64::total_cmp);
    all.dedup();
    all
}

/// Lists words that the patterns look for, as far as they can be read off them, and some that none does.
fn words(question: &Question, other: Option<&Question>) -> Vec<Arc<str>> {
    let mut words: Vec<Arc<str>> = Vec::new();
    for answer in question.answers.iter().chain(other.iter().flat_map(|other| &other.answers)) {
        let Guard::Matches(pattern) = &answer.guard else { continue };
        let pieces = pattern.as_str().split(|c: char| !c.is_alphanumeric() && c != ' ' && c != '-');
        let found = pieces.filter(|piece| !piece.trim().is_empty()).find(|piece| pattern.is_found_in(piece));
        if let Some(found) = found.filter(|found| !words.iter().any(|known| **known == **found)) {
            words.push(found.into());
        }
    }
    words.push(OTHER_WORDS.into());
    words
}

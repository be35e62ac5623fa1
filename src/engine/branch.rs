//! Decides which way a reply, a known fact or a condition takes.

use super::{Reply, Value, facts::Facts};
use crate::{
    base::Id,
    tree::{After, Bound, Condition, Date, Guard, Input, Kind, Question, Step, Test, days_of},
};

/// Says whether a step can be passed by a reply: whether that leads anywhere from it.
///
/// Not asked is what else was demanded of an input, such as the form of words: what was taken once stays taken.
pub fn takes(step: &Step, reply: &Reply, today: Option<Date>) -> bool {
    let of_question = |question| of_reply(question, reply, today).is_some();
    match &step.kind {
        Kind::Question(question) => of_question(question),
        Kind::Instruction(instruction) => match &instruction.after {
            After::Verify { .. } => matches!(reply, Reply::Outcome(_)),
            After::Next(_) => matches!(reply, Reply::Done),
            After::Ask(question) => of_question(question),
        },
        Kind::Call(_) | Kind::Route(_) | Kind::Ending(_) => false,
    }
}

/// The way out of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Branch {
    /// The answer at this position.
    Answer(usize),
    /// The only way on.
    Next,
}

/// Finds the way that a reply takes; nothing if the question does not have such an answer.
pub(super) fn of_reply(question: &Question, reply: &Reply, today: Option<Date>) -> Option<Branch> {
    match (reply, &question.input) {
        (Reply::Chosen(id), Input::Choice) => question.answers.iter().position(|it| it.id == *id).map(Branch::Answer),
        (Reply::Chosen(id), _) if id.as_str() == "unsure" => question.position("unsure").map(Branch::Answer),
        (Reply::Several(ids), Input::Many) => several(question, ids),
        (Reply::Number(number), Input::Number { .. }) => in_range(question, *number, today),
        (Reply::Day(day), Input::Date(_)) => in_range(question, days_of(*day), today),
        (Reply::Words(words), Input::Text { .. }) => matching(question, words),
        _ => None,
    }
}

/// Finds the way that the value of a known fact takes.
pub(super) fn of_value(question: &Question, value: &Value, today: Option<Date>) -> Option<Branch> {
    match (value, &question.input) {
        (Value::Choice(id), Input::Choice) if id.as_str() != "unsure" => {
            question.position(id.as_str()).map(Branch::Answer)
        }
        (Value::Many(ids), Input::Many) => several(question, ids),
        (Value::Number(number), Input::Number { .. }) => in_range(question, *number, today),
        (Value::Day(day), Input::Date(_)) => in_range(question, days_of(*day), today),
        (Value::Words(words), Input::Text { .. }) => matching(question, words),
        _ => None,
    }
}

/// Returns what a reply teaches; nothing if the person was not sure.
pub(super) fn value_of(reply: &Reply) -> Option<Value> {
    match reply {
        Reply::Chosen(id) if id.as_str() == "unsure" => None,
        Reply::Chosen(id) => Some(Value::Choice(id.clone())),
        Reply::Several(ids) => Some(Value::Many(ids.iter().filter(|id| id.as_str() != "none").cloned().collect())),
        Reply::Number(number) => Some(Value::Number(*number)),
        Reply::Day(day) => Some(Value::Day(*day)),
        Reply::Words(words) => Some(Value::Words(words.clone())),
        Reply::Outcome(_) | Reply::Done => None,
    }
}

/// Says whether a number or day lies in a half-open range.
pub(super) fn lies_in(position: f64, from: Option<&Bound>, below: Option<&Bound>, today: Option<Date>) -> bool {
    from.is_none_or(|from| from.position(today) <= position)
        && below.is_none_or(|below| position < below.position(today))
}

/// Of several chosen answers the first in the author's order decides; of none, `none`.
fn several(question: &Question, ids: &[Id]) -> Option<Branch> {
    let first = question.answers.iter().position(|answer| ids.contains(&answer.id));
    if ids.is_empty() { question.position("none").map(Branch::Answer) } else { first.map(Branch::Answer) }
}

fn in_range(question: &Question, position: f64, today: Option<Date>) -> Option<Branch> {
    if question.next.is_some() {
        return Some(Branch::Next);
    }
    let found = question.answers.iter().position(|answer| match &answer.guard {
        Guard::Range { from, below } => lies_in(position, from.as_ref(), below.as_ref(), today),
        _ => false,
    });
    // The greatest value that may be given belongs to the last range, though ranges are half-open.
    let ends_there = |bound: &Option<Bound>| bound.as_ref().is_some_and(|it| it.position(today) <= position);
    let last =
        || question.answers.iter().rposition(|it| matches!(&it.guard, Guard::Range { below, .. } if ends_there(below)));
    found.or_else(last).map(Branch::Answer)
}

fn matching(question: &Question, words: &str) -> Option<Branch> {
    if question.next.is_some() {
        return Some(Branch::Next);
    }
    let position = question.answers.iter().position(|answer| match &answer.guard {
        Guard::Matches(pattern) => pattern.is_found_in(words),
        _ => false,
    });
    let otherwise = || question.answers.iter().position(|answer| matches!(answer.guard, Guard::Otherwise));
    position.or_else(otherwise).map(Branch::Answer)
}

/// Says whether a condition holds; a test of an unknown fact does not. Recursion is bounded by the reader.
pub(super) fn holds(condition: &Condition, facts: &Facts, today: Option<Date>) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(|part| holds(part, facts, today)),
        Condition::Any(parts) => parts.iter().any(|part| holds(part, facts, today)),
        Condition::Not(inner) => !holds(inner, facts, today),
        Condition::Known(fact) => fact.to.is_some_and(|fact| facts.get(fact).is_some()),
        Condition::Fact(fact, test) => {
            fact.to.and_then(|fact| facts.get(fact)).is_some_and(|known| meets(&known.value, test, today))
        }
    }
}

fn meets(value: &Value, test: &Test, today: Option<Date>) -> bool {
    match (value, test) {
        (Value::Choice(id), Test::Is(ids)) => ids.iter().any(|(wanted, _)| wanted == id),
        (Value::Many(chosen), Test::Is(ids)) => ids.iter().any(|(wanted, _)| chosen.contains(wanted)),
        (Value::Words(words), Test::Is(ids)) => ids.iter().any(|(wanted, _)| wanted.as_str() == &**words),
        (Value::Number(number), Test::Is(ids)) => ids
            .iter()
            .any(|(wanted, _)| wanted.as_str().parse().is_ok_and(|wanted: f64| wanted.total_cmp(number).is_eq())),
        (Value::Day(day), Test::Is(ids)) => {
            ids.iter().any(|(wanted, _)| wanted.as_str().parse().is_ok_and(|wanted: Date| wanted == *day))
        }
        (Value::Number(number), Test::Range { from, below }) => lies_in(*number, from.as_ref(), below.as_ref(), today),
        (Value::Day(day), Test::Range { from, below }) => lies_in(days_of(*day), from.as_ref(), below.as_ref(), today),
        (Value::Choice(_) | Value::Many(_) | Value::Words(_), Test::Range { .. }) => false,
    }
}

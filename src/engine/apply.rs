//! Turns an input into an event, or says what is wanted instead.

use std::sync::Arc;

use super::{
    Event, Key, Origin, Outcome, Passed, Reply, State, Value, View, branch,
    state::{EndKind, Stop},
};
use crate::{
    base::Id,
    check::Sealed,
    tree::{After, Bound, Date, FactIx, FactKind, Input as Wanted, Kind, Question, Scale, Step, days_of},
};

/// What a person does.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// Read the warning.
    Acknowledge,
    /// Chooses an answer by its id; `unsure` among them.
    Choose(Id),
    /// Chooses several answers.
    ChooseSeveral(Vec<Id>),
    /// Gives a number.
    Number(f64),
    /// Gives a day.
    Day(Date),
    /// Gives words.
    Words(Arc<str>),
    /// Tells what an instruction brought.
    Outcome(Outcome),
    /// Followed an instruction after which nothing is asked.
    Done,
    /// Does not know a fact that the hand-over asks for.
    Unknown,
    /// Goes back to the last reply.
    Back,
    /// Opens an earlier reply again.
    Change(Key),
    /// Tells a fact outside a question.
    Fact(FactIx, Value, Origin),
    /// Writes something down.
    Note(Arc<str>),
    /// Wants a human.
    Human,
}

/// Why an input was not taken. Nothing has changed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Rejection {
    /// A warning must be acknowledged first.
    #[error("the warning must be acknowledged first")]
    AcknowledgeFirst,
    /// There is no such answer; these are possible.
    #[error("there is no such answer")]
    NoSuchAnswer(Vec<Id>),
    /// A number is wanted.
    #[error("a number is wanted")]
    NumberWanted,
    /// A day is wanted.
    #[error("a day is wanted")]
    DayWanted,
    /// Words are wanted.
    #[error("words are wanted")]
    WordsWanted,
    /// The number or day lies outside these ends.
    #[error("this lies outside what is possible")]
    OutOfRange {
        /// The least.
        min: Option<Bound>,
        /// The most.
        max: Option<Bound>,
    },
    /// The words do not look like this pattern.
    #[error("this does not look as it should")]
    PatternNotMet(Box<str>),
    /// At most so many characters are taken.
    #[error("at most {0} characters are taken")]
    TooLong(u32),
    /// One of the three outcomes is wanted.
    #[error("an outcome is wanted: it worked, it did not, or it could not be done")]
    OutcomeWanted,
    /// The instruction must be followed first.
    #[error("the instruction must be followed first")]
    DoneWanted,
    /// There is nothing to go back to.
    #[error("there is nothing to go back to")]
    NothingBefore,
    /// This step has not been replied to.
    #[error("this step has not been replied to")]
    NotReplied,
    /// The value does not belong to the fact.
    #[error("this is not a value of the fact")]
    NotAValue(FactIx),
    /// Nothing is asked here that could be unknown.
    #[error("nothing is collected here")]
    NothingToCollect,
    /// The case has ended.
    #[error("the case has ended")]
    Ended,
}

/// The most characters of a note.
const LONGEST_NOTE: u32 = 10_000;

/// Makes the event for an input.
pub(super) fn apply(library: &Sealed, state: &State, input: Input) -> Result<Event, Rejection> {
    match input {
        Input::Note(words) => within(&words, LONGEST_NOTE).map(|()| Event::Noted(words)),
        Input::Fact(fact, value, origin) => {
            check_value(library, fact, &value, state.today)?;
            Ok(Event::Fact { fact, value, origin })
        }
        Input::Human if matches!(state.stop, Stop::Ended(_)) => Err(Rejection::Ended),
        Input::Human => Ok(Event::Human),
        Input::Back => back(state),
        Input::Change(key) => {
            let passed = state.trail.iter().any(|entry| entry.key == key);
            if passed { Ok(Event::Reopened(key)) } else { Err(Rejection::NotReplied) }
        }
        input => match state.view(library) {
            View::Warning { warning, .. } => match input {
                Input::Acknowledge => Ok(Event::Acknowledged(warning)),
                _ => Err(Rejection::AcknowledgeFirst),
            },
            View::Step { key, step, help, .. } => reply(state, key, step, help.is_some(), input),
            View::Collect { fact, .. } => collect(library, state, fact, input),
            View::Ended(_) | View::Missing(_) | View::NotStarted => Err(Rejection::Ended),
        },
    }
}

/// Goes back: out of the wish for a human, to the last collected fact, or to the last reply.
fn back(state: &State) -> Result<Event, Rejection> {
    if state.stop == Stop::Ended(EndKind::Human) && state.collected.is_empty() {
        return Ok(Event::Reopened(state.key()));
    }
    if let Stop::Ended(_) = state.stop
        && let Some((fact, _)) = state.collected.last()
    {
        return Ok(Event::Uncollected(*fact));
    }
    let replied = |entry: &&super::Entry| matches!(entry.passed, Passed::Replied(_));
    let last = state.trail.iter().rfind(replied).ok_or(Rejection::NothingBefore)?;
    Ok(Event::Reopened(last.key.clone()))
}

fn reply(state: &State, key: Key, step: &Step, helped: bool, input: Input) -> Result<Event, Rejection> {
    let question = match &step.kind {
        Kind::Question(question) => question,
        Kind::Instruction(instruction) => match (&instruction.after, input) {
            (After::Verify { .. }, Input::Outcome(outcome)) => {
                return Ok(Event::Replied(key, Reply::Outcome(outcome)));
            }
            (After::Verify { .. }, _) => return Err(Rejection::OutcomeWanted),
            (After::Next(_), Input::Done) => return Ok(Event::Replied(key, Reply::Done)),
            (After::Next(_), _) => return Err(Rejection::DoneWanted),
            (After::Ask(question), input) => return answer(state, key, question, helped, input),
        },
        Kind::Call(_) | Kind::Route(_) | Kind::Ending(_) => return Err(Rejection::Ended),
    };
    answer(state, key, question, helped, input)
}

fn answer(state: &State, key: Key, question: &Question, helped: bool, input: Input) -> Result<Event, Rejection> {
    if let Input::Choose(id) = &input
        && id.as_str() == "unsure"
        && let Some(unsure) = question.unsure()
    {
        let first_time = unsure.help.is_some() && !helped;
        return Ok(if first_time { Event::Helped(key) } else { Event::Replied(key, Reply::Chosen(id.clone())) });
    }
    let reply = match (&question.input, input) {
        (Wanted::Choice, Input::Choose(id)) => Reply::Chosen(id),
        (Wanted::Choice, Input::ChooseSeveral(ids)) if ids.len() == 1 => {
            ids.into_iter().next().map_or(Reply::Done, Reply::Chosen)
        }
        (Wanted::Many, Input::Choose(id)) => several(question, vec![id])?,
        (Wanted::Many, Input::ChooseSeveral(ids)) => several(question, ids)?,
        (Wanted::Choice | Wanted::Many, _) => return Err(Rejection::NoSuchAnswer(possible(question))),
        (Wanted::Number { scale, .. }, Input::Number(number)) => {
            within_scale(scale, number, state.today)?;
            Reply::Number(number)
        }
        (Wanted::Number { .. }, _) => return Err(Rejection::NumberWanted),
        (Wanted::Date(scale), Input::Day(day)) => {
            within_scale(scale, days_of(day), state.today)?;
            Reply::Day(day)
        }
        (Wanted::Date(_), _) => return Err(Rejection::DayWanted),
        (wanted @ Wanted::Text { .. }, Input::Words(words)) => {
            check_words(wanted, &words)?;
            Reply::Words(words)
        }
        (Wanted::Text { .. }, _) => return Err(Rejection::WordsWanted),
    };
    match branch::of_reply(question, &reply, state.today) {
        Some(_) => Ok(Event::Replied(key, reply)),
        None => Err(Rejection::NoSuchAnswer(possible(question))),
    }
}

/// Takes several answers: known ones, each once, `none` only alone.
fn several(question: &Question, mut ids: Vec<Id>) -> Result<Reply, Rejection> {
    let is_sound = |id: &Id| question.position(id.as_str()).is_some() && id.as_str() != "unsure";
    let alone = ids.len() <= 1 || !ids.iter().any(|id| id.as_str() == "none");
    if ids.is_empty() || !ids.iter().all(is_sound) || !alone {
        return Err(Rejection::NoSuchAnswer(possible(question)));
    }
    ids.sort_by_key(|id| question.position(id.as_str()));
    ids.dedup();
    Ok(Reply::Several(ids))
}

fn possible(question: &Question) -> Vec<Id> {
    question.answers.iter().map(|answer| answer.id.clone()).collect()
}

fn collect(library: &Sealed, state: &State, fact: FactIx, input: Input) -> Result<Event, Rejection> {
    let value = match input {
        Input::Unknown => return Ok(Event::Collected(fact, None)),
        Input::Choose(id) if id.as_str() == "unsure" => return Ok(Event::Collected(fact, None)),
        Input::Choose(id) => Value::Choice(id),
        Input::ChooseSeveral(ids) => Value::Many(ids),
        Input::Number(number) => Value::Number(number),
        Input::Day(day) => Value::Day(day),
        Input::Words(words) => Value::Words(words),
        _ => return Err(wanted_for(library, fact)),
    };
    check_value(library, fact, &value, state.today).map_err(|rejection| match rejection {
        Rejection::NotAValue(_) => wanted_for(library, fact),
        other => other,
    })?;
    Ok(Event::Collected(fact, Some(value)))
}

/// Says what kind of value a fact needs.
fn wanted_for(library: &Sealed, fact: FactIx) -> Rejection {
    match library.library().fact(fact).map(|(_, fact)| &fact.kind) {
        Some(FactKind::Given { input: Wanted::Choice | Wanted::Many, values }) => {
            Rejection::NoSuchAnswer(values.iter().map(|value| value.id.clone()).collect())
        }
        Some(FactKind::Given { input: Wanted::Number { .. }, .. }) => Rejection::NumberWanted,
        Some(FactKind::Given { input: Wanted::Date(_), .. }) => Rejection::DayWanted,
        Some(FactKind::Given { input: Wanted::Text { .. }, .. }) => Rejection::WordsWanted,
        Some(FactKind::Tried | FactKind::Measured) | None => Rejection::NothingToCollect,
    }
}

/// Says whether a value belongs to a fact.
fn check_value(library: &Sealed, fact: FactIx, value: &Value, today: Option<Date>) -> Result<(), Rejection> {
    let Some(FactKind::Given { input, values }) = library.library().fact(fact).map(|(_, fact)| &fact.kind) else {
        return Err(Rejection::NotAValue(fact));
    };
    let is_declared = |id: &Id| values.iter().any(|value| value.id == *id);
    match (input, value) {
        (Wanted::Choice, Value::Choice(id)) if is_declared(id) => Ok(()),
        (Wanted::Many, Value::Many(ids)) if ids.iter().all(is_declared) => Ok(()),
        (Wanted::Number { scale, .. }, Value::Number(number)) => within_scale(scale, *number, today),
        (Wanted::Date(scale), Value::Day(day)) => within_scale(scale, days_of(*day), today),
        (Wanted::Text { .. }, Value::Words(words)) => check_words(input, words),
        _ => Err(Rejection::NotAValue(fact)),
    }
}

fn within_scale(scale: &Scale, position: f64, today: Option<Date>) -> Result<(), Rejection> {
    let too_low = scale.min.as_ref().is_some_and(|min| position < min.position(today));
    let too_high = scale.max.as_ref().is_some_and(|max| max.position(today) < position);
    if too_low || too_high || !position.is_finite() {
        return Err(Rejection::OutOfRange { min: scale.min, max: scale.max });
    }
    Ok(())
}

fn check_words(wanted: &Wanted, words: &str) -> Result<(), Rejection> {
    let Wanted::Text { max, pattern, .. } = wanted else { return Ok(()) };
    if words.trim().is_empty() {
        return Err(Rejection::WordsWanted);
    }
    within(words, *max)?;
    match pattern {
        Some(pattern) if !pattern.fits(words) => Err(Rejection::PatternNotMet(pattern.as_str().into())),
        _ => Ok(()),
    }
}

fn within(words: &str, most: u32) -> Result<(), Rejection> {
    if (most as usize) < words.chars().count() { Err(Rejection::TooLong(most)) } else { Ok(()) }
}

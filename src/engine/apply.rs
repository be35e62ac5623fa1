//! Turns an input into a turn, or says what is wanted instead.

use std::sync::Arc;

use super::{Key, Origin, Outcome, State, Turn, Value};
use crate::{
    base::Id,
    check::Sealed,
    tree::{Bound, Date, FactIx},
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
#[derive(Clone, Debug, PartialEq)]
pub enum Rejection {
    /// A warning must be acknowledged first.
    AcknowledgeFirst,
    /// There is no such answer; these are possible.
    NoSuchAnswer(Vec<Id>),
    /// A number is wanted.
    NumberWanted,
    /// A day is wanted.
    DayWanted,
    /// Words are wanted.
    WordsWanted,
    /// The number or day lies outside these ends.
    OutOfRange {
        /// The least.
        min: Option<Bound>,
        /// The most.
        max: Option<Bound>,
    },
    /// The words do not look like this pattern.
    PatternNotMet(Box<str>),
    /// At most so many characters are taken.
    TooLong(u32),
    /// One of the three outcomes is wanted.
    OutcomeWanted,
    /// The instruction must be followed first.
    DoneWanted,
    /// There is nothing to go back to.
    NothingBefore,
    /// This step has not been replied to.
    NotReplied,
    /// The value does not belong to the fact.
    NotAValue(FactIx),
    /// Nothing is asked here that could be unknown.
    NothingToCollect,
    /// The case has ended.
    Ended,
}

/// Makes the turn for an input.
pub(super) fn apply(library: &Sealed, state: &State, input: Input) -> Result<Turn, Rejection> {
    let (_, _, _) = (library, state, &input);
    Err(Rejection::Ended)
}

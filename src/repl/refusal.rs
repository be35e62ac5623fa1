//! Why a line was not taken, and how that is said.

use crate::{case::Phrase, engine::Rejection, tree::Date};

/// Why a typed line was not taken.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// Nothing was typed.
    Empty,
    /// It is none of the answers.
    NotAmong {
        /// What was typed.
        typed: String,
        /// The labels of the answers.
        possible: Vec<String>,
    },
    /// There is no such position.
    Position {
        /// What was typed.
        typed: String,
        /// The last position.
        last: usize,
    },
    /// Several answers fit.
    Several {
        /// What was typed.
        typed: String,
        /// The labels that fit.
        found: Vec<String>,
    },
    /// "None" or "not sure" beside other answers.
    NotTogether,
    /// A number is wanted.
    Number,
    /// A day is wanted.
    Day,
    /// There is no such day.
    NoSuchDay(String),
    /// An outcome is wanted.
    Outcome,
    /// The instruction must be followed first.
    Done,
    /// The warning must be read first.
    Acknowledge,
    /// The value does not belong to the fact of this name.
    NotAValue(String),
    /// Nothing is wanted any more.
    Ended,
    /// The engine did not take it.
    Engine(Rejection),
}

/// The most characters of a typed line that are repeated.
const MOST_REPEATED: usize = 60;

impl Refusal {
    /// Names the kind of refusal, for programs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotAmong { .. } | Self::Position { .. } | Self::Engine(Rejection::NoSuchAnswer(_)) => {
                "no-such-answer"
            }
            Self::Several { .. } => "several-fit",
            Self::NotTogether => "not-together",
            Self::Number | Self::Engine(Rejection::NumberWanted) => "number-wanted",
            Self::Day | Self::Engine(Rejection::DayWanted) => "day-wanted",
            Self::NoSuchDay(_) => "no-such-day",
            Self::Outcome | Self::Engine(Rejection::OutcomeWanted) => "outcome-wanted",
            Self::Done | Self::Engine(Rejection::DoneWanted) => "done-wanted",
            Self::Acknowledge | Self::Engine(Rejection::AcknowledgeFirst) => "acknowledge-first",
            Self::NotAValue(_) | Self::Engine(Rejection::NotAValue(_)) => "not-a-value",
            Self::Ended | Self::Engine(Rejection::Ended) => "ended",
            Self::Engine(Rejection::WordsWanted) => "words-wanted",
            Self::Engine(Rejection::OutOfRange { .. }) => "out-of-range",
            Self::Engine(Rejection::PatternNotMet(_)) => "pattern-not-met",
            Self::Engine(Rejection::TooLong(_)) => "too-long",
            Self::Engine(Rejection::NothingBefore) => "nothing-before",
            Self::Engine(Rejection::NotReplied) => "not-replied",
            Self::Engine(Rejection::NothingToCollect) => "nothing-to-collect",
        }
    }

    /// Says it, with what is possible instead.
    pub fn say(&self, phrase: Phrase<'_>, today: Date) -> String {
        let words = phrase.words;
        match self {
            Self::Empty => words.say("reject-empty"),
            Self::NotAmong { typed, possible } => {
                let first = words.tell("reject-answer", &[("typed", (&shorten(typed)).into())]);
                format!("{first} {}", words.tell("reject-possible", &[("list", (&possible.join("; ")).into())]))
            }
            Self::Position { typed, last } => words
                .tell("reject-position", &[("typed", (&shorten(typed)).into()), ("last", (&last.to_string()).into())]),
            Self::Several { typed, found } => words
                .tell("reject-several", &[("typed", (&shorten(typed)).into()), ("list", (&found.join("; ")).into())]),
            Self::NotTogether => words.say("reject-none-alone"),
            Self::Number => words.tell("reject-number", &[("example", (&words.number(1.5)).into())]),
            Self::Day => words.say("reject-day"),
            Self::NoSuchDay(typed) => words.tell("reject-no-such-day", &[("typed", (&shorten(typed)).into())]),
            Self::Outcome => words.say("reject-outcome"),
            Self::Done => words.say("reject-done"),
            Self::Acknowledge => words.say("reject-acknowledge"),
            Self::NotAValue(fact) => words.tell("reject-not-a-value", &[("fact", fact.into())]),
            Self::Ended => words.say("reject-ended"),
            Self::Engine(rejection) => say_rejection(phrase, rejection, today),
        }
    }
}

fn say_rejection(phrase: Phrase<'_>, rejection: &Rejection, today: Date) -> String {
    let words = phrase.words;
    match rejection {
        Rejection::AcknowledgeFirst => words.say("reject-acknowledge"),
        Rejection::NoSuchAnswer(_) => words.say("reject-answer-empty"),
        Rejection::NumberWanted => words.tell("reject-number", &[("example", (&words.number(1.5)).into())]),
        Rejection::DayWanted => words.say("reject-day"),
        Rejection::WordsWanted => words.say("reject-words"),
        Rejection::OutOfRange { min, max } => {
            let said = |bound: &crate::tree::Bound| phrase.bound(bound, today);
            match (min.as_ref().map(said), max.as_ref().map(said)) {
                (Some(min), Some(max)) => {
                    words.tell("reject-between", &[("min", (&min).into()), ("max", (&max).into())])
                }
                (Some(min), None) => words.tell("reject-least", &[("min", (&min).into())]),
                (None, Some(max)) => words.tell("reject-most", &[("max", (&max).into())]),
                (None, None) => words.tell("reject-number", &[("example", (&words.number(1.5)).into())]),
            }
        }
        Rejection::PatternNotMet(_) => words.say("reject-pattern"),
        Rejection::TooLong(most) => words.tell("reject-too-long", &[("max", (&most.to_string()).into())]),
        Rejection::OutcomeWanted => words.say("reject-outcome"),
        Rejection::DoneWanted => words.say("reject-done"),
        Rejection::NothingBefore => words.say("reject-nothing-before"),
        Rejection::NotReplied => words.say("reject-not-replied"),
        Rejection::NotAValue(fact) => words.tell("reject-not-a-value", &[("fact", (&phrase.fact_name(*fact)).into())]),
        Rejection::NothingToCollect => words.say("reject-not-collecting"),
        Rejection::Ended => words.say("reject-ended"),
    }
}

fn shorten(typed: &str) -> String {
    let line = crate::base::clean_line(typed);
    if line.chars().count() <= MOST_REPEATED {
        return line.into_owned();
    }
    line.chars().take(MOST_REPEATED).chain(['…']).collect()
}

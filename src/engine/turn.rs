//! Turns: what is recorded of a case, and how a step is named in it.

use std::sync::Arc;

use super::{Origin, Value};
use crate::{
    base::Id,
    tree::{Date, FactIx, StepIx, TreeIx, WarningIx},
};

/// One call on the way to a step: which call step of which tree, at which visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Segment {
    /// The tree that calls.
    pub tree: TreeIx,
    /// Its call step.
    pub step: StepIx,
    /// How often that step had been reached, counted from one.
    pub visit: u16,
}

/// Names a step in a case: by its path, calls included, and its visit; never by position.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The calls that lead to it; nothing outside any part.
    pub calls: Option<Arc<[Segment]>>,
    /// The tree or part that it belongs to.
    pub tree: TreeIx,
    /// The step.
    pub step: StepIx,
    /// How often it has been reached on this path, counted from one.
    pub visit: u16,
}

/// What a person replied to a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// The answer with this id.
    Chosen(Id),
    /// Several answers.
    Several(Vec<Id>),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// Words.
    Words(Arc<str>),
    /// What an instruction brought.
    Outcome(Outcome),
    /// An instruction after which nothing is asked was followed.
    Done,
}

/// What an instruction with a verification brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It works now.
    Worked,
    /// It was done and did not help.
    DidNotWork,
    /// It could not be done.
    NotDone,
}

/// Says whether turns are those of a case that was begun in a tree, with that first.
pub fn is_begun(turns: &[Turn]) -> bool {
    matches!(turns.first().map(|turn| &turn.event), Some(Event::Started { .. }))
}

/// One recorded event of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// What happened.
    pub event: Event,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The case began, or began anew in another tree.
    Started {
        /// The tree that is walked.
        tree: TreeIx,
        /// The day it is, for relative dates.
        today: Date,
    },
    /// A fact became known outside a question.
    Fact {
        /// Which.
        fact: FactIx,
        /// Its value.
        value: Value,
        /// Where from.
        origin: Origin,
    },
    /// A warning was read.
    Acknowledged(WarningIx),
    /// "I am not sure" was said for the first time, and the help was shown.
    Helped(Key),
    /// A step was replied to.
    Replied(Key, Reply),
    /// A fact that an escalation needs was given; nothing means that it is not known.
    Collected(FactIx, Option<Value>),
    /// A fact given for an escalation was taken back.
    Uncollected(FactIx),
    /// An earlier reply was opened again.
    Reopened(Key),
    /// Somebody wrote something down.
    Noted(Arc<str>),
    /// The person wants a human.
    Human,
}

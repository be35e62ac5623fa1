//! The state of a case: where it stands, what led there, what is known and tried.

use super::{Key, KnownFact, Reply, Turn, Value};
use crate::{
    base::{Id, Text},
    check::Sealed,
    tree::{FactIx, RoleIx, Step, TreeIx, Urgency, WarningIx},
};

/// Everything that follows from the turns so far.
#[derive(Clone, Debug, Default)]
pub struct State {
    pub(super) trail: Vec<Entry>,
    pub(super) facts: Vec<KnownFact>,
}

/// One thing that was passed on the current path.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The step.
    pub key: Key,
    /// How it was passed.
    pub passed: Passed,
}

/// How a step was passed.
#[derive(Clone, Debug, PartialEq)]
pub enum Passed {
    /// A person replied.
    Replied(Reply),
    /// It was not asked, because the fact was known.
    Known(KnownFact),
}

/// An instruction that was followed or attempted, on the current path or off it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// The step.
    pub key: Key,
    /// What it brought.
    pub reply: Reply,
    /// Whether it lies on the current path.
    pub active: bool,
}

/// What the person sees.
#[derive(Debug)]
pub enum View<'l> {
    /// A warning that must be acknowledged before the step is shown.
    Warning {
        /// Which warning.
        warning: WarningIx,
        /// The step that it precedes.
        step: &'l Step,
    },
    /// A question or an instruction; its kind says which.
    Step {
        /// Names it.
        key: Key,
        /// The step itself: a question or an instruction.
        step: &'l Step,
        /// The help for "I am not sure", once that was said.
        help: Option<&'l Text>,
        /// What was replied before it was opened again.
        previous: Option<Reply>,
        /// Whether the instruction was done already and cannot be undone.
        done: bool,
    },
    /// A fact that the hand-over needs.
    Collect {
        /// Which fact.
        fact: FactIx,
        /// How many more after it.
        remaining: usize,
    },
    /// The case has ended.
    Ended(Ended<'l>),
    /// The walk goes on in a tree that exists but was not read: load it and replay.
    Missing(&'l Id),
}

/// How a case ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended<'l> {
    /// It works again.
    Fixed {
        /// The tree that fixed it.
        tree: TreeIx,
        /// What it was; several if the instruction fixes several causes.
        causes: Vec<&'l Id>,
        /// What to watch for.
        note: Option<&'l Text>,
    },
    /// A person takes over.
    Escalated {
        /// The tree that gave up.
        tree: TreeIx,
        /// Who takes over; nothing if the vocabulary names nobody.
        role: Option<RoleIx>,
        /// How soon.
        urgency: Urgency,
        /// Why, to the customer.
        because: Option<&'l Text>,
        /// What it probably is.
        causes: Vec<&'l Id>,
        /// Whether the person asked for a human.
        wanted: bool,
    },
}

impl State {
    /// Computes the state from all turns.
    pub fn replay(library: &Sealed, turns: &[Turn]) -> Self {
        let _ = (library, turns);
        Self::default()
    }

    /// Takes in the last turn of `turns`; the result equals a replay of all of them.
    pub(super) fn advance(&mut self, library: &Sealed, turns: &[Turn]) {
        *self = Self::replay(library, turns);
    }

    /// Says what the person sees now.
    pub fn view<'l>(&self, library: &'l Sealed) -> View<'l> {
        let _ = library;
        View::Collect { fact: FactIx(0), remaining: 0 }
    }

    /// Lists what was passed on the current path, oldest first.
    pub fn trail(&self) -> &[Entry] {
        &self.trail
    }

    /// Lists what is known now.
    pub fn facts(&self) -> &[KnownFact] {
        &self.facts
    }

    /// Lists the instructions that were followed or attempted, oldest first, those off the path included.
    pub fn tried(&self) -> &[Tried] {
        &[]
    }

    /// Lists the causes of a tree that are ruled out, because what fixes them was done and did not help.
    pub fn ruled_out(&self) -> &[(TreeIx, Id)] {
        &[]
    }

    /// Lists the warnings that were acknowledged.
    pub fn warnings(&self) -> &[WarningIx] {
        &[]
    }

    /// Lists the notes.
    pub fn notes(&self) -> &[std::sync::Arc<str>] {
        &[]
    }

    /// Lists the facts collected for a hand-over; nothing means that it is not known.
    pub fn collected(&self) -> &[(FactIx, Option<Value>)] {
        &[]
    }

    /// Returns the tree that is walked, or the one that ended the case.
    pub fn tree(&self) -> TreeIx {
        TreeIx(0)
    }
}

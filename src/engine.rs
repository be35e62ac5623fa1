//! Walks a sealed library by replay: the state of a case is a pure function of the library and the turns.
//!
//! History is only ever appended. Going back reopens an answer; answers off the current path are kept, never
//! used, and used again when the path returns.

mod answers;
mod apply;
mod branch;
mod context;
mod facts;
mod state;
mod turn;
mod view;
mod walk;

pub use apply::{Input, Rejection};
pub use branch::takes;
pub use facts::{KnownFact, Origin, Value};
pub use state::{Entry, Passed, Situation, State, Tried, Way};
pub use turn::{Event, Key, Outcome, Reply, Segment, Turn, is_begun};
pub use view::{Ended, View};

use crate::{check::Sealed, tree::StepIx};

/// A case in progress: its turns and the state that follows from them.
#[derive(Clone, Debug)]
pub struct Session<'l> {
    library: &'l Sealed,
    turns: Vec<Turn>,
    state: State,
}

impl<'l> Session<'l> {
    /// Computes the state of a case from its turns; the first turn must be [`Event::Started`].
    pub fn replay(library: &'l Sealed, mut turns: Vec<Turn>) -> Self {
        turns.reserve(state::USUAL_LENGTH);
        let state = State::replay(library, &turns);
        Self { library, turns, state }
    }

    /// Begins a case in the middle of a tree, as a scenario of a single step does.
    ///
    /// What is only proven for runs from the start may fail here: a route may find none of its facts known.
    pub fn begin_at(library: &'l Sealed, started: Turn, step: StepIx) -> Self {
        let state = State { begin: Some(step), ..State::default() };
        let mut session = Self { library, turns: Vec::new(), state };
        session.push(started);
        session
    }

    /// Returns the turns in order.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// Returns the state.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Returns the library that is walked.
    pub fn library(&self) -> &'l Sealed {
        self.library
    }

    /// Says what the person sees now.
    pub fn view(&self) -> View<'l> {
        self.state.view(self.library)
    }

    /// Takes an input: appends the turn that it makes, or says what is wanted and changes nothing.
    pub fn input(&mut self, input: Input) -> Result<&Turn, Rejection> {
        let turn = apply::apply(self.library, &self.state, input).map(|event| Turn { event })?;
        self.push(turn);
        self.turns.last().ok_or(Rejection::Ended)
    }

    /// Appends a turn that was recorded elsewhere.
    pub fn push(&mut self, turn: Turn) {
        self.turns.push(turn);
        self.state.advance(self.library, &self.turns);
    }
}

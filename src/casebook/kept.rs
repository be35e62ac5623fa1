//! What a front end remembers of a case that it keeps: how far the store has it.

use super::Stamp;
use crate::{
    case::{Number, record::Entry},
    engine::{Session, Turn},
    store::{CaseRow, Head, TurnRow},
};

/// A case as far as it is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its number.
    pub number: Number,
    /// The number of its last turn in the store.
    pub last: u32,
    /// How many turns of the engine stand there.
    pub turns: usize,
    /// What follows from them.
    pub head: Head,
}

impl Kept {
    pub(super) fn new(number: Number, version: String) -> Self {
        Self { number, last: 0, turns: 0, head: Head { version, ..Head::default() } }
    }

    /// Takes a case as it was read, of which so many turns are the engine's.
    pub(super) fn of_case(case: &CaseRow, turns: &[Turn]) -> Self {
        Self { number: case.number.clone(), last: case.last, turns: turns.len(), head: case.head.clone() }
    }

    /// Makes rows of the turns that are not kept yet. The last one took the time.
    pub(super) fn rows(&self, session: &Session<'_>, stamp: &Stamp) -> Vec<TurnRow> {
        let library = session.library().library();
        let new = session.turns().get(self.turns..).unwrap_or_default();
        let mut rows: Vec<TurnRow> = (self.last.saturating_add(1)..)
            .zip(new)
            .map(|(number, turn)| stamp.row(number, Entry::of_turn(library, turn)))
            .collect();
        if let Some(last) = rows.last_mut() {
            last.spent = stamp.spent;
        }
        rows
    }

    /// Takes note that these rows are in the store, and with them all turns of the session.
    pub(super) fn take_over(&mut self, rows: &[TurnRow], session: &Session<'_>) {
        self.last = rows.last().map_or(self.last, |row| row.turn);
        self.turns = session.turns().len();
    }
}

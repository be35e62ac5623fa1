//! Figures on many cases in words: tables, lists of what never occurs, JSON and CSV.

mod cell;
mod never;
mod page;
mod plot;
mod sheet;
mod wire;

pub use cell::{share, time};
pub use never::{Absent, Never, never};
pub use page::{Drawn, page};
pub use sheet::{Sheet, order, sheet, shown_name};
pub use wire::{csv, json_lines};

use crate::case::{Sample, Tally, Topic};

/// A day in milliseconds.
const DAY: u64 = 24 * 60 * 60 * 1000;

/// What was counted.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Which cases and turns.
    pub sample: Sample,
    /// The groups by topic.
    pub groups: Vec<(Topic, Vec<Tally>)>,
}

impl Figures {
    /// Returns the groups of a topic; none if it was not counted.
    pub fn of(&self, topic: Topic) -> &[Tally] {
        let found = self.groups.iter().find(|(own, _)| *own == topic);
        found.map(|(_, tallies)| tallies.as_slice()).unwrap_or_default()
    }

    /// Returns all cases together; all zero if none fits.
    pub fn whole(&self) -> Tally {
        self.of(Topic::Whole).first().cloned().unwrap_or_default()
    }
}

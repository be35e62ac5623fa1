//! Erases what is private in cases, and finds those that are old enough for it.

use super::{Casebook, Presence, Stamp};
use crate::{
    case::{Handling, Number, record::Entry},
    store::{CaseRow, CaseState, Failed, Filter, Moment},
};

/// The cases that are older than some time.
#[derive(Clone, Debug, Default)]
pub struct Aged {
    /// Those that hold something private, or may: they have ended.
    pub ended: Vec<CaseRow>,
    /// Those that were never finished.
    pub unfinished: Vec<CaseRow>,
}

impl Casebook {
    /// Erases what is private in a case: what the trees mark so, notes and own words, and what waits to be sent.
    ///
    /// The rest stays and can be counted. [`Self::scrub`] makes it final.
    pub fn erase(&mut self, number: &Number, stamp: &Stamp) -> Result<(), Failed> {
        // The store gives the turn its number.
        let row = stamp.row(0, Entry::of_handling(&Handling::Erased));
        self.store.erase(number, &row)
    }

    /// Makes sure that what was erased is gone from the files of the database as well.
    pub fn scrub(&mut self) -> Result<(), Failed> {
        self.store.scrub()
    }

    /// Finds the cases that have not changed since, and from which not everything was erased already.
    pub fn aged(&mut self, before: Moment) -> Result<Aged, Failed> {
        let old = self.store.cases(&Filter { until: Some(before), ..Filter::default() })?;
        // What was noted after it was erased is as private as the rest was.
        let is_left = |case: &CaseRow| case.erased.is_none_or(|erased| erased < case.changed);
        let (unfinished, ended) = old.into_iter().filter(is_left).partition(|case| case.head.state.is_unfinished());
        Ok(Aged { ended, unfinished })
    }

    /// Says whether somebody is at work on a case, so that nothing must be erased under their hands.
    pub fn is_at_work(&self, case: &CaseRow) -> bool {
        matches!(case.head.state, CaseState::Open | CaseState::Parked) && self.presence(case) != Presence::Gone
    }
}

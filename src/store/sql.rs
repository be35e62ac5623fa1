//! All statements of the store, written once for every database.

mod cases;
mod versions;

use super::{
    CaseRow, Failed, Filter, Head, Moment, Store, TurnRow, Version,
    database::{Cell, Database, transaction},
    migrate::migrate,
};
use crate::case::Number;

/// A store in a database.
pub(super) struct Sql<D> {
    database: D,
    name: String,
}

impl<D: Database> Sql<D> {
    /// Takes a database, and brings it to the version of this program.
    pub(super) fn open(mut database: D, name: &str) -> Result<Self, Failed> {
        migrate(&mut database)?;
        Ok(Self { database, name: name.to_owned() })
    }
}

impl<D: Database> Store for Sql<D> {
    fn name(&self) -> &str {
        &self.name
    }

    fn begin(&mut self, case: &CaseRow, turns: &[TurnRow]) -> Result<(), Failed> {
        transaction(&mut self.database, |database| {
            if cases::insert(database, case)? == 0 {
                return Err(Failed::Exists(case.number.clone()));
            }
            cases::insert_turns(database, &case.number, turns)
        })
    }

    fn append(&mut self, number: &Number, after: u32, turns: &[TurnRow], head: &Head) -> Result<(), Failed> {
        transaction(&mut self.database, |database| {
            if cases::advance(database, number, after, turns, head)? == 0 {
                let last = cases::last(database, number)?.ok_or_else(|| Failed::NoCase(number.clone()))?;
                return Err(Failed::Changed { number: number.clone(), last });
            }
            cases::insert_turns(database, number, turns)
        })
    }

    fn case(&mut self, number: &Number) -> Result<Option<CaseRow>, Failed> {
        cases::find(&mut self.database, number)
    }

    fn turns(&mut self, number: &Number, from: u32) -> Result<Vec<TurnRow>, Failed> {
        cases::turns(&mut self.database, number, from)
    }

    fn cases(&mut self, filter: &Filter) -> Result<Vec<CaseRow>, Failed> {
        cases::list(&mut self.database, filter)
    }

    fn hold(&mut self, number: &Number, holder: Option<&str>) -> Result<(), Failed> {
        let with = [Cell::from(number.as_str()), Cell::from(holder)];
        match self.database.execute("update cases set holder = $2 where number = $1", &with)? {
            0 => Err(Failed::NoCase(number.clone())),
            _ => Ok(()),
        }
    }

    fn keep_version(&mut self, version: &Version, now: Moment) -> Result<(), Failed> {
        transaction(&mut self.database, |database| versions::insert(database, version, now))
    }

    fn has_version(&mut self, hash: &str) -> Result<bool, Failed> {
        versions::has(&mut self.database, hash)
    }

    fn version(&mut self, hash: &str) -> Result<Option<Version>, Failed> {
        versions::find(&mut self.database, hash)
    }

    fn erase(&mut self, number: &Number, turn: &TurnRow) -> Result<(), Failed> {
        transaction(&mut self.database, |database| cases::erase(database, number, turn))?;
        self.database.scrub()
    }
}

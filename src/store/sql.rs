//! All statements of the store, written once for every database.

mod cases;
mod figures;
mod list;
mod outbox;
mod turns;
mod versions;
mod whole;

use std::{
    hash::{BuildHasher as _, Hasher as _, RandomState},
    path::Path,
};

use super::{
    CaseRow, Claimed, Failed, Filter, MessageFilter, MessageRow, Migrated, Moment, Onward, Piece, Settled, Store,
    Totals, TurnRow, Version,
    database::{Cell, Database, Purpose, transaction},
    migrate::{When, migrate},
    rows::{numbered, sound},
};
use crate::case::{Number, Sample, Tally, Topic};

/// A store in a database.
pub(super) struct Sql<D> {
    database: D,
    name: String,
}

impl<D: Database> Sql<D> {
    /// Takes a database, and brings it to the version of this program.
    pub(super) fn open(mut database: D, name: &str, steps: &[&str], when: When) -> Result<(Self, Migrated), Failed> {
        let migrated = migrate(&mut database, steps, when)?;
        Ok((Self { database, name: name.to_owned() }, migrated))
    }

    /// Does something that may be done twice, on a new connection if the old one is lost meanwhile.
    fn lasting<T>(&mut self, work: impl Fn(&mut D) -> Result<T, Failed>) -> Result<T, Failed> {
        let mut uncertain = false;
        loop {
            match work(&mut self.database) {
                Err(failed) if failed.is_passing() => {
                    uncertain |= failed == Failed::Uncertain;
                    if !self.database.recover() {
                        return Err(if uncertain { Failed::Uncertain } else { failed });
                    }
                }
                done => return done,
            }
        }
    }

    /// Does the same in one transaction.
    fn in_one<T>(&mut self, work: impl Fn(&mut D) -> Result<T, Failed>) -> Result<T, Failed> {
        self.lasting(|database| transaction(database, Purpose::Write, &work))
    }
}

impl<D: Database> Store for Sql<D> {
    fn name(&self) -> &str {
        &self.name
    }

    fn begin(&mut self, case: &CaseRow, turns: &[TurnRow]) -> Result<(), Failed> {
        let case = case.begun_with(turns)?;
        sound(case.texts().chain(turns.iter().flat_map(TurnRow::texts)))?;
        let token = token();
        let mut statements = vec![cases::insert(&case, &token)];
        statements.extend(turns::insert(&case.number, turns, &token));
        self.lasting(|database| {
            // It may be there because the connection was lost after this program wrote it.
            if database.run_if_first(&statements)? || cases::is_begun_by(database, &case.number, &token)? {
                return Ok(());
            }
            Err(Failed::Exists(case.number.clone()))
        })
    }

    fn go_on(&mut self, number: &Number, onward: &Onward<'_>) -> Result<(), Failed> {
        let Onward { after, turns, head, version } = *onward;
        numbered(turns, after.saturating_add(1))?;
        sound(head.texts().chain(turns.iter().flat_map(TurnRow::texts)))?;
        sound(version.iter().flat_map(|(version, _)| version.texts()))?;
        let token = token();
        let mut statements = vec![cases::advance(number, after, turns, head)];
        statements.extend(version.into_iter().flat_map(|(version, now)| versions::insert(version, now)));
        statements.extend(turns::insert(number, turns, &token));
        self.lasting(|database| {
            if database.run_if_first(&statements)? {
                return Ok(());
            }
            let last = cases::last(database, number)?.ok_or_else(|| Failed::NoCase(number.clone()))?;
            match turns.first() {
                // It has changed because the connection was lost after this program wrote it.
                Some(first) if turns::is_by(database, number, first.turn, &token)? => Ok(()),
                _ => Err(Failed::Changed { number: number.clone(), last }),
            }
        })
    }

    fn case(&mut self, number: &Number) -> Result<Option<CaseRow>, Failed> {
        self.lasting(|database| cases::find(database, number))
    }

    fn turns(&mut self, number: &Number, from: u32) -> Result<Vec<TurnRow>, Failed> {
        self.lasting(|database| turns::of(database, number, from))
    }

    fn cases(&mut self, filter: &Filter) -> Result<Vec<CaseRow>, Failed> {
        sound(filter.tree.as_deref().into_iter().chain(filter.agent.as_deref()))?;
        self.lasting(|database| list::list(database, filter))
    }

    fn hold(&mut self, number: &Number, holder: Option<&str>) -> Result<(), Failed> {
        sound(holder)?;
        let with = [Cell::from(number.as_str()), Cell::from(holder)];
        self.lasting(|database| match database.execute("update cases set holder = $2 where number = $1", &with)? {
            0 => Err(Failed::NoCase(number.clone())),
            _ => Ok(()),
        })
    }

    fn keep_version(&mut self, version: &Version, now: Moment) -> Result<(), Failed> {
        sound(version.texts())?;
        let statements = versions::insert(version, now);
        self.in_one(|database| database.run(&statements).map(drop))
    }

    fn has_version(&mut self, hash: &str) -> Result<bool, Failed> {
        sound([hash])?;
        self.lasting(|database| versions::has(database, hash))
    }

    fn version(&mut self, hash: &str) -> Result<Option<Version>, Failed> {
        sound([hash])?;
        self.lasting(|database| versions::find(database, hash))
    }

    fn erase(&mut self, number: &Number, turn: &TurnRow) -> Result<(), Failed> {
        sound(turn.texts())?;
        let token = token();
        self.in_one(|database| cases::erase(database, number, turn, &token))
    }

    fn messages(&mut self, filter: &MessageFilter) -> Result<Vec<(Number, MessageRow)>, Failed> {
        sound(filter.message.as_deref())?;
        let found = self.lasting(|database| outbox::list(database, filter))?;
        Ok(found.into_iter().filter_map(|(case, row)| Some((Number::parse(&case)?, row))).collect())
    }

    fn claim(&mut self, now: Moment, until: Moment, of: Option<&Number>) -> Result<Claimed, Failed> {
        let claimed = self.lasting(|database| outbox::claim(database, now, until, of))?;
        Ok(claimed.and_then(|(case, row)| Some((Number::parse(&case)?, row))))
    }

    fn settle(&mut self, key: &str, settled: &Settled) -> Result<bool, Failed> {
        sound([key])?;
        self.lasting(|database| outbox::settle(database, key, settled))
    }

    fn scrub(&mut self) -> Result<(), Failed> {
        self.lasting(D::scrub)
    }

    fn tallies(&mut self, sample: &Sample, topic: Topic) -> Result<Vec<Tally>, Failed> {
        sound([&sample.tree, &sample.agent, &sample.lang, &sample.channel].into_iter().filter_map(Option::as_deref))?;
        self.lasting(|database| {
            transaction(database, Purpose::Read, |database| figures::tallies(database, sample, topic))
        })
    }

    fn totals(&mut self) -> Result<Totals, Failed> {
        self.lasting(whole::totals)
    }

    fn damage(&mut self) -> Result<Vec<String>, Failed> {
        self.database.damage()
    }

    fn pieces(&mut self, take: &mut dyn FnMut(Piece) -> Result<(), Failed>) -> Result<(), Failed> {
        transaction(&mut self.database, Purpose::Read, |database| whole::pieces(database, take))
    }

    fn take_in(&mut self, pieces: &mut dyn Iterator<Item = Result<Piece, Failed>>) -> Result<(), Failed> {
        transaction(&mut self.database, Purpose::Write, |database| whole::take_in(database, pieces, &token()))
    }

    fn copy(&mut self, to: &Path) -> Result<bool, Failed> {
        self.database.copy(to)
    }
}

/// Marks what one call writes; random, because many programs write at once.
fn token() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}

//! Brings a store to the version of this program, one numbered step after the other.

use super::{
    Failed, Migrated,
    database::{Cell, Database, Older, Purpose, transaction},
};

/// All steps, the oldest first. What was released is never changed: a new one is added.
pub(super) const MIGRATIONS: &[&str] = &[include_str!("migrations/0001_cases.sql")];

/// When an older store is brought to the version of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// On opening, unless others use it as well.
    Opened,
    /// Now, because somebody said so.
    Told,
}

/// Reads the version of a store; zero if it has none yet.
fn version<D: Database>(database: &mut D) -> Result<u32, Failed> {
    if !database.has_table("meta")? {
        return Ok(0);
    }
    let rows = database.query("select value from meta where name = $1", &[Cell::from("version")])?;
    Ok(rows.into_iter().next().map_or(0, |mut row| row.count()))
}

/// Takes the steps that are missing, each whole or not at all. A newer store is refused.
pub(super) fn migrate<D: Database>(database: &mut D, steps: &[&str], when: When) -> Result<Migrated, Failed> {
    let known = u32::try_from(steps.len()).unwrap_or(u32::MAX);
    let found = version(database)?;
    let mut migrated = Migrated { from: found, to: known, copy: None };
    if known < found {
        return Err(Failed::Newer { found, known });
    }
    if found == known {
        return Ok(migrated);
    }
    if found == 0 {
        if database.is_foreign()? {
            return Err(Failed::foreign());
        }
    } else {
        match database.before_migration(found)? {
            Older::Copied(path) => migrated.copy = Some(path),
            Older::Shared if when == When::Opened => return Err(Failed::Older { found, known }),
            Older::Shared => {}
        }
    }
    for (number, step) in (1..).zip(steps).skip(found as usize) {
        transaction(database, Purpose::Migrate, |database| {
            // Another program may have been faster.
            if version(database)? < number {
                if number == 1 {
                    database.batch("create table meta (name text primary key, value bigint not null)")?;
                }
                database.batch(step)?;
                let version = [Cell::from("version"), Cell::from(number)];
                database.execute(
                    "insert into meta (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
                    &version,
                )?;
            }
            Ok(())
        })?;
    }
    Ok(migrated)
}

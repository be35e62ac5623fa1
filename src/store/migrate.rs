//! Brings a store to the version of this program, one numbered step after the other.

use super::{
    Failed,
    database::{Cell, Database, transaction},
};

/// All steps, the oldest first. What was released is never changed: a new one is added.
const MIGRATIONS: &[&str] = &[include_str!("migrations/0001_cases.sql")];

/// The newest version that this program knows.
pub(super) fn newest() -> u32 {
    u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX)
}

/// Reads the version of a store; nothing if it has none yet.
pub(super) fn version<D: Database>(database: &mut D) -> Result<u32, Failed> {
    database.batch("create table if not exists meta (name text primary key, value bigint not null)")?;
    let rows = database.query("select value from meta where name = $1", &[Cell::from("version")])?;
    Ok(rows.into_iter().next().map_or(0, |mut row| u32::try_from(row.int()).unwrap_or(u32::MAX)))
}

/// Takes the steps that are missing, each whole or not at all. A newer store is refused.
pub(super) fn migrate<D: Database>(database: &mut D) -> Result<(), Failed> {
    let known = newest();
    let found = version(database)?;
    if known < found {
        return Err(Failed::Newer { found, known });
    }
    for (number, step) in (1..).zip(MIGRATIONS).skip(found as usize) {
        transaction(database, |database| {
            // Another program may have been faster.
            if version(database)? < number {
                database.batch(step)?;
                let version = [Cell::from("version"), Cell::from(i64::from(number))];
                database.execute(
                    "insert into meta (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
                    &version,
                )?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

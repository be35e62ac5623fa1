//! Brings a store to the version of this program, one numbered step after the other.

use super::{
    Failed, Migrated,
    database::{Cell, Database, Older, Purpose, transaction},
};

/// All steps, the oldest first. What was released is never changed: a new one is added.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_cases.sql"),
    include_str!("migrations/0002_figures.sql"),
    include_str!("migrations/0003_private.sql"),
    include_str!("migrations/0004_day.sql"),
];

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
    if found != 0 {
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
                    if database.is_foreign()? {
                        return Err(Failed::foreign());
                    }
                    database.batch("create table meta (name text primary key, value bigint not null)")?;
                }
                database.batch(step)?;
                database.batch(D::OWN_STEPS.iter().find(|(own, _)| *own == number).map_or("", |(_, step)| step))?;
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

#[cfg(test)]
mod tests {
    use std::{fs, path::Path, time::Duration};

    use super::*;
    use crate::{
        case::Number,
        store::{Store as _, sql::Sql, sqlite::Sqlite},
    };

    /// A fifth step that only the tests know.
    const FIFTH: &str =
        "alter table cases add column planted bigint not null default 7; create table planted (id text)";
    /// The steps of today, as an older program knows them.
    const OLD: &[&str] = MIGRATIONS;
    const STEPS: &[&str] = &steps(FIFTH);

    const fn steps(last: &str) -> [&str; 5] {
        [MIGRATIONS[0], MIGRATIONS[1], MIGRATIONS[2], MIGRATIONS[3], last]
    }

    /// A folder that is gone in the end.
    struct Folder(std::path::PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("lotse-migrate-{}-{name}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn file(&self) -> std::path::PathBuf {
            self.0.join("cases.db")
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(&self.0).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
            let mut names: Vec<String> = entries.filter(|it| !it.ends_with("-wal") && !it.ends_with("-shm")).collect();
            names.sort();
            names
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _gone = fs::remove_dir_all(&self.0).is_ok();
        }
    }

    fn brought(path: &Path, steps: &[&str]) -> Result<(Sql<Sqlite>, Migrated), Failed> {
        Sql::open(Sqlite::open(path)?, "x", steps, When::Opened)
    }

    fn begun(store: &mut Sql<Sqlite>, number: &str) {
        let case = crate::store::CaseRow {
            number: Number::parse(number).unwrap(),
            tree: "lamp".to_owned(),
            head: crate::store::Head::default(),
            holder: None,
            last: 0,
            began: crate::store::Moment(1),
            changed: crate::store::Moment(1),
            spent: 0,
            reopened: 0,
            erased: None,
        };
        store.begin(&case, &[]).unwrap();
    }

    #[test]
    fn an_older_file_is_copied_and_brought_to_the_version() {
        let folder = Folder::new("older");
        let (mut store, migrated) = brought(&folder.file(), OLD).unwrap();
        assert_eq!((migrated.from, migrated.to, migrated.copy), (0, 4, None));
        begun(&mut store, "A-1");
        // While the older program is still at work.
        let (mut newer, migrated) = brought(&folder.file(), STEPS).unwrap();
        let copy = folder.0.join("cases.db.version-4");
        assert_eq!((migrated.from, migrated.to, migrated.copy.as_deref()), (4, 5, Some(&*copy)));
        assert_eq!(newer.totals().unwrap().cases, 1);
        drop((store, newer));
        assert_eq!(brought(&folder.file(), STEPS).unwrap().1, Migrated { from: 5, to: 5, copy: None });
        assert_eq!(brought(&folder.file(), OLD).err(), Some(Failed::Newer { found: 5, known: 4 }));
        let (mut before, _) = brought(&copy, OLD).unwrap();
        assert_eq!(before.totals().unwrap().cases, 1, "the copy can be used by the older program");
        drop(before);
        // Put back, and brought to the version once more: the first copy stays.
        fs::rename(&copy, folder.0.join("kept")).unwrap();
        fs::copy(folder.0.join("kept"), folder.file()).unwrap();
        fs::rename(folder.0.join("kept"), &copy).unwrap();
        drop(brought(&folder.file(), STEPS).unwrap());
        assert_eq!(folder.names(), ["cases.db", "cases.db.version-4", "cases.db.version-4-2"]);
    }

    #[test]
    fn a_step_is_whole_or_not_at_all() {
        let folder = Folder::new("whole");
        drop(brought(&folder.file(), OLD).unwrap());
        let broken = "create table half (id text); insert into nowhere values (1)";
        assert!(brought(&folder.file(), &steps(broken)).is_err());
        let mut database = Sqlite::open(&folder.file()).unwrap();
        assert!(!database.has_table("half").unwrap());
        assert_eq!(version(&mut database).unwrap(), 4);
        drop(database);
        assert!(brought(&folder.file(), STEPS).is_ok());
    }

    #[test]
    fn programs_that_start_at_once_take_each_step_once() {
        for round in 0..20 {
            let folder = Folder::new(&format!("at-once-{round}"));
            for steps in [OLD, STEPS] {
                std::thread::scope(|scope| {
                    for _ in 0..4 {
                        scope.spawn(|| drop(brought(&folder.file(), steps).unwrap()));
                    }
                });
            }
            let mut database = Sqlite::open(&folder.file()).unwrap();
            assert_eq!(version(&mut database).unwrap(), 5);
        }
    }

    #[test]
    fn a_file_that_another_program_locks_is_not_waited_for_for_ever() {
        let folder = Folder::new("locked");
        drop(brought(&folder.file(), OLD).unwrap());
        let mut locking = Sqlite::open(&folder.file()).unwrap();
        locking.begin(Purpose::Write).unwrap();
        let mut waiting = Sqlite::open_patiently(&folder.file(), Duration::from_millis(50)).unwrap();
        let failed = waiting.begin(Purpose::Write).unwrap_err();
        assert!(failed.to_string().ends_with("is locked by another program"), "{failed}");
        assert!(failed.is_passing());
        locking.rollback();
        waiting.begin(Purpose::Write).unwrap();
    }

    #[cfg(feature = "postgres")]
    #[test]
    fn a_server_is_brought_to_the_version_only_when_told() {
        use crate::store::postgres::Postgres;
        use std::io::Write as _;
        let Some(server) = std::env::var_os("LOTSE_TEST_POSTGRES").and_then(|it| it.into_string().ok()) else {
            writeln!(std::io::stderr(), "NOT RUN on PostgreSQL: LOTSE_TEST_POSTGRES is not set").unwrap();
            return;
        };
        let schema = format!("m{}", std::process::id());
        Postgres::open(&server).unwrap().batch(&format!("create schema {schema}")).unwrap();
        let name = format!("{server}&options=-csearch_path%3D{schema}");
        let open = |steps: &[&str], when| Sql::open(Postgres::open(&name).unwrap(), "x", steps, when).map(|it| it.1);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| open(OLD, When::Opened).unwrap());
            }
        });
        assert_eq!(open(STEPS, When::Opened), Err(Failed::Older { found: 4, known: 5 }));
        let broken = "create table half (id text); insert into nowhere values (1)";
        assert!(open(&steps(broken), When::Told).is_err());
        assert!(!Postgres::open(&name).unwrap().has_table("half").unwrap());
        assert_eq!(open(OLD, When::Opened).unwrap().from, 4, "whole or not at all");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| open(STEPS, When::Told).unwrap());
            }
        });
        assert_eq!(open(STEPS, When::Opened), Ok(Migrated { from: 5, to: 5, copy: None }));
        assert_eq!(open(OLD, When::Opened), Err(Failed::Newer { found: 5, known: 4 }));
    }
}

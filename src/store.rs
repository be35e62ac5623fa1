//! Keeps cases: every turn is durable before the next question appears, and two people never overwrite each other.
//!
//! One trait, and one text of SQL for all databases. The contents are plain rows: what they mean is known by `case`.

mod check;
mod database;
mod file;
mod fold;
mod memory;
mod migrate;
mod outbox;
#[cfg(feature = "postgres")]
mod postgres;
mod rows;
mod sql;
mod sqlite;
mod transfer;

use std::path::Path;

pub use check::check;
pub use outbox::{Claimed, MessageFilter, MessageState, Sending, Settled};
pub use rows::{
    CaseRow, CaseState, Ending, Filter, Finding, Head, MessageRow, Migrated, Moment, Onward, Piece, Totals, TurnRow,
    Version,
};
pub use transfer::{Extent, Form, backup, export, export_to, import};

use crate::case::{Number, Sample, Tally, Topic};
use migrate::When;
use sql::Sql;

/// Why the store did not do what was wanted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// Somebody else has gone on with the case: it has further turns than the one that was expected last.
    #[error("case {number} has changed meanwhile")]
    Changed {
        /// The case.
        number: Number,
        /// The number of its last turn now.
        last: u32,
    },
    /// There is no such case.
    #[error("there is no case {0}")]
    NoCase(Number),
    /// A case with this number exists already.
    #[error("there already is a case {0}")]
    Exists(Number),
    /// The store was written by a newer program.
    #[error("the store has version {found}, known is {known}")]
    Newer {
        /// The version of the store.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// The store was written by an older program, and others use it as well.
    #[error("the store has version {found}, this lotse needs {known}")]
    Older {
        /// The version of the store.
        found: u32,
        /// The version that this program needs.
        known: u32,
    },
    /// The connection was lost while something was recorded, and did not come back.
    #[error("the connection was lost while this was recorded")]
    Uncertain,
    /// The store cannot be opened or used.
    #[error("{problem}")]
    Unusable {
        /// What is wrong, in one line.
        problem: String,
        /// What to do.
        help: &'static str,
        /// Whether the same may work a little later.
        passing: bool,
    },
}

impl Failed {
    /// Says what to do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Changed { .. } => "look at what was answered, and go on from there",
            Self::NoCase(_) => "`lotse case list` shows all cases",
            Self::Exists(_) => "choose another number, or leave it out",
            Self::Newer { .. } => "use a newer lotse, or another store",
            Self::Older { .. } => "make a backup, then `lotse store migrate`; older programs stop working with it",
            Self::Uncertain => "look at the case before you go on: the last turn may be there",
            Self::Unusable { help, .. } => help,
        }
    }

    /// Says whether the same may work a little later.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Uncertain | Self::Unusable { passing: true, .. })
    }

    /// Something that stays as it is until somebody changes it.
    pub(crate) fn of(problem: impl Into<String>, help: &'static str) -> Self {
        Self::Unusable { problem: problem.into(), help, passing: false }
    }

    fn foreign() -> Self {
        Self::of("this database belongs to another program", "name another store")
    }
}

/// Keeps cases.
pub trait Store: Send {
    /// Names the store, as people named it; without passwords.
    fn name(&self) -> &str;

    /// Begins a case with its first turns; the number of the case must be new.
    ///
    /// What follows from the turns is reckoned here, whatever the row says: the last number, the times, how often it
    /// was opened again.
    fn begin(&mut self, case: &CaseRow, turns: &[TurnRow]) -> Result<(), Failed>;

    /// Appends turns to a case whose last turn is `after`, with what now follows from all turns.
    ///
    /// Returns only when everything is durable. If somebody else was faster nothing is kept.
    fn append(&mut self, number: &Number, after: u32, turns: &[TurnRow], head: &Head) -> Result<(), Failed> {
        self.go_on(number, &Onward { after, turns, head, version: None })
    }

    /// Appends turns as [`Store::append`] does, and with them keeps the version of the trees with which the case goes
    /// on from there: all of it, or nothing.
    fn go_on(&mut self, number: &Number, onward: &Onward<'_>) -> Result<(), Failed>;

    /// Finds a case.
    fn case(&mut self, number: &Number) -> Result<Option<CaseRow>, Failed>;

    /// Reads the turns of a case from one number on, in order; what was erased is withheld.
    fn turns(&mut self, number: &Number, from: u32) -> Result<Vec<TurnRow>, Failed>;

    /// Lists cases, the one that changed last first; of those that changed at once, by number.
    fn cases(&mut self, filter: &Filter) -> Result<Vec<CaseRow>, Failed>;

    /// Takes note who is at work on a case; nothing if nobody is any more.
    fn hold(&mut self, number: &Number, holder: Option<&str>) -> Result<(), Failed>;

    /// Keeps a version of the trees, unless it is kept already.
    fn keep_version(&mut self, version: &Version, now: Moment) -> Result<(), Failed>;

    /// Says whether a version is kept.
    fn has_version(&mut self, hash: &str) -> Result<bool, Failed>;

    /// Reads a version of the trees; its files by hash.
    fn version(&mut self, hash: &str) -> Result<Option<Version>, Failed>;

    /// Erases what is private in a case, and appends the turn that says so, whatever its number.
    ///
    /// After the last of one or many erasures, [`Store::scrub`] makes them final.
    fn erase(&mut self, number: &Number, turn: &TurnRow) -> Result<(), Failed>;

    /// Lists messages of the outbox, those first that were put in first.
    fn messages(&mut self, filter: &MessageFilter) -> Result<Vec<(Number, MessageRow)>, Failed>;

    /// Claims the message that is due for longest, until a moment: it waits, nobody else is at work on it, and every
    /// earlier one of its case to the same target is settled. Only those of one case, if it is named. Its attempt is
    /// counted.
    fn claim(&mut self, now: Moment, until: Moment, of: Option<&Number>) -> Result<Claimed, Failed>;

    /// Takes note of what came of a message; says whether that changed anything.
    fn settle(&mut self, key: &str, settled: &Settled) -> Result<bool, Failed>;

    /// Makes sure that what was erased is gone from the files of the database as well.
    fn scrub(&mut self) -> Result<(), Failed>;

    /// Counts cases and turns in groups, by their keys; what is private is not counted by its contents.
    fn tallies(&mut self, sample: &Sample, topic: Topic) -> Result<Vec<Tally>, Failed>;

    /// Counts what stands in it.
    fn totals(&mut self) -> Result<Totals, Failed>;

    /// Looks for damage that the database itself can find, a line each; [`check`] looks for all.
    fn damage(&mut self) -> Result<Vec<String>, Failed>;

    /// Hands out everything as it is at one moment: files, versions, then each case with what belongs to it.
    fn pieces(&mut self, take: &mut dyn FnMut(Piece) -> Result<(), Failed>) -> Result<(), Failed>;

    /// Takes in what another store handed out: everything or nothing, and no case that is here already.
    fn take_in(&mut self, pieces: &mut dyn Iterator<Item = Result<Piece, Failed>>) -> Result<(), Failed>;

    /// Copies everything into a new file in the database's own form; says no if it has none.
    fn copy(&mut self, to: &Path) -> Result<bool, Failed>;
}

/// The name of a store that ends with the program.
const MEMORY: &str = "memory";

/// Opens a store by its name: a path, `sqlite:PATH`, `postgres://…`, or `memory`.
///
/// An older store is brought to the version of this program: SQLite after a copy was made, PostgreSQL only by
/// [`migrate`].
pub fn open(name: &str) -> Result<Box<dyn Store>, Failed> {
    open_when(name, When::Opened).map(|(store, _)| store)
}

/// Opens a store and brings it to the version of this program, even if others use it as well.
pub fn migrate(name: &str) -> Result<(Box<dyn Store>, Migrated), Failed> {
    open_when(name, When::Told)
}

/// Says whether a name is that of a server, which may hold a password.
pub fn is_server(name: &str) -> bool {
    name.starts_with("postgres://") || name.starts_with("postgresql://")
}

/// Says whether a name is something else than the path of a file.
pub fn is_named(name: &str) -> bool {
    is_server(name) || name == MEMORY || name == sqlite::MEMORY
}

fn open_when(name: &str, when: When) -> Result<(Box<dyn Store>, Migrated), Failed> {
    if name == MEMORY {
        return Ok((Box::new(memory::Memory::default()), Migrated::default()));
    }
    if is_server(name) {
        return open_server(name, when);
    }
    let path = name.strip_prefix("sqlite:").unwrap_or(name);
    let database = sqlite::Sqlite::open(Path::new(path))?;
    let (store, migrated) = Sql::open(database, path, migrate::MIGRATIONS, when)?;
    Ok((Box::new(store), migrated))
}

#[cfg(feature = "postgres")]
fn open_server(name: &str, when: When) -> Result<(Box<dyn Store>, Migrated), Failed> {
    let database = postgres::Postgres::open(name)?;
    let shown = database.name();
    let (store, migrated) = Sql::open(database, &shown, migrate::MIGRATIONS, when)?;
    Ok((Box::new(store), migrated))
}

#[cfg(not(feature = "postgres"))]
fn open_server(_: &str, _: When) -> Result<(Box<dyn Store>, Migrated), Failed> {
    Err(Failed::of("this lotse was built without PostgreSQL", "build it with the feature postgres"))
}

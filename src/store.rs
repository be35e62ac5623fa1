//! Keeps cases: every turn is durable before the next question appears, and two people never overwrite each other.
//!
//! One trait, and one text of SQL for all databases. The contents are plain rows: what they mean is known by `case`.

mod database;
mod migrate;
mod rows;
mod sql;
mod sqlite;

pub use rows::{CaseRow, CaseState, Ending, Filter, Head, Moment, TurnRow, Version};

use crate::case::Number;
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
            Self::Unusable { help, .. } => help,
        }
    }
}

/// Keeps cases.
pub trait Store: Send {
    /// Names the store, as people named it; without passwords.
    fn name(&self) -> &str;

    /// Begins a case with its first turns; the number of the case must be new.
    fn begin(&mut self, case: &CaseRow, turns: &[TurnRow]) -> Result<(), Failed>;

    /// Appends turns to a case whose last turn is `after`, with what now follows from all turns.
    ///
    /// Returns only when everything is durable. If somebody else was faster nothing is kept.
    fn append(&mut self, number: &Number, after: u32, turns: &[TurnRow], head: &Head) -> Result<(), Failed>;

    /// Finds a case.
    fn case(&mut self, number: &Number) -> Result<Option<CaseRow>, Failed>;

    /// Reads the turns of a case from one number on, in order; what was erased is withheld.
    fn turns(&mut self, number: &Number, from: u32) -> Result<Vec<TurnRow>, Failed>;

    /// Lists cases, the one that changed last first.
    fn cases(&mut self, filter: &Filter) -> Result<Vec<CaseRow>, Failed>;

    /// Takes note who is at work on a case; nothing if nobody is any more.
    fn hold(&mut self, number: &Number, holder: Option<&str>) -> Result<(), Failed>;

    /// Keeps a version of the trees, unless it is kept already.
    fn keep_version(&mut self, version: &Version, now: Moment) -> Result<(), Failed>;

    /// Says whether a version is kept.
    fn has_version(&mut self, hash: &str) -> Result<bool, Failed>;

    /// Reads a version of the trees.
    fn version(&mut self, hash: &str) -> Result<Option<Version>, Failed>;

    /// Erases what is private in a case beyond recovery, and leaves what can be counted.
    fn erase(&mut self, number: &Number, turn: &TurnRow) -> Result<(), Failed>;
}

/// Opens a store by its name: a path, `sqlite:PATH`, or `postgres://…`.
pub fn open(name: &str) -> Result<Box<dyn Store>, Failed> {
    if name.starts_with("postgres://") || name.starts_with("postgresql://") {
        return Err(Failed::Unusable {
            problem: "this lotse was built without PostgreSQL".to_owned(),
            help: "build it with the feature postgres",
            passing: false,
        });
    }
    let path = name.strip_prefix("sqlite:").unwrap_or(name);
    let database = sqlite::Sqlite::open(std::path::Path::new(path))?;
    Ok(Box::new(Sql::open(database, path)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::record::Entry;

    fn case(number: &str) -> CaseRow {
        CaseRow {
            number: Number::parse(number).unwrap(),
            tree: "lamp".to_owned(),
            head: Head { walked: "lamp".to_owned(), version: "v".to_owned(), ..Head::default() },
            holder: None,
            last: 1,
            began: Moment(1),
            changed: Moment(1),
            spent: 0,
            reopened: 0,
            erased: None,
        }
    }

    fn turn(turn: u32, note: &str) -> TurnRow {
        TurnRow { turn, at: Moment(i64::from(turn)), spent: 5, entry: Entry::of_note(note), ..TurnRow::default() }
    }

    #[test]
    fn turns_are_kept_once_and_in_order() {
        let mut store = open(":memory:").unwrap();
        let case = case("A-1");
        store.begin(&case, &[turn(1, "one")]).unwrap();
        assert_eq!(store.begin(&case, &[]), Err(Failed::Exists(case.number.clone())));
        store.append(&case.number, 1, &[turn(2, "two")], &case.head).unwrap();
        let late = store.append(&case.number, 1, &[turn(2, "three")], &case.head);
        assert_eq!(late, Err(Failed::Changed { number: case.number.clone(), last: 2 }));
        assert_eq!(store.turns(&case.number, 0).unwrap(), [turn(1, "one"), turn(2, "two")]);
        let found = store.cases(&Filter { text: Some("TWO".to_owned()), ..Filter::default() }).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].last, found[0].spent, found[0].changed), (2, 5, Moment(2)));
        store.erase(&case.number, &TurnRow { at: Moment(9), ..turn(0, "") }).unwrap();
        assert!(store.turns(&case.number, 1).unwrap().iter().take(2).all(|turn| turn.entry.private.is_none()));
    }
}

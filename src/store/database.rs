//! What the store needs of a database: statements with numbered parameters, and transactions.

use std::{borrow::Cow, path::PathBuf};

use super::Failed;

/// A value in a row or of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Null,
    Int(i64),
    Text(String),
}

/// A row of an answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Row(pub(super) std::vec::IntoIter<Cell>);

/// A statement with its parameters.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) sql: Cow<'static, str>,
    pub(super) with: Vec<Cell>,
}

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To write.
    Write,
    /// To read what belongs together, as it is at one moment.
    Read,
    /// To change the tables; one program at a time.
    Migrate,
}

/// What is done with a store that an older program wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Older {
    /// A copy lies there; the store can be brought to the version of this program.
    Copied(PathBuf),
    /// Others use it as well: it is brought to this version only when somebody says so.
    #[cfg_attr(not(feature = "postgres"), expect(dead_code, reason = "only a server is shared"))]
    Shared,
}

/// A database. Parameters are written `$1`, `$2` in every statement, and ids are `collate "C"`: compared by bytes.
pub(super) trait Database: Send {
    /// What this database alone needs after some steps of the migration, by their numbers.
    const OWN_STEPS: &[(u32, &str)] = &[];

    /// Carries out statements without parameters.
    fn batch(&mut self, sql: &str) -> Result<(), Failed>;

    /// Carries out one statement and counts the rows that it changed.
    fn execute(&mut self, sql: &str, with: &[Cell]) -> Result<u64, Failed>;

    /// Asks for rows. Sums and averages are cast to bigint in the statement.
    fn query(&mut self, sql: &str, with: &[Cell]) -> Result<Vec<Row>, Failed>;

    /// Whether it joins large tables by itself as quickly as it reads them; if not, figures use
    /// [`Self::query_recalling`], and ask for everything at once.
    const JOINS_QUICKLY: bool;

    /// Writes the aggregate of numbers that finds the one below or at which so many tenths lie, by nearest rank;
    /// what is null does not count.
    fn rank(number: &str, tenths: u8) -> String;

    /// Asks for rows, while `outcomes(text)` counts by the number that another question has beside each text:
    /// how often 1, 2, 3 and 4, in one text. Only where it does not join quickly.
    fn query_recalling(&mut self, known: &Statement, sql: &str, with: &[Cell]) -> Result<Vec<Row>, Failed>;

    /// Begins a transaction.
    fn begin(&mut self, purpose: Purpose) -> Result<(), Failed>;

    /// Makes the transaction durable.
    fn commit(&mut self) -> Result<(), Failed>;

    /// Takes the transaction back; a connection that is lost has done so already.
    fn rollback(&mut self);

    /// Carries out statements one after the other; a database may send them all at once.
    fn run(&mut self, statements: &[Statement]) -> Result<Vec<u64>, Failed> {
        statements.iter().map(|it| self.execute(&it.sql, &it.with)).collect()
    }

    /// Carries out statements in one transaction, if the first of them changes a row; otherwise none, and says no.
    fn run_if_first(&mut self, statements: &[Statement]) -> Result<bool, Failed> {
        let Some((first, rest)) = statements.split_first() else { return Ok(true) };
        self.begin(Purpose::Write)?;
        let done = match self.execute(&first.sql, &first.with) {
            Ok(0) => Ok(false),
            Ok(_) => self.run(rest).map(|_| true),
            Err(failed) => Err(failed),
        };
        match done {
            Ok(true) => self.commit().map(|()| true),
            _ => {
                self.rollback();
                done
            }
        }
    }

    /// After a failure: says whether the same can be tried again, on a new connection if need be.
    fn recover(&mut self) -> bool {
        false
    }

    /// Says whether there is a table of this name.
    fn has_table(&mut self, name: &str) -> Result<bool, Failed>;

    /// Says whether the database holds tables of another program, so that ours do not belong there.
    fn is_foreign(&mut self) -> Result<bool, Failed>;

    /// Sees to it that nothing is lost when the tables of an older version are changed.
    fn before_migration(&mut self, version: u32) -> Result<Older, Failed>;

    /// Makes sure that erased bytes are gone from the files as well.
    fn scrub(&mut self) -> Result<(), Failed>;

    /// Looks for damage that the database itself can find; a line each.
    fn damage(&mut self) -> Result<Vec<String>, Failed>;

    /// Copies everything as it is at one moment into a new file; says no if the database has no form for that.
    fn copy(&mut self, to: &std::path::Path) -> Result<bool, Failed>;
}

impl Row {
    /// Takes the next number.
    pub(super) fn int(&mut self) -> i64 {
        self.maybe_int().unwrap_or_default()
    }

    /// Takes the next number, if there is one.
    pub(super) fn maybe_int(&mut self) -> Option<i64> {
        match self.0.next()? {
            Cell::Int(number) => Some(number),
            Cell::Null | Cell::Text(_) => None,
        }
    }

    /// Takes the next number as a count.
    pub(super) fn count(&mut self) -> u32 {
        u32::try_from(self.int().max(0)).unwrap_or(u32::MAX)
    }

    /// Takes the next text.
    pub(super) fn text(&mut self) -> String {
        self.maybe_text().unwrap_or_default()
    }

    /// Takes the next text, if there is one.
    pub(super) fn maybe_text(&mut self) -> Option<String> {
        match self.0.next()? {
            Cell::Text(text) => Some(text),
            Cell::Null | Cell::Int(_) => None,
        }
    }
}

impl Statement {
    /// Puts a statement and its parameters together.
    pub(super) fn new(sql: impl Into<Cow<'static, str>>, with: Vec<Cell>) -> Self {
        Self { sql: sql.into(), with }
    }
}

impl From<Vec<Cell>> for Row {
    fn from(cells: Vec<Cell>) -> Self {
        Self(cells.into_iter())
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Int(i64::from(number))
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Carries something out in one transaction: all of it, or nothing.
pub(super) fn transaction<D: Database, T>(
    database: &mut D,
    purpose: Purpose,
    work: impl FnOnce(&mut D) -> Result<T, Failed>,
) -> Result<T, Failed> {
    database.begin(purpose)?;
    match work(database) {
        Ok(done) => {
            database.commit()?;
            Ok(done)
        }
        Err(failed) => {
            database.rollback();
            Err(failed)
        }
    }
}

//! What the store needs of a database: statements with numbered parameters, and transactions.

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
pub(super) struct Row(pub(super) Vec<Cell>);

/// A database. Parameters are written `$1`, `$2` in every statement.
pub(super) trait Database: Send {
    /// Carries out statements without parameters.
    fn batch(&mut self, sql: &str) -> Result<(), Failed>;

    /// Carries out one statement and counts the rows that it changed.
    fn execute(&mut self, sql: &str, with: &[Cell]) -> Result<u64, Failed>;

    /// Asks for rows.
    fn query(&mut self, sql: &str, with: &[Cell]) -> Result<Vec<Row>, Failed>;

    /// Begins a transaction that will write.
    fn begin(&mut self) -> Result<(), Failed>;

    /// Makes the transaction durable.
    fn commit(&mut self) -> Result<(), Failed>;

    /// Takes the transaction back; a connection that is lost has done so already.
    fn rollback(&mut self);

    /// Makes sure that erased bytes are gone from the files as well.
    fn scrub(&mut self) -> Result<(), Failed>;
}

impl Row {
    /// Takes the next number.
    pub(super) fn int(&mut self) -> i64 {
        self.maybe_int().unwrap_or_default()
    }

    /// Takes the next number, if there is one.
    pub(super) fn maybe_int(&mut self) -> Option<i64> {
        match self.next()? {
            Cell::Int(number) => Some(number),
            Cell::Null | Cell::Text(_) => None,
        }
    }

    /// Takes the next text.
    pub(super) fn text(&mut self) -> String {
        self.maybe_text().unwrap_or_default()
    }

    /// Takes the next text, if there is one.
    pub(super) fn maybe_text(&mut self) -> Option<String> {
        match self.next()? {
            Cell::Text(text) => Some(text),
            Cell::Null | Cell::Int(_) => None,
        }
    }

    fn next(&mut self) -> Option<Cell> {
        if self.0.is_empty() { None } else { Some(self.0.remove(0)) }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Int(number)
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
    work: impl FnOnce(&mut D) -> Result<T, Failed>,
) -> Result<T, Failed> {
    database.begin()?;
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

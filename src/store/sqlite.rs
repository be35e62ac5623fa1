//! SQLite: one file, one person or one desk on one machine. The only module that names rusqlite.

use std::{borrow::Cow, fs, path::Path, time::Duration};

use rusqlite::{Connection, ErrorCode, ToSql, types::ToSqlOutput, types::Value, types::ValueRef};

use super::{
    Failed,
    database::{Cell, Database, Row},
};
use crate::base::clean_line;

/// How long one waits for another program that writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// An open file.
pub(super) struct Sqlite {
    connection: Connection,
}

impl Sqlite {
    /// Opens a file, and makes it and its folders if they are missing. Nobody else may read what people say.
    pub(super) fn open(path: &Path) -> Result<Self, Failed> {
        let is_file = path != Path::new(":memory:");
        if let Some(folder) = path.parent().filter(|folder| is_file && !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(|error| unopened(path, &error.to_string()))?;
        }
        if is_file {
            keep_from_others(path).map_err(|error| unopened(path, &error.to_string()))?;
        }
        let connection = Connection::open(path).map_err(|error| unopened(path, &error.to_string()))?;
        let mut opened = Self { connection };
        opened.connection.busy_timeout(PATIENCE).map_err(|error| failed(&error))?;
        // Full: a turn outlives a power cut. What is erased is overwritten.
        opened.batch(
            "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on;",
        )?;
        Ok(opened)
    }
}

impl Database for Sqlite {
    fn batch(&mut self, sql: &str) -> Result<(), Failed> {
        self.connection.execute_batch(sql).map_err(|error| failed(&error))
    }

    fn execute(&mut self, sql: &str, with: &[Cell]) -> Result<u64, Failed> {
        let mut statement = self.connection.prepare_cached(&numbered(sql)).map_err(|error| failed(&error))?;
        let changed = statement.execute(rusqlite::params_from_iter(with)).map_err(|error| failed(&error))?;
        Ok(changed as u64)
    }

    fn query(&mut self, sql: &str, with: &[Cell]) -> Result<Vec<Row>, Failed> {
        let mut statement = self.connection.prepare_cached(&numbered(sql)).map_err(|error| failed(&error))?;
        let columns = statement.column_count();
        let mut rows = statement.query(rusqlite::params_from_iter(with)).map_err(|error| failed(&error))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(|error| failed(&error))? {
            let cells = (0..columns).map(|column| row.get_ref(column).map(cell)).collect::<Result<_, _>>();
            found.push(Row(cells.map_err(|error| failed(&error))?));
        }
        Ok(found)
    }

    fn begin(&mut self) -> Result<(), Failed> {
        self.batch("begin immediate")
    }

    fn commit(&mut self) -> Result<(), Failed> {
        let done = self.batch("commit");
        if done.is_err() {
            self.rollback();
        }
        done
    }

    fn rollback(&mut self) {
        let _gone = self.connection.execute_batch("rollback").is_ok();
    }

    fn scrub(&mut self) -> Result<(), Failed> {
        // The log holds the pages as they were before.
        self.query("pragma wal_checkpoint(truncate)", &[]).map(drop)
    }
}

/// Writes `$1` as `?1`: to SQLite `$1` is a name, numbered by where it first appears.
fn numbered(sql: &str) -> Cow<'_, str> {
    if sql.contains('$') { Cow::Owned(sql.replace('$', "?")) } else { Cow::Borrowed(sql) }
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Int(number),
        #[expect(clippy::cast_possible_truncation, reason = "averages are rounded to whole numbers")]
        ValueRef::Real(number) => Cell::Int(number.round() as i64),
        ValueRef::Text(text) | ValueRef::Blob(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
    }
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Int(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        })
    }
}

/// Makes a new file readable for its owner alone, before anything stands in it.
#[cfg(unix)]
fn keep_from_others(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn keep_from_others(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn unopened(path: &Path, why: &str) -> Failed {
    let problem = format!("`{}` cannot be opened: {}", path.display(), clean_line(why));
    Failed::Unusable { problem, help: "look at the path and the rights, or name another store", passing: false }
}

fn failed(error: &rusqlite::Error) -> Failed {
    let (why, help, passing) = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => ("the disk is full", "make room; what was recorded is kept", false),
        Some(ErrorCode::ReadOnly) => ("the store may only be read", "give yourself the right to write it", false),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            ("another program has been writing for long", "try again, or look what else uses the store", true)
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            ("the file is damaged, or no store", "`lotse store check` says more; a backup helps", false)
        }
        _ => {
            let problem = format!("the store: {}", clean_line(&error.to_string()));
            return Failed::Unusable { problem, help: "look at the store and its disk", passing: false };
        }
    };
    Failed::Unusable { problem: format!("the store: {why}"), help, passing }
}

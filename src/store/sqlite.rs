//! SQLite: one file, one person or one desk on one machine. The only module that names rusqlite, with the one below it.

mod functions;

use std::{
    borrow::Cow,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags, ToSql, types::ToSqlOutput, types::Value, types::ValueRef};

use super::{
    Failed,
    database::{Cell, Database, Older, Purpose, Row, Statement},
    file,
};
use crate::base::clean_line;
use functions::Known;

/// How long one waits for another program that writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long one waits at most before one looks again.
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// The name of a database without a file.
pub(super) const MEMORY: &str = ":memory:";

/// An open file.
pub(super) struct Sqlite {
    connection: Connection,
    /// What messages call it.
    shown: String,
    path: PathBuf,
    known: Known,
}

impl Sqlite {
    /// Opens a file, and makes it and its folders if they are missing. Nobody else may read what people say.
    pub(super) fn open(path: &Path) -> Result<Self, Failed> {
        Self::open_patiently(path, PATIENCE)
    }

    /// Opens a file; waits so long for others that write.
    pub(super) fn open_patiently(path: &Path, patience: Duration) -> Result<Self, Failed> {
        let shown = clean_line(&path.display().to_string()).into_owned();
        if path != Path::new(MEMORY) {
            file::prepare(path, &shown)?;
        }
        // A name is a path here and nothing else: no file: with parameters.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags);
        let connection = connection.map_err(|error| failed(&shown, &error))?;
        let known = functions::add(&connection).map_err(|error| failed(&shown, &error))?;
        let mut opened = Self { connection, shown, path: path.to_owned(), known };
        let patient = opened.connection.busy_timeout(patience);
        patient.map_err(|error| opened.failed(&error))?;
        if opened.connection.is_readonly("main").unwrap_or_default() {
            return Err(file::read_only(&opened.shown));
        }
        opened.log_ahead(patience)?;
        // Full: a turn outlives a power cut. What is erased is overwritten.
        opened.batch(
            "pragma synchronous = full; pragma foreign_keys = on; \
             pragma secure_delete = on; pragma trusted_schema = off;",
        )?;
        Ok(opened)
    }

    /// Lets others read while one writes. Of two programs that say so at once of a new file, SQLite refuses one without
    /// waiting, because each may wait for the other (<https://sqlite.org/c3ref/busy_handler.html>); so it is said again.
    fn log_ahead(&mut self, patience: Duration) -> Result<(), Failed> {
        let (mut waited, mut pause) = (Duration::ZERO, Duration::from_millis(1));
        loop {
            match self.batch("pragma journal_mode = wal") {
                Err(failed) if failed.is_passing() && waited < patience => {
                    std::thread::sleep(pause);
                    waited += pause;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
                done => return done,
            }
        }
    }

    fn failed(&self, error: &rusqlite::Error) -> Failed {
        failed(&self.shown, error)
    }

    /// Writes a copy as it is at one moment into a file that is empty or does not exist.
    fn copy_into(&mut self, to: &Path) -> Result<(), Failed> {
        let to = to.to_str().ok_or_else(|| Failed::of("the path is no Unicode text", "choose another path"))?;
        self.execute("vacuum into $1", &[Cell::from(to)]).map(drop)
    }
}

impl Database for Sqlite {
    fn batch(&mut self, sql: &str) -> Result<(), Failed> {
        self.connection.execute_batch(&understood(sql)).map_err(|error| self.failed(&error))
    }

    fn execute(&mut self, sql: &str, with: &[Cell]) -> Result<u64, Failed> {
        let done = self.connection.prepare_cached(&understood(sql));
        let done = done.and_then(|mut statement| statement.execute(rusqlite::params_from_iter(with)));
        done.map(|changed| changed as u64).map_err(|error| self.failed(&error))
    }

    fn query(&mut self, sql: &str, with: &[Cell]) -> Result<Vec<Row>, Failed> {
        let read = || {
            let mut statement = self.connection.prepare_cached(&understood(sql))?;
            let columns = statement.column_count();
            let mut rows = statement.query(rusqlite::params_from_iter(with))?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let cells: Vec<Cell> = (0..columns).map(|it| row.get_ref(it).map(cell)).collect::<Result<_, _>>()?;
                found.push(Row::from(cells));
            }
            Ok(found)
        };
        read().map_err(|error: rusqlite::Error| self.failed(&error))
    }

    const JOINS_QUICKLY: bool = false;

    fn rank(number: &str, tenths: u8) -> String {
        format!("nearest_rank({number}, {tenths})")
    }

    fn query_recalling(&mut self, known: &Statement, sql: &str, with: &[Cell]) -> Result<Vec<Row>, Failed> {
        let read = || {
            let mut statement = self.connection.prepare_cached(&understood(&known.sql))?;
            let mut rows = statement.query(rusqlite::params_from_iter(&known.with))?;
            let mut numbers = rustc_hash::FxHashMap::default();
            while let Some(row) = rows.next()? {
                numbers.insert(Box::from(row.get_ref(0)?.as_bytes()?), row.get(1)?);
            }
            Ok(numbers)
        };
        self.known.replace(read().map_err(|error: rusqlite::Error| self.failed(&error))?);
        let found = self.query(sql, with);
        self.known.replace(rustc_hash::FxHashMap::default());
        found
    }

    fn begin(&mut self, purpose: Purpose) -> Result<(), Failed> {
        self.batch(match purpose {
            Purpose::Write | Purpose::Migrate => "begin immediate",
            Purpose::Read => "begin",
        })
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

    fn has_table(&mut self, name: &str) -> Result<bool, Failed> {
        let sql = "select 1 from sqlite_master where type = 'table' and name = $1";
        Ok(!self.query(sql, &[Cell::from(name)])?.is_empty())
    }

    fn is_foreign(&mut self) -> Result<bool, Failed> {
        Ok(!self.query("select 1 from sqlite_master limit 1", &[])?.is_empty())
    }

    fn before_migration(&mut self, version: u32) -> Result<Older, Failed> {
        let path = self.path.clone();
        file::copy_beside(&path, version, |to| self.copy_into(to)).map(Older::Copied)
    }

    fn scrub(&mut self) -> Result<(), Failed> {
        // The log holds the pages as they were before.
        let rows = self.query("pragma wal_checkpoint(truncate)", &[])?;
        let is_busy = rows.into_iter().next().is_some_and(|mut row| row.int() != 0);
        if is_busy {
            return Err(Failed::Unusable {
                problem: "another program reads the store: what was erased is still in its log".to_owned(),
                help: "close the other lotse programs and erase once more",
                passing: true,
            });
        }
        Ok(())
    }

    fn damage(&mut self) -> Result<Vec<String>, Failed> {
        let mut found = Vec::new();
        match self.query("pragma integrity_check(20)", &[]) {
            Ok(rows) => found.extend(rows.into_iter().map(|mut row| row.text()).filter(|line| line != "ok")),
            // The damage is so great that it cannot even be looked for.
            Err(failed) => found.push(failed.to_string()),
        }
        if found.is_empty() {
            let rows = self.query("pragma foreign_key_check", &[])?;
            found.extend(rows.into_iter().map(|mut row| format!("a row of `{}` belongs to nothing", row.text())));
        }
        let lines = found.iter().map(|line| format!("the file is damaged: {}", clean_line(line)));
        Ok(lines.collect())
    }

    fn copy(&mut self, to: &Path) -> Result<bool, Failed> {
        file::whole(to, |new| self.copy_into(new)).map(|()| true)
    }
}

/// What SQLite understands: `$1` as `?1`, because `$1` would be a name, numbered by where it first appears; ids
/// without their collation, because SQLite compares by bytes anyway; and its own name for where a text begins.
fn understood(sql: &str) -> Cow<'_, str> {
    let own = [("$", "?"), (r#" collate "C""#, ""), ("strpos(", "instr(")];
    own.into_iter().fold(Cow::Borrowed(sql), |sql, (theirs, own)| {
        if sql.contains(theirs) { Cow::Owned(sql.replace(theirs, own)) } else { sql }
    })
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

/// Says what SQLite could not do.
fn failed(shown: &str, error: &rusqlite::Error) -> Failed {
    let (why, help) = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => ("the disk is full", "make room; what was recorded is kept"),
        Some(ErrorCode::ReadOnly) => ("it may only be read", "give yourself the right to write it and its folder"),
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            ("the right to use it or its folder is missing", "give yourself the right to write both")
        }
        Some(ErrorCode::SystemIoFailure) => {
            ("the disk refused to read or write", "look whether it is full or broken; what was recorded is kept")
        }
        Some(ErrorCode::DatabaseCorrupt) => ("the file is damaged", "put a backup in its place"),
        Some(ErrorCode::NotADatabase) => ("this is no store", "name another file, or a backup"),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            return Failed::Unusable {
                problem: format!("`{shown}` is locked by another program"),
                help: "wait until it is done, or end it",
                passing: true,
            };
        }
        _ => {
            // The text of the error may hold what people said; the number does not.
            let code = error.sqlite_error().map_or(0, |error| error.extended_code);
            return Failed::of(format!("`{shown}`: SQLite says {code}"), "`lotse store check` may say more");
        }
    };
    Failed::of(format!("`{shown}`: {why}"), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_go_by_their_numbers() {
        let mut database = Sqlite::open(Path::new(MEMORY)).unwrap();
        database.batch(r#"create table t (id text collate "C" primary key, state text)"#).unwrap();
        database.execute("insert into t (id, state) values ($1, $2)", &["a".into(), "old".into()]).unwrap();
        let changed = database.execute("update t set state = $2 where id = $1", &["a".into(), "new".into()]).unwrap();
        assert_eq!(changed, 1);
        let mut row = database.query("select state from t", &[]).unwrap().remove(0);
        assert_eq!(row.text(), "new");
    }
}

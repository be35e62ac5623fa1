//! PostgreSQL: one server, many people. The only module that names `tokio_postgres`, with those below it.

mod address;
mod cell;
mod together;
mod trouble;

use std::{
    collections::HashMap,
    path::Path,
    time::{Duration, Instant},
};

use futures_util::future::{join, join_all};
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::{Client, Error, NoTls, SimpleQueryMessage, Statement as Prepared, types::ToSql};

use super::{
    Failed,
    database::{Cell, Database, Older, Purpose, Row, Statement},
};
use address::Address;
use together::together;
use trouble::{Trouble, failed, trouble};

/// How long one tries to get a lost connection back.
const PATIENCE: Duration = Duration::from_secs(20);
/// The first and the longest pause between two tries.
const PAUSES: [Duration; 2] = [Duration::from_millis(20), Duration::from_millis(500)];
/// How many statements are sent at once; their order is kept.
const AT_ONCE: usize = 25;

/// What every connection begins with: a turn outlives a power cut, nobody waits for ever, texts are what they are.
const GREETING: &str = "set standard_conforming_strings = on; set lock_timeout = '10s'; \
    set idle_in_transaction_session_timeout = '5min'; \
    select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'; \
    select current_setting('server_encoding')";

/// A connection to a server, taken up again when it is lost.
pub(super) struct Postgres {
    // Before the runtime on which it lives.
    client: Option<Client>,
    statements: HashMap<String, Prepared>,
    runtime: Runtime,
    address: Address,
    /// Since when nothing has worked.
    since: Option<Instant>,
}

impl Postgres {
    /// Connects to a server.
    pub(super) fn open(name: &str) -> Result<Self, Failed> {
        let address = Address::parse(name)?;
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|_| Failed::of("no connection can be made here", "close other programs"))?;
        let mut opened = Self { client: None, statements: HashMap::new(), runtime, address, since: None };
        opened.connect_patiently(|trouble| trouble == Trouble::Starting)?;
        Ok(opened)
    }

    /// Names the server without the password.
    pub(super) fn name(&self) -> String {
        self.address.shown.clone()
    }

    /// Connects, and tries it again while it is worth it.
    fn connect_patiently(&mut self, is_worth_it: impl Fn(Trouble) -> bool) -> Result<(), Failed> {
        let since = *self.since.get_or_insert_with(now);
        let [mut pause, longest] = PAUSES;
        loop {
            let (trouble, failed) = match self.connect() {
                Ok(()) => return Ok(()),
                Err(failed) => failed,
            };
            if !is_worth_it(trouble) || PATIENCE < since.elapsed() {
                return Err(failed);
            }
            std::thread::sleep(pause);
            pause = longest.min(pause * 2);
        }
    }

    fn connect(&mut self) -> Result<(), (Trouble, Failed)> {
        self.client = None;
        self.statements.clear();
        let config = &self.address.config;
        let tls = self.address.tls.clone();
        let connected = self.runtime.block_on(async {
            // The other half of a connection works while something is waited for.
            let client = match tls {
                Some(tls) => {
                    let (client, connection) = config.connect(tls).await?;
                    drop(tokio::spawn(connection));
                    client
                }
                None => {
                    let (client, connection) = config.connect(NoTls).await?;
                    drop(tokio::spawn(connection));
                    client
                }
            };
            let answers = client.simple_query(GREETING).await?;
            Ok((client, answers))
        });
        let (client, answers) = connected.map_err(|error: Error| (trouble(&error), self.failed(&error)))?;
        let encoding = answers.iter().rev().find_map(|it| match it {
            SimpleQueryMessage::Row(row) => row.get(0),
            _ => None,
        });
        if encoding != Some("UTF8") {
            let problem = format!("`{}` does not keep texts as UTF-8", self.address.shown);
            return Err((Trouble::Lasting, Failed::of(problem, "make a database with the encoding UTF8")));
        }
        self.client = Some(client);
        Ok(())
    }

    fn failed(&self, error: &Error) -> Failed {
        failed(&self.address.shown, error)
    }

    /// Returns the connection; it is not there after it was lost.
    fn client(&self) -> Result<&Client, Failed> {
        self.client.as_ref().filter(|client| !client.is_closed()).ok_or_else(|| trouble::lost(&self.address.shown))
    }

    /// Prepares statements that are not prepared yet.
    fn prepare<'s>(&mut self, all: impl IntoIterator<Item = &'s str>) -> Result<(), Failed> {
        for sql in all {
            if !self.statements.contains_key(sql) {
                let prepared = self.runtime.block_on(self.client()?.prepare(sql));
                let prepared = prepared.map_err(|error| self.failed(&error))?;
                self.statements.insert(sql.to_owned(), prepared);
            }
        }
        Ok(())
    }

    /// Carries out one statement in a transaction of its own; says whether it has a row.
    fn run_alone(&mut self, statement: &Statement) -> Result<bool, Failed> {
        self.prepare([&*statement.sql])?;
        let client = self.client()?;
        let Some(prepared) = self.statements.get(&*statement.sql) else { return Ok(false) };
        let done = self.runtime.block_on(client.execute(prepared, &parameters(&statement.with)));
        match done {
            Ok(count) => {
                self.since = None;
                Ok(0 < count)
            }
            Err(error) => Err(self.unanswered(&error)),
        }
    }

    /// Says what went wrong while something was made durable: without an answer, it may have happened.
    fn unanswered(&mut self, error: &Error) -> Failed {
        if matches!(trouble(error), Trouble::Lost | Trouble::Starting) {
            self.client = None;
            return Failed::Uncertain;
        }
        self.failed(error)
    }

    /// Sends statements at once, with one without parameters before them; an answer each.
    fn send(&mut self, before: &str, statements: &[Statement]) -> Result<Vec<Result<u64, Error>>, Failed> {
        let client = self.client()?;
        let each = statements.iter().filter_map(|it| {
            let prepared = self.statements.get(&*it.sql)?;
            Some(async move { client.execute(prepared, &parameters(&it.with)).await })
        });
        let all = async { join(client.batch_execute(before), join_all(each)).await };
        let (begun, counts) = self.runtime.block_on(all);
        begun.map_err(|error| self.failed(&error))?;
        Ok(counts)
    }
}

impl Database for Postgres {
    const OWN_STEPS: &[(u32, &str)] = &[
        (3, include_str!("migrations/0003_private.postgres.sql")),
        (4, include_str!("migrations/0004_day.postgres.sql")),
    ];

    fn batch(&mut self, sql: &str) -> Result<(), Failed> {
        let done = self.runtime.block_on(self.client()?.batch_execute(sql));
        done.map_err(|error| self.failed(&error))
    }

    fn execute(&mut self, sql: &str, with: &[Cell]) -> Result<u64, Failed> {
        let statement = Statement::new(sql.to_owned(), with.to_vec());
        let counts = self.run(std::slice::from_ref(&statement))?;
        Ok(counts.first().copied().unwrap_or_default())
    }

    fn query(&mut self, sql: &str, with: &[Cell]) -> Result<Vec<Row>, Failed> {
        self.prepare([sql])?;
        let client = self.client()?;
        let Some(prepared) = self.statements.get(sql) else { return Ok(Vec::new()) };
        let rows = self.runtime.block_on(client.query(prepared, &parameters(with)));
        let rows = rows.map_err(|error| self.failed(&error))?;
        let cells = |row: &tokio_postgres::Row| (0..row.len()).map(|it| row.try_get(it)).collect::<Result<Vec<_>, _>>();
        let found = rows.iter().map(|row| cells(row).map(Row::from)).collect::<Result<Vec<_>, _>>();
        let found = found.map_err(|error| self.failed(&error))?;
        self.since = None;
        Ok(found)
    }

    const JOINS_QUICKLY: bool = true;

    fn rank(number: &str, tenths: u8) -> String {
        format!("percentile_disc(0.{tenths}) within group (order by {number})")
    }

    fn query_recalling(&mut self, _: &Statement, sql: &str, with: &[Cell]) -> Result<Vec<Row>, Failed> {
        self.query(sql, with)
    }

    fn begin(&mut self, purpose: Purpose) -> Result<(), Failed> {
        self.batch(match purpose {
            Purpose::Write => "begin",
            Purpose::Read => "begin isolation level repeatable read read only",
            // One program at a time; the number stands for the tables of this program.
            Purpose::Migrate => "begin; select pg_advisory_xact_lock(7816293051)",
        })
    }

    fn commit(&mut self) -> Result<(), Failed> {
        let error = match self.runtime.block_on(self.client()?.batch_execute("commit")) {
            Ok(()) => {
                self.since = None;
                return Ok(());
            }
            Err(error) => error,
        };
        let failed = self.unanswered(&error);
        if failed != Failed::Uncertain {
            self.rollback();
        }
        Err(failed)
    }

    fn rollback(&mut self) {
        if let Ok(client) = self.client() {
            let is_gone = self.runtime.block_on(client.batch_execute("rollback")).is_err();
            if is_gone {
                self.client = None;
            }
        }
    }

    fn run(&mut self, statements: &[Statement]) -> Result<Vec<u64>, Failed> {
        self.prepare(statements.iter().map(|it| &*it.sql))?;
        let mut done = Vec::with_capacity(statements.len());
        for some in statements.chunks(AT_ONCE) {
            for count in self.send("", some)? {
                done.push(count.map_err(|error| self.failed(&error))?);
            }
        }
        Ok(done)
    }

    fn run_if_first(&mut self, statements: &[Statement]) -> Result<bool, Failed> {
        if let Some(one) = together(statements) {
            return self.run_alone(&one);
        }
        self.prepare(statements.iter().map(|it| &*it.sql))?;
        let (first, rest) = statements.split_at_checked(AT_ONCE).unwrap_or((statements, &[]));
        // Sent in one go with the beginning: the server answers once instead of three times.
        let mut counts = self.send("begin", first)?.into_iter();
        let done = match counts.next() {
            Some(Ok(0)) => Ok(false),
            None => Ok(true),
            Some(Err(error)) => Err(error),
            Some(Ok(_)) => counts.find_map(Result::err).map_or(Ok(true), Err),
        };
        let done = done.map_err(|error| self.failed(&error));
        let done = match done {
            Ok(true) => self.run(rest).map(|_| true),
            _ => done,
        };
        match done {
            Ok(true) => self.commit().map(|()| true),
            _ => {
                self.rollback();
                done
            }
        }
    }

    fn recover(&mut self) -> bool {
        if self.client().is_ok() {
            // Two had locked what the other wanted, or something like it.
            let since = *self.since.get_or_insert_with(now);
            std::thread::sleep(PAUSES[0]);
            return since.elapsed() < PATIENCE;
        }
        self.connect_patiently(|trouble| trouble != Trouble::Lasting).is_ok()
    }

    fn has_table(&mut self, name: &str) -> Result<bool, Failed> {
        // The catalogue itself is asked: what the server remembers of names may be older than the transaction.
        let sql = "select 1 from pg_catalog.pg_class where relname = $1 and relkind in ('r', 'p') \
                   and pg_catalog.pg_table_is_visible(oid)";
        Ok(!self.query(sql, &[Cell::from(name)])?.is_empty())
    }

    fn is_foreign(&mut self) -> Result<bool, Failed> {
        self.has_table("cases")
    }

    fn before_migration(&mut self, _: u32) -> Result<Older, Failed> {
        Ok(Older::Shared)
    }

    fn scrub(&mut self) -> Result<(), Failed> {
        // Erased rows stay in the files until these are written anew.
        self.batch("vacuum (full) private_turns")?;
        self.batch("vacuum (full) outbox")
    }

    fn damage(&mut self) -> Result<Vec<String>, Failed> {
        let rows = self.query("select current_setting('fsync')", &[])?;
        let is_off = rows.into_iter().next().is_some_and(|mut row| row.text() == "off");
        let is_off = is_off.then(|| "the server does not wait for its disk: fsync is off".to_owned());
        // No key keeps them out: migrations/0004_day.postgres.sql says why.
        let orphans = "select count(*) from turns where case_number not in (select number from cases)";
        let orphans = self.query(orphans, &[])?.into_iter().next().map_or(0, |mut row| row.int());
        let orphans = (orphans != 0).then(|| format!("{orphans} turns belong to no case"));
        Ok(is_off.into_iter().chain(orphans).collect())
    }

    fn copy(&mut self, _: &Path) -> Result<bool, Failed> {
        Ok(false)
    }
}

fn parameters(cells: &[Cell]) -> Vec<&(dyn ToSql + Sync)> {
    cells.iter().map(|cell| cell as &(dyn ToSql + Sync)).collect()
}

#[expect(clippy::disallowed_methods, reason = "an adapter waits; nothing that is kept depends on it")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::store::{
        check,
        migrate::{MIGRATIONS, When},
        sql::Sql,
    };

    #[test]
    fn turns_without_a_case_are_damage() {
        let Some(server) = std::env::var_os("LOTSE_TEST_POSTGRES").and_then(|it| it.into_string().ok()) else {
            writeln!(std::io::stderr(), "NOT RUN on PostgreSQL: LOTSE_TEST_POSTGRES is not set").unwrap();
            return;
        };
        let schema = format!("d{}", std::process::id());
        Postgres::open(&server).unwrap().batch(&format!("create schema {schema}")).unwrap();
        let name = format!("{server}&options=-csearch_path%3D{schema}");
        let (mut store, _) = Sql::open(Postgres::open(&name).unwrap(), "x", MIGRATIONS, When::Opened).unwrap();
        assert_eq!(check(&mut store, &mut |_, _| ()), Ok(Vec::new()));
        let planted = "insert into turns (case_number, turn, at, spent_ms, channel, lang, kind, is_private, body, token) \
                       values ('T-9', 1, 0, 0, 'x', 'en', 'note', 0, '{}', 'x')";
        Postgres::open(&name).unwrap().batch(planted).unwrap();
        let found = check(&mut store, &mut |_, _| ()).unwrap();
        let problems: Vec<&str> = found.iter().map(|it| &*it.problem).collect();
        assert_eq!(problems, ["1 turns belong to no case"]);
    }
}

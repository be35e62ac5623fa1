//! The whole store at one moment: counted, handed out piece by piece, taken in from another.

use crate::{
    case::Number,
    store::{
        Failed, MessageRow, Moment, Piece, Totals, TurnRow,
        database::{Cell, Database, Row, Statement},
        rows::sound,
    },
};

use super::{
    cases::{self, COLUMNS, case_of},
    turns, versions,
};

/// How many files are read at once.
const FILES: u32 = 50;
/// How many cases are read at once.
const CASES: u32 = 200;
/// How many statements are sent at once.
const STATEMENTS: usize = 500;

/// Counts what there is.
pub(super) fn totals<D: Database>(database: &mut D) -> Result<Totals, Failed> {
    let sql = "select (select count(*) from cases), (select count(*) from turns), (select count(*) from versions), \
               (select count(*) from outbox)";
    let mut row = database.query(sql, &[])?.into_iter().next().unwrap_or_default();
    let mut next = || u64::try_from(row.int()).unwrap_or_default();
    Ok(Totals { cases: next(), turns: next(), versions: next(), messages: next() })
}

/// Hands out everything; the transaction around it sees one moment.
pub(super) fn pieces<D: Database>(
    database: &mut D,
    take: &mut dyn FnMut(Piece) -> Result<(), Failed>,
) -> Result<(), Failed> {
    let mut after = String::new();
    loop {
        let sql = "select hash, content from files where hash > $1 order by hash limit $2";
        let rows = database.query(sql, &[Cell::from(after.as_str()), Cell::from(FILES)])?;
        let is_last = rows.len() < FILES as usize;
        for mut row in rows {
            let (hash, text) = (row.text(), row.text());
            after.clone_from(&hash);
            take(Piece::File { hash, text })?;
        }
        if is_last {
            break;
        }
    }
    for mut row in database.query("select hash, manifest, kept_at from versions order by hash", &[])? {
        take(Piece::Version { hash: row.text(), manifest: row.text(), kept: Moment(row.int()) })?;
    }
    let mut after = String::new();
    loop {
        let sql = format!("select {COLUMNS} from cases where number > $1 order by number limit $2");
        let rows = database.query(&sql, &[Cell::from(after.as_str()), Cell::from(CASES)])?;
        let is_last = rows.len() < CASES as usize;
        let cases: Vec<_> = rows.into_iter().filter_map(case_of).collect();
        let Some(to) = cases.last().map(|case| case.number.to_string()) else { return Ok(()) };
        let mut turns = turns::between(database, &after, &to)?.into_iter().peekable();
        let mut messages = messages_between(database, &after, &to)?.into_iter().peekable();
        for case in cases {
            let number = case.number.to_string();
            take(Piece::Case(case))?;
            while let Some((_, turn)) = turns.next_if(|(of, _)| *of == number) {
                take(Piece::Turn(turn))?;
            }
            while let Some((_, message)) = messages.next_if(|(of, _)| *of == number) {
                take(Piece::Message(message))?;
            }
        }
        if is_last {
            return Ok(());
        }
        after = to;
    }
}

/// Reads the messages of all cases after one number up to another.
fn messages_between<D: Database>(database: &mut D, after: &str, to: &str) -> Result<Vec<(String, MessageRow)>, Failed> {
    let sql = "select case_number, message, place, target, body, state, created_at, due_at, attempts, leased_until, \
               problem, delivered_at from outbox where case_number > $1 and case_number <= $2 \
               order by case_number, place";
    let rows = database.query(sql, &[Cell::from(after), Cell::from(to)])?;
    Ok(rows.into_iter().map(|mut row| (row.text(), message_of(row))).collect())
}

pub(super) fn message_of(mut row: Row) -> MessageRow {
    MessageRow {
        message: row.text(),
        place: row.count(),
        target: row.text(),
        body: row.text(),
        state: row.text(),
        created: Moment(row.int()),
        due: Moment(row.int()),
        attempts: row.count(),
        leased_until: row.maybe_int().map(Moment),
        problem: row.maybe_text(),
        delivered: row.maybe_int().map(Moment),
    }
}

fn insert_message(number: &Number, it: &MessageRow) -> Statement {
    let sql = "insert into outbox (message, case_number, place, target, body, state, created_at, due_at, attempts, \
               leased_until, problem, delivered_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let with = vec![
        Cell::from(it.message.as_str()),
        Cell::from(number.as_str()),
        Cell::from(it.place),
        Cell::from(it.target.as_str()),
        Cell::from(it.body.as_str()),
        Cell::from(it.state.as_str()),
        Cell::from(it.created.0),
        Cell::from(it.due.0),
        Cell::from(it.attempts),
        Cell::from(it.leased_until.map(|at| at.0)),
        Cell::from(it.problem.as_deref()),
        Cell::from(it.delivered.map(|at| at.0)),
    ];
    Statement::new(sql, with)
}

/// Statements that wait to be sent: those that begin cases, and all others, which come after them.
#[derive(Default)]
struct Waiting {
    begun: Vec<(Number, Statement)>,
    others: Vec<Statement>,
}

impl Waiting {
    fn send<D: Database>(&mut self, database: &mut D) -> Result<(), Failed> {
        let (numbers, cases): (Vec<Number>, Vec<Statement>) = self.begun.drain(..).unzip();
        let counts = database.run(&cases)?;
        if let Some((number, _)) = numbers.into_iter().zip(counts).find(|(_, count)| *count == 0) {
            return Err(Failed::Exists(number));
        }
        database.run(&self.others)?;
        self.others.clear();
        Ok(())
    }
}

/// Takes in what another store handed out, within the transaction around it.
pub(super) fn take_in<D: Database>(
    database: &mut D,
    pieces: &mut dyn Iterator<Item = Result<Piece, Failed>>,
    token: &str,
) -> Result<(), Failed> {
    let mut waiting = Waiting::default();
    let mut current: Option<Number> = None;
    for piece in pieces {
        let piece = piece?;
        sound(texts(&piece))?;
        let number = || current.as_ref().ok_or_else(|| Failed::of("a turn has no case", "begin with its case"));
        match piece {
            Piece::File { hash, text } => waiting.others.push(versions::insert_file(&hash, &text)),
            Piece::Version { hash, manifest, kept } => {
                waiting.others.push(versions::insert_manifest(&hash, &manifest, kept));
            }
            Piece::Case(case) => {
                waiting.begun.push((case.number.clone(), cases::insert(&case, token)));
                current = Some(case.number);
            }
            Piece::Turn(turn) => waiting.others.extend(turns::insert(number()?, &[turn], token)),
            Piece::Message(message) => waiting.others.push(insert_message(number()?, &message)),
        }
        if STATEMENTS <= waiting.begun.len() + waiting.others.len() {
            waiting.send(database)?;
        }
    }
    waiting.send(database)
}

/// Lists the texts of a piece.
fn texts(piece: &Piece) -> Vec<&str> {
    match piece {
        Piece::File { hash, text } => vec![hash, text],
        Piece::Version { hash, manifest, .. } => vec![hash, manifest],
        Piece::Case(case) => case.texts().collect(),
        Piece::Turn(turn) => TurnRow::texts(turn).collect(),
        Piece::Message(it) => {
            let mut texts = vec![&*it.message, &*it.target, &*it.body, &*it.state];
            texts.extend(it.problem.as_deref());
            texts
        }
    }
}

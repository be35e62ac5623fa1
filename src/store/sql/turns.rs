//! Turns: appended, never changed.

use crate::{
    case::{Number, record::Entry},
    store::{
        Failed, Moment, TurnRow,
        database::{Cell, Database, Row, Statement},
        fold::fold,
    },
};

use super::cases::millis;

/// Appends turns; each exists once.
pub(super) fn insert(number: &Number, turns: &[TurnRow], token: &str) -> Vec<Statement> {
    let mut statements = Vec::with_capacity(turns.len());
    for turn in turns {
        let entry = &turn.entry;
        let words = entry.words().map(|words| fold(&words));
        let (private, public) = if entry.private.is_some() { (words, None) } else { (None, words) };
        let with = vec![
            Cell::from(number.as_str()),
            Cell::from(turn.turn),
            Cell::from(turn.at.0),
            Cell::from(millis(turn.spent)),
            Cell::from(turn.agent.as_deref()),
            Cell::from(turn.channel.as_str()),
            Cell::from(turn.lang.as_str()),
            Cell::from(entry.kind.as_str()),
            Cell::from(entry.tree.as_deref()),
            Cell::from(entry.step.as_deref()),
            Cell::from(entry.answer.as_deref()),
            Cell::from(i64::from(turn.is_private())),
            Cell::from(entry.body.as_str()),
            Cell::from(public),
            Cell::from(token),
        ];
        let sql = "insert into turns (case_number, turn, at, spent_ms, agent, channel, lang, kind, tree, step, answer, \
                   is_private, body, words, token) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
        statements.push(Statement::new(sql, with));
        if let Some(body) = &entry.private {
            let sql = "insert into private_turns (case_number, turn, body, words) values ($1, $2, $3, $4)";
            let with = vec![
                Cell::from(number.as_str()),
                Cell::from(turn.turn),
                Cell::from(body.as_str()),
                Cell::from(private),
            ];
            statements.push(Statement::new(sql, with));
        }
        statements.extend(super::outbox::insert(number, &turn.sends, turn.at));
    }
    statements
}

/// Says whether a turn was written by the call with this token.
pub(super) fn is_by<D: Database>(database: &mut D, number: &Number, turn: u32, token: &str) -> Result<bool, Failed> {
    let with = [Cell::from(number.as_str()), Cell::from(turn), Cell::from(token)];
    let rows = database.query("select 1 from turns where case_number = $1 and turn = $2 and token = $3", &with)?;
    Ok(!rows.is_empty())
}

/// The columns of a turn, in the order in which [`turn_of`] takes them.
const COLUMNS: &str = "turns.turn, at, spent_ms, agent, channel, lang, kind, tree, step, answer, turns.body, \
    private_turns.body";

/// Where they stand.
const FROM: &str = "turns left join private_turns on private_turns.case_number = turns.case_number \
    and private_turns.turn = turns.turn";

/// Reads the turns of all cases after one number up to another, by case and number.
pub(super) fn between<D: Database>(database: &mut D, after: &str, to: &str) -> Result<Vec<(String, TurnRow)>, Failed> {
    let sql = format!(
        "select turns.case_number, {COLUMNS} from {FROM} where turns.case_number > $1 and turns.case_number <= $2 \
         order by turns.case_number, turns.turn"
    );
    let rows = database.query(&sql, &[Cell::from(after), Cell::from(to)])?;
    Ok(rows.into_iter().map(|mut row| (row.text(), turn_of(row))).collect())
}

/// Reads the turns of a case from one number on.
pub(super) fn of<D: Database>(database: &mut D, number: &Number, from: u32) -> Result<Vec<TurnRow>, Failed> {
    let sql =
        format!("select {COLUMNS} from {FROM} where turns.case_number = $1 and turns.turn >= $2 order by turns.turn");
    let rows = database.query(&sql, &[Cell::from(number.as_str()), Cell::from(from)])?;
    Ok(rows.into_iter().map(turn_of).collect())
}

fn turn_of(mut row: Row) -> TurnRow {
    TurnRow {
        turn: row.count(),
        at: Moment(row.int()),
        spent: u64::try_from(row.int()).unwrap_or_default(),
        agent: row.maybe_text(),
        channel: row.text(),
        lang: row.text(),
        entry: Entry {
            kind: row.text(),
            tree: row.maybe_text(),
            step: row.maybe_text(),
            answer: row.maybe_text(),
            body: row.text(),
            private: row.maybe_text(),
        },
        sends: Vec::new(),
    }
}

//! Cases: begun once, moved on only from the turn that is expected last.

use crate::{
    case::Number,
    store::{
        CaseRow, CaseState, Ending, Failed, Head, Moment, TurnRow,
        database::{Cell, Database, Row, Statement},
        fold::fold,
        rows::reopened,
    },
};

use super::turns;

/// The columns of a case, in the order in which [`case_of`] takes them.
pub(super) const COLUMNS: &str = "number, tree, walked, version, state, owner, holder, agent, channel, lang, voice, \
    last_turn, began_at, changed_at, spent_ms, reopened, erased_at, ended_at, ended_tree, ended_step, causes, role, \
    urgency, wanted";

/// The milliseconds of a day, by which the index of the cases is ordered.
pub(super) const DAY: i64 = 86_400_000;

/// Inserts a case; nothing happens if its number is taken.
pub(super) fn insert(case: &CaseRow, token: &str) -> Statement {
    let mut with = vec![
        Cell::from(case.number.as_str()),
        Cell::from(case.tree.as_str()),
        Cell::from(case.holder.as_deref()),
        Cell::from(case.last),
        Cell::from(case.began.0),
        Cell::from(case.changed.0),
        Cell::from(millis(case.spent)),
        Cell::from(case.reopened),
        Cell::from(case.erased.map(|at| at.0)),
        Cell::from(fold(&format!("{}\n{}", case.number, case.tree))),
        Cell::from(token),
        Cell::from(case.changed.0 / DAY),
    ];
    with.extend(head_cells(&case.head));
    let sql = "insert into cases (number, tree, holder, last_turn, began_at, changed_at, spent_ms, reopened, \
               erased_at, named, token, changed_day, walked, version, state, owner, agent, channel, lang, voice, ended_at, \
               ended_as, ended_tree, ended_step, causes, role, urgency, wanted, words) values ($1, $2, $3, $4, $5, \
               $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, \
               $27, $28, $29) on conflict (number) do nothing";
    Statement::new(sql, with)
}

/// Says whether a case was begun by the call with this token.
pub(super) fn is_begun_by<D: Database>(database: &mut D, number: &Number, token: &str) -> Result<bool, Failed> {
    let with = [Cell::from(number.as_str()), Cell::from(token)];
    Ok(!database.query("select 1 from cases where number = $1 and token = $2", &with)?.is_empty())
}

/// Moves a case on, if its last turn is still the expected one.
pub(super) fn advance(number: &Number, after: u32, turns: &[TurnRow], head: &Head) -> Statement {
    let spent = turns.iter().fold(0_u64, |sum, turn| sum.saturating_add(turn.spent));
    let mut with = vec![
        Cell::from(number.as_str()),
        Cell::from(after),
        Cell::from(turns.last().map_or(after, |turn| turn.turn)),
        Cell::from(turns.last().map(|turn| turn.at.0)),
        Cell::from(millis(spent)),
        Cell::from(reopened(turns)),
    ];
    with.extend(head_cells(head));
    let sql = "update cases set last_turn = $3, changed_at = coalesce($4, changed_at), \
               changed_day = coalesce($4, changed_at) / 86400000, spent_ms = spent_ms + $5, \
               reopened = reopened + $6, walked = $7, version = $8, state = $9, owner = $10, agent = $11, \
               channel = $12, lang = $13, voice = $14, ended_at = $15, ended_as = $16, ended_tree = $17, \
               ended_step = $18, causes = $19, role = $20, urgency = $21, wanted = $22, words = $23 \
               where number = $1 and last_turn = $2";
    Statement::new(sql, with)
}

/// The cells of what follows from the turns.
fn head_cells(head: &Head) -> Vec<Cell> {
    let ended = head.ended.as_ref();
    let ended_as = ended.map(|_| head.state.as_str());
    let causes = ended.map(|ended| ended.causes.join(" "));
    vec![
        Cell::from(head.walked.as_str()),
        Cell::from(head.version.as_str()),
        Cell::from(head.state.as_str()),
        Cell::from(head.owner.as_deref()),
        Cell::from(head.agent.as_deref()),
        Cell::from(head.channel.as_str()),
        Cell::from(head.lang.as_str()),
        Cell::from(head.voice.as_str()),
        Cell::from(ended.map(|ended| ended.at.0)),
        Cell::from(ended_as),
        Cell::from(ended.map(|ended| ended.tree.as_str())),
        Cell::from(ended.map(|ended| ended.step.as_str())),
        Cell::from(causes.as_deref()),
        Cell::from(ended.and_then(|ended| ended.role.as_deref())),
        Cell::from(ended.and_then(|ended| ended.urgency.as_deref())),
        Cell::from(i64::from(ended.is_some_and(|ended| ended.wanted))),
        Cell::from(fold(&head.words())),
    ]
}

/// The number of the last turn of a case.
pub(super) fn last<D: Database>(database: &mut D, number: &Number) -> Result<Option<u32>, Failed> {
    let rows = database.query("select last_turn from cases where number = $1", &[Cell::from(number.as_str())])?;
    Ok(rows.into_iter().next().map(|mut row| row.count()))
}

/// Finds a case.
pub(super) fn find<D: Database>(database: &mut D, number: &Number) -> Result<Option<CaseRow>, Failed> {
    let sql = format!("select {COLUMNS} from cases where number = $1");
    let rows = database.query(&sql, &[Cell::from(number.as_str())])?;
    Ok(rows.into_iter().next().and_then(case_of))
}

/// Erases what is private: the texts themselves, and the turn that says so is appended.
pub(super) fn erase<D: Database>(database: &mut D, number: &Number, turn: &TurnRow, token: &str) -> Result<(), Failed> {
    // From here on the case is ours until the end of the transaction.
    let taken = "update cases set holder = holder where number = $1";
    if database.execute(taken, &[Cell::from(number.as_str())])? == 0 {
        return Err(Failed::NoCase(number.clone()));
    }
    let by_us = "select 1 from turns where case_number = $1 and token = $2";
    if !database.query(by_us, &[Cell::from(number.as_str()), Cell::from(token)])?.is_empty() {
        return Ok(());
    }
    let last = last(database, number)?.unwrap_or_default();
    let turn = TurnRow { turn: last.saturating_add(1), ..turn.clone() };
    let sql = "update cases set erased_at = $2, last_turn = $3, changed_at = $2, changed_day = $5, \
               spent_ms = spent_ms + $4 where number = $1";
    let with = vec![
        Cell::from(number.as_str()),
        Cell::from(turn.at.0),
        Cell::from(turn.turn),
        Cell::from(millis(turn.spent)),
        Cell::from(turn.at.0 / DAY),
    ];
    let own = || vec![Cell::from(number.as_str())];
    let mut statements = vec![
        Statement::new("delete from private_turns where case_number = $1", own()),
        Statement::new("delete from outbox where case_number = $1", own()),
        Statement::new(sql, with),
    ];
    statements.extend(turns::insert(number, &[turn], token));
    database.run(&statements).map(drop)
}

/// Reads a case from its columns.
pub(super) fn case_of(mut row: Row) -> Option<CaseRow> {
    let number = Number::parse(&row.text())?;
    let tree = row.text();
    let (walked, version) = (row.text(), row.text());
    let state = CaseState::parse(&row.text()).unwrap_or_default();
    let (owner, holder, agent) = (row.maybe_text(), row.maybe_text(), row.maybe_text());
    let (channel, lang, voice) = (row.text(), row.text(), row.text());
    let last = row.count();
    let (began, changed) = (Moment(row.int()), Moment(row.int()));
    let spent = u64::try_from(row.int()).unwrap_or_default();
    let reopened = row.count();
    let erased = row.maybe_int().map(Moment);
    let ended = row.maybe_int();
    let (tree_of_end, step) = (row.text(), row.text());
    let causes = row.text().split_whitespace().map(str::to_owned).collect();
    let (role, urgency, wanted) = (row.maybe_text(), row.maybe_text(), row.int() != 0);
    let ended = ended.map(|at| Ending { at: Moment(at), tree: tree_of_end, step, causes, role, urgency, wanted });
    let head = Head { state, walked, version, owner, agent, channel, lang, voice, ended };
    Some(CaseRow { number, tree, head, holder, last, began, changed, spent, reopened, erased })
}

/// A duration as the database keeps it.
pub(super) fn millis(spent: u64) -> i64 {
    i64::try_from(spent).unwrap_or(i64::MAX)
}

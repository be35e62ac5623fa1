//! Cases and their turns.

use crate::{
    case::{Number, record::Entry},
    store::{
        CaseRow, CaseState, Ending, Failed, Filter, Head, Moment, TurnRow,
        database::{Cell, Database, Row},
    },
};

/// The columns of a case, in the order in which [`case_of`] takes them.
const COLUMNS: &str = "number, tree, walked, version, state, owner, holder, agent, channel, lang, voice, last_turn, \
    began_at, changed_at, spent_ms, reopened, erased_at, ended_at, ended_tree, ended_step, causes, role, \
    urgency, wanted";

/// Inserts a case; nothing happens if its number is taken.
pub(super) fn insert<D: Database>(database: &mut D, case: &CaseRow) -> Result<u64, Failed> {
    let head = &case.head;
    let mut with = vec![
        Cell::from(case.number.as_str()),
        Cell::from(case.tree.as_str()),
        Cell::from(case.holder.as_deref()),
        Cell::from(i64::from(case.last)),
        Cell::from(case.began.0),
        Cell::from(case.changed.0),
        Cell::from(millis(case.spent)),
        Cell::from(i64::from(case.reopened)),
        Cell::from(case.erased.map(|at| at.0)),
    ];
    with.extend(head_cells(head));
    database.execute(
        "insert into cases (number, tree, holder, last_turn, began_at, changed_at, spent_ms, reopened, erased_at, \
         walked, version, state, owner, agent, channel, lang, voice, ended_at, ended_as, ended_tree, ended_step, \
         causes, role, urgency, wanted) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
         $16, $17, $18, $19, $20, $21, $22, $23, $24, $25) on conflict (number) do nothing",
        &with,
    )
}

/// Moves a case on, if its last turn is still the expected one; counts the cases that were moved.
pub(super) fn advance<D: Database>(
    database: &mut D,
    number: &Number,
    after: u32,
    turns: &[TurnRow],
    head: &Head,
) -> Result<u64, Failed> {
    let last = turns.last().map_or(after, |turn| turn.turn.max(after));
    let changed = turns.last().map(|turn| turn.at.0);
    let spent: u64 = turns.iter().map(|turn| turn.spent).sum();
    let reopened = turns.iter().filter(|turn| turn.entry.kind == "reopened-case").count();
    let mut with = vec![
        Cell::from(number.as_str()),
        Cell::from(i64::from(after)),
        Cell::from(i64::from(last)),
        Cell::from(changed),
        Cell::from(millis(spent)),
        Cell::from(i64::try_from(reopened).unwrap_or(i64::MAX)),
    ];
    with.extend(head_cells(head));
    database.execute(
        "update cases set last_turn = $3, changed_at = coalesce($4, changed_at), spent_ms = spent_ms + $5, \
         reopened = reopened + $6, walked = $7, version = $8, state = $9, owner = $10, agent = $11, channel = $12, \
         lang = $13, voice = $14, ended_at = $15, ended_as = $16, ended_tree = $17, ended_step = $18, causes = $19, \
         role = $20, urgency = $21, wanted = $22 where number = $1 and last_turn = $2",
        &with,
    )
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
    ]
}

/// Appends turns; each exists once.
pub(super) fn insert_turns<D: Database>(database: &mut D, number: &Number, turns: &[TurnRow]) -> Result<(), Failed> {
    for turn in turns {
        let entry = &turn.entry;
        let key = [Cell::from(number.as_str()), Cell::from(i64::from(turn.turn))];
        let mut with = key.to_vec();
        with.extend([
            Cell::from(turn.at.0),
            Cell::from(millis(turn.spent)),
            Cell::from(turn.agent.as_deref()),
            Cell::from(turn.channel.as_str()),
            Cell::from(turn.lang.as_str()),
            Cell::from(entry.kind.as_str()),
            Cell::from(entry.tree.as_deref()),
            Cell::from(entry.step.as_deref()),
            Cell::from(entry.answer.as_deref()),
            Cell::from(i64::from(entry.private.is_some())),
            Cell::from(entry.body.as_str()),
        ]);
        database.execute(
            "insert into turns (case_number, turn, at, spent_ms, agent, channel, lang, kind, tree, step, answer, \
             is_private, body) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            &with,
        )?;
        if let Some(private) = &entry.private {
            let [case, turn] = key;
            database.execute(
                "insert into private_turns (case_number, turn, body) values ($1, $2, $3)",
                &[case, turn, Cell::from(private.as_str())],
            )?;
        }
    }
    Ok(())
}

/// The number of the last turn of a case.
pub(super) fn last<D: Database>(database: &mut D, number: &Number) -> Result<Option<u32>, Failed> {
    let rows = database.query("select last_turn from cases where number = $1", &[Cell::from(number.as_str())])?;
    Ok(rows.into_iter().next().map(|mut row| count(row.int())))
}

pub(super) fn find<D: Database>(database: &mut D, number: &Number) -> Result<Option<CaseRow>, Failed> {
    let sql = format!("select {COLUMNS} from cases where number = $1");
    let rows = database.query(&sql, &[Cell::from(number.as_str())])?;
    Ok(rows.into_iter().next().and_then(case_of))
}

pub(super) fn list<D: Database>(database: &mut D, filter: &Filter) -> Result<Vec<CaseRow>, Failed> {
    let mut wheres: Vec<String> = Vec::new();
    let mut with: Vec<Cell> = Vec::new();
    let next = |cell: Cell, with: &mut Vec<Cell>| {
        with.push(cell);
        format!("${}", with.len())
    };
    if !filter.states.is_empty() {
        let names: Vec<String> =
            filter.states.iter().map(|state| next(Cell::from(state.as_str()), &mut with)).collect();
        wheres.push(format!("state in ({})", names.join(", ")));
    }
    if let Some(tree) = &filter.tree {
        let place = next(Cell::from(tree.as_str()), &mut with);
        wheres.push(format!("(tree = {place} or walked = {place})"));
    }
    if let Some(agent) = &filter.agent {
        let place = next(Cell::from(agent.as_str()), &mut with);
        wheres.push(format!("(owner = {place} or (owner is null and agent = {place}))"));
    }
    if let Some(since) = filter.since {
        wheres.push(format!("changed_at >= {}", next(Cell::from(since.0), &mut with)));
    }
    if let Some(until) = filter.until {
        wheres.push(format!("changed_at < {}", next(Cell::from(until.0), &mut with)));
    }
    if let Some(text) = &filter.text {
        let place = next(Cell::from(like(text).as_str()), &mut with);
        let own = ["number", "tree", "walked", "causes", "role"]
            .map(|column| format!("lower({column}) like {place} escape '\\'"))
            .join(" or ");
        wheres.push(format!(
            "({own} or exists (select 1 from private_turns where case_number = cases.number and lower(body) like {place} escape '\\'))"
        ));
    }
    let wheres = if wheres.is_empty() { String::new() } else { format!(" where {}", wheres.join(" and ")) };
    let limit = if filter.limit == 0 { String::new() } else { format!(" limit {}", filter.limit) };
    let sql = format!("select {COLUMNS} from cases{wheres} order by changed_at desc, number{limit}");
    Ok(database.query(&sql, &with)?.into_iter().filter_map(case_of).collect())
}

/// A pattern for a text that may stand anywhere.
fn like(text: &str) -> String {
    let escaped = text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

pub(super) fn turns<D: Database>(database: &mut D, number: &Number, from: u32) -> Result<Vec<TurnRow>, Failed> {
    let rows = database.query(
        "select turns.turn, at, spent_ms, agent, channel, lang, kind, tree, step, answer, turns.body, \
         private_turns.body from turns left join private_turns on private_turns.case_number = turns.case_number \
         and private_turns.turn = turns.turn where turns.case_number = $1 and turns.turn >= $2 order by turns.turn",
        &[Cell::from(number.as_str()), Cell::from(i64::from(from))],
    )?;
    Ok(rows.into_iter().map(turn_of).collect())
}

/// Erases what is private: the texts themselves, and the turn that says so is appended.
pub(super) fn erase<D: Database>(database: &mut D, number: &Number, turn: &TurnRow) -> Result<(), Failed> {
    let last = last(database, number)?.ok_or_else(|| Failed::NoCase(number.clone()))?;
    database.execute("delete from private_turns where case_number = $1", &[Cell::from(number.as_str())])?;
    database.execute("delete from outbox where case_number = $1", &[Cell::from(number.as_str())])?;
    let turn = TurnRow { turn: last.saturating_add(1), ..turn.clone() };
    database.execute(
        "update cases set erased_at = $2, last_turn = $3, changed_at = $2 where number = $1",
        &[Cell::from(number.as_str()), Cell::from(turn.at.0), Cell::from(i64::from(turn.turn))],
    )?;
    insert_turns(database, number, &[turn])
}

fn case_of(mut row: Row) -> Option<CaseRow> {
    let number = Number::parse(&row.text())?;
    let tree = row.text();
    let (walked, version) = (row.text(), row.text());
    let state = CaseState::parse(&row.text()).unwrap_or_default();
    let (owner, holder, agent) = (row.maybe_text(), row.maybe_text(), row.maybe_text());
    let (channel, lang, voice) = (row.text(), row.text(), row.text());
    let last = count(row.int());
    let (began, changed) = (Moment(row.int()), Moment(row.int()));
    let spent = u64::try_from(row.int()).unwrap_or_default();
    let reopened = count(row.int());
    let erased = row.maybe_int().map(Moment);
    let ended = row.maybe_int();
    let (tree_of_end, step) = (row.text(), row.text());
    let causes = row.text().split_whitespace().map(str::to_owned).collect();
    let (role, urgency, wanted) = (row.maybe_text(), row.maybe_text(), row.int() != 0);
    let ended = ended.map(|at| Ending { at: Moment(at), tree: tree_of_end, step, causes, role, urgency, wanted });
    let head = Head { state, walked, version, owner, agent, channel, lang, voice, ended };
    Some(CaseRow { number, tree, head, holder, last, began, changed, spent, reopened, erased })
}

fn turn_of(mut row: Row) -> TurnRow {
    TurnRow {
        turn: count(row.int()),
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
    }
}

fn count(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}

fn millis(spent: u64) -> i64 {
    i64::try_from(spent).unwrap_or(i64::MAX)
}

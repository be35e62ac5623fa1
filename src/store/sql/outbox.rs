//! Messages: put in with their turns, claimed one at a time, settled.

use crate::{
    case::Number,
    store::{
        Failed, MessageFilter, MessageRow, MessageState, Moment, Sending, Settled,
        database::{Cell, Database, Row, Statement},
    },
};

/// Puts messages in, each behind those of its case.
pub(super) fn insert(number: &Number, sends: &[Sending], at: Moment) -> Vec<Statement> {
    let sql = "insert into outbox (message, case_number, place, target, body, state, created_at, due_at, attempts) \
               select cast($1 as text), cast($2 as text), coalesce(max(place), 0) + 1, cast($3 as text), \
               cast($4 as text), 'waiting', cast($5 as bigint), cast($5 as bigint), 0 \
               from outbox where case_number = $2";
    let with = |it: &Sending| {
        vec![
            Cell::from(it.message.as_str()),
            Cell::from(number.as_str()),
            Cell::from(it.target.as_str()),
            Cell::from(it.body.as_str()),
            Cell::from(at.0),
        ]
    };
    sends.iter().map(|it| Statement::new(sql, with(it))).collect()
}

const COLUMNS: &str = "case_number, message, place, target, body, state, created_at, due_at, attempts, leased_until, \
    problem, delivered_at";

/// Lists messages, by the moment at which they were put in.
pub(super) fn list<D: Database>(database: &mut D, filter: &MessageFilter) -> Result<Vec<(String, MessageRow)>, Failed> {
    let mut with = Vec::new();
    let mut wanted = vec!["1 = 1".to_owned()];
    for (column, value) in
        [("message", filter.message.as_deref()), ("case_number", filter.case.as_ref().map(Number::as_str))]
    {
        if let Some(value) = value {
            with.push(Cell::from(value));
            wanted.push(format!("{column} = ${}", with.len()));
        }
    }
    if !filter.states.is_empty() {
        let names: Vec<String> = filter.states.iter().map(|state| format!("'{}'", state.as_str())).collect();
        wanted.push(format!("state in ({})", names.join(", ")));
    }
    let wanted = wanted.join(" and ");
    let sql = format!("select {COLUMNS} from outbox where {wanted} order by created_at, case_number, place");
    Ok(database.query(&sql, &with)?.into_iter().map(message_of).collect())
}

/// Claims the message that is due for longest: free, and the first of its case to its target.
///
/// Two senders may find the same one; the number of attempts tells who was first, and the other looks again.
pub(super) fn claim<D: Database>(
    database: &mut D,
    now: Moment,
    until: Moment,
    of: Option<&Number>,
) -> Result<Option<(String, MessageRow)>, Failed> {
    let mut due = vec![Cell::from(now.0)];
    due.extend(of.map(|number| Cell::from(number.as_str())));
    let of = if of.is_some() { "and case_number = $2" } else { "" };
    let sql = format!(
        "select {COLUMNS} from outbox o where state = 'waiting' and due_at <= $1 \
         and (leased_until is null or leased_until <= $1) {of} \
         and not exists (select 1 from outbox e where e.case_number = o.case_number and e.target = o.target \
         and e.state = 'waiting' and e.place < o.place) \
         order by due_at, case_number, place limit 1"
    );
    loop {
        let Some(row) = database.query(&sql, &due)?.into_iter().next() else { return Ok(None) };
        let (case, mut message) = message_of(row);
        let with = [Cell::from(message.message.as_str()), Cell::from(until.0), Cell::from(message.attempts)];
        let claimed = "update outbox set leased_until = $2, attempts = attempts + 1 \
                       where message = $1 and state = 'waiting' and attempts = $3";
        if 0 < database.execute(claimed, &with)? {
            message.attempts = message.attempts.saturating_add(1);
            message.leased_until = Some(until);
            return Ok(Some((case, message)));
        }
    }
}

/// Takes note of what came of a message; says whether that changed anything.
pub(super) fn settle<D: Database>(database: &mut D, key: &str, settled: &Settled) -> Result<bool, Failed> {
    loop {
        let filter = MessageFilter { message: Some(key.to_owned()), ..MessageFilter::default() };
        let Some((_, mut row)) = list(database, &filter)?.into_iter().next() else { return Ok(false) };
        let (state, attempts) = (row.state.clone(), row.attempts);
        if !MessageState::parse(&state).is_some_and(|it| settled.applies_to(it, attempts)) {
            return Ok(false);
        }
        settled.apply(&mut row);
        let with = [
            Cell::from(key),
            Cell::from(state.as_str()),
            Cell::from(attempts),
            Cell::from(row.state.as_str()),
            Cell::from(row.due.0),
            Cell::from(row.leased_until.map(|it| it.0)),
            Cell::from(row.problem.as_deref()),
            Cell::from(row.delivered.map(|it| it.0)),
        ];
        let sql = "update outbox set state = $4, due_at = $5, leased_until = $6, problem = $7, delivered_at = $8 \
                   where message = $1 and state = $2 and attempts = $3";
        if 0 < database.execute(sql, &with)? {
            return Ok(true);
        }
    }
}

fn message_of(mut row: Row) -> (String, MessageRow) {
    (row.text(), super::whole::message_of(row))
}

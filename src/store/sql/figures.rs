//! Figures: groups, sums and percentiles, all reckoned in the database.
//!
//! Percentiles are aggregates, each database's own. What became of a case is looked up for each of its turns: by a
//! join where the database joins quickly, by what it remembers where it does not. Turns are read from their index
//! alone, which has the order of the groups.

use std::collections::BTreeMap;

use crate::{
    case::{LENGTHS, Sample, Tally, Topic},
    store::{
        Failed,
        database::{Cell, Database, Row, Statement},
    },
};

/// The turns that do not end a case.
const BESIDE: &str = "'noted', 'fact', 'own-words', 'parked', 'resumed', 'handed-over', 'moved', 'erased', \
    'reopened-case'";
/// Counts in groups, by their keys.
pub(super) fn tallies<D: Database>(database: &mut D, sample: &Sample, topic: Topic) -> Result<Vec<Tally>, Failed> {
    let mut groups = match topic {
        Topic::Whole => of_cases(database, sample, "''"),
        Topic::Tree => of_cases(database, sample, "cases.tree"),
        Topic::Agent => of_cases(database, sample, "coalesce(cases.agent, '')"),
        Topic::Lang => of_cases(database, sample, "cases.lang"),
        Topic::Channel => of_cases(database, sample, "cases.channel"),
        Topic::Length => lengths(database, sample),
        Topic::Step => of_replies(database, sample, &["turns.tree", "turns.step"]),
        Topic::Answer => of_replies(database, sample, &["turns.tree", "turns.step", "turns.answer"]),
        Topic::Cause => causes(database, sample),
        Topic::Ending => endings(database, sample),
    }?;
    if topic == Topic::Whole {
        groups = groups.into_values().map(|tally| (Vec::new(), tally)).collect();
    }
    Ok(groups.into_iter().map(|(keys, tally)| Tally { keys, ..tally }).collect())
}

/// Groups by their keys.
type Groups = BTreeMap<Vec<String>, Tally>;

/// Conditions with their parameters.
#[derive(Clone, Default)]
struct Query {
    with: Vec<Cell>,
    wheres: Vec<String>,
}

impl Query {
    /// Takes a parameter and returns its place.
    fn place(&mut self, cell: impl Into<Cell>) -> String {
        self.with.push(cell.into());
        format!("${}", self.with.len())
    }

    /// Restricts cases.
    fn cases(sample: &Sample) -> Self {
        Self::over(sample, "cases", "began_at")
    }

    /// Restricts turns.
    fn turns(sample: &Sample) -> Self {
        Self::over(sample, "turns", "at")
    }

    fn over(sample: &Sample, table: &str, time: &str) -> Self {
        let mut query = Self::default();
        let Sample { tree, agent, lang, channel, .. } = sample;
        for (column, wanted) in [("tree", tree), ("agent", agent), ("lang", lang), ("channel", channel)] {
            if let Some(wanted) = wanted {
                let place = query.place(wanted.as_str());
                query.wheres.push(format!("{table}.{column} = {place}"));
            }
        }
        for (relation, wanted) in [(">=", sample.since), ("<", sample.until)] {
            if let Some(wanted) = wanted {
                let place = query.place(wanted);
                query.wheres.push(format!("{table}.{time} {relation} {place}"));
            }
        }
        query
    }

    fn and(mut self, condition: &str) -> Self {
        self.wheres.push(condition.to_owned());
        self
    }

    fn wheres(&self) -> String {
        if self.wheres.is_empty() { String::new() } else { format!(" where {}", self.wheres.join(" and ")) }
    }

    /// What became of a case: 1 solved, 2 escalated, 3 abandoned, 4 still running.
    fn outcome(&mut self, sample: &Sample) -> String {
        let idle = self.place(sample.idle_before());
        format!(
            "case when cases.state = 'fixed' then 1 when cases.state = 'escalated' then 2 \
             when cases.state = 'closed' or cases.changed_at < {idle} then 3 else 4 end"
        )
    }
}

/// Counts the rows for which a condition holds.
fn number_of(condition: &str) -> String {
    format!("cast(sum(case when {condition} then 1 else 0 end) as bigint)")
}

/// Counts the rows for which a condition holds by what became of their cases.
fn outcomes(outcome: &str, condition: &str) -> String {
    let each = (1..=4).map(|it| number_of(&format!("{condition} and {outcome} = {it}")));
    each.collect::<Vec<_>>().join(", ")
}

fn many(row: &mut Row) -> u64 {
    u64::try_from(row.int()).unwrap_or_default()
}

/// Writes the median and the 90th percentile of numbers, by nearest rank.
fn ranks<D: Database>(number: &str) -> String {
    format!("{}, {}", D::rank(number, 5), D::rank(number, 9))
}

/// Counts cases by one of their columns.
fn of_cases<D: Database>(database: &mut D, sample: &Sample, key: &str) -> Result<Groups, Failed> {
    let mut query = Query::cases(sample);
    let outcome = query.outcome(sample);
    let chosen = format!(
        "select {key} as name, {outcome} as outcome, spent_ms, reopened, tree, walked from cases{}",
        query.wheres()
    );
    cases_in(database, "", &chosen, &["name"], &query.with)
}

/// Counts chosen cases by their keys. `chosen` has the keys, `outcome`, `spent_ms`, `reopened`, `tree` and `walked`.
fn cases_in<D: Database>(
    database: &mut D,
    before: &str,
    chosen: &str,
    keys: &[&str],
    with: &[Cell],
) -> Result<Groups, Failed> {
    let names = keys.join(", ");
    let finished = "case when outcome < 4 then spent_ms end";
    let sql = format!(
        "{before}select {names}, count(*), {}, {}, {}, cast(coalesce(sum({finished}), 0) as bigint), {} \
         from ({chosen}) as chosen group by {names}",
        outcomes("outcome", "1 = 1"),
        number_of("walked <> tree"),
        number_of("reopened > 0"),
        ranks::<D>(finished),
    );
    let mut groups = Groups::new();
    for mut row in database.query(&sql, with)? {
        let keys = keys.iter().map(|_| row.text()).collect();
        let tally = Tally {
            cases: many(&mut row),
            solved: many(&mut row),
            escalated: many(&mut row),
            abandoned: many(&mut row),
            running: many(&mut row),
            moved_on: many(&mut row),
            came_back: many(&mut row),
            spent: many(&mut row),
            median: many(&mut row),
            ninetieth: many(&mut row),
            ..Tally::default()
        };
        groups.insert(keys, tally);
    }
    Ok(groups)
}

/// Counts finished cases by tree and by how long they took.
fn lengths<D: Database>(database: &mut D, sample: &Sample) -> Result<Groups, Failed> {
    let mut query = Query::cases(sample);
    let outcome = query.outcome(sample);
    let query = query.and(&format!("({outcome}) < 4"));
    let arms =
        LENGTHS.iter().zip(0..).map(|(minutes, at)| format!("when spent_ms < {} then '{at}' ", minutes * 60_000));
    let length = format!("case {}else '{}' end", arms.collect::<String>(), LENGTHS.len());
    let sql = format!(
        "select tree, length, count(*) from (select tree, {length} as length from cases{}) as chosen \
         group by tree, length",
        query.wheres()
    );
    let rows = database.query(&sql, &query.with)?;
    let group = |mut row: Row| (vec![row.text(), row.text()], Tally { cases: many(&mut row), ..Tally::default() });
    Ok(rows.into_iter().map(group).collect())
}

/// Some figures of one question: the columns, and how they are taken from a row.
struct Part {
    columns: String,
    take: fn(&mut Row, &mut Tally),
}

/// Counts replies by their columns: the step, or the answer as well.
fn of_replies<D: Database>(database: &mut D, sample: &Sample, columns: &[&str]) -> Result<Groups, Failed> {
    // A step that was only hesitated at, or only gone back to, has no replies.
    let of_steps = columns.len() == 2;
    let kinds = if of_steps { "turns.kind in ('replied', 'helped', 'reopened')" } else { "turns.kind = 'replied'" };
    let replied = "turns.kind = 'replied'";
    let mut query = Query::turns(sample).and(kinds).and("turns.step is not null");
    let spent = format!("case when {replied} then turns.spent_ms end");
    let mut visits =
        Part { columns: "count(distinct turns.case_number)".to_owned(), take: |row, tally| tally.cases = many(row) };
    if of_steps {
        visits.columns.push_str(
            ", count(distinct case when turns.kind = 'reopened' then turns.case_number end), \
             count(distinct case when turns.answer = 'unsure' then turns.case_number end)",
        );
        visits.take = |row, tally| (tally.cases, tally.back, tally.unsure) = (many(row), many(row), many(row));
    }
    let replies = Part {
        columns: format!("{}, cast(coalesce(sum({spent}), 0) as bigint), {}", number_of(replied), ranks::<D>(&spent)),
        take: |row, tally| {
            (tally.replies, tally.spent) = (many(row), many(row));
            (tally.median, tally.ninetieth) = (many(row), many(row));
        },
    };
    let apart = [visits, replies];
    let mut groups = Groups::new();
    if D::JOINS_QUICKLY {
        // Two questions: what comes from a join has lost the order of the groups, and would have to be sorted.
        let rows = database.query(&question(columns, &apart.each_ref(), "turns", &query), &query.with)?;
        fill(&mut groups, columns.len(), rows, &apart.each_ref());
        let wheres = query.wheres.clone();
        let outcome = query.outcome(sample);
        let own = Query { wheres, with: query.with }.and("cases.number = turns.case_number");
        let part = Part {
            columns: outcomes(&format!("({outcome})"), replied),
            take: |row, tally| take_outcomes(tally, [(); 4].map(|()| many(row))),
        };
        let rows = database.query(&question(columns, &[&part], "turns cross join cases", &own), &own.with)?;
        fill(&mut groups, columns.len(), rows, &[&part]);
    } else {
        let mut known = Query::default();
        let outcome = known.outcome(sample);
        let known = Statement::new(format!("select number, {outcome} from cases"), known.with);
        let part = Part {
            columns: format!("outcomes(case when {replied} then turns.case_number end)"),
            take: |row, tally| {
                let text = row.text();
                let mut counts = text.split(' ').map(|count| count.parse().unwrap_or_default());
                take_outcomes(tally, [(); 4].map(|()| counts.next().unwrap_or_default()));
            },
        };
        let all: Vec<&Part> = apart.iter().chain([&part]).collect();
        let rows = database.query_recalling(&known, &question(columns, &all, "turns", &query), &query.with)?;
        fill(&mut groups, columns.len(), rows, &all);
    }
    Ok(groups)
}

fn take_outcomes(tally: &mut Tally, counts: [u64; 4]) {
    [tally.solved, tally.escalated, tally.abandoned, tally.running] = counts;
}

/// Writes a question for some figures by groups.
fn question(keys: &[&str], parts: &[&Part], from: &str, query: &Query) -> String {
    let columns: Vec<&str> = parts.iter().map(|part| &*part.columns).collect();
    let (keys, wheres) = (keys.join(", "), query.wheres());
    format!("select {keys}, {} from {from}{wheres} group by {keys}", columns.join(", "))
}

/// Takes figures from rows.
fn fill(groups: &mut Groups, keys: usize, rows: Vec<Row>, parts: &[&Part]) {
    for mut row in rows {
        let tally = groups.entry((0..keys).map(|_| row.text()).collect()).or_default();
        parts.iter().for_each(|part| (part.take)(&mut row, tally));
    }
}

/// Counts ended cases by each of their causes, which stand in one text.
fn causes<D: Database>(database: &mut D, sample: &Sample) -> Result<Groups, Failed> {
    let mut query = Query::cases(sample).and("cases.ended_at is not null and cases.causes <> ''");
    let wheres = query.wheres();
    let outcome = query.outcome(sample);
    // There are far fewer different texts than cases: each is taken apart once.
    let before = format!(
        "with recursive parts (of_tree, of_causes, cause, rest) as (\
         select ended_tree, causes, cast('' as text) collate \"C\", causes || ' ' from cases{wheres} group by ended_tree, causes \
         union all select of_tree, of_causes, substr(rest, 1, strpos(rest, ' ') - 1), \
         substr(rest, strpos(rest, ' ') + 1) from parts where rest <> ''), \
         named as materialized (select distinct of_tree, of_causes, cause from parts where cause <> '') "
    );
    let chosen = format!(
        "select of_tree, cause, {outcome} as outcome, spent_ms, reopened, tree, walked from cases cross join \
         named{wheres} and of_tree = ended_tree and of_causes = causes"
    );
    cases_in(database, &before, &chosen, &["of_tree", "cause"], &query.with)
}

/// Counts endings: those at which cases stand, and those after which they were opened again.
fn endings<D: Database>(database: &mut D, sample: &Sample) -> Result<Groups, Failed> {
    let query = Query::cases(sample).and("cases.ended_at is not null");
    let sql = format!(
        "select ended_tree, ended_step, ended_as, count(*) from cases{} group by ended_tree, ended_step, ended_as",
        query.wheres()
    );
    let mut groups = Groups::new();
    for mut row in database.query(&sql, &query.with)? {
        let keys = vec![row.text(), row.text(), row.text()];
        groups.insert(keys, Tally { cases: many(&mut row), ..Tally::default() });
    }
    let mut query = Query::cases(sample).and(
        "cases.reopened > 0 and turns.case_number = cases.number and turns.kind = 'reopened-case' \
         and turns.tree is not null",
    );
    let wheres = query.wheres();
    let within = query.place(i64::try_from(sample.within).unwrap_or(i64::MAX));
    let soon = number_of(&format!("at - ended <= {within}"));
    let sql = format!(
        "select tree, step, answer, count(*), {soon} from (select turns.tree, turns.step, turns.answer, turns.at, \
         (select max(before.at) from turns as before where before.case_number = turns.case_number \
         and before.turn < turns.turn and before.kind not in ({BESIDE})) as ended from cases cross join turns{wheres}) \
         as opened group by tree, step, answer"
    );
    for mut row in database.query(&sql, &query.with)? {
        let keys = vec![row.text(), row.text(), row.text()];
        let tally = groups.entry(keys).or_default();
        tally.cases += many(&mut row);
        tally.came_back += many(&mut row);
    }
    Ok(groups)
}

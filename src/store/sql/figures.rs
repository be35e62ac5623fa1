//! Figures: groups, sums and percentiles, all reckoned in the database.
//!
//! Percentiles are window functions that both databases know: the rows of a group by their time, and of these the
//! one at the wanted place. `cross join` with a condition is a join whose order SQLite keeps: the turns from their
//! index, which has the order of the groups, and to each its case.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    case::{LENGTHS, Sample, Tally, Topic},
    store::{
        Failed,
        database::{Cell, Database, Row},
    },
};

/// The turns that are an answer to a step.
const REPLIED: &str = "turns.kind = 'replied' and turns.step is not null";
/// The turns that do not end a case.
const BESIDE: &str = "'noted', 'fact', 'own-words', 'parked', 'resumed', 'handed-over', 'moved', 'erased', \
    'reopened-case'";
/// How many causes are counted at once; each has two parameters.
const CAUSES: usize = 400;

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

/// Counts by what became of cases.
fn outcomes() -> String {
    (1..=4).map(|outcome| number_of(&format!("outcome = {outcome}"))).collect::<Vec<_>>().join(", ")
}

fn many(row: &mut Row) -> u64 {
    u64::try_from(row.int()).unwrap_or_default()
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
    let sql = format!(
        "{before}select {names}, count(*), {}, {}, {}, \
         cast(sum(case when outcome < 4 then spent_ms else 0 end) as bigint) \
         from ({chosen}) as chosen group by {names}",
        outcomes(),
        number_of("walked <> tree"),
        number_of("reopened > 0"),
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
            ..Tally::default()
        };
        groups.insert(keys, tally);
    }
    let finished = format!("select {names}, spent_ms from ({chosen}) as chosen where outcome < 4");
    percentiles(database, before, &finished, keys, with, &mut groups)?;
    Ok(groups)
}

/// Adds the median and the 90th percentile of `spent_ms`, by nearest rank.
fn percentiles<D: Database>(
    database: &mut D,
    before: &str,
    chosen: &str,
    keys: &[&str],
    with: &[Cell],
    groups: &mut Groups,
) -> Result<(), Failed> {
    let names = keys.join(", ");
    let own = keys.iter().map(|key| format!("placed.{key}")).collect::<Vec<_>>().join(", ");
    let same = keys.iter().map(|key| format!("placed.{key} = counted.{key}")).collect::<Vec<_>>().join(" and ");
    let (median, ninetieth) = ("place = (many + 1) / 2", "place = (many * 9 + 9) / 10");
    let sql = format!(
        "{before}select {own}, max(case when {median} then spent_ms end), max(case when {ninetieth} then spent_ms end) \
         from (select {names}, spent_ms, row_number() over (partition by {names} order by spent_ms) as place \
         from ({chosen}) as each) as placed \
         join (select {names}, count(*) as many from ({chosen}) as every group by {names}) as counted on {same} \
         where {median} or {ninetieth} group by {own}"
    );
    for mut row in database.query(&sql, with)? {
        let keys: Vec<String> = keys.iter().map(|_| row.text()).collect();
        if let Some(tally) = groups.get_mut(&keys) {
            (tally.median, tally.ninetieth) = (many(&mut row), many(&mut row));
        }
    }
    Ok(())
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

/// Counts replies by their columns: the step, or the answer as well.
fn of_replies<D: Database>(database: &mut D, sample: &Sample, columns: &[&str]) -> Result<Groups, Failed> {
    let mut groups = Groups::new();
    let names = columns.join(", ");
    if columns.len() == 2 {
        // A step that was only hesitated at, or only gone back to, has no replies.
        let query =
            Query::turns(sample).and("turns.kind in ('replied', 'helped', 'reopened') and turns.step is not null");
        let sql = format!(
            "select {names}, count(distinct case_number), count(distinct case when kind = 'reopened' then case_number \
             end), count(distinct case when answer = 'unsure' then case_number end) from turns{} group by {names}",
            query.wheres()
        );
        for mut row in database.query(&sql, &query.with)? {
            let keys = vec![row.text(), row.text()];
            let tally =
                Tally { cases: many(&mut row), back: many(&mut row), unsure: many(&mut row), ..Tally::default() };
            groups.insert(keys, tally);
        }
    }
    let mut query = Query::turns(sample).and(REPLIED);
    let wheres = query.wheres();
    let outcome = query.outcome(sample);
    let counted: Vec<String> =
        (1..=4).map(|it| number_of(&format!("({outcome}) = {it}"))).chain(["count(*)".to_owned()]).collect();
    let distinct = if columns.len() == 2 { "0" } else { "count(distinct case_number)" };
    let sql = format!(
        "select {names}, {distinct}, {}, cast(sum(turns.spent_ms) as bigint) from turns cross join cases{wheres} \
         and cases.number = turns.case_number group by {names}",
        counted.join(", ")
    );
    for mut row in database.query(&sql, &query.with)? {
        let keys: Vec<String> = columns.iter().map(|_| row.text()).collect();
        let tally = groups.entry(keys).or_default();
        tally.cases = tally.cases.max(many(&mut row));
        tally.solved = many(&mut row);
        tally.escalated = many(&mut row);
        tally.abandoned = many(&mut row);
        tally.running = many(&mut row);
        tally.replies = many(&mut row);
        tally.spent = many(&mut row);
    }
    let query = Query::turns(sample).and(REPLIED);
    let keys: Vec<&str> = columns.iter().filter_map(|column| column.strip_prefix("turns.")).collect();
    let read: Vec<&str> =
        keys.iter().map(|key| if *key == "answer" { "coalesce(answer, '') as answer" } else { key }).collect();
    let chosen = format!("select {}, spent_ms from turns{}", read.join(", "), query.wheres());
    percentiles(database, "", &chosen, &keys, &query.with, &mut groups)?;
    Ok(groups)
}

/// Counts ended cases by each of their causes, which stand in one text.
fn causes<D: Database>(database: &mut D, sample: &Sample) -> Result<Groups, Failed> {
    let query = Query::cases(sample).and("cases.ended_at is not null and cases.causes <> ''");
    let sql = format!("select distinct ended_tree, causes from cases{}", query.wheres());
    let mut named: BTreeSet<(String, String)> = BTreeSet::new();
    for mut row in database.query(&sql, &query.with)? {
        let (tree, causes) = (row.text(), row.text());
        named.extend(causes.split_whitespace().map(|cause| (tree.clone(), cause.to_owned())));
    }
    let named: Vec<_> = named.into_iter().collect();
    let mut groups = Groups::new();
    for named in named.chunks(CAUSES) {
        let mut query = query.clone();
        let outcome = query.outcome(sample);
        let values: Vec<String> = named
            .iter()
            .map(|(tree, cause)| {
                let (tree, cause) = (query.place(tree.as_str()), query.place(cause.as_str()));
                format!("(cast({tree} as text), cast({cause} as text))")
            })
            .collect();
        let before = format!("with named (of_tree, cause) as (values {}) ", values.join(", "));
        // Bytes are compared, as nowhere else in a pattern.
        let chosen = format!(
            "select of_tree, cause, {outcome} as outcome, spent_ms, reopened, tree, walked from named cross join \
             cases{} and ended_tree = of_tree and replace(' ' || causes || ' ', ' ' || cause || ' ', '') \
             <> ' ' || causes || ' '",
            query.wheres()
        );
        groups.extend(cases_in(database, &before, &chosen, &["of_tree", "cause"], &query.with)?);
    }
    Ok(groups)
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

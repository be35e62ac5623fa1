//! Lists of cases: filters and search.

use crate::store::{
    CaseRow, Failed, Filter,
    database::{Cell, Database},
    fold::wanted,
};

use super::cases::{COLUMNS, DAY, case_of};

/// Lists cases, the one that changed last first.
pub(super) fn list<D: Database>(database: &mut D, filter: &Filter) -> Result<Vec<CaseRow>, Failed> {
    let (wheres, mut with) = conditions(filter);
    let limit = if filter.limit == 0 {
        String::new()
    } else {
        with.push(Cell::from(filter.limit));
        format!(" limit ${}", with.len())
    };
    let sql = format!("select {COLUMNS} from cases{wheres} order by changed_day desc, changed_at desc, number{limit}");
    Ok(database.query(&sql, &with)?.into_iter().filter_map(case_of).collect())
}

/// The conditions of a filter and their parameters.
fn conditions(filter: &Filter) -> (String, Vec<Cell>) {
    let mut wheres: Vec<String> = Vec::new();
    let mut with: Vec<Cell> = Vec::new();
    let mut next = |cell: Cell| {
        with.push(cell);
        format!("${}", with.len())
    };
    if !filter.states.is_empty() {
        let names: Vec<String> = filter.states.iter().map(|state| next(Cell::from(state.as_str()))).collect();
        wheres.push(format!("state in ({})", names.join(", ")));
    }
    if let Some(tree) = &filter.tree {
        let place = next(Cell::from(tree.as_str()));
        wheres.push(format!("(tree = {place} or walked = {place})"));
    }
    if let Some(agent) = &filter.agent {
        let place = next(Cell::from(agent.as_str()));
        wheres.push(format!("(owner = {place} or (owner is null and agent = {place}))"));
    }
    if let Some(since) = filter.since {
        let (day, at) = (next(Cell::from(since.0 / DAY)), next(Cell::from(since.0)));
        wheres.push(format!("changed_day >= {day} and changed_at >= {at}"));
    }
    if let Some(until) = filter.until {
        let (day, at) = (next(Cell::from(until.0 / DAY)), next(Cell::from(until.0)));
        wheres.push(format!("changed_day <= {day} and changed_at < {at}"));
    }
    for spellings in filter.text.iter().flat_map(|text| wanted(text)) {
        let places: Vec<String> = spellings.iter().map(|it| next(Cell::from(like(it)))).collect();
        let any = |column: &str| {
            let each: Vec<String> = places.iter().map(|place| format!("{column} like {place} escape '\\'")).collect();
            each.join(" or ")
        };
        wheres.push(format!(
            "({} or {} or exists (select 1 from private_turns where case_number = number and ({})) \
             or exists (select 1 from turns where case_number = number and ({})))",
            any("named"),
            any("cases.words"),
            any("private_turns.words"),
            any("turns.words"),
        ));
    }
    let wheres = if wheres.is_empty() { String::new() } else { format!(" where {}", wheres.join(" and ")) };
    (wheres, with)
}

/// A pattern for a text that may stand anywhere.
fn like(text: &str) -> String {
    format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

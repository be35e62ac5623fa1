//! Several statements as one: the server carries it out by itself, in a transaction of its own, and answers once.

use std::fmt::Write as _;

use crate::store::database::Statement;

/// How many statements become one at most: each number of them is prepared on its own.
const MOST: usize = 8;

/// Puts statements together so that all are carried out if the first one changes a row, and none of them otherwise.
///
/// The one statement has a row if they were. Only plain insertions can follow the first one; whatever needs to see
/// what the others wrote takes a transaction.
pub(super) fn together(statements: &[Statement]) -> Option<Statement> {
    let (first, rest) = statements.split_first()?;
    if MOST < statements.len() {
        return None;
    }
    let mut sql = format!("with changed as ({} returning 1)", first.sql);
    let mut with = first.with.clone();
    for (place, statement) in rest.iter().enumerate() {
        let (into, values) = statement.sql.split_once(" values (")?;
        let values = values.strip_suffix(')')?;
        let values = shifted(values, with.len())?;
        write!(sql, ", other_{place} as ({into} select {values} from changed)").ok()?;
        with.extend(statement.with.iter().cloned());
    }
    sql.push_str(" select 1 from changed");
    Some(Statement::new(sql, with))
}

/// Raises the numbers of the parameters in a list of them; anything else is no such list.
fn shifted(values: &str, by: usize) -> Option<String> {
    let numbers = values.split(", ").map(|it| it.strip_prefix('$')?.parse::<usize>().ok());
    let raised = numbers.map(|it| it.map(|number| format!("${}", number + by)));
    Some(raised.collect::<Option<Vec<_>>>()?.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::database::Cell;

    #[test]
    fn insertions_follow_a_change() {
        let change = Statement::new("update a set b = $2 where c = $1", vec![Cell::Int(1), Cell::Int(2)]);
        let add = Statement::new("insert into d (e, f) values ($1, $2)", vec![Cell::Int(3), Cell::Int(4)]);
        let one = together(&[change.clone(), add.clone(), add.clone()]).unwrap();
        assert_eq!(
            one.sql,
            "with changed as (update a set b = $2 where c = $1 returning 1), \
             other_0 as (insert into d (e, f) select $3, $4 from changed), \
             other_1 as (insert into d (e, f) select $5, $6 from changed) select 1 from changed"
        );
        assert_eq!(one.with, [1, 2, 3, 4, 3, 4].map(Cell::Int));
        let looks = Statement::new("insert into d (e) select max(e) from d where f = $1", vec![Cell::Int(1)]);
        let keeps = Statement::new("insert into d (e) values ($1) on conflict (e) do nothing", vec![Cell::Int(1)]);
        for other in [looks, keeps] {
            assert!(together(&[change.clone(), other]).is_none());
        }
        assert!(together(&vec![change; MOST + 1]).is_none());
        assert!(together(&[]).is_none());
    }
}

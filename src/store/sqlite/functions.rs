//! What SQLite lacks to count quickly: a percentile without sorting all rows, and a join with what is remembered.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{
    Connection, Result,
    functions::{Aggregate, Context, FunctionFlags},
    types::ValueRef,
};
use rustc_hash::FxHashMap;

/// Flags of functions that nothing in a file may call.
const FLAGS: FunctionFlags = FunctionFlags::SQLITE_UTF8.union(FunctionFlags::SQLITE_DIRECTONLY);

/// The numbers that `outcomes` knows, by texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Known(Arc<Mutex<FxHashMap<Box<[u8]>, i64>>>);

impl Known {
    /// Takes the place of what was known before.
    pub(super) fn replace(&self, numbers: FxHashMap<Box<[u8]>, i64>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = numbers;
    }
}

/// Adds `outcomes(text)`, which counts the rows by the number that is known for their text, as four numbers in one
/// text, and `nearest_rank(number, tenths)`.
pub(super) fn add(connection: &Connection) -> Result<Known> {
    let known = Known::default();
    connection.create_aggregate_function("outcomes", 1, FLAGS, Outcomes(known.clone()))?;
    connection.create_aggregate_function("nearest_rank", 2, FLAGS, NearestRank)?;
    Ok(known)
}

/// How many rows have which of the numbers from one to four.
struct Outcomes(Known);

impl Aggregate<[u64; 4], String> for Outcomes {
    fn init(&self, _: &mut Context<'_>) -> Result<[u64; 4]> {
        Ok([0; 4])
    }

    fn step(&self, context: &mut Context<'_>, counts: &mut [u64; 4]) -> Result<()> {
        let known = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = context.get_raw(0).as_bytes_or_null().ok().flatten().and_then(|text| known.get(text));
        let place = number.and_then(|number| usize::try_from(number.checked_sub(1)?).ok());
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            *count += 1;
        }
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, counts: Option<[u64; 4]>) -> Result<String> {
        Ok(counts.unwrap_or_default().map(|count| count.to_string()).join(" "))
    }
}

/// The number below or at which so many tenths of all lie; holds the numbers of one group.
struct NearestRank;

impl Aggregate<(Vec<i64>, i64), Option<i64>> for NearestRank {
    fn init(&self, context: &mut Context<'_>) -> Result<(Vec<i64>, i64)> {
        Ok((Vec::new(), context.get(1)?))
    }

    fn step(&self, context: &mut Context<'_>, (numbers, _): &mut (Vec<i64>, i64)) -> Result<()> {
        if let ValueRef::Integer(number) = context.get_raw(0) {
            numbers.push(number);
        }
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, all: Option<(Vec<i64>, i64)>) -> Result<Option<i64>> {
        Ok(all.and_then(|(mut numbers, tenths)| nearest_rank(&mut numbers, usize::try_from(tenths).ok()?)))
    }
}

/// The first number, in order, with at least so many tenths of all up to it.
fn nearest_rank(numbers: &mut [i64], tenths: usize) -> Option<i64> {
    let place = numbers.len().checked_mul(tenths)?.div_ceil(10).checked_sub(1)?;
    (place < numbers.len()).then(|| *numbers.select_nth_unstable(place).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rank_is_the_one_of_the_sorted_row() {
        assert_eq!(nearest_rank(&mut [], 5), None);
        for many in 1..40_i64 {
            let sorted: Vec<i64> = (1..=many).collect();
            for tenths in [5, 9] {
                let mut mixed: Vec<i64> = sorted.iter().rev().copied().collect();
                mixed.rotate_left(sorted.len() / 3);
                let place = (many * i64::try_from(tenths).unwrap() + 9) / 10;
                assert_eq!(nearest_rank(&mut mixed, tenths), Some(place), "{many} {tenths}");
            }
        }
    }

    #[test]
    fn groups_and_what_is_missing_are_told_apart() {
        let connection = Connection::open_in_memory().unwrap();
        let known = add(&connection).unwrap();
        let numbers: [(Box<[u8]>, i64); 3] = [(Box::from(*b"a"), 4), (Box::from(*b"b"), 1), (Box::from(*b"c"), 9)];
        known.replace(numbers.into_iter().collect());
        let told = |rows: &str| -> (Option<i64>, Option<i64>, String) {
            let sql = format!(
                "select nearest_rank(column1, 5), nearest_rank(column1, 9), outcomes(column2) from (values {rows})"
            );
            connection.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap()
        };
        let rows = "(1, 'a'), (null, 'b'), (3, null), (null, 'a'), (null, 'c'), (null, 'd')";
        assert_eq!(told(rows), (Some(1), Some(3), "1 0 0 2".to_owned()));
        assert_eq!(told("(null, null)"), (None, None, "0 0 0 0".to_owned()));
    }
}

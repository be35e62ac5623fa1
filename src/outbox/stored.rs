//! The outbox of a store as a queue.

use super::{Message, Queue};
use crate::store::{Failed, Moment, Settled, Store};

/// Sends what stands in a store.
pub struct Stored<'s>(pub &'s mut dyn Store);

impl std::fmt::Debug for Stored<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Stored({})", self.0.name())
    }
}

impl Queue for Stored<'_> {
    type Error = Failed;

    fn claim(&mut self, now: i64, lease: i64) -> Result<Option<Message>, Failed> {
        let claimed = self.0.claim(Moment(now), Moment(now.saturating_add(lease)))?;
        Ok(claimed.map(|(case, row)| Message {
            key: row.message,
            case: case.to_string(),
            target: row.target,
            body: row.body,
            attempt: row.attempts,
        }))
    }

    fn delivered(&mut self, key: &str, now: i64) -> Result<(), Failed> {
        self.0.settle(key, &Settled::Delivered(Moment(now))).map(drop)
    }

    fn failed(&mut self, key: &str, attempt: u32, problem: &str, due: i64) -> Result<(), Failed> {
        let settled = Settled::Failed { attempt, problem: problem.to_owned(), due: Moment(due) };
        self.0.settle(key, &settled).map(drop)
    }

    fn refused(&mut self, key: &str, attempt: u32, problem: &str) -> Result<(), Failed> {
        let settled = Settled::Refused { attempt, problem: problem.to_owned() };
        self.0.settle(key, &settled).map(drop)
    }
}

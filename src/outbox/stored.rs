//! The outbox of a store as a queue.

use super::{Message, Queue};
use crate::{
    case::Number,
    store::{Failed, Moment, Settled, Store},
};

/// Sends what stands in a store.
pub struct Stored<'s> {
    /// The store.
    pub store: &'s mut dyn Store,
    /// The case of which messages are sent; nothing for all.
    pub of: Option<Number>,
}

impl<'s> Stored<'s> {
    /// Sends the messages of all cases.
    pub fn all(store: &'s mut dyn Store) -> Self {
        Self { store, of: None }
    }
}

impl std::fmt::Debug for Stored<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Stored({})", self.store.name())
    }
}

impl Queue for Stored<'_> {
    type Error = Failed;

    fn claim(&mut self, now: i64, lease: i64) -> Result<Option<Message>, Failed> {
        let claimed = self.store.claim(Moment(now), Moment(now.saturating_add(lease)), self.of.as_ref())?;
        Ok(claimed.map(|(case, row)| Message {
            key: row.message,
            case: case.to_string(),
            target: row.target,
            body: row.body,
            attempt: row.attempts,
        }))
    }

    fn delivered(&mut self, key: &str, now: i64) -> Result<(), Failed> {
        self.store.settle(key, &Settled::Delivered(Moment(now))).map(drop)
    }

    fn failed(&mut self, key: &str, attempt: u32, problem: &str, due: i64) -> Result<(), Failed> {
        let settled = Settled::Failed { attempt, problem: problem.to_owned(), due: Moment(due) };
        self.store.settle(key, &settled).map(drop)
    }

    fn refused(&mut self, key: &str, attempt: u32, problem: &str) -> Result<(), Failed> {
        let settled = Settled::Refused { attempt, problem: problem.to_owned() };
        self.store.settle(key, &settled).map(drop)
    }
}

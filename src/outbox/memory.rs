//! A queue in memory: what the stores must do, in the plainest form.

use std::convert::Infallible;

use super::{Message, Queue};

/// How a message stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is to be sent.
    Waiting,
    /// The receiver has it.
    Delivered,
    /// Somebody has to look.
    Refused,
}

#[derive(Clone, Debug)]
struct Entry {
    message: Message,
    state: State,
    due: i64,
    leased_until: i64,
    problem: Option<String>,
}

/// Keeps messages in memory, in the order in which they were put in.
#[derive(Clone, Debug, Default)]
pub struct Memory(Vec<Entry>);

impl Memory {
    /// Puts a message in.
    pub fn put(&mut self, key: &str, case: &str, target: &str, body: &str) {
        let [key, case, target, body] = [key, case, target, body].map(str::to_owned);
        let message = Message { key, case, target, body, attempt: 0 };
        self.0.push(Entry { message, state: State::Waiting, due: 0, leased_until: 0, problem: None });
    }

    /// Returns how a message stands, after how many attempts, and the last problem.
    pub fn state(&self, key: &str) -> Option<(&State, u32, Option<&str>)> {
        let entry = self.0.iter().find(|entry| entry.message.key == key)?;
        Some((&entry.state, entry.message.attempt, entry.problem.as_deref()))
    }

    /// Returns when the next message is due that nobody has claimed.
    pub fn next_due(&self) -> Option<i64> {
        let waiting = self.0.iter().filter(|entry| entry.state == State::Waiting);
        waiting.map(|entry| entry.due.max(entry.leased_until)).min()
    }

    fn attempt(&mut self, key: &str, attempt: u32) -> Option<&mut Entry> {
        let is_it = |entry: &&mut Entry| entry.message.key == key && entry.message.attempt == attempt;
        self.0.iter_mut().find(is_it).filter(|entry| entry.state == State::Waiting)
    }
}

impl Queue for Memory {
    type Error = Infallible;

    fn claim(&mut self, now: i64, lease: i64) -> Result<Option<Message>, Infallible> {
        let is_free = |position: usize, entry: &Entry| {
            let mut earlier = self.0.iter().take(position).map(|it| (&it.message, &it.state));
            let is_first = !earlier.any(|(message, state)| {
                *state == State::Waiting && message.case == entry.message.case && message.target == entry.message.target
            });
            entry.state == State::Waiting && entry.due <= now && entry.leased_until <= now && is_first
        };
        let free = self.0.iter().enumerate().filter(|(position, entry)| is_free(*position, entry));
        let Some(position) = free.min_by_key(|(_, entry)| entry.due).map(|(position, _)| position) else {
            return Ok(None);
        };
        Ok(self.0.get_mut(position).map(|entry| {
            entry.leased_until = now + lease;
            entry.message.attempt += 1;
            entry.message.clone()
        }))
    }

    fn delivered(&mut self, key: &str, _now: i64) -> Result<(), Infallible> {
        if let Some(entry) = self.0.iter_mut().find(|entry| entry.message.key == key) {
            entry.state = State::Delivered;
        }
        Ok(())
    }

    fn failed(&mut self, key: &str, attempt: u32, problem: &str, due: i64) -> Result<(), Infallible> {
        if let Some(entry) = self.attempt(key, attempt) {
            (entry.due, entry.leased_until) = (due, 0);
            entry.problem = Some(problem.to_owned());
        }
        Ok(())
    }

    fn refused(&mut self, key: &str, attempt: u32, problem: &str) -> Result<(), Infallible> {
        if let Some(entry) = self.attempt(key, attempt) {
            entry.state = State::Refused;
            entry.problem = Some(problem.to_owned());
        }
        Ok(())
    }
}

//! A courier that goes nowhere, for tests and trials: it does what it was told, and keeps what it was given.

use std::collections::VecDeque;

use super::{Courier, Parcel, Result, Target};

/// Delivers into memory.
#[derive(Debug, Default)]
pub struct Memory {
    /// What comes of the next attempts; afterwards everything is delivered.
    pub script: VecDeque<Result>,
    /// What was attempted: target, key, subject and what came of it.
    pub attempts: Vec<(String, String, String, Result)>,
}

impl Memory {
    /// Returns the keys of what was delivered, in order.
    pub fn delivered(&self) -> Vec<&str> {
        let delivered = self.attempts.iter().filter(|(.., result)| *result == Result::Delivered);
        delivered.map(|(_, key, ..)| key.as_str()).collect()
    }
}

impl Courier for Memory {
    fn deliver(&mut self, target: &Target, parcel: Parcel<'_>) -> Result {
        let result = self.script.pop_front().unwrap_or(Result::Delivered);
        let (key, subject) = (parcel.key.to_owned(), parcel.content.subject.clone());
        self.attempts.push((target.name.clone(), key, subject, result.clone()));
        result
    }
}

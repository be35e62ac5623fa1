//! What a case knows, and where from.

use std::sync::Arc;

use super::Key;
use crate::{
    base::Id,
    tree::{Date, FactIx},
};

/// The value of a fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// One of the declared values.
    Choice(Id),
    /// Several of them.
    Many(Vec<Id>),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// Words.
    Words(Arc<str>),
}

/// Where a fact is known from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A person said so, at this step or while a hand-over was collected.
    Said(Option<Key>),
    /// A local probe measured it.
    Measured,
    /// It was known before the walk.
    KnownBefore,
}

/// A fact with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownFact {
    /// Which fact.
    pub fact: FactIx,
    /// Its value.
    pub value: Value,
    /// Where from.
    pub origin: Origin,
    /// The number of the turn that established it.
    pub turn: u32,
}

/// What is known now, each fact once.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts(Vec<KnownFact>);

impl Facts {
    /// Returns what is known of a fact.
    pub(super) fn get(&self, fact: FactIx) -> Option<&KnownFact> {
        self.0.iter().find(|known| known.fact == fact)
    }

    /// Learns a fact; what was said later replaces what was said earlier.
    pub(super) fn learn(&mut self, known: KnownFact) {
        match self.0.iter_mut().find(|old| old.fact == known.fact) {
            Some(old) if known.turn < old.turn => {}
            Some(old) => *old = known,
            None => self.0.push(known),
        }
    }

    /// Forgets what the test names.
    pub(super) fn forget(&mut self, is_stale: impl Fn(&KnownFact) -> bool) {
        self.0.retain(|known| !is_stale(known));
    }

    pub(super) fn as_slice(&self) -> &[KnownFact] {
        &self.0
    }
}

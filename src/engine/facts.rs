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

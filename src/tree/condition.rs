//! Conditions on facts, structured so that coverage is decidable.

use super::{Bound, FactIx, Link};
use crate::base::{Id, Span};

/// When a way is taken.
#[derive(Clone, Debug)]
pub enum Condition {
    /// All hold.
    All(Vec<Self>),
    /// At least one holds.
    Any(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// The fact has any value.
    Known(Link<FactIx>),
    /// The fact has such a value; does not hold while it is unknown.
    Fact(Link<FactIx>, Test),
}

/// What is demanded of a fact.
#[derive(Clone, Debug)]
pub enum Test {
    /// It is one of these values; of several chosen, one is.
    Is(Vec<(Id, Span)>),
    /// It lies in the half-open range.
    Range {
        /// The least that belongs to it.
        from: Option<Bound>,
        /// The least that does not.
        below: Option<Bound>,
    },
}

impl Condition {
    /// Calls `visit` with every test of a fact, and with nothing for a test whether it is known.
    pub fn for_each_fact<'c>(&'c self, visit: &mut dyn FnMut(&'c Link<FactIx>, Option<&'c Test>)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.for_each_fact(visit)),
            Self::Not(inner) => inner.for_each_fact(visit),
            Self::Known(fact) => visit(fact, None),
            Self::Fact(fact, test) => visit(fact, Some(test)),
        }
    }
}

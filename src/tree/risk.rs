//! What could go wrong, one kind or a set of them.

use std::fmt;

use super::{Link, Risk};
use crate::base::Span;

/// A set of risks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Risks(u8);

impl Risks {
    /// Returns the set of these risks.
    pub fn of(risks: impl IntoIterator<Item = Risk>) -> Self {
        Self(risks.into_iter().fold(0, |set, risk| set | 1 << risk as u8))
    }

    /// Returns every risk.
    pub fn all() -> Self {
        Self(u8::MAX)
    }

    /// Says whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Says whether a risk is among them.
    pub fn contains(self, risk: Risk) -> bool {
        self.0 >> risk as u8 & 1 == 1
    }

    /// Returns the set as bits, in the order in which risks are declared.
    pub fn bits(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Risk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = Self::WORDS.iter().find(|(_, risk)| risk == self).map_or("none", |(word, _)| *word);
        f.write_str(word)
    }
}

/// What a part protects from: whoever left it through one of these exits is guarded against the risk.
#[derive(Clone, Debug)]
pub struct Protection {
    /// The risk.
    pub risk: Risk,
    /// Where the risk is named.
    pub span: Span,
    /// The exits.
    pub exits: Vec<Link<()>>,
}

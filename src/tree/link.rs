//! Names that refer to something, with the place where they stand and what they refer to.

use crate::base::{Id, Span};

/// A reference: the name as written, and its target once that is known.
#[derive(Clone, Debug)]
pub struct Link<T> {
    /// The name.
    pub id: Id,
    /// Where it stands.
    pub span: Span,
    /// What it refers to; nothing if there is no such thing.
    pub to: Option<T>,
}

impl<T> Link<T> {
    /// Makes a reference whose target is not known yet.
    pub fn new(id: Id, span: Span) -> Self {
        Self { id, span, to: None }
    }
}

macro_rules! indices {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// Returns the position as a list index.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// Makes an index from a list position.
            pub fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }
    )*};
}
pub(super) use indices;

indices! {
    /// The position of a fact in the library.
    FactIx
    /// The position of a warning in the vocabulary.
    WarningIx
    /// The position of a check in the vocabulary.
    CheckIx
    /// The position of a role in the vocabulary.
    RoleIx
}

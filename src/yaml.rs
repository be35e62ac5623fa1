//! YAML text to spanned nodes; the only module that names the YAML crates.
//!
//! Scalars keep the author's spelling: `yes`, `1.10` and `012` stay what they are, because the text is taken
//! from the source wherever the parser would give it a type. Keys may repeat here; the readers of a mapping
//! report that with both places.

pub mod codes;
mod decode;
mod explain;
mod parse;
mod place;
mod plain;
mod slip;
mod write;

pub use decode::decode;
pub use parse::{parse, parse_carefully};
pub use write::{Writer, flow_scalar, scalar};

use crate::base::Span;

/// One value of a YAML document.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'s> {
    /// Where it stands; of a list or mapping, only its beginning.
    pub span: Span,
    /// What it is.
    pub kind: Kind<'s>,
}

/// The kinds of values.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind<'s> {
    /// Nothing, `~` or `null`.
    Null,
    /// A text, number or word, as written.
    Scalar(std::borrow::Cow<'s, str>),
    /// A list.
    List(Vec<Node<'s>>),
    /// A mapping in the author's order, repeated keys included.
    Map(Vec<(Node<'s>, Node<'s>)>),
}

impl Node<'_> {
    /// Returns the text of a scalar.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the entries of a mapping.
    pub fn as_map(&self) -> Option<&[(Self, Self)]> {
        match &self.kind {
            Kind::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// Returns the items of a list.
    pub fn as_list(&self) -> Option<&[Self]> {
        match &self.kind {
            Kind::List(items) => Some(items),
            _ => None,
        }
    }

    /// Returns where the last value within this one ends. Recursion is bounded by the nesting that is read.
    pub fn end(&self) -> u32 {
        let last = match &self.kind {
            Kind::List(items) => items.last().map(Self::end),
            Kind::Map(entries) => entries.last().map(|(key, value)| key.span.end.max(value.end())),
            Kind::Null | Kind::Scalar(_) => None,
        };
        last.unwrap_or(0).max(self.span.end)
    }

    /// Names the kind as an author would.
    pub fn what(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "nothing",
            Kind::Scalar(_) => "a text",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a mapping",
        }
    }
}

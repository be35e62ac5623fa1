//! The parser's places as ours.

use crate::base::Span;

/// Turns a place that counts from the byte `offset` into a span of the whole text.
pub(super) fn place_of(offset: usize, span: &serde_yaml::Span) -> Span {
    let start = offset + usize::try_from(span.byte_offset().unwrap_or(0)).unwrap_or(usize::MAX);
    let len = usize::try_from(span.byte_len().unwrap_or(0)).unwrap_or(0);
    Span::new(start, start.saturating_add(len))
}

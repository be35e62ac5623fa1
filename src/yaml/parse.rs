//! Runs the parser with our limits and turns its result into nodes or one finding.

use std::{borrow::Cow, fmt};

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{
    Spanned,
    options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy},
};

use super::{
    Kind, Node,
    codes::{EMPTY, FEATURE, HIDDEN},
    explain::explain,
    place::place_of,
    plain,
};
use crate::base::{Diagnostic, Place, SourceId, Span, find_hidden};

/// The deepest nesting that is read; a step with everything in it needs nine levels. The parser recurses and takes
/// up to 40 KiB a level in a debug build, so this fits twice into a stack of 2 MiB.
const DEEPEST: usize = 32;

/// How many values all aliases of a file may unfold into.
const MOST_ALIASED: usize = 20_000;

/// Reads one document. The text must outlive the nodes, which borrow from it.
pub fn parse(source: SourceId, text: &str) -> Result<Node<'_>, Diagnostic> {
    let (body, offset) = body_of(source, text)?;
    plain::read(body, offset).map_or_else(|| read(source, body, offset), Ok)
}

/// The same in the careful way alone, to compare.
pub fn parse_carefully(source: SourceId, text: &str) -> Result<Node<'_>, Diagnostic> {
    let (body, offset) = body_of(source, text)?;
    read(source, body, offset)
}

/// Looks for what no file may have, and returns the text without its mark of the byte order, with where that begins.
fn body_of(source: SourceId, text: &str) -> Result<(&str, usize), Diagnostic> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = text.len() - body.len();
    if let Some((at, c)) = find_hidden(body, &['\n', '\t', '\r', '\u{85}']) {
        let at = offset + at;
        let place = Place { source, span: Span::new(at, at + c.len_utf8()) };
        return Err(Diagnostic::new(&HIDDEN, place, format!("hidden character U+{:04X} in the file", c as u32))
            .help("delete it"));
    }
    let has_value = body.lines().any(|line| {
        let line = line.trim();
        !(line.is_empty() || line.starts_with('#') || line == "---" || line == "..." || line.starts_with('%'))
    });
    if !has_value {
        let place = Place { source, span: Span::default() };
        return Err(
            Diagnostic::new(&EMPTY, place, "this file is empty").help("a tree begins with `format: 1` and a `title`")
        );
    }
    Ok((body, offset))
}

fn read(source: SourceId, body: &str, offset: usize) -> Result<Node<'_>, Diagnostic> {
    let raw: Spanned<Raw<'_>> =
        serde_yaml::from_str_with_options(body, options()).map_err(|error| explain(source, body, offset, &error))?;
    settle(source, body, offset, raw)
}

fn options() -> serde_yaml::Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_events: usize::MAX,
            max_nodes: usize::MAX,
            max_total_scalar_bytes: usize::MAX,
            max_depth: DEEPEST,
            max_aliases: MOST_ALIASED,
            max_anchors: MOST_ALIASED,
        },
        alias_limits: serde_yaml::alias_limits! { max_total_replayed_events: MOST_ALIASED },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::Error,
        strict_booleans: true,
        ignore_binary_tag_for_string: true,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}

/// A value as the parser hands it over: typed where it looks typed.
enum Raw<'s> {
    Null,
    /// A scalar that looks like a number or truth value: its spelling is in the source.
    Typed,
    Text(Cow<'s, str>),
    List(Vec<Spanned<Self>>),
    Map(Vec<(Spanned<Self>, Spanned<Self>)>),
}

impl<'de> Deserialize<'de> for Raw<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Raw::Typed)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Raw::Typed)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Raw::Typed)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Self::Value, E> {
        Ok(Raw::Typed)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Self::Value, E> {
        Ok(Raw::Typed)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Raw::Typed)
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Raw::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Raw::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Raw::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

/// Gives every value its span and every scalar its spelling. Recursion is bounded by [`DEEPEST`].
fn settle<'s>(source: SourceId, body: &'s str, offset: usize, raw: Spanned<Raw<'s>>) -> Result<Node<'s>, Diagnostic> {
    let span = place_of(offset, &raw.referenced.span());
    let kind = match raw.value {
        Raw::Null => Kind::Null,
        Raw::Text(text) => Kind::Scalar(text),
        Raw::Typed => {
            let defined = place_of(0, &raw.defined.span());
            Kind::Scalar(Cow::Borrowed(body.get(defined.start as usize..defined.end as usize).unwrap_or_default()))
        }
        Raw::List(items) => {
            Kind::List(items.into_iter().map(|item| settle(source, body, offset, item)).collect::<Result<_, _>>()?)
        }
        Raw::Map(entries) => {
            let mut settled = Vec::with_capacity(entries.len());
            for (key, value) in entries {
                let key = settle(source, body, offset, key)?;
                if !matches!(key.kind, Kind::Scalar(_)) {
                    let place = Place { source, span: key.span };
                    return Err(Diagnostic::new(&FEATURE, place, format!("{} cannot be a key", key.what()))
                        .help("write a word before the colon"));
                }
                settled.push((key, settle(source, body, offset, value)?));
            }
            Kind::Map(settled)
        }
    };
    Ok(Node { span, kind })
}

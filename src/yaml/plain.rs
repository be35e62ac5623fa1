//! Reads what nearly all files are made of straight from the parser's events, in half the time.
//!
//! Whatever is out of the ordinary, a mistake above all, is left to the careful way, which knows every limit and can
//! say what is wrong and where. So both ways read the same; a test holds them to it.

use granit_parser::{Event, Options, Parser, ScalarStyle};

use super::{Kind, Node};
use crate::base::Span;

/// The deepest nesting of a file that is not out of the ordinary.
const DEEPEST: usize = 16;

/// A list or mapping that goes on.
enum Open<'s> {
    List(Span, Vec<Node<'s>>),
    /// With the key that waits for its value.
    Map(Span, Vec<(Node<'s>, Node<'s>)>, Option<Node<'s>>),
}

/// Reads one document whose first byte counts as `offset`; nothing if anything in it is out of the ordinary.
pub(super) fn read(body: &str, offset: usize) -> Option<Node<'_>> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    let mut parser = Parser::new_from_str_with_options(body, options);
    let mut open: Vec<Open<'_>> = Vec::with_capacity(DEEPEST);
    let root = loop {
        let (event, place) = parser.next()?.ok()?;
        let bytes = place.byte_range()?;
        let span = Span::new(offset + bytes.start, offset + bytes.end.max(bytes.start));
        let node = match event {
            Event::StreamStart | Event::DocumentStart(_, None) => continue,
            Event::SequenceStart(_, 0, None) if open.len() < DEEPEST => {
                open.push(Open::List(span, Vec::new()));
                continue;
            }
            Event::MappingStart(_, 0, None) if open.len() < DEEPEST => {
                open.push(Open::Map(span, Vec::new(), None));
                continue;
            }
            Event::Scalar(text, ScalarStyle::Plain, 0, None) => match text.as_ref() {
                "" | "~" | "null" | "Null" | "NULL" => Node { span, kind: Kind::Null },
                // A merge key is refused with its reason.
                "<<" => return None,
                _ => Node { span, kind: Kind::Scalar(text) },
            },
            Event::Scalar(text, _, 0, None) => Node { span, kind: Kind::Scalar(text) },
            Event::SequenceEnd | Event::MappingEnd => open.pop()?.closed()?,
            _ => return None,
        };
        match open.last_mut() {
            None => break node,
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, entries, key)) => match key.take() {
                Some(key) => entries.push((key, node)),
                None if matches!(node.kind, Kind::Scalar(_)) => *key = Some(node),
                None => return None,
            },
        }
    };
    let (end, _) = parser.next()?.ok()?;
    let (after, _) = parser.next()?.ok()?;
    (end == Event::DocumentEnd && after == Event::StreamEnd).then_some(root)
}

impl<'s> Open<'s> {
    /// The value, now that all of it is there.
    fn closed(self) -> Option<Node<'s>> {
        match self {
            Self::List(span, items) => Some(Node { span, kind: Kind::List(items) }),
            Self::Map(span, entries, None) => Some(Node { span, kind: Kind::Map(entries) }),
            Self::Map(_, _, Some(_)) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::{
        base::SourceId,
        yaml::{parse, parse_carefully},
    };

    #[test]
    fn what_is_plain_is_read_as_the_careful_way_reads_it() {
        let scalars = "~|null|Null|NULL|nULL|\"\"|''|\"null\"|'~'|true|FALSE|yes|0|-0|+1|007|0x1F|0o17|1_000|1.10|1e3\
                       |1e999|.inf|-.INF|.nan|12:30|2026-11-23|=|a b|\"a\\tb\"|'it''s'|[]|{}|[a, ~]|{a: , b: null}";
        for scalar in scalars.split('|') {
            for text in [format!("a: {scalar}\nb:\n  - {scalar}\n  -\n"), format!("{scalar}\n")] {
                let plain = read(&text, 0).unwrap_or_else(|| panic!("{text:?} is out of the ordinary"));
                assert_eq!(Ok(plain), parse_carefully(SourceId(0), &text).map_err(|it| it.message), "{text:?}");
            }
        }
        for text in
            ["a: |\n  b\n   c\n\nd: >-\n  e\n  f\n", "---\na: b # c\n...\n", "a: b\n  c\n", "\u{feff}a: [ä, ö]\n"]
        {
            assert!(read(text, 0).is_some() || text.starts_with('\u{feff}'), "{text:?}");
            assert_eq!(parse(SourceId(0), text).unwrap(), parse_carefully(SourceId(0), text).unwrap(), "{text:?}");
        }
    }

    #[test]
    fn what_is_out_of_the_ordinary_is_left_to_the_careful_way() {
        let deep = "[".repeat(17) + &"]".repeat(17);
        for text in [
            "a: &b c\n",
            "a: &b c\nd: *b\n",
            "a: !!str b\n",
            "a: !b c\n",
            "<<: {a: b}\n",
            "[a]: b\n",
            "~: b\n",
            "? {a: b}\n: c\n",
            "a: b\n---\nc: d\n",
            "%YAML 1.2\n---\na: b\n",
            "a: [b\n",
            "a: b: c\n",
            "a:\n\t- b\n",
            &deep,
        ] {
            assert_eq!(read(text, 0), None, "{text:?}");
        }
    }
}

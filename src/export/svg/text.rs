//! Texts and numbers as XML wants them.

use std::fmt::Write as _;

use crate::base::clean_line;

/// Escapes a text for element and attribute alike; what XML does not allow was cleaned away.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean_line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Writes a number with up to one decimal.
pub(super) fn number(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    // Minus zero would be written with its sign.
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// Rounds the numbers of a path.
pub(super) fn path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit() || c == '-' || c == '.') {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let end = from.char_indices().skip(1).find(|(_, c)| !c.is_ascii_digit() && *c != '.');
        let (figure, after) = from.split_at(end.map_or(from.len(), |(at, _)| at));
        match figure.parse() {
            Ok(value) => out.push_str(&number(value)),
            Err(_) => out.push_str(figure),
        }
        rest = after;
    }
    // Writing to a string cannot fail.
    let _written = write!(out, "{rest}");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_what_xml_forbids_is_gone() {
        assert_eq!(escape("<a href='x'>\"&\u{0}\u{1b}\u{fffe}\u{202e}"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;");
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(-0.01), "0");
        assert_eq!(number(12.3456), "12.3");
        assert_eq!(path("M1.23456 0h-0.001a2 2 0 0 1 -3.55 4Z"), "M1.2 0h0a2 2 0 0 1 -3.6 4Z");
    }
}

//! A space, a sign or a word too many or too few.
//!
//! It is a slip of the keys, and it looks careless on the screen: two spaces, a space before a comma, none behind it, two
//! periods, the same word twice.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: Press the  key ., de: Drücken Sie die die Taste.}
//!     next: repair
//!   repair:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: Press the key., de: Drücken Sie die Taste.}
//!     next: repair
//!   repair:
//!     escalate: technician
//! ```

use std::ops::Range;

use crate::{
    base::Level,
    check::{
        prose::{Class, Prose, Speech},
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule = Rule { code: "W322", name: "typing-slip", level: Level::Warning, run: &[Run::Text(run)] };

/// Words that stand twice in good sentences.
const TWICE: [&str; 16] =
    ["that", "had", "die", "der", "das", "den", "sie", "so", "very", "bye", "sehr", "nach", "ganz", "no", "ha", "blah"];

fn run(speech: &Speech<'_, '_>, found: &mut Found) {
    for prose in speech.prose {
        let slip = if prose.class.has(Class::SLIP) { slip(prose) } else { None };
        if let Some((at, what)) = slip.or_else(|| repeated(prose)) {
            let finding = speech.at(found, prose, at, what);
            found.push(finding.help("correct it"));
        }
    }
}

/// Finds a space or sign that is out of place, outside of what is quoted.
fn slip(prose: &Prose<'_>) -> Option<(Range<usize>, &'static str)> {
    let mut quotations = prose.quotations().iter().peekable();
    let mut chars = prose.text.char_indices().peekable();
    let (mut before, mut earlier) = ('\n', '\n');
    while let Some((at, c)) = chars.next() {
        while quotations.next_if(|it| it.end <= at).is_some() {}
        let is_quoted = quotations.peek().is_some_and(|it| it.start < at);
        let next = chars.peek().map_or('\n', |(_, next)| *next);
        let ends = next.is_whitespace();
        let what = match (before, c) {
            (' ', ' ') if earlier != '\n' && !ends && next != '\n' => Some("two spaces"),
            (' ', ',' | ';' | '!' | '?' | '.' | ':') if ends && is_lettered(earlier) => Some("a space before a sign"),
            (_, ',' | ';') if next.is_alphabetic() && before.is_alphabetic() => Some("no space behind a sign"),
            (',', ',') | (';', ';') => Some("a sign stands twice"),
            ('.', '.') if earlier != '.' && next != '.' && is_lettered(earlier) && ends => Some("a sign stands twice"),
            _ => None,
        };
        if let Some(what) = what.filter(|_| !is_quoted) {
            return Some((at..at + c.len_utf8(), what));
        }
        (earlier, before) = (before, c);
    }
    None
}

fn is_lettered(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ')' | '“' | '”' | '"')
}

/// Finds a word that stands twice in a row.
fn repeated(prose: &Prose<'_>) -> Option<(Range<usize>, &'static str)> {
    let same = prose.words().windows(2).find_map(|pair| {
        let [one, other] = pair else { return None };
        // Most pairs differ in length.
        if one.end - one.start != other.end - other.start {
            return None;
        }
        let (first, second) = (one.of(prose.text), other.of(prose.text));
        let is_slip = first == second
            && one.is_own()
            && other.is_own()
            && !one.is(Class::NUMBER.with(Class::CAPITAL))
            && prose.between(one.end, other.start) == " "
            && !TWICE.contains(&first);
        is_slip.then_some(one.start..other.end)
    });
    same.map(|at| (at, "a word stands twice"))
}

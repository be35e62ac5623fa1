//! One text as it was read, and as it was when it could last be read.

use std::sync::Arc;

use super::{
    names::{Occurrence, names},
    outline::{Item, outline},
};
use crate::{
    base::{Diagnostic, Id, SourceId, Span},
    scenario,
    tree::{self, File},
    yaml,
};

/// What stands at the end of the stem of a test file.
pub(super) const TESTS: &str = ".test";

/// What is known of a text that somebody is writing. While the text is no YAML, the names, the outline and the file
/// are those of the last text that was.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The text.
    pub text: Arc<str>,
    /// What is wrong with it, as far as one file tells.
    pub findings: Vec<Diagnostic>,
    /// The tree or the words, if there ever were any.
    pub file: Option<File>,
    /// Whether the file is that of this text.
    pub is_current: bool,
    /// Whether the text is YAML, so that the names are those of this text.
    pub is_readable: bool,
    names: Arc<Vec<Occurrence>>,
    items: Arc<Vec<Item>>,
    /// How the text differs from the one to which the names belong.
    shift: Shift,
    /// That text.
    good: Arc<str>,
}

impl Reading {
    /// Reads a text; `before` is what was known of the same file.
    pub fn new(source: SourceId, stem: &Id, text: Arc<str>, before: Option<&Self>) -> Self {
        match yaml::parse(source, &text) {
            Ok(node) if stem.as_str().ends_with(TESTS) => {
                let tested = stem.as_str().strip_suffix(TESTS).unwrap_or_default();
                let (_, findings) = scenario::read(source, tested, &text);
                let items = Arc::new(outline(&node, true));
                drop(node);
                let (good, shift, names) = (Arc::clone(&text), Shift::NONE, Arc::default());
                Self { text, findings, file: None, is_current: true, is_readable: true, names, items, shift, good }
            }
            Ok(node) => {
                let (file, findings) = tree::read_node(source, stem.as_str(), &text, &node);
                let (names, items) = (Arc::new(names(stem, &node)), Arc::new(outline(&node, false)));
                let is_current = file.is_some();
                let file = file.or_else(|| before.and_then(|it| it.file.clone()));
                drop(node);
                let (good, shift) = (Arc::clone(&text), Shift::NONE);
                Self { text, findings, file, is_current, is_readable: true, names, items, shift, good }
            }
            Err(finding) => {
                let empty = || (None, Arc::default(), Arc::default(), Arc::clone(&text));
                let known = before
                    .map(|it| (it.file.clone(), Arc::clone(&it.names), Arc::clone(&it.items), Arc::clone(&it.good)));
                let (file, names, items, good) = known.unwrap_or_else(empty);
                let shift = Shift::between(&good, &text);
                let findings = vec![finding];
                Self { text, findings, file, is_current: false, is_readable: false, names, items, shift, good }
            }
        }
    }

    /// Lists the names with their places in the present text.
    pub fn names(&self) -> impl Iterator<Item = (&Occurrence, Span)> {
        self.names.iter().filter_map(|it| self.shift.of(it.span).map(|span| (it, span)))
    }

    /// Lists the entries with their places in the present text.
    pub fn items(&self) -> Vec<Item> {
        shifted(&self.items, self.shift)
    }
}

fn shifted(items: &[Item], shift: Shift) -> Vec<Item> {
    let one = |item: &Item| {
        let (span, range) = (shift.of(item.span)?, shift.stretched(item.range));
        Some(Item { span, range, children: shifted(&item.children, shift), ..item.clone() })
    };
    items.iter().filter_map(one).collect()
}

/// How a text came out of another one: everything between two places was replaced.
#[derive(Clone, Copy, Debug)]
struct Shift {
    /// Up to here both are the same.
    same_until: u32,
    /// From here on, in the old text, they are the same again.
    same_from: u32,
    /// The same place in the new text.
    now_from: u32,
}

impl Shift {
    const NONE: Self = Self { same_until: u32::MAX, same_from: u32::MAX, now_from: u32::MAX };

    fn between(old: &str, new: &str) -> Self {
        let until = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        let most = old.len().min(new.len()) - until;
        let after = old.bytes().rev().zip(new.bytes().rev()).take(most).take_while(|(a, b)| a == b).count();
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self { same_until: narrow(until), same_from: narrow(old.len() - after), now_from: narrow(new.len() - after) }
    }

    /// Where a place of the old text lies in the new one; nothing if it was replaced.
    fn of(self, span: Span) -> Option<Span> {
        if span.end <= self.same_until {
            return Some(span);
        }
        (self.same_from <= span.start).then(|| Span { start: self.later(span.start), end: self.later(span.end) })
    }

    /// The same for a place that may contain what was replaced.
    fn stretched(self, span: Span) -> Span {
        let start = if span.start <= self.same_until { span.start } else { self.later(span.start.max(self.same_from)) };
        let end = if span.end <= self.same_until { span.end } else { self.later(span.end.max(self.same_from)) };
        Span { start, end: end.max(start) }
    }

    fn later(self, offset: u32) -> u32 {
        offset - self.same_from + self.now_from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(reading: &Reading) -> Vec<String> {
        let text = |span: Span| reading.text.get(span.start as usize..span.end as usize).unwrap_or("?").to_owned();
        reading.names().map(|(_, span)| text(span)).collect()
    }

    #[test]
    fn names_keep_their_places_while_the_text_is_broken() {
        let stem = Id::new("t");
        let text = "format: 1\ntitle: T\nstart: a\nsteps:\n  a: {escalate: desk}\n  b: {escalate: desk}\n";
        let first = Reading::new(SourceId(0), &stem, text.into(), None);
        assert!(first.is_readable && first.is_current);
        let broken = text.replace("a: {escalate: desk}", "a: {escalate: ädesk, ");
        let second = Reading::new(SourceId(0), &stem, broken.into(), Some(&first));
        assert!(!second.is_readable && second.file.is_some());
        assert_eq!(shown(&second), ["a", "a", "b", "desk"]);
        let worse = Reading::new(SourceId(0), &stem, "{".into(), Some(&second));
        assert_eq!(shown(&worse), Vec::<String>::new());
        let back = Reading::new(SourceId(0), &stem, text.into(), Some(&worse));
        assert_eq!(shown(&back), ["a", "a", "desk", "b", "desk"]);
    }
}

//! The entries of a file as a tree, for the outline beside the text.

use super::names::get;
use crate::{
    base::{Lang, Span},
    tree::format::{Construct, Sort, TESTS, TREE, Takes, VOCABULARY, is_vocabulary, step_kind},
    yaml::{Kind, Node},
};

/// One entry with what it contains.
#[derive(Clone, Debug)]
pub struct Item {
    /// The id, or the key of a whole section.
    pub name: String,
    /// What it says, in the first language.
    pub detail: String,
    /// What it declares; nothing for a section.
    pub sort: Option<Sort>,
    /// The kind of a step in one word.
    pub kind: &'static str,
    /// Where the id stands.
    pub span: Span,
    /// From the id to the end of all that belongs to it.
    pub range: Span,
    /// What it contains.
    pub children: Vec<Self>,
}

/// Lists the sections of a file and what they declare.
pub(super) fn outline(node: &Node<'_>, is_tests: bool) -> Vec<Item> {
    let construct: &Construct = if is_tests {
        &TESTS
    } else if is_vocabulary(|key| get(node, key).is_some()) {
        &VOCABULARY
    } else {
        &TREE
    };
    let mut items = Vec::new();
    for (key, value) in node.as_map().unwrap_or_default() {
        let Some(known) = key.as_str().and_then(|name| construct.key(name)) else { continue };
        let (detail, children) = match known.takes {
            Takes::Each(sort, inner) => (String::new(), each(value, sort, |entry| first_text(entry, inner))),
            Takes::Steps => (String::new(), steps(value)),
            Takes::Text => (words(value), Vec::new()),
            _ => continue,
        };
        items.push(item(key, value, None, known.name, detail, children));
    }
    items
}

fn each(node: &Node<'_>, sort: Sort, detail: impl Fn(&Node<'_>) -> String) -> Vec<Item> {
    let entries = node.as_map().unwrap_or_default().iter();
    entries.map(|(key, value)| item(key, value, Some(sort), sort.as_str(), detail(value), Vec::new())).collect()
}

fn steps(node: &Node<'_>) -> Vec<Item> {
    let one = |(key, value): &(Node<'_>, Node<'_>)| {
        let kind = step_kind(|key| get(value, key).is_some());
        let answers = get(value, "answers")
            .map(|it| each(it, Sort::Answer, |it| get(it, "text").map_or_else(String::new, words)));
        let detail = kind.map(|kind| first_text(value, kind)).unwrap_or_default();
        item(key, value, Some(Sort::Step), kind.map_or("step", |kind| kind.name), detail, answers.unwrap_or_default())
    };
    node.as_map().unwrap_or_default().iter().map(one).collect()
}

fn item(
    key: &Node<'_>,
    value: &Node<'_>,
    sort: Option<Sort>,
    kind: &'static str,
    detail: String,
    children: Vec<Item>,
) -> Item {
    let range = Span { start: key.span.start, end: value.end().max(key.span.end) };
    Item { name: key.as_str().unwrap_or_default().to_owned(), detail, sort, kind, span: key.span, range, children }
}

/// The words of the first key of a construct that is there.
fn first_text(node: &Node<'_>, construct: &Construct) -> String {
    let there = construct.keys.iter().find_map(|key| get(node, key.name));
    there.map(words).unwrap_or_default()
}

/// One line of a text, in English or the first language.
fn words(node: &Node<'_>) -> String {
    let said = match &node.kind {
        Kind::Scalar(words) => words.as_ref(),
        Kind::Map(entries) => {
            let english = get(node, Lang::EN.as_str());
            english.or_else(|| entries.first().map(|(_, value)| value)).and_then(Node::as_str).unwrap_or_default()
        }
        _ => "",
    };
    crate::base::clean_line(said).into_owned()
}

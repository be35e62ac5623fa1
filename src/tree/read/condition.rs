//! Reads conditions on facts.

use super::{Fields, Reader, question::bound};
use crate::{
    base::{Id, Span},
    tree::{Bound, Condition, Test, format},
    yaml::{Kind, Node},
};

/// The deepest nesting of conditions; YAML's own limit lies near it.
const HELP: &str = "write `{fact: value}`, `{fact: [a, b]}`, `{fact: {below: 5}}`, `all`, `any`, `not` or `known`";

/// Reads a condition: several keys mean all of them.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Condition> {
    let fields = Fields::read_any(reader, node, "a condition")?;
    let mut parts = Vec::new();
    for (key, value) in fields.entries() {
        let part = match key.as_str().unwrap_or_default() {
            "all" => list(reader, value).map(Condition::All),
            "any" => list(reader, value).map(Condition::Any),
            "not" => read(reader, value).map(|inner| Condition::Not(Box::new(inner))),
            "known" => reader.link(value, "a fact").map(Condition::Known),
            _ => {
                let fact = reader.link(key, "a fact");
                fact.and_then(|fact| test(reader, value).map(|test| Condition::Fact(fact, test)))
            }
        };
        parts.extend(part);
    }
    if parts.len() == 1 {
        return parts.pop();
    }
    if parts.is_empty() {
        reader.value(node, "a condition", HELP);
        return None;
    }
    Some(Condition::All(parts))
}

fn list(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Vec<Condition>> {
    let Some(items) = node.as_list().filter(|items| !items.is_empty()) else {
        reader.shape(node, "this must be a list of conditions");
        return None;
    };
    Some(items.iter().filter_map(|item| read(reader, item)).collect())
}

fn test(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Test> {
    match &node.kind {
        Kind::Scalar(_) => Some(Test::Is(vec![value(reader, node)?])),
        Kind::List(items) if !items.is_empty() => {
            Some(Test::Is(items.iter().filter_map(|item| value(reader, item)).collect()))
        }
        Kind::Map(_) => {
            let fields = Fields::read(reader, node, &format::RANGE)?;
            let mut end = |key| fields.get(key).and_then(|node| bound(reader, node, number_or_day));
            let (from, below) = (end("from"), end("below"));
            if from.is_none() && below.is_none() {
                reader.value(node, "a range", "write `from`, `below` or both");
                return None;
            }
            Some(Test::Range { from, below })
        }
        _ => {
            reader.value(node, "a condition", HELP);
            None
        }
    }
}

fn value(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<(Id, Span)> {
    reader.scalar(node, "a value").map(|name| (Id::new(name), node.span))
}

fn number_or_day(text: &str) -> Option<Bound> {
    Bound::parse_number(text).or_else(|| Bound::parse_day(text))
}

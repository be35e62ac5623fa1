//! Reads the shared vocabulary.

use indexmap::IndexMap;

use super::{Fields, Reader, format_is_known, probe, question};
use crate::{
    base::Id,
    tree::{Fact, FactKind, FactValue, Human, Input, Risks, Role, Severity, Term, Vocabulary, Warning, Within, format},
    yaml::Node,
};

/// Reads a whole file of vocabulary.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Vocabulary> {
    let fields = Fields::read(reader, node, &format::VOCABULARY)?;
    if !format_is_known(reader, &fields) {
        return None;
    }
    Some(Vocabulary {
        facts: fields.get("facts").map(|node| facts(reader, node)).unwrap_or_default(),
        warnings: each(reader, fields.get("warnings"), "`warnings`", warning),
        checks: each(reader, fields.get("checks"), "`checks`", probe::read),
        terms: each(reader, fields.get("terms"), "`terms`", term),
        roles: each(reader, fields.get("roles"), "`roles`", role),
        human: fields.get("human").and_then(|node| human(reader, node)),
        exceptions: std::mem::take(&mut reader.exceptions),
    })
}

/// Reads a mapping of ids, one entry at a time.
fn each<T>(
    reader: &mut Reader<'_>,
    node: Option<&Node<'_>>,
    what: &str,
    mut read: impl FnMut(&mut Reader<'_>, &Node<'_>, &Node<'_>) -> Option<T>,
) -> IndexMap<Id, T> {
    let mut found = IndexMap::new();
    let Some(node) = node else { return found };
    let Some(entries) = Fields::read_any(reader, node, what) else { return found };
    for (key, value) in entries.entries() {
        // The ids of checks are grouped by dots.
        let plain = key.as_str().unwrap_or_default().replace('.', "-");
        let id = if Id::is_well_formed(&plain) && what == "`checks`" {
            key.as_str().map(Id::new)
        } else {
            reader.id(key, "an id")
        };
        if let Some(id) = id
            && let Some(value) = read(reader, key, value)
        {
            found.insert(id, value);
        }
    }
    found
}

/// Reads facts, of the vocabulary or of one tree.
pub(super) fn facts(reader: &mut Reader<'_>, node: &Node<'_>) -> IndexMap<Id, Fact> {
    each(reader, Some(node), "`facts`", fact)
}

fn fact(reader: &mut Reader<'_>, key: &Node<'_>, node: &Node<'_>) -> Option<Fact> {
    let fields = Fields::read(reader, node, &format::FACT)?;
    reader.exceptions(&fields, Some((key.span, node)));
    if matches!(key.as_str(), Some("all" | "any" | "not" | "known")) {
        let help = "`all`, `any`, `not` and `known` mean something else in conditions; choose another name";
        reader.value(key, "a name for a fact", help);
    }
    let name = reader.needed_text(&fields, "name", key.span, "say what the fact is called in a hand-over");
    let values = fields.get("values").map(|node| values(reader, node)).unwrap_or_default();
    let input = fields.get("input").and_then(|node| question::input(reader, node));
    let derived = fields.get("derived").and_then(|node| {
        reader.word(
            node,
            "a derived fact",
            &[("tried", FactKind::Tried), ("measured", FactKind::Measured)]
                .map(|(w, k)| (w, matches!(k, FactKind::Tried))),
        )
    });
    let kind = match (derived, input) {
        (Some(true), _) => FactKind::Tried,
        (Some(false), _) => FactKind::Measured,
        (None, Some(input)) => FactKind::Given { input, values },
        (None, None) if values.is_empty() => {
            FactKind::Given { input: Input::Text { max: 500, pattern: None, private: false }, values }
        }
        (None, None) => FactKind::Given { input: Input::Choice, values },
    };
    if let FactKind::Given { input: Input::Many, values } = &kind
        && values.is_empty()
    {
        reader.missing(key.span, "values", "list what may be chosen");
    }
    let private = reader.flag(&fields, "private")
        || matches!(&kind, FactKind::Given { input: Input::Text { private: true, .. }, .. });
    let stale =
        fields.get("stale-after").and_then(|node| reader.word(node, "when a fact is stale", &[("instruction", ())]));
    Some(Fact {
        place: reader.place(key.span),
        name,
        ask: reader.optional_text(&fields, "ask"),
        look: reader.optional_text(&fields, "look"),
        kind,
        private,
        stale_after_instruction: stale.is_some(),
    })
}

fn values(reader: &mut Reader<'_>, node: &Node<'_>) -> Vec<FactValue> {
    if let Some(items) = node.as_list() {
        let ids = items.iter().filter_map(|item| reader.id(item, "a value"));
        return ids.map(|id| FactValue { id, text: None }).collect();
    }
    let Some(entries) = Fields::read_any(reader, node, "`values`") else { return Vec::new() };
    let mut values = Vec::new();
    for (key, value) in entries.entries() {
        if let Some(id) = reader.id(key, "a value") {
            values.push(FactValue { id, text: reader.text(value) });
        }
    }
    values
}

fn warning(reader: &mut Reader<'_>, key: &Node<'_>, node: &Node<'_>) -> Option<Warning> {
    let fields = Fields::read(reader, node, &format::WARNING)?;
    reader.exceptions(&fields, Some((key.span, node)));
    let level = match fields.get("level") {
        Some(node) => reader.word(node, "a level", &Severity::WORDS),
        None => {
            reader.missing(key.span, "level", "write danger, warning, caution or notice");
            None
        }
    };
    Some(Warning {
        place: reader.place(key.span),
        hazard: reader.needed_text(&fields, "hazard", key.span, "say what is dangerous"),
        consequence: reader.needed_text(&fields, "consequence", key.span, "say what may happen"),
        avoid: reader.needed_text(&fields, "avoid", key.span, "say what to do about it"),
        level: level.unwrap_or(Severity::Warning),
        risks: fields.get("risks").map_or(Risks::all(), |node| reader.risks(node)),
    })
}

fn term(reader: &mut Reader<'_>, key: &Node<'_>, node: &Node<'_>) -> Option<Term> {
    let fields = Fields::read(reader, node, &format::TERM)?;
    reader.exceptions(&fields, Some((key.span, node)));
    Some(Term {
        place: reader.place(key.span),
        term: reader.needed_text(&fields, "term", key.span, "write the word"),
        means: reader.needed_text(&fields, "means", key.span, "explain it in plain words"),
        also: reader.phrases(fields.get("also")),
    })
}

fn role(reader: &mut Reader<'_>, key: &Node<'_>, node: &Node<'_>) -> Option<Role> {
    let fields = Fields::read(reader, node, &format::ROLE)?;
    Some(Role {
        place: reader.place(key.span),
        name: reader.needed_text(&fields, "name", key.span, "say what the person or body is called"),
        within: fields.get("within").map(|node| within(reader, node)).unwrap_or_default(),
    })
}

fn within(reader: &mut Reader<'_>, node: &Node<'_>) -> Within {
    let Some(fields) = Fields::read(reader, node, &format::WITHIN) else { return Within::default() };
    Within {
        now: reader.duration(fields.get("now")),
        soon: reader.duration(fields.get("soon")),
        normal: reader.duration(fields.get("normal")),
    }
}

fn human(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Human> {
    let fields = Fields::read(reader, node, &format::HUMAN)?;
    let Some(role) = fields.get("role") else {
        reader.missing(node.span, "role", "name who takes over");
        return None;
    };
    Some(Human {
        place: reader.place(node.span),
        role: reader.link(role, "a role")?,
        collect: reader.links(fields.get("collect"), "fact"),
    })
}

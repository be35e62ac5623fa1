//! Reads a test file, with every finding at once.

use super::{Answered, Assertion, Expected, Given, Opening, Suite, Walk, Word};
use crate::{
    base::{Diagnostic, Id, SourceId, Span},
    tree::{Date, Fields, Reader, format, format_is_known, shorten},
    yaml::{self, Kind, Node},
};

/// Reads the text of a test file; `tree` is the stem of its name, the tree that it tests.
///
/// A suite with findings is returned as far as it could be read.
pub fn read(source: SourceId, tree: &str, text: &str) -> (Option<Suite>, Vec<Diagnostic>) {
    let node = match yaml::parse(source, text) {
        Ok(node) => node,
        Err(finding) if *finding.code == yaml::codes::EMPTY => {
            return (None, vec![finding.help("a test file begins with `format: 1`, then `walks:`")]);
        }
        Err(finding) => return (None, vec![finding]),
    };
    let mut reader = Reader::new(source, text);
    let suite = suite(&mut reader, tree, &node);
    let mut findings = reader.into_findings();
    findings.sort_by_key(|finding| finding.place.span);
    (suite, findings)
}

fn suite(reader: &mut Reader<'_>, tree: &str, node: &Node<'_>) -> Option<Suite> {
    let fields = Fields::read(reader, node, &format::TESTS)?;
    if !format_is_known(reader, &fields) {
        return None;
    }
    Some(Suite {
        tree: Id::new(tree),
        source: reader.source(),
        complete: reader.flag(&fields, "complete"),
        walks: each(reader, fields.get("walks"), "`walks`", walk),
        steps: each(reader, fields.get("steps"), "`steps`", assertion),
    })
}

/// Reads a mapping of scenarios by id.
fn each<T>(
    reader: &mut Reader<'_>,
    node: Option<&Node<'_>>,
    what: &str,
    mut read: impl FnMut(&mut Reader<'_>, Id, Span, &Node<'_>) -> Option<T>,
) -> Vec<T> {
    let mut found = Vec::new();
    let Some(node) = node else { return found };
    let Some(entries) = Fields::read_any(reader, node, what) else { return found };
    for (key, value) in entries.entries() {
        if let Some(id) = reader.id(key, "a scenario's id") {
            found.extend(read(reader, id, key.span, value));
        }
    }
    found
}

fn walk(reader: &mut Reader<'_>, id: Id, span: Span, node: &Node<'_>) -> Option<Walk> {
    let fields = Fields::read(reader, node, &format::WALK)?;
    if !fields.has("ends") {
        reader.missing(span, "ends", "write how it ends, such as `ends: {fix: switched-off}`");
    }
    let within = fields.get("within");
    Some(Walk {
        id,
        span,
        title: reader.optional_text(&fields, "title"),
        opening: opening(reader, &fields),
        answers: answers(reader, fields.get("answers")),
        ends: fields.get("ends").and_then(|node| expected(reader, node)),
        at: fields.get("at").and_then(|node| word(reader, node, "a step")),
        cause: fields.get("cause").map(|node| words(reader, node, "a cause")).unwrap_or_default(),
        collected: given_by_name(reader, fields.get("collected"), "`collected`"),
        within: reader.duration(within).zip(within.map(|node| node.span)),
    })
}

fn assertion(reader: &mut Reader<'_>, id: Id, span: Span, node: &Node<'_>) -> Option<Assertion> {
    let fields = Fields::read(reader, node, &format::ASSERTION)?;
    if !fields.has("leads") && !fields.has("ends") {
        reader.missing(span, "leads", "write the step that follows, or how the case ends with `ends:`");
    }
    let Some(at) = fields.get("at") else {
        reader.missing(span, "at", "write the step that is asked");
        return None;
    };
    Some(Assertion {
        id,
        span,
        title: reader.optional_text(&fields, "title"),
        opening: opening(reader, &fields),
        at: word(reader, at, "a step")?,
        answer: fields.get("answer").and_then(|node| given(reader, node)),
        leads: fields.get("leads").and_then(|node| word(reader, node, "a step")),
        ends: fields.get("ends").and_then(|node| expected(reader, node)),
    })
}

fn opening(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) -> Opening {
    let voices = [("customer", false), ("agent", true)];
    Opening {
        as_agent: fields.get("as").and_then(|node| reader.word(node, "a voice", &voices)).unwrap_or(false),
        today: fields.get("today").and_then(|node| today(reader, node)),
        facts: given_by_name(reader, fields.get("facts"), "`facts`"),
        confirmed: !fields.has("confirmed") || reader.flag(fields, "confirmed"),
    }
}

fn today(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Date> {
    reader.date(Some(node))
}

fn answers(reader: &mut Reader<'_>, node: Option<&Node<'_>>) -> Vec<Answered> {
    let mut found = Vec::new();
    let Some(node) = node else { return found };
    let Some(entries) = Fields::read_any(reader, node, "`answers`") else { return found };
    for (key, value) in entries.entries() {
        let Some(step) = word(reader, key, "a step") else { continue };
        let visits = match &value.kind {
            Kind::List(items) => items.iter().filter_map(|item| given(reader, item)).collect(),
            _ => given(reader, value).into_iter().collect(),
        };
        found.push(Answered { step, visits });
    }
    found
}

/// Reads values by the names of facts.
fn given_by_name(reader: &mut Reader<'_>, node: Option<&Node<'_>>, what: &str) -> Vec<(Word, Given)> {
    let mut found = Vec::new();
    let Some(node) = node else { return found };
    let Some(entries) = Fields::read_any(reader, node, what) else { return found };
    for (key, value) in entries.entries() {
        if let Some(name) = word(reader, key, "a fact")
            && let Some(given) = given(reader, value)
        {
            found.push((name, given));
        }
    }
    found
}

/// Reads one value: a word, a list, or `{many: [...]}`.
fn given(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Given> {
    match &node.kind {
        Kind::Map(_) => {
            let fields = Fields::read(reader, node, &format::MANY)?;
            let Some(many) = fields.get("many") else {
                reader.missing(node.span, "many", "write `{many: [one, other]}`, or one word");
                return None;
            };
            Some(Given { span: many.span, words: words(reader, many, "an answer"), several: true })
        }
        Kind::List(_) => Some(Given { span: node.span, words: words(reader, node, "an answer"), several: true }),
        _ => {
            let word = word(reader, node, "an answer")?;
            Some(Given { span: node.span, words: vec![word], several: false })
        }
    }
}

fn word(reader: &mut Reader<'_>, node: &Node<'_>, what: &str) -> Option<Word> {
    let text = reader.scalar(node, what)?;
    Some(Word { text: text.trim_end().to_owned(), span: node.span })
}

fn words(reader: &mut Reader<'_>, node: &Node<'_>, what: &str) -> Vec<Word> {
    match node.as_list() {
        Some(items) => items.iter().filter_map(|item| word(reader, item, what)).collect(),
        None => word(reader, node, what).into_iter().collect(),
    }
}

fn expected(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Expected> {
    let fields = Fields::read(reader, node, &format::EXPECTED)?;
    let [(key, value)] = fields.entries() else {
        let help = "write one of `{fix: CAUSE}`, `{escalate: ROLE}`, `{continue: TREE}`, `{exit: NAME}`";
        reader.conflict(node.span, "an ending is exactly one thing", help);
        return None;
    };
    let kind = shorten(key.as_str().unwrap_or_default());
    if kind == "fix" {
        return Some(Expected::Fix(words(reader, value, "a cause")));
    }
    let word = word(reader, value, "a name")?;
    match kind.as_str() {
        "escalate" => Some(Expected::Escalate(word)),
        "continue" => Some(Expected::Continue(word)),
        "exit" => Some(Expected::Exit(word)),
        _ => None,
    }
}

//! Reads questions: input, answers, guards and ways out.

use super::{Fields, Reader, codes};
use crate::{
    base::{Id, Span},
    tree::{Answer, Bound, Chance, Guard, Input, Link, Outlet, Pattern, Question, Retry, Risks, Scale, format},
    yaml::{Kind, Node},
};

/// The most characters of a text answer where the author says nothing.
const DEFAULT_MAX_TEXT: u32 = 500;

/// Reads the question whose keys stand in `fields`, the keys of a whole step.
pub(super) fn read(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, step: Span) -> Question {
    let ask = reader.needed_text(fields, "ask", step, "write what is asked");
    let input = fields.get("input").and_then(|node| input(reader, node)).unwrap_or(Input::Choice);
    let answers = fields.get("answers").map(|node| answers(reader, node, &input)).unwrap_or_default();
    let next = fields.get("next").and_then(|node| outlet(reader, node));
    match (fields.entry("answers"), fields.entry("next"), &input) {
        (Some(_), Some((key, _)), _) => {
            reader.conflict(
                key.span,
                "`next` does not go with `answers`",
                "let each answer lead on, or delete `answers`",
            );
        }
        (None, None, _) => reader.missing(step, "answers", "write the answers and where each leads"),
        (None, Some((key, _)), Input::Choice | Input::Many) => {
            reader.conflict(key.span, "a question to choose from needs `answers`", "write the answers, or an `input`");
        }
        (Some((key, node)), None, _) => needed_answers(reader, key.span, node, &input, &answers),
        _ => {}
    }
    Question {
        ask,
        input,
        fact: fields.get("fact").and_then(|node| reader.link(node, "a fact")),
        check: fields.get("check").and_then(|node| reader.link(node, "a check")),
        answers,
        next,
    }
}

/// Reports a question that cannot be answered, or not by everyone.
fn needed_answers(reader: &mut Reader<'_>, key: Span, node: &Node<'_>, input: &Input, answers: &[Answer]) {
    let has = |id: &str| answers.iter().any(|answer| answer.id.as_str() == id);
    if node.as_map().is_some_and(<[_]>::is_empty) {
        reader.missing(key, "answers", "write at least two answers");
    } else if matches!(input, Input::Many) && !has("none") {
        reader.missing(key, "none", "where several may be chosen, add the answer `none`");
    } else if matches!(input, Input::Text { .. }) && !answers.is_empty() && !has("otherwise") {
        reader.missing(key, "otherwise", "add `otherwise` for all texts that match nothing");
    }
}

/// Reads how a question or fact is answered.
pub(super) fn input(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Input> {
    let fields = Fields::read(reader, node, &format::INPUT)?;
    let Some(kind) = fields.get("kind") else {
        reader.missing(node.span, "kind", "write number, date, text or many");
        return None;
    };
    let kinds = [("number", 'n'), ("date", 'd'), ("text", 't'), ("many", 'm')];
    let kind = reader.word(kind, "a kind of input", &kinds)?;
    let word = fields.get("kind").and_then(Node::as_str).unwrap_or_default();
    let allowed = format::INPUT_KINDS.iter().find(|it| it.kind == word).map_or(&[] as &[&str], |it| it.keys);
    for (key, _) in fields.entries() {
        let name = key.as_str().unwrap_or_default();
        if name != "kind" && format::INPUT.has(name) && !allowed.contains(&name) {
            reader.conflict(key.span, format!("`{name}` does not go with this kind of input"), "delete it");
        }
    }
    Some(match kind {
        'n' => Input::Number {
            scale: scale(reader, &fields, node.span, Bound::parse_number),
            unit: reader.optional_text(&fields, "unit"),
        },
        'd' => Input::Date(scale(reader, &fields, node.span, Bound::parse_day)),
        't' => text_input(reader, &fields),
        _ => Input::Many,
    })
}

fn text_input(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) -> Input {
    let max = fields.get("max").and_then(|node| {
        let max = node.as_str().and_then(|text| text.parse().ok()).filter(|max| (1..=100_000).contains(max));
        if max.is_none() {
            reader.value(node, "a length", "write a number of characters from 1 to 100000");
        }
        max
    });
    let pattern = fields.get("pattern").and_then(|node| pattern(reader, node));
    Input::Text { max: max.unwrap_or(DEFAULT_MAX_TEXT), pattern, private: reader.flag(fields, "private") }
}

fn scale(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, span: Span, parse: fn(&str) -> Option<Bound>) -> Scale {
    let mut end = |key| fields.get(key).and_then(|node| bound(reader, node, parse));
    let scale = Scale { span, min: end("min"), max: end("max") };
    if let (Some(min), Some(max)) = (&scale.min, &scale.max)
        && max < min
    {
        reader.conflict(span, "`max` lies below `min`", "swap them");
    }
    scale
}

/// Reads one end of a range.
pub(super) fn bound(reader: &mut Reader<'_>, node: &Node<'_>, parse: fn(&str) -> Option<Bound>) -> Option<Bound> {
    let found = parse(reader.scalar(node, "an end of a range")?);
    if found.is_none() {
        reader.value(
            node,
            "an end of a range",
            "write a finite number, a day such as `2026-11-23`, or `today - 2 years`",
        );
    }
    found
}

fn pattern(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Pattern> {
    let text = reader.scalar(node, "a pattern")?;
    match Pattern::new(text) {
        Ok(pattern) => Some(pattern),
        Err(reason) => {
            let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            let finding = reader
                .finding(&codes::PATTERN, node.span, "this is not a regular expression")
                .label(reason)
                .help("put the pattern into single quotes; `\\.` is a dot, `.` any character");
            reader.report(finding);
            None
        }
    }
}

fn answers(reader: &mut Reader<'_>, node: &Node<'_>, input: &Input) -> Vec<Answer> {
    let Some(entries) = Fields::read_any(reader, node, "`answers`") else { return Vec::new() };
    let mut answers: Vec<Answer> =
        entries.entries().iter().filter_map(|(key, value)| answer(reader, key, value, input)).collect();
    // "I am not sure" always comes last, wherever the author wrote it.
    if let Some(position) = answers.iter().position(|answer| answer.id.as_str() == "unsure") {
        let unsure = answers.remove(position);
        answers.push(unsure);
    }
    answers
}

fn answer(reader: &mut Reader<'_>, key: &Node<'_>, node: &Node<'_>, input: &Input) -> Option<Answer> {
    let id = reader.id(key, "an answer's id")?;
    if matches!(node.kind, Kind::Null) {
        reader.missing(key.span, "next", "write the step that this answer leads to");
        return None;
    }
    if matches!(node.kind, Kind::Scalar(_)) {
        let guard = guard(reader, None, &id, key.span, input);
        let outlet = outlet(reader, node)?;
        let (text, summary, help, likely, guards) = (None, None, None, Vec::new(), Risks::default());
        return Some(Answer { id, span: key.span, text, summary, help, guard, likely, guards, outlet });
    }
    let fields = Fields::read(reader, node, &format::ANSWER)?;
    let text = reader.optional_text(&fields, "text");
    let guard = guard(reader, Some(&fields), &id, key.span, input);
    if id.as_str() != "unsure"
        && let Some((key, _)) = fields.entry("help")
    {
        reader.conflict(key.span, "`help` belongs to `unsure`", "use `look` of the question instead");
    }
    let next = match fields.get("next") {
        Some(node) => outlet(reader, node),
        None => {
            reader.missing(key.span, "next", "write the step that this answer leads to");
            None
        }
    };
    Some(Answer {
        id,
        span: key.span,
        text,
        summary: reader.optional_text(&fields, "summary"),
        help: reader.optional_text(&fields, "help"),
        guard,
        likely: chances(reader, fields.get("if")),
        guards: fields.get("guards").map_or(Risks::default(), |node| reader.risks(node)),
        outlet: next?,
    })
}

/// Reads which typed input means this answer.
fn guard(reader: &mut Reader<'_>, fields: Option<&Fields<'_, '_>>, id: &Id, span: Span, input: &Input) -> Guard {
    let get = |key: &str| fields.and_then(|fields| fields.get(key));
    let stray: &[&str] = match input {
        Input::Number { .. } | Input::Date(_) => &["matches"],
        Input::Text { .. } => &["from", "below"],
        Input::Choice | Input::Many => &["from", "below", "matches"],
    };
    for key in stray {
        if let Some((node, _)) = fields.and_then(|fields| fields.entry(key)) {
            let help = "`from` and `below` need a number or date, `matches` a text: write an `input`";
            reader.conflict(node.span, format!("`{key}` does not go with this question"), help);
        }
    }
    match input {
        _ if id.as_str() == "unsure" => Guard::Chosen,
        Input::Choice | Input::Many => Guard::Chosen,
        Input::Text { .. } if id.as_str() == "otherwise" => Guard::Otherwise,
        Input::Text { .. } => match get("matches") {
            Some(node) => pattern(reader, node).map_or(Guard::Otherwise, Guard::Matches),
            None => {
                reader.missing(span, "matches", "write a regular expression, or call the answer `otherwise`");
                Guard::Otherwise
            }
        },
        Input::Number { .. } | Input::Date(_) => {
            let parse = if matches!(input, Input::Date(_)) { Bound::parse_day } else { Bound::parse_number };
            let from = get("from").and_then(|node| bound(reader, node, parse));
            let below = get("below").and_then(|node| bound(reader, node, parse));
            if get("from").is_none() && get("below").is_none() {
                reader.missing(span, "from", "write `from`, `below` or both");
            }
            Guard::Range { from, below }
        }
    }
}

/// Reads likelihoods per cause.
pub(super) fn chances(reader: &mut Reader<'_>, node: Option<&Node<'_>>) -> Vec<(Link<()>, Chance)> {
    let Some(node) = node else { return Vec::new() };
    let Some(entries) = Fields::read_any(reader, node, "the likelihoods") else { return Vec::new() };
    let mut found = Vec::new();
    for (key, value) in entries.entries() {
        if let Some(cause) = reader.link(key, "a cause")
            && let Some(chance) = chance(reader, value)
        {
            found.push((cause, chance));
        }
    }
    found
}

/// Reads one likelihood.
pub(super) fn chance(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Chance> {
    let found = Chance::parse(reader.scalar(node, "a likelihood")?);
    if found.is_none() {
        let help = "possible: almost always, usually, often, sometimes, rarely, almost never, or 0 to 1";
        reader.value(node, "a likelihood", help);
    }
    found
}

/// Reads a way out: a step's id, or a bounded one.
pub(super) fn outlet(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Outlet> {
    if node.as_map().is_none() {
        return Some(Outlet { to: reader.link(node, "a step's id")?, retry: None });
    }
    let fields = Fields::read(reader, node, &format::BOUNDED_WAY)?;
    let mut needed = |key: &str, help: &str| {
        if !fields.has(key) {
            reader.missing(node.span, key, help);
        }
        fields.get(key)
    };
    let step = needed("step", "write where it leads");
    let times = needed("times", "write how often it may be taken");
    let then = needed("then", "write where it leads after that");
    let to = reader.link(step?, "a step's id")?;
    let then = reader.link(then?, "a step's id")?;
    let times_node = times?;
    let times = times_node.as_str().and_then(|text| text.parse().ok()).filter(|times| (1..=100).contains(times));
    if times.is_none() {
        reader.value(times_node, "a number of times", "write a number from 1 to 100");
    }
    Some(Outlet { to, retry: Some(Retry { times: times?, then }) })
}

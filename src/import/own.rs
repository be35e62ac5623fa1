//! Recognises the charts that lotse itself draws, whose boxes say number, id and kind of a step above its words.

use super::chart::{Chart, Edge, Kind, Node};
use crate::{base::Lang, words::Words};

/// The kinds of steps by the words for them, and what they are in a chart: a call and a route have answers too.
const KINDS: [(&str, Option<Kind>); 8] = [
    ("question", Some(Kind::Question)),
    ("instruction", Some(Kind::Instruction)),
    ("call", Some(Kind::Question)),
    ("route", Some(Kind::Question)),
    ("fix", Some(Kind::Fix)),
    ("escalation", Some(Kind::Escalation)),
    ("continuation", None),
    ("exit", None),
];

/// What the first line of a box says.
struct Heading<'t> {
    id: &'t str,
    kind: Option<Kind>,
    is_led: bool,
}

/// Reads the boxes and labels of a chart as what they are if lotse drew it; else joins the lines of its labels.
pub(super) fn understand(chart: &mut Chart) {
    let speakers = [Lang::EN, Lang::DE].map(Words::new);
    let speaker = speakers
        .iter()
        .find(|words| !chart.nodes.is_empty() && chart.nodes.values().all(|node| heading(node, words).is_some()));
    let Some(words) = speaker else {
        for label in chart.edges.iter_mut().filter_map(|edge| edge.label.as_mut()) {
            *label = label.replace('\n', " ");
        }
        return;
    };
    let undone = words.say("outcome-not-done");
    let edges = std::mem::take(&mut chart.edges);
    for edge in edges {
        let answers = edge.label.as_deref().map(answers).unwrap_or_default();
        let is_done = chart.nodes.get_index(edge.from).is_some_and(|(_, node)| is_instruction(node, words));
        let (skipped, answers): (Vec<_>, Vec<_>) = answers.into_iter().partition(|it| is_done && *it == undone);
        // What could not be done goes on as what did not help, unless nothing says so.
        if answers.is_empty() && skipped.is_empty() {
            chart.edges.push(edge);
            continue;
        }
        if answers.is_empty() {
            chart.remarks.push("where somebody cannot follow an instruction, the chart leads elsewhere".to_owned());
        }
        chart.edges.extend(answers.into_iter().map(|label| Edge { label: Some(label), ..edge.clone() }));
    }
    let nodes = std::mem::take(&mut chart.nodes);
    for (key, mut node) in nodes {
        let Some((id, kind, is_led)) = heading(&node, words).map(|it| (it.id.to_owned(), it.kind, it.is_led)) else {
            chart.nodes.insert(key, node);
            continue;
        };
        let text = node.label.as_deref().map(|label| said(label, words)).unwrap_or_default();
        if is_led {
            chart
                .remarks
                .push(format!("`{id}` was a part or a route, which a chart cannot hold; it is a question now"));
        }
        match kind {
            Some(Kind::Fix) => node.said.cause = Some(text.clone()),
            Some(Kind::Escalation) => node.said.role = Some(text.clone()),
            _ => {}
        }
        node.said.kind = kind;
        node.label = Some(text);
        // Two boxes never have one id; if somebody drew that, nothing may get lost.
        node.said.is_id = !chart.nodes.contains_key(&id);
        let key = if node.said.is_id { id } else { key };
        chart.nodes.insert(key, node);
    }
}

/// Reads `12 power-light (question)`.
fn heading<'t>(node: &'t Node, words: &Words) -> Option<Heading<'t>> {
    let line = node.label.as_deref()?.lines().next()?;
    let (number, rest) = line.split_once(' ')?;
    let (id, word) = rest.split_once(" (")?;
    let word = word.strip_suffix(')')?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let (name, kind) = KINDS.iter().find(|(name, _)| words.say(&format!("kind-{name}")) == word)?;
    let is_led = matches!(*name, "call" | "route");
    (is_number && crate::base::Id::is_well_formed(id)).then_some(Heading { id, kind: *kind, is_led })
}

fn is_instruction(node: &Node, words: &Words) -> bool {
    heading(node, words).is_some_and(|it| it.kind == Some(Kind::Instruction))
}

/// Returns the words of a step, without the remarks below them.
fn said(label: &str, words: &Words) -> String {
    let time = words.time(60);
    let about = time.split(' ').next().unwrap_or_default();
    // Time, person and risk stand on one line, in this order.
    let is_time = |line: &str| {
        let rest = line.strip_prefix(about).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let is_remark = |line: &&str| {
        line.starts_with("⚠ ")
            || line.starts_with("… ")
            || line.contains(" · ")
            || is_time(line)
            || words.say("risk-settings") == **line
            || words.say("risk-interrupts") == **line
    };
    label.lines().skip(1).take_while(|line| !is_remark(line)).collect::<Vec<_>>().join(" ")
}

/// Takes the answers of one line apart: where there are several, each begins with a dot.
fn answers(label: &str) -> Vec<String> {
    let joined = label.replace('\n', " ");
    match joined.strip_prefix("• ") {
        Some(several) => several.split(" • ").map(str::to_owned).collect(),
        None => vec![joined],
    }
}

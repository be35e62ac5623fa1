//! The change report as JSON, one object a line. These structs are the promise to programs.

use serde::Serialize;

use super::{CaseLine, Entry, ScenarioLine, TreeWords};
use crate::base::{Id, clean_line};

/// The version of this form; it rises when a field changes its meaning or goes away.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct OfTree<'a> {
    format: u32,
    change: &'a str,
    tree: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<&'a str>,
    part: bool,
    changes: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    way: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<String>,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    walk: Option<Walk<'a>>,
}

#[derive(Serialize)]
struct Walk<'a> {
    tree: &'a str,
    answers: Vec<Answer<'a>>,
    #[serde(rename = "as")]
    voice: &'a str,
    before: String,
    now: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    step: &'a str,
    reply: String,
}

#[derive(Serialize)]
struct Word<'a> {
    format: u32,
    change: &'a str,
    kind: &'a str,
    text: String,
}

#[derive(Serialize)]
struct OfCase<'a> {
    format: u32,
    change: &'a str,
    case: &'a str,
    /// Cases of a store stand in no line.
    #[serde(skip_serializing_if = "is_zero")]
    line: usize,
    fate: &'a str,
    before: String,
    now: String,
    kept: usize,
    dropped: usize,
    lost: Vec<String>,
}

#[derive(Serialize)]
struct OfScenario<'a> {
    format: u32,
    change: &'a str,
    scenario: &'a str,
    fate: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Answer<'a>>,
    before: String,
    now: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_zero(line: &usize) -> bool {
    *line == 0
}

/// Everything that a report tells.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The trees.
    pub trees: &'a [TreeWords],
    /// The shared words.
    pub words: &'a [(&'static str, String)],
    /// The scenarios.
    pub scenarios: &'a [ScenarioLine],
    /// The recorded cases.
    pub cases: &'a [CaseLine],
    /// All of it on one line.
    pub summary: &'a str,
}

#[derive(Serialize)]
struct Last {
    format: u32,
    change: &'static str,
    text: String,
}

/// Writes one line a tree, one a shared word, one a scenario, one a case, and one with the summary.
pub fn json_lines(told: Told<'_>) -> String {
    let Told { trees, words, scenarios, cases, summary } = told;
    let plain = |text: &str| clean_line(text).into_owned();
    let mut lines = Vec::new();
    for it in trees {
        lines.push(serde_json::to_string(&OfTree {
            format: FORMAT,
            change: it.what,
            tree: it.tree.as_str(),
            was: it.was.as_ref().map(Id::as_str),
            part: it.is_part,
            changes: it.entries.iter().map(change).collect(),
        }));
    }
    for (kind, text) in words {
        lines.push(serde_json::to_string(&Word { format: FORMAT, change: "words", kind, text: plain(text) }));
    }
    for it in scenarios {
        lines.push(serde_json::to_string(&OfScenario {
            format: FORMAT,
            change: "scenario",
            scenario: &it.name,
            fate: it.fate,
            after: it.after.as_ref().map(|(step, reply)| Answer { step, reply: plain(reply) }),
            before: plain(&it.before),
            now: plain(&it.now),
            message: it.message.as_ref().map(|message| plain(message)),
        }));
    }
    for it in cases {
        lines.push(serde_json::to_string(&OfCase {
            format: FORMAT,
            change: "case",
            case: &it.number,
            line: it.line,
            fate: it.fate,
            before: plain(&it.before),
            now: plain(&it.now),
            kept: it.kept,
            dropped: it.dropped,
            lost: it.lost.iter().map(|lost| plain(lost)).collect(),
        }));
    }
    lines.push(serde_json::to_string(&Last { format: FORMAT, change: "summary", text: plain(summary) }));
    lines.into_iter().flatten().flat_map(|line| [line, "\n".to_owned()]).collect()
}

fn change(entry: &Entry) -> Change<'_> {
    let plain = |text: &String| clean_line(text).into_owned();
    Change {
        kind: entry.kind,
        step: entry.step.as_ref().map(Id::as_str),
        was: entry.was.as_ref().map(Id::as_str),
        way: entry.way.as_deref(),
        before: entry.before.as_ref().map(plain),
        now: entry.now.as_ref().map(plain),
        text: plain(&entry.text),
        walk: entry.walk.as_ref().map(|walk| Walk {
            tree: walk.tree.as_str(),
            answers: walk.ids.iter().map(|(step, reply)| Answer { step, reply: plain(reply) }).collect(),
            voice: if walk.agent { "agent" } else { "customer" },
            before: plain(&walk.before),
            now: plain(&walk.now),
        }),
    }
}

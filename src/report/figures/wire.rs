//! Figures for programs, as JSON lines and as CSV. These structs are the promise to them.

use csv::Writer;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Absent, Figures, Never};
use crate::{
    base::clean_line,
    case::{Sample, Tally, Topic},
};

/// The version of this form; it rises when a field changes its meaning or goes away.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Line<T: Serialize> {
    format: u32,
    #[serde(flatten)]
    what: T,
}

/// What was counted; times are milliseconds since the beginning of 1970, UTC.
#[derive(Serialize)]
struct Scope<'a> {
    counted: &'static str,
    tree: Option<&'a str>,
    since: Option<i64>,
    until: Option<i64>,
    agent: Option<&'a str>,
    language: Option<&'a str>,
    channel: Option<&'a str>,
    now: i64,
    idle_ms: u64,
    within_ms: u64,
}

/// The figures of a group.
#[derive(Serialize)]
struct Group {
    by: &'static str,
    #[serde(flatten)]
    keys: Map<String, Value>,
    #[serde(flatten)]
    figures: Row,
}

/// The figures alone; zero where a topic does not know of them.
#[derive(Serialize)]
struct Row {
    cases: u64,
    replies: u64,
    solved: u64,
    escalated: u64,
    abandoned: u64,
    running: u64,
    moved_on: u64,
    came_back: u64,
    back: u64,
    unsure: u64,
    spent_ms: u64,
    median_ms: u64,
    ninetieth_ms: u64,
}

#[derive(Serialize)]
struct Missing<'a> {
    never: &'static str,
    tree: &'a str,
    cases: u64,
    ids: &'a [String],
}

/// Writes what was counted, each group, and what never occurs, one JSON object a line.
pub fn json_lines(figures: &Figures, never: Option<&Never>) -> String {
    let Sample { tree, since, until, agent, lang, channel, now, idle, within } = &figures.sample;
    let mut text = String::new();
    push(
        &mut text,
        Scope {
            counted: "cases",
            tree: tree.as_deref(),
            since: *since,
            until: *until,
            agent: agent.as_deref(),
            language: lang.as_deref(),
            channel: channel.as_deref(),
            now: *now,
            idle_ms: *idle,
            within_ms: *within,
        },
    );
    for (topic, tallies) in &figures.groups {
        for tally in tallies {
            let named = topic.keys().iter().zip(&tally.keys);
            let keys = named.map(|(name, key)| ((*name).to_owned(), Value::from(key.as_str()))).collect();
            push(&mut text, Group { by: topic.as_str(), keys, figures: Row::of(tally) });
        }
    }
    if let Some(Never { causes, steps }) = never {
        for (never, found) in [("cause", causes), ("step", steps)] {
            found.iter().for_each(|Absent { tree, cases, ids }| {
                push(&mut text, Missing { never, tree, cases: *cases, ids });
            });
        }
    }
    text
}

fn push(text: &mut String, what: impl Serialize) {
    // Strings and whole numbers can always be written.
    text.push_str(&serde_json::to_string(&Line { format: FORMAT, what }).unwrap_or_default());
    text.push('\n');
}

/// Writes the groups of one topic as a spreadsheet reads them.
pub fn csv(topic: Topic, tallies: &[Tally]) -> String {
    let mut writer = Writer::from_writer(Vec::new());
    let named = topic.keys().iter().map(|key| (*key).to_owned());
    // Nothing is written but to memory.
    let _heads = writer.write_record(named.chain(Row::NAMES.iter().map(|name| (*name).to_owned()))).is_ok();
    for tally in tallies {
        let keys = tally.keys.iter().map(|key| harmless(key));
        let _row = writer.write_record(keys.chain(Row::of(tally).cells())).is_ok();
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// A spreadsheet would reckon with a text that begins like a formula.
fn harmless(text: &str) -> String {
    let text = clean_line(text);
    let begins = text.starts_with(['=', '+', '-', '@']);
    if begins { format!("'{text}") } else { text.into_owned() }
}

impl Row {
    const NAMES: [&'static str; 13] = [
        "cases",
        "replies",
        "solved",
        "escalated",
        "abandoned",
        "running",
        "moved_on",
        "came_back",
        "back",
        "unsure",
        "spent_ms",
        "median_ms",
        "ninetieth_ms",
    ];

    fn of(tally: &Tally) -> Self {
        let Tally { cases, replies, solved, escalated, abandoned, running, .. } = *tally;
        let Tally { moved_on, came_back, back, unsure, spent, median, ninetieth, .. } = *tally;
        Self {
            cases,
            replies,
            solved,
            escalated,
            abandoned,
            running,
            moved_on,
            came_back,
            back,
            unsure,
            spent_ms: spent,
            median_ms: median,
            ninetieth_ms: ninetieth,
        }
    }

    fn cells(&self) -> impl Iterator<Item = String> {
        let outcomes = [self.cases, self.replies, self.solved, self.escalated, self.abandoned, self.running];
        let ways = [self.moved_on, self.came_back, self.back, self.unsure];
        let times = [self.spent_ms, self.median_ms, self.ninetieth_ms];
        outcomes.into_iter().chain(ways).chain(times).map(|count| count.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_reckons_with_nothing() {
        let keys = vec!["=HYPERLINK(\"x\")".to_owned()];
        let text = csv(Topic::Agent, &[Tally { keys, cases: 2, ..Tally::default() }]);
        let row = text.lines().nth(1).unwrap();
        assert_eq!(row, "\"'=HYPERLINK(\"\"x\"\")\",2,0,0,0,0,0,0,0,0,0,0,0,0");
    }
}

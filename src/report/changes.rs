//! What has changed between two libraries, in words that say what a caller would notice, and as data.

mod cases;
mod naming;
mod scenarios;
mod sentences;
mod walks;
mod wire;

pub use cases::{CaseGroup, CaseLine, case_lines, grouped, summary as case_summary};
pub use scenarios::{ScenarioLine, scenario_lines, summary as scenario_summary};
pub use wire::{Told, json_lines};

use crate::{
    base::Id,
    diff::{ChangeReport, Sides, TreeChange, WordChange, WordKind},
    tree::TreeIx,
    words::Words,
};
use naming::Naming;

/// The parts of a report on a tree, in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Where walks lead.
    Ways,
    /// What is answered.
    Answers,
    /// How cases end.
    Endings,
    /// Which steps there are.
    Steps,
    /// How steps work.
    Details,
    /// What is warned of.
    Warnings,
    /// How long it takes.
    Length,
    /// What is said.
    Wording,
}

impl Section {
    /// Returns the heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Ways => "Walks that lead elsewhere",
            Self::Answers => "Answers",
            Self::Endings => "Endings",
            Self::Steps => "Steps",
            Self::Details => "Details",
            Self::Warnings => "Warnings",
            Self::Length => "Length",
            Self::Wording => "Wording",
        }
    }
}

/// One change, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands.
    pub section: Section,
    /// What kind of change it is, for programs.
    pub kind: &'static str,
    /// The step now, or before if it is gone.
    pub step: Option<Id>,
    /// What the step was called, if otherwise.
    pub was: Option<Id>,
    /// The way out of the step, as its author names it.
    pub way: Option<String>,
    /// What was before, for programs.
    pub before: Option<String>,
    /// What is now, for programs.
    pub now: Option<String>,
    /// The sentence.
    pub text: String,
    /// The shortest walk that shows it.
    pub walk: Option<WalkWords>,
}

/// A walk that parts, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalkWords {
    /// The tree.
    pub tree: Id,
    /// The answers, each as `step: label`.
    pub answers: Vec<String>,
    /// The answers by their ids, each as step and reply.
    pub ids: Vec<(String, String)>,
    /// Whether only an agent walks so.
    pub agent: bool,
    /// Where it led.
    pub before: String,
    /// Where it leads.
    pub now: String,
}

/// The report on one tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeWords {
    /// The tree now, or before if it is gone.
    pub tree: Id,
    /// What it was called, if otherwise.
    pub was: Option<Id>,
    /// What it is called to people.
    pub title: String,
    /// Whether it is a part.
    pub is_part: bool,
    /// What happened to it: `appeared`, `vanished` or `changed`.
    pub what: &'static str,
    /// The changes, by section.
    pub entries: Vec<Entry>,
}

/// Says in words what has changed; texts of trees are quoted in the language of `words`.
pub fn in_words(sides: Sides<'_>, report: &ChangeReport, words: &Words) -> Vec<TreeWords> {
    let old = Naming::new(sides.old.read, sides.old.sealed.library(), words);
    let new = Naming::new(sides.new.read, sides.new.sealed.library(), words);
    let both = Both { old, new, report };
    let mut trees: Vec<TreeWords> = report.trees.iter().filter_map(|change| tree(both, change)).collect();
    let whole = |naming: Naming<'_>, ix: TreeIx, what| {
        let tree = naming.read.tree(ix)?;
        let (title, is_part) = (naming.text(&tree.title), tree.is_part());
        Some(TreeWords { tree: tree.id.clone(), was: None, title, is_part, what, entries: Vec::new() })
    };
    trees.extend(report.appeared.iter().filter_map(|ix| whole(both.new, *ix, "appeared")));
    trees.extend(report.vanished.iter().filter_map(|ix| whole(both.old, *ix, "vanished")));
    trees.sort_by(|a, b| (a.is_part, &a.tree).cmp(&(b.is_part, &b.tree)));
    walks::place_partings(both, &mut trees);
    trees
}

/// Both libraries as words need them.
#[derive(Clone, Copy)]
struct Both<'a> {
    old: Naming<'a>,
    new: Naming<'a>,
    report: &'a ChangeReport,
}

fn tree(both: Both<'_>, change: &TreeChange) -> Option<TreeWords> {
    let (before, now) = (both.old.read.tree(change.pair.old)?, both.new.read.tree(change.pair.new)?);
    let mut entries = sentences::of_tree(both, change);
    entries.sort_by_key(|entry| entry.section);
    Some(TreeWords {
        tree: now.id.clone(),
        was: Some(before.id.clone()).filter(|_| change.is_renamed),
        title: both.new.text(&now.title),
        is_part: now.is_part(),
        what: "changed",
        entries,
    })
}

/// Says in words what has changed of the words that all trees share.
pub fn shared_words(report: &ChangeReport) -> Vec<(&'static str, String)> {
    let name = |kind: WordKind, id: &Id| match kind {
        WordKind::Fact => format!("the fact `{id}`"),
        WordKind::Warning => format!("the warning `{id}`"),
        WordKind::Role => format!("the role `{id}`"),
        WordKind::Human => "the way to a person".to_owned(),
    };
    let line = |change: &WordChange| match change {
        WordChange::Appeared(kind, id) => ("word-appeared", format!("{} is new", name(*kind, id))),
        WordChange::Vanished(kind, id) => ("word-vanished", format!("{} is gone", name(*kind, id))),
        WordChange::Reworded(kind, id) => ("word-reworded", format!("{} has other words", name(*kind, id))),
        WordChange::Means(WordKind::Fact, id) => {
            ("word-means", format!("the fact `{id}` has other values, or is remembered otherwise"))
        }
        WordChange::Means(WordKind::Warning, id) => ("word-means", format!("the warning `{id}` has another level")),
        WordChange::Means(kind, id) => ("word-means", format!("{} leads to somebody else", name(*kind, id))),
    };
    report.words.iter().map(line).collect()
}

/// Says on one line how much has changed.
pub fn summary(report: &ChangeReport) -> String {
    let counted = |count: usize, what: &str| if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") };
    let (steps, texts) = reworded(report);
    let compared = counted(report.compared, "tree");
    if report.is_empty() {
        return format!("compared {compared}: nothing has changed");
    }
    if report.walks_are_same() {
        let has = if texts == 1 { "has" } else { "have" };
        let words = format!("{} of {} {has} other words", counted(texts, "text"), counted(steps, "step"));
        let rest = if texts == 0 { "only shared words or heads differ".to_owned() } else { words };
        return format!("compared {compared}: no walk has changed; {rest}");
    }
    let changed = report.trees.iter().filter(|change| !change.is_wording()).count();
    let whole = report.appeared.len() + report.vanished.len();
    let mut parts = Vec::new();
    if changed != 0 {
        parts.push(format!("{} changed", counted(changed, "tree")));
    }
    if whole != 0 {
        parts.push(format!("{} new, {} gone", report.appeared.len(), report.vanished.len()));
    }
    if report.words.iter().any(|change| !change.is_wording()) {
        parts.push("shared words changed".to_owned());
    }
    format!("compared {compared}: {}", parts.join(", "))
}

/// Counts steps with other words, and the texts.
fn reworded(report: &ChangeReport) -> (usize, usize) {
    let steps = report.trees.iter().flat_map(|change| &change.steps);
    let counts = steps.map(|step| step.texts.len() + step.changes.iter().filter(|it| it.is_wording()).count());
    counts.filter(|count| *count != 0).fold((0, 0), |(steps, texts), count| (steps + 1, texts + count))
}

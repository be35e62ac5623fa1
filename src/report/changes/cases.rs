//! Tells what would become of recorded cases.

use indexmap::IndexMap;

use super::{Both, naming::Naming};
use crate::{
    diff::{CaseChange, CaseReport, ChangeReport, Fate, Sides},
    words::Words,
};

/// One case that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLine {
    /// Its number.
    pub number: String,
    /// The line of the record with which it begins; zero if it stands in a store.
    pub line: usize,
    /// What would become of it, for programs.
    pub fate: &'static str,
    /// Where it led.
    pub before: String,
    /// Where it would lead.
    pub now: String,
    /// How many answers would still be used.
    pub kept: usize,
    /// How many would not.
    pub dropped: usize,
    /// What the new library does not have of it.
    pub lost: Vec<String>,
}

/// Says of each case that is not what it was where it would lead.
pub fn case_lines(sides: Sides<'_>, report: &ChangeReport, cases: &CaseReport, words: &Words) -> Vec<CaseLine> {
    let old = Naming::new(sides.old.read, sides.old.sealed.library(), words);
    let new = Naming::new(sides.new.read, sides.new.sealed.library(), words);
    let both = Both { old, new, report };
    cases.changes.iter().map(|change| line(both, change)).collect()
}

fn line(both: Both<'_>, change: &CaseChange) -> CaseLine {
    let before = both.old.place(&change.before);
    let now = change.now.as_ref().map(|place| both.new.place(place));
    CaseLine {
        number: change.number.to_string(),
        line: change.line,
        fate: match change.fate {
            Fate::EndsElsewhere => "ends-elsewhere",
            Fate::AskedMore => "asked-more",
            Fate::StandsElsewhere => "stands-elsewhere",
            Fate::NoTree => "no-tree",
            Fate::OldNames => "old-names",
        },
        before,
        now: now.unwrap_or_else(|| "its tree is gone".to_owned()),
        kept: change.kept,
        dropped: change.dropped,
        lost: change.lost.iter().map(ToString::to_string).collect(),
    }
}

/// Cases with which the same would happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseGroup<'a> {
    /// The first of them.
    pub first: &'a CaseLine,
    /// How many there are.
    pub count: usize,
    /// The numbers of the first few.
    pub numbers: Vec<&'a str>,
}

/// The most numbers that are told of a group.
const MOST_NUMBERS: usize = 5;

/// Puts cases together with which the same would happen, the most frequent first.
pub fn grouped(lines: &[CaseLine]) -> Vec<CaseGroup<'_>> {
    let mut groups: IndexMap<(&str, &str, &str, &[String]), CaseGroup<'_>> = IndexMap::new();
    for line in lines {
        let group = groups.entry((line.fate, &line.before, &line.now, &line.lost)).or_insert_with(|| CaseGroup {
            first: line,
            count: 0,
            numbers: Vec::new(),
        });
        group.count += 1;
        if group.numbers.len() < MOST_NUMBERS {
            group.numbers.push(&line.number);
        }
    }
    let mut groups: Vec<CaseGroup<'_>> = groups.into_values().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    groups
}

/// Sums up what would become of the cases.
pub fn summary(cases: &CaseReport) -> String {
    let counted = |count: usize, what: &str| if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") };
    let all = counted(cases.total, "case");
    let mut parts = vec![format!("{} of {all} would now end elsewhere", cases.count(Fate::EndsElsewhere))];
    for (fate, words) in [
        (Fate::AskedMore, "would be asked more before they end"),
        (Fate::StandsElsewhere, "that were left open would stand elsewhere"),
        (Fate::NoTree, "began in a tree that is gone"),
        (Fate::OldNames, "would end as before, but answer under ids that are gone"),
    ] {
        let count = cases.count(fate);
        if count != 0 {
            parts.push(format!("{count} {words}"));
        }
    }
    if cases.unknown != 0 {
        parts.push(format!("{} began in no tree that is compared", cases.unknown));
    }
    parts.join("; ")
}

//! What a manual says as a whole: symptoms, causes, warnings, the terms that it uses, and how one comes to a step.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Entry, Manual, Reader, Section, Shown,
    page::{Answer, Hazard, Page},
    pages::Pages,
};
use crate::{
    base::{Id, Lang, clean_line},
    tree::{Commonness, Ending, Kind, TreeIx},
    words::Words,
};

/// The most steps that are named as those from which one comes.
const MOST_ORIGINS: usize = 8;

/// A cause in words.
#[derive(Clone, Debug)]
pub(crate) struct CauseLine {
    /// What it is called.
    pub(crate) name: String,
    /// How common it is.
    pub(crate) how_common: Option<String>,
    /// The numbers of the steps that may end with it.
    pub(crate) found_at: Vec<usize>,
}

impl Manual<'_> {
    /// The customers' words for the fault, in a language.
    pub(crate) fn symptoms(&self, lang: Lang) -> Vec<String> {
        let own = self.tree.symptoms.iter().find(|(own, _)| *own == lang);
        let own = own.or_else(|| self.tree.symptoms.iter().find(|(own, _)| own.base() == lang.base()));
        own.into_iter().flat_map(|(_, all)| all).map(|it| clean_line(it).into_owned()).collect()
    }

    /// Finds for each entry the numbers of those that lead to it.
    pub(super) fn find_origins(&mut self) {
        let mut origins = vec![BTreeSet::new(); self.entries.len()];
        for entry in &self.entries {
            for way in &entry.ways {
                if let (Some(from), Some(number)) = (origins.get_mut(way.to), entry.number) {
                    from.insert(number);
                }
            }
        }
        self.origins = origins;
    }

    /// Finds the terms of the glossary that each entry uses.
    ///
    /// A word of one language may mean two things: what is meant is what both languages speak of.
    pub(super) fn find_terms(&mut self) {
        let words: Vec<Words> = self.langs().into_iter().map(Words::new).collect();
        let pages: Vec<Pages<'_>> = words.iter().map(|words| Pages::new(self, words)).collect();
        let found = (0..self.entries.len()).map(|ix| {
            let mut all = pages.iter().map(|pages| (pages.lang(), pages.find_terms(ix)));
            let Some((_, first)) = all.next() else { return Vec::new() };
            let others: Vec<(Lang, Vec<usize>)> = all.collect();
            let term = |ix: usize| self.library.vocabulary().terms.get_index(ix).map(|(_, term)| term);
            let is_meant = |ix: &usize| {
                others.iter().all(|(lang, found)| {
                    found.contains(ix) || term(*ix).is_some_and(|term| term.term.exact(*lang).is_none())
                })
            };
            first.into_iter().filter(is_meant).collect()
        });
        let found: Vec<Vec<usize>> = found.collect();
        self.terms = found;
    }
}

impl Pages<'_> {
    /// What the guide is called.
    pub(crate) fn title(&self) -> String {
        self.line(&self.manual.tree.title)
    }

    /// How long it is, and when it was reviewed.
    pub(crate) fn size(&self) -> String {
        let most = self.manual.entries.first().map_or(0, |entry| entry.left);
        let size = self.words().tell("manual-size", &[("steps", self.manual.steps().into()), ("most", most.into())]);
        match self.manual.tree.reviewed {
            Some(day) => format!("{size} {}", self.tell("manual-reviewed", "day", &self.phrase.day(day))),
            None => size,
        }
    }

    /// What a part or a further tree is called, with the numbers of its steps; nothing for a single step.
    pub(crate) fn section(&self, section: &Section) -> Option<String> {
        let title = clean_line(&self.phrase.title(section.tree?)).into_owned();
        let gaps = [("title", (&title).into()), ("first", section.first.into()), ("last", section.last.into())];
        let id = if section.is_part { "manual-part" } else { "manual-chapter" };
        (section.first < section.last).then(|| self.words().tell(id, &gaps))
    }

    /// Where an answer leads: to a step by its number, or to the end that stands right there.
    pub(crate) fn goal(&self, answer: &Answer) -> String {
        match self.manual.entries.get(answer.to).map(|entry| entry.number) {
            Some(Some(number)) => self.words().tell("manual-step", &[("step", number.into())]),
            Some(None) => self.page(answer.to).heading,
            None => String::new(),
        }
    }

    /// How many steps there are to come, usually and at most.
    pub(crate) fn left(&self, entry: &Entry<'_>) -> String {
        let gaps = [("most", entry.left.into()), ("usual", entry.usually_left.into())];
        let id = if (1..entry.left).contains(&entry.usually_left) { "manual-usually-left" } else { "manual-left" };
        self.words().tell(id, &gaps)
    }

    /// Says before which steps a warning stands.
    pub(crate) fn before(&self, steps: &[usize]) -> String {
        self.tell("manual-before-steps", "steps", &numbers(steps))
    }

    /// Says where an answer is needed again.
    pub(crate) fn remember(&self, page: &Page) -> String {
        self.tell("manual-remember-paper", "steps", &numbers(&page.recalled_at))
    }

    /// Says from which steps one comes; nothing if these are none, or too many to help.
    pub(crate) fn came_from(&self, ix: usize) -> Option<String> {
        let origins: Vec<usize> = self.manual.origins.get(ix)?.iter().copied().collect();
        (1..=MOST_ORIGINS).contains(&origins.len()).then(|| self.tell("manual-from", "steps", &numbers(&origins)))
    }

    /// What somebody says who has read a warning, or read it out.
    pub(crate) fn has_read(&self) -> String {
        self.words().say(match self.manual.reader {
            Reader::Customer => "manual-read",
            Reader::Agent => "manual-read-out",
        })
    }

    /// The causes of the tree, the most common first.
    pub(crate) fn causes(&self) -> Vec<CauseLine> {
        let manual = self.manual;
        let Some(own) = manual.library.find(manual.tree.id.as_str()) else { return Vec::new() };
        let found_at = self.found_at(own);
        let mut causes: Vec<_> = manual.tree.causes.iter().collect();
        let weight = |common: Option<Commonness>| common.map_or(0.0, |it| it.0);
        causes.sort_by(|(_, a), (_, b)| weight(b.how_common).total_cmp(&weight(a.how_common)));
        causes
            .into_iter()
            .map(|(id, cause)| CauseLine {
                name: self.line(&cause.name),
                how_common: cause.how_common.map(|common| self.words().say(how_common(common))),
                found_at: found_at.get(id).map(|at| at.iter().copied().collect()).unwrap_or_default(),
            })
            .collect()
    }

    /// For each cause of a tree, the numbers of the steps that may end with it.
    fn found_at(&self, own: TreeIx) -> BTreeMap<&Id, BTreeSet<usize>> {
        let mut found_at: BTreeMap<&Id, BTreeSet<usize>> = BTreeMap::new();
        for entry in self.manual.entries.iter().filter(|entry| entry.tree == Some(own)) {
            let (Shown::Step(step), Some(number)) = (&entry.shown, entry.number) else { continue };
            let causes: Vec<&Id> = match &step.kind {
                Kind::Instruction(instruction) => instruction.fixes.iter().map(|(cause, _)| &cause.id).collect(),
                Kind::Ending(Ending::Fix { cause, .. }) => vec![&cause.id],
                Kind::Ending(Ending::Escalate { causes, .. } | Ending::Continue { causes, .. }) => {
                    causes.iter().map(|cause| &cause.id).collect()
                }
                _ => Vec::new(),
            };
            for cause in causes {
                found_at.entry(cause).or_default().insert(number);
            }
        }
        found_at
    }

    /// All warnings with the numbers of the steps that they precede, the gravest first.
    pub(crate) fn all_warnings(&self) -> Vec<(Hazard, Vec<usize>)> {
        let mut all: Vec<(Hazard, Vec<usize>)> = Vec::new();
        for entry in &self.manual.entries {
            let (Shown::Step(step), Some(number)) = (&entry.shown, entry.number) else { continue };
            for hazard in self.warnings(step) {
                match all.iter_mut().find(|(own, _)| *own == hazard) {
                    Some((_, numbers)) => numbers.push(number),
                    None => all.push((hazard, vec![number])),
                }
            }
        }
        all.sort_by_key(|(hazard, _)| std::cmp::Reverse(hazard.level));
        all
    }

    /// The terms that were used and what they mean, in the order of the alphabet.
    pub(crate) fn terms(&self, used: Vec<usize>) -> Vec<(String, String)> {
        let used: BTreeSet<usize> = used.into_iter().collect();
        let terms = used.into_iter().filter_map(|ix| self.glossary.get(ix));
        let mut terms: Vec<_> = terms.map(|term| (self.line(&term.term), self.line(&term.means))).collect();
        terms.sort_by_key(|(term, _)| sort_key(term));
        terms
    }
}

/// Numbers, or a dash for none.
pub(crate) fn numbers(numbers: &[usize]) -> String {
    match numbers {
        [] => "–".to_owned(),
        numbers => numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    }
}

/// The word for how common a cause is: the nearest of the five, by proportion.
fn how_common(common: Commonness) -> &'static str {
    match common.0 {
        weight if 54.0 <= weight => "manual-very-common",
        weight if 17.0 <= weight => "manual-common",
        weight if 5.4 <= weight => "manual-occasional",
        weight if 1.7 <= weight => "manual-rare",
        _ => "manual-very-rare",
    }
}

/// Where a word stands in the alphabet: umlauts with their vowels, as in a dictionary.
fn sort_key(word: &str) -> String {
    let fold = |c: char| match c {
        'ä' => 'a',
        'ö' => 'o',
        'ü' => 'u',
        'ß' => 's',
        other => other,
    };
    word.to_lowercase().chars().map(fold).collect()
}

//! Which phrases callers said that the search should have known: proposals for the symptoms of a tree.
//!
//! What could name a person is left out: a word that is in no tree and in no list stays only if several cases have it.

use std::collections::BTreeMap;

use super::{Finder, Reading, fold, spoken, words::lists};
use crate::base::{Id, Lang};

/// What somebody said at first, and the tree that solved it.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The words, without secrets.
    pub words: String,
    /// The language of the dialogue.
    pub lang: Lang,
    /// The tree in which the case ended as fixed.
    pub tree: Id,
}

/// A phrase for an author to accept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Proposal {
    /// For which tree.
    pub tree: Id,
    /// In which language.
    pub lang: Lang,
    /// What it might say.
    pub phrase: String,
    /// What the search finds instead; nothing if it finds the tree without being sure.
    pub instead: Option<Id>,
}

/// How many words a phrase has at least and at most.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=14;

/// How many cases must have a word that nothing here has.
const CASES: usize = 2;

/// Words behind which a name stands.
const BEFORE_NAMES: &[&str] =
    &["herr", "herrn", "frau", "mr", "mrs", "ms", "heisse", "name", "named", "familie", "fam", "dr", "called"];

impl Finder {
    /// Proposes what callers said and the search would not have found, or not surely.
    pub fn learn(&self, openings: &[Opening]) -> Vec<Proposal> {
        let mut cases: BTreeMap<String, usize> = BTreeMap::new();
        for opening in openings {
            let mut words: Vec<String> = fold::words(&opening.words).into_iter().map(|word| word.folded).collect();
            words.sort_unstable();
            words.dedup();
            words.into_iter().for_each(|word| *cases.entry(word).or_default() += 1);
        }
        let mut proposals = Vec::new();
        for opening in openings {
            for piece in opening.words.split(['.', '!', '?', ';', '\n']) {
                let Some(phrase) = self.harmless(piece, opening.lang, &cases) else { continue };
                let lang = spoken(&phrase, opening.lang).base();
                let found = self.search(&phrase, lang);
                // What says nothing of a fault teaches nothing.
                let Some(first) = found.hits.first() else { continue };
                let is_found = first.tree == opening.tree;
                if is_found && found.is_sure {
                    continue;
                }
                let instead = (!is_found).then(|| first.tree.clone());
                proposals.push(Proposal { tree: opening.tree.clone(), lang, phrase, instead });
            }
        }
        proposals.sort();
        proposals.dedup_by(|one, other| (&one.tree, &one.phrase) == (&other.tree, &other.phrase));
        proposals
    }

    /// Leaves out of a phrase what could name a person or a place; nothing if too little is left.
    fn harmless(&self, text: &str, lang: Lang, cases: &BTreeMap<String, usize>) -> Option<String> {
        let mut left: Vec<&str> = Vec::new();
        let mut is_name_next = false;
        for typed in text.split_whitespace() {
            let has_mark = typed.contains(['@', '/', '\\']) || typed.contains(|c: char| c.is_ascii_digit());
            let words = fold::words(typed);
            let is_plain = |word: &fold::Word| {
                let is_small = lists().is_small(&word.folded);
                let is_known = is_small || self.lexicon.reading(&word.folded, lang) == Reading::Known;
                is_known || cases.get(&word.folded).is_some_and(|count| CASES <= *count)
            };
            let is_after_name = std::mem::take(&mut is_name_next);
            is_name_next = words.iter().any(|word| BEFORE_NAMES.contains(&&*word.folded));
            if !has_mark && !is_after_name && !is_name_next && words.iter().all(is_plain) {
                left.push(typed);
            }
        }
        let phrase = left.join(" ").trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let said = self.lexicon.read(&phrase, lang);
        (LENGTH.contains(&left.len()) && 2 <= said.len()).then_some(phrase)
    }
}

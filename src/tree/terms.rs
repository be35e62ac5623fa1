//! Finds the terms of the glossary in what people read.

use rustc_hash::FxHashMap;

use super::{Term, Vocabulary};
use crate::base::Lang;

/// What may follow a word without making it another word.
const ENDINGS_EN: &[&str] = &["", "s", "es"];
/// The same in German.
const ENDINGS_DE: &[&str] = &["", "s", "es", "n", "en", "e", "er", "ern", "nen"];
/// A shorter word is met only as it stands.
const SHORTEST_WITH_ENDING: usize = 4;

/// The glossary in one language, by the first word of each term and synonym.
#[derive(Debug)]
pub struct Terms<'l> {
    all: Vec<&'l Term>,
    by_first: FxHashMap<String, Vec<(usize, Vec<String>)>>,
    endings: &'static [&'static str],
}

impl<'l> Terms<'l> {
    /// Prepares the glossary.
    pub fn new(vocabulary: &'l Vocabulary, lang: Lang) -> Self {
        let all: Vec<&Term> = vocabulary.terms.values().collect();
        let mut by_first: FxHashMap<String, Vec<(usize, Vec<String>)>> = FxHashMap::default();
        for (ix, term) in all.iter().enumerate() {
            let synonyms = term.also.iter().filter(|(own, _)| *own == lang).flat_map(|(_, words)| words);
            for name in synonyms.map(String::as_str).chain([term.term.get(lang)]) {
                let mut words = words(name);
                if let Some(first) = words.next() {
                    by_first.entry(first).or_default().push((ix, words.collect()));
                }
            }
        }
        let endings = if lang.base() == Lang::DE { ENDINGS_DE } else { ENDINGS_EN };
        Self { all, by_first, endings }
    }

    /// Returns a term.
    pub fn get(&self, ix: usize) -> Option<&'l Term> {
        self.all.get(ix).copied()
    }

    /// Adds the terms that a text uses, each once, in the order in which they come.
    pub fn find(&self, text: &str, found: &mut Vec<usize>) {
        let text: Vec<String> = words(text).collect();
        for (at, word) in text.iter().enumerate() {
            let rest = text.get(at + 1..).unwrap_or_default();
            for ending in self.endings {
                let Some(stem) = without(word, ending) else { continue };
                for (ix, others) in self.by_first.get(stem).into_iter().flatten() {
                    if self.goes_on(others, rest, ending) && !found.contains(ix) {
                        found.push(*ix);
                    }
                }
            }
        }
    }

    /// Says whether the further words of a term follow; only the last word of a term may have an ending.
    fn goes_on(&self, others: &[String], rest: &[String], ending: &str) -> bool {
        let Some((last, before)) = others.split_last() else { return true };
        let Some(text) = rest.get(..others.len()).filter(|_| ending.is_empty()) else { return false };
        let Some((text_last, text_before)) = text.split_last() else { return false };
        before == text_before && self.endings.iter().any(|ending| without(text_last, ending) == Some(last))
    }
}

/// A word without an ending, if it is long enough to have one.
fn without<'w>(word: &'w str, ending: &str) -> Option<&'w str> {
    let stem = word.strip_suffix(ending)?;
    (ending.is_empty() || SHORTEST_WITH_ENDING <= stem.chars().count()).then_some(stem)
}

/// The words of a text in lower case; a hyphen parts words.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Id, Place, Text};

    fn vocabulary() -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for (term, also) in [("Router", "WLAN-Box"), ("PIN", "Geheimzahl"), ("Sicherung", "Backup")] {
            let term = Term {
                place: Place::default(),
                term: Text::plain(Lang::DE, term),
                means: Text::plain(Lang::DE, "?"),
                also: vec![(Lang::DE, vec![also.to_owned()])],
            };
            vocabulary.terms.insert(Id::new(term.term.get(Lang::DE)), term);
        }
        vocabulary
    }

    #[test]
    fn terms_are_found_with_their_endings_and_synonyms() {
        let vocabulary = vocabulary();
        let terms = Terms::new(&vocabulary, Lang::DE);
        let found = |text: &str| {
            let mut found = Vec::new();
            terms.find(text, &mut found);
            found
        };
        assert_eq!(found("Die Sicherungen hinter den Routern."), [2, 0]);
        assert_eq!(found("Die WLAN-Box und die Router-Taste"), [0]);
        assert_eq!(found("Pinsel, Pine, Versicherung, WLAN"), Vec::<usize>::new());
        assert_eq!(found("Ihre PIN"), [1]);
    }
}

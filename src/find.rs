//! Finds the trees that fit what a caller says: "mein Drucker druckt nich" leads to the printer.
//!
//! Every word of the caller is compared with every word of the titles and symptoms: equal, of one meaning,
//! inflected, part of a compound, or misspelt. Rare words count more than common ones, as in BM25 (Robertson and
//! Zaragoza, "The Probabilistic Relevance Framework", 2009); a symptom that is met as a whole counts on top.

mod fold;
mod likeness;
mod words;

use std::collections::BTreeMap;

use crate::base::Lang;
use likeness::Word;

/// What is known of one tree: its titles and its customers' phrases.
#[derive(Clone, Debug, Default)]
pub struct Entry<'t> {
    /// The title per language.
    pub titles: Vec<(Lang, &'t str)>,
    /// The symptoms per language.
    pub symptoms: Vec<(Lang, &'t str)>,
}

/// One tree that fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The position among the entries.
    pub position: usize,
    /// How well it fits, from 0 to 2: the part of the question that is met, plus the part of the best phrase.
    pub score: f64,
    /// Whether it fits well and clearly better than the next one; only ever true of the first.
    pub confident: bool,
}

/// The least score of a hit; below it a word was met by chance.
const LEAST: f64 = 0.3;

/// The least score of a confident hit.
const CONFIDENT: f64 = 0.8;

/// How much better than the second a confident hit is.
const CLEAR: f64 = 1.25;

/// What a phrase in another language than the caller's counts.
const OTHER_LANGUAGE: f64 = 0.8;

/// What a title counts beside a symptom.
const TITLE: f64 = 0.85;

/// The most words of a question that are looked at.
const MOST_WORDS: usize = 64;

/// Ranks the entries by how well they fit `text`, best first; entries that do not fit are left out.
///
/// Equal scores stand in the order of the entries.
pub fn rank(entries: &[Entry<'_>], text: &str, lang: Lang) -> Vec<Hit> {
    let index = Index::new(entries, lang);
    let mut wanted = fold::terms(text);
    wanted.truncate(MOST_WORDS);
    wanted.sort_unstable();
    wanted.dedup();
    let asked: Vec<Asked> = wanted.into_iter().map(|term| index.compare(&Word::new(term))).collect();
    let whole: f64 = asked.iter().map(|it| it.weight).sum();
    let mut hits: Vec<Hit> = (0..entries.len())
        .map(|position| Hit { position, score: index.score(position, &asked, whole), confident: false })
        .filter(|hit| LEAST <= hit.score)
        .collect();
    hits.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.position.cmp(&other.position)));
    let second = hits.get(1).map_or(0.0, |hit| hit.score);
    if let Some(first) = hits.first_mut() {
        first.confident = CONFIDENT <= first.score && CLEAR * second <= first.score;
    }
    hits
}

/// A word of the question: what it weighs, and how alike it is to each term of the index.
struct Asked {
    weight: f64,
    alike: Vec<f64>,
}

/// A title or symptom as positions of terms.
struct Phrase {
    entry: usize,
    factor: f64,
    terms: Vec<usize>,
}

/// All words of all entries, with their weights.
struct Index {
    terms: Vec<Word>,
    weights: Vec<f64>,
    phrases: Vec<Phrase>,
    /// What a word weighs that no entry has.
    unknown: f64,
}

impl Index {
    fn new(entries: &[Entry<'_>], lang: Lang) -> Self {
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut phrases = Vec::new();
        for (entry, it) in entries.iter().enumerate() {
            let titles = it.titles.iter().map(|phrase| (phrase, TITLE));
            for ((own, text), factor) in titles.chain(it.symptoms.iter().map(|phrase| (phrase, 1.0))) {
                let factor = if own.base() == lang.base() { factor } else { factor * OTHER_LANGUAGE };
                let mut terms: Vec<usize> = fold::terms(text)
                    .into_iter()
                    .map(|term| {
                        let next = numbers.len();
                        *numbers.entry(term).or_insert(next)
                    })
                    .collect();
                terms.sort_unstable();
                terms.dedup();
                phrases.push(Phrase { entry, factor, terms });
            }
        }
        let mut holders = vec![0_u32; numbers.len()];
        let mut last = vec![usize::MAX; numbers.len()];
        for phrase in &phrases {
            for &term in &phrase.terms {
                if let (Some(last), Some(count)) = (last.get_mut(term), holders.get_mut(term))
                    && *last != phrase.entry
                {
                    *last = phrase.entry;
                    *count += 1;
                }
            }
        }
        let count = f64::from(u32::try_from(entries.len()).unwrap_or(u32::MAX));
        let rarity = |holders: u32| ((count - f64::from(holders) + 0.5) / (f64::from(holders) + 0.5)).ln_1p();
        let mut terms: Vec<(usize, String)> = numbers.into_iter().map(|(term, number)| (number, term)).collect();
        terms.sort_unstable();
        let terms = terms.into_iter().map(|(_, term)| Word::new(term)).collect();
        Self { terms, weights: holders.into_iter().map(rarity).collect(), phrases, unknown: rarity(1) }
    }

    /// Compares one word of the question with all terms. It weighs what the terms weigh that it resembles.
    fn compare(&self, word: &Word) -> Asked {
        let alike: Vec<f64> = self.terms.iter().map(|term| likeness::of(word, term)).collect();
        let best = alike.iter().copied().fold(0.0, f64::max);
        let nearest = alike.iter().zip(&self.weights).filter(|(alike, _)| 0.0 < best && best <= **alike);
        let weight = nearest.map(|(_, weight)| *weight).fold(f64::INFINITY, f64::min);
        Asked { weight: if weight.is_finite() { weight } else { self.unknown }, alike }
    }

    /// Adds the part of the question that the entry meets to the part of its phrase that is met best.
    fn score(&self, entry: usize, asked: &[Asked], whole: f64) -> f64 {
        if whole <= 0.0 {
            return 0.0;
        }
        let own = || self.phrases.iter().filter(|phrase| phrase.entry == entry);
        let met: f64 = asked.iter().map(|word| word.weight * own().map(|it| it.best(word)).fold(0.0, f64::max)).sum();
        let phrase = own().map(|phrase| self.overlap(phrase, asked, whole)).fold(0.0, f64::max);
        met / whole + phrase
    }

    /// Returns how much of phrase and question is common to both, from 0 to 1.
    fn overlap(&self, phrase: &Phrase, asked: &[Asked], whole: f64) -> f64 {
        let (mut met, mut total) = (0.0, 0.0);
        for &term in &phrase.terms {
            let weight = self.weights.get(term).copied().unwrap_or_default();
            let alike = asked.iter().filter_map(|word| word.alike.get(term).copied()).fold(0.0, f64::max);
            total += weight;
            met += weight * alike;
        }
        if total <= 0.0 { 0.0 } else { phrase.factor * (met / (total * whole).sqrt()).min(1.0) }
    }
}

impl Phrase {
    fn best(&self, word: &Asked) -> f64 {
        self.factor * self.terms.iter().filter_map(|&term| word.alike.get(term).copied()).fold(0.0, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries() -> [Entry<'static>; 2] {
        [
            Entry { titles: vec![(Lang::DE, "Drucker druckt nicht")], symptoms: vec![(Lang::DE, "Er druckt nicht")] },
            Entry { titles: vec![(Lang::DE, "WLAN ist langsam")], symptoms: vec![(Lang::EN, "The Wi-Fi is slow")] },
        ]
    }

    #[test]
    fn nothing_fits_nothing() {
        assert_eq!(rank(&entries(), "", Lang::DE), []);
        assert_eq!(rank(&entries(), "und der die das ?!", Lang::DE), []);
        assert_eq!(rank(&entries(), "xqzzt brmpf", Lang::DE), []);
        assert_eq!(rank(&[], "Drucker", Lang::DE), []);
    }

    #[test]
    fn equal_scores_stand_in_the_order_of_the_entries() {
        let twice = [entries(), entries()].concat();
        let positions: Vec<usize> = rank(&twice, "Drucker", Lang::DE).iter().map(|hit| hit.position).collect();
        assert_eq!(positions, [0, 2]);
        assert!(rank(&twice, "Drucker", Lang::DE).iter().all(|hit| !hit.confident), "two fit alike");
        assert!(rank(&entries(), "mein Drucker druckt nich", Lang::DE).first().is_some_and(|hit| hit.confident));
    }
}

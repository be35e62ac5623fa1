//! Plain BM25 as Lucene reckons it, over words in lower case: what the search has to be better than.

use std::collections::BTreeMap;

use lotse::{base::Lang, find::Document};

/// Which texts of a tree are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Texts {
    /// Titles and symptoms.
    Short,
    /// Causes and steps as well.
    All,
}

/// The words of all trees.
pub(crate) struct Bm25 {
    trees: Vec<(String, BTreeMap<String, f64>, f64)>,
    holders: BTreeMap<String, f64>,
    average: f64,
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

impl Bm25 {
    pub(crate) fn new(documents: &[Document], lang: Lang, which: Texts) -> Self {
        let (mut trees, mut holders) = (Vec::new(), BTreeMap::new());
        for document in documents {
            let mut counts: BTreeMap<String, f64> = BTreeMap::new();
            for (_, texts) in document.texts.iter().filter(|(own, _)| *own == lang) {
                let more = texts.causes.iter().chain([&texts.steps]).filter(|_| which == Texts::All);
                for text in texts.symptoms.iter().chain([&texts.title]).chain(more) {
                    words(text).for_each(|word| *counts.entry(word).or_default() += 1.0);
                }
            }
            counts.keys().for_each(|word| *holders.entry(word.clone()).or_default() += 1.0);
            let length = counts.values().sum();
            trees.push((document.id.to_string(), counts, length));
        }
        let average = trees.iter().map(|(_, _, length)| length).sum::<f64>() / trees.len() as f64;
        Self { trees, holders, average }
    }

    /// Ranks the trees, with the constants that Lucene has: `k1` 1.2, `b` 0.75.
    pub(crate) fn search(&self, text: &str) -> Vec<String> {
        let count = self.trees.len() as f64;
        let wanted: Vec<String> = words(text).collect();
        let mut ranked: Vec<(f64, &str)> = Vec::new();
        for (id, counts, length) in &self.trees {
            let points = wanted.iter().filter_map(|word| Some((counts.get(word)?, self.holders.get(word)?)));
            let score: f64 = points
                .map(|(times, holders)| {
                    let rarity = ((count - holders + 0.5) / (holders + 0.5)).ln_1p();
                    rarity * times / (times + 1.2 * (0.25 + 0.75 * length / self.average))
                })
                .sum();
            if 0.0 < score {
                ranked.push((score, id));
            }
        }
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
        ranked.into_iter().map(|(_, id)| id.to_owned()).collect()
    }
}

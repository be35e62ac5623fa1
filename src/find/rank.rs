//! Ranks the trees: how rare the words are that meet, in which fields they meet, whether a whole symptom meets, and
//! whether the device is the one that was named.
//!
//! Fields are weighed as in BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009). Of all that
//! a word may stand for, only what fits a tree best counts.

use super::{
    blend::Share,
    device,
    document::Field,
    index::{Index, Phrase},
    lexicon::{Said, Term},
};
use crate::base::Lang;

/// How soon more of the same word counts no more, as `k1` in BM25F.
const SATURATION: f32 = 1.6;
/// What a word counts in another language than the caller's.
const OTHER_LANGUAGE: f32 = 0.75;
/// What a word counts where one of the two texts denies it and the other does not.
const CONTRARY: f32 = 0.45;
/// What a denied word counts of a tree if no tree denies it.
const NEVER_DENIED: f32 = 0.25;
/// What the words count together.
const WORDS: f32 = 1.0;
/// What the best phrase counts as a whole.
const PHRASE: f32 = 0.75;
/// What the second best phrase of a tree adds.
const SECOND_PHRASE: f32 = 0.15;
/// What the named device counts.
const DEVICE: f32 = 0.42;
/// How much words of the caller weigh that a phrase does not have; most of a story is not in any symptom.
const UNMET_ASKED: f32 = 0.12;
/// How much words of a phrase weigh that the caller did not say.
const UNMET_PHRASE: f32 = 0.75;
/// How much a phrase must weigh to be half believed.
const TELLING: f32 = 0.8;
/// What an unknown word weighs beside the rarest one.
const UNKNOWN: f32 = 0.25;

/// What one tree got.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Points {
    /// All together.
    pub score: f32,
    /// The part of what was said that it has, from 0 to 1.
    pub met: f32,
    /// How well its best phrase fits, from 0 to 1.
    pub phrase: f32,
    /// Which phrase that is.
    pub best: Option<usize>,
    /// How well the device fits, from -1 to 1; nothing if none was named.
    pub device: f32,
    /// What the phrases say that were learned; nothing of a tree that was not among them.
    pub learned: Option<Share>,
}

/// A question as numbers.
pub(super) struct Asked {
    words: Vec<AskedWord>,
    /// The position of each word in what was said.
    positions: Vec<usize>,
    /// What all words weigh together.
    pub total: f32,
    /// The named devices, each with how surely.
    pub devices: Vec<(usize, f32)>,
    /// For each term, what it counts as said and as denied; nothing for most.
    terms: Vec<(f32, f32)>,
}

pub(super) struct AskedWord {
    weight: f32,
    denied: bool,
    /// Its terms, each with what it counts by likeness and by language.
    senses: Vec<(Term, f32)>,
}

impl Asked {
    pub(super) fn new(said: &[Said], index: &Index, factor: &dyn Fn(Term) -> f32) -> Self {
        let rarest = index.rarity.iter().copied().fold(0.0, f32::max);
        let mut asked = Self {
            words: Vec::new(),
            positions: Vec::new(),
            total: 0.0,
            devices: Vec::new(),
            terms: vec![(0.0, 0.0); index.rarity.len()],
        };
        let mut seen: Vec<(&str, bool)> = Vec::new();
        for (position, it) in said.iter().enumerate() {
            if seen.contains(&(&it.word.folded, it.denied)) {
                continue;
            }
            seen.push((&it.word.folded, it.denied));
            for (device, weight) in device::named(&it.senses) {
                match asked.devices.iter_mut().find(|(own, _)| *own == device) {
                    Some((_, own)) => *own = own.max(weight),
                    None => asked.devices.push((device, weight)),
                }
            }
            let senses: Vec<(Term, f32)> =
                it.senses.iter().map(|(term, weight)| (*term, weight * factor(*term))).collect();
            let rarity = senses.iter().map(|(term, weight)| weight * index.rarity(*term)).fold(0.0, f32::max);
            let weight = if senses.is_empty() { UNKNOWN * rarest } else { rarity };
            for (term, likeness) in &senses {
                if let Some(counts) = asked.terms.get_mut(*term as usize) {
                    let to = if it.denied { &mut counts.1 } else { &mut counts.0 };
                    *to = to.max(*likeness);
                }
            }
            asked.total += weight;
            asked.positions.push(position);
            asked.words.push(AskedWord { weight, denied: it.denied, senses });
        }
        asked
    }

    pub(super) fn words(&self) -> &[AskedWord] {
        &self.words
    }

    /// Lists what was said for each of the words.
    pub(super) fn sources<'s>(&self, said: &'s [Said]) -> impl Iterator<Item = &'s Said> {
        self.positions.iter().filter_map(|at| said.get(*at))
    }
}

/// Gives each tree its points.
pub(super) fn rank(asked: &Asked, index: &Index, lang: Lang) -> Vec<Points> {
    let mut points = vec![Points::default(); index.documents];
    if asked.total <= 0.0 {
        return points;
    }
    for word in &asked.words {
        for (points, met) in points.iter_mut().zip(met(word, index)) {
            points.met += met;
        }
    }
    let mut second = vec![0.0_f32; index.documents];
    for (at, phrase) in index.phrases.iter().enumerate() {
        let fits = fits(phrase, asked, index, lang);
        let (Some(points), Some(second)) = (points.get_mut(phrase.document), second.get_mut(phrase.document)) else {
            continue;
        };
        if points.phrase < fits {
            *second = points.phrase;
            points.phrase = fits;
            points.best = Some(at);
        } else {
            *second = second.max(fits);
        }
    }
    for ((points, second), devices) in points.iter_mut().zip(second).zip(&index.devices) {
        points.met /= asked.total;
        points.device = device(asked, devices);
        points.score = WORDS * points.met + PHRASE * points.phrase + SECOND_PHRASE * second + DEVICE * points.device;
        if points.met <= 0.0 {
            points.score = 0.0;
        }
    }
    points
}

/// Returns how much each tree has of a word.
pub(super) fn met(word: &AskedWord, index: &Index) -> Vec<f32> {
    let mut met = vec![0.0_f32; index.documents];
    for (term, likeness) in &word.senses {
        let postings = index.postings.get(*term as usize).map_or(&[][..], Vec::as_slice);
        let is_ever_denied = postings.iter().any(|it| 0.0 < it.denied);
        let rarity = index.rarity(*term);
        for posting in postings {
            let count = match (word.denied, is_ever_denied) {
                (false, _) => posting.plain + CONTRARY * posting.denied,
                (true, true) => posting.denied + CONTRARY * posting.plain,
                (true, false) => NEVER_DENIED * posting.plain,
            };
            let points = likeness * rarity * count / (SATURATION + count);
            if let Some(best) = met.get_mut(posting.document) {
                *best = best.max(points);
            }
        }
    }
    let most = word.weight;
    met.iter_mut().for_each(|it| *it = it.min(most));
    met
}

/// Returns how well what was said fits a phrase as a whole, from 0 to 1, as Tversky (1977) compares sets.
fn fits(phrase: &Phrase, asked: &Asked, index: &Index, lang: Lang) -> f32 {
    let (mut met, mut unmet, mut count) = (0.0_f32, 0.0_f32, 0.0_f32);
    for word in &phrase.words {
        let (mut weight, mut best) = (0.0_f32, 0.0_f32);
        for (term, likeness) in &word.senses {
            let rarity = index.rarity(*term) * likeness;
            weight = weight.max(rarity);
            let (plain, denied) = asked.terms.get(*term as usize).copied().unwrap_or_default();
            let (same, contrary) = if word.denied { (denied, plain) } else { (plain, denied) };
            best = best.max(rarity * same.max(CONTRARY * contrary));
        }
        met += best;
        count += if 0.0 < weight { best / weight } else { 0.0 };
        unmet += (weight - best).max(0.0);
    }
    if met <= 0.0 {
        return 0.0;
    }
    let left = (asked.total - met).max(0.0);
    let language = if phrase.lang.base() == lang.base() { 1.0 } else { OTHER_LANGUAGE };
    let field = match phrase.field {
        Field::Title => 0.95,
        Field::Cause => 0.6,
        Field::Symptom | Field::Step => 1.0,
    };
    // One common word makes no phrase.
    let told = met / (met + TELLING) * count / (count + 0.4);
    language * field * told * met / (met + UNMET_PHRASE * unmet + UNMET_ASKED * left)
}

/// Returns how well the named devices fit a tree: 1 if it is about them, below 0 if it is about others only.
fn device(asked: &Asked, own: &[f32]) -> f32 {
    let Some(sure) = asked.devices.iter().map(|(_, weight)| *weight).reduce(f32::max) else { return 0.0 };
    let best = asked.devices.iter().map(|(device, weight)| weight * own.get(*device).copied().unwrap_or_default());
    let best = best.fold(0.0, f32::max);
    let other = own.iter().copied().fold(0.0, f32::max);
    best - sure * 0.5 * (other - best).max(0.0)
}

/// Says what a term counts for a caller of this language.
pub(super) fn language_factor(is_other: bool) -> f32 {
    if is_other { OTHER_LANGUAGE } else { 1.0 }
}

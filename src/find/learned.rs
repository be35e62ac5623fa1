//! What was learned from phrases: how likely each tree is meant, judged by the words and pieces of words alone.
//!
//! A multinomial logistic regression (Nigam, Lafferty and `McCallum`, "Using Maximum Entropy for Text Classification",
//! 1999) over tf-idf features (Salton and Buckley, 1988): stems, pairs of stems, and pieces of words (`features`). The
//! phrases lie beside this file, `train` makes the weights of them, and `model.bin` keeps these. One class is called
//! [`NONE`]: what fits no tree. A tree that was not among the phrases gets nothing from here.

mod features;
mod file;
mod train;

use std::sync::LazyLock;

pub use train::{Lesson, train};

use crate::base::Lang;
use features::{Block, Reader, Seen};

/// The class of phrases that no tree fits.
pub const NONE: &str = "none";

/// The weights that were learned from the phrases beside this file; without them only the classic ranking counts.
static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| Model::from_bytes(include_bytes!("learned/model.bin")));

/// Returns what was learned from the phrases that lotse ships with.
pub fn shipped() -> Option<&'static Model> {
    MODEL.as_ref()
}

/// Names phrases, file by file, by 64 bits: FNV-1a (Fowler, Noll and Vo).
pub fn version(files: &[&str]) -> u64 {
    let bytes = files.iter().flat_map(|file| file.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The weight of a feature for a class, in steps of [`Model::scale`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Weight {
    class: u8,
    steps: i8,
}

/// One feature that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Known {
    /// The hash of its text.
    hash: u32,
    /// Its inverse document frequency.
    rarity: f32,
    /// Where its weights begin; they end where those of the next begin.
    start: u32,
}

/// The weights of a logistic regression.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What was learned from: [`version`] of the phrases.
    pub version: u64,
    classes: Vec<String>,
    bias: Vec<f32>,
    scale: f32,
    /// In the order of their hashes.
    features: Vec<Known>,
    weights: Vec<Weight>,
}

/// What one text has of one known feature.
#[derive(Clone, Debug)]
struct Value {
    /// The position of the feature.
    feature: usize,
    block: Block,
    weighs: f32,
    /// Where it was seen.
    seen: Vec<Seen>,
}

/// How likely each tree is meant.
#[derive(Clone, Debug, Default)]
pub(super) struct Judgement {
    values: Vec<Value>,
    /// For each class how likely it is, in the order of the classes.
    probabilities: Vec<f32>,
}

impl Model {
    /// Lists the trees that were learned, and [`NONE`].
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// Returns how many features are known, and how many weights they have together.
    pub fn size(&self) -> (usize, usize) {
        (self.features.len(), self.weights.len())
    }

    /// Returns the position of a class.
    pub(super) fn class(&self, tree: &str) -> Option<usize> {
        self.classes.iter().position(|class| class == tree)
    }

    /// Judges a text.
    pub(super) fn judge(&self, text: &str, lang: Lang) -> Judgement {
        let values = self.values(text, lang);
        let mut sums = self.bias.clone();
        for value in &values {
            for weight in self.weights_of(value.feature) {
                if let Some(sum) = sums.get_mut(usize::from(weight.class)) {
                    *sum += value.weighs * self.scale * f32::from(weight.steps);
                }
            }
        }
        softmax(&mut sums);
        Judgement { values, probabilities: sums }
    }

    /// Lists how likely each class is, the likeliest first.
    pub fn probabilities(&self, text: &str, lang: Lang) -> Vec<(&str, f32)> {
        let judgement = self.judge(text, lang);
        let mut found: Vec<(&str, f32)> =
            self.classes.iter().map(String::as_str).zip(judgement.probabilities).collect();
        found.sort_by(|one, other| other.1.total_cmp(&one.1));
        found
    }

    /// Returns what each word of a judged text says for a class, by its position; pairs count half for either.
    pub(super) fn shares(&self, judgement: &Judgement, class: usize) -> Vec<(usize, f32)> {
        let mut shares: Vec<(usize, f32)> = Vec::new();
        for value in &judgement.values {
            let weight = self.weights_of(value.feature).iter().find(|it| usize::from(it.class) == class);
            let Some(weight) = weight else { continue };
            let each = value.weighs * self.scale * f32::from(weight.steps) / count(2 * value.seen.len());
            for word in value.seen.iter().flat_map(|it| [it.first, it.last]) {
                match shares.iter_mut().find(|(own, _)| *own == word) {
                    Some((_, share)) => *share += each,
                    None => shares.push((word, each)),
                }
            }
        }
        shares
    }

    fn weights_of(&self, feature: usize) -> &[Weight] {
        let start = |at: usize| self.features.get(at).map_or(self.weights.len(), |it| it.start as usize);
        self.weights.get(start(feature)..start(feature + 1)).unwrap_or_default()
    }

    /// Returns the known features of a text; each kind has the length 1.
    fn values(&self, text: &str, lang: Lang) -> Vec<Value> {
        let mut seen = Reader::new().features(text, lang);
        seen.sort_unstable();
        let mut values: Vec<Value> = Vec::new();
        for group in seen.chunk_by(|one, other| one.hash == other.hash) {
            let Some(first) = group.first() else { continue };
            let Ok(feature) = self.features.binary_search_by_key(&first.hash, |it| it.hash) else { continue };
            let rarity = self.features.get(feature).map_or(0.0, |it| it.rarity);
            values.push(Value {
                feature,
                block: first.block,
                weighs: tf_idf(group.len(), rarity),
                seen: group.to_vec(),
            });
        }
        for block in Block::ALL {
            let length =
                values.iter().filter(|it| it.block == block).map(|it| it.weighs * it.weighs).sum::<f32>().sqrt();
            values.iter_mut().filter(|it| it.block == block).for_each(|it| it.weighs /= length);
        }
        values
    }
}

impl Judgement {
    /// Returns how likely a class is.
    pub(super) fn of(&self, class: usize) -> f32 {
        self.probabilities.get(class).copied().unwrap_or_default()
    }
}

/// Weighs a feature of a text: more of the same counts less and less, and what is in many phrases counts little.
fn tf_idf(times: usize, rarity: f32) -> f32 {
    (1.0 + count(times).ln()) * rarity
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than a float can count")]
fn count(of: usize) -> f32 {
    of as f32
}

/// Turns sums into probabilities.
fn softmax(sums: &mut [f32]) {
    let most = sums.iter().copied().fold(f32::MIN, f32::max);
    let mut total = 0.0;
    for sum in sums.iter_mut() {
        *sum = (*sum - most).exp();
        total += *sum;
    }
    sums.iter_mut().for_each(|sum| *sum /= total);
}

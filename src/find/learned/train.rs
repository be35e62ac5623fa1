//! Learns from phrases: a multinomial logistic regression by stochastic gradients.
//!
//! The steps are `AdaGrad`'s (Duchi, Hazan and Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic
//! Optimization", 2011), large weights are held back by their squares, and at the end the least weights are dropped and
//! the others rounded. Same lessons, same weights.

use rustc_hash::FxHashMap;

use super::{
    Known, Model, Weight, count,
    features::{Block, Reader},
    softmax, tf_idf,
};
use crate::base::Lang;

/// How often all lessons are gone through.
const ROUNDS: usize = 30;
/// How far the first step goes.
const STEP: f32 = 0.6;
/// How strongly large weights are held back.
const RIDGE: f32 = 0.07;
/// In how many phrases a feature must be.
const LEAST_PHRASES: u32 = 2;
/// How many weights are kept for a feature of average.
const KEPT: usize = 16;
/// What the first of several right trees gets; the others share the rest.
const FIRST: f32 = 0.7;
/// The steps into which the largest weight is divided.
const STEPS: f32 = 127.0;

/// A phrase with the trees that are right for it.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// What somebody said.
    pub text: String,
    /// In which language.
    pub lang: Lang,
    /// The trees, the best first; or [`super::NONE`].
    pub trees: Vec<String>,
}

/// A lesson as numbers.
struct Row {
    /// Its features with their values.
    values: Vec<(usize, f32)>,
    /// How likely each class should be, but for those that should not.
    wanted: Vec<(usize, f32)>,
}

/// What all lessons have.
struct Table {
    classes: Vec<String>,
    /// The hash of each feature, with how many phrases have it.
    features: Vec<(u32, u32)>,
    rarity: Vec<f32>,
    rows: Vec<Row>,
}

/// The weights while they are being learned: for each feature one of every class.
struct Weights {
    classes: usize,
    each: Vec<f32>,
    /// The sums of the squares of all slopes so far.
    squares: Vec<f32>,
}

/// Learns weights from phrases, and calls what was learned by a `version` ([`super::version`]).
pub fn train(lessons: &[Lesson], version: u64) -> Model {
    let table = Table::new(lessons);
    let classes = table.classes.len();
    // The last row is the bias.
    let mut learned = Weights::new(classes, table.features.len() + 1);
    let stride = stride(table.rows.len());
    for round in 0..ROUNDS {
        for at in 0..table.rows.len() {
            // A different order each round, and never by tree.
            let at = (at * stride + round) % table.rows.len();
            if let Some(row) = table.rows.get(at) {
                learned.learn(row, &table);
            }
        }
    }
    learned.model(table, version)
}

/// Returns a step that meets every row once and brings neighbours far apart.
fn stride(rows: usize) -> usize {
    let divides = |one: usize, other: usize| {
        let (mut one, mut other) = (one, other);
        while other != 0 {
            (one, other) = (other, one % other);
        }
        one != 1
    };
    let mut stride = rows * 5 / 8 + 1;
    while divides(rows, stride) && stride < 2 * rows {
        stride += 1;
    }
    stride
}

impl Table {
    fn new(lessons: &[Lesson]) -> Self {
        let reader = Reader::new();
        let mut classes: Vec<String> = lessons.iter().flat_map(|it| it.trees.clone()).collect();
        classes.sort_unstable();
        classes.dedup();
        // One byte names a class.
        classes.truncate(usize::from(u8::MAX));
        let read: Vec<Vec<(u32, Block, usize)>> = lessons.iter().map(|it| counted(&reader, it)).collect();
        let mut phrases: FxHashMap<u32, u32> = FxHashMap::default();
        read.iter().flatten().for_each(|(hash, _, _)| *phrases.entry(*hash).or_default() += 1);
        let mut features: Vec<(u32, u32)> = phrases.into_iter().filter(|(_, held)| LEAST_PHRASES <= *held).collect();
        features.sort_unstable();
        #[expect(clippy::cast_precision_loss, reason = "far fewer phrases than that")]
        let rarity = |held: u32| ((1.0 + lessons.len() as f32) / (1.0 + held as f32)).ln() + 1.0;
        let rarity: Vec<f32> = features.iter().map(|(_, held)| rarity(*held)).collect();
        let mut table = Self { classes, features, rarity, rows: Vec::new() };
        table.rows = lessons.iter().zip(read).map(|(lesson, seen)| table.row(lesson, &seen)).collect();
        table
    }

    fn row(&self, lesson: &Lesson, seen: &[(u32, Block, usize)]) -> Row {
        let mut values: Vec<(usize, Block, f32)> = Vec::new();
        for (hash, block, times) in seen {
            if let Ok(at) = self.features.binary_search_by_key(hash, |(own, _)| *own) {
                values.push((at, *block, tf_idf(*times, self.rarity.get(at).copied().unwrap_or_default())));
            }
        }
        let lengths = Block::ALL.map(|block| {
            let squares = values.iter().filter(|(_, own, _)| *own == block).map(|(_, _, value)| value * value);
            (block, squares.sum::<f32>().sqrt())
        });
        let length = |block: Block| lengths.iter().find(|(own, _)| *own == block).map_or(1.0, |(_, length)| *length);
        let values = values.into_iter().map(|(at, block, value)| (at, value / length(block))).collect();
        let share = (1.0 - FIRST) / count(lesson.trees.len().saturating_sub(1).max(1));
        let wanted = lesson.trees.iter().enumerate().filter_map(|(at, tree)| {
            let wanted = if lesson.trees.len() == 1 {
                1.0
            } else if at == 0 {
                FIRST
            } else {
                share
            };
            Some((self.classes.binary_search(tree).ok()?, wanted))
        });
        Row { values, wanted: wanted.collect() }
    }
}

/// Counts the features of a lesson.
fn counted(reader: &Reader, lesson: &Lesson) -> Vec<(u32, Block, usize)> {
    let mut seen = reader.features(&lesson.text, lesson.lang);
    seen.sort_unstable();
    let groups = seen.chunk_by(|one, other| one.hash == other.hash);
    groups.filter_map(|group| group.first().map(|first| (first.hash, first.block, group.len()))).collect()
}

impl Weights {
    fn new(classes: usize, features: usize) -> Self {
        Self { classes, each: vec![0.0; classes * features], squares: vec![1e-6; classes * features] }
    }

    fn of(&self, feature: usize) -> &[f32] {
        self.each.get(feature * self.classes..(feature + 1) * self.classes).unwrap_or_default()
    }

    /// Takes a step towards what is wanted of one row.
    fn learn(&mut self, row: &Row, table: &Table) {
        let bias = table.features.len();
        let mut slope: Vec<f32> = self.of(bias).to_vec();
        for (feature, value) in &row.values {
            slope.iter_mut().zip(self.of(*feature)).for_each(|(sum, weight)| *sum += value * weight);
        }
        softmax(&mut slope);
        for (class, wanted) in &row.wanted {
            if let Some(slope) = slope.get_mut(*class) {
                *slope -= wanted;
            }
        }
        for (feature, value) in &row.values {
            // Held back a little each time that it is met, so as much in a round as every other.
            let held = table.features.get(*feature).map_or(1, |(_, held)| *held);
            self.step(*feature, *value, RIDGE / count(held as usize), &slope);
        }
        self.step(bias, 1.0, 0.0, &slope);
    }

    fn step(&mut self, feature: usize, value: f32, ridge: f32, slope: &[f32]) {
        let range = feature * self.classes..(feature + 1) * self.classes;
        let (Some(weights), Some(squares)) = (self.each.get_mut(range.clone()), self.squares.get_mut(range)) else {
            return;
        };
        for ((weight, squares), slope) in weights.iter_mut().zip(squares).zip(slope) {
            let slope = slope * value + ridge * *weight;
            *squares += slope * slope;
            *weight -= STEP * slope / squares.sqrt();
        }
    }

    /// Drops the least weights and rounds the others.
    fn model(&self, table: Table, version: u64) -> Model {
        let bias = self.of(table.features.len()).to_vec();
        let learned = self.each.get(..table.features.len() * self.classes).unwrap_or_default();
        let mut sizes: Vec<f32> = learned.iter().map(|it| it.abs()).collect();
        sizes.sort_unstable_by(|one, other| other.total_cmp(one));
        let scale = (sizes.first().copied().unwrap_or_default() / STEPS).max(f32::MIN_POSITIVE);
        let least = sizes.get(KEPT * table.features.len()).copied().unwrap_or_default();
        let (mut features, mut weights) = (Vec::new(), Vec::new());
        for (at, ((hash, _), rarity)) in table.features.iter().zip(&table.rarity).enumerate() {
            features.push(Known {
                hash: *hash,
                rarity: *rarity,
                start: u32::try_from(weights.len()).unwrap_or(u32::MAX),
            });
            let kept = (0_u8..).zip(self.of(at)).filter(|(_, weight)| least < weight.abs());
            #[expect(clippy::cast_possible_truncation, reason = "at most 127 by the scale")]
            let rounded = kept.map(|(class, weight)| Weight { class, steps: (weight / scale).round() as i8 });
            weights.extend(rounded.filter(|it| it.steps != 0));
        }
        Model { version, classes: table.classes, bias, scale, features, weights }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lesson(tree: &str, text: &str) -> Lesson {
        Lesson { text: text.into(), lang: Lang::EN, trees: vec![tree.into()] }
    }

    fn few() -> Vec<Lesson> {
        vec![
            lesson("printer", "the printer does not print"),
            lesson("printer", "nothing comes out of the printer"),
            lesson("phone", "the phone does not charge"),
            lesson("phone", "my phone is empty all the time"),
            lesson("none", "how is the weather"),
            lesson("none", "what is the time"),
        ]
    }

    #[test]
    fn what_was_learned_is_told_apart() {
        let model = train(&few(), 7);
        let best = |text: &str| {
            let judged = model.judge(text, Lang::EN);
            let sum: f32 = judged.probabilities.iter().sum();
            assert!((sum - 1.0).abs() < 1e-4, "{sum}");
            let best = (0..model.classes.len()).max_by(|one, other| judged.of(*one).total_cmp(&judged.of(*other)));
            model.classes[best.unwrap()].clone()
        };
        assert_eq!(best("printer"), "printer");
        assert_eq!(best("what a printter"), "printer", "by its pieces");
        assert_eq!(best("my phone!"), "phone");
        assert_eq!(best("the weather"), "none");
        let class = model.class("phone").unwrap();
        let shares = model.shares(&model.judge("a phone", Lang::EN), class);
        assert!(shares.iter().any(|(word, share)| *word == 1 && 0.5 < *share), "{shares:?}");
    }

    #[test]
    fn it_comes_back_from_bytes_as_it_was_and_nothing_else_does() {
        let model = train(&few(), 7);
        let bytes = model.to_bytes();
        assert_eq!(Model::from_bytes(&bytes), Some(model));
        for cut in 0..bytes.len() {
            assert_eq!(Model::from_bytes(&bytes[..cut]), None);
        }
        assert_eq!(Model::from_bytes(&[bytes.as_slice(), b"x"].concat()), None);
        assert_eq!(Model::from_bytes(b"something else"), None);
    }

    #[test]
    fn nothing_learned_says_nothing() {
        let model = train(&[], 0);
        assert!(model.judge("a phone", Lang::EN).of(0) <= 0.0);
    }
}

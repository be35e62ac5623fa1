//! Puts the two judgements together: what the trees' own words say (`rank`), and what was learned from phrases
//! (`learned`).
//!
//! Trees that were learned are put in order by both, as a logarithm of the one and points of the other add up. A tree
//! that nobody learned, such as an author's own, keeps its points, and so stands before all others if its words fit best.

use std::borrow::Cow;

use super::{
    document::Document,
    learned::{self, Judgement, Model},
    rank::Points,
};
use crate::base::Lang;

/// What a point of the ranking by words counts beside the logarithm of a learned probability.
const WORDS: f32 = 0.5;

/// How much sharper likelihoods differ than points.
pub(super) const SHARPNESS: f32 = 6.0;

/// The least probability that is told apart from none.
const LEAST: f32 = 1e-6;

/// What a learned probability alone is worth in points, where no word of the trees was said.
const ALONE: f32 = 0.6;

/// What was learned, for the trees at hand.
pub(super) struct Learned {
    pub model: Cow<'static, Model>,
    /// The class of each document.
    classes: Vec<Option<usize>>,
    none: Option<usize>,
}

/// What a learned tree got.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Share {
    /// Its class.
    pub class: usize,
    /// The points that its own words got it.
    pub points: f32,
    /// How likely the phrases alone make it, from 0 to 1.
    pub alone: f32,
    /// How likely it is by both, beside the other learned trees.
    pub both: f32,
}

impl Learned {
    /// Takes what is known of these documents; nothing if none of them was learned.
    pub(super) fn new(model: Cow<'static, Model>, documents: &[Document]) -> Option<Self> {
        let classes: Vec<Option<usize>> = documents.iter().map(|it| model.class(it.id.as_str())).collect();
        let none = model.class(learned::NONE);
        classes.iter().any(Option::is_some).then_some(Self { model, classes, none })
    }

    /// Judges a text.
    pub(super) fn judge(&self, text: &str, lang: Lang) -> Judgement {
        self.model.judge(text, lang)
    }

    /// Returns how likely it is that no learned tree fits.
    pub(super) fn none(&self, judgement: &Judgement) -> f32 {
        self.none.map_or(0.0, |class| judgement.of(class))
    }

    /// Gives each learned tree the points that it deserves by both.
    pub(super) fn blend(&self, judgement: &Judgement, points: &mut [Points]) {
        let mut found: Vec<(&mut Points, Share)> = Vec::new();
        for (points, class) in points.iter_mut().zip(&self.classes) {
            if let Some(class) = *class {
                let alone = judgement.of(class);
                let own = points.score;
                let both = alone.max(LEAST).ln() + WORDS * own;
                found.push((points, Share { class, points: own, alone, both }));
            }
        }
        let most = |of: &dyn Fn(&(&mut Points, Share)) -> f32| found.iter().map(of).fold(f32::MIN, f32::max);
        let best = most(&|(_, share)| share.both);
        let top = most(&|(points, share)| points.score.max(ALONE * share.alone));
        let total: f32 = found.iter().map(|(_, share)| (share.both - best).exp()).sum();
        for (points, mut share) in found {
            share.both = (share.both - best).exp();
            points.score = top * share.both.powf(1.0 / SHARPNESS);
            share.both /= total;
            points.learned = Some(share);
        }
    }
}

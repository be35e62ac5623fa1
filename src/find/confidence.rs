//! How sure the search is: a probability from a few figures of a ranking, calibrated on phrases.

/// What is looked at to say how sure a ranking is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// The points of the first.
    pub score: f64,
    /// How much the first is ahead of the second, as a part of its points.
    pub margin: f64,
    /// The part of what was said that the first has.
    pub met: f64,
    /// How well the best phrase of the first fits.
    pub phrase: f64,
    /// How well the device fits the first; 0 if none was named.
    pub device: f64,
    /// How many words were understood, up to six.
    pub words: f64,
    /// What the phrases that were learned say; nothing if they do not know the first.
    pub learned: Option<LearnedFigures>,
}

/// What the phrases that were learned say of a ranking.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LearnedFigures {
    /// How likely the first is by its words and the phrases, beside the other learned trees.
    pub both: f64,
    /// How much likelier that is than the second.
    pub lead: f64,
    /// How likely the phrases alone make it.
    pub alone: f64,
    /// How likely they make it that no tree fits.
    pub none: f64,
}

/// From this probability on nothing is asked; `-- fit` tells how many of those answers are wrong.
pub(super) const SURE: f64 = 0.95;

/// The weights of a logistic regression on `tests/phrases/tuning-*.yaml`, for trees that were not learned.
const WEIGHTS: [f64; 7] = [-4.63, 2.94, 3.39, 0.90, 1.81, 0.15, 0.55];

/// The weights of a logistic regression on the phrases that were learned, each judged by what was learned from other
/// writers; `cargo bench --bench find -- fit` prints them.
const LEARNED: [f64; 10] = [-0.80, -0.21, 0.27, -0.34, 0.26, 0.02, 0.53, 3.65, 1.00, -3.07];

impl Figures {
    /// Returns the figures in the order of the weights for trees that were not learned, behind a 1 for the constant.
    fn of_words(self) -> [f64; 7] {
        [1.0, self.score, self.margin, self.met, self.phrase, self.device, self.words]
    }

    /// Returns the figures in the order of the weights for learned trees, behind a 1 for the constant.
    pub fn of_learned(self, learned: LearnedFigures) -> [f64; 10] {
        let LearnedFigures { both, lead, alone, none } = learned;
        [1.0, self.score, self.met, self.phrase, self.device, self.words, both, lead, alone, none]
    }

    /// Returns the probability that the first is right.
    pub fn probability(self) -> f64 {
        match self.learned {
            Some(learned) => logistic(&self.of_learned(learned), &LEARNED),
            None => logistic(&self.of_words(), &WEIGHTS),
        }
    }
}

fn logistic(figures: &[f64], weights: &[f64]) -> f64 {
    let sum: f64 = figures.iter().zip(weights).map(|(figure, weight)| figure * weight).sum();
    1.0 / (1.0 + (-sum).exp())
}

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
}

/// From this probability on nothing is asked: of the tuning phrases that are answered then, one in a hundred is
/// wrong.
pub(super) const SURE: f64 = 0.95;

/// The weights of a logistic regression on `tests/phrases/tuning-*.yaml`; `cargo bench --bench find -- fit` prints them.
const WEIGHTS: [f64; 7] = [-4.63, 2.94, 3.39, 0.90, 1.81, 0.15, 0.55];

impl Figures {
    /// Returns the figures in the order of the weights, behind a 1 for the constant.
    pub fn to_array(self) -> [f64; 7] {
        [1.0, self.score, self.margin, self.met, self.phrase, self.device, self.words]
    }

    /// Returns the probability that the first is right.
    pub fn probability(self) -> f64 {
        let sum: f64 = self.to_array().into_iter().zip(WEIGHTS).map(|(figure, weight)| figure * weight).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

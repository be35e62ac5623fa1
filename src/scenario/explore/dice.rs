//! Chance that is the same for the same seed, on every machine.

/// `SplitMix64` (Steele, Lea, Flood 2014): one state word, good enough to choose answers by.
pub(super) struct Dice(u64);

impl Dice {
    /// Begins for a seed and a name, so that every tree has its own customers.
    pub(super) fn new(seed: u64, name: &str) -> Self {
        // FNV-1a.
        let mixed = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(seed ^ mixed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below 1.
    fn fraction(&mut self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
        let number = (self.next() >> 11) as f64;
        number / 9_007_199_254_740_992.0
    }

    /// Chooses a position by weights; the last one if all weigh nothing.
    pub(super) fn choose(&mut self, weights: &[f64]) -> usize {
        let mut left = self.fraction() * weights.iter().sum::<f64>();
        for (position, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return position;
            }
        }
        weights.len().saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_choices_by_weight() {
        let chosen = |seed| {
            let mut dice = Dice::new(seed, "tree");
            let mut counts = [0; 3];
            for _ in 0..4000 {
                counts[dice.choose(&[1.0, 0.0, 3.0])] += 1;
            }
            counts
        };
        assert_eq!(chosen(7), chosen(7));
        let [one, never, three] = chosen(7);
        assert!((900..1100).contains(&one) && never == 0 && (2900..3100).contains(&three), "{one} {never} {three}");
    }
}

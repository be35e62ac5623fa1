//! What the learned ranking sees of a text: stems, pairs of neighbouring stems, and pieces of three to five letters.
//!
//! Pieces carry over what no list knows: compounds, slips, other forms of a word, and words of the other language.

use crate::{
    base::Lang,
    find::{fold, stem::Stems},
};

/// How many letters a piece has.
const PIECES: std::ops::RangeInclusive<usize> = 3..=5;

/// A kind of features that is weighed as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Block {
    /// Stems and pairs of them.
    Words,
    /// Some letters in a row.
    Pieces,
}

impl Block {
    pub(super) const ALL: [Self; 2] = [Self::Words, Self::Pieces];
}

/// A feature at one place of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seen {
    /// The hash of its text.
    pub hash: u32,
    pub block: Block,
    /// The position of the first word that it is seen in.
    pub first: usize,
    /// That of the last one, which is the same but for a pair.
    pub last: usize,
}

/// Reads texts.
pub(super) struct Reader(Stems);

impl Reader {
    pub(super) fn new() -> Self {
        Self(Stems::new())
    }

    /// Lists the features of a text, in the order of their places.
    pub(super) fn features(&self, text: &str, lang: Lang) -> Vec<Seen> {
        let mut seen = Vec::new();
        let mut before: Option<String> = None;
        for (at, word) in fold::words(text).into_iter().enumerate() {
            let stem = self.0.of(&word.folded, lang);
            seen.push(Seen { hash: hash(&["stem", &stem]), block: Block::Words, first: at, last: at });
            if let Some(before) = &before {
                let hash = hash(&["pair", before, &stem]);
                seen.push(Seen { hash, block: Block::Words, first: at.saturating_sub(1), last: at });
            }
            pieces(&word.folded, &mut |piece| {
                seen.push(Seen { hash: hash(&["piece", piece]), block: Block::Pieces, first: at, last: at });
            });
            before = Some(stem);
        }
        seen
    }
}

/// Lists the pieces of a word; a sign marks its beginning and its end.
fn pieces(word: &str, take: &mut dyn FnMut(&str)) {
    let marked = format!("^{word}$");
    let starts: Vec<usize> = marked.char_indices().map(|(at, _)| at).chain([marked.len()]).collect();
    for length in PIECES {
        for (start, end) in starts.iter().zip(starts.iter().skip(length)) {
            take(marked.get(*start..*end).unwrap_or_default());
        }
    }
}

/// Names a feature by 32 bits: FNV-1a (Fowler, Noll and Vo), which is the same on every machine and in every version.
fn hash(parts: &[&str]) -> u32 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_pairs_and_pieces_are_seen() {
        let of = |text: &str| Reader::new().features(text, Lang::EN);
        let seen = of("it prints");
        // it, prints, the pair; ^it it$ ^it$; ^pr pri rin int nts ts$, five of four letters, four of five.
        assert_eq!(seen.len(), 3 + 3 + 6 + 5 + 4);
        assert_eq!(seen.iter().filter(|it| it.block == Block::Words).count(), 3);
        assert!(seen.iter().any(|it| (it.first, it.last) == (0, 1)), "{seen:?}");
        let shared =
            |one: &str, other: &str| of(one).iter().filter(|it| of(other).iter().any(|o| o.hash == it.hash)).count();
        assert!(0 < shared("prnter", "printer") && shared("lamp", "fuse") == 0);
    }

    #[test]
    fn the_hash_is_the_one_that_is_written_down() {
        // Worked out by hand after the published definition, for "a" and a zero.
        assert_eq!(hash(&["a"]), 0x2b24_d044);
    }
}

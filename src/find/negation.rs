//! What is denied: in "druckt nicht" the printing, in "it is not slow, it hangs" the slowness, but not the hanging.

use super::{
    fold::Word,
    words::{Denies, lists},
};

/// How many small words may stand between a negation and what it denies.
const REACH: usize = 5;

/// Words that begin a new thought within a clause.
const TURNS: &[&str] =
    &["aber", "sondern", "but", "sonst", "obwohl", "although", "weil", "because", "and", "und", "wenn", "when", "if"];

/// What a word does in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// It says something.
    Content,
    /// It says nothing about a fault.
    Filler,
    /// It denies something else.
    Negation,
}

/// Says of every word which part it plays.
pub(super) fn parts(words: &[Word]) -> Vec<Part> {
    let lists = lists();
    let part = |word: &Word| {
        if lists.negations.contains_key(&word.folded) {
            Part::Negation
        } else if lists.fillers.contains_key(&word.folded) {
            Part::Filler
        } else {
            Part::Content
        }
    };
    words.iter().map(part).collect()
}

/// Says of every word whether it is denied.
pub(super) fn denied(words: &[Word], parts: &[Part]) -> Vec<bool> {
    let mut denied = vec![false; words.len()];
    let clause = |at: usize| words.get(at).map(|word| word.clause);
    let turns = |at: usize| words.get(at).is_some_and(|word| TURNS.contains(&&*word.folded));
    for at in (0..words.len()).filter(|at| parts.get(*at) == Some(&Part::Negation)) {
        let denies = words.get(at).and_then(|word| lists().negations.get(&word.folded)).copied();
        let mut mark = |at: usize| {
            let is_content = parts.get(at) == Some(&Part::Content);
            if let Some(it) = denied.get_mut(at).filter(|_| is_content) {
                *it = true;
            }
            is_content
        };
        let is_near = |other: &usize| clause(*other) == clause(at) && !turns(*other);
        if matches!(denies, Some(Denies::Behind | Denies::Around)) {
            let behind = (at + 1..words.len()).take_while(is_near);
            let _denied = behind.take(REACH).find(|at| mark(*at));
        }
        if matches!(denies, Some(Denies::Before | Denies::Around)) {
            let before = (0..at).rev().take_while(is_near);
            let _denied = before.take(REACH).find(|at| mark(*at));
        }
    }
    denied
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::fold::words;

    fn denied_words(text: &str) -> Vec<String> {
        let words = words(text);
        let marks = denied(&words, &parts(&words));
        words.into_iter().zip(marks).filter(|(_, denied)| *denied).map(|(word, _)| word.folded).collect()
    }

    #[test]
    fn what_is_denied_stands_beside_the_negation() {
        assert_eq!(denied_words("Er druckt nicht"), ["druckt"]);
        assert_eq!(denied_words("der Drucker will nicht drucken"), ["drucker", "drucken"]);
        assert_eq!(denied_words("it doesn't print"), ["print"]);
        assert_eq!(denied_words("it is not slow, it hangs"), ["slow"]);
        assert_eq!(denied_words("nicht langsam sondern abgestürzt"), ["langsam"]);
        assert_eq!(denied_words("kein Ton aber Bild"), ["ton"]);
        assert_eq!(denied_words("nobody can hear me"), Vec::<String>::new());
    }
}

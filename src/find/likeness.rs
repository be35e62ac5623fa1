//! How alike two folded words are, from 0 to 1.

use super::{
    fold::NOT,
    words::{kin, meaning},
};

/// A folded word with what is looked up of it once.
#[derive(Debug)]
pub(super) struct Word {
    text: String,
    characters: usize,
    meaning: Option<usize>,
}

impl Word {
    pub(super) fn new(text: String) -> Self {
        Self { characters: text.chars().count(), meaning: meaning(&text), text }
    }
}

/// Words of one meaning, such as `kennwort` and `passwort`.
const MEANING: f64 = 0.9;
/// Words of one stem, such as `druckt` and `drucker`.
const STEM: f64 = 0.85;
/// A word that begins or ends a compound, such as `drucker` in `netzwerkdrucker`.
const COMPOUND: f64 = 0.75;
/// A word with one slip of the fingers, such as `dukcer`.
const SLIP: f64 = 0.8;
/// Words that are often said of one thing, such as `sound` and `hear`.
const KIN: f64 = 0.5;

/// Compares two words.
pub(super) fn of(one: &Word, other: &Word) -> f64 {
    if one.text == other.text {
        return 1.0;
    }
    if one.text == NOT || other.text == NOT {
        return 0.0;
    }
    if one.meaning.is_some() && one.meaning == other.meaning {
        return MEANING;
    }
    let spelt = if one.characters <= other.characters { spelling(one, other) } else { spelling(other, one) };
    if spelt < KIN && kin(&one.text, &other.text) { KIN } else { spelt }
}

fn spelling(shorter: &Word, longer: &Word) -> f64 {
    let (short, long, fewer, more) = (&*shorter.text, &*longer.text, shorter.characters, longer.characters);
    if fewer < 3 || short.bytes().all(|b| b.is_ascii_digit()) {
        return 0.0;
    }
    let common = prefix(short, long).max(prefix(participle(short), participle(long)));
    let inflected = 4 <= common && more <= common + 3 && 2 * fewer <= 3 * common;
    if inflected || (fewer == common && more <= fewer + 2) {
        return STEM;
    }
    let begins = 5 <= fewer && long.starts_with(short);
    if begins || (4 <= fewer && long.ends_with(short)) {
        return COMPOUND;
    }
    slips(short, long, fewer, more)
}

/// Compares two words letter by letter: one slip in four to seven letters, two in more.
fn slips(short: &str, long: &str, fewer: usize, more: usize) -> f64 {
    let most = match fewer {
        ..4 => 0,
        4..8 => 1,
        _ => 2,
    };
    if fewer + most < more {
        return 0.0;
    }
    match strsim::osa_distance(short, long) {
        1 if 1 <= most => SLIP,
        2 if 2 <= most => SLIP * 0.9,
        _ => 0.0,
    }
}

/// Counts the characters that both begin with.
fn prefix(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count()
}

/// Takes the `ge` from a German participle: `gedruckt` is of the stem of `druckt`.
fn participle(word: &str) -> &str {
    word.strip_prefix("ge").filter(|rest| 5 <= rest.len()).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(one: &str, other: &str) -> f64 {
        super::of(&Word::new(one.to_owned()), &Word::new(other.to_owned()))
    }

    #[test]
    fn inflection_compounds_and_slips_are_alike() {
        for (one, other, least) in [
            ("druckt", "drucker", STEM),
            ("gedruckt", "druckt", STEM),
            ("netzwerkdrucker", "drucker", COMPOUND),
            ("druckerpatrone", "drucker", COMPOUND),
            ("dukcer", "druker", 0.0),
            ("pritner", "printer", SLIP),
            ("wlan", "wifi", MEANING),
            ("kennwort", "passwort", MEANING),
            ("mails", "mail", STEM),
        ] {
            assert!(least <= of(one, other), "{one} {other}: {}", of(one, other));
            assert!((of(one, other) - of(other, one)).abs() < 1e-9, "{one} {other}: not symmetric");
        }
    }

    #[test]
    fn other_words_are_not_alike() {
        for (one, other) in [("ton", "tot"), ("maus", "haus2"), ("not", "note"), ("30", "300"), ("scan", "schnell")] {
            assert!(of(one, other) < 0.1, "{one} {other}: {}", of(one, other));
        }
    }
}

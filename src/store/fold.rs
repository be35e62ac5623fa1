//! Texts as they are searched: without regard to case, ß as ss, and letters with marks as one character each.

/// The most characters of a text that is looked for; more is cut off.
const MOST_WANTED: usize = 200;

/// Letters that are two characters on some systems, and the one that they are elsewhere.
const COMPOSED: [(char, char); 3] = [('a', 'ä'), ('o', 'ö'), ('u', 'ü')];

/// The two dots as a character of their own.
const DIAERESIS: char = '\u{308}';

/// What people type who have no such letter.
const TYPED: [(char, &str); 3] = [('ä', "ae"), ('ö', "oe"), ('ü', "ue")];

/// Folds a text: what differs only in case or in how it is encoded becomes the same.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            // No database can keep it, and nobody looks for it.
            '\0' => {}
            'ß' => folded.push_str("ss"),
            // The end of a Greek word.
            'ς' => folded.push('σ'),
            DIAERESIS => {
                let before = folded.pop();
                let whole = before.and_then(|it| COMPOSED.into_iter().find(|(plain, _)| *plain == it));
                match (whole, before) {
                    (Some((_, whole)), _) => folded.push(whole),
                    (None, before) => folded.extend(before.into_iter().chain([DIAERESIS])),
                }
            }
            _ if character.is_whitespace() => folded.push(' '),
            _ => folded.push(character),
        }
    }
    folded
}

/// The words that are looked for, each in all its spellings: `mueller` finds `Müller`, and the other way round.
pub(super) fn wanted(text: &str) -> Vec<Vec<String>> {
    let cut: String = text.chars().take(MOST_WANTED).collect();
    fold(&cut).split(' ').filter(|word| !word.is_empty()).map(spellings).collect()
}

fn spellings(word: &str) -> Vec<String> {
    let (mut marked, mut plain) = (word.to_owned(), word.to_owned());
    for (letter, typed) in TYPED {
        marked = marked.replace(typed, letter.encode_utf8(&mut [0; 4]));
        plain = plain.replace(letter, typed);
    }
    let mut all = vec![word.to_owned(), marked, plain];
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_only_in_writing_is_the_same() {
        for (one, other) in [
            ("GRÜN", "grün"),
            ("gru\u{308}n", "grün"),
            ("Straße", "STRASSE"),
            ("ΟΔΟΣ", "οδος"),
            ("ÉCRAN", "écran"),
            ("A\tb", "a\0 B"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
        assert_eq!(fold("x\u{308}"), "x\u{308}");
        assert_eq!(fold("\u{308}"), "\u{308}");
    }

    #[test]
    fn every_word_is_wanted_in_all_spellings() {
        assert_eq!(
            wanted(" Mueller  KABEL "),
            [vec!["mueller".to_owned(), "müller".to_owned()], vec!["kabel".to_owned()]]
        );
        assert_eq!(wanted("Müller"), [["mueller", "müller"]]);
        assert!(wanted(" \n").is_empty());
        assert_eq!(wanted(&"x".repeat(5000))[0][0].len(), MOST_WANTED);
    }
}

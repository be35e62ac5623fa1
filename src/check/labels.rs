//! What people read on answers, and when two of them are hard to tell apart.

use crate::{
    base::Lang,
    tree::{Answer, Input, Question, Tree},
};

/// The built-in labels by answer id, English and German; a test holds them equal to what the dialogue says.
const BUILT_IN: [(&str, &str, &str); 4] = [
    ("yes", "Yes", "Ja"),
    ("no", "No", "Nein"),
    ("unsure", "I am not sure", "Ich bin nicht sicher"),
    ("none", "None of these", "Nichts davon"),
];

/// Returns what an answer is called: its text, the built-in label, or its id.
pub(super) fn label(answer: &Answer, lang: Lang) -> &str {
    if let Some(text) = &answer.text {
        return text.get(lang);
    }
    let id = answer.id.as_str();
    let built_in = BUILT_IN.iter().find(|(own, ..)| *own == id);
    built_in.map_or(id, |(_, en, de)| if lang.base() == Lang::DE { de } else { en })
}

/// Says whether people choose among the labels of this question.
pub(super) fn is_chosen_from(question: &Question) -> bool {
    matches!(question.input, Input::Choice | Input::Many)
}

/// Lists the languages that a tree is meant to speak: those of its title.
pub(super) fn languages(tree: &Tree) -> impl Iterator<Item = Lang> {
    tree.title.iter().map(|(lang, _)| lang)
}

/// Pairs each answer with the first one before it that has the same key in some language.
pub(super) fn pairs<'q, K: Ord>(
    tree: &Tree,
    question: &'q Question,
    key: impl Fn(&'q str) -> Option<K>,
) -> Vec<(&'q Answer, &'q Answer, Lang)> {
    let mut found: Vec<(&Answer, &Answer, Lang)> = Vec::new();
    for lang in languages(tree) {
        let mut keyed: Vec<(K, usize, &Answer)> = Vec::with_capacity(question.answers.len());
        for (position, answer) in question.answers.iter().enumerate() {
            keyed.extend(key(label(answer, lang)).map(|key| (key, position, answer)));
        }
        keyed.sort_unstable_by(|(one, at, _), (other, then, _)| (one, at).cmp(&(other, then)));
        for alike in keyed.chunk_by(|(one, ..), (other, ..)| one == other) {
            let [(_, _, first), rest @ ..] = alike else { continue };
            found.extend(rest.iter().map(|(_, _, answer)| (*first, *answer, lang)));
        }
    }
    // A pair that reads alike in several languages is told once.
    found.sort_by_key(|(_, answer, _)| answer.span);
    found.dedup_by_key(|(_, answer, _)| answer.span);
    found
}

/// Cuts a label that would fill a message.
pub(super) fn brief(label: &str) -> String {
    let one_line = label.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= 40 { one_line } else { one_line.chars().take(37).chain("…".chars()).collect() }
}

/// Folds what the eye and the ear confuse: case, accents and umlauts in every spelling, punctuation.
pub(super) fn folded(label: &str) -> String {
    let mut folded = String::with_capacity(label.len());
    // Only a combining mark can follow the first lower-case character, and marks are dropped.
    let lower = |c: char| if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
    for (at, c) in label.char_indices() {
        let before_digit = || label.as_bytes().get(at + c.len_utf8()).is_some_and(u8::is_ascii_digit);
        match lower(c) {
            c @ ('a'..='d' | 'f'..='z' | '0'..='9') => folded.push(c),
            // A sign or decimal point belongs to its number.
            '-' | '–' | '−' if before_digit() && !folded.ends_with(|c: char| c.is_alphanumeric()) => {
                folded.push('-');
            }
            '.' | ',' if before_digit() && folded.ends_with(|c: char| c.is_ascii_digit()) => folded.push('.'),
            'à'..='æ' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'è'..='ë' | 'ē' | 'ę' | 'ě' => folded.push('e'),
            'ì'..='ï' | 'ī' => folded.push('i'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'œ' => folded.push('o'),
            'ù'..='ü' | 'ū' | 'ů' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ß' => folded.push_str("ss"),
            'š' | 'ś' => folded.push('s'),
            'ž' | 'ź' | 'ż' => folded.push('z'),
            'ł' => folded.push('l'),
            '\u{300}'..='\u{36f}' => {}
            'e' if folded.ends_with(['a', 'o', 'u']) => {}
            c if c.is_whitespace() || is_punctuation(c) => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.push(c),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Signs that people do not hear; `+`, `#`, `%` and the like mean something.
fn is_punctuation(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '"' | '-' | '(' | ')' | '/' | '_' | '´' | '`' | '’' | '‘')
        || matches!(c, '“' | '”' | '„' | '‚' | '«' | '»' | '–' | '—' | '…' | '¿' | '¡' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_labels_are_those_of_the_dialogue() {
        let (english, german) = (crate::words::Words::new(Lang::EN), crate::words::Words::new(Lang::DE));
        for (id, en, de) in BUILT_IN {
            let key = format!("answer-{id}");
            assert_eq!((english.say(&key).as_str(), german.say(&key).as_str()), (en, de));
        }
    }

    #[test]
    fn what_sounds_alike_folds_alike() {
        for (one, other) in [
            ("Straße", "Strasse"),
            ("Geräte", "Geraete"),
            ("Geräte", "Gerate"),
            ("Yes!", "yes"),
            ("Wi-Fi", "wi fi"),
            ("Café", "cafe"),
            ("Ja, sie leuchtet", "Ja – sie leuchtet."),
        ] {
            assert_eq!(folded(one), folded(other), "{one} and {other}");
        }
        for (one, other) in [("1.5", "15"), ("-5", "5"), ("C++", "C"), ("below 5 %", "below 5 €"), ("on", "one")] {
            assert_ne!(folded(one), folded(other), "{one} and {other}");
        }
    }
}

//! Compares what was typed with labels: without case, umlauts, accents and punctuation, in no locale.

/// Folds a text; umlauts become two letters, as one writes them without the keys for them.
pub(crate) fn fold(text: &str) -> String {
    fold_with(text, true)
}

/// Folds a text; umlauts lose their dots, as one writes them in a hurry.
pub(crate) fn fold_short(text: &str) -> String {
    fold_with(text, false)
}

fn fold_with(text: &str, long: bool) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'ö' | 'ü' | 'æ' | 'œ' => {
                folded.push(plain(c));
                if long {
                    folded.push('e');
                }
            }
            'ß' => folded.push_str("ss"),
            // A separate diaeresis, as some keyboards and file systems write it.
            '\u{308}' if long && folded.ends_with(['a', 'o', 'u']) => folded.push('e'),
            '\u{300}'..='\u{36f}' => {}
            c if c.is_alphanumeric() => folded.push(plain(c)),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn plain(c: char) -> char {
    match c {
        'ä' | 'à' | 'á' | 'â' | 'ã' | 'å' | 'æ' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ö' | 'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'œ' => 'o',
        'ü' | 'ù' | 'ú' | 'û' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

/// Says whether two texts are the same to a hurried reader.
pub(crate) fn is_same(typed: &str, label: &str) -> bool {
    fold(typed) == fold(label) || fold_short(typed) == fold_short(label)
}

/// Says whether a label begins with what was typed.
pub(crate) fn begins(label: &str, typed: &str) -> bool {
    let has_letter = typed.chars().any(char::is_alphabetic);
    has_letter && (fold(label).starts_with(&fold(typed)) || fold_short(label).starts_with(&fold_short(typed)))
}

/// Says whether every word that was typed stands in a label.
pub(crate) fn has_words(label: &str, typed: &str) -> bool {
    let holds = |label: String, typed: String| {
        let words: Vec<&str> = label.split(' ').collect();
        typed.chars().any(char::is_alphabetic) && typed.split(' ').all(|word| words.contains(&word))
    };
    holds(fold(label), fold(typed)) || holds(fold_short(label), fold_short(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hurried_typing_is_understood() {
        assert!(is_same("bin nicht sicher!", "Bin nicht sicher"));
        assert!(is_same("geraet geprueft", "Gerät geprüft"));
        assert!(is_same("gerat gepruft", "Gerät geprüft"));
        assert!(is_same("GERA\u{308}T", "Gerät"));
        assert!(is_same("strasse", "Straße"));
        assert!(begins("Nothing, no light", "nothing no"));
        assert!(!begins("Nothing", "-"));
        assert!(has_words("Ink, toner or cartridge", "toner"));
        assert!(!has_words("Ink, toner or cartridge", "ton"));
        assert!(!is_same("a", ""));
    }
}

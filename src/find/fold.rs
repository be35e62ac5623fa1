//! Text to terms: lower case, one spelling for umlauts and hyphens, stop words gone, negation kept.

use super::words::{is_filler, is_negation};

/// The term that stands for every negation: `nicht`, `kein`, `don't`, `nothing`.
pub(super) const NOT: &str = "not";

/// The longest word that is looked at, in characters; longer ones are cut.
const LONGEST: usize = 40;

/// Splits a text into folded terms, in order.
pub(super) fn terms(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|c: char| !(c.is_alphanumeric() || is_inside(c))) {
        for part in parts(word) {
            let term = fold(&part);
            let before = found.last().map(String::as_str);
            match (before, term.as_str()) {
                (_, "") => {}
                // "Wi Fi" and "e mail", said or typed with a blank.
                (Some("wi"), "fi") | (Some("e"), "mail" | "mails") | (Some("w"), "lan") => {
                    let last = found.pop().unwrap_or_default();
                    found.push(last + &term);
                }
                _ => found.push(term),
            }
        }
    }
    found.retain(|term| !is_filler(term));
    for term in &mut found {
        if is_negation(term) {
            NOT.clone_into(term);
        }
    }
    found
}

/// Says whether a character may stand inside a word: hyphens, apostrophes, the marks of a decomposed umlaut.
fn is_inside(c: char) -> bool {
    matches!(c, '-' | '‑' | '\'' | '’' | '_' | '\u{300}'..='\u{36f}')
}

/// Splits at hyphens, but not after one or two letters: `Wi-Fi` and `E-Mail` are one word, `Login-Code` two.
fn parts(word: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in word.split(['-', '‑', '_']).filter(|part| !part.is_empty()) {
        match found.last_mut() {
            Some(before) if before.chars().count() <= 2 => before.push_str(part),
            _ => found.push(part.to_owned()),
        }
    }
    found
}

/// Lower case without accents; `ä`, `ae` and `a` are one, so are `ß` and `ss`. An apostrophe is dropped.
pub(super) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase).take(LONGEST) {
        match c {
            'ä' | 'à' | 'á' | 'â' | 'å' => folded.push('a'),
            'ö' | 'ò' | 'ó' | 'ô' | 'ø' => folded.push('o'),
            'ü' | 'ù' | 'ú' | 'û' => folded.push('u'),
            'è' | 'é' | 'ê' | 'ë' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' => folded.push('i'),
            'ç' => folded.push('c'),
            'ñ' => folded.push('n'),
            'ß' => folded.push_str("ss"),
            // The second half of `ae`, `oe`, `ue`, and what a decomposed umlaut leaves behind.
            'e' if folded.ends_with(['a', 'o', 'u']) => {}
            '\'' | '’' | '\u{300}'..='\u{36f}' => {}
            c => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_for_umlauts_and_hyphens() {
        assert_eq!(terms("Öffnen oeffnen Offnen"), ["offnen"; 3]);
        assert_eq!(terms("Stra\u{df}e STRASSE"), ["strasse"; 2]);
        assert_eq!(terms("Wi-Fi wifi Wi Fi WI‑FI"), ["wifi"; 4]);
        assert_eq!(terms("E-Mail email e mail"), ["email"; 3]);
        assert_eq!(terms("Authenticator-App"), ["authenticator", "app"]);
        assert_eq!(terms("la\u{308}dt lädt laedt"), ["ladt"; 3]);
    }

    #[test]
    fn negation_stays_and_fillers_go() {
        assert_eq!(terms("Es druckt leider nicht"), ["druckt", NOT]);
        assert_eq!(terms("it doesn't print"), [NOT, "print"]);
        assert_eq!(terms("kein Ton"), [NOT, "ton"]);
        assert_eq!(terms("nothing"), [NOT]);
    }
}

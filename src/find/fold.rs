//! Text to words: lower case, one spelling for umlauts and hyphens, cut into clauses.

/// The longest word that is looked at, in characters; longer ones are cut.
const LONGEST: usize = 40;

/// The most words of a text that are looked at.
const MOST_WORDS: usize = 400;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// As it is compared.
    pub folded: String,
    /// As it was typed.
    pub typed: String,
    /// The number of its clause.
    pub clause: usize,
}

/// Cuts a text into words and clauses. A clause ends at a mark of punctuation or a break of the line.
pub(super) fn words(text: &str) -> Vec<Word> {
    let (mut found, mut clause) = (Vec::new(), 0);
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (gap, from) = rest.split_at(start);
        if gap.contains(ends_clause) {
            clause += 1;
        }
        let end = from.find(|c: char| !(c.is_alphanumeric() || is_inside(c))).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        for part in parts(word) {
            let folded = fold(&part);
            if !folded.is_empty() {
                found.push(Word { folded, typed: part, clause });
            }
        }
        rest = after;
        if MOST_WORDS <= found.len() {
            break;
        }
    }
    found
}

fn ends_clause(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '\n' | '–' | '—' | '…')
}

/// Says whether a character may stand inside a word: hyphens, apostrophes, the marks of a decomposed umlaut.
fn is_inside(c: char) -> bool {
    matches!(c, '-' | '‑' | '\'' | '’' | '´' | '`' | '_' | '\u{300}'..='\u{36f}')
}

/// Splits at hyphens, but not after one letter or `Wi`: `Wi-Fi` and `E-Mail` are one word, `Login-Code` is two.
fn parts(word: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in word.split(['-', '‑', '_']).filter(|part| !part.is_empty()) {
        match found.last_mut() {
            Some(before) if before.chars().count() == 1 || before.eq_ignore_ascii_case("wi") => before.push_str(part),
            _ => found.push(part.to_owned()),
        }
    }
    found
}

/// Lower case without accents: `ä` is `a`, `ß` is `ss`. An apostrophe is dropped.
///
/// But `drücken` stays apart from `drucken`: here these two are seldom the same fault.
///
/// `ae` stays: whether it stands for `ä` is decided where the words of the trees are known.
pub(super) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    let mut word = std::borrow::Cow::Borrowed(word);
    if word.contains(['ü', 'Ü']) {
        word = word.to_lowercase().replace("drück", "dryck").into();
    }
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
            // What a decomposed umlaut leaves behind.
            '\'' | '’' | '´' | '`' | '\u{300}'..='\u{36f}' => {}
            c => folded.push(c),
        }
    }
    folded
}

/// Returns a folded word with `ae`, `oe` and `ue` read as umlauts; nothing if there are none.
pub(super) fn umlauts(folded: &str) -> Option<String> {
    let read = folded.replace("drueck", "dryck").replace("ae", "a").replace("oe", "o").replace("ue", "u");
    (read != folded).then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn one_spelling_for_umlauts_and_hyphens() {
        assert_eq!(folded("Öffnen Offnen"), ["offnen"; 2]);
        assert_eq!(umlauts("oeffnen").as_deref(), Some("offnen"));
        assert_eq!(umlauts("offnen"), None);
        assert_eq!(folded("Stra\u{df}e STRASSE"), ["strasse"; 2]);
        assert_eq!(folded("Wi-Fi wifi WI‑FI"), ["wifi"; 3]);
        assert_eq!(folded("E-Mail email"), ["email"; 2]);
        assert_eq!(folded("Authenticator-App"), ["authenticator", "app"]);
        assert_eq!(folded("la\u{308}dt lädt"), ["ladt"; 2]);
        assert_eq!(folded("it doesn't"), ["it", "doesnt"]);
    }

    #[test]
    fn clauses_are_counted() {
        let clauses: Vec<usize> = words("It is not slow, it hangs. Help!").iter().map(|word| word.clause).collect();
        assert_eq!(clauses, [0, 0, 0, 0, 1, 1, 2]);
        assert_eq!(words("…!"), []);
    }
}

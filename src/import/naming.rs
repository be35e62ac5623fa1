//! Makes ids from what a chart says: lower case, umlauts folded, meaningful, each once.

use rustc_hash::FxHashMap;

use super::words;
use crate::base::Id;

/// The most words of an id.
const MOST_WORDS: usize = 4;
/// The longest id that is made; a number may be added.
const LONGEST: usize = 40;

/// Names that were given, so that each is given once.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// How often a name was asked for.
    given: FxHashMap<String, usize>,
}

impl Names {
    /// Gives an id that is made from the first of these texts that has words for one.
    pub(super) fn give<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>, otherwise: &str) -> String {
        let base = texts.into_iter().find_map(slug).unwrap_or_else(|| otherwise.to_owned());
        self.once(base)
    }

    /// Gives this id, or the same with a number.
    pub(super) fn once(&mut self, base: String) -> String {
        let mut number = self.given.get(&base).copied().unwrap_or_default() + 1;
        loop {
            let name = if number == 1 { base.clone() } else { format!("{base}-{number}") };
            if !self.given.contains_key(&name) {
                self.given.insert(base, number);
                self.given.entry(name.clone()).or_insert(1);
                return name;
            }
            number += 1;
        }
    }
}

/// Makes an id from words.
pub fn slug(text: &str) -> Option<String> {
    let folded = ascii(text);
    let words: Vec<&str> = folded.split('-').filter(|word| !word.is_empty()).collect();
    let telling: Vec<&str> = words.iter().copied().filter(|word| !words::is_filler(word)).collect();
    // "on" alone says too little; then "is-it-on" is better.
    let letters = telling.iter().flat_map(|word| word.bytes()).filter(u8::is_ascii_alphabetic).count();
    let chosen = if 3 < letters || telling.len() == words.len() { telling } else { words };
    let mut id = String::new();
    for word in chosen.into_iter().take(MOST_WORDS) {
        // An id begins with a letter.
        if id.is_empty() && !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        if LONGEST < id.len() + word.len() + 1 && !id.is_empty() {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(word.get(..LONGEST).unwrap_or(word));
    }
    Id::is_well_formed(&id).then_some(id)
}

/// Lower case ASCII letters and digits, anything else a hyphen; umlauts and accents are folded.
fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'æ' => out.push_str("ae"),
            'ö' | 'œ' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            'à' | 'á' | 'â' | 'ã' | 'å' | 'ą' => out.push('a'),
            'ç' | 'ć' | 'č' => out.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' => out.push('i'),
            'ł' => out.push('l'),
            'ñ' | 'ń' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ø' => out.push('o'),
            'ś' | 'š' => out.push('s'),
            'ù' | 'ú' | 'û' => out.push('u'),
            'ý' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            '\'' | '’' => {}
            c if c.is_ascii_alphanumeric() => out.push(c),
            _ => out.push('-'),
        }
    }
    out
}

/// Makes an id from the name that the chart's author gave, if it tells something: `checkPower`, not `A1` or `node3`.
pub(super) fn telling_key(key: &str) -> Option<String> {
    let mut spaced = String::with_capacity(key.len() + 4);
    let mut before = ' ';
    for c in key.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            spaced.push('-');
        }
        spaced.push(c);
        before = c;
    }
    let id = ascii(&spaced).split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    let letters = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let word = letters.trim_end_matches('-');
    let tells = 3 < word.len()
        && word.bytes().any(|b| b"aeiouy".contains(&b))
        && ![
            "node", "step", "state", "item", "shape", "block", "knoten", "schritt", "decision", "process", "question",
            "quest", "frage", "action", "terminal", "flow",
        ]
        .contains(&word);
    (tells && id.len() <= LONGEST && id.starts_with(|c: char| c.is_ascii_alphabetic()) && Id::is_well_formed(&id))
        .then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_say_what_is_meant() {
        for (text, id) in [
            ("Is the power light on?", Some("power-light-on")),
            ("Läuft die Straßenlampe über Öl?", Some("laeuft-strassenlampe-ueber-oel")),
            ("Don't touch", Some("dont-touch")),
            ("2 beeps", Some("beeps")),
            ("漢字", None),
            ("123", None),
            ("Is it?", Some("is-it")),
            ("Donaudampfschifffahrtsgesellschaftskapitänsmützenband", Some("donaudampfschifffahrtsgesellschaftskapit")),
        ] {
            assert_eq!(slug(text).as_deref(), id, "{text}");
        }
    }

    #[test]
    fn names_are_given_once() {
        let mut names = Names::default();
        let given: Vec<String> = ["a", "a", "a-2", "a", "a-2"].iter().map(|it| names.give([*it], "step")).collect();
        assert_eq!(given, ["a", "a-2", "a-2-2", "a-3", "a-2-3"]);
    }

    #[test]
    fn names_of_nodes_are_kept_where_they_tell_something() {
        assert_eq!(telling_key("checkPower").as_deref(), Some("check-power"));
        assert_eq!(telling_key("power_light").as_deref(), Some("power-light"));
        for key in ["A", "B12", "node3", "n1", "step-4", "ABC", "P100", "漢字", "http"] {
            assert_eq!(telling_key(key), None, "{key}");
        }
    }
}

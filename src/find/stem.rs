//! Words to stems: `printing` and `prints` are one, and so are `gedruckt` and `drucken`.

use rust_stemmers::{Algorithm, Stemmer};

use crate::base::Lang;

/// The stemmers of the languages that have one here.
pub(super) struct Stems {
    english: Stemmer,
    german: Stemmer,
}

impl Stems {
    pub(super) fn new() -> Self {
        Self { english: Stemmer::create(Algorithm::English), german: Stemmer::create(Algorithm::German) }
    }

    /// Returns the stem of a folded word; the word itself in a language without a stemmer.
    pub(super) fn of(&self, folded: &str, lang: Lang) -> String {
        if lang.base() == Lang::EN {
            self.english.stem(folded).into_owned()
        } else if lang.base() == Lang::DE {
            root(&self.german.stem(folded)).to_owned()
        } else {
            folded.to_owned()
        }
    }
}

/// Takes from a German stem what Snowball leaves of verbs: the `ge-` and `-t` of `gedruckt` and `druckt`.
fn root(stem: &str) -> &str {
    let bare = stem.strip_suffix("et").or_else(|| stem.strip_suffix('t')).filter(|it| 4 <= it.len());
    match bare {
        Some(bare) => bare.strip_prefix("ge").filter(|it| 4 <= it.len()).unwrap_or(bare),
        None => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_share_a_stem() {
        let stems = Stems::new();
        for (lang, one, other) in [
            (Lang::EN, "printing", "prints"),
            (Lang::EN, "charges", "charging"),
            (Lang::DE, "druckt", "drucken"),
            (Lang::DE, "gedruckt", "drucken"),
            (Lang::DE, "klickt", "geklickt"),
            (Lang::DE, "passworter", "passwort"),
        ] {
            assert_eq!(stems.of(one, lang), stems.of(other, lang), "{one} {other}");
        }
    }
}

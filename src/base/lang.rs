//! Languages and the texts that exist in several of them.

use std::fmt;

use super::Span;

/// A language tag such as `de` or `de-du`, at most twelve ASCII characters, compared in lower case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang([u8; 12]);

impl Lang {
    /// English, the language of a tree that names none.
    pub const EN: Self = Self(*b"en\0\0\0\0\0\0\0\0\0\0");
    /// German.
    pub const DE: Self = Self(*b"de\0\0\0\0\0\0\0\0\0\0");

    /// Reads a tag: two or three letters, then any number of `-` and letters or digits.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next()?;
        let sound = tag.len() <= 12
            && (2..=3).contains(&primary.len())
            && primary.bytes().all(|b| b.is_ascii_alphabetic())
            && tag.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        if !sound {
            return None;
        }
        let mut bytes = [0; 12];
        for (to, from) in bytes.iter_mut().zip(tag.bytes()) {
            *to = from.to_ascii_lowercase();
        }
        Some(Self(bytes))
    }

    /// Returns the tag.
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|&b| b == 0).unwrap_or(self.0.len());
        self.0.get(..end).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// Returns the language without its variant: `de` for `de-du`.
    #[must_use]
    pub fn base(self) -> Self {
        let mut base = Self([0; 12]);
        for (to, from) in base.0.iter_mut().zip(self.0).take_while(|(_, from)| *from != b'-') {
            *to = from;
        }
        base
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text in one or more languages, in the author's order.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Text(Vec<Words>);

/// The words of one language, and where they stand.
#[derive(Clone, Debug)]
struct Words {
    lang: Lang,
    span: Span,
    text: Box<str>,
}

/// Texts are the same if they say the same, wherever they stand.
impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang && self.text == other.text
    }
}

impl Eq for Words {}

impl Text {
    /// Makes a text of one language.
    pub fn plain(lang: Lang, words: &str) -> Self {
        let mut text = Self::default();
        text.set(lang, words);
        text
    }

    /// Adds or replaces the words of one language.
    pub fn set(&mut self, lang: Lang, words: &str) {
        self.set_at(lang, words, Span::default());
    }

    /// Adds or replaces the words of one language, which stand in a source.
    pub fn set_at(&mut self, lang: Lang, words: &str, span: Span) {
        let words = Words { lang, span, text: words.into() };
        match self.0.iter_mut().find(|own| own.lang == lang) {
            Some(old) => *old = words,
            None => self.0.push(words),
        }
    }

    /// Returns the words in `lang`, else in its base language, else in English, else in the first language.
    pub fn get(&self, lang: Lang) -> &str {
        if let [only] = self.0.as_slice() {
            return &only.text;
        }
        [lang, lang.base(), Lang::EN]
            .into_iter()
            .find_map(|wanted| self.exact(wanted))
            .or_else(|| self.0.first().map(|first| &*first.text))
            .unwrap_or_default()
    }

    /// Returns the words in exactly this language.
    pub fn exact(&self, lang: Lang) -> Option<&str> {
        self.0.iter().find(|own| own.lang == lang).map(|own| &*own.text)
    }

    /// Lists the languages and their words.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &str)> {
        self.0.iter().map(|own| (own.lang, &*own.text))
    }

    /// Lists the languages, where the words of each stand, and the words.
    ///
    /// The span is that of the value in the source; quotes and the marks of a block lie within it or before it.
    pub fn placed(&self) -> impl Iterator<Item = (Lang, Span, &str)> {
        self.0.iter().map(|own| (own.lang, own.span, &*own.text))
    }

    /// Says whether there are no words in any language.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|own| own.text.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read() {
        assert_eq!(Lang::parse("de-DU").map(|lang| lang.to_string()).as_deref(), Some("de-du"));
        assert_eq!(Lang::parse("de-du").map(Lang::base), Some(Lang::DE));
        for bad in ["", "d", "german", "de-", "de_DE", "dé", "de-verylongvariant"] {
            assert_eq!(Lang::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_missing_language_falls_back() {
        let mut text = Text::plain(Lang::DE, "Ja");
        assert_eq!(text.get(Lang::EN), "Ja");
        text.set(Lang::EN, "Yes");
        assert_eq!(text.get(Lang::parse("fr").unwrap()), "Yes");
        assert_eq!(text.get(Lang::parse("de-du").unwrap()), "Ja");
    }
}

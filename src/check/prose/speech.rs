//! One text in all its languages, as a rule gets it.

use super::{Lexicon, Prose, Word};
use crate::{
    base::{Diagnostic, Place, Quote},
    check::rule::Found,
    tree::{Address, Passage, TextRole},
};

/// Behind how many bytes a text is so long that no word in it is marked any more.
const MOST_MARKED: usize = 10_000;

/// One text in the languages that have rules.
pub(in crate::check) struct Speech<'a, 'l> {
    /// What it is for, and where.
    pub(in crate::check) passage: Passage<'l>,
    /// The words, one language after the other.
    pub(in crate::check) prose: &'a [Prose<'l>],
    /// What words are known for.
    pub(in crate::check) lexicon: &'a Lexicon,
    /// Whether only agents hear it.
    pub(in crate::check) is_for_agents: bool,
    /// How German must speak to people, where that is said.
    pub(super) address: Option<Address>,
}

impl Speech<'_, '_> {
    /// Returns the role of the text.
    pub(in crate::check) fn role(&self) -> TextRole {
        self.passage.role
    }

    /// Says how a German text must speak to people, where that is said.
    pub(in crate::check) fn address(&self, prose: &Prose<'_>) -> Option<Address> {
        // A variant such as `de-du` says itself how it speaks.
        match prose.lang.as_str() {
            "de" => self.address,
            "de-du" => Some(Address::Du),
            _ => None,
        }
    }

    /// Makes a finding that marks these bytes of the text.
    pub(in crate::check) fn at(
        &self,
        found: &Found,
        prose: &Prose<'_>,
        bytes: std::ops::Range<usize>,
        message: impl Into<String>,
    ) -> Diagnostic {
        let place = Place { source: self.passage.owner.source, span: prose.span };
        let words = prose.between(bytes.start, bytes.end);
        let quote = (!words.is_empty() && words.len() < prose.text.len() && bytes.end < MOST_MARKED).then(|| {
            let nth = prose.between(0, bytes.start).matches(words).count();
            Quote { words: words.into(), nth }
        });
        found.at(place, message).quote(quote)
    }

    /// Makes a finding that marks one word.
    pub(in crate::check) fn at_word(
        &self,
        found: &Found,
        prose: &Prose<'_>,
        word: &Word,
        message: impl Into<String>,
    ) -> Diagnostic {
        self.at(found, prose, word.start..word.end, message)
    }
}

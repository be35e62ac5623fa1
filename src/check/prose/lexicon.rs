//! What words are known for: the lists of each language, and the glossary of the library.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{cut::Prose, de, en};
use crate::{
    base::{Id, Lang, Span},
    tree::Vocabulary,
};

/// A language that has rules; its variants have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Tongue {
    /// English.
    English,
    /// German.
    German,
}

impl Tongue {
    /// Finds the rules of a language; other languages are left alone.
    pub(in crate::check) fn of(lang: Lang) -> Option<Self> {
        match lang.base() {
            Lang::EN => Some(Self::English),
            Lang::DE => Some(Self::German),
            _ => None,
        }
    }

    /// Abbreviations that end in a period without ending the sentence, without that period.
    pub(super) fn shortened(self) -> &'static [&'static str] {
        match self {
            Self::English => en::SHORTENED,
            Self::German => de::SHORTENED,
        }
    }

    /// Returns the number that a word says.
    pub(in crate::check) fn number(self, word: &str) -> Option<usize> {
        let numbers = match self {
            Self::English => en::NUMBERS,
            Self::German => de::NUMBERS,
        };
        let lower = word.to_lowercase();
        // „eine“, „einem“ and their like are one, too.
        let is_one = self == Self::German && matches!(lower.as_str(), "eine" | "einen" | "einem" | "einer" | "eines");
        numbers.iter().position(|own| *own == lower).or(is_one.then_some(1))
    }
}

/// What a word, or all words of a text, are known for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(in crate::check) struct Class(u32);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        impl Class {
            $($(#[$doc])* pub(in crate::check) const $name: Self = Self(1 << $bit);)*
        }
    };
}

classes! {
    /// Joins equals.
    AND = 0;
    /// Says no.
    NEGATION = 1;
    /// Hides a `not` behind an apostrophe.
    CONTRACTION = 2;
    /// Calls something easy, or fills.
    EASE = 3;
    /// Speaks of the one who speaks.
    FIRST = 4;
    /// A small word of this language, which no other text has.
    OWN = 5;
    /// A small word of the other language.
    FOREIGN = 6;
    /// A colour.
    COLOUR = 7;
    /// Left, right, above, below.
    SIDE = 8;
    /// What one does with a mouse or a finger.
    POINTER = 9;
    /// May be a command.
    IMPERATIVE = 10;
    /// Begins another clause.
    BUT = 11;
    /// Technical.
    JARGON = 12;
    /// Speaks to a friend.
    DU = 13;
    /// A command to a friend, at the start of a sentence.
    DU_COMMAND = 14;
    /// Speaks to a stranger, with a capital in the middle of a sentence.
    SIE = 15;
    /// Begins another word for a term of the glossary.
    OTHER_WORD = 16;
    /// Is or begins a word of the glossary.
    EXPLAINED = 17;
    /// Written in capitals.
    CAPITALS = 18;
    /// Begins with a digit.
    NUMBER = 19;
    /// Stands in quotation marks.
    QUOTED = 20;
    /// Stands in brackets.
    BRACKETED = 21;
    /// Begins with a capital.
    CAPITAL = 22;
    /// Asks for something other than yes or no.
    ASKING = 23;
    /// Says no of a condition or of people.
    WITHOUT = 24;
    /// Joins what excludes each other.
    OR = 25;
    /// Lets people wait.
    WAIT = 26;
    /// Begins a condition that ends a wait.
    UNTIL = 27;
    /// Speaks to the person, or of others.
    YOU = 28;
    /// Has signs or spaces that may be a slip; of a whole text.
    SLIP = 29;
    /// Has quotation marks; of a whole text.
    MARKS = 30;
    /// Lets people say something.
    SPEECH = 31;
}

impl Class {
    /// Says whether it has anything of the other.
    pub(in crate::check) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Adds what the other has.
    pub(in crate::check) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A word or phrase of the glossary: another word for a term, or a term.
#[derive(Debug)]
pub(in crate::check) struct OtherWord {
    /// Its words, in lower case.
    pub(in crate::check) words: Vec<String>,
    /// The id of the term; nothing if it is a term itself.
    pub(in crate::check) term: Option<Id>,
}

/// All words of one language that anything is known of.
#[derive(Debug, Default)]
struct Known {
    classes: FxHashMap<Box<[u8]>, Class>,
    /// What any of them is known for.
    all: Class,
    /// By their first word.
    others: FxHashMap<Box<str>, Vec<OtherWord>>,
}

/// What words are known for, in each language.
#[derive(Debug, Default)]
pub(in crate::check) struct Lexicon {
    english: Known,
    german: Known,
    /// Whether there is a glossary at all.
    pub(in crate::check) explains: bool,
}

impl Lexicon {
    /// Puts together what is built in and what the glossary says.
    pub(in crate::check) fn new(vocabulary: &Vocabulary) -> Self {
        let mut lexicon = Self {
            english: Known::of(en::WORDS),
            german: Known::of(de::WORDS),
            explains: !vocabulary.terms.is_empty(),
        };
        for tongue in [Tongue::English, Tongue::German] {
            lexicon.add_glossary(vocabulary, tongue);
        }
        lexicon
    }

    /// Returns what a word in lower case is known for.
    pub(super) fn class(&self, tongue: Tongue, lower: &[u8]) -> Class {
        self.of(tongue).classes.get(lower).copied().unwrap_or_default()
    }

    /// Returns all that words or texts of a language may be known for.
    pub(super) fn may_class(&self, tongue: Tongue) -> Class {
        let shapes = [Class::CAPITALS, Class::NUMBER, Class::CAPITAL, Class::SLIP, Class::MARKS];
        let known = self.of(tongue).all;
        shapes.into_iter().fold(known, Class::with)
    }

    /// Says whether the glossary explains this word in lower case.
    pub(in crate::check) fn explains_word(&self, tongue: Tongue, lower: &str) -> bool {
        self.class(tongue, lower.as_bytes()).has(Class::EXPLAINED)
    }

    /// Lists the other words for terms that begin with this word in lower case.
    pub(in crate::check) fn others(&self, tongue: Tongue, first: &str) -> &[OtherWord] {
        self.of(tongue).others.get(first).map(Vec::as_slice).unwrap_or_default()
    }

    fn of(&self, tongue: Tongue) -> &Known {
        match tongue {
            Tongue::English => &self.english,
            Tongue::German => &self.german,
        }
    }

    fn add_glossary(&mut self, vocabulary: &Vocabulary, tongue: Tongue) {
        let known = match tongue {
            Tongue::English => &mut self.english,
            Tongue::German => &mut self.german,
        };
        let words = |phrase: &str| {
            let mut prose = Prose::default();
            prose.cut(tongue.lang(), tongue, Span::default(), phrase, |_, _| Class::default());
            prose.words().iter().map(|word| word.of(phrase).to_lowercase()).collect::<Vec<_>>()
        };
        // What is a term itself is no other word for something else.
        let mut terms: FxHashSet<Vec<String>> = FxHashSet::default();
        for term in vocabulary.terms.values() {
            let names = term.term.iter().filter(|(lang, _)| Tongue::of(*lang) == Some(tongue));
            for name in names.map(|(_, name)| words(name)) {
                known.explain(&name);
                if terms.insert(name.clone()) && 1 < name.len() {
                    known.add_phrase(name, None);
                }
            }
        }
        for (id, term) in &vocabulary.terms {
            let own = term.term.iter().filter(|(lang, _)| Tongue::of(*lang) == Some(tongue));
            let own: Vec<Vec<String>> = own.map(|(_, name)| words(name)).collect();
            let phrases = term.also.iter().filter(|(lang, _)| Tongue::of(*lang) == Some(tongue));
            for phrase in phrases.flat_map(|(_, phrases)| phrases) {
                let words = words(phrase);
                known.explain(&words);
                // A longer or shorter name is the same word, and the name of a product is one kind of it.
                let is_shorter = own.iter().any(|own| own.iter().any(|own| own.starts_with(&words.join(" "))));
                let contains = own.iter().any(|own| match own.as_slice() {
                    [term] => words.iter().any(|word| word.contains(term.as_str())),
                    term => words.windows(term.len().max(1)).any(|part| part == term),
                });
                if !contains && !is_shorter && !terms.contains(&words) && !names_product(phrase) {
                    known.add_phrase(words, Some(id.clone()));
                }
            }
        }
    }
}

/// Says whether a phrase has a capital within a word, as only names of products have.
fn names_product(phrase: &str) -> bool {
    phrase.chars().zip(phrase.chars().skip(1)).any(|(one, other)| one.is_lowercase() && other.is_uppercase())
}

impl Tongue {
    fn lang(self) -> Lang {
        match self {
            Self::English => Lang::EN,
            Self::German => Lang::DE,
        }
    }
}

impl Known {
    fn of(lists: &[(Class, &str)]) -> Self {
        let mut known = Self::default();
        known.classes.reserve(1024);
        for (class, words) in lists {
            words.split_whitespace().for_each(|word| known.add(word, *class));
        }
        known
    }

    fn add(&mut self, word: &str, class: Class) {
        self.all = self.all.with(class);
        match self.classes.get_mut(word.as_bytes()) {
            Some(own) => *own = own.with(class),
            None => {
                self.classes.insert(word.as_bytes().into(), class);
            }
        }
    }

    fn add_phrase(&mut self, words: Vec<String>, term: Option<Id>) {
        if let Some(first) = words.first() {
            self.add(first, Class::OTHER_WORD);
            self.others.entry(first.as_str().into()).or_default().push(OtherWord { words, term });
        }
    }

    /// Takes the words of a phrase as explained; a phrase of one word with its inflections.
    fn explain(&mut self, phrase: &[String]) {
        for word in phrase {
            self.add(word, Class::EXPLAINED);
            let mut inflected = word.clone();
            for ending in ["s", "es", "n", "en", "e", "er"] {
                inflected.truncate(word.len());
                inflected.push_str(ending);
                self.add(&inflected, Class::EXPLAINED);
            }
            for part in word.split(['-', '/']).filter(|part| 1 < part.len()) {
                self.add(part, Class::EXPLAINED);
            }
        }
    }
}

//! What the search knows of one tree: its texts, field by field, and what the glossary says of a word.

use std::collections::BTreeSet;

use super::{
    fold::words,
    negation::{Part, parts},
};
use crate::{
    base::{Id, Lang, Text},
    tree::{TextRole, Tree, Vocabulary},
};

/// Where in a tree a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What the fault is called.
    Title,
    /// What callers say.
    Symptom,
    /// What may be wrong.
    Cause,
    /// What is asked and answered on the way.
    Step,
}

impl Field {
    /// All fields, the weightiest first.
    pub const ALL: [Self; 4] = [Self::Title, Self::Symptom, Self::Cause, Self::Step];

    /// What a word weighs here. A symptom is what callers say; a step mentions much that others are about.
    pub(super) fn weight(self) -> f32 {
        match self {
            Self::Title => 2.6,
            Self::Symptom => 2.2,
            Self::Cause => 1.1,
            Self::Step => 0.3,
        }
    }

    /// Names the field.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Symptom => "symptom",
            Self::Cause => "cause",
            Self::Step => "step",
        }
    }
}

/// The texts of one tree in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// What the fault is called.
    pub title: String,
    /// What callers say.
    pub symptoms: Vec<String>,
    /// What may be wrong.
    pub causes: Vec<String>,
    /// The words of the questions and answers, each once.
    pub steps: String,
}

/// What the search knows of one tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The id of the tree.
    pub id: Id,
    /// Its texts by language.
    pub texts: Vec<(Lang, Texts)>,
}

impl Document {
    /// Takes from a tree what the search needs.
    pub fn of(tree: &Tree) -> Self {
        let langs: BTreeSet<Lang> =
            tree.title.iter().map(|(lang, _)| lang).chain(tree.symptoms.iter().map(|(lang, _)| *lang)).collect();
        let texts = langs.into_iter().map(|lang| (lang, texts_of(tree, lang))).collect();
        Self { id: tree.id.clone(), texts }
    }
}

/// Looks a text up in exactly this language.
fn own(text: &Text, lang: Lang) -> Option<&str> {
    text.iter().find(|(own, _)| *own == lang).map(|(_, words)| words)
}

fn texts_of(tree: &Tree, lang: Lang) -> Texts {
    let mut texts = Texts { title: own(&tree.title, lang).unwrap_or_default().to_owned(), ..Texts::default() };
    let symptoms = tree.symptoms.iter().filter(|(own, _)| *own == lang);
    texts.symptoms = symptoms.flat_map(|(_, phrases)| phrases.clone()).collect();
    let causes = tree.causes.values().filter_map(|cause| own(&cause.name, lang));
    texts.causes = causes.map(str::to_owned).collect();
    let mut asked = BTreeSet::new();
    for (_, step) in tree.steps() {
        tree.for_each_text_of(step, |passage| {
            if matches!(passage.role, TextRole::Ask | TextRole::Label) {
                let found = words(own(passage.text, lang).unwrap_or_default());
                let said = parts(&found).into_iter().zip(found).filter(|(part, _)| *part == Part::Content);
                asked.extend(said.map(|(_, word)| word.folded));
            }
        });
    }
    texts.steps = asked.into_iter().collect::<Vec<_>>().join(" ");
    texts
}

/// Lists the words of a glossary that mean one thing: each term with what else it is called, in all languages.
pub fn synonyms(vocabulary: &Vocabulary) -> Vec<Vec<String>> {
    let terms = vocabulary.terms.values().map(|term| {
        let also = term.also.iter().flat_map(|(_, words)| words.iter().cloned());
        let mut words: Vec<String> = term.term.iter().map(|(_, word)| word.to_owned()).chain(also).collect();
        words.sort();
        words.dedup();
        words
    });
    terms.filter(|words| 1 < words.len()).collect()
}

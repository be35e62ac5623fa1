//! Reads phrases that callers say, with the tree that each belongs to: `tests/phrases/*.yaml`.

use std::{fs, path::Path};

use lotse::{
    base::{Lang, SourceId},
    find::{Finder, Found},
    yaml::{self, Node},
};

/// What somebody says, and where it belongs.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    pub(crate) text: String,
    /// The tree; `none` if nothing here fits.
    pub(crate) tree: String,
    /// Further trees that are right as well.
    pub(crate) also: Vec<String>,
}

impl Phrase {
    /// Says whether nothing is right but to ask.
    pub(crate) fn is_of_none(&self) -> bool {
        matches!(&*self.tree, "none" | "triage")
    }

    pub(crate) fn accepts(&self, tree: &str) -> bool {
        self.tree == tree || self.also.iter().any(|it| it == tree)
    }
}

/// Reads a file of phrases; nothing if it does not exist.
pub(crate) fn read(path: &str) -> Vec<Phrase> {
    let Ok(text) = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)) else { return Vec::new() };
    let root = yaml::parse(SourceId(0), &text).unwrap();
    let field = |node: &Node<'_>, wanted: &str| -> Vec<String> {
        let found = node.as_map().unwrap().iter().find(|(key, _)| key.as_str() == Some(wanted)).map(|(_, value)| value);
        match found {
            None => Vec::new(),
            Some(value) => match value.as_list() {
                Some(list) => list.iter().map(|it| it.as_str().unwrap().to_owned()).collect(),
                None => vec![value.as_str().unwrap().to_owned()],
            },
        }
    };
    let phrase = |node: &Node<'_>| Phrase {
        text: field(node, "text").remove(0),
        tree: field(node, "tree").remove(0),
        also: field(node, "also"),
    };
    root.as_list().unwrap().iter().map(phrase).collect()
}

/// How good answers are, in parts of one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    pub(crate) phrases: f64,
    /// The first is right, of those that belong somewhere.
    pub(crate) first: f64,
    /// One of the first three is right.
    pub(crate) three: f64,
    /// The answer was given without a question.
    pub(crate) sure: f64,
    /// It was given so, and wrong; of all.
    pub(crate) sure_and_wrong: f64,
}

/// Judges answers: of each phrase the trees, best first, and whether the first was given without a question.
pub(crate) fn judge(phrases: &[Phrase], answer: &mut dyn FnMut(&Phrase) -> (Vec<String>, bool)) -> Score {
    let (mut score, mut placed) = (Score::default(), 0.0);
    for phrase in phrases {
        score.phrases += 1.0;
        let (trees, is_sure) = answer(phrase);
        let is_right = trees.first().is_some_and(|it| phrase.accepts(it));
        score.sure += f64::from(is_sure);
        score.sure_and_wrong += f64::from(is_sure && !is_right);
        if !phrase.is_of_none() {
            placed += 1.0;
            score.first += f64::from(is_right);
            score.three += f64::from(trees.iter().take(3).any(|it| phrase.accepts(it)));
        }
    }
    score.first /= placed;
    score.three /= placed;
    score.sure /= score.phrases;
    score.sure_and_wrong /= score.phrases;
    score
}

/// Asks the search.
pub(crate) fn ask(finder: &Finder, phrase: &Phrase, lang: Lang) -> Found {
    finder.search(&phrase.text, lang)
}

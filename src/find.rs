//! Finds the trees that fit what a caller says: "mein Drucker druckt nich" leads to the printer.
//!
//! A text is cut into words (`fold`), what is denied is marked (`negation`), and every word is looked up (`lexicon`): as
//! it stands, by its stem (`stem`), by its meaning (`words`), in parts (`split`) or as a slip (`typo`). The trees were
//! turned around the same way (`document`, `index`), so each gets points for what it has of it (`rank`, `device`).
//! What callers said of the shipped trees before was `learned`, and the two are put together (`blend`).
//! How sure that is says `confidence`; if it is not, `separate` finds the one question that tells the best apart.

mod blend;
mod confidence;
mod device;
mod document;
mod explain;
mod fold;
mod index;
mod learn;
pub mod learned;
mod lexicon;
mod negation;
mod rank;
mod separate;
mod split;
mod stem;
mod typo;
mod words;

pub use confidence::{Figures, LearnedFigures};
pub use document::{Document, Field, Texts, synonyms};
pub use explain::{Explanation, LearnedTold, Meeting, TreeTold, WordTold};
pub use learn::{Opening, Proposal};
pub use lexicon::Reading;
pub use separate::{MOST_TITLES, Question};
pub use words::device_names;

use std::borrow::Cow;

use crate::base::{Id, Lang};
use blend::Learned;
use index::Index;
use learned::{Judgement, Model};
use lexicon::{Lexicon, Said};
use rank::{Asked, Points};

/// One tree that fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The tree.
    pub tree: Id,
    /// How well it fits; comparable only with other hits for the same text.
    pub score: f64,
    /// How likely it is meant.
    pub probability: f64,
}

/// What was found for a text.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The trees that fit, best first.
    pub hits: Vec<Hit>,
    /// Whether the first is meant so surely that nothing needs to be asked.
    pub is_sure: bool,
    /// What that was judged by.
    pub figures: Figures,
}

/// The least score of a hit beside the best one.
const LEAST: f32 = 0.25;

/// The least score of a hit; below it a word was met by chance.
const CHANCE: f32 = 0.12;

/// The trees, ready to be searched.
pub struct Finder {
    documents: Vec<Document>,
    lexicon: Lexicon,
    index: Index,
    learned: Option<Learned>,
}

impl std::fmt::Debug for Finder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finder").field("documents", &self.documents.len()).finish_non_exhaustive()
    }
}

impl Finder {
    /// Turns the texts of trees around; the glossary lists words of one meaning.
    pub fn new(documents: Vec<Document>, glossary: &[Vec<String>]) -> Self {
        let mut lexicon = Lexicon::new(glossary);
        let index = Index::new(&documents, &mut lexicon);
        let learned = learned::shipped().and_then(|model| Learned::new(Cow::Borrowed(model), &documents));
        Self { documents, lexicon, index, learned }
    }

    /// Takes something else as learned than what is shipped.
    #[must_use]
    pub fn with_model(mut self, model: Model) -> Self {
        self.learned = Learned::new(Cow::Owned(model), &self.documents);
        self
    }

    /// Returns the documents.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// Ranks the trees by how well they fit `text`, best first; those that do not fit are left out.
    ///
    /// Equal scores stand in the order of the documents. The language is the one that the caller is spoken to in; a
    /// text that is plainly in another one is read as such.
    pub fn search(&self, text: &str, lang: Lang) -> Found {
        self.look(text, lang).found
    }

    fn look(&self, text: &str, lang: Lang) -> Look {
        let lang = spoken(text, lang);
        let said = self.lexicon.read(text, lang);
        let asked = Asked::new(&said, &self.index, &|term| {
            rank::language_factor(self.lexicon.lang(term).is_some_and(|own| own != lang.base()))
        });
        let mut points = rank::rank(&asked, &self.index, lang);
        let judgement = self.learned.as_ref().map(|learned| {
            let judgement = learned.judge(text, lang);
            learned.blend(&judgement, &mut points);
            judgement
        });
        let found = self.judged(&said, &points, judgement.as_ref());
        Look { lang, asked, said, points, judgement, found }
    }

    fn judged(&self, said: &[Said], points: &[Points], judgement: Option<&Judgement>) -> Found {
        let mut ranked: Vec<(usize, &Points)> =
            points.iter().enumerate().filter(|(_, it)| CHANCE <= it.score).collect();
        ranked.sort_by(|one, other| other.1.score.total_cmp(&one.1.score).then(one.0.cmp(&other.0)));
        let Some((_, first)) = ranked.first().copied() else { return Found::default() };
        let second = ranked.get(1).map_or(0.0, |(_, it)| it.score);
        ranked.retain(|(_, it)| LEAST * first.score <= it.score);
        let understood = said.iter().filter(|it| it.reading != Reading::Unknown).count();
        let figures = Figures {
            score: first.learned.map_or(first.score, |it| it.points).into(),
            margin: ((first.score - second) / first.score).into(),
            met: first.met.into(),
            phrase: first.phrase.into(),
            device: first.device.into(),
            words: f64::from(u32::try_from(understood.min(6)).unwrap_or(6)),
            learned: self.learned_figures(&ranked, judgement),
        };
        let probability = figures.probability();
        // What the first leaves goes to the others by their points.
        let sharp = |it: &Points| f64::from((it.score / first.score).powf(blend::SHARPNESS));
        let others: f64 = ranked.iter().skip(1).map(|(_, it)| sharp(it)).sum();
        let hits = ranked.iter().enumerate().filter_map(|(at, (position, it))| {
            Some(Hit {
                tree: self.documents.get(*position)?.id.clone(),
                score: it.score.into(),
                probability: if at == 0 { probability } else { (1.0 - probability) * sharp(it) / others.max(1.0) },
            })
        });
        Found { hits: hits.collect(), is_sure: confidence::SURE <= probability, figures }
    }

    /// Tells what was learned of a ranking; nothing if its first was not learned.
    fn learned_figures(&self, ranked: &[(usize, &Points)], judgement: Option<&Judgement>) -> Option<LearnedFigures> {
        let (learned, judgement) = (self.learned.as_ref()?, judgement?);
        let first = ranked.first()?.1.learned?;
        let second = ranked.get(1).and_then(|(_, it)| it.learned).map_or(0.0, |it| it.both);
        let none = learned.none(judgement);
        Some(LearnedFigures {
            both: first.both.into(),
            lead: (first.both - second).into(),
            alone: first.alone.into(),
            none: none.into(),
        })
    }
}

/// A search with all that it looked at.
struct Look {
    lang: Lang,
    asked: Asked,
    said: Vec<Said>,
    points: Vec<Points>,
    judgement: Option<Judgement>,
    found: Found,
}

/// Tells the language of a text by its small words; the given one unless another is plain.
fn spoken(text: &str, lang: Lang) -> Lang {
    let fillers = &words::lists().fillers;
    let found = fold::words(text);
    let count = |wanted: Lang| found.iter().filter(|it| fillers.get(&it.folded) == Some(&Some(wanted))).count();
    let (english, german) = (count(Lang::EN), count(Lang::DE));
    if 2 * german < english && 2 <= english {
        Lang::EN
    } else if 2 * english < german && 2 <= german {
        Lang::DE
    } else {
        lang
    }
}

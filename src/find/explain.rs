//! Why a tree was found: what became of each word, where it met, and what the points are made of.

use super::{
    Field, Finder, Found, Reading,
    blend::{Learned, Share},
    fold,
    learned::Judgement,
    lexicon::{Said, Term},
    rank,
    words::lists,
};
use crate::base::{Id, Lang};

/// What became of one word.
#[derive(Clone, Debug)]
pub struct WordTold {
    /// As it was typed.
    pub typed: String,
    /// Whether it was denied.
    pub denied: bool,
    /// How it was understood.
    pub reading: Reading,
    /// The device that it names.
    pub device: Option<&'static str>,
    /// What it weighs.
    pub weight: f64,
}

/// One word that met a tree.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// As it was typed.
    pub typed: String,
    /// The fields of the tree that have it, or something of its meaning.
    pub fields: Vec<Field>,
    /// The part that it has in the points.
    pub points: f64,
}

/// What the phrases say of a tree that were learned.
#[derive(Clone, Debug)]
pub struct LearnedTold {
    /// How likely they alone make it.
    pub probability: f64,
    /// The words that speak for it and against it, as they were typed, the weightiest first: each with what it adds to
    /// the logarithm of the odds.
    pub words: Vec<(String, f64)>,
}

/// Why a tree stands where it does.
#[derive(Clone, Debug)]
pub struct TreeTold {
    /// The tree.
    pub tree: Id,
    /// All its points, by its words and by what was learned.
    pub score: f64,
    /// The points of its words alone.
    pub own: f64,
    /// How likely it is meant.
    pub probability: f64,
    /// The part of what was said that it has, from 0 to 1.
    pub met: f64,
    /// The phrase that fits best, and how well.
    pub phrase: Option<(Field, String, f64)>,
    /// How well the named device fits, from -1 to 1.
    pub device: f64,
    /// The words that met, the weightiest first.
    pub words: Vec<Meeting>,
    /// What was learned of it; nothing of a tree that nobody learned.
    pub learned: Option<LearnedTold>,
}

/// Why the search found what it found.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The language that the text was read in.
    pub lang: Lang,
    /// The words that say something, in their order.
    pub words: Vec<WordTold>,
    /// The best trees.
    pub trees: Vec<TreeTold>,
    /// What was found.
    pub found: Found,
}

impl Explanation {
    /// From which probability on nothing is asked.
    pub const SURE: f64 = super::confidence::SURE;
}

impl Finder {
    /// Searches, and tells why; of so many trees at most.
    pub fn explain(&self, text: &str, lang: Lang, most: usize) -> Explanation {
        let look = self.look(text, lang);
        let words = look.said.iter().map(|said| self.told(said)).collect();
        let typed: Vec<String> = fold::words(text).into_iter().map(|it| it.typed).collect();
        let trees = look.found.hits.iter().take(most).filter_map(|hit| {
            let at = self.documents.iter().position(|document| document.id == hit.tree)?;
            let points = look.points.get(at)?;
            let phrase = points.best.and_then(|best| {
                let phrase = self.index.phrases.get(best)?;
                let document = self.documents.get(phrase.document)?;
                let (_, texts) = document.texts.iter().find(|(own, _)| *own == phrase.lang)?;
                let (_, text) = texts.all().find(|(at, _)| *at == (phrase.field, phrase.position))?;
                Some((phrase.field, text.to_owned(), points.phrase.into()))
            });
            Some(TreeTold {
                tree: hit.tree.clone(),
                score: hit.score,
                own: points.learned.map_or(points.score, |it| it.points).into(),
                probability: hit.probability,
                met: points.met.into(),
                phrase,
                device: points.device.into(),
                words: self.meetings(at, &look.said, &look.asked),
                learned: self.learned.as_ref().zip(look.judgement.as_ref()).zip(points.learned).map(
                    |((learned, judgement), share)| LearnedTold {
                        probability: share.alone.into(),
                        words: telling(learned, judgement, share, &typed),
                    },
                ),
            })
        });
        Explanation { lang: look.lang, words, trees: trees.collect(), found: look.found.clone() }
    }

    fn told(&self, said: &Said) -> WordTold {
        let device = said.senses.iter().find_map(|(term, _)| lists().devices.get(*term as usize));
        let weights = said.senses.iter().map(|(term, weight)| weight * self.index.rarity(*term));
        WordTold {
            typed: said.word.typed.clone(),
            denied: said.denied,
            reading: said.reading.clone(),
            device: device.map(|device| device.name),
            weight: weights.fold(0.0, f32::max).into(),
        }
    }

    /// Lists the words that met a tree.
    fn meetings(&self, document: usize, said: &[Said], asked: &rank::Asked) -> Vec<Meeting> {
        let mut meetings: Vec<Meeting> = Vec::new();
        for (word, said) in asked.words().iter().zip(asked.sources(said)) {
            let points = rank::met(word, &self.index).get(document).copied().unwrap_or_default();
            if 0.0 < points {
                let fields = self.fields_with(document, &said.senses);
                let points = f64::from(points / asked.total);
                meetings.push(Meeting { typed: said.word.typed.clone(), fields, points });
            }
        }
        meetings.sort_by(|one, other| other.points.total_cmp(&one.points));
        meetings
    }

    fn fields_with(&self, document: usize, senses: &[(Term, f32)]) -> Vec<Field> {
        let texts = self.documents.get(document).into_iter().flat_map(|it| &it.texts);
        let mut fields: Vec<Field> = texts
            .flat_map(|(_, texts)| texts.all())
            .filter(|(_, text)| {
                let own = self.lexicon.read_own(text);
                own.iter().flat_map(|it| &it.senses).any(|(term, _)| senses.iter().any(|(wanted, _)| wanted == term))
            })
            .map(|((field, _), _)| field)
            .collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }
}

/// Lists what each word says for a tree, the weightiest first; a word that was said twice once.
fn telling(learned: &Learned, judgement: &Judgement, share: Share, typed: &[String]) -> Vec<(String, f64)> {
    let mut words: Vec<(String, f64)> = Vec::new();
    for (at, share) in learned.model.shares(judgement, share.class) {
        let Some(word) = typed.get(at) else { continue };
        match words.iter_mut().find(|(own, _)| own == word) {
            Some((_, sum)) => *sum += f64::from(share),
            None => words.push((word.clone(), share.into())),
        }
    }
    words.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()));
    words
}

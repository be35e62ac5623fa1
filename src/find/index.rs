//! The words of all trees turned around: for each term the trees that have it, and in which fields.

use rustc_hash::FxHashMap;

use super::{
    device::{self, Affinities},
    document::{Document, Field, Texts},
    lexicon::{Lexicon, Senses, Term},
};
use crate::base::Lang;

/// How much the length of a field counts against it, as `b` in BM25F.
const LENGTH: f32 = 0.4;

/// What the name of a device weighs among the words.
const DEVICE: f32 = 0.7;

/// How often a tree has a term, weighed by field: as it stands, and denied.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Posting {
    pub document: usize,
    pub plain: f32,
    pub denied: f32,
}

/// A title or symptom as a whole.
#[derive(Debug)]
pub(super) struct Phrase {
    pub document: usize,
    pub field: Field,
    pub lang: Lang,
    /// Its position among the symptoms.
    pub position: usize,
    pub words: Vec<PhraseWord>,
}

/// One word of a phrase.
#[derive(Debug)]
pub(super) struct PhraseWord {
    pub denied: bool,
    pub senses: Senses,
}

/// The words of all trees.
pub(super) struct Index {
    pub documents: usize,
    pub postings: Vec<Vec<Posting>>,
    /// How rare each term is.
    pub rarity: Vec<f32>,
    pub phrases: Vec<Phrase>,
    /// How much each tree is about each device.
    pub devices: Vec<Affinities>,
}

impl Index {
    /// Reads all documents; the words become known to the lexicon.
    pub(super) fn new(documents: &[Document], lexicon: &mut Lexicon) -> Self {
        for (lang, texts) in documents.iter().flat_map(|it| &it.texts) {
            texts.steps.split(' ').filter(|word| !word.is_empty()).for_each(|word| lexicon.learn(word, *lang));
            for (_, text) in texts.whole() {
                for word in super::fold::words(text) {
                    if !super::words::lists().is_small(&word.folded) {
                        lexicon.learn(&word.folded, *lang);
                    }
                }
            }
        }
        lexicon.complete();
        let mut index = Self {
            documents: documents.len(),
            postings: vec![Vec::new(); lexicon.terms()],
            rarity: Vec::new(),
            phrases: Vec::new(),
            devices: Vec::new(),
        };
        let read: Vec<Vec<Passage>> = documents.iter().map(|it| read(it, lexicon)).collect();
        let average = average_lengths(&read);
        for (document, passages) in read.into_iter().enumerate() {
            index.take(document, passages, &average);
        }
        index.weigh();
        index
    }

    fn take(&mut self, document: usize, passages: Vec<Passage>, average: &FxHashMap<(Field, Lang), f32>) {
        self.devices.push(device::of_passages(passages.iter().map(|it| (it.field, it.words.as_slice()))));
        let lengths = lengths(&passages);
        let mut found: FxHashMap<Term, Posting> = FxHashMap::default();
        for passage in &passages {
            let key = (passage.field, passage.lang);
            let length = lengths.get(&key).copied().unwrap_or(1.0) / average.get(&key).copied().unwrap_or(1.0).max(1.0);
            let weight = passage.field.weight() / (1.0 - LENGTH + LENGTH * length);
            for said in &passage.words {
                for (term, factor) in &said.senses {
                    let posting = found.entry(*term).or_insert(Posting { document, ..Posting::default() });
                    let to = if said.denied { &mut posting.denied } else { &mut posting.plain };
                    *to += weight * factor;
                }
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each term has a list of its own")]
        for (term, posting) in found {
            if let Some(list) = self.postings.get_mut(term as usize) {
                list.push(posting);
            }
        }
        self.phrases.extend(passages.into_iter().filter_map(|passage| {
            let Passage { field, lang, position, words } = passage;
            (field <= Field::Cause).then_some(Phrase { document, field, lang, position, words })
        }));
    }

    /// Reckons how rare each term is; a tree that only mentions it on the way counts little.
    fn weigh(&mut self) {
        #[expect(clippy::cast_precision_loss, reason = "far fewer trees than that")]
        let count = self.documents as f32;
        let rarity = |list: &Vec<Posting>| {
            let holders: f32 = list.iter().map(|it| ((it.plain + it.denied) / Field::Cause.weight()).min(1.0)).sum();
            ((count - holders + 0.5).max(0.0) / (holders + 0.5)).ln_1p()
        };
        self.rarity = self.postings.iter().map(rarity).collect();
        // What device it is counts by itself.
        self.rarity.iter_mut().take(super::words::lists().devices.len()).for_each(|it| *it *= DEVICE);
    }

    pub(super) fn rarity(&self, term: Term) -> f32 {
        self.rarity.get(term as usize).copied().unwrap_or_default()
    }
}

/// One text of a document, read.
struct Passage {
    field: Field,
    lang: Lang,
    position: usize,
    words: Vec<PhraseWord>,
}

fn read(document: &Document, lexicon: &Lexicon) -> Vec<Passage> {
    let texts = document.texts.iter().flat_map(|(lang, texts)| texts.whole().map(move |(at, text)| (*lang, at, text)));
    let read = texts.map(|(lang, (field, position), text)| {
        let said =
            lexicon.read_own(text).into_iter().map(|said| PhraseWord { denied: said.denied, senses: said.senses });
        Passage { field, lang, position, words: said.collect() }
    });
    let steps = document.texts.iter().map(|(lang, texts)| {
        let words = texts.steps.split(' ').filter(|word| !word.is_empty());
        let words = words.map(|word| PhraseWord { denied: false, senses: lexicon.senses(word).to_vec() });
        Passage { field: Field::Step, lang: *lang, position: 0, words: words.collect() }
    });
    read.chain(steps).filter(|passage| !passage.words.is_empty()).collect()
}

fn lengths(passages: &[Passage]) -> FxHashMap<(Field, Lang), f32> {
    let mut lengths: FxHashMap<(Field, Lang), f32> = FxHashMap::default();
    for passage in passages {
        #[expect(clippy::cast_precision_loss, reason = "far fewer words than that")]
        let count = passage.words.len() as f32;
        *lengths.entry((passage.field, passage.lang)).or_default() += count;
    }
    lengths
}

fn average_lengths(read: &[Vec<Passage>]) -> FxHashMap<(Field, Lang), f32> {
    let mut sums: FxHashMap<(Field, Lang), (f32, f32)> = FxHashMap::default();
    for passages in read {
        #[expect(clippy::iter_over_hash_type, reason = "each is added to a sum of its own")]
        for (key, length) in lengths(passages) {
            let (sum, count) = sums.entry(key).or_default();
            *sum += length;
            *count += 1.0;
        }
    }
    sums.into_iter().map(|(key, (sum, count))| (key, sum / count)).collect()
}

impl Texts {
    /// Lists all texts with their fields and their positions among those of the field.
    pub(super) fn all(&self) -> impl Iterator<Item = ((Field, usize), &str)> {
        self.whole().chain(std::iter::once(((Field::Step, 0), self.steps.as_str())))
    }

    /// Lists the texts that are read as a whole.
    fn whole(&self) -> impl Iterator<Item = ((Field, usize), &str)> {
        let title = std::iter::once(((Field::Title, 0), self.title.as_str()));
        let symptoms = self.symptoms.iter().enumerate().map(|(at, text)| ((Field::Symptom, at), text.as_str()));
        let causes = self.causes.iter().enumerate().map(|(at, text)| ((Field::Cause, at), text.as_str()));
        title.chain(symptoms).chain(causes)
    }
}

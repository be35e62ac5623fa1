//! All words that are known, and what a word of a caller stands for among them.

use rustc_hash::FxHashMap;

use super::{
    fold::{Word, umlauts, words},
    negation::{Part, denied, parts},
    split::split,
    stem::Stems,
    typo::Spelling,
    words::lists,
};
use crate::base::Lang;

/// The number of something that words have in common: a stem of a language, or a meaning.
pub(super) type Term = u32;

/// What a word of the same meaning counts beside the word itself.
const MEANING: f32 = 0.82;
/// What a part of a compound counts.
const PARTIAL: f32 = 0.6;
/// What a word counts that one slip leads to; each further slip costs the same again.
const SLIP: f32 = 0.88;
/// What a word of the trees counts by itself that is a misspelt one.
const MISSPELT: f32 = 0.3;
/// What the stem of a device's name counts.
const DEVICE_STEM: f32 = 0.6;
/// How often the trees have a word that is not misspelt.
const WELL_USED: u32 = 4;
/// The least letters of a misspelt word of the trees.
const LEAST_MISSPELT: usize = 5;
/// How many known words a misspelt one may stand for.
const MOST_READINGS: usize = 3;
/// The least letters of a compound in the texts of the trees.
const COMPOUND: usize = 9;

/// How a word was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It is known as it stands, or its stem is.
    Known,
    /// It is misspelt; these known words are near.
    Corrected(Vec<String>),
    /// It is a compound of these known words.
    Split(Vec<String>),
    /// Nothing here resembles it.
    Unknown,
}

/// What a word says: terms, each with what it counts.
pub(super) type Senses = Vec<(Term, f32)>;

/// A word that says something, with all that it may stand for.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub word: Word,
    pub denied: bool,
    pub reading: Reading,
    pub senses: Senses,
}

/// All words that are known.
pub(super) struct Lexicon {
    stems: Stems,
    /// The terms by what they stand for: a stem of a language.
    terms: FxHashMap<String, Term>,
    /// The language of each term; nothing for meanings.
    langs: Vec<Option<Lang>>,
    /// Known folded words with their senses.
    forms: FxHashMap<String, Senses>,
    /// How often the trees have a word, and in which languages.
    uses: FxHashMap<String, (u32, u8)>,
    spellings: Vec<Spelling>,
    /// The meanings of single words, by folded word and by stem.
    meanings: FxHashMap<String, Vec<Term>>,
    /// Expressions of several words, by the first.
    expressions: FxHashMap<String, Vec<(Vec<String>, Term)>>,
}

impl Lexicon {
    /// Begins with the words that everybody uses and those of the glossary.
    pub(super) fn new(glossary: &[Vec<String>]) -> Self {
        let lists = lists();
        let mut lexicon = Self {
            stems: Stems::new(),
            terms: FxHashMap::default(),
            langs: vec![None; lists.meanings as usize],
            forms: FxHashMap::default(),
            uses: FxHashMap::default(),
            spellings: Vec::new(),
            meanings: FxHashMap::default(),
            expressions: FxHashMap::default(),
        };
        for (expression, meaning) in &lists.expressions {
            lexicon.add_expression(expression, *meaning);
        }
        for group in glossary {
            let meaning = lexicon.add_term(None);
            for expression in group {
                let expression: Vec<String> = words(expression).into_iter().map(|word| word.folded).collect();
                lexicon.add_expression(&expression, meaning);
            }
        }
        for filler in lists.fillers.keys().chain(lists.negations.keys()) {
            lexicon.spellings.push(Spelling::new(filler));
        }
        lexicon.spellings.sort_by(|one, other| one.text.cmp(&other.text));
        lexicon
    }

    fn add_expression(&mut self, expression: &[String], meaning: Term) {
        match expression {
            [] => {}
            [word] => {
                let of_word = self.meanings.entry(word.clone()).or_default();
                if !of_word.contains(&meaning) {
                    of_word.push(meaning);
                }
            }
            [first, rest @ ..] => {
                self.expressions.entry(first.clone()).or_default().push((rest.to_vec(), meaning));
            }
        }
    }

    /// Returns how many terms there are.
    pub(super) fn terms(&self) -> usize {
        self.langs.len()
    }

    /// Makes a word of the trees known.
    pub(super) fn learn(&mut self, folded: &str, lang: Lang) {
        let uses = self.uses.entry(folded.to_owned()).or_default();
        uses.0 += 1;
        let bit = if lang.base() == Lang::DE { 2 } else { 1 };
        // A word has another stem in another language, and is looked up once in each.
        if uses.1 & bit != 0 {
            return;
        }
        uses.1 |= bit;
        let term = self.stem_term(folded, lang);
        match self.forms.get_mut(folded) {
            Some(senses) if senses.iter().any(|(known, _)| *known == term) => {}
            Some(senses) => senses.push((term, 1.0)),
            None => {
                self.spellings.push(Spelling::new(folded));
                let meanings = self.meanings_of(folded, lang);
                // `Drucker` and `drucken` share a stem, but one is the thing and the other is what it does.
                let is_device = meanings.iter().any(|(term, _)| (*term as usize) < lists().devices.len());
                let mut senses = vec![(term, if is_device { DEVICE_STEM } else { 1.0 })];
                senses.extend(meanings);
                self.forms.insert(folded.to_owned(), senses);
            }
        }
    }

    /// Makes the words of the lists known, after all words of the trees, and takes compounds apart.
    pub(super) fn complete(&mut self) {
        self.read_misspelt();
        let own: Vec<String> = self.meanings.keys().cloned().collect();
        let mut own: Vec<&String> = own.iter().filter(|word| !self.forms.contains_key(*word)).collect();
        own.sort_unstable();
        for word in own {
            self.spellings.push(Spelling::new(word));
            let senses = self.meanings.get(word).into_iter().flatten().map(|term| (*term, MEANING)).collect();
            self.forms.insert(word.clone(), senses);
        }
        let mut compounds: Vec<(String, Senses)> = Vec::new();
        for form in self.forms.keys().filter(|form| COMPOUND <= form.len() && self.is_german(form)) {
            let found = split(form, &|part| part.len() != form.len() && self.is_part(part));
            if 1 < found.len() {
                compounds.push((form.clone(), self.senses_of_parts(&found)));
            }
        }
        for (form, more) in compounds {
            if let Some(senses) = self.forms.get_mut(&form) {
                let new: Senses =
                    more.into_iter().filter(|(term, _)| senses.iter().all(|(own, _)| own != term)).collect();
                senses.extend(new);
            }
        }
    }

    /// Gives misspelt words of the trees, such as the symptom "Druker", the senses of what they stand for.
    fn read_misspelt(&mut self) {
        let is_sound = |text: &str| {
            self.meanings.contains_key(text) || self.uses.get(text).is_some_and(|(uses, _)| WELL_USED <= *uses)
        };
        // A slip seldom changes the first sound, so only words that begin alike are compared.
        let mut sound: FxHashMap<char, Vec<Spelling>> = FxHashMap::default();
        let listed = self.meanings.keys().filter(|text| !self.uses.contains_key(*text));
        for text in self.uses.keys().chain(listed).filter(|text| is_sound(text)) {
            sound.entry(first_sound(text)).or_default().push(Spelling::new(text));
        }
        let mut read: Vec<(String, String)> = Vec::new();
        #[expect(clippy::iter_over_hash_type, reason = "each word is read by itself")]
        for (text, (uses, _)) in &self.uses {
            if 1 < *uses || is_sound(text) || text.len() < LEAST_MISSPELT {
                continue;
            }
            let own = Spelling::new(text);
            let near = sound.get(&first_sound(text)).into_iter().flatten();
            let near = near
                .filter_map(|other| own.slips(other).filter(|slips| *slips <= 1.0).map(|slips| (slips, &other.text)));
            let best = near.min_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.cmp(other.1)));
            if let Some((_, meant)) = best.filter(|(_, meant)| !self.is_inflected(text, meant)) {
                read.push((text.clone(), meant.clone()));
            }
        }
        read.sort_unstable();
        for (text, meant) in read {
            let listed = self.meanings.get(&meant).into_iter().flatten().map(|term| (*term, MEANING));
            let more: Senses = self.senses(&meant).iter().copied().chain(listed).collect();
            if let Some(senses) = self.forms.get_mut(&text) {
                let own = senses.drain(..).map(|(term, weight)| (term, weight * MISSPELT));
                *senses = strongest(
                    own.collect::<Vec<_>>()
                        .into_iter()
                        .chain(more.into_iter().map(|(term, weight)| (term, weight * SLIP))),
                );
            }
        }
    }

    /// Says whether two words have a stem in common, so that neither is misspelt.
    fn is_inflected(&self, one: &str, other: &str) -> bool {
        [Lang::EN, Lang::DE].into_iter().any(|lang| self.stems.of(one, lang) == self.stems.of(other, lang))
    }

    fn is_part(&self, part: &str) -> bool {
        // Three letters are a part only where they are a word that everybody uses, such as `app`.
        let is_listed = self.meanings.contains_key(part);
        is_listed || (4 <= part.len() && self.forms.contains_key(part) && !lists().fillers.contains_key(part))
    }

    /// Says whether a word stands in a German text; only German writes compounds as one.
    fn is_german(&self, form: &str) -> bool {
        self.uses.get(form).is_none_or(|(_, langs)| langs & 2 != 0)
    }

    fn senses_of_parts(&self, parts: &[&str]) -> Senses {
        let senses = parts.iter().filter_map(|part| self.forms.get(*part)).flatten();
        strongest(senses.map(|(term, weight)| (*term, weight * PARTIAL)))
    }

    fn stem_term(&mut self, folded: &str, lang: Lang) -> Term {
        let key = key(&self.stems.of(folded, lang), lang);
        if let Some(term) = self.terms.get(&key) {
            return *term;
        }
        let term = self.add_term(Some(lang.base()));
        self.terms.insert(key, term);
        term
    }

    fn add_term(&mut self, lang: Option<Lang>) -> Term {
        self.langs.push(lang);
        Term::try_from(self.langs.len() - 1).unwrap_or(Term::MAX)
    }

    /// Returns the language of a term; nothing for a meaning.
    pub(super) fn lang(&self, term: Term) -> Option<Lang> {
        self.langs.get(term as usize).copied().flatten()
    }

    /// Lists the meanings of a word, or else of its stem.
    fn meanings_of(&self, folded: &str, lang: Lang) -> Senses {
        let stem = || self.meanings.get(&self.stems.of(folded, lang));
        let found = self.meanings.get(folded).or_else(stem);
        found.into_iter().flatten().map(|term| (*term, MEANING)).collect()
    }

    /// Returns the terms of a word of the trees.
    pub(super) fn senses(&self, folded: &str) -> &[(Term, f32)] {
        self.forms.get(folded).map_or(&[], Vec::as_slice)
    }

    /// Reads what a caller says.
    pub(super) fn read(&self, text: &str, lang: Lang) -> Vec<Said> {
        let mut found = words(text);
        self.correct_small_words(&mut found);
        self.said(found, &|word| self.understand(&word.folded, lang))
    }

    /// Reads a text of a tree, whose words are known.
    pub(super) fn read_own(&self, text: &str) -> Vec<Said> {
        self.said(words(text), &|word| (Reading::Known, self.senses(&word.folded).to_vec()))
    }

    fn said(&self, found: Vec<Word>, understand: &dyn Fn(&Word) -> (Reading, Senses)) -> Vec<Said> {
        let parts = parts(&found);
        let denied = denied(&found, &parts);
        let expressions = self.expressions_in(&found);
        let mut said: Vec<Said> = Vec::new();
        for (((at, word), part), denied) in (0..).zip(found).zip(parts).zip(denied) {
            let terms = || expressions.iter().filter(move |(last, _)| *last == at).map(|(_, term)| (*term, MEANING));
            let (reading, mut senses) = match part {
                Part::Content => understand(&word),
                _ => (Reading::Known, Senses::new()),
            };
            senses = strongest(senses.into_iter().chain(terms()));
            if part == Part::Content || !senses.is_empty() {
                said.push(Said { word, denied, reading, senses });
            }
        }
        said
    }

    /// Finds expressions of several words; each with the position of its last one.
    fn expressions_in(&self, words: &[Word]) -> Vec<(usize, Term)> {
        let mut found = Vec::new();
        for (at, first) in words.iter().enumerate() {
            for (rest, term) in self.expressions.get(&first.folded).into_iter().flatten() {
                let behind = words.iter().skip(at + 1).map(|word| &word.folded);
                if behind.take(rest.len()).eq(rest) {
                    found.push((at + rest.len(), *term));
                }
            }
            // A German particle at the end of its clause belongs to the verb: `geht … nicht an`.
            let ends = words.get(at + 1).is_none_or(|next| next.clause != first.clause || ends_thought(&next.folded));
            if ends && 0 < at {
                let particle = format!("~{}", first.folded);
                found.extend(self.meanings.get(&particle).into_iter().flatten().map(|term| (at, *term)));
            }
        }
        found
    }

    /// Puts `nicht` where `nihct` stands, so that misspelt small words do not pass for content.
    fn correct_small_words(&self, words: &mut [Word]) {
        let lists = lists();
        for word in words {
            let is_known = |text: &str| {
                lists.fillers.contains_key(text) || lists.negations.contains_key(text) || self.is_known(text)
            };
            if is_known(&word.folded) {
                continue;
            }
            if let Some(read) = umlauts(&word.folded).filter(|it| is_known(it)) {
                word.folded = read;
                continue;
            }
            let near = self.near(&word.folded);
            let is_small = |text: &String| lists.fillers.contains_key(text) || lists.negations.contains_key(text);
            if let Some((text, _)) = near.first().filter(|(text, _)| is_small(text)) {
                word.folded.clone_from(text);
            }
        }
    }

    /// Says how a folded word would be understood.
    pub(super) fn reading(&self, folded: &str, lang: Lang) -> Reading {
        self.understand(folded, lang).0
    }

    fn is_known(&self, folded: &str) -> bool {
        self.forms.contains_key(folded)
            || [Lang::EN, Lang::DE]
                .iter()
                .any(|lang| self.terms.contains_key(&key(&self.stems.of(folded, *lang), *lang)))
    }

    /// Says what a word of a caller stands for.
    fn understand(&self, folded: &str, lang: Lang) -> (Reading, Senses) {
        let known = self.known_senses(folded, lang);
        if !known.is_empty() {
            return (Reading::Known, known);
        }
        let near = self.near(folded);
        let best = near.first().map_or(f64::INFINITY, |(_, slips)| *slips);
        let parts = split(folded, &|part| self.is_part(part));
        if !parts.is_empty() && (1 < parts.len() || 1.0 < best) {
            let senses = self.senses_of_parts(&parts).into_iter().map(|(term, weight)| (term, weight / PARTIAL * 0.85));
            return (Reading::Split(parts.into_iter().map(str::to_owned).collect()), senses.collect());
        }
        if near.is_empty() {
            return (Reading::Unknown, Senses::new());
        }
        let mut senses = Senses::new();
        for (text, slips) in &near {
            #[expect(clippy::cast_possible_truncation, reason = "a handful of slips")]
            let factor = SLIP.powf(*slips as f32);
            senses.extend(self.senses(text).iter().map(|(term, weight)| (*term, weight * factor)));
        }
        (Reading::Corrected(near.into_iter().map(|(text, _)| text).collect()), strongest(senses.into_iter()))
    }

    /// Returns the senses of a word that is known by itself or by its stem.
    fn known_senses(&self, folded: &str, spoken: Lang) -> Senses {
        let mut senses = self.senses(folded).to_vec();
        for lang in [Lang::EN, Lang::DE] {
            // What the trees have as it stands has its senses, by which it may count less.
            let bit = if lang.base() == Lang::DE { 2 } else { 1 };
            if self.uses.get(folded).is_some_and(|(_, langs)| langs & bit != 0) {
                continue;
            }
            let stem = self.stems.of(folded, lang);
            senses.extend(self.terms.get(&key(&stem, lang)).map(|term| (*term, 0.97)));
            // The stem of a German word is chance in an English text.
            if lang.base() == spoken.base() {
                senses.extend(self.meanings.get(&stem).into_iter().flatten().map(|term| (*term, MEANING)));
            }
        }
        strongest(senses.into_iter())
    }

    /// Lists the known words that a misspelt one may stand for, nearest first.
    fn near(&self, folded: &str) -> Vec<(String, f64)> {
        let typed = Spelling::new(folded);
        let mut found: Vec<(String, f64)> = Vec::new();
        for known in &self.spellings {
            if let Some(slips) = typed.slips(known) {
                found.push((known.text.clone(), slips));
            }
        }
        found.sort_by(|one, other| one.1.total_cmp(&other.1).then_with(|| one.0.cmp(&other.0)));
        let best = found.first().map_or(0.0, |(_, slips)| *slips);
        found.retain(|(_, slips)| *slips <= best + 0.5);
        found.truncate(MOST_READINGS);
        found
    }
}

/// Returns the first sound of a word, roughly: `f`, `v`, `w` and `ph` are one.
fn first_sound(text: &str) -> char {
    match text.chars().next().unwrap_or(' ') {
        'v' | 'w' | 'p' | 'b' => 'f',
        'c' | 'q' | 'g' => 'k',
        'd' => 't',
        'z' => 's',
        'y' | 'j' => 'i',
        c => c,
    }
}

/// Words that may follow the end of a thought without a comma.
fn ends_thought(folded: &str) -> bool {
    matches!(folded, "wenn" | "und" | "obwohl" | "seit" | "aber" | "weil" | "sobald" | "mehr" | "oder" | "trotz")
}

fn key(stem: &str, lang: Lang) -> String {
    format!("{}:{stem}", lang.base().as_str())
}

/// Keeps each term once, with the most that it counts.
fn strongest(senses: impl Iterator<Item = (Term, f32)>) -> Senses {
    let mut kept = Senses::new();
    for (term, weight) in senses {
        match kept.iter_mut().find(|(own, _)| *own == term) {
            Some((_, own)) => *own = own.max(weight),
            None => kept.push((term, weight)),
        }
    }
    kept
}

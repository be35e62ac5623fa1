//! What the cases of one product have in common, for whoever made it: counts, causes, attempts, messages.

use std::collections::BTreeMap;

use super::{Phrase, hand_over::is_private as is_private_reply, scrub::scrub};
use crate::{
    base::{Id, clean_line},
    engine::{Ended, Outcome, Passed, Reply, State, Value},
    tree::{Date, Kind, Library},
    words::Words,
};

/// What people write where there is no message.
const NO_MESSAGE: [&str; 8] = ["none", "no", "nothing", "keine", "keiner", "nein", "nichts", "-"];

/// One case that the report counts.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The trees that it walked, in the version that it walked.
    pub library: &'a Library,
    /// Its state.
    pub state: &'a State,
    /// How it ended, if it did.
    pub ended: Option<&'a Ended<'a>>,
    /// The day on which it began.
    pub day: Date,
}

impl Subject<'_> {
    /// Says whether somebody named this product in a fact of the case.
    pub fn mentions(&self, product: &str) -> bool {
        let product = product.to_lowercase();
        self.values().any(|(_, value)| matches!(value, Value::Words(words) if words.to_lowercase().contains(&product)))
    }

    /// Lists the facts with their values, those collected for a hand-over included.
    fn values(&self) -> impl Iterator<Item = (crate::tree::FactIx, &Value)> {
        let known = self.state.facts().iter().map(|known| (known.fact, &known.value));
        let collected = self.state.collected().iter().filter_map(|(fact, value)| Some((*fact, value.as_ref()?)));
        let known_too = move |fact| self.state.facts().iter().any(|known| known.fact == fact);
        known.chain(collected.filter(move |(fact, _)| !known_too(*fact)))
    }
}

/// Something that was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Its id, for programs.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// In how many cases.
    pub count: usize,
}

/// A fact with the values that it had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The id of the fact.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Its values.
    pub values: Vec<Counted>,
}

/// An instruction with its results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attempts {
    /// The tree and the step.
    pub id: String,
    /// What was done.
    pub what: String,
    /// How often it helped.
    pub helped: usize,
    /// How often it did not.
    pub not_helped: usize,
    /// How often it could not be done.
    pub not_done: usize,
    /// How often it was done and nobody asked whether it helped.
    pub done: usize,
}

/// What the cases of one product have in common. No case, no person and no day stands in it by itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FaultReport {
    /// The product, as whoever asks for the report calls it.
    pub product: String,
    /// How many cases.
    pub cases: usize,
    /// The first and the last day.
    pub days: Option<(Date, Date)>,
    /// How many were fixed.
    pub fixed: usize,
    /// How many were handed over to a person.
    pub escalated: usize,
    /// The faults.
    pub trees: Vec<Counted>,
    /// What it was, or probably was.
    pub causes: Vec<Counted>,
    /// What was observed.
    pub observed: Vec<Counted>,
    /// What was tried.
    pub tried: Vec<Attempts>,
    /// What is known of the circumstances, one of declared values each.
    pub facts: Vec<Found>,
    /// What the product itself said, personal data removed.
    pub messages: Vec<Counted>,
}

impl FaultReport {
    /// Counts what these cases have in common.
    ///
    /// `quoted` names the facts that hold what the product itself says. Of all other free text nothing is taken, of
    /// facts marked private nothing at all.
    pub fn of(words: &Words, product: &str, quoted: &[Id], cases: &[Subject<'_>]) -> Self {
        let mut counts = Counts::default();
        let mut report = Self { product: product.to_owned(), cases: cases.len(), ..Self::default() };
        for case in cases {
            let phrase = Phrase { library: case.library, words };
            report.days = Some(report.days.map_or((case.day, case.day), |(a, z)| (a.min(case.day), z.max(case.day))));
            match case.ended {
                Some(Ended::Fixed { .. }) => report.fixed += 1,
                Some(Ended::Escalated { .. }) => report.escalated += 1,
                None => {}
            }
            counts.take(phrase, case);
            counts.quote(phrase, case, quoted, product);
        }
        report.trees = sorted(counts.trees);
        report.causes = sorted(counts.causes);
        report.observed = sorted(counts.observed);
        report.messages = sorted(counts.messages);
        report.tried = counts.tried.into_values().collect();
        report.tried.sort_by_key(|it| std::cmp::Reverse(it.helped + it.not_helped + it.not_done + it.done));
        let facts = counts.facts.into_iter();
        report.facts = facts.map(|(id, (name, values))| Found { id, name, values: sorted(values) }).collect();
        report
    }
}

type Tally = BTreeMap<String, (String, usize)>;

fn count(tally: &mut Tally, id: String, name: impl FnOnce() -> String) {
    tally.entry(id).or_insert_with(|| (name(), 0)).1 += 1;
}

/// The most frequent first, ids decide among equals.
fn sorted(tally: Tally) -> Vec<Counted> {
    let mut all: Vec<_> = tally.into_iter().map(|(id, (name, count))| Counted { id, name, count }).collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.count));
    all
}

#[derive(Default)]
struct Counts {
    trees: Tally,
    causes: Tally,
    observed: Tally,
    tried: BTreeMap<String, Attempts>,
    facts: BTreeMap<String, (String, Tally)>,
    messages: Tally,
}

impl Counts {
    fn take(&mut self, phrase: Phrase<'_>, case: &Subject<'_>) {
        let tree_id = |tree| phrase.library.tree(tree).map(|tree| tree.id.to_string()).unwrap_or_default();
        if let Some(tree) = case.state.trees().first() {
            count(&mut self.trees, tree_id(*tree), || phrase.title(*tree));
        }
        if let Some(Ended::Fixed { tree, causes, .. } | Ended::Escalated { tree, causes, .. }) = case.ended {
            for cause in causes {
                count(&mut self.causes, format!("{}:{cause}", tree_id(*tree)), || phrase.cause(*tree, cause));
            }
        }
        for entry in case.state.trail() {
            let Some(step) = phrase.step(&entry.key) else { continue };
            let Passed::Replied(reply @ (Reply::Chosen(_) | Reply::Several(_))) = &entry.passed else { continue };
            if !is_private_reply(phrase, step) && !matches!(step.kind, Kind::Instruction(_)) {
                let chosen = match reply {
                    Reply::Several(ids) => ids.iter().map(Id::as_str).collect::<Vec<_>>().join("+"),
                    Reply::Chosen(id) => id.to_string(),
                    _ => continue,
                };
                let id = format!("{}:{}={chosen}", tree_id(entry.key.tree), step.id);
                count(&mut self.observed, id, || phrase.summary(&entry.key, reply));
            }
        }
        for tried in case.state.tried() {
            let Some(step) = phrase.step(&tried.key) else { continue };
            let id = format!("{}:{}", tree_id(tried.key.tree), step.id);
            let new = || Attempts { id: id.clone(), what: phrase.wanted(step), ..Attempts::default() };
            let attempts = self.tried.entry(id.clone()).or_insert_with(new);
            match tried.reply {
                Reply::Outcome(Outcome::Worked) => attempts.helped += 1,
                Reply::Outcome(Outcome::DidNotWork) => attempts.not_helped += 1,
                Reply::Outcome(Outcome::NotDone) => attempts.not_done += 1,
                _ => attempts.done += 1,
            }
        }
        for (fact, value) in case.values() {
            let Some((id, declared)) = phrase.fact(fact) else { continue };
            let is_declared_value = matches!(value, Value::Choice(_) | Value::Many(_));
            if is_declared_value && !declared.private && id.as_str() != "voice" {
                let (_, values) =
                    self.facts.entry(id.to_string()).or_insert_with(|| (phrase.fact_name(fact), Tally::new()));
                let said = phrase.value(fact, value);
                count(values, said.clone(), || said);
            }
        }
    }

    /// Takes what the product itself said, without what the case knows to be private.
    fn quote(&mut self, phrase: Phrase<'_>, case: &Subject<'_>, quoted: &[Id], product: &str) {
        let is_private = |fact| phrase.fact(fact).is_some_and(|(_, declared)| declared.private);
        let words = |value: &Value| match value {
            Value::Words(words) => Some(words.to_string()),
            _ => None,
        };
        let replied = case.state.trail().iter().filter_map(|entry| match &entry.passed {
            Passed::Replied(Reply::Words(words)) => {
                phrase.step(&entry.key).filter(|step| is_private_reply(phrase, step)).map(|_| words.to_string())
            }
            _ => None,
        });
        let known = case.values().filter(|(fact, _)| is_private(*fact)).filter_map(|(_, value)| words(value));
        let private: Vec<String> = known.chain(replied).collect();
        let private: Vec<&str> = private.iter().map(String::as_str).collect();
        for (fact, value) in case.values() {
            let is_quoted = phrase.fact(fact).is_some_and(|(id, _)| quoted.contains(id));
            let Some(said) = words(value).filter(|_| is_quoted && !is_private(fact)) else { continue };
            let said = clean_line(said.trim()).into_owned();
            if !NO_MESSAGE.contains(&said.trim_end_matches('.').to_lowercase().as_str()) {
                let said = scrub(&said, &private, product);
                count(&mut self.messages, said.clone(), || said);
            }
        }
    }
}

//! Compares the words that all trees share.

use indexmap::IndexMap;

use super::content::{is_same, is_same_text};
use crate::{
    base::Id,
    tree::{Fact, FactKind, Vocabulary, Warning},
};

/// What a shared word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordKind {
    /// A fact.
    Fact,
    /// A warning.
    Warning,
    /// A role.
    Role,
    /// Where the wish for a person leads.
    Human,
}

/// What has changed of a shared word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordChange {
    /// It is new.
    Appeared(WordKind, Id),
    /// It is gone.
    Vanished(WordKind, Id),
    /// It means something else: another level, other values, another place to lead to.
    Means(WordKind, Id),
    /// It has other words.
    Reworded(WordKind, Id),
}

impl WordChange {
    /// Says whether only the wording differs. A new word that no tree uses is not noticed by anybody.
    pub fn is_wording(&self) -> bool {
        !matches!(self, Self::Means(..))
    }
}

/// Compares two vocabularies. The glossary and the probes are not seen in a walk.
pub(super) fn compare(old: &Vocabulary, new: &Vocabulary) -> Vec<WordChange> {
    let mut changes = Vec::new();
    declared(WordKind::Fact, &old.facts, &new.facts, &mut changes, |a, b| {
        (fact_means(a) == fact_means(b), fact_says(a, b))
    });
    declared(WordKind::Warning, &old.warnings, &new.warnings, &mut changes, |a, b| {
        (a.level == b.level, warning_says(a, b))
    });
    declared(WordKind::Role, &old.roles, &new.roles, &mut changes, |a, b| (true, is_same_text(&a.name, &b.name)));
    let human = |words: &Vocabulary| {
        words.human.as_ref().map(|human| {
            let collect: Vec<Id> = human.collect.iter().map(|fact| fact.id.clone()).collect();
            (human.role.id.clone(), collect)
        })
    };
    if human(old) != human(new) {
        changes.push(WordChange::Means(WordKind::Human, Id::new("human")));
    }
    changes
}

/// Compares the declarations of one kind; the test says whether they mean the same, and whether they say it.
fn declared<T>(
    kind: WordKind,
    old: &IndexMap<Id, T>,
    new: &IndexMap<Id, T>,
    changes: &mut Vec<WordChange>,
    same: impl Fn(&T, &T) -> (bool, bool),
) {
    for (id, before) in old {
        match new.get(id).map(|now| same(before, now)) {
            None => changes.push(WordChange::Vanished(kind, id.clone())),
            Some((false, _)) => changes.push(WordChange::Means(kind, id.clone())),
            Some((true, false)) => changes.push(WordChange::Reworded(kind, id.clone())),
            Some((true, true)) => {}
        }
    }
    let is_new = |id: &&Id| !old.contains_key(*id);
    changes.extend(new.keys().filter(is_new).map(|id| WordChange::Appeared(kind, id.clone())));
}

/// What a fact can be and how long it stays known.
pub(super) fn fact_means(fact: &Fact) -> (bool, bool, String, Vec<Id>) {
    let (input, values) = match &fact.kind {
        FactKind::Given { input, values } => {
            (super::content::input_name(input), values.iter().map(|value| value.id.clone()).collect())
        }
        FactKind::Tried => ("tried".to_owned(), Vec::new()),
        FactKind::Measured => ("measured".to_owned(), Vec::new()),
    };
    (fact.private, fact.stale_after_instruction, input, values)
}

pub(super) fn fact_says(a: &Fact, b: &Fact) -> bool {
    let labels = |fact: &Fact| match &fact.kind {
        FactKind::Given { values, .. } => values.iter().map(|value| value.text.clone()).collect(),
        _ => Vec::new(),
    };
    let (of_a, of_b) = (labels(a), labels(b));
    is_same_text(&a.name, &b.name)
        && is_same(a.ask.as_ref(), b.ask.as_ref())
        && is_same(a.look.as_ref(), b.look.as_ref())
        && of_a.iter().zip(&of_b).all(|(a, b)| is_same(a.as_ref(), b.as_ref()))
}

fn warning_says(a: &Warning, b: &Warning) -> bool {
    is_same_text(&a.hazard, &b.hazard)
        && is_same_text(&a.consequence, &b.consequence)
        && is_same_text(&a.avoid, &b.avoid)
}

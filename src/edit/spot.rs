//! What the format says of the place where the cursor stands.

use super::context::{Context, Level};
use crate::tree::format::{
    ANSWER, ARM, BOUNDED_WAY, CONDITION, Construct, INPUT, Key, RANGE, STEP_KEYS, STEP_KINDS, Sort, Takes, step_kind,
};

/// What may stand at a place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Here {
    /// The keys of this construct.
    Keys(&'static Construct),
    /// The keys of a step that does not say yet what it is.
    AnyStep,
    /// A step's id, or the keys of this construct.
    StepOr(&'static Construct),
    /// What a key takes: behind it, or, where it takes a mapping of ids, as a key within.
    Takes(Takes),
    /// A value of the fact.
    FactValue,
    /// Words of the author.
    Free,
}

/// A place with what is known around it.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) here: Here,
    /// The innermost key of the format.
    pub(super) key: Option<&'static Key>,
    /// The fact whose value is meant.
    pub(super) fact: Option<String>,
    /// The part that is called.
    pub(super) part: Option<String>,
    /// The step or entry.
    pub(super) entry: Option<String>,
}

/// Follows the path through the table of the format.
pub(super) fn spot(context: &Context, root: &'static Construct) -> Spot {
    let mut spot = Spot { here: Here::Keys(root), key: None, fact: None, part: None, entry: None };
    for level in &context.path {
        spot.enter(level);
    }
    if matches!(spot.here, Here::AnyStep) {
        // The step may say below what it is.
        let has = |key: &str| context.siblings.iter().any(|(name, _)| name == key);
        if let Some(kind) = step_kind(has) {
            spot.here = Here::Keys(kind);
        }
    }
    if let Here::Keys(construct) = spot.here
        && construct.has("fact")
    {
        spot.note(&context.siblings);
    }
    spot
}

/// Finds the documentation of a key at a place.
pub(super) fn key_at(here: Here, name: &str) -> Option<&'static Key> {
    match here {
        Here::Keys(construct) | Here::StepOr(construct) => construct.key(name),
        Here::AnyStep => {
            let telling = STEP_KINDS.iter().find(|kind| kind.telling() == name).and_then(|kind| kind.key(name));
            telling.or_else(|| STEP_KEYS.iter().find(|key| key.name == name))
        }
        Here::Takes(Takes::Condition) => CONDITION.key(name),
        Here::FactValue => RANGE.key(name),
        _ => None,
    }
}

/// Returns the value of a key beside others.
fn beside(within: &[(String, String)], key: &str) -> Option<String> {
    within.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
}

impl Spot {
    fn enter(&mut self, level: &Level) {
        let Some(name) = level.key.as_deref() else {
            self.here = item(self.here);
            return;
        };
        if let Here::AnyStep = self.here {
            let has = |key: &str| level.within.iter().any(|(name, _)| name == key);
            self.here = step_kind(has).map_or(Here::AnyStep, Here::Keys);
        }
        if let Here::Keys(_) = self.here {
            self.note(&level.within);
        }
        if let Some(key) = key_at(self.here, name) {
            self.key = Some(key);
            if let Takes::Reply = key.takes {
                self.entry = beside(&level.within, "at");
            }
            self.here = match (key.takes, self.here) {
                (Takes::Condition, _) => Here::Takes(Takes::Condition),
                (takes, _) => behind(takes),
            };
            return;
        }
        self.here = match self.here {
            Here::Takes(takes) => self.id(takes, name),
            _ => Here::Free,
        };
    }

    /// Keeps what the mapping around says of facts and parts.
    fn note(&mut self, within: &[(String, String)]) {
        self.fact = beside(within, "fact").or_else(|| self.fact.take());
        self.part = beside(within, "call").or_else(|| self.part.take());
    }

    /// What stands behind an id that the author chose.
    fn id(&mut self, takes: Takes, name: &str) -> Here {
        match takes {
            Takes::Steps => {
                self.entry = Some(name.to_owned());
                (self.fact, self.part) = (None, None);
                Here::AnyStep
            }
            Takes::Each(_, inner) => {
                self.entry = Some(name.to_owned());
                Here::Keys(inner)
            }
            Takes::Answers => Here::StepOr(&ANSWER),
            Takes::ExitWays => Here::StepOr(&BOUNDED_WAY),
            Takes::Chances => Here::Takes(Takes::Chance),
            Takes::Condition | Takes::Replies(Sort::Fact) => {
                self.fact = Some(name.to_owned());
                Here::FactValue
            }
            Takes::Replies(_) => {
                self.entry = Some(name.to_owned());
                Here::Takes(Takes::Reply)
            }
            _ => Here::Free,
        }
    }
}

/// What stands behind a key that takes this.
fn behind(takes: Takes) -> Here {
    match takes {
        Takes::Way => Here::StepOr(&BOUNDED_WAY),
        Takes::Input => Here::Keys(&INPUT),
        Takes::One(inner) => Here::Keys(inner),
        Takes::Plain | Takes::Plains | Takes::Pattern => Here::Free,
        _ => Here::Takes(takes),
    }
}

/// What an item of a list is.
fn item(here: Here) -> Here {
    match here {
        Here::Takes(Takes::Names(sort) | Takes::NameOrNames(sort)) => Here::Takes(Takes::Name(sort)),
        Here::Takes(Takes::Arms) => Here::Keys(&ARM),
        Here::Takes(Takes::Condition | Takes::Reply) | Here::FactValue => here,
        _ => Here::Free,
    }
}

//! What stands in a line of a record, version 1. These structs are the promise to programs.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};

/// One line.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Line<'a> {
    /// The version of the form.
    pub(super) format: u32,
    /// The number of the case.
    #[serde(borrow)]
    pub(super) case: Cow<'a, str>,
    /// The number of the turn in the case, from one; zero for what is no turn.
    pub(super) turn: u32,
    /// Whether it must never leave the case.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) private: bool,
    /// What happened.
    #[serde(borrow)]
    pub(super) event: Event<'a>,
}

/// As much of a line as tells what it is.
#[derive(Deserialize)]
pub(super) struct Head<'a> {
    pub(super) format: u32,
    #[serde(borrow, default)]
    pub(super) case: Cow<'a, str>,
}

/// What happened. Keys of steps are written as [`super::write::key`] writes them.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Event<'a> {
    Started {
        #[serde(borrow)]
        tree: Cow<'a, str>,
        #[serde(borrow)]
        today: Cow<'a, str>,
    },
    /// How the person described the problem; no turn of the engine.
    OwnWords(#[serde(borrow)] Cow<'a, str>),
    Fact {
        #[serde(borrow)]
        name: Cow<'a, str>,
        /// The tree that alone knows the fact.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tree: Option<String>,
        #[serde(borrow)]
        value: Value<'a>,
        origin: Origin,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<String>,
    },
    Acknowledged(#[serde(borrow)] Cow<'a, str>),
    Helped(#[serde(borrow)] Cow<'a, str>),
    Replied {
        #[serde(borrow)]
        at: Cow<'a, str>,
        #[serde(borrow)]
        reply: Reply<'a>,
    },
    Collected {
        #[serde(borrow)]
        name: Cow<'a, str>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tree: Option<String>,
        /// Nothing means that it is not known.
        #[serde(borrow)]
        value: Option<Value<'a>>,
    },
    Uncollected {
        #[serde(borrow)]
        name: Cow<'a, str>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tree: Option<String>,
    },
    Reopened(#[serde(borrow)] Cow<'a, str>),
    Noted(#[serde(borrow)] Cow<'a, str>),
    Human,
    /// What was done with the case; no turn of the engine.
    Handled(#[serde(borrow)] Handling<'a>),
    /// Something private that stands elsewhere, or was erased.
    Withheld {
        #[serde(borrow)]
        kind: Cow<'a, str>,
        #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
        at: Option<Cow<'a, str>>,
    },
}

/// What was done with a case.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Handling<'a> {
    Parked,
    Resumed,
    HandedOver(#[serde(borrow)] Cow<'a, str>),
    Closed,
    ReopenedCase,
    Moved {
        #[serde(borrow)]
        to: Cow<'a, str>,
        #[serde(default, skip_serializing_if = "Renames::is_empty")]
        renames: Renames,
    },
    Erased,
}

/// Old names and the new ones. A step is named `tree:step`, an answer `tree:step:answer`, a fact of one tree
/// `tree:fact`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Renames {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) trees: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) steps: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) answers: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) facts: BTreeMap<String, String>,
}

impl Renames {
    pub(super) fn is_empty(&self) -> bool {
        self.trees.is_empty() && self.steps.is_empty() && self.answers.is_empty() && self.facts.is_empty()
    }
}

/// What was replied.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Reply<'a> {
    Chosen(#[serde(borrow)] Cow<'a, str>),
    Several(#[serde(borrow)] Vec<Cow<'a, str>>),
    Number(f64),
    Day(#[serde(borrow)] Cow<'a, str>),
    Words(#[serde(borrow)] Cow<'a, str>),
    Outcome(Outcome),
    Done,
}

/// What an instruction brought, in the words of the dialogue for programs.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Outcome {
    Worked,
    NotWorked,
    NotDone,
}

/// The value of a fact.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Value<'a> {
    Choice(#[serde(borrow)] Cow<'a, str>),
    Many(#[serde(borrow)] Vec<Cow<'a, str>>),
    Number(f64),
    Day(#[serde(borrow)] Cow<'a, str>),
    Words(#[serde(borrow)] Cow<'a, str>),
}

/// Where a fact is known from.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Origin {
    Said,
    Measured,
    KnownBefore,
}

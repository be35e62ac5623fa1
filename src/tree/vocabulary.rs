//! The words that all trees share: facts, warnings, checks, the glossary, roles.

use indexmap::IndexMap;

use super::{Duration, Exception, FactIx, Input, Link, Privilege, Probe, Risks, RoleIx, Urgency};
use crate::base::{Id, Place, Text};

/// Everything declared outside the trees.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// What a case may remember.
    pub facts: IndexMap<Id, Fact>,
    /// What people are warned of.
    pub warnings: IndexMap<Id, Warning>,
    /// Local probes.
    pub checks: IndexMap<Id, Check>,
    /// Technical terms in plain words.
    pub terms: IndexMap<Id, Term>,
    /// Who takes over.
    pub roles: IndexMap<Id, Role>,
    /// Where the wish for a person leads.
    pub human: Option<Human>,
    /// The rules that are not followed somewhere in the files, with the reason.
    pub exceptions: Vec<Exception>,
}

/// A typed, named value that a case remembers.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Where it is declared.
    pub place: Place,
    /// What it is called in a hand-over.
    pub name: Text,
    /// How it is asked for when a hand-over needs it.
    pub ask: Option<Text>,
    /// Where to look.
    pub look: Option<Text>,
    /// What it may be.
    pub kind: FactKind,
    /// Whether it must never leave the case.
    pub private: bool,
    /// Whether it is forgotten once an instruction has changed something.
    pub stale_after_instruction: bool,
}

/// What a fact may be.
#[derive(Clone, Debug)]
pub enum FactKind {
    /// Typed in as this input says; `Choice` and `Many` among the values.
    Given {
        /// The kind of input.
        input: Input,
        /// The values of a choice, in order.
        values: Vec<FactValue>,
    },
    /// What was tried, from the case itself.
    Tried,
    /// What was measured, from the case itself.
    Measured,
}

/// One possible value of a choice.
#[derive(Clone, Debug)]
pub struct FactValue {
    /// The id.
    pub id: Id,
    /// The label.
    pub text: Option<Text>,
}

/// How grave a warning is, as DITA 1.3 `hazardstatement` and ANSI Z535 grade them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know.
    Notice,
    /// Minor harm is possible.
    Caution,
    /// Serious harm is possible.
    Warning,
    /// Serious harm will happen unless avoided.
    Danger,
}

impl Severity {
    pub(super) const WORDS: [(&str, Self); 4] =
        [("danger", Self::Danger), ("warning", Self::Warning), ("caution", Self::Caution), ("notice", Self::Notice)];

    /// Says whether it must be acknowledged before the step is shown.
    pub fn must_be_acknowledged(self) -> bool {
        Self::Warning <= self
    }
}

/// A hazard, what it does, and how to avoid that.
#[derive(Clone, Debug)]
pub struct Warning {
    /// Where it is declared.
    pub place: Place,
    /// How grave it is.
    pub level: Severity,
    /// Which risks it warns of; all of them where the author names none.
    pub risks: Risks,
    /// What is dangerous.
    pub hazard: Text,
    /// What may happen.
    pub consequence: Text,
    /// What to do about it.
    pub avoid: Text,
}

/// A read-only local probe that may propose an answer; declared here, run elsewhere.
#[derive(Clone, Debug)]
pub struct Check {
    /// Where it is declared.
    pub place: Place,
    /// What it finds out.
    pub purpose: Text,
    /// What is run on which system.
    pub probes: Vec<Probe>,
    /// Whether the program does it by itself, at least on some systems.
    pub is_built_in: bool,
    /// The most time that it may take; without it, the limit of the program.
    pub time: Option<Duration>,
    /// Which rights it needs.
    pub privilege: Privilege,
    /// Whether the person is asked before it is run.
    pub consent: bool,
    /// What of the result must not be stored.
    pub private: Vec<String>,
}

/// A technical term.
#[derive(Clone, Debug)]
pub struct Term {
    /// Where it is declared.
    pub place: Place,
    /// The word.
    pub term: Text,
    /// What it means, in plain words.
    pub means: Text,
    /// Other words for the same.
    pub also: Vec<(crate::base::Lang, Vec<String>)>,
}

/// Somebody who takes over.
#[derive(Clone, Debug)]
pub struct Role {
    /// Where it is declared.
    pub place: Place,
    /// What that person or body is called.
    pub name: Text,
    /// How long an escalation may wait for them, where the author says so.
    pub within: Within,
}

/// How long an escalation may wait, by its urgency; nothing where the author says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Within {
    /// What must be taken over at once.
    pub now: Option<Duration>,
    /// What must be taken over today.
    pub soon: Option<Duration>,
    /// Everything else.
    pub normal: Option<Duration>,
}

impl Within {
    /// Returns how long an escalation of this urgency may wait, by the author or as usual.
    ///
    /// As usual means 15 minutes, 4 hours and 24 hours. Elapsed time is meant, day and night: whoever has office
    /// hours knows them better than this program.
    pub fn limit(self, urgency: Urgency) -> Duration {
        match urgency {
            Urgency::Now => self.now.unwrap_or(Duration(15 * 60)),
            Urgency::Soon => self.soon.unwrap_or(Duration(4 * 3600)),
            Urgency::Normal => self.normal.unwrap_or(Duration(24 * 3600)),
        }
    }
}

/// Where the wish for a person leads.
#[derive(Clone, Debug)]
pub struct Human {
    /// Where it is declared.
    pub place: Place,
    /// Who.
    pub role: Link<RoleIx>,
    /// What that person needs to know.
    pub collect: Vec<Link<FactIx>>,
}

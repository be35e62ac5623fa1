//! Fault trees as a model and a petgraph graph, read from YAML nodes; the only module that names petgraph.

pub mod codes;
mod condition;
mod ending;
mod exception;
pub mod format;
mod graph;
mod library;
mod link;
mod probe;
mod quantity;
mod question;
mod read;
mod risk;
mod step;
mod terms;
mod texts;
mod vocabulary;

pub use condition::{Condition, Test};
pub use ending::{Ending, Urgency};
pub use exception::Exception;
pub use graph::{Edge, EdgeRole, Graph, StepIx};
pub use library::{Library, TreeIx};
pub use link::{CheckIx, FactIx, Link, RoleIx, WarningIx};
pub use probe::{Command, PLACEHOLDERS, Privilege, Probe, System, Verified};
pub use quantity::{Bound, Chance, Commonness, Date, Duration, days_of, german_word};
pub use question::{Answer, Guard, Input, Outlet, Pattern, Question, Retry, Scale};
pub(crate) use read::{Fields, Reader, format_is_known, shorten};
pub use read::{File, read, read_node};
pub use risk::{Protection, Risks};
pub use step::{After, By, Call, Instruction, Kind, Risk, Route, RouteArm, Step};
pub use terms::Terms;
pub use texts::{Passage, TextRole};
pub use vocabulary::{Check, Fact, FactKind, FactValue, Human, Role, Severity, Term, Vocabulary, Warning, Within};

use crate::base::{Id, Lang, SourceId, Span, Text};

/// The guide for one fault, or a part that such guides call.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The file stem.
    pub id: Id,
    /// The file.
    pub source: SourceId,
    /// The language of texts that name none.
    pub lang: Lang,
    /// How German texts speak to people.
    pub address: Address,
    /// What the fault is called.
    pub title: Text,
    /// The customers' own words for it.
    pub symptoms: Vec<(Lang, Vec<String>)>,
    /// The day on which somebody read it aloud.
    pub reviewed: Option<Date>,
    /// The day by which that must happen again.
    pub review_by: Option<Date>,
    /// What one escalation costs everyone in time.
    pub hand_over: Option<Duration>,
    /// What may turn out to be wrong.
    pub causes: indexmap::IndexMap<Id, Cause>,
    /// Facts that only this tree knows.
    pub facts: indexmap::IndexMap<Id, Fact>,
    /// The exits of a part; nothing in a tree.
    pub exits: Option<Vec<Link<()>>>,
    /// The risks that a part protects from, and through which exits.
    pub guards: Vec<Protection>,
    /// Where a run begins.
    pub start: Link<StepIx>,
    /// The steps and what leads where, in the author's order.
    pub graph: Graph,
    /// Steps that stand in the file but could not be read; what is wrong with them has been reported.
    pub unread: Vec<Id>,
    /// Steps with a way out to a step that does not exist.
    pub astray: Vec<StepIx>,
    /// The rules that are not followed somewhere in the file, with the reason.
    pub exceptions: Vec<Exception>,
}

/// How German texts speak to people; the variant `de-du` of a text always says *du*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Address {
    /// Formally.
    #[default]
    Sie,
    /// As among friends.
    Du,
}

impl Tree {
    /// Returns a step.
    pub fn step(&self, ix: StepIx) -> Option<&Step> {
        self.graph.node_weight(ix)
    }

    /// Lists all steps in the author's order.
    pub fn steps(&self) -> impl Iterator<Item = (StepIx, &Step)> {
        self.graph.node_indices().zip(self.graph.node_weights())
    }

    /// Says whether others call this one.
    pub fn is_part(&self) -> bool {
        self.exits.is_some()
    }

    /// Makes a place in this tree's file.
    pub fn place(&self, span: Span) -> crate::base::Place {
        crate::base::Place { source: self.source, span }
    }
}

/// Something that may turn out to be wrong.
#[derive(Clone, Debug)]
pub struct Cause {
    /// Where it is declared.
    pub span: Span,
    /// What it is called.
    pub name: Text,
    /// How common it is among all causes of this fault; relative.
    pub how_common: Option<Commonness>,
}

//! What a person sees of a case at one moment.

use super::{
    Key, Reply, State,
    state::{EndKind, Stop},
};
use crate::{
    base::{Id, Text},
    check::Sealed,
    tree::{Ending, FactIx, Kind, Link, RoleIx, Step, TreeIx, Urgency, WarningIx},
};

/// What the person sees.
#[derive(Clone, Debug)]
pub enum View<'l> {
    /// A warning that must be acknowledged before the step is shown.
    Warning {
        /// Which warning.
        warning: WarningIx,
        /// The step that it precedes.
        step: &'l Step,
    },
    /// A question or an instruction; its kind says which.
    Step {
        /// Names it.
        key: Key,
        /// The step itself: a question or an instruction.
        step: &'l Step,
        /// The help for "I am not sure", once that was said.
        help: Option<&'l Text>,
        /// What was replied before it was opened again.
        previous: Option<Reply>,
        /// Whether the instruction was done already and cannot be undone.
        done: bool,
    },
    /// A fact that the hand-over needs.
    Collect {
        /// Which fact.
        fact: FactIx,
        /// How many more after it.
        remaining: usize,
    },
    /// The case has ended.
    Ended(Ended<'l>),
    /// The walk goes on in a tree that exists but was not read: load it and replay.
    Missing(&'l Id),
    /// No tree was chosen yet.
    NotStarted,
}

/// How a case ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended<'l> {
    /// The fault is gone, or what was wanted is done.
    Fixed {
        /// The tree that fixed it.
        tree: TreeIx,
        /// What it was; several if the instruction fixes several causes.
        causes: Vec<&'l Id>,
        /// What to watch for.
        note: Option<&'l Text>,
        /// Whether somebody said last that it works now; a fix may also be that something was blocked or passed on.
        works: bool,
    },
    /// A person takes over.
    Escalated {
        /// The tree that gave up.
        tree: TreeIx,
        /// Who takes over; nothing if the vocabulary names nobody.
        role: Option<RoleIx>,
        /// How soon.
        urgency: Urgency,
        /// Why, to the customer.
        because: Option<&'l Text>,
        /// What it probably is.
        causes: Vec<&'l Id>,
        /// Whether the person asked for a human.
        wanted: bool,
    },
}

impl State {
    /// Says what the person sees now.
    pub fn view<'l>(&self, library: &'l Sealed) -> View<'l> {
        let here = || library.library().tree(self.at.tree)?.step(self.at.step);
        let Some(step) = self.root.and_then(|_| here()) else {
            return View::NotStarted;
        };
        match &self.stop {
            Stop::Warning(warning) => View::Warning { warning: *warning, step },
            Stop::Step { key, help, previous, done } => View::Step {
                key: key.clone(),
                step,
                help: if *help { help_of(step) } else { None },
                previous: previous.clone(),
                done: *done,
            },
            Stop::Ended(_) if !self.wanted.is_empty() => {
                let remaining = self.wanted.len() - 1;
                self.wanted.first().map_or(View::NotStarted, |fact| View::Collect { fact: *fact, remaining })
            }
            Stop::Ended(kind) => View::Ended(self.ended(library, step, *kind)),
            Stop::Missing => match &step.kind {
                Kind::Ending(Ending::Continue { tree, .. }) => View::Missing(&tree.id),
                _ => View::NotStarted,
            },
            // Only an unsealed tree could get here; a person is the safe way out.
            Stop::Nowhere | Stop::Stuck => View::Ended(self.ended(library, step, EndKind::Human)),
        }
    }

    fn ended<'l>(&self, library: &'l Sealed, step: &'l Step, kind: EndKind) -> Ended<'l> {
        let tree = self.at.tree;
        match (&step.kind, kind) {
            (Kind::Ending(Ending::Fix { cause, note }), EndKind::Fix) => {
                Ended::Fixed { tree, causes: vec![&cause.id], note: note.as_ref(), works: self.works() }
            }
            (Kind::Instruction(instruction), EndKind::Worked) => Ended::Fixed {
                tree,
                causes: instruction.fixes.iter().map(|(cause, _)| &cause.id).collect(),
                note: None,
                works: true,
            },
            (Kind::Ending(Ending::Escalate { role, urgency, because, causes, .. }), EndKind::Escalation) => {
                Ended::Escalated {
                    tree,
                    role: role.to,
                    urgency: *urgency,
                    because: because.as_ref(),
                    causes: ids(causes),
                    wanted: false,
                }
            }
            (kind, end) => {
                let causes = match kind {
                    Kind::Ending(Ending::Continue { causes, .. }) => ids(causes),
                    _ => Vec::new(),
                };
                let role = library.library().vocabulary().human.as_ref().and_then(|human| human.role.to);
                let wanted = end == EndKind::Human;
                Ended::Escalated { tree, role, urgency: Urgency::Normal, because: None, causes, wanted }
            }
        }
    }
}

fn ids(links: &[Link<()>]) -> Vec<&Id> {
    links.iter().map(|link| &link.id).collect()
}

/// Returns the help that belongs to "I am not sure".
fn help_of(step: &Step) -> Option<&Text> {
    step.question()?.unsure()?.help.as_ref()
}

//! The letter to the customer after a fix: what it was, what helped, what to watch for, what to do if it comes back.

use super::{Frame, Phrase};
use crate::{
    base::{Id, Text},
    engine::{Ended, Outcome, Reply, State},
    tree::{By, Kind, Risk, Step, TreeIx},
};

/// What the letter says. Nothing that the person said stands in it: a letter lies open on a kitchen table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// The number of the case.
    pub number: String,
    /// The tree that fixed it.
    pub tree: String,
    /// What the fault is called.
    pub fault: String,
    /// What it was; several if the instruction fixes several causes, none if nobody knows.
    pub causes: Vec<String>,
    /// Whether it works again; what is fixed may also have been blocked or passed on.
    pub works: bool,
    /// What helped, sentence by sentence as the author wrote it.
    pub helped: Option<String>,
    /// Whether the customer may do that again alone: it needs nobody else and endangers nothing.
    pub repeatable: bool,
    /// What to watch for, what to do if it comes back, as the author says.
    pub note: Option<String>,
}

impl Letter {
    /// Writes the letter for a case that was fixed; nothing for any other.
    pub fn of(phrase: Phrase<'_>, frame: Frame<'_>, state: &State, ended: &Ended<'_>) -> Option<Self> {
        let Ended::Fixed { tree, causes, note, works } = ended else { return None };
        let helped = helped(phrase, state);
        Some(Self {
            number: frame.number.to_string(),
            tree: phrase.library.tree(*tree).map(|tree| tree.id.to_string()).unwrap_or_default(),
            fault: phrase.title(*tree),
            causes: named(phrase, *tree, causes),
            works: *works,
            helped: helped.map(|step| phrase.wanted(step)),
            repeatable: helped.is_some_and(is_repeatable),
            note: note.map(|text: &Text| text.get(phrase.words.lang()).to_owned()),
        })
    }
}

fn named(phrase: Phrase<'_>, tree: TreeIx, causes: &[&Id]) -> Vec<String> {
    causes.iter().map(|cause| phrase.cause(tree, cause)).collect()
}

/// The last instruction on the path of which somebody said that it helped.
fn helped<'l>(phrase: Phrase<'l>, state: &State) -> Option<&'l Step> {
    let worked = |reply: &Reply| matches!(reply, Reply::Outcome(Outcome::Worked));
    let last = state.tried().iter().rev().find(|tried| tried.active && worked(&tried.reply))?;
    phrase.step(&last.key)
}

fn is_repeatable(step: &Step) -> bool {
    let Kind::Instruction(instruction) = &step.kind else { return false };
    step.by.is_none_or(|by| by == By::Customer)
        && matches!(instruction.risk, Risk::None | Risk::Interrupts)
        && step.warn.is_empty()
}

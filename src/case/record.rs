//! Cases as lines of JSON, by ids: what is written can be read against another library.
//!
//! One line is one turn of one case, so that cases can be appended to, mixed, sorted and joined with the tools for
//! lines. Trees, steps, facts, warnings and answers stand in it by their ids and never by position; what a library
//! does not have is reported. A line with something that must never leave the case says `"private":true`.

mod entry;
mod moves;
mod read;
mod resolve;
mod wire;
mod write;

pub use entry::Entry;
pub use read::{Problem, RecordedCase, RecordedTurns, Records};
pub use resolve::{Lost, Replay, Resolver, reply_name};
pub use write::{is_private, own_words_line, turn_line};

use rustc_hash::FxHashMap;

use crate::base::Id;

/// The version of the lines; it rises when a field changes its meaning or goes away.
pub const FORMAT: u32 = 1;

/// What was called otherwise when a case was recorded: old names to new ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renames {
    /// Trees and parts.
    pub trees: FxHashMap<Id, Id>,
    /// Steps, by the old name of their tree and their own.
    pub steps: FxHashMap<(Id, Id), Id>,
    /// Answers, by the old names of tree and step and their own.
    pub answers: FxHashMap<(Id, Id, Id), Id>,
    /// Facts: by the old name of the tree that alone knows it, if one does, and its own.
    pub facts: FxHashMap<(Option<Id>, Id), Id>,
}

impl Renames {
    /// Says whether everything is called as before.
    pub fn is_empty(&self) -> bool {
        self.trees.is_empty() && self.steps.is_empty() && self.answers.is_empty() && self.facts.is_empty()
    }

    /// Keeps the names of these trees, and those that all trees share.
    #[must_use]
    pub fn within(&self, keeps: impl Fn(&Id) -> bool) -> Self {
        let mut own = self.clone();
        own.trees.retain(|tree, _| keeps(tree));
        own.steps.retain(|(tree, _), _| keeps(tree));
        own.answers.retain(|(tree, ..), _| keeps(tree));
        own.facts.retain(|(tree, _), _| tree.as_ref().is_none_or(&keeps));
        own
    }
}

//! Where a case stands or how it ended, so that two libraries can be compared in it.

use rustc_hash::FxHashMap;

use super::matching::{Matching, Pair};
use crate::{
    base::Id,
    engine::{Ended, Event, Key, Session, Turn, View},
    tree::{Library, StepIx, TreeIx, Urgency},
};

/// Where a case stands or how it ended. Positions are those of one sealed library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The calls that lead there.
    pub calls: Vec<(TreeIx, StepIx)>,
    /// The tree or part.
    pub tree: TreeIx,
    /// The step that is asked, or that ended the case.
    pub step: StepIx,
    /// How it ended; nothing while something is asked.
    pub end: Option<End>,
    /// Whether the walk has left the tree with which it began.
    pub has_left: bool,
}

/// How a case ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It works again, and this was wrong.
    Fixed(Vec<Id>),
    /// A person takes over.
    Escalated {
        /// Who.
        role: Option<Id>,
        /// How soon.
        urgency: Urgency,
        /// What it probably is.
        causes: Vec<Id>,
        /// Whether a human was asked for.
        wanted: bool,
    },
    /// It goes on in a tree that cannot be walked.
    Missing(Id),
    /// It never began.
    Nowhere,
}

/// Passes warnings and leaves out what a hand-over collects, then says where the case stands.
pub(super) fn settle(session: &mut Session<'_>) -> Place {
    loop {
        let turn = match session.view() {
            View::Warning { warning, .. } => Event::Acknowledged(warning),
            View::Collect { fact, .. } => Event::Collected(fact, None),
            _ => break,
        };
        session.push(Turn { event: turn });
    }
    let (state, library) = (session.state(), session.library().library());
    let ids = |causes: &[&Id]| causes.iter().map(|cause| (*cause).clone()).collect::<Vec<Id>>();
    let mut calls = Vec::new();
    let end = match session.view() {
        View::Step { key, .. } => {
            calls = key.calls.iter().flat_map(|calls| calls.iter().map(|call| (call.tree, call.step))).collect();
            None
        }
        View::Ended(Ended::Fixed { causes, .. }) => Some(End::Fixed(ids(&causes))),
        View::Ended(Ended::Escalated { role, urgency, causes, wanted, .. }) => {
            let role = role.and_then(|role| library.vocabulary().roles.get_index(role.index()));
            let role = role.map(|(id, _)| id.clone());
            Some(End::Escalated { role, urgency, causes: ids(&causes), wanted })
        }
        View::Missing(id) => Some(End::Missing(id.clone())),
        View::Warning { .. } | View::Collect { .. } | View::NotStarted => Some(End::Nowhere),
    };
    Place { calls, tree: state.tree(), step: state.step(), end, has_left: 1 < state.trees().len() }
}

/// Which tree and step of one sealed library is which of the other.
pub(super) struct Mapping<'m> {
    to_new: FxHashMap<TreeIx, (TreeIx, &'m Pair)>,
    to_old: FxHashMap<TreeIx, &'m Pair>,
}

impl<'m> Mapping<'m> {
    /// Carries a matching of what was read over to what was sealed: steps stay where they are, trees do not.
    pub(super) fn new(matching: &'m Matching, read: (&Library, &Library), sealed: (&Library, &Library)) -> Self {
        let mut mapping = Self { to_new: FxHashMap::default(), to_old: FxHashMap::default() };
        let find = |read: &Library, sealed: &Library, ix| sealed.find(read.tree(ix)?.id.as_str());
        for pair in matching.pairs.iter().chain(&matching.others) {
            let old = find(read.0, sealed.0, pair.old);
            let new = find(read.1, sealed.1, pair.new);
            if let Some((old, new)) = old.zip(new) {
                mapping.to_new.insert(old, (new, pair));
                mapping.to_old.insert(new, pair);
            }
        }
        mapping
    }

    /// Finds what a step is now.
    pub(super) fn now(&self, tree: TreeIx, step: StepIx) -> Option<(TreeIx, StepIx)> {
        let (new, pair) = self.to_new.get(&tree)?;
        Some((*new, pair.now(step)?))
    }

    /// Says whether a step was not there before.
    pub(super) fn is_new(&self, tree: TreeIx, step: StepIx) -> bool {
        self.to_old.get(&tree).is_none_or(|pair| pair.before(step).is_none())
    }

    /// Says what a case asks now under the same name.
    pub(super) fn key(&self, key: &Key) -> Option<Key> {
        let (tree, step) = self.now(key.tree, key.step)?;
        let calls = match &key.calls {
            None => None,
            Some(calls) => {
                let mapped: Option<Vec<_>> = calls
                    .iter()
                    .map(|call| {
                        let (tree, step) = self.now(call.tree, call.step)?;
                        Some(crate::engine::Segment { tree, step, visit: call.visit })
                    })
                    .collect();
                Some(mapped?.into())
            }
        };
        Some(Key { calls, tree, step, visit: key.visit })
    }

    /// Says whether a person who stands here before and there now notices no difference.
    pub(super) fn is_same(&self, before: &Place, now: &Place) -> bool {
        let step = |(tree, step): (TreeIx, StepIx)| self.now(tree, step);
        let is_there = step((before.tree, before.step)) == Some((now.tree, now.step));
        match (&before.end, &now.end) {
            (None, None) => {
                let calls: Option<Vec<_>> = before.calls.iter().map(|call| step(*call)).collect();
                is_there && calls.as_ref() == Some(&now.calls)
            }
            (Some(End::Escalated { wanted: true, role, .. }), Some(End::Escalated { wanted, role: other, .. })) => {
                *wanted && role == other
            }
            // Where the old ending is gone, what counts is who takes over or what it was.
            (Some(before_end), Some(end)) => {
                before_end == end && (is_there || step((before.tree, before.step)).is_none())
            }
            _ => false,
        }
    }
}

//! What a rule sees of one tree.

use rustc_hash::FxHashSet;

use super::{
    flow::{Arc, Flow},
    guards::Before,
    path,
    rule::Found,
    survey::{Analysis, Survey},
};
use crate::{
    base::{Diagnostic, Id, Lang, Place, Span},
    tree::{Library, Tree, TreeIx},
};

/// One tree with what is known about it.
pub(super) struct Context<'s> {
    /// The analyses of all trees.
    pub(super) survey: &'s Survey<'s>,
    /// The library.
    pub(super) library: &'s Library,
    /// Which tree.
    pub(super) ix: TreeIx,
    /// The tree.
    pub(super) tree: &'s Tree,
    /// What was found out about it.
    pub(super) analysis: &'s Analysis,
    /// The languages of its title.
    pub(super) languages: Vec<Lang>,
    unread: FxHashSet<&'s Id>,
}

impl<'s> Context<'s> {
    /// Puts together what is known about a tree.
    pub(super) fn new(survey: &'s Survey<'s>, ix: TreeIx, tree: &'s Tree, analysis: &'s Analysis) -> Self {
        let languages = tree.title.iter().map(|(lang, _)| lang).collect();
        Self { survey, library: survey.library, ix, tree, analysis, languages, unread: tree.unread.iter().collect() }
    }

    /// Says whether a step stands in the file but could not be read, which has findings of its own.
    pub(super) fn is_unread(&self, step: &Id) -> bool {
        self.unread.contains(step)
    }

    /// Makes a place in this tree's file.
    pub(super) fn place(&self, span: Span) -> Place {
        self.tree.place(span)
    }

    /// Returns the place of a step's id.
    pub(super) fn step_place(&self, step: u32) -> Place {
        self.place(self.tree.step(path::index(step)).map(|step| step.span).unwrap_or_default())
    }

    /// Returns the steps as flat arrays.
    pub(super) fn flow(&self) -> &Flow {
        &self.analysis.flow
    }

    /// Adds a run to a step, with the words that say what is special about it.
    pub(super) fn on_way(&self, finding: Diagnostic, what: &str, step: u32, ways: &[Arc]) -> Diagnostic {
        let start = ways.first().map_or(step, |arc| arc.from);
        let names = path::names(self.tree, start, ways);
        finding.note(format!("{what} the way {}", path::shown(&names))).path(names)
    }

    /// Returns what surely comes before a step.
    pub(super) fn before(&self, step: u32) -> Before {
        self.survey.guards().of(self.library, self.ix, step)
    }

    /// Adds the shortest run to a step before which something does not come, and for a part the call of it.
    pub(super) fn without(
        &self,
        found: &Found,
        finding: Diagnostic,
        what: &str,
        wanted: Before,
        step: u32,
    ) -> Diagnostic {
        if !found.affords() {
            return finding;
        }
        let guards = self.survey.guards();
        let Some(ways) = guards.way_without(self.library, self.tree, self.flow(), wanted, step) else { return finding };
        let finding = self.on_way(finding, what, step, &ways);
        let call = self.survey.calls_of(self.ix).find(|(tree, at)| !guards.of(self.library, *tree, *at).has(wanted));
        let Some((caller, at)) = call.and_then(|(tree, at)| self.library.tree(tree).map(|tree| (tree, at))) else {
            return finding;
        };
        let span = caller.step(path::index(at)).map(|step| step.span).unwrap_or_default();
        finding.at(caller.place(span), "nor does it come before this call")
    }

    /// Adds the shortest run to a step; the run in the data goes on over `more`.
    pub(super) fn reached_by(&self, found: &Found, finding: Diagnostic, step: u32, more: &[Arc]) -> Diagnostic {
        if !found.affords() {
            return finding;
        }
        let mut ways = self.analysis.nearest().way_to(self.flow(), step);
        let start = ways.first().map_or(step, |arc| arc.from);
        let finding = match ways.as_slice() {
            [] => finding,
            ways => finding.note(format!("reached by: {}", path::shown(&path::names(self.tree, start, ways)))),
        };
        ways.extend(more);
        finding.path(path::names(self.tree, start, &ways))
    }
}

/// Lists ids for a note, at most ten of them.
pub(super) fn listed(ids: impl ExactSizeIterator<Item = String>) -> String {
    let left = ids.len().saturating_sub(10);
    let mut shown: Vec<String> = ids.take(10).map(|id| format!("`{id}`")).collect();
    if 0 < left {
        shown.push(format!("{left} more"));
    }
    shown.join(", ")
}

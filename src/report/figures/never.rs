//! What never occurs: causes that no case had, steps that no case came to.

use std::collections::BTreeSet;

use super::Figures;
use crate::{
    case::{Tally, Topic},
    tree::{Ending, Kind, Library},
};

/// Ids that no case has, by tree. Trees without any case are left out: nothing follows from them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Never {
    /// Causes that were not found in any ended case: tree, and causes in the author's order.
    pub causes: Vec<(String, Vec<String>)>,
    /// Questions, instructions and endings at which nobody was: tree, and steps in the author's order.
    ///
    /// Where somebody is at this moment is not counted, nor whether a question was skipped because its answer was
    /// known already.
    pub steps: Vec<(String, Vec<String>)>,
}

impl Never {
    /// Says whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.causes.is_empty() && self.steps.is_empty()
    }
}

/// Looks for what is declared in the trees and not in the figures, which must know steps, causes and endings.
pub fn never(library: &Library, figures: &Figures) -> Never {
    let (steps, causes) = (pairs(figures.of(Topic::Step)), pairs(figures.of(Topic::Cause)));
    let ended = pairs(figures.of(Topic::Ending));
    let mut never = Never::default();
    for (_, tree) in library.trees() {
        let own = tree.id.as_str();
        let knows = |found: &BTreeSet<(&str, &str)>, id: &str| found.contains(&(own, id));
        let is_known = |found: &BTreeSet<(&str, &str)>| found.range((own, "")..).next().is_some_and(|it| it.0 == own);
        if is_known(&causes) || is_known(&ended) {
            let missing = tree.causes.keys().map(crate::base::Id::as_str).filter(|cause| !knows(&causes, cause));
            push(&mut never.causes, own, missing);
        }
        if is_known(&steps) {
            let walked = tree.graph.node_weights().filter(|step| is_counted(&step.kind));
            let missing = walked.map(|step| step.id.as_str()).filter(|id| !knows(&steps, id) && !knows(&ended, id));
            push(&mut never.steps, own, missing);
        }
    }
    never
}

/// Says whether a case leaves a mark at such a step.
fn is_counted(kind: &Kind) -> bool {
    match kind {
        Kind::Question(_) | Kind::Instruction(_) => true,
        Kind::Ending(ending) => matches!(ending, Ending::Fix { .. } | Ending::Escalate { .. }),
        Kind::Call(_) | Kind::Route(_) => false,
    }
}

fn pairs(tallies: &[Tally]) -> BTreeSet<(&str, &str)> {
    tallies.iter().filter_map(|tally| Some((tally.keys.first()?.as_str(), tally.keys.get(1)?.as_str()))).collect()
}

fn push<'t>(found: &mut Vec<(String, Vec<String>)>, tree: &str, ids: impl Iterator<Item = &'t str>) {
    let ids: Vec<String> = ids.map(str::to_owned).collect();
    if !ids.is_empty() {
        found.push((tree.to_owned(), ids));
    }
}

//! What never occurs: causes that no case had, steps that no case came to.

use std::collections::BTreeSet;

use super::Figures;
use crate::{
    base::Id,
    case::{Tally, Topic},
    tree::{Ending, Kind, Library},
};

/// What no case of a tree had or came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    /// The tree or part.
    pub tree: String,
    /// How many cases ended there, or came to its most visited step: from few of them nothing follows.
    pub cases: u64,
    /// The ids in the author's order.
    pub ids: Vec<String>,
}

/// What no case has, by tree. Trees without any case are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Never {
    /// Causes that were not found in any ended case.
    pub causes: Vec<Absent>,
    /// Questions, instructions and endings at which nobody was.
    ///
    /// Where somebody is at this moment is not counted, nor whether a question was skipped because its answer was
    /// known already.
    pub steps: Vec<Absent>,
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
        let counts = |topic| figures.of(topic).iter().filter(|it| it.keys.first().is_some_and(|it| it == own));
        let endings: u64 = counts(Topic::Ending).map(|ending| ending.cases).sum();
        if endings != 0 {
            let ids = tree.causes.keys().map(Id::as_str).filter(|cause| !knows(&causes, cause));
            push(&mut never.causes, own, endings, ids);
        }
        if let Some(most) = counts(Topic::Step).map(|step| step.cases).max() {
            let walked = tree.graph.node_weights().filter(|step| is_counted(&step.kind));
            let ids = walked.map(|step| step.id.as_str()).filter(|id| !knows(&steps, id) && !knows(&ended, id));
            push(&mut never.steps, own, most, ids);
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

fn push<'t>(found: &mut Vec<Absent>, tree: &str, cases: u64, ids: impl Iterator<Item = &'t str>) {
    let ids: Vec<String> = ids.map(str::to_owned).collect();
    if !ids.is_empty() {
        found.push(Absent { tree: tree.to_owned(), cases, ids });
    }
}

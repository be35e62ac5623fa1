//! Finds the walks that are missing: few and short ones that together take what no scenario takes yet.

mod cover;
mod kill;
mod name;
mod write;

use rustc_hash::FxHashSet;

use super::{
    Item, Suite, Taken,
    coverage::items,
    search::{Graph, Written},
};
use crate::{check::Sealed, tree::TreeIx};
use cover::{Cover, Path};

pub use write::{Unwritten, append, document};

/// A walk that nobody has read yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Its id, after what it shows.
    id: String,
    as_agent: bool,
    facts: Vec<(String, Written)>,
    /// Steps and replies in their order, a step once for each visit.
    answers: Vec<(String, Written)>,
    /// The ending as a scenario writes it.
    ends: String,
    at: Option<String>,
}

/// What was found for one tree.
#[derive(Clone, Debug)]
pub struct Suggestions {
    /// The walks, in the order of the tree.
    pub walks: Vec<Suggestion>,
    /// What no run was found to take.
    pub untaken: Vec<Item>,
    /// Whether there were too many situations to look at all of them.
    pub is_cut: bool,
}

/// Suggests walks for everything of a tree that is not taken yet. `suite` is what the tree has already.
pub fn suggest(library: &Sealed, tree: TreeIx, suite: Option<&Suite>, taken: &Taken) -> Suggestions {
    let listed = library.library().tree(tree).map(items).unwrap_or_default();
    let mut open: Vec<bool> = listed.iter().map(|item| !taken.has(tree, item)).collect();
    let mut graph = Graph::new(library, tree);
    let mut paths = Cover::new(&graph).paths(&mut open);
    if open.contains(&true) {
        // What is left needs something that is known before the first question.
        graph.begin_with_facts();
        paths.extend(Cover::new(&graph).paths(&mut open));
    }
    let all: Vec<bool> = listed.iter().map(|item| !taken.has(tree, item)).collect();
    cover::drop_needless(&graph, &mut paths, &all);
    kill::add_noticing(&mut graph, suite, &mut paths);
    paths.sort_by(|a, b| (a.root, &a.turns).cmp(&(b.root, &b.turns)));
    let mut used: FxHashSet<String> = suite
        .into_iter()
        .flat_map(|suite| suite.walks.iter().map(|walk| &walk.id).chain(suite.steps.iter().map(|step| &step.id)))
        .map(ToString::to_string)
        .collect();
    let mut seen = vec![false; listed.len()];
    let mut walks = Vec::new();
    for path in &paths {
        let told = graph.told(path);
        let id = name::of(library.library(), &graph, path, &told, &mut seen, &mut used);
        walks.push(told.suggestion(id));
    }
    let untaken = listed.into_iter().zip(open).filter(|(_, open)| *open).map(|(item, _)| item).collect();
    Suggestions { walks, untaken, is_cut: graph.is_cut }
}

/// Lists what no run of a tree was found to take.
pub(super) fn untaken(library: &Sealed, tree: TreeIx) -> Vec<Item> {
    let listed = library.library().tree(tree).map(items).unwrap_or_default();
    let mut open = vec![true; listed.len()];
    let mut graph = Graph::new(library, tree);
    Cover::new(&graph).paths(&mut open);
    if open.contains(&true) {
        graph.begin_with_facts();
        Cover::new(&graph).paths(&mut open);
    }
    listed.into_iter().zip(open).filter(|(_, open)| *open).map(|(item, _)| item).collect()
}

/// A path as a scenario tells it.
struct Told {
    as_agent: bool,
    facts: Vec<(String, Written)>,
    answers: Vec<(String, Written)>,
    end: super::search::Ending,
}

impl Told {
    fn suggestion(self, id: String) -> Suggestion {
        let ends = super::judge::shown(&self.end.end);
        Suggestion { id, as_agent: self.as_agent, facts: self.facts, answers: self.answers, ends, at: self.end.name }
    }
}

impl Graph<'_> {
    /// Tells a path.
    fn told(&self, path: &Path) -> Told {
        let root = self.roots.get(path.root);
        let answers = self.edges(path).into_iter().skip(1).filter_map(|(node, edge)| {
            let node = self.nodes.get(node? as usize)?;
            Some((node.name.clone(), edge.written.clone()))
        });
        Told {
            as_agent: root.is_some_and(|root| root.as_agent),
            facts: root.map(|root| root.facts.clone()).unwrap_or_default(),
            answers: answers.collect(),
            end: self.ending(path),
        }
    }
}

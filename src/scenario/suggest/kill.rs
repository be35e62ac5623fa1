//! Adds walks that notice mistakes which those that take everything once do not.

use super::{
    cover::{Cover, Path},
    write::document,
};
use crate::{
    base::SourceId,
    scenario::{
        Suite, Survivor, What,
        mutate::{first_to_notice, mutate},
        read,
        search::Graph,
        trial::try_all,
    },
    tree::EdgeRole,
};

/// The most situations in which one way is tried.
const MOST: usize = 32;
/// The most situations of a tree in which it is still tried what known facts change.
const MOST_NODES: usize = 2_000;

/// Mutates the tree with what it has and what is suggested, and looks for a run that notices what survives.
pub(super) fn add_noticing(graph: &mut Graph<'_>, suite: Option<&Suite>, paths: &mut Vec<Path>) {
    for with_facts in [false, true] {
        let survivors = survivors(graph, suite, paths);
        if survivors.is_empty() {
            return;
        }
        if with_facts {
            if MOST_NODES < graph.nodes.len() {
                return;
            }
            graph.begin_with_facts();
        }
        let cover = Cover::new(graph);
        let mut found: Vec<Path> = Vec::new();
        for survivor in &survivors {
            found.extend(noticing(graph, &cover, survivor).filter(|path| !found.contains(path)));
        }
        paths.extend(found);
    }
}

fn survivors(graph: &Graph<'_>, suite: Option<&Suite>, paths: &[Path]) -> Vec<Survivor> {
    let mut suites: Vec<Suite> = suite.into_iter().cloned().collect();
    suites.extend(suite_of(graph, paths));
    let tried = try_all(graph.library(), &suites, |_, _| true, &mut |_, _| {});
    let found = mutate(graph.library(), &suites, &tried, &[graph.tree()], &mut |_, _| {});
    found.into_iter().flat_map(|mutation| mutation.survivors).collect()
}

/// Finds a run that notices a mutant, in another situation than those that were looked at.
fn noticing(graph: &Graph<'_>, cover: &Cover<'_, '_>, survivor: &Survivor) -> Option<Path> {
    let (way, _) = survivor.mutant;
    let roles = [way.role, EdgeRole::Cannot];
    // What could not be done goes the way of what did not help, where nothing else is said.
    let roles = roles.into_iter().take(if way.role == EdgeRole::Else { 2 } else { 1 });
    let items = roles.filter_map(|role| graph.number(What::Answer(way.step, role, way.spent)));
    let candidates: Vec<Path> = items.flat_map(|item| cover.paths_by_situation(item, MOST)).take(MOST).collect();
    let suites: Vec<Suite> = suite_of(graph, &candidates).into_iter().collect();
    let tried = try_all(graph.library(), &suites, |_, _| true, &mut |_, _| {});
    let number = first_to_notice(graph.library(), &suites, &tried, survivor.mutant)?;
    candidates.into_iter().nth(number)
}

/// Makes a suite of some paths, each with its number as its id.
fn suite_of(graph: &Graph<'_>, paths: &[Path]) -> Option<Suite> {
    let library = graph.library().library();
    let tree = library.tree(graph.tree())?;
    let walks: Vec<_> =
        paths.iter().enumerate().map(|(at, path)| graph.told(path).suggestion(format!("{at}"))).collect();
    read(SourceId::default(), tree.id.as_str(), &document(tree.id.as_str(), &walks)).0
}

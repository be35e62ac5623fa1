//! Runs the scenarios of a tree on the texts as they stand, saved or not.

use std::collections::BTreeSet;

use super::Desk;
use crate::{
    base::{Diagnostic, Id, SourceId},
    check, scenario,
    tree::{Ending, File, Kind, Library, Tree},
};

/// Runs the scenarios of the tree that a file is or tests, as long as `go_on` says so. Returns the test file and what
/// does not go as expected in it; nothing if nobody has written scenarios.
pub fn try_scenarios(desk: &Desk, source: SourceId, go_on: &dyn Fn() -> bool) -> Option<(SourceId, Vec<Diagnostic>)> {
    let id = desk.sheet(source)?.tree_id().to_owned();
    let (tests, sheet) = desk.sheets().filter(|(_, it)| it.is_tests() && it.tree_id() == id).last()?;
    let is_current = desk.counting().any(|(_, it)| it.stem.as_str() == id && it.reading.is_current);
    let (suite, _) = scenario::read(tests, &id, &sheet.reading.text);
    // Of texts that cannot be read as they stand, only that is said.
    let Some(suite) = suite.filter(|_| is_current && sheet.reading.is_readable) else {
        return Some((tests, Vec::new()));
    };
    let sealed = check::seal_checked(around(desk, &id), desk.findings());
    let tried = scenario::try_all(&sealed, &[suite], |_, _| go_on(), &mut |_, _| {});
    Some((tests, tried.into_iter().flat_map(|tried| tried.judged.findings).collect()))
}

/// Puts a tree together with everything that a walk through it may meet.
fn around(desk: &Desk, id: &str) -> Library {
    let mut wanted: BTreeSet<Id> = BTreeSet::from([Id::new(id)]);
    let mut queue = vec![Id::new(id)];
    while let Some(id) = queue.pop() {
        let Some(tree) = desk.library().find(id.as_str()).and_then(|ix| desk.library().tree(ix)) else { continue };
        queue.extend(leads(tree).filter(|it| wanted.insert(it.clone())));
    }
    let is_wanted = |file: &File| match file {
        File::Tree(tree) => wanted.contains(&tree.id),
        File::Vocabulary(_) => true,
    };
    Library::new(desk.folders(is_wanted), BTreeSet::new()).0
}

/// Lists the parts that a tree calls and the trees in which it continues.
fn leads(tree: &Tree) -> impl Iterator<Item = Id> {
    tree.steps().filter_map(|(_, step)| match &step.kind {
        Kind::Call(call) => Some(call.part.id.clone()),
        Kind::Ending(Ending::Continue { tree, .. }) => Some(tree.id.clone()),
        _ => None,
    })
}

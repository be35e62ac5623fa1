//! Finds the trees that must be left out of a library, and by which way each comes to one with errors.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::{
    base::{Id, Place, SourceId, Span},
    tree::{Ending, Kind, Library, Step, TreeIx},
};

/// A tree that is not sound: it has errors, or it leads into a tree that has some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The tree.
    pub tree: Id,
    /// Its file.
    pub source: SourceId,
    /// Its first step towards the nearest tree that has errors itself; nothing if that is the tree itself.
    pub lead: Option<Lead>,
}

/// A call of a part, or a continuation in a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// Where the other tree is named.
    pub place: Place,
    /// The tree that is named there.
    pub to: Id,
}

/// Finds out what must be left out where the trees of these files have errors; in the order of the library.
pub(super) fn left_out(library: &Library, faulty: &BTreeSet<SourceId>) -> BTreeMap<TreeIx, LeftOut> {
    let own = library.trees().filter(|(_, tree)| faulty.contains(&tree.source));
    let mut found: BTreeMap<TreeIx, Option<(Place, TreeIx)>> = own.map(|(ix, _)| (ix, None)).collect();
    if found.is_empty() {
        return BTreeMap::new();
    }
    let mut leads: Vec<(TreeIx, TreeIx, Place)> = Vec::new();
    for (from, tree) in library.trees() {
        let named = tree.steps().filter_map(|(_, step)| named(step));
        leads.extend(named.map(|(to, span)| (to, from, Place { source: tree.source, span })));
    }
    leads.sort_unstable_by_key(|(to, from, place)| (*to, *from, *place));
    // Nearest first, so that each way is as short as can be.
    let mut queue: VecDeque<TreeIx> = found.keys().copied().collect();
    while let Some(out) = queue.pop_front() {
        let first = leads.partition_point(|(to, ..)| *to < out);
        for (_, from, place) in leads.iter().skip(first).take_while(|(to, ..)| *to == out) {
            found.entry(*from).or_insert_with(|| {
                queue.push_back(*from);
                Some((*place, out))
            });
        }
    }
    let of = |(ix, lead): (TreeIx, Option<(Place, TreeIx)>)| {
        let tree = library.tree(ix)?;
        let lead = lead.and_then(|(place, to)| library.tree(to).map(|to| Lead { place, to: to.id.clone() }));
        Some((ix, LeftOut { tree: tree.id.clone(), source: tree.source, lead }))
    };
    found.into_iter().filter_map(of).collect()
}

/// Returns the tree or part that a step leads into, with the place of its name.
fn named(step: &Step) -> Option<(TreeIx, Span)> {
    let link = match &step.kind {
        Kind::Call(call) => &call.part,
        Kind::Ending(Ending::Continue { tree, .. }) => tree,
        _ => return None,
    };
    link.to.map(|to| (to, link.span))
}

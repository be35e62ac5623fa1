//! Lets arrows that name a group lead to its first node, or begin at its last ones.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::chart::{Chart, Edge};

/// From how many last nodes of a group an arrow may begin.
const MOST_EXITS: usize = 24;

/// The nodes with which a group begins and ends.
struct Doors {
    entry: Option<usize>,
    exits: Vec<usize>,
}

/// Replaces the nodes that only stand for groups: `stands_for` maps their positions to groups.
pub(super) fn resolve(chart: &mut Chart, stands_for: &FxHashMap<usize, usize>) {
    let doors = doors(chart, stands_for);
    let mut edges = Vec::with_capacity(chart.edges.len());
    for edge in std::mem::take(&mut chart.edges) {
        let from = match stands_for.get(&edge.from) {
            Some(group) => doors.get(group).map(|it| it.exits.clone()).unwrap_or_default(),
            None => vec![edge.from],
        };
        let to = match stands_for.get(&edge.to) {
            Some(group) => doors.get(group).and_then(|it| it.entry),
            None => Some(edge.to),
        };
        for from in from {
            edges.extend(to.map(|to| Edge { from, to, ..edge.clone() }));
        }
    }
    chart.edges = edges;
    // What only stood for a group goes; the others move up.
    let mut moved = Vec::with_capacity(chart.nodes.len());
    let mut next = 0;
    for at in 0..chart.nodes.len() {
        moved.push(next);
        next += usize::from(!stands_for.contains_key(&at));
    }
    let mut at = 0;
    chart.nodes.retain(|_, _| {
        at += 1;
        !stands_for.contains_key(&(at - 1))
    });
    let new = |old: usize| moved.get(old).copied().unwrap_or_default();
    for edge in &mut chart.edges {
        (edge.from, edge.to) = (new(edge.from), new(edge.to));
    }
}

/// Finds where the groups that arrows name begin and end.
fn doors(chart: &mut Chart, stands_for: &FxHashMap<usize, usize>) -> BTreeMap<usize, Doors> {
    let wanted: FxHashSet<usize> = stands_for.values().copied().collect();
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, node) in (0..).zip(chart.nodes.values()).filter(|(at, _)| !stands_for.contains_key(at)) {
        let mut around = node.group;
        while let Some(group) = around {
            if wanted.contains(&group) {
                members.entry(group).or_default().push(at);
            }
            around = chart.groups.get(group).and_then(|it| it.parent);
        }
    }
    let leaves: FxHashSet<usize> = chart.edges.iter().map(|edge| edge.from).collect();
    let mut entered: FxHashSet<(usize, usize)> = FxHashSet::default();
    let mut groups_of: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (group, nodes) in &members {
        nodes.iter().for_each(|node| groups_of.entry(*node).or_default().push(*group));
    }
    for edge in chart.edges.iter().filter(|edge| edge.from != edge.to) {
        if let (Some(from), Some(to)) = (groups_of.get(&edge.from), groups_of.get(&edge.to)) {
            entered.extend(to.iter().filter(|group| from.contains(group)).map(|group| (*group, edge.to)));
        }
    }
    let mut remarks = Vec::new();
    let mut found = BTreeMap::new();
    for (group, nodes) in &members {
        let title = chart.groups.get(*group).map_or("", |it| it.title.as_str());
        let entries: Vec<usize> = nodes.iter().copied().filter(|node| !entered.contains(&(*group, *node))).collect();
        let mut exits: Vec<usize> = nodes.iter().copied().filter(|node| !leaves.contains(node)).collect();
        if 1 < entries.len() {
            remarks.push(format!("arrows to `{title}` lead to its first step; it has {} beginnings", entries.len()));
        }
        if exits.is_empty() || MOST_EXITS < exits.len() {
            exits = nodes.last().copied().into_iter().collect();
            remarks.push(format!("arrows from `{title}` begin at its last step"));
        }
        found.insert(*group, Doors { entry: entries.first().or(nodes.first()).copied(), exits });
    }
    chart.remarks.extend(remarks);
    found
}

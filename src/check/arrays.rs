//! Lists that are read and written by 32-bit positions, and the graph passes on them; nothing here recurses.

use std::collections::{VecDeque, hash_map::Entry};

use rustc_hash::FxHashMap;

/// A position that stands for none.
pub(super) const NONE: u32 = u32::MAX;

/// Returns a list position as 32 bits.
pub(super) fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE)
}

/// Returns the entry at a position, or the default beyond the end.
pub(super) fn at<T: Copy + Default>(list: &[T], index: u32) -> T {
    list.get(index as usize).copied().unwrap_or_default()
}

/// Sets the entry at a position.
pub(super) fn set<T>(list: &mut [T], index: u32, value: T) {
    if let Some(entry) = list.get_mut(index as usize) {
        *entry = value;
    }
}

/// Changes the entry at a position.
pub(super) fn alter<T: Copy>(list: &mut [T], index: u32, change: impl FnOnce(T) -> T) {
    if let Some(entry) = list.get_mut(index as usize) {
        *entry = change(*entry);
    }
}

/// Who leads where, as one list of targets with the beginning of each node's share.
pub(super) struct Targets {
    first: Vec<u32>,
    to: Vec<u32>,
}

impl Targets {
    /// Sorts pairs by their first half; the order within one node stays.
    pub(super) fn new(count: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut first = vec![0u32; count + 1];
        for (from, _) in pairs.clone() {
            alter(&mut first, from + 1, |share| share + 1);
        }
        let mut sum = 0;
        for share in &mut first {
            sum += *share;
            *share = sum;
        }
        let mut next = first.clone();
        let mut to = vec![NONE; sum as usize];
        for (from, target) in pairs {
            set(&mut to, at(&next, from), target);
            alter(&mut next, from, |at| at + 1);
        }
        Self { first, to }
    }

    /// Lists where a node leads.
    pub(super) fn of(&self, node: u32) -> &[u32] {
        self.to.get(at(&self.first, node) as usize..at(&self.first, node + 1) as usize).unwrap_or_default()
    }

    fn len(&self) -> usize {
        self.first.len().saturating_sub(1)
    }

    /// Numbers the strongly connected components (Tarjan 1972, with an own stack); a component gets its number
    /// after all that it leads to.
    pub(super) fn components(&self) -> Vec<u32> {
        let count = self.len();
        let mut component = vec![NONE; count];
        let (mut number, mut low) = (vec![0u32; count], vec![0u32; count]);
        let (mut open, mut work): (Vec<u32>, Vec<(u32, u32)>) = (Vec::new(), Vec::new());
        let (mut visited, mut done) = (0, 0);
        for root in 0..narrow(count) {
            if at(&number, root) != 0 {
                continue;
            }
            work.push((root, 0));
            while let Some((node, edge)) = work.pop() {
                if edge == 0 {
                    visited += 1;
                    set(&mut number, node, visited);
                    set(&mut low, node, visited);
                    open.push(node);
                }
                if let Some(&to) = self.of(node).get(edge as usize) {
                    work.push((node, edge + 1));
                    if at(&number, to) == 0 {
                        work.push((to, 0));
                    } else if component.get(to as usize) == Some(&NONE) {
                        let reached = at(&number, to);
                        alter(&mut low, node, |own| own.min(reached));
                    }
                    continue;
                }
                if at(&low, node) == at(&number, node) {
                    while let Some(member) = open.pop() {
                        set(&mut component, member, done);
                        if member == node {
                            break;
                        }
                    }
                    done += 1;
                }
                if let Some(&(parent, _)) = work.last() {
                    let reached = at(&low, node);
                    alter(&mut low, parent, |own| own.min(reached));
                }
            }
        }
        component
    }

    /// Finds a shortest way between two nodes, both named, inside the nodes that `within` admits.
    pub(super) fn way(&self, from: u32, goal: u32, within: impl Fn(u32) -> bool) -> Option<Vec<u32>> {
        self.way_from(&[from], goal, within)
    }

    /// Finds a shortest closed way through a node, inside the nodes that `within` admits.
    pub(super) fn cycle(&self, node: u32, within: impl Fn(u32) -> bool) -> Option<Vec<u32>> {
        let mut closed = self.way_from(self.of(node), node, within)?;
        closed.insert(0, node);
        Some(closed)
    }

    fn way_from(&self, from: &[u32], goal: u32, within: impl Fn(u32) -> bool) -> Option<Vec<u32>> {
        let mut parent: FxHashMap<u32, u32> = FxHashMap::default();
        let mut queue = VecDeque::new();
        let mut visit = |queue: &mut VecDeque<u32>, nodes: &[u32], by| {
            for &node in nodes.iter().filter(|&&node| within(node)) {
                if let Entry::Vacant(entry) = parent.entry(node) {
                    entry.insert(by);
                    queue.push_back(node);
                }
            }
        };
        visit(&mut queue, from, NONE);
        loop {
            let node = queue.pop_front()?;
            if node == goal {
                break;
            }
            visit(&mut queue, self.of(node), node);
        }
        let back = std::iter::successors(Some(goal), |node| parent.get(node).copied().filter(|&by| by != NONE));
        let mut way: Vec<u32> = back.collect();
        way.reverse();
        Some(way)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_come_after_what_they_lead_to() {
        let pairs = [(0, 1), (1, 2), (2, 1), (2, 3), (4, 0)];
        let targets = Targets::new(5, pairs.into_iter());
        assert_eq!(targets.components(), [2, 1, 1, 0, 3]);
        assert_eq!(targets.cycle(1, |_| true), Some(vec![1, 2, 1]));
        assert_eq!(targets.cycle(0, |_| true), None);
        assert_eq!(targets.way(4, 3, |_| true), Some(vec![4, 0, 1, 2, 3]));
    }

    #[test]
    fn a_long_corridor_needs_no_stack() {
        let count = 500_000;
        let pairs = (0..count).map(move |node| (node, (node + 1) % count));
        let run = move || Targets::new(count as usize, pairs).components().iter().all(|&it| it == 0);
        assert!(std::thread::Builder::new().stack_size(64 << 10).spawn(run).unwrap().join().unwrap());
    }
}

//! Chooses runs through all situations that together take what is still open.

use crate::scenario::{
    End,
    search::{Edge, Ending, Graph, To},
};

/// What something new is worth, and what one more step costs.
const WORTH: i64 = 12;
const STEP: i64 = 10;

/// A run: how it begins, and at each situation which of the replies is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) root: usize,
    pub(super) turns: Vec<usize>,
}

impl Graph<'_> {
    /// Lists the edges of a path with the situation that each leaves; the first is that of the root.
    pub(super) fn edges(&self, path: &Path) -> Vec<(Option<u32>, &Edge)> {
        let Some(root) = self.roots.get(path.root) else { return Vec::new() };
        let mut edges = vec![(None, &root.edge)];
        let mut at = root.edge.to;
        for turn in &path.turns {
            let To::Node(number) = at else { break };
            let Some(edge) = self.nodes.get(number as usize).and_then(|node| node.edges.get(*turn)) else { break };
            edges.push((Some(number), edge));
            at = edge.to;
        }
        edges
    }

    /// Returns how a path ends.
    pub(super) fn ending(&self, path: &Path) -> Ending {
        let last = self.edges(path).last().map(|(_, edge)| edge.to);
        let ending = match last {
            Some(To::End(number)) => self.ends.get(number as usize).cloned(),
            _ => None,
        };
        ending.unwrap_or(Ending {
            end: End::Stuck,
            tree: self.tree(),
            step: crate::tree::StepIx::default(),
            name: None,
        })
    }
}

/// Finds paths over a graph whose situations never come twice in one run.
pub(super) struct Cover<'g, 'l> {
    graph: &'g Graph<'l>,
    /// The situations, each before those that it leads to.
    order: Vec<u32>,
}

/// The best way on from a situation: what it is worth, and the reply with which it begins.
#[derive(Clone, Copy)]
struct Best {
    worth: i64,
    turn: usize,
}

impl<'g, 'l> Cover<'g, 'l> {
    pub(super) fn new(graph: &'g Graph<'l>) -> Self {
        Self { graph, order: order(graph) }
    }

    /// Chooses paths until nothing open can be taken any more; takes what they take off `open`.
    pub(super) fn paths(&self, open: &mut [bool]) -> Vec<Path> {
        let mut paths = Vec::new();
        let mut hopeless = vec![false; open.len()];
        loop {
            let next = (0..).zip(open.iter().zip(&hopeless)).find(|(_, (open, hopeless))| **open && !**hopeless);
            let Some((target, _)) = next else { return paths };
            match self.path_through(target, open) {
                Some(path) => {
                    for item in self.graph.edges(&path).into_iter().flat_map(|(_, edge)| &edge.takes) {
                        set(open, *item as usize, false);
                    }
                    paths.push(path);
                }
                None => set(&mut hopeless, target as usize, true),
            }
        }
    }

    /// Finds the run through an item that takes most else that is open, and is short and usual besides.
    fn path_through(&self, target: u32, open: &[bool]) -> Option<Path> {
        let worth = |edge: &Edge| {
            let new = edge.takes.iter().filter(|item| open.get(**item as usize) == Some(&true)).count();
            WORTH * i64::try_from(new).unwrap_or(i64::MAX) - STEP - i64::from(edge.cost)
        };
        let before = self.before(&worth);
        let after = self.after(&worth);
        let rest = |to: To| match to {
            To::Node(number) => after.get(number as usize).copied().flatten().map(|best| best.worth),
            To::End(_) => Some(0),
        };
        let mut best: Option<(i64, Came)> = None;
        let mut consider = |total: i64, by: Came| {
            if best.is_none_or(|(most, _)| most < total) {
                best = Some((total, by));
            }
        };
        for (number, root) in self.graph.roots.iter().enumerate() {
            if root.edge.takes.contains(&target)
                && let Some(rest) = rest(root.edge.to)
            {
                consider(worth(&root.edge) + rest, Came::Root(number));
            }
        }
        for &number in &self.order {
            let Some(((so_far, _), node)) =
                before.get(number as usize).copied().flatten().zip(self.graph.nodes.get(number as usize))
            else {
                continue;
            };
            for (turn, edge) in node.edges.iter().enumerate().filter(|(_, edge)| edge.takes.contains(&target)) {
                if let Some(rest) = rest(edge.to) {
                    consider(so_far + worth(edge) + rest, Came::Turn(number, turn));
                }
            }
        }
        best.map(|(_, by)| self.trace(by, &before, &after))
    }

    /// Lists the shortest run through an item for so many situations in which it can be taken, the shortest first.
    pub(super) fn paths_by_situation(&self, target: u32, most: usize) -> Vec<Path> {
        let worth = |edge: &Edge| -STEP - i64::from(edge.cost);
        let (before, after) = (self.before(&worth), self.after(&worth));
        let mut found = Vec::new();
        for &number in &self.order {
            let so_far = before.get(number as usize).copied().flatten();
            let Some(((so_far, _), node)) = so_far.zip(self.graph.nodes.get(number as usize)) else { continue };
            for (turn, edge) in node.edges.iter().enumerate().filter(|(_, edge)| edge.takes.contains(&target)) {
                found.push((so_far + worth(edge), number, turn));
            }
        }
        found.sort_by_key(|(worth, ..)| std::cmp::Reverse(*worth));
        let nearest = found.into_iter().take(most);
        nearest.map(|(_, number, turn)| self.trace(Came::Turn(number, turn), &before, &after)).collect()
    }

    /// For each situation the best way to it: its worth, and the turn that leads there or the root.
    fn before(&self, worth: &dyn Fn(&Edge) -> i64) -> Vec<Option<(i64, Came)>> {
        let mut before: Vec<Option<(i64, Came)>> = vec![None; self.graph.nodes.len()];
        let reach = |before: &mut [Option<(i64, Came)>], to: To, total: i64, came: Came| {
            if let To::Node(number) = to
                && let Some(slot) = before.get_mut(number as usize)
                && slot.is_none_or(|(most, _)| most < total)
            {
                *slot = Some((total, came));
            }
        };
        for (number, root) in self.graph.roots.iter().enumerate() {
            reach(&mut before, root.edge.to, worth(&root.edge), Came::Root(number));
        }
        for &number in &self.order {
            let so_far = before.get(number as usize).copied().flatten();
            let Some(((so_far, _), node)) = so_far.zip(self.graph.nodes.get(number as usize)) else { continue };
            for (turn, edge) in node.edges.iter().enumerate() {
                reach(&mut before, edge.to, so_far + worth(edge), Came::Turn(number, turn));
            }
        }
        before
    }

    /// For each situation the best way from it to an ending.
    fn after(&self, worth: &dyn Fn(&Edge) -> i64) -> Vec<Option<Best>> {
        let mut after: Vec<Option<Best>> = vec![None; self.graph.nodes.len()];
        for &number in self.order.iter().rev() {
            let Some(node) = self.graph.nodes.get(number as usize) else { continue };
            let mut best: Option<Best> = None;
            for (turn, edge) in node.edges.iter().enumerate() {
                let rest = match edge.to {
                    To::End(_) => Some(0),
                    To::Node(to) => after.get(to as usize).copied().flatten().map(|best| best.worth),
                };
                if let Some(rest) = rest
                    && best.is_none_or(|best| best.worth < rest + worth(edge))
                {
                    best = Some(Best { worth: rest + worth(edge), turn });
                }
            }
            if let Some(slot) = after.get_mut(number as usize) {
                *slot = best;
            }
        }
        after
    }

    /// Puts a path together around a turn: back to the root, and on to the best ending.
    fn trace(&self, by: Came, before: &[Option<(i64, Came)>], after: &[Option<Best>]) -> Path {
        let mut path = Path { root: 0, turns: Vec::new() };
        let mut came = Some(by);
        while let Some(by) = came {
            match by {
                Came::Root(root) => {
                    path.root = root;
                    break;
                }
                Came::Turn(from, turn) => {
                    path.turns.push(turn);
                    came = before.get(from as usize).copied().flatten().map(|(_, came)| came);
                }
            }
        }
        path.turns.reverse();
        let mut to = self.graph.edges(&path).last().map(|(_, edge)| edge.to);
        while let Some(To::Node(number)) = to {
            let Some(best) = after.get(number as usize).copied().flatten() else { break };
            path.turns.push(best.turn);
            let node = self.graph.nodes.get(number as usize);
            to = node.and_then(|node| node.edges.get(best.turn)).map(|edge| edge.to);
        }
        path
    }
}

/// What leads to a situation.
#[derive(Clone, Copy)]
enum Came {
    Root(usize),
    Turn(u32, usize),
}

/// Puts each situation before those that it leads to. In a sealed tree no situation comes twice in one run.
fn order(graph: &Graph<'_>) -> Vec<u32> {
    let mut done = vec![false; graph.nodes.len()];
    let mut order = Vec::with_capacity(graph.nodes.len());
    let mut stack: Vec<(u32, bool)> = Vec::new();
    stack.extend(graph.roots.iter().rev().filter_map(|root| node_of(root.edge.to)).map(|node| (node, false)));
    while let Some((number, is_left)) = stack.pop() {
        if is_left {
            order.push(number);
            continue;
        }
        if done.get(number as usize) != Some(&false) {
            continue;
        }
        set(&mut done, number as usize, true);
        stack.push((number, true));
        let edges = graph.nodes.get(number as usize).map(|node| node.edges.as_slice()).unwrap_or_default();
        stack.extend(edges.iter().rev().filter_map(|edge| node_of(edge.to)).map(|node| (node, false)));
    }
    order.reverse();
    order
}

fn node_of(to: To) -> Option<u32> {
    match to {
        To::Node(number) => Some(number),
        To::End(_) => None,
    }
}

fn set(flags: &mut [bool], at: usize, value: bool) {
    if let Some(flag) = flags.get_mut(at) {
        *flag = value;
    }
}

/// Drops paths that take nothing that the others do not take as well, the longest first.
pub(super) fn drop_needless(graph: &Graph<'_>, paths: &mut Vec<Path>, open: &[bool]) {
    let mut counts = vec![0_u32; open.len()];
    let takes = |path: &Path| -> Vec<usize> {
        let edges = graph.edges(path).into_iter();
        let mut items: Vec<usize> = edges.flat_map(|(_, edge)| &edge.takes).map(|item| *item as usize).collect();
        items.sort_unstable();
        items.dedup();
        items.retain(|item| open.get(*item) == Some(&true));
        items
    };
    for item in paths.iter().flat_map(takes) {
        if let Some(count) = counts.get_mut(item) {
            *count += 1;
        }
    }
    let mut longest: Vec<usize> = (0..paths.len()).collect();
    longest.sort_by_key(|at| std::cmp::Reverse(paths.get(*at).map_or(0, |path| path.turns.len())));
    let mut needless = vec![false; paths.len()];
    for at in longest {
        let items = paths.get(at).map(takes).unwrap_or_default();
        if items.iter().all(|item| counts.get(*item).is_some_and(|count| 1 < *count)) {
            set(&mut needless, at, true);
            for item in items {
                if let Some(count) = counts.get_mut(item) {
                    *count -= 1;
                }
            }
        }
    }
    let mut needless = needless.into_iter();
    paths.retain(|_| !needless.next().unwrap_or(false));
}

//! The petgraph graph of a tree, and the roles of its edges.

use petgraph::graph::DiGraph;
use rustc_hash::FxHashMap;

use super::{Link, Step, Tree};
use crate::base::Id;

/// The steps of a tree and what leads where. Nodes stand in the author's order.
pub type Graph = DiGraph<Step, Edge, u32>;

/// The position of a step in its tree's graph.
pub type StepIx = petgraph::graph::NodeIndex<u32>;

/// What an edge stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Which way out of the step it is.
    pub role: EdgeRole,
    /// How often it may be taken, if that is bounded.
    pub times: Option<u16>,
}

/// Which way out of a step an edge is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeRole {
    /// The answer at this position.
    Answer(u32),
    /// The only way on.
    Next,
    /// The instruction helped.
    Solved,
    /// It did not help.
    Else,
    /// It could not be done.
    Cannot,
    /// The part left through the exit at this position.
    Exit(u32),
    /// The arm of a route at this position.
    Route(u32),
}

/// Resolves all targets within a tree and adds the edges; returns the steps with a way to a step that does not
/// exist.
pub(super) fn connect(graph: &mut Graph, start: &mut Link<StepIx>) -> Vec<StepIx> {
    let names: FxHashMap<Id, StepIx> =
        graph.node_indices().zip(graph.node_weights()).map(|(ix, step)| (step.id.clone(), ix)).collect();
    start.to = names.get(&start.id).copied();
    let (mut edges, mut astray) = (Vec::new(), Vec::new());
    for from in graph.node_indices() {
        let Some(step) = graph.node_weight_mut(from) else { continue };
        step.for_each_outlet_mut(|role, outlet| {
            outlet.to.to = names.get(&outlet.to.id).copied();
            let times = outlet.retry.as_ref().map(|retry| retry.times);
            match outlet.to.to {
                Some(to) => edges.push((from, to, Edge { role, times })),
                None => astray.push(from),
            }
            if let Some(retry) = &mut outlet.retry {
                retry.then.to = names.get(&retry.then.id).copied();
                match retry.then.to {
                    Some(then) => edges.push((from, then, Edge { role, times: None })),
                    None => astray.push(from),
                }
            }
        });
    }
    // petgraph lists the newest edge first; added backwards, they come out in the author's order.
    for (from, to, edge) in edges.into_iter().rev() {
        graph.add_edge(from, to, edge);
    }
    mark_repeating(graph);
    astray
}

/// Lets a way out of a step lead to another step, and joins the steps anew; returns where it led before.
pub(super) fn redirect(tree: &mut Tree, way: (StepIx, EdgeRole, bool), to: StepIx) -> Option<StepIx> {
    let (step, role, spent) = way;
    let name = tree.graph.node_weight(to)?.id.clone();
    let mut before = None;
    tree.graph.node_weight_mut(step)?.for_each_outlet_mut(|own, outlet| {
        let link = match &mut outlet.retry {
            Some(retry) if spent => &mut retry.then,
            None if spent => return,
            _ => &mut outlet.to,
        };
        if own == role {
            before = link.to;
            link.id = name.clone();
        }
    });
    tree.graph.clear_edges();
    tree.graph.node_weights_mut().for_each(|step| step.repeats = false);
    tree.astray = connect(&mut tree.graph, &mut tree.start);
    before
}

/// Marks the steps that lie on a cycle. Kosaraju's algorithm is the one of petgraph's that does not recurse.
fn mark_repeating(graph: &mut Graph) {
    if graph.edge_weights().all(|edge| edge.times.is_none()) {
        return;
    }
    for component in petgraph::algo::kosaraju_scc(&*graph) {
        let is_cycle = match component.as_slice() {
            [alone] => graph.contains_edge(*alone, *alone),
            _ => true,
        };
        for ix in component.into_iter().filter(|_| is_cycle) {
            if let Some(step) = graph.node_weight_mut(ix) {
                step.repeats = true;
            }
        }
    }
}

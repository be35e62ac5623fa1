//! What every notation is read into: nodes, arrows and groups, with their places.

use indexmap::IndexMap;

/// A flowchart.
#[derive(Debug, Default)]
pub(super) struct Chart {
    /// What the chart calls itself.
    pub(super) title: Option<String>,
    /// The nodes by the name that the chart gives them, in its order.
    pub(super) nodes: IndexMap<String, Node>,
    /// The arrows in the order of the chart.
    pub(super) edges: Vec<Edge>,
    /// The groups in the order of the chart; a parent comes before its children.
    pub(super) groups: Vec<Group>,
    /// What was left out on purpose, for the author.
    pub(super) remarks: Vec<String>,
}

/// One node.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    /// What stands in it, tidied, one line each; nothing if only its name is known.
    pub(super) label: Option<String>,
    /// Its outline, as far as it tells something.
    pub(super) shape: Shape,
    /// The group in which it stands.
    pub(super) group: Option<usize>,
    /// What a table says beyond the text.
    pub(super) said: Said,
    /// An address that a click opens.
    pub(super) link: Option<String>,
}

/// What a table may say about a step beyond its text.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// The kind of step.
    pub(super) kind: Option<Kind>,
    /// What was wrong.
    pub(super) cause: Option<String>,
    /// Who takes over.
    pub(super) role: Option<String>,
    /// Whether the name of the node is the id of the step.
    pub(super) is_id: bool,
}

/// The kinds of steps that a table can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A question.
    Question,
    /// An instruction.
    Instruction,
    /// It is fixed.
    Fix,
    /// Somebody takes over.
    Escalation,
}

/// What an outline tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Shape {
    /// Something is done, or nothing in particular.
    #[default]
    Plain,
    /// Something is decided.
    Decision,
    /// Something begins or ends.
    Terminal,
}

/// One arrow.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    /// Where it begins.
    pub(super) from: usize,
    /// Where it leads.
    pub(super) to: usize,
    /// What stands beside it, tidied.
    pub(super) label: Option<String>,
    /// Whether it points both ways.
    pub(super) both: bool,
}

/// A frame around nodes.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// What stands above it.
    pub(super) title: String,
    /// The frame around it.
    pub(super) parent: Option<usize>,
}

impl Chart {
    /// Finds a node by its name, or adds it.
    pub(super) fn node(&mut self, key: &str) -> usize {
        match self.nodes.get_index_of(key) {
            Some(at) => at,
            None => self.nodes.insert_full(key.to_owned(), Node::default()).0,
        }
    }

    /// Returns the node at a position to be filled.
    pub(super) fn node_mut(&mut self, at: usize) -> Option<&mut Node> {
        self.nodes.get_index_mut(at).map(|(_, node)| node)
    }

    /// Puts a node into a group, unless it stands in one already.
    pub(super) fn place(&mut self, at: usize, group: Option<usize>) {
        if let Some(node) = self.node_mut(at) {
            node.group = node.group.or(group);
        }
    }

    /// Adds an arrow from each of some nodes to each of others.
    pub(super) fn connect(&mut self, from: &[usize], to: &[usize], label: Option<&str>, both: bool) {
        for &from in from {
            for &to in to {
                // More are refused, but they must not fill the memory before.
                if super::MOST_ARROWS <= self.edges.len() {
                    return;
                }
                self.edges.push(Edge { from, to, label: label.map(str::to_owned), both });
            }
        }
    }
}

//! Finds all that may happen in a tree: every situation once, with every reply to it.

mod choices;
mod matters;
mod samples;

use rustc_hash::FxHashMap;

use super::{End, Opening, What, coverage::items, end, names, run::day_of};
use crate::{
    check::Sealed,
    engine::{Event, Input, Key, Origin, Session, Situation, Turn, Value, View, Way},
    tree::{Date, FactIx, Library, Step, StepIx, TreeIx},
};
pub(super) use choices::{Choice, Written, choices, values};
use matters::Matters;
pub(super) use matters::parts_first;
pub(super) use samples::Cuts;

/// The most situations that are looked at in one tree.
const MOST: usize = 20_000;

/// The most turns that are copied while looking: half a minute in a tree that is one long corridor.
const MOST_COPIED: usize = 30_000_000;

/// What costs a walk before its first step: it is told by an agent, or a fact must be known before.
const AGENT: u32 = 15;
const TOLD: u32 = 40;

/// Everything that was found.
pub(super) struct Graph<'l> {
    library: &'l Sealed,
    tree: TreeIx,
    today: Date,
    matters: Matters,
    /// Which item of the tree is which number.
    numbers: FxHashMap<What, u32>,
    whats: Vec<What>,
    known: FxHashMap<Situation, u32>,
    queue: std::collections::VecDeque<(u32, Session<'l>)>,
    /// The situations in which somebody is asked.
    pub(super) nodes: Vec<Node>,
    /// How runs begin.
    pub(super) roots: Vec<Root>,
    /// How runs end.
    pub(super) ends: Vec<Ending>,
    began_with_facts: bool,
    /// Whether there are more situations than are looked at.
    pub(super) is_cut: bool,
    /// How many turns were copied: what a very long tree costs.
    copied: usize,
}

/// How runs begin.
pub(super) struct Root {
    /// Whether an agent holds the dialogue.
    pub(super) as_agent: bool,
    /// What is known before.
    pub(super) facts: Vec<(String, Written)>,
    /// What leads to the first situation.
    pub(super) edge: Edge,
}

/// One situation.
pub(super) struct Node {
    /// The step that is asked, as a scenario names it.
    pub(super) name: String,
    /// The tree or part of the step.
    pub(super) tree: TreeIx,
    /// The step.
    pub(super) step: StepIx,
    /// What can be replied.
    pub(super) edges: Vec<Edge>,
}

/// One reply and what it leads to.
pub(super) struct Edge {
    /// The reply as a test file writes it.
    pub(super) written: Written,
    /// How unusual it is.
    pub(super) cost: u32,
    /// The items of the tree that are taken on the way, by their numbers.
    pub(super) takes: Vec<u32>,
    /// Where it leads.
    pub(super) to: To,
}

/// Where a reply leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum To {
    /// To another situation.
    Node(u32),
    /// To an ending.
    End(u32),
}

/// How a run ends.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ending {
    /// How.
    pub(super) end: End,
    /// The tree or part in which it ends.
    pub(super) tree: TreeIx,
    /// The step in which it ends.
    pub(super) step: StepIx,
    /// That step as a scenario names it, if that is known.
    pub(super) name: Option<String>,
}

impl<'l> Graph<'l> {
    /// Looks at all runs of a tree that begin with nothing known.
    pub(super) fn new(library: &'l Sealed, tree: TreeIx) -> Self {
        let own = library.library().tree(tree);
        let listed = own.map(items).unwrap_or_default();
        let whats: Vec<What> = listed.into_iter().map(|item| item.what).collect();
        let mut graph = Self {
            library,
            tree,
            today: day_of(library.library(), tree, &Opening::default()),
            matters: Matters::new(library.library(), tree),
            numbers: whats.iter().copied().zip(0..).collect(),
            whats,
            known: FxHashMap::default(),
            queue: std::collections::VecDeque::new(),
            nodes: Vec::new(),
            roots: Vec::new(),
            ends: Vec::new(),
            began_with_facts: false,
            is_cut: false,
            copied: 0,
        };
        graph.begin(false, &[]);
        if graph.facts_that_matter().any(|fact| Some(fact) == graph.voice()) {
            graph.begin(true, &[]);
        }
        graph
    }

    /// Returns the library that was looked at.
    pub(super) fn library(&self) -> &'l Sealed {
        self.library
    }

    /// Returns the number of something that scenarios should take.
    pub(super) fn number(&self, what: What) -> Option<u32> {
        self.numbers.get(&what).copied()
    }

    /// Returns what a number stands for.
    pub(super) fn what(&self, number: u32) -> Option<What> {
        self.whats.get(number as usize).copied()
    }

    /// Says whether a position of the tree is this step.
    pub(super) fn has(&self, at: StepIx, step: &Step) -> bool {
        self.library.library().tree(self.tree).and_then(|tree| tree.step(at)).is_some_and(|own| own.span == step.span)
    }

    /// Returns the tree that was looked at.
    pub(super) fn tree(&self) -> TreeIx {
        self.tree
    }

    fn voice(&self) -> Option<FactIx> {
        self.library.library().find_fact(None, "voice")
    }

    fn facts_that_matter(&self) -> impl Iterator<Item = FactIx> + use<> {
        self.matters.all().into_iter()
    }

    /// Looks at the runs that begin with one fact known, for every fact that matters and every telling value.
    pub(super) fn begin_with_facts(&mut self) {
        if std::mem::replace(&mut self.began_with_facts, true) {
            return;
        }
        let library: &'l Library = self.library.library();
        let is_agent_telling = 1 < self.roots.len();
        for ix in self.facts_that_matter().filter(|fact| Some(*fact) != self.voice()).collect::<Vec<_>>() {
            let Some((id, fact)) = library.fact(ix) else { continue };
            let mut cuts = Cuts::default();
            cuts.add_conditions(library, Some(ix), Some(self.today));
            for (value, written) in values(fact, &cuts, self.today) {
                let told = [(ix, id.to_string(), value, written)];
                self.begin(false, &told);
                if is_agent_telling {
                    self.begin(true, &told);
                }
            }
        }
    }

    /// Looks at the runs that begin like this.
    fn begin(&mut self, as_agent: bool, told: &[(FactIx, String, Value, Written)]) {
        let (tree, today) = (self.tree, self.today);
        let mut session = Session::replay(self.library, vec![Turn { event: Event::Started { tree, today } }]);
        let voice = Value::Choice(if as_agent { "agent" } else { "customer" }.into());
        let known = self.voice().map(|fact| (fact, voice));
        let told_values = told.iter().map(|(fact, _, value, _)| (*fact, value.clone()));
        for (fact, value) in known.into_iter().chain(told_values) {
            if session.input(Input::Fact(fact, value, Origin::KnownBefore)).is_err() {
                return;
            }
        }
        let facts: Vec<_> = told.iter().map(|(_, name, _, written)| (name.clone(), written.clone())).collect();
        let cost = if as_agent { AGENT } else { 0 } + TOLD * u32::try_from(facts.len()).unwrap_or(1);
        let (takes, to) = self.arrive(session, 0);
        let edge = Edge { written: Written::Plain(String::new()), cost, takes, to };
        self.roots.push(Root { as_agent, facts, edge });
        self.look_around();
    }

    /// Looks at everything that waits.
    fn look_around(&mut self) {
        while let Some((number, session)) = self.queue.pop_front() {
            let View::Step { step, .. } = session.view() else { continue };
            let before = session.state().ways().len();
            if MOST_COPIED < self.copied {
                self.is_cut = true;
                self.queue.clear();
                return;
            }
            let mut edges: Vec<Edge> = Vec::new();
            for Choice { input, written, cost } in choices(self.library.library(), step, self.today) {
                let mut next = session.clone();
                self.copied += next.turns().len();
                if !give(&mut next, input) {
                    continue;
                }
                let (takes, to) = self.arrive(next, before);
                // Several samples of one answer are one, if they lead to the same situation.
                if !edges.iter().any(|edge| edge.to == to && edge.takes == takes && is_sample(step, &written)) {
                    edges.push(Edge { written, cost, takes, to });
                }
            }
            if let Some(node) = self.nodes.get_mut(number as usize) {
                node.edges = edges;
            }
        }
    }

    /// Goes on to the next situation; returns what was taken since so many ways, and where it stands.
    fn arrive(&mut self, mut session: Session<'l>, before: usize) -> (Vec<u32>, To) {
        let stops = pass_by(&mut session);
        let key = match session.view() {
            View::Step { key, .. } if !stops => key,
            _ => {
                let stand = end::of(&session, stops);
                let ways = stand.ways.get(before..).unwrap_or_default();
                let takes = self.taken(ways, Some((stand.tree, stand.step)));
                let end::Stand { end, tree, step, name, .. } = stand;
                return (takes, To::End(self.end(Ending { end, tree, step, name })));
            }
        };
        let takes = self.taken(session.state().ways().get(before..).unwrap_or_default(), None);
        (takes, To::Node(self.node(session, &key)))
    }

    fn node(&mut self, session: Session<'l>, key: &Key) -> u32 {
        let situation = session.state().situation(self.matters.at(key));
        let next = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let number = *self.known.entry(situation).or_insert(next);
        if number == next {
            let name = names::of_key(self.library.library(), self.tree, key);
            self.nodes.push(Node { name, tree: key.tree, step: key.step, edges: Vec::new() });
            if self.nodes.len() <= MOST {
                self.queue.push_back((number, session));
            } else {
                self.is_cut = true;
            }
        }
        number
    }

    fn end(&mut self, ending: Ending) -> u32 {
        let known = self.ends.iter().position(|it| *it == ending);
        let position = known.unwrap_or_else(|| {
            self.ends.push(ending);
            self.ends.len() - 1
        });
        u32::try_from(position).unwrap_or(u32::MAX)
    }

    /// Returns the items that some ways and a last step take, each once.
    fn taken(&self, ways: &[Way], last: Option<(TreeIx, StepIx)>) -> Vec<u32> {
        let own = ways.iter().filter(|way| way.tree == self.tree);
        let of_ways = own.flat_map(|way| {
            let (step, role, spent) = (way.step, way.role, way.spent);
            [What::Answer(step, role, spent), What::Helped(step, role, spent), What::Step(step), What::Ending(step)]
        });
        let last = last.filter(|(tree, _)| *tree == self.tree).map(|(_, step)| step);
        let of_last = last.into_iter().flat_map(|step| [What::Step(step), What::Ending(step)]);
        let mut taken: Vec<u32> = of_ways.chain(of_last).filter_map(|what| self.numbers.get(&what).copied()).collect();
        taken.sort_unstable();
        taken.dedup();
        taken
    }
}

/// Says whether a reply is one of several samples that may mean the same.
fn is_sample(step: &Step, written: &Written) -> bool {
    let typed = step
        .question()
        .is_some_and(|question| !matches!(question.input, crate::tree::Input::Choice | crate::tree::Input::Many));
    typed && written.text() != "unsure"
}

/// Gives a reply; who is not sure sees the help and says it again. Returns whether it was taken.
pub(super) fn give(session: &mut Session<'_>, input: Input) -> bool {
    let again = input.clone();
    match session.input(input).map(|turn| matches!(turn.event, Event::Helped(_))) {
        Ok(true) => session.input(again).is_ok(),
        Ok(false) => true,
        Err(_) => false,
    }
}

/// Reads warnings and leaves hand-overs empty, until something is asked; returns whether another tree goes on.
pub(super) fn pass_by(session: &mut Session<'_>) -> bool {
    loop {
        if 1 < session.state().trees().len() {
            return true;
        }
        let passed = match session.view() {
            View::Warning { .. } => session.input(Input::Acknowledge).is_ok(),
            View::Collect { .. } => session.input(Input::Unknown).is_ok(),
            _ => false,
        };
        if !passed {
            return false;
        }
    }
}

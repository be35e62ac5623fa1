//! A tree in walking order: its steps numbered as one reads them, and the ways between them.

use crate::{
    base::Id,
    case::Phrase,
    export::describe,
    tree::{After, Chance, EdgeRole, Kind, Link, Outlet, Step, StepIx, Tree, TreeIx},
};

/// A tree whose steps are numbered from 1 in walking order: depth first, each step's ways in the author's order.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    /// The library and the language.
    pub phrase: Phrase<'a>,
    /// Which tree.
    pub ix: TreeIx,
    /// The tree.
    pub tree: &'a Tree,
    stops: Vec<Stop<'a>>,
    /// The number of each step, by its position in the author's order.
    numbers: Vec<usize>,
}

/// A step with its number and its ways.
#[derive(Clone, Debug)]
pub struct Stop<'a> {
    /// The number, counted from 1 in walking order.
    pub number: usize,
    /// Which step.
    pub ix: StepIx,
    /// The step.
    pub step: &'a Step,
    /// Where it leads, in the author's order.
    pub ways: Ways<'a>,
}

/// The ways out of a step, in the author's order.
pub type Ways<'a> = Vec<Way<'a>>;

/// One way out of a step.
#[derive(Clone, Debug)]
pub struct Way<'a> {
    /// Names it within its step: the answer or exit, `solved`, `else`, `cannot`, `next`, or the number of an arm.
    pub id: Id,
    /// Which way it is.
    pub role: EdgeRole,
    /// What it is called in the language of the plan; empty where there is no choice.
    pub label: String,
    /// Where it leads.
    pub goal: Goal<'a>,
    /// How often it may be taken, and where it leads then.
    pub retry: Option<(u16, Option<StepIx>)>,
    /// Whether it leads back to a step on the way here.
    pub back: bool,
}

/// Where a way leads.
#[derive(Clone, Copy, Debug)]
pub enum Goal<'a> {
    /// To a step of the tree.
    Step(StepIx),
    /// The case ends here as fixed, because one of these was the cause.
    Fixed(&'a [(Link<()>, Option<Chance>)]),
}

impl Goal<'_> {
    /// Returns the step it leads to.
    pub fn step(&self) -> Option<StepIx> {
        match self {
            Self::Step(ix) => Some(*ix),
            Self::Fixed(_) => None,
        }
    }
}

impl Way<'_> {
    /// Lists the steps that it can lead to: its goal, and where it leads once it was taken often enough.
    pub fn targets(&self) -> impl Iterator<Item = StepIx> {
        let then = self.retry.and_then(|(_, then)| then);
        self.goal.step().into_iter().chain(then)
    }
}

impl<'a> Plan<'a> {
    /// Numbers the steps of a tree; nothing if there is no such tree.
    pub fn new(phrase: Phrase<'a>, ix: TreeIx) -> Option<Self> {
        let tree = phrase.library.tree(ix)?;
        let mut ways: Vec<Ways<'a>> = tree.steps().map(|(_, step)| ways(phrase, step)).collect();
        let mut order = Vec::with_capacity(ways.len());
        let mut marks = vec![Mark::Unseen; ways.len()];
        let starts = tree.start.to.into_iter().chain(tree.graph.node_indices());
        for start in starts {
            walk(start, &mut ways, &mut marks, &mut order);
        }
        let mut numbers = vec![0; ways.len()];
        let mut stops = Vec::with_capacity(ways.len());
        for (number, ix) in (1..).zip(order) {
            let (Some(step), Some(ways)) = (tree.step(ix), ways.get_mut(ix.index())) else { continue };
            if let Some(own) = numbers.get_mut(ix.index()) {
                *own = number;
            }
            stops.push(Stop { number, ix, step, ways: std::mem::take(ways) });
        }
        Some(Self { phrase, ix, tree, stops, numbers })
    }

    /// Lists the steps in walking order.
    pub fn stops(&self) -> &[Stop<'a>] {
        &self.stops
    }

    /// Returns a step with its ways.
    pub fn stop(&self, ix: StepIx) -> Option<&Stop<'a>> {
        self.at(self.number(ix))
    }

    /// Returns the step with this number.
    pub fn at(&self, number: usize) -> Option<&Stop<'a>> {
        self.stops.get(number.checked_sub(1)?)
    }

    /// Returns the number of a step, from 1; 0 for a step of another tree.
    pub fn number(&self, ix: StepIx) -> usize {
        self.numbers.get(ix.index()).copied().unwrap_or_default()
    }

    /// Finds a step by its id.
    pub fn find(&self, id: &str) -> Option<StepIx> {
        self.stops.iter().find(|stop| stop.step.id.as_str() == id).map(|stop| stop.ix)
    }

    /// Lists for every step, by its number less one, which ways lead to it: numbers of steps and positions of ways.
    pub fn arrivals(&self) -> Vec<Vec<(usize, usize)>> {
        let mut found = vec![Vec::new(); self.stops.len()];
        for stop in &self.stops {
            for (position, way) in stop.ways.iter().enumerate() {
                for to in way.targets() {
                    if let Some(list) = self.number(to).checked_sub(1).and_then(|at| found.get_mut(at)) {
                        list.push((stop.number, position));
                    }
                }
            }
        }
        found
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Unseen,
    /// On the way from the start to where the walk stands.
    Open,
    Done,
}

/// Visits what can be reached and was not seen, without recursion: a corridor may be very long.
fn walk(start: StepIx, ways: &mut [Ways<'_>], marks: &mut [Mark], order: &mut Vec<StepIx>) {
    let mut stack: Vec<(StepIx, usize)> = vec![(start, 0)];
    if marks.get(start.index()).is_none_or(|mark| *mark != Mark::Unseen) {
        return;
    }
    while let Some((at, next)) = stack.last_mut() {
        let at = *at;
        if *next == 0
            && let Some(mark) = marks.get_mut(at.index())
        {
            *mark = Mark::Open;
            order.push(at);
        }
        // Each way has two places in the count: its goal, and where it leads afterwards.
        let (position, second) = (*next / 2, *next % 2 == 1);
        *next += 1;
        let Some(way) = ways.get_mut(at.index()).and_then(|it| it.get_mut(position)) else {
            if let Some(mark) = marks.get_mut(at.index()) {
                *mark = Mark::Done;
            }
            stack.pop();
            continue;
        };
        let to = if second { way.retry.and_then(|(_, then)| then) } else { way.goal.step() };
        match to.and_then(|to| marks.get(to.index()).map(|mark| (to, *mark))) {
            Some((to, Mark::Unseen)) => stack.push((to, 0)),
            Some((_, Mark::Open)) if !second => way.back = true,
            _ => {}
        }
    }
}

/// Lists the ways out of a step.
fn ways<'a>(phrase: Phrase<'a>, step: &'a Step) -> Ways<'a> {
    let mut ways = Vec::new();
    if let Kind::Instruction(instruction) = &step.kind
        && matches!(instruction.after, After::Verify { solved: None, .. })
    {
        let (role, goal) = (EdgeRole::Solved, Goal::Fixed(&instruction.fixes));
        let label = describe::way(phrase, step, role);
        ways.push(Way { id: id(step, role), role, label, goal, retry: None, back: false });
    }
    step.for_each_outlet(|role, outlet: &Outlet| {
        let Some(to) = outlet.to.to else { return };
        let retry = outlet.retry.as_ref().map(|retry| (retry.times, retry.then.to));
        let label = describe::way(phrase, step, role);
        ways.push(Way { id: id(step, role), role, label, goal: Goal::Step(to), retry, back: false });
    });
    ways
}

/// Names a way within its step, by the author's keys.
fn id(step: &Step, role: EdgeRole) -> Id {
    let answer = |at: u32| step.question().and_then(|it| it.answers.get(at as usize)).map(|it| it.id.clone());
    let exit = |at: u32| match &step.kind {
        Kind::Call(call) => call.exits.get(at as usize).map(|(exit, _)| exit.id.clone()),
        _ => None,
    };
    match role {
        EdgeRole::Answer(at) => answer(at),
        EdgeRole::Exit(at) => exit(at),
        EdgeRole::Next => Some(Id::new("next")),
        EdgeRole::Solved => Some(Id::new("solved")),
        EdgeRole::Else => Some(Id::new("else")),
        EdgeRole::Cannot => Some(Id::new("cannot")),
        EdgeRole::Route(at) => Some(Id::new(&(at + 1).to_string())),
    }
    .unwrap_or_else(|| Id::new(""))
}

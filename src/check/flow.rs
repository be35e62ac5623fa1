//! The steps of one tree as flat arrays: laid out in one pass, so that what follows need not touch the tree.

use super::arrays::{NONE, Targets, alter, at, narrow, set};
use crate::tree::{After, EdgeRole, Ending, FactIx, Kind, Link, Outlet, StepIx, Tree};

/// One way from a step to a step. A bounded way out appears twice: bounded, and unbounded as its `then`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc {
    /// The step that it leaves.
    pub(super) from: u32,
    /// The step that it leads to.
    pub(super) to: u32,
    /// Which way out of the step it is.
    pub(super) role: EdgeRole,
    /// How often it may be taken, if that is bounded.
    pub(super) times: Option<u16>,
}

/// What the passes need to know of a step.
#[expect(clippy::struct_excessive_bools, reason = "five independent facts, read in tight loops")]
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    /// The time that it takes, in seconds.
    pub(super) seconds: u32,
    /// Whether something is asked.
    pub(super) asks: bool,
    /// Whether it is an instruction.
    pub(super) instructs: bool,
    /// Whether a run may end here, the exit of a part included; of a call this is not known yet.
    pub(super) may_end: bool,
    /// Whether it is a call.
    pub(super) calls: bool,
    /// Whether a way out leads to something that does not exist.
    pub(super) is_astray: bool,
}

/// All ways of a tree, by the step that they leave, in the author's order.
#[derive(Default)]
pub(super) struct Flow {
    first: Vec<u32>,
    to: Vec<u32>,
    /// How often each way may be taken; zero means without bound.
    times: Vec<u16>,
    roles: Vec<EdgeRole>,
    marks: Vec<Mark>,
    has_bounds: bool,
    /// The steps that call a part.
    pub(super) calls: Vec<u32>,
    /// The steps that are routes.
    pub(super) routes: Vec<u32>,
    /// The endings that concern other trees: escalations, continuations, exits.
    pub(super) endings: Vec<u32>,
    /// The facts that questions remember.
    pub(super) remembered: Vec<FactIx>,
}

impl Flow {
    /// Lays out the ways of a tree.
    pub(super) fn new(tree: &Tree) -> Self {
        let (count, ways) = (tree.graph.node_count(), tree.graph.edge_count());
        let mut flow = Self {
            first: Vec::with_capacity(count + 1),
            to: Vec::with_capacity(ways),
            times: Vec::with_capacity(ways),
            roles: Vec::with_capacity(ways),
            marks: Vec::with_capacity(count),
            ..Self::default()
        };
        for (ix, step) in tree.steps() {
            let from = narrow(ix.index());
            flow.first.push(narrow(flow.to.len()));
            let mut mark = Mark { seconds: step.time.map_or(0, |time| time.0), ..Mark::default() };
            match &step.kind {
                Kind::Question(_) => mark.asks = true,
                Kind::Instruction(instruction) => {
                    mark.instructs = true;
                    mark.asks = matches!(instruction.after, After::Ask(_));
                    mark.may_end = matches!(instruction.after, After::Verify { solved: None, .. });
                }
                Kind::Call(_) => {
                    mark.calls = true;
                    flow.calls.push(from);
                }
                Kind::Route(_) => flow.routes.push(from),
                Kind::Ending(ending) => {
                    mark.may_end = true;
                    if !matches!(ending, Ending::Fix { .. }) {
                        flow.endings.push(from);
                    }
                }
            }
            if mark.asks
                && let Some(fact) = step.question().and_then(|question| question.fact.as_ref()?.to)
            {
                flow.remembered.push(fact);
            }
            step.for_each_outlet(|role, outlet| flow.add(role, outlet, &mut mark));
            flow.marks.push(mark);
        }
        flow.first.push(narrow(flow.to.len()));
        flow
    }

    fn add(&mut self, role: EdgeRole, outlet: &Outlet, mark: &mut Mark) {
        let mut way = |link: &Link<StepIx>, times| match link.to {
            Some(to) => {
                self.to.push(narrow(to.index()));
                self.times.push(times);
                self.roles.push(role);
            }
            None => mark.is_astray = true,
        };
        match &outlet.retry {
            None => way(&outlet.to, 0),
            Some(retry) => {
                way(&outlet.to, retry.times.max(1));
                way(&retry.then, 0);
                self.has_bounds = true;
            }
        }
    }

    /// Returns how many steps there are.
    pub(super) fn len(&self) -> u32 {
        narrow(self.marks.len())
    }

    /// Returns what the passes need to know of a step.
    pub(super) fn mark(&self, step: u32) -> Mark {
        at(&self.marks, step)
    }

    /// The positions of the ways out of a step.
    fn range(&self, step: u32) -> std::ops::Range<u32> {
        at(&self.first, step)..at(&self.first, step + 1)
    }

    /// Lists where a step leads, and how often; zero means without bound.
    fn targets(&self, step: u32) -> impl Iterator<Item = (u32, u16)> {
        let range = self.range(step);
        let range = range.start as usize..range.end as usize;
        let to = self.to.get(range.clone()).unwrap_or_default();
        to.iter().copied().zip(self.times.get(range).unwrap_or_default().iter().copied())
    }

    fn arc(&self, from: u32, index: u32) -> Option<Arc> {
        let (to, role) = (self.to.get(index as usize)?, self.roles.get(index as usize)?);
        Some(Arc { from, to: *to, role: *role, times: Some(at(&self.times, index)).filter(|&times| times != 0) })
    }

    /// Lists the ways out of a step.
    pub(super) fn out(&self, step: u32) -> impl Iterator<Item = Arc> {
        self.range(step).filter_map(move |index| self.arc(step, index))
    }

    /// Lists all ways.
    pub(super) fn arcs(&self) -> impl Iterator<Item = Arc> + Clone {
        (0..self.len()).flat_map(move |step| self.range(step).filter_map(move |index| self.arc(step, index)))
    }

    /// Says whether any way is bounded.
    pub(super) fn has_bounds(&self) -> bool {
        self.has_bounds
    }

    /// Goes through all that a run may reach, depth first and without recursion.
    pub(super) fn reach(&self, start: Option<StepIx>) -> Reach {
        let count = self.marks.len();
        let mut reach =
            Reach { state: vec![State::New; count], post: Vec::with_capacity(count), is_cyclic: false, start: NONE };
        let Some(start) = start.map(|start| narrow(start.index())) else { return reach };
        reach.start = start;
        // What is only reached over a bounded way is entered from here, so that the order is that of the others.
        let mut roots = vec![start];
        let mut work: Vec<(u32, u32)> = Vec::new();
        while let Some(root) = roots.pop() {
            if reach.state(root) != State::New {
                continue;
            }
            reach.set(root, State::Open);
            work.push((root, at(&self.first, root)));
            while let Some((step, next)) = work.last_mut() {
                let step = *step;
                if *next == at(&self.first, step + 1) {
                    reach.set(step, State::Done);
                    reach.post.push(step);
                    work.pop();
                    continue;
                }
                let (to, times) = (at(&self.to, *next), at(&self.times, *next));
                *next += 1;
                match reach.state(to) {
                    State::New if times != 0 => roots.push(to),
                    State::New => {
                        reach.set(to, State::Open);
                        work.push((to, at(&self.first, to)));
                    }
                    State::Open if times == 0 => reach.is_cyclic = true,
                    State::Open | State::Done => {}
                }
            }
        }
        reach
    }

    /// Finds the reached steps from which a run can come to an end, over ways that `admits`. What is not reached
    /// counts as leading on.
    pub(super) fn leads_on(
        &self,
        reach: &Reach,
        ends: impl Fn(u32) -> bool,
        admits: impl Fn(&Arc) -> bool,
    ) -> Vec<bool> {
        let mut leads = vec![true; self.marks.len()];
        let mut are_all = !reach.is_cyclic;
        for &step in &reach.post {
            // Behind every step that lies on no cycle come only steps that are already known.
            let is_free = !self.mark(step).calls;
            let on = ends(step)
                || self.targets(step).any(|(to, times)| times == 0 && is_free && at(&leads, to))
                || (!is_free && self.out(step).any(|arc| arc.times.is_none() && at(&leads, arc.to) && admits(&arc)));
            are_all &= on;
            set(&mut leads, step, on);
        }
        if are_all {
            return leads;
        }
        let ways = self.arcs().filter(|arc| admits(arc)).map(|arc| (arc.to, arc.from));
        let back = Targets::new(self.marks.len(), ways);
        reach.post.iter().for_each(|&step| set(&mut leads, step, false));
        let mut queue: Vec<u32> = (0..self.len()).filter(|&step| ends(step)).collect();
        queue.iter().for_each(|&end| set(&mut leads, end, true));
        while let Some(step) = queue.pop() {
            for &from in back.of(step) {
                if !at(&leads, from) {
                    set(&mut leads, from, true);
                    queue.push(from);
                }
            }
        }
        leads
    }

    /// Orders the reached steps so that every unbounded way leads onward. Steps on a cycle without a bound, and
    /// those behind it, are missing.
    pub(super) fn sorted(&self, reach: &Reach) -> Vec<u32> {
        if !reach.is_cyclic {
            return reach.post.iter().rev().copied().collect();
        }
        // Kahn 1962.
        let mut waiting = vec![0u32; self.marks.len()];
        let unbounded = |step: u32| self.targets(step).filter(|(_, times)| *times == 0).map(|(to, _)| to);
        for &step in &reach.post {
            unbounded(step).for_each(|to| alter(&mut waiting, to, |ways| ways + 1));
        }
        let mut sorted: Vec<u32> = reach.post.iter().rev().copied().filter(|&step| at(&waiting, step) == 0).collect();
        let mut next = 0;
        while let Some(&step) = sorted.get(next) {
            next += 1;
            for to in unbounded(step) {
                alter(&mut waiting, to, |ways| ways - 1);
                if at(&waiting, to) == 0 {
                    sorted.push(to);
                }
            }
        }
        sorted
    }
}

/// How far the search is with a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum State {
    #[default]
    New,
    Open,
    Done,
}

/// What a run may reach from the start.
pub(super) struct Reach {
    state: Vec<State>,
    /// The reached steps, each after all that it leads to over unbounded ways, unless there is a cycle of them.
    post: Vec<u32>,
    is_cyclic: bool,
    start: u32,
}

impl Reach {
    fn state(&self, step: u32) -> State {
        at(&self.state, step)
    }

    fn set(&mut self, step: u32, state: State) {
        set(&mut self.state, step, state);
    }

    /// Says whether a run may come to this step.
    pub(super) fn contains(&self, step: u32) -> bool {
        self.state(step) != State::New
    }

    /// Returns how many steps are reached.
    pub(super) fn len(&self) -> usize {
        self.post.len()
    }

    /// Lists the reached steps, those that lead to others mostly before them.
    pub(super) fn steps(&self) -> impl Iterator<Item = u32> {
        self.post.iter().rev().copied()
    }

    /// Finds the shortest runs to all steps.
    pub(super) fn nearest(&self, flow: &Flow) -> Nearest {
        let mut nearest = Nearest { by: vec![(NONE, NONE); self.state.len()], order: Vec::with_capacity(self.len()) };
        if self.start != NONE {
            set(&mut nearest.by, self.start, (self.start, NONE));
            nearest.order.push(self.start);
        }
        let mut next = 0;
        while let Some(&step) = nearest.order.get(next) {
            next += 1;
            for index in flow.range(step) {
                let to = at(&flow.to, index);
                if nearest.by.get(to as usize) == Some(&(NONE, NONE)) {
                    set(&mut nearest.by, to, (step, index));
                    nearest.order.push(to);
                }
            }
        }
        nearest
    }
}

/// The shortest runs from the start.
pub(super) struct Nearest {
    /// The step and the way by which each step is reached first.
    by: Vec<(u32, u32)>,
    /// The reached steps, nearest first.
    pub(super) order: Vec<u32>,
}

impl Nearest {
    /// Lists the ways of a shortest run to this step.
    pub(super) fn way_to(&self, flow: &Flow, step: u32) -> Vec<Arc> {
        let mut ways = Vec::new();
        let mut current = step;
        while let Some(arc) = self.by.get(current as usize).and_then(|&(from, index)| flow.arc(from, index)) {
            ways.push(arc);
            current = arc.from;
        }
        ways.reverse();
        ways
    }
}

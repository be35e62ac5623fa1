//! The steps of one tree as flat arrays: laid out in one pass, so that what follows need not touch the tree.

use rustc_hash::FxHashMap;

use super::arrays::{NONE, Targets, alter, at, narrow, set};
use crate::tree::{After, By, EdgeRole, Ending, Kind, Risk, Step, StepIx, Tree};

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
    /// The steps that call a part.
    pub(super) calls: Vec<u32>,
    /// The steps that are routes.
    pub(super) routes: Vec<u32>,
    /// The endings that concern other trees: escalations, continuations, exits.
    pub(super) endings: Vec<u32>,
    /// The steps that people must be guarded from: risky instructions, and what is for staff only.
    pub(super) delicate: Vec<u32>,
    /// The steps that guard: with a warning, or with an answer that rules a risk out.
    pub(super) guarding: Vec<u32>,
}

impl Flow {
    /// Lays out the ways of a tree.
    pub(super) fn new(tree: &Tree) -> Self {
        let edges = tree.graph.raw_edges();
        let mut flow = Self {
            first: vec![0; tree.graph.node_count() + 1],
            to: Vec::with_capacity(edges.len()),
            times: Vec::with_capacity(edges.len()),
            roles: Vec::with_capacity(edges.len()),
            ..Self::default()
        };
        // The graph holds the ways backwards, so that it lists them in the author's order; so they stand by step.
        for edge in edges.iter().rev() {
            let times = edge.weight.times.map_or(0, |times| times.max(1));
            flow.to.push(narrow(edge.target().index()));
            flow.times.push(times);
            flow.roles.push(edge.weight.role);
            set(&mut flow.first, narrow(edge.source().index()) + 1, narrow(flow.to.len()));
        }
        // A step without a way out begins where the one before it ends.
        let mut end = 0;
        for first in &mut flow.first {
            end = end.max(*first);
            *first = end;
        }
        let steps = (0..).zip(tree.graph.node_weights());
        flow.marks = steps.map(|(at, step)| flow.mark_of(at, step)).collect();
        tree.astray.iter().for_each(|step| {
            alter(&mut flow.marks, narrow(step.index()), |mark| Mark { is_astray: true, ..mark });
        });
        flow
    }

    fn mark_of(&mut self, at: u32, step: &Step) -> Mark {
        let mut mark = Mark { seconds: step.time.map_or(0, |time| time.0), ..Mark::default() };
        let risk = match &step.kind {
            Kind::Instruction(instruction) => instruction.risk,
            _ => Risk::None,
        };
        if risk != Risk::None || step.by.is_some_and(|by| by != By::Customer) {
            self.delicate.push(at);
        }
        let question = step.question();
        if !step.warn.is_empty() || question.is_some_and(|it| it.answers.iter().any(|it| !it.guards.is_empty())) {
            self.guarding.push(at);
        }
        match &step.kind {
            Kind::Question(_) => mark.asks = true,
            Kind::Instruction(instruction) => {
                mark.instructs = true;
                mark.asks = matches!(instruction.after, After::Ask(_));
                mark.may_end = matches!(instruction.after, After::Verify { solved: None, .. });
            }
            Kind::Call(_) => {
                mark.calls = true;
                self.calls.push(at);
            }
            Kind::Route(_) => self.routes.push(at),
            Kind::Ending(ending) => {
                mark.may_end = true;
                if !matches!(ending, Ending::Fix { .. }) {
                    self.endings.push(at);
                }
            }
        }
        mark
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
    pub(super) fn targets(&self, step: u32) -> impl Iterator<Item = (u32, u16)> {
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

    /// Goes through all that a run may reach, component by component (Tarjan 1972, with an own stack).
    pub(super) fn reach(&self, start: Option<StepIx>) -> Reach {
        let mut search = Search::new(self.marks.len());
        if let Some(start) = start {
            search.run(self, narrow(start.index()));
        }
        search.finish(self, start.map_or(NONE, |start| narrow(start.index())))
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
        // Without a cycle that has no bound, all that a step leads to without bound is known before it.
        for &step in reach.steps.iter().rev() {
            let on = ends(step)
                || if self.mark(step).calls {
                    self.out(step).any(|arc| arc.times.is_none() && at(&leads, arc.to) && admits(&arc))
                } else {
                    self.targets(step).any(|(to, times)| times == 0 && at(&leads, to))
                };
            are_all &= on;
            set(&mut leads, step, on);
        }
        if are_all {
            return leads;
        }
        let ways = self.arcs().filter(|arc| admits(arc)).map(|arc| (arc.to, arc.from));
        let back = Targets::new(self.marks.len(), ways);
        reach.steps.iter().for_each(|&step| set(&mut leads, step, false));
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

    /// Orders some steps so that every unbounded way among them leads onward (Kahn 1962). Steps on a cycle without
    /// a bound, and those behind it, are missing.
    fn sorted(&self, steps: &[u32], is_one: impl Fn(u32) -> bool) -> Vec<u32> {
        let unbounded = |step: u32| {
            let targets = self.targets(step).filter(|(to, times)| *times == 0 && is_one(*to));
            targets.map(|(to, _)| to)
        };
        let mut waiting: FxHashMap<u32, u32> = steps.iter().map(|&step| (step, 0)).collect();
        for to in steps.iter().flat_map(|&step| unbounded(step)) {
            *waiting.entry(to).or_default() += 1;
        }
        let mut sorted: Vec<u32> = steps.iter().copied().filter(|step| waiting.get(step) == Some(&0)).collect();
        let mut next = 0;
        while let Some(&step) = sorted.get(next) {
            next += 1;
            for to in unbounded(step) {
                if let Some(left) = waiting.get_mut(&to) {
                    *left -= 1;
                    if *left == 0 {
                        sorted.push(to);
                    }
                }
            }
        }
        sorted
    }
}

/// A search for components in progress.
struct Search {
    /// When each step was met first, counted from one.
    number: Vec<u32>,
    low: Vec<u32>,
    is_open: Vec<bool>,
    open: Vec<u32>,
    /// The steps as their components are closed, each after all that it leads to.
    closed: Vec<u32>,
    /// Where the components that are cycles stand in `closed`.
    cycles: Vec<(u32, u32)>,
    /// Open steps that lead to themselves.
    own: Vec<u32>,
}

impl Search {
    fn new(count: usize) -> Self {
        Self {
            number: vec![0; count],
            low: vec![0; count],
            is_open: vec![false; count],
            open: Vec::new(),
            closed: Vec::with_capacity(count),
            cycles: Vec::new(),
            own: Vec::new(),
        }
    }

    fn run(&mut self, flow: &Flow, start: u32) {
        let mut met = 0;
        let mut work: Vec<(u32, u32)> = Vec::new();
        let mut meet = |search: &mut Self, step: u32| {
            met += 1;
            set(&mut search.number, step, met);
            set(&mut search.low, step, met);
            set(&mut search.is_open, step, true);
            search.open.push(step);
            (step, at(&flow.first, step))
        };
        work.push(meet(self, start));
        while let Some((step, next)) = work.last_mut() {
            let step = *step;
            if *next < at(&flow.first, step + 1) {
                let to = at(&flow.to, *next);
                *next += 1;
                let number = at(&self.number, to);
                if number == 0 {
                    work.push(meet(self, to));
                } else if at(&self.is_open, to) {
                    alter(&mut self.low, step, |low| low.min(number));
                    if to == step && self.own.last() != Some(&step) {
                        self.own.push(step);
                    }
                }
                continue;
            }
            work.pop();
            let low = at(&self.low, step);
            if let Some(&(parent, _)) = work.last() {
                alter(&mut self.low, parent, |own| own.min(low));
            }
            if low == at(&self.number, step) {
                self.close(step);
            }
        }
    }

    /// Closes the component that begins at a step.
    fn close(&mut self, step: u32) {
        let first = narrow(self.closed.len());
        while let Some(member) = self.open.pop() {
            set(&mut self.is_open, member, false);
            self.closed.push(member);
            if member == step {
                break;
            }
        }
        let mut is_cycle = narrow(self.closed.len()) != first + 1;
        while self.own.last().is_some_and(|&own| !at(&self.is_open, own)) {
            self.own.pop();
            is_cycle = true;
        }
        if is_cycle {
            self.cycles.push((first, narrow(self.closed.len())));
        }
    }

    /// Puts the steps into the order of a run, within a cycle by the ways that have no bound.
    fn finish(self, flow: &Flow, start: u32) -> Reach {
        let mut reach = Reach { number: self.number, steps: self.closed, cycles: Vec::new(), is_cyclic: false, start };
        let count = narrow(reach.steps.len());
        let mut home = if self.cycles.is_empty() { Vec::new() } else { vec![0; reach.number.len()] };
        for (cycle, (first, end)) in (1..).zip(self.cycles) {
            let Some(members) = reach.steps.get_mut(first as usize..end as usize) else { continue };
            members.iter().for_each(|&member| set(&mut home, member, cycle));
            let sorted = flow.sorted(members, |step| at(&home, step) == cycle);
            reach.is_cyclic |= sorted.len() != members.len();
            if sorted.len() == members.len() {
                members.iter_mut().rev().zip(sorted).for_each(|(place, step)| *place = step);
            }
            reach.cycles.push((count - end, count - first));
        }
        reach.steps.reverse();
        reach.cycles.reverse();
        reach
    }
}

/// What a run may reach from the start.
pub(super) struct Reach {
    number: Vec<u32>,
    /// The reached steps, each before all that it leads to without bound, unless there is a cycle of such ways.
    pub(super) steps: Vec<u32>,
    /// Where in `steps` the cycles stand, bounded or not.
    pub(super) cycles: Vec<(u32, u32)>,
    /// Whether one of the cycles has no bound.
    pub(super) is_cyclic: bool,
    start: u32,
}

impl Reach {
    /// Says whether a run may come to this step.
    pub(super) fn contains(&self, step: u32) -> bool {
        at(&self.number, step) != 0
    }

    /// Finds the shortest runs to all steps.
    pub(super) fn nearest(&self, flow: &Flow) -> Nearest {
        let mut nearest =
            Nearest { by: vec![(NONE, NONE); self.number.len()], order: Vec::with_capacity(self.steps.len()) };
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

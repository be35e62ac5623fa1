//! The steps of one tree as flat arrays, and what can be reached from where.

use std::collections::VecDeque;

use super::arrays::{NONE, Targets, alter, at, narrow, set};
use crate::tree::{EdgeRole, Link, Outlet, StepIx, Tree};

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

/// All ways of a tree, by the step that they leave, in the author's order.
pub(super) struct Flow {
    first: Vec<u32>,
    arcs: Vec<Arc>,
    /// Steps with a way out whose target does not exist: where they lead is not known.
    astray: Vec<bool>,
    has_bounds: bool,
}

impl Flow {
    /// Lays out the ways of a tree.
    pub(super) fn new(tree: &Tree) -> Self {
        let count = tree.graph.node_count();
        let mut flow = Self {
            first: Vec::with_capacity(count + 1),
            arcs: Vec::with_capacity(tree.graph.edge_count()),
            astray: vec![false; count],
            has_bounds: false,
        };
        for (ix, step) in tree.steps() {
            let from = narrow(ix.index());
            flow.first.push(narrow(flow.arcs.len()));
            step.for_each_outlet(|role, outlet| flow.add(from, role, outlet));
        }
        flow.first.push(narrow(flow.arcs.len()));
        flow
    }

    fn add(&mut self, from: u32, role: EdgeRole, outlet: &Outlet) {
        let times = outlet.retry.as_ref().map(|retry| retry.times);
        self.has_bounds |= times.is_some();
        let mut way = |link: &Link<StepIx>, times| match link.to {
            Some(to) => self.arcs.push(Arc { from, to: narrow(to.index()), role, times }),
            None => set(&mut self.astray, from, true),
        };
        way(&outlet.to, times);
        if let Some(retry) = &outlet.retry {
            way(&retry.then, None);
        }
    }

    /// Returns how many steps there are.
    pub(super) fn len(&self) -> u32 {
        narrow(self.astray.len())
    }

    /// Lists the ways out of a step.
    pub(super) fn out(&self, step: u32) -> &[Arc] {
        self.arcs.get(at(&self.first, step) as usize..at(&self.first, step + 1) as usize).unwrap_or_default()
    }

    /// Lists all ways.
    pub(super) fn arcs(&self) -> &[Arc] {
        &self.arcs
    }

    /// Returns one way.
    pub(super) fn arc(&self, index: u32) -> Option<&Arc> {
        self.arcs.get(index as usize)
    }

    /// Says whether a way out of the step leads to something that does not exist.
    pub(super) fn is_astray(&self, step: u32) -> bool {
        at(&self.astray, step)
    }

    /// Says whether any way is bounded.
    pub(super) fn has_bounds(&self) -> bool {
        self.has_bounds
    }

    /// Finds all steps that a run may reach, nearest first.
    pub(super) fn reach(&self, start: Option<StepIx>) -> Reach {
        let mut reach = Reach { by: vec![NONE; self.len() as usize], order: Vec::new() };
        if let Some(start) = start {
            let start = narrow(start.index());
            set(&mut reach.by, start, START);
            reach.order.push(start);
        }
        let mut next = 0;
        while let Some(&step) = reach.order.get(next) {
            next += 1;
            let first = at(&self.first, step);
            for (index, arc) in (first..).zip(self.out(step)) {
                if reach.by.get(arc.to as usize) == Some(&NONE) {
                    set(&mut reach.by, arc.to, index);
                    reach.order.push(arc.to);
                }
            }
        }
        reach
    }

    /// Finds all steps from which one of `ends` can be reached over ways that `admits`.
    pub(super) fn leads_to(&self, ends: impl Iterator<Item = u32>, admits: impl Fn(&Arc) -> bool) -> Vec<bool> {
        let ways = self.arcs.iter().filter(|arc| admits(arc)).map(|arc| (arc.to, arc.from));
        let back = Targets::new(self.len() as usize, ways);
        let mut leads = vec![false; self.len() as usize];
        let mut queue: Vec<u32> = ends.collect();
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

    /// Orders the reached steps so that every unbounded way leads onward (Kahn 1962). Steps on or behind a
    /// cycle without a bound are missing.
    pub(super) fn sorted(&self, reach: &Reach) -> Vec<u32> {
        let mut waiting = vec![0u32; self.len() as usize];
        let unbounded = |arc: &&Arc| arc.times.is_none();
        for &step in &reach.order {
            for arc in self.out(step).iter().filter(unbounded) {
                alter(&mut waiting, arc.to, |ways| ways + 1);
            }
        }
        let mut queue: VecDeque<u32> = reach.order.iter().copied().filter(|&step| at(&waiting, step) == 0).collect();
        let mut sorted = Vec::with_capacity(reach.order.len());
        while let Some(step) = queue.pop_front() {
            sorted.push(step);
            for arc in self.out(step).iter().filter(unbounded) {
                let left = at(&waiting, arc.to).saturating_sub(1);
                set(&mut waiting, arc.to, left);
                if left == 0 {
                    queue.push_back(arc.to);
                }
            }
        }
        sorted
    }
}

/// The mark of the step where a run begins.
const START: u32 = NONE - 1;

/// What a run may reach from the start.
pub(super) struct Reach {
    /// The way by which each step is reached first; [`NONE`] if it never is.
    by: Vec<u32>,
    /// The reached steps, nearest first.
    order: Vec<u32>,
}

impl Reach {
    /// Says whether a run may come to this step.
    pub(super) fn contains(&self, step: u32) -> bool {
        self.by.get(step as usize).is_some_and(|&by| by != NONE)
    }

    /// Lists the reached steps, nearest first.
    pub(super) fn order(&self) -> &[u32] {
        &self.order
    }

    /// Lists the ways of a shortest run to this step.
    pub(super) fn way_to(&self, flow: &Flow, step: u32) -> Vec<Arc> {
        let mut ways = Vec::new();
        let mut current = step;
        while let Some(arc) = self.by.get(current as usize).and_then(|&by| flow.arc(by)) {
            ways.push(*arc);
            current = arc.from;
        }
        ways.reverse();
        ways
    }
}

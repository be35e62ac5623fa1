//! Which facts are surely known at which step, and runs on which one is not.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::{
    arrays::{NONE, alter, at, narrow, set},
    flow::{Arc, Flow, Reach},
    path::index,
    survey::Survey,
};
use crate::tree::{After, Condition, EdgeRole, FactIx, FactKind, Kind, Library, Question, Route, StepIx, Tree};

/// The facts that conditions read, numbered; no others are followed.
#[derive(Default)]
pub(super) struct Tracked {
    bits: FxHashMap<FactIx, usize>,
    /// Those that are forgotten once an instruction has changed something.
    stale: Vec<u64>,
}

impl Tracked {
    /// Collects the facts that routes read. What is built in or derived needs no following.
    pub(super) fn of<'t>(library: &Library, routes: impl Iterator<Item = (StepIx, &'t Route)>) -> Self {
        let mut tracked = Self::default();
        for when in routes.flat_map(|(_, route)| &route.arms).filter_map(|arm| arm.when.as_ref()) {
            when.for_each_fact(&mut |fact, _| {
                if let Some(fact) = fact.to.filter(|&fact| !is_provided(library, fact)) {
                    let next = tracked.bits.len();
                    tracked.bits.entry(fact).or_insert(next);
                }
            });
        }
        tracked.stale = vec![0; tracked.words()];
        let bits: Vec<(FactIx, usize)> = tracked.in_order();
        for (fact, bit) in bits {
            if library.fact(fact).is_some_and(|(_, fact)| fact.stale_after_instruction) {
                put(&mut tracked.stale, bit);
            }
        }
        tracked
    }

    fn in_order(&self) -> Vec<(FactIx, usize)> {
        let mut bits: Vec<(FactIx, usize)> = self.bits.iter().map(|(&fact, &bit)| (fact, bit)).collect();
        bits.sort_unstable();
        bits
    }

    /// Returns how many words of 64 facts there are.
    fn words(&self) -> usize {
        self.bits.len().div_ceil(64)
    }

    fn bit(&self, fact: FactIx) -> Option<usize> {
        self.bits.get(&fact).copied()
    }
}

/// Says whether the engine itself provides a fact: no step needs to set it.
pub(super) fn is_provided(library: &Library, fact: FactIx) -> bool {
    is_voice(library, fact)
        || library.fact(fact).is_some_and(|(_, fact)| matches!(fact.kind, FactKind::Tried | FactKind::Measured))
}

fn is_voice(library: &Library, fact: FactIx) -> bool {
    library.fact(fact).is_some_and(|(id, _)| id.as_str() == "voice")
}

/// The facts that are surely known when a run comes to a step, on whatever way.
#[derive(Default)]
pub(super) struct Known {
    words: usize,
    sure: Vec<u64>,
}

impl Known {
    /// Follows the facts through a tree (forward, must, Kildall 1973). Nothing is known at the start.
    pub(super) fn compute(survey: &Survey<'_>, tree: &Tree, flow: &Flow, reach: &Reach) -> Self {
        let words = survey.tracked.words();
        let is_needed = words != 0 && (tree.is_part() || !flow.routes.is_empty());
        let Some(start) = tree.start.to.filter(|_| is_needed) else { return Self::default() };
        let start = narrow(start.index());
        let mut known = Self { words, sure: vec![u64::MAX; words * flow.len() as usize] };
        known.row_mut(start).fill(0);
        let mut queue: VecDeque<u32> = reach.steps.iter().copied().collect();
        let mut is_queued = vec![0u8; flow.len() as usize];
        queue.iter().for_each(|&step| alter(&mut is_queued, step, |times| times + 1));
        while let Some(step) = queue.pop_front() {
            alter(&mut is_queued, step, |times| times - 1);
            for arc in flow.out(step) {
                let mut after = known.row(step).to_vec();
                pass(survey, tree, &arc, &mut after);
                let mut changed = false;
                for (own, new) in known.row_mut(arc.to).iter_mut().zip(after) {
                    changed |= *own & new != *own;
                    *own &= new;
                }
                if changed && at(&is_queued, arc.to) == 0 {
                    set(&mut is_queued, arc.to, 1);
                    queue.push_back(arc.to);
                }
            }
        }
        known
    }

    fn range(&self, step: u32) -> std::ops::Range<usize> {
        let first = step as usize * self.words;
        first..first + self.words
    }

    fn row(&self, step: u32) -> &[u64] {
        self.sure.get(self.range(step)).unwrap_or_default()
    }

    fn row_mut(&mut self, step: u32) -> &mut [u64] {
        let range = self.range(step);
        self.sure.get_mut(range).unwrap_or_default()
    }

    /// Says whether a fact is known on every way to a step.
    pub(super) fn is_sure(&self, survey: &Survey<'_>, step: u32, fact: FactIx) -> bool {
        is_voice(survey.library, fact)
            || survey.tracked.bit(fact).is_some_and(|bit| self.words != 0 && has(self.row(step), bit))
    }

    /// Keeps in `sets` what is also known at `step`; the first time takes all of it.
    pub(super) fn meet_into(&self, step: u32, sets: &mut Vec<u64>, is_first: bool) {
        if is_first {
            self.row(step).clone_into(sets);
        } else {
            sets.iter_mut().zip(self.row(step)).for_each(|(own, other)| *own &= other);
        }
    }
}

/// Finds the shortest run to a step on which a fact is not known.
pub(super) fn way_without(survey: &Survey<'_>, tree: &Tree, flow: &Flow, fact: FactIx, goal: u32) -> Option<Vec<Arc>> {
    let bit = survey.tracked.bit(fact)?;
    let start = narrow(tree.start.to?.index());
    // A node is a step with the fact unknown (even) or known (odd).
    let mut by: Vec<(u32, u32)> = vec![(NONE, NONE); 2 * flow.len() as usize];
    let mut queue = VecDeque::from([2 * start]);
    set(&mut by, 2 * start, (0, NONE));
    while let Some(node) = queue.pop_front() {
        if node == 2 * goal {
            break;
        }
        for (position, arc) in (0..).zip(flow.out(node / 2)) {
            let mut row = vec![0; survey.tracked.words()];
            if node % 2 == 1 {
                put(&mut row, bit);
            }
            pass(survey, tree, &arc, &mut row);
            let next = 2 * arc.to + u32::from(has(&row, bit));
            if by.get(next as usize) == Some(&(NONE, NONE)) {
                set(&mut by, next, (node, position));
                queue.push_back(next);
            }
        }
    }
    let mut ways = Vec::new();
    let mut node = 2 * goal;
    loop {
        match by.get(node as usize) {
            Some(&(_, NONE)) if node == 2 * start => break,
            Some(&(from, position)) if position != NONE => {
                ways.push(flow.out(from / 2).nth(position as usize)?);
                node = from;
            }
            _ => return None,
        }
    }
    ways.reverse();
    Some(ways)
}

/// Changes what is known as a run takes a way.
fn pass(survey: &Survey<'_>, tree: &Tree, arc: &Arc, row: &mut [u64]) {
    let Some(step) = tree.step(index(arc.from)) else { return };
    let tracked = &survey.tracked;
    let forget = |row: &mut [u64]| row.iter_mut().zip(&tracked.stale).for_each(|(own, stale)| *own &= !stale);
    match &step.kind {
        Kind::Question(question) => remember(tracked, question, arc.role, row),
        Kind::Instruction(instruction) => {
            forget(row);
            if let After::Ask(question) = &instruction.after {
                remember(tracked, question, arc.role, row);
            }
        }
        Kind::Call(call) => {
            let part = survey.summary(call.part.to);
            if part.is_none_or(|part| part.instructs) {
                forget(row);
            }
            if let (Some(part), EdgeRole::Exit(at)) = (part, arc.role)
                && let Some(exit) = call.exits.get(at as usize).and_then(|(exit, _)| part.exit(&exit.id))
            {
                row.iter_mut().zip(&exit.sets).for_each(|(own, more)| *own |= more);
            }
        }
        Kind::Route(route) => {
            if let EdgeRole::Route(at) = arc.role
                && let Some(when) = route.arms.get(at as usize).and_then(|arm| arm.when.as_ref())
            {
                row.iter_mut().zip(implied(tracked, when)).for_each(|(own, more)| *own |= more);
            }
        }
        Kind::Ending(_) => {}
    }
}

/// A question remembers its fact with every answer but "I am not sure".
fn remember(tracked: &Tracked, question: &Question, role: EdgeRole, row: &mut [u64]) {
    let is_unsure = match role {
        EdgeRole::Answer(at) => question.answers.get(at as usize).is_some_and(|it| it.id.as_str() == "unsure"),
        _ => false,
    };
    if !is_unsure && let Some(bit) = question.fact.as_ref().and_then(|fact| tracked.bit(fact.to?)) {
        put(row, bit);
    }
}

/// The facts that must be known for a condition to hold. Recursion is bounded by the nesting of the YAML.
fn implied(tracked: &Tracked, when: &Condition) -> Vec<u64> {
    let none = || vec![0; tracked.words()];
    let merge = |parts: &[Condition], join: fn(u64, u64) -> u64| {
        let mut parts = parts.iter().map(|part| implied(tracked, part));
        let first = parts.next().unwrap_or_else(none);
        parts.fold(first, |own, other| own.into_iter().zip(other).map(|(a, b)| join(a, b)).collect())
    };
    match when {
        Condition::All(parts) => merge(parts, |a, b| a | b),
        Condition::Any(parts) => merge(parts, |a, b| a & b),
        Condition::Not(_) => none(),
        Condition::Known(fact) | Condition::Fact(fact, _) => {
            let mut row = none();
            if let Some(bit) = fact.to.and_then(|fact| tracked.bit(fact)) {
                put(&mut row, bit);
            }
            row
        }
    }
}

fn has(row: &[u64], bit: usize) -> bool {
    row.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
}

fn put(row: &mut [u64], bit: usize) {
    if let Some(word) = row.get_mut(bit / 64) {
        *word |= 1 << (bit % 64);
    }
}

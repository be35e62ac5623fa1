//! How far it is from a step to an ending.

use std::{cmp::Reverse, collections::BinaryHeap};

use rustc_hash::FxHashMap;

use crate::{
    base::Id,
    check::{self, Longest},
    tree::{EdgeRole, Ending, Kind, Library, Outlet, Step, StepIx, Tree, TreeIx},
};

/// The runs from a step to an ending, or to an exit of its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Distance {
    /// The questions and instructions of the shortest run, the step included; nothing if no run ends.
    pub shortest: Option<u32>,
    /// The longest run.
    pub longest: Longest,
}

/// How many parts may call each other before the rest counts nothing.
const MOST_NESTED: usize = 16;

/// Measures the runs from a step.
pub fn distance(library: &Library, tree: TreeIx, step: StepIx) -> Distance {
    let longest = check::measure(&library.begun_at(tree, step), tree);
    let mut memory = FxHashMap::default();
    let shortest = library.tree(tree).map(|own| shortest(library, own, step, &mut memory, 0));
    let nearest = shortest.and_then(|found| found.end.into_iter().chain(found.exits.values().copied()).min());
    Distance { shortest: nearest, longest }
}

/// The shortest runs from a step: to any ending, and to each exit.
#[derive(Clone, Debug, Default)]
struct Shortest {
    end: Option<u32>,
    exits: FxHashMap<Id, u32>,
}

/// Recursion is over calls of parts, and bounded.
fn shortest(
    library: &Library,
    tree: &Tree,
    from: StepIx,
    memory: &mut FxHashMap<TreeIx, Shortest>,
    depth: usize,
) -> Shortest {
    let mut found = Shortest::default();
    let mut nearest: FxHashMap<StepIx, u32> = FxHashMap::default();
    let mut queue = BinaryHeap::from([Reverse((0u32, from))]);
    while let Some(Reverse((before, at))) = queue.pop() {
        if nearest.insert(at, before).is_some_and(|known| known <= before) {
            continue;
        }
        let Some(step) = tree.step(at) else { continue };
        let here = before.saturating_add(cost(step));
        match &step.kind {
            Kind::Ending(Ending::Exit(exit)) => {
                let known = found.exits.entry(exit.id.clone()).or_insert(here);
                *known = here.min(*known);
                continue;
            }
            _ if step.may_end() => found.end = Some(found.end.map_or(here, |known| known.min(here))),
            _ => {}
        }
        let through = part(library, step, memory, depth);
        if let Some(end) = through.as_ref().and_then(|part| part.end) {
            let end = here.saturating_add(end);
            found.end = Some(found.end.map_or(end, |known| known.min(end)));
        }
        step.for_each_outlet(|role, outlet| {
            let inside = match (role, &step.kind, &through) {
                (EdgeRole::Exit(position), Kind::Call(call), Some(part)) => {
                    call.exits.get(position as usize).and_then(|(exit, _)| part.exits.get(&exit.id)).copied()
                }
                _ => Some(0),
            };
            if let (Some(to), Some(inside)) = (outlet.to.to, inside) {
                queue.push(Reverse((here.saturating_add(inside), to)));
            }
        });
    }
    found
}

fn part(library: &Library, step: &Step, memory: &mut FxHashMap<TreeIx, Shortest>, depth: usize) -> Option<Shortest> {
    let Kind::Call(call) = &step.kind else { return None };
    let ix = call.part.to.filter(|_| depth < MOST_NESTED)?;
    if let Some(known) = memory.get(&ix) {
        return Some(known.clone());
    }
    let part = library.tree(ix)?;
    let found = shortest(library, part, part.start.to?, memory, depth + 1);
    memory.insert(ix, found.clone());
    Some(found)
}

fn cost(step: &Step) -> u32 {
    u32::from(matches!(step.kind, Kind::Question(_) | Kind::Instruction(_)))
}

/// Lists the ways that lead to a step, each by its step and what it is called there.
pub(super) fn ways_to(tree: &Tree, to: StepIx) -> Vec<(&Id, String)> {
    let mut found = Vec::new();
    for (_, step) in tree.steps() {
        step.for_each_outlet(|role, outlet: &Outlet| {
            let is_then = outlet.retry.as_ref().is_some_and(|retry| retry.then.to == Some(to));
            if outlet.to.to == Some(to) || is_then {
                found.push((&step.id, way(step, role)));
            }
        });
    }
    found
}

/// What a way out of a step is called.
fn way(step: &Step, role: EdgeRole) -> String {
    let named = match (role, &step.kind) {
        (EdgeRole::Answer(at), _) => {
            step.question().and_then(|it| it.answers.get(at as usize)).map(|answer| answer.id.to_string())
        }
        (EdgeRole::Exit(at), Kind::Call(call)) => call.exits.get(at as usize).map(|(exit, _)| exit.id.to_string()),
        (EdgeRole::Solved, _) => Some("solved".to_owned()),
        (EdgeRole::Else, _) => Some("else".to_owned()),
        (EdgeRole::Cannot, _) => Some("cannot".to_owned()),
        _ => None,
    };
    named.unwrap_or_default()
}

//! Which facts still matter where: those that some step read from there on.

use rustc_hash::FxHashMap;

use crate::{
    engine::Key,
    tree::{EdgeRole, FactIx, Kind, Library, StepIx, Tree, TreeIx},
};

/// A set of facts, one bit each.
type Set = Vec<u64>;

/// For each step of a tree and its parts, the facts that are read from there on.
#[derive(Debug, Default)]
pub(super) struct Matters {
    /// Read at the step or after it, within the same tree and the parts that it calls.
    from: FxHashMap<TreeIx, Vec<Set>>,
    /// Read after the step.
    after: FxHashMap<TreeIx, Vec<Set>>,
}

impl Matters {
    /// Looks at a tree and at the parts that it calls.
    pub(super) fn new(library: &Library, root: TreeIx) -> Self {
        let mut matters = Self::default();
        let words = library.fact_count().div_ceil(64);
        for ix in parts_first(library, root) {
            if let Some(tree) = library.tree(ix) {
                matters.look_at(ix, tree, words);
            }
        }
        matters
    }

    fn look_at(&mut self, ix: TreeIx, tree: &Tree, words: usize) {
        let own: Vec<Set> = tree.steps().map(|(_, step)| self.read_at(&step.kind, words)).collect();
        let (mut from, mut after) = (own.clone(), vec![vec![0; words]; own.len()]);
        // Most ways lead forward, so going backwards settles nearly everything in one round.
        let mut changed = true;
        while changed {
            changed = false;
            for at in (0..own.len()).rev() {
                let Some(step) = tree.step(StepIx::new(at)) else { continue };
                let mut reads = after.get(at).cloned().unwrap_or_default();
                step.for_each_outlet(|_: EdgeRole, outlet| {
                    let targets = [outlet.to.to, outlet.retry.as_ref().and_then(|retry| retry.then.to)];
                    for target in targets.into_iter().flatten() {
                        join(&mut reads, from.get(target.index()));
                    }
                });
                if after.get(at) != Some(&reads) {
                    changed = true;
                    if let Some(from) = from.get_mut(at) {
                        join(from, Some(&reads));
                    }
                    if let Some(after) = after.get_mut(at) {
                        *after = reads;
                    }
                }
            }
        }
        self.from.insert(ix, from);
        self.after.insert(ix, after);
    }

    fn read_at(&self, kind: &Kind, words: usize) -> Set {
        let mut set = vec![0; words];
        match kind {
            Kind::Question(question) => {
                if let Some(fact) = question.fact.as_ref().and_then(|fact| fact.to) {
                    put(&mut set, fact);
                }
            }
            Kind::Route(route) => {
                for when in route.arms.iter().filter_map(|arm| arm.when.as_ref()) {
                    when.for_each_fact(&mut |fact, _| {
                        if let Some(fact) = fact.to {
                            put(&mut set, fact);
                        }
                    });
                }
            }
            Kind::Call(call) => {
                // Parts come first, so what they read is known.
                let part = call.part.to.and_then(|part| self.from.get(&part));
                part.into_iter().flatten().for_each(|reads| join(&mut set, Some(reads)));
            }
            Kind::Instruction(_) | Kind::Ending(_) => {}
        }
        set
    }

    /// Lists the facts that are read from this step on, in the parts around it too.
    pub(super) fn at(&self, key: &Key) -> impl Fn(FactIx) -> bool + use<> {
        let mut set = self.from.get(&key.tree).and_then(|sets| sets.get(key.step.index())).cloned().unwrap_or_default();
        for call in key.calls.as_deref().unwrap_or_default() {
            join(&mut set, self.after.get(&call.tree).and_then(|sets| sets.get(call.step.index())));
        }
        move |fact| set.get(fact.index() / 64).is_some_and(|word| word & (1 << (fact.index() % 64)) != 0)
    }

    /// Lists the facts that are read anywhere in the tree or its parts.
    pub(super) fn all(&self) -> Vec<FactIx> {
        let mut set = Set::new();
        let mut trees: Vec<&TreeIx> = self.from.keys().collect();
        trees.sort();
        for reads in trees.into_iter().filter_map(|tree| self.from.get(tree)).flatten() {
            set.resize(reads.len().max(set.len()), 0);
            join(&mut set, Some(reads));
        }
        let is_in = |fact: &usize| set.get(fact / 64).is_some_and(|word| word & (1 << (fact % 64)) != 0);
        (0..set.len() * 64).filter(is_in).map(FactIx::from_index).collect()
    }
}

fn put(set: &mut Set, fact: FactIx) {
    if let Some(word) = set.get_mut(fact.index() / 64) {
        *word |= 1 << (fact.index() % 64);
    }
}

fn join(set: &mut Set, other: Option<&Set>) {
    for (word, other) in set.iter_mut().zip(other.into_iter().flatten()) {
        *word |= other;
    }
}

/// Lists a tree and the parts that it needs, parts before their callers.
pub(in crate::scenario) fn parts_first(library: &Library, root: TreeIx) -> Vec<TreeIx> {
    let mut order: Vec<TreeIx> = Vec::new();
    let mut queue = vec![(root, false)];
    while let Some((ix, done)) = queue.pop() {
        if order.contains(&ix) {
            continue;
        }
        if done {
            order.push(ix);
            continue;
        }
        queue.push((ix, true));
        let steps = library.tree(ix).into_iter().flat_map(Tree::steps);
        let parts = steps.filter_map(|(_, step)| match &step.kind {
            Kind::Call(call) => call.part.to,
            _ => None,
        });
        // In a sealed library no part calls itself, so this ends.
        queue.extend(parts.filter(|part| !order.contains(part)).map(|part| (part, false)));
    }
    order
}

//! Finds out which tree and which step of the one library is which of the other: by id, then by what it says.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::content::{self, Likeness};
use crate::{
    base::Id,
    case::record::Renames,
    tree::{Library, StepIx, Tree, TreeIx},
};

/// The least share of common steps from which a tree with another id is taken for the same one.
const LEAST_IN_COMMON: f64 = 0.5;

/// A tree of the one library and its counterpart in the other.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The tree before.
    pub old: TreeIx,
    /// The tree now.
    pub new: TreeIx,
    /// The steps now of the steps before, by position.
    pub to_new: Vec<Option<StepIx>>,
    /// The steps before of the steps now, by position.
    pub to_old: Vec<Option<StepIx>>,
}

impl Pair {
    /// Finds what a step is now.
    pub fn now(&self, old: StepIx) -> Option<StepIx> {
        self.to_new.get(old.index()).copied().flatten()
    }

    /// Finds what a step was before.
    pub fn before(&self, new: StepIx) -> Option<StepIx> {
        self.to_old.get(new.index()).copied().flatten()
    }
}

/// Which tree is which.
#[derive(Clone, Debug, Default)]
pub struct Matching {
    /// The trees of both libraries, in the order of the ids that they have now.
    pub pairs: Vec<Pair>,
    /// Trees of both libraries that only stand behind those that count.
    pub others: Vec<Pair>,
    /// Trees that only the new library has.
    pub appeared: Vec<TreeIx>,
    /// Trees that only the old library has.
    pub vanished: Vec<TreeIx>,
}

/// Matches the trees that count in each library, and their steps.
pub(super) fn of(old: &Library, new: &Library, own_old: &BTreeSet<Id>, own_new: &BTreeSet<Id>) -> Matching {
    let named = |library: &Library, own: &BTreeSet<Id>| -> BTreeMap<Id, TreeIx> {
        own.iter().filter_map(|id| Some((id.clone(), library.find(id.as_str())?))).collect()
    };
    let (before, mut now) = (named(old, own_old), named(new, own_new));
    let mut vanished: Vec<TreeIx> = Vec::new();
    let mut both: Vec<(TreeIx, TreeIx)> = Vec::new();
    for (id, ix) in &before {
        match now.remove(id) {
            Some(same) => both.push((*ix, same)),
            None => vanished.push(*ix),
        }
    }
    let mut appeared: Vec<TreeIx> = now.into_values().collect();
    vanished.retain(|ix| match alike(old, new, *ix, &appeared) {
        Some(same) => {
            appeared.retain(|other| *other != same);
            both.push((*ix, same));
            false
        }
        None => true,
    });
    let id = |(_, ix): &(TreeIx, TreeIx)| new.tree(*ix).map(|tree| tree.id.clone());
    both.sort_by_key(id);
    let pair = |(before, now)| Some(steps(old.tree(before)?, new.tree(now)?, before, now));
    let pairs: Vec<Pair> = both.into_iter().filter_map(pair).collect();
    let taken: BTreeSet<TreeIx> = pairs.iter().map(|pair| pair.old).collect();
    let behind = old.trees().filter(|(ix, _)| !taken.contains(ix));
    let others = behind.filter_map(|(ix, tree)| pair((ix, new.find(tree.id.as_str())?))).collect();
    Matching { pairs, others, appeared, vanished }
}

/// Finds the tree that has most in common with a vanished one, if it is enough.
fn alike(old: &Library, new: &Library, gone: TreeIx, candidates: &[TreeIx]) -> Option<TreeIx> {
    let hashes = |tree: &Tree| -> BTreeSet<u64> { tree.steps().map(|(_, step)| content::hash(step)).collect() };
    let gone = old.tree(gone)?;
    let own = hashes(gone);
    let mut best: Option<(f64, TreeIx)> = None;
    for &ix in candidates {
        let Some(other) = new.tree(ix).filter(|tree| tree.is_part() == gone.is_part()) else { continue };
        let others = hashes(other);
        let common = own.intersection(&others).count();
        let all = own.len().max(others.len()).max(1);
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let share = common as f64 / all as f64;
        if LEAST_IN_COMMON <= share && best.is_none_or(|(most, _)| most < share) {
            best = Some((share, ix));
        }
    }
    best.map(|(_, ix)| ix)
}

/// The steps of two trees while they are matched.
struct Steps<'t> {
    old: &'t Tree,
    new: &'t Tree,
    pair: Pair,
    /// Matched steps whose ways have not been followed yet.
    queue: Vec<(StepIx, StepIx)>,
}

fn steps(old: &Tree, new: &Tree, old_ix: TreeIx, new_ix: TreeIx) -> Pair {
    let to_new = vec![None; old.graph.node_count()];
    let to_old = vec![None; new.graph.node_count()];
    let pair = Pair { old: old_ix, new: new_ix, to_new, to_old };
    let mut steps = Steps { old, new, pair, queue: Vec::new() };
    steps.by_id();
    if steps.pair.to_new.contains(&None) && steps.pair.to_old.contains(&None) {
        steps.by_content();
        if let (Some(first), Some(second)) = (old.start.to, new.start.to) {
            steps.try_neighbours(first, second);
        }
        let matched = (0..).map(StepIx::new).zip(&steps.pair.to_new);
        steps.queue = matched.filter_map(|(old, new)| Some((old, (*new)?))).collect();
        steps.by_neighbours();
    }
    steps.pair
}

impl Steps<'_> {
    fn join(&mut self, old: StepIx, new: StepIx) {
        if let (Some(to_new), Some(to_old)) =
            (self.pair.to_new.get_mut(old.index()), self.pair.to_old.get_mut(new.index()))
        {
            (*to_new, *to_old) = (Some(new), Some(old));
        }
    }

    fn by_id(&mut self) {
        let names: FxHashMap<&Id, StepIx> = self.new.steps().map(|(ix, step)| (&step.id, ix)).collect();
        let found: Vec<_> =
            self.old.steps().filter_map(|(ix, step)| Some((ix, names.get(&step.id).copied()?))).collect();
        found.into_iter().for_each(|(old, new)| self.join(old, new));
    }

    /// Joins steps that say the same and are the only ones on either side to say so.
    fn by_content(&mut self) {
        let mut said: BTreeMap<u64, (Vec<StepIx>, Vec<StepIx>)> = BTreeMap::new();
        for (ix, step) in self.old.steps().filter(|(ix, _)| self.pair.now(*ix).is_none()) {
            said.entry(content::hash(step)).or_default().0.push(ix);
        }
        for (ix, step) in self.new.steps().filter(|(ix, _)| self.pair.before(*ix).is_none()) {
            said.entry(content::hash(step)).or_default().1.push(ix);
        }
        for (old, new) in said.into_values() {
            if let ([old], [new]) = (old.as_slice(), new.as_slice()) {
                self.join(*old, *new);
            }
        }
    }

    /// Joins steps to which the same way out of joined steps leads, if they are alike.
    fn by_neighbours(&mut self) {
        while let Some((old, new)) = self.queue.pop() {
            let (Some(before), Some(now)) = (self.old.step(old), self.new.step(new)) else { continue };
            let targets: FxHashMap<_, _> = content::ways(now).into_iter().collect();
            for (name, from) in content::ways(before) {
                if let Some(to) = targets.get(&name) {
                    self.try_neighbours(from, *to);
                }
            }
        }
    }

    fn try_neighbours(&mut self, old: StepIx, new: StepIx) {
        if self.pair.now(old).is_some() || self.pair.before(new).is_some() {
            return;
        }
        let (Some(before), Some(now)) = (self.old.step(old), self.new.step(new)) else { return };
        let is_same = match content::likeness(before, now) {
            Likeness::Same => true,
            Likeness::Near => self.leads_alike(old, new),
            Likeness::None => false,
        };
        if is_same {
            self.join(old, new);
            self.queue.push((old, new));
        }
    }

    /// Says whether all ways out of two steps have the same names and none leads to different known steps.
    fn leads_alike(&self, old: StepIx, new: StepIx) -> bool {
        let (Some(before), Some(now)) = (self.old.step(old), self.new.step(new)) else { return false };
        let (before, now) = (content::ways(before), content::ways(now));
        let fits = |from: StepIx, to: StepIx| match (self.pair.now(from), self.pair.before(to)) {
            (Some(known), _) => known == to,
            (None, Some(_)) => false,
            (None, None) => true,
        };
        before.len() == now.len() && before.iter().zip(&now).all(|(a, b)| a.0 == b.0 && fits(a.1, b.1))
    }
}

impl Matching {
    /// Lists what is called otherwise now. Answers are added by whoever compares the steps.
    pub(super) fn renames(&self, old: &Library, new: &Library) -> Renames {
        let mut renames = Renames::default();
        for pair in &self.pairs {
            let (Some(before), Some(now)) = (old.tree(pair.old), new.tree(pair.new)) else { continue };
            if before.id != now.id {
                renames.trees.insert(before.id.clone(), now.id.clone());
            }
            for (ix, step) in before.steps() {
                let other = pair.now(ix).and_then(|ix| now.step(ix)).filter(|other| other.id != step.id);
                if let Some(other) = other {
                    renames.steps.insert((before.id.clone(), step.id.clone()), other.id.clone());
                }
            }
        }
        renames
    }
}

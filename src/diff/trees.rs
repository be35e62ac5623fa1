//! Compares a tree with what it was before.

use std::collections::BTreeMap;

use super::{
    content::Languages,
    matching::{Matching, Pair},
    steps::{self, Change, StepChange},
};
use crate::{
    base::{Id, Lang},
    case::record::Renames,
    check::{self, Longest},
    tree::{Kind, Library, StepIx, Tree, TreeIx},
};

/// What has changed of one tree or part.
#[derive(Clone, Debug)]
pub struct TreeChange {
    /// The tree before and now, with its steps.
    pub pair: Pair,
    /// Whether it has another id.
    pub is_renamed: bool,
    /// The languages that it speaks only before or only now.
    pub languages: Languages,
    /// Which texts of its head have other words: the keys.
    pub texts: Vec<&'static str>,
    /// The first step before and now, if it is another one.
    pub start: Option<(StepIx, StepIx)>,
    /// Steps that are new.
    pub appeared: Vec<StepIx>,
    /// Steps that are gone.
    pub vanished: Vec<StepIx>,
    /// Steps that have another id.
    pub renamed: Vec<(StepIx, StepIx)>,
    /// Steps that differ.
    pub steps: Vec<StepChange>,
    /// Causes that differ.
    pub causes: Vec<CauseChange>,
    /// Endings that stand in both and can be reached only in one.
    pub endings: Endings,
    /// The longest run before and now, if it differs.
    pub longest: Option<(Longest, Longest)>,
}

/// Endings that stand in both versions and can be reached only in one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endings {
    /// Reached now and not before, by the step now.
    pub now_reached: Vec<StepIx>,
    /// Reached before and not now, by the step now.
    pub no_longer_reached: Vec<StepIx>,
}

/// What has changed of a cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CauseChange {
    /// It is new.
    Appeared(Id),
    /// It is gone.
    Vanished(Id),
    /// It has another name.
    Renamed(Id),
    /// It is more or less common.
    Common(Id),
}

impl TreeChange {
    /// Says whether only the wording differs, so that every walk goes where it went.
    pub fn is_wording(&self) -> bool {
        !self.is_renamed
            && self.start.is_none()
            && self.appeared.is_empty()
            && self.vanished.is_empty()
            && self.renamed.is_empty()
            && self.endings == Endings::default()
            && self.causes.iter().all(|cause| matches!(cause, CauseChange::Renamed(_)))
            && self.steps.iter().all(|step| step.changes.iter().all(Change::is_wording))
    }

    fn is_empty(&self) -> bool {
        self.is_wording()
            && self.languages.is_empty()
            && self.texts.is_empty()
            && self.steps.is_empty()
            && self.causes.is_empty()
    }
}

/// Compares all trees that are matched; answers that have another id are added to the renames.
pub(super) fn compare(old: &Library, new: &Library, matching: &Matching, renames: &mut Renames) -> Vec<TreeChange> {
    let mut changed: Vec<TreeChange> = Vec::new();
    for pair in &matching.pairs {
        let (Some(before), Some(now)) = (old.tree(pair.old), new.tree(pair.new)) else { continue };
        let change = compare_one(before, now, pair);
        for step in &change.steps {
            note_renamed_answers(before, now, step, renames);
        }
        if !change.is_empty() {
            changed.push(change);
        }
    }
    if !changed.is_empty() {
        let measured = |library: &Library| -> BTreeMap<TreeIx, Longest> {
            check::prove(library, |_| false).longest.into_iter().collect()
        };
        let (before, now) = (measured(old), measured(new));
        for change in &mut changed {
            let both = before.get(&change.pair.old).zip(now.get(&change.pair.new));
            change.longest = both.map(|(before, now)| (*before, *now)).filter(|(before, now)| before != now);
        }
    }
    changed
}

fn note_renamed_answers(before: &Tree, now: &Tree, change: &StepChange, renames: &mut Renames) {
    let (Some(old), Some(new)) = (before.step(change.old), now.step(change.new)) else { return };
    let (Some(asked), Some(asks)) = (old.question(), new.question()) else { return };
    for found in &change.changes {
        if let Change::AnswerRenamed(was, is) = found
            && let (Some(was), Some(is)) = (asked.answers.get(*was), asks.answers.get(*is))
        {
            renames.answers.insert((before.id.clone(), old.id.clone(), was.id.clone()), is.id.clone());
        }
    }
}

fn compare_one(old: &Tree, new: &Tree, pair: &Pair) -> TreeChange {
    let mut texts = Vec::new();
    let languages = Languages::between(&old.title, &new.title);
    if !languages.are_same(Some(&old.title), Some(&new.title)) {
        texts.push("title");
    }
    let symptoms = |tree: &Tree| -> Vec<(Lang, Vec<String>)> {
        tree.symptoms.iter().filter(|(lang, _)| languages.has_both(*lang)).cloned().collect()
    };
    if symptoms(old) != symptoms(new) {
        texts.push("symptoms");
    }
    let start = old.start.to.zip(new.start.to).filter(|(before, now)| pair.now(*before) != Some(*now));
    let mut change = TreeChange {
        pair: pair.clone(),
        is_renamed: old.id != new.id,
        texts,
        languages: languages.clone(),
        start,
        appeared: new.steps().map(|(ix, _)| ix).filter(|ix| pair.before(*ix).is_none()).collect(),
        vanished: old.steps().map(|(ix, _)| ix).filter(|ix| pair.now(*ix).is_none()).collect(),
        renamed: Vec::new(),
        steps: Vec::new(),
        causes: causes(old, new, &languages),
        endings: endings(old, new, pair),
        longest: None,
    };
    for (ix, now) in new.steps() {
        let Some((was, before)) = pair.before(ix).and_then(|was| Some((was, old.step(was)?))) else { continue };
        if before.id != now.id {
            change.renamed.push((was, ix));
        }
        change.steps.extend(steps::compare(pair, &languages, (was, before), (ix, now)));
    }
    change
}

fn causes(old: &Tree, new: &Tree, languages: &Languages) -> Vec<CauseChange> {
    let mut changes = Vec::new();
    for (id, before) in &old.causes {
        match new.causes.get(id) {
            None => changes.push(CauseChange::Vanished(id.clone())),
            Some(now) => {
                if !languages.are_same(Some(&before.name), Some(&now.name)) {
                    changes.push(CauseChange::Renamed(id.clone()));
                }
                if before.how_common != now.how_common {
                    changes.push(CauseChange::Common(id.clone()));
                }
            }
        }
    }
    changes.extend(new.causes.keys().filter(|id| !old.causes.contains_key(*id)).cloned().map(CauseChange::Appeared));
    changes
}

/// Finds the steps that ways lead to from the start. A part is taken to leave through every exit that is mapped.
fn reached(tree: &Tree) -> Vec<bool> {
    let mut reached = vec![false; tree.graph.node_count()];
    let mut queue: Vec<StepIx> = tree.start.to.into_iter().collect();
    while let Some(ix) = queue.pop() {
        if let Some(seen) = reached.get_mut(ix.index())
            && !std::mem::replace(seen, true)
        {
            queue.extend(tree.graph.neighbors(ix));
        }
    }
    reached
}

fn endings(old: &Tree, new: &Tree, pair: &Pair) -> Endings {
    let (before, now) = (reached(old), reached(new));
    let at = |reached: &[bool], ix: StepIx| reached.get(ix.index()).copied().unwrap_or_default();
    let mut endings = Endings::default();
    for (ix, step) in new.steps().filter(|(_, step)| matches!(step.kind, Kind::Ending(_))) {
        let Some(was) = pair.before(ix).filter(|_| step.may_end()) else { continue };
        match (at(&before, was), at(&now, ix)) {
            (false, true) => endings.now_reached.push(ix),
            (true, false) => endings.no_longer_reached.push(ix),
            _ => {}
        }
    }
    endings
}

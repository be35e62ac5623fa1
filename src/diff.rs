//! Compares two libraries in terms of walks: what a caller would notice, not which lines differ.

mod cases;
mod content;
mod facts;
mod lockstep;
mod matching;
mod moved;
mod place;
mod replies;
mod scenarios;
mod steps;
mod trees;
mod vocabulary;

pub use cases::{CaseChange, CaseReport, Fate, compare_cases};
pub use content::{Languages, condition, guard, input, way_name};
pub use lockstep::{Move, Parting, Said};
pub use matching::{Matching, Pair};
pub use moved::{Dropped, MovedCase, move_case};
pub use place::{End, Place};
pub use scenarios::{ScenarioChange, ScenarioReport, compare_scenarios};
pub use steps::{Change, Leads, StepChange, To, role};
pub use trees::{CauseChange, Endings, TreeChange};
pub use vocabulary::{WordChange, WordKind};

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::{
    base::Id,
    case::record::Renames,
    check::Sealed,
    tree::{EdgeRole, Library, StepIx, TreeIx},
};

/// One of the two libraries.
#[derive(Clone, Copy, Debug)]
pub struct Side<'l> {
    /// The library as it was read, unsound trees included.
    pub read: &'l Library,
    /// The same without the unsound ones: what can be walked.
    pub sealed: &'l Sealed,
    /// The trees that count; the others only stand behind them.
    pub own: &'l BTreeSet<Id>,
}

/// Two libraries with what is known of how they belong together.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'l> {
    /// The library before.
    pub old: Side<'l>,
    /// The library now.
    pub new: Side<'l>,
}

/// Everything that a caller or an agent would notice.
#[derive(Clone, Debug, Default)]
pub struct ChangeReport {
    /// Trees that are new, by their position in the new library.
    pub appeared: Vec<TreeIx>,
    /// Trees that are gone, by their position in the old library.
    pub vanished: Vec<TreeIx>,
    /// Trees and parts that differ, in the order of their ids.
    pub trees: Vec<TreeChange>,
    /// Shared words that differ.
    pub words: Vec<WordChange>,
    /// How many trees and parts were compared.
    pub compared: usize,
    /// Which tree and which step is which.
    pub matching: Matching,
    /// What is called otherwise now.
    pub renames: Renames,
    /// For ways that lead elsewhere, by tree, step and way of before: the shortest walk that parts there.
    pub walks: FxHashMap<(TreeIx, StepIx, EdgeRole), Parting>,
    /// Walks that part although no way on them that a person chooses leads elsewhere, shortest first.
    pub partings: Vec<Parting>,
    /// Trees whose walks could not all be tried, because there are too many.
    pub cut_short: Vec<TreeIx>,
}

impl ChangeReport {
    /// Says whether every walk goes where it went and finds what it found; texts may differ.
    pub fn walks_are_same(&self) -> bool {
        self.appeared.is_empty()
            && self.vanished.is_empty()
            && self.partings.is_empty()
            && self.trees.iter().all(TreeChange::is_wording)
            && self.words.iter().all(WordChange::is_wording)
    }

    /// Says whether nothing differs at all.
    pub fn is_empty(&self) -> bool {
        self.walks_are_same() && self.trees.is_empty() && self.words.is_empty()
    }
}

/// Compares two libraries. `progress` is told how many trees of how many have been walked.
pub fn compare(sides: Sides<'_>, progress: &mut dyn FnMut(usize, usize)) -> ChangeReport {
    let mut report = match_up(sides);
    let matching = std::mem::take(&mut report.matching);
    lockstep::walk_all(sides, &matching, &mut report, progress);
    report.matching = matching;
    report
}

/// Compares two libraries without walking them: as much as cases need to be taken along.
pub fn match_up(sides: Sides<'_>) -> ChangeReport {
    let (old, new) = (sides.old.read, sides.new.read);
    let matching = matching::of(old, new, sides.old.own, sides.new.own);
    let mut renames = matching.renames(old, new);
    facts::note_renamed(old, new, &matching, &mut renames);
    let words = vocabulary::compare(old.vocabulary(), new.vocabulary());
    let trees = trees::compare(old, new, &matching, &mut renames);
    ChangeReport {
        compared: matching.pairs.len(),
        appeared: matching.appeared.clone(),
        vanished: matching.vanished.clone(),
        trees,
        words,
        renames,
        matching,
        ..ChangeReport::default()
    }
}

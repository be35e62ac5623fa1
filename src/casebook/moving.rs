//! Takes cases to other trees, and says before what becomes of their answers.

use std::collections::BTreeSet;

use super::{Stamp, head, is_started};
use crate::{
    base::Id,
    case::{
        Handling, Number,
        record::{Entry, Lost, Records, Renames, Resolver},
    },
    check::Sealed,
    diff::{ChangeReport, MovedCase, Side, Sides, match_up, move_case},
    engine::{Event, Session, Turn},
    library::{self, Loaded, Shelf},
    store::{CaseRow, CaseState, Failed, Head, Store, TurnRow},
    tree::Library,
};

/// All trees of one version, read as they stand.
#[derive(Debug)]
pub struct Whole {
    hash: String,
    read: Library,
    loaded: Loaded,
    own: BTreeSet<Id>,
}

impl Whole {
    /// Reads everything that stands on a shelf.
    pub fn of(shelf: &Shelf) -> Self {
        let (read, loaded) = shelf.load_all_as_read();
        let own = read.trees().map(|(_, tree)| tree.id.clone()).collect();
        Self { hash: shelf.version_hash(), read, loaded, own }
    }

    /// Returns the hash of the version.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Returns what can be walked.
    pub fn sealed(&self) -> &Sealed {
        &self.loaded.sealed
    }

    /// Returns the files with what was found in them.
    pub fn loaded(&self) -> &Loaded {
        &self.loaded
    }

    /// Returns it as one side of a comparison.
    pub fn side(&self) -> Side<'_> {
        Side { read: &self.read, sealed: &self.loaded.sealed, own: &self.own }
    }
}

/// The version from which cases come: its trees and what is called otherwise now; nothing if it is missing.
#[derive(Debug)]
pub struct Origin {
    /// The hash of the version.
    pub hash: String,
    /// Its trees, and how they belong to those of the other version.
    pub known: Option<(Whole, ChangeReport)>,
}

/// What becomes of a case that is moved.
#[derive(Debug)]
pub struct Moving {
    /// The case as it is kept.
    pub case: CaseRow,
    /// What becomes of its answers.
    pub outlook: Outlook,
    /// The turns by the new trees.
    turns: Vec<Turn>,
    renames: Renames,
}

/// What becomes of the answers of a case.
#[derive(Debug)]
pub enum Outlook {
    /// Everything is known.
    Known(Box<MovedCase>),
    /// The trees with which it began are missing: what the new ones do not have under the same name is lost.
    Blind {
        /// How many answers are used.
        kept: usize,
        /// What is lost.
        lost: Vec<Lost>,
    },
}

impl Moving {
    /// Returns the turns by the new trees.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// Counts the answers that are not used any more.
    pub fn dropped(&self) -> usize {
        match &self.outlook {
            Outlook::Known(moved) => moved.dropped.len(),
            Outlook::Blind { lost, .. } => lost.len(),
        }
    }
}

/// Why a case is not moved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unmoved {
    /// The store failed.
    #[error(transparent)]
    Failed(#[from] Failed),
    /// It is over.
    #[error("the case {number} has ended: {state}", state = .state.as_str())]
    Ended {
        /// The case.
        number: Number,
        /// How.
        state: CaseState,
    },
    /// It goes on with these trees already.
    #[error("the case {0} goes on with these trees already")]
    Same(Number),
    /// The tree with which it began is gone.
    #[error("the tree `{tree}` of case {number} is gone")]
    NoTree {
        /// The case.
        number: Number,
        /// The tree.
        tree: String,
    },
    /// The tree cannot be walked.
    #[error("the tree `{tree}` of case {number} has errors")]
    Unsound {
        /// The case.
        number: Number,
        /// The tree.
        tree: String,
    },
    /// The turns do not tell a case.
    #[error("the turns of case {0} cannot be read")]
    Unreadable(Number),
}

impl Unmoved {
    /// Says what to do.
    pub fn help(&self) -> String {
        match self {
            Self::Failed(failed) => failed.help().to_owned(),
            Self::Ended { number, .. } => format!("it can be moved after: lotse case reopen {number}"),
            Self::Same(number) => format!("go on with it: lotse resume {number}"),
            Self::NoTree { .. } => "it goes on with its own version; `lotse case close` closes it".to_owned(),
            Self::Unsound { .. } => "`lotse check` says which; until then it goes on with its own version".to_owned(),
            Self::Unreadable(_) => "`lotse store check` says more; a backup helps".to_owned(),
        }
    }
}

/// Reads a version from the store, and compares it with the one to which cases are taken.
pub(super) fn origin(store: &mut dyn Store, hash: &str, new: &Whole) -> Result<Origin, Failed> {
    let known = shelf_of(store, hash)?.map(|shelf| {
        let old = Whole::of(&shelf);
        let changes = match_up(Sides { old: old.side(), new: new.side() });
        (old, changes)
    });
    Ok(Origin { hash: hash.to_owned(), known })
}

/// Reads a version from the store; nothing if it is missing or damaged.
pub(super) fn shelf_of(store: &mut dyn Store, hash: &str) -> Result<Option<Shelf>, Failed> {
    let version =
        store.version(hash)?.map(|it| library::Version { hash: it.hash, manifest: it.manifest, files: it.files });
    Ok(version.and_then(|version| Shelf::of_version(&version)))
}

/// Finds out what becomes of a case; changes nothing.
pub(super) fn outlook(store: &mut dyn Store, case: &CaseRow, from: &Origin, new: &Whole) -> Result<Moving, Unmoved> {
    let number = &case.number;
    if !case.head.state.is_unfinished() {
        return Err(Unmoved::Ended { number: number.clone(), state: case.head.state });
    }
    if case.head.version == new.hash {
        return Err(Unmoved::Same(number.clone()));
    }
    let rows = store.turns(number, 0)?;
    let lines: String = rows.iter().map(|row| row.entry.line(number, row.turn, true)).collect();
    let records = Records::read(lines.as_bytes());
    let recorded = records.case(number).ok_or_else(|| Unmoved::Unreadable(number.clone()))?.read();
    if !records.problems().is_empty() || !recorded.problems().is_empty() {
        return Err(Unmoved::Unreadable(number.clone()));
    }
    let Some(tree) = recorded.tree().map(|tree| tree.to_string()) else {
        // Whoever waits for a person walks no tree: nothing can change.
        let turns = Resolver::new(new.sealed().library()).replay(&recorded).turns;
        let outlook = Outlook::Blind { kept: 0, lost: Vec::new() };
        return Ok(Moving { case: case.clone(), outlook, turns, renames: Renames::default() });
    };
    let Some((old, changes)) = &from.known else {
        let replay = Resolver::new(new.sealed().library()).replay(&recorded);
        if !is_started(&replay.turns) {
            return Err(not_there(number, tree, new));
        }
        let kept = replay.turns.iter().filter(|turn| matches!(turn.event, Event::Replied(..))).count();
        let outlook = Outlook::Blind { kept, lost: replay.lost };
        return Ok(Moving { case: case.clone(), outlook, turns: replay.turns, renames: Renames::default() });
    };
    let sides = Sides { old: old.side(), new: new.side() };
    let moved = move_case(sides, changes, &recorded).ok_or_else(|| {
        let now = changes.renames.trees.get(&Id::new(&tree)).map_or(tree.clone(), ToString::to_string);
        not_there(number, now, new)
    })?;
    let renames = changes.renames.within(|tree| rows.iter().any(|row| speaks_of(row, tree)));
    let turns = moved.turns.clone();
    Ok(Moving { case: case.clone(), outlook: Outlook::Known(Box::new(moved)), turns, renames })
}

fn not_there(number: &Number, tree: String, new: &Whole) -> Unmoved {
    let number = number.clone();
    if new.own.contains(&Id::new(&tree)) { Unmoved::Unsound { number, tree } } else { Unmoved::NoTree { number, tree } }
}

/// Says whether a turn names a tree.
fn speaks_of(row: &TurnRow, tree: &Id) -> bool {
    let entry = &row.entry;
    let whole = entry.private.as_ref().unwrap_or(&entry.body);
    entry.tree.as_deref() == Some(tree.as_str())
        || whole.contains(&format!("{tree}:"))
        || whole.contains(&format!("\"{tree}\""))
}

/// The turn and the head of a case that is moved.
pub(super) fn row(moving: &Moving, new: &Whole, stamp: &Stamp) -> (TurnRow, Head) {
    let before = &moving.case.head;
    let handling = Handling::Moved { to: new.hash.clone(), renames: moving.renames.clone() };
    let row = stamp.row(moving.case.last.saturating_add(1), Entry::of_handling(&handling));
    let moved = Head { version: new.hash.clone(), ..before.clone() };
    if !is_started(&moving.turns) {
        return (row, moved);
    }
    let session = Session::replay(new.sealed(), moving.turns.clone());
    let stands = head::of_session(before, &session, std::slice::from_ref(&row), stamp);
    // It lies where it lay, unless the new trees lead it to an end. Nobody has gone on with it.
    let state = if stands.state == CaseState::Open { before.state } else { stands.state };
    (row, Head { state, ended: stands.ended, walked: stands.walked, ..moved })
}

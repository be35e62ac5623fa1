//! Opens a case from the store: its turns, and the trees that it goes on with.

use super::{Kept, moving::shelf_of as read_shelf};
use crate::{
    base::Id,
    case::{
        Number,
        record::{Lost, Records, Replay, Resolver},
    },
    engine::{Event, Session, Turn, View},
    library::{Loaded, Shelf},
    store::{CaseRow, Failed, Store, TurnRow},
};

/// A case as it stands in the store, with the trees that it walks.
#[derive(Debug)]
pub struct Opened {
    /// What is kept beside the turns.
    pub case: CaseRow,
    /// Everything that happened, in order.
    pub rows: Vec<TurnRow>,
    /// The shelf of its version; nothing if the current one is the same.
    pub shelf: Option<Shelf>,
    /// The trees that it has walked.
    pub loaded: Loaded,
    /// The turns of the engine.
    pub turns: Vec<Turn>,
    /// The number of each of them in the case.
    pub numbers: Vec<u32>,
    /// How the person described the problem.
    pub own_words: Option<String>,
    /// What its own version does not have; nothing unless somebody wrote to the store by hand.
    pub lost: Vec<Lost>,
}

/// Why a case cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unopened {
    /// The store failed.
    #[error(transparent)]
    Failed(#[from] Failed),
    /// The version of the trees is missing or damaged.
    #[error("the trees of case {0} are missing from the store")]
    NoVersion(Number),
    /// The turns do not tell a case.
    #[error("the turns of case {number} cannot be read: {problem}")]
    Unreadable {
        /// The case.
        number: Number,
        /// What is wrong.
        problem: String,
    },
}

impl Unopened {
    /// Says what to do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Failed(failed) => failed.help(),
            Self::NoVersion(_) => "`lotse case move` takes it to the current trees",
            Self::Unreadable { .. } => "`lotse store check` says more; a backup helps",
        }
    }
}

impl Opened {
    /// Returns the shelf that the case goes on with.
    pub fn shelf<'s>(&'s self, current: &'s Shelf) -> &'s Shelf {
        self.shelf.as_ref().unwrap_or(current)
    }

    /// Returns how far the case is kept, to go on with it.
    pub fn kept(&self) -> Kept {
        Kept::of_case(&self.case, &self.turns)
    }

    /// Says whether one of the trees that the case has walked stands otherwise on the current shelf.
    pub fn has_other_trees(&self, current: &Shelf) -> bool {
        let Some(own) = &self.shelf else { return false };
        !self.loaded.sealed.library().trees().all(|(_, tree)| own.has_same(current, &tree.id))
    }

    /// Computes where the case stands.
    pub fn session(&self) -> Session<'_> {
        Session::replay(&self.loaded.sealed, self.turns.clone())
    }
}

/// Opens a case.
pub(super) fn open(
    store: &mut dyn Store,
    shelves: &mut Vec<(String, Shelf)>,
    number: &Number,
    current: &Shelf,
) -> Result<Opened, Unopened> {
    let case = store.case(number)?.ok_or_else(|| Failed::NoCase(number.clone()))?;
    let rows = store.turns(number, 0)?;
    let shelf = if case.head.version == current.version_hash() {
        None
    } else {
        let shelf = remembered_shelf(store, shelves, &case.head.version)?;
        Some(shelf.ok_or_else(|| Unopened::NoVersion(number.clone()))?)
    };
    let lines: String = rows.iter().map(|row| row.entry.line(number, row.turn, true)).collect();
    let unreadable = |problem: &str| Unopened::Unreadable { number: number.clone(), problem: problem.to_owned() };
    let records = Records::read(lines.as_bytes());
    let recorded = records.case(number).ok_or_else(|| unreadable("there are none"))?.read();
    if let Some(problem) = records.problems().first().or_else(|| recorded.problems().first()) {
        return Err(unreadable(&problem.message));
    }
    let own_words = recorded.own_words().map(str::to_owned);
    let (loaded, replay) = walk(shelf.as_ref().unwrap_or(current), &recorded);
    let Replay { turns, numbers, lost, .. } = replay;
    // What a move dropped was told when it was moved.
    let lost = if rows.iter().any(|row| row.entry.kind == "moved") { Vec::new() } else { lost };
    Ok(Opened { case, rows, shelf, loaded, turns, numbers, own_words, lost })
}

/// How many versions of the trees are remembered: a list of cases opens the same few again and again.
const MOST_SHELVES: usize = 4;

/// Lays out a version of the trees; nothing if it is missing or damaged.
fn remembered_shelf(
    store: &mut dyn Store,
    shelves: &mut Vec<(String, Shelf)>,
    version: &str,
) -> Result<Option<Shelf>, Failed> {
    if let Some((_, shelf)) = shelves.iter().find(|(own, _)| own == version) {
        return Ok(Some(shelf.clone()));
    }
    let shelf = read_shelf(store, version)?;
    if let Some(shelf) = &shelf {
        shelves.truncate(MOST_SHELVES - 1);
        shelves.insert(0, (version.to_owned(), shelf.clone()));
    }
    Ok(shelf)
}

/// Reads the trees that a case has walked, in the order in which it came to them.
fn walk(shelf: &Shelf, recorded: &crate::case::record::RecordedTurns<'_>) -> (Loaded, Replay) {
    let mut loaded = shelf.load(&recorded.trees());
    let mut replay = Resolver::new(loaded.sealed.library()).replay(recorded);
    while let View::Missing(id) = Session::replay(&loaded.sealed, replay.turns.clone()).view() {
        let Some(longer) = extend(shelf, &loaded, id) else { break };
        loaded = longer;
        replay = Resolver::new(loaded.sealed.library()).replay(recorded);
    }
    (loaded, replay)
}

/// Reads one more tree for a case that goes on in it; nothing if it cannot be walked.
///
/// The turns of a case name trees by position, so what was there must stand where it stood.
pub fn extend(shelf: &Shelf, loaded: &Loaded, tree: &Id) -> Option<Loaded> {
    let wanted: Vec<Id> = loaded.wanted.iter().chain([tree]).cloned().collect();
    let longer = shelf.load(&wanted);
    let is_kept = loaded
        .sealed
        .library()
        .trees()
        .all(|(ix, tree)| longer.sealed.library().tree(ix).is_some_and(|other| other.id == tree.id));
    let is_there = longer.sealed.library().find(tree.as_str()).is_some();
    (is_kept && is_there).then_some(longer)
}

/// Says whether a case was begun in a tree.
pub fn is_started(turns: &[Turn]) -> bool {
    turns.iter().any(|turn| matches!(turn.event, Event::Started { .. }))
}

//! Works with cases: what front ends do with the store and the trees of a case, with all times as values.
//!
//! A case goes on with the version of the trees with which it began. What is kept beside its turns, so that cases can
//! be listed and counted, is computed anew from the replay whenever something is appended.

mod brief;
mod dispatch;
mod erasing;
mod head;
mod holder;
mod kept;
mod moving;
mod number;
mod opened;
mod replaying;
mod stamp;
mod story;

pub use brief::{Brief, age, brief};
pub use dispatch::Dispatch;
pub use erasing::Aged;
pub use holder::{Holder, Presence};
pub use kept::Kept;
pub use moving::{Moving, Origin, Outlook, Unmoved, Whole};
pub use number::{Unfound, spelled};
pub use opened::{Opened, Unopened, extend, is_started};
pub use replaying::Replayed;
pub use stamp::{Channel, LONGEST_TURN, Stamp, spent};
pub use story::{Line, Said, story};

use crate::{
    case::{Handling, Number, record::Entry},
    engine::{Event, Session},
    library::{self, Shelf},
    store::{CaseRow, CaseState, Failed, Filter, Head, Moment, Onward, Store, TurnRow, Version},
};

/// The cases of a store.
pub struct Casebook {
    store: Box<dyn Store>,
    /// Who holds the cases that are opened to be gone on with.
    holder: Option<Holder>,
    /// Where escalations go; nothing if nobody said.
    dispatch: Option<Dispatch>,
    /// The versions of the trees that were opened last.
    shelves: Vec<(String, Shelf)>,
}

impl std::fmt::Debug for Casebook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Casebook")
            .field("store", &self.store.name())
            .field("holder", &self.holder)
            .finish_non_exhaustive()
    }
}

impl Casebook {
    /// Opens the cases of a store.
    pub fn new(store: Box<dyn Store>, holder: Option<Holder>) -> Self {
        Self { store, holder, dispatch: None, shelves: Vec::new() }
    }

    /// Sends every escalation somewhere: it is put into the outbox with the turn that ends the walk.
    #[must_use]
    pub fn dispatching(mut self, dispatch: Option<Dispatch>) -> Self {
        self.dispatch = dispatch;
        self
    }

    /// Returns the store.
    pub fn store(&mut self) -> &mut dyn Store {
        &mut *self.store
    }

    /// Names the store, as people named it.
    pub fn name(&self) -> &str {
        self.store.name()
    }

    /// Says whether a turn is worth keeping a case for: there is none before the first answer.
    pub fn is_begun(session: &Session<'_>) -> bool {
        session.turns().iter().any(|turn| !matches!(turn.event, Event::Started { .. } | Event::Fact { .. }))
    }

    /// Begins a case with everything that happened so far; the shelf is what it goes on with.
    pub fn begin(
        &mut self,
        number: &Number,
        shelf: &Shelf,
        session: &Session<'_>,
        own_words: Option<&str>,
        stamp: &Stamp,
    ) -> Result<Kept, Failed> {
        let hash = shelf.version_hash();
        self.keep_version(&hash, shelf, stamp.now)?;
        let mut rows: Vec<TurnRow> =
            own_words.map(|words| stamp.row(0, Entry::of_own_words(words))).into_iter().collect();
        let mut kept = Kept::new(number.clone(), hash);
        rows.extend(kept.rows(session, stamp));
        if let Some(dispatch) = &self.dispatch {
            dispatch.add(&mut *self.store, (&kept, session), &mut rows, own_words, stamp)?;
        }
        kept.head = head::of_session(&kept.head, session, &rows, stamp);
        let case = CaseRow {
            number: number.clone(),
            tree: kept.head.walked.clone(),
            head: kept.head.clone(),
            holder: self.holder.as_ref().map(ToString::to_string),
            last: rows.last().map_or(0, |row| row.turn),
            began: stamp.now,
            changed: stamp.now,
            spent: rows.iter().map(|row| row.spent).sum(),
            reopened: 0,
            erased: None,
        };
        self.store.begin(&case, &rows)?;
        kept.take_over(&rows, session);
        Ok(kept)
    }

    /// Keeps a version of the trees, unless it is kept already.
    pub fn keep_version(&mut self, hash: &str, shelf: &Shelf, now: Moment) -> Result<(), Failed> {
        if self.store.has_version(hash)? {
            return Ok(());
        }
        self.store.keep_version(&version_of(shelf), now)
    }

    /// Keeps the turns of a session that are not kept yet; returns only when they are durable.
    pub fn keep(&mut self, kept: &mut Kept, session: &Session<'_>, stamp: &Stamp) -> Result<(), Failed> {
        let mut rows = kept.rows(session, stamp);
        if rows.is_empty() {
            return Ok(());
        }
        if let Some(dispatch) = &self.dispatch {
            dispatch.add(&mut *self.store, (kept, session), &mut rows, None, stamp)?;
        }
        let head = head::of_session(&kept.head, session, &rows, stamp);
        self.store.append(&kept.number, kept.last, &rows, &head)?;
        kept.take_over(&rows, session);
        kept.head = head;
        Ok(())
    }

    /// Takes note of what was done with a case.
    pub fn handle(
        &mut self,
        kept: &mut Kept,
        handling: &Handling,
        session: Option<&Session<'_>>,
        stamp: &Stamp,
    ) -> Result<(), Failed> {
        let row = stamp.row(kept.last.saturating_add(1), Entry::of_handling(handling));
        let head = head::of_handling(&kept.head, handling, session, stamp);
        self.store.append(&kept.number, kept.last, std::slice::from_ref(&row), &head)?;
        kept.last = row.turn;
        kept.head = head;
        Ok(())
    }

    /// Keeps turns as [`Self::keep`] does; what others only wrote down meanwhile is no hindrance. Says whether they did.
    pub fn keep_beside(&mut self, kept: &mut Kept, session: &Session<'_>, stamp: &Stamp) -> Result<bool, Failed> {
        let mut merged = false;
        loop {
            match self.keep(kept, session, stamp) {
                Err(Failed::Changed { .. }) if self.catch_up(kept)? => merged = true,
                done => return done.map(|()| merged),
            }
        }
    }

    /// Takes note as [`Self::handle`] does, behind whatever others did meanwhile.
    pub fn handle_beside(
        &mut self,
        kept: &mut Kept,
        handling: &Handling,
        session: Option<&Session<'_>>,
        stamp: &Stamp,
    ) -> Result<(), Failed> {
        loop {
            match self.handle(kept, handling, session, stamp) {
                Err(Failed::Changed { .. }) => {
                    let case = self.store.case(&kept.number)?.ok_or_else(|| Failed::NoCase(kept.number.clone()))?;
                    (kept.last, kept.head) = (case.last, case.head);
                }
                done => return done,
            }
        }
    }

    /// Takes in what others did, if the walk stands where it stood; returns whether it does.
    fn catch_up(&mut self, kept: &mut Kept) -> Result<bool, Failed> {
        let Some(case) = self.store.case(&kept.number)? else { return Ok(false) };
        let rows = self.store.turns(&kept.number, kept.last.saturating_add(1))?;
        let beside = |row: &TurnRow| matches!(row.entry.kind.as_str(), "noted" | "parked" | "resumed" | "handed-over");
        if rows.is_empty() || !rows.iter().all(beside) {
            return Ok(false);
        }
        kept.last = rows.last().map_or(kept.last, |row| row.turn);
        kept.head = case.head;
        Ok(true)
    }

    /// Opens a case that has ended again: it came back, or something was forgotten. The last answer stands open.
    pub fn reopen(&mut self, kept: &mut Kept, session: &mut Session<'_>, stamp: &Stamp) -> Result<(), Failed> {
        let mut handling = stamp.row(kept.last.saturating_add(1), Entry::of_handling(&Handling::Reopened));
        if let Some(ended) = &kept.head.ended {
            // Which ending comes back is counted, and the head forgets it.
            handling.entry.tree = Some(ended.tree.clone());
            handling.entry.step = Some(ended.step.clone());
            handling.entry.answer = Some(kept.head.state.as_str().to_owned());
        }
        let before = session.clone();
        if head::has_ended(session) {
            head::open_last(session);
        }
        let mut rows = vec![handling];
        let mut ahead = kept.clone();
        ahead.last = ahead.last.saturating_add(1);
        rows.extend(ahead.rows(session, stamp));
        let head = Head { state: CaseState::Open, ended: None, ..head::of_session(&kept.head, session, &rows, stamp) };
        match self.store.append(&kept.number, kept.last, &rows, &head) {
            Ok(()) => {
                kept.take_over(&rows, session);
                kept.head = head;
                Ok(())
            }
            Err(failed) => {
                *session = before;
                Err(failed)
            }
        }
    }

    /// Says that nobody is at work on a case any more.
    pub fn release(&mut self, number: &Number) -> Result<(), Failed> {
        self.store.hold(number, None)
    }

    /// Says who is at work on a case from now on.
    pub fn hold(&mut self, number: &Number) -> Result<(), Failed> {
        let holder = self.holder.as_ref().map(ToString::to_string);
        self.store.hold(number, holder.as_deref())
    }

    /// Says whether somebody else is at work on a case.
    pub fn presence(&self, case: &CaseRow) -> Presence {
        match case.holder.as_deref().map(Holder::parse) {
            None | Some(None) => Presence::Gone,
            Some(Some(holder)) if self.holder.as_ref() == Some(&holder) => Presence::Gone,
            Some(Some(holder)) => holder.presence(),
        }
    }

    /// Opens a case: its turns, and the trees that it goes on with. `current` serves if it is the same version.
    pub fn open(&mut self, number: &Number, current: &Shelf) -> Result<Opened, Unopened> {
        opened::open(&mut *self.store, &mut self.shelves, number, current)
    }

    /// Reads a version that cases go on with, and compares it with the one to which they are taken.
    pub fn origin(&mut self, version: &str, new: &Whole) -> Result<Origin, Failed> {
        moving::origin(&mut *self.store, version, new)
    }

    /// Finds out what becomes of a case that is taken to other trees; changes nothing.
    pub fn outlook(&mut self, case: &CaseRow, from: &Origin, new: &Whole) -> Result<Moving, Unmoved> {
        moving::outlook(&mut *self.store, case, from, new)
    }

    /// Takes a case to other trees; `shelf` is where they stand. Nothing happens if the case has changed meanwhile.
    pub fn move_to(&mut self, moving: &Moving, new: &Whole, shelf: &Shelf, stamp: &Stamp) -> Result<Kept, Failed> {
        let version = if self.store.has_version(new.hash())? { None } else { Some(version_of(shelf)) };
        let (row, head) = moving::row(moving, new, stamp);
        let mut rows = [row];
        if let Some(dispatch) = self.dispatch.as_ref().filter(|_| head.state == CaseState::Escalated) {
            let session = Session::replay(new.sealed(), moving.turns().to_vec());
            let kept = Kept::of_case(&moving.case, moving.turns());
            dispatch.add(&mut *self.store, (&kept, &session), &mut rows, None, stamp)?;
        }
        let version = version.as_ref().map(|version| (version, stamp.now));
        self.store
            .go_on(&moving.case.number, &Onward { after: moving.case.last, turns: &rows, head: &head, version })?;
        Ok(Kept { last: moving.case.last.saturating_add(1), head, ..Kept::of_case(&moving.case, moving.turns()) })
    }

    /// Writes something down without going on with a case.
    pub fn note(&mut self, number: &Number, words: &str, stamp: &Stamp) -> Result<(), Failed> {
        loop {
            let case = self.store.case(number)?.ok_or_else(|| Failed::NoCase(number.clone()))?;
            let row = stamp.row(case.last.saturating_add(1), Entry::of_note(words));
            // Whoever is faster only shifts the number: a note fits behind everything.
            match self.store.append(number, case.last, std::slice::from_ref(&row), &case.head) {
                Err(Failed::Changed { .. }) => {}
                done => return done,
            }
        }
    }

    /// Finds a case by its number as people type it: small letters and a missing hyphen are no matter.
    pub fn find(&mut self, typed: &str) -> Result<CaseRow, Unfound> {
        number::find(&mut *self.store, typed)
    }

    /// Lists cases, the one that changed last first.
    pub fn list(&mut self, filter: &Filter) -> Result<Vec<CaseRow>, Failed> {
        self.store.cases(filter)
    }

    /// Finds the case that was begun and not finished, and changed last; not those in use elsewhere.
    pub fn last_unfinished(&mut self, filter: Filter) -> Result<Option<CaseRow>, Failed> {
        let states = vec![CaseState::Open, CaseState::Parked];
        let cases = self.store.cases(&Filter { states, limit: MOST_SOUGHT, ..filter })?;
        Ok(cases.into_iter().find(|case| !matches!(self.presence(case), Presence::Here | Presence::Elsewhere)))
    }

    /// Finds the case that was interrupted: nobody parked it, and whoever was at work on it is gone.
    pub fn interrupted(&mut self, filter: Filter) -> Result<Option<CaseRow>, Failed> {
        let cases = self.store.cases(&Filter { states: vec![CaseState::Open], limit: MOST_SOUGHT, ..filter })?;
        let was_held_here = |case: &&CaseRow| {
            let holder = case.holder.as_deref().and_then(Holder::parse);
            holder.is_some_and(|holder| self.holder.as_ref().is_some_and(|own| own.host == holder.host))
                && self.presence(case) == Presence::Gone
        };
        Ok(cases.iter().find(was_held_here).cloned())
    }
}

fn version_of(shelf: &Shelf) -> Version {
    let library::Version { hash, manifest, files } = shelf.version();
    Version { hash, manifest, files }
}

/// Among how many cases one that can be gone on with is looked for.
const MOST_SOUGHT: u32 = 100;

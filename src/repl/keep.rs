//! Keeps what happens in a dialogue, and says on leaving where it is kept.

use super::{
    Keeping, Manner,
    dialogue::{Dialogue, Next, answers},
    going::Going,
};
use crate::{
    engine::{Session, is_begun},
    library::Shelf,
    store::Failed,
};

/// Why a turn could not be kept.
#[derive(Debug)]
pub enum Unkept {
    /// The file of a record failed.
    Record(std::io::Error),
    /// The store failed.
    Store(Failed),
}

impl Dialogue<'_> {
    /// Returns the trees that the case goes on with.
    pub(super) fn own_shelf(&self) -> &Shelf {
        self.pinned.as_ref().unwrap_or(self.shelf)
    }

    /// Returns in which words the dialogue is held now.
    pub fn manner(&self) -> Manner {
        Manner { lang: self.words.lang(), voice: self.setup.voice }
    }

    /// Says whether leaving loses nothing.
    pub(super) fn is_kept(&self) -> bool {
        self.journal.is_some() || self.desk.is_some()
    }

    /// Makes every turn of a case durable.
    pub(super) fn keep(&mut self, session: &Session<'_>) -> Next {
        match self.keep_recorded(session) {
            Next::Show => self.keep_at_desk(session),
            other => other,
        }
    }

    /// Keeps the turns in a file; without a tree there is no case yet.
    fn keep_recorded(&mut self, session: &Session<'_>) -> Next {
        let turns = session.turns();
        let Some(journal) = self.journal.as_mut().filter(|_| is_begun(turns)) else { return Next::Show };
        let words = self.own_words.as_deref().map_or(Ok(()), |words| journal.keep_own_words(words));
        match words.and_then(|()| journal.keep(session.library().library(), turns)) {
            Ok(()) => Next::Show,
            Err(error) => {
                self.unkept = Some(Unkept::Record(error));
                Next::Leave
            }
        }
    }

    fn keep_at_desk(&mut self, session: &Session<'_>) -> Next {
        let Some(desk) = self.desk.clone() else { return Next::Show };
        let (number, manner, words) = (&self.setup.number, self.manner(), self.own_words.as_deref());
        let known = desk.last_turn();
        match desk.keep(number, self.own_shelf(), session, words, manner) {
            Ok(Keeping::Kept) => Next::Show,
            Ok(Keeping::Merged) => {
                self.going = Some(Going::Reload { known, taken: true });
                Next::Go
            }
            Err(Failed::Changed { .. }) => {
                self.going = Some(Going::Reload { known, taken: false });
                Next::Go
            }
            // Somebody else's new case has this number: a fresh one does as well.
            Err(Failed::Exists(_)) if !desk.has_case() => {
                self.setup.number = desk.fresh_number();
                let number = self.setup.number.to_string();
                self.notice("case-renumbered", &[("number", (&number).into())]);
                self.keep_at_desk(session)
            }
            Err(failed) => self.fail(failed),
        }
    }

    /// Ends the dialogue if the store was named; else goes on without it, and says so.
    pub(super) fn fail(&mut self, failed: Failed) -> Next {
        if self.desk.as_ref().is_some_and(super::Desk::is_required) {
            self.unkept = Some(Unkept::Store(failed));
            return Next::Leave;
        }
        self.desk = None;
        self.screen.gap();
        let problem = failed.to_string();
        self.notice("case-unkept", &[("problem", (&problem).into())]);
        Next::Show
    }

    /// Puts the case aside and says how to go on later.
    pub(super) fn leave(&mut self, session: &Session<'_>) {
        let desk = self.desk.clone().filter(super::Desk::has_case);
        if let Some(desk) = &desk
            && let Err(failed) = desk.park()
        {
            // What was answered is kept; only that nobody is at work on it any more is not known there.
            let problem = failed.to_string();
            self.notice("case-unparked", &[("problem", (&problem).into())]);
        }
        self.screen.gap();
        self.notice("leave-unfinished", &[]);
        self.notice("leave-state", &[("count", answers(session).into())]);
        let number = self.setup.number.to_string();
        let file = self.journal.as_ref().map(|journal| journal.name().to_owned());
        match (desk, file) {
            (Some(desk), _) => {
                let option = desk.option();
                self.notice("leave-parked", &[("number", (&number).into()), ("option", (&option).into())])
            }
            (None, Some(file)) => self.notice("leave-kept", &[("number", (&number).into()), ("file", (&file).into())]),
            // There is no case before the first answer, and nothing to go on with.
            (None, None) if self.desk.is_some() => Next::Leave,
            (None, None) => self.notice("leave-number", &[("number", (&number).into())]),
        };
    }
}

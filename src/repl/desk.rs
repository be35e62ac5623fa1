//! Where dialogues keep their cases: one case at a time, every turn durable before the next question.

use std::{
    hash::{BuildHasher as _, Hasher as _, RandomState},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use super::{Errand, Voice};
use crate::{
    base::Lang,
    case::{Handling, Number},
    casebook::{Casebook, Channel, Kept, Opened, Presence, Stamp, Unfound, Unopened, spent},
    engine::Session,
    library::Shelf,
    store::{CaseRow, CaseState, Failed, Filter, Moment},
};

/// A place to work on cases. Clones are the same place.
#[derive(Clone, Debug)]
pub struct Desk(Arc<Mutex<Bench>>);

/// What stands on it.
#[derive(Debug)]
struct Bench {
    book: Casebook,
    agent: Option<String>,
    channel: Channel,
    /// Whether the store was named, so that it must not fail.
    required: bool,
    /// What names the store on a command line; nothing for the default one.
    option: String,
    current: Option<Kept>,
    lang: Lang,
    voice: Voice,
    /// When the last turn was made, or the case taken up.
    since: Instant,
    /// What sends the messages that a case has caused.
    errand: Option<Errand>,
}

/// What became of turns that were to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// They are durable.
    Kept,
    /// They are durable, behind something that others wrote down meanwhile.
    Merged,
}

/// In which words a dialogue is held at the moment.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// The language.
    pub lang: Lang,
    /// Who holds it.
    pub voice: Voice,
}

impl Desk {
    /// Sets a desk up for somebody.
    pub fn new(book: Casebook, agent: Option<String>, channel: Channel) -> Self {
        Self(Arc::new(Mutex::new(Bench {
            book,
            agent,
            channel,
            required: false,
            option: String::new(),
            current: None,
            lang: Lang::EN,
            voice: Voice::Customer,
            since: Instant::now(),
            errand: None,
        })))
    }

    /// The same, where the store was named with this option: then nothing goes on without it.
    #[must_use]
    pub fn named(self, option: String) -> Self {
        let mut bench = self.bench();
        bench.required = true;
        bench.option = option;
        drop(bench);
        self
    }

    /// The same, with what sends messages as soon as they are durable.
    #[must_use]
    pub fn sending(self, errand: Option<Errand>) -> Self {
        self.bench().errand = errand;
        self
    }

    /// Returns what sends messages.
    pub fn errand(&self) -> Option<Errand> {
        self.bench().errand.clone()
    }

    /// Gives back what is being sent, because the program ends.
    pub fn give_back(&self) -> Result<(), Failed> {
        let mut bench = self.bench();
        let bench = &mut *bench;
        bench.errand.as_ref().map_or(Ok(()), |errand| errand.give_back(bench.book.store()))
    }

    fn bench(&self) -> MutexGuard<'_, Bench> {
        // What a thread that panicked left behind is still whole: the store keeps all or nothing.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says whether the dialogue must end when its turns cannot be kept.
    pub fn is_required(&self) -> bool {
        self.bench().required
    }

    /// Returns what names the store on a command line, with a blank in front; nothing for the default one.
    pub fn option(&self) -> String {
        self.bench().option.clone()
    }

    /// Returns who works here.
    pub fn agent(&self) -> Option<String> {
        self.bench().agent.clone()
    }

    /// Says whether the case that is walked stands in the store.
    pub fn has_case(&self) -> bool {
        self.bench().current.is_some()
    }

    /// Returns the number of the last turn of the current case that is known here.
    pub fn last_turn(&self) -> u32 {
        self.bench().current.as_ref().map_or(0, |kept| kept.last)
    }

    /// Returns a number that no case has.
    pub fn fresh_number(&self) -> Number {
        loop {
            let number = Number::from_random(random());
            // A store that fails says so when the case begins.
            if !matches!(self.bench().book.store().case(&number), Ok(Some(_))) {
                return number;
            }
        }
    }

    /// Keeps what is new of a case; one without any answer is none yet.
    pub fn keep(
        &self,
        number: &Number,
        shelf: &Shelf,
        session: &Session<'_>,
        own_words: Option<&str>,
        manner: Manner,
    ) -> Result<Keeping, Failed> {
        let mut bench = self.bench();
        let bench = &mut *bench;
        (bench.lang, bench.voice) = (manner.lang, manner.voice);
        let stamp = bench.stamp();
        let Some(kept) = &mut bench.current else {
            if Casebook::is_begun(session) {
                bench.current = Some(bench.book.begin(number, shelf, session, own_words, &stamp)?);
                bench.since = Instant::now();
                bench.send(false);
            }
            return Ok(Keeping::Kept);
        };
        if session.turns().len() <= kept.turns {
            return Ok(Keeping::Kept);
        }
        let was_escalated = kept.head.state == CaseState::Escalated;
        let keeping = if bench.book.keep_beside(kept, session, &stamp)? { Keeping::Merged } else { Keeping::Kept };
        bench.since = Instant::now();
        bench.send(was_escalated);
        Ok(keeping)
    }

    /// Finds a case by its number as it was typed.
    pub fn find(&self, typed: &str) -> Result<CaseRow, Unfound> {
        self.bench().book.find(typed)
    }

    /// Lists cases.
    pub fn list(&self, filter: &Filter) -> Result<Vec<CaseRow>, Failed> {
        self.bench().book.list(filter)
    }

    /// Opens a case without taking it up.
    pub fn open(&self, number: &Number, shelf: &Shelf) -> Result<Opened, Unopened> {
        self.bench().book.open(number, shelf)
    }

    /// Says whether somebody else is at work on a case.
    pub fn presence(&self, case: &CaseRow) -> Presence {
        self.bench().book.presence(case)
    }

    /// Finds a case that was interrupted.
    pub fn interrupted(&self, filter: Filter) -> Result<Option<CaseRow>, Failed> {
        self.bench().book.interrupted(filter)
    }

    /// Finds the unfinished case that changed last.
    pub fn last_unfinished(&self, filter: Filter) -> Result<Option<CaseRow>, Failed> {
        self.bench().book.last_unfinished(filter)
    }

    /// Goes on with a case that was opened; from here on time counts.
    pub fn take_up(&self, opened: &Opened, manner: Manner) -> Result<(), Failed> {
        let mut bench = self.bench();
        let bench = &mut *bench;
        (bench.lang, bench.voice) = (manner.lang, manner.voice);
        let stamp = bench.stamp();
        let mut kept = opened.kept();
        bench.book.handle(&mut kept, &Handling::Resumed, None, &stamp)?;
        bench.book.hold(&kept.number)?;
        bench.current = Some(kept);
        bench.since = Instant::now();
        Ok(())
    }

    /// Goes on with what somebody else made of the current case.
    pub fn reload(&self, opened: &Opened) {
        let mut bench = self.bench();
        bench.current = Some(opened.kept());
        bench.since = Instant::now();
    }

    /// Takes note of what is done with the current case.
    pub fn handle(&self, handling: &Handling, session: Option<&Session<'_>>) -> Result<(), Failed> {
        let mut bench = self.bench();
        let bench = &mut *bench;
        let stamp = bench.stamp();
        match &mut bench.current {
            Some(kept) => bench.book.handle_beside(kept, handling, session, &stamp),
            None => Ok(()),
        }
    }

    /// Opens the current case again after its end.
    pub fn reopen(&self, session: &mut Session<'_>) -> Result<(), Failed> {
        let mut bench = self.bench();
        let bench = &mut *bench;
        let stamp = bench.stamp();
        match &mut bench.current {
            Some(kept) => bench.book.reopen(kept, session, &stamp),
            None => Ok(()),
        }
    }

    /// Puts the current case aside, if it is unfinished, and lets go of it.
    pub fn park(&self) -> Result<(), Failed> {
        let parked = {
            let bench = self.bench();
            bench.current.as_ref().is_some_and(|kept| kept.head.state == CaseState::Open)
        };
        let noted = if parked { self.handle(&Handling::Parked, None) } else { Ok(()) };
        noted.and(self.let_go())
    }

    /// Lets go of the current case, as it stands.
    pub fn let_go(&self) -> Result<(), Failed> {
        let mut bench = self.bench();
        let bench = &mut *bench;
        match bench.current.take() {
            Some(kept) => bench.book.release(&kept.number),
            None => Ok(()),
        }
    }
}

impl Bench {
    /// Sends what the current case has just caused, if somebody takes over.
    fn send(&self, was_escalated: bool) {
        if let (Some(errand), Some(kept)) = (&self.errand, &self.current)
            && !was_escalated
            && kept.head.state == CaseState::Escalated
        {
            errand.send(&kept.number);
        }
    }

    fn stamp(&self) -> Stamp {
        Stamp {
            now: now(),
            spent: spent(self.since.elapsed()),
            agent: self.agent.clone(),
            channel: self.channel,
            lang: self.lang.base(),
            voice: self.voice.as_str(),
        }
    }
}

/// Reads the clock.
pub fn now() -> Moment {
    Moment(jiff::Timestamp::now().as_millisecond())
}

/// Takes a random value from the system, which seeds the hasher of the standard library with it.
pub fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

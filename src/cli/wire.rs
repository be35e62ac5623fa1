//! `lotse run TREE --format json`: the dialogue for programs, one object a line in each direction.

mod end;
mod input;
mod view;

use std::io::{BufRead, stdin};

use super::{Exit, Outputs, outbox::see_off, run::complain_unkept};
use crate::{
    base::Id,
    case::{
        self, Phrase,
        secret::{SecretKind, secrets},
    },
    engine::{Ended, Event, Session, Turn, View},
    library::{Loaded, Shelf},
    repl::{
        Desk, Journal, Keeping, LONGEST_LINE, Manner, Refusal, Setup, Typed, Unkept, Voice, end_on_signals, extend,
        free_text, read_line,
    },
    screen::Screen,
    store::Failed,
    tree::Date,
    words::Words,
};
use view::Rejected;

/// What is the same through a whole case.
#[derive(Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) setup: &'a Setup,
    pub(super) own_words: Option<&'a str>,
}

/// Where a case is kept.
pub(super) struct Keepers {
    /// A file of records.
    pub(super) journal: Option<Box<dyn Journal>>,
    /// The store.
    pub(super) desk: Option<Desk>,
}

/// What the dialogue needs besides the case.
struct Wire<'a> {
    shelf: &'a Shelf,
    frame: Frame<'a>,
    words: Words,
    screen: &'a mut Screen,
    keepers: Keepers,
    /// Why the last turn could not be kept.
    unkept: Option<Unkept>,
    /// Whether the default store failed, so that the case is kept no more.
    lost: Option<Failed>,
}

/// Why a walk through one library stops.
enum Stop {
    Over(Exit),
    Missing(Id),
    /// Somebody else has gone on with the case.
    Changed,
}

impl Wire<'_> {
    fn today(&self) -> Date {
        self.frame.setup.today
    }

    fn frame(&self) -> case::Frame<'_> {
        case::Frame { number: &self.frame.setup.number, own_words: self.frame.own_words }
    }

    fn is_agent(&self) -> bool {
        self.frame.setup.voice == Voice::Agent
    }

    /// Makes every turn durable.
    fn keep(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        if let Some(journal) = &mut self.keepers.journal
            && let Err(error) = journal.keep(session.library().library(), session.turns())
        {
            self.unkept = Some(Unkept::Record(error));
            return Err(Stop::Over(Exit::Unusable));
        }
        let Some(desk) = &self.keepers.desk else { return Ok(()) };
        let setup = self.frame.setup;
        let manner = Manner { lang: setup.lang, voice: setup.voice };
        match desk.keep(&setup.number, self.shelf, session, self.frame.own_words, manner) {
            Ok(Keeping::Kept | Keeping::Merged) => Ok(()),
            Err(Failed::Changed { .. }) => {
                let number = setup.number.to_string();
                self.reject("case-changed", &self.words.tell("reject-changed", &[("number", (&number).into())]));
                Err(Stop::Changed)
            }
            Err(failed) if desk.is_required() => {
                self.unkept = Some(Unkept::Store(failed));
                Err(Stop::Over(Exit::Unusable))
            }
            Err(failed) => {
                self.lost = Some(failed);
                self.keepers.desk = None;
                Ok(())
            }
        }
    }
}

/// Walks on from some turns: writes a view, reads orders, and answers each of them.
pub(super) fn walk(
    shelf: &Shelf,
    first: Loaded,
    mut turns: Vec<Turn>,
    frame: Frame<'_>,
    keepers: Keepers,
    outputs: &mut Outputs,
) -> Exit {
    let words = Words::new(frame.setup.lang);
    let desk = keepers.desk.clone();
    let mut wire = Wire { shelf, frame, words, screen: &mut outputs.out, keepers, unkept: None, lost: None };
    end_on_signals(desk.clone());
    let mut loaded = first;
    let mut reader = stdin().lock();
    let exit = loop {
        match wire.walk_in(&loaded, &mut turns, &mut reader) {
            Stop::Over(exit) => break exit,
            Stop::Missing(missing) => match extend(shelf, &loaded, &missing) {
                Some(longer) => loaded = longer,
                None => turns.push(Turn { event: Event::Human }),
            },
            Stop::Changed => match desk.as_ref().map(|desk| (desk, desk.open(&frame.setup.number, shelf))) {
                Some((desk, Ok(opened))) => {
                    desk.reload(&opened);
                    (loaded, turns) = (opened.loaded, opened.turns);
                }
                _ => break Exit::Unusable,
            },
        }
    };
    let Wire { unkept, lost, words, .. } = wire;
    // Nobody is at work on the case any more; a store that fails has said so.
    let _parked = desk.as_ref().is_none_or(|desk| desk.park().is_ok());
    see_off(&words, desk.as_ref(), outputs);
    if let Some(failed) = lost {
        let _exit = outputs.complain(&format!("the case could not be kept: {failed}"), failed.help());
    }
    match unkept {
        Some(unkept) => complain_unkept(&unkept, outputs),
        None => exit,
    }
}

impl Wire<'_> {
    /// Walks until the case ends, or until another library is needed.
    fn walk_in(&mut self, loaded: &Loaded, turns: &mut Vec<Turn>, reader: &mut impl BufRead) -> Stop {
        let mut session = Session::replay(&loaded.sealed, std::mem::take(turns));
        let mut is_new = true;
        loop {
            if let Err(stop) = self.keep(&session) {
                return stop;
            }
            let view = session.view();
            match &view {
                View::Missing(id) => {
                    *turns = session.turns().to_vec();
                    return Stop::Missing((*id).clone());
                }
                View::Ended(ended) => {
                    let exit = if matches!(ended, Ended::Fixed { .. }) { Exit::Good } else { Exit::Findings };
                    self.show(&session, &view);
                    return Stop::Over(exit);
                }
                View::NotStarted => return Stop::Over(Exit::Unusable),
                View::Warning { .. } | View::Step { .. } | View::Collect { .. } => {}
            }
            if is_new {
                self.show(&session, &view);
            }
            if self.screen.failed().is_some() {
                return Stop::Over(Exit::Unfinished);
            }
            is_new = match read_line(reader) {
                Typed::Line(line) if line.trim().is_empty() => false,
                Typed::Line(line) => self.take(&mut session, &view, &line),
                Typed::NotText => self.reject("not-text", &self.words.say("reject-not-text")),
                Typed::TooLong => {
                    let most = LONGEST_LINE.to_string();
                    self.reject("line-too-long", &self.words.tell("reject-line-length", &[("max", (&most).into())]))
                }
                Typed::End | Typed::Interrupted => return Stop::Over(Exit::Unfinished),
            };
        }
    }

    /// Takes a line; returns whether a view is to be written.
    fn take(&mut self, session: &mut Session<'_>, view: &View<'_>, line: &str) -> bool {
        let phrase = Phrase { library: session.library().library(), words: &self.words };
        let said = match input::read(line) {
            Ok(said) => said,
            Err(why) => {
                let keys = self.words.tell("reject-wire-keys", &[("list", input::KEYS.join(", ").as_str().into())]);
                let message = self.words.tell("reject-wire", &[("why", (&format!("{why}; {keys}")).into())]);
                return self.reject("not-understood", &message);
            }
        };
        let understood = said.order.understand(session, phrase, self.today());
        if let Ok(input) = &understood
            && !said.insists
            && let Some(secret) = free_text(session, input).and_then(|text| secrets(text).first().copied())
        {
            return self.reject_secret(secret.kind);
        }
        let refusal = match understood.map(|input| session.input(input).map(drop)) {
            Ok(Ok(())) => return true,
            Ok(Err(rejection)) => Refusal::Engine(rejection),
            Err(refusal) => refusal,
        };
        let rejected = Rejected::of(phrase, view, &refusal, self.today());
        self.screen.json(&rejected);
        false
    }

    fn reject_secret(&mut self, kind: SecretKind) -> bool {
        let what = self.words.say(&format!("secret-what-{}", kind.as_str()));
        let message = self.words.tell("secret-refused-wire", &[("what", (&what).into())]);
        self.reject("looks-like-secret", &message)
    }

    fn reject(&mut self, why: &str, message: &str) -> bool {
        self.screen.json(&Rejected::plain(why, message));
        false
    }

    fn show(&mut self, session: &Session<'_>, view: &View<'_>) {
        let phrase = Phrase { library: session.library().library(), words: &self.words };
        let shown = view::show(phrase, session, view, self.frame(), self.is_agent(), self.today());
        self.screen.json(&shown);
    }
}

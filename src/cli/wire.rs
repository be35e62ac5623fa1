//! `lotse run TREE --format json`: the dialogue for programs, one object a line in each direction.

mod end;
mod input;
mod view;

use std::io::{BufRead, stdin};

use super::{Exit, Outputs, run::complain_unkept};
use crate::{
    base::Id,
    case::{self, Phrase},
    engine::{Ended, Event, Session, Turn, View},
    library::{Loaded, Shelf},
    repl::{Journal, LONGEST_LINE, Refusal, Setup, Typed, Voice, extend, read_line},
    screen::Screen,
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

/// What the dialogue needs besides the case.
struct Wire<'a> {
    frame: Frame<'a>,
    words: Words,
    screen: &'a mut Screen,
    journal: Option<Box<dyn Journal>>,
    /// Why the last turn could not be kept.
    unkept: Option<std::io::Error>,
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

    /// Makes every turn durable; returns whether that went well.
    fn keep(&mut self, session: &Session<'_>) -> bool {
        let Some(journal) = &mut self.journal else { return true };
        self.unkept = journal.keep(session.library().library(), session.turns()).err();
        self.unkept.is_none()
    }
}

/// Walks on from some turns: writes a view, reads orders, and answers each of them.
pub(super) fn walk(
    shelf: &Shelf,
    first: Loaded,
    mut turns: Vec<Turn>,
    frame: Frame<'_>,
    journal: Option<Box<dyn Journal>>,
    outputs: &mut Outputs,
) -> Exit {
    let words = Words::new(frame.setup.lang);
    let mut wire = Wire { frame, words, screen: &mut outputs.out, journal, unkept: None };
    let mut loaded = first;
    let mut reader = stdin().lock();
    let exit = loop {
        match wire.walk_in(&loaded, &mut turns, &mut reader) {
            Ok(exit) => break exit,
            Err(missing) => match extend(shelf, &loaded, &missing) {
                Some(longer) => loaded = longer,
                None => turns.push(Turn { event: Event::Human }),
            },
        }
    };
    match wire.unkept.take() {
        Some(error) => complain_unkept(&error, outputs),
        None => exit,
    }
}

impl Wire<'_> {
    /// Walks until the case ends, or until a tree is missing.
    fn walk_in(&mut self, loaded: &Loaded, turns: &mut Vec<Turn>, reader: &mut impl BufRead) -> Result<Exit, Id> {
        let mut session = Session::replay(&loaded.sealed, std::mem::take(turns));
        let mut is_new = true;
        loop {
            if !self.keep(&session) {
                return Ok(Exit::Unusable);
            }
            let view = session.view();
            match &view {
                View::Missing(id) => {
                    *turns = session.turns().to_vec();
                    return Err((*id).clone());
                }
                View::Ended(ended) => {
                    let exit = if matches!(ended, Ended::Fixed { .. }) { Exit::Good } else { Exit::Findings };
                    self.show(&session, &view);
                    return Ok(exit);
                }
                View::NotStarted => return Ok(Exit::Unusable),
                View::Warning { .. } | View::Step { .. } | View::Collect { .. } => {}
            }
            if is_new {
                self.show(&session, &view);
            }
            if self.screen.failed().is_some() {
                return Ok(Exit::Unfinished);
            }
            is_new = match read_line(reader) {
                Typed::Line(line) if line.trim().is_empty() => false,
                Typed::Line(line) => self.take(&mut session, &view, &line),
                Typed::NotText => self.reject("not-text", &self.words.say("reject-not-text")),
                Typed::TooLong => {
                    let most = LONGEST_LINE.to_string();
                    self.reject("line-too-long", &self.words.tell("reject-line-length", &[("max", (&most).into())]))
                }
                Typed::End | Typed::Interrupted => return Ok(Exit::Unfinished),
            };
        }
    }

    /// Takes a line; returns whether a view is to be written.
    fn take(&mut self, session: &mut Session<'_>, view: &View<'_>, line: &str) -> bool {
        let phrase = Phrase { library: session.library().library(), words: &self.words };
        let order = match input::read(line) {
            Ok(order) => order,
            Err(why) => {
                let keys = self.words.tell("reject-wire-keys", &[("list", input::KEYS.join(", ").as_str().into())]);
                let message = self.words.tell("reject-wire", &[("why", (&format!("{why}; {keys}")).into())]);
                return self.reject("not-understood", &message);
            }
        };
        let understood = order.understand(session, phrase, self.today());
        let refusal = match understood.map(|input| session.input(input).map(drop)) {
            Ok(Ok(())) => return true,
            Ok(Err(rejection)) => Refusal::Engine(rejection),
            Err(refusal) => refusal,
        };
        let rejected = Rejected::of(phrase, view, &refusal, self.today());
        self.screen.json(&rejected);
        false
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

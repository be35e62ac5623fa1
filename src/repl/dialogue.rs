//! Walks a person through a case, from the first question to the end.

use std::time::Instant;

use super::{
    Ask, Desk, Journal, Prompt, Refusal, Terminal, Typed, Unkept, Voice, Wanted, Way,
    command::{self, Command, Parsed},
    going::Going,
    opening, says_yes,
    show::Show,
    terminal::LONGEST_LINE,
};
use crate::{
    base::{Id, Lang},
    case::{Closing, Frame, HandOver, Number, Phrase},
    check::Sealed,
    engine::{Ended, Input, Passed, Rejection, Session, Turn, View},
    library::{Loaded, Shelf},
    screen::{Screen, Style},
    tree::{Date, FactIx, Library, TreeIx},
    words::Words,
};

/// How a dialogue ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It works again.
    Fixed,
    /// A person takes over.
    Escalated,
    /// The dialogue was left before that.
    Unfinished,
}

/// With what a dialogue begins.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The language to begin in.
    pub lang: Lang,
    /// Who holds the dialogue.
    pub voice: Voice,
    /// The number of the case.
    pub number: Number,
    /// The day it is.
    pub today: Date,
    /// What is known before.
    pub known: Vec<(FactIx, crate::engine::Value)>,
}

/// A dialogue with a person.
pub struct Dialogue<'a> {
    pub(super) shelf: &'a Shelf,
    pub(super) setup: Setup,
    pub(super) words: Words,
    /// The names of the commands in the language of the moment.
    pub(super) commands: command::Names,
    pub(super) screen: Screen,
    pub(super) terminal: Box<dyn Terminal>,
    pub(super) own_words: Option<String>,
    pub(super) journal: Option<Box<dyn Journal>>,
    /// Where the cases are kept.
    pub(super) desk: Option<Desk>,
    /// The trees of the case that is walked, if it began with others than those of today.
    pub(super) pinned: Option<Shelf>,
    /// Why the last turn could not be kept.
    pub(super) unkept: Option<Unkept>,
    /// Where to go on instead.
    pub(super) going: Option<Going>,
    pub(super) turns: Vec<Turn>,
    pub(super) titled: Option<TreeIx>,
    pub(super) collecting: bool,
    /// Whether it was said at this step how help is found.
    hinted: bool,
    pub(super) began: Instant,
    /// How long people were at work on the case before, in milliseconds.
    pub(super) worked: u64,
    /// How the last case went that was worked on here.
    pub(super) served: Option<Outcome>,
    /// The day it is; a case that is taken up counts from the day on which it began.
    pub(super) today: Date,
}

impl std::fmt::Debug for Dialogue<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dialogue").field("setup", &self.setup).finish_non_exhaustive()
    }
}

/// What comes after a line was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Show everything anew.
    Show,
    /// Only ask again.
    Ask,
    /// Leave.
    Leave,
    /// Go on elsewhere: where is noted in the dialogue.
    Go,
}

/// Why a walk through one library stops.
pub(super) enum Stop {
    Missing(Id),
    Over(Outcome),
    Go(Going),
}

impl<'a> Dialogue<'a> {
    /// Prepares a dialogue.
    pub fn new(shelf: &'a Shelf, setup: Setup, screen: Screen, terminal: Box<dyn Terminal>) -> Self {
        let words = Words::new(setup.lang);
        Self {
            shelf,
            commands: command::names(&words),
            words,
            screen,
            terminal,
            own_words: None,
            journal: None,
            desk: None,
            pinned: None,
            unkept: None,
            going: None,
            turns: Vec::new(),
            titled: None,
            collecting: false,
            hinted: false,
            began: Instant::now(),
            worked: 0,
            served: None,
            today: setup.today,
            setup,
        }
    }

    /// Keeps every turn in a journal before the next thing is shown.
    #[must_use]
    pub fn kept_in(mut self, journal: Option<Box<dyn Journal>>) -> Self {
        self.journal = journal;
        self
    }

    /// Keeps every case at a desk, too.
    #[must_use]
    pub fn at_desk(mut self, desk: Option<Desk>) -> Self {
        self.desk = desk;
        self
    }

    /// Takes out the error for which a turn could not be kept; the dialogue ended there.
    pub fn take_unkept(&mut self) -> Option<Unkept> {
        self.unkept.take()
    }

    /// Returns the error after which nothing could be written any more.
    pub fn failed(&self) -> Option<&std::io::Error> {
        self.screen.failed()
    }

    /// Gives the screen back.
    pub fn into_screen(self) -> Screen {
        self.screen
    }

    /// Walks a tree that was loaded to its end.
    pub fn walk(&mut self, tree: &Id, loaded: Loaded) -> Outcome {
        let turns = opening(&loaded.sealed, tree, self.setup.today, self.setup.voice, &self.setup.known);
        self.go_on(turns, loaded)
    }

    /// Goes on with a case from where its turns have led.
    pub fn resume(&mut self, turns: Vec<Turn>, own_words: Option<String>, loaded: Loaded) -> Outcome {
        self.own_words = own_words;
        self.go_on(turns, loaded)
    }

    /// Walks until the case ends, or until another library is needed.
    pub(super) fn walk_in(&mut self, sealed: &Sealed) -> Stop {
        let library = sealed.library();
        let mut session = Session::replay(sealed, std::mem::take(&mut self.turns));
        let mut next = self.keep(&session);
        loop {
            if next == Next::Leave {
                if self.unkept.is_none() {
                    self.leave(&session);
                }
                return Stop::Over(Outcome::Unfinished);
            }
            if let Some(going) = self.going.take_if(|_| next == Next::Go) {
                self.turns = session.turns().to_vec();
                return Stop::Go(going);
            }
            let view = session.view();
            match &view {
                View::Missing(id) => {
                    self.turns = session.turns().to_vec();
                    return Stop::Missing((*id).clone());
                }
                View::Ended(ended) => {
                    let outcome = self.end(&session, ended);
                    self.turns = session.turns().to_vec();
                    return Stop::Over(outcome);
                }
                View::NotStarted => return Stop::Over(Outcome::Unfinished),
                View::Warning { .. } | View::Step { .. } | View::Collect { .. } => {}
            }
            if next == Next::Show {
                self.show(&session, &view);
            }
            if self.screen.failed().is_some() {
                return Stop::Over(Outcome::Unfinished);
            }
            next = match self.read(library, &view) {
                Typed::Line(line) => self.take(&mut session, &view, &line),
                Typed::NotText => self.notice("reject-not-text", &[]),
                Typed::TooLong => self.notice("reject-line-length", &[("max", (&LONGEST_LINE.to_string()).into())]),
                Typed::Interrupted if !self.confirm_leaving() => Next::Show,
                Typed::Interrupted | Typed::End => Next::Leave,
            };
        }
    }

    /// Returns what shows things, in the language of the moment.
    pub(super) fn shower<'s>(&'s mut self, library: &'s Library) -> Show<'s> {
        let phrase = Phrase { library, words: &self.words };
        Show { phrase, voice: self.setup.voice, screen: &mut self.screen, today: self.setup.today }
    }

    fn show(&mut self, session: &Session<'_>, view: &View<'_>) {
        let library = session.library().library();
        self.head(session);
        if matches!(view, View::Collect { .. }) && !std::mem::replace(&mut self.collecting, true) {
            self.screen.gap();
            self.screen.text(2, Style::Plain, &self.words.say("collect-first"));
        }
        let mut shower = self.shower(library);
        let wanted = Wanted::of(shower.phrase, view);
        shower.view(view, &wanted);
        if wanted.is_numbered() {
            self.screen.gap();
        }
    }

    /// Shows the title when the tree changes; to an agent the state of the case, every time.
    fn head(&mut self, session: &Session<'_>) {
        let state = session.state();
        let Some(tree) = state.trees().last().copied() else { return };
        let phrase = Phrase { library: session.library().library(), words: &self.words };
        let title = phrase.title(tree);
        match self.setup.voice {
            Voice::Customer if self.titled == Some(tree) => {}
            Voice::Customer => {
                self.screen.gap();
                self.screen.text(0, Style::Strong, &title);
            }
            Voice::Agent => {
                let mut parts = vec![self.setup.number.to_string(), title];
                parts.push(self.words.tell("agent-answers", &[("count", answers(session).into())]));
                if self.terminal.is_live() {
                    let seconds = self.worked / 1000 + self.began.elapsed().as_secs();
                    let time = format!("{}:{:02}", seconds / 60, seconds % 60);
                    parts.push(self.words.tell("agent-elapsed", &[("time", (&time).into())]));
                }
                let causes: Vec<String> = state.ruled_out().iter().map(|(tree, id)| phrase.cause(*tree, id)).collect();
                if !causes.is_empty() {
                    parts.push(self.words.tell("agent-ruled-out", &[("causes", (&causes.join(", ")).into())]));
                }
                self.screen.gap();
                self.screen.text(0, Style::Quiet, &parts.join(" · "));
            }
        }
        self.titled = Some(tree);
    }

    fn read(&mut self, library: &Library, view: &View<'_>) -> Typed {
        let wanted = Wanted::of(Phrase { library, words: &self.words }, view);
        let prompt = match &wanted.way {
            Way::Input(_) if !wanted.is_numbered() => Prompt::Words,
            _ => Prompt::Answer,
        };
        let mut offers: Vec<String> = wanted.choices.iter().map(|choice| choice.label.clone()).collect();
        offers.extend(self.command_offers(Some(library)));
        self.terminal.read(&mut self.screen, Ask { prompt, offers: &offers, private: wanted.private })
    }

    fn take(&mut self, session: &mut Session<'_>, view: &View<'_>, line: &str) -> Next {
        if let Some(parsed) = command::parse(&self.commands, line) {
            return self.obey(session, view, parsed);
        }
        let phrase = Phrase { library: session.library().library(), words: &self.words };
        let understood = Wanted::of(phrase, view).understand(phrase, line, self.setup.today);
        match understood {
            // In a text everything is possible but a bare cry for help.
            Ok(Input::Words(_)) if command::bare(&self.commands, line) == Some(Command::Help) => self.help(),
            Ok(input) => self.give(session, input),
            Err(refusal) => self.take_bare(session, view, (line, &refusal)),
        }
    }

    /// Takes a line that is no answer for the command that it names without its colon, or refuses it.
    fn take_bare(&mut self, session: &mut Session<'_>, view: &View<'_>, (line, refusal): (&str, &Refusal)) -> Next {
        match command::bare(&self.commands, line) {
            // What ends something is only offered.
            Some(Command::Quit) => self.offer_command("offer-quit", "command-quit"),
            Some(command) => self.obey(session, view, Parsed::Command(command, String::new())),
            None if self.explain_asked(line) => Next::Ask,
            None if command::wants_human(line) => {
                self.say_refusal(session.library().library(), refusal);
                self.offer_command("offer-human", "command-human")
            }
            None => self.refuse(session.library().library(), refusal),
        }
    }

    /// Says by which command one gets what one seems to want.
    pub(super) fn offer_command(&mut self, message: &str, command: &str) -> Next {
        let name = self.words.say(command);
        self.notice(message, &[("name", (&name).into())])
    }

    /// Gives an input to the engine.
    pub(super) fn give(&mut self, session: &mut Session<'_>, input: Input) -> Next {
        let library = session.library().library();
        let input = match self.guarded(session, input) {
            Ok(input) => input,
            Err(next) => return next,
        };
        match session.input(input) {
            Ok(_) => {
                self.hinted = false;
                self.keep(session)
            }
            Err(rejection) => self.refuse(library, &Refusal::Engine(rejection)),
        }
    }

    pub(super) fn refuse(&mut self, library: &Library, refusal: &Refusal) -> Next {
        self.say_refusal(library, refusal);
        // Who typed a command knows of them, and the refusal of an empty line speaks of help itself.
        let is_hinted = matches!(
            refusal,
            Refusal::Empty
                | Refusal::Engine(Rejection::NothingBefore | Rejection::NotReplied | Rejection::NothingToCollect)
        );
        if !is_hinted && !std::mem::replace(&mut self.hinted, true) {
            self.offer_command("reject-help", "command-help");
        }
        Next::Ask
    }

    fn say_refusal(&mut self, library: &Library, refusal: &Refusal) {
        let text = refusal.say(Phrase { library, words: &self.words }, self.setup.today);
        self.screen.text(2, Style::Plain, &text);
    }

    /// Says something of the program's own and asks again.
    pub(super) fn notice(&mut self, id: &str, gaps: &[(&str, crate::words::Value<'_>)]) -> Next {
        let text = self.words.tell(id, gaps);
        self.screen.text(2, Style::Plain, &text);
        Next::Ask
    }

    /// Asks before anything is thrown away; a second Ctrl-C is a yes.
    pub(super) fn confirm_leaving(&mut self) -> bool {
        self.notice(if self.is_kept() { "leave-question-kept" } else { "leave-question" }, &[]);
        says_yes(self.terminal.as_mut(), &mut self.screen, &self.words, true)
    }

    pub(super) fn frame(&self) -> Frame<'_> {
        Frame { number: &self.setup.number, own_words: self.own_words.as_deref() }
    }

    fn end(&mut self, session: &Session<'_>, ended: &Ended<'_>) -> Outcome {
        let library = session.library().library();
        let phrase = Phrase { library, words: &self.words };
        match ended {
            Ended::Fixed { tree, causes, note, works } => {
                let closing = Closing::of(phrase, self.frame(), *tree, causes, *note);
                self.shower(library).closing(&closing, *works);
                Outcome::Fixed
            }
            Ended::Escalated { .. } => {
                let written = HandOver::at_end(phrase, self.frame(), session.state(), ended);
                self.shower(library).escalated(&written);
                Outcome::Escalated
            }
        }
    }
}

/// Counts what was replied.
pub(super) fn answers(session: &Session<'_>) -> usize {
    session.state().trail().iter().filter(|entry| matches!(entry.passed, Passed::Replied(_))).count()
}

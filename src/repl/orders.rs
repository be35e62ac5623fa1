//! Carries out the words that work at every step.

use std::sync::Arc;

use super::{
    command::{self, Command, Parsed},
    dialogue::{Dialogue, Next},
};
use crate::{
    base::{Lang, clean_line},
    case::{HandOver, Phrase},
    engine::{Input, Origin, Outcome, Passed, Reply, Session, View},
    screen::Style,
    tree::Kind,
    words::Words,
};

const INDENT: usize = 2;

impl Dialogue<'_> {
    /// Carries out a command during a walk.
    pub(super) fn obey(&mut self, session: &mut Session<'_>, view: &View<'_>, parsed: Parsed) -> Next {
        let (command, rest) = match self.settle(parsed) {
            Ok(found) => found,
            Err(next) => return next,
        };
        match command {
            Command::Help => self.help(),
            Command::Lang => self.change_language(&rest),
            Command::Quit => Next::Leave,
            Command::Human => self.give(session, Input::Human),
            Command::Back => self.give(session, Input::Back),
            Command::Change => self.change(session, &rest),
            Command::Note => self.write_down(session, &rest),
            Command::Why => self.why(view),
            Command::Word => self.explain_words(session, view, &rest),
            Command::Say => self.lend_words(session, view),
            Command::Trail => self.trail(session),
            Command::Facts => self.facts(session),
            Command::HandOver if rest.is_empty() => self.preview(session),
            Command::HandOver => self.hand_over_to(session, &rest),
            Command::Park => self.park(),
            Command::Cases => self.list_cases(),
            Command::Switch => self.switch(&rest),
            Command::Another => self.another(&rest),
        }
    }

    /// Returns a command that is certain, or says what it may have been.
    pub(super) fn settle(&mut self, parsed: Parsed) -> Result<(Command, String), Next> {
        match parsed {
            Parsed::Command(command, rest) => Ok((command, rest)),
            Parsed::Unknown(name, near) => {
                let mut said = self.words.tell("command-unknown", &[("name", (&name).into())]);
                if let Some(near) = near {
                    said = format!("{said} {}", self.words.tell("command-meant", &[("name", (&near).into())]));
                }
                self.screen.text(INDENT, Style::Plain, &said);
                Err(Next::Ask)
            }
            Parsed::Several(name, several) => {
                let list = several.join(", ");
                Err(self.notice("command-several", &[("name", (&name).into()), ("list", (&list).into())]))
            }
        }
    }

    pub(super) fn help(&mut self) -> Next {
        self.screen.gap();
        self.notice("help-answers", &[]);
        self.screen.gap();
        self.notice("help-commands", &[]);
        let lines: Vec<(String, String)> = command::ALL
            .iter()
            .map(|(command, name, help)| {
                let placeholder = match command {
                    Command::Change => " N".to_owned(),
                    Command::Switch => format!(" {}", self.words.say("placeholder-number")),
                    Command::Word => format!(" [{}]", self.words.say("placeholder-word")),
                    Command::HandOver => format!(" [{}]", self.words.say("placeholder-name")),
                    Command::Note | Command::Another => format!(" {}", self.words.say("placeholder-text")),
                    Command::Lang => " de|en".to_owned(),
                    _ => String::new(),
                };
                (format!("{}{placeholder}", self.words.say(name)), self.words.say(help))
            })
            .collect();
        let widest = lines.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
        for (name, help) in lines {
            self.screen.item(2 * INDENT, &format!("{name:widest$}  "), Style::Plain, &help);
        }
        Next::Show
    }

    pub(super) fn change_language(&mut self, rest: &str) -> Next {
        let lang = match rest.to_lowercase().as_str() {
            "de" | "deutsch" | "german" => Lang::DE,
            "en" | "englisch" | "english" => Lang::EN,
            _ => return self.notice("command-needs-lang", &[]),
        };
        self.words = Words::new(lang);
        self.commands = command::names(&self.words);
        self.notice("command-lang-changed", &[]);
        Next::Show
    }

    fn change(&mut self, session: &mut Session<'_>, rest: &str) -> Next {
        let phrase = Phrase { library: session.library().library(), words: &self.words };
        let trail = session.state().trail();
        let position = rest.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let by_name = || trail.iter().find(|entry| phrase.key_name(&entry.key) == rest);
        match position.and_then(|position| trail.get(position)).or_else(by_name) {
            Some(entry) => {
                let key = entry.key.clone();
                self.give(session, Input::Change(key))
            }
            None if trail.is_empty() => self.notice("trail-empty", &[]),
            None => {
                self.notice("command-needs-number", &[]);
                self.trail(session)
            }
        }
    }

    pub(super) fn write_down(&mut self, session: &mut Session<'_>, rest: &str) -> Next {
        if rest.is_empty() {
            return self.notice("command-needs-note", &[]);
        }
        match self.give(session, Input::Note(Arc::from(&*clean_line(rest)))) {
            Next::Show => self.notice("command-noted", &[]),
            other => other,
        }
    }

    fn why(&mut self, view: &View<'_>) -> Next {
        let step = match view {
            View::Warning { step, .. } | View::Step { step, .. } => Some(step),
            _ => None,
        };
        match step.and_then(|step| step.why.as_ref()) {
            Some(why) => {
                let why = why.get(self.words.lang()).to_owned();
                self.notice("step-why", &[("why", (&why).into())])
            }
            None => self.notice("step-no-why", &[]),
        }
    }

    /// Words for the caller at this moment.
    fn lend_words(&mut self, session: &Session<'_>, view: &View<'_>) -> Next {
        let last = session.state().trail().last().map(|entry| &entry.passed);
        let failed = matches!(last, Some(Passed::Replied(Reply::Outcome(Outcome::DidNotWork))));
        let general = match view {
            View::Warning { .. } => "say-warning",
            View::Collect { .. } => "say-collect",
            _ if last.is_none() => "say-start",
            _ if failed => "say-not-worked",
            View::Step { step, .. } if matches!(step.kind, Kind::Instruction(_)) => "say-instruction",
            _ => "say-question",
        };
        let own = match view {
            View::Step { step, .. } => step.say.as_ref().map(|say| say.get(self.words.lang()).to_owned()),
            _ => None,
        };
        let said = own.unwrap_or_else(|| self.words.say(general));
        self.screen.text(INDENT, Style::Strong, &said);
        Next::Ask
    }

    fn trail(&mut self, session: &Session<'_>) -> Next {
        let trail = session.state().trail();
        if trail.is_empty() {
            return self.notice("trail-empty", &[]);
        }
        self.screen.gap();
        let widest = trail.len().to_string().len();
        for (number, entry) in (1..).zip(trail) {
            let phrase = Phrase { library: session.library().library(), words: &self.words };
            let asked = phrase.step(&entry.key).map(|step| phrase.wanted(step)).unwrap_or_default();
            let line = format!("{} – {}", clean_line(&asked), phrase.passed(&entry.key, &entry.passed));
            self.screen.item(2 * INDENT, &format!("{number:widest$}  "), Style::Plain, &line);
        }
        Next::Show
    }

    fn facts(&mut self, session: &Session<'_>) -> Next {
        let state = session.state();
        let phrase = Phrase { library: session.library().library(), words: &self.words };
        let is_shown = |fact| phrase.fact(fact).is_some_and(|(id, _)| id.as_str() != "voice");
        let line = |fact, value, origin: &Origin| {
            let (name, value, origin) = (phrase.fact_name(fact), phrase.value(fact, value), phrase.origin(origin));
            let is_private = phrase.fact(fact).is_some_and(|(_, declared)| declared.private);
            let mark = if is_private { format!(" {}", self.words.say("facts-private")) } else { String::new() };
            format!("{name}: {value} ({origin}){mark}")
        };
        let known = state.facts().iter().filter(|it| is_shown(it.fact)).map(|it| line(it.fact, &it.value, &it.origin));
        let collected = state.collected().iter().filter(|(fact, _)| !state.facts().iter().any(|it| it.fact == *fact));
        let collected = collected.filter_map(|(fact, value)| Some(line(*fact, value.as_ref()?, &Origin::Said(None))));
        let lines: Vec<String> = known.chain(collected).collect();
        if lines.is_empty() {
            return self.notice("facts-empty", &[]);
        }
        self.screen.gap();
        lines.iter().for_each(|line| self.screen.item(INDENT, "- ", Style::Plain, line));
        Next::Ask
    }

    fn preview(&mut self, session: &Session<'_>) -> Next {
        let library = session.library().library();
        let written = HandOver::of(Phrase { library, words: &self.words }, self.frame(), session.state());
        self.screen.gap();
        self.notice("hand-over-now", &[]);
        self.shower(library).hand_over(&written);
        Next::Show
    }
}

//! The start page: from free text to a tree, to the list of areas, or to a person.

use std::cell::OnceCell;

use super::{
    Ask, Choice, Prompt, Refusal, Typed, Wanted, choose,
    command::{self, Command},
    dialogue::{Dialogue, Next, Outcome},
    offer::{Menu, Target},
    opening,
    terminal::LONGEST_LINE,
    wanted::value_of,
};
use crate::{
    base::{Id, clean_line},
    case::{HandOver, Phrase, secret::secrets},
    casebook::Opened,
    engine::{Event, Input, Origin, Session, Turn, View},
    library::{FALLBACK, Listed, Loaded},
    tree::FactIx,
};

/// From how many bytes on no further description is kept.
const MOST_OWN_WORDS: usize = 400;

/// How the start page was left.
enum Left {
    Tree(Id),
    Case(Box<Opened>),
    Human,
    Unfinished,
}

impl Dialogue<'_> {
    /// Asks for the problem, offers what fits, and walks what is chosen.
    pub fn start(&mut self, listed: &[Listed], loaded: &Loaded) -> Outcome {
        match self.begin_from(listed, loaded) {
            Ok(loaded) => {
                let turns = std::mem::take(&mut self.turns);
                self.go_on(turns, loaded)
            }
            Err(outcome) => outcome,
        }
    }

    /// Asks for the problem until there is something to walk, or the dialogue is over.
    pub(super) fn begin_from(&mut self, listed: &[Listed], loaded: &Loaded) -> Result<Loaded, Outcome> {
        match self.find_tree(listed, loaded) {
            Left::Tree(id) => {
                let loaded = self.shelf.load(std::slice::from_ref(&id));
                self.turns = opening(&loaded.sealed, &id, self.setup.today, self.setup.voice, &self.setup.known);
                Ok(loaded)
            }
            Left::Case(opened) => self.go_to(*opened),
            Left::Human => Err(self.human(loaded)),
            Left::Unfinished => Err(self.served.unwrap_or(Outcome::Unfinished)),
        }
    }

    fn find_tree(&mut self, listed: &[Listed], loaded: &Loaded) -> Left {
        // The search is made ready only when somebody describes a problem.
        let (mut menu, finder) = (Menu::new(), OnceCell::new());
        self.ask_for_the_problem();
        loop {
            if self.screen.failed().is_some() {
                return Left::Unfinished;
            }
            let mut offers: Vec<String> = menu.iter().map(|(choice, _)| choice.label.clone()).collect();
            offers.extend(self.command_offers(None));
            let prompt = if menu.is_empty() { Prompt::Problem } else { Prompt::Answer };
            let line = match self.terminal.read(&mut self.screen, Ask { prompt, offers: &offers, private: false }) {
                Typed::Line(line) => line,
                Typed::NotText => {
                    self.notice("reject-not-text", &[]);
                    continue;
                }
                Typed::TooLong => {
                    self.notice("reject-line-length", &[("max", (&LONGEST_LINE.to_string()).into())]);
                    continue;
                }
                Typed::Interrupted if !self.confirm_leaving() => continue,
                Typed::Interrupted | Typed::End => return self.leave_start(),
            };
            if let Some(parsed) = command::parse(&self.commands, &line) {
                match self.settle(parsed).map(|(command, rest)| self.obey_at_start(command, &rest)) {
                    Ok(Some(left)) => return left,
                    Ok(None) => menu.clear(),
                    Err(_) => {}
                }
                continue;
            }
            // A fault may be called like a command, but hardly by that word alone.
            if let Some(command) = command::bare(&self.commands, &line).filter(|it| is_for_the_start(*it)) {
                match self.obey_at_start(command, "") {
                    Some(left) => return left,
                    None => menu.clear(),
                }
                continue;
            }
            match self.chosen(&menu, &line, listed) {
                Some(Target::Tree(id)) => return Left::Tree(id),
                Some(Target::Human) => return Left::Human,
                Some(Target::Among(trees)) => menu = self.offer_titles(listed, &trees),
                Some(Target::Elsewhere) => match fallback(listed) {
                    Some(fallback) => return Left::Tree(fallback),
                    None => menu = self.offer_areas(listed),
                },
                Some(Target::Area(area)) => menu = self.offer_area(listed, &area),
                None if line.trim().is_empty() || is_number(&line) => {}
                None => {
                    let found = secrets(&line);
                    let line = if found.is_empty() { Some(line) } else { self.keep_or_not(&line, &found) };
                    let Some(line) = line else { continue };
                    self.remember(&line);
                    menu = self.offer_fitting(listed, finder.get_or_init(|| self.shelf.finder(listed, loaded)), &line);
                }
            }
        }
    }

    /// Keeps how the person describes the problem, every attempt of it.
    fn remember(&mut self, line: &str) {
        let line = clean_line(line);
        self.own_words = Some(match self.own_words.take() {
            Some(before) if before.len() < MOST_OWN_WORDS => format!("{before}; {line}"),
            Some(before) => before,
            None => line.into_owned(),
        });
    }

    fn obey_at_start(&mut self, command: Command, rest: &str) -> Option<Left> {
        match command {
            Command::Quit => return Some(self.leave_start()),
            Command::Human => return Some(Left::Human),
            Command::Switch if !rest.is_empty() => {
                if let Some(opened) = self.case_to_take(rest) {
                    return Some(Left::Case(Box::new(opened)));
                }
            }
            Command::Cases | Command::Switch => {
                self.list_cases();
            }
            Command::Help => {
                self.help();
            }
            Command::Lang => {
                self.change_language(rest);
            }
            Command::Back => {}
            _ => {
                self.notice("trail-empty", &[]);
            }
        }
        self.ask_for_the_problem();
        None
    }

    fn leave_start(&mut self) -> Left {
        // Whoever has worked on cases before has been told where they are.
        if self.served.is_some() {
            return Left::Unfinished;
        }
        self.screen.gap();
        self.notice("leave-unfinished", &[]);
        self.notice("leave-state", &[("count", 0.into())]);
        Left::Unfinished
    }

    /// Reads a line as a choice; what is none is a description.
    fn chosen(&mut self, menu: &Menu, line: &str, listed: &[Listed]) -> Option<Target> {
        let typed = line.trim();
        if typed.is_empty() {
            self.notice("reject-empty", &[]);
            return None;
        }
        if let Some(it) = listed.iter().find(|it| it.id.as_str() == typed) {
            return Some(Target::Tree(it.id.clone()));
        }
        if menu.is_empty() {
            if is_number(line) {
                self.notice("start-hint", &[]);
            }
            return None;
        }
        if let Some(target) = yes_or_no(menu, typed) {
            return Some(target);
        }
        let choices: Vec<Choice> = menu.iter().map(|(choice, _)| choice.clone()).collect();
        match choose(&choices, typed) {
            Ok(id) => menu.iter().find(|(choice, _)| choice.id == id).map(|(_, target)| target.clone()),
            Err(Refusal::Position { typed, last }) => {
                let last = last.to_string();
                self.notice("reject-position", &[("typed", (&typed).into()), ("last", (&last).into())]);
                None
            }
            Err(_) => None,
        }
    }

    /// Hands over without any tree: what the person said, and the details that a person needs.
    fn human(&mut self, loaded: &Loaded) -> Outcome {
        self.wait_for_human(loaded, vec![Turn { event: Event::Human }])
    }

    /// Collects what is not known yet for a person who takes over without any tree.
    pub(super) fn wait_for_human(&mut self, loaded: &Loaded, turns: Vec<Turn>) -> Outcome {
        let library = loaded.sealed.library();
        let mut session = Session::replay(&loaded.sealed, turns);
        let human = library.vocabulary().human.as_ref();
        let facts: Vec<FactIx> =
            human.into_iter().flat_map(|human| human.collect.iter().filter_map(|link| link.to)).collect();
        self.screen.gap();
        self.notice("collect-first", &[]);
        for (position, fact) in facts.iter().enumerate() {
            if session.state().collected().iter().any(|(own, _)| own == fact) {
                continue;
            }
            let view = View::Collect { fact: *fact, remaining: facts.len() - position - 1 };
            if self.collect(&mut session, &view, *fact) == Next::Leave {
                return Outcome::Unfinished;
            }
        }
        // With nothing to collect, the wish itself is all there is to keep.
        if self.keep(&session) == Next::Leave {
            return Outcome::Unfinished;
        }
        let role = human.and_then(|human| library.vocabulary().roles.get_index(human.role.to?.index()));
        let written = HandOver {
            role: role.map(|(_, role)| role.name.get(self.words.lang()).to_owned()),
            wanted: true,
            ..HandOver::of(Phrase { library, words: &self.words }, self.frame(), session.state())
        };
        self.shower(library).escalated(&written);
        Outcome::Escalated
    }

    /// Asks for one detail until it is told or left out; `Leave` if the dialogue is over.
    fn collect(&mut self, session: &mut Session<'_>, view: &View<'_>, fact: FactIx) -> Next {
        let library = session.library().library();
        let mut shower = self.shower(library);
        let wanted = Wanted::of(shower.phrase, view);
        shower.view(view, &wanted);
        while self.screen.failed().is_none() {
            let ask = Ask { prompt: Prompt::Words, offers: &[], private: wanted.private };
            let line = match self.terminal.read(&mut self.screen, ask) {
                Typed::Line(line) => line,
                Typed::NotText | Typed::TooLong => {
                    self.notice("reject-not-text", &[]);
                    continue;
                }
                Typed::Interrupted if !self.confirm_leaving() => continue,
                Typed::Interrupted | Typed::End => return self.leave_waiting(session),
            };
            if let Some(parsed) = command::parse(&self.commands, &line) {
                match self.settle(parsed).map(|(command, _)| command) {
                    Ok(Command::Quit | Command::Park) => return self.leave_waiting(session),
                    Ok(Command::Help) => {
                        self.help();
                    }
                    Ok(_) => {
                        self.notice("reject-nothing-before", &[]);
                    }
                    Err(_) => {}
                }
                continue;
            }
            match wanted.understand(Phrase { library, words: &self.words }, &line, self.setup.today) {
                Ok(input) => {
                    let value = value_of(input);
                    let told = value.clone().map(|value| Input::Fact(fact, value, Origin::Said(None)));
                    // Whether the value fits is found out on a copy: it is kept as a detail, not as a fact.
                    match told.map_or(Ok(()), |told| session.clone().input(told).map(drop)) {
                        Ok(()) => {
                            session.push(Turn { event: Event::Collected(fact, value) });
                            return self.keep(session);
                        }
                        Err(rejection) => {
                            self.refuse(library, &Refusal::Engine(rejection));
                        }
                    }
                }
                Err(refusal) => match command::bare(&self.commands, &line) {
                    Some(Command::Help) => {
                        self.help();
                    }
                    _ => {
                        self.refuse(library, &refusal);
                    }
                },
            }
        }
        Next::Leave
    }

    /// Leaves while details are collected: what was told is kept.
    fn leave_waiting(&mut self, session: &Session<'_>) -> Next {
        if self.desk.as_ref().is_some_and(super::Desk::has_case) {
            self.leave(session);
        } else {
            self.leave_start();
        }
        Next::Leave
    }
}

fn fallback(listed: &[Listed]) -> Option<Id> {
    listed.iter().find(|it| it.id.as_str() == FALLBACK).map(|it| it.id.clone())
}

/// Takes yes and no where one tree is offered: that one, or something else.
fn yes_or_no(menu: &Menu, typed: &str) -> Option<Target> {
    let [(_, tree @ Target::Tree(_)), (_, other)] = menu.as_slice() else { return None };
    match typed.to_lowercase().as_str() {
        "y" | "yes" | "j" | "ja" => Some(tree.clone()),
        "n" | "no" | "nein" => Some(other.clone()),
        _ => None,
    }
}

/// Says whether a command has a meaning before any tree is walked.
fn is_for_the_start(command: Command) -> bool {
    matches!(command, Command::Help | Command::Human | Command::Quit)
}

fn is_number(line: &str) -> bool {
    let typed = line.trim();
    let typed = typed.strip_suffix(['.', ')']).unwrap_or(typed);
    !typed.is_empty() && typed.bytes().all(|b| b.is_ascii_digit())
}

//! The start page: from free text to a tree, to the list of areas, or to a person.

use super::{
    Ask, Choice, Prompt, Refusal, Typed, Wanted, choose,
    command::{self, Command},
    dialogue::{Dialogue, Next, Outcome},
    opening,
    show::numbered,
    terminal::LONGEST_LINE,
    wanted::value_of,
};
use crate::{
    base::{Id, Lang, clean_line},
    case::{HandOver, Phrase, secret::secrets},
    casebook::Opened,
    engine::{Event, Input, Origin, Session, Turn, View},
    find,
    library::{Listed, Loaded},
    screen::Style,
    tree::FactIx,
};

/// The most trees that are offered for a description.
const MOST_OFFERED: usize = 5;

/// From how many bytes on no further description is kept.
const MOST_OWN_WORDS: usize = 400;

/// What a choice on the start page leads to.
#[derive(Clone, Debug, PartialEq)]
enum Target {
    Tree(Id),
    Area(String),
    Areas,
    Human,
}

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
        match self.find_tree(listed) {
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

    fn find_tree(&mut self, listed: &[Listed]) -> Left {
        let mut menu: Vec<(Choice, Target)> = Vec::new();
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
                Some(Target::Areas) => menu = self.offer_areas(listed, "start-areas"),
                Some(Target::Area(area)) => menu = self.offer_area(listed, &area),
                None if line.trim().is_empty() || is_number(&line) => {}
                None => {
                    let found = secrets(&line);
                    let line = if found.is_empty() { Some(line) } else { self.keep_or_not(&line, &found) };
                    let Some(line) = line else { continue };
                    self.remember(&line);
                    menu = self.offer_fitting(listed, &line);
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

    fn ask_for_the_problem(&mut self) {
        self.screen.gap();
        self.screen.text(0, Style::Strong, &self.words.say("start-question"));
        self.notice("start-hint", &[]);
        self.screen.gap();
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
    fn chosen(&mut self, menu: &[(Choice, Target)], line: &str, listed: &[Listed]) -> Option<Target> {
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

    fn offer_fitting(&mut self, listed: &[Listed], text: &str) -> Vec<(Choice, Target)> {
        let hits = search(listed, text, self.words.lang());
        if hits.is_empty() {
            self.screen.gap();
            self.notice("start-nothing", &[]);
            return self.offer_areas(listed, "start-areas");
        }
        let hits: Vec<&Listed> = hits.into_iter().take(MOST_OFFERED).collect();
        self.screen.gap();
        self.notice("start-found", &[("count", hits.len().into())]);
        let mut menu: Vec<(Choice, Target)> = hits.into_iter().map(|it| self.tree_choice(it)).collect();
        menu.push(self.choice("answer-none", Target::Areas));
        self.offer(menu)
    }

    fn offer_areas(&mut self, listed: &[Listed], heading: &str) -> Vec<(Choice, Target)> {
        let mut areas: Vec<&str> = listed.iter().map(|it| it.area.as_str()).collect();
        areas.sort_unstable();
        areas.dedup();
        self.screen.gap();
        self.notice(heading, &[]);
        let mut menu: Vec<(Choice, Target)> = areas
            .into_iter()
            .map(|area| {
                let choice = Choice { id: Id::new(area), label: area_name(&self.words, area) };
                (choice, Target::Area(area.to_owned()))
            })
            .collect();
        menu.push(self.choice("start-human", Target::Human));
        self.offer(menu)
    }

    fn offer_area(&mut self, listed: &[Listed], area: &str) -> Vec<(Choice, Target)> {
        self.screen.gap();
        let name = area_name(&self.words, area);
        self.notice("start-area", &[("area", (&name).into())]);
        let mut menu: Vec<(Choice, Target)> =
            listed.iter().filter(|it| it.area == area).map(|it| self.tree_choice(it)).collect();
        menu.push(self.choice("answer-none", Target::Areas));
        self.offer(menu)
    }

    fn tree_choice(&self, it: &Listed) -> (Choice, Target) {
        let label = it.title.get(self.words.lang()).to_owned();
        (Choice { id: it.id.clone(), label }, Target::Tree(it.id.clone()))
    }

    fn choice(&self, id: &str, target: Target) -> (Choice, Target) {
        (Choice { id: Id::new(id), label: self.words.say(id) }, target)
    }

    fn offer(&mut self, menu: Vec<(Choice, Target)>) -> Vec<(Choice, Target)> {
        self.screen.gap();
        let labels: Vec<&str> = menu.iter().map(|(choice, _)| choice.label.as_str()).collect();
        numbered(&mut self.screen, &labels);
        self.screen.gap();
        menu
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

/// Ranks the trees by how well they fit a description, best first.
pub fn search<'l>(listed: &'l [Listed], text: &str, lang: Lang) -> Vec<&'l Listed> {
    let entries: Vec<find::Entry<'_>> = listed
        .iter()
        .map(|it| find::Entry {
            titles: it.title.iter().collect(),
            symptoms: it
                .symptoms
                .iter()
                .flat_map(|(lang, phrases)| phrases.iter().map(move |phrase| (*lang, phrase.as_str())))
                .collect(),
        })
        .collect();
    find::rank(&entries, text, lang).into_iter().filter_map(|hit| listed.get(hit.position)).collect()
}

/// Names an area: the folder's name where nothing better is known.
pub fn area_name(words: &crate::words::Words, area: &str) -> String {
    let id = format!("area-{area}");
    if words.has(&id) { words.say(&id) } else { area.to_owned() }
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

//! Works on several cases in one dialogue: parks, lists, switches, hands over, and goes on in another tree.

use super::{
    Ask, Prompt, Typed, Voice, command,
    command::Command,
    desk::now,
    dialogue::{Dialogue, Next, Outcome},
    going::Going,
    says_yes,
};
use crate::{
    base::{Id, clean_line},
    case::Handling,
    casebook::{Line, Opened, Presence, age, brief},
    engine::Session,
    find::MOST_TITLES,
    library::Loaded,
    screen::Style,
    store::{CaseRow, CaseState, Filter},
    tree::Library,
};

const INDENT: usize = 2;

/// The most cases that are listed in a dialogue.
const MOST_LISTED: u32 = 20;

/// The most characters of a name to whom a case is handed over.
const LONGEST_NAME: usize = 60;

impl Dialogue<'_> {
    /// What can be completed: the commands, the numbers of the other cases and the names of those who take them.
    pub(super) fn command_offers(&self, library: Option<&Library>) -> Vec<String> {
        let mut offers: Vec<String> = self.commands.iter().map(|(_, [name, _])| name.clone()).collect();
        let Some(desk) = self.desk.as_ref().filter(|_| self.terminal.is_live()) else { return offers };
        let name_of = |wanted| self.commands.iter().find(|(own, _)| *own == wanted).map(|(_, [name, _])| name.clone());
        let cases = desk.list(&self.own_filter()).unwrap_or_default();
        if let Some(switch) = name_of(Command::Switch) {
            let others = cases.iter().filter(|case| !self.is_here(case));
            offers.extend(others.map(|case| format!("{switch} {}", case.number)));
        }
        if let Some(hand_over) = name_of(Command::HandOver) {
            let mut names: Vec<&str> = cases
                .iter()
                .flat_map(|case| case.head.owner.iter().chain(&case.head.agent))
                .map(String::as_str)
                .collect();
            let roles = library.into_iter().flat_map(|library| library.vocabulary().roles.keys());
            names.extend(roles.map(Id::as_str));
            names.sort_unstable();
            names.dedup();
            offers.extend(names.into_iter().map(|name| format!("{hand_over} {name}")));
        }
        offers
    }

    /// Says whether this is the case that is being worked on.
    fn is_here(&self, case: &CaseRow) -> bool {
        self.desk.as_ref().is_some_and(super::Desk::has_case) && case.number == self.setup.number
    }

    /// The unfinished cases of whoever works here.
    fn own_filter(&self) -> Filter {
        Filter {
            states: vec![CaseState::Open, CaseState::Parked],
            agent: self.desk.as_ref().and_then(super::Desk::agent),
            limit: MOST_LISTED,
            ..Filter::default()
        }
    }

    /// Says that nothing is kept here; nothing if cases can be worked with.
    fn without_desk(&mut self) -> Option<Next> {
        if self.desk.is_some() { None } else { Some(self.notice("cases-nowhere", &[])) }
    }

    /// Lists the unfinished cases.
    pub(super) fn list_cases(&mut self) -> Next {
        if let Some(next) = self.without_desk() {
            return next;
        }
        let Some(desk) = self.desk.clone() else { return Next::Ask };
        let cases = match desk.list(&self.own_filter()) {
            Ok(cases) => cases,
            Err(failed) => return self.say_failed(&failed.to_string()),
        };
        if cases.is_empty() {
            return self.notice("cases-none", &[]);
        }
        self.screen.gap();
        for case in &cases {
            let line = self.case_line(case);
            self.screen.item(INDENT, &format!("{}  ", case.number), Style::Plain, &line);
        }
        Next::Ask
    }

    /// Tells a case in one line: title, age, state, and what it waits for.
    fn case_line(&mut self, case: &CaseRow) -> String {
        let opened = self.desk.clone().and_then(|desk| desk.open(&case.number, self.shelf).ok());
        let told = opened.map(|opened| brief(&opened, &self.words)).unwrap_or_default();
        let title = if told.title.is_empty() { case.head.walked.clone() } else { told.title };
        let state = match self.desk.as_ref().map(|desk| desk.presence(case)) {
            _ if self.is_here(case) => self.words.say("case-state-here"),
            Some(Presence::Here | Presence::Elsewhere) => self.words.say("case-state-in-use"),
            _ => self.words.say(&format!("case-state-{}", case.head.state.as_str())),
        };
        let mut parts = vec![title, age(&self.words, case.changed, now()), state];
        parts.extend(case.head.owner.as_ref().map(|owner| self.words.tell("case-owner", &[("name", owner.into())])));
        if !told.waiting.is_empty() {
            parts.push(self.words.tell("case-waits", &[("what", (&told.waiting).into())]));
        }
        parts.join(" · ")
    }

    /// Puts the case aside: an agent goes on with the next one, a customer is through.
    pub(super) fn park(&mut self) -> Next {
        if let Some(next) = self.without_desk() {
            return next;
        }
        match self.desk.clone().filter(super::Desk::has_case) {
            None if self.setup.voice == Voice::Agent => self.set_out(Going::Start),
            None => self.notice("park-nothing", &[]),
            Some(_) if self.setup.voice == Voice::Customer => Next::Leave,
            Some(desk) => match desk.park() {
                Ok(()) => {
                    let number = self.setup.number.to_string();
                    self.notice("case-parked", &[("number", (&number).into())]);
                    self.set_out(Going::Start)
                }
                Err(failed) => self.say_failed(&failed.to_string()),
            },
        }
    }

    /// Goes on with another case; the one that is walked is parked.
    pub(super) fn switch(&mut self, typed: &str) -> Next {
        if let Some(next) = self.without_desk() {
            return next;
        }
        if typed.is_empty() {
            self.notice("switch-needs-number", &[]);
            return self.list_cases();
        }
        match self.case_to_take(typed) {
            Some(opened) => self.switch_to(opened),
            None => Next::Ask,
        }
    }

    /// Parks the current case and goes on with the other.
    fn switch_to(&mut self, opened: Opened) -> Next {
        let Some(desk) = self.desk.clone() else { return Next::Ask };
        if desk.has_case() {
            let number = self.setup.number.to_string();
            match desk.park() {
                Ok(()) => self.notice("case-parked", &[("number", (&number).into())]),
                Err(failed) => return self.say_failed(&failed.to_string()),
            };
        }
        self.set_out(Going::Case(Box::new(opened)))
    }

    /// Finds a case that can be gone on with; says why it cannot.
    pub(super) fn case_to_take(&mut self, typed: &str) -> Option<Opened> {
        let desk = self.desk.clone()?;
        let case = match desk.find(typed) {
            Ok(case) => case,
            Err(unfound) => {
                let said = match &unfound {
                    crate::casebook::Unfound::NoCase { typed, near: Some(near) } => {
                        let near = near.to_string();
                        self.words.tell("case-unknown-near", &[("number", typed.into()), ("near", (&near).into())])
                    }
                    crate::casebook::Unfound::NoCase { typed, near: None }
                    | crate::casebook::Unfound::NoNumber(typed) => {
                        self.words.tell("case-unknown", &[("number", typed.into())])
                    }
                    crate::casebook::Unfound::Failed(failed) => failed.to_string(),
                };
                self.screen.text(INDENT, Style::Plain, &said);
                return None;
            }
        };
        let number = case.number.to_string();
        if desk.has_case() && case.number == self.setup.number {
            self.notice("switch-here", &[("number", (&number).into())]);
            return None;
        }
        if !case.head.state.is_unfinished() {
            let state = self.words.say(&format!("case-state-{}", case.head.state.as_str()));
            self.notice("case-ended", &[("number", (&number).into()), ("state", (&state).into())]);
            return None;
        }
        if matches!(desk.presence(&case), Presence::Here | Presence::Elsewhere) && !self.confirm_taking(&case) {
            return None;
        }
        match desk.open(&case.number, self.shelf) {
            Ok(opened) => Some(opened),
            Err(unopened) => {
                self.say_failed(&unopened.to_string());
                None
            }
        }
    }

    /// Asks before a case is taken from somebody who is at work on it.
    fn confirm_taking(&mut self, case: &CaseRow) -> bool {
        let number = case.number.to_string();
        let who = case.head.agent.clone().unwrap_or_else(|| self.words.say("case-somebody"));
        let since = age(&self.words, case.changed, now());
        let gaps = [("number", (&number).into()), ("who", (&who).into()), ("age", (&since).into())];
        self.notice("case-in-use", &gaps);
        self.says_yes()
    }

    /// Reads a yes; everything else is a no.
    pub(super) fn says_yes(&mut self) -> bool {
        says_yes(self.terminal.as_mut(), &mut self.screen, &self.words, false)
    }

    /// Hands the case over to somebody and puts it aside.
    pub(super) fn hand_over_to(&mut self, session: &Session<'_>, to: &str) -> Next {
        if let Some(next) = self.without_desk() {
            return next;
        }
        let name = clean_line(to).into_owned();
        if LONGEST_NAME < name.chars().count() {
            return self.notice("hand-over-name", &[]);
        }
        let Some(desk) = self.desk.clone().filter(super::Desk::has_case) else {
            return self.notice("park-nothing", &[]);
        };
        let (to, shown) = self.role_or_agent(session.library().library(), &name);
        match desk.handle(&Handling::HandedOver { to }, Some(session)).and_then(|()| desk.let_go()) {
            Ok(()) => {
                let number = self.setup.number.to_string();
                self.notice("case-handed-over", &[("number", (&number).into()), ("to", (&shown).into())]);
                if self.setup.voice == Voice::Agent { self.set_out(Going::Start) } else { Next::Leave }
            }
            Err(failed) => self.say_failed(&failed.to_string()),
        }
    }

    /// Finds the role that is meant by its id or its name; anybody else is an agent.
    fn role_or_agent(&self, library: &Library, typed: &str) -> (String, String) {
        let lower = typed.to_lowercase();
        let roles = library.vocabulary().roles.iter();
        let meant = roles
            .into_iter()
            .find(|(id, role)| id.as_str() == lower || role.name.iter().any(|(_, name)| name.to_lowercase() == lower));
        match meant {
            Some((id, role)) => (id.to_string(), role.name.get(self.words.lang()).to_owned()),
            None => (typed.to_owned(), typed.to_owned()),
        }
    }

    /// Goes on with another problem in the same case.
    pub(super) fn another(&mut self, typed: &str) -> Next {
        if typed.is_empty() {
            return self.notice("another-needs-tree", &[]);
        }
        match self.tree_meant(typed) {
            Some(tree) => self.set_out(Going::Another(tree)),
            None => Next::Ask,
        }
    }

    /// Finds the tree that is meant by its id, or by how the problem is described; lists them if several are.
    fn tree_meant(&mut self, typed: &str) -> Option<Id> {
        let (listed, loaded) = self.own_shelf().list();
        let finder = self.own_shelf().finder(&listed, &loaded);
        if let Some(it) = listed.iter().find(|it| it.id.as_str() == typed) {
            return Some(it.id.clone());
        }
        let found = finder.search(typed, self.words.lang());
        let hits: Vec<_> = found.hits.iter().filter_map(|hit| listed.iter().find(|it| it.id == hit.tree)).collect();
        match hits.as_slice() {
            [] => {
                self.notice("start-nothing", &[]);
                None
            }
            [only] => Some(only.id.clone()),
            [first, ..] if found.is_sure => Some(first.id.clone()),
            several => {
                let several = several.get(..MOST_TITLES).unwrap_or(several);
                self.screen.gap();
                self.notice("start-unsure", &[("count", several.len().into())]);
                self.screen.gap();
                let labels: Vec<&str> = several.iter().map(|it| it.title.get(self.words.lang())).collect();
                super::show::numbered(&mut self.screen, &labels);
                self.screen.gap();
                let ask = Ask { prompt: Prompt::Answer, offers: &[], private: true };
                let Typed::Line(line) = self.terminal.read(&mut self.screen, ask) else { return None };
                let choices: Vec<super::Choice> = several
                    .iter()
                    .zip(labels)
                    .map(|(it, label)| super::Choice { id: it.id.clone(), label: label.to_owned() })
                    .collect();
                super::choose(&choices, line.trim()).ok()
            }
        }
    }

    /// Asks after the end of a case whether there is more to do.
    pub(super) fn after(&mut self, outcome: Outcome, loaded: &Loaded) -> Option<Going> {
        let asks = outcome != Outcome::Unfinished
            && self.desk.as_ref().is_some_and(super::Desk::has_case)
            && (self.terminal.is_live() || self.setup.voice == Voice::Agent);
        if !asks {
            return None;
        }
        self.screen.gap();
        self.notice(if self.setup.voice == Voice::Agent { "after-agent" } else { "after-customer" }, &[]);
        loop {
            let offers = self.command_offers(Some(loaded.sealed.library()));
            let ask = Ask { prompt: Prompt::Problem, offers: &offers, private: false };
            let Typed::Line(line) = self.terminal.read(&mut self.screen, ask) else { return None };
            if line.trim().is_empty() || self.screen.failed().is_some() {
                return None;
            }
            let going = match command::parse(&self.commands, &line).map(|parsed| self.settle(parsed)) {
                Some(Ok((command, rest))) => self.obey_after(command, &rest, loaded)?,
                Some(Err(_)) => continue,
                None if ["no", "n", "nein"].contains(&line.trim().to_lowercase().as_str()) => return None,
                None => self.another(&line),
            };
            if going == Next::Go {
                return self.going.take();
            }
        }
    }

    /// Carries out a command after the end of a case; nothing if the dialogue is over.
    fn obey_after(&mut self, command: Command, rest: &str, loaded: &Loaded) -> Option<Next> {
        Some(match command {
            Command::Quit => return None,
            Command::Help => self.help(),
            Command::Lang => self.change_language(rest),
            Command::Cases => self.list_cases(),
            Command::Switch => self.switch(rest),
            Command::Another => self.another(rest),
            Command::Park => {
                let _let_go = self.desk.as_ref().is_some_and(|desk| desk.let_go().is_ok());
                self.set_out(Going::Start)
            }
            Command::Note => {
                let turns = self.turns.clone();
                let mut session = Session::replay(&loaded.sealed, turns);
                let next = self.write_down(&mut session, rest);
                self.turns = session.turns().to_vec();
                next
            }
            _ => self.notice("reject-ended", &[]),
        })
    }

    /// Offers the case that was interrupted, if there is one; what is not wanted is parked.
    pub fn offer_interrupted(&mut self, tree: Option<&Id>) -> Option<Opened> {
        let desk = self.desk.clone().filter(|_| self.terminal.is_live())?;
        let filter = Filter { tree: tree.map(Id::to_string), agent: desk.agent(), ..Filter::default() };
        let case = desk.interrupted(filter).ok()??;
        let opened = desk.open(&case.number, self.shelf).ok()?;
        let told = brief(&opened, &self.words);
        let number = case.number.to_string();
        let (title, since) = (told.title, age(&self.words, case.changed, now()));
        let title = if title.is_empty() { case.head.walked.clone() } else { title };
        self.screen.gap();
        let gaps = [
            ("number", (&number).into()),
            ("title", (&title).into()),
            ("age", (&since).into()),
            ("count", told.answers.into()),
        ];
        self.notice("case-interrupted", &gaps);
        if self.says_yes() {
            return Some(opened);
        }
        // It is not offered again, but it is still there.
        let parked = desk.take_up(&opened, self.manner()).and_then(|()| desk.park());
        match parked {
            Ok(()) => self.notice("case-parked", &[("number", (&number).into())]),
            Err(failed) => self.say_failed(&failed.to_string()),
        };
        None
    }

    /// Says in one line where a case stands that is taken up.
    pub(super) fn say_where_it_stands(&mut self, opened: &Opened) {
        let told = brief(opened, &self.words);
        let number = opened.case.number.to_string();
        let since = age(&self.words, opened.case.changed, now());
        self.screen.gap();
        let gaps = [("number", (&number).into()), ("count", told.answers.into()), ("age", (&since).into())];
        self.notice("case-goes-on", &gaps);
        if opened.has_other_trees(self.shelf) {
            self.notice("case-older-trees", &[("number", (&number).into())]);
        }
        if opened.case.erased.is_some() {
            self.notice("case-was-erased", &[]);
        }
    }

    /// Tells a turn that somebody else made.
    pub(super) fn line_of(&self, line: &Line) -> String {
        let who = line.agent.clone().unwrap_or_else(|| self.words.say("case-customer"));
        format!("{who}: {}", line.said.tell(&self.words))
    }

    /// Says why the store did not do what was wanted.
    pub(super) fn say_failed(&mut self, problem: &str) -> Next {
        self.screen.text(INDENT, Style::Plain, problem);
        Next::Ask
    }
}

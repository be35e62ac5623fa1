//! Walks a scenario: gives its answers and says where it ended.

use super::{
    Expected, Given, Opening, Suite, Walk, Word, codes,
    end::{self, Stand},
    names::{self, help_among},
    reply::{self, Unfit},
};
use crate::{
    base::{Diagnostic, Id, Span},
    check::Sealed,
    engine::{Event, Input, Key, Origin, Session, Turn, Value, View, Way},
    tree::{After, Date, FactIx, Kind, Library, Step, StepIx, TreeIx},
};

/// Where a walk ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// It works again; it was one of these.
    Fixed(Vec<Id>),
    /// This role takes over.
    Escalated {
        /// Who; nothing if the vocabulary names nobody.
        role: Option<Id>,
        /// What it probably is.
        causes: Vec<Id>,
    },
    /// This tree goes on.
    Continued(Id),
    /// The part returned through this exit.
    Exited(Id),
    /// The scenario has no answer for this step, or none that fits.
    Stopped(String),
    /// There is no way on; possible only for an assertion that begins in the middle.
    Stuck,
}

/// One step that was passed.
#[derive(Clone, Debug, PartialEq)]
pub struct Passed {
    /// The tree or part.
    pub tree: TreeIx,
    /// The step.
    pub step: StepIx,
    /// The step as a scenario names it.
    pub name: String,
    /// The reply as a scenario writes it.
    pub reply: String,
    /// Whether somebody replied; otherwise a fact was known.
    pub asked: bool,
}

/// How a walk went.
#[derive(Clone, Debug)]
pub struct Run {
    /// Where it ended.
    pub end: End,
    /// The tree or part in which it ended.
    pub tree: TreeIx,
    /// The step in which it ended.
    pub step: StepIx,
    /// The steps that were passed, oldest first.
    pub trail: Vec<Passed>,
    /// The ways that were taken, oldest first, those out of calls and routes included.
    pub ways: Vec<Way>,
    /// The time that the replied steps take, in seconds.
    pub seconds: u32,
    /// How many answers of each entry of `answers` were used.
    pub used: Vec<usize>,
    /// What the hand-over holds of each fact in `collected`.
    pub collected: Vec<Option<Value>>,
    /// What kept it from an ending.
    pub partings: Vec<Diagnostic>,
    /// The turns, oldest first.
    pub turns: Vec<Turn>,
}

/// The day of scenarios that name none, of trees that were never reviewed.
pub(super) const DAY: Date = Date::constant(2026, 1, 1);

/// Walks one scenario of a tree. The same scenario and library give the same run.
pub fn run(library: &Sealed, tree: TreeIx, suite: &Suite, walk: &Walk) -> Run {
    let today = day_of(library.library(), tree, &walk.opening);
    let session = Session::replay(library, vec![Turn { event: Event::Started { tree, today } }]);
    let mut runner = Runner { tree, suite, session, today, partings: Vec::new() };
    runner.learn(&walk.opening);
    let mut script = Script { walk, used: vec![0; walk.answers.len()], last: walk.span };
    runner.walk(&mut script);
    runner.finish(&script)
}

/// Returns the day on which a scenario takes place.
pub(super) fn day_of(library: &Library, tree: TreeIx, opening: &Opening) -> Date {
    opening.today.or_else(|| library.tree(tree)?.reviewed).unwrap_or(DAY)
}

/// What a walk still has to say.
struct Script<'s> {
    walk: &'s Walk,
    /// How many answers of each entry were given.
    used: Vec<usize>,
    /// Where the last answer stands.
    last: Span,
}

/// A scenario on its way.
pub(super) struct Runner<'l, 's> {
    pub(super) tree: TreeIx,
    pub(super) suite: &'s Suite,
    pub(super) session: Session<'l>,
    pub(super) today: Date,
    pub(super) partings: Vec<Diagnostic>,
}

impl<'l, 's> Runner<'l, 's> {
    pub(super) fn library(&self) -> &'l Library {
        self.session.library().library()
    }

    /// Tells what is known before.
    pub(super) fn learn(&mut self, opening: &Opening) {
        let voice = if opening.as_agent { "agent" } else { "customer" };
        if let Some(fact) = self.library().find_fact(None, "voice") {
            let told = Input::Fact(fact, Value::Choice(Id::new(voice)), Origin::KnownBefore);
            // The built-in fact takes its built-in values.
            let _told = self.session.input(told).is_ok();
        }
        for (name, given) in &opening.facts {
            let refused = match self.fact(name, given) {
                Ok((fact, value)) => {
                    let told = self.session.input(Input::Fact(fact, value, Origin::KnownBefore)).map(drop);
                    told.err().map(|rejection| self.unfit(&Unfit::refused(given, &rejection)))
                }
                Err(finding) => Some(finding),
            };
            self.partings.extend(refused);
        }
    }

    fn fact(&self, name: &Word, given: &Given) -> Result<(FactIx, Value), Diagnostic> {
        let library = self.library();
        let is_voice = name.text == "voice";
        let found = library.find_fact(Some(self.tree), &name.text).filter(|_| !is_voice);
        let Some((ix, (_, fact))) = found.and_then(|ix| library.fact(ix).map(|fact| (ix, fact))) else {
            let known: Vec<&str> = library.facts_of(Some(self.tree)).map(Id::as_str).collect();
            let help = if is_voice {
                Some("write `as: agent` or `as: customer`".to_owned())
            } else {
                help_among(&name.text, known.into_iter().filter(|known| *known != "voice"))
            };
            let place = self.suite.place(name.span);
            let finding = Diagnostic::new(&codes::UNKNOWN, place, format!("there is no fact `{}`", name.text));
            return Err(Diagnostic { help, ..finding });
        };
        let value = reply::value(fact, given, self.today).map_err(|unfit| self.unfit(&unfit))?;
        Ok((ix, value))
    }

    pub(super) fn unfit(&self, unfit: &Unfit) -> Diagnostic {
        let finding = Diagnostic::new(&codes::UNFIT, self.suite.place(unfit.span), unfit.message.clone());
        Diagnostic { help: unfit.help.clone(), ..finding }
    }

    /// Gives answers until the walk ends or parts.
    fn walk(&mut self, script: &mut Script<'s>) {
        while self.partings.is_empty() && !self.stops_in_another_tree(script.walk) {
            let (input, given) = match self.session.view() {
                View::Warning { .. } => (Input::Acknowledge, None),
                View::Step { key, step, .. } => match self.reply(&key, step, script) {
                    Ok(reply) => reply,
                    Err(parting) => return self.partings.push(*parting),
                },
                View::Collect { fact, .. } => self.collect(fact, script.walk),
                View::Ended(_) | View::Missing(_) | View::NotStarted => return,
            };
            if let Err(parting) = self.give(input, given) {
                self.partings.push(*parting);
            }
        }
    }

    /// Gives one input. Who is not sure sees the help and is asked once more.
    pub(super) fn give(&mut self, input: Input, given: Option<&Given>) -> Result<(), Box<Diagnostic>> {
        let again = input.clone();
        let helped = match self.session.input(input) {
            Ok(turn) => matches!(turn.event, Event::Helped(_)),
            Err(rejection) => {
                let nothing = Given { span: Span::default(), words: Vec::new(), several: false };
                return Err(Box::new(self.unfit(&Unfit::refused(given.unwrap_or(&nothing), &rejection))));
            }
        };
        if helped {
            let _taken = self.session.input(again).is_ok();
        }
        Ok(())
    }

    /// Finds the answer that the scenario gives to a step.
    fn reply(
        &self,
        key: &Key,
        step: &Step,
        script: &mut Script<'s>,
    ) -> Result<(Input, Option<&'s Given>), Box<Diagnostic>> {
        let name = names::of_key(self.library(), self.tree, key);
        let mut entries = script.walk.answers.iter().zip(&mut script.used);
        let found = entries.find(|(answered, _)| answered.step.text == name);
        let given = found.and_then(|(answered, used)| {
            let given = answered.visits.get(*used);
            *used += usize::from(given.is_some());
            given
        });
        let Some(given) = given else {
            let is_silent = matches!(&step.kind, Kind::Instruction(it) if matches!(it.after, After::Next(_)));
            return if is_silent && !self.suite.complete {
                Ok((Input::Done, None))
            } else {
                Err(Box::new(self.unanswered(&name, step, script)))
            };
        };
        script.last = given.span;
        let input = reply::input(step, given, self.today).map_err(|unfit| {
            let place = self.session.library().library().tree(key.tree).map(|tree| tree.place(step.span));
            let finding = self.unfit(&unfit);
            Box::new(place.into_iter().fold(finding, |finding, place| finding.at(place, "this step is answered")))
        })?;
        Ok((input, Some(given)))
    }

    fn unanswered(&self, name: &str, step: &Step, script: &Script<'_>) -> Diagnostic {
        let walk = script.walk;
        let finding =
            Diagnostic::new(&codes::NO_ANSWER, self.suite.place(script.last), format!("`{name}` has no answer here"))
                .label(format!("after this, `{name}` is asked"));
        let unused: Vec<&str> = (walk.answers.iter().zip(&script.used))
            .filter(|(answered, used)| **used < answered.visits.len())
            .map(|(answered, _)| answered.step.text.as_str())
            .collect();
        let given_before = walk.answers.iter().any(|answered| answered.step.text == name);
        let help = match crate::base::near(name, unused.iter().copied()) {
            _ if matches!(&step.kind, Kind::Instruction(it) if matches!(it.after, After::Next(_))) => {
                format!("write `{name}: done`, because the file says `complete: true`")
            }
            _ if given_before => format!("it is asked again: give one answer for each visit, `{name}: [no, yes]`"),
            Some(meant) => format!("did you mean `{name}` instead of `{meant}`?"),
            None => format!("add `{name}:` with an answer, or mend what led there"),
        };
        let place = self.library().tree(self.session.state().tree()).map(|tree| tree.place(step.span));
        let mut finding = place.into_iter().fold(finding, |finding, place| finding.at(place, "this is asked"));
        if let Some(first) = unused.first() {
            finding = finding.note(format!("never asked: `{first}`"));
        }
        finding.help(help)
    }

    /// Finds what the scenario gives to the hand-over.
    fn collect(&self, fact: FactIx, walk: &'s Walk) -> (Input, Option<&'s Given>) {
        let library = self.library();
        let mut given = walk.collected.iter();
        let given = given.find(|(name, _)| library.find_fact(Some(self.tree), &name.text) == Some(fact));
        let value = given.and_then(|(name, given)| Some((self.fact(name, given).ok()?.1, given)));
        value.map_or((Input::Unknown, None), |(value, given)| (reply::collecting(value), Some(given)))
    }

    /// Says whether the walk has come to another tree and does not go on there.
    fn stops_in_another_tree(&self, walk: &Walk) -> bool {
        let trees = self.session.state().trees();
        let (Some(current), true) = (trees.last(), 1 < trees.len()) else { return false };
        let name = self.library().tree(*current).map(|tree| tree.id.as_str()).unwrap_or_default();
        let is_end = matches!(&walk.ends, Some(Expected::Continue(word)) if word.text == name);
        let goes_on = |step: &str| step.split_once('/').is_some_and(|(tree, _)| tree == name);
        is_end || !walk.answers.iter().any(|answered| goes_on(&answered.step.text))
    }

    /// Says how the walk went.
    fn finish(mut self, script: &Script<'_>) -> Run {
        let walk = script.walk;
        let stops = self.stops_in_another_tree(walk);
        let mut collected = Vec::new();
        for (name, given) in &walk.collected {
            match self.fact(name, given) {
                Ok((fact, _)) => collected.push(self.session.state().value(fact).cloned()),
                Err(finding) => self.partings.push(finding),
            }
        }
        let Stand { end, tree, step, ways, .. } = end::of(&self.session, stops);
        let trail = end::trail(&self.session, self.tree, stops);
        let end = match (self.partings.is_empty(), self.session.view()) {
            (false, View::Step { key, .. }) => End::Stopped(names::of_key(self.library(), self.tree, &key)),
            _ => end,
        };
        let replied = trail.iter().filter(|passed| passed.asked);
        let seconds = replied.filter_map(|it| self.library().tree(it.tree)?.step(it.step)?.time).map(|it| it.0).sum();
        let turns = self.session.turns().to_vec();
        let used = script.used.clone();
        Run { end, tree, step, trail, ways, seconds, used, collected, partings: self.partings, turns }
    }
}

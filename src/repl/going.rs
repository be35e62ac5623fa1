//! Goes from one library to the next, and from one case to another.

use std::time::Instant;

use super::{
    Voice,
    dialogue::{Dialogue, Next, Outcome, Stop},
    keep::Unkept,
};
use crate::{
    base::Id,
    casebook::{Opened, extend, is_started, story},
    engine::{Event, Origin, Turn, Value},
    library::Loaded,
    screen::Style,
};

/// Where a dialogue goes on.
#[derive(Debug)]
pub(super) enum Going {
    /// In the same case, as somebody else left it; everything behind the last known turn is told.
    Reload {
        /// The last turn that was known here.
        known: u32,
        /// Whether the last answer was taken nevertheless.
        taken: bool,
    },
    /// In another case.
    Case(Box<Opened>),
    /// In another tree of the same case.
    Another(Id),
    /// Where the next case begins.
    Start,
}

impl Dialogue<'_> {
    /// Walks from here on, through as many trees and cases as people want.
    pub(super) fn go_on(&mut self, turns: Vec<Turn>, mut loaded: Loaded) -> Outcome {
        self.turns = turns;
        loop {
            let going = match self.walk_in(&loaded.sealed) {
                Stop::Missing(id) => {
                    match extend(self.own_shelf(), &loaded, &id) {
                        Some(longer) => loaded = longer,
                        None => {
                            self.notice("leave-elsewhere", &[("tree", id.as_str().into())]);
                            self.turns.push(Turn { event: Event::Human });
                        }
                    }
                    continue;
                }
                Stop::Over(outcome) => match self.after(outcome, &loaded) {
                    Some(going) => {
                        self.served = Some(outcome);
                        going
                    }
                    None => return outcome,
                },
                Stop::Go(going) => going,
            };
            match self.go(going, loaded) {
                Ok(next) => loaded = next,
                Err(outcome) => return outcome,
            }
        }
    }

    /// Goes on with a case that was opened.
    pub fn take_up(&mut self, opened: Opened) -> Outcome {
        self.take_up_in(opened, None)
    }

    /// Goes on with a case that was opened, in another tree if one is named.
    pub fn take_up_in(&mut self, opened: Opened, tree: Option<Id>) -> Outcome {
        match self.go_to(opened) {
            Ok(mut loaded) => {
                if let Some(tree) = tree {
                    loaded = self.begin_another(&tree, loaded);
                }
                // Values were read for their facts before, so that a refusal has been told already.
                let known = std::mem::take(&mut self.setup.known).into_iter();
                self.turns.extend(
                    known.map(|(fact, value)| Turn { event: Event::Fact { fact, value, origin: Origin::KnownBefore } }),
                );
                let turns = std::mem::take(&mut self.turns);
                self.go_on(turns, loaded)
            }
            Err(outcome) => outcome,
        }
    }

    fn go(&mut self, going: Going, loaded: Loaded) -> Result<Loaded, Outcome> {
        self.served = self.served.or(Some(Outcome::Unfinished));
        match going {
            Going::Reload { known, taken } => self.reload(known, taken),
            Going::Case(opened) => self.go_to(*opened),
            Going::Another(tree) => Ok(self.begin_another(&tree, loaded)),
            Going::Start => self.begin_anew(),
        }
    }

    /// Takes a case up and stands where it stands.
    pub(super) fn go_to(&mut self, opened: Opened) -> Result<Loaded, Outcome> {
        let manner = self.manner();
        let taken = self.desk.as_ref().map_or(Ok(()), |desk| desk.take_up(&opened, manner));
        match taken {
            Ok(()) => {
                self.say_where_it_stands(&opened);
                let loaded = self.stand_in(opened);
                if is_started(&self.turns) {
                    return Ok(loaded);
                }
                let turns = std::mem::take(&mut self.turns);
                Err(self.wait_for_human(&loaded, turns))
            }
            Err(crate::store::Failed::Changed { .. }) => self.reload(opened.case.last, true),
            Err(failed) => {
                self.fail(failed);
                Err(Outcome::Unfinished)
            }
        }
    }

    /// Makes a case that was opened the one that is walked.
    fn stand_in(&mut self, opened: Opened) -> Loaded {
        self.setup.number = opened.case.number.clone();
        let library = opened.loaded.sealed.library();
        let voice = library.find_fact(None, "voice");
        let mut recorded = None;
        for turn in &opened.turns {
            match &turn.event {
                // Relative days mean what they meant when the case began.
                Event::Started { today, .. } => self.setup.today = *today,
                Event::Fact { fact, value: Value::Choice(id), .. } if Some(*fact) == voice => {
                    recorded = Some(if id.as_str() == Voice::Agent.as_str() { Voice::Agent } else { Voice::Customer });
                }
                _ => {}
            }
        }
        self.turns = opened.turns;
        // Whoever holds the dialogue now decides which steps are shown.
        if let Some(fact) = voice.filter(|_| recorded.is_some_and(|recorded| recorded != self.setup.voice)) {
            let value = Value::Choice(Id::new(self.setup.voice.as_str()));
            self.turns.push(Turn { event: Event::Fact { fact, value, origin: Origin::KnownBefore } });
        }
        self.own_words = opened.own_words;
        self.pinned = opened.shelf;
        self.worked = opened.case.spent;
        self.began = Instant::now();
        (self.titled, self.collecting) = (None, false);
        opened.loaded
    }

    /// Reads the case anew, because somebody else has gone on with it, and tells what they did.
    fn reload(&mut self, known: u32, taken: bool) -> Result<Loaded, Outcome> {
        let Some(desk) = self.desk.clone() else { return Err(Outcome::Unfinished) };
        match desk.open(&self.setup.number, self.shelf) {
            Ok(opened) => {
                desk.reload(&opened);
                self.tell_what_others_did(&opened, known, taken);
                Ok(self.stand_in(opened))
            }
            Err(unopened) => {
                let problem = crate::store::Failed::Unusable {
                    problem: unopened.to_string(),
                    help: unopened.help(),
                    passing: false,
                };
                self.unkept = Some(Unkept::Store(problem));
                Err(Outcome::Unfinished)
            }
        }
    }

    fn tell_what_others_did(&mut self, opened: &Opened, known: u32, taken: bool) {
        let own = self.desk.as_ref().map_or(0, super::Desk::last_turn);
        self.screen.gap();
        self.screen.text(2, Style::Strong, &self.words.say("case-changed"));
        let lines = story(opened, &self.words);
        let own_turn = if taken { own } else { u32::MAX };
        for line in lines.iter().filter(|line| known < line.turn && line.turn < own_turn) {
            let text = self.line_of(line);
            self.screen.item(2, "- ", Style::Plain, &text);
        }
        if !taken {
            self.notice("case-changed-again", &[]);
        }
    }

    /// Goes on in another tree; what is known stays known.
    fn begin_another(&mut self, tree: &Id, loaded: Loaded) -> Loaded {
        // Its answers are all there: it would only end again as it did.
        if loaded.wanted.contains(tree) {
            self.notice("another-walked", &[("tree", tree.as_str().into())]);
            return loaded;
        }
        let Some(longer) = extend(self.own_shelf(), &loaded, tree) else {
            self.notice("another-unknown", &[("tree", tree.as_str().into())]);
            return loaded;
        };
        if let Some(ix) = longer.sealed.library().find(tree.as_str()) {
            self.turns.push(Turn { event: Event::Started { tree: ix, today: self.today } });
        }
        (self.titled, self.collecting) = (None, false);
        longer
    }

    /// Begins another case, at the start page.
    fn begin_anew(&mut self) -> Result<Loaded, Outcome> {
        let (listed, loaded) = self.shelf.list();
        if let Some(desk) = &self.desk {
            self.setup.number = desk.fresh_number();
        }
        self.setup.today = self.today;
        // What was known before the dialogue belonged to its first case.
        self.setup.known.clear();
        self.pinned = None;
        self.own_words = None;
        self.worked = 0;
        self.began = Instant::now();
        (self.titled, self.collecting) = (None, false);
        self.begin_from(&listed, &loaded)
    }
}

/// What a command decides: where to go on.
impl Dialogue<'_> {
    /// Leaves the case that is walked, and goes on there.
    pub(super) fn set_out(&mut self, going: Going) -> Next {
        self.going = Some(going);
        Next::Go
    }
}

//! A store full of cases that random people walked: the same in every run, but for the day on which it is counted.

use std::sync::Arc;

use lotse::{
    base::{Id, Lang},
    case::{Handling, Number},
    casebook::{Casebook, Channel, Kept, Stamp},
    engine::{Input, Outcome, Session, View},
    library::{Loaded, Shelf},
    store::{self, Moment},
    tree::{After, Input as Wanted, Kind, Step},
};

use super::made::HOUR;

/// What people said and what must not come out anywhere.
pub(crate) const PLANTED: [&str; 3] = ["Qzanzibar", "Qwerther", "4711815"];
/// The trees, the most used one first.
const TREES: [&str; 3] = ["prn-no-output", "net-wifi-slow", "meet-audio"];
const AGENTS: [Option<&str>; 3] = [None, Some("ada"), Some("bruno")];

/// Chance that is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    /// Says yes so often of a hundred times.
    fn falls(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// One who walks.
struct Walker<'a> {
    book: &'a mut Casebook,
    dice: &'a mut Dice,
    stamp: Stamp,
}

/// The time now, in milliseconds since the beginning of 1970.
pub(crate) fn now() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(now.as_millis()).unwrap()
}

/// Fills a store with so many cases.
pub(crate) fn fill(place: &str, cases: usize) {
    let shelf = Shelf::built_in();
    let wanted: Vec<Id> = TREES.into_iter().filter(|tree| shelf.ids().contains(&Id::new(tree))).map(Id::new).collect();
    assert!(!wanted.is_empty());
    let loaded = shelf.load_all();
    let mut book = Casebook::new(store::open(place).unwrap(), None);
    let mut dice = Dice(20_261_123);
    for number in 0..cases {
        let tree = &wanted[dice.below(wanted.len() * 2).saturating_sub(wanted.len())];
        let age = if number % 20 == 0 {
            HOUR
        } else {
            (20 + i64::try_from(dice.below(2000)).unwrap()) * 24 * HOUR / 40 + 17 * 24 * HOUR
        };
        let stamp = Stamp {
            now: Moment(now() - age),
            spent: 0,
            agent: AGENTS[dice.below(3)].map(str::to_owned),
            channel: [Channel::Terminal, Channel::Web, Channel::Terminal][dice.below(3)],
            lang: [Lang::EN, Lang::DE][dice.below(2)],
            voice: "agent",
        };
        let mut walker = Walker { book: &mut book, dice: &mut dice, stamp };
        walker.case(&Number::parse(&format!("S-{number}")).unwrap(), &shelf, &loaded, tree.as_str());
    }
}

impl Walker<'_> {
    fn case(&mut self, number: &Number, shelf: &Shelf, loaded: &Loaded, tree: &str) {
        let mut session = crate::support::begin(&loaded.sealed, tree);
        let mut kept: Option<Kept> = None;
        let patience = if self.dice.falls(18) { 1 + self.dice.below(4) } else { 60 };
        for _ in 0..patience {
            if matches!(session.view(), View::Ended(_) | View::Missing(_)) {
                break;
            }
            self.reply(&mut session);
            let seconds = 4 + self.dice.below(40) + if self.dice.falls(12) { self.dice.below(300) } else { 0 };
            self.stamp.spent = seconds as u64 * 1000;
            self.stamp.now.0 += i64::try_from(seconds).unwrap() * 1000;
            match &mut kept {
                Some(kept) => self.book.keep(kept, &session, &self.stamp).unwrap(),
                None if Casebook::is_begun(&session) => {
                    let words = Some(PLANTED[0]);
                    kept = Some(self.book.begin(number, shelf, &session, words, &self.stamp).unwrap());
                }
                None => {}
            }
        }
        let Some(mut kept) = kept else { return };
        self.stamp.spent = 0;
        if !matches!(session.view(), View::Ended(_)) {
            let handling = if self.dice.falls(50) { Handling::Closed } else { Handling::Parked };
            self.book.handle(&mut kept, &handling, Some(&session), &self.stamp).unwrap();
        } else if self.dice.falls(10) {
            self.stamp.now.0 += 30 * HOUR;
            self.book.reopen(&mut kept, &mut session, &self.stamp).unwrap();
            for _ in 0..40 {
                if matches!(session.view(), View::Ended(_) | View::Missing(_)) {
                    break;
                }
                self.reply(&mut session);
                self.stamp.spent = 20_000;
                self.book.keep(&mut kept, &session, &self.stamp).unwrap();
            }
        }
    }

    /// Replies somehow; what is refused is replied to otherwise.
    fn reply(&mut self, session: &mut Session<'_>) {
        if self.dice.falls(6) {
            session.input(Input::Note(PLANTED[1].into())).unwrap();
        }
        if self.dice.falls(5) && session.input(Input::Back).is_ok() {
            return;
        }
        let inputs = match session.view() {
            View::Warning { .. } => vec![Input::Acknowledge],
            View::Step { step, .. } => self.at_step(step),
            View::Collect { .. } => {
                vec![Input::Words(PLANTED[1].into()), Input::Words(PLANTED[2].into()), Input::Unknown]
            }
            _ => Vec::new(),
        };
        let taken = inputs.into_iter().any(|input| session.input(input).is_ok());
        if !taken {
            session.input(Input::Human).unwrap();
        }
    }

    fn at_step(&mut self, step: &Step) -> Vec<Input> {
        if let Kind::Instruction(instruction) = &step.kind {
            match instruction.after {
                After::Verify { .. } => {
                    let outcome = [Outcome::Worked, Outcome::DidNotWork, Outcome::DidNotWork, Outcome::NotDone];
                    return vec![Input::Outcome(outcome[self.dice.below(4)]), Input::Outcome(Outcome::DidNotWork)];
                }
                After::Next(_) => return vec![Input::Done],
                After::Ask(_) => {}
            }
        }
        let Some(question) = step.question() else { return Vec::new() };
        let ids: Vec<Id> = question.answers.iter().map(|answer| answer.id.clone()).collect();
        let words: Arc<str> = PLANTED[2].into();
        match &question.input {
            // Dangers come first in the trees and seldom in life.
            Wanted::Choice | Wanted::Many if !ids.is_empty() => {
                let last = ids.len() - 1;
                let place = if self.dice.falls(8) { last } else { self.dice.below(last.max(1)) };
                let id = if ids.contains(&Id::new("none")) && self.dice.falls(85) {
                    Id::new("none")
                } else {
                    ids[place].clone()
                };
                vec![Input::Choose(id.clone()), Input::ChooseSeveral(vec![id])]
            }
            Wanted::Number { .. } => [40.0, 5.0, 200.0, 1.0].into_iter().map(Input::Number).collect(),
            Wanted::Date(_) => vec![Input::Day(crate::support::TODAY.parse().unwrap())],
            _ => vec![Input::Words(words), Input::Choose(Id::new("unsure"))],
        }
    }
}

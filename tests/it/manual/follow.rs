//! Walks a tree at random, and follows the walk on its page.

use std::collections::BTreeSet;

use lotse::{
    case::Phrase,
    check::Sealed,
    engine::{Ended, Entry, Input, Outcome, Passed, Reply, Session, View},
    tree::{After, Answer, Bound, Guard, Input as Wanted, Kind, Question},
    words::Words,
};

use super::page::{Link, Page, Place};
use crate::support::{TODAY, begin};

/// Dice that fall alike in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// A reply that fits a question.
fn reply(question: &Question, dice: &mut Dice) -> Input {
    let answer = question.answers.get(dice.below(question.answers.len().max(1)));
    let number = |bound: &Option<Bound>| match bound {
        Some(Bound::Number(number)) => Some(*number),
        _ => None,
    };
    match (&question.input, answer) {
        (_, Some(answer)) if answer.id.as_str() == "unsure" => Input::Choose(answer.id.clone()),
        (Wanted::Many, Some(answer)) => Input::ChooseSeveral(vec![answer.id.clone()]),
        (Wanted::Number { scale, .. }, answer) => Input::Number(match answer.map(|answer| &answer.guard) {
            Some(Guard::Range { from, below }) => {
                number(from).or_else(|| number(below).map(|below| below - 1.0)).unwrap_or(1.0)
            }
            _ => number(&scale.min).unwrap_or(1.0),
        }),
        (Wanted::Date(scale), _) => {
            let day = if scale.min.is_none() { dice.below(2) } else { 1 };
            Input::Day(["2012-03-04", TODAY][day].parse().unwrap())
        }
        (Wanted::Text { .. }, _) => Input::Words("E05 DNS_PROBE timed out".into()),
        (Wanted::Choice, Some(answer)) => Input::Choose(answer.id.clone()),
        (Wanted::Choice | Wanted::Many, None) => Input::Done,
    }
}

/// Walks a tree to its end as a customer might.
pub(crate) fn random_case<'l>(library: &'l Sealed, tree: &str, dice: &mut Dice) -> Session<'l> {
    let mut session = begin(library, tree);
    for _ in 0..500 {
        let input = match session.view() {
            View::Warning { .. } => Input::Acknowledge,
            View::Collect { .. } => Input::Unknown,
            View::Step { step, .. } => match (step.question(), &step.kind) {
                (Some(question), _) => reply(question, dice),
                (None, Kind::Instruction(it)) if matches!(it.after, After::Next(_)) => Input::Done,
                _ => Input::Outcome(match dice.below(8) {
                    0 => Outcome::Worked,
                    1 => Outcome::NotDone,
                    _ => Outcome::DidNotWork,
                }),
            },
            _ => return session,
        };
        session.input(input).unwrap();
    }
    panic!("{tree}: no end");
}

/// A reader of the page in one language: all places where somebody may stand who followed a case so far.
struct Follower<'p> {
    page: &'p Page,
    phrase: Phrase<'p>,
    at: BTreeSet<&'p str>,
}

impl<'p> Follower<'p> {
    fn new(page: &'p Page, phrase: Phrase<'p>) -> Self {
        let start = page.start(phrase.words.lang().as_str());
        let mut own = Self { page, phrase, at: BTreeSet::new() };
        own.stand([start.id.as_str()]);
        own
    }

    /// Stands at these places and at all that lie behind warnings and behind what only the reader can recall.
    fn stand(&mut self, places: impl IntoIterator<Item = &'p str>) {
        let mut queue: Vec<&str> = places.into_iter().collect();
        while let Some(id) = queue.pop() {
            let place = self.page.place(id);
            if self.at.insert(&place.id) && (place.is("warn") || place.is("recall") || place.is("passage")) {
                queue.extend(place.answers.iter().map(|answer| answer.to.as_str()));
            }
        }
    }

    fn label(&self, entry: &Entry, reply: &Reply) -> Option<String> {
        match reply {
            Reply::Chosen(_) => Some(self.phrase.reply(&entry.key, reply)),
            Reply::Outcome(Outcome::Worked) => Some(self.phrase.words.say("manual-worked")),
            Reply::Outcome(Outcome::DidNotWork) => Some(self.phrase.words.say("manual-not-worked")),
            Reply::Outcome(Outcome::NotDone) => Some(self.phrase.words.say("manual-not-done")),
            Reply::Several(_) | Reply::Number(_) | Reply::Day(_) | Reply::Words(_) | Reply::Done => None,
        }
    }

    /// Follows one entry of a trail; returns what is wrong with the page.
    fn follow(&mut self, entry: &Entry) -> Result<(), String> {
        let step = self.phrase.step(&entry.key).unwrap();
        let here: Vec<&Place> = self.at.iter().map(|id| self.page.place(id)).filter(|it| it.is("step")).collect();
        let here: Vec<&Place> = here.into_iter().filter(|place| place.step() == step.id.as_str()).collect();
        let label = match &entry.passed {
            Passed::Replied(reply) => {
                self.at.clear();
                self.label(entry, reply)
            }
            // What every way there has answered is not on the page; otherwise the reader answers once more.
            Passed::Known(_) => None,
        };
        // Steps of different parts may bear one name; the right one has all answers.
        let labels: Vec<String> =
            step.question().into_iter().flat_map(|it| &it.answers).map(|it| self.of(it)).collect();
        let is_there =
            |place: &Place, wanted: &str| place.answers.iter().any(|answer| answer.label.starts_with(wanted));
        let whole = here.iter().filter(|place| labels.iter().all(|wanted| is_there(place, wanted)));
        let fits = |answer: &&Link| label.as_ref().is_none_or(|label| answer.label == *label);
        let next: Vec<&str> =
            whole.flat_map(|place| &place.answers).filter(fits).map(|answer| answer.to.as_str()).collect();
        if next.is_empty() && matches!(entry.passed, Passed::Replied(_)) {
            let name = self.phrase.key_name(&entry.key);
            return Err(format!("`{name}` with {labels:?} and the answer {label:?} is not shown: {here:?}"));
        }
        self.stand(next);
        Ok(())
    }

    /// How an answer begins on the page; typed answers without a label of their own are told by their values.
    fn of(&self, answer: &Answer) -> String {
        let is_told = matches!(answer.id.as_str(), "yes" | "no" | "unsure" | "none");
        let has_label = answer.text.is_some() || is_told || matches!(answer.guard, Guard::Chosen);
        if has_label { self.phrase.answer(answer) } else { String::new() }
    }

    /// Says whether the page can have sent the reader to another guide.
    fn is_elsewhere(&self) -> bool {
        self.at.iter().any(|id| self.page.place(id).is("elsewhere"))
    }

    /// Says whether the page can have come to the same end.
    fn ends(&self, ended: &Ended<'_>) -> bool {
        self.at.iter().map(|id| self.page.place(id)).any(|place| match ended {
            Ended::Fixed { tree, causes, .. } => {
                place.is("fixed") && causes.iter().all(|cause| place.heading.contains(&self.phrase.cause(*tree, cause)))
            }
            Ended::Escalated { role, because, .. } => {
                let role = role.and_then(|role| self.phrase.library.vocabulary().roles.get_index(role.index()));
                let lang = self.phrase.words.lang();
                let names_role = role.is_none_or(|(_, role)| place.heading.contains(role.name.get(lang)));
                let tells_why = because.is_none_or(|because| place.text.contains(because.get(lang)));
                place.is("hand-over") && names_role && tells_why
            }
        })
    }
}

/// Follows a case that has ended; says where the page parts from it.
pub(crate) fn follow(page: &Page, session: &Session<'_>, words: &Words) -> Result<(), String> {
    let View::Ended(ended) = session.view() else { return Err(format!("{:?}", session.view())) };
    let mut follower = Follower::new(page, Phrase { library: session.library().library(), words });
    for entry in session.state().trail() {
        let left = follower.is_elsewhere();
        match follower.follow(entry) {
            // What follows stands in another guide.
            Err(_) if left => return Ok(()),
            followed => followed?,
        }
    }
    if follower.is_elsewhere() || follower.ends(&ended) {
        Ok(())
    } else {
        Err(format!("{ended:?} is not among {:?}", follower.at))
    }
}

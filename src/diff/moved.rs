//! Takes one case to another version of its trees, and says what becomes of its answers.

use super::{
    ChangeReport, Place, Sides,
    place::{Mapping, settle},
};
use crate::{
    case::record::{Lost, RecordedTurns, Resolver},
    engine::{Entry, Event, Key, Passed, Session, Turn, View, is_begun},
    tree::FactIx,
};

/// What becomes of a case that goes on with the new trees. Positions are those of the two sealed libraries.
#[derive(Clone, Debug, PartialEq)]
pub struct MovedCase {
    /// Where it stands, or how it ended, before.
    pub before: Place,
    /// Where it stands, or how it ended, now.
    pub now: Place,
    /// Whether a person who stood there before and stands here now notices no difference.
    pub is_same: bool,
    /// Answers that are still used: the step now.
    pub kept: Vec<Key>,
    /// Answers that are not: the entry before, and why.
    pub dropped: Vec<(Entry, Dropped)>,
    /// The step that is asked now and was not asked or answered before; nothing if the case goes on as it would have.
    pub asked: Option<Key>,
    /// Facts that a hand-over now needs and that are not known, further ones than before.
    pub needed: Vec<FactIx>,
    /// What of the record the new trees do not have at all.
    pub lost: Vec<Lost>,
    /// The turns as the new library has them.
    pub turns: Vec<Turn>,
}

/// Why an answer is not used any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// The step is gone.
    NoStep,
    /// The step no longer has this answer.
    NoAnswer,
    /// The step is there, but the way no longer leads to it, or not yet.
    OffPath,
}

/// Takes a case to the new library; nothing if the tree with which it began is gone, or was never there.
pub fn move_case(sides: Sides<'_>, report: &ChangeReport, recorded: &RecordedTurns<'_>) -> Option<MovedCase> {
    let (old, new) = (sides.old.sealed, sides.new.sealed);
    let mapping = Mapping::new(&report.matching, (sides.old.read, sides.new.read), (old.library(), new.library()));
    let before = Resolver::new(old.library()).replay(recorded);
    let now = Resolver::with_renames(new.library(), &report.renames).replay(recorded);
    if !is_begun(&before.turns) || !is_begun(&now.turns) {
        return None;
    }
    let turns = now.turns.clone();
    let (mut from, mut to) = (Session::replay(old, before.turns), Session::replay(new, now.turns));
    let needed = needed(&from, &to);
    let (led, leads) = (settle(&mut from), settle(&mut to));
    let is_same = mapping.is_same(&led, &leads);
    let (mut kept, mut dropped) = (Vec::new(), Vec::new());
    for entry in from.state().trail().iter().filter(|entry| is_reply(entry)) {
        let there = mapping.key(&entry.key);
        match there.as_ref().and_then(|key| to.state().trail().iter().find(|it| it.key == *key && is_reply(it))) {
            Some(found) => kept.push(found.key.clone()),
            None => dropped.push((entry.clone(), why(there.as_ref(), &to))),
        }
    }
    let asked = match to.view() {
        View::Step { key, .. } if !is_same => Some(key),
        _ => None,
    };
    let lost = now.lost.into_iter().filter(|lost| !before.lost.contains(lost)).collect();
    Some(MovedCase { before: led, now: leads, is_same, kept, dropped, asked, needed, lost, turns })
}

fn is_reply(entry: &Entry) -> bool {
    matches!(entry.passed, Passed::Replied(_))
}

fn why(there: Option<&Key>, to: &Session<'_>) -> Dropped {
    match there {
        None => Dropped::NoStep,
        // What is asked again at its place has lost its answer; what is not asked lies elsewhere.
        Some(key) => match to.view() {
            View::Step { key: asked, .. } if asked == *key => Dropped::NoAnswer,
            _ => Dropped::OffPath,
        },
    }
}

/// The facts that the hand-over at the new place wants, without those that the old one wanted as well.
fn needed(from: &Session<'_>, to: &Session<'_>) -> Vec<FactIx> {
    let wanted = |session: &Session<'_>| {
        let (mut session, mut wanted) = (session.clone(), Vec::new());
        while let View::Collect { fact, .. } = session.view() {
            wanted.push(fact);
            session.push(Turn { event: Event::Collected(fact, None) });
        }
        wanted
    };
    let names = |session: &Session<'_>, fact: FactIx| session.library().library().fact(fact).map(|(id, _)| id.clone());
    let before: Vec<_> = wanted(from).into_iter().map(|fact| names(from, fact)).collect();
    wanted(to).into_iter().filter(|fact| !before.contains(&names(to, *fact))).collect()
}

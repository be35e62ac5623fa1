//! The state of a case: where it stands, what led there, what is known and tried.

use std::{fmt::Write as _, sync::Arc};

use rustc_hash::FxHashMap;

use super::{
    Event, Key, KnownFact, Outcome, Reply, Segment, Turn, Value, answers::Answers, context::Context, facts::Facts,
};
use crate::{
    base::Id,
    check::Sealed,
    tree::{Date, EdgeRole, FactIx, StepIx, TreeIx, WarningIx},
};

/// How many replies most cases end within; room for them is made at once.
pub(super) const USUAL_LENGTH: usize = 16;

/// Everything that follows from the turns so far.
#[derive(Clone, Debug, Default)]
pub struct State {
    // What the turns record, whatever the path.
    pub(super) root: Option<TreeIx>,
    /// The step of the first tree with which the walk begins, if that is not its start.
    pub(super) begin: Option<StepIx>,
    pub(super) today: Option<Date>,
    pub(super) answers: Answers,
    pub(super) helped: Vec<Key>,
    /// Questions that are asked although their fact is known, because somebody wanted to change it there.
    pub(super) asked: Vec<Key>,
    pub(super) acknowledged: Vec<WarningIx>,
    pub(super) told: Facts,
    pub(super) collected: Vec<(FactIx, Option<Value>)>,
    pub(super) notes: Vec<Arc<str>>,
    pub(super) human: bool,
    /// What was passed in the trees in which the case began before the current one.
    pub(super) before: Before,
    // Where the walk along them has come.
    pub(super) at: At,
    pub(super) calls: Option<Arc<[Segment]>>,
    pub(super) frames: Vec<Frame>,
    pub(super) instances: u32,
    pub(super) visits: FxHashMap<(u32, StepIx), u16>,
    pub(super) retries: FxHashMap<(u32, u32), u16>,
    pub(super) walked: Vec<TreeIx>,
    pub(super) stop: Stop,
    // What was gathered on the way.
    pub(super) trail: Vec<Entry>,
    pub(super) ways: Vec<Way>,
    pub(super) facts: Facts,
    pub(super) tried: Vec<Tried>,
    pub(super) ruled_out: Vec<(TreeIx, Id)>,
    pub(super) wanted: Vec<FactIx>,
}

/// What earlier trees of the same case have brought.
#[derive(Clone, Debug, Default)]
pub(super) struct Before {
    pub(super) trail: Vec<Entry>,
    pub(super) tried: Vec<Tried>,
    pub(super) ruled_out: Vec<(TreeIx, Id)>,
}

/// A step in a case, at a visit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct At {
    pub(super) tree: TreeIx,
    pub(super) step: StepIx,
    pub(super) visit: u16,
    /// Numbers the entries of trees and parts on this walk.
    pub(super) instance: u32,
}

impl Default for At {
    fn default() -> Self {
        Self { tree: TreeIx(0), step: StepIx::new(0), visit: 1, instance: 0 }
    }
}

/// A call that waits for its part to return.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) at: At,
    pub(super) calls: Option<Arc<[Segment]>>,
}

/// Why the walk does not go on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Stop {
    /// It does.
    #[default]
    Nowhere,
    /// A warning must be read.
    Warning(WarningIx),
    /// A reply is wanted.
    Step { key: Key, help: bool, previous: Option<Reply>, done: bool },
    /// The case has ended, once the wanted facts are collected.
    Ended(EndKind),
    /// The next tree was not loaded.
    Missing,
    /// There is no way on; cannot happen in a sealed tree.
    Stuck,
}

/// What ended the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EndKind {
    /// A fix.
    Fix,
    /// An instruction that helped.
    Worked,
    /// An escalation.
    Escalation,
    /// A continuation in a tree that this case has walked before.
    WalkedBefore,
    /// The wish for a human.
    Human,
}

/// One thing that was passed on the current path.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The step.
    pub key: Key,
    /// How it was passed.
    pub passed: Passed,
}

/// One way out of a step that the walk took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Way {
    /// The tree or part.
    pub tree: TreeIx,
    /// The step that was left.
    pub step: StepIx,
    /// Which way out of it; an instruction that helped counts as solved even if that ended the case, and a call, an
    /// exit and a continuation lead into another tree by the next way.
    pub role: EdgeRole,
    /// Whether the way was bounded and taken often enough, so that the walk went where it leads then.
    pub spent: bool,
}

/// The situation of a case: two cases in the same one go on alike, as far as the named facts matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Situation(Box<str>);

/// How a step was passed.
#[derive(Clone, Debug, PartialEq)]
pub enum Passed {
    /// A person replied.
    Replied(Reply),
    /// It was not asked, because the fact was known.
    Known(KnownFact),
}

/// An instruction that was followed or attempted, on the current path or off it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// The step.
    pub key: Key,
    /// What it brought.
    pub reply: Reply,
    /// Whether it lies on the current path.
    pub active: bool,
}

impl State {
    /// Computes the state from all turns.
    pub fn replay(library: &Sealed, turns: &[Turn]) -> Self {
        let mut state = Self::default();
        let expected = turns.len().max(USUAL_LENGTH);
        state.answers.reserve(expected);
        state.trail.reserve(expected);
        for (number, turn) in (0..).zip(turns) {
            let context = Context { library, turns: turns.get(..number as usize + 1).unwrap_or(turns) };
            if matches!(turn.event, Event::Started { .. }) && state.root.is_some() {
                state.walk_anew(context);
            }
            state.record(context, number, &turn.event);
        }
        state.walk_anew(Context { library, turns });
        state
    }

    /// Takes in the last turn of `turns`; the result equals a replay of all of them.
    pub(super) fn advance(&mut self, library: &Sealed, turns: &[Turn]) {
        let context = Context { library, turns };
        let Some(turn) = turns.last() else { return };
        let number = u32::try_from(turns.len() - 1).unwrap_or(u32::MAX);
        let is_new = self.record(context, number, &turn.event);
        if self.root.is_none() {
            return;
        }
        if is_new {
            self.walk_anew(context);
        } else {
            self.stop = Stop::Nowhere;
            self.walk(context);
        }
    }

    /// Lists what was passed on the current path, oldest first.
    pub fn trail(&self) -> &[Entry] {
        &self.trail
    }

    /// Says whether the last that somebody said is that it works now.
    pub fn works(&self) -> bool {
        let worked = |entry: &Entry| matches!(entry.passed, Passed::Replied(Reply::Outcome(Outcome::Worked)));
        self.trail.last().is_some_and(worked)
    }

    /// Lists what was passed in earlier trees, if the case was begun in several, oldest first.
    pub fn trail_before(&self) -> &[Entry] {
        &self.before.trail
    }

    /// Lists the ways that were taken on the current path, oldest first: those out of calls and routes included.
    pub fn ways(&self) -> &[Way] {
        &self.ways
    }

    /// Names the situation: where the case stands, the bounded ways that it took, the trees that it walked, and
    /// those of its facts that matter.
    pub fn situation(&self, matters: impl Fn(FactIx) -> bool) -> Situation {
        let mut name = format!("{:?}", self.walked);
        let frames = self.frames.iter().map(|frame| frame.at);
        let open: Vec<At> = frames.chain([self.at]).collect();
        for at in &open {
            // Writing to a string cannot fail.
            let _written = write!(name, "|{}.{}", at.tree.0, at.step.index());
        }
        let depth = |instance: u32| open.iter().position(|at| at.instance == instance);
        let mut spent: Vec<_> =
            self.retries.iter().filter_map(|((by, way), times)| Some((depth(*by)?, *way, *times))).collect();
        spent.sort_unstable();
        let mut known: Vec<&KnownFact> = self.facts.as_slice().iter().filter(|known| matters(known.fact)).collect();
        known.sort_by_key(|known| known.fact);
        let known: Vec<_> = known.into_iter().map(|known| (known.fact.0, &known.value)).collect();
        let _written = write!(name, "|{spent:?}|{known:?}");
        Situation(name.into())
    }

    /// Lists what is known now.
    pub fn facts(&self) -> &[KnownFact] {
        self.facts.as_slice()
    }

    /// Returns a fact's value, collected ones included.
    pub fn value(&self, fact: FactIx) -> Option<&Value> {
        let collected = || self.collected.iter().find(|(own, _)| *own == fact).and_then(|(_, value)| value.as_ref());
        self.facts.get(fact).map(|known| &known.value).or_else(collected)
    }

    /// Lists the instructions that were followed or attempted, oldest first, those off the path included.
    pub fn tried(&self) -> &[Tried] {
        &self.tried
    }

    /// Lists the causes of a tree that are ruled out, because what fixes them was done and did not help.
    pub fn ruled_out(&self) -> &[(TreeIx, Id)] {
        &self.ruled_out
    }

    /// Lists the warnings that were acknowledged.
    pub fn warnings(&self) -> &[WarningIx] {
        &self.acknowledged
    }

    /// Lists the notes.
    pub fn notes(&self) -> &[Arc<str>] {
        &self.notes
    }

    /// Lists the facts collected for a hand-over; nothing means that it is not known.
    pub fn collected(&self) -> &[(FactIx, Option<Value>)] {
        &self.collected
    }

    /// Returns the tree or part that is walked, or the one that ended the case.
    pub fn tree(&self) -> TreeIx {
        self.at.tree
    }

    /// Returns the step where the case stands, or the one that ended it.
    pub fn step(&self) -> StepIx {
        self.at.step
    }

    /// Lists the trees that this case has entered, the current one last.
    pub fn trees(&self) -> &[TreeIx] {
        &self.walked
    }
}

//! The path of a case through a tree: walks the engine with answers that are given, and marks where it went.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

use super::{Figure, Mark, Overlay, Plan, Stop, Way};
use crate::{
    base::Id,
    check::Sealed,
    engine::{Event, Input, Key, Outcome, Session, Turn, View},
    tree::{After, Ending, Input as Wanted, Kind, Step, StepIx},
};

/// The most turns of one walk; a case that needs more goes in circles.
const MOST_TURNS: usize = 10_000;

/// Why a path could not be walked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Astray {
    /// The answer does not fit the step.
    #[error("`{answer}` is no answer to `{step}`")]
    Answer {
        /// The step.
        step: String,
        /// What was given.
        answer: String,
    },
    /// The walk never came to this step.
    #[error("the path does not come to `{0}`")]
    NotReached(String),
}

/// A path that was walked.
#[derive(Clone, Debug, PartialEq)]
pub struct Walked {
    /// The marks, to be drawn.
    pub overlay: Overlay,
    /// The step for which no answer was given; nothing if the case came to its end.
    pub open: Option<String>,
}

/// Walks a tree with these answers: names of steps, `call.step` within a part, and what is answered there.
///
/// `opening` holds the first turns of the case: its start and what is known before.
pub fn path(
    plan: &Plan<'_>,
    sealed: &Sealed,
    opening: Vec<Turn>,
    answers: &[(String, String)],
) -> Result<Walked, Astray> {
    let given: BTreeMap<&str, &str> = answers.iter().map(|(step, answer)| (step.as_str(), answer.as_str())).collect();
    let mut session = Session::replay(sealed, opening);
    let mut trace = Trace::new(plan);
    let mut used: Vec<String> = Vec::new();
    let mut open = None;
    for _ in 0..MOST_TURNS {
        let key = session.state().key();
        trace.stand(&key);
        let input = match session.view() {
            View::Warning { .. } => Input::Acknowledge,
            View::Collect { .. } => Input::Unknown,
            View::Step { key, step, .. } => {
                let name = plan.phrase.key_name(&key);
                let answer = given.get(name.as_str()).copied();
                let Some(input) = input(step, answer) else {
                    let Some(answer) = answer else {
                        open = Some(name);
                        break;
                    };
                    return Err(Astray::Answer { step: name, answer: answer.to_owned() });
                };
                used.push(name);
                input
            }
            View::Ended(_) | View::Missing(_) | View::NotStarted => break,
        };
        match session.input(input.clone()) {
            Ok(Turn { event: Event::Replied(..) }) => trace.leave(&key, &input),
            Ok(_) => {}
            Err(_) => {
                let step = plan.phrase.key_name(&key);
                let answer = given.get(step.as_str()).copied().unwrap_or_default().to_owned();
                return Err(Astray::Answer { step, answer });
            }
        }
    }
    if let Some(missed) = answers.iter().map(|(step, _)| step).find(|step| !used.contains(step)) {
        return Err(Astray::NotReached(missed.clone()));
    }
    let mut overlay = trace.overlay;
    overlay.title = plan.phrase.words.say("picture-path");
    Ok(Walked { overlay, open })
}

/// Turns an answer as it is written into an input of the step; nothing if it fits none.
fn input(step: &Step, answer: Option<&str>) -> Option<Input> {
    let Some(question) = step.question() else {
        let verifies = matches!(&step.kind, Kind::Instruction(it) if matches!(it.after, After::Verify { .. }));
        return match answer {
            _ if !verifies => Some(Input::Done),
            Some("yes" | "worked" | "solved") => Some(Input::Outcome(Outcome::Worked)),
            Some("no" | "not-worked" | "else") => Some(Input::Outcome(Outcome::DidNotWork)),
            Some("cannot" | "not-done") => Some(Input::Outcome(Outcome::NotDone)),
            _ => None,
        };
    };
    let answer = answer?;
    if answer == "unsure" || matches!(question.input, Wanted::Choice) {
        return question.position(answer).map(|_| Input::Choose(Id::new(answer)));
    }
    match &question.input {
        Wanted::Choice => None,
        Wanted::Many => Some(Input::ChooseSeveral(answer.split('+').map(|id| Id::new(id.trim())).collect())),
        Wanted::Number { .. } => answer.parse().ok().map(Input::Number),
        Wanted::Date(_) => answer.parse().ok().map(Input::Day),
        Wanted::Text { .. } => Some(Input::Words(Arc::from(answer))),
    }
}

/// Follows a walk on the plan of one tree. Routes, parts and known questions are passed without being seen, so the
/// shortest such way between two steps that were seen is taken for the one that was gone.
struct Trace<'p, 'a> {
    plan: &'p Plan<'a>,
    overlay: Overlay,
    /// The step of this tree where the walk stood last, the call while it is in a part.
    at: Option<StepIx>,
    /// By which ways it may have left; nothing if it has not.
    left: Option<Vec<Id>>,
}

impl<'p, 'a> Trace<'p, 'a> {
    fn new(plan: &'p Plan<'a>) -> Self {
        Self { plan, overlay: Overlay::default(), at: None, left: None }
    }

    /// Takes note of the step where the walk stands.
    fn stand(&mut self, key: &Key) {
        let here = self.own_step(key);
        if here == self.at && self.left.is_none() {
            return;
        }
        let Some(at) = self.at else {
            let start = self.plan.tree.start.to;
            if let (Some(start), Some(here)) = (start, here) {
                self.mark_step(start);
                self.go(vec![(start, Vec::new())], &|stop| stop.ix == here);
            }
            self.at = here;
            return;
        };
        let left = self.left.take();
        let Some(stop) = self.plan.stop(at) else { return };
        let ways = stop.ways.iter().filter(|way| left.as_ref().is_none_or(|left| left.contains(&way.id)));
        let mut starts = Vec::new();
        for way in ways {
            if matches!(way.goal, super::Goal::Fixed(_)) && left.is_some() {
                self.mark_way(stop, &way.id);
            }
            starts.extend(way.targets().map(|to| (to, vec![(at, way.id.clone())])));
        }
        match here {
            Some(here) => self.go(starts, &|stop| stop.ix == here),
            // The walk has gone on in another tree.
            None => self.go(starts, &|stop| matches!(stop.step.kind, Kind::Ending(Ending::Continue { .. }))),
        }
        self.at = here;
    }

    /// Takes note of what was replied at a step.
    fn leave(&mut self, key: &Key, input: &Input) {
        if key.calls.is_some() || key.tree != self.plan.ix {
            return;
        }
        let Some(stop) = self.plan.stop(key.step) else { return };
        let has = |id: &str| stop.ways.iter().any(|way| way.id.as_str() == id);
        let all = || stop.ways.iter().map(|way| way.id.clone()).collect();
        self.left = Some(match input {
            Input::Choose(id) => vec![id.clone()],
            Input::Outcome(Outcome::Worked) => vec![Id::new("solved")],
            Input::Outcome(Outcome::NotDone) if has("cannot") => vec![Id::new("cannot")],
            Input::Outcome(_) => vec![Id::new("else")],
            _ => all(),
        });
    }

    /// The step of this tree that a key belongs to: itself, or the call that led to it.
    fn own_step(&self, key: &Key) -> Option<StepIx> {
        match key.calls.as_ref().and_then(|calls| calls.first()) {
            Some(call) => (call.tree == self.plan.ix).then_some(call.step),
            None => (key.tree == self.plan.ix).then_some(key.step),
        }
    }

    /// Marks the shortest way from one of the starts to the step that is sought, through steps that are passed unseen.
    fn go(&mut self, starts: Vec<(StepIx, Vec<(StepIx, Id)>)>, sought: &dyn Fn(&Stop<'_>) -> bool) {
        let mut seen: Vec<StepIx> = Vec::new();
        let mut queue: VecDeque<(StepIx, Vec<(StepIx, Id)>)> = starts.into();
        while let Some((ix, way)) = queue.pop_front() {
            let Some(stop) = self.plan.stop(ix) else { continue };
            if sought(stop) {
                for (from, id) in &way {
                    if let Some(from) = self.plan.stop(*from) {
                        self.mark_step(from.ix);
                        self.mark_way(from, id);
                    }
                }
                self.mark_step(ix);
                return;
            }
            if matches!(stop.step.kind, Kind::Instruction(_)) || seen.contains(&ix) {
                continue;
            }
            seen.push(ix);
            for next in &stop.ways {
                let longer = || way.iter().cloned().chain([(ix, next.id.clone())]).collect();
                queue.extend(Way::targets(next).map(|to| (to, longer())));
            }
        }
    }

    fn mark_step(&mut self, ix: StepIx) {
        if let Some(stop) = self.plan.stop(ix) {
            self.overlay.steps.insert(stop.step.id.clone(), gone());
        }
    }

    fn mark_way(&mut self, stop: &Stop<'_>, way: &Id) {
        self.overlay.edges.insert((stop.step.id.clone(), way.clone()), gone());
    }
}

fn gone() -> Figure {
    Figure { label: String::new(), strength: 1.0, mark: Mark::Path }
}

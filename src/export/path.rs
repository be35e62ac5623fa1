//! The path of a case through a tree: walks the engine with answers that are given, and marks where it went.

use std::{collections::BTreeMap, sync::Arc};

use super::{Figure, Mark, Overlay, Plan};
use crate::{
    base::Id,
    check::Sealed,
    engine::{Input, Outcome, Session, Turn, View, Way as Taken},
    tree::{After, EdgeRole, Input as Wanted, Kind, Step, StepIx},
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
    let mut used: Vec<String> = Vec::new();
    let mut open = None;
    for _ in 0..MOST_TURNS {
        let (name, input) = match session.view() {
            View::Warning { .. } => (String::new(), Input::Acknowledge),
            View::Collect { .. } => (String::new(), Input::Unknown),
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
                used.push(name.clone());
                (name, input)
            }
            View::Ended(_) | View::Missing(_) | View::NotStarted => break,
        };
        if session.input(input).is_err() {
            let answer = given.get(name.as_str()).copied().unwrap_or_default().to_owned();
            return Err(Astray::Answer { step: name, answer });
        }
    }
    if let Some(missed) = answers.iter().map(|(step, _)| step).find(|step| !used.contains(step)) {
        return Err(Astray::NotReached(missed.clone()));
    }
    Ok(Walked { overlay: mark(plan, session.state().ways()), open })
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

/// Marks the steps and ways of one tree that a walk took.
fn mark(plan: &Plan<'_>, taken: &[Taken]) -> Overlay {
    let mut overlay = Overlay { title: plan.phrase.words.say("picture-path"), ..Overlay::default() };
    let mut step = |ix: StepIx| {
        if let Some(stop) = plan.stop(ix) {
            overlay.steps.insert(stop.step.id.clone(), gone());
        }
    };
    plan.tree.start.to.into_iter().for_each(&mut step);
    let own = || taken.iter().filter(|it| it.tree == plan.ix).filter_map(|it| Some((it, plan.stop(it.step)?)));
    let mut edges = Vec::new();
    for (it, stop) in own() {
        step(it.step);
        // What could not be done goes the way of what did not help, where nothing else is said.
        let role = |role: EdgeRole| stop.ways.iter().find(|way| way.role == role);
        let Some(way) = role(it.role).or_else(|| role(EdgeRole::Else)) else { continue };
        edges.push((stop.step.id.clone(), way.id.clone()));
        let to = if it.spent { way.retry.and_then(|(_, then)| then) } else { way.goal.step() };
        to.into_iter().for_each(&mut step);
    }
    overlay.edges.extend(edges.into_iter().map(|key| (key, gone())));
    overlay
}

fn gone() -> Figure {
    Figure { label: String::new(), strength: 1.0, mark: Mark::Path }
}

//! What was counted of a tree's cases, as figures on its picture: how many came to each step, and which ways they took.

use std::collections::BTreeMap;

use super::{Figure, Mark, Overlay, Plan, Stop};
use crate::{
    case::Tally,
    tree::{EdgeRole, Ending, Kind},
};

/// Marks steps with their cases, and ways with their part of the replies to the step.
///
/// The tallies are those of all steps, answers and endings; those of other trees are passed over. A number, a day or
/// words are no answer that is counted, so the ways out of such a question have no figure.
pub fn counted(plan: &Plan<'_>, steps: &[Tally], answers: &[Tally], endings: &[Tally]) -> Overlay {
    let own = |tally: &&Tally| tally.keys.first().is_some_and(|tree| tree == plan.tree.id.as_str());
    let key = |tally: &Tally, at: usize| tally.keys.get(at).cloned().unwrap_or_default();
    let mut cases: BTreeMap<String, u64> = BTreeMap::new();
    for ending in endings.iter().filter(own) {
        *cases.entry(key(ending, 1)).or_default() += ending.cases;
    }
    // Where a case ended at an instruction, it came there as a step as well.
    cases.extend(steps.iter().filter(own).map(|step| (key(step, 1), step.cases)));
    let mut given: BTreeMap<(String, String), u64> = BTreeMap::new();
    for answer in answers.iter().filter(own) {
        *given.entry((key(answer, 1), key(answer, 2))).or_default() += answer.replies;
    }
    let most = cases.values().copied().max().unwrap_or_default();
    let mut overlay = Overlay { title: plan.phrase.words.say("stats-picture-title"), ..Overlay::default() };
    for stop in plan.stops() {
        let count = cases.get(stop.step.id.as_str()).copied();
        if let Some(figure) = step(plan, stop, count, most) {
            overlay.steps.insert(stop.step.id.clone(), figure);
        }
        ways(plan, stop, &given, &mut overlay);
    }
    overlay
}

fn step(plan: &Plan<'_>, stop: &Stop<'_>, count: Option<u64>, most: u64) -> Option<Figure> {
    let leaves_a_mark = match &stop.step.kind {
        Kind::Question(_) | Kind::Instruction(_) => true,
        Kind::Ending(ending) => matches!(ending, Ending::Fix { .. } | Ending::Escalate { .. }),
        Kind::Call(_) | Kind::Route(_) => false,
    };
    let Some(count) = count else {
        return leaves_a_mark.then(|| Figure { label: String::new(), strength: 0.0, mark: Mark::Missing });
    };
    let told = usize::try_from(count).unwrap_or(usize::MAX);
    let label = plan.phrase.words.tell("stats-picture-step", &[("count", told.into())]);
    Some(Figure { label, strength: part(count, most), mark: Mark::None })
}

fn ways(plan: &Plan<'_>, stop: &Stop<'_>, given: &BTreeMap<(String, String), u64>, overlay: &mut Overlay) {
    let of = |answer: &str| given.get(&(stop.step.id.to_string(), answer.to_owned())).copied().unwrap_or_default();
    let has_cannot = stop.ways.iter().any(|way| way.role == EdgeRole::Cannot);
    let count = |role: EdgeRole, id: &str| match role {
        EdgeRole::Answer(_) => of(id),
        EdgeRole::Solved => of("worked"),
        EdgeRole::Cannot => of("not-done"),
        // What could not be done goes the way of what did not help, where nothing else is said.
        EdgeRole::Else if has_cannot => of("not-worked"),
        EdgeRole::Else => of("not-worked") + of("not-done"),
        _ => 0,
    };
    let counts: Vec<u64> = stop.ways.iter().map(|way| count(way.role, way.id.as_str())).collect();
    let all: u64 = counts.iter().sum();
    if all == 0 {
        return;
    }
    for (way, count) in stop.ways.iter().zip(counts) {
        if matches!(way.role, EdgeRole::Next | EdgeRole::Exit(_) | EdgeRole::Route(_)) {
            continue;
        }
        let percent = (count * 100 + all / 2) / all;
        let number = if percent == 0 && count != 0 { "< 1".to_owned() } else { percent.to_string() };
        let label = plan.phrase.words.tell("share-percent", &[("number", (&number).into())]);
        let figure = Figure { label, strength: part(count, all), mark: Mark::None };
        overlay.edges.insert((stop.step.id.clone(), way.id.clone()), figure);
    }
}

#[expect(clippy::cast_precision_loss, reason = "how strongly something is drawn")]
fn part(count: u64, of: u64) -> f64 {
    if of == 0 { 0.0 } else { (count as f64 / of as f64).clamp(0.0, 1.0) }
}

//! How many of a hundred cases come to each step, reckoned from what the author says of causes and answers.
//!
//! Each cause has the weight of `how-common` (10 where nothing is said), and one more cause that nothing fixes has
//! the weight 3. An answer has the chance of its `if`; the answers for which nothing is said share what is left
//! evenly. An instruction helps with the chance of `helps` (0.9 where nothing is said); one in ten could not do it.
//! Exits of parts and arms of routes are equally likely. A way back is taken as often as it may be.

use std::collections::BTreeMap;

use super::{Figure, Mark, Overlay, Plan, Stop};
use crate::tree::{EdgeRole, Kind};

/// What a cause weighs of which nothing is said.
const COMMON: f64 = 10.0;
/// What the cause weighs that nothing fixes.
const OTHER: f64 = 3.0;
/// How often an instruction helps of which nothing is said.
const HELPS: f64 = 0.9;
/// How often an instruction could not be done.
const CANNOT: f64 = 0.1;
/// How often ways back are followed.
const MOST_ROUNDS: u16 = 20;

/// Reckons the shares of all steps and ways.
pub fn shares(plan: &Plan<'_>) -> Overlay {
    let causes: Vec<f64> =
        plan.tree.causes.values().map(|cause| cause.how_common.map_or(COMMON, |it| it.0)).chain([OTHER]).collect();
    let total: f64 = causes.iter().sum();
    let start: Vec<f64> = causes.iter().map(|weight| weight / total).collect();
    let order = order(plan);
    let mut steps = vec![0.0; plan.stops().len()];
    let mut ways: Vec<Vec<f64>> = plan.stops().iter().map(|stop| vec![0.0; stop.ways.len()]).collect();
    let mut arriving: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    if let Some(first) = plan.tree.start.to {
        arriving.insert(plan.number(first), start);
    }
    for round in 0..MOST_ROUNDS {
        if arriving.is_empty() {
            break;
        }
        let mut next_round: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
        for number in &order {
            let Some(mass) = arriving.remove(number) else { continue };
            let Some(stop) = plan.at(*number) else { continue };
            add_to(steps.get_mut(number - 1), mass.iter().sum());
            for (position, way) in stop.ways.iter().enumerate() {
                let flow: Vec<f64> =
                    (0..).zip(&mass).map(|(cause, mass)| mass * chance(plan, stop, position, cause)).collect();
                add_to(ways.get_mut(number - 1).and_then(|own| own.get_mut(position)), flow.iter().sum());
                let spent = way.retry.filter(|(times, _)| *times <= round);
                let Some(to) = spent.map_or(way.goal.step(), |(_, then)| then) else { continue };
                let round = if way.back && spent.is_none() { &mut next_round } else { &mut arriving };
                let sum = round.entry(plan.number(to)).or_insert_with(|| vec![0.0; flow.len()]);
                sum.iter_mut().zip(&flow).for_each(|(sum, flow)| *sum += flow);
            }
        }
        // What arrived at a step that had its turn already, by a way that follows a way back, waits as well.
        for (number, mass) in std::mem::take(&mut arriving) {
            let sum = next_round.entry(number).or_insert_with(|| vec![0.0; mass.len()]);
            sum.iter_mut().zip(&mass).for_each(|(sum, mass)| *sum += mass);
        }
        arriving = next_round;
    }
    overlay(plan, &steps, &ways)
}

fn add_to(place: Option<&mut f64>, share: f64) {
    if let Some(place) = place {
        *place += share;
    }
}

fn overlay(plan: &Plan<'_>, steps: &[f64], ways: &[Vec<f64>]) -> Overlay {
    let mut overlay = Overlay { title: plan.phrase.words.say("picture-shares"), ..Overlay::default() };
    for ((stop, share), ways) in plan.stops().iter().zip(steps).zip(ways) {
        overlay.steps.insert(stop.step.id.clone(), figure(plan, *share));
        for (way, share) in stop.ways.iter().zip(ways) {
            overlay.edges.insert((stop.step.id.clone(), way.id.clone()), figure(plan, *share));
        }
    }
    overlay
}

fn figure(plan: &Plan<'_>, share: f64) -> Figure {
    // A step on a way back is come to more than once.
    let strength = share.clamp(0.0, 1.0);
    let percent = strength * 100.0;
    let number = if percent == 0.0 || 9.95 <= percent {
        plan.phrase.words.number(percent.round())
    } else if percent < 0.05 {
        format!("< {}", plan.phrase.words.number(0.1))
    } else {
        plan.phrase.words.number((percent * 10.0).round() / 10.0)
    };
    let label = plan.phrase.words.tell("share-percent", &[("number", (&number).into())]);
    Figure { label, strength, mark: Mark::None }
}

/// How likely a way is when the cause at this position is the one. Positions past the causes are the other cause.
fn chance(plan: &Plan<'_>, stop: &Stop<'_>, way: usize, cause: usize) -> f64 {
    let cause = plan.tree.causes.get_index(cause).map(|(id, _)| id);
    #[expect(clippy::cast_precision_loss, reason = "a few ways")]
    let even = 1.0 / stop.ways.len().max(1) as f64;
    let Some(role) = stop.ways.get(way).map(|way| way.role) else { return 0.0 };
    if let (Kind::Instruction(instruction), EdgeRole::Solved | EdgeRole::Else | EdgeRole::Cannot) =
        (&stop.step.kind, role)
    {
        let fixed = instruction.fixes.iter().find(|(it, _)| Some(&it.id) == cause);
        let helps = fixed.map_or(0.0, |(_, chance)| chance.map_or(HELPS, |it| it.0));
        let cannot = if stop.ways.iter().any(|way| way.role == EdgeRole::Cannot) { CANNOT } else { 0.0 };
        return match role {
            EdgeRole::Solved => helps * (1.0 - cannot),
            EdgeRole::Cannot => cannot,
            _ => (1.0 - helps) * (1.0 - cannot),
        };
    }
    let (Some(question), EdgeRole::Answer(at)) = (stop.step.question(), role) else { return even };
    let said = |answer: &crate::tree::Answer| {
        answer.likely.iter().find(|(it, _)| Some(&it.id) == cause).map(|(_, chance)| chance.0)
    };
    let sum: f64 = question.answers.iter().filter_map(said).sum();
    let silent = question.answers.iter().filter(|answer| said(answer).is_none()).count();
    let scale = if silent == 0 || 1.0 < sum { sum.max(f64::MIN_POSITIVE) } else { 1.0 };
    #[expect(clippy::cast_precision_loss, reason = "a few answers")]
    let rest = (1.0 - sum / scale).max(0.0) / silent.max(1) as f64;
    question.answers.get(at as usize).map_or(0.0, |answer| said(answer).map_or(rest, |chance| chance / scale))
}

/// Orders the steps so that each comes after all that lead to it, ways back left out.
fn order(plan: &Plan<'_>) -> Vec<usize> {
    let mut waiting = vec![0_usize; plan.stops().len() + 1];
    let onward = |stop: &Stop<'_>| -> Vec<usize> {
        let ways = stop.ways.iter().filter(|way| !way.back).filter_map(|way| way.goal.step());
        ways.map(|to| plan.number(to)).collect()
    };
    for to in plan.stops().iter().flat_map(onward) {
        if let Some(count) = waiting.get_mut(to) {
            *count += 1;
        }
    }
    let mut ready: Vec<usize> =
        plan.stops().iter().rev().map(|stop| stop.number).filter(|number| waiting.get(*number) == Some(&0)).collect();
    let mut order = Vec::with_capacity(plan.stops().len());
    while let Some(number) = ready.pop() {
        order.push(number);
        let Some(stop) = plan.at(number) else { continue };
        for to in onward(stop).into_iter().rev() {
            let Some(count) = waiting.get_mut(to) else { continue };
            *count -= 1;
            if *count == 0 {
                ready.push(to);
            }
        }
    }
    order
}

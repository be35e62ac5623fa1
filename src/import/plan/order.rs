//! Bounds the circles of a draft, drops what nothing leads to, and puts the steps in order.

use super::View;
use crate::import::draft::{Draft, Kind, Step, To};

/// Where a way leads, once the fallback is known.
fn target(draft: &Draft, to: &To) -> Option<usize> {
    match to {
        To::Step(step) => Some(*step),
        To::Fallback => draft.fallback,
        To::Open(_) => None,
    }
}

/// How far the walk has come with a step.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    New,
    Open,
    Closed,
}

/// Bounds each way that closes a circle.
pub(super) fn bound(draft: &mut Draft) {
    let ways: Vec<Vec<Option<usize>>> = draft
        .steps
        .iter()
        .map(|step| step.iter().flat_map(Step::ways).map(|way| target(draft, &way.to)).collect())
        .collect();
    let mut marks = vec![Mark::New; ways.len()];
    let mut closing: Vec<(usize, usize)> = Vec::new();
    let mut stack = vec![(draft.start, 0)];
    while let Some((step, next)) = stack.pop() {
        let Some(mark) = marks.get_mut(step) else { continue };
        *mark = Mark::Open;
        let Some(to) = ways.get(step).and_then(|ways| ways.get(next)) else {
            *mark = Mark::Closed;
            continue;
        };
        stack.push((step, next + 1));
        match to.and_then(|to| Some((to, *marks.get(to)?))) {
            Some((to, Mark::New)) => stack.push((to, 0)),
            Some((_, Mark::Open)) => closing.push((step, next)),
            _ => {}
        }
    }
    for (step, at) in closing {
        if let Some(Some(step)) = draft.steps.get_mut(step)
            && let Some(way) = step.ways_mut().into_iter().nth(at)
        {
            way.is_bounded = true;
            way.guess = Some("the chart goes round here; how often may that be?".to_owned());
        }
    }
}

/// Finds the step that takes over where the chart leads nowhere, or makes one.
pub(super) fn hand_over(view: &View<'_>, draft: &mut Draft) {
    let ways = || draft.steps.iter().flatten().flat_map(Step::ways);
    if !ways().any(|way| way.is_bounded || way.to == To::Fallback) {
        return;
    }
    let takes_all = |step: &Step| match &step.kind {
        Kind::Escalate { role, .. } => Some(matches!(role.as_deref(), Some("service-desk" | "technician" | "admin"))),
        _ => None,
    };
    let ends = || draft.steps.iter().enumerate().filter_map(|(at, step)| Some((at, takes_all(step.as_ref()?)?)));
    let mut own = ends().filter(|(at, _)| !view.ins(*at).is_empty());
    if let (Some((at, true)), None) = (own.next(), own.next()) {
        draft.fallback = Some(at);
        draft.fallback_is_own = true;
        return;
    }
    draft.fallback = Some(draft.steps.len());
    let open = "who takes over where the chart does not go on?".to_owned();
    draft.steps.push(Some(Step {
        words: String::new(),
        key: Some("hand-over".to_owned()),
        groups: Vec::new(),
        comments: Vec::new(),
        guesses: Vec::new(),
        kind: Kind::Escalate { role: None, because: None, open },
    }));
}

/// Drops the steps that were put into others.
pub(super) fn drop_unreachable(draft: &mut Draft) {
    let mut reached = vec![false; draft.steps.len()];
    let mut queue = vec![draft.start];
    while let Some(step) = queue.pop() {
        match reached.get_mut(step) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        if let Some(Some(own)) = draft.steps.get(step) {
            queue.extend(own.ways().into_iter().filter_map(|way| target(draft, &way.to)));
            if own.ways().iter().any(|way| way.is_bounded) {
                queue.extend(draft.fallback);
            }
        }
    }
    for (step, is_reached) in draft.steps.iter_mut().zip(reached) {
        if !is_reached {
            *step = None;
        }
    }
}

/// Orders the steps as the chart does, those of a group together.
pub(super) fn arrange(view: &View<'_>, draft: &mut Draft) {
    let nodes = view.chart.nodes.len();
    let mut first = vec![usize::MAX; view.chart.groups.len()];
    for (at, step) in draft.steps.iter().enumerate() {
        for group in step.iter().flat_map(|step| &step.groups) {
            if let Some(first) = first.get_mut(*group) {
                *first = (*first).min(at);
            }
        }
    }
    let place = |at: usize, step: &Step| -> Vec<usize> {
        let groups = step.groups.iter().map(|group| first.get(*group).copied().unwrap_or(at));
        groups.chain([at]).collect()
    };
    let mut order: Vec<(Vec<usize>, usize)> =
        (0..).zip(&draft.steps).filter_map(|(at, step)| Some((place(at, step.as_ref()?), at))).collect();
    order.sort();
    // What is not in the chart stands around it: the first question before, whoever takes over behind.
    order.sort_by_key(|(_, at)| *at != draft.start || *at < nodes);
    draft.order = order.into_iter().map(|(_, at)| at).collect();
}

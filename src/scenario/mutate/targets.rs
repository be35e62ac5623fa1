//! Chooses where a mutant leads: mistakes that an author could make.

use crate::tree::{Kind, Link, Step, StepIx, Tree};

/// Where a way is redirected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To this step.
    Step(StepIx),
    /// To where it leads anyway, so that nothing changes.
    Equivalent,
}

/// Chooses up to three other targets for a way, each once:
/// that of the next way out of the same step, as if two answers were swapped;
/// the one behind the true target, as if a step were left out;
/// and the next step of the file that is of the same kind as the true one.
pub(super) fn targets(tree: &Tree, from: StepIx, link: &Link<StepIx>) -> Vec<Target> {
    let Some(true_target) = link.to else { return Vec::new() };
    let mut found: Vec<Target> = Vec::new();
    let mut add = |target: Option<StepIx>| {
        if let Some(target) = target.filter(|target| *target != true_target && *target != from)
            && !found.contains(&Target::Step(target))
        {
            found.push(Target::Step(target));
        }
    };
    add(sibling(tree, from, link));
    add(alike(tree, true_target, from));
    let skipped = behind(tree, true_target);
    match skipped {
        Some((_, true)) => found.push(Target::Equivalent),
        Some((target, false)) => add(Some(target)),
        None => {}
    }
    found
}

/// Finds the next way out of the same step, around the end, that leads elsewhere.
fn sibling(tree: &Tree, from: StepIx, link: &Link<StepIx>) -> Option<StepIx> {
    let mut targets = Vec::new();
    tree.step(from)?.for_each_outlet(|_, outlet| {
        targets.push(&outlet.to);
        targets.extend(outlet.retry.as_ref().map(|retry| &retry.then));
    });
    let own = targets.iter().position(|other| other.span == link.span)?;
    let after = targets.iter().skip(own + 1).chain(targets.iter().take(own));
    after.filter_map(|other| other.to).find(|other| Some(*other) != link.to)
}

/// Finds the step behind a step, and whether all its ways lead there without anybody being asked.
fn behind(tree: &Tree, step: StepIx) -> Option<(StepIx, bool)> {
    let step = tree.step(step)?;
    let mut targets = Vec::new();
    step.for_each_outlet(|_, outlet| targets.extend(outlet.to.to));
    let first = targets.first().copied()?;
    let passes_on = matches!(step.kind, Kind::Route(_)) && targets.iter().all(|target| *target == first);
    Some((first, passes_on))
}

/// Finds the next step of the file, around the end, that is of the same kind.
fn alike(tree: &Tree, step: StepIx, from: StepIx) -> Option<StepIx> {
    let kind = |step: &Step| std::mem::discriminant(&step.kind);
    let wanted = tree.step(step).map(kind)?;
    let behind = tree.steps().filter(|(ix, _)| step < *ix);
    let before = tree.steps().filter(|(ix, _)| *ix < step);
    let mut alike = behind.chain(before).filter(|(ix, other)| kind(other) == wanted && *ix != from);
    alike.next().map(|(ix, _)| ix)
}

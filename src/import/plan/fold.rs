//! Puts an instruction and the question whether it works now into one step.

use super::{View, step::is_bare_fix, step::solved_at};
use crate::import::{
    draft::{After, Draft, Kind, To, Way},
    words,
};

/// Folds all of them.
pub(super) fn fold(view: &View<'_>, draft: &mut Draft) {
    for node in 0..draft.steps.len() {
        let Some(to) = followed_by(draft, node) else { continue };
        let after = if is_bare_fix(view, to) {
            let (solved, cause) = solved_at(view, node, to);
            let failed = Way::fallback("the chart takes it that this always helps; where to if it does not?");
            After::Verify { solved, cause, failed }
        } else if let Some(after) = verified(view, draft, node, to) {
            after
        } else {
            continue;
        };
        let asked = format!("the chart asks: {}", view.words(to));
        let Some(Some(step)) = draft.steps.get_mut(node) else { continue };
        if !is_bare_fix(view, to) {
            step.comments.push(asked);
        }
        if let Kind::Do(_, own) = &mut step.kind {
            *own = after;
        }
    }
}

/// Returns the step that follows an instruction behind which nothing is asked.
fn followed_by(draft: &Draft, node: usize) -> Option<usize> {
    match &draft.steps.get(node)?.as_ref()?.kind {
        Kind::Do(_, After::Next(Way { to: To::Step(to), .. })) => Some(*to).filter(|to| *to != node),
        _ => None,
    }
}

/// Reads a question as "Does it work now?".
fn verified(view: &View<'_>, draft: &Draft, node: usize, question: usize) -> Option<After> {
    let Kind::Ask(ask) = &draft.steps.get(question)?.as_ref()?.kind else { return None };
    if ask.answers.len() != 3 {
        return None;
    }
    let answer = |id: &str| ask.answers.iter().find(|answer| answer.id == id);
    let (yes, no, unsure) = (answer("yes")?, answer("no")?, answer("unsure")?);
    let To::Step(solved) = yes.way.to else { return None };
    // "Does it print?" means the same, if there is nothing left to do on a yes.
    let asked = view.words(question);
    let is_asked = words::asks_whether_it_works(asked) || is_bare_fix(view, solved) && words::asks_shortly(asked);
    if !is_asked || unsure.way.to != To::Fallback || yes.way.to == no.way.to || solved == node {
        return None;
    }
    let (solved, cause) = solved_at(view, node, solved);
    Some(After::Verify { solved, cause, failed: no.way.clone() })
}

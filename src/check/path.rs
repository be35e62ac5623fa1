//! Runs in words: step and answer ids from the start to a fault.

use super::flow::Arc;
use crate::tree::{EdgeRole, Kind, Step, StepIx, Tree};

/// The longest run that is kept whole; of a longer one the middle is left out.
const MOST_WAYS: usize = 1000;

/// How many steps at either end of a run are shown in a note.
const MOST_SHOWN: usize = 6;

/// Names the ways of a run: step, way out, step, way out, step.
pub(super) fn names(tree: &Tree, start: u32, ways: &[Arc]) -> Vec<String> {
    let mut names = vec![step_name(tree, start)];
    let half = MOST_WAYS / 2;
    for (position, arc) in ways.iter().enumerate() {
        if MOST_WAYS < ways.len() && (half..ways.len() - half).contains(&position) {
            if position == half {
                names.extend(["…".to_owned(), "…".to_owned()]);
            }
            continue;
        }
        names.push(tree.step(index(arc.from)).map(|step| way_name(step, arc.role)).unwrap_or_default());
        names.push(step_name(tree, arc.to));
    }
    names
}

/// Writes a run for a note: `display → (dark) → power`.
pub(super) fn shown(names: &[String]) -> String {
    let most = 4 * MOST_SHOWN;
    let word = |(position, name): (usize, &String)| if position % 2 == 1 { format!("({name})") } else { name.clone() };
    let words: Vec<String> = names.iter().enumerate().map(word).collect();
    if words.len() <= most + 1 {
        return words.join(" → ");
    }
    let left_out = (words.len() - most) / 2;
    let (head, tail) = (words.get(..most / 2), words.get(words.len() - most / 2..));
    format!("{} → … {left_out} more … → {}", head.unwrap_or_default().join(" → "), tail.unwrap_or_default().join(" → "))
}

/// Returns a step's id.
pub(super) fn step_name(tree: &Tree, step: u32) -> String {
    tree.step(index(step)).map(|step| step.id.to_string()).unwrap_or_default()
}

/// Names a way out of a step as its author does.
pub(super) fn way_name(step: &Step, role: EdgeRole) -> String {
    let position = |position: u32| position as usize;
    let named = match (role, &step.kind) {
        (EdgeRole::Answer(at), _) => {
            step.question().and_then(|question| question.answers.get(position(at))).map(|answer| answer.id.to_string())
        }
        (EdgeRole::Exit(at), Kind::Call(call)) => call.exits.get(position(at)).map(|(exit, _)| exit.id.to_string()),
        (EdgeRole::Route(at), Kind::Route(route)) => {
            let arm = route.arms.get(position(at));
            arm.map(|arm| if arm.when.is_some() { format!("arm {}", at + 1) } else { "otherwise".to_owned() })
        }
        (EdgeRole::Solved, _) => Some("solved".to_owned()),
        (EdgeRole::Else, _) => Some("else".to_owned()),
        (EdgeRole::Cannot, _) => Some("cannot".to_owned()),
        _ => Some("next".to_owned()),
    };
    named.unwrap_or_default()
}

/// Turns a 32-bit position into that of a step.
pub(super) fn index(step: u32) -> StepIx {
    StepIx::new(step as usize)
}

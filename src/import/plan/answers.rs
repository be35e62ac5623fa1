//! Makes answers of the arrows behind a question.

use rustc_hash::FxHashSet;

use super::View;
use crate::import::{
    draft::{Answer, Ask, Label, Way},
    naming::Names,
    words::{self, Said},
};

/// Reads the arrows out of a question.
pub(super) fn of(view: &View<'_>, outs: &[(usize, Option<&str>)], text: Option<String>) -> Ask {
    let mut names = Names::default();
    // These have labels of their own; other answers must not take their names by chance.
    ["yes", "no", "unsure", "none"].iter().for_each(|id| drop(names.once((*id).to_owned())));
    let meanings = meanings(outs);
    let chosen = chosen(&meanings);
    let mut heard: FxHashSet<String> = FxHashSet::default();
    let mut answers = Vec::with_capacity(outs.len() + 1);
    for (at, (to, label)) in outs.iter().enumerate() {
        let mut way = Way::to(*to);
        let (said, is_bare) = meanings.get(at).copied().unwrap_or((Said::Other, false));
        let words = label.unwrap_or_default();
        let is_new = label.is_none() || heard.insert(words::fold(words));
        let target = view.words(*to);
        let reserved = reserved(said).filter(|_| chosen.contains(&Some(at)));
        let answer = match reserved {
            Some(id) => {
                if label.is_none() {
                    way.guess = Some("the chart says nothing beside this arrow".to_owned());
                }
                let label = if is_bare { Label::BuiltIn } else { Label::Words(words.to_owned()) };
                Answer { id: id.to_owned(), label, way }
            }
            None if label.is_none() => {
                let open = format!("which answer leads to \"{target}\"? The chart does not say");
                Answer { id: names.give([target], "answer"), label: Label::Open(open), way }
            }
            None if !is_new || is_bare => {
                let open = format!("several arrows say \"{words}\"; which answer leads to \"{target}\"?");
                Answer { id: names.give([target], "answer"), label: Label::Open(open), way }
            }
            None => Answer { id: names.give([words, target], "answer"), label: Label::Words(words.to_owned()), way },
        };
        answers.push(answer);
    }
    complete(&mut answers);
    Ask { text, answers }
}

/// What each arrow says, and whether it says nothing else.
fn meanings(outs: &[(usize, Option<&str>)]) -> Vec<(Said, bool)> {
    let opposite = opposite(outs);
    let meaning = |label: Option<&str>| match (label, opposite) {
        (Some(label), _) => words::said(label),
        (None, Some(meant)) => (meant, true),
        (None, None) => (Said::Other, false),
    };
    outs.iter().map(|(_, label)| meaning(*label)).collect()
}

/// The answer that has a label of its own.
fn reserved(said: Said) -> Option<&'static str> {
    match said {
        Said::Yes => Some("yes"),
        Said::No => Some("no"),
        Said::Unsure => Some("unsure"),
        Said::Other => None,
    }
}

/// Of several arrows that say yes, finds the one that means it most: the first that says nothing else, or the first.
fn chosen(meanings: &[(Said, bool)]) -> [Option<usize>; 3] {
    [Said::Yes, Said::No, Said::Unsure].map(|wanted| {
        let same = || meanings.iter().enumerate().filter(|(_, (said, _))| *said == wanted);
        same().find(|(_, (_, is_bare))| *is_bare).or_else(|| same().next()).map(|(at, _)| at)
    })
}

/// A question behind which the chart ends.
pub(super) fn none(words: &str) -> Ask {
    let open = |id: &str| Answer {
        id: id.to_owned(),
        label: Label::BuiltIn,
        way: Way::open(&format!("the chart ends at this question; where does `{id}` lead?")),
    };
    let mut answers = vec![open("yes"), open("no")];
    complete(&mut answers);
    Ask { text: Some(words.to_owned()), answers }
}

/// Of two arrows, of which one says yes or no and the other nothing: what the other means.
fn opposite(outs: &[(usize, Option<&str>)]) -> Option<Said> {
    let [(_, one), (_, other)] = outs else { return None };
    let ((Some(label), None) | (None, Some(label))) = (one, other) else { return None };
    match words::said(label).0 {
        Said::Yes => Some(Said::No),
        Said::No => Some(Said::Yes),
        Said::Unsure | Said::Other => None,
    }
}

/// Adds the second answer where there is only one, and what follows if somebody is not sure.
fn complete(answers: &mut Vec<Answer>) {
    let others = answers.iter().filter(|answer| answer.id != "unsure").count();
    if others <= 1 {
        let only = answers.iter().find(|answer| answer.id != "unsure").map(|answer| answer.id.clone());
        let (id, label) = match only.as_deref() {
            Some("yes") => ("no", Label::BuiltIn),
            Some("no") => ("yes", Label::BuiltIn),
            _ => ("other", Label::Open("which other answer is there?".to_owned())),
        };
        let way = Way::open("the chart shows one answer only; where does the other one lead?");
        answers.push(Answer { id: id.to_owned(), label, way });
    }
    if !answers.iter().any(|answer| answer.id == "unsure") {
        let way = Way::fallback("");
        answers.push(Answer { id: "unsure".to_owned(), label: Label::BuiltIn, way });
    }
}

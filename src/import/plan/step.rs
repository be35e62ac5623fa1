//! Decides what one node is: a question, an instruction, a fix, or an escalation.

use super::{View, answers};
use crate::import::{
    chart::{self, Shape},
    draft::{After, Ask, Kind, Step, Way},
    naming::telling_key,
    words::{self, Manner},
};

/// Reads a node as a step.
pub(super) fn read(view: &View<'_>, node: usize) -> Option<Step> {
    let (key, own) = view.chart.nodes.get_index(node)?;
    let words = view.words(node).to_owned();
    let mut groups = Vec::new();
    let mut around = own.group;
    while let Some(group) = around {
        groups.push(group);
        around = view.chart.groups.get(group).and_then(|it| it.parent);
    }
    groups.reverse();
    let mut step = Step {
        key: if own.said.is_id { Some(key.clone()) } else { own.label.as_ref().and_then(|_| telling_key(key)) },
        groups,
        comments: own.link.iter().map(|link| format!("link: {link}")).collect(),
        guesses: Vec::new(),
        kind: Kind::Fix { note: None, cause: None },
        words: if words.is_empty() { key.clone() } else { words.clone() },
    };
    let outs = view.outs(node).count();
    step.kind = match own.said.kind {
        Some(chart::Kind::Fix) if outs == 0 => fix(&words, own),
        Some(chart::Kind::Escalation) if outs == 0 => escalation(&words, own),
        Some(chart::Kind::Question) => question(view, node, &words),
        Some(chart::Kind::Instruction) if outs == 0 => last_try(&words, own),
        _ if outs == 0 => leaf(&words, own, &mut step.guesses),
        said => inner(view, node, &words, said.is_some(), &mut step.guesses),
    };
    Some(step)
}

fn fix(words: &str, own: &chart::Node) -> Kind {
    let note = Some(words.to_owned()).filter(|_| !words::is_bare(words) || !words::is_fix(words) && !words.is_empty());
    // What was wrong is no word on what to watch for.
    let note = note.filter(|note| own.said.cause.as_ref() != Some(note));
    Kind::Fix { note, cause: own.said.cause.clone() }
}

fn escalation(words: &str, own: &chart::Node) -> Kind {
    let role = own.said.role.as_deref().and_then(words::role_named).or_else(|| words::role(words));
    let because = Some(words.to_owned()).filter(|_| !words::is_bare(words));
    let open = format!("who takes over at \"{words}\"?");
    Kind::Escalate { role: role.map(str::to_owned), because, open }
}

/// An instruction behind which the chart ends.
fn last_try(words: &str, own: &chart::Node) -> Kind {
    let failed = Way::fallback("the chart ends here; where to if it does not help?");
    let cause = own.said.cause.clone();
    Kind::Do(words.to_owned(), After::Verify { solved: None, cause, failed })
}

/// A node from which no arrow leads on.
fn leaf(words: &str, own: &chart::Node, guesses: &mut Vec<String>) -> Kind {
    let manner = words::manner(words);
    let is_question = manner == Manner::Question || own.shape == Shape::Decision;
    if words.is_empty() || words::is_end(words) {
        let open = "how does it end here? `fix` with a cause, or `escalate` with a role".to_owned();
        return Kind::Escalate { role: None, because: None, open };
    }
    if is_question {
        return Kind::Ask(answers::none(words));
    }
    let begins_as_fix = words::is_fix(words);
    if words::is_escalation(words) && !(begins_as_fix && manner == Manner::Statement && words::is_bare(words)) {
        guesses.push("taken for an escalation because of its words".to_owned());
        return escalation(words, own);
    }
    if begins_as_fix {
        guesses.push("taken for a fix because of its words".to_owned());
        return fix(words, own);
    }
    if own.said.role.is_some() {
        return escalation(words, own);
    }
    if manner == Manner::Statement {
        guesses.push("is this something to do? The chart only states it".to_owned());
    }
    last_try(words, own)
}

/// A node from which arrows lead on.
fn inner(view: &View<'_>, node: usize, words: &str, is_told: bool, guesses: &mut Vec<String>) -> Kind {
    let manner = words::manner(words);
    let is_decision = view.chart.nodes.get_index(node).is_some_and(|(_, own)| own.shape == Shape::Decision);
    let outs: Vec<(usize, Option<&str>)> = view.outs(node).collect();
    if let [(to, label)] = outs.as_slice() {
        let speaks = label.is_some_and(|label| words::said(label).0 != words::Said::Other);
        let asks = manner == Manner::Question || is_decision || speaks && manner != Manner::Action;
        if asks && !is_told {
            return question(view, node, words);
        }
        if words.is_empty() {
            guesses.push("the chart only names this step; write what to do".to_owned());
        }
        let mut way = Way::to(*to);
        let cause = view.chart.nodes.get_index(node).and_then(|(_, own)| own.said.cause.clone());
        if cause.is_some() {
            // What has a cause may have helped.
            return Kind::Do(words.to_owned(), After::Verify { solved: None, cause, failed: way });
        }
        if let Some(label) =
            label.filter(|label| !matches!(words::fold(label).trim(), "next" | "then" | "weiter" | "dann" | "ok"))
        {
            way.guess = Some(format!("the chart says \"{label}\" beside this arrow"));
        }
        return Kind::Do(words.to_owned(), After::Next(way));
    }
    if manner == Manner::Action || is_told {
        if let Some(kind) = verified(view, node, &outs, words) {
            return kind;
        }
        let ask = answers::of(view, &outs, None);
        return Kind::Do(words.to_owned(), After::Ask(ask));
    }
    if manner != Manner::Question && !words.is_empty() {
        guesses.push("write it as a question".to_owned());
    }
    question(view, node, words)
}

fn question(view: &View<'_>, node: usize, words: &str) -> Kind {
    let outs: Vec<(usize, Option<&str>)> = view.outs(node).collect();
    let text = Some(words.to_owned()).filter(|it| !it.is_empty());
    if outs.is_empty() {
        return Kind::Ask(Ask { text, ..answers::none(words) });
    }
    Kind::Ask(answers::of(view, &outs, text))
}

/// An instruction whose two arrows say whether it helped.
fn verified(view: &View<'_>, node: usize, outs: &[(usize, Option<&str>)], words: &str) -> Option<Kind> {
    let [(one, one_says), (other, other_says)] = outs else { return None };
    let (solved, failed) = match (one_says.and_then(words::helped), other_says.and_then(words::helped)) {
        (Some(true), Some(false) | None) | (None, Some(false)) => (*one, *other),
        (Some(false) | None, Some(true)) | (Some(false), None) => (*other, *one),
        _ => return None,
    };
    if solved == failed {
        return None;
    }
    let (solved, cause) = solved_at(view, node, solved);
    Some(Kind::Do(words.to_owned(), After::Verify { solved, cause, failed: Way::to(failed) }))
}

/// Where it goes on once an instruction has worked, and what was wrong: nowhere, if there is nothing but the word that
/// it is fixed.
pub(super) fn solved_at(view: &View<'_>, done: usize, fixed: usize) -> (Option<Way>, Option<String>) {
    let cause = |node: usize| view.chart.nodes.get_index(node).and_then(|(_, own)| own.said.cause.clone());
    let solved = if is_bare_fix(view, fixed) { None } else { Some(Way::to(fixed)) };
    (solved, cause(done).or_else(|| cause(fixed)))
}

/// Says whether a node says that it is fixed, and nothing more.
pub(super) fn is_bare_fix(view: &View<'_>, node: usize) -> bool {
    let words = view.words(node);
    view.outs(node).next().is_none()
        && words::is_bare(words)
        && words::is_fix(words)
        && !words::is_escalation(words)
        && words::manner(words) != Manner::Question
}

//! What a step says, apart from where it leads: to recognise it under another id.

use std::hash::{Hash as _, Hasher as _};

use rustc_hash::FxHasher;

use crate::{
    base::{Lang, Text},
    tree::{Condition, EdgeRole, Ending, Guard, Input, Kind, Question, Step, StepIx, Test},
};

/// How alike two steps are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// They say the same.
    Same,
    /// They say nearly the same.
    Near,
    /// They have nothing in common.
    None,
}

/// The least likeness of two texts from which they are nearly the same.
const NEAR: f64 = 0.6;

/// The most bytes of a text that are compared.
const MOST_COMPARED: usize = 400;

/// The languages that a tree speaks only in one of two versions. That is told once, not text by text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Languages {
    /// Those that it speaks now and did not before.
    pub added: Vec<Lang>,
    /// Those that it spoke before and does not now.
    pub dropped: Vec<Lang>,
}

impl Languages {
    /// Compares the languages of two titles, which are those of the trees.
    pub(super) fn between(old: &Text, new: &Text) -> Self {
        let only = |of: &Text, other: &Text| -> Vec<Lang> {
            of.iter().map(|(lang, _)| lang).filter(|lang| other.exact(*lang).is_none()).collect()
        };
        Self { added: only(new, old), dropped: only(old, new) }
    }

    /// Says whether both versions speak the same languages.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.dropped.is_empty()
    }

    /// Says whether what stands in a language can be compared.
    pub(super) fn has_both(&self, lang: Lang) -> bool {
        !self.added.contains(&lang) && !self.dropped.contains(&lang)
    }

    /// Says whether two texts say the same in every language that both versions speak.
    pub(super) fn are_same(&self, a: Option<&Text>, b: Option<&Text>) -> bool {
        let (Some(a), Some(b)) = (a, b) else { return a.is_none() && b.is_none() };
        let of = |text: &Text| text.iter().filter(|(lang, _)| self.has_both(*lang)).count();
        of(a) == of(b)
            && a.iter().filter(|(lang, _)| self.has_both(*lang)).all(|(lang, words)| b.exact(lang) == Some(words))
    }
}

/// Says whether two texts say the same in every language, whatever the order.
pub(super) fn is_same_text(a: &Text, b: &Text) -> bool {
    Languages::default().are_same(Some(a), Some(b))
}

/// The same, where a text may be missing.
pub(super) fn is_same(a: Option<&Text>, b: Option<&Text>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => is_same_text(a, b),
        (None, None) => true,
        _ => false,
    }
}

/// Returns the text that a person sees first of a step, if it shows any.
pub(super) fn first_text(step: &Step) -> Option<&Text> {
    match &step.kind {
        Kind::Question(question) => Some(&question.ask),
        Kind::Instruction(instruction) => Some(&instruction.text),
        Kind::Ending(Ending::Escalate { because, .. }) => because.as_ref(),
        Kind::Ending(Ending::Fix { note, .. }) => note.as_ref(),
        Kind::Call(_) | Kind::Route(_) | Kind::Ending(_) => None,
    }
}

/// Hashes what a step says. Equal steps have equal hashes; no step that is walked depends on it.
pub(super) fn hash(step: &Step) -> u64 {
    let mut hasher = FxHasher::default();
    std::mem::discriminant(&step.kind).hash(&mut hasher);
    if let Some(text) = first_text(step) {
        hash_text(text, &mut hasher);
    }
    for (name, _) in ways(step) {
        name.hash(&mut hasher);
    }
    match &step.kind {
        Kind::Instruction(instruction) => {
            instruction.fixes.iter().for_each(|(cause, _)| cause.id.hash(&mut hasher));
            std::mem::discriminant(&instruction.after).hash(&mut hasher);
        }
        Kind::Call(call) => call.part.id.hash(&mut hasher),
        Kind::Ending(ending) => ending_name(ending).hash(&mut hasher),
        Kind::Question(_) | Kind::Route(_) => {}
    }
    hasher.finish()
}

fn hash_text(text: &Text, hasher: &mut FxHasher) {
    let mut words: Vec<_> = text.iter().collect();
    words.sort_unstable();
    words.hash(hasher);
}

/// Says how alike two steps are.
pub(super) fn likeness(a: &Step, b: &Step) -> Likeness {
    if std::mem::discriminant(&a.kind) != std::mem::discriminant(&b.kind) {
        return Likeness::None;
    }
    if hash(a) == hash(b) {
        return Likeness::Same;
    }
    let is_near = match (&a.kind, &b.kind) {
        (Kind::Call(a), Kind::Call(b)) => a.part.id == b.part.id,
        (Kind::Route(_), Kind::Route(_)) => true,
        (Kind::Ending(a), Kind::Ending(b)) => ending_name(a) == ending_name(b),
        _ => match (first_text(a), first_text(b)) {
            (Some(a), Some(b)) => is_near_text(a, b),
            _ => false,
        },
    };
    if is_near { Likeness::Near } else { Likeness::None }
}

/// Says whether two texts are nearly the same in at least one language.
fn is_near_text(a: &Text, b: &Text) -> bool {
    let cut = |words: &str| words.get(..words.floor_char_boundary(MOST_COMPARED)).unwrap_or_default().to_owned();
    a.iter().any(|(lang, words)| {
        b.exact(lang).is_some_and(|other| NEAR <= strsim::normalized_levenshtein(&cut(words), &cut(other)))
    })
}

/// Names an ending without its details.
fn ending_name(ending: &Ending) -> String {
    match ending {
        Ending::Fix { cause, .. } => format!("fix {}", cause.id),
        Ending::Escalate { role, .. } => format!("escalate {}", role.id),
        Ending::Continue { tree, .. } => format!("continue {}", tree.id),
        Ending::Exit(name) => format!("exit {}", name.id),
    }
}

/// Lists the ways out of a step by name, with the steps to which they lead; a bounded one also by where it leads
/// then.
pub(super) fn ways(step: &Step) -> Vec<(String, StepIx)> {
    let mut ways = Vec::new();
    step.for_each_outlet(|role, outlet| {
        let name = way_name(step, role);
        if let Some(then) = outlet.retry.as_ref().and_then(|retry| retry.then.to) {
            ways.push((format!("{name}, then"), then));
        }
        if let Some(to) = outlet.to.to {
            ways.push((name, to));
        }
    });
    ways
}

/// Names a way out of a step as its author does, so that the same way has the same name in another version.
pub fn way_name(step: &Step, role: EdgeRole) -> String {
    let named = match (role, &step.kind) {
        (EdgeRole::Answer(at), _) => {
            step.question().and_then(|it| it.answers.get(at as usize)).map(|answer| answer.id.to_string())
        }
        (EdgeRole::Exit(at), Kind::Call(call)) => call.exits.get(at as usize).map(|(exit, _)| exit.id.to_string()),
        (EdgeRole::Route(at), Kind::Route(route)) => {
            let when = route.arms.get(at as usize).map(|arm| arm.when.as_ref());
            when.map(|when| when.map_or_else(|| "otherwise".to_owned(), condition))
        }
        (EdgeRole::Solved, _) => Some("solved".to_owned()),
        (EdgeRole::Else, _) => Some("else".to_owned()),
        (EdgeRole::Cannot, _) => Some("cannot".to_owned()),
        _ => Some("next".to_owned()),
    };
    named.unwrap_or_default()
}

/// Writes a condition as its author does. Recursion is bounded by the nesting that the YAML reader allows.
pub fn condition(when: &Condition) -> String {
    let list = |parts: &[Condition]| parts.iter().map(condition).collect::<Vec<_>>().join(", ");
    match when {
        Condition::All(parts) => format!("{{all: [{}]}}", list(parts)),
        Condition::Any(parts) => format!("{{any: [{}]}}", list(parts)),
        Condition::Not(inner) => format!("{{not: {}}}", condition(inner)),
        Condition::Known(fact) => format!("{{known: {}}}", fact.id),
        Condition::Fact(fact, Test::Is(values)) => match values.as_slice() {
            [(only, _)] => format!("{{{}: {only}}}", fact.id),
            several => {
                let values: Vec<&str> = several.iter().map(|(value, _)| value.as_str()).collect();
                format!("{{{}: [{}]}}", fact.id, values.join(", "))
            }
        },
        Condition::Fact(fact, Test::Range { from, below }) => {
            let ends = [("from", from), ("below", below)];
            let ends: Vec<String> =
                ends.iter().filter_map(|(key, end)| Some(format!("{key}: {}", end.as_ref()?))).collect();
            format!("{{{}: {{{}}}}}", fact.id, ends.join(", "))
        }
    }
}

/// Writes what typed input means an answer; nothing where it is chosen.
pub fn guard(guard: &Guard) -> String {
    match guard {
        Guard::Chosen => String::new(),
        Guard::Range { from, below } => {
            let ends = [("from", from), ("below", below)];
            let ends: Vec<String> =
                ends.iter().filter_map(|(key, end)| Some(format!("{key} {}", end.as_ref()?))).collect();
            ends.join(" ")
        }
        Guard::Matches(pattern) => format!("matches {}", pattern.as_str()),
        Guard::Otherwise => "anything else".to_owned(),
    }
}

/// Writes how a question is answered.
pub fn input(question: &Question) -> String {
    input_name(&question.input)
}

/// Writes a kind of input.
pub(super) fn input_name(input: &Input) -> String {
    let scale = |kind: &str, scale: &crate::tree::Scale| {
        let ends = [("from", &scale.min), ("to", &scale.max)];
        let ends: Vec<String> =
            ends.iter().filter_map(|(key, end)| Some(format!(" {key} {}", end.as_ref()?))).collect();
        format!("{kind}{}", ends.concat())
    };
    match input {
        Input::Choice => "one answer".to_owned(),
        Input::Many => "several answers".to_owned(),
        Input::Number { scale: ends, .. } => scale("a number", ends),
        Input::Date(ends) => scale("a day", ends),
        Input::Text { max, pattern, private } => {
            let form = pattern.as_ref().map(|pattern| format!(" like {}", pattern.as_str())).unwrap_or_default();
            let private = if *private { ", private" } else { "" };
            format!("up to {max} characters{form}{private}")
        }
    }
}

//! Steps, ways and conditions in words, for every form of export.

use crate::{
    base::{Lang, Text, clean_line},
    case::Phrase,
    tree::{
        Bound, By, Condition, EdgeRole, Ending, FactIx, FactKind, Guard, Kind, Link, Risk, Severity, Step, Test,
        TreeIx, Urgency,
    },
};

/// What a step is, in one word of the program; also the name of its messages.
pub(super) fn kind(step: &Step) -> &'static str {
    match &step.kind {
        Kind::Question(_) => "question",
        Kind::Instruction(_) => "instruction",
        Kind::Call(_) => "call",
        Kind::Route(_) => "route",
        Kind::Ending(Ending::Fix { .. }) => "fix",
        Kind::Ending(Ending::Escalate { .. }) => "escalation",
        Kind::Ending(Ending::Continue { .. }) => "continuation",
        Kind::Ending(Ending::Exit(_)) => "exit",
    }
}

/// The word of the format for a risk.
pub(super) fn risk(risk: Risk) -> &'static str {
    match risk {
        Risk::None => "none",
        Risk::Interrupts => "interrupts",
        Risk::Settings => "settings",
        Risk::Damage => "damage",
        Risk::DataLoss => "data-loss",
        Risk::Money => "money",
        Risk::Safety => "safety",
        Risk::Security => "security",
    }
}

/// The word of the format for who does a step.
pub(super) fn by(by: By) -> &'static str {
    match by {
        By::Customer => "customer",
        By::Agent => "agent",
        By::Admin => "admin",
        By::Technician => "technician",
    }
}

/// The word of the format for how soon somebody takes over.
pub(super) fn urgency(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Normal => "normal",
        Urgency::Soon => "soon",
        Urgency::Now => "now",
    }
}

/// The word of the format for how grave a warning is.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Notice => "notice",
        Severity::Caution => "caution",
        Severity::Warning => "warning",
        Severity::Danger => "danger",
    }
}

/// What a way out of a step is called; empty where there is no choice.
pub(super) fn way(phrase: Phrase<'_>, step: &Step, role: EdgeRole) -> String {
    let words = phrase.words;
    match (role, &step.kind) {
        (EdgeRole::Answer(at), _) => {
            let answer = step.question().and_then(|question| question.answers.get(at as usize));
            answer.map(|answer| clean_line(&phrase.answer(answer)).into_owned()).unwrap_or_default()
        }
        (EdgeRole::Solved, _) => words.say("outcome-yes"),
        (EdgeRole::Else, _) => words.say("outcome-no"),
        (EdgeRole::Cannot, _) => words.say("outcome-not-done"),
        (EdgeRole::Exit(at), Kind::Call(call)) => {
            call.exits.get(at as usize).map(|(exit, _)| exit.id.to_string()).unwrap_or_default()
        }
        (EdgeRole::Route(at), Kind::Route(route)) => match route.arms.get(at as usize).map(|arm| &arm.when) {
            Some(Some(when)) => condition(phrase, when),
            _ if route.arms.len() == 1 => String::new(),
            _ => words.say("condition-otherwise"),
        },
        // After `next` there is no choice.
        _ => String::new(),
    }
}

/// Which typed input means an answer; nothing where it is chosen.
pub(super) fn guard(phrase: Phrase<'_>, guard: &Guard) -> Option<String> {
    match guard {
        Guard::Chosen => None,
        Guard::Range { from, below } => Some(range(phrase, from.as_ref(), below.as_ref())),
        Guard::Matches(pattern) => {
            let pattern = clean_line(pattern.as_str()).into_owned();
            Some(phrase.words.tell("condition-matches", &[("pattern", (&pattern).into())]))
        }
        Guard::Otherwise => Some(phrase.words.say("condition-otherwise")),
    }
}

fn range(phrase: Phrase<'_>, from: Option<&Bound>, below: Option<&Bound>) -> String {
    let from = from.map(|it| bound(phrase, it));
    let below = below.map(|it| bound(phrase, it));
    match (&from, &below) {
        (Some(from), Some(below)) => {
            phrase.words.tell("condition-between", &[("from", from.into()), ("below", below.into())])
        }
        (Some(from), None) => phrase.words.tell("condition-from", &[("from", from.into())]),
        (None, Some(below)) => phrase.words.tell("condition-below", &[("below", below.into())]),
        (None, None) => String::new(),
    }
}

/// The end of a range, relative days as they are written: nothing here knows which day it is.
pub(super) fn bound(phrase: Phrase<'_>, bound: &Bound) -> String {
    let (unit, count) = match *bound {
        Bound::Number(number) => return phrase.words.number(number),
        Bound::Day(day) => return phrase.day(day),
        Bound::Today { months: 0, days: 0 } => return phrase.words.say("day-today"),
        Bound::Today { months, .. } if months != 0 && months % 12 == 0 => ("years", months / 12),
        Bound::Today { months, .. } if months != 0 => ("months", months),
        Bound::Today { days, .. } => ("days", days),
    };
    let side = if count < 0 { "before" } else { "after" };
    phrase.words.tell(&format!("day-{unit}-{side}"), &[("count", (count.unsigned_abs() as usize).into())])
}

/// A condition in words. Recursion is bounded by the nesting that the YAML reader allows.
pub(super) fn condition(phrase: Phrase<'_>, condition: &Condition) -> String {
    let join = |parts: &[Condition], word: &str| {
        let inner = |part: &Condition| {
            let nested = matches!(part, Condition::All(parts) | Condition::Any(parts) if parts.len() > 1);
            let said = self::condition(phrase, part);
            if nested { format!("({said})") } else { said }
        };
        parts.iter().map(inner).collect::<Vec<_>>().join(&format!(" {} ", phrase.words.say(word)))
    };
    match condition {
        Condition::All(parts) => join(parts, "condition-and"),
        Condition::Any(parts) => join(parts, "condition-or"),
        Condition::Not(inner) => {
            let inner = self::condition(phrase, inner);
            phrase.words.tell("condition-not", &[("condition", (&inner).into())])
        }
        Condition::Known(fact) => {
            let fact = fact_name(phrase, fact);
            phrase.words.tell("condition-known", &[("fact", (&fact).into())])
        }
        Condition::Fact(fact, test) => {
            let what = match test {
                Test::Is(values) => {
                    let values: Vec<String> =
                        values.iter().map(|(value, _)| fact_value(phrase, fact, value.as_str())).collect();
                    values.join(&format!(" {} ", phrase.words.say("condition-or")))
                }
                Test::Range { from, below } => range(phrase, from.as_ref(), below.as_ref()),
            };
            let fact = fact_name(phrase, fact);
            phrase.words.tell("condition-is", &[("fact", (&fact).into()), ("value", (&what).into())])
        }
    }
}

/// What a fact is called, or its id where it is not declared.
pub(super) fn fact_name(phrase: Phrase<'_>, fact: &Link<FactIx>) -> String {
    let name = match fact.id.as_str() {
        "voice" => phrase.words.say("fact-voice"),
        _ => fact.to.map(|ix| phrase.fact_name(ix)).unwrap_or_default(),
    };
    let name = clean_line(&name).into_owned();
    if name.is_empty() { fact.id.to_string() } else { name }
}

fn fact_value(phrase: Phrase<'_>, fact: &Link<FactIx>, value: &str) -> String {
    match (fact.id.as_str(), value) {
        ("voice", "customer") => return phrase.words.say("by-customer"),
        ("voice", "agent") => return phrase.words.say("by-agent"),
        _ => {}
    }
    let values = match fact.to.and_then(|ix| phrase.fact(ix)).map(|(_, fact)| &fact.kind) {
        Some(FactKind::Given { values, .. }) => values.as_slice(),
        _ => &[],
    };
    let label = values.iter().find(|it| it.id.as_str() == value).and_then(|it| it.text.as_ref());
    label.map_or_else(|| value.to_owned(), |text| line(text, phrase.words.lang()))
}

/// What a step says first, on one line: the question, the instruction, or what it leads to.
pub(super) fn headline(phrase: Phrase<'_>, tree: TreeIx, step: &Step) -> String {
    let words = phrase.words;
    match &step.kind {
        Kind::Question(question) => line(&question.ask, words.lang()),
        Kind::Instruction(instruction) => line(&instruction.text, words.lang()),
        Kind::Call(call) => match call.part.to.map(|ix| phrase.title(ix)) {
            Some(title) => clean_line(&title).into_owned(),
            None => call.part.id.to_string(),
        },
        Kind::Route(route) => {
            let mut facts: Vec<String> = Vec::new();
            for when in route.arms.iter().filter_map(|arm| arm.when.as_ref()) {
                when.for_each_fact(&mut |fact, _| {
                    let name = fact_name(phrase, fact);
                    if !facts.contains(&name) {
                        facts.push(name);
                    }
                });
            }
            words.tell("picture-by-facts", &[("facts", (&facts.join(", ")).into())])
        }
        Kind::Ending(ending) => self::ending(phrase, tree, ending),
    }
}

fn ending(phrase: Phrase<'_>, tree: TreeIx, ending: &Ending) -> String {
    match ending {
        Ending::Fix { cause, .. } => clean_line(&phrase.cause(tree, &cause.id)).into_owned(),
        Ending::Escalate { role, .. } => role_name(phrase, role.to.map_or(usize::MAX, crate::tree::RoleIx::index))
            .unwrap_or_else(|| role.id.to_string()),
        Ending::Continue { tree, .. } => match tree.to.map(|ix| phrase.title(ix)) {
            Some(title) => clean_line(&title).into_owned(),
            None => tree.id.to_string(),
        },
        Ending::Exit(exit) => exit.id.to_string(),
    }
}

/// What somebody who takes over is called.
pub(super) fn role_name(phrase: Phrase<'_>, role: usize) -> Option<String> {
    let (_, role) = phrase.library.vocabulary().roles.get_index(role)?;
    Some(line(&role.name, phrase.words.lang()))
}

/// A text in a language, cleaned and on one line.
pub(super) fn line(text: &Text, lang: Lang) -> String {
    clean_line(text.get(lang)).into_owned()
}

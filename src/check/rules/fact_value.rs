//! A question remembers something that its fact cannot be, or a condition names a value that the fact does not have.
//!
//! The ids of the answers must be among the fact's `values`, and a question with an `input` must be of the fact's kind
//! and stay within its `min` and `max`.
//! Nothing is remembered for `unsure`.
//!
//! ```yaml
//! format: 1
//! title: Slow
//! facts:
//!   os:
//!     name: system
//!     values: [windows, macos, linux]
//! start: which
//! steps:
//!   which:
//!     ask: Which system is it?
//!     fact: os
//!     answers: {win: sort, macos: sort, linux: sort, unsure: sort}       # wrong: `windows`
//!   sort:
//!     route:
//!       - {when: {os: windows}, next: desk}
//!       - {next: repair}
//!   desk:
//!     escalate: technician
//!   repair:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Slow
//! facts:
//!   os:
//!     name: system
//!     values: [windows, macos, linux]
//! start: which
//! steps:
//!   which:
//!     ask: Which system is it?
//!     fact: os
//!     answers: {windows: sort, macos: sort, linux: sort, unsure: sort}
//!   sort:
//!     route:
//!       - {when: {os: windows}, next: desk}
//!       - {next: repair}
//!   desk:
//!     escalate: technician
//!   repair:
//!     escalate: technician
//! ```

use std::cmp::Ordering;

use crate::{
    base::{Diagnostic, Id, Level},
    check::{
        conditions::{input_kind, kind_of, readings},
        context::{Context, listed},
        rule::{Found, Rule, Run},
    },
    tree::{Bound, FactKind, FactValue, Input, Question, Scale, Step, StepIx, Test},
};

pub(super) const RULE: Rule =
    Rule { code: "E120", name: "fact-value", level: Level::Error, run: &[Run::Tree(conditions), Run::Step(questions)] };

fn questions(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    if let Some(question) = step.question() {
        remembered(cx, question, found);
    }
}

fn conditions(cx: &Context<'_>, found: &mut Found) {
    for reading in readings(cx) {
        let (Some(fact), Some(Test::Is(named))) = (reading.fact.to, reading.test) else { continue };
        let Some(FactKind::Given { input: Input::Choice | Input::Many, values }) =
            cx.library.fact(fact).map(|(_, fact)| &fact.kind)
        else {
            continue;
        };
        for (name, span) in named {
            if !values.iter().any(|value| value.id == *name) {
                let message = format!("the fact `{}` has no value `{name}`", reading.fact.id);
                found.push(remedied(found, found.at(cx.place(*span), message), name, values));
            }
        }
    }
}

/// Compares a question with the fact that it sets.
fn remembered(cx: &Context<'_>, question: &Question, found: &mut Found) {
    let Some(link) = &question.fact else { return };
    let Some((_, fact)) = link.to.and_then(|fact| cx.library.fact(fact)) else { return };
    let FactKind::Given { input, values } = &fact.kind else {
        let finding = found.at(cx.place(link.span), format!("no question sets `{}`, it is derived", link.id));
        found.push(finding.help("delete `fact`, or choose another one"));
        return;
    };
    if std::mem::discriminant(input) != std::mem::discriminant(&question.input) {
        let (own, wanted) = (input_kind(&question.input), kind_of(fact));
        let finding = found.at(cx.place(link.span), format!("`{}` is {wanted}, this question asks {own}", link.id));
        found.push(finding.at(fact.place, "declared here").help(remedy(input)));
        return;
    }
    if let (Some(own), Some(wanted)) = (scale(&question.input), scale(input))
        && let Some(message) = exceeds(own, wanted, &link.id)
    {
        let finding = found.at(cx.place(link.span), message).at(fact.place, "declared here");
        found.push(finding.help("give `input` the same `min` and `max`, or narrower ones"));
    }
    if !matches!(input, Input::Choice | Input::Many) {
        return;
    }
    for answer in &question.answers {
        let is_nothing =
            answer.id.as_str() == "unsure" || (matches!(input, Input::Many) && answer.id.as_str() == "none");
        if !is_nothing && !values.iter().any(|value| value.id == answer.id) {
            let message = format!("the fact `{}` has no value `{}`", link.id, answer.id);
            found.push(remedied(found, found.at(cx.place(answer.span), message), &answer.id, values));
        }
    }
}

fn scale(input: &Input) -> Option<&Scale> {
    match input {
        Input::Number { scale, .. } | Input::Date(scale) => Some(scale),
        _ => None,
    }
}

/// Says where a question takes more than its fact may be; routes rely on the fact's ends.
fn exceeds(own: &Scale, wanted: &Scale, fact: &Id) -> Option<String> {
    let lies_within = |own: Option<Bound>, end: Bound, order: Ordering| {
        own.is_some_and(|own| own.partial_cmp(&end).is_some_and(|found| found == order || found.is_eq()))
    };
    if let Some(min) = wanted.min.filter(|&min| !lies_within(own.min, min, Ordering::Greater)) {
        return Some(format!("`{fact}` begins at {min}, this question takes less"));
    }
    let max = wanted.max.filter(|&max| !lies_within(own.max, max, Ordering::Less))?;
    Some(format!("`{fact}` ends at {max}, this question takes more"))
}

fn remedy(input: &Input) -> &'static str {
    match input {
        Input::Choice => "delete `input`, or choose another fact",
        Input::Many => "write `input: {kind: many}`, or choose another fact",
        Input::Number { .. } => "write `input: {kind: number}`, or choose another fact",
        Input::Date(_) => "write `input: {kind: date}`, or choose another fact",
        Input::Text { .. } => "write `input: {kind: text}`, or give the fact `values`",
    }
}

fn remedied(found: &Found, finding: Diagnostic, name: &Id, values: &[FactValue]) -> Diagnostic {
    match found.near(name.as_str(), values.iter().map(|value| value.id.as_str())) {
        None => finding.help(format!("it may be {}", listed(values.iter().map(|value| value.id.to_string())))),
        meant => finding.did_you_mean(meant),
    }
}

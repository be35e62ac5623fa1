//! A person is asked for a password, a PIN, a TAN or a code.
//!
//! Whoever gets used to telling them will tell them to a fraudster too. A secret is typed in where it belongs, on the
//! login page or at the device, and nowhere else. The rule knows English and German; it looks for verbs that hand the
//! secret over ("read me", "send us", "nennen Sie"), for questions after its value, and for facts that would keep it.
//!
//! ```yaml
//! format: 1
//! title: Login
//! start: code
//! steps:
//!   code:
//!     ask: Which code did you get by SMS?
//!     input: {kind: text, max: 8}
//!     next: desk
//!   desk:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Login
//! start: code
//! steps:
//!   code:
//!     ask: Did a code arrive by SMS?
//!     note: The person types the code alone. It is neither read out nor sent to you.
//!     answers: {yes: desk, no: operator, unsure: operator}
//!   desk:
//!     escalate: technician
//!   operator:
//!     escalate: technician
//! ```

use crate::{
    base::{Level, Place, Span, Text},
    check::{
        context::Context,
        labels::brief,
        rule::{Found, Rule, Run},
        secrets::{Speech, demand, names_secret},
        survey::Survey,
    },
    tree::{Ending, Fact, FactKind, Input, Kind, Step, StepIx},
};

pub(super) const RULE: Rule = Rule {
    code: "E204",
    name: "asks-for-secret",
    level: Level::Error,
    run: &[Run::Library(vocabulary), Run::Tree(tree), Run::Step(step)],
};

fn vocabulary(survey: &Survey<'_>, found: &mut Found) {
    survey.library.vocabulary().facts.values().for_each(|own| fact(own, found));
}

fn tree(cx: &Context<'_>, found: &mut Found) {
    cx.tree.facts.values().for_each(|own| fact(own, found));
}

fn step(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    let place = |span: Span| cx.place(span);
    let mut look = |text: Option<&Text>, speech| {
        text.into_iter().for_each(|text| sentences(text, speech, &place, found));
    };
    for text in [&step.look, &step.why, &step.note, &step.say] {
        look(text.as_ref(), Speech::Told);
    }
    match &step.kind {
        Kind::Instruction(instruction) => look(Some(&instruction.text), Speech::Told),
        Kind::Ending(Ending::Fix { note, .. }) => look(note.as_ref(), Speech::Told),
        Kind::Ending(Ending::Escalate { because, .. }) => look(because.as_ref(), Speech::Told),
        _ => {}
    }
    if let Some(question) = step.question() {
        let is_typed = matches!(question.input, Input::Text { .. } | Input::Number { .. });
        look(Some(&question.ask), if is_typed { Speech::Typed } else { Speech::Asked });
        question.answers.iter().for_each(|answer| look(answer.help.as_ref(), Speech::Told));
    }
}

fn fact(fact: &Fact, found: &mut Found) {
    let FactKind::Given { input: Input::Text { .. } | Input::Number { .. }, .. } = &fact.kind else { return };
    if let Some((_, _, name)) = fact.name.placed().find(|(lang, _, name)| names_secret(*lang, name)) {
        let message = format!("the fact `{}` would keep a secret", brief(name));
        found.push(found.at(fact.place, message).help("delete it; nobody asks for passwords, PINs or codes"));
    }
    let place = |span: Span| Place { span, ..fact.place };
    for (text, speech) in [(&fact.ask, Speech::Typed), (&fact.look, Speech::Told)] {
        text.iter().for_each(|text| sentences(text, speech, &place, found));
    }
}

/// Reports the first demand of each language.
fn sentences(text: &Text, speech: Speech, place: &dyn Fn(Span) -> Place, found: &mut Found) {
    for (lang, span, words) in text.placed() {
        if let Some(sentence) = demand(lang, words, speech) {
            let finding = found.at(place(span), "this asks for a secret").label(brief(sentence));
            found.push(finding.help("let people type it where it belongs, and ask only whether that worked"));
        }
    }
}

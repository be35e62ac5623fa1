//! A text lacks a language that the title of the tree has.
//!
//! People would see one sentence in another language than the rest. In the shared vocabulary every language counts that
//! any tree's title has.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: repair
//! steps:
//!   repair:
//!     escalate: technician
//!     because: {en: A technician comes.}
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: repair
//! steps:
//!   repair:
//!     escalate: technician
//!     because: {en: A technician comes., de: Es kommt jemand.}
//! ```

use std::collections::BTreeSet;

use crate::{
    base::{Lang, Level, Place, Text},
    check::{
        context::Context,
        labels::languages,
        rule::{Found, Rule, Run},
        survey::Survey,
    },
    tree::{Ending, Fact, FactKind, Input, Kind, Step, StepIx},
};

pub(super) const RULE: Rule = Rule {
    code: "W129",
    name: "missing-language",
    level: Level::Warning,
    run: &[Run::Library(vocabulary), Run::Tree(tree), Run::Step(step)],
};

fn tree(cx: &Context<'_>, found: &mut Found) {
    for cause in cx.tree.causes.values() {
        compare(&cx.languages, cx.place(cause.span), "name", Some(&cause.name), found);
    }
    cx.tree.facts.values().for_each(|own| fact(&cx.languages, own, found));
}

fn step(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    let langs = &cx.languages;
    let place = cx.place(step.span);
    let mut text = |key: &str, text: Option<&Text>| compare(langs, place, key, text, found);
    text("look", step.look.as_ref());
    text("why", step.why.as_ref());
    text("note", step.note.as_ref());
    text("say", step.say.as_ref());
    match &step.kind {
        Kind::Instruction(instruction) => {
            text("do", Some(&instruction.text));
            text("expect", instruction.expect.as_ref());
        }
        Kind::Ending(Ending::Fix { note, .. }) => text("note", note.as_ref()),
        Kind::Ending(Ending::Escalate { because, .. }) => text("because", because.as_ref()),
        _ => {}
    }
    if let Some(question) = step.question() {
        text("ask", Some(&question.ask));
        // A unit written once is a symbol such as `GB`, the same in every language.
        if let Input::Number { unit: Some(unit), .. } = &question.input
            && 1 < unit.iter().count()
        {
            text("unit", Some(unit));
        }
        for answer in &question.answers {
            let place = cx.place(answer.span);
            compare(langs, place, "text", answer.text.as_ref(), found);
            compare(langs, place, "summary", answer.summary.as_ref(), found);
            compare(langs, place, "help", answer.help.as_ref(), found);
        }
    }
}

fn vocabulary(survey: &Survey<'_>, found: &mut Found) {
    let langs: BTreeSet<Lang> = survey.library.trees().flat_map(|(_, tree)| languages(tree)).collect();
    let langs: Vec<Lang> = langs.into_iter().collect();
    let words = survey.library.vocabulary();
    words.facts.iter().filter(|(id, _)| id.as_str() != "voice").for_each(|(_, own)| fact(&langs, own, found));
    for warning in words.warnings.values() {
        compare(&langs, warning.place, "hazard", Some(&warning.hazard), found);
        compare(&langs, warning.place, "consequence", Some(&warning.consequence), found);
        compare(&langs, warning.place, "avoid", Some(&warning.avoid), found);
    }
    words.checks.values().for_each(|check| compare(&langs, check.place, "purpose", Some(&check.purpose), found));
    for term in words.terms.values() {
        compare(&langs, term.place, "term", Some(&term.term), found);
        compare(&langs, term.place, "means", Some(&term.means), found);
    }
    words.roles.values().for_each(|role| compare(&langs, role.place, "name", Some(&role.name), found));
}

fn fact(langs: &[Lang], fact: &Fact, found: &mut Found) {
    compare(langs, fact.place, "name", Some(&fact.name), found);
    compare(langs, fact.place, "ask", fact.ask.as_ref(), found);
    compare(langs, fact.place, "look", fact.look.as_ref(), found);
    if let FactKind::Given { values, .. } = &fact.kind {
        for value in values {
            compare(langs, fact.place, value.id.as_str(), value.text.as_ref(), found);
        }
    }
}

/// Reports the languages that a text lacks; a text that is not there, or whose words could not be read, lacks none.
fn compare(langs: &[Lang], place: Place, key: &str, text: Option<&Text>, found: &mut Found) {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return };
    let lacks = |lang: &&Lang| text.exact(**lang).is_none() && text.exact(lang.base()).is_none();
    let missing: Vec<String> = langs.iter().filter(lacks).map(|lang| format!("`{lang}`")).collect();
    if !missing.is_empty() {
        let finding = found.at(place, format!("`{key}` has no words in {}", missing.join(", ")));
        found.push(finding.help("add the language, or take it out of the title"));
    }
}

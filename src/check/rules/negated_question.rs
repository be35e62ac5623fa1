//! A question asks whether something is not so.
//!
//! To "Is it not on?" both *yes* and *no* can mean that it is off. Ask for what there is to be seen.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     ask: {en: Is the light not on?, de: Leuchtet die Lampe nicht?}
//!     answers: {yes: repair, no: desk, unsure: desk}
//!   repair:
//!     escalate: technician
//!   desk:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     ask: {en: Is the light on?, de: Leuchtet die Lampe?}
//!     answers: {yes: repair, no: desk, unsure: desk}
//!   repair:
//!     escalate: technician
//!   desk:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        prose::{Class, Prose, Sentence, Speech, Word},
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "H306", name: "negated-question", level: Level::Hint, run: &[Run::Words(Class::NEGATION, run)] };

fn run(speech: &Speech<'_, '_>, prose: &Prose<'_>, found: &mut Found) {
    if !speech.role().asks() {
        return;
    }
    // "Which app does not work?" has an answer that nobody mistakes.
    let asking = prose.sentences().iter().filter(|it| it.asks);
    let asking = asking.filter(|it| !prose.words_of(it).iter().any(|word| word.is(Class::ASKING)));
    let negation = asking.flat_map(|it| main_clause(prose, it)).find(|word| {
        // "without a copy" names a thing; it does not turn the question round.
        word.is(Class::NEGATION) && !word.is(Class::WITHOUT) && word.is_own()
    });
    if let Some(word) = negation {
        let finding = speech.at_word(found, prose, word, "the question asks for what is not so");
        found.push(finding.help("ask what there is to see, hear or feel"));
    }
}

/// Lists the words up to the first clause that only tells which one is meant: "rules that you did not set".
fn main_clause<'p>(prose: &'p Prose<'_>, sentence: &Sentence) -> impl Iterator<Item = &'p Word> {
    let mut before = sentence.bytes.start;
    prose.words_of(sentence).iter().take_while(move |word| {
        let between = prose.between(before, word.start);
        before = word.end;
        !word.is(Class::BUT) && !between.contains(',')
    })
}

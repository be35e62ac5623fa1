//! The text does not say how long to wait.
//!
//! For one person a moment is two seconds, for another five minutes. Say a time, or what is to be seen when it is over.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: Wait a moment., de: Warten Sie kurz.}
//!     next: repair
//!   repair:
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
//!     do: {en: Wait until the light is green., de: "Warten Sie, bis die Lampe grün ist."}
//!     next: repair
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        prose::{Class, Prose, Sentence, Speech, Tongue, Word},
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "H315", name: "vague-wait", level: Level::Hint, run: &[Run::Words(Class::WAIT, run)] };

/// What follows `wait`: words without a measure.
const ENGLISH: [&str; 8] =
    ["a moment", "a bit", "a while", "a little", "some time", "briefly", "shortly", "for a moment"];
const GERMAN: [&str; 8] =
    ["kurz", "etwas", "einen Moment", "einen Augenblick", "ein wenig", "ein bisschen", "eine Weile", "einige Zeit"];

fn run(speech: &Speech<'_, '_>, prose: &Prose<'_>, found: &mut Found) {
    if let Some(sentence) = prose.sentences().iter().find(|it| is_vague(prose, it)) {
        let finding = speech.at(found, prose, sentence.bytes.clone(), "the text does not say how long to wait");
        found.push(finding.help("say a time, or what shows that it is over"));
    }
}

fn is_vague(prose: &Prose<'_>, sentence: &Sentence) -> bool {
    let words = prose.words_of(sentence);
    let Some(wait) = words.iter().find(|word| word.is(Class::WAIT) && word.is_own()) else { return false };
    let rest = prose.between(wait.end, sentence.bytes.end).trim_start();
    let says_little = match prose.tongue {
        Tongue::English => ENGLISH.iter().any(|vague| rest.starts_with(vague)),
        Tongue::German => {
            let rest = rest.strip_prefix("Sie").unwrap_or(rest).trim_start();
            GERMAN.iter().any(|vague| rest.starts_with(vague))
        }
    };
    // A number or an "until" says how long.
    let measures = |word: &Word| {
        word.is(Class::NUMBER.with(Class::UNTIL)) || prose.tongue.number(word.of(prose.text)).is_some_and(|it| 1 < it)
    };
    says_little && !words.iter().any(measures)
}

//! A text blames the person.
//!
//! Who feels accused tells less, and mostly the fault lies elsewhere. Say what is to be seen, not who did it.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     ask: {en: Is the plug loose?, de: Ist der Stecker locker?}
//!     why: {en: You must have pulled the cable., de: Sie haben das falsche Kabel gezogen.}
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
//!     ask: {en: Is the plug loose?, de: Ist der Stecker locker?}
//!     why: {en: The cable may have come loose., de: Das Kabel kann sich gelöst haben.}
//!     answers: {yes: repair, no: desk, unsure: desk}
//!   repair:
//!     escalate: technician
//!   desk:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        prose::{Class, Prose, Speech, Tongue},
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "H316", name: "blame", level: Level::Hint, run: &[Run::Words(Class::YOU, run)] };

/// Phrases in lower case.
const ENGLISH: &[&str] = &[
    "you must have",
    "you should have",
    "you failed",
    "your fault",
    "your mistake",
    "your error",
    "you did not even",
    "you ought to have",
];
const GERMAN: &[&str] = &[
    "ihr fehler",
    "ihre schuld",
    "dein fehler",
    "deine schuld",
    "sie haben das falsche",
    "sie haben den falschen",
    "sie haben die falsche",
    "sie hätten",
    "selbst schuld",
];

fn run(speech: &Speech<'_, '_>, prose: &Prose<'_>, found: &mut Found) {
    if speech.role().names() {
        return;
    }
    let phrases = if prose.tongue == Tongue::German { GERMAN } else { ENGLISH };
    let hit = prose.words().iter().filter(|word| word.is(Class::YOU) && word.is_own()).find_map(|word| {
        let phrase = phrases.iter().find(|phrase| is_said_at(prose.text, word.start, phrase))?;
        Some((phrase, word.start..word.start + phrase.len()))
    });
    if let Some((phrase, bytes)) = hit {
        let finding = speech.at(found, prose, bytes, format!("`{phrase}` blames the person"));
        found.push(finding.help("say what is to be seen"));
    }
}

/// Says whether a phrase in lower case begins at this byte, and no longer word ends it.
fn is_said_at(text: &str, at: usize, phrase: &str) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let said = rest.get(..phrase.len()).is_some_and(|said| said.eq_ignore_ascii_case(phrase));
    said && !rest.get(phrase.len()..).unwrap_or_default().starts_with(char::is_alphanumeric)
}

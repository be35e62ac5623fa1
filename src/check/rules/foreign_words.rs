//! A text is written in another language than it says.
//!
//! The words were probably put under the wrong key, or copied to be translated later.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: Press the key on the left., de: The key is on the left.}
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
//!     do: {en: Press the key on the left., de: Drücken Sie die linke Taste.}
//!     next: repair
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        prose::{Class, Prose, Speech},
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "W325", name: "foreign-words", level: Level::Warning, run: &[Run::Words(Class::FOREIGN, run)] };

/// So many small words of the other language, and none of its own, make a foreign text.
const LEAST: usize = 2;

fn run(speech: &Speech<'_, '_>, prose: &Prose<'_>, found: &mut Found) {
    let count = |class| prose.words().iter().filter(|word| word.is_own() && word.is(class)).take(LEAST).count();
    // A copy has a finding of its own.
    let is_copy = |other: &&Prose<'_>| other.tongue != prose.tongue && other.text == prose.text;
    if count(Class::OWN) == 0 && LEAST <= count(Class::FOREIGN) && !speech.prose.iter().any(|it| is_copy(&it)) {
        let message = format!("this is not written in `{}`", prose.lang);
        found.push(speech.at(found, prose, 0..0, message).help("put it under its language, or translate it"));
    }
}

//! A short form hides the *not*.
//!
//! *Don't* and *do* sound alike on a bad line, and learners and screen readers miss the apostrophe. Where the *not* decides,
//! write it out.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: Don't switch it off., de: Schalten Sie es nicht aus.}
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
//!     do: {en: Do not switch it off., de: Schalten Sie es nicht aus.}
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
    tree::TextRole,
};

pub(super) const RULE: Rule = Rule {
    code: "H323",
    name: "negative-contraction",
    level: Level::Hint,
    run: &[Run::Words(Class::CONTRACTION, run)],
};

fn run(speech: &Speech<'_, '_>, prose: &Prose<'_>, found: &mut Found) {
    // What a customer says may be said as people speak.
    if speech.is_for_agents || matches!(speech.role(), TextRole::Label | TextRole::FactValue) {
        return;
    }
    if let Some(word) = prose.words().iter().find(|word| word.is(Class::CONTRACTION) && word.is_own()) {
        let message = format!("`{}` hides the *not*", word.of(prose.text));
        found.push(speech.at_word(found, prose, word, message).help("write it out"));
    }
}

//! A whole text stands in quotation marks, which people then see.
//!
//! YAML knows only the straight quotes `"` and `'`. The curly ones, which many editors write by themselves, are part of the
//! text: people read them, and within `{…}` they do not protect a comma. Labels are left alone, because what is printed
//! on a device stands in quotation marks.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: “Press the green button.”, de: „Drücken Sie die grüne Taste.“}
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
//!     do: {en: "Press the green button.", de: Drücken Sie die grüne Taste „Start“.}
//!     next: repair
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        prose::Speech,
        rule::{Found, Rule, Run},
    },
    tree::TextRole,
};

pub(super) const RULE: Rule = Rule { code: "H327", name: "text-in-quotes", level: Level::Hint, run: &[Run::Text(run)] };

fn run(speech: &Speech<'_, '_>, found: &mut Found) {
    let is_spoken = matches!(
        speech.role(),
        TextRole::Ask
            | TextRole::Look
            | TextRole::Why
            | TextRole::Do
            | TextRole::Because
            | TextRole::Closing
            | TextRole::Help
            | TextRole::CauseName
            | TextRole::FactAsk
            | TextRole::FactLook
    );
    for prose in speech.prose.iter().filter(|prose| is_spoken && prose.is_quoted_whole()) {
        let finding = speech.at(found, prose, 0..0, "the whole text stands in quotation marks");
        found.push(finding.help("write straight quotes, or none: people see these"));
    }
}

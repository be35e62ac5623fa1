//! The quotation marks are those of another language.
//!
//! German opens below and closes above: „Aus“. English uses "Off" or “Off”. A label in the wrong marks is not seen as one.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: Press the key., de: 'Drücken Sie "Aus".'}
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
//!     do: {en: Press the key., de: Drücken Sie „Aus“.}
//!     next: repair
//!   repair:
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
    Rule { code: "H321", name: "quotation-marks", level: Level::Hint, run: &[Run::Words(Class::MARKS, run)] };

fn run(speech: &Speech<'_, '_>, prose: &Prose<'_>, found: &mut Found) {
    let text = |at: &std::ops::Range<usize>| prose.between(at.start, at.end);
    let is_wrong = |quoted: &str| match prose.tongue {
        Tongue::English => quoted.starts_with(['„', '‚', '»']),
        // A comma below and a mark above, as they should be; or those of a book.
        Tongue::German => quoted.starts_with(['"', '“']) || (quoted.starts_with('„') && !quoted.ends_with('“')),
    };
    if let Some(at) = prose.quotations().iter().find(|at| is_wrong(text(at))) {
        let right = if prose.tongue == Tongue::German { "„…“" } else { "\"…\"" };
        let finding = speech.at(found, prose, at.clone(), "these are no quotation marks of this language");
        found.push(finding.help(format!("write {right}")));
    }
}

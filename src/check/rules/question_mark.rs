//! A question has no question mark, or more than one.
//!
//! A sentence without it is read as a statement or a command; two are two questions, and one answer cannot tell to which
//! it belongs. What leads up to the question belongs into `say` or `look`.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     ask: {en: The light is on, de: Die Lampe leuchtet}
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
        prose::Speech,
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "W304", name: "question-mark", level: Level::Warning, run: &[Run::Text(run)] };

fn run(speech: &Speech<'_, '_>, found: &mut Found) {
    if !speech.role().asks() {
        return;
    }
    for prose in speech.prose {
        let sentences = prose.sentences();
        let mut asking = sentences.iter().enumerate().filter(|(_, it)| it.asks);
        let Some((first, _)) = asking.next() else {
            // A question within quotation marks has a finding of its own.
            if !prose.text.trim().is_empty() && !prose.is_quoted_whole() {
                let finding = speech.at(found, prose, 0..0, "the question has no question mark");
                found.push(finding.help("ask a question that ends with `?`"));
            }
            continue;
        };
        let what = match asking.next() {
            Some((_, second)) => Some((second, "these are two questions", "ask one thing; make two steps of it")),
            None => sentences
                .get(first + 1)
                .map(|it| (it, "the question goes on after its question mark", "put it into `look` or `say`")),
        };
        if let Some((place, message, help)) = what {
            found.push(speech.at(found, prose, place.bytes.clone(), message).help(help));
        }
    }
}

//! A period is missing at the end, or stands behind a name.
//!
//! Sentences end with a period, the last one like the others; titles, answers and names have none. The difference is heard
//! by those who use a screen reader.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: Pull the plug. Push it in, de: Ziehen Sie den Stecker. Stecken Sie ihn ein.}
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
//!     do: {en: Pull the plug. Push it in., de: Ziehen Sie den Stecker. Stecken Sie ihn ein.}
//!     next: repair
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        prose::{Prose, Sentence, Speech},
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "W324", name: "final-period", level: Level::Warning, run: &[Run::Text(run)] };

fn run(speech: &Speech<'_, '_>, found: &mut Found) {
    if speech.role().asks() {
        return;
    }
    for prose in speech.prose {
        if speech.role().names() {
            if let [only] = prose.sentences()
                && prose.text.ends_with('.')
                && ends_with_word(prose, only)
            {
                let bytes = only.bytes.clone();
                let finding = speech.at(found, prose, bytes, "a period stands behind a name");
                found.push(finding.help("leave the period out"));
            }
        } else if let [before @ .., last] = prose.sentences()
            && !last.is_closed
            && !before.is_empty()
            && before.iter().all(|it| it.is_closed)
        {
            let bytes = last.bytes.clone();
            let finding = speech.at(found, prose, bytes, "the last sentence has no period");
            found.push(finding.help("end it like the others"));
        }
    }
}

/// Says whether the last word is no abbreviation, whose period belongs to it.
fn ends_with_word(prose: &Prose<'_>, sentence: &Sentence) -> bool {
    let Some(last) = prose.words_of(sentence).last() else { return false };
    let letters = last.of(prose.text);
    last.end + 1 == prose.text.len() && 3 < letters.chars().count() && !prose.shortens(letters)
}

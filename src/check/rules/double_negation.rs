//! Two negations stand in one clause.
//!
//! Nobody can tell on the telephone whether they cancel each other out.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: Do not leave it no cable., de: Lassen Sie es nicht kein Kabel.}
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
//!     do: {en: Leave the cable plugged in., de: Lassen Sie das Kabel eingesteckt.}
//!     next: repair
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        prose::{Class, Prose, Speech, Word},
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "W307", name: "double-negation", level: Level::Warning, run: &[Run::Words(Class::NEGATION, run)] };

fn run(speech: &Speech<'_, '_>, prose: &Prose<'_>, found: &mut Found) {
    for words in prose.sentences().iter().map(|it| prose.words_of(it)) {
        let mut first = None;
        // "without" and "nobody" mostly say a condition: "Nothing is deleted without a copy."
        let is_plain = |it: &Word| it.is_own() && it.is(Class::NEGATION) && !it.is(Class::WITHOUT);
        for (at, _) in words.iter().enumerate().filter(|(_, it)| is_plain(it)) {
            let Some(before) = first.replace(at) else { continue };
            let Some([one, between @ .., other]) = words.get(before..=at) else { continue };
            let signs = prose.between(one.end, other.start);
            let is_one_clause =
                !between.iter().any(|it| it.is(Class::BUT)) && !signs.contains([',', ':', ';', '–', '—', '(', '/']);
            if is_one_clause {
                let bytes = one.start..other.end;
                let finding = speech.at(found, prose, bytes, "two negations in one clause");
                found.push(finding.help("say it without a negation"));
                break;
            }
        }
    }
}

//! Two languages say the same words.
//!
//! One of the two was copied and not translated: half of the people read a foreign language.
//! Names, numbers and single words may be the same.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: Switch the printer on., de: Switch the printer on.}
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
//!     do: {en: Switch the printer on., de: Schalten Sie den Drucker ein.}
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

pub(super) const RULE: Rule = Rule { code: "W301", name: "same-words", level: Level::Warning, run: &[Run::Text(run)] };

fn run(speech: &Speech<'_, '_>, found: &mut Found) {
    let [first, rest @ ..] = speech.prose else { return };
    // Small words belong to one language; names and numbers to all.
    let tells = |it: &Prose<'_>| it.class.has(Class::OWN) || it.class.has(Class::FOREIGN);
    for other in rest.iter().filter(|it| it.tongue != first.tongue && it.text == first.text && tells(it)) {
        let finding = speech.at(found, other, 0..0, format!("`{}` says the same as `{}`", other.lang, first.lang));
        found.push(finding.help("say it in this language"));
    }
}

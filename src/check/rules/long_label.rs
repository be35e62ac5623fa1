//! An answer has more than eight words.
//!
//! Who hears five answers keeps the short ones in mind. Say in a few words what tells this answer from the others; what it
//! looks like belongs into `look`.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     ask: {en: Which light is on?, de: Welche Lampe leuchtet?}
//!     answers:
//!       red: {text: {en: The one at the back of the printer that is red, de: Die rote}, next: repair}
//!       green: {text: {en: Green, de: Grün}, next: desk}
//!       unsure: desk
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
//!     ask: {en: Which light is on?, de: Welche Lampe leuchtet?}
//!     answers:
//!       red: {text: {en: The red one, de: Die rote}, next: repair}
//!       green: {text: {en: Green, de: Grün}, next: desk}
//!       unsure: desk
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
    tree::TextRole,
};

pub(super) const RULE: Rule = Rule { code: "H309", name: "long-label", level: Level::Hint, run: &[Run::Text(run)] };

/// How many words an answer may have.
const MOST: usize = 8;

fn run(speech: &Speech<'_, '_>, found: &mut Found) {
    if speech.role() != TextRole::Label {
        return;
    }
    for prose in speech.prose.iter().filter(|it| MOST < it.words().len()) {
        let count: usize = prose.sentences().iter().map(|it| prose.length_of(it)).sum();
        if MOST < count {
            let finding = speech.at(found, prose, 0..0, format!("an answer of {count} words, at most {MOST}"));
            found.push(finding.help("say only what tells it from the others"));
        }
    }
}

//! What should be looked at takes more than two sentences.
//!
//! A person holds the telephone and looks at a device. What must be done first is an instruction, a step of its own.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     ask: {en: Is the light on?, de: Leuchtet die Lampe?}
//!     look:
//!       en: Go to the printer. Open the lid. Look at the back.
//!       de: Sehen Sie hinten nach.
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
//!     look:
//!       en: The light is at the back, under the lid.
//!       de: Sehen Sie hinten nach.
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
    tree::TextRole,
};

pub(super) const RULE: Rule = Rule { code: "H310", name: "long-look", level: Level::Hint, run: &[Run::Text(run)] };

/// How many sentences there may be.
const MOST: usize = 2;

fn run(speech: &Speech<'_, '_>, found: &mut Found) {
    if !matches!(speech.role(), TextRole::Look | TextRole::FactLook | TextRole::Help) {
        return;
    }
    for prose in speech.prose.iter().filter(|it| MOST < it.sentences().len()) {
        let message = format!("`{}` has {} sentences, at most {MOST}", speech.passage.key, prose.sentences().len());
        let finding = speech.at(found, prose, 0..0, message);
        found.push(finding.help("keep where to look; make an instruction of what is to be done"));
    }
}

//! A text for customers says *I*, *my* or *tell me*.
//!
//! The same text stands on a screen, where nobody speaks, or is read aloud by somebody else. What the agent says in person
//! belongs into `say`.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     ask: {en: Tell me which light is on?, de: Sagen Sie mir welche Lampe leuchtet?}
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
//!     ask: {en: Which light is on?, de: Welche Lampe leuchtet?}
//!     say: {en: Tell me what you see., de: "Sagen Sie mir, was Sie sehen."}
//!     answers: {yes: repair, no: desk, unsure: desk}
//!   repair:
//!     escalate: technician
//!   desk:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        prose::{Class, Prose, Speech, Word},
        rule::{Found, Rule, Run},
    },
    tree::TextRole,
};

pub(super) const RULE: Rule =
    Rule { code: "W317", name: "first-person", level: Level::Warning, run: &[Run::Words(Class::FIRST, run)] };

fn run(speech: &Speech<'_, '_>, prose: &Prose<'_>, found: &mut Found) {
    // An answer is what the customer says.
    let is_said =
        !speech.is_for_agents && !matches!(speech.role(), TextRole::Label | TextRole::FactValue | TextRole::Term);
    if !is_said {
        return;
    }
    let speaks =
        |word: &&Word| word.is(Class::FIRST) && word.is_own() && !word.is(Class::CAPITALS) && !is_numeral(prose, word);
    if let Some(word) = prose.words().iter().find(speaks) {
        let message = format!("`{}` speaks of the one who speaks", word.of(prose.text));
        let finding = speech.at_word(found, prose, word, message);
        found.push(finding.help("leave it out, or put what the agent says into `say`"));
    }
}

/// Says whether `I` or `i` stands behind a hyphen or slash, as in `Wi-Fi I/O`.
fn is_numeral(prose: &Prose<'_>, word: &Word) -> bool {
    let is_letter = word.end - word.start == 1;
    is_letter
        && (prose.between(word.end, prose.text.len()).starts_with(['/', '.', ')'])
            || prose.between(0, word.start).ends_with('/'))
}

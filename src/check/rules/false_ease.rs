//! A word calls it easy, or fills the sentence.
//!
//! *Simply* and *einfach* tell who fails that it was easy; *please* and *bitte* make every step longer and say nothing.
//! Leave the word out.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: Simply press the key., de: Drücken Sie einfach die Taste.}
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
//!     do: {en: Press the key., de: Drücken Sie die Taste.}
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

pub(super) const RULE: Rule =
    Rule { code: "W314", name: "false-ease", level: Level::Warning, run: &[Run::Words(Class::EASE, run)] };

fn run(speech: &Speech<'_, '_>, prose: &Prose<'_>, found: &mut Found) {
    if speech.is_for_agents {
        return;
    }
    // What people are told to say themselves may be polite.
    let own = |it| prose.words_of(it).iter().take_while(|word| !word.is(Class::SPEECH));
    let mut words = prose.sentences().iter().flat_map(own);
    if let Some(word) = words.find(|word| word.is(Class::EASE) && word.is_own()) {
        let message = format!("`{}` says nothing that helps", word.of(prose.text));
        found.push(speech.at_word(found, prose, word, message).help("leave it out"));
    }
}

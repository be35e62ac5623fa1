//! The text tells people to click, tap or swipe.
//!
//! On another device it is done in another way, and who uses the keyboard or a screen reader does none of it. *Select*,
//! *choose* and *open* are right everywhere.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: 'Click "Save".', de: Klicken Sie auf „Speichern“.}
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
//!     do: {en: 'Choose "Save".', de: Wählen Sie „Speichern“.}
//!     next: repair
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        prose::{Class, Prose, Sentence, Speech, Tongue, Word},
        rule::{Found, Rule, Run},
    },
    tree::TextRole,
};

pub(super) const RULE: Rule =
    Rule { code: "H319", name: "pointer-verb", level: Level::Hint, run: &[Run::Words(Class::POINTER, run)] };

fn run(speech: &Speech<'_, '_>, prose: &Prose<'_>, found: &mut Found) {
    let tells = matches!(speech.role(), TextRole::Do | TextRole::Look | TextRole::Help | TextRole::Avoid);
    if !tells || speech.is_for_agents {
        return;
    }
    for sentence in prose.sentences() {
        if let Some(word) = commanded(prose, sentence) {
            let message = format!("`{}` is done in another way on other devices", word.of(prose.text));
            let finding = speech.at_word(found, prose, word, message);
            found.push(finding.help("use a word such as *choose*, *select* or *open*"));
            break;
        }
    }
}

/// Finds such a verb where it is a command, not a plug that clicks.
fn commanded<'p>(prose: &'p Prose<'_>, sentence: &Sentence) -> Option<&'p Word> {
    let words = prose.words_of(sentence);
    let mut verbs = words.iter().enumerate().filter(|(_, word)| word.is(Class::POINTER) && word.is_own());
    let is_command = |at: usize, word: &Word| {
        let before = at.checked_sub(1).and_then(|it| words.get(it));
        let begins =
            before.is_none_or(|it| word.begins || it.is(Class::BUT) || prose.between(it.end, word.start).contains(','));
        match prose.tongue {
            // "Tap it against your hand" has nothing to do with a screen.
            Tongue::English => begins && !words.iter().any(|it| matches!(it.of(prose.text), "against" | "gently")),
            // „Tippen Sie den Namen ein“ is done with a keyboard.
            Tongue::German => {
                let mut after = words.iter().skip(at + 1).map(|it| it.of(prose.text));
                let is_for_strangers = after.next() == Some("Sie");
                let types = matches!(word.of(prose.text), "Tippen" | "tippen") && after.next() != Some("auf");
                begins && is_for_strangers && !types
            }
        }
    };
    verbs.find(|(at, word)| is_command(*at, word)).map(|(_, word)| word)
}

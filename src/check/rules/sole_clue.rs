//! Only a colour or a side tells which one is meant.
//!
//! One man in twelve confuses red and green, a screen reader knows neither colour nor side, and on another device it looks
//! different. Name it by what is written or drawn on it, and add the colour.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: Press the red button., de: Drücken Sie die rote Taste.}
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
//!     do: {en: 'Press the red button "Stop".', de: Drücken Sie die rote Taste „Stopp“.}
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

pub(super) const RULE: Rule = Rule {
    code: "H318",
    name: "sole-clue",
    level: Level::Hint,
    run: &[Run::Words(Class::COLOUR.with(Class::SIDE), run)],
};

/// What has a colour and a label.
const ENGLISH: [&str; 9] = ["button", "key", "icon", "symbol", "one", "ones", "plug", "cable", "switch"];
const GERMAN: [&str; 8] = ["Taste", "Knopf", "Schaltfläche", "Symbol", "Stecker", "Kabel", "Schalter", "Tasten"];

fn run(speech: &Speech<'_, '_>, prose: &Prose<'_>, found: &mut Found) {
    if !matches!(speech.role(), TextRole::Do | TextRole::Ask | TextRole::Look | TextRole::Help | TextRole::Avoid) {
        return;
    }
    for sentence in prose.sentences() {
        if let Some((clue, thing)) = sole_clue(prose, sentence) {
            let message = format!("only `{}` tells which one is meant", clue.of(prose.text));
            let finding = speech.at(found, prose, clue.start..thing.end, message);
            found.push(finding.help("name it by what is written or drawn on it, too"));
        }
    }
}

/// Finds a thing that has a colour or a side and, in the same sentence, no label.
fn sole_clue<'p>(prose: &'p Prose<'_>, sentence: &Sentence) -> Option<(&'p Word, &'p Word)> {
    let words = prose.words_of(sentence);
    let things: &[&str] = if prose.tongue == Tongue::German { &GERMAN } else { &ENGLISH };
    let is_clue = |word: &Word| word.is_own() && word.is(Class::COLOUR.with(Class::SIDE));
    let mut pairs = words.windows(2).filter_map(|it| if let [clue, thing] = it { Some((clue, thing)) } else { None });
    let pair = pairs.find(|(clue, thing)| is_clue(clue) && things.contains(&thing.of(prose.text)))?;
    // A label, what it looks like in brackets, or where it stands beside something tells it, too.
    let is_told = words.iter().any(|it| it.is(Class::QUOTED.with(Class::BRACKETED)));
    (!is_told).then_some(pair)
}

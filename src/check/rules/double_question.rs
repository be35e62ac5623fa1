//! A question joins two facts.
//!
//! "Is the light on and the display dark?" has four answers, and *no* may mean three of them. Ask for one fact, then for
//! the other.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     ask: {en: Is the light on and the display dark?, de: Leuchtet die Lampe und ist das Display dunkel?}
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
        prose::{Class, Prose, Speech, Tongue},
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "W305", name: "double-question", level: Level::Warning, run: &[Run::Words(Class::AND, run)] };

/// Pairs that are one thing.
const IDIOMS: [(&str, &str); 12] = [
    ("now", "then"),
    ("up", "running"),
    ("on", "off"),
    ("back", "forth"),
    ("up", "down"),
    ("and", "or"),
    ("ab", "zu"),
    ("nach", "nach"),
    ("hin", "wieder"),
    ("hin", "her"),
    ("ab", "an"),
    ("so", "so"),
];

fn run(speech: &Speech<'_, '_>, prose: &Prose<'_>, found: &mut Found) {
    if !speech.role().asks() {
        return;
    }
    for words in prose.sentences().iter().filter(|it| it.asks).map(|it| prose.words_of(it)) {
        // "between one and the other" compares two things, which is one fact.
        let between = if prose.tongue == Tongue::German { "zwischen" } else { "between" };
        let joins = words.windows(3).find(|it| {
            let [before, and, after] = it else { return false };
            let pair = (before.of(prose.text), after.of(prose.text));
            and.is(Class::AND) && and.is_own() && pair.0 != pair.1 && !IDIOMS.contains(&pair)
        });
        if let Some([_, and, _]) = joins
            && !words.iter().any(|it| it.of(prose.text).eq_ignore_ascii_case(between))
        {
            let message = format!("the question joins two facts with `{}`", and.of(prose.text));
            found.push(speech.at_word(found, prose, and, message).help("ask for one, then for the other"));
        }
    }
}

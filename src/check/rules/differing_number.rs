//! A number stands in one language and not in the other.
//!
//! One of them was changed and the other forgotten, and who reads it waits the wrong time or dials the wrong number.
//! A number may be a word in the other language; decimal signs may differ.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: Wait 30 seconds., de: Warten Sie 10 Sekunden.}
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
//!     do: {en: Wait 30 seconds., de: Warten Sie 30 Sekunden.}
//!     next: repair
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        labels::brief,
        prose::{Class, Prose, Speech, Tongue, Word},
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "W303", name: "differing-number", level: Level::Warning, run: &[Run::Text(run)] };

fn run(speech: &Speech<'_, '_>, found: &mut Found) {
    let [first, rest @ ..] = speech.prose else { return };
    for other in rest.iter().filter(|it| it.tongue != first.tongue) {
        compare(speech, first, other, found);
        compare(speech, other, first, found);
    }
}

/// Reports the first number of `one` that `other` lacks.
fn compare(speech: &Speech<'_, '_>, one: &Prose<'_>, other: &Prose<'_>, found: &mut Found) {
    // What is quoted may differ, as it stands on a device. Clocks of twelve hours count in another way.
    let counts = one.class.has(Class::NUMBER) && !has_clock(one) && !has_clock(other);
    for word in one.words().iter().filter(|word| counts && word.is_own() && word.is(Class::NUMBER)) {
        let letters = word.of(one.text);
        let number = plain(one.tongue, letters);
        // Long texts of nothing but numbers are not compared.
        let is_there =
            number.is_empty() || 500 < other.words().len() || other.words().iter().any(|it| says(other, it, &number));
        if !is_there {
            let message = format!("`{}` stands in `{}`, not in `{}`", brief(letters), one.lang, other.lang);
            found.push(speech.at_word(found, one, word, message).help("use the same numbers in both languages"));
            return;
        }
    }
}

fn says(prose: &Prose<'_>, word: &Word, number: &str) -> bool {
    let letters = word.of(prose.text);
    if word.is(Class::NUMBER) {
        return plain(prose.tongue, letters) == number;
    }
    prose.tongue.number(letters).is_some_and(|own| number.parse() == Ok(own))
}

/// The digits of a number with a point before decimals, without what follows them: `2,4` and `2.4-GHz` are 2.4.
fn plain(tongue: Tongue, word: &str) -> String {
    let (decimal, thousands) = if tongue == Tongue::German { (',', '.') } else { ('.', ',') };
    let mut parts = word.split(thousands);
    let is_grouped =
        parts.next().is_some_and(|it| it.len() <= 3) && parts.clone().next().is_some() && parts.all(|it| it.len() == 3);
    let digits = word.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ':'));
    digits
        .filter(|c| !(is_grouped && *c == thousands))
        .map(|c| if c == decimal || c == ':' { '.' } else { c })
        .collect()
}

fn has_clock(prose: &Prose<'_>) -> bool {
    let is_half = |word: &Word| matches!(word.of(prose.text), "am" | "pm" | "a.m" | "p.m" | "AM" | "PM");
    prose.tongue == Tongue::English && prose.words().iter().any(is_half)
}

//! A text has far more sentences in one language than in the other.
//!
//! Something was probably added to one language only. Both are written, not translated word for word, so a sentence more
//! or less is no fault; three are.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do:
//!       en: Switch the printer off. Pull the plug. Wait. Push it in. Switch the printer on.
//!       de: Schalten Sie den Drucker aus und wieder ein.
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
//!     do:
//!       en: Switch the printer off. Switch it on again.
//!       de: Schalten Sie den Drucker aus und wieder ein.
//!     next: repair
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        prose::Speech,
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "H302", name: "uneven-languages", level: Level::Hint, run: &[Run::Text(run)] };

/// How many sentences more one language may have.
const MOST: usize = 2;

fn run(speech: &Speech<'_, '_>, found: &mut Found) {
    let [first, rest @ ..] = speech.prose else { return };
    let count = first.sentences().len();
    for other in rest.iter().filter(|it| MOST < it.sentences().len().abs_diff(count)) {
        let message =
            format!("sentences: {count} in `{}`, {} in `{}`", first.lang, other.sentences().len(), other.lang);
        found.push(speech.at(found, other, 0..0, message).help("say the same in both languages"));
    }
}

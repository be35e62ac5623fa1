//! Two answers of a question differ only in case, accents, umlauts or punctuation.
//!
//! Nobody hears that on the telephone, and who types the words may get the other answer.
//!
//! ```yaml
//! format: 1
//! title: {en: Address, de: Adresse}
//! start: light
//! steps:
//!   light:
//!     ask: {en: Where is it?, de: Wo ist es?}
//!     answers:
//!       street: {text: {en: Street, de: Straße}, next: repair}
//!       road: {text: {en: Road, de: Strasse}, next: desk}
//!       unsure: repair
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
//! title: {en: Address, de: Adresse}
//! start: light
//! steps:
//!   light:
//!     ask: {en: Where is it?, de: Wo ist es?}
//!     answers:
//!       street: {text: {en: Street, de: Straße}, next: repair}
//!       road: {text: {en: Road, de: Weg}, next: desk}
//!       unsure: repair
//!   repair:
//!     escalate: technician
//!   desk:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        context::Context,
        labels::{brief, folded, is_chosen_from, label, pairs},
        rule::{Found, Rule, Run},
    },
    tree::{Step, StepIx},
};

pub(super) const RULE: Rule =
    Rule { code: "W125", name: "similar-label", level: Level::Warning, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    let Some(question) = step.question().filter(|question| is_chosen_from(question)) else { return };
    let key = |label: &str| Some(folded(label)).filter(|folded| !folded.is_empty());
    for (first, second, lang) in pairs(cx.tree, question, key) {
        let (one, other) = (label(first, lang).trim(), label(second, lang).trim());
        if one != other {
            let message = format!("`{}` and `{}` are hard to tell apart", brief(one), brief(other));
            let finding = found.at(cx.place(second.span), message).at(cx.place(first.span), "the other one");
            found.push(finding.help("use words that sound different"));
        }
    }
}

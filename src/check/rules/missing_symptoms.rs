//! The search cannot find the tree in one of its languages.
//!
//! `symptoms` are what callers say, in their own words, misspelt ones included. The title alone is mostly the author's
//! word for it.
//!
//! ```yaml
//! format: 1
//! title: {en: Heating stays cold, de: Heizung bleibt kalt}
//! symptoms:
//!   en: [heating does not work]
//! start: desk
//! steps:
//!   desk:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: {en: Heating stays cold, de: Heizung bleibt kalt}
//! symptoms:
//!   en: [heating does not work]
//!   de: [Heizung geht nicht, kein warmes Wasser]
//! start: desk
//! steps:
//!   desk:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        context::Context,
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "H223", name: "missing-symptoms", level: Level::Hint, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    if cx.tree.is_part() {
        return;
    }
    let has = |lang| cx.tree.symptoms.iter().any(|(own, phrases)| *own == lang && !phrases.is_empty());
    for (lang, span, _) in cx.tree.title.placed().filter(|(lang, ..)| !has(*lang) && !has(lang.base())) {
        let finding = found.at(cx.place(span), format!("no symptoms in `{lang}`: callers will not find this tree"));
        found.push(finding.help(format!("write `symptoms: {{{lang}: […]}}` in the callers' own words")));
    }
}

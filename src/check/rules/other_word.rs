//! A word that the glossary lists as another word for a term.
//!
//! One word per thing: who hears *router* first and *internet box* then looks for a second box. Use the term, or add the
//! other word in brackets once.
//!
//! ```yaml
//! # file: tree.yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: Restart the internet box., de: Starten Sie die Internetbox neu.}
//!     next: repair
//!   repair:
//!     escalate: technician
//! # file: words.yaml
//! format: 1
//! terms:
//!   router:
//!     term: {en: router, de: Router}
//!     means: {en: The box., de: Das Gerät.}
//!     also: {en: [internet box], de: [Internetbox]}
//! ```
//!
//! Instead:
//!
//! ```yaml
//! # file: tree.yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: Restart the router (internet box)., de: Starten Sie den Router neu.}
//!     next: repair
//!   repair:
//!     escalate: technician
//! # file: words.yaml
//! format: 1
//! terms:
//!   router:
//!     term: {en: router, de: Router}
//!     means: {en: The box., de: Das Gerät.}
//!     also: {en: [internet box], de: [Internetbox]}
//! ```

use crate::{
    base::Level,
    check::{
        prose::{Class, OtherWord, Prose, Speech, Word},
        rule::{Found, Rule, Run},
    },
    tree::TextRole,
};

pub(super) const RULE: Rule =
    Rule { code: "H320", name: "other-word", level: Level::Hint, run: &[Run::Words(Class::OTHER_WORD, run)] };

fn run(speech: &Speech<'_, '_>, prose: &Prose<'_>, found: &mut Found) {
    let is_free = matches!(speech.role(), TextRole::Term | TextRole::Means | TextRole::Purpose);
    if is_free || speech.is_for_agents {
        return;
    }
    let words = prose.words();
    let free = |word: &Word| word.is_own() && !word.is(Class::BRACKETED) && word.is(Class::OTHER_WORD);
    let hit = words.iter().enumerate().filter(|(_, word)| free(word)).find_map(|(at, word)| {
        let others = speech.lexicon.others(prose.tongue, &word.of(prose.text).to_lowercase());
        let fits = |other: &&OtherWord| begins_with(prose, words.get(at..).unwrap_or_default(), other);
        let other = others.iter().filter(fits).max_by_key(|other| other.words.len())?;
        Some((word, words.get((at + other.words.len()).saturating_sub(1))?, other.term.as_ref()?))
    });
    if let Some((first, last, term)) = hit {
        let bytes = first.start..last.end;
        let message = format!("`{}` is another word for a term", prose.between(bytes.start, bytes.end));
        let finding = speech.at(found, prose, bytes, message);
        found.push(finding.help(format!("use the term `{term}`")));
    }
}

fn begins_with(prose: &Prose<'_>, words: &[Word], other: &OtherWord) -> bool {
    let mut pairs = words.iter().zip(&other.words);
    other.words.len() <= words.len() && pairs.all(|(word, own)| word.of(prose.text).to_lowercase() == *own)
}

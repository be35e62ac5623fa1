//! A technical word that the glossary does not explain.
//!
//! Customers nod at a word that they do not know, and answer at random. Use an everyday word, or add the term to
//! `glossary.yaml`, so that the dialogue can explain it. A word in brackets behind an everyday word is no fault, nor is a
//! label in quotation marks. The rule is silent in a library without a glossary.
//!
//! ```yaml
//! # file: tree.yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     ask: {en: Which number does the DHCP list show?, de: Welche Zahl zeigt die Liste?}
//!     answers: {yes: repair, no: desk, unsure: desk}
//!   repair:
//!     escalate: technician
//!   desk:
//!     escalate: technician
//! # file: words.yaml
//! format: 1
//! terms:
//!   router: {term: {en: router, de: Router}, means: {en: The box., de: Die Box.}}
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
//!     ask: {en: Which number does the list of addresses (DHCP) show?, de: Welche Zahl zeigt die Liste?}
//!     answers: {yes: repair, no: desk, unsure: desk}
//!   repair:
//!     escalate: technician
//!   desk:
//!     escalate: technician
//! # file: words.yaml
//! format: 1
//! terms:
//!   router: {term: {en: router, de: Router}, means: {en: The box., de: Die Box.}}
//! ```

use crate::{
    base::Level,
    check::{
        labels::brief,
        prose::{Class, Prose, Speech, Word},
        rule::{Found, Rule, Run},
    },
    tree::TextRole,
};

pub(super) const RULE: Rule = Rule {
    code: "W313",
    name: "unexplained-term",
    level: Level::Warning,
    run: &[Run::Words(Class::JARGON.with(Class::CAPITALS), run)],
};

/// What everybody knows, units and symbols included.
const PLAIN: [&str; 58] = [
    "OK", "PC", "PCS", "TV", "CD", "CDS", "DVD", "DVDS", "PDF", "USA", "EU", "UK", "US", "GB", "MB", "TB", "KB", "GHZ",
    "MHZ", "HZ", "KWH", "KW", "MA", "MAH", "DB", "DBM", "CM", "MM", "KM", "AM", "PM", "II", "III", "IV", "VI", "AG",
    "KG", "LTD", "SMS", "MMS", "FAQ", "PIN", "PINS", "TAN", "TANS", "ID", "IDS", "HD", "GPS", "NR", "IT", "DIN", "ISO",
    "EAN", "LED", "LEDS", "QR", "VA",
];

fn run(speech: &Speech<'_, '_>, prose: &Prose<'_>, found: &mut Found) {
    let is_explained_here = matches!(speech.role(), TextRole::Term | TextRole::Purpose | TextRole::RoleName);
    if !speech.lexicon.explains || speech.is_for_agents || is_explained_here {
        return;
    }
    // Whole texts in capitals are shouted.
    let shouts = |it: &&Word| it.is(Class::CAPITALS) && 3 < it.end - it.start;
    let is_shouted = prose.class.has(Class::CAPITALS) && prose.words().iter().filter(shouts).nth(2).is_some();
    let unexplained = |word: &&Word| {
        let is_known = !word.is_own() || word.is(Class::BRACKETED.with(Class::EXPLAINED));
        let is_abbreviation = || word.is(Class::CAPITALS) && !is_shouted && is_abbreviation(speech, prose, word);
        !is_known && (word.is(Class::JARGON) || is_abbreviation()) && !is_told(prose, word)
    };
    if let Some(word) = prose.words().iter().find(unexplained) {
        let message = format!("`{}` is not in the glossary", brief(word.of(prose.text)));
        let finding = speech.at_word(found, prose, word, message);
        found.push(finding.help("use an everyday word, or explain it under `terms`"));
    }
}

/// Says whether a bracket soon behind a word says what it is.
fn is_told(prose: &Prose<'_>, word: &Word) -> bool {
    let rest = prose.between(word.end, prose.text.len());
    let rest = rest.get(..rest.floor_char_boundary(20)).unwrap_or_default();
    rest.find(['(', '.', ',', '\n']).and_then(|at| rest.get(at..)).is_some_and(|it| it.starts_with('('))
}

/// Says whether a word in capitals is an abbreviation that not everybody knows.
fn is_abbreviation(speech: &Speech<'_, '_>, prose: &Prose<'_>, word: &Word) -> bool {
    // `NOT` and its like are shouted, too.
    if word.is(Class::NEGATION.with(Class::OWN)) {
        return false;
    }
    let letters = word.of(prose.text);
    let parts = letters.split(['-', '.', '@', '_']).filter(|part| {
        let is_short = (2..=6).contains(&part.len());
        is_short
            && part.bytes().filter(u8::is_ascii_alphabetic).count() > 1
            && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    });
    let known = |part: &str| PLAIN.contains(&part) || speech.lexicon.explains_word(prose.tongue, &part.to_lowercase());
    // `E-MAIL` and file names such as `README.md` are no abbreviations.
    !letters.contains(['.', '@', '_']) && parts.clone().any(|part| !known(part))
}

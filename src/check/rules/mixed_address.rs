//! A German text says *Sie* where the tree says *du*, or the other way round.
//!
//! People notice at once, and it sounds rude or odd. `address` says how a tree speaks, *sie* without it; the variant `de-du`
//! of a text always says *du*. What stands in quotation marks is not looked at.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: light
//! steps:
//!   light:
//!     do: {en: Switch your printer off., de: Schalten Sie deinen Drucker aus.}
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
//!     do: {en: Switch your printer off., de: Schalten Sie Ihren Drucker aus.}
//!     next: repair
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        prose::{Class, Prose, Speech, Word},
        rule::{Found, Rule, Run},
    },
    tree::Address,
};

pub(super) const RULE: Rule = Rule {
    code: "E312",
    name: "mixed-address",
    level: Level::Error,
    run: &[Run::Words(Class::DU.with(Class::DU_COMMAND).with(Class::SIE), run)],
};

fn run(speech: &Speech<'_, '_>, prose: &Prose<'_>, found: &mut Found) {
    let address = speech.address(prose);
    let friends = if address == Some(Address::Du) { Class::default() } else { Class::DU.with(Class::DU_COMMAND) };
    let strangers = if address == Some(Address::Sie) { Class::default() } else { Class::SIE };
    let find = |class: Class, is_meant: &dyn Fn(&Word) -> bool| {
        let is_possible = prose.class.has(class);
        prose.words().iter().find(|word| is_possible && word.is(class) && is_meant(word))
    };
    let friendly = find(friends, &|word| is_friendly(speech, prose, word));
    let formal = find(strangers, &|word| is_formal(prose, word));
    let (word, message, help) = match (address, friendly, formal) {
        (Some(Address::Sie), Some(word), _) => (word, "says *du* in a text that says *Sie*", "say *Sie*"),
        (Some(Address::Du), _, Some(word)) => (word, "says *Sie* in a text that says *du*", "say *du*"),
        (None, Some(word), Some(_)) => (word, "says *du* and *Sie* in one text", "say one of them"),
        _ => return,
    };
    let message = format!("`{}` {message}", word.of(prose.text));
    let finding = speech.at_word(found, prose, word, message);
    found.push(finding.help(format!("{help}, or set `address` at the top of the tree")));
}

/// Says whether a word speaks to a friend; „DU“ in capitals is something else.
fn is_friendly(speech: &Speech<'_, '_>, prose: &Prose<'_>, word: &Word) -> bool {
    // „Lade“ is a name, too, and notes for agents say „Prüfe“ of oneself.
    let commands = !speech.role().names() && !speech.is_for_agents;
    let is_command =
        || commands && word.is(Class::DU_COMMAND) && word.begins && word.is(Class::CAPITAL) && !says_i(prose, word);
    word.is_own() && !word.is(Class::CAPITALS) && (word.is(Class::DU) || is_command())
}

/// Says whether „Öffne ich“ is meant, which is no command.
fn says_i(prose: &Prose<'_>, word: &Word) -> bool {
    let rest = prose.between(word.end, prose.text.len()).trim_start();
    ["ich ", "er ", "sie ", "es ", "man "].iter().any(|person| rest.starts_with(person))
}

/// Says whether a word speaks to a stranger: with a capital where none would stand otherwise.
fn is_formal(prose: &Prose<'_>, word: &Word) -> bool {
    let follows_sign = || prose.between(0, word.start).ends_with(['"', '„', '“', '‚', '*', '(', '…', '/', '-']);
    let is_capital = word.is(Class::CAPITAL) && !word.is(Class::CAPITALS);
    word.is_own() && word.is(Class::SIE) && is_capital && !word.begins && !follows_sign()
}

//! The trees that come with lotse: sound, without warning, every hint judged, every exception with its reason.
//!
//! `LOTSE_UPDATE=1 cargo test shipped` writes `trees/HINTS.md` anew; the judgements that stand there are kept.

use std::{collections::BTreeMap, fmt::Write as _, fs};

use lotse::{
    base::{Level, SourceId, Sources},
    check,
    report::diagnostics::{Look, pictures},
    tree::Library,
};

use crate::{
    support::{read_all, shipped},
    transcripts::is_current,
};

const HINTS: &str = "trees/HINTS.md";

/// What stands in the last column until somebody has judged a hint.
const OPEN: &str = "(open)";

/// The rules that keep people, data, money and accounts from harm.
const SAFETY: &[&str] = &[
    "unwarned-risk",
    "data-without-copy",
    "unverified-account",
    "asks-for-secret",
    "staff-step-in-self-service",
    "hollow-guard",
    "unsafe-check",
    "late-emergency",
    "no-safety-gate",
];

const HEAD: &str = "\
# Hints that stay, and exceptions

`lotse check` reports neither an error nor a warning on these trees.
A hint is advice; this page lists each one that stays, and why.
A test fails when a hint appears or goes.

```console
$ LOTSE_UPDATE=1 cargo test shipped
```

writes the lists anew and keeps the judgements.

## Hints

| file | rule | what it says | why it stays |
| --- | --- | --- | --- |
";

const EXCEPTIONS: &str = "
## Exceptions

Where a rule does not hold, `allow` says so beside the step, with the reason.

| file | rule | about safety | reason |
| --- | --- | --- | --- |
";

/// A hint: the file, the rule, and what it says.
type Key = (String, String, String);

/// Reads the judgements of the page.
fn judgements() -> BTreeMap<Key, String> {
    let text = fs::read_to_string(HINTS).unwrap_or_default();
    let hints = text.split("\n## ").find(|section| section.starts_with("Hints\n")).unwrap_or_default();
    let rows = hints.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let cells = rows.map(|row| row.split(" | ").map(str::to_owned).collect::<Vec<_>>());
    cells
        .filter_map(|row| match <[String; 4]>::try_from(row) {
            Ok([file, rule, says, why]) if rule.starts_with('H') => Some(((file, rule, says), why)),
            _ => None,
        })
        .collect()
}

/// Names a file of the trees as the page does.
fn file(sources: &Sources, source: SourceId) -> String {
    let name = &sources.get(source).unwrap().name;
    name.strip_prefix("trees/").unwrap_or(name).trim_end_matches(".yaml").to_owned()
}

/// Writes the lists of hints and of exceptions.
fn page(library: &Library, hints: &[Key], sources: &Sources) -> String {
    let judged = judgements();
    let mut text = HEAD.to_owned();
    for key in hints {
        let (file, rule, says) = key;
        let why = judged.get(key).map_or(OPEN, String::as_str);
        writeln!(text, "| {file} | {rule} | {says} | {why} |").unwrap();
    }
    text += EXCEPTIONS;
    let mut exceptions: Vec<_> = library
        .exceptions()
        .map(|it| {
            let safety = if SAFETY.contains(&it.rule.as_str()) { "yes" } else { "no" };
            (file(sources, it.place.source), it.place.span.start, it.rule.as_str(), safety, it.reason.trim())
        })
        .collect();
    exceptions.sort_unstable();
    for (file, _, rule, safety, reason) in exceptions {
        writeln!(text, "| {file} | {rule} | {safety} | {reason} |").unwrap();
    }
    text
}

#[test]
fn every_shipped_tree_is_sound_and_without_warning() {
    let (library, mut found, sources) = read_all(&shipped());
    assert!(library.trees().count() >= 20, "the trees are there");
    found.extend(check::check(&library));
    found.retain(|finding| finding.level() != Level::Hint);
    let shown = pictures(&sources, &found, Look::default());
    assert!(found.is_empty(), "{shown}");
}

#[test]
fn every_hint_is_judged_and_every_exception_has_its_reason() {
    let (library, mut found, sources) = read_all(&shipped());
    found.extend(check::check(&library));
    let mut hints: Vec<Key> = found
        .iter()
        .filter(|finding| finding.level() == Level::Hint)
        .map(|it| (file(&sources, it.place.source), format!("{} {}", it.code.id, it.code.name), it.message.clone()))
        .collect();
    hints.sort();
    let page = page(&library, &hints, &sources);
    is_current(HINTS, &page);
    assert!(!page.contains(OPEN), "judge each hint of {HINTS} that is still open");
    for exception in library.exceptions() {
        let place = file(&sources, exception.place.source);
        assert!(15 < exception.reason.trim().len(), "{place}: `{}` has no reason", exception.rule);
    }
}

#[test]
fn the_rules_of_safety_are_rules() {
    for name in SAFETY {
        assert!(check::codes().iter().any(|code| code.name == *name), "there is no rule `{name}`");
    }
}

//! How often the checker is right: its errors and warnings on the shipped trees and on the drafts of `examples/trees`,
//! each judged by hand in `examples/judged.yaml`.
//!
//! A new finding must be judged before the tests pass. `UPDATE_EXPECT=1` adds it as `open`, takes out what is not
//! reported any more, and writes the table in `examples/trees/README.md` anew.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs,
    path::Path,
};

use lotse::{
    base::{Level, SourceId},
    check,
    yaml::{self, Node},
};

use crate::support::{read_all, shipped};

const JUDGED: &str = "examples/judged.yaml";
const README: &str = "examples/trees/README.md";
const MARKS: (&str, &str) = ("<!-- precision -->\n", "<!-- /precision -->");

/// One finding: the rule, the file, and what is said.
type Key = (String, String, String);

/// What somebody thinks of a finding: `real`, `false` or `open`, and why.
type Judgement = (String, String);

/// All that was judged.
#[derive(Default)]
struct Judged {
    /// Several findings of one file may say the same.
    findings: BTreeMap<Key, Vec<Judgement>>,
    /// Real findings in shipped trees that have been mended since, by rule.
    mended: BTreeMap<String, usize>,
}

/// The drafts, by path.
fn drafts() -> Vec<(String, String)> {
    fn collect(dir: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|it| it == "yaml") && !path.to_str().unwrap().contains(".test.") {
                found.push((path.to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    collect(Path::new("examples/trees"), &mut found);
    found.sort();
    found
}

/// Counts the findings of rules, and the exceptions that shipped trees make, by rule.
fn found() -> (BTreeMap<Key, usize>, BTreeMap<String, usize>) {
    let files: Vec<_> = shipped().into_iter().chain(drafts()).collect();
    let (library, mut findings, sources) = read_all(&files);
    assert!(findings.is_empty(), "every draft can be read: {findings:#?}");
    findings.extend(check::check(&library));
    let mut found = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.level() != Level::Hint) {
        let name = &sources.get(finding.place.source).unwrap().name;
        let label = if finding.label.is_empty() { String::new() } else { format!(": {}", finding.label) };
        let key = (finding.code.name.to_owned(), name.clone(), finding.message.clone() + &label);
        *found.entry(key).or_default() += 1;
    }
    let mut exceptions = BTreeMap::new();
    for exception in library.exceptions() {
        *exceptions.entry(exception.rule.clone()).or_default() += 1;
    }
    (found, exceptions)
}

fn judged() -> Judged {
    let text = fs::read_to_string(JUDGED).unwrap();
    let node = yaml::parse(SourceId(0), &text).unwrap();
    let word = |node: &Node<'_>| node.as_str().unwrap().to_owned();
    let mut judged = Judged::default();
    for (rule, files) in node.as_map().unwrap() {
        for (file, list) in files.as_map().unwrap() {
            if file.as_str() == Some("mended") {
                judged.mended.insert(word(rule), word(list).parse().unwrap());
                continue;
            }
            for entry in list.as_list().unwrap() {
                let entries = entry.as_map().unwrap();
                let get =
                    |name: &str| entries.iter().find(|(key, _)| key.as_str() == Some(name)).map(|(_, it)| word(it));
                let key = (word(rule), word(file), get("finding").unwrap());
                let judgement = (get("is").unwrap(), get("why").unwrap_or_default());
                judged.findings.entry(key).or_default().push(judgement);
            }
        }
    }
    judged
}

/// Writes the judgements of what is found; the rest is open.
fn written(found: &BTreeMap<Key, usize>, judged: &Judged) -> String {
    let mut out = String::from(
        "# What the checker reports on the shipped trees and on the drafts in `trees`, judged by hand: is the finding\n\
         # `real`, would its author want to know, or `false`? `mended` counts real findings in shipped trees that are no\n\
         # more. tests/it/judged.rs holds this list complete and makes the table of trees/README.md from it.\n",
    );
    let rules: BTreeSet<&String> = found.keys().map(|(rule, ..)| rule).chain(judged.mended.keys()).collect();
    for rule in rules {
        writeln!(out, "{rule}:").unwrap();
        if let Some(mended) = judged.mended.get(rule) {
            writeln!(out, "  mended: {mended}").unwrap();
        }
        let mut last = "";
        for ((_, file, says), count) in found.iter().filter(|((own, ..), _)| own == rule) {
            if last != file {
                writeln!(out, "  {file}:").unwrap();
                last = file;
            }
            let known = judged.findings.get(&(rule.clone(), file.clone(), says.clone()));
            for position in 0..*count {
                let open = ("open".to_owned(), String::new());
                let (is, why) = known.and_then(|list| list.get(position)).cloned().unwrap_or(open);
                let quoted = |text: &str| serde_json::to_string(text).unwrap();
                writeln!(out, "    - finding: {}\n      is: {is}\n      why: {}", quoted(says), quoted(&why)).unwrap();
            }
        }
    }
    out
}

/// One line of the table.
struct Share {
    real: usize,
    all: usize,
}

impl Share {
    fn percent(&self) -> Option<usize> {
        (self.real * 100).checked_div(self.all)
    }
}

fn share(rule: &str, judged: &Judged, exceptions: &BTreeMap<String, usize>) -> Share {
    let own = || judged.findings.iter().filter(|((own, ..), _)| own == rule).flat_map(|(_, list)| list);
    let mended = judged.mended.get(rule).copied().unwrap_or_default();
    let excepted = exceptions.get(rule).copied().unwrap_or_default();
    Share { real: own().filter(|(is, _)| is == "real").count() + mended, all: own().count() + mended + excepted }
}

fn table(judged: &Judged, exceptions: &BTreeMap<String, usize>) -> String {
    let mut out = String::from("\n| rule | level | findings | real | share |\n| --- | --- | --- | --- | --- |\n");
    let mut silent: Vec<String> = Vec::new();
    for code in check::codes() {
        // What proves trees sound is right by construction.
        if code.level == Level::Hint || code.id[1..] < *"200" {
            continue;
        }
        let share = share(code.name, judged, exceptions);
        match share.percent() {
            Some(percent) => {
                let (id, name, level) = (code.id, code.name, code.level.as_str());
                writeln!(out, "| {id} `{name}` | {level} | {} | {} | {percent} % |", share.all, share.real).unwrap();
            }
            None => silent.push(format!("{} `{}`", code.id, code.name)),
        }
    }
    writeln!(out, "\nWithout a finding: {}.", silent.join(", ")).unwrap();
    out
}

#[test]
fn every_error_and_warning_is_judged_and_warnings_are_mostly_right() {
    let (found, exceptions) = found();
    let mut judged = judged();
    if env::var("UPDATE_EXPECT").is_ok() {
        fs::write(JUDGED, written(&found, &judged)).unwrap();
        judged = self::judged();
    }
    let counts: BTreeMap<&Key, usize> = judged.findings.iter().map(|(key, list)| (key, list.len())).collect();
    let new: Vec<&Key> =
        found.iter().filter(|(key, count)| counts.get(key) != Some(count)).map(|(key, _)| key).collect();
    let old: Vec<&Key> = judged.findings.keys().filter(|key| !found.contains_key(key)).collect();
    assert!(new.is_empty() && old.is_empty(), "not judged: {new:#?}, not found: {old:#?}");
    let is_known = |is: &str| matches!(is, "real" | "false");
    let open: Vec<&Key> = judged
        .findings
        .iter()
        .filter(|(_, list)| list.iter().any(|(is, _)| !is_known(is)))
        .map(|(key, _)| key)
        .collect();
    assert!(open.is_empty(), "neither real nor false: {open:#?}");
    for code in check::codes().into_iter().filter(|code| code.level == Level::Warning) {
        let share = share(code.name, &judged, &exceptions);
        let percent = share.percent().unwrap_or(100);
        assert!(80 <= percent, "{} {}: {} of {} are real; make it a hint", code.id, code.name, share.real, share.all);
    }
    let readme = fs::read_to_string(README).unwrap();
    let (before, rest) = readme.split_once(MARKS.0).unwrap();
    let (_, after) = rest.split_once(MARKS.1).unwrap();
    let now = format!("{before}{}{}{}{after}", MARKS.0, table(&judged, &exceptions), MARKS.1);
    if env::var("UPDATE_EXPECT").is_ok() {
        fs::write(README, &now).unwrap();
    }
    assert!(readme == now || env::var("UPDATE_EXPECT").is_ok(), "{README} has an old table");
}

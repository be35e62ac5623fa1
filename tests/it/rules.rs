//! The rules of the checker: caret fixtures, one rule each, firing and not; and the examples of their pages.
//!
//! A fixture is a tree whose comments show every finding under the text that it marks. The comments are written
//! by the test itself when `UPDATE_EXPECT` is set, and compared otherwise. `# file: NAME` begins another file.

use std::{collections::BTreeSet, env, fmt::Write as _, fs, path::Path};

use lotse::{
    base::{Code, Diagnostic, Level, Sources, narrow},
    check,
    tree::{self, Library},
};

/// Words that every fixture and page may use.
const ROLES: &str = "format: 1\nroles: {technician: {name: {en: technician, de: Technik}}}\n";

/// Words that every fixture may use.
const WORDS: &str = r"
format: 1
facts:
  os:
    name: {en: system, de: System}
    values: {windows: {en: Windows, de: Windows}, macos: {en: macOS, de: macOS}, linux: {en: Linux, de: Linux}}
  speed:
    name: {en: speed, de: Tempo}
    input: {kind: number, min: 0, max: 1000}
  bought:
    name: {en: bought, de: gekauft}
    input: {kind: date}
  wording:
    name: {en: wording, de: Wortlaut}
  signs:
    name: {en: signs, de: Zeichen}
    values: {smoke: {en: smoke, de: Rauch}, heat: {en: heat, de: Hitze}}
    input: {kind: many}
  reading:
    name: {en: reading, de: Messung}
    derived: measured
  message:
    name: {en: message, de: Meldung}
    stale-after: instruction
warnings:
  shock:
    level: danger
    hazard: {en: Mains voltage, de: Netzspannung}
    consequence: {en: It may kill, de: Sie kann töten}
    avoid: {en: Pull the plug, de: Ziehen Sie den Stecker}
checks:
  net.ping: {purpose: {en: Is the network there, de: Ist das Netz da}, engine: built in}
";

/// Splits a text at its `# file:` lines into names and contents.
pub(crate) fn files(text: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(name) = line.strip_prefix("# file: ") {
            files.push((name.trim().to_owned(), String::new()));
            continue;
        }
        if files.is_empty() {
            files.push(("tree.yaml".to_owned(), String::new()));
        }
        files.last_mut().unwrap().1.push_str(line);
    }
    files
}

/// Reads files beside shared words and checks them; findings of reading come first within a file.
fn findings(files: &[(String, String)], words: &[&str]) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let (mut found, mut read) = (Vec::new(), Vec::new());
    let own = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    for (name, text) in own.chain(words.iter().map(|text| ("words.yaml", *text))) {
        let id = sources.add(name, text);
        let stem = Path::new(name).file_stem().unwrap().to_str().unwrap();
        let (file, more) = tree::read(id, stem, text);
        read.extend(file);
        found.extend(more);
    }
    // A tree that was not read may set any fact, so it exists only where a fixture speaks of it.
    let is_named = files.iter().any(|(_, text)| text.contains("elsewhere"));
    let elsewhere = if is_named { BTreeSet::from(["elsewhere".into()]) } else { BTreeSet::new() };
    let (library, more) = Library::new(vec![read], elsewhere);
    found.extend(more);
    let all = check::check(&library);
    assert_each_tree_alone(&library, &all);
    found.extend(all);
    narrow(&mut found, &sources);
    found.sort_by_key(|finding| (finding.place, finding.code.id));
    (sources, found)
}

/// Whoever asks for one tree must be told what a check of all finds there and in the shared words.
fn assert_each_tree_alone(library: &Library, all: &[Diagnostic]) {
    let of_trees: BTreeSet<_> = library.trees().map(|(_, tree)| tree.source).collect();
    for (_, tree) in library.trees() {
        let alone = check::check_some(library, |other| other.source == tree.source);
        let here = |it: &&Diagnostic| it.place.source == tree.source || !of_trees.contains(&it.place.source);
        let wanted: Vec<_> = all.iter().filter(here).collect();
        assert_eq!(format!("{alone:?}"), format!("{wanted:?}"), "{}", tree.id);
    }
}

/// Says whether a rule advises on content or guards people. A fixture is minimal, so only the rule that it is for
/// and those that prove trees sound are heard there.
fn is_advice(code: &Code) -> bool {
    "200" <= &code.id[1..]
}

fn is_annotation(line: &str) -> bool {
    let rest = line.strip_prefix('#').unwrap_or_default();
    rest.starts_with("< ") || rest.starts_with(' ') && rest.trim_start().starts_with(['^', '|', '='])
}

/// Writes findings as comments under the text that they mark.
fn annotated(files: &[(String, String)], sources: &Sources, findings: &[Diagnostic]) -> String {
    let mut out = String::new();
    for ((name, text), (id, source)) in files.iter().zip(sources.iter()) {
        if files.len() != 1 || name != "tree.yaml" {
            writeln!(out, "# file: {name}").unwrap();
        }
        for (number, line) in (1..).zip(text.lines()) {
            writeln!(out, "{line}").unwrap();
            for finding in findings.iter().filter(|finding| finding.place.source == id) {
                let start = source.position(finding.place.span.start);
                if start.line != number {
                    continue;
                }
                let end = source.position(finding.place.span.end);
                let width = if end.line == number { end.column.saturating_sub(start.column) } else { 0 }.max(1);
                let margin = match start.column.checked_sub(2) {
                    Some(margin) => " ".repeat(margin),
                    None => String::new(),
                };
                let mark = if start.column == 1 { "<".to_owned() } else { "^".repeat(width) };
                let code = finding.code;
                writeln!(out, "#{margin}{mark} {} {}: {}", code.id, code.name, finding.message).unwrap();
                let mut more = |kind: &str, words: &str| {
                    writeln!(out, "# {margin}{}{kind} {words}", " ".repeat(mark.len())).unwrap();
                };
                if !finding.label.is_empty() {
                    more("|", &finding.label);
                }
                for note in &finding.notes {
                    let at = note.place.map_or(String::new(), |place| {
                        let source = sources.get(place.source).unwrap();
                        let position = source.position(place.span.start);
                        format!(" at {}:{}:{}", source.name, position.line, position.column)
                    });
                    more("=", &format!("note{at}: {}", note.words));
                }
                if let Some(help) = &finding.help {
                    more("=", &format!("help: {help}"));
                }
            }
        }
    }
    out
}

fn rules() -> Vec<&'static Code> {
    check::codes().into_iter().filter(|code| "100" <= &code.id[1..]).collect()
}

#[test]
fn every_rule_has_its_fixtures_and_they_hold() {
    let folder = Path::new("tests/it/rules");
    let mut wrong = Vec::new();
    for code in rules() {
        for (is_firing, ending) in [(true, "yaml"), (false, "quiet.yaml")] {
            let path = folder.join(format!("{}.{ending}", code.name));
            let Ok(text) = fs::read_to_string(&path) else {
                wrong.push(format!("{} is missing", path.display()));
                continue;
            };
            let plain: String = text.split_inclusive('\n').filter(|line| !is_annotation(line)).collect();
            let files = files(&plain);
            let (sources, mut found) = findings(&files, &[ROLES, WORDS]);
            found.retain(|finding| finding.code == code || !is_advice(finding.code));
            let now = annotated(&files, &sources, &found);
            let fires = found.iter().any(|finding| finding.code == code);
            let others: BTreeSet<&str> =
                found.iter().filter(|finding| finding.code != code).map(|finding| finding.code.id).collect();
            if fires != is_firing || !others.is_empty() {
                wrong.push(format!("{}: fires: {fires}, others: {others:?}", path.display()));
            }
            if env::var("UPDATE_EXPECT").is_ok() {
                fs::write(&path, &now).unwrap();
            }
            if now != text {
                wrong.push(format!("{} differs; it is now:\n{now}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_page_has_an_example_that_fires_and_one_that_does_not() {
    let mut wrong = Vec::new();
    for code in rules() {
        let blocks: Vec<&str> =
            code.page.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
        let [bad, good] = blocks.as_slice() else {
            wrong.push(format!("{} has {} examples", code.id, blocks.len()));
            continue;
        };
        for (text, is_firing) in [(bad, true), (good, false)] {
            let (_, found) = findings(&files(text), &[ROLES]);
            let fires = found.iter().any(|finding| finding.code == code);
            let errors: Vec<_> =
                found.iter().filter(|it| it.level() == Level::Error && it.code != code).map(|it| &it.message).collect();
            if fires != is_firing || !errors.is_empty() {
                wrong.push(format!("{} fires: {fires}, other errors: {errors:?}, in\n{text}", code.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn messages_are_short_and_say_no_forbidden_word() {
    let mut wrong = Vec::new();
    for entry in fs::read_dir("tests/it/rules").unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let plain: String = text.split_inclusive('\n').filter(|line| !is_annotation(line)).collect();
        for finding in findings(&files(&plain), &[ROLES, WORDS]).1 {
            let words = finding.message.split_whitespace().count();
            let forbidden = ["invalid", "illegal", "please", "sorry", "oops"];
            let whole = format!("{} {:?} {}", finding.message, finding.help, finding.label).to_lowercase();
            if 12 < words || finding.message.ends_with('.') || forbidden.iter().any(|word| whole.contains(word)) {
                wrong.push(format!("{}: {}", finding.code.id, finding.message));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_file_of_a_rule_is_called_as_the_rule() {
    for code in rules() {
        let file = format!("src/check/rules/{}.rs", code.name.replace('-', "_"));
        assert!(Path::new(&file).exists(), "{file} is missing");
    }
    assert_eq!(fs::read_dir("src/check/rules").unwrap().count(), rules().len());
}

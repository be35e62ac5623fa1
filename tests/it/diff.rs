//! What a change report says: in words that name what a caller would notice, and never of what has not changed.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use lotse::{
    base::{Id, Lang},
    check::{self, Sealed},
    diff::{ChangeReport, Side, Sides, compare},
    report::changes::{TreeWords, in_words, summary},
    tree::Library,
    words::Words,
};
use proptest::prelude::*;

use crate::{
    generator::{Dice, Shelf, Step},
    program::{Folder, LAMP, Ran, WORDS, lamp, run},
    support::{property, read_all, shipped},
    transcripts::is_current,
};

/// A tree that does not change any more.
const PRINTER: &str = include_str!("diff/prn-no-output.yaml");

/// A library as a side of a comparison.
struct Whole {
    read: Library,
    sealed: Sealed,
    own: BTreeSet<Id>,
}

fn whole(files: &[(String, String)]) -> Whole {
    let (read, findings, _) = read_all(files);
    let (sealed, _) = check::seal(read.clone(), &findings);
    let own = read.trees().map(|(_, tree)| tree.id.clone()).collect();
    Whole { read, sealed, own }
}

fn compared(old: &Whole, new: &Whole) -> (ChangeReport, Vec<TreeWords>) {
    fn side(whole: &Whole) -> Side<'_> {
        Side { read: &whole.read, sealed: &whole.sealed, own: &whole.own }
    }
    let sides = Sides { old: side(old), new: side(new) };
    let report = compare(sides, &mut |_, _| {});
    let words = in_words(sides, &report, &Words::new(Lang::EN));
    (report, words)
}

/// All sentences of a report, one a line.
fn sentences(trees: &[TreeWords]) -> String {
    let lines = trees.iter().flat_map(|tree| tree.entries.iter().map(|entry| format!("{}\n", entry.text)));
    lines.collect()
}

proptest! {
    #![proptest_config(property(24))]

    #[test]
    fn a_library_is_like_itself(mut dice in Dice::strategy()) {
        let files = Shelf::sound(&mut dice).files();
        let (report, words) = compared(&whole(&files), &whole(&files));
        prop_assert!(report.is_empty() && words.is_empty(), "{words:?}");
    }

    #[test]
    fn a_way_that_leads_elsewhere_is_told(mut dice in Dice::strategy()) {
        let before = Shelf::sound(&mut dice);
        let mut after = before.clone();
        let Some((step, to)) = redirect(&mut after, &mut dice) else { return Ok(()) };
        let (report, words) = compared(&whole(&before.files()), &whole(&after.files()));
        let told = sentences(&words);
        let name = format!("`{}`", step.id);
        prop_assert!(
            words.iter().any(|tree| tree.entries.iter().any(|entry| entry.text.contains(&name) && entry.text.contains(&to))),
            "{name} to {to} is not told:\n{told}"
        );
        prop_assert!(!report.walks_are_same());
    }
}

/// Leads one way elsewhere, on to a later step; returns the step and the name of the new target.
fn redirect(shelf: &mut Shelf, dice: &mut Dice) -> Option<(Step, String)> {
    let tree = dice.below(shelf.0.len());
    let sketch = &mut shelf.0[tree];
    let at = dice.below(sketch.steps.len());
    let later: Vec<String> = sketch.steps[at + 1..].iter().map(|step| step.id.clone()).collect();
    let step = &mut sketch.steps[at];
    if step.ways.is_empty() {
        return None;
    }
    let way = dice.below(step.ways.len());
    let others: Vec<String> = later.into_iter().filter(|id| *id != step.ways[way].to).collect();
    let to = others.get(dice.below(others.len()))?.clone();
    // The last way of a choice is repeated for `unsure` where there are too few; each counts by itself.
    step.ways[way].to.clone_from(&to);
    Some((step.clone(), format!("`{to}`")))
}

/// The shipped trees, one of them changed.
fn shipped_with(tree: &str, change: impl Fn(&str) -> String) -> Vec<(String, String)> {
    let change = |(name, text): (String, String)| {
        if Path::new(&name).file_stem().unwrap().to_str() == Some(tree) {
            let changed = change(&text);
            assert_ne!(changed, text, "nothing is changed in {name}");
            return (name, changed);
        }
        (name, text)
    };
    all().into_iter().map(change).collect()
}

/// The shipped trees, the one of the printer as it was when the expectations were written.
fn all() -> Vec<(String, String)> {
    let as_it_was = |(name, text): (String, String)| {
        let text = if name.ends_with("prn-no-output.yaml") { PRINTER.to_owned() } else { text };
        (name, text)
    };
    shipped().into_iter().map(as_it_was).collect()
}

/// Cuts the lines of a step out of a tree.
fn without_step(text: &str, step: &str) -> String {
    let start = text.find(&format!("\n  {step}:\n")).unwrap() + 1;
    let rest = &text[start + 1..];
    let end = rest.match_indices("\n  ").find(|(at, _)| !rest[at + 3..].starts_with([' ', '#', '\n']));
    let end = end.map_or(text.len(), |(at, _)| start + 1 + at + 1);
    format!("{}{}", &text[..start], &text[end..])
}

/// Leads an answer of the printer's first question to the question behind the part.
fn rerouted(text: &str) -> String {
    let at = text.find("      ready:\n").unwrap();
    let (head, tail) = text.split_at(at);
    head.to_owned() + &tail.replacen("next: scope", "next: copy", 1)
}

/// Takes an ending of the printer's tree out.
fn ending_removed(text: &str) -> String {
    without_step(text, "paper-repair").replace(": paper-repair", ": repair")
}

/// Calls a step of the printer's tree otherwise.
fn renamed(text: &str) -> String {
    text.replace("\n  power:\n", "\n  power-cable:\n").replace("{safe: power}", "{safe: power-cable}")
}

#[test]
fn a_rerouted_answer_is_told_with_a_walk() {
    let (old, new) = (whole(&all()), whole(&shipped_with("prn-no-output", rerouted)));
    let (_, words) = compared(&old, &new);
    assert_eq!(words.len(), 1, "{words:#?}");
    let ways: Vec<_> = words[0].entries.iter().filter(|entry| entry.kind == "rerouted").collect();
    let [way] = ways[..] else { panic!("{:#?}", words[0].entries) };
    assert_eq!(
        way.text,
        "whoever answers `ready` “Ready, or a steady light” to “What does the printer itself show?” (`display`) now \
         comes to the question `copy` “What happens when the printer makes a copy?” instead of the part `scope` at \
         `scope`"
    );
    assert_eq!((way.before.as_deref(), way.now.as_deref()), (Some("scope"), Some("copy")));
    let walk = way.walk.as_ref().unwrap();
    assert_eq!(walk.answers, ["display: Ready, or a steady light"]);
    assert!(walk.before.starts_with("the question `who` “Who has this problem?”"), "{}", walk.before);
    assert!(walk.now.starts_with("the question `copy` “What happens when the printer makes a copy?”"), "{}", walk.now);
}

#[test]
fn a_removed_ending_is_told_with_the_ways_that_led_there() {
    let (old, new) = (whole(&all()), whole(&shipped_with("prn-no-output", ending_removed)));
    let (report, words) = compared(&old, &new);
    let told = sentences(&words);
    let gone = "gone: the hand-over to “technician”, probably “No paper, paper jam or open cover” at `paper-repair`";
    assert!(told.contains(gone), "{told}");
    let not_helped = words[0].entries.iter().find(|entry| entry.text.starts_with("whoever was not helped by"));
    let walk = not_helped.and_then(|entry| entry.walk.as_ref()).unwrap();
    let answers = ["display: Paper, jam or cover", "paper-message: Paper jam", "clear-jam: did not help"];
    assert_eq!(walk.answers, answers);
    assert!(walk.before.contains("(`paper-repair`)") && walk.now.contains("(`repair`)"), "{walk:?}");
    assert_eq!(summary(&report), format!("compared {} trees: 1 tree changed", old.own.len()));
}

#[test]
fn a_renamed_step_is_told_as_such_and_as_nothing_else() {
    let (old, new) = (whole(&all()), whole(&shipped_with("prn-no-output", renamed)));
    let (report, words) = compared(&old, &new);
    assert_eq!(sentences(&words), "the step `power` is now called `power-cable`\n");
    assert!(report.partings.is_empty() && report.walks.is_empty(), "{report:#?}");
}

/// A change of the small tree, and what is told of it.
const CHANGES: &[(&str, &str, &str)] = &[
    (
        "Is there any light?",
        "Is any light on?",
        "the question `light` now reads “Is any light on?” instead of “Is there any light?”",
    ),
    (
        "\"Yes, a little\"",
        "\"Yes, some\"",
        "the answer `yes` to “Is there any light?” (`light`) now reads “Yes, some” instead of “Yes, a little” (in English)",
    ),
    (
        "      no: {text: {en: \"No, none\"",
        "      none-at-all: {text: {en: \"No, none\"",
        "the answer `no` to “Is there any light?” (`light`) is now called `none-at-all`",
    ),
    (
        "      bath: {text: {en: Bath, de: Bad}, next: screw}\n",
        "",
        "“Which rooms are dark?” (`rooms`) can no longer be answered `bath` “Bath”, which led to the instruction `screw` “Turn the bulb tight.”",
    ),
    (
        "      none: desk\n",
        "      hall: desk\n      none: desk\n",
        "“Which rooms are dark?” (`rooms`) can now be answered `hall`, which leads to the hand-over to “the light desk”, soon at `desk`",
    ),
    (
        "below: today - 2 years",
        "below: today - 3 years",
        "is now meant by below today - 36 months instead of below today - 24 months",
    ),
    ("max: 20}\n    fact", "max: 30}\n    fact", "now takes a number from 1 to 30 instead of a number from 1 to 20"),
    ("    fact: count\n", "", "the question `count` “How many lamps?” now remembers nothing instead of `count`"),
    (
        "    warn: [hot]\n",
        "",
        "the warning `hot` “A hot bulb” is no longer shown before the instruction `screw` “Turn the bulb tight.”",
    ),
    (
        "urgency: soon",
        "urgency: now",
        "the ending `desk` is now the hand-over to “the light desk”, at once instead of the hand-over to “the light desk”, soon",
    ),
    ("collect: [count, name]", "collect: [name]", "the ending `desk` no longer asks for `count`"),
    (
        "    time: 20 s\n",
        "    time: 4 min\n",
        "the instruction `screw` “Turn the bulb tight.” takes about 4 minutes instead of 20 seconds",
    ),
    (
        "    else: desk",
        "    solved: desk\n    else: desk",
        "whoever was helped by “Turn the bulb tight.” (`screw`) now comes to the hand-over to “the light desk”, soon at `desk` instead of the end, as fixed",
    ),
    (
        "    else: desk",
        "    else: {step: screw, times: 2, then: desk}",
        "now comes to the instruction `screw` “Turn the bulb tight.” (2 times, then the hand-over",
    ),
    (
        "start: light",
        "start: count",
        "whoever begins now comes to the question `count` “How many lamps?” instead of the question `light` “Is there any light?”",
    ),
    (
        "      kitchen: {text: {en: Kitchen, de: Küche}, next: screw}\n      bath: {text: {en: Bath, de: Bad}, next: screw}\n",
        "      bath: {text: {en: Bath, de: Bad}, next: screw}\n      kitchen: {text: {en: Kitchen, de: Küche}, next: screw}\n",
        "the answers to “Which rooms are dark?” (`rooms`) stand in another order",
    ),
    ("It tells the bulb from the power.", "It separates them.", "other words: why of `light`"),
];

#[test]
fn every_change_of_a_step_is_told() {
    let lamp = |text: String, words: &str| {
        vec![("home/lamp.yaml".to_owned(), text), ("words.yaml".to_owned(), words.to_owned())]
    };
    let old = whole(&lamp(LAMP.to_owned(), WORDS));
    for (from, to, told) in CHANGES {
        assert!(LAMP.contains(from), "{from}");
        let new = whole(&lamp(LAMP.replacen(from, to, 1), WORDS));
        let (report, words) = compared(&old, &new);
        let found = sentences(&words);
        assert!(found.contains(told), "{told}\nis not in\n{found}");
        let is_wording = ["now reads", "other words"].iter().any(|words| told.contains(words));
        assert_eq!(report.walks_are_same(), is_wording, "{told}");
    }
}

#[test]
fn trees_and_shared_words_come_and_go() {
    let mut files = shipped();
    files.retain(|(name, _)| !name.ends_with("pc-slow.yaml"));
    let moved = files.iter_mut().find(|(name, _)| name.ends_with("meet-audio.yaml")).unwrap();
    moved.0 = moved.0.replace("meet-audio", "meet-sound");
    let roles = files.iter_mut().find(|(name, _)| name.ends_with("roles.yaml")).unwrap();
    roles.1 = roles.1.replace("collect: [contact, impact, since_when]", "collect: [contact]");
    let (report, words) = compared(&whole(&all()), &whole(&files));
    let told = sentences(&words);
    assert!(told.contains("the tree `meet-audio` is now called `meet-sound`"), "{told}");
    let gone: Vec<&str> = words.iter().filter(|it| it.what == "vanished").map(|it| it.tree.as_str()).collect();
    assert_eq!(gone, ["pc-slow"]);
    let shared = lotse::report::changes::shared_words(&report);
    assert_eq!(shared, [("word-means", "the way to a person leads to somebody else".to_owned())]);
}

#[test]
fn a_change_in_a_part_is_told_with_a_walk_through_its_caller() {
    let change = |text: &str| text.replacen("next: one", "next: several", 1).replacen("one: one", "one: several", 1);
    let (old, new) = (whole(&all()), whole(&shipped_with("scope", change)));
    let (_, words) = compared(&old, &new);
    let part = words.iter().find(|tree| tree.tree.as_str() == "scope").unwrap();
    assert!(part.is_part);
    let walk = part.entries.iter().find_map(|entry| entry.walk.as_ref()).expect("a walk through a tree that calls it");
    assert!(walk.answers.last().unwrap().starts_with("scope.who: "), "{walk:?}");
}

/// Two folders with the printer's tree, before and now.
fn folders(change: impl Fn(&str) -> String) -> (Folder, Folder) {
    let text = PRINTER;
    let place = |text: &str| Folder::new().file("printing/prn-no-output.yaml", text);
    (place(text), place(&change(text)))
}

const SCENARIOS: &str = "format: 1
walks:
  dark:
    answers: {display: dark, safety.danger-signs: none, power: yes}
    ends: {fix: switched-off}
  jam:
    answers: {display: paper, paper-message: jam, clear-jam: no}
    ends: {escalate: technician}
    at: paper-repair
steps:
  ready: {at: display, answer: ready, leads: scope}
";

/// Walks the printer's tree three times and keeps the cases.
fn record(folder: &Folder) -> String {
    let file = folder.0.join("cases.jsonl");
    let file = file.to_str().unwrap().to_owned();
    let json = |order: &str| format!("{order}\n");
    for (case, orders) in [
        ("DARK", [r#"{"answer":"dark"}"#, r#"{"answer":"none"}"#, r#"{"outcome":"worked"}"#].map(json).concat()),
        ("JAM", [r#"{"answer":"paper"}"#, r#"{"answer":"jam"}"#, r#"{"outcome":"not-worked"}"#].map(json).concat()),
        ("OPEN", [r#"{"answer":"ready"}"#].map(json).concat()),
    ] {
        let ran = run(
            &["run", "prn-no-output", "--trees", folder.path(), "--record", &file, "--case", case, "--format", "json"],
            &orders,
        );
        assert!(ran.talk.is_empty() && ran.code != 2, "{ran:?}");
    }
    file
}

fn told(change: impl Fn(&str) -> String) -> (Ran, Vec<serde_json::Value>) {
    let (old, new) = folders(change);
    let old = old.file("printing/prn-no-output.test.yaml", SCENARIOS);
    let file = record(&old);
    let arguments = ["diff", old.path(), new.path(), "--cases", &file];
    let lines = run(&[&arguments[..], &["--format", "json"]].concat(), "");
    let parsed = lines.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ran = run(&arguments, "");
    assert_eq!(ran.code, lines.code);
    (ran, parsed)
}

/// The names and fates of what a report lists of one kind.
fn fates(lines: &[serde_json::Value], change: &str) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let of = |line: &&serde_json::Value| line["change"] == change;
    lines.iter().filter(of).map(|line| (text(&line[change]), text(&line["fate"]))).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

#[test]
fn scenarios_and_cases_that_change_are_found() {
    let (ran, lines) = told(rerouted);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.talk);
    assert_eq!(fates(&lines, "case"), pairs(&[("OPEN", "stands-elsewhere")]));
    let ready = [("prn-no-output/ready", "leads-elsewhere")];
    assert_eq!(fates(&lines, "scenario"), pairs(&ready), "{}{}", ran.out, ran.talk);
    let (ran, lines) = told(ending_removed);
    assert_eq!(fates(&lines, "case"), pairs(&[("JAM", "ends-elsewhere")]), "{}", ran.out);
    assert_eq!(fates(&lines, "scenario"), pairs(&[("prn-no-output/jam", "ends-elsewhere")]), "{}{}", ran.out, ran.talk);
    let scenario = lines.iter().find(|line| line["change"] == "scenario").unwrap();
    assert_eq!(scenario["after"], serde_json::json!({"step": "clear-jam", "reply": "no"}));
    let last = lines.last().unwrap()["text"].as_str().unwrap();
    assert!(last.ends_with("1 of 3 scenarios would now go elsewhere; 1 of 3 cases would now end elsewhere"), "{last}");
    let (ran, lines) = told(renamed);
    assert_eq!(fates(&lines, "case"), pairs(&[("DARK", "old-names")]), "{}", ran.out);
    assert_eq!(fates(&lines, "scenario"), pairs(&[("prn-no-output/dark", "old-name")]), "{}{}", ran.out, ran.talk);
    assert!(ran.out.contains("there is no step `prn-no-output:power`"), "{}", ran.out);
}

#[test]
fn a_private_word_does_not_get_into_a_report() {
    let folder = lamp();
    let file = folder.0.join("cases.jsonl");
    let file = file.to_str().unwrap().to_owned();
    let typed = "2\nok\nno\n\nAda Secret\n";
    let ran = run(&["run", "lamp", "--trees", folder.path(), "--record", &file, "--case", "T-1"], typed);
    assert_eq!(ran.code, 1, "{}", ran.out);
    let words = WORDS.replace("max: 50", "max: 3");
    let other = Folder::new().file("home/lamp.yaml", LAMP.replace("soon", "now")).file("words.yaml", words);
    for format in ["text", "json"] {
        let ran = run(&["diff", folder.path(), other.path(), "--cases", &file, "--format", format], "");
        assert!(ran.out.contains("T-1") && !ran.out.contains("Secret"), "{}", ran.out);
    }
}

/// Runs git in a folder, as nobody in particular.
fn git(folder: &Folder, arguments: &[&str]) {
    let mut command = Command::new("git");
    let who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"];
    let output = command.args(who).args(arguments).current_dir(&folder.0).env("HOME", &folder.0).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Runs the program in a folder.
fn run_in(folder: &Folder, arguments: &[&str]) -> Ran {
    let output = crate::program::program(arguments).current_dir(&folder.0).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { out: text(output.stdout), talk: text(output.stderr), code: output.status.code().unwrap() }
}

#[test]
fn revisions_are_compared() {
    let folder = Folder::new().file("trees/home/lamp.yaml", LAMP).file("trees/words.yaml", WORDS);
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "-m", "one"]);
    git(&folder, &["tag", "v1"]);
    let folder = folder.file("trees/home/lamp.yaml", LAMP.replace("urgency: soon", "urgency: now"));
    let now = "at once";
    for arguments in [
        &["diff", "v1"][..],
        &["diff", "HEAD", "trees"],
        &["diff", "main", "trees/home/lamp.yaml", "--trees", "trees"],
        &["diff", "v1:trees", "trees"],
        &["diff", "v1:trees/home/lamp.yaml", "trees/home/lamp.yaml", "--trees", "trees"],
    ] {
        let ran = run_in(&folder, arguments);
        assert_eq!(ran.code, 1, "{arguments:?}: {}{}", ran.out, ran.talk);
        assert!(ran.out.contains(now), "{arguments:?}: {}", ran.out);
    }
    git(&folder, &["commit", "--quiet", "-a", "-m", "two"]);
    assert_eq!(run_in(&folder, &["diff", "v1", "main"]).code, 1);
    let same = run_in(&folder, &["diff", "main"]);
    assert_eq!((same.out.as_str(), same.talk.as_str(), same.code), ("compared 1 tree: nothing has changed\n", "", 0));
    let unknown = run_in(&folder, &["diff", "v9"]);
    assert!(
        unknown.talk.starts_with("error: `v9` is no path here, and git knows no such revision\n"),
        "{}",
        unknown.talk
    );
    assert_eq!(unknown.code, 2);
    let no_path = run_in(&folder, &["diff", "v1:nowhere"]);
    assert_eq!(no_path.code, 2, "{}", no_path.talk);
    let inside = run_in(&folder, &["diff", "v1", "trees/home", "--trees", "trees"]);
    assert!(inside.out.contains(now), "{}{}", inside.out, inside.talk);
}

#[test]
fn a_revision_leaves_nothing_behind() {
    let folder = Folder::new().file("trees/home/lamp.yaml", LAMP).file("trees/words.yaml", WORDS);
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "-m", "one"]);
    let scratch = Folder::new();
    let mut command = crate::program::program(&["diff", "main"]);
    let output = command.env("TMPDIR", &scratch.0).current_dir(&folder.0).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "compared 1 tree: nothing has changed\n");
    assert_eq!(fs::read_dir(&scratch.0).unwrap().count(), 0);
    // What the revision holds is written there: without the folder there is no comparison.
    let mut command = crate::program::program(&["diff", "main"]);
    let output = command.env("TMPDIR", scratch.0.join("nowhere")).current_dir(&folder.0).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn without_git_files_can_still_be_compared() {
    let folder = lamp();
    let mut command = crate::program::program(&["diff", "main", folder.path()]);
    let output = command.env("PATH", folder.path()).output().unwrap();
    let talk = String::from_utf8(output.stderr).unwrap();
    assert_eq!(talk, "error: the program git is not there\n  help: install git, or name files and folders\n");
    assert_eq!(output.status.code(), Some(2));
    let same = run(&["diff", folder.path(), folder.path()], "");
    assert_eq!((same.out.as_str(), same.code), ("compared 1 tree: nothing has changed\n", 0));
}

#[test]
fn two_files_are_the_same_tree_whatever_they_are_called() {
    let folder = lamp().file("old.yaml", LAMP).file("new.yaml", LAMP.replace("Is there any", "Is there some"));
    let path = |name: &str| folder.0.join(name).to_str().unwrap().to_owned();
    let ran = run(&["diff", &path("old.yaml"), &path("new.yaml"), "--trees", folder.path()], "");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.talk);
    assert!(
        ran.out.ends_with("compared 1 tree: no walk has changed; 1 text of 1 step has other words\n"),
        "{}",
        ran.out
    );
}

#[test]
fn a_tree_with_errors_is_named_and_the_rest_is_compared() {
    let folder = lamp();
    let broken = lamp()
        .file("home/lamp.yaml", LAMP.replace("urgency: soon", "urgency: now"))
        .file("home/broken.yaml", "format: 1\ntitle: [\n")
        .file("home/astray.yaml", LAMP.replace("next: count}", "next: cuont}"));
    let folder = folder.file("home/broken.yaml", LAMP).file("home/astray.yaml", LAMP);
    let ran = run(&["diff", folder.path(), broken.path()], "");
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.out.contains("at once") && !ran.out.contains("(gone)"), "{}", ran.out);
    let talk = ran.talk.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(talk.contains("these have errors and are not walked: astray, broken"), "{talk}");
}

#[test]
fn hostile_texts_are_harmless_in_a_report() {
    let payloads = fs::read_to_string("tests/it/hostile/terminal-escapes.jsonl").unwrap();
    let mut text = LAMP.replace("urgency: soon", "urgency: now");
    for line in payloads.lines().take(8) {
        let payload = serde_json::from_str::<serde_json::Value>(line).unwrap()["payload"].clone();
        text = text.replacen("en: Is there any light?", &format!("en: {payload}"), 1);
        let folder = lamp().file("home/lamp.yaml", &text);
        let old = lamp();
        for format in ["text", "json"] {
            let ran = run(&["diff", old.path(), folder.path(), "--format", format], "");
            let found = lotse::base::find_hidden(&ran.out, &['\n']);
            assert_eq!(found, None, "{payload}: {}", ran.out);
        }
    }
}

/// The report in `examples/`: one answer leads elsewhere, one ending is gone, one step has another name.
#[test]
fn the_report_in_the_examples_is_current() {
    let change = |text: &str| renamed(&ending_removed(&rerouted(text)));
    let (old, new) = folders(change);
    let old = old.file("printing/prn-no-output.test.yaml", SCENARIOS);
    let file = record(&old);
    let ran = run(&["diff", old.path(), new.path(), "--cases", &file, "--lang", "en"], "");
    assert_eq!((ran.talk.as_str(), ran.code), ("", 1));
    let shown = old.hide(&ran.out).replace("DIR/cases.jsonl", "cases.jsonl");
    is_current("examples/diff-en.txt", &shown);
}

//! Scenarios: reading, running, covering, mutating, suggesting, exploring.

use std::fmt::Write as _;

use lotse::{
    base::{Diagnostic, Sources},
    check::Sealed,
    scenario::{self, End, Suite, Taken, Tried},
    tree::TreeIx,
};

use crate::{
    generator::{Dice, Shelf},
    program::{Folder, LAMP, WORDS, lamp, run},
    support::{read_all, sealed},
};

/// A tree with a bounded loop, a call, a route by a fact, and a continuation.
const TREE: &str = "\
format: 1
title: Tree
reviewed: 2026-11-23
causes: {off: {name: It was off}, old: {name: It was old}}
start: light
steps:
  light:
    ask: Is there a light?
    answers: {yes: who, no: press, unsure: who}
  press:
    do: Press the button.
    time: 3 min
    cause: off
    else: {step: press, times: 1, then: desk}
    cannot: desk
  who: {call: who, exits: {me: sort, all: other}}
  sort:
    route:
      - {when: {os: windows}, next: wait}
      - {next: desk}
  wait: {do: Wait a minute., time: 1 min, next: signs}
  signs:
    ask: What do you see?
    input: {kind: many}
    answers: {smoke: desk, dust: renew, none: renew, unsure: renew}
  renew: {do: Renew it., time: 10 min, cause: old, solved: renewed, else: desk}
  renewed: {fix: old}
  other: {continue: next}
  desk: {escalate: desk, collect: [name, age, os]}
";

const PART: &str = "\
format: 1
title: Part
exits: [me, all]
start: count
steps:
  count:
    ask: How many?
    input: {kind: number, min: 1, max: 100}
    answers: {few: {text: few, below: 5, next: me}, many: {text: many, from: 5, next: all}, unsure: me}
  me: {exit: me}
  all: {exit: all}
";

const NEXT: &str = "\
format: 1
title: Next
start: on
steps:
  on: {ask: Is it on?, answers: {yes: back, no: desk, unsure: desk}}
  back: {continue: tree}
  desk: {escalate: desk}
";

const SHARED: &str = "\
format: 1
facts:
  os: {name: system, values: [windows, macos]}
  name: {name: name, input: {kind: text, max: 50}}
  age: {name: age, input: {kind: number, min: 0, max: 120}}
roles: {desk: {name: desk}, boss: {name: boss}}
human: {role: desk, collect: [name]}
";

fn library() -> Sealed {
    sealed(&[("tree.yaml", TREE), ("who.yaml", PART), ("next.yaml", NEXT), ("shared.yaml", SHARED)])
}

/// Reads the scenarios of a tree, and runs them.
fn tried(library: &Sealed, tree: &str, text: &str) -> (Sources, Vec<Suite>, Vec<Tried>, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    // The trees were read first; their places are not shown here.
    for _ in 0..=library.library().trees().count() {
        sources.add("tree", "");
    }
    let source = sources.add(format!("{tree}.test.yaml"), text);
    let (suite, mut findings) = scenario::read(source, tree, text);
    let suites: Vec<Suite> = suite.into_iter().collect();
    let tried = scenario::try_all(library, &suites, |_, _| true, &mut |_, _| {});
    findings.extend(tried.iter().flat_map(|tried| tried.judged.findings.clone()));
    (sources, suites, tried, findings)
}

/// Lists findings: code, place, message and help.
fn listed(sources: &Sources, findings: &[Diagnostic]) -> String {
    let mut lines = String::new();
    for it in findings {
        let at = sources.get(it.place.source).unwrap().position(it.place.span.start);
        let help = it.help.as_deref().unwrap_or("-");
        writeln!(lines, "{} {}:{} {} ({help})", it.code.id, at.line, at.column, it.message).unwrap();
    }
    lines
}

fn found(text: &str) -> String {
    let (sources, _, _, findings) = tried(&library(), "tree", text);
    listed(&sources, &findings)
}

#[test]
fn walks_and_assertions_of_every_kind_pass() {
    let text = "\
format: 1
walks:
  button:
    title: {en: The button helps, de: Der Knopf hilft}
    answers: {light: no, press: [no, yes]}
    ends: {fix: off}
    at: press
    cause: off
    within: 6 min
  renew:
    as: agent
    today: 2026-01-01
    facts: {os: windows}
    answers: {light: unsure, who.count: 4.5, signs: {many: [dust, smoke]}}
    ends: {escalate: desk}
    collected: {name: Anna, age: 7}
  dust:
    facts: {os: windows}
    answers: {light: yes, who.count: unsure, wait: done, signs: dust, renew: yes}
    ends: {fix: [old]}
    at: renewed
    within: 11 min
  over: {answers: {light: yes, who.count: 5}, ends: {continue: next}, at: other}
  on: {answers: {light: yes, who.count: 5, next/on: no}, ends: {escalate: desk}, at: next/desk}
steps:
  shown: {at: light, answer: yes, leads: who}
  inside: {at: light, answer: yes, leads: who.count}
  route: {facts: {os: windows}, at: sort, leads: wait}
  arm: {at: sort, leads: desk}
  ends: {at: renew, answer: yes, ends: {fix: old}}
";
    assert_eq!(found(text), "");
    let part = "format: 1\nwalks:\n  few: {answers: {count: 1}, ends: {exit: me}, at: me}\n";
    let (sources, _, tried, findings) = tried(&library(), "who", part);
    assert_eq!(listed(&sources, &findings), "");
    assert_eq!(tried[0].judged.run.end, End::Exited("me".into()));
}

#[test]
fn every_parting_has_its_place_and_a_remedy() {
    let text = "\
format: 1
walks:
  missing: {answers: {light: yes, wh.count: 5}, ends: {continue: next}}
  again: {answers: {light: no, press: no}, ends: {escalate: desk}}
  wrong: {answers: {light: yess}, ends: {fix: off}}
  number: {answers: {light: yes, who.count: lots}, ends: {fix: off}}
  range: {answers: {light: yes, who.count: 500}, ends: {fix: off}}
  outcome: {answers: {light: no, press: maybe}, ends: {fix: off}}
  unasked: {answers: {light: no, press: yes, renew: yes, who: yes}, ends: {fix: off}}
  twice: {answers: {light: no, press: [yes, no]}, ends: {fix: off}}
  other: {answers: {light: no, press: yes}, ends: {fix: old}}
  nothing: {answers: {light: no, press: yes}, ends: {fix: of}}
  role: {answers: {light: no, press: cannot}, ends: {escalate: bos}}
  boss: {answers: {light: no, press: cannot}, ends: {escalate: boss}}
  at: {answers: {light: no, press: yes}, ends: {fix: off}, at: renewed}
  lost: {answers: {light: no, press: yes}, ends: {fix: off}, at: pres}
  cause: {answers: {light: no, press: cannot}, ends: {escalate: desk}, cause: off}
  held: {answers: {light: no, press: yes}, ends: {fix: off}, collected: {name: Anna}}
  long: {answers: {light: no, press: yes}, ends: {fix: off}, within: 2 min}
  fact: {facts: {so: windows}, answers: {light: no, press: yes}, ends: {fix: off}}
  value: {facts: {os: window}, answers: {light: no, press: yes}, ends: {fix: off}}
  voice: {facts: {voice: agent}, answers: {light: no, press: yes}, ends: {fix: off}}
steps:
  leads: {at: light, answer: no, leads: who}
  begin: {at: lihgt, answer: no, leads: press}
  asked: {at: sort, answer: yes, leads: desk}
";
    let expected = "\
E073 3:30 `who.count` has no answer here (did you mean `who.count` instead of `wh.count`?)
E071 3:35 `tree` has no step `wh` (did you mean `who.count`?)
E073 4:39 `press` has no answer here (it is asked again: give one answer for each visit, `press: [no, yes]`)
E072 5:28 `yess` is not an answer of this question (did you mean `yes`?)
E072 6:45 `lots` is not a number (write the number itself, such as `12` or `0.5`)
E072 7:44 `500` is not taken here: this lies outside what is possible (possible: 1 to 100)
E072 8:41 `maybe` is not a result of an instruction (write `yes` (it helped), `no` (it did not) or `cannot` (it could not be done))
E074 9:46 `renew` was never asked (delete it, or mend what leads past it)
E074 9:58 `who` was never asked (this is a call: answer the steps of its part, such as `scope.who`)
E074 10:45 `press` was asked only once (several answers at one visit are written `{many: [one, other]}`)
E075 11:57 the walk ends with `fix: off` (write `ends: {fix: off}` if that is right, or mend the tree)
E071 12:59 there is no cause `of` (did you mean `off`?)
E071 13:64 there is no role `bos` (did you mean `boss`?)
E075 14:64 the walk ends with `escalate: desk` (write `ends: {escalate: desk}` if that is right, or mend the tree)
E076 15:64 the walk ends in `press` (write `at: press` if that is right, or mend the tree)
E071 16:66 `tree` has no step `pres` (did you mean `press`?)
E077 17:79 the ending names no cause (write the cause that the ending names, or mend the tree)
E077 18:74 `name` is not in the hand-over (name the fact in `collect:` of the escalation, or delete it here)
E077 19:70 the steps take 3 min (allow more time, or shorten the way)
E071 20:18 there is no fact `so` (did you mean `os`?)
E072 21:23 `window` is not a value of this fact (did you mean `windows`?)
E071 22:19 there is no fact `voice` (write `as: agent` or `as: customer`)
E076 24:41 this leads to `press` (write `leads: press` if that is right, or mend the tree)
E071 25:15 `tree` has no step `lihgt` (did you mean `light`?)
E074 26:29 nobody is asked at `sort` here (its fact is known, or it is a call or a route; delete `answer`)
";
    assert_eq!(found(text), expected);
}

#[test]
fn reading_reports_everything_at_once() {
    let text = "\
format: 1
walk: {}
walks:
  a b: {ends: {fix: off}}
  no-end: {answers: {light: no, press: yes}}
  two-ends: {answers: {light: no, press: yes}, ends: {fix: off, exit: me}}
  voice: {as: agnet, ends: {fix: off}, answers: {light: no, press: yes}}
  time: {within: long, today: never, ends: {fix: off}, answers: {light: no, press: yes}}
  key: {anwsers: {}, ends: {fix: off}}
steps:
  bare: {at: light, answer: no}
  lost: {answer: no, leads: press}
";
    let (_, findings) = scenario::read(lotse::base::SourceId(0), "tree", text);
    let mut sources = Sources::default();
    sources.add("tree.test.yaml", text);
    let expected = "\
E020 2:1 a test file has no key `walk` (possible here: complete)
E024 4:3 `a b` cannot be a scenario's id (use letters a to z, digits, `-` and `_`, at most 64, starting with a letter)
E021 5:3 `ends` is missing (write how it ends, such as `ends: {fix: switched-off}`)
E026 6:54 an ending is exactly one thing (write one of `{fix: CAUSE}`, `{escalate: ROLE}`, `{continue: TREE}`, `{exit: NAME}`)
E023 7:15 `agnet` is not a voice (did you mean `agent`?)
E023 8:18 `long` is not a time (write `20 s`, `3 min` or `1 h`, at most a week)
E023 8:31 `never` is not a day (write it as `2026-11-23`)
E020 9:9 a walk has no key `anwsers` (did you mean `answers`?)
E021 11:3 `leads` is missing (write the step that follows, or how the case ends with `ends:`)
E021 12:3 `at` is missing (write the step that is asked)
";
    assert_eq!(listed(&sources, &findings), expected);
}

#[test]
fn a_complete_file_names_what_is_shown_without_a_question() {
    let walk = "walks:\n  a:\n    facts: {os: windows}\n    answers: {light: yes, who.count: 1, signs: smoke}\n    \
        ends: {escalate: desk}\n";
    assert_eq!(found(&format!("format: 1\n{walk}")), "");
    let complete = found(&format!("format: 1\ncomplete: true\n{walk}"));
    let expected = "E073 6:38 `wait` has no answer here (write `wait: done`, because the file says `complete: true`)\n";
    assert_eq!(complete, expected);
}

fn tree_of(library: &Sealed) -> TreeIx {
    library.library().find("tree").unwrap()
}

#[test]
fn what_is_suggested_covers_everything_and_passes() {
    let library = library();
    for tree in ["tree", "who", "next"] {
        let ix = library.library().find(tree).unwrap();
        let found = scenario::suggest(&library, ix, None, &Taken::default());
        assert!(found.untaken.is_empty() && !found.is_cut, "{tree}: {:?}", found.untaken);
        let text = scenario::document(tree, &found.walks);
        let (sources, suites, tried, findings) = tried(&library, tree, &text);
        assert_eq!(listed(&sources, &findings), "", "{text}");
        let measured = scenario::coverage(library.library(), &[ix], &tried);
        assert_eq!(measured[0].least(), 100, "{tree}");
        assert!(tried.iter().all(|tried| !tried.confirmed), "an author has not read them");
        let mutants = scenario::mutate(&library, &suites, &tried, &[ix], &mut |_, _| {});
        assert_eq!(mutants[0].percent(), 100, "{:#?}", mutants[0].survivors);
        let again = scenario::suggest(&library, ix, suites.first(), &Taken::by(&tried));
        assert!(again.walks.is_empty(), "{tree}: {:?}", again.walks);
    }
}

#[test]
fn gaps_and_mutants_are_told() {
    let library = library();
    let ix = tree_of(&library);
    let text = "format: 1\nwalks:\n  a: {answers: {light: no, press: cannot}, ends: {escalate: desk}}\n";
    let (_, suites, tried, _) = tried(&library, "tree", text);
    let measured = &scenario::coverage(library.library(), &[ix], &tried)[0];
    let missing: Vec<&str> = measured.missing.iter().map(|(item, _)| item.name.as_str()).collect();
    assert!(missing.contains(&"light: yes") && missing.contains(&"press: no, once too often"), "{missing:?}");
    assert!(missing.contains(&"renewed (fix: old)") && !missing.contains(&"light: no"), "{missing:?}");
    assert_eq!((measured.answers.taken, measured.endings.taken, measured.steps.taken), (2, 1, 3));
    let mutants = &scenario::mutate(&library, &suites, &tried, &[ix], &mut |_, _| {})[0];
    assert!(0 < mutants.refused && 0 < mutants.killed && !mutants.survivors.is_empty(), "{mutants:?}");
    let untaken = mutants.survivors.iter().find(|it| it.way == "light: yes").unwrap();
    assert_eq!(untaken.taken_by, 0);
    assert!(mutants.survivors.iter().all(|it| it.way != "light: no"), "the walk says where it goes");
}

#[test]
fn the_same_seed_gives_the_same_customers() {
    let library = library();
    let ix = tree_of(&library);
    let explored = |seed| {
        let found = scenario::explore(&library, ix, 200, seed, &mut |_, _| {}).unwrap();
        assert!(found.impossible.is_empty(), "{:?}", found.impossible);
        assert_eq!(found.endings.iter().map(|(_, count)| count).sum::<usize>(), 200);
        format!("{:?} {:?}", found.endings, found.usual)
    };
    assert_eq!(explored(1), explored(1));
    assert_ne!(explored(1), explored(2));
}

const LAMP_TEST: &str = "format: 1\n# by hand\nwalks:\n  tight: # the usual\n    answers: {light: no, screw: yes}\n    \
    ends: {fix: bulb}\n    at: screw\n";

#[test]
fn the_command_runs_tells_and_fails() {
    let folder = lamp().file("home/lamp.test.yaml", LAMP_TEST);
    let fine = run(&["test", "--alone", folder.path()], "");
    let table = "tree  scenarios  answers        steps        endings\nlamp          1     2/15  13 %    2/7  28 %      1/2  50 %\n";
    assert_eq!((fine.out.as_str(), fine.code), (table, 0), "{}", fine.talk);
    assert_eq!(fine.talk, "ran 1 scenario of 1 tree: all passed\n");
    let gaps = run(&["test", "--alone", folder.path(), "--coverage"], "");
    assert!(
        gaps.out.contains("`count` is never reached") && gaps.out.contains("`light: yes` is never taken"),
        "{}",
        gaps.out
    );
    assert_eq!(run(&["test", "--alone", folder.path(), "--min", "90"], "").code, 1);
    assert_eq!(run(&["test", "--alone", folder.path(), "--min", "9"], "").code, 0);
    let none = run(&["test", "--alone", folder.path(), "--only", "tihgt"], "");
    assert_eq!(
        (none.talk.as_str(), none.code),
        ("error: no scenario is called `tihgt`\n  help: did you mean `tight`?\n", 2)
    );
    let broken = lamp().file("home/lamp.test.yaml", LAMP_TEST.replace("fix: bulb", "fix: <b>&\"'"));
    let report = broken.0.join("junit.xml");
    let ran = run(&["test", "--alone", broken.path(), "--junit", report.to_str().unwrap()], "");
    assert_eq!(ran.code, 1, "{}", ran.out);
    let xml = std::fs::read_to_string(report).unwrap();
    assert!(xml.contains("failures=\"1\"") && xml.contains("&lt;b&gt;") && !xml.contains("<b>"), "{xml}");
    let nothing = run(&["test"], "");
    assert_eq!(nothing.code, 2, "{}", nothing.talk);
}

#[test]
fn one_file_is_tested_by_the_name_of_either() {
    let folder = lamp().file("home/lamp.test.yaml", LAMP_TEST);
    let words = folder.0.join("words.yaml");
    for name in ["lamp.yaml", "lamp.test.yaml"] {
        let path = folder.0.join("home").join(name);
        let ran = run(&["test", path.to_str().unwrap(), "--trees", words.to_str().unwrap()], "");
        assert!(ran.out.contains("\nlamp  ") && ran.code == 0, "{name}: {}{}", ran.out, ran.talk);
    }
}

#[test]
fn programs_read_json() {
    let folder = lamp().file("home/lamp.test.yaml", LAMP_TEST);
    let ran = run(&["test", "--alone", folder.path(), "--format", "json", "--mutate", "--explore=20"], "");
    let mut seen = Vec::new();
    for line in ran.out.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(value["format"], 1, "{line}");
        for kind in ["scenario", "coverage", "mutation", "exploration", "code"] {
            if value.get(kind).is_some() && !seen.contains(&kind) {
                seen.push(kind);
            }
        }
        if value.get("scenario").is_some() {
            assert_eq!(value["scenario"]["ends"], "fix: bulb");
            assert_eq!(value["scenario"]["passed"], true);
        }
    }
    assert_eq!(seen, ["scenario", "coverage", "exploration", "code", "mutation"]);
}

#[test]
fn a_test_file_belongs_to_a_sound_tree() {
    let folder = lamp().file("home/lmap.test.yaml", LAMP_TEST);
    let ran = run(&["test", "--alone", folder.path()], "");
    let out = folder.hide(&ran.out);
    assert!(out.contains("E070") && out.contains("did you mean `lamp`?") && ran.code == 1, "{out}");
    let folder = lamp()
        .file("home/lamp.yaml", LAMP.replace("next: count}", "next: cuont}"))
        .file("home/lamp.test.yaml", LAMP_TEST);
    let ran = run(&["test", "--alone", folder.path()], "");
    assert!(ran.out.contains("E078") && ran.code == 1, "{}", ran.out);
}

#[test]
fn suggestions_are_added_and_wait_to_be_confirmed() {
    let folder = lamp().file("home/lamp.test.yaml", LAMP_TEST);
    let shown = run(&["test", "--alone", folder.path(), "--suggest"], "");
    let text = folder.hide(&shown.out);
    assert!(text.starts_with("# file: DIR/home/lamp.test.yaml\n"), "{text}");
    assert_eq!(shown.code, 0);
    let written = run(&["test", "--alone", folder.path(), "--suggest", "--write"], "");
    assert_eq!(written.out, "");
    let path = folder.0.join("home/lamp.test.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with(LAMP_TEST) && text.contains("confirmed: false"), "{text}");
    let ran = run(&["test", "--alone", folder.path(), "--min", "100", "--mutate"], "");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.talk);
    assert!(ran.out.contains("hint[H079]") && ran.out.contains("are not confirmed"), "{}", ran.out);
    let again = run(&["test", "--alone", folder.path(), "--suggest"], "");
    assert_eq!((again.out.as_str(), again.talk.as_str()), ("", "nothing is missing\n"));
    let odd = Folder::new()
        .file("lamp.yaml", LAMP)
        .file("words.yaml", WORDS)
        .file("lamp.test.yaml", "format: 1\nwalks: {tight: {answers: {light: no, screw: yes}, ends: {fix: bulb}}}\n");
    let refused = run(&["test", "--alone", odd.path(), "--suggest", "--write"], "");
    assert_eq!(refused.code, 2, "{}", refused.talk);
    let talk = refused.talk.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(talk.contains("walks do not fit into it"), "{talk}");
}

#[test]
fn the_codes_of_scenarios_are_explained_and_unlike_all_others() {
    let others = lotse::check::codes();
    let digits = |id: &str| id[1..].to_owned();
    for code in scenario::codes::ALL {
        assert!(
            others.iter().all(|other| digits(other.id) != digits(code.id) && other.name != code.name),
            "{}",
            code.id
        );
        let ran = run(&["explain", code.id], "");
        assert!(ran.code == 0 && ran.out.starts_with(&format!("{} {}", code.id, code.name)), "{}", ran.out);
        assert!(
            40 < code.page.len() && code.id.starts_with(code.level.as_str().to_uppercase().chars().next().unwrap())
        );
    }
}

#[test]
fn every_shipped_tree_is_covered_and_mistakes_in_it_are_noticed() {
    let mut shelf = lotse::library::Shelf::empty();
    shelf.add(std::path::Path::new("trees")).unwrap();
    let mut loaded = shelf.load_all();
    let tests = shelf.tests(&mut loaded);
    assert_eq!(listed(&loaded.sources, &tests.findings), "");
    let tried = scenario::try_all(&loaded.sealed, &tests.suites, |_, _| true, &mut |_, _| {});
    let failed: Vec<Diagnostic> = tried.iter().flat_map(|tried| tried.judged.findings.clone()).collect();
    let again =
        "rm trees/*/*.test.yaml, `lotse test --suggest --write`, read them, delete the lines `confirmed: false`";
    assert_eq!(listed(&loaded.sources, &failed), "", "{again}");
    assert!(tried.iter().all(|tried| tried.confirmed), "an author has read them");
    let trees: Vec<TreeIx> = loaded.sealed.library().trees().map(|(ix, _)| ix).collect();
    for measured in scenario::coverage(loaded.sealed.library(), &trees, &tried) {
        assert!(0 < measured.scenarios, "`{}` has no scenarios: {again}", measured.id);
        let missing: Vec<_> = measured.missing.iter().map(|(item, _)| &item.name).collect();
        assert_eq!(measured.least(), 100, "`{}`: {missing:?}; {again}", measured.id);
    }
    // Where the build is not optimized, only some trees; the program itself is asked for all of them in `.ci/run`.
    let stride = if cfg!(debug_assertions) { 9 } else { 1 };
    let some: Vec<TreeIx> = trees.iter().copied().step_by(stride).collect();
    let mutants = scenario::mutate(&loaded.sealed, &tests.suites, &tried, &some, &mut |_, _| {});
    let killed: usize = mutants.iter().map(|it| it.killed).sum();
    let survived: usize = mutants.iter().map(|it| it.survivors.len()).sum();
    assert!(1000 < killed && 95 * (killed + survived) <= 100 * killed, "{killed} noticed, {survived} not");
}

/// Suggests scenarios for every tree of a random library and runs them; returns how much was looked at and taken.
fn suggested(seed: u32) -> (usize, usize) {
    let mut dice = Dice::seeded(seed);
    let mut shelf = Shelf::sound(&mut dice);
    shelf.run_wild(&mut dice);
    let (read, _, _) = read_all(&shelf.files());
    let (library, _) = lotse::check::seal(read, &[]);
    let (mut looked, mut untaken) = (0, 0);
    for (ix, tree) in library.library().trees() {
        let found = scenario::suggest(&library, ix, None, &Taken::default());
        let (sources, _, tried, findings) =
            tried(&library, tree.id.as_str(), &scenario::document(tree.id.as_str(), &found.walks));
        let whole = || shelf.files().iter().map(|(_, text)| text.as_str()).collect::<String>();
        let text = scenario::document(tree.id.as_str(), &found.walks);
        assert_eq!(listed(&sources, &findings), "", "seed {seed}\n{}\n{text}", whole());
        let measured = &scenario::coverage(library.library(), &[ix], &tried)[0];
        let open: Vec<&str> = measured.missing.iter().map(|(item, _)| item.name.as_str()).collect();
        let left: Vec<&str> = found.untaken.iter().map(|item| item.name.as_str()).collect();
        assert_eq!(open, left, "seed {seed}\n{}\n{text}", whole());
        looked += measured.answers.of;
        untaken += left.len();
    }
    (looked, untaken)
}

#[test]
fn what_is_suggested_for_random_trees_passes_and_takes_all_that_can_be_taken() {
    let counts: Vec<(usize, usize)> = [0, 1, 2, 5, 6, 7].into_iter().map(suggested).collect();
    let sum = |of: fn(&(usize, usize)) -> usize| counts.iter().map(of).sum::<usize>();
    let (looked, untaken) = (sum(|it| it.0), sum(|it| it.1));
    // What is left is what the checker cannot rule out: a route that never holds on any way to it.
    assert!(300 < looked && untaken * 20 < looked, "{untaken} of {looked}");
}

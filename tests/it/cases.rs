//! Cases in a store: kept from the first answer, gone on with in any language, listed, shown and handed over.

use std::{fs, path::Path};

use crate::program::{Folder, LAMP, Ran, WORDS, program, run_command};

/// A desk of its own: the small tree, a second one that wants a fact of the first, and a store.
pub(crate) struct Desk {
    folder: Folder,
}

/// A tree that knows what the lamp has told.
const FUSE: &str = "format: 1
title: {en: The fuse is blown, de: Die Sicherung ist raus}
symptoms: {en: [the fuse is out], de: [die Sicherung ist draußen]}
causes: {fuse: {name: {en: A blown fuse, de: Eine Sicherung}}}
start: whose
steps:
  whose: {ask: {en: Who lives there?, de: Wer wohnt dort?}, input: {kind: text, max: 50}, fact: name, next: kind}
  kind:
    ask: {en: Is it a screw or a switch?, de: Schraube oder Schalter?}
    fact: kind
    answers: {screw: push, switch: push}
  push: {do: {en: Push it in., de: Drücken Sie sie ein.}, cause: fuse, else: desk}
  desk: {escalate: desk, collect: [name]}
facts:
  kind: {name: {en: kind of fuse, de: Art der Sicherung}, values: {screw: {en: screw, de: Schraube}, switch: {en: switch, de: Schalter}}}
";

impl Desk {
    pub(crate) fn new() -> Self {
        let folder = Folder::new().file("trees/home/lamp.yaml", LAMP).file("trees/words.yaml", WORDS);
        Self { folder: folder.file("trees/home/fuse.yaml", FUSE) }
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.folder.0.join(name).to_str().unwrap().to_owned()
    }

    /// The program at this desk.
    pub(crate) fn command(&self, arguments: &[&str]) -> std::process::Command {
        let trees = self.path("trees");
        let mut all = arguments.to_vec();
        if !arguments.contains(&"--trees") {
            all.extend(["--trees", &trees]);
        }
        let mut command = program(&all);
        command.env("LOTSE_STORE", self.path("cases.db"));
        command
    }

    pub(crate) fn run(&self, arguments: &[&str], typed: &str) -> Ran {
        run_command(self.command(arguments), typed.as_bytes())
    }

    /// What the list says of all cases, one object each.
    fn listed(&self) -> Vec<serde_json::Value> {
        let ran = self.run(&["case", "list", "--format", "json"], "");
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn state_of(&self, number: &str) -> String {
        let listed = self.listed();
        let case =
            listed.iter().find(|case| case["case"] == number).unwrap_or_else(|| panic!("no {number}: {listed:?}"));
        case["state"].as_str().unwrap().to_owned()
    }
}

#[test]
fn there_is_no_case_before_the_first_answer() {
    let desk = Desk::new();
    let ran = desk.run(&["run", "lamp", "--case", "T-1", "--fact", "name=Ada"], ":why\nperhaps\n");
    assert_eq!(ran.code, 3);
    assert!(!ran.out.contains("lotse resume"), "{}", ran.out);
    assert_eq!(desk.listed().len(), 0);
    desk.run(&["run", "lamp", "--case", "T-1"], "1\n");
    assert_eq!(desk.state_of("T-1"), "parked");
}

#[test]
fn a_case_is_gone_on_with_in_another_language_at_the_same_step() {
    let desk = Desk::new();
    let german = desk.run(&["run", "lamp", "--case", "T-1", "--lang", "de"], "1\n3\n:parken\n");
    assert_eq!(german.code, 3);
    assert!(
        german.out.ends_with("  Fall T-1 ist geparkt. Später geht es weiter mit: lotse resume T-1\n"),
        "{}",
        german.out
    );
    let english = desk.run(&["resume", "--lang", "en"], "2020-01-01\n:trail\n");
    assert!(english.out.starts_with("  Case T-1 goes on after 2 answers;"), "{}", english.out);
    let (_, rest) = english.out.split_once("When was it bought?").unwrap();
    assert!(!rest.contains("How many lamps?\n"), "asked again: {}", english.out);
    assert!(rest.contains("2  How many lamps? – 3"), "{}", english.out);
    assert_eq!(desk.run(&["resume", "t1"], ":back\n:back\n:back\n1\n1\n:quit\n").code, 3);
}

#[test]
fn without_a_case_to_resume_that_is_said() {
    let desk = Desk::new();
    let ran = desk.run(&["resume"], "");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.talk.starts_with("error: there is no unfinished case\n"), "{}", ran.talk);
}

#[test]
fn numbers_are_taken_as_people_type_them() {
    let desk = Desk::new();
    desk.run(&["run", "lamp", "--case", "7K2-M4Q"], "1\n");
    for typed in ["7K2-M4Q", "7k2-m4q", "7k2m4q", "7K2M4Q"] {
        assert_eq!(desk.run(&["case", "show", typed], "").code, 0, "{typed}");
    }
    let ran = desk.run(&["case", "show", "7k2-m4p"], "");
    assert_eq!(ran.talk, "error: there is no case `7k2-m4p`\n  help: did you mean `7K2-M4Q`?\n");
    assert_eq!(desk.run(&["case", "show", "ä"], "").code, 2);
}

#[test]
fn a_case_tells_its_whole_story() {
    let desk = Desk::new();
    let agent = ["--as", "agent", "--agent", "Ann"];
    let run = ["run", "lamp", "--case", "T-1", "--lang", "de"];
    desk.run(&[&run[..], &agent[..]].concat(), "1\n3\n:notiz sehr in Eile\n");
    desk.run(&["case", "note", "t1", "call", "back", "at", "three", "--agent", "Bob"], "");
    desk.run(&["case", "hand", "T-1", "the Light Desk"], "");
    let ran = desk.run(&["case", "show", "T-1", "--lang", "en"], "");
    let shown: Vec<&str> = ran.out.lines().collect();
    assert_eq!(shown[0], "T-1 · The lamp is dark · parked · for desk");
    assert!(shown[1].starts_with("Begun 20"), "{}", ran.out);
    assert_eq!(shown[2], "Waits for: When was it bought?");
    let story = ran.out.replace("\n             ", " ");
    for told in [
        "Begun: The lamp is dark · Ann · terminal · de",
        "Is there any light? – Yes, a little · said · Ann · terminal · de",
        "How many lamps? – 3 · said · Ann · terminal · de",
        "Note: sehr in Eile · Ann · terminal · de",
        "Parked · Ann · terminal · de",
        "Note: call back at three · Bob · terminal · en",
        "Handed over to: desk · customer · terminal · en",
    ] {
        assert!(story.contains(told), "`{told}` is missing:\n{}", ran.out);
    }
    let json = desk.run(&["case", "show", "T-1", "--format", "json"], "").out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["owner"], "desk");
    let replied = json["story"].as_array().unwrap().iter().find(|turn| turn["kind"] == "replied").unwrap();
    assert_eq!(
        (replied["asked"].as_str(), replied["reply"].as_str()),
        (Some("Is there any light?"), Some("Yes, a little"))
    );
    assert_eq!(replied["lang"], "de");
    // Whoever takes up what lies for a role has it from then on.
    desk.run(&["resume", "T-1", "--agent", "Bob"], "");
    assert_eq!(desk.listed()[0]["owner"], "Bob");
}

#[test]
fn cases_are_filtered_and_searched() {
    let desk = Desk::new();
    desk.run(&["run", "lamp", "--case", "A-1", "--as", "agent", "--agent", "Ann"], "2\n\nyes\n\n");
    desk.run(&["run", "fuse", "--case", "B-2", "--as", "agent", "--agent", "Bob"], "Ada\n");
    desk.run(&["run", "lamp", "--case", "C-3"], ":note the blue one\n");
    let numbers = |more: &[&str]| {
        let ran = desk.run(&[&["case", "list", "--format", "json"], more].concat(), "");
        assert_eq!(ran.code, 0, "{}", ran.talk);
        let mut found: Vec<String> = ran
            .out
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["case"].as_str().unwrap().to_owned())
            .collect();
        found.sort();
        found.join(" ")
    };
    assert_eq!(numbers(&[]), "A-1 B-2 C-3");
    assert_eq!(numbers(&["--state", "fixed"]), "A-1");
    assert_eq!(numbers(&["--state", "parked,open"]), "B-2 C-3");
    assert_eq!(numbers(&["--tree", "lamp"]), "A-1 C-3");
    assert_eq!(numbers(&["--agent", "Bob"]), "B-2");
    assert_eq!(numbers(&["--since", "1h"]), "A-1 B-2 C-3");
    assert_eq!(numbers(&["--since", "2999-01-01"]), "");
    assert_eq!(numbers(&["blue"]), "C-3");
    assert_eq!(numbers(&["BULB"]), "A-1");
    let ran = desk.run(&["case", "list", "--limit", "1"], "");
    assert!(ran.talk.starts_with("These are the last 1;"), "{}", ran.talk);
    assert!(
        ran.out.starts_with("C-3  The lamp is dark · just now · parked · waits for: Is there any light?"),
        "{}",
        ran.out
    );
    assert_eq!(desk.run(&["case", "list", "--state", "lost"], "").code, 2);
}

#[test]
fn a_case_is_closed_and_opened_again() {
    let desk = Desk::new();
    desk.run(&["run", "lamp", "--case", "T-1"], "2\n\nyes\n");
    assert_eq!(desk.state_of("T-1"), "fixed");
    let ran = desk.run(&["resume", "T-1"], "");
    assert_eq!((ran.code, ran.talk.starts_with("error: the case T-1 has ended: fixed")), (2, true), "{}", ran.talk);
    assert_eq!(desk.run(&["case", "close", "T-1"], "").code, 2);
    assert_eq!(desk.run(&["case", "reopen", "T-1"], "").code, 0);
    assert_eq!(desk.state_of("T-1"), "open");
    // It stands where it worked, because it does not any more.
    let ran = desk.run(&["resume", "T-1"], "no\n5\nAda\n");
    assert!(ran.out.contains("Your answer so far: yes"), "{}", ran.out);
    assert_eq!((ran.code, desk.state_of("T-1")), (1, "escalated".to_owned()));
    let case = &desk.listed()[0];
    assert_eq!((case["reopened"].as_u64(), case["ended"]["role"].as_str()), (Some(1), Some("desk")));
    desk.run(&["run", "lamp", "--case", "T-2"], "1\n");
    assert_eq!(desk.run(&["case", "close", "T-2"], "").code, 0);
    assert_eq!(desk.state_of("T-2"), "closed");
    assert_eq!(desk.listed().iter().find(|it| it["case"] == "T-2").unwrap()["ended"]["step"], "count");
}

#[test]
fn what_is_known_goes_along_into_the_next_tree() {
    let desk = Desk::new();
    desk.run(&["run", "lamp", "--case", "T-1"], "2\n\nno\n5\nAda Secret\n");
    assert_eq!(desk.state_of("T-1"), "escalated");
    let ran = desk.run(&["run", "fuse", "--case", "t1"], "1\nno\n");
    assert!(!ran.out.contains("Who lives there?\n"), "asked again: {}", ran.out);
    // The hand-over tells what both trees have found; nobody needs to retell.
    assert!(ran.out.contains("Is there any light? No, none (said)"), "{}", ran.out);
    assert!(ran.out.contains("Turn the bulb tight. – did not help\n"), "{}", ran.out);
    assert!(ran.out.contains("Push it in. – did not help\n"), "{}", ran.out);
    assert_eq!(desk.listed().len(), 1, "it is one case");
    let ran = desk.run(&["run", "lamp", "--case", "T-1"], "");
    let talk = ran.talk.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(talk.starts_with("error: case T-1 exists already: `fuse`, since 20"), "{talk}");
    assert!(talk.contains(", escalated, and has been through `lamp` help: go on with it"), "{talk}");
    // The same by a command, before the end.
    let ran = desk.run(&["run", "lamp", "--case", "T-2", "--fact", "name=Ada"], "2\n:another fuse\n");
    assert!(ran.out.contains("Is it a screw or a switch?"), "{}", ran.out);
}

#[test]
fn a_case_goes_on_with_the_trees_with_which_it_began() {
    let desk = Desk::new();
    desk.run(&["run", "lamp", "--case", "T-1"], "1\n");
    let changed = LAMP
        .replace("How many lamps?", "How many bulbs?")
        .replace("light:", "glow:")
        .replace("start: light", "start: glow");
    fs::write(desk.path("trees/home/lamp.yaml"), changed).unwrap();
    let ran = desk.run(&["resume"], "3\n:trail\n");
    assert!(ran.out.contains("How many lamps?") && !ran.out.contains("bulbs"), "{}", ran.out);
    assert!(ran.out.contains("1  Is there any light? – Yes, a little"), "{}", ran.out);
    assert_eq!(ran.talk, "");
    // Without the folder it still goes on, and a new case takes the new trees.
    let empty = desk.path("none");
    fs::create_dir(&empty).unwrap();
    fs::write(Path::new(&empty).join("fuse.yaml"), FUSE).unwrap();
    let ran = desk.run(&["resume", "--trees", &empty], ":back\n");
    assert!(ran.out.contains("How many lamps?"), "{}", ran.out);
    let ran = desk.run(&["run", "lamp", "--case", "T-2"], "1\n");
    assert!(ran.out.contains("How many bulbs?"), "{}", ran.out);
}

#[test]
fn somebody_who_wants_a_person_at_once_has_a_case_too() {
    let desk = Desk::new();
    let ran = desk.run(&["--case", "T-1", "--lang", "en"], "it is all broken\n:human\nAda\n");
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert_eq!(desk.state_of("T-1"), "escalated");
    let ran = desk.run(&["case", "show", "T-1"], "");
    assert!(ran.out.contains("In their own words: it is all broken"), "{}", ran.out);
    let ran = desk.run(&["--case", "T-2"], ":human\n");
    assert_eq!((ran.code, desk.listed().len()), (3, 1), "nothing was told yet");
}

#[test]
fn dialogues_of_programs_are_cases_too() {
    let desk = Desk::new();
    let ran = desk.run(&["run", "lamp", "--case", "T-1", "--format", "json"], "{\"answer\":\"yes\"}\n");
    assert_eq!(ran.code, 3, "{}", ran.out);
    let case = &desk.listed()[0];
    assert_eq!((case["state"].as_str(), case["channel"].as_str()), (Some("parked"), Some("program")));
    let ran = desk.run(&["resume", "--format", "json", "--lang", "de"], "{\"number\":3}\n");
    let first = ran.out.lines().next().unwrap();
    assert!(first.contains("Wie viele Lampen?"), "{}", ran.out);
    assert_eq!(desk.run(&["resume"], ":trail\n").out.matches("How many lamps? – 3").count(), 1);
}

#[test]
fn without_a_usable_store_people_are_helped_all_the_same() {
    let desk = Desk::new();
    let mut command = desk.command(&["run", "lamp", "--lang", "de"]);
    // A file where a folder would have to be.
    command.env_remove("LOTSE_STORE").env("HOME", "/dev/null/x").env("XDG_DATA_HOME", "/dev/null/x");
    let ran = run_command(command, b"2\n\nja\n");
    assert_eq!(ran.code, 0, "{}", ran.talk);
    assert_eq!(ran.talk.matches("wird nicht aufbewahrt").count(), 1, "{}", ran.talk);
    let ran = desk.run(&["run", "lamp", "--store", "/dev/null/x/cases.db"], "2\n\nyes\n");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.talk);
    assert!(ran.talk.starts_with("error: `/dev/null/x/cases.db`: "), "{}", ran.talk);
    let ran = desk.run(&["run", "lamp", "--store", "none"], "1\n:cases\n:park\n");
    assert!(ran.out.contains("Cases are not kept here."), "{}", ran.out);
}

#[test]
fn a_store_that_was_named_is_named_again() {
    let desk = Desk::new();
    let store = desk.path("my cases.db");
    let ran = desk.run(&["run", "lamp", "--case", "T-1", "--store", &store], "1\n");
    let shown = ran.out.replace('\n', "").replace("  ", " ");
    assert!(shown.contains("lotse resume T-1 --store '"), "{}", ran.out);
    let mut command = desk.command(&["run", "lamp", "--case", "T-9"]);
    command.env("LOTSE_STORE", "").env("XDG_DATA_HOME", desk.path("data"));
    let ran = run_command(command, b"1\n");
    assert!(ran.out.ends_with("lotse resume T-9\n"), "{}", ran.out);
    assert!(Path::new(&desk.path("data/lotse/cases.db")).exists());
}

/// Walks the small tree where no file may grow beyond some blocks.
fn with_a_full_disk(desk: &Desk, store: &str) -> Ran {
    let script = format!(
        "trap '' XFSZ; ulimit -f 300; exec {} run lamp --trees {} --case T-1 {store}",
        env!("CARGO_BIN_EXE_lotse"),
        desk.path("trees")
    );
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &script]).env_clear().env("LANG", "en_US.UTF-8").env("XDG_DATA_HOME", desk.path("data"));
    run_command(command, b"2\n\nyes\n")
}

#[test]
fn a_full_disk_is_said_once_and_people_are_helped() {
    let desk = Desk::new();
    let ran = with_a_full_disk(&desk, "");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.talk);
    assert_eq!((ran.out.clone() + &ran.talk).matches("This case is not kept").count(), 1, "{}{}", ran.out, ran.talk);
    assert!(ran.out.contains("Fixed."), "{}", ran.out);
    // A store that was named must not fail.
    let ran = with_a_full_disk(&desk, &format!("--store {}", desk.path("cases.db")));
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.talk);
    assert!(!ran.out.contains("Fixed."), "{}", ran.out);
}

#[test]
fn times_add_up_and_pauses_are_left_out() {
    let desk = Desk::new();
    let shelf = {
        let mut shelf = lotse::library::Shelf::built_in();
        shelf.add(Path::new(&desk.path("trees"))).unwrap();
        shelf
    };
    let loaded = shelf.load(&["lamp".into()]);
    let stamp = |now: i64, spent: u64| lotse::casebook::Stamp {
        now: lotse::store::Moment(now),
        spent,
        agent: Some("Ann".to_owned()),
        channel: lotse::casebook::Channel::Terminal,
        lang: lotse::base::Lang::EN,
        voice: "agent",
    };
    let mut book = lotse::casebook::Casebook::new(lotse::store::open("memory").unwrap(), None);
    let mut session = crate::support::begin(&loaded.sealed, "lamp");
    let number = lotse::case::Number::parse("T-1").unwrap();
    session.input(crate::support::input("yes")).unwrap();
    let mut kept = book.begin(&number, &shelf, &session, None, &stamp(10_000, 7_000)).unwrap();
    book.handle(&mut kept, &lotse::case::Handling::Parked, None, &stamp(20_000, 9_000)).unwrap();
    book.handle(&mut kept, &lotse::case::Handling::Resumed, None, &stamp(9_000_000, 9_000)).unwrap();
    session.input(crate::support::input("=3")).unwrap();
    book.keep(&mut kept, &session, &stamp(9_004_000, 4_000)).unwrap();
    let opened = book.open(&number, &shelf).unwrap();
    assert_eq!(opened.case.spent, 11_000);
    assert_eq!(opened.turns, session.turns());
    let told: Vec<(String, u64)> = lotse::casebook::story(&opened, &lotse::words::Words::new(lotse::base::Lang::EN))
        .into_iter()
        .filter(|line| line.spent != 0)
        .map(|line| (line.said.tell(&lotse::words::Words::new(lotse::base::Lang::EN)), line.spent))
        .collect();
    let expected =
        [("Is there any light? – Yes, a little".to_owned(), 7_000), ("How many lamps? – 3".to_owned(), 4_000)];
    assert_eq!(told, expected);
}

#[test]
fn a_number_that_there_is_says_what_case_that_is() {
    let desk = Desk::new();
    desk.run(&["run", "lamp", "--case", "7K2-M4Q"], "1\n");
    let goes_on = desk.run(&["run", "lamp", "--case", "7k2-m4q"], ":trail\n");
    assert!(goes_on.out.contains("Is there any light? – Yes"), "{}{}", goes_on.out, goes_on.talk);
    assert_eq!(desk.listed().len(), 1, "the same tree, unfinished: it is the same case");
    let new = Folder::new().file("new.yaml", FUSE).file("lamp.yaml", LAMP).file("words.yaml", WORDS);
    let run = |tree: &str| desk.run(&["run", tree, "--case", "7K2-M4Q", "--trees", new.path()], "");
    let other = run("new");
    let talk = other.talk.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(talk.starts_with("error: case 7K2-M4Q exists already: `lamp`, since 20"), "{talk}");
    assert!(talk.contains(", parked, with trees that have no `new` help: "), "{talk}");
    for remedy in ["lotse resume 7K2-M4Q", "lotse case move 7K2-M4Q", "name another number or leave out --case"] {
        assert!(talk.contains(remedy), "{remedy}: {talk}");
    }
    assert_eq!(other.code, 2);
    desk.run(&["resume", "7K2-M4Q"], ":back\n2\n\nyes\n");
    assert_eq!(desk.state_of("7K2-M4Q"), "fixed");
    let ended = desk.run(&["run", "lamp", "--case", "7K2-M4Q"], "").talk;
    let ended = ended.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        ended.contains("`lamp`, since 20") && ended.contains(", fixed help: it goes on after: lotse case"),
        "{ended}"
    );
}

//! What a new author stumbled over who had nothing but the guide and the program: it must not happen again.

use std::fs;

use crate::program::{Folder, Ran, program, run};

/// A sound tree that uses a role, a fact and a part of its own folder.
const KETTLE: &str = "format: 1
title: {en: Kettle}
symptoms: {en: [the kettle is cold]}
reviewed: 2026-11-23
causes: {lid: {name: {en: The lid was open}}}
start: socket
steps:
  socket:
    call: socket
    exits: {live: lid, dead: help}
  lid:
    do: {en: Close the lid.}
    cause: lid
    solved: warm
    else: help
  warm: {fix: lid, note: {en: Mind the lid.}}
  help:
    escalate: caretaker
    collect: [room]
    because: {en: Somebody comes.}
";
const SOCKET: &str = "format: 1
title: {en: Power at the socket}
exits: [live, dead]
start: lamp
steps:
  lamp:
    ask: {en: Does a lamp work there?}
    answers: {yes: live, no: dead, unsure: dead}
  live: {exit: live}
  dead: {exit: dead}
";
const OWN_WORDS: &str = "format: 1
facts: {room: {name: {en: room}, ask: {en: In which room is it?}}}
roles: {caretaker: {name: {en: caretaker}}}
";

/// The kitchen of somebody, in the folder `trees` of a folder.
fn kitchen() -> Folder {
    Folder::new()
        .file("trees/kitchen/kettle.yaml", KETTLE)
        .file("trees/parts/socket.yaml", SOCKET)
        .file("trees/words.yaml", OWN_WORDS)
}

/// Runs the program as somebody who stands in a folder.
fn within(folder: &Folder, arguments: &[&str]) -> Ran {
    let output = program(arguments).current_dir(folder.path()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { out: text(output.stdout), talk: text(output.stderr), code: output.status.code().unwrap() }
}

/// A text without the ends of its lines.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn who_names_no_role_learns_which_there_are_and_where_one_is_declared() {
    let folder = kitchen().file("trees/words.yaml", OWN_WORDS.replace("caretaker", "gatekeeper"));
    let told = within(&folder, &["check", "--format", "json"]).out;
    for words in ["there is no role `caretaker`", "`roles`", "trees/roles.yaml", "`service-desk`", "lotse list roles"] {
        assert!(told.contains(words), "{words}:\n{told}");
    }
    let alone = within(&folder, &["check", "--alone", "--format", "json"]).out;
    assert!(alone.contains("name one that exists: `gatekeeper`\"") && !alone.contains("lotse list"), "{alone}");
}

#[test]
fn words_that_trees_may_use_are_listed() {
    let folder = kitchen();
    for (what, word, name) in [
        ("roles", "caretaker", "caretaker"),
        ("roles", "service-desk", "service desk"),
        ("facts", "room", "room"),
        ("facts", "contact", "name and call-back number"),
        ("warnings", "mains", ""),
        ("parts", "socket", "Power at the socket → live, dead"),
        ("checks", "net.gateway", ""),
        ("terms", "router", "router"),
    ] {
        let ran = within(&folder, &["list", what, "--trees", "trees"]);
        let row = ran.out.lines().find(|line| line.split_whitespace().next() == Some(word));
        assert!(row.is_some_and(|row| row.contains(name)), "{what} {word}:\n{}", ran.out);
    }
    let json = within(&folder, &["list", "roles", "--trees", "trees", "--format", "json"]).out;
    assert!(json.contains(r#"{"format":1,"kind":"role","id":"caretaker","name":"caretaker"}"#), "{json}");
    let german = within(&folder, &["list", "roles", "--lang", "de"]).out;
    assert!(german.contains("Feuerwehr"), "{german}");
}

#[test]
fn who_writes_in_one_language_is_not_asked_for_those_of_others() {
    let folder = kitchen();
    assert_eq!(within(&folder, &["check"]).talk, "checked 3 files: nothing found\n");
}

#[test]
fn the_folder_trees_is_pointed_out_where_it_is_not_looked_into() {
    let folder = kitchen();
    let run = within(&folder, &["run", "kettle"]);
    assert_eq!(
        run.talk,
        "error: there is no tree `kettle`\n  help: there is one in the folder `trees`: add --trees trees\n"
    );
    let list = within(&folder, &["list"]);
    let pointer = "the folder `trees` here is not looked into; add --trees trees for that\n";
    assert_eq!((list.talk.as_str(), list.code), (pointer, 0));
    assert_eq!(within(&folder, &["list", "--trees", "trees"]).talk, "");
}

#[test]
fn a_file_by_itself_is_read_with_the_folder_around_it() {
    let folder = kitchen();
    let check = within(&folder, &["check", "trees/kitchen/kettle.yaml"]);
    assert_eq!((check.out.as_str(), check.talk.as_str()), ("", "checked 1 file: nothing found\n"));
    // Without the name `trees` the shared words above it tell where the folder begins.
    fs::rename(folder.0.join("trees"), folder.0.join("old")).unwrap();
    let check = within(&folder, &["check", "old/kitchen/kettle.yaml"]);
    assert_eq!((check.out.as_str(), check.code), ("", 0));
    // What is wrong in a neighbour is not told.
    let folder = folder.file("old/kitchen/broken.yaml", "format: 1\n");
    assert_eq!(within(&folder, &["check", "old/kitchen/kettle.yaml"]).talk, "checked 1 file: nothing found\n");
    let folder = folder.file("new/kettle.yaml", KETTLE.replace("Close the lid.", "Shut the lid."));
    let diff = within(&folder, &["diff", "old/kitchen/kettle.yaml", "new/kettle.yaml"]);
    assert!(
        flat(&diff.out).contains("now reads “Shut the lid.” instead of “Close the lid.”"),
        "{}{}",
        diff.out,
        diff.talk
    );
    assert_eq!((diff.talk.as_str(), diff.code), ("", 0));
}

#[test]
fn the_tests_of_a_file_by_itself_are_run_and_nothing_is_called_passed_that_was_not() {
    let tests = "format: 1\nwalks:\n  dead:\n    answers: {socket.lamp: no}\n    ends: {escalate: caretaker}\n";
    let folder = kitchen().file("trees/kitchen/kettle.test.yaml", tests);
    let ran = within(&folder, &["test", "trees/kitchen/kettle.yaml"]);
    assert_eq!((ran.talk.as_str(), ran.code), ("ran 1 scenario of 1 tree: all passed\n", 0), "{}", ran.out);
    let broken = folder.file("trees/kitchen/kettle.yaml", KETTLE.replace("solved: warm", "solved: hot"));
    let ran = within(&broken, &["test", "trees/kitchen/kettle.yaml"]);
    let told = "ran 0 scenarios of 1 tree: nothing is proven by that; 1 error in test files above";
    assert_eq!((flat(&ran.talk).as_str(), ran.code), (told, 1), "{}", ran.out);
}

#[test]
fn a_broken_file_makes_no_word_unused() {
    let unread = kitchen().file("trees/kitchen/kettle.yaml", KETTLE.replace("exits: {live", "exits: live"));
    let told = within(&unread, &["check"]).out;
    assert!(told.contains("E001") && !told.contains("H222"), "{told}");
    let no_step =
        kitchen().file("trees/kitchen/kettle.yaml", KETTLE.replace("escalate: caretaker", "escalat: caretaker"));
    let told = within(&no_step, &["check"]).out;
    assert!(told.contains("E02") && !told.contains("H222"), "{told}");
}

#[test]
fn who_checks_nothing_learns_what_was_checked() {
    let folder = Folder::new();
    let ran = within(&folder, &["check"]);
    assert_eq!((ran.out.as_str(), ran.code), ("", 0));
    assert!(ran.talk.contains(" built-in files: nothing found\nthere is no folder `trees` here"), "{}", ran.talk);
}

#[test]
fn a_translation_is_told_once_and_a_change_of_words_with_its_language() {
    let ask = "    ask: {en: Does a lamp work there?}\n";
    let before = SOCKET.replace("answers: {yes: live", "answers: {yes: {text: {en: \"Yes, it shines\"}, next: live}");
    let german = before
        .replace("title: {en: Power at the socket}", "title: {en: Power at the socket, de: Strom an der Dose}")
        .replace(ask, "    ask: {en: Does a lamp work there?, de: Geht dort eine Lampe?}\n")
        .replace("{en: \"Yes, it shines\"}", "{en: \"Yes, it shines\", de: \"Ja, sie leuchtet\"}");
    let folder = Folder::new()
        .file("v1/parts/socket.yaml", &before)
        .file("v2/parts/socket.yaml", &german)
        .file("v3/parts/socket.yaml", german.replace("Ja, sie leuchtet", "Ja, sie geht"))
        .file("v4/parts/socket.yaml", german.replace("lamp work there", "lamp glow there"));
    let told = |old: &str, new: &str| -> Vec<String> {
        let ran = within(&folder, &["diff", old, new]);
        let text = ran.out.split("\n\n").next().unwrap_or_default();
        text.split("\n    - ").skip(1).map(flat).collect()
    };
    assert_eq!(told("v1", "v2"), ["German added"]);
    assert_eq!(told("v2", "v1"), ["German dropped"]);
    let words = told("v2", "v3").join("\n");
    assert!(words.contains("“Ja, sie geht” instead of “Ja, sie leuchtet”"), "{words}");
    assert!(words.contains("(in German)"), "{words}");
    // A change of words is not lost among the translations.
    let both = told("v1", "v4").join("\n");
    assert!(both.contains("German added") && both.contains("now reads “Does a lamp glow there?”"), "{both}");
}

#[test]
fn help_is_found_without_knowing_how_it_is_called() {
    let folder = kitchen();
    let walk = |extra: &[&str], typed: &str| {
        let arguments = ["run", "kettle", "--trees", &format!("{}/trees", folder.path()), "--case", "T-1"];
        run(&[&arguments, extra].concat(), typed).out
    };
    let refused = walk(&[], "perhaps\n");
    assert!(
        refused.contains("“perhaps” is none of the answers.") && refused.contains(":help shows what else"),
        "{refused}"
    );
    for word in ["help", "?", "Hilfe"] {
        assert!(walk(&[], &format!("{word}\n")).contains("These words work at every step:"), "{word}");
    }
    assert!(walk(&["--lang", "de"], "hilfe\n").contains("Diese Worte gelten bei jedem Schritt:"));
    let back = walk(&[], "yes\nback\n");
    assert_eq!(back.matches("Does a lamp work there?").count(), 2, "{back}");
    let human = walk(&[], "I want to talk to a human\n");
    assert!(human.contains("To let a person take over, type :human."), "{human}");
    assert!(walk(&[], "human\n\n").contains("Somebody takes over"), "the word alone is enough");
    // In a text of one's own every word is possible, but a cry for help is heard.
    let text = walk(&[], "no\nhelp\nthe kitchen\n");
    assert!(text.contains("These words work at every step:") && text.contains("room: the kitchen"), "{text}");
    let start = run(&["--case", "T-1"], "help\n").out;
    assert!(start.contains("These words work at every step:"), "{start}");
}

#[test]
fn what_a_loop_repeats_is_handed_over_once() {
    let tree = "format: 1\ntitle: Jam\nsymptoms: {en: [jam]}\ncauses: {jam: {name: Jam}}\nstart: pull\nsteps:\n  \
        pull: {do: Pull the sheet., time: 1 min, next: torn}\n  \
        torn:\n    ask: What is shown?\n    answers:\n      \
        jam: {text: Still a jam, next: {step: pull, times: 2, then: help}}\n      \
        ready: {text: Ready, next: clear}\n      unsure: help\n  \
        clear: {fix: jam, note: Good.}\n  help: {escalate: service-desk, because: Somebody looks.}\n";
    let folder = Folder::new().file("jam.yaml", tree);
    let ran = run(&["run", "jam", "--trees", folder.path(), "--case", "T-1"], "\njam\n\njam\n\njam\n");
    assert!(ran.out.contains("Still a jam (said) – 3 times"), "{}", ran.out);
    assert!(ran.out.contains("Pull the sheet. – done – 3 times"), "{}", ran.out);
    assert_eq!(ran.out.matches("(said)").count(), 1, "{}", ran.out);
}

#[test]
fn an_outline_names_its_warnings() {
    let folder = kitchen()
        .file("trees/kitchen/kettle.yaml", KETTLE.replace("    cause: lid\n", "    warn: [unsaved]\n    cause: lid\n"));
    let outline = within(&folder, &["show", "kettle", "--trees", "trees"]).out;
    assert!(outline.contains("(unsaved)"), "{outline}");
    let page = within(&folder, &["show", "kettle", "--trees", "trees", "--step", "lid"]).out;
    assert!(page.contains("(unsaved)"), "{page}");
}

#[test]
fn all_codes_are_listed() {
    let ran = run(&["explain"], "");
    assert!(ran.out.starts_with("E0") && ran.out.contains("\nE102  unknown-name\n"), "{}", ran.out);
    assert_eq!(ran.code, 0);
}

#[test]
fn ids_in_helps_stay_in_one_piece() {
    let folder = kitchen().file("trees/words.yaml", OWN_WORDS.replace("caretaker", "gatekeeper"));
    let told = within(&folder, &["check"]).out;
    assert!(told.contains("`service-operator`"), "{told}");
}

#[test]
fn too_little_coverage_is_told_by_tree() {
    let tests = "format: 1\nwalks:\n  dead:\n    answers: {socket.lamp: no}\n    ends: {escalate: caretaker}\n";
    let folder = kitchen().file("trees/kitchen/kettle.test.yaml", tests);
    let talk = within(&folder, &["test", "trees/kitchen", "--trees", "trees", "--min", "100"]).talk;
    assert!(talk.contains("`kettle`: scenarios take ") && talk.contains("at least 100 % are wanted"), "{talk}");
}

/// A file with a slip of the pen, the line that is marked, what is said and what is to be done.
type Slip = (&'static str, u32, &'static str, &'static str);

#[test]
fn slips_of_the_pen_are_shown_where_they_are() {
    let slips: &[Slip] = &[
        (
            "  a:\n    ask: Is it on?\n\tlook: Here.\n    answers: {yes: b, no: b, unsure: b}\n",
            7,
            "a tab stands in the indentation",
            "indent with blanks",
        ),
        (
            "  a:\n    ask: Is it on?\n    answers:\n      yes: {text: \"Yes, on\" next: b}\n      no: b\n",
            8,
            "text follows a closing quote",
            "write a comma",
        ),
        (
            "  a:\n   ask: Is it on?\n    look: Here.\n    answers: {yes: b, no: b}\n",
            6,
            "this line is indented less than those below it",
            "same column",
        ),
        (
            "  a:\n   ask: Is it on?\n    look: Here.\n",
            7,
            "this line is indented further than the one above",
            "same column",
        ),
        (
            "  a:\n    ask: Is it on?\n    answers: {yes: b, no: b, unsure: b\n  b: {escalate: x}\n",
            7,
            "this bracket is not closed",
            "closing bracket",
        ),
        (
            "  a:\n    escalate: x\n    collect: [contact, device\n    because: It is so.\n",
            7,
            "this bracket is not closed",
            "",
        ),
        (
            "  a:\n    ask Is it on?\n    answers: {yes: b, no: b}\n",
            6,
            "no `: ` follows the first word",
            "write a colon",
        ),
        ("  a:\n    do: Press it.\n    next:\n", 7, "this is nothing", "write it behind the colon"),
        ("  a:\n    do: - Press it.\n    next: b\n", 6, "a list cannot begin on the line of its key", "next line"),
        ("  a:\n    do: *now* press it.\n    next: b\n", 6, "a text that begins with `*` stands in quotes", "quote it"),
        ("  a:\n    do: Press it.\n    warn: smoke\n    next: b\n", 7, "this must be a list", "write `[smoke]`"),
    ];
    for (steps, line, message, help) in slips {
        let text = format!("format: 1\ntitle: T\nstart: a\nsteps:\n{steps}");
        let folder = Folder::new().file("a.yaml", &text);
        let told = run(&["check", folder.path(), "--format", "json"], "").out;
        let findings: Vec<serde_json::Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let found = findings.iter().find(|it| it["message"].as_str().unwrap().contains(message));
        let found = found.unwrap_or_else(|| panic!("{text}\n{message}:\n{told}"));
        assert_eq!(found["line"].as_u64(), Some(u64::from(*line)), "{text}\n{found}");
        assert!(found["help"].as_str().unwrap().contains(help), "{text}\n{found}");
    }
}

#[test]
fn who_forgets_the_brackets_around_the_only_warning_has_warned_all_the_same() {
    let risky = "format: 1\ntitle: T\nstart: a\nsteps:\n  a: {do: Press it., risk: safety, warn: smoke, next: b}\n  \
        b: {escalate: technician}\n";
    let folder = Folder::new().file("a.yaml", risky);
    let told = run(&["check", folder.path()], "").out;
    assert!(told.contains("E022") && !told.contains("E201"), "{told}");
}

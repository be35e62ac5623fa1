//! The command line: exact output, exit codes, and what goes wrong.

use std::{fs, os::unix::fs::symlink, process::Stdio};

use crate::program::{Folder, LAMP, WORDS, lamp, program, run, run_bytes};

#[test]
fn a_mistyped_tree_is_found() {
    let ran = run(&["run", "prn-no-outptu"], "");
    assert_eq!(ran.talk, "error: there is no tree `prn-no-outptu`\n  help: did you mean `prn-no-output`?\n");
    assert_eq!((ran.out.as_str(), ran.code), ("", 2));
    let far = run(&["run", "xyzzy"], "");
    assert_eq!(far.talk, "error: there is no tree `xyzzy`\n  help: `lotse list` shows all trees\n");
}

#[test]
fn what_fits_nothing_is_said_and_the_areas_are_offered() {
    let ran = run(&["--case", "T-1"], "xyzzy\n");
    assert!(ran.out.contains("\n  Nothing here fits these words.\n"), "{}", ran.out);
    assert!(ran.out.contains(" 1  Accounts and passwords\n"), "{}", ran.out);
    assert!(ran.out.contains("  Something else\n") && ran.out.contains("  Speak with a person\n\n>"), "{}", ran.out);
    assert_eq!(ran.code, 3);
    let found = run(&["find", "xyzzy"], "");
    assert!(found.talk.starts_with("Nothing here fits these words.\n"), "{}", found.talk);
    assert_eq!((found.out.as_str(), found.code), ("", 1));
}

#[test]
fn an_unreadable_file_is_named_and_the_others_work() {
    let folder = lamp().file("home/latin.yaml", b"format: 1\ntitle: Stra\xdfe\n");
    let secret = Folder::new().file("secret.yaml", LAMP);
    symlink(secret.0.join("secret.yaml"), folder.0.join("out.yaml")).unwrap();
    symlink(folder.0.join("nothing"), folder.0.join("gone.yaml")).unwrap();
    let ran = run(&["list", "--trees", folder.path()], "");
    assert_eq!(ran.code, 0, "{}", ran.talk);
    assert!(ran.out.contains("home\n  lamp"), "{}", ran.out);
    assert!(!ran.out.contains("secret"), "{}", ran.out);
    let talk = folder.hide(&ran.talk);
    for (file, message) in [
        ("DIR/gone.yaml", "there is nothing at this path"),
        ("DIR/home/latin.yaml", "byte 22 is no UTF-8 text"),
        ("DIR/out.yaml", "this link leads out of the folder of trees"),
    ] {
        assert!(talk.contains(file) && talk.contains(message), "{file}: {talk}");
    }
    assert!(talk.contains("help: save the file again with the encoding UTF-8"), "{talk}");
}

#[test]
fn a_broken_tree_is_named_and_the_others_work() {
    let folder = lamp().file("home/broken.yaml", LAMP.replace("next: count}", "next: cuont}"));
    let ran = run(&["run", "lamp", "--trees", folder.path(), "--case", "T-1"], "2\nok\nyes\n");
    assert!(ran.out.ends_with("Thank you for going through this step by step.\n"), "{}", ran.out);
    assert_eq!(ran.code, 0);
    assert_eq!(ran.talk, "", "nothing of what the walk does not come to");
    let listed = run(&["list", "--trees", folder.path()], "");
    assert!(listed.out.contains("lamp") && !listed.out.contains("broken"), "{}", listed.out);
    let talk = folder.hide(&listed.talk);
    assert!(talk.contains("DIR/home/broken.yaml") && talk.contains("`cuont`"), "{talk}");
    let broken = run(&["run", "broken", "--trees", folder.path()], "");
    assert_eq!((broken.out.as_str(), broken.code), ("", 2));
    assert!(broken.talk.starts_with("error: the tree `broken` has errors\n"), "{}", broken.talk);
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let ran = run(&["list", "--trees", "nowhere"], "");
    let expected = "error: `nowhere`: there is nothing at this path\n  help: look at the spelling of the path\n";
    assert_eq!((ran.talk.as_str(), ran.code), (expected, 2));
}

#[test]
fn facts_are_read_as_their_kind_wants() {
    let folder = lamp();
    let with = |fact: &str| {
        let ran = run(&["run", "lamp", "--trees", folder.path(), "--fact", fact, "--case", "T-1"], "1\n");
        (ran.code, ran.talk, ran.out)
    };
    let (code, talk, _) = with("count=99");
    assert_eq!(code, 2);
    assert_eq!(talk, "error: `99` is no value of the fact `count`\n  help: This must lie between 1 and 20.\n");
    let (_, talk, _) = with("cuont=3");
    assert_eq!(talk, "error: there is no fact `cuont`\n  help: did you mean `count`?\n");
    let (_, talk, _) = with("os=winodws");
    assert!(talk.starts_with("error: `winodws` is no value of the fact `os`\n"), "{talk}");
    let (code, talk, out) = with("count=3");
    assert_eq!((code, talk.as_str()), (3, ""));
    assert!(out.contains("When was it bought?") && !out.contains("How many lamps?"), "{out}");
    assert_eq!(run(&["run", "lamp", "--fact", "count"], "").code, 2);
}

#[test]
fn a_folder_is_checked_on_top_of_what_is_built_in_or_alone() {
    let folder = lamp();
    let fine = run(&["check", folder.path()], "");
    assert_eq!((fine.talk.as_str(), fine.code), ("checked 2 files: 2 hints in 1 file\n", 0), "{}", fine.out);
    let broken = lamp().file("home/lamp.yaml", LAMP.replace("collect: [count", "collect: [os, cuont"));
    let ran = run(&["check", broken.path(), "--format", "json"], "");
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("cuont") && !ran.out.contains("`os`"), "{}", ran.out);
    let alone = run(&["check", "--alone", broken.path(), "--format", "json"], "");
    assert!(alone.out.contains("`os`"), "{}", alone.out);
    for line in alone.out.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(value.is_object(), "{line}");
    }
    let file = broken.0.join("home/lamp.yaml");
    assert_eq!(run(&["check", file.to_str().unwrap()], "").code, 1, "a single file is checked too");
}

#[test]
fn the_longest_run_is_told() {
    let tree = "format: 1\ntitle: Two\nsymptoms: {en: [two]}\ncauses: {c: {name: It}}\nstart: a\nsteps:\n  \
        a: {ask: Is it on?, time: 30 s, answers: {yes: done, no: b, unsure: b}}\n  \
        b: {do: Press., time: 2 min, cause: c, solved: done, else: {step: a, times: 2, then: done}}\n  \
        done: {fix: c, note: Good.}\n";
    let folder = Folder::new().file("two.yaml", tree);
    let ran = run(&["check", "--alone", "--runs", folder.path()], "");
    assert_eq!(ran.out, "two: at most 3 questions, 3 instructions, 8 min\n", "{}", ran.talk);
    let json = run(&["check", "--alone", "--runs", "--format", "json", folder.path()], "");
    assert_eq!(json.out, "{\"format\":1,\"tree\":\"two\",\"questions\":3,\"instructions\":3,\"minutes\":8}\n");
    let folder = folder.file("three.yaml", tree).file("words.yaml", WORDS);
    let file = folder.0.join("two.yaml");
    let ran = run(&["check", "--alone", "--runs", file.to_str().unwrap()], "");
    assert_eq!(ran.out.lines().map(|line| line.split(':').next().unwrap()).collect::<Vec<_>>(), ["two"], "{}", ran.out);
}

#[test]
fn a_later_folder_replaces_a_tree() {
    let folder = lamp();
    let other = Folder::new().file("home/lamp.yaml", LAMP.replace("The lamp is dark", "The lamp is green"));
    let ran = run(&["list", "--trees", folder.path(), "--trees", other.path()], "");
    assert!(ran.out.contains("The lamp is green") && !ran.out.contains("The lamp is dark"), "{}", ran.out);
}

#[test]
fn a_reader_who_goes_away_is_no_fault() {
    let mut child = program(&["list"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}

#[test]
fn a_full_disk_is_said() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = program(&["list"]).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("error: writing failed"));
}

#[test]
fn a_finding_is_explained() {
    let ran = run(&["explain", "E031"], "");
    assert!(ran.out.starts_with("E031 declared-twice (error)\n\nTwo files declare"), "{}", ran.out);
    assert_eq!(
        run(&["explain", "declared-twcie"], "").talk,
        "error: there is no such code\n  help: did you mean `E031`?\n"
    );
}

#[test]
fn the_language_is_the_one_asked_for_then_the_system_s() {
    let german = program(&["list"]).env("LANG", "de_DE.UTF-8").output().unwrap();
    assert!(String::from_utf8(german.stdout).unwrap().contains("Drucken\n"));
    let asked = program(&["list", "--lang", "en"]).env("LC_ALL", "de_DE.UTF-8").output().unwrap();
    assert!(String::from_utf8(asked.stdout).unwrap().contains("Printing\n"));
    assert_eq!(run(&["list", "--lang", "fr"], "").code, 2);
}

#[test]
fn programs_walk_by_lines_of_json() {
    let folder = lamp();
    let typed = r#"{"answer":"nope"}
not json
{"anser":"no"}
{"answer":"no"}
{"answer":"yes"}
{"acknowledge":true}
{"back":true}
{"answer":"unsure"}
{"answer":"unsure"}
{"note":"in a hurry"}
{"fact":{"name":"count","value":3,"measured":true}}
{"outcome":"not-worked"}
{"text":"Ada"}
"#;
    let arguments = ["run", "lamp", "--trees", folder.path(), "--case", "T-1", "--format", "json"];
    let ran = run(&arguments, typed);
    assert_eq!((ran.talk.as_str(), ran.code), ("", 1));
    let lines: Vec<serde_json::Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<&str> = lines.iter().map(|it| it["view"].as_str().or(it["rejected"].as_str()).unwrap()).collect();
    let expected = [
        "question",
        "no-such-answer",
        "not-understood",
        "not-understood",
        "warning",
        "acknowledge-first",
        "instruction",
        "question",
        "question",
        "instruction",
        "instruction",
        "instruction",
        "collect",
        "ended",
    ];
    assert_eq!(kinds, expected, "{}", ran.out);
    assert!(lines.iter().all(|it| it["format"] == 1));
    assert_eq!(lines[1]["possible"], serde_json::json!(["yes", "no", "unsure"]));
    let hand_over = &lines.last().unwrap()["ended"]["hand-over"];
    assert_eq!(hand_over["role"], "the light desk");
    assert_eq!(hand_over["urgency"], "soon");
    assert_eq!(hand_over["details"][0]["value"], "Ada");
    assert_eq!(
        hand_over["details"][1],
        serde_json::json!({
            "id": "count", "name": "number of lamps", "value": "3", "origin": "measured", "private": false
        })
    );
    assert_eq!(hand_over["tried"][0]["result"], "did not help");
    assert_eq!(hand_over["notes"], serde_json::json!(["in a hurry"]));
    assert_eq!(hand_over["warnings"], serde_json::json!(["A hot bulb"]));
}

/// Says what of a text a terminal would obey.
fn harmful(text: &str) -> Vec<char> {
    text.chars()
        .filter(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .collect()
}

#[test]
fn no_control_byte_comes_out_whatever_goes_in() {
    let payloads = fs::read_to_string("tests/it/hostile/terminal-escapes.jsonl").unwrap();
    let payloads: Vec<String> = payloads
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["payload"].as_str().unwrap().to_owned())
        .collect();
    assert!(payloads.len() > 20, "the list is there");
    let folder = lamp();
    let everywhere = payloads.iter().map(|it| format!("{it}\n:note {it}\n:change {it}\n:{it}\n"));
    let collected = payloads.iter().map(|it| format!("{it}\n"));
    let middle = std::iter::once("no\nok\nno\n".to_owned());
    let typed: String = everywhere.chain(middle).chain(collected).collect();
    let object = |key: &str, it: &String| serde_json::json!({ key: it }).to_string() + "\n";
    let objects = payloads.iter().flat_map(|it| ["note", "answer", "change", "outcome", it].map(|key| object(key, it)));
    let middle = ["{\"answer\":\"no\"}", "{\"acknowledge\":true}", "{\"outcome\":\"not-done\"}", "{\"unknown\":true}"];
    let last = object("text", &payloads.concat().chars().filter(|c| *c != '\0').take(50).collect());
    let lines: String = objects.chain(middle.map(|it| format!("{it}\n"))).chain([last]).collect();
    let ran = run(&["run", "lamp", "--trees", folder.path(), "--case", "T-1", "--format", "json"], &lines);
    assert_eq!(
        (harmful(&ran.out), ran.code),
        (Vec::<char>::new(), 1),
        "{}",
        ran.out.lines().last().unwrap_or_default()
    );
    for extra in [&["--format", "json"][..], &["--as", "agent", "--lang", "de"], &["--color", "never"]] {
        let mut arguments = vec!["run", "lamp", "--trees", folder.path(), "--case", "T-1"];
        arguments.extend(extra);
        let ran = run(&arguments, &typed);
        assert_eq!(harmful(&ran.out), [char::MIN; 0], "{extra:?}");
        assert_eq!(harmful(&ran.talk), [char::MIN; 0], "{extra:?}");
    }
    let together = payloads.concat().replace('\0', "");
    let named = format!("{}=1", together.replace('=', ""));
    for arguments in [&["explain", &together][..], &["find", &together], &["run", "lamp", "--fact", &named]] {
        let mut all = arguments.to_vec();
        all.extend(["--trees", folder.path()]);
        let ran = run(&all, "");
        assert_eq!(harmful(&(ran.out + &ran.talk)), [char::MIN; 0], "{arguments:?}");
    }
    for payload in payloads.iter().filter(|it| !it.contains('\0')) {
        let fact = format!("count={payload}");
        for arguments in [
            &["run", "lamp", "--fact", &fact, "--trees", folder.path()][..],
            &["run", "lamp", "--case", payload],
            &["run", payload],
            &["--trees", payload, "list"],
        ] {
            let ran = run(arguments, "");
            assert_eq!(harmful(&(ran.out + &ran.talk)), [char::MIN; 0], "{arguments:?}");
        }
    }
}

#[test]
fn hostile_trees_and_file_names_are_harmless() {
    let payloads = fs::read_to_string("tests/it/hostile/terminal-escapes.jsonl").unwrap();
    let mut folder = lamp();
    for (number, line) in payloads.lines().enumerate() {
        let payload = serde_json::from_str::<serde_json::Value>(line).unwrap()["payload"].clone();
        // JSON text is YAML text, escapes included.
        let tree = LAMP.replace("en: The lamp is dark", &format!("en: {payload}"));
        let tree = tree.replace("en: Is there any light?", &format!("en: {payload}"));
        folder = folder.file(&format!("home/h{number}.yaml"), tree);
        let name: String = payload.as_str().unwrap().chars().filter(|c| !matches!(c, '/' | '\0')).take(40).collect();
        let broken = format!("format: 1\ntitle: {payload}\n{payload}: 1\n");
        folder = folder.file(&format!("home/{name}.yaml"), broken);
    }
    for format in ["text", "json"] {
        for arguments in [["check", folder.path()], ["list", "--lang=en"]] {
            let mut all = arguments.to_vec();
            all.extend(["--trees", folder.path(), "--format", format]);
            let ran = run(&all, "");
            assert_eq!(harmful(&ran.out), [char::MIN; 0], "{all:?}");
            assert_eq!(harmful(&ran.talk), [char::MIN; 0], "{all:?}");
        }
    }
}

#[test]
fn lines_that_are_no_text_or_too_long_are_answered() {
    let folder = lamp();
    let mut typed = b"\xff\xfe\n".to_vec();
    typed.extend(vec![b'x'; 3_000_000]);
    typed.extend(b"\n2\nok\nyes\n");
    let ran = run_bytes(&["run", "lamp", "--trees", folder.path(), "--case", "T-1"], &typed);
    assert!(ran.out.contains("This line is no readable text. Type it again."), "{}", ran.out);
    assert!(ran.out.contains("This line is too long."), "{}", ran.out);
    assert_eq!(ran.code, 0);
}

/// Every command shows the options that it has a use for, and refuses the others in words, wherever they stand.
#[test]
fn options_stand_where_they_work() {
    let help = run(&["check", "--help"], "").out;
    assert!(help.contains("--trees") && !help.contains("--as") && !help.contains("--record"), "{help}");
    let help = run(&["run", "--help"], "").out;
    assert!(["--as", "--fact", "--case", "--record", "--format"].iter().all(|option| help.contains(option)), "{help}");
    let words = "`lotse check` has no use for `--as`; it belongs to `lotse` alone, `lotse run`";
    for line in [&["--as", "agent", "check"], &["check", "--as", "agent"]] {
        let ran = run(line, "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{line:?}");
        assert!(ran.talk.contains(words), "{}", ran.talk);
    }
    assert_eq!(run(&["explain", "E101", "--fact", "os=windows"], "").code, 2);
    assert_eq!(run(&["explain", "E101", "--color", "never"], "").code, 0);
    let lamp = lamp();
    let before = run(&["--as", "agent", "--lang", "en", "--trees", lamp.path(), "run", "lamp"], "");
    let behind = run(&["run", "lamp", "--as", "agent", "--lang", "en", "--trees", lamp.path()], "");
    assert!(before.out.contains("  SAY ") && behind.out.contains("  SAY "), "{}{}", before.out, behind.out);
}

#[test]
fn what_has_to_be_read_again_is_listed() {
    let head = "format: 1\ntitle: It\nsymptoms: {en: [it]}\n";
    let rest = "start: a\nsteps: {a: {escalate: vendor}}\n";
    let folder = Folder::new()
        .file("home/fresh.yaml", format!("{head}reviewed: 2026-11-23\nreview-by: 2027-11-23\n{rest}"))
        .file("home/old.yaml", format!("{head}reviewed: 2024-05-01\n{rest}"))
        .file("home/never.yaml", format!("{head}{rest}"));
    let ran = run(&["check", "--stale=2026-11-23", folder.path()], "");
    assert_eq!(ran.out, "never  never read\nold    read 2024-05-01, due 2025-05-01, 571 days late\n");
    assert_eq!(ran.talk, "looked at 3 trees and parts: 2 to be read again by 2026-11-23\n");
    assert_eq!(ran.code, 1);
    let ran = run(&["check", "--stale=2027-11-23", "--format", "json", folder.path()], "");
    assert!(
        ran.out.ends_with(
            "{\"format\":1,\"tree\":\"fresh\",\"reviewed\":\"2026-11-23\",\"due\":\"2027-11-23\",\"overdue_days\":0}\n"
        ),
        "{}",
        ran.out
    );
    let ran = run(&["check", "--stale=2026-11-23"], "");
    assert_eq!((ran.out.as_str(), ran.code), ("", 0), "every shipped tree names its day: {}", ran.talk);
    assert_eq!(run(&["check", "--stale=soon", folder.path()], "").code, 2);
}

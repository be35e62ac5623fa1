//! Recorded cases: what is written is read again, whatever happens to the file, the program or the trees.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::Path,
    process::{Child, Stdio},
};

use lotse::{
    base::Id,
    case::{
        Number,
        record::{Lost, RecordedCase, Records, Resolver, own_words_line, turn_line},
    },
    check::{self, Sealed},
    engine::{Event, Input, Passed, Session, View},
};
use proptest::prelude::*;

use crate::{
    generator::{Dice, Shelf},
    program::{Folder, LAMP, WORDS, lamp, program, run, run_bytes},
    properties::reply,
    support::{begin, give, property, read_all, sealed, shown},
};

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

/// Writes the turns of a case.
fn written(session: &Session<'_>, case: &str) -> String {
    let library = session.library().library();
    let turns = session.turns().iter();
    (1..).zip(turns).map(|(at, turn)| turn_line(library, &number(case), at, turn)).collect()
}

/// The only case of a record.
fn only<'r, 't>(records: &'r Records<'t>) -> &'r RecordedCase<'t> {
    assert_eq!(records.cases().len(), 1, "{records:?}");
    &records.cases()[0]
}

fn lamp_library() -> Sealed {
    sealed(&[("home/lamp.yaml", LAMP), ("words.yaml", WORDS)])
}

#[test]
fn every_kind_of_turn_comes_back() {
    let library = lamp_library();
    let mut session = begin(&library, "lamp");
    let _first = session.input(Input::Choose(Id::new("unsure"))).unwrap();
    give(&mut session, "yes =3 @2026-01-02 \"A12\" &kitchen&bath ok");
    session.input(Input::Note("in a hurry \u{202e}\u{1b}[2J\n\"".into())).unwrap();
    give(&mut session, "human ? back back - back / ?");
    let text = written(&session, "T/1#a");
    assert_eq!(text.lines().count(), session.turns().len(), "one line a turn");
    let records = Records::read(text.as_bytes());
    let recorded = only(&records).read();
    assert_eq!(recorded.problems(), []);
    let replay = Resolver::new(library.library()).replay(&recorded);
    assert_eq!(replay.lost, []);
    assert_eq!(replay.turns, session.turns());
    assert_eq!(shown(&Session::replay(&library, replay.turns)), shown(&session));
}

#[test]
fn the_form_of_the_lines_is_kept() {
    let library = lamp_library();
    let mut session = begin(&library, "lamp");
    give(&mut session, "yes =2.5 @2026-01-02");
    let text = own_words_line(&number("T-1"), "so dark") + &written(&session, "T-1");
    let expected = r#"{"format":1,"case":"T-1","turn":0,"private":true,"event":{"own-words":"so dark"}}
{"format":1,"case":"T-1","turn":1,"event":{"started":{"tree":"lamp","today":"2026-11-23"}}}
{"format":1,"case":"T-1","turn":2,"event":{"fact":{"name":"voice","value":{"choice":"customer"},"origin":"known-before"}}}
{"format":1,"case":"T-1","turn":3,"event":{"replied":{"at":"lamp:light","reply":{"chosen":"yes"}}}}
{"format":1,"case":"T-1","turn":4,"event":{"replied":{"at":"lamp:count","reply":{"number":2.5}}}}
{"format":1,"case":"T-1","turn":5,"event":{"replied":{"at":"lamp:bought","reply":{"day":"2026-01-02"}}}}
"#;
    assert_eq!(text, expected);
    let recorded = Records::read(text.as_bytes()).cases()[0].read();
    assert_eq!((recorded.own_words(), recorded.next()), (Some("so dark"), 6));
}

#[test]
fn what_is_private_is_marked_and_can_be_left_out() {
    let library = lamp_library();
    let mut session = begin(&library, "lamp");
    give(&mut session, "no ok - ? \"Ada\"");
    session.input(Input::Note("she cried".into())).unwrap();
    let text = written(&session, "T-1");
    let private: Vec<&str> = text.lines().filter(|line| line.contains("\"private\":true")).collect();
    assert_eq!(private.len(), 2, "{private:?}");
    assert!(private[0].contains("Ada") && private[1].contains("she cried"), "{private:?}");
    let public: String = text.lines().filter(|line| !private.contains(line)).flat_map(|line| [line, "\n"]).collect();
    assert!(!public.contains("Ada") && !public.contains("cried"));
    let records = Records::read(public.as_bytes());
    let replay = Resolver::new(library.library()).replay(&only(&records).read());
    assert_eq!(shown(&Session::replay(&library, replay.turns)), "collect name +0", "it is only asked again");
}

#[test]
fn what_a_library_does_not_have_is_reported() {
    let library = lamp_library();
    let mut session = begin(&library, "lamp");
    give(&mut session, "yes =3 @2026-01-02 \"A12\" &kitchen&bath ok - \"Ada\"");
    let text = written(&session, "T-1");
    let other = LAMP
        .replace("count}", "many}")
        .replace("  count:\n    ask", "  many:\n    ask")
        .replace("next: count", "next: many")
        .replace("kitchen: {text: {en: Kitchen, de: Küche}, next: screw}", "cellar: screw")
        .replace("bath: {text: {en: Bath, de: Bad}, next: screw}", "roof: screw")
        .replace("warn: [hot]", "warn: [heat]")
        .replace("max: 20}\n    fact", "max: 2}\n    fact");
    let words = WORDS.replace("  hot:", "  heat:").replace("  name:", "  who:").replace("[name]", "[who]");
    let other = other.replace("collect: [count, name]", "collect: [count, who]");
    let library = sealed(&[("home/lamp.yaml", &other), ("words.yaml", &words)]);
    let records = Records::read(text.as_bytes());
    let replay = Resolver::new(library.library()).replay(&only(&records).read());
    let said: Vec<String> = replay.lost.iter().map(ToString::to_string).collect();
    let expected = [
        "there is no step `lamp:count`",
        "`lamp:rooms` does not take the answer `kitchen, bath`",
        "there is no warning `hot`",
        "there is no fact `name`",
    ];
    assert_eq!(said, expected);
    assert_eq!(shown(&Session::replay(&library, replay.turns)), "many", "the case goes on where it can");
    let gone = lamp_library();
    let elsewhere = text.replace("\"lamp", "\"torch").replace("lamp:", "torch:");
    let replay = Resolver::new(gone.library()).replay(&Records::read(elsewhere.as_bytes()).cases()[0].read());
    assert_eq!(replay.lost[0], Lost::Tree("torch".to_owned()));
}

proptest! {
    #![proptest_config(property(60))]

    #[test]
    fn random_cases_come_back(mut dice in Dice::strategy()) {
        let shelf = Shelf::sound(&mut dice);
        let (library, _, _) = read_all(&shelf.files());
        let (library, _) = check::seal(library, &[]);
        let mut session = begin(&library, "tree");
        for _ in 0..30 {
            let Some(input) = reply(&session, &mut dice) else { break };
            if session.input(input).is_err() {
                break;
            }
            if dice.one_in(5) {
                let _back = session.input(Input::Back).is_ok();
            }
        }
        let text = written(&session, "T-1");
        let records = Records::read(text.as_bytes());
        let replay = Resolver::new(library.library()).replay(&only(&records).read());
        prop_assert_eq!(&replay.lost, &[]);
        prop_assert_eq!(&replay.turns, session.turns());
    }
}

#[test]
fn a_record_is_read_wherever_it_is_torn() {
    let library = lamp_library();
    let mut session = begin(&library, "lamp");
    give(&mut session, "yes =3");
    let text = written(&session, "T-1");
    let last = text.trim_end().rfind('\n').unwrap() + 1;
    for cut in last + 1..text.len() {
        let records = Records::read(&text.as_bytes()[..cut]);
        let is_whole = cut == text.len() - 1;
        assert_eq!(records.torn(), (!is_whole).then_some(4), "cut at {cut}");
        assert_eq!(records.problems(), []);
        let turns = Resolver::new(library.library()).replay(&only(&records).read()).turns;
        assert_eq!(turns.len(), session.turns().len() - usize::from(!is_whole), "cut at {cut}");
    }
}

/// What the program says of a record that it is to go on with.
fn refusal(bytes: impl AsRef<[u8]>) -> String {
    let folder = lamp().file("cases.jsonl", bytes);
    let file = folder.0.join("cases.jsonl");
    let ran = run(&["run", "--resume", file.to_str().unwrap(), "--trees", folder.path()], "");
    assert_eq!((ran.out.as_str(), ran.code), ("", 2), "{}", ran.talk);
    // Where the lines are wrapped depends on the length of the path.
    folder.hide(&ran.talk.replace("\n  help: ", " HELP ").split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn hostile_records_are_refused_with_a_place() {
    let started = "{\"format\":1,\"case\":\"T-1\",\"turn\":1,\"event\":{\"started\":{\"tree\":\"lamp\",\"today\":\"2026-11-23\"}}}\n";
    for (bytes, told) in [
        (b"".to_vec(), "error: `DIR/cases.jsonl` holds no case HELP"),
        (b"not json\n".to_vec(), "error: DIR/cases.jsonl:1:2: this line is no JSON object HELP"),
        (b"{\"a\":1}\n".to_vec(), "error: DIR/cases.jsonl:1:7: this line is no turn of a case HELP"),
        (b"\xff\xfe\n".to_vec(), "error: DIR/cases.jsonl:1:1: this is no UTF-8 text HELP"),
        (
            started.replace("\"format\":1", "\"format\":2").into(),
            "error: DIR/cases.jsonl:1:1: the record has format 2, known is 1 HELP",
        ),
        (started.replace("T-1", "T\u{202e}1").into(), "error: DIR/cases.jsonl:1:1: this is no number of a case HELP"),
        (started.replace("lamp", "l\u{202e}\u{1b}[2Jamp").into(), "error: DIR/cases.jsonl:1:"),
        (started.replace("started", "exploded").into(), "error: DIR/cases.jsonl:1:"),
        (started.replace("lamp", "torch").into(), "error: there is no tree `torch`, in which case T-1 began HELP"),
        (started.replace("2026-11-23", "2026-11-99").into(), "error: the tree `lamp` has errors HELP"),
        (started.repeat(2).into(), "error: DIR/cases.jsonl:1:1: case T-1 has turn 1 twice HELP"),
        (
            format!("{{\"format\":1,\"case\":\"{}", "x".repeat(2_000_000) + "\n").into(),
            "error: DIR/cases.jsonl:1:1: this line has more than a million bytes",
        ),
        ("[".repeat(100_000).into(), "error: `DIR/cases.jsonl` holds no case HELP"),
    ] {
        let talk = refusal(&bytes);
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(120)]).into_owned();
        assert!(talk.starts_with(told), "{shown}\n{talk}");
        assert!(talk.contains(" HELP "), "{talk}");
        assert!(!talk.contains(['\u{202e}', '\u{1b}']), "{talk}");
    }
}

#[test]
fn a_case_goes_on_where_it_stopped() {
    let folder = lamp();
    let file = folder.0.join("cases.jsonl");
    let file = file.to_str().unwrap();
    let trees = ["--trees", folder.path()];
    let first = run(&[&["run", "lamp", "--record", file, "--case", "T-1"][..], &trees].concat(), "1\n4\n:note hm\n");
    assert_eq!(first.code, 3);
    assert!(first.out.contains("Case T-1 is kept."), "{}", first.out);
    let other = run(&[&["run", "lamp", "--record", file, "--case", "T-2"][..], &trees].concat(), "2\nok\nno\n\nAda\n");
    assert_eq!(other.code, 1, "{}{}", other.out, other.talk);
    let again = run(&[&["run", "lamp", "--record", file, "--case", "T-1"][..], &trees].concat(), "1\n");
    assert_eq!(again.code, 2);
    assert!(folder.hide(&again.talk).replace("\n  ", " ").contains("case T-1"), "{}", again.talk);
    // A power cut in the middle of a line.
    fs::OpenOptions::new().append(true).open(file).unwrap().write_all(b"{\"format\":1,\"ca").unwrap();
    let resumed = run(&[&["run", "--resume", file, "--case", "T-1"][..], &trees].concat(), "2020-01-01\n");
    assert_eq!(resumed.code, 3, "{}", resumed.talk);
    assert!(resumed.out.starts_with("The lamp is dark\n\n  When was it bought?"), "{}", resumed.out);
    let bytes = fs::read(file).unwrap();
    let records = Records::read(&bytes);
    assert_eq!((records.problems(), records.torn()), (&[][..], None));
    let library = lamp_library();
    let replayed = |case: &str| {
        let recorded = records.case(&number(case)).unwrap().read();
        assert_eq!(recorded.problems(), []);
        shown(&Session::replay(&library, Resolver::new(library.library()).replay(&recorded).turns))
    };
    assert_eq!((replayed("T-1"), replayed("T-2")), ("code".to_owned(), "escalated desk".to_owned()));
    let ended = run(&[&["run", "--resume", file, "--case", "T-2"][..], &trees].concat(), "");
    assert!(ended.out.contains("Hand-over T-2"), "{}", ended.out);
    assert_eq!(ended.code, 1);
    let unknown = run(&[&["run", "--resume", file, "--case", "T-9"][..], &trees].concat(), "");
    // The path is as long as the place where the test runs, and the line is folded.
    let talk = unknown.talk.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(folder.hide(&talk), "error: `DIR/cases.jsonl` has no case T-9 help: the last ones there are: T-2, T-1");
    let last = run(&[&["run", "--resume", file][..], &trees].concat(), "");
    assert!(last.out.contains("What is the code?"), "the case that was written last: {}", last.out);
}

#[test]
fn a_case_goes_on_in_a_changed_tree() {
    let folder = lamp();
    let file = folder.0.join("cases.jsonl");
    let file = file.to_str().unwrap().to_owned();
    let trees = ["--trees", folder.path()];
    let _first = run(&[&["run", "lamp", "--record", &file, "--case", "T-1"][..], &trees].concat(), "1\n4\n");
    let changed = LAMP.replace("next: count}", "next: lamps}").replace("  count:\n    ask", "  lamps:\n    ask");
    fs::write(folder.0.join("home/lamp.yaml"), changed).unwrap();
    let resumed = run(&[&["run", "--resume", &file][..], &trees].concat(), "7\n");
    let expected = "1 turn of case T-1 no longer fits the tree; what is missing is asked again:\n  - there is no step `lamp:count`\n";
    assert_eq!(resumed.talk, expected);
    assert!(resumed.out.contains("How many lamps?") && resumed.out.contains("When was it bought?"), "{}", resumed.out);
    let agent = run(&[&["run", "--resume", &file, "--as", "agent", "--format", "json"][..], &trees].concat(), "");
    assert!(agent.out.contains("When was it bought?"), "{}{}", agent.out, agent.talk);
}

#[test]
fn only_what_is_a_record_is_written_to() {
    let folder = lamp().file("notes.txt", "my notes\n");
    let notes = folder.0.join("notes.txt");
    for file in [notes.to_str().unwrap(), folder.path(), "/dev/null", "/nowhere/x.jsonl"] {
        let ran = run(&["run", "lamp", "--trees", folder.path(), "--record", file], "1\n");
        assert_eq!((ran.out.as_str(), ran.code), ("", 2), "{file}: {}", ran.talk);
        assert!(ran.talk.contains("\n  help: "), "{}", ran.talk);
    }
    assert_eq!(fs::read_to_string(notes).unwrap(), "my notes\n");
}

#[cfg(unix)]
#[test]
fn a_new_record_is_nobody_else_s_to_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = lamp();
    let file = folder.0.join("cases.jsonl");
    let _ran = run(&["run", "lamp", "--trees", folder.path(), "--record", file.to_str().unwrap()], "1\n");
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn two_programs_write_into_one_file() {
    let folder = lamp();
    let file = folder.0.join("cases.jsonl");
    let path = file.to_str().unwrap();
    let mut children: Vec<Child> = Vec::new();
    for case in ["T-1", "T-2", "T-3", "T-4"] {
        let arguments = ["run", "lamp", "--trees", folder.path(), "--record", path, "--case", case];
        let mut child = program(&arguments).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(b"1\n3\ntoday\nA1\n1,2\nok\nno\n\nAda\n").unwrap();
        children.push(child);
    }
    for mut child in children {
        assert_eq!(child.wait().unwrap().code(), Some(1));
    }
    let bytes = fs::read(file).unwrap();
    let records = Records::read(&bytes);
    assert_eq!((records.cases().len(), records.problems(), records.torn()), (4, &[][..], None));
    let library = lamp_library();
    for case in records.cases() {
        let turns = Resolver::new(library.library()).replay(&case.read()).turns;
        assert_eq!(shown(&Session::replay(&library, turns)), "escalated desk");
    }
}

/// Answers of the small tree for a program, the first of them leading to a question each.
const ORDERS: [&str; 8] = [
    r#"{"answer":"yes"}"#,
    r#"{"number":3}"#,
    r#"{"note":"slowly"}"#,
    r#"{"date":"2026-01-02"}"#,
    r#"{"text":"A12"}"#,
    r#"{"answers":["kitchen","bath"]}"#,
    r#"{"acknowledge":true}"#,
    r#"{"outcome":"not-worked"}"#,
];

/// Walks until the program is killed; returns how many orders were answered with a view.
fn walk_until_killed(folder: &Folder, file: &Path, case: &str, dice: &mut Dice) -> usize {
    let file = file.to_str().unwrap();
    let arguments = ["run", "lamp", "--trees", folder.path(), "--record", file, "--case", case, "--format", "json"];
    let mut child = program(&arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut output = BufReader::new(output);
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    let wanted = dice.below(ORDERS.len() + 1);
    for (number, order) in ORDERS.iter().enumerate() {
        if number == wanted {
            break;
        }
        input.write_all(order.as_bytes()).unwrap();
        input.write_all(b"\n").unwrap();
        // At the last one the kill comes while the program works.
        if number + 1 != wanted || dice.one_in(2) {
            output.read_line(&mut line).unwrap();
        } else {
            for _ in 0..dice.below(40_000) {
                std::hint::spin_loop();
            }
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    line.push_str(&rest);
    line.lines().filter(|line| line.ends_with('}')).count() - 1
}

#[test]
fn what_was_answered_before_a_question_was_shown_survives_a_kill() {
    let folder = lamp();
    let file = folder.0.join("cases.jsonl");
    let library = lamp_library();
    let mut dice = Dice::seeded(7);
    for round in 0..24 {
        let case = format!("T-{round}");
        let shown_views = walk_until_killed(&folder, &file, &case, &mut dice);
        let bytes = fs::read(&file).unwrap();
        let records = Records::read(&bytes);
        assert_eq!(records.problems(), []);
        let recorded = records.case(&number(&case)).expect("the case began before the first view").read();
        let replay = Resolver::new(library.library()).replay(&recorded);
        let orders =
            replay.turns.iter().filter(|turn| !matches!(turn.event, Event::Started { .. } | Event::Fact { .. }));
        assert!(shown_views <= orders.count(), "round {round}: {shown_views} views followed an order");
        let session = Session::replay(&library, replay.turns);
        let answered = session.state().trail().iter().filter(|it| matches!(it.passed, Passed::Replied(_))).count();
        assert!(!matches!(session.view(), View::NotStarted), "round {round}: {answered} answers");
    }
}

#[test]
fn a_full_disk_ends_the_dialogue_and_is_said() {
    // A file that may not grow: the limit of the shell for files, in blocks of 512 bytes or more.
    let folder = lamp();
    let file = folder.0.join("cases.jsonl");
    let script = format!(
        "trap '' XFSZ; ulimit -f 1; exec {} run lamp --trees {} --record {} --case T-1",
        env!("CARGO_BIN_EXE_lotse"),
        folder.path(),
        file.to_str().unwrap()
    );
    let mut child = std::process::Command::new("sh")
        .args(["-c", &script])
        .env_clear()
        .env("LANG", "en_US.UTF-8")
        .env("LOTSE_STORE", "none")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let typed = format!(":note {}\n", "x".repeat(40)).repeat(20);
    let _written = child.stdin.take().unwrap().write_all(typed.as_bytes()).is_ok();
    let output = child.wait_with_output().unwrap();
    let (out, talk) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(2), "{talk}");
    assert!(talk.starts_with("error: the case could not be recorded: "), "{talk}");
    let told = out.matches("Written down.").count();
    let bytes = fs::read(file).unwrap();
    let noted = String::from_utf8(bytes).unwrap().lines().filter(|line| line.contains("noted")).count();
    assert!(0 < told && told == noted, "{told} were told, {noted} stand in the file");
}

#[test]
fn bytes_that_are_no_text_do_not_get_in() {
    let folder = lamp();
    let file = folder.0.join("cases.jsonl");
    let typed = b"\xff\xfe\n1\n\x1b[2J\n3\n";
    let ran = run_bytes(&["run", "lamp", "--trees", folder.path(), "--record", file.to_str().unwrap()], typed);
    assert_eq!(ran.code, 3);
    let text = fs::read_to_string(file).unwrap();
    assert_eq!(text.lines().count(), 4, "{text}");
}

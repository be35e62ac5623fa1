//! What is private stays in its case: it stands in no output that leaves it, and after an erasure in no file.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::Stdio,
};

use crate::program::{Folder, Ran, program, run_command};

/// A tree that asks for everything that can be private.
const DOOR: &str = "format: 1
title: The door stays shut
symptoms: {en: [the door does not open]}
causes: {key: {name: The key was turned the wrong way}}
facts:
  badge: {name: badge, ask: Which name is on the badge?, input: {kind: text, max: 50}, private: true}
  lock: {name: kind of lock, input: {kind: text, max: 50}}
start: whose
steps:
  whose:
    ask: Whose door is it?
    input: {kind: text, max: 60, private: true}
    next: lock
  lock: {ask: Which lock is it?, input: {kind: text, max: 50}, fact: lock, next: turn}
  turn: {do: Turn the key to the left., cause: key, else: desk}
  desk: {escalate: desk, collect: [badge, name], because: The key does not fit.}
";

const WORDS: &str = "format: 1
facts:
  name: {name: name, ask: Who are you?, input: {kind: text, max: 50}, private: true}
roles: {desk: {name: the door desk}}
human: {role: desk, collect: [name]}
";

/// What is planted, each in another place where something private can stand.
const PLANTED: [&str; 7] = [
    // A private answer in words.
    "Quirin-Zwetschgenbaum",
    // A private fact, asked for at the hand-over.
    "Xaverl-Badgeling",
    // A private fact that was known before.
    "Ottilie-Wurzelsepp",
    // A note in the dialogue, and one from outside.
    "Blaukraut-Zwiebelrost",
    "Himbeer-Krautwickel",
    // How the person described the problem.
    "Kunigunde-Fallerin",
    // A private fact of a case that is not finished.
    "Leopold-Offenstein",
];

/// What leaves a case, or is told of many at once: the arguments, and what is typed.
///
/// A command that writes something about cases belongs here, or to [`IN_THE_CASE`] if it is for those who work on it.
const OUTPUTS: &[&[&str]] = &[
    &["case", "list"],
    &["case", "list", "--format", "json", "--limit", "0"],
    &["case", "list", "--agent", "else", "Quirin"],
    &["case", "replay", "--all"],
    &["case", "replay", "--all", "--format", "json"],
    &["case", "move", "--all", "--dry-run"],
    &["case", "move", "--all", "--dry-run", "--format", "json"],
    &["case", "erase", "--older-than", "0h", "--unfinished", "--dry-run"],
    &["case", "hand", "P-2", "Berta"],
    &["diff", "OLD", "NEW", "--alone", "--cases", "RECORD"],
    &["diff", "OLD", "NEW", "--alone", "--cases", "RECORD", "--format", "json"],
    &["store", "check"],
    &["store", "check", "--format", "json"],
    &["outbox", "list", "--all"],
    &["outbox", "list", "--all", "--format", "json"],
    &["stats"],
    &["stats", "steps"],
    &["stats", "answers", "--csv"],
    &["stats", "causes", "--format", "json"],
    &["stats", "agents"],
    &["document", "hand-over", "P-1"],
    &["document", "hand-over", "P-1", "--form", "markdown"],
    &["document", "hand-over", "P-1", "--form", "html"],
    &["document", "hand-over", "P-1", "--form", "json"],
    &["document", "letter", "P-3"],
    &["document", "letter", "P-3", "--form", "html"],
    &["document", "fault-report", "Abus"],
    &["document", "fault-report", "Abus", "--of", "P-1", "--of", "P-3", "--form", "json"],
    // Messages about what went wrong.
    &["resume", "P-9"],
    &["case", "show", "P-9"],
    &["case", "note", "P-9", "Himbeer"],
    &["resume", "P-1"],
    &["run", "door", "--fact", "name=Ottilie-Wurzelsepp-Ottilie-Wurzelsepp-Ottilie-Wurzelsepp-Ottilie"],
];

/// Commands that show a case to those who work on it, that write all of it where they are told to, or that know none.
const IN_THE_CASE: &[&str] = &[
    "run",
    "resume",
    "list",
    "find",
    "check",
    "schema",
    "test",
    "watch",
    "new",
    "import",
    "lsp",
    "explain",
    "show",
    "export",
    "case show",
    "case resume",
    "case note",
    "case close",
    "case reopen",
    "store backup",
    // Without --without-private; a test of its own looks at both.
    "store export",
    "store import",
    "store migrate",
    "outbox deliver",
    "outbox show",
    "outbox retry",
    "outbox drop",
];

/// A desk with three cases full of what is private: handed over, left open, fixed.
struct Desk(Folder);

impl Desk {
    fn new() -> Self {
        let folder = Folder::new().file("trees/door.yaml", DOOR).file("trees/words.yaml", WORDS);
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.0.join(name).to_str().unwrap().to_owned()
    }

    fn command(&self, arguments: &[&str]) -> std::process::Command {
        let mut command = program(arguments);
        if matches!(arguments[0], "run" | "resume" | "case" | "document") {
            command.args(["--trees", &self.path("trees")]);
        }
        command.env("LOTSE_STORE", self.path("cases.db"));
        command
    }

    fn run(&self, arguments: &[&str], typed: &str) -> Ran {
        run_command(self.command(arguments), typed.as_bytes())
    }

    fn planted() -> Self {
        let desk = Self::new();
        let (record, sent) = (desk.path("record.jsonl"), format!("file:{}", desk.path("sent")));
        fs::create_dir_all(desk.path("sent")).unwrap();
        let [whose, badge, name, note, noted, own, open] = PLANTED;
        let begun = desk.run(
            &["--trees", &desk.path("trees"), "--case", "P-1", "--record", &record, "--to", &sent],
            &format!("the door does not open since {own} dropped it\n1\n{whose}\nAbus\n:note {note} was here\nno\n{badge}\n{name}\n"),
        );
        assert_eq!(begun.code, 1, "{begun:?}");
        let added = desk.run(&["case", "note", "P-1", noted, "called"], "");
        assert_eq!(added.code, 0, "{added:?}");
        let known = format!("name={open}");
        let left =
            desk.run(&["run", "door", "--case", "P-2", "--fact", &known], &format!("{whose}\n:note {note}\nAbus\n"));
        assert_eq!(left.code, 3, "{left:?}");
        let fixed = desk.run(&["run", "door", "--case", "P-3"], &format!("{whose}\nAbus\nyes\n"));
        assert_eq!(fixed.code, 0, "{fixed:?}");
        desk
    }

    /// Everything that the store consists of.
    fn store(&self) -> Vec<u8> {
        ["cases.db", "cases.db-wal", "cases.db-shm"]
            .iter()
            .flat_map(|it| fs::read(self.path(it)).unwrap_or_default())
            .collect()
    }
}

/// Says which of the planted values stand in some bytes, however they are written.
fn found_in(bytes: &[u8]) -> Vec<&'static str> {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    PLANTED.into_iter().filter(|planted| planted.to_lowercase().split('-').any(|part| text.contains(part))).collect()
}

fn names_in(folder: &Path, names: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        names.push_str(path.to_str().unwrap());
        if path.is_dir() {
            names_in(&path, names);
        }
    }
}

#[test]
fn what_is_private_stands_in_no_output() {
    let desk = Desk::planted();
    // The probe itself: what is planted is there, and is found.
    assert_eq!(found_in(desk.run(&["case", "show", "P-1"], "").out.as_bytes()).len(), 6);
    assert_eq!(found_in(&desk.store()), PLANTED);
    assert!(!found_in(&fs::read(desk.path("record.jsonl")).unwrap()).is_empty());
    // With trees that have lost answers, there is most to say.
    fs::create_dir_all(desk.path("new")).unwrap();
    let new = DOOR
        .replace("  whose:\n", "  which:\n")
        .replace("start: whose", "start: which")
        .replace("Whose door", "Which door")
        .replace(
            "input: {kind: text, max: 60, private: true}",
            "answers: {front: {text: The front door, next: lock}, other: {text: Another one, next: lock}, unsure: lock}",
        );
    fs::write(desk.path("new/door.yaml"), &new).unwrap();
    fs::write(desk.path("new/words.yaml"), WORDS).unwrap();
    for arguments in OUTPUTS {
        let places = [("OLD", desk.path("trees")), ("NEW", desk.path("new")), ("RECORD", desk.path("record.jsonl"))];
        let named: Vec<String> = arguments
            .iter()
            .map(|it| places.iter().find(|(name, _)| name == it).map_or((*it).to_owned(), |(_, path)| path.clone()))
            .collect();
        let mut all: Vec<&str> = named.iter().map(String::as_str).collect();
        let folder = desk.path("new");
        if matches!(arguments, ["case", "move" | "replay", ..]) {
            all.extend(["--trees", &folder]);
        }
        let mut command = program(&all);
        if !all.contains(&"--trees") && matches!(all[0], "run" | "resume" | "case" | "document") {
            command.args(["--trees", &desk.path("trees")]);
        }
        command.env("LOTSE_STORE", desk.path("cases.db"));
        let ran = run_command(command, b"");
        assert!(!ran.talk.contains("Usage:"), "{arguments:?}: {ran:?}");
        let told = [ran.out.as_bytes(), ran.talk.as_bytes()].concat();
        let leaked = found_in(&told);
        assert!(leaked.is_empty(), "{arguments:?} tells {leaked:?}:\n{}{}", ran.out, ran.talk);
    }
    // What was sent without consent, and what files are called.
    let mut names = String::new();
    names_in(&desk.0.0, &mut names);
    assert_eq!(found_in(names.as_bytes()), [""; 0]);
    let mut sent = 0;
    for entry in fs::read_dir(desk.path("sent")).unwrap() {
        sent += 1;
        assert_eq!(found_in(&fs::read(entry.unwrap().path()).unwrap()), [""; 0]);
    }
    assert_eq!(sent, 1, "the hand-over was delivered");
}

/// The commands below one, as its help lists them.
fn commands_of(arguments: &[&str]) -> Vec<String> {
    let mut all = arguments.to_vec();
    all.push("--help");
    let help = run_command(program(&all), b"").out;
    let listed = help.split("Commands:\n").nth(1).unwrap_or_default();
    let lines = listed.lines().take_while(|line| line.starts_with("  "));
    lines
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next().filter(|it| !it.is_empty()).map(str::to_owned))
        .collect()
}

#[test]
fn every_command_is_looked_at() {
    let is_known = |name: &str| {
        IN_THE_CASE.contains(&name)
            || OUTPUTS.iter().any(|it| it.join(" ") == name || it.join(" ").starts_with(&format!("{name} ")))
    };
    let mut unknown = Vec::new();
    for name in commands_of(&[]) {
        let below =
            if is_known(&name) && IN_THE_CASE.contains(&name.as_str()) { Vec::new() } else { commands_of(&[&name]) };
        if below.is_empty() {
            unknown.extend(Some(name.clone()).filter(|name| !is_known(name)));
        }
        unknown.extend(below.into_iter().map(|it| format!("{name} {it}")).filter(|name| !is_known(name)));
    }
    assert_eq!(unknown, [""; 0], "name each in OUTPUTS, or in IN_THE_CASE if it is only for those who work on a case");
}

#[test]
fn what_was_erased_stands_in_no_file_and_the_rest_is_counted() {
    let desk = Desk::planted();
    // Somebody else is at work on another case all the while.
    let mut other = desk.command(&["run", "door", "--case", "P-4", "--format", "json"]);
    let mut other = other.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let (mut typed, mut views) = (other.stdin.take().unwrap(), BufReader::new(other.stdout.take().unwrap()));
    let mut line = String::new();
    views.read_line(&mut line).unwrap();
    typed.write_all(b"{\"text\":\"Somebody\"}\n").unwrap();
    views.read_line(&mut line).unwrap();

    let before = desk.run(&["case", "list", "--format", "json"], "").out.lines().count();
    let left = desk.run(&["case", "erase", "P-1"], "no\n");
    assert!(left.code == 1 && left.talk.contains("Nothing was erased."), "{left:?}");
    let dry = desk.run(&["case", "erase", "--older-than", "0h", "--dry-run"], "");
    assert!(dry.talk.contains("2 cases are as old and were never finished"), "{dry:?}");
    assert!(!found_in(&desk.store()).is_empty());
    let erased = desk.run(&["case", "erase", "P-1", "P-2", "P-3", "--yes"], "");
    assert_eq!(erased.code, 0, "{erased:?}");
    assert_eq!(found_in(&desk.store()), [""; 0], "while somebody else has the store open");
    drop(typed);
    other.wait().unwrap();

    assert_eq!(desk.run(&["case", "list", "--format", "json"], "").out.lines().count(), before);
    let checked = desk.run(&["store", "check"], "");
    assert_eq!(checked.code, 0, "{checked:?}");
    let shown = desk.run(&["case", "show", "P-1"], "").out;
    assert!(shown.contains("(erased)") && shown.contains("Turn the key to the left. – did not help"), "{shown}");
    assert!(shown.contains("What was private was erased"), "{shown}");
    // Nothing is left that could be erased by its age.
    let again = desk.run(&["case", "erase", "--older-than", "0h", "--dry-run"], "");
    assert!(again.talk.contains("There is nothing to erase."), "{again:?}");
    // What is still needed is asked again, and that is said.
    let resumed = desk.run(&["resume", "P-2"], "");
    assert!(resumed.out.contains("What was private in this case was erased."), "{}", resumed.out);
    assert!(resumed.out.contains("Whose door is it?"), "{}", resumed.out);
}

#[test]
fn what_looks_like_a_secret_is_not_kept_unasked() {
    let desk = Desk::new();
    // Left out of a note; typed anew as an answer; kept as it is, because it is none.
    let typed = "Anna\n:note her password is hunter2 they say\n1\nPIN: 836251\n2\nAbus\n:note password: Abus99\n3\n";
    let ran = desk.run(&["run", "door", "--case", "P-1"], typed);
    assert!(ran.out.contains("This looks like a password: hun…"), "{}", ran.out);
    assert!(ran.out.contains("This looks like a PIN or a code: 836…"), "{}", ran.out);
    let shown = desk.run(&["case", "show", "P-1"], "").out;
    assert!(shown.contains("her password is (left out) they say"), "{shown}");
    assert!(shown.contains("Which lock is it? – Abus") && shown.contains("password: Abus99"), "{shown}");
    let bytes = String::from_utf8_lossy(&desk.store()).into_owned();
    assert!(!bytes.contains("hunter2") && !bytes.contains("836251") && bytes.contains("Abus99"));
    // The description of the problem, in German.
    let typed = "Die Tür geht nicht auf, mein Passwort ist Hase#17x\n2\n";
    let ran = desk.run(&["--trees", &desk.path("trees"), "--lang", "de"], typed);
    assert!(ran.out.contains("Das sieht nach einem Passwort aus: Has…"), "{}", ran.out);
    // Notes from outside, and programs.
    let note = ["case", "note", "P-1", "the PIN is 4711"];
    let ran = desk.run(&note, "");
    assert_eq!(ran.code, 2);
    assert!(ran.talk.contains("error: this looks like a PIN or a code, which is not kept unasked"), "{}", ran.talk);
    assert_eq!(desk.run(&[&note[..], &["--insist"]].concat(), "").code, 0);
    let typed = "{\"text\":\"Anna\"}\n{\"text\":\"pw: hunter2\"}\n{\"text\":\"pw: hunter2\",\"insist\":true}\n";
    let ran = desk.run(&["run", "door", "--case", "P-2", "--format", "json"], typed);
    assert_eq!(ran.out.matches("looks-like-secret").count(), 1, "{}", ran.out);
    assert!(ran.out.lines().last().unwrap().contains("Turn the key"), "{}", ran.out);
}

#[test]
fn what_is_exported_is_for_the_owner_alone_and_can_be_without_what_is_private() {
    let desk = Desk::planted();
    let (whole, spared) = (desk.path("whole.jsonl"), desk.path("spared.jsonl"));
    let ran = desk.run(&["store", "export", "--out", &whole], "");
    assert!(ran.code == 0 && ran.talk.contains("private values are in it;"), "{ran:?}");
    let ran = desk.run(&["store", "export", "--out", &spared, "--without-private"], "");
    assert!(ran.code == 0 && ran.talk.contains("what is private is left out, and so are all messages"), "{ran:?}");
    #[cfg(unix)]
    for path in [&whole, &spared] {
        let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600, "{path}");
    }
    assert_eq!(found_in(&fs::read(&whole).unwrap()), PLANTED);
    assert_eq!(found_in(&fs::read(&spared).unwrap()), [""; 0]);
    let ran = desk.run(&["store", "export", "--without-private"], "");
    assert_eq!(found_in(ran.out.as_bytes()), [""; 0]);
    // What was left out is missing where it is taken in, and nothing else.
    let other = desk.path("other.db");
    let at_other = |arguments: &[&str]| {
        let mut command = desk.command(arguments);
        command.env("LOTSE_STORE", &other);
        run_command(command, b"")
    };
    for (arguments, said) in [
        (["store", "import", &spared].as_slice(), "3 cases"),
        (&["store", "check"], "is sound: 3 cases"),
        (&["outbox", "list", "--all"], ""),
    ] {
        let ran = at_other(arguments);
        assert!(ran.code == 0 && ran.talk.contains(said), "{arguments:?}: {ran:?}");
    }
    let shown = at_other(&["case", "show", "P-1"]).out;
    assert!(shown.contains("(erased)") && shown.contains("Turn the key to the left. – did not help"), "{shown}");
    let resumed = at_other(&["resume", "P-2"]);
    assert!(resumed.out.contains("Whose door is it?"), "{}", resumed.out);
    assert_eq!(at_other(&["store", "check"]).code, 0);
    // The one that was exported has everything still.
    assert_eq!(found_in(&desk.store()), PLANTED);
}

#[test]
fn a_fact_that_looks_like_a_secret_is_not_kept_unasked() {
    let desk = Desk::new();
    for (fact, what) in [
        ("lock=the password is hunter2", "a password"),
        ("lock=PIN: 836251", "a PIN or a code"),
        ("name=my password is hunter2", "a password"),
    ] {
        for format in ["text", "json"] {
            let ran = desk.run(&["run", "door", "--case", "P-1", "--fact", fact, "--format", format], "Anna\n");
            assert_eq!(ran.code, 2, "{ran:?}");
            assert!(ran.talk.contains(&format!("this looks like {what}, which is not kept unasked")), "{}", ran.talk);
            assert!(
                ran.talk.contains("help: leave it out: what a tree needs is asked in the dialogue"),
                "{}",
                ran.talk
            );
            assert!(!format!("{}{}", ran.out, ran.talk).contains("hunter2"), "{ran:?}");
        }
    }
    assert!(!Path::new(&desk.path("cases.db")).exists(), "no case was begun");
    let ran =
        desk.run(&["run", "door", "--case", "P-1", "--lang", "de", "--fact", "lock=Mein Kennwort ist Hase#17x"], "");
    assert!(ran.code == 2 && ran.talk.contains("lassen Sie es weg"), "{}", ran.talk);
    // What is none is known as before.
    let ran = desk.run(&["run", "door", "--case", "P-1", "--fact", "lock=Abus 85"], "Anna\n");
    assert!(ran.code == 3 && ran.out.contains("Turn the key"), "{ran:?}");
}

#[cfg(all(feature = "webhook", feature = "mail"))]
#[test]
fn a_webhook_hears_nothing_private_without_consent() {
    use crate::outbox::receivers::{Receiver, http, smtp};
    let forms = ["json", "text", "markdown", "html"];
    // The probe itself: with consent, what belongs to the hand-over is heard.
    for consents in [false, true] {
        let desk = Desk::new();
        let (web, mail) = (Receiver::start(&[], http), Receiver::start(&[], smtp));
        let mut settings = format!(
            "format: 1\nmail: {{server: \"smtp-plain://127.0.0.1:{}\", from: lotse@desk.example}}\n\
             targets:\n  post: {{to: \"mailto:in@desk.example\", timeout: 5 s}}\n",
            mail.port
        );
        for form in forms {
            let line =
                format!("  {form}: {{to: \"http://127.0.0.1:{}/{form}\", as: {form}, timeout: 5 s}}\n", web.port);
            settings.push_str(&line);
        }
        fs::write(desk.path("lotse.yaml"), settings).unwrap();
        let (file, known) = (desk.path("lotse.yaml"), format!("name={}", PLANTED[2]));
        let mut arguments = vec!["run", "door", "--case", "P-1", "--settings", &file, "--fact", &known, "--to", "post"];
        arguments.extend(forms.iter().flat_map(|form| ["--to", form]));
        arguments.extend(consents.then_some("--with-private"));
        let [whose, badge, _, note, ..] = PLANTED;
        let ran = desk.run(&arguments, &format!("{whose}\n:note {note} was here\nAbus\nno\n{badge}\n"));
        assert_eq!(ran.code, 1, "{ran:?}");
        assert_eq!(found_in(ran.talk.as_bytes()), [""; 0]);
        let heard = [web.kept.lock().unwrap().heard.clone(), mail.kept.lock().unwrap().heard.clone()].concat();
        assert_eq!(heard.len(), forms.len() + 1, "{ran:?}");
        for message in &heard {
            assert!(message.contains("P-1"), "{message}");
            let leaked = found_in(message.as_bytes());
            assert_eq!(!leaked.is_empty(), consents, "{leaked:?}:\n{message}");
        }
    }
}

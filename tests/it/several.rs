//! Several people and several cases: on real pseudo-terminals, at once, interrupted, and as transcripts.

use std::{
    fmt::Write as _,
    io::{BufRead as _, BufReader, Write as _},
    process::Stdio,
    time::Duration,
};

use expectrl::{ControlCode, Expect as _, Session, process::unix::WaitStatus, session::OsSession};

use crate::{
    cases::Desk,
    program::{program, run_command},
    transcripts::is_current,
};

struct Screen(OsSession);

fn start(desk: &Desk, arguments: &[&str]) -> Screen {
    let mut command = desk.command(arguments);
    command.env("TERM", "xterm").env("NO_COLOR", "1");
    let mut session = Session::spawn(command).unwrap();
    session.set_expect_timeout(Some(Duration::from_secs(30)));
    session.get_process_mut().set_window_size(100, 40).unwrap();
    Screen(session)
}

impl Screen {
    fn see(&mut self, text: &str) -> String {
        match self.0.expect(text) {
            Ok(found) => String::from_utf8_lossy(found.before()).into_owned(),
            Err(error) => panic!("`{text}` does not come: {error}"),
        }
    }

    fn see_prompt(&mut self, text: &str) -> String {
        let before = self.see(text);
        before + &self.see("> ")
    }

    fn enter(&mut self, line: &str) {
        self.0.send(format!("{line}\r")).unwrap();
    }

    /// Sends a signal and waits until the program is gone.
    fn end_by(&mut self, signal: &str) {
        let process = self.0.get_process().pid().to_string();
        std::process::Command::new("kill").args([signal, &process]).status().unwrap();
        let _status = self.0.get_process_mut().wait().unwrap();
    }

    fn ends_with(&mut self, code: i32) {
        let status = self.0.get_process_mut().wait().unwrap();
        assert!(matches!(status, WaitStatus::Exited(_, own) if own == code), "{status:?}");
    }
}

fn shown(desk: &Desk, number: &str) -> String {
    desk.run(&["case", "show", number], "").out
}

#[test]
fn the_second_of_two_is_told_what_was_answered() {
    let desk = Desk::new();
    let mut first = start(&desk, &["run", "lamp", "--case", "T-1", "--as", "agent", "--agent", "Ann"]);
    first.see_prompt("3  I am not sure");
    first.enter("1");
    first.see_prompt("How many lamps?");
    // Nobody takes a case away silently.
    let refused = desk.run(&["resume", "T-1", "--agent", "Bob"], "");
    assert!(refused.talk.starts_with("error: Ann is at work on case T-1\n"), "{}", refused.talk);
    assert!(desk.run(&["resume"], "").talk.starts_with("error: there is no unfinished case"));
    let second = desk.run(&["resume", "T-1", "--agent", "Bob", "--take-over"], "4\n");
    assert!(second.out.contains("When was it bought?"), "{}", second.out);
    first.enter("7");
    first.see("Somebody else has gone on with this case meanwhile:");
    first.see("Bob: How many lamps? – 4");
    first.see("Your last answer came too late and was not taken.");
    first.see_prompt("When was it bought?");
    first.enter("2020-01-01");
    first.see_prompt("What is the code?");
    // What is only written down does not get in anybody's way.
    desk.run(&["case", "note", "T-1", "the caller is back", "--agent", "Bob"], "");
    first.enter("A1");
    first.see("Bob: Note: the caller is back");
    first.see_prompt("Which rooms are dark?");
    first.enter(":quit");
    first.ends_with(3);
    let story = shown(&desk, "T-1");
    assert_eq!(story.matches("How many lamps?").count(), 1, "{story}");
    assert!(story.contains("How many lamps? – 4") && story.contains("What is the code? – A1"), "{story}");
}

#[test]
fn a_case_that_was_interrupted_is_offered_again() {
    let desk = Desk::new();
    let mut screen = start(&desk, &["run", "lamp", "--case", "T-1"]);
    screen.see_prompt("3  I am not sure");
    screen.enter("1");
    screen.see_prompt("How many lamps?");
    screen.end_by("-KILL");
    // Not with another tree, and not through a pipe.
    let mut other = start(&desk, &["run", "fuse"]);
    let before = other.see_prompt("Who lives there?");
    assert!(!before.contains("interrupted"), "{before}");
    other.enter(":quit");
    other.ends_with(3);
    let mut screen = start(&desk, &["run", "lamp"]);
    screen.see("Case T-1 (The lamp is dark) was interrupted after one answer");
    screen.see_prompt("(yes, no)");
    screen.enter("yes");
    screen.see("Case T-1 goes on after one answer");
    screen.see_prompt("How many lamps?");
    // In use: not offered a second time.
    let mut second = start(&desk, &["run", "lamp", "--case", "T-2"]);
    let before = second.see_prompt("3  I am not sure");
    assert!(!before.contains("interrupted"), "{before}");
    second.enter(":quit");
    second.ends_with(3);
    screen.end_by("-KILL");
    let mut screen = start(&desk, &[]);
    screen.see_prompt("(yes, no)");
    screen.enter("no");
    screen.see("Case T-1 is parked.");
    screen.see_prompt("What is the problem?");
    screen.enter(":quit");
    screen.ends_with(3);
    assert!(shown(&desk, "T-1").starts_with("T-1 · The lamp is dark · parked"));
}

#[test]
fn a_hang_up_parks_the_case() {
    for signal in ["-HUP", "-TERM"] {
        let desk = Desk::new();
        let mut screen = start(&desk, &["run", "lamp", "--case", "T-1"]);
        screen.see_prompt("3  I am not sure");
        screen.enter("1");
        screen.see_prompt("How many lamps?");
        screen.end_by(signal);
        assert!(shown(&desk, "T-1").starts_with("T-1 · The lamp is dark · parked"), "{signal}");
    }
}

#[test]
fn ctrl_c_parks_and_loses_nothing() {
    let desk = Desk::new();
    let mut screen = start(&desk, &["run", "lamp", "--case", "T-1"]);
    screen.see_prompt("3  I am not sure");
    screen.enter("1");
    screen.see_prompt("How many lamps?");
    screen.0.send(ControlCode::EndOfText).unwrap();
    screen.see_prompt("End the dialogue? What was answered is kept. (yes, no)");
    screen.enter("yes");
    screen.see("Case T-1 is parked. To go on later: lotse resume T-1");
    screen.ends_with(3);
}

#[test]
fn an_agent_works_on_several_cases() {
    let desk = Desk::new();
    let mut screen = start(&desk, &["run", "lamp", "--case", "T-1", "--as", "agent", "--agent", "Ann"]);
    screen.see_prompt("3  I am not sure");
    screen.enter("1");
    screen.see_prompt("How many lamps?");
    screen.enter(":park");
    screen.see("Case T-1 is parked.");
    screen.see_prompt("What is the problem?");
    screen.enter("fuse");
    screen.see_prompt("Who lives there?");
    screen.enter("Ada");
    screen.see_prompt("Is it a screw or a switch?");
    screen.enter(":cases");
    screen.see("The fuse is blown · just now · at work here · waits for: Is it a screw or a switch?");
    screen.see("T-1  The lamp is dark · just now · parked · waits for: How many lamps?");
    // The number is completed.
    screen.0.send(":sw\t T\t\r").unwrap();
    screen.see("Case T-1 goes on after one answer");
    screen.see_prompt("How many lamps?");
    screen.enter(":trail");
    let trail = screen.see_prompt("1  Is there any light? – Yes, a little");
    assert!(!trail.contains("lives"), "each case has its own trail: {trail}");
    screen.enter(":switch t9");
    screen.see("There is no case t9.");
    screen.enter(":hand-over the light desk");
    screen.see("Case T-1 is handed over to: the light desk");
    screen.see_prompt("What is the problem?");
    screen.enter(":quit");
    screen.ends_with(3);
    assert!(shown(&desk, "T-1").starts_with("T-1 · The lamp is dark · parked · for desk"));
}

#[test]
fn after_the_end_there_may_be_another_problem() {
    let desk = Desk::new();
    let mut screen = start(&desk, &["run", "lamp", "--case", "T-1", "--fact", "name=Ada"]);
    screen.see_prompt("3  I am not sure");
    screen.enter("2");
    screen.see_prompt("Press Enter when you have read this.");
    screen.enter("");
    screen.see_prompt("Does it work now?");
    screen.enter("yes");
    screen.see("Fixed. It was: The bulb was loose.");
    screen.see_prompt("Is there another problem?");
    screen.enter("the fuse is out");
    screen.see_prompt("Is it a screw or a switch?");
    screen.enter(":cases");
    screen.see("T-1  The fuse is blown · just now · at work here");
    screen.enter("1");
    screen.see_prompt("Does it work now?");
    screen.enter("yes");
    screen.see_prompt("Is there another problem?");
    screen.enter("");
    screen.ends_with(0);
    assert!(shown(&desk, "T-1").contains("Begun: The fuse is blown"));
}

#[test]
fn a_program_is_told_what_others_did() {
    let desk = Desk::new();
    let mut command = desk.command(&["run", "lamp", "--case", "T-1", "--format", "json"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut orders, mut views) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()).lines());
    let mut next = || views.next().unwrap().unwrap();
    assert!(next().contains("Is there any light?"));
    writeln!(orders, r#"{{"answer":"yes"}}"#).unwrap();
    assert!(next().contains("How many lamps?"));
    desk.run(&["resume", "T-1", "--take-over"], "4\n");
    writeln!(orders, r#"{{"number":7}}"#).unwrap();
    let (said, view) = (next(), next());
    assert!(said.contains("case-changed") && view.contains("When was it bought?"), "{said}\n{view}");
    drop(orders);
    assert_eq!(child.wait().unwrap().code(), Some(3));
    let story = shown(&desk, "T-1");
    assert!(story.contains("How many lamps? – 4") && !story.contains("How many lamps? – 7"), "{story}");
}

/// A command with what is typed into it, as one would see it in a terminal.
fn played(desk: &Desk, transcript: &mut String, arguments: &[&str], typed: &str) {
    let mut command = program(arguments);
    command.env("LOTSE_STORE", desk.path("cases.db"));
    let ran = run_command(command, typed.as_bytes());
    let words: Vec<String> =
        arguments.iter().map(|it| if it.contains(' ') { format!("'{it}'") } else { (*it).to_owned() }).collect();
    writeln!(transcript, "$ lotse {}\n{}{}", words.join(" "), ran.out, ran.talk).unwrap();
}

/// Hides what differs from day to day: the numbers that are drawn, days and times.
fn steady(text: &str) -> String {
    let number = regex::Regex::new(r"\b[2-9A-Z]{3}-[2-9A-Z]{3}\b").unwrap();
    let (mut known, names) = (Vec::<String>::new(), ["7K2-M4Q", "9TX-H3C", "4WE-N6P", "2GU-R9D"]);
    let text = number.replace_all(text, |found: &regex::Captures<'_>| {
        let own = found[0].to_owned();
        let at = known.iter().position(|it| *it == own).unwrap_or_else(|| {
            known.push(own);
            known.len() - 1
        });
        names[at]
    });
    let time = regex::Regex::new(r"\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?").unwrap();
    let text = time.replace_all(
        &text,
        |found: &regex::Captures<'_>| {
            if found.get(1).is_some() { "2026-11-23 14:05" } else { "2026-11-23" }
        },
    );
    let clock = regex::Regex::new(r"(?m)^(  +\d+  )\d{2}:\d{2}  ").unwrap();
    let text = clock.replace_all(&text, "${1}14:05  ");
    let work = regex::Regex::new(r"\d+:\d{2} min of work").unwrap();
    work.replace_all(&text, "0:00 min of work").into_owned()
}

#[test]
fn parked_in_german_resumed_in_english() {
    let desk = Desk::new();
    let mut text = String::new();
    played(
        &desk,
        &mut text,
        &["run", "prn-no-output", "--case", "7K2-M4Q", "--lang", "de"],
        "1\nnichts davon\n:parken\n",
    );
    played(&desk, &mut text, &["case", "list", "--lang", "en"], "");
    played(&desk, &mut text, &["resume", "7k2m4q", "--lang", "en", "--agent", "Ann"], ":trail\nyes\n\n");
    played(&desk, &mut text, &["case", "show", "7K2-M4Q", "--lang", "en"], "");
    let text = steady(&text);
    assert_eq!(text.matches("What does the printer itself show?\n").count(), 0, "asked again:\n{text}");
    assert!(text.contains("· Ann ·") && text.contains("Fixed."), "{text}");
    is_current("examples/case-two-languages.txt", &text);
}

#[test]
fn three_cases_at_once() {
    let desk = Desk::new();
    let mut text = String::new();
    let typed = "my printer does not print\n1\n1\nnone\n:park\nno sound in the meeting\n1\n2\n:park\n\
        I clicked on a link in a mail\n1\n4\n:cases\n:switch 7K2-M4Q\n:trail\nyes\n:cases\n:quit\n";
    played(&desk, &mut text, &["--case", "7K2-M4Q", "--as", "agent", "--agent", "Ann", "--lang", "en"], typed);
    let text = steady(&text);
    assert!(text.contains("Fixed."), "{text}");
    is_current("examples/case-three-at-once.txt", &text);
}

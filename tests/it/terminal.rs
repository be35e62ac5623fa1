//! The dialogue on a real pseudo-terminal: completion, commands, Ctrl-C, resizing, typing ahead.

use std::{process::Command, time::Duration};

use expectrl::{ControlCode, Expect as _, Session, process::unix::WaitStatus, session::OsSession};

use crate::program::{Folder, lamp, program};

struct Screen {
    session: OsSession,
    _folder: Folder,
}

/// Starts the small tree on a terminal of 80 columns, with these variables on top.
fn start(arguments: &[&str], variables: &[(&str, &str)]) -> Screen {
    let folder = lamp();
    let mut all = vec!["run", "lamp", "--trees", folder.path(), "--case", "T-1", "--lang", "en"];
    all.extend(arguments);
    let mut command = program(&all);
    command.env("TERM", "xterm").envs(variables.iter().copied());
    let mut session = Session::spawn(command).unwrap();
    session.set_expect_timeout(Some(Duration::from_secs(20)));
    session.get_process_mut().set_window_size(80, 24).unwrap();
    Screen { session, _folder: folder }
}

impl Screen {
    /// Waits until the text is written, and returns what came before it.
    fn see(&mut self, text: &str) -> String {
        match self.session.expect(text) {
            Ok(found) => String::from_utf8_lossy(found.before()).into_owned(),
            Err(error) => panic!("`{text}` does not come: {error}"),
        }
    }

    /// Waits for the prompt that follows a text.
    fn see_prompt(&mut self, text: &str) -> String {
        let before = self.see(text);
        before + &self.see("> ")
    }

    fn press(&mut self, keys: &str) {
        self.session.send(keys).unwrap();
    }

    fn enter(&mut self, line: &str) {
        self.press(&format!("{line}\r"));
    }

    fn ends_with(&mut self, code: i32) {
        let status = self.session.get_process_mut().wait().unwrap();
        assert!(matches!(status, WaitStatus::Exited(_, own) if own == code), "{status:?}");
    }
}

#[test]
fn a_walk_with_everything_on_the_way() {
    let mut screen = start(&[], &[("NO_COLOR", "1")]);
    screen.see_prompt("3  I am not sure");
    screen.enter("perhaps");
    screen.see_prompt("is none of the answers");
    screen.enter(":why");
    screen.see_prompt("It tells the bulb from the power.");
    screen.press("yes, a\t");
    screen.see("Yes, a little");
    screen.press("\r");
    screen.see_prompt("How many lamps?");
    screen.enter(":back");
    screen.see_prompt("Your answer so far: Yes, a little");
    screen.enter("1");
    screen.see_prompt("How many lamps?");
    screen.enter("3");
    screen.see_prompt("When was it bought?");
    screen.press(":ch\t");
    screen.see(":change");
    screen.press(" 1\r");
    screen.see_prompt("Your answer so far: Yes, a little");
    screen.enter("2");
    screen.see("WARNING: A hot bulb.");
    screen.see_prompt("Press Enter when you have read this.");
    screen.enter("");
    screen.see_prompt("Does it work now?");
    screen.enter("perhaps");
    screen.see_prompt("could not do it");
    screen.enter("y");
    screen.see("Fixed. It was: The bulb was loose.");
    screen.ends_with(0);
}

#[test]
fn ctrl_c_asks_before_it_throws_anything_away() {
    let mut screen = start(&[], &[]);
    screen.see_prompt("3  I am not sure");
    screen.enter("1");
    screen.see_prompt("How many lamps?");
    screen.session.send(ControlCode::EndOfText).unwrap();
    screen.see_prompt("End the dialogue? What was answered is lost. (yes, no)");
    screen.enter("no");
    screen.see_prompt("How many lamps?");
    screen.session.send(ControlCode::EndOfText).unwrap();
    screen.see_prompt("End the dialogue?");
    screen.session.send(ControlCode::EndOfText).unwrap();
    screen.see("One answer had been given.");
    screen.ends_with(3);
}

#[test]
fn ctrl_d_says_where_it_stands() {
    let mut screen = start(&[], &[]);
    screen.see_prompt("3  I am not sure");
    screen.session.send(ControlCode::EndOfTransmission).unwrap();
    screen.see("Nothing had been answered.");
    screen.ends_with(3);
}

#[test]
fn a_resized_terminal_wraps_anew() {
    let mut screen = start(&["--as", "agent"], &[("NO_COLOR", "1")]);
    let wide = screen.see_prompt("3  I am not sure");
    assert!(wide.contains("The lamp is dark · 0 answers · 0:0"), "{wide}");
    screen.session.get_process_mut().set_window_size(40, 24).unwrap();
    screen.enter("2");
    let narrow = screen.see_prompt("Press Enter when it was");
    let widest = narrow.lines().map(|line| line.trim_end().chars().count()).max();
    assert!(narrow.contains("\n  What to do: Wait five minutes."), "{narrow}");
    assert!(widest <= Some(40), "{narrow}");
}

#[test]
fn what_is_typed_ahead_is_not_lost() {
    let mut screen = start(&[], &[]);
    screen.see_prompt("3  I am not sure");
    screen.press("2\rok\rno\r5\r\r");
    screen.see("Somebody takes over: the light desk.");
    screen.ends_with(1);
}

#[test]
fn a_pasted_text_of_several_lines_is_one_answer() {
    let mut screen = start(&[], &[]);
    screen.see_prompt("3  I am not sure");
    screen.press("\u{1b}[200~no\rno\u{1b}[201~\r");
    screen.see_prompt("is none of the answers");
    screen.press("\u{1b}[200~:note first line\rsecond line\u{1b}[201~\r");
    screen.see_prompt("Written down.");
    screen.enter(":hand-over");
    screen.see("Notes: first line second line");
}

#[test]
fn a_dumb_terminal_works_too() {
    let mut screen = start(&[], &[("TERM", "dumb")]);
    let shown = screen.see_prompt("3  I am not sure");
    assert!(!shown.contains('\u{1b}'), "{shown:?}");
    screen.session.send_line("no").unwrap();
    screen.see_prompt("Press Enter when you have read this.");
    screen.session.send_line("ok").unwrap();
    screen.see_prompt("Does it work now?");
    screen.session.send_line("yes").unwrap();
    let shown = screen.see("Fixed. It was: The bulb was loose.");
    assert!(!shown.contains('\u{1b}'), "{shown:?}");
    screen.ends_with(0);
}

#[test]
fn private_words_stay_out_of_the_history() {
    let mut screen = start(&[], &[("NO_COLOR", "1")]);
    screen.see_prompt("3  I am not sure");
    screen.enter("2");
    screen.see_prompt("Press Enter when you have read this.");
    screen.enter("ok");
    screen.see_prompt("Does it work now?");
    screen.enter("no");
    screen.see_prompt("number of lamps");
    screen.enter("5");
    screen.see_prompt("Who are you?");
    // One step up in the history is the number, not a name; there is nothing above it.
    screen.press("\u{1b}[A\r");
    screen.see("name: 5 (said)");
    screen.ends_with(1);
}

#[test]
fn a_fact_that_looks_like_a_secret_is_asked_about() {
    for (typed, known) in [("no", false), ("yes", true)] {
        let mut screen = start(&["--fact", "name=my password is hunter2"], &[("NO_COLOR", "1")]);
        screen.see("This looks like a password: hun…");
        screen.see_prompt("(yes, no)");
        screen.enter(typed);
        screen.see_prompt("3  I am not sure");
        screen.press("2\rok\rno\r5\r");
        if known {
            screen.see("name: my password is hunter2 (known before)");
        } else {
            screen.see_prompt("Who are you?");
        }
    }
}

#[test]
fn a_dialogue_that_is_told_to_end_parks_its_case_and_gives_the_terminal_back() {
    for (signal, code) in [("TERM", 143), ("HUP", 129)] {
        let folder = lamp();
        let store = format!("{}/cases.db", folder.path());
        let inner = program(&["run", "lamp", "--trees", folder.path(), "--case", "T-1", "--store", &store]);
        // A shell around it looks what is left behind; it outlives what is sent to both.
        let mut command = Command::new("sh");
        command.args([
            "-c",
            "trap : TERM HUP; before=$(stty -g); \"$0\" \"$@\"; echo \"left with $?\"; \
            [ \"$before\" = \"$(stty -g)\" ] && echo as before || echo otherwise; echo over",
        ]);
        command.arg(inner.get_program()).args(inner.get_args()).env_clear();
        command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?)))).env("TERM", "xterm");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        let mut session = Session::spawn(command).unwrap();
        session.set_expect_timeout(Some(Duration::from_secs(20)));
        let mut screen = Screen { session, _folder: folder };
        screen.see_prompt("3  I am not sure");
        screen.enter("1");
        screen.see_prompt("How many lamps?");
        screen.press("half a li");
        screen.see("half a li");
        let group = format!("-{}", screen.session.get_process().pid());
        assert!(Command::new("kill").args(["-s", signal, "--", &group]).status().unwrap().success());
        let rest = screen.see(&format!("left with {code}"));
        assert!(rest.contains("\u{1b}[?2004l"), "{rest:?}");
        let terminal = screen.see("over");
        assert!(terminal.contains("as before"), "{terminal}");
        let listed = crate::program::run(&["case", "list", "--store", &store, "--format", "json"], "");
        assert!(listed.out.contains(r#""state":"parked""#), "{listed:?}");
    }
}

//! `lotse watch`: the real program on a terminal, while files are saved, replaced, broken and deleted.

use std::{fs, path::PathBuf, time::Duration};

use expectrl::{ControlCode, Expect as _, Session, process::unix::WaitStatus, session::OsSession};

use crate::program::{Folder, program, run};

struct Watcher {
    session: OsSession,
    folder: Folder,
}

impl Watcher {
    fn start(folder: Folder) -> Self {
        let mut command = program(&["watch", folder.path()]);
        command.env("TERM", "xterm").env("NO_COLOR", "1");
        let mut session = Session::spawn(command).unwrap();
        session.set_expect_timeout(Some(Duration::from_mins(1)));
        session.get_process_mut().set_window_size(400, 24).unwrap();
        Self { session, folder }
    }

    /// Waits until the text is written, and returns what came before it.
    fn see(&mut self, text: &str) -> String {
        match self.session.expect(text) {
            Ok(found) => String::from_utf8_lossy(found.before()).into_owned(),
            Err(error) => panic!("`{text}` does not come: {error}"),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.0.join(name)
    }

    fn save(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn leave(mut self) {
        self.session.send(ControlCode::EndOfText).unwrap();
        let status = self.session.get_process_mut().wait().unwrap();
        assert!(matches!(status, WaitStatus::Exited(_, 0)), "{status:?}");
    }
}

const LAMP: &str = "format: 1
title: The lamp is dark
symptoms: {en: [it is dark]}
causes: {bulb: {name: The bulb was loose}}
reviewed: 2026-11-23
start: light
steps:
  light:
    ask: Is there any light?
    answers: {yes: desk, no: screw, unsure: desk}
  screw:
    do: Turn the bulb tight.
    time: 20 s
    solved: fixed
    else: desk
  fixed:
    fix: bulb
    note: Turn it tight again if it flickers.
  desk:
    escalate: technician
    collect: [contact]
    because: The bulb is not loose.
";

fn lamp() -> Folder {
    Folder::new().file("home/lamp.yaml", LAMP)
}

const TESTS: &str = "format: 1
walks:
  screw-helps:
    answers: {light: no, screw: yes}
    ends: {fix: bulb}
";

#[test]
fn only_what_changed_is_told() {
    let mut watcher = Watcher::start(lamp());
    watcher.see("1 tree is sound; nothing found, no scenarios");
    watcher.save("home/lamp.test.yaml", TESTS);
    watcher.see("1 tree is sound; nothing found, 1 scenario passed");
    // A fault that was there before is not told again when another one comes.
    let wrong = LAMP.replace("else: desk", "else: dseck");
    watcher.save("home/lamp.yaml", &wrong);
    watcher.see("there is no step `dseck`");
    watcher.see("new, 0 gone");
    watcher.save("home/lamp.yaml", &wrong.replace("time: 20 s", "time: ages"));
    let told = watcher.see("1 new, 0 gone");
    assert!(told.contains("`ages`") && !told.contains("dseck"), "{told}");
    watcher.save("home/lamp.yaml", LAMP);
    let told = watcher.see("1 tree is sound; nothing found, 0 new,");
    assert!(told.contains("gone: [E101] there is no step `dseck`"), "{told}");
    // Scenarios run again when the tree changes.
    watcher.save("home/lamp.yaml", &LAMP.replace("yes: desk, no: screw", "yes: screw, no: desk"));
    watcher.see("1 of 1 scenario failed");
    watcher.leave();
}

#[test]
fn files_that_are_replaced_broken_or_gone_do_not_stop_it() {
    let mut watcher = Watcher::start(lamp());
    watcher.see("nothing found");
    // As editors save: a new file takes the place of the old one.
    watcher.save("home/.lamp.yaml.swp", &LAMP.replace("no: screw", "no: srcew"));
    fs::rename(watcher.path("home/.lamp.yaml.swp"), watcher.path("home/lamp.yaml")).unwrap();
    watcher.see("there is no step `srcew`");
    watcher.see("new, 0 gone");
    watcher.save("home/lamp.yaml", "format: 1\ntitle: [\n");
    watcher.see("0 trees are sound; 1 error");
    fs::remove_file(watcher.path("home/lamp.yaml")).unwrap();
    watcher.see("there is no tree in this folder");
    watcher.save("home/other.yaml", LAMP);
    watcher.see("1 tree is sound; nothing found");
    fs::rename(watcher.path("home/other.yaml"), watcher.path("home/lamp.yaml")).unwrap();
    fs::remove_dir_all(&watcher.folder.0).unwrap();
    watcher.see("waiting");
    fs::create_dir_all(watcher.path("home")).unwrap();
    watcher.save("home/lamp.yaml", LAMP);
    watcher.see("1 tree is sound; nothing found");
    watcher.save("home/lamp.yaml", &LAMP.replace("no: screw", "no: srcew"));
    watcher.see("there is no step `srcew`");
    watcher.leave();
}

#[test]
fn one_file_can_be_watched_and_a_missing_one_is_refused() {
    let folder = Folder::new()
        .file("one.yaml", "format: 1\ntitle: A\nsymptoms: {en: [a]}\nstart: a\nsteps: {a: {escalate: technician, collect: [contact], because: Nothing helps.}}\n");
    let path = folder.0.join("one.yaml");
    let mut command = program(&["watch", path.to_str().unwrap()]);
    command.env("TERM", "xterm").env("NO_COLOR", "1");
    let mut session = Session::spawn(command).unwrap();
    session.set_expect_timeout(Some(Duration::from_mins(1)));
    let mut watcher = Watcher { session, folder };
    watcher.see("1 tree is sound; nothing found");
    watcher.save("new", "format: 1\ntitle: A\nsymptoms: {en: [a]}\nstart: b\nsteps: {a: {escalate: technician, collect: [contact], because: Nothing helps.}}\n");
    fs::rename(watcher.path("new"), watcher.path("one.yaml")).unwrap();
    watcher.see("there is no step `b`");
    watcher.leave();
    let ran = run(&["watch", "nowhere"], "");
    assert_eq!(ran.code, 2);
    assert!(ran.talk.contains("there is nothing at this path"), "{}", ran.talk);
}

//! Runs the real program with a scrubbed environment.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

/// What the program wrote, and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) out: String,
    pub(crate) talk: String,
    pub(crate) code: i32,
}

/// The program with nothing of this machine's environment, in a folder without trees.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lotse"));
    command.args(arguments).env_clear().env("LANG", "en_US.UTF-8").env("TZ", "UTC");
    // A test that is about cases names a store of its own.
    command.env("LOTSE_STORE", "none");
    command.current_dir(env!("CARGO_TARGET_TMPDIR"));
    command
}

/// Runs the program with these lines typed into a pipe.
pub(crate) fn run(arguments: &[&str], typed: &str) -> Ran {
    run_bytes(arguments, typed.as_bytes())
}

/// Runs the program with these bytes typed into a pipe.
pub(crate) fn run_bytes(arguments: &[&str], typed: &[u8]) -> Ran {
    run_command(program(arguments), typed)
}

/// Runs a command with these bytes typed into a pipe.
pub(crate) fn run_command(mut command: Command, typed: &[u8]) -> Ran {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The program may end before it has read everything.
    let _written = child.stdin.take().unwrap().write_all(typed).is_ok();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { out: text(output.stdout), talk: text(output.stderr), code: output.status.code().unwrap() }
}

/// An empty folder of its own, deleted at the end.
#[derive(Debug)]
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    /// Makes the folder.
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("folder-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file into it.
    pub(crate) fn file(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Returns its path.
    pub(crate) fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }

    /// Replaces its path in a text.
    pub(crate) fn hide(&self, text: &str) -> String {
        text.replace(self.path(), "DIR")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0).is_ok();
    }
}

/// A small tree with every kind of question, an instruction, warnings and a hand-over.
pub(crate) const LAMP: &str = r#"format: 1
title: {en: The lamp is dark, de: Die Lampe ist dunkel}
symptoms: {en: [my lamp is dark], de: [meine Lampe ist dunkel]}
causes: {bulb: {name: {en: The bulb was loose, de: Die Birne war locker}}}
facts:
  count: {name: {en: number of lamps, de: Zahl der Lampen}, input: {kind: number, min: 1, max: 20}}
start: light
steps:
  light:
    ask: {en: Is there any light?, de: Gibt es irgendein Licht?}
    why: {en: It tells the bulb from the power., de: Das trennt Birne und Strom.}
    answers:
      yes: {text: {en: "Yes, a little", de: "Ja, ein wenig"}, next: count}
      no: {text: {en: "No, none", de: "Nein, keines"}, next: screw}
      unsure: {help: {en: Shade it with your hand., de: Beschatten Sie sie mit der Hand.}, next: screw}
  count:
    ask: {en: How many lamps?, de: Wie viele Lampen?}
    input: {kind: number, min: 1, max: 20}
    fact: count
    next: bought
  bought:
    ask: {en: When was it bought?, de: Wann wurde sie gekauft?}
    input: {kind: date, max: today}
    answers: {old: {below: today - 2 years, next: code}, young: {from: today - 2 years, next: code}, unsure: code}
  code:
    ask: {en: What is the code?, de: Wie lautet der Code?}
    input: {kind: text, max: 10, pattern: "[A-Z][0-9]+"}
    next: rooms
  rooms:
    ask: {en: Which rooms are dark?, de: Welche Räume sind dunkel?}
    input: {kind: many}
    answers:
      kitchen: {text: {en: Kitchen, de: Küche}, next: screw}
      bath: {text: {en: Bath, de: Bad}, next: screw}
      none: desk
      unsure: desk
  screw:
    warn: [hot]
    do: {en: Turn the bulb tight., de: Drehen Sie die Birne fest.}
    expect: {en: The lamp shines, de: Die Lampe leuchtet}
    time: 20 s
    cause: bulb
    else: desk
  desk: {escalate: desk, urgency: soon, collect: [count, name], because: {en: We look at it, de: Wir sehen nach}}
"#;

/// The words that the small tree uses.
pub(crate) const WORDS: &str = "format: 1
facts:
  name: {name: {en: name, de: Name}, ask: {en: Who are you?, de: Wie heißen Sie?}, input: {kind: text, max: 50}, private: true}
warnings:
  hot:
    level: warning
    hazard: {en: A hot bulb, de: Eine heiße Birne}
    consequence: {en: Burns, de: Verbrennungen}
    avoid: {en: Wait five minutes., de: Warten Sie fünf Minuten.}
roles: {desk: {name: {en: the light desk, de: die Lichtstelle}}}
human: {role: desk, collect: [name]}
";

/// A folder with the small tree.
pub(crate) fn lamp() -> Folder {
    Folder::new().file("home/lamp.yaml", LAMP).file("words.yaml", WORDS)
}

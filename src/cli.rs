//! The command line: reads the arguments, finds the trees, and does what is wanted.

#![expect(clippy::disallowed_methods, reason = "a front end reads the clock and the environment")]

mod args;
mod book;
mod case;
mod check;
mod diff;
mod document;
mod export;
mod find;
mod findings;
mod import;
mod list;
mod new;
mod outbox;
mod progress;
mod record;
mod resume;
mod resume_case;
mod revision;
mod run;
mod save;
mod secret;
mod show;
mod stats;
mod store;
mod test;
mod watch;
mod when;
mod wire;

use std::{ffi::OsString, path::PathBuf};

use crate::{
    base::{Lang, clean_line},
    case::Number,
    check::{Explained, codes, explain_among},
    library::{Shelf, Unopened},
    lsp,
    repl::{Outcome, Setup, random},
    scenario, schema,
    screen::{Color, Screen, Style},
    tree::Date,
    words::{Words, negotiate},
};
use args::{Args, Command, Files, Format};

/// What the program tells the one who started it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Fixed, or clean.
    Good,
    /// Handed over to a person, or there are findings.
    Findings,
    /// The command line, a file or a tree could not be used.
    Unusable,
    /// The dialogue was left before its end.
    Unfinished,
}

impl Exit {
    /// Returns the exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Good => 0,
            Self::Findings => 1,
            Self::Unusable => 2,
            Self::Unfinished => 3,
        }
    }
}

impl From<Outcome> for Exit {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Fixed => Self::Good,
            Outcome::Escalated => Self::Findings,
            Outcome::Unfinished => Self::Unfinished,
        }
    }
}

/// Where the program writes: data, and talk about it.
#[derive(Debug)]
struct Outputs {
    out: Screen,
    talk: Screen,
}

impl Outputs {
    fn new(color: Color) -> Self {
        Self { out: Screen::stdout(color), talk: Screen::stderr(color) }
    }

    /// Says what is wrong and what to do.
    fn complain(&mut self, problem: &str, help: &str) -> Exit {
        self.talk.text(0, Style::Strong, &format!("error: {problem}"));
        if !help.is_empty() {
            self.talk.item(0, "  help: ", Style::Plain, help);
        }
        Exit::Unusable
    }

    /// Ends the output. A reader who has gone away is no fault; a full disk is.
    fn close(mut self, exit: Exit) -> Exit {
        self.out.flush();
        match self.out.failed() {
            Some(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                let problem = format!("writing failed: {}", clean_line(&error.to_string()));
                self.complain(&problem, "look whether the disk is full")
            }
            _ => exit,
        }
    }
}

/// Runs the program with these arguments, the name of the program first.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let args = match Args::read(arguments) {
        Ok(args) => args,
        Err(error) => return refuse(&error),
    };
    let mut outputs = Outputs::new(args.color);
    let exit = match shelf(&args.trees) {
        Ok(shelf) => obey(&args, &shelf, &mut outputs),
        Err(unopened) => outputs.complain(&unopened.to_string(), unopened.help),
    };
    outputs.close(exit)
}

fn obey(args: &Args, shelf: &Shelf, outputs: &mut Outputs) -> Exit {
    match &args.command {
        None if args.format == Format::Json => {
            outputs.complain("this needs a tree to run", "name it: lotse run TREE --format json")
        }
        None => run::from_start(args, shelf, outputs),
        Some(Command::Run { resume: Some(file), .. }) => resume::resume(args, shelf, file, outputs),
        Some(Command::Run { tree, .. }) => run::tree(args, shelf, tree.as_deref().unwrap_or_default(), outputs),
        Some(Command::Resume { case }) => resume_case::resume(args, shelf, case.as_deref(), outputs),
        Some(Command::Case { order }) => case::obey(args, shelf, order, outputs),
        Some(Command::List { what }) => list::list(args, shelf, *what, outputs),
        Some(Command::Document { kind }) => document::document(args, shelf, kind, outputs),
        Some(Command::Outbox { order }) => outbox::obey(args, order.as_ref(), outputs),
        Some(Command::Find(wanted)) => find::find(args, shelf, wanted, outputs),
        Some(Command::Check { paths, alone, runs, stale }) => {
            check::check(args, paths, check::Wanted { alone: *alone, runs: *runs, stale: *stale }, outputs)
        }
        Some(Command::Schema { files }) => {
            outputs.out.verbatim(&match files {
                Files::Tree => schema::of_trees(),
                Files::Vocabulary => schema::of_vocabulary(),
                Files::Test => schema::of_tests(),
            });
            Exit::Good
        }
        Some(Command::Test(wanted)) => test::test(args, wanted, outputs),
        Some(Command::Watch(wanted)) => watch::watch(args, wanted, outputs),
        Some(Command::New(wanted)) => new::new(args, wanted, outputs),
        Some(Command::Import(wanted)) => import::import(args, wanted, outputs),
        Some(Command::Lsp { alone, .. }) => serve_editor(shelf, *alone, outputs),
        Some(Command::Diff(compared)) => diff::diff(args, compared, outputs),
        Some(Command::Explain { code }) => explain_code(code.as_deref(), outputs),
        Some(Command::Show(wanted)) => show::show(args, shelf, wanted, outputs),
        Some(Command::Export(wanted)) => export::export(args, shelf, wanted, outputs),
        Some(Command::Store { wanted }) => store::store(args, wanted, outputs),
        Some(Command::Stats(wanted)) => stats::stats(args, shelf, wanted, outputs),
    }
}

/// Shows help and version as data, everything else as talk; cleaned, because it repeats what was typed.
fn refuse(error: &clap::Error) -> Exit {
    let mut outputs = Outputs::new(Color::Auto);
    let text = error.render().to_string();
    if error.use_stderr() {
        outputs.talk.verbatim(&text);
        return outputs.close(Exit::Unusable);
    }
    outputs.out.verbatim(&text);
    outputs.close(Exit::Good)
}

/// Opens what is built in and the folders that were given.
fn shelf(folders: &[PathBuf]) -> Result<Shelf, Unopened> {
    let mut shelf = Shelf::built_in();
    for folder in folders {
        shelf.add(folder)?;
    }
    Ok(shelf)
}

/// Adds folders and files to be looked at. Around a file that is named by itself the folder in which it lies is known,
/// so that its words and parts are.
fn add_all(shelf: &mut Shelf, paths: &[PathBuf]) -> Result<(), Unopened> {
    for file in paths.iter().filter(|path| path.is_file()) {
        shelf.add_around(file);
    }
    paths.iter().try_for_each(|path| shelf.add(path))
}

/// Serves an editor until it leaves.
fn serve_editor(shelf: &Shelf, alone: bool, outputs: &mut Outputs) -> Exit {
    let nothing = Shelf::empty();
    match lsp::serve_streams(if alone { &nothing } else { shelf }) {
        Ok(true) => Exit::Good,
        Ok(false) => Exit::Findings,
        Err(stopped) => outputs.complain(&stopped.to_string(), "`lotse lsp` is started by an editor"),
    }
}

fn explain_code(code: Option<&str>, outputs: &mut Outputs) -> Exit {
    let more = scenario::codes::ALL.into_iter().chain(crate::import::codes::ALL);
    let codes: Vec<_> = codes().into_iter().chain(more).collect();
    let Some(code) = code else {
        for code in codes {
            outputs.out.item(0, &format!("{}  ", code.id), Style::Plain, code.name);
        }
        outputs.out.flush();
        outputs.talk.text(0, Style::Plain, "`lotse explain CODE` tells what one means and what to do");
        return Exit::Good;
    };
    match explain_among(code, &codes) {
        Explained::Code(code) => {
            outputs.out.verbatim(&format!(
                "{} {} ({})\n\n{}",
                code.id,
                code.name,
                code.level.as_str(),
                code.page.trim()
            ));
            Exit::Good
        }
        Explained::Near(code) => {
            let help = format!("did you mean `{}`?", code.id);
            outputs.complain("there is no such code", &help)
        }
        Explained::Unknown => outputs.complain("there is no such code", "`lotse explain` lists all codes"),
    }
}

/// Chooses the language: the one asked for, then `LC_ALL`, `LC_MESSAGES` or `LANG`, then English.
fn language(args: &Args) -> Lang {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let named: Vec<String> = named.filter(|value| !value.is_empty()).take(1).collect();
    // The first that is set decides, as everywhere; elsewhere than on Unix the system is asked.
    let wishes = if named.is_empty() { sys_locale::get_locales().collect() } else { named };
    negotiate(args.lang, wishes)
}

fn setup(args: &Args) -> Setup {
    Setup {
        lang: language(args),
        voice: args.voice.unwrap_or_default(),
        number: args.number.clone().unwrap_or_else(|| Number::from_random(random())),
        today: today(),
        known: Vec::new(),
    }
}

/// Reads the clock as the local day.
fn today() -> Date {
    now().date()
}

/// Reads the clock.
///
/// The time zone file is read directly where it lies: to look its name up costs as much as all else at the start.
fn now() -> jiff::Zoned {
    let zone = match std::env::var_os("TZ") {
        None => std::fs::read("/etc/localtime").ok().and_then(|bytes| jiff::tz::TimeZone::tzif("Local", &bytes).ok()),
        Some(_) => None,
    };
    zone.map_or_else(jiff::Zoned::now, |zone| jiff::Timestamp::now().to_zoned(zone))
}

/// Says the program's words to whoever reads the talk.
fn words(args: &Args) -> Words {
    Words::new(language(args))
}

/// Says whether a fact is the built-in one that tells who holds the dialogue.
fn is_voice(name: &str) -> bool {
    name == "voice"
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }
}

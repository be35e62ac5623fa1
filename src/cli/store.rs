//! `lotse store`: looks after the place where cases are kept.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, stdin},
    path::{Path, PathBuf},
};

use clap::Subcommand;
use etcetera::BaseStrategy as _;

use super::{Args, Exit, Format, Outputs, book, language, progress::Progress};
use crate::{
    base::clean_line,
    case::{Handling, record::Entry},
    casebook::Channel,
    repl,
    screen::Style,
    store::{self, Extent, Failed, Form, Store, Totals, TurnRow},
};

/// The store that keeps nothing.
const NONE: &str = "none";

/// What to do with a store.
#[derive(Debug, Subcommand)]
pub(super) enum Wanted {
    /// Looks whether everything is as it must be: the database, the turns of each case, the versions of the trees.
    Check,
    /// Copies everything as it is at one moment into a new file, while others go on with their work.
    ///
    /// A file is copied as a store of its own; a server as lines of JSON, like `export`.
    Backup {
        /// The new file.
        #[arg(value_name = "FILE")]
        to: PathBuf,
    },
    /// Writes everything as lines of JSON, what is private included unless you say otherwise.
    Export {
        /// A new file that only you may read; without it, the standard output.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Leaves out what is private, and the messages of the outbox: each case then stands there as if it were erased.
        #[arg(long)]
        without_private: bool,
    },
    /// Takes in what `export` wrote: everything or nothing, and no case that is here already.
    Import {
        /// The file; `-` is the standard input.
        #[arg(value_name = "FILE")]
        from: PathBuf,
    },
    /// Brings a store that an older lotse wrote to the version of this one.
    Migrate,
}

/// Does what is wanted with the store.
pub(super) fn store(args: &Args, wanted: &Wanted, outputs: &mut Outputs) -> Exit {
    let done = match wanted {
        Wanted::Check => check(args, outputs),
        Wanted::Backup { to } => backup(args, to, outputs),
        Wanted::Export { out, without_private } => export(args, out.as_deref(), *without_private, outputs),
        Wanted::Import { from } => import(args, from, outputs),
        Wanted::Migrate => migrate(args, outputs),
    };
    done.unwrap_or_else(|failed| outputs.complain(&failed.to_string(), failed.help()))
}

/// Names the store: `--store`, then `LOTSE_STORE`, then a file where the system keeps such files. Nothing if none
/// is wanted.
pub(super) fn name(args: &Args) -> Result<Option<String>, Failed> {
    match told(args) {
        Some(name) => Ok((name != NONE).then_some(name)),
        None => own().map(Some),
    }
}

/// The name that was told; nothing if everybody's own file is meant.
pub(super) fn told(args: &Args) -> Option<String> {
    args.store.clone().or_else(|| std::env::var("LOTSE_STORE").ok()).filter(|name| !name.is_empty())
}

/// Names the store, which must be one.
fn named(args: &Args) -> Result<String, Failed> {
    name(args)?.ok_or_else(|| unusable("the store `none` keeps nothing", "name a store: --store FILE"))
}

/// The file of whoever names no other.
fn own() -> Result<String, Failed> {
    let strategy = etcetera::base_strategy::choose_native_strategy().ok();
    let path = strategy.map(|strategy| strategy.data_dir().join("lotse").join("cases.db"));
    let name = path.and_then(|path| path.to_str().map(str::to_owned));
    name.ok_or_else(|| unusable("there is no home folder to keep cases in", "name a store: --store FILE"))
}

fn unusable(problem: impl Into<String>, help: &'static str) -> Failed {
    Failed::Unusable { problem: problem.into(), help, passing: false }
}

/// Opens a store that is there; to look at one must not make it.
fn open(args: &Args) -> Result<Box<dyn Store>, Failed> {
    let name = named(args)?;
    let path = name.strip_prefix("sqlite:").unwrap_or(&name);
    if !store::is_named(&name)
        && matches!(fs::metadata(path), Err(error) if error.kind() == std::io::ErrorKind::NotFound)
    {
        let problem = format!("there is no store `{}`", clean_line(path));
        return Err(unusable(problem, "the first case makes it; look at --store and LOTSE_STORE"));
    }
    store::open(&name)
}

fn say(outputs: &mut Outputs, text: &str) {
    outputs.talk.text(0, Style::Plain, text);
}

fn check(args: &Args, outputs: &mut Outputs) -> Result<Exit, Failed> {
    let mut store = open(args)?;
    let findings = store::check(&mut *store, &mut Progress::new("cases").teller())?;
    for finding in &findings {
        let case = finding.case.as_ref();
        match args.format {
            Format::Text => {
                let case = case.map(|number| format!("case {number}: ")).unwrap_or_default();
                outputs.out.text(0, Style::Plain, &format!("{case}{}", finding.problem));
            }
            Format::Json => {
                let case = case.map(ToString::to_string);
                let line = serde_json::json!({ "format": 1, "case": case, "problem": finding.problem });
                outputs.out.verbatim(&format!("{line}\n"));
            }
        }
    }
    if findings.is_empty() {
        let totals = store.totals()?;
        say(outputs, &format!("`{}` is sound: {}", clean_line(store.name()), counted(totals)));
        return Ok(Exit::Good);
    }
    let help = "keep a copy of it as it is, then put a backup in its place";
    let _exit = outputs.complain(&format!("`{}` has {}", clean_line(store.name()), problems(findings.len())), help);
    Ok(Exit::Findings)
}

fn problems(count: usize) -> String {
    if count == 1 { "1 problem".to_owned() } else { format!("{count} problems") }
}

fn counted(totals: Totals) -> String {
    let one = |count: u64, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    [
        one(totals.cases, "case", "cases"),
        one(totals.turns, "turn", "turns"),
        one(totals.versions, "version of trees", "versions of trees"),
        one(totals.messages, "message", "messages"),
    ]
    .join(", ")
}

fn backup(args: &Args, to: &Path, outputs: &mut Outputs) -> Result<Exit, Failed> {
    let mut store = open(args)?;
    let form = store::backup(&mut *store, to, &mut Progress::new("cases").teller())?;
    let to = to.display().to_string();
    say(
        outputs,
        &match form {
            Form::Store => format!("`{}` is a store of its own: lotse --store FILE", clean_line(&to)),
            Form::Lines => format!("`{}` holds everything as lines: lotse store import FILE", clean_line(&to)),
        },
    );
    Ok(Exit::Good)
}

fn export(args: &Args, to: Option<&Path>, without_private: bool, outputs: &mut Outputs) -> Result<Exit, Failed> {
    let mut store = open(args)?;
    let mut progress = Progress::new("cases");
    let saying = TurnRow {
        at: repl::now(),
        agent: book::agent(args),
        channel: Channel::Terminal.as_str().to_owned(),
        lang: language(args).base().to_string(),
        entry: Entry::of_handling(&Handling::Erased),
        ..TurnRow::default()
    };
    let extent = if without_private { Extent::WithoutPrivate(&saying) } else { Extent::Whole };
    let totals = match to {
        Some(to) => store::export_to(&mut *store, extent, to, &mut progress.teller())?,
        None => store::export(&mut *store, extent, &mut std::io::stdout().lock(), &mut progress.teller())?,
    };
    drop(progress);
    say(outputs, &format!("{} written", counted(totals)));
    say(
        outputs,
        if without_private {
            "what is private is left out, and so are all messages"
        } else {
            "private values are in it; --without-private leaves them out"
        },
    );
    Ok(Exit::Good)
}

fn import(args: &Args, from: &Path, outputs: &mut Outputs) -> Result<Exit, Failed> {
    let (mut lines, bytes): (Box<dyn BufRead>, usize) = if from == Path::new("-") {
        (Box::new(stdin().lock()), 0)
    } else {
        let opened = File::open(from).and_then(|file| Ok((file.metadata()?, file)));
        let (found, file) = opened.map_err(|error| {
            let problem = format!("`{}`: {}", clean_line(&from.display().to_string()), clean_line(&error.to_string()));
            unusable(problem, "look at the path of the export")
        })?;
        (Box::new(BufReader::new(file)), usize::try_from(found.len()).unwrap_or(usize::MAX))
    };
    let mut store = store::open(&named(args)?)?;
    let mut progress = Progress::new("bytes");
    let totals = store::import(&mut *store, &mut lines, &mut |done| progress.tell(done, bytes.max(done)))?;
    drop(progress);
    say(outputs, &format!("{} taken in by `{}`", counted(totals), clean_line(store.name())));
    Ok(Exit::Good)
}

fn migrate(args: &Args, outputs: &mut Outputs) -> Result<Exit, Failed> {
    let (store, migrated) = store::migrate(&named(args)?)?;
    let name = clean_line(store.name());
    if migrated.from == migrated.to {
        say(outputs, &format!("`{name}` has version {} already", migrated.to));
    } else {
        say(outputs, &format!("`{name}` has version {} now, it had {}", migrated.to, migrated.from));
    }
    if let Some(copy) = &migrated.copy {
        say(outputs, &format!("as it was before, it lies at `{}`", clean_line(&copy.display().to_string())));
    }
    Ok(Exit::Good)
}

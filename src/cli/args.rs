//! The command line as people type it.

mod taken;

use std::{ffi::OsString, path::PathBuf};

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use super::diff::Compared;
use super::test::Wanted as Test;
use super::when::When;
use crate::{base::Lang, case::Number, repl::Voice, screen::Color};

/// What stands at the end of the help.
const AFTER: &str = "\
Without a command, lotse asks what the problem is and looks for the tree that fits.

Examples:
  lotse                            describe the problem in your own words
  lotse run prn-no-output          walk one tree
  lotse run prn-no-output --as agent --lang de
  lotse run prn-no-output --record cases.jsonl
  lotse resume                     go on with the last case that is not finished
  lotse case list --since today    what happened with the cases of today
  lotse check my-trees             prove a folder of trees
  lotse test my-trees              run the scenarios beside the trees
  lotse test my-trees --suggest    write the scenarios that are missing
  lotse import mermaid chart.mmd --out my-trees/network

Exit codes:
  0  fixed, or clean
  1  handed over to a person, or there are findings
  2  the command line, a file or a tree could not be used
  3  the dialogue was left before its end
  129 or 143, where a terminal hangs up or the program is told to end: the case is parked";

/// Finds what is wrong, one plain question at a time.
//
// Options marked `global` may stand before and behind the command; `taken` says which command takes which.
#[derive(Debug, Parser)]
#[command(name = "lotse", version, about, after_help = AFTER, disable_help_subcommand = true)]
pub(super) struct Args {
    /// A folder of trees; adds to those that are built in, or replaces those of the same name. May be repeated.
    #[arg(long, global = true, value_name = "DIR")]
    pub trees: Vec<PathBuf>,
    /// The language of the dialogue: de or en. Without it, the language of the system.
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Lang>,
    /// Who holds the dialogue: somebody with a broken thing (without it), or somebody on the phone with them.
    #[arg(long = "as", global = true, value_enum, value_name = "VOICE")]
    pub voice: Option<Voice>,
    /// Something that is known already, such as os=windows. May be repeated.
    #[arg(long = "fact", global = true, value_name = "NAME=VALUE", value_parser = fact)]
    pub facts: Vec<(String, String)>,
    /// The number of the case. Without it, a new one; one that there is goes on.
    #[arg(long = "case", global = true, value_name = "NUMBER", value_parser = number)]
    pub number: Option<Number>,
    /// A file that keeps every turn of the case, one line of JSON each; what is private is marked. May hold others.
    #[arg(long, global = true, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Where cases are kept: a file, `postgres://…`, or `none`. Without it, `LOTSE_STORE`, else a file of your own.
    #[arg(long, global = true, value_name = "STORE")]
    pub store: Option<String>,
    /// Who works on the case for somebody else. Without it `LOTSE_AGENT`, or the name of the user with `--as agent`.
    #[arg(long, global = true, value_name = "NAME")]
    pub agent: Option<String>,
    /// Takes a case although somebody else is at work on it.
    #[arg(long, global = true)]
    pub take_over: bool,
    /// Where the hand-over goes if somebody takes over: `file:FOLDER`, `command:PROGRAM ARG…`, `https://…`,
    /// `mailto:ADDRESS`, or a name from the settings. Without it, `LOTSE_OUTBOX`. May be repeated.
    #[arg(long = "to", global = true, value_name = "TARGET")]
    pub send_to: Vec<String>,
    /// The person agreed: what is private goes along with the hand-over.
    #[arg(long, global = true)]
    pub with_private: bool,
    /// A file with targets and the mail server. Without it, `LOTSE_SETTINGS`.
    #[arg(long, global = true, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// When colours are used.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: Color,
    /// Text for people, or JSON for programs.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Args {
    /// Reads the command line, the name of the program first.
    pub(super) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let mut command = taken::shown_where_taken(Self::command());
        let mut matches = command.try_get_matches_from_mut(arguments)?;
        taken::refuse_idle(&mut command, &matches)?;
        Self::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
    }
}

/// For whom the output is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs: one object a line.
    Json,
}

/// The files that authors write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Files {
    /// Trees and parts.
    #[default]
    Tree,
    /// Facts, warnings, checks, terms and roles.
    Vocabulary,
    /// Scenarios.
    Test,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Walks one tree.
    Run {
        /// The name of the tree, as `lotse list` shows it.
        #[arg(required_unless_present = "resume")]
        tree: Option<String>,
        /// Goes on with a case that `--record` kept: the one that `--case` names, or the last one of the file.
        #[arg(long, value_name = "FILE", conflicts_with_all = ["tree", "record"])]
        resume: Option<PathBuf>,
    },
    /// Goes on with a case: the one that is named, or the last one that is not finished.
    Resume {
        /// The number of the case.
        #[arg(value_name = "NUMBER")]
        case: Option<String>,
    },
    /// Lists, shows, notes, hands over, closes and reopens cases.
    Case {
        /// What to do with them.
        #[command(subcommand)]
        order: super::case::Order,
    },
    /// Lists all trees, or the words that trees may use.
    List {
        /// What to list.
        #[arg(value_enum, default_value_t, value_name = "WHAT")]
        what: super::list::What,
    },
    /// Writes a paper about cases: a hand-over, the letter after a fix, the fault report for a vendor.
    Document {
        /// Which paper.
        #[command(subcommand)]
        kind: super::document::Kind,
    },
    /// Shows what is to be sent and what was sent, and sends it.
    Outbox {
        /// What to do; without it, `list`.
        #[command(subcommand)]
        order: Option<super::outbox::Order>,
    },
    /// Finds the trees that fit a description.
    Find(super::find::Wanted),
    /// Proves trees: every answer leads to a fix or to a person. Errors and warnings are findings, hints are not.
    Check {
        /// Folders or files. Without one, the folder `trees`, or what is built in if there is no such folder.
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Checks the folders by themselves, without the trees and words that are built in.
        #[arg(long)]
        alone: bool,
        /// Tells the longest run of each tree as well: at most so many questions, instructions and minutes.
        #[arg(long)]
        runs: bool,
        /// Lists instead which trees have to be read again, today or by another day: what is past its `review-by`, or
        /// a year behind `reviewed`, or was never read.
        #[arg(long, value_name = "DAY", num_args = 0..=1, require_equals = true, default_missing_value = "today")]
        #[arg(conflicts_with = "runs", value_parser = When::to_hours)]
        stale: Option<When>,
    },
    /// Writes the JSON Schema of the files, for editors that know nothing of lotse.
    Schema {
        /// Of which files.
        #[arg(value_enum, default_value_t)]
        files: Files,
    },
    /// Runs the scenarios of trees, the files `<tree>.test.yaml`, and tells what they cover.
    Test(Test),
    /// Checks and tests again whenever a file is saved, until Ctrl-C.
    Watch(super::watch::Wanted),
    /// Asks a few questions and writes a small sound tree with its scenarios.
    New(super::new::Wanted),
    /// Turns a flowchart or a table into a tree, with everything marked that it does not say.
    Import(super::import::Wanted),
    /// Serves an editor over the standard streams: findings while one types, completion, renaming and more.
    Lsp {
        /// Serves the editor's folders by themselves, without the trees and words that are built in.
        #[arg(long)]
        alone: bool,
        /// What many editors add; there is nothing else to speak over.
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// Tells what callers would notice of a change: compares two files, folders or git revisions, walk by walk.
    #[command(after_help = super::diff::AFTER)]
    Diff(Compared),
    /// Explains a finding by its code, such as E101; without one, lists all codes.
    Explain {
        /// The code or the name of the finding.
        code: Option<String>,
    },
    /// Shows a tree as an outline: causes, steps in walking order, where each answer leads.
    Show(super::show::Wanted),
    /// Writes a tree as a picture, as data or as a manual.
    Export(super::export::Wanted),
    /// Looks after the store of cases: checks it, copies it, moves it into another.
    Store {
        /// What to do with it.
        #[command(subcommand)]
        wanted: super::store::Wanted,
    },
    /// Tells figures on the cases in the store: by tree, step, answer, cause, ending, agent, language and channel.
    Stats(super::stats::Wanted),
}

pub(super) fn language(text: &str) -> Result<Lang, String> {
    let lang = Lang::parse(text).filter(|lang| [Lang::EN, Lang::DE].contains(&lang.base()));
    lang.ok_or_else(|| "the languages are: de, en".to_owned())
}

fn fact(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write a name and a value, such as os=windows")?;
    if name.trim().is_empty() || value.trim().is_empty() {
        return Err("write a name and a value, such as os=windows".to_owned());
    }
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

fn number(text: &str) -> Result<Number, String> {
    Number::parse(text).ok_or_else(|| "up to 32 letters, digits and - _ . / # are possible".to_owned())
}

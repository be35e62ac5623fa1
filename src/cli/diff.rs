//! `lotse diff`: what callers would notice of a change.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use clap::Args as Arguments;

use super::{
    Args, Exit, Format, Outputs, findings,
    record::{self, Unusable},
    revision::{Revision, Scratch},
    shelf, words,
};
use crate::{
    base::{Diagnostic, Id},
    case::record::Records,
    diff::{self, CaseReport, ChangeReport, Side, Sides},
    library::{Loaded, Shelf},
    report::changes::{self, CaseLine, Entry, TreeWords, WalkWords},
    screen::{Screen, Style},
    tree::Library,
};

/// Where trees stand in a project.
const FOLDER: &str = "trees";

/// The most cases that are told one by one; programs get all.
const MOST_CASES: usize = 20;

/// The most problems of a record that are told one by one.
const MOST_PROBLEMS: usize = 10;

/// What stands at the end of the help of this command.
pub(super) const AFTER: &str = "\
What exists on the disk is a file or folder; anything else is a revision of git, with or without a path:
  lotse diff main                           the folder trees, since main
  lotse diff HEAD~3 v2                      the folder trees, in two revisions
  lotse diff main trees/printing/prn.yaml   one tree, since main
  lotse diff v1:trees new-trees             a revision with its path, and a folder
  lotse diff main --cases cases.jsonl       which recorded cases would now end elsewhere

Exit codes:
  0  no walk has changed, at most some wording
  1  walks have changed
  2  something could not be read, or a tree could not be walked because it has errors";

/// What to compare.
#[derive(Debug, Arguments)]
pub(super) struct Compared {
    /// What was: a file, a folder, or a revision of git such as main or v1:trees.
    #[arg(value_name = "OLD")]
    old: String,
    /// What is. Without it, the folder `trees`.
    #[arg(value_name = "NEW")]
    new: Option<String>,
    /// Compares the two by themselves, without the trees and words that are built in.
    #[arg(long)]
    alone: bool,
    /// Recorded cases, as `--record` keeps them; those that would now end elsewhere are told. May be repeated.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    cases: Vec<PathBuf>,
}

/// Where one side stands.
#[derive(Debug)]
enum Source {
    Path(PathBuf),
    Revision(Revision),
}

/// One side as it was read.
struct ReadSide {
    /// What it is called in messages.
    name: String,
    library: Library,
    loaded: Loaded,
    own: BTreeSet<Id>,
    findings: Vec<Diagnostic>,
}

/// Compares two sides, and replays cases against both.
pub(super) fn diff(args: &Args, compared: &Compared, outputs: &mut Outputs) -> Exit {
    match run(args, compared, outputs) {
        Ok(exit) => exit,
        Err(unusable) => outputs.complain(&unusable.to_string(), &unusable.help),
    }
}

fn run(args: &Args, compared: &Compared, outputs: &mut Outputs) -> Result<Exit, Unusable> {
    let new_name = compared.new.as_deref().unwrap_or(FOLDER);
    let (first, second) = sources(&compared.old, new_name)?;
    let (mut old, mut new) =
        (read(args, compared, &first, &second, &compared.old)?, read(args, compared, &second, &first, new_name)?);
    // A file is compared with the same file of a folder.
    let is_one_file = first.is_file() != second.is_file();
    if is_one_file {
        let one: BTreeSet<Id> = if first.is_file() { old.own.clone() } else { new.own.clone() };
        old.own.retain(|id| one.contains(id));
        new.own.retain(|id| one.contains(id));
    }
    let has_errors = leave_out_unread(&mut old, &mut new, outputs);
    let sides = Sides { old: side(&old), new: side(&new) };
    let mut report = diff::compare(sides, &mut |_, _| {});
    if is_one_file {
        report.words.clear();
    }
    let (cases, is_whole) = replay(sides, &report, &compared.cases, outputs)?;
    show(args, sides, &report, &cases, outputs);
    let differs = !report.walks_are_same() || cases.iter().any(|(_, cases)| !cases.changes.is_empty());
    Ok(match (has_errors || !is_whole, differs) {
        (true, _) => Exit::Unusable,
        (false, true) => Exit::Findings,
        (false, false) => Exit::Good,
    })
}

fn side(read: &ReadSide) -> Side<'_> {
    Side { read: &read.library, sealed: &read.loaded.sealed, own: &read.own }
}

impl Source {
    fn is_file(&self) -> bool {
        match self {
            Self::Path(path) => path.is_file(),
            Self::Revision(revision) => revision.is_file(),
        }
    }

    fn file_name(&self) -> String {
        match self {
            Self::Path(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            Self::Revision(revision) => revision.file_name().to_owned(),
        }
    }
}

/// Finds out what two arguments name. A revision without a path means the path that the other one names.
fn sources(old: &str, new: &str) -> Result<(Source, Source), Unusable> {
    let path = |text: &str| Some(PathBuf::from(text)).filter(|path| path.exists());
    let (first, second) = (path(old), path(new));
    let source = |text: &str, own: &Option<PathBuf>, other: &Option<PathBuf>| match own {
        Some(path) => Ok(Source::Path(path.clone())),
        None if text.contains(':') => Revision::named(Path::new("."), text).map(Source::Revision),
        None => of_revision(text, other.as_deref().unwrap_or(Path::new(FOLDER))).map(Source::Revision),
    };
    Ok((source(old, &first, &second)?, source(new, &second, &first)?))
}

/// Finds what stood at a path in a revision.
fn of_revision(revision: &str, path: &Path) -> Result<Revision, Unusable> {
    let missing = |found: Unusable| {
        if Revision::named(Path::new("."), &format!("{revision}^{{tree}}")).is_err() {
            return found;
        }
        let problem = format!("there is no `{}` in `{revision}`", path.display());
        Unusable::new(problem, format!("name the path in the revision: {revision}:PATH"))
    };
    if path.is_dir() {
        // Links are followed, so that the folder lies in the repository to which it belongs.
        return Revision::named(path, &format!("{revision}:./")).map_err(|_| missing(unknown(revision)));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = if folder.is_dir() { folder } else { Path::new(".") };
    Revision::named(folder, &format!("{revision}:./{name}")).map_err(|_| missing(unknown(revision)))
}

fn unknown(revision: &str) -> Unusable {
    let problem = format!("`{revision}` is no path here, and git knows no such revision");
    Unusable::new(problem, "name a file, a folder, a revision such as main, or one with a path: main:trees")
}

/// Reads one side. If both are files, both are read under the name of the new one.
fn read(args: &Args, compared: &Compared, source: &Source, other: &Source, name: &str) -> Result<ReadSide, Unusable> {
    let failed = |error: std::io::Error| Unusable::new(format!("`{name}`: {error}"), "look whether the disk is full");
    let both_files = source.is_file() && other.is_file();
    let own_name = source.file_name();
    let as_name = if both_files && is_tree_name(&other.file_name()) && name == compared.old {
        other.file_name()
    } else {
        own_name.clone()
    };
    let mut scratch = None;
    let path = match source {
        Source::Path(path) if as_name == own_name => path.clone(),
        Source::Path(path) => {
            let folder = Scratch::new().map_err(failed)?;
            folder.write(Path::new(&as_name), &fs::read(path).map_err(failed)?).map_err(failed)?;
            let path = folder.path().join(&as_name);
            scratch = Some(folder);
            path
        }
        Source::Revision(revision) => {
            let folder = Scratch::new().map_err(failed)?;
            revision.write(&folder, &as_name)?;
            let path = if revision.is_file() { folder.path().join(&as_name) } else { folder.path().to_owned() };
            scratch = Some(folder);
            path
        }
    };
    let opened = if compared.alone { Ok(Shelf::empty()) } else { shelf(&args.trees) };
    let mut shelf = opened.map_err(|unopened| Unusable::new(unopened.to_string(), unopened.help))?;
    shelf.add(&path).map_err(|unopened| Unusable::new(unopened.to_string(), unopened.help))?;
    let (library, loaded) = shelf.load_all_as_read();
    let own = shelf.last_added();
    let findings = findings::errors(loaded.foreign_findings(&shelf));
    drop(scratch);
    Ok(ReadSide { name: name.to_owned(), library, loaded, own, findings })
}

fn is_tree_name(name: &str) -> bool {
    [".yaml", ".yml"].iter().any(|ending| name.ends_with(ending))
}

/// Takes trees out that one side could not read, and says which cannot be walked; returns whether there are any.
fn leave_out_unread(old: &mut ReadSide, new: &mut ReadSide, outputs: &mut Outputs) -> bool {
    let unread = |side: &ReadSide| -> BTreeSet<Id> {
        side.own.iter().filter(|id| side.library.find(id.as_str()).is_none()).cloned().collect()
    };
    let gone: BTreeSet<Id> = unread(old).union(&unread(new)).cloned().collect();
    let mut has_errors = !gone.is_empty();
    for side in [&mut *old, &mut *new] {
        let is_walked = |id: &&Id| side.loaded.sealed.library().find(id.as_str()).is_some();
        let unwalked: Vec<&str> = side.own.iter().filter(|id| !is_walked(id)).map(Id::as_str).collect();
        if !unwalked.is_empty() {
            has_errors = true;
            findings::show(&mut outputs.talk, &side.loaded.sources, &side.findings);
            let words = format!("in `{}` these have errors and are not walked: {}", side.name, unwalked.join(", "));
            outputs.talk.text(0, Style::Plain, &words);
        }
        side.own.retain(|id| !gone.contains(id));
    }
    has_errors
}

/// Replays the cases of all records; returns whether every line could be read.
fn replay<'c>(
    sides: Sides<'_>,
    report: &ChangeReport,
    paths: &'c [PathBuf],
    outputs: &mut Outputs,
) -> Result<(Vec<(&'c Path, CaseReport)>, bool), Unusable> {
    let mut reports = Vec::new();
    let mut is_whole = true;
    for path in paths {
        let bytes = record::read(path)?;
        let records: Records<'_> = record::sorted(path, &bytes)?;
        let cases = diff::compare_cases(sides, report, &records, &mut |_, _| {});
        for problem in cases.problems.iter().take(MOST_PROBLEMS) {
            let unusable = Unusable::at(path, problem);
            let _exit = outputs.complain(&unusable.to_string(), &unusable.help);
        }
        if let Some(more) = cases.problems.len().checked_sub(MOST_PROBLEMS).filter(|more| *more != 0) {
            outputs.talk.text(0, Style::Plain, &format!("{more} more lines of this file cannot be read"));
        }
        if let Some(line) = cases.torn {
            let words = format!("{}:{line}: the last line was torn off and is left out", path.display());
            outputs.talk.text(0, Style::Plain, &words);
        }
        is_whole &= cases.problems.is_empty();
        reports.push((path.as_path(), cases));
    }
    Ok((reports, is_whole))
}

fn show(args: &Args, sides: Sides<'_>, report: &ChangeReport, cases: &[(&Path, CaseReport)], outputs: &mut Outputs) {
    let spoken = words(args);
    let trees = changes::in_words(sides, report, &spoken);
    let shared = changes::shared_words(report);
    let lines: Vec<Vec<CaseLine>> =
        cases.iter().map(|(_, cases)| changes::case_lines(sides, report, cases, &spoken)).collect();
    let mut summary = changes::summary(report);
    for (_, cases) in cases {
        summary = format!("{summary}; {}", changes::case_summary(cases));
    }
    if args.format == Format::Json {
        outputs.out.json_lines(&changes::json_lines(&trees, &shared, &lines.concat(), &summary));
        return;
    }
    let screen = &mut outputs.out;
    let (whole, changed): (Vec<&TreeWords>, Vec<&TreeWords>) = trees.iter().partition(|tree| tree.entries.is_empty());
    whole.iter().chain(&changed).for_each(|tree| show_tree(screen, tree));
    if !shared.is_empty() {
        screen.gap();
        screen.text(0, Style::Strong, "Shared words");
        shared.iter().for_each(|(_, text)| screen.item(2, "- ", Style::Plain, text));
    }
    for ((path, cases), lines) in cases.iter().zip(&lines) {
        screen.gap();
        screen.text(0, Style::Strong, &format!("Recorded cases in {}", path.display()));
        screen.text(2, Style::Plain, &changes::case_summary(cases));
        lines.iter().take(MOST_CASES).for_each(|line| show_case(screen, line));
        if let Some(more) = lines.len().checked_sub(MOST_CASES).filter(|more| *more != 0) {
            screen.text(2, Style::Plain, &format!("{more} more; --format json tells all"));
        }
    }
    for ix in &report.cut_short {
        let tree = sides.new.read.tree(*ix).map(|tree| tree.id.as_str()).unwrap_or_default();
        outputs.talk.text(0, Style::Plain, &format!("`{tree}` has too many walks to try all; the shortest were"));
    }
    outputs.out.gap();
    outputs.out.text(0, Style::Plain, &summary);
}

fn show_tree(screen: &mut Screen, tree: &TreeWords) {
    if !tree.entries.is_empty() {
        screen.gap();
    }
    let kind = if tree.is_part { "part " } else { "" };
    let what = match tree.what {
        "appeared" => " (new)",
        "vanished" => " (gone)",
        _ => "",
    };
    screen.text(0, Style::Strong, &format!("{kind}{}{what}: {}", tree.tree, tree.title));
    let mut section = None;
    for entry in &tree.entries {
        if section.replace(entry.section) != Some(entry.section) {
            screen.text(2, Style::Plain, entry.section.heading());
        }
        show_entry(screen, entry);
    }
}

fn show_entry(screen: &mut Screen, entry: &Entry) {
    screen.item(4, "- ", Style::Plain, &entry.text);
    if let Some(walk) = &entry.walk {
        show_walk(screen, walk);
    }
}

fn show_walk(screen: &mut Screen, walk: &WalkWords) {
    let answers = if walk.answers.is_empty() { "from the start".to_owned() } else { walk.answers.join(" > ") };
    let voice = if walk.agent { " (an agent)" } else { "" };
    screen.item(6, "for example  ", Style::Quiet, &format!("{}{voice}: {answers}", walk.tree));
    screen.item(6, "before       ", Style::Quiet, &walk.before);
    screen.item(6, "now          ", Style::Quiet, &walk.now);
}

fn show_case(screen: &mut Screen, case: &CaseLine) {
    let answers = match (case.kept, case.dropped) {
        (kept, 0) => format!("{kept} answers kept"),
        (kept, dropped) => format!("{kept} answers kept, {dropped} dropped"),
    };
    screen.item(2, "- ", Style::Plain, &format!("{} (line {}): {answers}", case.number, case.line));
    screen.item(4, "before  ", Style::Quiet, &case.before);
    screen.item(4, "now     ", Style::Quiet, &case.now);
    for lost in &case.lost {
        screen.item(4, "lost    ", Style::Quiet, lost);
    }
}

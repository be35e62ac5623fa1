//! `lotse diff`: what callers would notice of a change.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use clap::Args as Arguments;

use super::{
    Args, Exit, Format, Outputs,
    check::FOLDER,
    findings,
    progress::Progress,
    record::{self, Unusable},
    revision::{Revision, Scratch},
    shelf, words,
};
use crate::{
    base::{Diagnostic, Id},
    diff::{self, CaseReport, ChangeReport, ScenarioReport, Side, Sides},
    library::{Loaded, Shelf},
    report::changes::{self, CaseGroup, CaseLine, Entry, ScenarioLine, Told, TreeWords, WalkWords},
    scenario::Suite,
    screen::{Screen, Style},
    tree::Library,
};

/// The most groups of cases that are told; programs get every case.
pub(super) const MOST_GROUPS: usize = 20;

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
    suites: Vec<Suite>,
    findings: Vec<Diagnostic>,
}

/// Everything that was found.
struct Found<'c> {
    report: ChangeReport,
    scenarios: ScenarioReport,
    cases: Vec<(&'c Path, CaseReport)>,
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
    let mut progress = Progress::new("walks");
    let mut report = diff::compare(sides, &mut progress.teller());
    drop(progress);
    if is_one_file {
        report.words.clear();
    }
    let scenarios = diff::compare_scenarios(sides, &report, &old.suites);
    let mut cases = Vec::new();
    for path in &compared.cases {
        cases.push((path.as_path(), replay(sides, &report, path, outputs)?));
    }
    let is_whole = cases.iter().all(|(_, cases)| cases.problems.is_empty());
    let found = Found { report, scenarios, cases };
    show(args, sides, &found, outputs);
    let differs = !found.report.walks_are_same()
        || !found.scenarios.changes.is_empty()
        || found.cases.iter().any(|(_, cases)| !cases.changes.is_empty());
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
    // Git is asked where the path lies, so that the repository is the one to which it belongs.
    let parent = path.parent().filter(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    let (folder, name) = if path.is_dir() {
        (path, String::new())
    } else {
        (parent, path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default())
    };
    Revision::named_as(folder, &format!("{revision}^{{tree}}"), revision)?;
    Revision::named(folder, &format!("{revision}:./{name}")).map_err(|_| {
        let problem = format!("there is no `{}` in `{revision}`", path.display());
        Unusable::new(problem, format!("name the path as it was there: {revision}:PATH"))
    })
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
            for (from, to) in [(path.clone(), as_name.clone()), (tests_of(path), tests_name(&as_name))] {
                if from == *path || from.is_file() {
                    folder.write(Path::new(&to), &fs::read(from).map_err(failed)?).map_err(failed)?;
                }
            }
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
    // A file by itself is read with what stands around it, or around the file that it is compared with.
    if source.is_file() {
        let beside = [source, other].into_iter().filter_map(|it| match it {
            Source::Path(path) => Some(path),
            Source::Revision(_) => None,
        });
        let _known = beside.map(|path| shelf.add_around(path)).find(|is_there| *is_there);
    }
    shelf.add(&path).map_err(|unopened| Unusable::new(unopened.to_string(), unopened.help))?;
    let (library, mut loaded) = shelf.load_all_as_read();
    let own = shelf.last_added();
    let mut findings = findings::errors(loaded.foreign_findings(&shelf));
    let tests = shelf.tests(&mut loaded);
    findings.extend(findings::errors(tests.findings));
    drop(scratch);
    Ok(ReadSide { name: name.to_owned(), library, loaded, own, suites: tests.suites, findings })
}

/// Returns the name of the test file beside a tree.
fn tests_name(name: &str) -> String {
    format!("{}.test.yaml", name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

fn tests_of(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(tests_name(&name))
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

/// Replays the cases of a record, and says which lines cannot be read.
fn replay(sides: Sides<'_>, report: &ChangeReport, path: &Path, outputs: &mut Outputs) -> Result<CaseReport, Unusable> {
    let bytes = record::read(path)?;
    let records = record::sorted(path, &bytes)?;
    let mut progress = Progress::new("cases");
    let cases = diff::compare_cases(sides, report, &records, &mut progress.teller());
    drop(progress);
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
    Ok(cases)
}

fn show(args: &Args, sides: Sides<'_>, found: &Found<'_>, outputs: &mut Outputs) {
    let (spoken, report) = (words(args), &found.report);
    let trees = changes::in_words(sides, report, &spoken);
    let shared = changes::shared_words(report);
    let scenarios = changes::scenario_lines(sides, report, &found.scenarios, &spoken);
    let cases: Vec<Vec<CaseLine>> =
        found.cases.iter().map(|(_, cases)| changes::case_lines(sides, report, cases, &spoken)).collect();
    let mut parts = vec![changes::summary(report)];
    parts.extend(changes::scenario_summary(&found.scenarios));
    parts.extend(found.cases.iter().map(|(_, cases)| changes::case_summary(cases)));
    let summary = parts.join("; ");
    for ix in &report.cut_short {
        let tree = sides.new.read.tree(*ix).map(|tree| tree.id.as_str()).unwrap_or_default();
        outputs.talk.text(0, Style::Plain, &format!("`{tree}` has too many walks to try all; the shortest were"));
    }
    if args.format == Format::Json {
        let all = cases.concat();
        let told = Told { trees: &trees, words: &shared, scenarios: &scenarios, cases: &all, summary: &summary };
        outputs.out.json_lines(&changes::json_lines(told));
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
    if !scenarios.is_empty() {
        screen.gap();
        screen.text(0, Style::Strong, "Scenarios that would now go elsewhere");
        scenarios.iter().for_each(|line| show_scenario(screen, line));
    }
    for ((path, _), lines) in found.cases.iter().zip(&cases).filter(|(_, lines)| !lines.is_empty()) {
        screen.gap();
        screen.text(0, Style::Strong, &format!("Recorded cases in {}", path.display()));
        let groups = changes::grouped(lines);
        groups.iter().take(MOST_GROUPS).for_each(|group| show_cases(screen, group));
        if let Some(more) = groups.len().checked_sub(MOST_GROUPS).filter(|more| *more != 0) {
            screen.text(2, Style::Plain, &format!("{more} more kinds; --format json tells every case"));
        }
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

fn show_scenario(screen: &mut Screen, line: &ScenarioLine) {
    let after = match &line.after {
        Some((step, reply)) => format!("parts after `{step}: {reply}`"),
        None => "parts at the start".to_owned(),
    };
    let told = if line.fate == "old-name" { format!("{after}, names a step by its old id") } else { after };
    screen.item(2, "- ", Style::Plain, &format!("{}: {told}", line.name));
    screen.item(4, "before  ", Style::Quiet, &line.before);
    screen.item(4, "now     ", Style::Quiet, &line.now);
    if let Some(message) = &line.message {
        screen.item(4, "test    ", Style::Quiet, message);
    }
}

/// Tells of cases with which the same would happen.
pub(super) fn show_cases(screen: &mut Screen, group: &CaseGroup<'_>) {
    let first = group.first;
    let names = group.numbers.join(", ");
    let what = match group.count {
        1 if first.line == 0 => format!("case {names}"),
        1 => format!("case {names} (line {})", first.line),
        count if count <= group.numbers.len() => format!("{count} cases: {names}"),
        count => format!("{count} cases, such as {names}"),
    };
    let answers = match (first.kept, first.dropped) {
        (1, 0) => "1 answer kept".to_owned(),
        (kept, 0) => format!("{kept} answers kept"),
        (kept, dropped) => format!("{kept} answers kept, {dropped} dropped"),
    };
    screen.item(2, "- ", Style::Plain, &format!("{what}; {answers}"));
    screen.item(4, "before  ", Style::Quiet, &first.before);
    screen.item(4, "now     ", Style::Quiet, &first.now);
    for lost in &first.lost {
        screen.item(4, "lost    ", Style::Quiet, lost);
    }
}

//! `lotse test`: runs scenarios and tells what they cover.

mod aloud;
mod explore;
mod mutate;
mod suggest;

use std::path::{Path, PathBuf};

use clap::Args as Arguments;

use super::{
    Args, Exit, Format, Outputs, add_all,
    check::{FOLDER, load},
    findings,
    progress::Progress,
    shelf,
};
use crate::{
    base::{Diagnostic, Id, Level, near},
    library::{Existing, Loaded, Shelf, Tests, save},
    report::scenarios::{Column, annotated, coverage_lines, junit, scenario_lines, table},
    scenario::{self, Coverage, Share, Tried},
    screen::Style,
    tree::TreeIx,
};

/// What to test and what to tell.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[derive(Debug, Arguments)]
pub(super) struct Wanted {
    /// Folders or files. Without one, the folder `trees`.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Tests the folders by themselves, without the trees and words that are built in.
    #[arg(long)]
    alone: bool,
    /// Runs only scenarios whose name, or whose tree's name, contains this.
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Shows what no scenario takes, each at its place.
    #[arg(long)]
    coverage: bool,
    /// Fails if less than this share of answers, steps or endings is taken, or of mutants noticed.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    min: Option<u8>,
    /// Writes the results as JUnit XML into this file.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Sends random customers through each tree and tells what they lived through: 1000, or as many as are named.
    #[arg(long, value_name = "CUSTOMERS", num_args = 0..=1, default_missing_value = "1000", require_equals = true)]
    explore: Option<usize>,
    /// The seed of the random customers: the same seed, the same customers.
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "explore")]
    seed: u64,
    /// Lets every way of a tree lead elsewhere, one at a time, and tells what no scenario notices.
    #[arg(long)]
    mutate: bool,
    /// Writes the walks that are missing, for an author to read and confirm, as YAML.
    #[arg(long)]
    suggest: bool,
    /// Prints each walk as the dialogue that a person would have, to be read aloud: with --lang and --as.
    #[arg(long, conflicts_with_all = ["suggest", "mutate", "explore", "coverage"])]
    aloud: bool,
    /// Adds the suggested walks to the test files beside the trees.
    #[arg(long, requires = "suggest")]
    write: bool,
}

/// Everything that was read and run.
struct Results {
    shelf: Shelf,
    loaded: Loaded,
    tests: Tests,
    tried: Vec<Tried>,
    /// The trees that are asked about.
    trees: Vec<TreeIx>,
    /// Those among them that cannot be walked.
    unsound: Vec<Id>,
}

/// Tests what is named, else the folder `trees`.
pub(super) fn test(args: &Args, wanted: &Wanted, outputs: &mut Outputs) -> Exit {
    let results = match run(args, wanted, outputs) {
        Ok(results) => results,
        Err(exit) => return exit,
    };
    if let Some(only) = &wanted.only
        && let Some(exit) = complain_of_nothing(only, wanted.suggest, &results, outputs)
    {
        return exit;
    }
    if let Some(path) = &wanted.junit
        && let Err(error) =
            save(path, &junit(&results.loaded.sources, &results.tests.suites, &results.tried), Existing::Replace)
    {
        return outputs.complain(&format!("`{}`: {error}", path.display()), "name a file in a folder that exists");
    }
    if wanted.aloud {
        aloud::read_aloud(args, &results, outputs);
    }
    if wanted.suggest {
        return suggest::suggest(wanted.write, &results, outputs);
    }
    let measured = scenario::coverage(results.loaded.sealed.library(), &results.trees, &results.tried);
    show(args, wanted, &results, &measured, outputs);
    if let Some(customers) = wanted.explore {
        explore::explore(args, &results, customers, wanted.seed, outputs);
    }
    let noticed = if wanted.mutate { mutate::mutate(args, &results, outputs) } else { 100 };
    let failed = results.tried.iter().filter(|tried| !tried.passed()).count();
    let is_short = |min: u8| noticed < usize::from(min) || measured.iter().any(|it| it.least() < usize::from(min));
    let short = wanted.min.is_some_and(is_short);
    tell_summary(&results, failed, outputs);
    if let Some(min) = wanted.min.filter(|_| short) {
        tell_short(min, &measured, noticed, outputs);
    }
    if 0 < failed || short || !results.tests.findings.is_empty() { Exit::Findings } else { Exit::Good }
}

fn run(args: &Args, wanted: &Wanted, outputs: &mut Outputs) -> Result<Results, Exit> {
    let mut shelf = match if wanted.alone { Ok(Shelf::empty()) } else { shelf(&args.trees) } {
        Ok(shelf) => shelf,
        Err(unopened) => return Err(outputs.complain(&unopened.to_string(), unopened.help)),
    };
    let folder = PathBuf::from(FOLDER);
    let here = Path::new(FOLDER).is_dir() && args.trees.is_empty();
    let paths = if wanted.paths.is_empty() && here { std::slice::from_ref(&folder) } else { &wanted.paths };
    if paths.is_empty() && args.trees.is_empty() {
        return Err(outputs.complain("there is nothing to test", "name a folder of trees: lotse test FOLDER"));
    }
    if let Err(unopened) = add_all(&mut shelf, paths) {
        return Err(outputs.complain(&unopened.to_string(), unopened.help));
    }
    let mut loaded = load(&shelf);
    let tests = shelf.tests(&mut loaded);
    let only = wanted.only.as_deref().unwrap_or_default();
    // What is missing follows from all that is there.
    let is_wanted = |tree: &Id, id: &Id| wanted.suggest || tree.as_str().contains(only) || id.as_str().contains(only);
    let mut progress = Progress::new("scenarios");
    let tried = scenario::try_all(&loaded.sealed, &tests.suites, is_wanted, &mut progress.teller());
    drop(progress);
    let mut trees = loaded.trees(&shelf, false);
    let library = loaded.sealed.library();
    let is_named = |ix: &TreeIx| library.tree(*ix).is_some_and(|tree| tree.id.as_str().contains(only));
    trees.retain(|ix| is_named(ix) || (!wanted.suggest && tried.iter().any(|tried| tried.tree == *ix)));
    let mut unsound = loaded.unsound(&shelf, false);
    unsound.retain(|id| id.as_str().contains(only));
    Ok(Results { shelf, loaded, tests, tried, trees, unsound })
}

/// Says why `--only` finds nothing to do; nothing if there is something.
fn complain_of_nothing(only: &str, is_suggesting: bool, results: &Results, outputs: &mut Outputs) -> Option<Exit> {
    let is_idle = if is_suggesting { results.trees.is_empty() } else { results.tried.is_empty() };
    if !is_idle {
        return None;
    }
    let library = results.loaded.sealed.library();
    let titles = || results.loaded.trees(&results.shelf, false).into_iter().filter_map(|ix| library.tree(ix));
    if !results.unsound.is_empty() {
        tell_left_out(results, outputs);
        return Some(Exit::Findings);
    }
    if let Some(tree) = titles().find(|tree| tree.id.as_str().contains(only)) {
        let help = format!("`lotse test --only {} --suggest` writes some", tree.id);
        return Some(outputs.complain(&format!("the tree `{}` has no scenarios yet", tree.id), &help));
    }
    let walks = results.tests.suites.iter().flat_map(|suite| suite.walks.iter().map(|walk| walk.id.as_str()));
    let trees = titles().map(|tree| tree.id.as_str());
    let (what, meant) =
        if is_suggesting { ("tree", near(only, trees)) } else { ("scenario", near(only, walks.chain(trees))) };
    let help = meant.map(|meant| format!("did you mean `{meant}`?"));
    Some(outputs.complain(&format!("no {what} is called `{only}`"), &help.unwrap_or_default()))
}

/// Says which trees were left out, and shows the errors by which they were.
fn tell_left_out(results: &Results, outputs: &mut Outputs) {
    let mut found: Vec<Diagnostic> = results.unsound.iter().flat_map(|id| results.loaded.errors_of(id)).collect();
    found.sort_by_key(|finding| finding.place);
    findings::show(&mut outputs.talk, &results.loaded.sources, &found);
    for id in &results.unsound {
        outputs.talk.text(0, Style::Plain, &format!("the tree `{id}` is left out because of errors"));
    }
}

/// Shows findings, coverage, and what else was asked for.
fn show(args: &Args, wanted: &Wanted, results: &Results, measured: &[Coverage], outputs: &mut Outputs) {
    let Results { loaded, tests, tried, .. } = results;
    let mut found: Vec<Diagnostic> = tests.findings.clone();
    found.extend(tried.iter().flat_map(|tried| tried.judged.findings.iter().cloned()));
    found.extend(scenario::unconfirmed(&tests.suites, tried));
    found.sort_by_key(|finding| (finding.place, finding.level()));
    match args.format {
        Format::Json => {
            findings::write(&mut outputs.out, &loaded.sources, &found);
            outputs.out.json_lines(&scenario_lines(loaded.sealed.library(), &tests.suites, tried));
            outputs.out.json_lines(&coverage_lines(&loaded.sources, measured));
        }
        Format::Text => {
            findings::show(&mut outputs.out, &loaded.sources, &found);
            if wanted.coverage {
                show_gaps(loaded, measured, outputs);
            }
            outputs.out.verbatim(&coverage_table(measured));
        }
    }
    outputs.out.flush();
}

/// Shows what no scenario takes in the source of each tree.
fn show_gaps(loaded: &Loaded, measured: &[Coverage], outputs: &mut Outputs) {
    let look = findings::look(&outputs.out);
    for it in measured {
        if let Some(drawn) = annotated(&loaded.sources, it, look) {
            outputs.out.drawing(&drawn);
            outputs.out.gap();
        }
    }
}

/// Draws one row a tree, and one for all.
fn coverage_table(measured: &[Coverage]) -> String {
    let share = |share: Share| format!("{}/{}", share.taken, share.of);
    let percent = |share: Share| format!("{} %", share.percent());
    let head = ["tree", "scenarios", "answers", "", "steps", "", "endings", ""];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let mut row = |name: String, count: usize, shares: [Share; 3]| {
        let mut cells = vec![name, count.to_string()];
        cells.extend(shares.into_iter().flat_map(|it| [share(it), percent(it)]));
        rows.push(cells);
    };
    let mut total = (0, [Share::default(); 3]);
    for it in measured {
        let shares = [it.answers, it.steps, it.endings];
        row(it.id.to_string(), it.scenarios, shares);
        total.0 += it.scenarios;
        for (sum, share) in total.1.iter_mut().zip(shares) {
            *sum = sum.plus(share);
        }
    }
    if 1 < measured.len() {
        row("together".to_owned(), total.0, total.1);
    }
    let mut columns = vec![Column::Left];
    columns.resize(head.len(), Column::Right);
    table(&columns, &rows)
}

/// Says what is less than it must be.
fn tell_short(min: u8, measured: &[Coverage], noticed: usize, outputs: &mut Outputs) {
    for it in measured {
        let shares = [("answers", it.answers), ("steps", it.steps), ("endings", it.endings)];
        let short: Vec<String> = shares
            .iter()
            .filter(|(_, share)| share.percent() < usize::from(min))
            .map(|(what, share)| format!("{} % of the {what}", share.percent()))
            .collect();
        if !short.is_empty() {
            let line = format!("`{}`: scenarios take {}, at least {min} % are wanted", it.id, short.join(", "));
            outputs.talk.text(0, Style::Plain, &line);
        }
    }
    if noticed < usize::from(min) {
        let line = format!("{noticed} % of the mutants are noticed, at least {min} % are wanted");
        outputs.talk.text(0, Style::Plain, &line);
    }
}

fn tell_summary(results: &Results, failed: usize, outputs: &mut Outputs) {
    let _files = results.shelf.ids();
    let count = results.tried.len();
    let suites = results.tests.suites.len();
    let outcome = match (count, failed) {
        (0, _) => "nothing is proven by that".to_owned(),
        (_, 0) => "all passed".to_owned(),
        (_, failed) => format!("{failed} failed"),
    };
    let mut line = format!("ran {} of {}: {outcome}", counted(count, "scenario"), counted(suites, "tree"));
    let unusable = results.tests.findings.iter().filter(|it| it.level() == Level::Error).count();
    if unusable != 0 {
        line = format!("{line}; {} in test files above", counted(unusable, "error"));
    }
    outputs.talk.text(0, Style::Plain, &line);
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

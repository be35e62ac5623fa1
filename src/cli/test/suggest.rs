//! `lotse test --suggest`: writes the walks that are missing.

use std::path::{Path, PathBuf};

use super::Results;
use crate::{
    base::clean_line,
    cli::{Exit, Outputs, progress::Progress},
    library::{Existing, save},
    scenario::{self, Suggestion, Taken, Unwritten, append, document},
    screen::Style,
    tree::Tree,
};

/// Suggests walks for every tree that is asked about; on the standard output, or into the test files.
pub(super) fn suggest(write: bool, results: &Results, outputs: &mut Outputs) -> Exit {
    let library = &results.loaded.sealed;
    let taken = Taken::by(&results.tried);
    let mut progress = Progress::new("trees");
    let (mut walks, mut files, mut exit) = (0, 0, Exit::Good);
    for (done, ix) in results.trees.iter().enumerate() {
        let Some(tree) = library.library().tree(*ix) else { continue };
        progress.tell(done, results.trees.len());
        let suite = results.tests.suites.iter().find(|suite| suite.tree == tree.id);
        let found = scenario::suggest(library, *ix, suite, &taken);
        for item in &found.untaken {
            let reason = if found.is_cut { "too many situations to look at all" } else { "no run takes it" };
            let line = format!("{}: `{}` is left out: {reason}", tree.id, item.name);
            outputs.talk.text(0, Style::Plain, &line);
            exit = Exit::Findings;
        }
        if found.walks.is_empty() {
            continue;
        }
        walks += found.walks.len();
        files += 1;
        let Some(path) = path_of(results, tree) else { continue };
        if write {
            if let Err(failed) = add(&path, tree, &schema(results, tree), &found.walks) {
                return outputs.complain(&failed.problem, failed.help);
            }
            let line = format!(
                "{}: {} added",
                clean_line(&path.display().to_string()),
                super::counted(found.walks.len(), "walk")
            );
            outputs.talk.text(0, Style::Plain, &line);
        } else {
            let name = clean_line(&path.display().to_string()).into_owned();
            let text = document(tree.id.as_str(), &found.walks);
            outputs.out.verbatim(&format!("# file: {name}\n{}{text}", schema(results, tree)));
        }
    }
    drop(progress);
    if !results.unsound.is_empty() {
        super::tell_left_out(results, outputs);
        exit = Exit::Findings;
    }
    let line = match walks {
        0 if results.trees.is_empty() => "nothing can be suggested".to_owned(),
        0 if !results.unsound.is_empty() => "nothing is missing in the others".to_owned(),
        0 => "nothing is missing".to_owned(),
        _ => format!("{} in {}: read and confirm them", super::counted(walks, "walk"), super::counted(files, "file")),
    };
    outputs.talk.text(0, Style::Plain, &line);
    exit
}

/// Returns where the scenarios of a tree stand, or would.
fn path_of(results: &Results, tree: &Tree) -> Option<PathBuf> {
    let suites = results.tests.suites.iter().zip(&results.tests.paths);
    let known = suites.filter(|(suite, _)| suite.tree == tree.id).map(|(_, path)| path.clone()).next();
    known.or_else(|| {
        let source = results.loaded.sources.get(tree.source)?;
        Some(Path::new(&source.name).with_file_name(format!("{}.test.yaml", tree.id)))
    })
}

struct Failed {
    problem: String,
    help: &'static str,
}

/// Names the schema of test files in the first line, for editors, if the tree names its own there.
fn schema(results: &Results, tree: &Tree) -> String {
    let source = results.loaded.sources.get(tree.source);
    let first = source.and_then(|source| source.text.lines().next()).unwrap_or_default();
    match first.strip_suffix("tree.schema.json") {
        Some(before) if first.starts_with("# yaml-language-server: ") => format!("{before}test.schema.json\n"),
        _ => String::new(),
    }
}

fn add(path: &Path, tree: &Tree, schema: &str, walks: &[Suggestion]) -> Result<(), Failed> {
    let name = clean_line(&path.display().to_string()).into_owned();
    let failed = |problem: String, help| Failed { problem: format!("`{name}`: {problem}"), help };
    let text = match std::fs::read_to_string(path) {
        Ok(old) => append(&old, walks).map_err(|why| match why {
            Unwritten::Unreadable => {
                failed("there are mistakes in it".to_owned(), "mend it first: `lotse test` shows them")
            }
            Unwritten::NotInBlocks => {
                let help = "write `walks:` alone on its line and each walk below it, or add them by hand";
                failed("the new walks do not fit into it".to_owned(), help)
            }
        })?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            format!("{schema}{}", document(tree.id.as_str(), walks))
        }
        Err(error) => return Err(failed(error.to_string(), "look at the rights of the file")),
    };
    save(path, &text, Existing::Replace).map_err(|error| failed(error.to_string(), "look at the rights of the folder"))
}

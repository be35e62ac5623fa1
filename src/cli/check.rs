//! `lotse check`: all findings of all files in one run.

mod stale;

use std::path::{Path, PathBuf};

use super::{Args, Exit, Format, Outputs, add_all, findings, now, progress::Progress, shelf, when::When};
use serde::Serialize;

use crate::{
    base::Level,
    check,
    library::{Loaded, Shelf},
    report::diagnostics::summary,
    screen::Style,
    tree::TreeIx,
};

/// Where trees stand in a project.
pub(super) const FOLDER: &str = "trees";

/// How to check.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// Without what is built in.
    pub(super) alone: bool,
    /// With the longest run of each tree.
    pub(super) runs: bool,
    /// Which trees have to be read again instead, by a day or today.
    pub(super) stale: Option<When>,
}

/// The longest run of one tree, for programs.
#[derive(Serialize)]
struct Run<'a> {
    format: u32,
    tree: &'a str,
    questions: u32,
    instructions: u32,
    minutes: u32,
}

/// Checks what is named, else the folder `trees`, else what is built in.
pub(super) fn check(args: &Args, paths: &[PathBuf], wanted: Wanted, outputs: &mut Outputs) -> Exit {
    let mut shelf = match if wanted.alone { Ok(Shelf::empty()) } else { shelf(&args.trees) } {
        Ok(shelf) => shelf,
        Err(unopened) => return outputs.complain(&unopened.to_string(), unopened.help),
    };
    let folder = PathBuf::from(FOLDER);
    let here = Path::new(FOLDER).is_dir() && args.trees.is_empty();
    let paths = if paths.is_empty() && here { std::slice::from_ref(&folder) } else { paths };
    if let Err(unopened) = add_all(&mut shelf, paths) {
        return outputs.complain(&unopened.to_string(), unopened.help);
    }
    let loaded = load(&shelf);
    // What is built in was checked before it was built in; it is shown only if nothing else was asked for.
    let is_own = paths.is_empty() && args.trees.is_empty();
    if let Some(day) = wanted.stale {
        let trees = loaded.trees(&shelf, is_own);
        return stale::tell(args, &loaded, &trees, day.date(&now()), outputs);
    }
    let mut found = if is_own { loaded.findings.clone() } else { loaded.foreign_findings(&shelf) };
    // Nobody who stands in an empty folder can mend what is built in; hints on it are for those who built it.
    found.retain(|it| !is_own || it.level() != Level::Hint);
    match args.format {
        Format::Json => findings::write(&mut outputs.out, &loaded.sources, &found),
        Format::Text => findings::show(&mut outputs.out, &loaded.sources, &found),
    }
    if wanted.runs {
        show_runs(args, &loaded, &loaded.trees(&shelf, is_own), outputs);
    }
    outputs.out.flush();
    let files = loaded.files(&shelf, is_own);
    let checked = if is_own { counted(files, "built-in file") } else { counted(files, "file") };
    outputs.talk.text(0, Style::Plain, &format!("checked {checked}: {}", summary(&found)));
    if is_own {
        let line = format!("there is no folder `{FOLDER}` here; to check your own trees: lotse check FOLDER");
        outputs.talk.text(0, Style::Plain, &line);
    }
    let is_clean = found.iter().all(|it| it.level() == Level::Hint);
    if is_clean { Exit::Good } else { Exit::Findings }
}

/// Reads and proves everything, and shows how far that has come.
pub(super) fn load(shelf: &Shelf) -> Loaded {
    let mut progress = Progress::new("reading");
    shelf.load_all_telling(&mut progress.stages())
}

/// Tells the longest run of each sound tree that is asked about; parts are contained in their callers.
fn show_runs(args: &Args, loaded: &Loaded, wanted: &[TreeIx], outputs: &mut Outputs) {
    let library = loaded.sealed.library();
    for (ix, longest) in check::prove(library, |_| false).longest {
        let Some(tree) = library.tree(ix).filter(|tree| wanted.binary_search(&ix).is_ok() && !tree.is_part()) else {
            continue;
        };
        let (questions, instructions, minutes) = (longest.questions, longest.instructions, longest.minutes());
        match args.format {
            Format::Json => {
                outputs.out.json(&Run { format: 1, tree: tree.id.as_str(), questions, instructions, minutes });
            }
            Format::Text => {
                let (asked, done) =
                    (counted(questions as usize, "question"), counted(instructions as usize, "instruction"));
                let line = format!("{}: at most {asked}, {done}, {minutes} min", tree.id);
                outputs.out.text(0, Style::Plain, &line);
            }
        }
    }
}

pub(super) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

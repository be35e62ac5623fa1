//! `lotse export`: a tree as a picture, as data or as a manual.

use std::path::PathBuf;

use clap::{Args as Arguments, ValueEnum};

use super::{Args, Exit, Outputs, run, save, words};
use crate::{
    case::Phrase,
    export::{self, Overlay, Picture, Plan, Scope},
    library::Shelf,
};

/// What a tree is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// A picture for any browser, drawn without another program.
    Svg,
    /// A Mermaid flowchart, for documents that draw it themselves.
    Mermaid,
    /// A graph for Graphviz.
    Dot,
    /// For other programs; the form has a version.
    Json,
}

/// What to export, and where to.
#[derive(Debug, Arguments)]
pub(super) struct Wanted {
    /// What to write.
    #[arg(value_enum)]
    form: Form,
    /// The name of the tree, as `lotse list` shows it.
    tree: String,
    /// Where to write it; without it, to the standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replaces the file if it exists.
    #[arg(long, requires = "out")]
    force: bool,
}

/// Writes one tree in the wanted form.
pub(super) fn export(args: &Args, shelf: &Shelf, wanted: &Wanted, outputs: &mut Outputs) -> Exit {
    let loaded = match run::load(shelf, &wanted.tree, outputs) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let words = words(args);
    let library = loaded.sealed.library();
    let phrase = Phrase { library, words: &words };
    let plan = library.find(&wanted.tree).and_then(|ix| Plan::new(phrase, ix));
    let Some(plan) = plan else { return Exit::Unusable };
    let overlay = Overlay::default();
    let picture = Picture::new(&plan, Scope::default(), &overlay);
    let text = match wanted.form {
        Form::Svg => match export::svg(&picture) {
            Ok(text) => text,
            Err(large) => return outputs.complain(&large.to_string(), "draw a branch: --from STEP, --depth N"),
        },
        Form::Mermaid => export::mermaid(&picture),
        Form::Dot => export::dot(&picture),
        Form::Json => export::json(&plan),
    };
    deliver(wanted, &text, outputs)
}

/// Writes to the file that was named, or to the standard output.
fn deliver(wanted: &Wanted, text: &str, outputs: &mut Outputs) -> Exit {
    let Some(path) = &wanted.out else {
        outputs.out.verbatim(text);
        return Exit::Good;
    };
    match save::save(path, text, wanted.force) {
        Ok(()) => Exit::Good,
        Err(unsaved) => outputs.complain(&unsaved.to_string(), unsaved.help()),
    }
}

//! `lotse show`: a tree as an outline, or one of its steps as a page.

use clap::Args as Arguments;

use super::{Args, Exit, Format, Outputs, export::step, run, words};
use crate::{
    case::Phrase,
    export::{Plan, Row, Weight, json, outline, page, parts},
    library::Shelf,
    screen::{Screen, Style},
};

/// What to show.
#[derive(Debug, Arguments)]
pub(super) struct Wanted {
    /// The name of the tree, as `lotse list` shows it.
    tree: String,
    /// Shows one step with all its texts, who leads to it and where it leads: its name or its number.
    #[arg(long, value_name = "STEP")]
    step: Option<String>,
    /// Shows the parts that the tree calls as well.
    #[arg(long, conflicts_with = "step")]
    parts: bool,
}

/// Shows a tree.
pub(super) fn show(args: &Args, shelf: &Shelf, wanted: &Wanted, outputs: &mut Outputs) -> Exit {
    let loaded = match run::load_titled(shelf, &wanted.tree, outputs) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let words = words(args);
    let library = loaded.sealed.library();
    let Some(tree) = library.find(&wanted.tree) else { return Exit::Unusable };
    let mut trees = vec![tree];
    if wanted.parts {
        trees.extend(parts(library, tree));
    }
    for plan in trees.into_iter().filter_map(|ix| Plan::new(Phrase { library, words: &words }, ix)) {
        let rows = match &wanted.step {
            Some(name) => match step(&plan, name, outputs) {
                Ok(ix) => page(&plan, ix).unwrap_or_default(),
                Err(exit) => return exit,
            },
            None if args.format == Format::Json => {
                outputs.out.verbatim(&json(&plan));
                continue;
            }
            None => outline(&plan),
        };
        rows.iter().for_each(|row| write(row, &mut outputs.out));
    }
    Exit::Good
}

fn write(row: &Row, screen: &mut Screen) {
    if row.gap {
        screen.gap();
    }
    let style = match row.weight {
        Weight::Plain => Style::Plain,
        Weight::Strong => Style::Strong,
        Weight::Quiet => Style::Quiet,
        Weight::Alarm => Style::Alarm,
    };
    screen.item(row.indent, &row.label, style, &row.words);
}

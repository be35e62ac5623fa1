//! Figures as a page in a file, with pictures of the trees.

use std::path::Path;

use super::tell;
use crate::{
    case::{Phrase, Topic},
    cli::{Args, Exit, Outputs, save, words},
    export::{self, Arrangement, Picture, Plan, Scope},
    library::Shelf,
    report::figures::{Drawn, Figures, never, order, page},
};

/// How many trees are drawn; the others have their figures in the tables.
const PICTURES: usize = 12;

/// Writes the page.
pub(super) fn write(
    args: &Args,
    shelf: &Shelf,
    (figures, path, force): (&Figures, &Path, bool),
    outputs: &mut Outputs,
) -> Exit {
    let words = words(args);
    let loaded = shelf.load_all();
    let library = loaded.sealed.library();
    let phrase = Phrase { library, words: &words };
    let drawn = draw(phrase, figures);
    let never = never(library, figures);
    let text = page(phrase, figures, &never, &tell::scope(&words, &figures.sample), &drawn);
    match save::save(path, &text, force) {
        Ok(()) => Exit::Good,
        Err(unsaved) => outputs.complain(&unsaved.to_string(), unsaved.help()),
    }
}

/// Draws the trees that are used most, with what was counted.
fn draw(phrase: Phrase<'_>, figures: &Figures) -> Vec<Drawn> {
    let trees = order(Topic::Tree, figures.of(Topic::Tree)).into_iter().filter_map(|tally| tally.keys.first());
    let plans = trees.filter_map(|tree| Plan::new(phrase, phrase.library.find(tree)?)).take(PICTURES);
    let drawn = plans.map(|plan| {
        let overlay =
            export::counted(&plan, figures.of(Topic::Step), figures.of(Topic::Answer), figures.of(Topic::Ending));
        let picture = Picture::new(&plan, Scope { from: None, depth: None }, &overlay);
        let layers = export::svg(&picture, Arrangement::Layers).ok();
        let pictures = layers.zip(export::svg(&picture, Arrangement::Column).ok());
        Drawn { title: phrase.title(plan.ix), pictures }
    });
    drawn.collect()
}

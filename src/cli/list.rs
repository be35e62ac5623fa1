//! `lotse list` and `lotse find`: which trees there are, and which fit a description.

use serde::Serialize;

use super::{Args, Exit, Format, Outputs, language, run, words};
use crate::{
    library::{Listed, Loaded, Shelf},
    repl::{area_name, search},
    screen::{Screen, Style},
    words::Words,
};

#[derive(Serialize)]
struct Line<'a> {
    format: u8,
    tree: &'a str,
    area: &'a str,
    title: &'a str,
}

/// Lists the trees, and names on the other output what cannot be used.
pub(super) fn known(shelf: &Shelf, outputs: &mut Outputs) -> (Vec<Listed>, Loaded) {
    let (listed, loaded) = shelf.list();
    run::complain_of(&loaded, shelf, outputs);
    (listed, loaded)
}

/// Lists all trees by area.
pub(super) fn all(args: &Args, shelf: &Shelf, outputs: &mut Outputs) -> Exit {
    let (listed, _) = known(shelf, outputs);
    let words = words(args);
    match args.format {
        Format::Json => listed.iter().for_each(|it| write(&mut outputs.out, it, &words)),
        Format::Text => by_area(&mut outputs.out, &listed, &words),
    }
    Exit::Good
}

fn by_area(screen: &mut Screen, listed: &[Listed], words: &Words) {
    let widest = listed.iter().map(|it| it.id.as_str().len()).max().unwrap_or_default();
    let mut area = None;
    for it in listed {
        if area.replace(it.area.as_str()) != Some(it.area.as_str()) {
            screen.gap();
            screen.text(0, Style::Strong, &area_name(words, &it.area));
        }
        let label = format!("{:widest$}  ", it.id.as_str());
        screen.item(2, &label, Style::Plain, it.title.get(words.lang()));
    }
}

fn write(screen: &mut Screen, it: &Listed, words: &Words) {
    let title = it.title.get(words.lang());
    screen.json(&Line { format: 1, tree: it.id.as_str(), area: &it.area, title });
}

/// Finds the trees that fit a description, best first.
pub(super) fn fitting(args: &Args, shelf: &Shelf, text: &str, outputs: &mut Outputs) -> Exit {
    let (listed, _) = known(shelf, outputs);
    let words = words(args);
    let found = search(&listed, text, language(args));
    if found.is_empty() {
        outputs.talk.text(0, Style::Plain, &words.say("start-nothing"));
        if args.format == Format::Text {
            by_area(&mut outputs.talk, &listed, &words);
        }
        return Exit::Findings;
    }
    let widest = found.iter().map(|it| it.id.as_str().len()).max().unwrap_or_default();
    for it in found {
        match args.format {
            Format::Json => write(&mut outputs.out, it, &words),
            Format::Text => {
                let label = format!("{:widest$}  ", it.id.as_str());
                outputs.out.item(0, &label, Style::Plain, it.title.get(words.lang()));
            }
        }
    }
    Exit::Good
}

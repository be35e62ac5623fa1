//! `lotse list`: which trees and shared words there are.

use std::path::Path;

use clap::ValueEnum;
use serde::Serialize;

use super::{Args, Exit, Format, Outputs, check::FOLDER, run, words};
use crate::{
    base::{Id, clean_line},
    export::severity,
    library::{Listed, Loaded, Shelf},
    repl::area_name,
    screen::{Screen, Style},
    tree::{self, Library, Tree},
    words::Words,
};

#[derive(Serialize)]
struct Line<'a> {
    format: u8,
    tree: &'a str,
    area: &'a str,
    title: &'a str,
}

/// Lists the trees, and tells on the other output how many cannot be used.
pub(super) fn known(shelf: &Shelf, outputs: &mut Outputs) -> (Vec<Listed>, Loaded) {
    let (listed, loaded) = shelf.list();
    run::count_left_out(&loaded, shelf, outputs);
    (listed, loaded)
}

/// What to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum What {
    /// What can be walked.
    #[default]
    Trees,
    /// What trees may call, with the exits of each.
    Parts,
    /// What a case may remember, and a hand-over collect.
    Facts,
    /// What people are warned of.
    Warnings,
    /// Who takes over.
    Roles,
    /// What the program may look for on the computer itself.
    Checks,
    /// Technical terms in plain words.
    Terms,
}

impl What {
    /// What one of them is called in the output for programs.
    fn singular(self) -> &'static str {
        match self {
            Self::Trees => "tree",
            Self::Parts => "part",
            Self::Facts => "fact",
            Self::Warnings => "warning",
            Self::Roles => "role",
            Self::Checks => "check",
            Self::Terms => "term",
        }
    }
}

/// One word that trees may use, for programs.
#[derive(Serialize)]
struct Word<'a> {
    format: u8,
    kind: &'a str,
    id: &'a str,
    name: &'a str,
}

/// Lists trees, parts or shared words.
pub(super) fn list(args: &Args, shelf: &Shelf, what: What, outputs: &mut Outputs) -> Exit {
    let exit = if what == What::Trees { all(args, shelf, outputs) } else { named(args, shelf, what, outputs) };
    outputs.out.flush();
    if args.trees.is_empty() && Path::new(FOLDER).is_dir() {
        let line = format!("the folder `{FOLDER}` here is not looked into; add --trees {FOLDER} for that");
        outputs.talk.text(0, Style::Plain, &line);
    }
    exit
}

/// Lists parts or shared words: the ids by which trees name them, and what each is.
fn named(args: &Args, shelf: &Shelf, what: What, outputs: &mut Outputs) -> Exit {
    let loaded = shelf.load_all();
    run::complain_of(&loaded, shelf, outputs);
    let words = words(args);
    let known = names(loaded.sealed.library(), what, &words);
    let widest = known.iter().map(|(id, _)| id.len()).max().unwrap_or_default();
    for (id, name) in &known {
        match args.format {
            Format::Json => outputs.out.json(&Word { format: 1, kind: what.singular(), id, name }),
            Format::Text => outputs.out.item(0, &format!("{id:widest$}  "), Style::Plain, name),
        }
    }
    Exit::Good
}

/// Puts ids beside the words that people see.
fn names(library: &Library, what: What, words: &Words) -> Vec<(String, String)> {
    let lang = words.lang();
    let vocabulary = library.vocabulary();
    let pair = |id: &Id, name: &str| (id.to_string(), clean_line(name).into_owned());
    match what {
        What::Trees | What::Parts => {
            let wanted = library.trees().map(|(_, tree)| tree).filter(|it| it.is_part() == (what == What::Parts));
            let exits =
                |tree: &Tree| -> Vec<String> { tree.exits.iter().flatten().map(|exit| exit.id.to_string()).collect() };
            let mut named: Vec<_> = wanted
                .map(|tree| pair(&tree.id, &format!("{} → {}", tree.title.get(lang), exits(tree).join(", "))))
                .collect();
            named.sort();
            named
        }
        What::Facts => {
            let given = vocabulary.facts.iter();
            given.map(|(id, fact)| pair(id, fact.name.get(lang))).collect()
        }
        What::Warnings => {
            let level = |it: &tree::Warning| words.say(&format!("severity-{}", severity(it.level)));
            let all = vocabulary.warnings.iter();
            all.map(|(id, it)| pair(id, &format!("{}: {}", level(it), it.hazard.get(lang)))).collect()
        }
        What::Roles => vocabulary.roles.iter().map(|(id, it)| pair(id, it.name.get(lang))).collect(),
        What::Checks => vocabulary.checks.iter().map(|(id, it)| pair(id, it.purpose.get(lang))).collect(),
        What::Terms => vocabulary.terms.iter().map(|(id, it)| pair(id, it.term.get(lang))).collect(),
    }
}

/// Lists all trees by area.
fn all(args: &Args, shelf: &Shelf, outputs: &mut Outputs) -> Exit {
    let (listed, loaded) = shelf.list();
    run::complain_of(&loaded, shelf, outputs);
    let words = words(args);
    match args.format {
        Format::Json => listed.iter().for_each(|it| write(&mut outputs.out, it, &words)),
        Format::Text => by_area(&mut outputs.out, &listed, &words),
    }
    Exit::Good
}

pub(super) fn by_area(screen: &mut Screen, listed: &[Listed], words: &Words) {
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

//! A typical walk through every shipped tree, as a customer lives it, in both languages; and where its figures come from.
//!
//! The walk is the first one of the tree's scenarios. `LOTSE_UPDATE=1 cargo test walks` prints all anew.

use std::{collections::BTreeSet, fs, path::Path};

use lotse::{
    base::Lang,
    case::Number,
    engine::Event,
    library::Shelf,
    repl::{Reading, Voice, aloud},
    scenario,
    screen::Screen,
    words::Words,
};

use crate::transcripts::is_current;

/// The width of the printed dialogues.
const WIDTH: usize = 80;

#[test]
fn a_typical_walk_of_every_tree_reads_as_printed() {
    let mut shelf = Shelf::empty();
    shelf.add(Path::new("trees")).unwrap();
    let mut loaded = shelf.load_all();
    let tests = shelf.tests(&mut loaded);
    let library = loaded.sealed.library();
    let number = Number::parse("7K2-M4Q").unwrap();
    let mut printed = BTreeSet::new();
    for suite in &tests.suites {
        let Some(tree) = library.find(suite.tree.as_str()).filter(|ix| !library.tree(*ix).unwrap().is_part()) else {
            continue;
        };
        let walk = suite.walks.first().unwrap();
        let turns = scenario::run(&loaded.sealed, tree, suite, walk).turns;
        let Event::Started { today, .. } = turns[0].event else { panic!("{:?}", turns[0]) };
        for lang in [Lang::EN, Lang::DE] {
            let words = Words::new(lang);
            let (mut screen, out) = Screen::buffer(WIDTH);
            let reading = Reading { words: &words, voice: Voice::Customer, number: &number, today };
            aloud(&loaded.sealed, &turns, reading, &mut screen);
            screen.flush();
            let text = String::from_utf8(out.lock().unwrap().clone()).unwrap();
            is_current(&format!("examples/walks/{lang}/{}.txt", suite.tree), &text);
        }
        printed.insert(suite.tree.to_string());
    }
    let shipped = library.trees().filter(|(_, tree)| !tree.is_part()).map(|(_, tree)| tree.id.to_string());
    assert_eq!(printed, shipped.collect(), "every tree has its walk");
}

#[test]
fn every_tree_says_where_its_figures_come_from() {
    let text = fs::read_to_string("trees/SOURCES.md").unwrap();
    let mut shelf = Shelf::empty();
    shelf.add(Path::new("trees")).unwrap();
    let loaded = shelf.load_all();
    let library = loaded.sealed.library();
    for (_, tree) in library.trees().filter(|(_, tree)| !tree.is_part() && !tree.causes.is_empty()) {
        let head = format!("\n## `{}`: ", tree.id);
        let section = text.split(&head).nth(1).unwrap_or_else(|| panic!("`{}` has no section", tree.id));
        let section = section.split("\n## ").next().unwrap();
        for cause in tree.causes.keys() {
            assert!(section.contains(cause.as_str()), "nothing is said of the cause `{cause}` of `{}`", tree.id);
        }
    }
}

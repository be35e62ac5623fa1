//! The dialogues in `examples/` are what the program says today, and so are the indexes of the trees.
//!
//! `LOTSE_UPDATE=1 cargo test transcripts` writes them anew.

use std::{fs, path::Path, process::Command};

use lotse::library::{Shelf, read_index, read_search, write_index};

use crate::program::run;

/// Compares a file with what it should hold, or writes it.
pub(crate) fn is_current(path: &str, expected: &str) {
    if std::env::var_os("LOTSE_UPDATE").is_some() {
        fs::create_dir_all(Path::new(path).parent().unwrap()).unwrap();
        fs::write(path, expected).unwrap();
        return;
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    assert!(found == expected, "`{path}` is not current; LOTSE_UPDATE=1 writes it anew:\n{expected}");
}

/// One dialogue: the arguments, and what is typed.
fn transcript(name: &str, arguments: &[&str], typed: &str) {
    let ran = run(arguments, typed);
    assert_eq!(ran.talk, "", "{name}");
    assert!(ran.code < 2, "{name} ends: {}\n{}", ran.code, ran.out);
    is_current(&format!("examples/{name}.txt"), &ran.out);
}

#[test]
fn a_customer_in_english() {
    transcript(
        "customer-en",
        &["--case", "7K2-M4Q", "--lang", "en"],
        "my printer does not print\n1\nnothing\n:why\nnone\nno\nyes\none\ncopy is fine\n:back\nunsure\nunsure\n:human\nAda, extension 12\n\nsince this morning\n",
    );
}

/// The readme shows this one.
#[test]
fn a_short_one() {
    transcript("short-en", &["run", "prn-no-output", "--case", "7K2-M4Q", "--lang", "en"], "1\n5\ny\n");
}

#[test]
fn a_customer_in_german() {
    transcript(
        "customer-de",
        &["run", "prn-no-output", "--case", "7K2-M4Q", "--lang", "de"],
        "1\n:warum\nnichts davon\nja\n",
    );
}

#[test]
fn an_agent_in_english() {
    transcript(
        "agent-en",
        &["run", "prn-no-output", "--case", "7K2-M4Q", "--lang", "en", "--as", "agent"],
        "1\n5\n:say\nyes\n",
    );
}

#[test]
fn an_agent_in_german() {
    transcript(
        "agent-de",
        &["run", "prn-no-output", "--case", "7K2-M4Q", "--lang", "de", "--as", "agent", "--fact", "os=windows"],
        "nichts\nnichts davon\n:notiz Sie ist sehr in Eile\nnein\nnein\n:verlauf\n:mensch\nAda, Durchwahl 12\nAngebot muss heute raus\n\n",
    );
}

#[test]
fn the_index_of_the_trees_is_current() {
    let shelf = Shelf::built_in();
    let expected = write_index(&shelf.list_of(&shelf.load_all()));
    assert!(read_index(&expected).is_some_and(|listed| !listed.is_empty()));
    is_current("trees/index.json", &expected);
    let expected = shelf.search_texts(&shelf.load_all());
    assert!(read_search(&expected).is_some_and(|(documents, words)| !documents.is_empty() && !words.is_empty()));
    is_current("trees/search.json", &expected);
}

#[test]
fn the_example_runs() {
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let output = Command::new(cargo).args(["run", "--quiet", "--offline", "--example", "embed"]).output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.starts_with("What does the printer itself show?\n") && out.contains("Ended(Fixed"), "{out}");
}

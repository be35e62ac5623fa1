//! The language server, spoken to by the other end of its own transport.

mod editor;
mod features;
mod hostile;

use editor::{Editor, place_of};
use lotse::library::Shelf;
use serde_json::json;

use crate::support::shipped;

/// A small library: two trees, a part, and the words that they share.
pub(crate) const FILES: &[(&str, &str)] = &[
    (
        "facts.yaml",
        "format: 1\nfacts:\n  os:\n    name: {en: system, de: System}\n    values: {windows: {en: Windows, de: Windows}, linux: {en: Linux, de: Linux}}\n",
    ),
    (
        "roles.yaml",
        "format: 1\nroles:\n  desk:\n    name: {en: desk, de: Stelle}\nhuman:\n  role: desk\n  collect: [os]\n",
    ),
    (
        "parts/scope.yaml",
        "format: 1\ntitle: {en: Who, de: Wer}\nexits: [one, all]\nstart: who\nsteps:\n  who:\n    ask: {en: Who has it?, de: Wer hat es?}\n    answers:\n      me: {text: {en: Me, de: Ich}, next: one}\n      us: {text: {en: Us, de: Wir}, next: all}\n      unsure: one\n  one:\n    exit: one\n  all:\n    exit: all\n",
    ),
    (
        "pc/mouse.yaml",
        "format: 1\ntitle:\n  en: Mouse is dead\n  de: Maus ist tot\ncauses:\n  battery:\n    name: {en: Empty battery, de: Leere Batterie}\nstart: light\nsteps:\n  light:\n    ask:\n      en: Is there a light? 🖱\n      de: Leuchtet etwas?\n    fact: os\n    answers:\n      windows: scope\n      linux:\n        next: change\n      unsure: change\n  scope:\n    call: scope\n    exits:\n      one: change\n      all: help\n  change:\n    do:\n      en: Put a new battery in.\n      de: Legen Sie eine neue Batterie ein.\n    cause: battery\n    else: help\n  help:\n    escalate: desk\n    collect: [os]\n",
    ),
];

/// The text of one of these files.
pub(crate) fn file(name: &str) -> &'static str {
    FILES.iter().find(|(own, _)| *own == name).unwrap().1
}

#[test]
fn findings_follow_what_is_typed_and_go_away_again() {
    let mut editor = Editor::start("findings", FILES, &Shelf::empty());
    let mouse = editor.open("pc/mouse.yaml");
    assert_eq!(editor.codes(&mouse), Vec::<String>::new());
    editor.write(&mouse, &file("pc/mouse.yaml").replace("else: help", "else: hepl"));
    assert_eq!(editor.codes(&mouse), ["E101"]);
    // Only what changed is sent, in the columns of UTF-16.
    let text = editor.text(&mouse);
    let (line, column) = place_of(&text, "hepl");
    let range = json!({"start": {"line": line, "character": column}, "end": {"line": line, "character": column + 4}});
    editor.change(&mouse, &json!([{"range": range, "text": "help"}]));
    assert_eq!(editor.codes(&mouse), Vec::<String>::new());
    // Broken text has one finding, and nothing else is said of it.
    editor.write(&mouse, &file("pc/mouse.yaml").replace("collect: [os]", "collect: [os"));
    assert_eq!(editor.codes(&mouse), ["E001"]);
    editor.close(&mouse);
    assert_eq!(editor.codes(&mouse), Vec::<String>::new(), "what is on the disk counts again");
}

#[test]
fn an_unsaved_change_in_one_file_is_told_in_the_others() {
    let mut editor = Editor::start("others", FILES, &Shelf::empty());
    let scope = editor.open("parts/scope.yaml");
    let mouse = editor.uri("pc/mouse.yaml");
    editor.codes(&scope);
    editor.write(&scope, &file("parts/scope.yaml").replace("exits: [one, all]", "exits: [one, all, some]"));
    assert_eq!(editor.codes(&mouse), ["E112"], "the caller does not map the new exit");
    editor.write(&scope, file("parts/scope.yaml"));
    assert_eq!(editor.codes(&mouse), Vec::<String>::new());
    let facts = editor.open("facts.yaml");
    editor.write(&facts, &file("facts.yaml").replace("  os:", "  system:"));
    assert!(editor.codes(&mouse).contains(&"E102".to_owned()));
    assert!(editor.codes(&editor.uri("roles.yaml")).contains(&"E102".to_owned()));
}

const WALKS: &str = "format: 1\nwalks:\n  dark:\n    answers: {light: linux, change: no}\n    ends: {escalate: desk}\n";

#[test]
fn a_walk_that_parts_is_told_where_it_is_expected() {
    let mut files = FILES.to_vec();
    files.push(("pc/mouse.test.yaml", WALKS));
    let mut editor = Editor::start("walks", &files, &Shelf::empty());
    let (mouse, tests) = (editor.open("pc/mouse.yaml"), editor.uri("pc/mouse.test.yaml"));
    assert_eq!(editor.codes(&tests), Vec::<String>::new());
    // The tree is changed, and nothing is saved: the walk goes another way now.
    let other = file("pc/mouse.yaml").replace("        next: change\n", "        next: help\n");
    editor.write(&mouse, &other);
    let found = editor.findings(&tests);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0]["code"], "E074", "{found:#?}");
    assert_eq!(found[0]["range"]["start"]["line"], 3, "{found:#?}");
    editor.write(&mouse, file("pc/mouse.yaml"));
    assert_eq!(editor.codes(&tests), Vec::<String>::new());
    // The same from the other side; of a text that is no YAML only that is said.
    let tests = editor.open("pc/mouse.test.yaml");
    editor.write(&tests, &WALKS.replace("escalate: desk", "fix: battery"));
    assert_eq!(editor.codes(&tests), ["E075"]);
    editor.write(&tests, &WALKS.replace("escalate: desk}", "fix: battery"));
    assert_eq!(editor.codes(&tests), ["E001"]);
    editor.write(&tests, &WALKS.replace("escalate: desk", "fix: battery"));
    assert_eq!(editor.codes(&tests), ["E075"]);
    editor.close(&tests);
    assert_eq!(editor.codes(&tests), Vec::<String>::new(), "what is on the disk counts again");
}

#[test]
fn files_on_the_disk_are_followed() {
    let mut editor = Editor::start("disk", FILES, &Shelf::empty());
    let mouse = editor.open("pc/mouse.yaml");
    editor.codes(&mouse);
    editor.save("parts/scope.yaml", None);
    assert!(editor.codes(&mouse).contains(&"E102".to_owned()), "the part is gone");
    editor.save("parts/scope.yaml", Some(file("parts/scope.yaml")));
    assert_eq!(editor.codes(&mouse), Vec::<String>::new());
    editor.save("pc/empty.yaml", Some("format: 1\n"));
    let empty = editor.uri("pc/empty.yaml");
    assert!(editor.codes(&empty).contains(&"E021".to_owned()));
    editor.save("pc/empty.yaml", None);
    assert_eq!(editor.codes(&empty), Vec::<String>::new());
}

#[test]
fn what_is_no_tree_is_left_alone() {
    let mut editor = Editor::start_in("foreign", &[("compose.yaml", "services:\n  web: {image: x\n")], &Shelf::empty());
    let foreign = editor.open_text("compose.yaml", "services:\n  web: {image: x\n");
    let mouse = editor.open_text("mouse.yaml", &file("pc/mouse.yaml").replace("else: help", "else: hepl"));
    assert!(editor.codes(&mouse).contains(&"E101".to_owned()), "a tree outside of `trees` is told by its keys");
    assert!(!editor.was_told_of(&foreign));
    assert!(
        editor
            .ask(
                "textDocument/hover",
                &json!({"textDocument": {"uri": foreign}, "position": {"line": 0, "character": 0}})
            )
            .is_null()
    );
}

#[test]
fn the_built_in_words_lie_beneath() {
    let shelf = Shelf::built_in();
    let mouse = file("pc/mouse.yaml").replace("call: scope", "call: check-cable").replace("desk", "technician");
    let mut editor = Editor::start("beneath", &[("pc/mouse.yaml", &mouse)], &shelf);
    let uri = editor.open("pc/mouse.yaml");
    let codes = editor.codes(&uri);
    assert!(!codes.contains(&"E102".to_owned()), "part, role and fact are known: {codes:?}");
    assert!(codes.contains(&"E112".to_owned()), "but its exits are not mapped: {codes:?}");
    let refused =
        editor.refused("textDocument/rename", &editor.at(&uri, "collect: [os", 10, &json!({"newName": "system"})));
    assert_eq!(refused, "the fact `os` is built in and keeps its name");
}

#[test]
fn all_shipped_trees_are_read_as_the_checker_reads_them() {
    let files: Vec<(String, String)> = shipped();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.strip_prefix("trees/").unwrap(), text.as_str())).collect();
    let mut editor = Editor::start("shipped", &files, &Shelf::empty());
    let uri = editor.open("printing/prn-no-output.yaml");
    editor.codes(&uri);
    assert_eq!(editor.errors(), Vec::<String>::new());
}

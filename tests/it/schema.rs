//! The schemas beside the trees are those that the program writes, and every shipped file names its own.

use std::{fs, path::Path, process::Command};

use lotse::schema;

use crate::support::shipped;

#[test]
fn the_schemas_beside_the_trees_are_current() {
    for (name, made) in
        [("tree", schema::of_trees()), ("vocabulary", schema::of_vocabulary()), ("test", schema::of_tests())]
    {
        let path = format!("trees/{name}.schema.json");
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == made, "{path} is old: lotse schema {name} > {path}");
    }
}

#[test]
fn every_shipped_file_names_its_schema() {
    for (path, text) in shipped() {
        let first = text.lines().next().unwrap();
        let named = first.strip_prefix("# yaml-language-server: $schema=").unwrap_or_else(|| panic!("{path}: {first}"));
        let schema = Path::new(&path).parent().unwrap().join(named);
        assert!(schema.exists(), "{path} names {named}");
        let is_tree = text.lines().any(|line| line.starts_with("steps:"));
        assert!(named.ends_with(if is_tree { "tree.schema.json" } else { "vocabulary.schema.json" }), "{path}");
    }
}

#[test]
fn the_command_writes_the_schema() {
    let run = |arguments: &[&str]| Command::new(env!("CARGO_BIN_EXE_lotse")).args(arguments).output().unwrap();
    assert_eq!(String::from_utf8(run(&["schema"]).stdout).unwrap(), schema::of_trees());
    assert_eq!(String::from_utf8(run(&["schema", "vocabulary"]).stdout).unwrap(), schema::of_vocabulary());
    assert_eq!(run(&["schema", "weather"]).status.code(), Some(2));
}

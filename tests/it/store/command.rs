//! `lotse store` as people use it.

use std::fs;

use super::places::{Place, case, note, number, version};
use crate::program::{Folder, run};

use lotse::store::Moment;

/// A file with two cases.
fn kept() -> Place {
    let place = Place::sqlite();
    let mut store = place.open();
    store.keep_version(&version(), Moment(1)).unwrap();
    store.begin(&case("A-1"), &[note(1, "x"), note(2, "y")]).unwrap();
    store.begin(&case("B-2"), &[note(1, "z")]).unwrap();
    place
}

#[test]
fn a_store_is_checked_copied_and_moved() {
    let (place, folder) = (kept(), Folder::new());
    let hide = |text: &str| folder.hide(&text.replace(&place.name, "STORE"));
    let with = |arguments: &[&str]| {
        let ran = run(&[&["store"], arguments].concat(), "");
        // However wide the paths are: one line.
        (ran.code, hide(&ran.out), format!("{}\n", hide(&ran.talk).split_whitespace().collect::<Vec<_>>().join(" ")))
    };
    let store = &*place.name;
    let counts = "2 cases, 3 turns, 1 version of trees, 0 messages";
    let good = |talk: String| (0, String::new(), talk);
    assert_eq!(with(&["check", "--store", store]), good(format!("`STORE` is sound: {counts}\n")));
    let (copy, lines) = (format!("{}/copy.db", folder.path()), format!("{}/all.jsonl", folder.path()));
    let said = good("`DIR/copy.db` is a store of its own: lotse --store FILE\n".to_owned());
    assert_eq!(with(&["backup", &copy, "--store", store]), said);
    assert_eq!(with(&["check", "--store", &copy]), good(format!("`DIR/copy.db` is sound: {counts}\n")));
    let again = with(&["backup", &copy, "--store", store]);
    assert_eq!(again, (2, String::new(), "error: `DIR/copy.db` exists already help: choose another name\n".to_owned()));
    let written = good(format!("{counts} written private values are in it; --without-private leaves them out\n"));
    assert_eq!(with(&["export", "--out", &lines, "--store", store]), written);
    let (code, out, talk) = with(&["export", "--store", store]);
    assert_eq!((code, &*out, talk), (0, &*fs::read_to_string(&lines).unwrap(), written.2));
    let new = format!("{}/new/cases.db", folder.path());
    assert_eq!(with(&["import", &lines, "--store", &new]), good(format!("{counts} taken in by `DIR/new/cases.db`\n")));
    let (code, _, talk) = with(&["import", &lines, "--store", &new]);
    assert_eq!((code, talk.starts_with("error: there already is a case A-1 ")), (2, true));
    assert_eq!(with(&["migrate", "--store", store]), good("`STORE` has version 4 already\n".to_owned()));
}

#[test]
fn problems_are_findings() {
    let place = kept();
    let connection = rusqlite::Connection::open(&place.name).unwrap();
    connection.execute_batch("update cases set last_turn = 5 where number = 'A-1'").unwrap();
    let ran = run(&["store", "check", "--store", &place.name], "");
    assert_eq!((ran.code, &*ran.out), (1, "case A-1: the last turn is kept as 5, the turns say 2\n"));
    assert!(ran.talk.contains("has 1 problem\n"), "{}", ran.talk);
    let json = run(&["store", "check", "--format", "json", "--store", &place.name], "");
    let wanted = r#"{"format":1,"case":"A-1","problem":"the last turn is kept as 5, the turns say 2"}"#;
    assert_eq!((json.code, json.out.trim()), (1, wanted));
    assert_eq!(place.open().case(&number("A-1")).unwrap().unwrap().last, 5, "it is said, not mended");
}

#[test]
fn a_store_that_is_not_there_is_not_made() {
    let folder = Folder::new();
    let path = format!("{}/none.db", folder.path());
    for wanted in [&["check"][..], &["export"], &["backup", "x"]] {
        let ran = run(&[&["store"], wanted, &["--store", &path]].concat(), "");
        let talk = folder.hide(&ran.talk).replace("store\n", "store ");
        assert_eq!((ran.code, talk.lines().next().unwrap()), (2, "error: there is no store `DIR/none.db`"));
    }
    assert!(!std::path::Path::new(&path).exists());
    let none = run(&["store", "check", "--store", "none"], "");
    assert_eq!((none.code, none.talk.lines().next().unwrap()), (2, "error: the store `none` keeps nothing"));
}

#[test]
fn passwords_stay_where_they_are() {
    let ran = run(&["store", "check", "--store", "postgres://anna:s3cret@127.0.0.1:1/desk"], "");
    assert_eq!(ran.code, 2);
    assert!(!ran.talk.contains("s3cret") && ran.talk.contains("error: "), "{}", ran.talk);
}

//! What was erased on a server: gone from its tables at once, and from its log when that is let go.

use std::{fs, path::Path};

use lotse::{
    case::{Handling, record::Entry},
    store::{Moment, Sending, TurnRow},
};

use super::places::{POSTGRES, Place, assert_sound, case, note, number, psql, turn_with, version};

/// Planted in notes and messages; nothing else on the server says it.
const SECRET: &str = "quetschkommodenwurzelgrau";

/// The files below a folder that hold a piece of what is planted; files may vanish meanwhile.
///
/// A piece, because the server packs long texts: what is left of them are runs of eight bytes.
fn holding(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            holding(&path, found);
        } else if let Ok(bytes) = fs::read(&path) {
            let text = String::from_utf8_lossy(&bytes);
            let mut pieces = (0..=SECRET.len() - 6).step_by(3).filter_map(|at| SECRET.get(at..at + 6));
            if pieces.any(|piece| text.contains(piece)) {
                found.push(path.to_str().unwrap().to_owned());
            }
        }
    }
}

#[test]
fn what_was_erased_is_in_no_file_of_the_server() {
    let data = std::env::var("LOTSE_TEST_POSTGRES_DATA").ok();
    let (Some(place), Some(data)) = (Place::postgres(), data) else { return };
    let (data, server) = (Path::new(&data), std::env::var(POSTGRES).unwrap());
    let mut store = place.open();
    store.keep_version(&version(), Moment(1)).unwrap();
    store.begin(&case("A-1"), &[note(1, "x")]).unwrap();
    // Some short ones, of which a server takes samples, and long ones, which it keeps apart.
    for turn in 2..60 {
        let words = if turn % 2 == 0 { SECRET.to_owned() } else { format!("{turn} {}", SECRET.repeat(500)) };
        let sends =
            vec![Sending { message: format!("m-{turn}"), target: "file:x".to_owned(), body: SECRET.to_owned() }];
        let row = TurnRow { sends, ..note(turn, &words) };
        store.append(&number("A-1"), turn - 1, &[row], &case("A-1").head).unwrap();
    }
    store.begin(&case("B-2"), &[note(1, "stays")]).unwrap();
    psql(&place.name, "analyze private_turns; analyze outbox; checkpoint");
    let held = || {
        let mut found = Vec::new();
        holding(data, &mut found);
        found
    };
    let before = held();
    let is_log = |path: &String| path.contains("/pg_wal/");
    assert!(before.iter().any(is_log) && before.iter().any(|it| !is_log(it)), "the probe finds it: {before:?}");

    let erased = Entry::of_handling(&Handling::Erased);
    store.erase(&number("A-1"), &TurnRow { at: Moment(9000), ..turn_with(0, erased) }).unwrap();
    store.scrub().unwrap();
    let in_tables: Vec<String> = held().into_iter().filter(|path| !is_log(path)).collect();
    assert_eq!(in_tables, [""; 0], "in no table, index or sample, while the store is open");

    // As the guide tells the operator: let the log be removed instead of used again, and close it.
    psql(&server, "alter system set wal_recycle = off");
    psql(&server, "alter system set min_wal_size = '32MB'");
    psql(&server, "select pg_reload_conf()");
    for _ in 0..2 {
        psql(&server, "select pg_switch_wal()");
        psql(&server, "checkpoint");
    }
    assert_eq!(held(), [""; 0], "in the log neither");
    psql(&server, "alter system reset all");
    psql(&server, "select pg_reload_conf()");
    assert_eq!(store.turns(&number("B-2"), 1).unwrap()[0], note(1, "stays"));
    assert_sound(&mut *store);
}

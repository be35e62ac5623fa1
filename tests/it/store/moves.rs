//! From one kind of store into another, and copies of one that is in use.

use std::sync::atomic::{AtomicBool, Ordering};

use lotse::{
    case::{Handling, record::Entry},
    store::{self, CaseState, Ending, Failed, Filter, Form, Head, MessageRow, Moment, Piece, Store, TurnRow},
};

use super::places::{Place, assert_sound, case, exported, note, number, turn_with, typed, version};
use crate::program::Folder;

/// Puts a little of everything into a store.
fn fill(store: &mut dyn Store) {
    store.keep_version(&version(), Moment(7)).unwrap();
    for name in ["b", "A/1", "a"] {
        let words = turn_with(0, Entry::of_own_words("Es ist dunkel \u{1f526}"));
        store.begin(&case(name), &[words, note(1, "Frau \"Müller\"\n\u{0}"), typed(2, "E-05")]).unwrap();
    }
    let ended = Ending { at: Moment(9), causes: vec!["bulb".to_owned(), "plug".to_owned()], ..Ending::default() };
    let head = Head { state: CaseState::Fixed, owner: Some("Jörg".to_owned()), ended: Some(ended), ..case("b").head };
    store.append(&number("b"), 2, &[note(3, "x")], &head).unwrap();
    store.hold(&number("b"), Some("host:1")).unwrap();
    store.erase(&number("a"), &turn_with(0, Entry::of_handling(&Handling::Erased))).unwrap();
    let message = MessageRow {
        message: "key".to_owned(),
        place: 1,
        target: "webhook desk".to_owned(),
        body: "{}".to_owned(),
        state: "waiting".to_owned(),
        problem: Some("refused".to_owned()),
        leased_until: Some(Moment(4)),
        ..MessageRow::default()
    };
    let mut pieces = [Piece::Case(case("M")), Piece::Message(message)].into_iter().map(Ok);
    store.take_in(&mut pieces).unwrap();
}

fn moved(lines: &str, to: &mut dyn Store) -> Result<store::Totals, Failed> {
    store::import(to, &mut lines.as_bytes(), &mut |_| ())
}

#[test]
fn everything_survives_the_way_through_all_stores() {
    let mut first = Place::memory().open();
    fill(&mut *first);
    let lines = exported(&mut *first);
    let mut ways = vec![Place::sqlite(), Place::sqlite(), Place::memory()];
    if let Some(place) = Place::postgres() {
        ways.insert(1, place);
    }
    for place in &ways {
        let mut store = place.open();
        let totals = moved(&lines, &mut *store).unwrap();
        assert_eq!(totals, store.totals().unwrap());
        assert_eq!(exported(&mut *store), lines, "{}", place.name);
        assert_sound(&mut *store);
        assert_eq!(store.version(&version().hash).unwrap(), Some(version()));
        let filter = Filter { text: Some("müller e-05".to_owned()), ..Filter::default() };
        assert_eq!(store.cases(&filter).unwrap().len(), 2, "what came from elsewhere is found as well");
    }
}

#[test]
fn nothing_is_overwritten_and_nothing_is_taken_in_by_half() {
    let mut first = Place::memory().open();
    fill(&mut *first);
    let lines = exported(&mut *first);
    for place in Place::all() {
        let mut store = place.open();
        store.begin(&case("b"), &[note(1, "mine")]).unwrap();
        let before = exported(&mut *store);
        assert_eq!(moved(&lines, &mut *store), Err(Failed::Exists(number("b"))));
        assert_eq!(exported(&mut *store), before, "{}", place.name);
    }
}

#[test]
fn what_is_torn_or_mixed_up_is_refused() {
    let mut first = Place::memory().open();
    fill(&mut *first);
    let lines = exported(&mut *first);
    let all: Vec<&str> = lines.lines().collect();
    let case_at = all.iter().position(|line| line.starts_with(r#"{"case""#)).unwrap();
    let without = |at: usize| [&all[..at], &all[at + 1..]].concat().join("\n");
    let texts = [
        (String::new(), "line 1: the end is missing"),
        ("hello\n".to_owned(), "this is no export of a store"),
        (all[1..].join("\n"), "this is no export of a store"),
        (lines.replace(r#"{"store":{"format":1}}"#, r#"{"store":{"format":2}}"#), "a newer lotse wrote this export"),
        (all[..all.len() - 1].join("\n"), "the end is missing"),
        (lines[..lines.len() / 2].to_owned(), "this is no line of an export"),
        (without(1), "lines are missing before this one"),
        (without(case_at), "a turn has no case"),
        (without(case_at + 2), "a turn is missing before this one"),
        (without(case_at + 3), "the case before has not all of its turns"),
        (lines.replace(r#""state":"fixed""#, r#""state":"odd""#), "this is no case"),
        (lines.replace(r#""number":"a""#, r#""number":"a b""#), "this is no case"),
        (lines.replace(r#""number":"a""#, r#""number":"b""#), "this case stands in the export twice"),
        (lines.replace(r#""place":1"#, r#""place":1,"further":2"#), "this is no line of an export"),
        (lines.replace(r#""lang":"de""#, r#""lang":"\u0000""#), "a text with the character NUL cannot be kept"),
    ];
    for place in Place::all() {
        for (text, problem) in &texts {
            let mut store = place.open();
            let failed = moved(text, &mut *store).unwrap_err();
            assert!(failed.to_string().contains(problem), "{problem}: {failed}");
            assert_eq!(store.totals().unwrap(), store::Totals::default(), "{problem}");
        }
    }
}

#[test]
fn a_copy_is_of_one_moment_while_others_write() {
    for place in Place::lasting() {
        let folder = Folder::new();
        let mut store = place.open();
        store.keep_version(&version(), Moment(1)).unwrap();
        store.begin(&case("A-1"), &[note(1, "x")]).unwrap();
        let is_over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut other = place.open();
                for turn in 2.. {
                    other.append(&number("A-1"), turn - 1, &[note(turn, "x")], &case("A-1").head).unwrap();
                    other.begin(&case(&format!("N-{turn}")), &[note(1, "x")]).unwrap();
                    if is_over.load(Ordering::Relaxed) {
                        break;
                    }
                }
            });
            for round in 0..5 {
                let to = folder.0.join(format!("{round}.copy"));
                let form = store::backup(&mut *store, &to, &mut |_, _| ()).unwrap();
                let mut copy = match form {
                    Form::Store => store::open(to.to_str().unwrap()).unwrap(),
                    Form::Lines => {
                        let mut copy = Place::memory().open();
                        moved(&std::fs::read_to_string(&to).unwrap(), &mut *copy).unwrap();
                        copy
                    }
                };
                assert_sound(&mut *copy);
                let last = copy.case(&number("A-1")).unwrap().unwrap().last;
                let cases = copy.totals().unwrap().cases;
                assert!((u64::from(last) - 1..=u64::from(last)).contains(&cases), "{last} {cases}: of one moment");
            }
            is_over.store(true, Ordering::Relaxed);
        });
        let again = store::backup(&mut *store, &folder.0.join("0.copy"), &mut |_, _| ()).unwrap_err();
        assert!(again.to_string().ends_with("exists already"));
        let left: Vec<_> = std::fs::read_dir(&folder.0).unwrap().map(|it| it.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| !name.to_str().unwrap().contains(".new")), "{left:?}");
        assert_sound(&mut *store);
    }
}

#[test]
fn faults_in_a_store_are_found() {
    let broken = |change: &dyn Fn(&mut Vec<Piece>)| {
        let mut first = Place::memory().open();
        fill(&mut *first);
        let mut pieces = Vec::new();
        first
            .pieces(&mut |piece| {
                pieces.push(piece);
                Ok(())
            })
            .unwrap();
        change(&mut pieces);
        let mut store = Place::memory().open();
        store.take_in(&mut pieces.into_iter().map(Ok)).unwrap();
        let found = store::check(&mut *store, &mut |_, _| ()).unwrap();
        found.into_iter().map(|it| it.problem).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(broken(&|_| ()), "");
    let of_turn = |change: fn(&mut TurnRow)| {
        broken(&move |pieces| {
            let turn = pieces.iter_mut().find_map(|piece| match piece {
                Piece::Turn(turn) if turn.turn == 1 => Some(turn),
                _ => None,
            });
            change(turn.unwrap());
        })
    };
    assert_eq!(of_turn(|turn| turn.entry.private = None), "turn 1 lacks its private part");
    assert_eq!(of_turn(|turn| turn.spent = 6), "the time spent is kept as 15, the turns say 16");
    assert_eq!(of_turn(|turn| turn.turn = 3), "turn 1 is missing; turn 4 is missing");
    let without = |fits: fn(&Piece) -> bool| {
        broken(&move |pieces| {
            let at = pieces.iter().position(fits).unwrap();
            pieces.remove(at);
        })
    };
    let hash = version().hash;
    let lost = without(|piece| matches!(piece, Piece::Version { .. }));
    assert_eq!(lost, vec![format!("its version `{hash}` is not kept"); 4].join("; "));
    let file = &version().files[0].0;
    assert_eq!(
        without(|piece| matches!(piece, Piece::File { .. })),
        format!("the version `{hash}` lacks the file `{file}`")
    );
    assert_eq!(
        without(|piece| matches!(piece, Piece::Turn(turn) if turn.turn == 2)),
        "the last turn is kept as 2, the turns say 1; the time spent is kept as 15, the turns say 10"
    );
    let changed = broken(&|pieces| {
        if let Some(Piece::File { text, .. }) = pieces.first_mut() {
            text.push('!');
        }
    });
    assert_eq!(changed, format!("the file `{file}` is not what its name says"));
}

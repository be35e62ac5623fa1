//! What every store does: the same questions to all of them.

use lotse::{
    case::{Handling, record::Entry},
    store::{CaseState, Ending, Failed, Filter, Head, Moment, Onward, Store, TurnRow, Version},
};

use super::places::{Place, assert_sound, case, note, number, turn_with, typed, version};

/// Asks the same of each kind of store; it must be sound afterwards.
fn of_all(test: impl Fn(&mut dyn Store)) {
    for place in Place::all() {
        let mut store = place.open();
        store.keep_version(&version(), Moment(1)).unwrap();
        test(&mut *store);
        assert_sound(&mut *store);
    }
}

fn numbers(store: &mut dyn Store, filter: &Filter) -> Vec<String> {
    store.cases(filter).unwrap().iter().map(|case| case.number.to_string()).collect()
}

fn saying(store: &mut dyn Store, text: &str) -> Vec<String> {
    numbers(store, &Filter { text: Some(text.to_owned()), ..Filter::default() })
}

#[test]
fn turns_are_kept_once_and_in_order() {
    of_all(|store| {
        let begun = case("A-1");
        let first = [turn_with(0, Entry::of_own_words("dark")), note(1, "one")];
        store.begin(&begun, &first).unwrap();
        assert_eq!(store.begin(&begun, &first), Err(Failed::Exists(begun.number.clone())));
        store.append(&begun.number, 1, &[note(2, "two"), typed(3, "E-05")], &begun.head).unwrap();
        let late = store.append(&begun.number, 1, &[note(2, "other")], &begun.head);
        assert_eq!(late, Err(Failed::Changed { number: begun.number.clone(), last: 3 }));
        let early = store.append(&begun.number, 4, &[note(5, "other")], &begun.head);
        assert_eq!(early, Err(Failed::Changed { number: begun.number.clone(), last: 3 }));
        let nowhere = store.append(&number("B-1"), 0, &[note(1, "x")], &begun.head);
        assert_eq!(nowhere, Err(Failed::NoCase(number("B-1"))));
        let all = [first.to_vec(), vec![note(2, "two"), typed(3, "E-05")]].concat();
        assert_eq!(store.turns(&begun.number, 0).unwrap(), all);
        assert_eq!(store.turns(&begun.number, 2).unwrap(), all[2..]);
        assert_eq!(store.turns(&number("B-1"), 0).unwrap(), []);
        let found = store.case(&begun.number).unwrap().unwrap();
        assert_eq!((found.last, found.spent, found.changed, found.began), (3, 20, Moment(30), Moment(1)));
        assert_eq!(store.case(&number("B-1")).unwrap(), None);
    });
}

#[test]
fn a_version_is_kept_with_the_turn_that_names_it_or_not_at_all() {
    of_all(|store| {
        store.begin(&case("A-1"), &[note(1, "x")]).unwrap();
        let manifest = r#"{"format":1,"files":[]}"#.to_owned();
        let new = Version { hash: super::places::sha256(&manifest), manifest, files: Vec::new() };
        let head = Head { version: new.hash.clone(), ..case("A-1").head };
        let (turns, version) = ([note(2, "moved")], Some((&new, Moment(5))));
        let late = store.go_on(&number("A-1"), &Onward { after: 0, turns: &[note(1, "moved")], head: &head, version });
        assert_eq!(late, Err(Failed::Changed { number: number("A-1"), last: 1 }));
        let nowhere = store.go_on(&number("B-1"), &Onward { after: 1, turns: &turns, head: &head, version });
        assert_eq!(nowhere, Err(Failed::NoCase(number("B-1"))));
        assert!(!store.has_version(&new.hash).unwrap());
        for after in [1, 2] {
            let turns = [note(after + 1, "moved")];
            store.go_on(&number("A-1"), &Onward { after, turns: &turns, head: &head, version }).unwrap();
            assert_eq!(store.version(&new.hash).unwrap().as_ref(), Some(&new));
        }
        assert_eq!(store.case(&number("A-1")).unwrap().unwrap().head.version, new.hash);
    });
}

#[test]
fn gaps_and_what_cannot_be_kept_are_refused() {
    of_all(|store| {
        let begun = case("A-1");
        for wrong in [vec![note(2, "x")], vec![note(1, "x"), note(3, "y")], vec![note(1, "x"), note(1, "y")]] {
            let failed = store.begin(&begun, &wrong).unwrap_err();
            assert_eq!(failed.to_string(), "turns are not numbered one after the other");
        }
        store.begin(&begun, &[note(1, "x")]).unwrap();
        assert!(store.append(&begun.number, 1, &[note(3, "y")], &begun.head).is_err());
        let nul = TurnRow { lang: "d\0e".to_owned(), ..note(2, "x") };
        let failed = store.append(&begun.number, 1, &[nul], &begun.head).unwrap_err();
        assert_eq!(failed.to_string(), "a text with the character NUL cannot be kept");
        assert!(store.has_version("\0").is_err());
        assert!(store.hold(&begun.number, Some("\0")).is_err());
        assert_eq!(store.case(&begun.number).unwrap().unwrap().last, 1);
    });
}

#[test]
fn what_follows_from_the_turns_is_kept_beside_them() {
    of_all(|store| {
        let begun = case("A-1");
        store.begin(&begun, &[note(1, "x")]).unwrap();
        let ended = Ending {
            at: Moment(99),
            tree: "plug".to_owned(),
            step: "desk".to_owned(),
            causes: vec!["bulb".to_owned(), "plug".to_owned()],
            role: Some("desk".to_owned()),
            urgency: Some("soon".to_owned()),
            wanted: true,
        };
        let head = Head {
            state: CaseState::Escalated,
            walked: "plug".to_owned(),
            owner: Some("Jörg".to_owned()),
            agent: Some("anna".to_owned()),
            channel: "web".to_owned(),
            lang: "de".to_owned(),
            voice: "agent".to_owned(),
            ended: Some(ended),
            ..begun.head.clone()
        };
        store.append(&begun.number, 1, &[note(2, "x")], &head).unwrap();
        assert_eq!(store.case(&begun.number).unwrap().unwrap().head, head);
        let reopened = turn_with(3, Entry::of_handling(&Handling::Reopened));
        store.append(&begun.number, 2, &[reopened], &begun.head).unwrap();
        // Without a turn, only what follows from them is put right.
        store.append(&begun.number, 3, &[], &Head { owner: Some("desk".to_owned()), ..begun.head.clone() }).unwrap();
        store.hold(&begun.number, Some("host:1")).unwrap();
        let found = store.case(&begun.number).unwrap().unwrap();
        assert_eq!((found.head.state, found.head.ended, found.reopened), (CaseState::Open, None, 1));
        assert_eq!((found.head.owner.as_deref(), found.holder.as_deref()), (Some("desk"), Some("host:1")));
        store.hold(&begun.number, None).unwrap();
        assert_eq!(store.case(&begun.number).unwrap().unwrap().holder, None);
        assert_eq!(store.hold(&number("B-1"), None), Err(Failed::NoCase(number("B-1"))));
    });
}

#[test]
fn filters_leave_what_is_wanted() {
    of_all(|store| {
        for (name, at, state, walked, owner, agent) in [
            ("b", 10, CaseState::Open, "lamp", None, Some("anna")),
            ("A", 20, CaseState::Parked, "plug", Some("desk"), Some("anna")),
            ("B", 10, CaseState::Closed, "lamp", None, None),
            ("a", 10, CaseState::Fixed, "plug", Some("anna"), Some("ben")),
        ] {
            let mut row = case(name);
            let ended = (state == CaseState::Fixed).then(Ending::default);
            let (owner, agent) = (owner.map(str::to_owned), agent.map(str::to_owned));
            row.head = Head { state, walked: walked.to_owned(), owner, agent, ended, ..row.head };
            store.begin(&row, &[TurnRow { at: Moment(at), ..note(1, "x") }]).unwrap();
        }
        // Newest first; of one moment by number, and that by bytes.
        assert_eq!(numbers(store, &Filter::default()), ["A", "B", "a", "b"]);
        let filter = Filter::default;
        assert_eq!(numbers(store, &Filter { limit: 2, ..filter() }), ["A", "B"]);
        let states = vec![CaseState::Open, CaseState::Fixed];
        assert_eq!(numbers(store, &Filter { states, ..filter() }), ["a", "b"]);
        assert_eq!(numbers(store, &Filter { tree: Some("plug".to_owned()), ..filter() }), ["A", "a"]);
        assert_eq!(numbers(store, &Filter { tree: Some("lamp".to_owned()), ..filter() }).len(), 4, "all began there");
        assert_eq!(numbers(store, &Filter { agent: Some("anna".to_owned()), ..filter() }), ["a", "b"]);
        assert_eq!(numbers(store, &Filter { since: Some(Moment(11)), ..filter() }), ["A"]);
        assert_eq!(numbers(store, &Filter { until: Some(Moment(20)), ..filter() }), ["B", "a", "b"]);
        let both = Filter { since: Some(Moment(10)), until: Some(Moment(11)), limit: 1, ..filter() };
        assert_eq!(numbers(store, &both), ["B"]);
    });
}

#[test]
fn words_are_found_however_they_are_written() {
    of_all(|store| {
        let mut cause = case("C-3");
        let ended = Ending { causes: vec!["Lüfter".to_owned()], role: Some("desk".to_owned()), ..Ending::default() };
        cause.head = Head { state: CaseState::Escalated, ended: Some(ended), ..cause.head };
        store.begin(&case("A-1"), &[note(1, "Frau MÜLLER ruft an, Straße 5\n100 % \"dunkel\"")]).unwrap();
        store.begin(&case("B-2"), &[typed(1, "Fehler E_05 gru\u{308}n \\ x")]).unwrap();
        store.begin(&cause, &[note(1, "ΟΔΟΣ 'x; drop table cases'")]).unwrap();
        for (text, found) in [
            ("müller", &["A-1"][..]),
            ("Mueller", &["A-1"]),
            ("MULLER", &[]),
            ("strasse", &["A-1"]),
            ("STRAẞE", &["A-1"]),
            ("grün", &["B-2"]),
            ("GRUEN", &["B-2"]),
            ("lüfter", &["C-3"]),
            ("DESK", &["C-3"]),
            ("οδος", &["C-3"]),
            ("b-2", &["B-2"]),
            ("LAMP", &["A-1", "B-2", "C-3"]),
            ("e_05", &["B-2"]),
            ("E%05", &[]),
            ("%", &["A-1"]),
            ("\\", &["B-2"]),
            ("\"dunkel\"", &["A-1"]),
            ("müller dunkel", &["A-1"]),
            ("müller grün", &[]),
            ("'x;", &["C-3"]),
            // Names of fields are not what people said.
            ("noted", &[]),
            ("replied", &[]),
            ("", &["A-1", "B-2", "C-3"]),
            ("\0", &["A-1", "B-2", "C-3"]),
        ] {
            assert_eq!(saying(store, text), found, "{}: {text}", store.name());
        }
        store.erase(&number("A-1"), &turn_with(0, Entry::of_handling(&Handling::Erased))).unwrap();
        assert!(saying(store, "müller").is_empty());
        assert_eq!(saying(store, "grün"), ["B-2"]);
    });
}

#[test]
fn versions_are_kept_once() {
    of_all(|store| {
        let known = version();
        assert!(store.has_version(&known.hash).unwrap());
        store.keep_version(&Version { manifest: "changed".to_owned(), ..known.clone() }, Moment(2)).unwrap();
        assert_eq!(store.version(&known.hash).unwrap(), Some(known));
        assert_eq!(store.version("other").unwrap(), None);
        assert!(!store.has_version("other").unwrap());
        assert_eq!(store.totals().unwrap().versions, 1);
    });
}

#[test]
fn what_is_private_can_be_erased() {
    of_all(|store| {
        let begun = case("A-1");
        store.begin(&begun, &[note(1, "Frau Müller"), typed(2, "E-05")]).unwrap();
        let erased = TurnRow { at: Moment(70), ..turn_with(0, Entry::of_handling(&Handling::Erased)) };
        store.erase(&begun.number, &erased).unwrap();
        store.scrub().unwrap();
        let turns = store.turns(&begun.number, 0).unwrap();
        assert_eq!(turns[0].entry.private, None);
        assert_eq!(turns[0].entry.body, note(1, "").entry.body, "that there was a note can still be counted");
        assert_eq!(turns[1], typed(2, "E-05"));
        assert_eq!(turns[2], TurnRow { turn: 3, ..erased.clone() });
        let found = store.case(&begun.number).unwrap().unwrap();
        assert_eq!((found.erased, found.last, found.spent), (Some(Moment(70)), 3, 15));
        // What is said later is kept again.
        store.append(&begun.number, 3, &[note(4, "later")], &begun.head).unwrap();
        assert_eq!(store.turns(&begun.number, 4).unwrap(), [note(4, "later")]);
        assert_eq!(store.erase(&number("B-1"), &erased), Err(Failed::NoCase(number("B-1"))));
    });
}

#[test]
fn any_text_comes_back_as_it_was() {
    let texts = [
        String::new(),
        "'; drop table turns; --".to_owned(),
        "$1 ?1 %s {} \\ \\n \u{1b}[2J\r\n\t\u{7f}".to_owned(),
        "\u{202e}\u{feff}\u{fffd}😀👩\u{200d}👩 ß ẞ İ ı".to_owned(),
        "\u{0}".to_owned(),
        "ü".repeat(3_000_000),
    ];
    of_all(|store| {
        let begun = case("A-1");
        let turns: Vec<TurnRow> = (1..).zip(&texts).map(|(at, text)| note(at, text)).collect();
        store.begin(&begun, &turns).unwrap();
        assert_eq!(store.turns(&begun.number, 0).unwrap(), turns);
        let body = "x".repeat(1_000_000);
        let odd = TurnRow {
            agent: Some("O'Neil \u{1b}[2J".to_owned()),
            lang: "\u{202e}".to_owned(),
            ..turn_with(7, Entry { kind: "odd\"".to_owned(), body, answer: Some("ä".to_owned()), ..Entry::default() })
        };
        store.append(&begun.number, 6, std::slice::from_ref(&odd), &begun.head).unwrap();
        assert_eq!(store.turns(&begun.number, 7).unwrap(), [odd]);
    });
}

#[test]
fn many_cases_stand_in_order() {
    of_all(|store| {
        for at in 0..600_i64 {
            let turn = TurnRow { at: Moment(at / 3), ..note(1, "x") };
            store.begin(&case(&format!("N-{at:03}")), &[turn]).unwrap();
        }
        let found = numbers(store, &Filter::default());
        assert_eq!(found.len(), 600);
        assert_eq!(found[..4], ["N-597", "N-598", "N-599", "N-594"]);
        assert_eq!(numbers(store, &Filter { limit: 5, ..Filter::default() }), found[..5]);
        let totals = store.totals().unwrap();
        assert_eq!((totals.cases, totals.turns), (600, 600));
    });
}

#[test]
fn two_who_answer_at_once_never_mix() {
    for place in Place::lasting() {
        let (mut one, mut other) = (place.open(), place.open());
        let begun = case("A-1");
        one.keep_version(&version(), Moment(1)).unwrap();
        one.begin(&begun, &[note(1, "x")]).unwrap();
        assert_eq!(other.turns(&begun.number, 0).unwrap().len(), 1);
        let (threads, rounds) = (4, 25);
        let mut kept: Vec<(u32, String)> = std::thread::scope(|scope| {
            let writer = |who: usize| {
                let (place, begun) = (&place, &begun);
                move || {
                    let mut store = place.open();
                    let (mut last, mut kept) = (1, Vec::new());
                    while kept.len() < rounds {
                        let words = format!("{who}-{}", kept.len());
                        match store.append(&begun.number, last, &[note(last + 1, &words)], &begun.head) {
                            Ok(()) => {
                                last += 1;
                                kept.push((last, words));
                            }
                            Err(Failed::Changed { last: now, .. }) => {
                                assert!(last < now);
                                last = now;
                            }
                            Err(failed) => panic!("{failed}"),
                        }
                    }
                    kept
                }
            };
            let all: Vec<_> = (0..threads).map(|who| scope.spawn(writer(who))).collect();
            all.into_iter().flat_map(|it| it.join().unwrap()).collect()
        });
        kept.sort();
        let found = one.turns(&begun.number, 2).unwrap();
        let wanted: Vec<TurnRow> = kept.iter().map(|(turn, words)| note(*turn, words)).collect();
        assert_eq!(found, wanted, "what was kept is there, once, in order, and nothing else");
        assert_sound(&mut *one);
    }
}

//! Depth: a corridor of very many questions is read, proved and walked on a small stack, in linear time.

use std::{collections::BTreeSet, fmt::Write as _, thread};

use lotse::{
    base::{Diagnostic, Id, Level, SourceId},
    check::seal,
    engine::{Event, Input, Session, State, Turn, View},
    tree::{Date, Library, read},
};

/// How many questions; the whole half million where the build is optimized, a tenth elsewhere.
const QUESTIONS: usize = if cfg!(debug_assertions) { 50_000 } else { 500_000 };

/// The stack that Rust gives to a thread.
const STACK: usize = 2 << 20;

fn corridor(questions: usize) -> String {
    let mut yaml = String::from(
        "format: 1\ntitle: Corridor\nreviewed: 2026-11-23\nsymptoms:\n  en: [a long corridor]\ncauses: {c: {name: It}}\nstart: s0\nsteps:\n",
    );
    for n in 0..questions {
        let next = if n + 1 < questions { format!("s{}", n + 1) } else { "last".to_owned() };
        writeln!(yaml, "  s{n}: {{ask: Is it {n}?, answers: {{yes: end, no: {next}, unsure: {next}}}}}").unwrap();
    }
    yaml + "  end: {fix: c, note: Done}\n  last: {fix: c, note: Done}\n"
}

/// Fails with what is worse than a hint, if anything is.
fn expect_hints(findings: &[Diagnostic]) {
    let worse: Vec<_> = findings.iter().filter(|it| it.level() != Level::Hint).take(3).collect();
    assert!(worse.is_empty(), "{worse:?}");
}

#[test]
fn a_long_corridor_needs_no_deep_stack() {
    let walk = || {
        let (file, findings) = read(SourceId(0), "corridor", &corridor(QUESTIONS));
        expect_hints(&findings);
        let (library, _) = Library::new(vec![file.into_iter().collect()], BTreeSet::new());
        let longest = lotse::check::measure(&library, library.find("corridor").unwrap());
        assert_eq!(longest.questions as usize, QUESTIONS);
        let (sealed, findings) = seal(library, &[]);
        expect_hints(&findings);
        let tree = sealed.library().find("corridor").unwrap();
        let started = Turn { event: Event::Started { tree, today: Date::constant(2026, 11, 23) } };
        let mut session = Session::replay(&sealed, vec![started]);
        let no = Id::new("no");
        for _ in 0..QUESTIONS {
            session.input(Input::Choose(no.clone())).unwrap();
        }
        assert!(matches!(session.view(), View::Ended(_)));
        assert_eq!(State::replay(&sealed, session.turns()).trail().len(), QUESTIONS);
        let first = session.state().trail()[0].key.clone();
        session.input(Input::Change(first)).unwrap();
        session.input(Input::Choose(no)).unwrap();
        assert!(matches!(session.view(), View::Ended(_)), "all later answers apply again");
    };
    thread::Builder::new().stack_size(STACK).spawn(walk).unwrap().join().unwrap();
}

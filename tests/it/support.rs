//! Makes libraries and sessions for the tests.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use proptest::test_runner::{Config as ProptestConfig, RngSeed};

use lotse::{
    base::{Diagnostic, Id, Level, Sources},
    check::{Sealed, seal},
    engine::{Event, Input, Origin, Outcome, Rejection, Session, Turn, Value, View},
    tree::{File, Library, read},
};

/// The day on which all tests take place.
pub(crate) const TODAY: &str = "2026-11-23";

/// Configures a property test: the same cases in every run, so that a red run is red again.
///
/// `PROPTEST_RNG_SEED` tries others, and `PROPTEST_CASES` more of them.
pub(crate) fn property(cases: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    let rng_seed = if asked.rng_seed == RngSeed::Random { RngSeed::Fixed(20_261_123) } else { asked.rng_seed };
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { asked.cases } else { cases };
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..asked }
}

/// Reads files given as name and text; returns everything found and the sources.
pub(crate) fn read_all(files: &[(String, String)]) -> (Library, Vec<Diagnostic>, Sources) {
    let mut sources = Sources::default();
    let (mut read_files, mut findings): (Vec<File>, _) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let source = sources.add(name.clone(), text.clone());
        let stem = Path::new(name).file_stem().unwrap().to_str().unwrap();
        let (file, found) = read(source, stem, text);
        read_files.extend(file);
        findings.extend(found);
    }
    let (library, found) = Library::new(vec![read_files], BTreeSet::new());
    findings.extend(found);
    (library, findings, sources)
}

/// Keeps the findings of the readers and of the proof; trees that are made for it follow no advice.
pub(crate) fn of_soundness(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.into_iter().filter(|it| &it.code.id[1..] < "200").collect()
}

/// Reads and seals trees that must be without fault.
pub(crate) fn sealed(files: &[(&str, &str)]) -> Sealed {
    let owned: Vec<_> = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let (library, mut findings, _) = read_all(&owned);
    let (sealed, found) = seal(library, &findings);
    findings.extend(found);
    let errors: Vec<_> = findings.iter().filter(|it| it.level() == Level::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    sealed
}

/// Lists the shipped YAML files, by path.
pub(crate) fn shipped() -> Vec<(String, String)> {
    fn collect(dir: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            let name = path.to_str().unwrap().to_owned();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|it| it == "yaml") && !name.ends_with(".test.yaml") {
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    collect(Path::new("trees"), &mut found);
    found.sort();
    found
}

/// Begins a case in a tree.
pub(crate) fn begin<'l>(library: &'l Sealed, tree: &str) -> Session<'l> {
    let tree = library.library().find(tree).unwrap();
    let mut session =
        Session::replay(library, vec![Turn { event: Event::Started { tree, today: TODAY.parse().unwrap() } }]);
    let voice = library.library().find_fact(None, "voice").unwrap();
    session.input(Input::Fact(voice, Value::Choice(Id::new("customer")), Origin::KnownBefore)).unwrap();
    session
}

/// Reads an input as the tests write it: an answer's id, `+`, `-`, `/` for the outcomes, `ok`, `done`, `back`,
/// `=5` for a number, `"words"`, `?` for an unknown fact.
pub(crate) fn input(word: &str) -> Input {
    match word {
        "+" => Input::Outcome(Outcome::Worked),
        "-" => Input::Outcome(Outcome::DidNotWork),
        "/" => Input::Outcome(Outcome::NotDone),
        "ok" => Input::Acknowledge,
        "done" => Input::Done,
        "back" => Input::Back,
        "human" => Input::Human,
        "?" => Input::Unknown,
        _ => match word.split_at(1) {
            ("=", number) => Input::Number(number.parse().unwrap()),
            ("@", day) => Input::Day(day.parse().unwrap()),
            ("\"", words) => Input::Words(words.trim_end_matches('"').into()),
            ("&", ids) => Input::ChooseSeveral(ids.split('&').map(Id::new).collect()),
            _ => Input::Choose(Id::new(word)),
        },
    }
}

/// Gives inputs one after the other; all must be taken.
pub(crate) fn give(session: &mut Session<'_>, words: &str) {
    for word in words.split_whitespace() {
        if let Err(rejection) = session.input(input(word)) {
            panic!("`{word}` at {}: {rejection:?}", shown(session));
        }
    }
}

/// Gives one input that must be rejected.
pub(crate) fn refused(session: &mut Session<'_>, word: &str) -> Rejection {
    let before = session.turns().len();
    let rejection = session.input(input(word)).unwrap_err();
    assert_eq!(session.turns().len(), before, "a rejection changes nothing");
    rejection
}

/// Names what is shown: a step's id, with its path and visit where they matter.
pub(crate) fn shown(session: &Session<'_>) -> String {
    let library = session.library().library();
    match session.view() {
        View::Warning { warning, step } => {
            let (id, _) = library.vocabulary().warnings.get_index(warning.index()).unwrap();
            format!("warning {id} before {}", step.id)
        }
        View::Step { key, step, help, previous, done } => {
            let mut name = String::new();
            for segment in key.calls.iter().flat_map(|calls| calls.iter()) {
                write!(name, "{}.", library.tree(segment.tree).unwrap().step(segment.step).unwrap().id).unwrap();
            }
            name += step.id.as_str();
            if 1 < key.visit {
                write!(name, "#{}", key.visit).unwrap();
            }
            name += if help.is_some() { " help" } else { "" };
            name += if previous.is_some() { " again" } else { "" };
            name + if done { " done" } else { "" }
        }
        View::Collect { fact, remaining } => format!("collect {} +{remaining}", library.fact(fact).unwrap().0),
        View::Ended(ended) => match ended {
            lotse::engine::Ended::Fixed { causes, .. } => {
                format!("fixed {}", causes.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(","))
            }
            lotse::engine::Ended::Escalated { role, wanted, .. } => {
                let role = role.map(|role| library.vocabulary().roles.get_index(role.index()).unwrap().0.as_str());
                format!("escalated {}{}", role.unwrap_or("nobody"), if wanted { " wanted" } else { "" })
            }
        },
        View::Missing(tree) => format!("missing {tree}"),
        View::NotStarted => "not started".to_owned(),
    }
}

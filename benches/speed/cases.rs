//! Our own cases: what one unit of work is, and how it is repeated.

use std::{collections::BTreeSet, fmt, fs, hint::black_box, path::Path, time::Instant};

use super::typist::Typist;
use lotse::{
    base::{Id, Lang, Level, SourceId},
    check::{self, Sealed},
    engine::{Event, Input, Session, State, Turn, View},
    tree::{Library, read},
};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Spanned, options::DuplicateKeyPolicy};

/// The time of one round and how many units it holds.
pub(crate) struct Outcome {
    pub(crate) nanoseconds: f64,
    pub(crate) units: f64,
}

/// Repeats a case some times, for counting.
pub(crate) fn run(case: &str, dir: &Path, reps: usize) {
    let prepared = Prepared::new(case, dir);
    for _ in 0..reps {
        prepared.round();
    }
    super::measure::show_peak();
}

/// Times a case: the least of the rounds that fit into half a second, three at least.
pub(crate) fn time(case: &str, dir: &Path) -> Outcome {
    let prepared = Prepared::new(case, dir);
    let begun = Instant::now();
    let mut least = f64::INFINITY;
    let mut rounds = 0;
    while rounds < 3 || begun.elapsed().as_millis() < 500 {
        let start = Instant::now();
        prepared.round();
        least = least.min(start.elapsed().as_nanos() as f64);
        rounds += 1;
    }
    Outcome { nanoseconds: least, units: prepared.units }
}

enum Work {
    Yaml,
    Read,
    Rules(Library),
    Proof(Library),
    Answer(Sealed, Vec<Vec<Id>>),
    Replay(Sealed, Vec<Vec<Turn>>),
    Keystroke(Box<Typist>),
}

struct Prepared {
    text: String,
    words: String,
    work: Work,
    units: f64,
}

impl Prepared {
    fn new(case: &str, dir: &Path) -> Self {
        let text = fs::read_to_string(dir.join("ours/synthetic.yaml")).unwrap();
        let words = String::from("format: 1\nroles: {technician: {name: a technician}}\n");
        let (work, units) = match case {
            "yaml" => (Work::Yaml, 1),
            "read" => (Work::Read, 1),
            "rules" => (Work::Rules(library(&text, &words)), 1),
            "proof" => (Work::Proof(library(&text, &words)), 1),
            "keystroke" => (Work::Keystroke(Box::new(Typist::new(&text, &words))), 1),
            "answer" => {
                let walks = walks(dir, "walks");
                let steps = walks.iter().map(Vec::len).sum();
                (Work::Answer(sealed(&text, &words), walks), steps)
            }
            "replay" => {
                let sealed = sealed(&text, &words);
                let twelve: Vec<Vec<Turn>> = walks(dir, "twelve").iter().map(|walk| turns(&sealed, walk)).collect();
                let count = twelve.len();
                (Work::Replay(sealed, twelve), count)
            }
            other => panic!("there is no case `{other}`"),
        };
        Self { text, words, work, units: units as f64 }
    }

    fn round(&self) {
        match &self.work {
            Work::Yaml => {
                let value: Spanned<Plain<'_>> = serde_yaml::from_str_with_options(&self.text, options()).unwrap();
                black_box(value);
            }
            Work::Read => {
                black_box(sealed(&self.text, &self.words));
            }
            Work::Rules(library) => {
                black_box(check::check(library));
            }
            Work::Proof(library) => {
                let proven = ["unreachable-step", "dead-end", "unbounded-loop", "recursive-call"];
                black_box(check::prove(library, |code| proven.contains(&code.name)));
            }
            Work::Answer(sealed, walks) => {
                for walk in walks {
                    let mut session = begin(sealed);
                    for answer in walk {
                        black_box(text_of(&session.view()));
                        session.input(Input::Choose(answer.clone())).unwrap();
                    }
                }
            }
            Work::Keystroke(typist) => typist.types(),
            Work::Replay(sealed, walks) => {
                for turns in walks {
                    black_box(State::replay(sealed, turns));
                }
            }
        }
    }
}

fn library(text: &str, words: &str) -> Library {
    let files = [("synthetic", text), ("words", words)].into_iter().zip(0..).map(|((stem, text), source)| {
        let (file, findings) = read(SourceId(source), stem, text);
        assert!(findings.is_empty(), "{findings:?}");
        file.unwrap()
    });
    let (library, findings) = Library::new(vec![files.collect()], BTreeSet::new());
    assert!(findings.is_empty());
    library
}

fn sealed(text: &str, words: &str) -> Sealed {
    let (sealed, findings) = check::seal(library(text, words), &[]);
    assert!(findings.iter().all(|it| it.level() != Level::Error), "{:?}", findings.first());
    sealed
}

fn begin(sealed: &Sealed) -> Session<'_> {
    let tree = sealed.library().find("synthetic").unwrap();
    Session::replay(
        sealed,
        vec![Turn { event: Event::Started { tree, today: lotse::tree::Date::constant(2026, 11, 23) } }],
    )
}

/// Reads every text that a person would see.
fn text_of(view: &View<'_>) -> usize {
    let View::Step { step, .. } = view else { return 0 };
    let question = step.question().unwrap();
    let labels: usize =
        question.answers.iter().filter_map(|it| it.text.as_ref()).map(|it| it.get(Lang::EN).len()).sum();
    labels + question.ask.get(Lang::EN).len() + step.look.as_ref().map_or(0, |it| it.get(Lang::EN).len())
}

/// Reads the recorded walks: the position of each answer.
fn walks(dir: &Path, key: &str) -> Vec<Vec<Id>> {
    let all: serde_json::Value = serde_json::from_slice(&fs::read(dir.join("walks.json")).unwrap()).unwrap();
    let answers = |walk: &serde_json::Value| {
        walk["answers"].as_array().unwrap().iter().map(|it| Id::new(&format!("a{it}"))).collect()
    };
    all[key].as_array().unwrap().iter().map(answers).collect()
}

fn turns(sealed: &Sealed, walk: &[Id]) -> Vec<Turn> {
    let mut session = begin(sealed);
    for answer in walk {
        session.input(Input::Choose(answer.clone())).unwrap();
    }
    assert!(matches!(session.view(), View::Ended(_)), "every recorded walk arrives");
    session.turns().to_vec()
}

fn options() -> serde_yaml::Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! { max_events: usize::MAX, max_nodes: usize::MAX, max_total_scalar_bytes: usize::MAX },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        with_snippet: false,
    }
}

/// What the YAML crate gives to anyone who wants values with places.
#[expect(dead_code, reason = "the values are made, not read")]
enum Plain<'s> {
    Null,
    Typed,
    Text(std::borrow::Cow<'s, str>),
    List(Vec<Spanned<Self>>),
    Map(Vec<(Spanned<Self>, Spanned<Self>)>),
}

impl<'de> Deserialize<'de> for Plain<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Plain<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Plain::Null)
            }
            fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
                Ok(Plain::Typed)
            }
            fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
                Ok(Plain::Typed)
            }
            fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
                Ok(Plain::Typed)
            }
            fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
                Ok(Plain::Typed)
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Plain::Text(text.into()))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Plain::Text(text.to_owned().into()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Plain::List(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Plain::Map(entries))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

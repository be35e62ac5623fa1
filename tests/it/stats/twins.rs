//! Random cases, counted by each kind of store: the twin in memory counts one by one, the databases in SQL.

use std::process::Command;

use lotse::{
    case::{LENGTHS, Sample, Topic},
    store::{self, CaseState},
};
use proptest::{collection::vec, option, prelude::*, sample::select};

use super::made::{Case, HOUR, Made, NOW};
use crate::{program::Folder, support::property};

/// Names that differ in ways that databases like to overlook.
const NAMES: [&str; 7] = ["ada", "Ada", "ä", "a_a", "a%", "zoé", "it's"];
const CAUSES: [&str; 5] = ["queue", "Queue", "queue-full", "a_b", "aab"];
const KINDS: [&str; 9] =
    ["replied", "replied", "replied", "helped", "reopened", "noted", "reopened-case", "closed", "collected"];

fn text(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(names).prop_map(str::to_owned)
}

fn made() -> impl Strategy<Value = Made> {
    let answer = option::weighted(0.8, select(&["unsure", "yes", "no", "worked"][..]).prop_map(str::to_owned));
    let place = (option::weighted(0.9, text(&["one", "two"])), text(&["a", "b", "c"]), answer);
    let who = (option::of(text(&NAMES)), select(&["en", "de"][..]), select(&["terminal", "web"][..]));
    (select(&KINDS[..]), 0..72 * HOUR, 0_u64..200_000, place, who).prop_map(|(kind, at, spent, place, who)| {
        let (tree, step, answer) = place;
        let step = tree.is_some().then_some(step);
        let (agent, lang, channel) = who;
        Made { kind, at: NOW - at, spent, place: [tree, step, answer], agent, lang, channel }
    })
}

fn case() -> impl Strategy<Value = Case> {
    let who = (option::of(text(&NAMES)), select(&["en", "de"][..]), select(&["terminal", "web"][..]));
    let ended = (text(&["one", "two"]), text(&["a", "end"]));
    let trees = (text(&["one", "two", "Two"]), text(&["one", "two"]));
    (trees, select(&CaseState::ALL[..]), who, vec(text(&CAUSES), 0..3), ended, vec(made(), 0..9)).prop_map(
        |((tree, walked), state, (agent, lang, channel), causes, ended, turns)| Case {
            tree,
            walked,
            state,
            agent,
            lang,
            channel,
            causes,
            ended: [ended.0, ended.1],
            turns,
        },
    )
}

fn sample() -> impl Strategy<Value = Sample> {
    let time = || option::weighted(0.3, (0..80 * HOUR).prop_map(|ago| NOW - ago));
    let rare = |names| option::weighted(0.2, text(names));
    let texts = (rare(&["one", "two"]), rare(&NAMES), rare(&["en", "de"]), rare(&["web"]));
    (texts, time(), time(), 0..100_u64, 0..60_u64).prop_map(|(texts, since, until, idle, within)| {
        let (tree, agent, lang, channel) = texts;
        let hour = HOUR.unsigned_abs();
        Sample { tree, since, until, agent, lang, channel, now: NOW, idle: idle * hour, within: within * hour }
    })
}

/// Tables of their own on the server, if there is one.
fn postgres() -> Option<String> {
    let server = std::env::var("LOTSE_TEST_POSTGRES").ok().filter(|_| cfg!(feature = "postgres"))?;
    let schema = format!("stats{}", std::process::id());
    let sql = format!("drop schema if exists {schema} cascade; create schema {schema}");
    let status = Command::new("psql").args(["-X", "-q", "-v", "ON_ERROR_STOP=1", &server, "-c", &sql]).status();
    assert!(status.expect("psql belongs to PostgreSQL").success());
    Some(format!("{server}&options=-csearch_path%3D{schema}"))
}

proptest! {
    #![proptest_config(property(40))]

    #[test]
    fn every_store_counts_the_same(cases in vec(case(), 0..25), samples in vec(sample(), 4)) {
        let folder = Folder::new();
        let places = [Some(format!("{}/cases.db", folder.path())), postgres()];
        let mut twin = store::open("memory").unwrap();
        let mut stores: Vec<_> = places.into_iter().flatten().map(|place| store::open(&place).unwrap()).collect();
        for (number, case) in cases.iter().enumerate() {
            stores.iter_mut().chain([&mut twin]).for_each(|store| case.keep(&mut **store, &format!("C-{number}")));
        }
        for sample in samples.iter().chain([&Sample::all(NOW)]) {
            for topic in Topic::ALL {
                let expected = twin.tallies(sample, topic).unwrap();
                for store in &mut stores {
                    let found = store.tallies(sample, topic).unwrap();
                    prop_assert_eq!(&found, &expected, "{} {:?} {:?}", store.name(), topic, sample);
                }
            }
        }
    }
}

/// The twin itself, against what was counted by hand.
#[test]
fn the_twin_counts_as_one_does() {
    let mut store = store::open("memory").unwrap();
    let reply = |at: i64, spent, step: &str, answer: &str| Made {
        kind: "replied",
        at: NOW - at * HOUR,
        spent,
        place: [Some("one".to_owned()), Some(step.to_owned()), Some(answer.to_owned())],
        agent: None,
        lang: "en",
        channel: "web",
    };
    let case = |state, turns: Vec<Made>| Case {
        tree: "one".to_owned(),
        walked: "one".to_owned(),
        state,
        agent: None,
        lang: "en",
        channel: "web",
        causes: vec!["queue".to_owned()],
        ended: ["one".to_owned(), "end".to_owned()],
        turns,
    };
    let opened = Made { kind: "reopened-case", ..reply(5, 0, "end", "fixed") };
    let back = Made { kind: "reopened", ..reply(3, 0, "a", "") };
    case(CaseState::Fixed, vec![reply(9, 60_000, "a", "yes"), opened, back, reply(2, 120_000, "a", "no")])
        .keep(&mut *store, "1");
    case(CaseState::Escalated, vec![reply(9, 30_000, "a", "unsure")]).keep(&mut *store, "2");
    case(CaseState::Parked, vec![reply(100, 10_000, "a", "yes")]).keep(&mut *store, "3");
    case(CaseState::Parked, vec![reply(1, 10_000, "b", "yes")]).keep(&mut *store, "4");
    let sample = Sample { idle: 50 * HOUR.unsigned_abs(), within: 4 * HOUR.unsigned_abs(), ..Sample::all(NOW) };
    let trees = store.tallies(&sample, Topic::Tree).unwrap();
    let [tree] = trees.as_slice() else { panic!("{trees:?}") };
    assert_eq!((tree.cases, tree.solved, tree.escalated, tree.abandoned, tree.running), (4, 1, 1, 1, 1));
    assert_eq!((tree.came_back, tree.spent, tree.median, tree.ninetieth), (1, 220_000, 30_000, 180_000));
    let steps = store.tallies(&sample, Topic::Step).unwrap();
    assert_eq!(steps.iter().map(|step| step.keys.join("/")).collect::<Vec<_>>(), ["one/a", "one/b"]);
    let step = &steps[0];
    assert_eq!((step.cases, step.replies, step.back, step.unsure), (3, 4, 1, 1));
    assert_eq!((step.solved, step.escalated, step.abandoned, step.running), (2, 1, 1, 0));
    assert_eq!((step.median, step.ninetieth), (30_000, 120_000));
    let answers = store.tallies(&sample, Topic::Answer).unwrap();
    assert_eq!((answers.len(), answers[2].keys[2].as_str(), answers[2].replies), (4, "yes", 2));
    let endings = store.tallies(&sample, Topic::Ending).unwrap();
    let told: Vec<_> = endings.iter().map(|it| (it.keys[2].as_str(), it.cases, it.came_back)).collect();
    assert_eq!(told, [("escalated", 1, 0), ("fixed", 2, 1)]);
    let causes = store.tallies(&sample, Topic::Cause).unwrap();
    assert_eq!((causes.len(), causes[0].cases, causes[0].solved), (1, 2, 1));
    let lengths = store.tallies(&sample, Topic::Length).unwrap();
    let told: Vec<_> = lengths.iter().map(|it| (it.keys[1].as_str(), it.cases)).collect();
    assert_eq!(told, [("0", 2), ("2", 1)]);
    assert_eq!(LENGTHS[2], 5, "the third takes two to five minutes");
}

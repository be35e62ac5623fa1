//! The table agrees with the readers and with itself.

use super::*;
use crate::{
    base::SourceId,
    tree::{By, Chance, Commonness, Risk, Severity, Urgency, read},
};

/// The constructs of test files, which are read elsewhere.
const OF_TESTS: [&Construct; 5] = [&TESTS, &WALK, &ASSERTION, &EXPECTED, &MANY];

/// Every construct of trees and shared words.
fn all() -> Vec<&'static Construct> {
    let mut all = vec![
        &TREE,
        &CAUSE,
        &ANSWER,
        &BOUNDED_WAY,
        &ARM,
        &CONDITION,
        &RANGE,
        &INPUT,
        &VOCABULARY,
        &FACT,
        &WARNING,
        &CHECK,
        &PLATFORM,
        &TERM,
        &ROLE,
        &HUMAN,
        &WITHIN,
    ];
    all.extend(STEP_KINDS);
    all
}

fn names(words: &[Word]) -> Vec<&'static str> {
    words.iter().map(|word| word.name).collect()
}

#[test]
fn every_key_says_what_it_is() {
    for construct in all().into_iter().chain(OF_TESTS) {
        assert!(construct.doc.ends_with('.'), "{}", construct.name);
        let mut seen: Vec<&str> = Vec::new();
        for key in construct.all_keys() {
            assert!(key.doc.ends_with('.') && key.doc.len() < 110, "{}.{}", construct.name, key.name);
            assert!(!seen.contains(&key.name), "{}.{} stands there twice", construct.name, key.name);
            assert!(key.example.is_empty() || key.example.starts_with(key.name), "{}.{}", construct.name, key.name);
            seen.push(key.name);
        }
        for together in construct.together {
            let (one, others): (&[&str], &[&str]) = match together {
                Together::Any(keys) => (keys, &[]),
                Together::Excludes(key, others) => (std::slice::from_ref(key), others),
                Together::Needs(key, other) => (std::slice::from_ref(key), std::slice::from_ref(other)),
            };
            for key in one.iter().chain(others) {
                assert!(construct.has(key), "{} has no key `{key}`", construct.name);
            }
        }
    }
}

#[test]
fn the_words_are_those_that_are_read() {
    use words::{ADDRESS, BY, INPUT_WORDS, LEVELS, RISKS, URGENCIES};
    assert_eq!(names(&RISKS), Risk::WORDS.map(|(name, _)| name));
    assert_eq!(names(&BY), By::WORDS.map(|(name, _)| name));
    assert_eq!(names(&URGENCIES), Urgency::WORDS.map(|(name, _)| name));
    assert_eq!(names(&LEVELS), Severity::WORDS.map(|(name, _)| name));
    assert_eq!(names(&ADDRESS), ["sie", "du"]);
    assert_eq!(names(&INPUT_WORDS), INPUT_KINDS.each_ref().map(|it| it.kind));
    assert!(CHANCE_WORDS.iter().all(|word| Chance::parse(word.name).is_some()));
    assert!(COMMONNESS_WORDS.iter().all(|word| Commonness::parse(word.name).is_some()));
    for kind in &INPUT_KINDS {
        assert!(kind.keys.iter().all(|key| INPUT.has(key)), "{}", kind.kind);
    }
}

/// A value of the right shape for a key.
fn value(takes: Takes) -> String {
    match takes {
        Takes::Version | Takes::Count(..) => "1".into(),
        Takes::Language => "en".into(),
        Takes::Text | Takes::Plain | Takes::Pattern => "words".into(),
        Takes::Phrases => "{en: [words]}".into(),
        Takes::Plains | Takes::Names(_) | Takes::NameOrNames(_) | Takes::Declares(_) | Takes::Values => "[a]".into(),
        Takes::Word(words) => words.first().unwrap().name.into(),
        Takes::Words(words) => format!("[{}]", words.first().unwrap().name),
        Takes::Guards(words) => format!("{{{}: [a]}}", words.first().unwrap().name),
        Takes::Flag => "true".into(),
        Takes::Time => "3 min".into(),
        Takes::Day => "2026-11-23".into(),
        Takes::End => "5".into(),
        Takes::Chance => "often".into(),
        Takes::HowCommon => "rare".into(),
        Takes::Name(_) | Takes::Way => "a".into(),
        Takes::Each(_, inner) => format!("{{a: {}}}", mapping(inner, "")),
        Takes::Steps => "{a: {escalate: a}}".into(),
        Takes::Answers => "{yes: a, no: a}".into(),
        Takes::ExitWays => "{a: a}".into(),
        Takes::Chances => "{a: often}".into(),
        Takes::Exceptions => "{a: words}".into(),
        Takes::Arms => "[{next: a}]".into(),
        Takes::Condition => "{a: b}".into(),
        Takes::Input => "{kind: number}".into(),
        Takes::Reply => "yes".into(),
        Takes::Replies(_) => "{a: yes}".into(),
        Takes::One(inner) => mapping(inner, ""),
    }
}

/// The least mapping of a construct, with one key more.
fn mapping(construct: &Construct, more: &str) -> String {
    let mut keys: Vec<&Key> = construct.all_keys().filter(|key| key.needed || key.name == more).collect();
    for together in construct.together {
        match together {
            Together::Any(any) if !keys.iter().any(|key| any.contains(&key.name)) => {
                keys.extend(construct.key(any.first().unwrap()));
            }
            Together::Needs(key, other) if *key == more && !keys.iter().any(|it| it.name == *other) => {
                keys.extend(construct.key(other));
            }
            _ => {}
        }
    }
    let entries: Vec<String> = keys.iter().map(|key| format!("{}: {}", key.name, value(key.takes))).collect();
    format!("{{{}}}", entries.join(", "))
}

/// What the reader says of a file with one construct in it, and with a key more than it knows.
fn said_of(construct: &Construct, body: &str) -> Vec<(&'static str, String)> {
    let step = |body: &str| format!("format: 1\ntitle: T\nstart: a\nsteps:\n  a: {body}\n");
    let text = match construct.name {
        "tree" | "vocabulary" => body.to_owned(),
        "cause" => format!("format: 1\ntitle: T\ncauses: {{a: {body}}}\nstart: a\nsteps: {{a: {{escalate: a}}}}\n"),
        "answer" => step(&format!("{{ask: A, answers: {{unsure: {body}}}}}")),
        "bounded-way" => step(&format!("{{ask: A, answers: {{unsure: {{next: {body}}}}}}}")),
        "arm" => step(&format!("{{route: [{body}]}}")),
        "range" => step(&format!("{{route: [{{when: {{a: {body}}}, next: a}}]}}")),
        "input" => step(&format!("{{ask: A, input: {body}, next: a}}")),
        "fact" | "warning" | "check" | "term" | "role" => format!("format: 1\n{}s: {{a: {body}}}\n", construct.name),
        "platform" => format!("format: 1\nchecks: {{a: {{purpose: P, linux: {body}}}}}\n"),
        "within" => format!("format: 1\nroles: {{a: {{name: N, within: {body}}}}}\n"),
        "human" => format!("format: 1\nhuman: {body}\n"),
        _ => step(body),
    };
    let (_, findings) = read(SourceId(0), "t", &text);
    findings.into_iter().map(|it| (it.code.name, it.message)).collect()
}

#[test]
fn the_readers_know_exactly_these_keys() {
    for construct in all().into_iter().filter(|it| it.name != "condition") {
        for key in construct.all_keys() {
            let said = said_of(construct, &mapping(construct, key.name));
            let unknown = said.iter().find(|(code, message)| {
                *code == "unknown-key" || message.contains("does not belong") || *code == "wrong-shape"
            });
            assert_eq!(unknown, None, "{}.{}", construct.name, key.name);
        }
        let body = mapping(construct, "");
        let said = said_of(construct, &format!("{}, nonsense: 1}}", body.strip_suffix('}').unwrap()));
        assert!(said.iter().any(|(code, _)| *code == "unknown-key"), "{}: {said:?}", construct.name);
        for key in construct.all_keys().filter(|key| key.needed) {
            let least = mapping(construct, "");
            let without = least.replacen(&format!("{}: {}", key.name, value(key.takes)), "", 1).replace("{, ", "{");
            let said = said_of(construct, &without.replace(", ,", ",").replace(", }", "}"));
            let is_said = said.iter().any(|(code, _)| matches!(*code, "missing-key" | "wrong-shape" | "blank-text"));
            assert!(is_said, "{} without `{}`: {said:?} {without}", construct.name, key.name);
        }
    }
}

#[test]
fn the_least_of_everything_is_read_without_complaint() {
    for construct in all().into_iter().filter(|it| !matches!(it.name, "condition" | "instruction" | "fact")) {
        let said = said_of(construct, &mapping(construct, ""));
        assert_eq!(said, [], "{}: {}", construct.name, mapping(construct, ""));
    }
}

#[test]
fn what_does_not_go_together_is_reported() {
    for construct in all() {
        for together in construct.together {
            let bodies: Vec<String> = match together {
                Together::Any(_) => continue,
                Together::Excludes(key, others) => {
                    let with = |other: &&str| both(construct, key, other);
                    others.iter().map(with).collect()
                }
                Together::Needs(key, _) => {
                    let own = construct.key(key).unwrap();
                    let least = mapping(construct, "");
                    vec![format!("{}, {key}: {}}}", least.strip_suffix('}').unwrap(), value(own.takes))]
                }
            };
            if construct.name == "platform" {
                continue;
            }
            for body in bodies {
                let said = said_of(construct, &body);
                assert!(said.iter().any(|(code, _)| *code == "conflicting-keys"), "{body}: {said:?}");
            }
        }
    }
}

fn both(construct: &Construct, one: &str, other: &str) -> String {
    let mut body = mapping(construct, one);
    for key in [one, other] {
        let own = construct.key(key).unwrap();
        if !body.contains(&format!("{key}: ")) {
            body = format!("{}, {key}: {}}}", body.strip_suffix('}').unwrap(), value(own.takes));
        }
    }
    body
}

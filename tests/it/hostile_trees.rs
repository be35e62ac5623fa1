//! Hostile and odd trees: each known case is found at the level that it deserves, or accepted, or belongs elsewhere.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    time::{Duration, Instant},
};

use lotse::{
    base::{Diagnostic, Level},
    check,
};

use crate::{
    rules::files,
    support::{of_soundness, read_all},
};

/// Cases that belong to another part of lotse, and why the checker has nothing to say about them.
const ELSEWHERE: &[(&str, &str)] = &[
    ("prefix-label", "the dialogue asks again instead of guessing"),
    ("call-return", "the engine returns to each caller, also after a replay"),
    ("number-edge", "the engine and the dialogue take only finite numbers"),
    ("date-edge", "the engine and the dialogue take only days of the calendar"),
    ("name-prototype", "ids begin with a letter; exports quote them"),
    ("name-mermaid", "exports quote ids"),
    ("text-mermaid", "exports escape texts"),
    ("text-html", "the web front end escapes texts"),
    ("text-csv", "exports defuse formulas"),
    ("text-sql", "the store binds parameters"),
    ("text-shell", "probes get their arguments as a list"),
    ("link-data", "no front end makes links of texts"),
    ("resume-changed", "the case replays its turns and says what it dropped"),
    ("resume-corrupt", "the store refuses what it cannot read"),
    ("url-path", "the web front end reads the address"),
    ("locale-tr", "the dialogue folds without a locale"),
];

const WORDS: &str = "format: 1\nroles: {desk: {name: {en: desk, de: Stelle}}}\n\
    facts: {os: {name: {en: os, de: System}, values: [windows, macos]}, \
    speed: {name: {en: speed, de: Tempo}, input: {kind: number}}}\n";

/// A tree with these steps, which may lead to `end`.
fn steps(steps: &str) -> String {
    format!("format: 1\ntitle: Title\nstart: a\nsteps:\n{steps}  end: {{escalate: desk}}\n")
}

/// A question `a` with these answers, beside `end` and `b`.
fn answers(answers: &str) -> String {
    steps(&format!("  a: {{ask: What?, answers: {{{answers}}}}}\n  b: {{escalate: desk}}\n"))
}

/// A part of this name with this start and one exit.
fn part(name: &str, start: &str) -> String {
    format!(
        "# file: {name}.yaml\nformat: 1\ntitle: Part\nexits: [out]\nstart: a\nsteps:\n  a: {start}\n  out: {{exit: out}}\n"
    )
}

fn corridor(count: usize) -> String {
    let mut all = String::new();
    for n in 0..count {
        let next = if n + 1 < count { format!("s{}", n + 1) } else { "b".to_owned() };
        writeln!(all, "  s{n}: {{ask: Is it?, answers: {{yes: {next}, no: end, unsure: end}}}}").unwrap();
    }
    format!("format: 1\ntitle: Title\nstart: s0\nsteps:\n{all}  b: {{escalate: desk}}\n  end: {{escalate: desk}}\n")
}

fn diamonds(count: usize) -> String {
    let mut all = String::new();
    for n in 0..count {
        let next = if n + 1 < count { format!("d{}", n + 1) } else { "end".to_owned() };
        writeln!(all, "  d{n}: {{ask: Is it?, answers: {{yes: l{n}, no: r{n}, unsure: l{n}}}}}").unwrap();
        writeln!(all, "  l{n}: {{do: Left, next: {next}}}\n  r{n}: {{do: Right, next: {next}}}").unwrap();
    }
    format!("format: 1\ntitle: Title\nstart: d0\nsteps:\n{all}  end: {{escalate: desk}}\n")
}

/// Questions that all lead to all others.
fn dense(count: usize) -> String {
    let mut all = String::new();
    for n in 0..count {
        let ways: Vec<String> = (0..count).filter(|to| *to != n).map(|to| format!("t{to}: s{to}")).collect();
        writeln!(all, "  s{n}: {{ask: Where?, answers: {{{}, unsure: end}}}}", ways.join(", ")).unwrap();
    }
    format!("format: 1\ntitle: Title\nstart: s0\nsteps:\n{all}  end: {{escalate: desk}}\n")
}

fn deep(levels: usize) -> String {
    let mut all = format!("{}# file: p{levels}.yaml\n", steps("  a: {call: p1, exits: {out: end}}\n"));
    all.push_str(part("x", "{do: This, next: out}").split_once('\n').unwrap().1);
    for level in 1..levels {
        all.push_str(&part(&format!("p{level}"), &format!("{{call: p{}, exits: {{out: out}}}}", level + 1)));
    }
    all
}

/// The cases that the checker decides: exactly these codes, in this tree.
#[rustfmt::skip]
fn cases() -> Vec<(&'static str, &'static [&'static str], String)> {
    let two = |more: &str| format!("{}{more}", steps("  a: {call: one, exits: {out: end}}\n"));
    let question = "{ask: What?, answers: {yes: end, no: a2, unsure: end}}";
    vec![
        ("start-missing", &["E101"], steps("").replace("start: a", "start: b")),
        ("next-unknown", &["E101"], answers("yes: edn, no: b, unsure: end")),
        ("next-case", &["E101"], answers("yes: End, no: b, unsure: end")),
        ("next-self", &["E105"], answers("yes: a, no: b, unsure: end")),
        ("loop-no-exit", &["E104", "W103"], steps("  a: {ask: A?, answers: {yes: b, no: b, unsure: b}}\n  b: {ask: B?, answers: {yes: a, no: a, unsure: a}}\n")),
        ("loop-with-exit", &[], answers("yes: {next: {step: a, times: 2, then: b}}, no: b, unsure: end")),
        ("loop-of-actions", &["E104", "W103"], steps("  a: {do: A, next: b}\n  b: {do: B, next: a}\n")),
        ("unreachable", &["W103"], answers("yes: end, no: end2, unsure: end").replace("no: end2", "no: end").replace("yes: end,", "yes: {next: {step: a, times: 1, then: end}},")),
        ("island", &["W103"], steps("  a: {do: A, next: end}\n  x: {do: X, next: y}\n  y: {do: Y, next: {step: x, times: 1, then: z}}\n  z: {do: Z, next: end}\n")),
        ("dead-answer", &["E104"], steps(&format!("  a: {question}\n  a2: {{do: A, next: a3}}\n  a3: {{do: A, next: a2}}\n"))),
        ("one-answer", &["W122"], answers("yes: b, unsure: end")),
        ("no-answers", &["E021"], steps("  a: {ask: What?}\n")),
        ("dup-label", &["E124"], answers("x: {text: Red, next: end}, y: {text: Red, next: b}, unsure: end")),
        ("dup-label-fold", &["W125", "W125"], answers("x: {text: Café, next: end}, y: {text: cafe!, next: b}, z: {text: CAFÈ, next: b}, unsure: end")),
        ("dup-label-de", &["W125"], answers("x: {text: Straße, next: end}, y: {text: Strasse, next: b}, unsure: end")),
        ("empty-label", &["E029"], answers("x: {text: \" \", next: end}, y: {text: Y, next: b}, unsure: end")),
        ("label-number", &["W127", "W127"], answers("x: {text: \"2\", next: end}, y: {text: \"1\", next: b}, unsure: end")),
        ("label-command", &["W126", "W126", "W126", "W126"], answers("back: end, x: {text: Quit, next: b}, y: {text: Help, next: b}, z: {text: \"?\", next: b}, unsure: end")),
        ("terminal-with-answers", &["E026"], steps("  a: {escalate: desk, answers: {yes: end}}\n  b: {do: X, next: end}\n").replace("start: a", "start: b").replace("  b: {do: X, next: end}", "  b: {do: X, else: a, solved: end}")),
        ("two-starts", &["E025"], steps("  a: {do: A, next: end}\n").replace("start: a", "start: a\nstart: end")),
        ("text-missing", &["E021", "W129"], steps("  a: {answers: {yes: end, no: b, unsure: end}, look: {en: There, de: Dort}}\n  b: {do: {en: X}, next: end}\n").replace("title: Title", "title: {en: Title, de: Titel}")),
        ("lang-missing-answer", &["W129"], answers("x: {text: {de: Rot}, next: end}, y: {text: {en: Blue, de: Blau}, next: b}, unsure: end").replace("title: Title", "title: {en: Title, de: Titel}").replace("ask: What?", "ask: {en: What?, de: Was?}")),
        // A translation has no answers of its own: every answer carries its own languages.
        ("lang-count", &["E020"], steps("  a: {ask: {en: What?, answers: {yes: end}}, answers: {yes: end, no: b, unsure: end}}\n  b: {escalate: desk}\n")),
        ("include-missing", &["E102"], two("")),
        ("include-cycle", &["E116"], two(&format!("{}{}", part("one", "{call: two, exits: {out: out}}"), part("two", "{ask: Y?, answers: {yes: c, no: out, unsure: out}}\n  c: {call: one, exits: {out: out}}")))),
        ("include-deep", &[], deep(100)),
        ("include-escape", &["E102", "E102", "E102", "E102"], steps("  a: {ask: A?, answers: {x: p, y: q, z: r, w: s, unsure: end}}\n  p: {call: ../../etc/passwd, exits: {}}\n  q: {call: /etc/passwd, exits: {}}\n  r: {call: \"https://example.org/x.yaml\", exits: {}}\n  s: {call: CON.yaml, exits: {}}\n")),
        ("call-recursive", &["E116"], two(&part("one", "{ask: Y?, answers: {yes: c, no: out, unsure: out}}\n  c: {call: one, exits: {out: out}}"))),
        ("var-unset", &["E117"], steps("  a: {route: [{when: {os: windows}, next: b}, {next: end}]}\n  b: {escalate: desk}\n")),
        ("var-some-paths", &["H119"], steps("  a: {ask: Which?, fact: os, answers: {windows: r, macos: r, unsure: r}}\n  r: {route: [{when: {os: windows}, next: b}, {when: {not: {os: windows}}, next: end}]}\n  b: {escalate: desk}\n")),
        // The first arm that holds is taken, as documented.
        ("cond-overlap", &[], steps("  a: {ask: Which?, fact: os, answers: {windows: r, macos: r, unsure: r}}\n  r: {route: [{when: {os: windows}, next: b}, {when: {os: [windows, macos]}, next: end}, {next: end}]}\n  b: {escalate: desk}\n")),
        ("cond-gap", &["E110"], steps("  a: {ask: Which?, fact: os, answers: {windows: r, macos: r, unsure: end}}\n  r: {route: [{when: {os: windows}, next: end}]}\n")),
        ("cond-type", &["E121"], steps("  a: {ask: How fast?, input: {kind: number}, fact: speed, next: r}\n  r: {route: [{when: {speed: fast}, next: b}, {next: end}]}\n  b: {escalate: desk}\n")),
        ("deep-chain", &[], corridor(10_000)),
        ("wide", &[], answers(&format!("{}, unsure: b", (0..5000).map(|n| format!("x{n}: end")).collect::<Vec<_>>().join(", ")))),
        ("dense", &["E105"], dense(if cfg!(debug_assertions) { 150 } else { 1000 })),
        ("diamonds", &[], diamonds(30)),
        ("same-target", &["H128"], steps("  a: {ask: What?, answers: {x: end, y: end, unsure: end}}\n")),
        ("version-newer", &["E027"], steps("  a: {do: A, next: end}\n").replace("format: 1", "format: 2")),
    ]
}

fn found(text: &str) -> Vec<Diagnostic> {
    let mut all = files(text);
    all.push(("words.yaml".to_owned(), WORDS.to_owned()));
    let (library, mut found, _) = read_all(&all);
    found.extend(check::check(&library));
    of_soundness(found)
}

#[test]
fn every_case_is_found_as_it_deserves() {
    let mut wrong = Vec::new();
    for (id, codes, text) in cases() {
        let begun = Instant::now();
        let found = found(&text);
        if Duration::from_secs(10) < begun.elapsed() {
            wrong.push(format!("{id} takes {:?}", begun.elapsed()));
        }
        // A hint may come along; where one is the point it is named.
        let wants_hints = codes.iter().any(|code| code.starts_with('H'));
        let mut own: Vec<&str> = found
            .iter()
            .filter(|finding| wants_hints || finding.level() != Level::Hint)
            .map(|finding| finding.code.id)
            .collect();
        own.sort_unstable();
        if own != codes {
            let said: Vec<_> = found.iter().map(|it| (it.code.id, &it.message)).collect();
            wrong.push(format!(
                "{id}: wanted {codes:?}, found {said:?} in\n{}",
                text.chars().take(600).collect::<String>()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn no_case_is_forgotten() {
    let facts = std::fs::read_to_string("tests/it/hostile/tree-cases.jsonl").unwrap();
    let known: BTreeSet<String> = facts
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    let elsewhere = ELSEWHERE.iter().map(|(id, _)| (*id).to_owned());
    let own: BTreeSet<String> = cases().into_iter().map(|(id, ..)| id.to_owned()).chain(elsewhere).collect();
    assert_eq!(own, known);
    assert_eq!(own.len(), cases().len() + ELSEWHERE.len(), "each case stands in one list");
}

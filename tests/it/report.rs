//! Pictures and JSON of findings.

use lotse::{
    base::{Code, Diagnostic, Level, Place, Sources, Span},
    check,
    report::diagnostics::{Look, json_array, json_lines, pictures, summary},
};

use crate::support::{of_soundness, read_all};

static CODE: Code = Code { id: "E999", name: "test-fault", level: Level::Error, page: "" };
static HINT: Code = Code { id: "H998", name: "test-hint", level: Level::Hint, page: "" };

const PLAIN: Look = Look { color: false, unicode: false, width: 100 };

fn faulty() -> (Sources, Vec<Diagnostic>) {
    let text = "\
format: 1
title: Printer
start: display
steps:
  display:
    ask: Does the display light up?
    answers: {yes: display, no: pwoer, unsure: power}
  power:
    ask: Which light is on?
    answers:
      red: {text: Red, next: repair}
      rot: {text: Red, next: repair}
      unsure: {next: repair}
  repair: {escalate: technician}
";
    let roles = "format: 1\nroles: {technician: {name: technician}}\n";
    let files = [("trees/printer.yaml".to_owned(), text.to_owned()), ("roles.yaml".to_owned(), roles.to_owned())];
    let (library, mut found, sources) = read_all(&files);
    found.extend(check::check(&library));
    (sources, of_soundness(found))
}

#[test]
fn a_picture_shows_the_place_the_reason_and_the_remedy() {
    let (sources, found) = faulty();
    let shown = pictures(&sources, &found, PLAIN);
    assert_eq!(
        shown,
        r"error[E105]: `display` leads back to itself without end
 --> trees/printer.yaml:5:3
  |
5 |   display:
  |   ^^^^^^^ the circle begins here
  |
  = note: the circle: display -> (yes) -> display
  = help: bound one way of it: `next: {step: ..., times: 2, then: ...}`

error[E101]: there is no step `pwoer`
 --> trees/printer.yaml:7:33
  |
7 |     answers: {yes: display, no: pwoer, unsure: power}
  |                                 ^^^^^
  |
  = help: did you mean `power`?

hint[H128]: every answer leads to `repair`, nothing is remembered
 --> trees/printer.yaml:8:3
  |
8 |   power:
  |   ^^^^^
  |
  = help: add `fact`, lead an answer elsewhere, or drop the question

error[E124]: two answers read `Red` in `en`
  --> trees/printer.yaml:12:7
   |
12 |       rot: {text: Red, next: repair}
   |       ^^^
   |
   = help: say what tells the two apart
note: the other one
  --> trees/printer.yaml:11:7
   |
11 |       red: {text: Red, next: repair}
   |       ^^^
"
    );
    assert_eq!(summary(&found), "3 errors, 1 hint in 1 file");
    assert_eq!(summary(&[]), "nothing found");
    let colored = pictures(&sources, &found, Look { color: true, unicode: true, width: 80 });
    assert!(colored.contains("\u{1b}[") && colored.contains("display → (yes)"), "{colored}");
    assert!(!pictures(&sources, &found, PLAIN).contains('\u{1b}'));
}

#[test]
fn json_has_a_version_and_every_field() {
    let (sources, found) = faulty();
    let lines = json_lines(&sources, &found);
    assert_eq!(lines.lines().count(), found.len());
    let last = lines.lines().next_back().unwrap();
    assert_eq!(
        last,
        r#"{"format":1,"code":"E124","name":"same-label","level":"error","file":"trees/printer.yaml","line":12,"column":7,"end":{"line":12,"column":10},"message":"two answers read `Red` in `en`","help":"say what tells the two apart","notes":[{"message":"the other one","file":"trees/printer.yaml","line":11,"column":7}],"path":[]}"#
    );
    let all: Vec<serde_json::Value> = serde_json::from_str(&json_array(&sources, &found)).unwrap();
    assert_eq!(all.len(), found.len());
    assert_eq!(all[0]["path"], serde_json::json!(["display", "yes", "display"]));
}

/// A finding with hostile words everywhere.
fn hostile(sources: &mut Sources, text: &str, span: Span) -> Diagnostic {
    let source = sources.add("evil\u{1b}[2J\u{202e}.yaml", text);
    let place = Place { source, span };
    let words = "a\u{1b}]0;owned\u{7}b\u{202e}c\nd\u{9b}e";
    Diagnostic::new(&CODE, place, words).label(words).help(words).note(words).at(place, words).path(vec![words.into()])
}

#[test]
fn nothing_that_a_terminal_obeys_reaches_it() {
    let mut sources = Sources::default();
    let text = "a: \"\u{1b}[31m\u{202e}text\u{200b}\"\tz\r\n";
    let finding = hostile(&mut sources, text, Span::new(3, text.len()));
    for look in [PLAIN, Look { unicode: true, ..PLAIN }] {
        let shown = pictures(&sources, std::slice::from_ref(&finding), look);
        let bad = shown.chars().find(|c| (c.is_control() && *c != '\n') || lotse::base::is_deceptive(*c));
        assert_eq!(bad, None, "{shown:?}");
    }
    let json = json_lines(&sources, std::slice::from_ref(&finding));
    assert!(!json.contains("\\u00") && !json.chars().any(lotse::base::is_deceptive), "{json}");
}

#[test]
fn long_lines_and_odd_places_stay_readable() {
    let mut sources = Sources::default();
    let text = format!("ask: {}ü{}\nnext: x\n", "ä ".repeat(30_000), "word ".repeat(20_000));
    let source = sources.add("long.yaml", text.clone());
    let at = text.find('ü').unwrap();
    let empty = sources.add("empty.yaml", "");
    for (source, span) in [
        (source, Span::new(at, at + 7)),
        (source, Span::new(0, text.len())),
        (source, Span::new(at + 1, at + 1)),
        (source, Span::new(text.len(), text.len() + 9)),
        (source, Span::new(text.len() - 1, text.len())),
        (empty, Span::new(0, 0)),
        (empty, Span::new(5, 9)),
    ] {
        let finding = Diagnostic::new(&HINT, Place { source, span }, "look here").help("go on ".repeat(100));
        let shown = pictures(&sources, &[finding], PLAIN);
        assert!(shown.len() < 3000, "{} bytes for {span:?}", shown.len());
        assert!(shown.lines().all(|line| line.chars().count() <= 200), "{shown}");
        assert!(shown.contains("look here") && shown.contains(".yaml:"), "{shown}");
    }
}

#[test]
fn many_findings_in_a_large_file_take_linear_time() {
    let mut sources = Sources::default();
    let line = "  step: {escalate: technician}\n";
    let source = sources.add("large.yaml", line.repeat(100_000));
    let findings: Vec<Diagnostic> = (0..2000)
        .map(|count| {
            let start = count * 50 * line.len() + 2;
            Diagnostic::new(&CODE, Place { source, span: Span::new(start, start + 4) }, "look here")
        })
        .collect();
    let lines = json_lines(&sources, &findings);
    assert!(lines.lines().next_back().unwrap().contains(r#""line":99951,"column":3"#));
}

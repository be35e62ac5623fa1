//! Trees change under open cases: what becomes of the answers, against expectations written by hand.

use std::collections::BTreeSet;

use lotse::{
    base::{Id, Lang},
    case::{
        Handling, Number, Phrase,
        record::{Entry, Records, Resolver, turn_line},
    },
    check::{self, Sealed},
    diff::{Side, Sides, compare, move_case},
    engine::{Event, Input, Outcome, Session, Turn},
    report::moved::moved_words,
    tree::{Date, Library},
    words::Words,
};

use crate::support::read_all;

pub(crate) const HEATER: &str = "format: 1
title: The heater stays cold
symptoms: {en: [my heater is cold]}
causes:
  valve: {name: The valve was shut}
  air: {name: There was air in it}
facts:
  floor: {name: floor, ask: On which floor is it?, input: {kind: number, min: 0, max: 20}}
start: rooms
steps:
  rooms:
    ask: Which heaters are cold?
    answers:
      one: {text: Only one, next: where}
      all: {text: All of them, next: desk}
      unsure: where
  where:
    ask: On which floor is it?
    input: {kind: number, min: 0, max: 20}
    fact: floor
    next: power
  power:
    call: source
    exits: {there: open, gone: desk}
  open:
    do: Turn the valve to five.
    cause: valve
    else: bleed
  bleed:
    do: Let the air out with the key.
    solved: warm
    else: desk
  warm: {fix: air, note: Do it every autumn.}
  desk: {escalate: caretaker, collect: [floor], because: It is not the valve.}
";

pub(crate) const SOURCE: &str = "format: 1
title: Is there warm water at all?
exits: [there, gone]
start: tap
steps:
  tap:
    ask: Is the water at the tap warm?
    answers: {yes: ok, no: off, unsure: ok}
  ok: {exit: there}
  off: {exit: gone}
";

pub(crate) const SHARED: &str = "format: 1
roles: {caretaker: {name: the caretaker}}
human: {role: caretaker, collect: []}
";

struct Whole {
    read: Library,
    sealed: Sealed,
    own: BTreeSet<Id>,
}

impl Whole {
    fn of(heater: &str, source: &str) -> Self {
        let files = [("heater", heater), ("source", source), ("words", SHARED)];
        let files: Vec<(String, String)> = files.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let (read, findings, _) = read_all(&files);
        let (sealed, found) = check::seal(read.clone(), &findings);
        let errors: Vec<_> = findings.iter().chain(&found).map(|it| it.message.clone()).collect();
        assert!(sealed.library().find("heater").is_some(), "{errors:?}");
        let own = read.trees().map(|(_, tree)| tree.id.clone()).collect();
        Self { read, sealed, own }
    }

    fn side(&self) -> Side<'_> {
        Side { read: &self.read, sealed: &self.sealed, own: &self.own }
    }
}

/// Records a case: one heater, third floor, warm water, the valve did not help.
fn recorded(whole: &Whole, inputs: &[Input]) -> String {
    let library = whole.sealed.library();
    let tree = library.find("heater").unwrap();
    let started = Turn { event: Event::Started { tree, today: Date::new(2026, 11, 23).unwrap() } };
    let mut session = Session::replay(&whole.sealed, vec![started]);
    for reply in inputs {
        session.input(reply.clone()).unwrap();
    }
    let number = Number::parse("7K2-M4Q").unwrap();
    (1..).zip(session.turns()).map(|(at, turn)| turn_line(library, &number, at, turn)).collect()
}

fn usual() -> Vec<Input> {
    let chosen = |id| Input::Choose(Id::new(id));
    vec![chosen("one"), Input::Number(3.0), chosen("yes"), Input::Outcome(Outcome::DidNotWork)]
}

/// Moves a case from the one pair of texts to the other, and returns the report.
fn report(old: (&str, &str), new: (&str, &str), inputs: &[Input]) -> String {
    let (old, new) = (Whole::of(old.0, old.1), Whole::of(new.0, new.1));
    let text = recorded(&old, inputs);
    let sides = Sides { old: old.side(), new: new.side() };
    let changes = compare(sides, &mut |_, _| {});
    let records = Records::read(text.as_bytes());
    let moved = move_case(sides, &changes, &records.cases()[0].read()).unwrap();
    let words = Words::new(Lang::EN);
    let phrase = |library| Phrase { library, words: &words };
    let told = moved_words(phrase(old.sealed.library()), phrase(new.sealed.library()), &moved);
    told.lines(&words).iter().flat_map(|(indent, line)| [" ".repeat(*indent), line.clone(), "\n".to_owned()]).collect()
}

fn changed(from: &str, to: &str) -> String {
    assert!(HEATER.contains(from), "{from}");
    HEATER.replace(from, to)
}

/// A way in which trees change under a case, and what is to be said about it.
pub(crate) struct Change {
    pub(crate) heater: String,
    pub(crate) source: String,
    inputs: Vec<Input>,
    pub(crate) expected: &'static str,
}

impl Change {
    fn of(heater: String, expected: &'static str) -> Self {
        Self { heater, source: SOURCE.to_owned(), inputs: usual(), expected }
    }

    fn assert(&self) {
        assert_eq!(report((HEATER, SOURCE), (&self.heater, &self.source), &self.inputs), self.expected);
    }
}

pub(crate) fn answer_removed() -> Change {
    let new = changed("      one: {text: Only one, next: where}\n", "      few: {text: Two or three, next: where}\n");
    Change::of(
        new,
        "Before: Let the air out with the key.
Now: Which heaters are cold?
No answer is kept.
4 answers are dropped:
  Which heaters are cold? Only one – this answer no longer exists
  On which floor is it? 3 – the way does not lead there now
  Is the water at the tap warm? Yes – the way does not lead there now
  Turn the valve to five. did not help – the way does not lead there now
Asked next: Which heaters are cold?
",
    )
}

pub(crate) fn step_renamed() -> Change {
    Change::of(
        HEATER.replace("rooms", "which-rooms"),
        "Nothing changes for the caller. It stands at: Let the air out with the key.
4 answers are kept:
  Which heaters are cold?
  On which floor is it?
  Is the water at the tap warm?
  Turn the valve to five.
",
    )
}

pub(crate) fn question_before() -> Change {
    let new = changed(
        "start: rooms\nsteps:\n",
        "start: season\nsteps:\n  season:\n    ask: Is the heating season on?\n    answers: {yes: rooms, no: desk, unsure: rooms}\n",
    );
    Change::of(
        new,
        "Before: Let the air out with the key.
Now: Is the heating season on?
No answer is kept.
4 answers are dropped:
  Which heaters are cold? Only one – the way does not lead there now
  On which floor is it? 3 – the way does not lead there now
  Is the water at the tap warm? Yes – the way does not lead there now
  Turn the valve to five. did not help – the way does not lead there now
Asked next: Is the heating season on?
",
    )
}

pub(crate) fn ending_removed() -> Change {
    let new = changed(
        "    solved: warm\n    else: desk\n  warm: {fix: air, note: Do it every autumn.}\n",
        "    next: desk\n",
    )
    .replace("  air: {name: There was air in it}\n", "");
    let inputs = usual().into_iter().chain([Input::Outcome(Outcome::Worked)]).collect();
    let expected = "Before: Fixed. It was: There was air in it.
Now: Let the air out with the key.
4 answers are kept:
  Which heaters are cold?
  On which floor is it?
  Is the water at the tap warm?
  Turn the valve to five.
1 answer is dropped:
  Let the air out with the key. helped – this answer no longer exists
Asked next: Let the air out with the key.
";
    Change { inputs, ..Change::of(new, expected) }
}

pub(crate) fn fact_renamed() -> Change {
    let new = HEATER
        .replace("  floor: {name", "  storey: {name")
        .replace("fact: floor", "fact: storey")
        .replace("[floor]", "[storey]");
    Change { heater: new, ..step_renamed() }
}

pub(crate) fn exit_added() -> Change {
    let source = SOURCE
        .replace("exits: [there, gone]", "exits: [there, gone, weak]")
        .replace(
            "yes: ok, no: off, unsure: ok",
            "yes: ok, lukewarm: {text: Lukewarm, next: weak}, no: off, unsure: weak",
        )
        .replace("  off: {exit: gone}", "  off: {exit: gone}\n  weak: {exit: weak}");
    let heater = changed("exits: {there: open, gone: desk}", "exits: {there: open, gone: desk, weak: desk}");
    let mut inputs = usual();
    inputs[2] = Input::Choose(Id::new("unsure"));
    let expected = "Before: Let the air out with the key.
Now: Somebody takes over: the caretaker
3 answers are kept:
  Which heaters are cold?
  On which floor is it?
  Is the water at the tap warm?
1 answer is dropped:
  Turn the valve to five. did not help – the way does not lead there now
";
    Change { source, inputs, ..Change::of(heater, expected) }
}

#[test]
fn an_answer_that_is_removed_is_asked_again() {
    answer_removed().assert();
}

#[test]
fn a_step_that_is_renamed_keeps_its_answer() {
    step_renamed().assert();
}

#[test]
fn a_new_question_before_is_asked_first_and_the_rest_is_not_asked_again() {
    question_before().assert();
}

#[test]
fn an_ending_that_is_removed_leads_elsewhere() {
    ending_removed().assert();
}

#[test]
fn a_fact_that_is_renamed_stays_known() {
    fact_renamed().assert();
}

#[test]
fn an_exit_that_is_added_to_a_part_leads_on() {
    let change = exit_added();
    let told = report((HEATER, SOURCE), (&change.heater, &change.source), &usual());
    assert!(told.starts_with("Nothing changes for the caller."), "{told}");
    change.assert();
}

#[test]
fn what_was_recorded_before_a_move_is_read_under_its_new_names() {
    let new = HEATER
        .replace("there: open,", "there: valve,")
        .replace("  open:", "  valve:")
        .replace("one: {text: Only", "single: {text: Only")
        .replace("  floor: {name", "  storey: {name")
        .replace("fact: floor", "fact: storey")
        .replace("[floor]", "[storey]");
    let (old, new) = (Whole::of(HEATER, SOURCE), Whole::of(&new, SOURCE));
    let mut text = recorded(&old, &usual());
    let sides = Sides { old: old.side(), new: new.side() };
    let changes = compare(sides, &mut |_, _| {});
    let moved = move_case(sides, &changes, &Records::read(text.as_bytes()).cases()[0].read()).unwrap();
    assert!(moved.is_same && moved.lost.is_empty(), "{moved:?}");
    let by_id = Resolver::new(new.sealed.library()).replay(&Records::read(text.as_bytes()).cases()[0].read());
    assert!(!by_id.lost.is_empty());
    let handling = Handling::Moved { to: "new".to_owned(), renames: changes.renames.clone() };
    let number = Number::parse("7K2-M4Q").unwrap();
    let entry = Entry::of_handling(&handling);
    assert_eq!(entry.handling(), Some(handling));
    text.push_str(&entry.line(&number, 6, true));
    let read = Resolver::new(new.sealed.library()).replay(&Records::read(text.as_bytes()).cases()[0].read());
    assert_eq!((read.turns, read.lost), (moved.turns, Vec::new()));
}

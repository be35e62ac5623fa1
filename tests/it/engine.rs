//! The engine: replay, back and change, facts, loops, calls, endings.

use lotse::{
    check::Sealed,
    engine::{Input, Origin, Passed, Rejection, Session, State, Value},
};
use proptest::prelude::*;

use crate::support::{begin, give, property, refused, sealed, shipped, shown};

const WORDS: &str = "
format: 1
facts:
  os: {name: system, values: {windows: Windows, macos: macOS}}
  message: {name: message, ask: What does it say?, stale-after: instruction}
  contact: {name: contact, ask: How can we reach you?, private: true}
  steps: {name: tried, derived: tried}
warnings:
  hot: {level: warning, hazard: Hot, consequence: Burns, avoid: Wait}
  dust: {level: caution, hazard: Dust, consequence: Sneezing, avoid: Mask}
roles: {desk: {name: the desk}}
human: {role: desk, collect: [contact]}
";

const LAMP: &str = "
format: 1
title: The lamp is dark
causes: {bulb: {name: the bulb}, fuse: {name: the fuse}}
start: plugged
steps:
  plugged:
    ask: Is the plug in the wall?
    answers: {yes: system, no: plug, unsure: {help: Follow the cord., next: plug}}
  plug: {do: Put the plug in., else: system, cannot: desk, cause: fuse}
  system:
    ask: Which system?
    fact: os
    answers: {windows: screw, macos: count, unsure: count}
  screw: {warn: [hot, dust], do: Turn the bulb., cause: bulb, helps: usually, solved: fixed, else: again}
  again:
    ask: Once more?
    answers: {yes: {next: {step: screw, times: 2, then: desk}}, no: count, unsure: count}
  count:
    ask: How many lamps?
    input: {kind: number, min: 0, max: 10}
    answers: {few: {below: 3, next: which}, lots: {from: 3, next: fixed}, unsure: desk}
  which:
    route: [{when: {os: macos}, next: fixed}, {next: desk}]
  fixed: {fix: bulb, note: Keep a spare one.}
  desk: {escalate: desk, collect: [os, contact, steps], because: We look at it.}
";

fn lamp() -> Sealed {
    sealed(&[("words.yaml", WORDS), ("lamp.yaml", LAMP)])
}

#[test]
fn a_straight_walk_ends_in_a_fix() {
    let library = lamp();
    let mut session = begin(&library, "lamp");
    assert_eq!(shown(&session), "plugged");
    give(&mut session, "no");
    assert_eq!(shown(&session), "plug");
    give(&mut session, "+");
    assert_eq!(shown(&session), "fixed fuse");
    assert_eq!(refused(&mut session, "yes"), Rejection::Ended);
    give(&mut session, "back");
    assert_eq!(shown(&session), "plug again done");
}

#[test]
fn the_help_is_shown_once() {
    let library = lamp();
    let mut session = begin(&library, "lamp");
    give(&mut session, "unsure");
    assert_eq!(shown(&session), "plugged help");
    give(&mut session, "unsure");
    assert_eq!(shown(&session), "plug");
    give(&mut session, "/");
    assert_eq!(shown(&session), "collect os +1", "derived facts are not asked for");
}

#[test]
fn a_warning_comes_before_its_step_and_once() {
    let library = lamp();
    let mut session = begin(&library, "lamp");
    give(&mut session, "yes windows");
    assert_eq!(shown(&session), "warning hot before screw");
    assert_eq!(refused(&mut session, "-"), Rejection::AcknowledgeFirst);
    give(&mut session, "ok");
    assert_eq!(shown(&session), "screw", "a caution is shown with the step");
    give(&mut session, "- yes");
    assert_eq!(shown(&session), "screw#2");
    assert_eq!(session.state().ruled_out().len(), 1);
}

#[test]
fn a_bounded_loop_ends() {
    let library = lamp();
    let mut session = begin(&library, "lamp");
    give(&mut session, "yes windows ok - yes - yes - yes");
    assert_eq!(shown(&session), "collect contact +0", "the fact that is known is not collected");
    give(&mut session, "\"0123\"");
    assert_eq!(shown(&session), "escalated desk");
    assert_eq!(session.state().tried().len(), 3);
}

#[test]
fn a_changed_answer_keeps_what_still_applies() {
    let library = lamp();
    let mut session = begin(&library, "lamp");
    give(&mut session, "no - windows ok - no");
    assert_eq!(shown(&session), "count");
    let first = session.state().trail()[0].key.clone();
    session.input(Input::Change(first)).unwrap();
    assert_eq!(shown(&session), "plugged again");
    give(&mut session, "yes");
    assert_eq!(shown(&session), "count", "the later answers apply without the instruction as well");
    let tried = session.state().tried();
    assert_eq!(tried.iter().map(|it| it.active).collect::<Vec<_>>(), [false, true], "what was done stays done");
    let first = session.state().trail()[0].key.clone();
    session.input(Input::Change(first)).unwrap();
    give(&mut session, "no");
    assert_eq!(shown(&session), "count", "the inactive answer is used again on its path");
    assert_eq!(session.state().trail().len(), 5);
}

#[test]
fn back_goes_one_reply_at_a_time() {
    let library = lamp();
    let mut session = begin(&library, "lamp");
    assert_eq!(refused(&mut session, "back"), Rejection::NothingBefore);
    give(&mut session, "no - macos back back");
    assert_eq!(shown(&session), "plug again done");
    give(&mut session, "-");
    assert_eq!(shown(&session), "system again");
    give(&mut session, "windows");
    assert_eq!(shown(&session), "warning hot before screw");
}

#[test]
fn a_known_fact_is_not_asked_again_but_can_be_changed() {
    let library = lamp();
    let mut session = begin(&library, "lamp");
    let os = library.library().find_fact(None, "os").unwrap();
    session.input(Input::Fact(os, Value::Choice("macos".into()), Origin::KnownBefore)).unwrap();
    give(&mut session, "yes");
    assert_eq!(shown(&session), "count");
    assert!(matches!(&session.state().trail()[1].passed, Passed::Known(known) if known.origin == Origin::KnownBefore));
    let key = session.state().trail()[1].key.clone();
    session.input(Input::Change(key)).unwrap();
    assert_eq!(shown(&session), "system");
    give(&mut session, "windows ok");
    assert_eq!(shown(&session), "screw", "what was said last counts");
    session.input(Input::Fact(os, Value::Choice("macos".into()), Origin::Measured)).unwrap();
    assert_eq!(shown(&session), "count");
    assert_eq!(
        session.input(Input::Fact(os, Value::Choice("beos".into()), Origin::Measured)).unwrap_err(),
        Rejection::NotAValue(os)
    );
}

const RADIO: &str = "
format: 1
title: The radio is silent
causes: {knob: {name: the knob}}
start: says
steps:
  says: {ask: What does it say?, input: {kind: text}, fact: message, next: press}
  press: {do: Press the knob., fixes: {knob: sometimes}, solved: fixed, else: says-now}
  says-now: {ask: What does it say now?, input: {kind: text}, fact: message, next: fixed}
  fixed: {fix: knob}
";

#[test]
fn a_fact_is_stale_once_something_was_done() {
    let library = sealed(&[("words.yaml", WORDS), ("radio.yaml", RADIO)]);
    let mut session = begin(&library, "radio");
    give(&mut session, "\"E1\" /");
    assert_eq!(shown(&session), "fixed knob", "what could not be done has changed nothing");
    give(&mut session, "back -");
    assert_eq!(shown(&session), "says-now", "what was done may have changed the message");
    assert!(session.state().ruled_out().is_empty(), "what helps sometimes rules nothing out");
    let message = library.library().find_fact(None, "message").unwrap();
    session.input(Input::Fact(message, Value::Words("E2".into()), Origin::Measured)).unwrap();
    assert_eq!(shown(&session), "fixed knob", "what was told after it is not stale");
    assert_eq!(session.state().facts()[1].value, Value::Words("E2".into()));
}

const SCALE: &str = "
format: 1
title: The scale is wrong
causes: {light: {name: too light}, fair: {name: fair}, heavy: {name: too heavy}}
start: weight
steps:
  weight:
    ask: How heavy?
    input: {kind: number, min: 0, max: 10}
    answers: {little: {below: 3, next: light}, some: {from: 3, below: 8, next: fair}, much: {from: 8, below: 10, next: heavy}, unsure: fair}
  light: {fix: light}
  fair: {fix: fair}
  heavy: {fix: heavy}
";

#[test]
fn ranges_are_half_open_and_the_last_holds_the_greatest() {
    let library = sealed(&[("words.yaml", WORDS), ("scale.yaml", SCALE)]);
    for (typed, end) in [("=0", "light"), ("=2.9", "light"), ("=3", "fair"), ("=8", "heavy"), ("=10", "heavy")] {
        let mut session = begin(&library, "scale");
        give(&mut session, typed);
        assert_eq!(shown(&session), format!("fixed {end}"), "{typed}");
    }
}

#[test]
fn not_sure_teaches_nothing_and_needs_no_help() {
    let library = lamp();
    let mut session = begin(&library, "lamp");
    give(&mut session, "yes unsure");
    assert_eq!(shown(&session), "count", "without a help text the way is taken at once");
    assert_eq!(session.state().facts().len(), 1, "only who holds the dialogue is known");
}

#[test]
fn what_is_recorded_twice_counts_once() {
    let library = lamp();
    let mut session = begin(&library, "lamp");
    give(&mut session, "yes windows ok -");
    let turns = session.turns().to_vec();
    // A turn that comes again, as after a broken connection, changes nothing.
    for turn in turns.iter().filter(|turn| !matches!(turn.event, lotse::engine::Event::Started { .. })) {
        session.push(turn.clone());
    }
    assert_eq!(shown(&session), "again");
    assert_eq!((session.state().warnings().len(), session.state().trail().len()), (1, 3));
    let plugged = session.state().trail()[0].key.clone();
    session.input(Input::Change(plugged)).unwrap();
    give(&mut session, "no");
    let first = turns.iter().find(|turn| matches!(turn.event, lotse::engine::Event::Replied(..))).unwrap();
    session.push(first.clone());
    assert_eq!(shown(&session), "plug", "an old reply does not replace the one that changed it");
}

#[test]
fn numbers_are_ranged() {
    let library = lamp();
    let mut session = begin(&library, "lamp");
    give(&mut session, "yes macos");
    assert!(matches!(refused(&mut session, "=11"), Rejection::OutOfRange { .. }));
    assert!(matches!(refused(&mut session, "=NaN"), Rejection::OutOfRange { .. }));
    assert_eq!(refused(&mut session, "few"), Rejection::NumberWanted);
    give(&mut session, "=10");
    assert_eq!(shown(&session), "fixed bulb", "the greatest value belongs to the last range");
    give(&mut session, "back =2.9");
    assert_eq!(shown(&session), "fixed bulb");
    give(&mut session, "back =3");
    assert_eq!(shown(&session), "fixed bulb");
}

#[test]
fn a_human_is_reached_from_everywhere_and_back_again() {
    let library = lamp();
    let mut session = begin(&library, "lamp");
    give(&mut session, "yes human");
    assert_eq!(shown(&session), "collect contact +0");
    give(&mut session, "back");
    assert_eq!(shown(&session), "system");
    give(&mut session, "human ?");
    assert_eq!(shown(&session), "escalated desk wanted");
    give(&mut session, "back back");
    assert_eq!(shown(&session), "system");
}

const SHELF: &str = "
format: 1
title: The shelf is crooked
causes: {screw: {name: a loose screw}}
start: first
steps:
  first: {call: level, exits: {even: second, crooked: fixed}}
  second: {call: level, exits: {even: changed, crooked: fixed}}
  changed:
    ask: What is changed?
    input: {kind: many}
    answers:
      books: {text: Books, next: bought}
      wall: {text: Wall, next: fixed}
      none: bought
      unsure: bought
  bought:
    ask: When was it bought?
    input: {kind: date, max: today}
    answers: {old: {below: today - 2 years, next: says}, new: {from: today - 2 years, next: other}, unsure: says}
  says:
    ask: What does the label say?
    input: {kind: text, max: 20, pattern: '[a-z ]+'}
    answers: {oak: {matches: oak, next: fixed}, otherwise: other, unsure: other}
  other: {continue: lamp}
  fixed: {fix: screw}
";

const LEVEL: &str = "
format: 1
title: Is it level?
exits: [even, crooked]
start: bubble
steps:
  bubble: {ask: Where is the bubble?, answers: {middle: even, side: crooked, unsure: even}}
  even: {exit: even}
  crooked: {exit: crooked}
";

fn shelf() -> Sealed {
    let back = LAMP.replace("desk: {escalate: desk,", "home: {continue: shelf}\n  desk: {escalate: desk,");
    let back = back.replace("cannot: desk", "cannot: home");
    sealed(&[("words.yaml", WORDS), ("lamp.yaml", &back), ("shelf.yaml", SHELF), ("level.yaml", LEVEL)])
}

#[test]
fn a_part_returns_to_its_caller() {
    let library = shelf();
    let mut session = begin(&library, "shelf");
    assert_eq!(shown(&session), "first.bubble");
    give(&mut session, "middle");
    assert_eq!(shown(&session), "second.bubble");
    give(&mut session, "middle");
    assert_eq!(shown(&session), "changed");
    give(&mut session, "back back");
    assert_eq!(shown(&session), "first.bubble again");
    give(&mut session, "side");
    assert_eq!(shown(&session), "fixed screw");
}

#[test]
fn typed_answers_find_their_branch() {
    let library = shelf();
    let mut session = begin(&library, "shelf");
    give(&mut session, "middle middle");
    assert!(matches!(refused(&mut session, "&books&none"), Rejection::NoSuchAnswer(_)));
    give(&mut session, "&wall&books");
    assert_eq!(shown(&session), "bought", "the first in the author's order decides");
    assert!(matches!(refused(&mut session, "@2026-11-24"), Rejection::OutOfRange { .. }));
    give(&mut session, "@2024-11-22");
    assert_eq!(shown(&session), "says");
    assert!(matches!(refused(&mut session, "\"OAK1\""), Rejection::PatternNotMet(_)));
    assert_eq!(refused(&mut session, "\"aaaaaaaaaaaaaaaaaaaaaaaaa\""), Rejection::TooLong(20));
    give(&mut session, "\"Oak\"");
    assert_eq!(shown(&session), "fixed screw");
}

#[test]
fn a_case_walks_each_tree_once() {
    let library = shelf();
    let mut session = begin(&library, "shelf");
    give(&mut session, "middle middle none @2026-01-01");
    assert_eq!(shown(&session), "plugged", "the case continues in the other tree");
    give(&mut session, "no /");
    assert_eq!(shown(&session), "collect contact +0", "and is handed over instead of sent round in circles");
}

/// Everything about a state that can be seen.
fn visible(library: &Sealed, state: &State) -> String {
    format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        state.view(library),
        state.trail(),
        state.facts(),
        state.tried(),
        state.ruled_out(),
        state.collected()
    )
}

/// Makes some input that may or may not fit what is shown.
fn some_input(session: &Session<'_>, dice: u32) -> Input {
    use lotse::{engine::View, tree::Kind};
    let state = session.state();
    match dice % 23 {
        0 => return Input::Back,
        1 if !state.trail().is_empty() => {
            return Input::Change(state.trail()[dice as usize / 23 % state.trail().len()].key.clone());
        }
        2 if dice.is_multiple_of(5) => return Input::Human,
        3 => return Input::Choose("no-such-answer".into()),
        _ => {}
    }
    let pick = dice as usize / 23;
    let word = match session.view() {
        View::Warning { .. } => "ok".to_owned(),
        View::Step { step, .. } => match (step.question(), &step.kind) {
            (Some(question), _) => match &question.input {
                lotse::tree::Input::Number { .. } => format!("={}", pick % 300),
                // From a year before the day on which the cases begin to seven years after it.
                lotse::tree::Input::Date(_) => format!("@20{:02}-12-01", 25 + pick % 9),
                lotse::tree::Input::Text { .. } => "\"words\"".to_owned(),
                _ => question.answers[pick % question.answers.len()].id.to_string(),
            },
            (None, Kind::Instruction(it)) if matches!(it.after, lotse::tree::After::Next(_)) => "done".to_owned(),
            _ => ["-", "-", "/", "+"][pick % 4].to_owned(),
        },
        _ => ["?", "\"words\""][pick % 2].to_owned(),
    };
    crate::support::input(&word)
}

proptest! {
    #![proptest_config(property(48))]

    /// On every shipped tree and for any inputs: no panic, and the state that grew equals the state replayed.
    #[test]
    fn growing_equals_replaying(tree in 0_usize..64, dice in prop::collection::vec(any::<u32>(), 1..60)) {
        let library = library_of_shipped();
        let trees: Vec<_> = library.library().trees().filter(|(_, it)| !it.is_part()).map(|(_, it)| it.id.clone()).collect();
        let mut session = begin(library, trees[tree % trees.len()].as_str());
        for dice in dice {
            let input = some_input(&session, dice);
            let _taken = session.input(input).is_ok();
            let replayed = State::replay(library, session.turns());
            prop_assert_eq!(visible(library, session.state()), visible(library, &replayed));
        }
    }
}

fn library_of_shipped() -> &'static Sealed {
    static LIBRARY: std::sync::OnceLock<Sealed> = std::sync::OnceLock::new();
    LIBRARY.get_or_init(|| {
        let files = shipped();
        sealed(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
    })
}

#[test]
fn every_run_of_every_shipped_tree_ends() {
    let library = library_of_shipped();
    for (_, tree) in library.library().trees().filter(|(_, tree)| !tree.is_part()) {
        for seed in 0..20_u32 {
            let mut session = begin(library, tree.id.as_str());
            let mut dice = seed.wrapping_mul(0x9e37_79b9).wrapping_add(17);
            let mut steps = 0;
            while !matches!(session.view(), lotse::engine::View::Ended(_)) {
                dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                // Forward only: an input that goes on.
                let input = some_input(&session, (dice >> 8) / 23 * 23 + 7);
                let _taken = session.input(input).is_ok();
                steps += 1;
                assert!(steps < 400, "{} does not end: {}", tree.id, shown(&session));
            }
        }
    }
}

//! Random work on all stores at once: three ways of keeping cases must give the same answers.

use lotse::{
    case::{Handling, record::Entry},
    store::{
        CaseRow, CaseState, Ending, Filter, Head, MessageFilter, MessageState, Moment, Sending, Settled, Store, TurnRow,
    },
};
use proptest::{collection::vec, prelude::*};

use super::places::{Place, assert_sound, case, exported, note, number, turn_with, typed, version};
use crate::support::property;

/// One thing that is done with a store.
#[derive(Clone, Debug)]
enum Work {
    Begin(usize, Vec<TurnRow>, Head),
    /// After the last turn, or so many turns beside it.
    Append(usize, i64, Vec<TurnRow>, Head),
    Hold(usize, Option<String>),
    Erase(usize, i64),
    List(Filter),
    /// The message that is due at this moment.
    Claim(i64),
    /// The message with this key.
    Settle(usize, Settled),
    Messages(Vec<MessageState>),
    Read(usize, u32),
}

const NUMBERS: [&str; 5] = ["A-1", "a-1", "Z#9", "a/b", "_x"];

fn words() -> impl Strategy<Value = String> {
    let known = ["Müller", "mueller", "MÜLLER 5%", "E_05", "straße", "a\\b", "'", "gru\u{308}n", "x\ny", ""];
    prop_oneof![prop::sample::select(known.to_vec()).prop_map(str::to_owned), "[a-zäöüß%_ ]{0,6}"]
}

fn entry() -> impl Strategy<Value = Entry> {
    let handled = prop::sample::select(vec![Handling::Parked, Handling::Reopened, Handling::Closed]);
    prop_oneof![
        words().prop_map(|words| note(1, &words).entry),
        words().prop_map(|words| typed(1, &words).entry),
        words().prop_map(|words| Entry::of_own_words(&words)),
        handled.prop_map(|it| Entry::of_handling(&it)),
    ]
}

fn turn() -> impl Strategy<Value = TurnRow> {
    (entry(), 0..50_i64, 0..1000_u64).prop_map(|(entry, at, spent)| TurnRow {
        at: Moment(at),
        spent,
        ..turn_with(1, entry)
    })
}

fn settled() -> impl Strategy<Value = Settled> {
    let (attempt, due) = (1..3_u32, 0..50_i64);
    prop_oneof![
        (0..50_i64).prop_map(|at| Settled::Delivered(Moment(at))),
        (attempt, words(), due).prop_map(|(attempt, problem, due)| Settled::Failed {
            attempt,
            problem,
            due: Moment(due)
        }),
        (1..3_u32, words()).prop_map(|(attempt, problem)| Settled::Refused { attempt, problem }),
        (0..50_i64).prop_map(|at| Settled::Again(Moment(at))),
        Just(Settled::Dropped),
    ]
}

fn id() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["lamp", "plug", "Lüfter", "anna", "desk"]).prop_map(str::to_owned)
}

fn head() -> impl Strategy<Value = Head> {
    let state = prop::sample::select(CaseState::ALL.to_vec());
    let ended = (0..99_i64, id(), vec(id(), 0..3), prop::option::of(id()), any::<bool>());
    let ended = ended.prop_map(|(at, step, causes, role, wanted)| {
        let (tree, urgency) = (step.clone(), role.clone());
        Ending { at: Moment(at), tree, step, causes, role, urgency, wanted }
    });
    (state, id(), prop::option::of(id()), prop::option::of(id()), ended).prop_map(
        |(state, walked, owner, agent, ended)| {
            let has_ended = matches!(state, CaseState::Fixed | CaseState::Escalated);
            Head { state, walked, owner, agent, ended: has_ended.then_some(ended), ..case("A-1").head }
        },
    )
}

fn filter() -> impl Strategy<Value = Filter> {
    let states = vec(prop::sample::select(CaseState::ALL.to_vec()), 0..3);
    let time = || prop::option::of((0..50_i64).prop_map(Moment));
    (states, prop::option::of(id()), prop::option::of(id()), time(), time(), prop::option::of(words()), 0..4_u32)
        .prop_map(|(states, tree, agent, since, until, text, limit)| Filter {
            states,
            tree,
            agent,
            since,
            until,
            text,
            limit,
        })
}

fn work() -> impl Strategy<Value = Work> {
    let which = || 0..NUMBERS.len();
    let turns = || vec(turn(), 0..4);
    let beside = prop_oneof![8 => Just(0_i64), 1 => Just(-1), 1 => Just(1)];
    prop_oneof![
        2 => (which(), turns(), head()).prop_map(|(at, turns, head)| Work::Begin(at, turns, head)),
        5 => (which(), beside, turns(), head()).prop_map(|(at, by, turns, head)| Work::Append(at, by, turns, head)),
        1 => (which(), prop::option::of(id())).prop_map(|(at, holder)| Work::Hold(at, holder)),
        1 => (which(), 0..50_i64).prop_map(|(at, when)| Work::Erase(at, when)),
        4 => filter().prop_map(Work::List),
        2 => (0..100_i64).prop_map(Work::Claim),
        2 => (0..8_usize, settled()).prop_map(|(at, settled)| Work::Settle(at, settled)),
        1 => vec(prop::sample::select(MessageState::ALL.to_vec()), 0..3).prop_map(Work::Messages),
        1 => (which(), 0..4_u32).prop_map(|(at, from)| Work::Read(at, from)),
    ]
}

/// Turns with their numbers; each third one of a case sends something.
fn renumbered(case: usize, turns: &[TurnRow], first: u32) -> Vec<TurnRow> {
    let sends = |turn: u32| {
        let sending = Sending {
            message: format!("{case}-{turn}"),
            target: if turn.is_multiple_of(2) { "desk" } else { "mail" }.to_owned(),
            body: "{}".to_owned(),
        };
        if turn.is_multiple_of(3) && turn != 0 { vec![sending] } else { Vec::new() }
    };
    (first..).zip(turns).map(|(turn, it)| TurnRow { turn, sends: sends(turn), ..it.clone() }).collect()
}

/// Does it, and says what came of it.
fn done(store: &mut dyn Store, work: &Work) -> String {
    match work {
        Work::Begin(at, turns, head) => {
            let row = CaseRow { head: head.clone(), ..case(NUMBERS[*at]) };
            let first = u32::from(turns.len() % 2 == 0);
            format!("{:?}", store.begin(&row, &renumbered(*at, turns, first)))
        }
        Work::Append(at, by, turns, head) => {
            let number = number(NUMBERS[*at]);
            let last = store.case(&number).unwrap().map_or(0, |case| case.last);
            let after = u32::try_from((i64::from(last) + by).max(0)).unwrap();
            format!("{:?}", store.append(&number, after, &renumbered(*at, turns, after + 1), head))
        }
        Work::Hold(at, holder) => format!("{:?}", store.hold(&number(NUMBERS[*at]), holder.as_deref())),
        Work::Erase(at, when) => {
            let turn = TurnRow { at: Moment(*when), ..turn_with(0, Entry::of_handling(&Handling::Erased)) };
            format!("{:?}", store.erase(&number(NUMBERS[*at]), &turn))
        }
        Work::List(filter) => format!("{:#?}", store.cases(filter)),
        Work::Claim(now) => format!("{:?}", store.claim(Moment(*now), Moment(now + 20), None)),
        Work::Settle(at, settled) => {
            let all = store.messages(&MessageFilter::default()).unwrap();
            let key = all.get(*at).map_or("none", |(_, message)| &*message.message);
            format!("{:?}", store.settle(key, settled))
        }
        Work::Messages(states) => {
            format!("{:?}", store.messages(&MessageFilter { states: states.clone(), ..MessageFilter::default() }))
        }
        Work::Read(at, from) => {
            let number = number(NUMBERS[*at]);
            format!("{:#?} {:#?}", store.case(&number), store.turns(&number, *from))
        }
    }
}

/// Does the same on two stores and compares every answer and, in the end, everything.
fn same(one: &mut dyn Store, other: &mut dyn Store, works: &[Work]) -> Result<(), TestCaseError> {
    one.keep_version(&version(), Moment(1)).unwrap();
    other.keep_version(&version(), Moment(1)).unwrap();
    for work in works {
        let (first, second) = (done(one, work), done(other, work));
        prop_assert_eq!(first, second, "{:?}", work);
    }
    prop_assert_eq!(exported(one), exported(other));
    assert_sound(other);
    Ok(())
}

proptest! {
    #![proptest_config(property(48))]

    #[test]
    fn sqlite_answers_as_the_twin_does(works in vec(work(), 1..60)) {
        same(&mut *Place::memory().open(), &mut *Place::sqlite().open(), &works)?;
    }
}

proptest! {
    // Each needs tables of its own.
    #![proptest_config(property(12))]

    #[test]
    fn postgresql_answers_as_the_twin_does(works in vec(work(), 1..60)) {
        if let Some(place) = Place::postgres() {
            same(&mut *Place::memory().open(), &mut *place.open(), &works)?;
        }
    }
}

//! The dialogue: one question at a time, on a terminal, on a dumb one, or through a pipe.

#![expect(clippy::disallowed_methods, reason = "a front end reads the clock")]

mod aloud;
mod cases;
mod command;
mod desk;
mod dialogue;
mod ending;
mod errand;
mod fold;
mod glossary;
mod going;
mod journal;
mod keep;
mod offer;
mod orders;
mod refusal;
mod secrets;
mod show;
mod signals;
mod start;
mod terminal;
mod typed;
mod wanted;
mod yes;

pub use crate::casebook::extend;
pub use aloud::{Reading, aloud};
pub use desk::{Desk, Keeping, Manner, now, random};
pub use dialogue::{Dialogue, Outcome, Setup};
pub use errand::{Errand, News};
pub use journal::Journal;
pub use keep::Unkept;
pub use offer::{area_name, device_name};
pub use refusal::Refusal;
pub use secrets::{free_text, shortened};
pub use show::Voice;
pub use signals::end_on_signals;
pub use terminal::{Ask, LONGEST_LINE, Pipe, Prompt, Terminal, Typed, open, read_line};
pub use wanted::{Choice, Wanted, Way, choose, value};
pub use yes::says_yes;

use crate::{
    base::Id,
    check::Sealed,
    engine::{Event, Input, Origin, Session, Turn, Value},
    tree::{Date, FactIx},
};

/// Makes the first turns of a case: the tree, who holds the dialogue, and what is known before.
pub fn opening(sealed: &Sealed, tree: &Id, today: Date, voice: Voice, known: &[(FactIx, Value)]) -> Vec<Turn> {
    let library = sealed.library();
    let started = library.find(tree.as_str()).map(|tree| Turn { event: Event::Started { tree, today } });
    let mut session = Session::replay(sealed, started.into_iter().collect());
    let voice = library.find_fact(None, "voice").map(|fact| (fact, Value::Choice(Id::new(voice.as_str()))));
    for (fact, value) in voice.into_iter().chain(known.iter().cloned()) {
        // Values were read for their facts before, so that a refusal has been told already.
        let _taken = session.input(Input::Fact(fact, value, Origin::KnownBefore)).is_ok();
    }
    session.turns().to_vec()
}

/// Says whether a fact can have this value.
pub fn fits(sealed: &Sealed, fact: FactIx, value: &Value) -> Result<(), Refusal> {
    let mut session = Session::replay(sealed, Vec::new());
    session.input(Input::Fact(fact, value.clone(), Origin::KnownBefore)).map(drop).map_err(Refusal::Engine)
}

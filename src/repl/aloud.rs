//! Prints a walk as the dialogue that a person would have had, to be read aloud.

use super::{
    Voice, Wanted,
    show::{Show, full_stop},
};
use crate::{
    case::{Closing, Frame, HandOver, Number, Phrase},
    check::Sealed,
    engine::{Ended, Event, Outcome, Reply, Session, Turn, View},
    screen::{Screen, Style},
    tree::{Date, TreeIx},
    words::Words,
};

/// Who reads a walk, and in which words.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The words of the program.
    pub words: &'a Words,
    /// Who holds the dialogue.
    pub voice: Voice,
    /// The number of the case.
    pub number: &'a Number,
    /// The day it is.
    pub today: Date,
}

/// Prints the turns of a walk: what was shown, and what was answered.
pub fn aloud(library: &Sealed, turns: &[Turn], reading: Reading<'_>, screen: &mut Screen) {
    let Some((first, rest)) = turns.split_first() else { return };
    let mut session = Session::replay(library, vec![first.clone()]);
    let mut titled = None;
    for turn in rest {
        let phrase = Phrase { library: library.library(), words: reading.words };
        let said = match &turn.event {
            Event::Acknowledged(_) => Some("ok".to_owned()),
            Event::Helped(_) => Some(reading.words.say("answer-unsure")),
            Event::Replied(_, Reply::Outcome(outcome)) => Some(reading.words.say(match outcome {
                Outcome::Worked => "outcome-yes",
                Outcome::DidNotWork => "outcome-no",
                Outcome::NotDone => "outcome-not-done",
            })),
            Event::Replied(_, Reply::Done) => Some(String::new()),
            Event::Replied(key, reply) => Some(phrase.reply(key, reply)),
            Event::Collected(fact, value) => {
                Some(value.as_ref().map(|value| phrase.value(*fact, value)).unwrap_or_default())
            }
            _ => None,
        };
        if let Some(said) = said {
            head(&session, reading, &mut titled, screen);
            show(&session, reading, screen);
            screen.prompt(">");
            screen.echo(&said);
        }
        session.push(turn.clone());
    }
    head(&session, reading, &mut titled, screen);
    end(&session, reading, screen);
}

/// Shows the title when the tree changes.
fn head(session: &Session<'_>, reading: Reading<'_>, titled: &mut Option<TreeIx>, screen: &mut Screen) {
    let Some(tree) = session.state().trees().last().copied() else { return };
    if titled.replace(tree) != Some(tree) {
        let phrase = Phrase { library: session.library().library(), words: reading.words };
        screen.gap();
        screen.text(0, Style::Strong, &phrase.title(tree));
    }
}

fn show(session: &Session<'_>, reading: Reading<'_>, screen: &mut Screen) {
    let view = session.view();
    let phrase = Phrase { library: session.library().library(), words: reading.words };
    let wanted = Wanted::of(phrase, &view);
    Show { phrase, voice: reading.voice, screen: &mut *screen, today: reading.today }.view(&view, &wanted);
    if wanted.is_numbered() {
        screen.gap();
    }
}

fn end(session: &Session<'_>, reading: Reading<'_>, screen: &mut Screen) {
    let phrase = Phrase { library: session.library().library(), words: reading.words };
    let frame = Frame { number: reading.number, own_words: None };
    let mut shower = Show { phrase, voice: reading.voice, screen: &mut *screen, today: reading.today };
    match session.view() {
        View::Ended(ended @ Ended::Escalated { .. }) => {
            shower.escalated(&HandOver::at_end(phrase, frame, session.state(), &ended));
        }
        View::Ended(Ended::Fixed { tree, causes, note, works }) => {
            shower.closing(&Closing::of(phrase, frame, tree, &causes, note), works);
        }
        View::Missing(id) => {
            let goes_on = reading.words.tell("aloud-goes-on", &[("tree", (&id.to_string()).into())]);
            screen.gap();
            screen.text(2, Style::Plain, &full_stop(&goes_on));
        }
        View::Warning { .. } | View::Step { .. } | View::Collect { .. } | View::NotStarted => {
            screen.gap();
            screen.text(2, Style::Quiet, &reading.words.say("aloud-stops"));
        }
    }
}

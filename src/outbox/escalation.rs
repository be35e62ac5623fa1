//! What an escalation sends: the hand-over, once for every target, put into the store with the turn that ends the walk.

use super::key;
use crate::{
    base::Lang,
    case::{Frame, HandOver, Phrase},
    delivery::Content,
    document::{Occasion, hand_over},
    engine::{Ended, Session, View},
    store::Sending,
    words::Words,
};

/// Where escalations go, and how much goes along.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// The targets, as people wrote them.
    pub targets: Vec<String>,
    /// Whether the person agreed that what is private goes along.
    pub with_private: bool,
    /// The languages of the hand-over; the first is that of the subject.
    pub langs: Vec<Lang>,
}

impl Route {
    /// Says whether a case stands where somebody takes over.
    pub fn is_escalated(session: &Session<'_>) -> bool {
        matches!(session.view(), View::Ended(Ended::Escalated { .. }))
    }

    /// Writes the messages for a case that has just been escalated by the turn of this number; none for any other.
    ///
    /// `random` makes the keys: they stand in the store from here on, and are never made again.
    pub fn messages(
        &self,
        session: &Session<'_>,
        frame: Frame<'_>,
        turn: u32,
        occasion: &Occasion,
        random: &mut dyn FnMut() -> u64,
    ) -> Vec<Sending> {
        let View::Ended(ended @ Ended::Escalated { .. }) = session.view() else { return Vec::new() };
        let library = session.library().library();
        let words: Vec<Words> = self.langs.iter().map(|lang| Words::new(*lang)).collect();
        let written = words.iter().map(|words| {
            let written = HandOver::at_end(Phrase { library, words }, frame, session.state(), &ended);
            (words, if self.with_private { written } else { written.without_private(words) })
        });
        let body = Content::of(&hand_over(&written.collect::<Vec<_>>(), occasion)).to_json();
        let sending = |target: &String| Sending {
            message: key(frame.number.as_str(), turn, random()),
            target: target.clone(),
            body: body.clone(),
        };
        self.targets.iter().map(sending).collect()
    }
}

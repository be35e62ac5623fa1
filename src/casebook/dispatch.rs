//! What an escalation puts into the outbox, with the turn that ends the walk.

use jiff::{Timestamp, tz::TimeZone};

use super::{Kept, Stamp};
use crate::{
    base::Lang,
    case::Frame,
    document::Occasion,
    engine::Session,
    outbox::Route,
    store::{CaseState, Failed, Moment, Store, TurnRow},
};

/// Where the escalations of a casebook go.
#[derive(Clone, Debug)]
pub struct Dispatch {
    /// The targets, and how much goes along.
    pub route: Route,
    /// The time zone of the desk, in which deadlines are told.
    pub zone: TimeZone,
    /// Makes the keys of messages.
    pub random: fn() -> u64,
}

impl Dispatch {
    /// Adds the messages to the last of these rows, if the walk has been handed over to a person just now.
    ///
    /// `own_words` is known to whoever begins a case; for others it stands in the store.
    pub(super) fn add(
        &self,
        store: &mut dyn Store,
        (kept, session): (&Kept, &Session<'_>),
        rows: &mut [TurnRow],
        own_words: Option<&str>,
        stamp: &Stamp,
    ) -> Result<(), Failed> {
        let Some(last) = rows.last_mut().filter(|_| kept.head.state != CaseState::Escalated) else { return Ok(()) };
        if !Route::is_escalated(session) {
            return Ok(());
        }
        let began = store.case(&kept.number)?.map_or(stamp.now, |case| case.began);
        let told = match own_words {
            Some(_) => None,
            None => {
                store.turns(&kept.number, 0)?.into_iter().find(|row| row.turn == 0).and_then(|row| row.entry.words())
            }
        };
        let at = |moment: Moment| Timestamp::from_millisecond(moment.0).unwrap_or_default().to_zoned(self.zone.clone());
        let occasion = Occasion {
            begun: Some(at(began)),
            handed_over: at(stamp.now),
            agent: stamp.agent.clone(),
            channel: Some(stamp.channel.as_str().to_owned()),
        };
        let own = stamp.lang.base();
        let langs = std::iter::once(own).chain([Lang::EN, Lang::DE].into_iter().filter(|lang| *lang != own)).collect();
        let route = Route { langs, ..self.route.clone() };
        let frame = Frame { number: &kept.number, own_words: own_words.or(told.as_deref()) };
        last.sends = route.messages(session, frame, last.turn, &occasion, &mut { self.random });
        Ok(())
    }
}

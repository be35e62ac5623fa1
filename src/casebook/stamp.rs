//! Who does something, when, where and in which language: what a turn is marked with.

use crate::{
    base::Lang,
    case::record::Entry,
    store::{Moment, TurnRow},
};

/// The longest time in milliseconds that counts as work on one turn: 30 minutes.
///
/// Whoever takes longer has gone away: for lunch, or until the update is through. A question that waits for hours
/// counts as much as this, and a parked case counts nothing.
pub const LONGEST_TURN: u64 = 30 * 60 * 1000;

/// Where a dialogue is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// In a terminal, or through a pipe.
    Terminal,
    /// In a browser.
    Web,
    /// By a program.
    Program,
}

impl Channel {
    /// Returns the name in the store and in statistics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Web => "web",
            Self::Program => "program",
        }
    }
}

/// Who does something, when and where.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// The time.
    pub now: Moment,
    /// How long people were at work since the turn before, in milliseconds; [`spent`] says how much counts.
    pub spent: u64,
    /// Who works on the case for somebody else.
    pub agent: Option<String>,
    /// Where.
    pub channel: Channel,
    /// The language of the dialogue.
    pub lang: Lang,
    /// Who holds the dialogue: customer or agent.
    pub voice: &'static str,
}

impl Stamp {
    /// Marks a turn that takes no time of its own.
    pub(super) fn row(&self, turn: u32, entry: Entry) -> TurnRow {
        TurnRow {
            turn,
            at: self.now,
            spent: 0,
            agent: self.agent.clone(),
            channel: self.channel.as_str().to_owned(),
            lang: self.lang.to_string(),
            entry,
            sends: Vec::new(),
        }
    }
}

/// Says how much of the time since the last turn counts as work on the case.
pub fn spent(elapsed: std::time::Duration) -> u64 {
    u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).min(LONGEST_TURN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn who_goes_away_does_not_work() {
        assert_eq!(spent(Duration::from_millis(1500)), 1500);
        assert_eq!(spent(Duration::from_mins(29)), 29 * 60 * 1000);
        assert_eq!(spent(Duration::from_hours(5)), LONGEST_TURN);
    }
}

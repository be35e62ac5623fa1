//! Messages in the store: put in with the turn that causes them, claimed by one sender at a time, never lost.

use super::{MessageRow, Moment};
use crate::case::Number;

/// A message that a turn causes; it is put in with the turn, or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sending {
    /// Its key: whoever receives it twice can tell by it.
    pub message: String,
    /// Where it goes.
    pub target: String,
    /// What is sent.
    pub body: String,
}

/// A message that was claimed, and the case that it belongs to; nothing if none is due.
pub type Claimed = Option<(Number, MessageRow)>;

/// How a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MessageState {
    /// It is to be sent.
    Waiting,
    /// The receiver has it.
    Delivered,
    /// Somebody has to look.
    Refused,
    /// Somebody decided that it is not sent.
    Dropped,
}

impl MessageState {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Delivered, Self::Refused, Self::Dropped];

    /// Returns the name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Refused => "refused",
            Self::Dropped => "dropped",
        }
    }

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// Which messages are wanted; what is empty does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageFilter {
    /// With this key.
    pub message: Option<String>,
    /// Of this case.
    pub case: Option<Number>,
    /// In these states.
    pub states: Vec<MessageState>,
}

/// What came of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It arrived, whoever has claimed it since.
    Delivered(Moment),
    /// The attempt of this number did not work.
    Failed {
        /// Which attempt; another may have been begun since, and then this one says nothing.
        attempt: u32,
        /// Why.
        problem: String,
        /// When it is tried next.
        due: Moment,
    },
    /// The attempt of this number showed that somebody has to look.
    Refused {
        /// Which attempt.
        attempt: u32,
        /// Why.
        problem: String,
    },
    /// Somebody wants it tried again from this moment on.
    Again(Moment),
    /// Somebody decided that it is not sent.
    Dropped,
}

impl Settled {
    /// Says whether this changes a message that stands so.
    pub(super) fn applies_to(&self, state: MessageState, attempts: u32) -> bool {
        match self {
            Self::Delivered(_) => state != MessageState::Delivered,
            Self::Failed { attempt, .. } | Self::Refused { attempt, .. } => {
                state == MessageState::Waiting && attempts == *attempt
            }
            Self::Again(_) => matches!(state, MessageState::Waiting | MessageState::Refused | MessageState::Dropped),
            Self::Dropped => matches!(state, MessageState::Waiting | MessageState::Refused),
        }
    }

    /// Changes a message.
    pub(super) fn apply(&self, row: &mut MessageRow) {
        row.leased_until = None;
        let state = match self {
            Self::Delivered(at) => {
                row.delivered = Some(*at);
                row.problem = None;
                MessageState::Delivered
            }
            Self::Failed { problem, due, .. } => {
                row.due = *due;
                row.problem = Some(problem.clone());
                MessageState::Waiting
            }
            Self::Refused { problem, .. } => {
                row.problem = Some(problem.clone());
                MessageState::Refused
            }
            Self::Again(due) => {
                row.due = *due;
                MessageState::Waiting
            }
            Self::Dropped => MessageState::Dropped,
        };
        state.as_str().clone_into(&mut row.state);
    }
}

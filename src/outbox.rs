//! Sends what is to be sent: in order per case and receiver, again and again until it has arrived, and never twice
//! as far as the receiver honours the key.

mod backoff;
mod escalation;
mod memory;
mod stored;

pub use backoff::{LONGEST, SHORTEST, backoff};
pub use escalation::Route;
pub use memory::{Memory, State};
pub use stored::Stored;

use std::time::Duration;

use crate::delivery::{Content, Courier, Parcel, Result as Outcome, Settings};

/// How long a message belongs to whoever claimed it. Longer than any delivery takes: ten times the usual patience
/// is the most that settings can ask for, and a mail may take three times its patience.
pub const LEASE: Duration = Duration::from_mins(15);

/// A message that was claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Names it for ever.
    pub key: String,
    /// The number of its case.
    pub case: String,
    /// Where it goes, as people wrote it.
    pub target: String,
    /// What is sent, as [`Content::to_json`] writes it.
    pub body: String,
    /// Which attempt this is, counted from one. Whoever was too slow and lost the message to another knows it by
    /// this number.
    pub attempt: u32,
}

/// Keeps what is to be sent. Times are milliseconds since 1970.
///
/// A message is claimed only if every earlier one of its case to the same target was delivered, refused or dropped:
/// order matters to one receiver, and one that is out of reach must not hold up the others.
pub trait Queue {
    /// Why it did not work.
    type Error;

    /// Claims the message that is due for longest; it is nobody else's until the lease ends.
    fn claim(&mut self, now: i64, lease: i64) -> Result<Option<Message>, Self::Error>;

    /// Takes note that the receiver has it. That holds whoever has claimed it since.
    fn delivered(&mut self, key: &str, now: i64) -> Result<(), Self::Error>;

    /// Takes note that this attempt did not work, and when to try again.
    fn failed(&mut self, key: &str, attempt: u32, problem: &str, due: i64) -> Result<(), Self::Error>;

    /// Takes note that somebody has to look.
    fn refused(&mut self, key: &str, attempt: u32, problem: &str) -> Result<(), Self::Error>;
}

/// What a round brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// How many messages arrived.
    pub delivered: usize,
    /// How many will be tried again.
    pub waiting: usize,
    /// How many somebody has to look at.
    pub refused: usize,
}

/// What the rounds need beside the queue.
pub struct Sender<'a> {
    /// Takes messages to where they go.
    pub courier: &'a mut dyn Courier,
    /// Knows where that is.
    pub settings: &'a Settings,
    /// The time in milliseconds since 1970.
    pub clock: &'a mut dyn FnMut() -> i64,
    /// Random values, so that many senders do not knock at once.
    pub random: &'a mut dyn FnMut() -> u64,
}

/// Sends everything that is due, and tells what came of each.
pub fn send_due<Q: Queue>(
    queue: &mut Q,
    sender: &mut Sender<'_>,
    heard: &mut dyn FnMut(&Message, &Outcome),
) -> Result<Round, Q::Error> {
    let lease = i64::try_from(LEASE.as_millis()).unwrap_or(i64::MAX);
    let mut round = Round::default();
    while let Some(message) = queue.claim((sender.clock)(), lease)? {
        let outcome = attempt(sender, &message);
        let now = (sender.clock)();
        match &outcome {
            Outcome::Delivered => {
                round.delivered += 1;
                queue.delivered(&message.key, now)?;
            }
            Outcome::Again { problem, after } => {
                round.waiting += 1;
                let rest = backoff(message.attempt, (sender.random)()).max(after.unwrap_or_default());
                let due = now.saturating_add(i64::try_from(rest.as_millis()).unwrap_or(i64::MAX));
                queue.failed(&message.key, message.attempt, problem, due)?;
            }
            Outcome::Refused { problem } => {
                round.refused += 1;
                queue.refused(&message.key, message.attempt, problem)?;
            }
        }
        heard(&message, &outcome);
    }
    Ok(round)
}

fn attempt(sender: &mut Sender<'_>, message: &Message) -> Outcome {
    let again = |problem: String| Outcome::Again { problem, after: None };
    let Some(content) = Content::from_json(&message.body) else {
        return Outcome::Refused { problem: "the message was written by another version of lotse".to_owned() };
    };
    // Another machine may know the target; this one has nothing to send with.
    let target = match sender.settings.target(&message.target) {
        Ok(target) => target,
        Err(unfit) => return again(format!("not from here: {unfit}")),
    };
    let now = (sender.clock)() / 1000;
    sender.courier.deliver(&target, Parcel { key: &message.key, case: &message.case, content: &content, now })
}

/// Names a message: by its case, the turn that caused it, and a random value, because other stores may have cases of
/// the same number.
pub fn key(case: &str, turn: u32, random: u64) -> String {
    let case: String = case.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("{case}-{turn}-{random:016x}")
}

//! Figures on many cases: which cases are counted, by what, and what is known of each group. Only ids and counts.

/// A day in milliseconds.
const DAY: u64 = 24 * 60 * 60 * 1000;

/// Which cases and turns are counted; what is empty does not restrict.
///
/// Figures on cases go by the case: the tree with which it began, when it began, and the agent, language and channel
/// with which it was gone on with last. Figures on steps and answers go by the turn: the tree or part of the step,
/// when it was replied to, by which agent, in which language, on which channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Of this tree.
    pub tree: Option<String>,
    /// At or after, in milliseconds since the beginning of 1970, UTC.
    pub since: Option<i64>,
    /// Before.
    pub until: Option<i64>,
    /// By this agent.
    pub agent: Option<String>,
    /// In this language.
    pub lang: Option<String>,
    /// On this channel.
    pub channel: Option<String>,
    /// The time at which it is counted.
    pub now: i64,
    /// An unfinished case that nobody touched for so many milliseconds counts as abandoned.
    pub idle: u64,
    /// An ending comes back if its case is opened again within so many milliseconds.
    pub within: u64,
}

impl Sample {
    /// Counts everything, at this time: abandoned after 14 days, come back within 7.
    pub fn all(now: i64) -> Self {
        Self {
            tree: None,
            since: None,
            until: None,
            agent: None,
            lang: None,
            channel: None,
            now,
            idle: 14 * DAY,
            within: 7 * DAY,
        }
    }

    /// Returns the time before which an unfinished case that did not change since is abandoned.
    pub fn idle_before(&self) -> i64 {
        self.now.saturating_sub(i64::try_from(self.idle).unwrap_or(i64::MAX))
    }
}

/// By what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// All cases together; no key.
    Whole,
    /// By the tree with which a case began.
    Tree,
    /// By tree and by how long people were at work; the second key is the place in [`LENGTHS`].
    Length,
    /// By step: tree and step.
    Step,
    /// By answer: tree, step and answer, which is empty for values and for what is private.
    Answer,
    /// By cause: tree of the ending, and cause.
    Cause,
    /// By ending: tree, step, and how the case stood then, `fixed`, `escalated` or `closed`.
    Ending,
    /// By the agent who went on with a case last; empty for those of nobody.
    Agent,
    /// By the language in which a case was gone on with last.
    Lang,
    /// By the channel on which a case was gone on with last.
    Channel,
}

impl Topic {
    /// All topics.
    pub const ALL: [Self; 10] = [
        Self::Whole,
        Self::Tree,
        Self::Length,
        Self::Step,
        Self::Answer,
        Self::Cause,
        Self::Ending,
        Self::Agent,
        Self::Lang,
        Self::Channel,
    ];

    /// Returns the name in outputs for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Tree => "tree",
            Self::Length => "length",
            Self::Step => "step",
            Self::Answer => "answer",
            Self::Cause => "cause",
            Self::Ending => "ending",
            Self::Agent => "agent",
            Self::Lang => "language",
            Self::Channel => "channel",
        }
    }

    /// Names the keys of its rows.
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Whole => &[],
            Self::Tree => &["tree"],
            Self::Length => &["tree", "length"],
            Self::Step => &["tree", "step"],
            Self::Answer => &["tree", "step", "answer"],
            Self::Cause => &["tree", "cause"],
            Self::Ending => &["tree", "step", "ended"],
            Self::Agent => &["agent"],
            Self::Lang => &["language"],
            Self::Channel => &["channel"],
        }
    }
}

/// Where lengths of work are divided, in minutes: the first takes less than one, the last an hour and more.
pub const LENGTHS: [u32; 7] = [1, 2, 5, 10, 20, 30, 60];

/// What is known of one group. What a topic does not know of is zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// What the group is called, as [`Topic::keys`] names it.
    pub keys: Vec<String>,
    /// How many cases; for an ending, how often it was reached.
    pub cases: u64,
    /// How often a step was replied to, or the answer was given.
    pub replies: u64,
    /// How many were solved. For steps and answers these four count replies by what became of their cases.
    pub solved: u64,
    /// How many were handed over to a person.
    pub escalated: u64,
    /// How many were closed without either, or left unfinished for long.
    pub abandoned: u64,
    /// How many are still at work or parked.
    pub running: u64,
    /// How many went on into another tree.
    pub moved_on: u64,
    /// How many were opened again after their end; for an ending, how often soon after it.
    pub came_back: u64,
    /// In how many cases somebody went back to the step.
    pub back: u64,
    /// In how many cases somebody said "I am not sure" there.
    pub unsure: u64,
    /// How long people were at work on the finished cases, or on the replies, in milliseconds.
    pub spent: u64,
    /// The median of these times: the least that at least half of them do not exceed.
    pub median: u64,
    /// The 90th percentile, likewise.
    pub ninetieth: u64,
}

impl Tally {
    /// Counts the finished ones.
    pub fn finished(&self) -> u64 {
        self.solved + self.escalated + self.abandoned
    }
}

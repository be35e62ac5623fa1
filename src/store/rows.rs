//! What stands in a store, as plain values. Ids are texts here: a store outlives the trees that named them.

use crate::case::{Number, record::Entry};

/// A time in milliseconds since the beginning of 1970, UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

/// How a case stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseState {
    /// Somebody is at work on it, or was interrupted.
    #[default]
    Open,
    /// It was put aside.
    Parked,
    /// It works again.
    Fixed,
    /// A person took over.
    Escalated,
    /// It was closed without either.
    Closed,
}

impl CaseState {
    /// All states.
    pub const ALL: [Self; 5] = [Self::Open, Self::Parked, Self::Fixed, Self::Escalated, Self::Closed];

    /// Returns the name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Parked => "parked",
            Self::Fixed => "fixed",
            Self::Escalated => "escalated",
            Self::Closed => "closed",
        }
    }

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Says whether the case can simply be gone on with.
    pub fn is_unfinished(self) -> bool {
        matches!(self, Self::Open | Self::Parked)
    }
}

/// How a case ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ending {
    /// When.
    pub at: Moment,
    /// The tree in which it ended.
    pub tree: String,
    /// The step.
    pub step: String,
    /// What it was, or probably is.
    pub causes: Vec<String>,
    /// Who takes over.
    pub role: Option<String>,
    /// How soon: normal, soon or now.
    pub urgency: Option<String>,
    /// Whether the person asked for a human.
    pub wanted: bool,
}

/// What follows from the turns of a case, kept beside them for lists, filters and statistics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// How it stands.
    pub state: CaseState,
    /// The tree that is walked now.
    pub walked: String,
    /// The version of the trees that it goes on with.
    pub version: String,
    /// To whom it was handed over, an agent or a role; nothing if it is nobody's.
    pub owner: Option<String>,
    /// The agent who went on with it last.
    pub agent: Option<String>,
    /// Where it was gone on with last: terminal, web or program.
    pub channel: String,
    /// The language in which it was gone on with last.
    pub lang: String,
    /// Who holds the dialogue: customer or agent.
    pub voice: String,
    /// How it ended.
    pub ended: Option<Ending>,
}

/// A case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// Its number.
    pub number: Number,
    /// The tree with which it began.
    pub tree: String,
    /// What follows from its turns.
    pub head: Head,
    /// Who is at work on it at this moment, so that an interrupted case can be told from one in use.
    pub holder: Option<String>,
    /// The number of its last turn.
    pub last: u32,
    /// When it began.
    pub began: Moment,
    /// When it changed last.
    pub changed: Moment,
    /// How long people were at work on it in milliseconds, pauses excluded.
    pub spent: u64,
    /// How often it was opened again after its end.
    pub reopened: u32,
    /// When what is private in it was erased.
    pub erased: Option<Moment>,
}

/// A turn of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TurnRow {
    /// Its number in the case; zero is how the person described the problem.
    pub turn: u32,
    /// When it was recorded.
    pub at: Moment,
    /// How long the person took for it in milliseconds, pauses excluded.
    pub spent: u64,
    /// The agent who recorded it.
    pub agent: Option<String>,
    /// Where: terminal, web or program.
    pub channel: String,
    /// The language of the dialogue.
    pub lang: String,
    /// What happened.
    pub entry: Entry,
}

/// Which cases are wanted; what is empty does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// In these states.
    pub states: Vec<CaseState>,
    /// Begun in or walking this tree.
    pub tree: Option<String>,
    /// Of this owner or agent.
    pub agent: Option<String>,
    /// Changed at or after.
    pub since: Option<Moment>,
    /// Changed before.
    pub until: Option<Moment>,
    /// With this in its number, its trees, its causes or its words, without regard to case.
    pub text: Option<String>,
    /// At most so many; zero is all.
    pub limit: u32,
}

/// A version of the trees: everything that a case needs to go on with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// The hash of the contents, as `SHA-256` in hexadecimal digits.
    pub hash: String,
    /// What is called how and lies where, as JSON; files stand in it by their hashes.
    pub manifest: String,
    /// The files: hash and text.
    pub files: Vec<(String, String)>,
}

impl Version {
    /// Lists the hashes of the files that a manifest names, each once.
    pub(super) fn hashes(manifest: &str) -> Vec<String> {
        #[derive(serde::Deserialize)]
        struct Manifest {
            files: Vec<File>,
        }
        #[derive(serde::Deserialize)]
        struct File {
            hash: String,
        }
        let files = serde_json::from_str::<Manifest>(manifest).map(|it| it.files).unwrap_or_default();
        let mut hashes: Vec<String> = files.into_iter().map(|file| file.hash).collect();
        hashes.sort();
        hashes.dedup();
        hashes
    }
}

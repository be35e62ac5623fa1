//! What stands in a store, as plain values. Ids are texts here: a store outlives the trees that named them.

use std::path::PathBuf;

use super::Failed;
use super::Sending;
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
    /// What it causes to be sent: put into the outbox with it, and found there, not here, when it is read again.
    pub sends: Vec<Sending>,
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
    /// With each of these words in its number, its trees, its causes, its role or what was typed in it, without
    /// regard to case and to whether an umlaut is typed as one.
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

/// What is appended to a case.
#[derive(Clone, Copy, Debug)]
pub struct Onward<'a> {
    /// The number of the turn that is expected last.
    pub after: u32,
    /// The turns.
    pub turns: &'a [TurnRow],
    /// What follows from all turns now.
    pub head: &'a Head,
    /// The version with which the case goes on, and when it is kept, unless it is kept already.
    pub version: Option<(&'a Version, Moment)>,
}

impl Version {
    /// Lists the texts that are kept.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.files.iter().flat_map(|(hash, text)| [&**hash, &**text]).chain([&*self.hash, &*self.manifest])
    }
}

impl CaseRow {
    /// Reckons what follows from the first turns, and says what is wrong with them.
    pub(super) fn begun_with(&self, turns: &[TurnRow]) -> Result<Self, Failed> {
        let mut case = self.clone();
        let Some(last) = turns.last() else { return Ok(case) };
        let first = turns.first().map_or(1, |turn| turn.turn);
        numbered(turns, first.min(1))?;
        case.last = last.turn;
        case.changed = last.at;
        case.spent = turns.iter().fold(0, |sum, turn| sum.saturating_add(turn.spent));
        case.reopened = reopened(turns);
        Ok(case)
    }

    /// Goes on with further turns.
    pub(super) fn goes_on(&mut self, turns: &[TurnRow], head: &Head) {
        if let Some(last) = turns.last() {
            self.last = last.turn;
            self.changed = last.at;
        }
        self.spent = turns.iter().fold(self.spent, |sum, turn| sum.saturating_add(turn.spent));
        self.reopened = self.reopened.saturating_add(reopened(turns));
        self.head = head.clone();
    }

    /// Lists its texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.head.texts().chain([&*self.tree]).chain(self.holder.as_deref())
    }
}

impl Head {
    /// Lists its texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let ended = self.ended.iter().flat_map(|it| {
            let named = [it.role.as_deref(), it.urgency.as_deref()].into_iter().flatten();
            named.chain([&*it.tree, &*it.step]).chain(it.causes.iter().map(|cause| &**cause))
        });
        let named = [self.owner.as_deref(), self.agent.as_deref()].into_iter().flatten();
        named.chain([&*self.walked, &*self.version, &*self.channel, &*self.lang, &*self.voice]).chain(ended)
    }

    /// What is searched: where the case is, and how it ended.
    pub(super) fn words(&self) -> String {
        let ended = self.ended.iter().flat_map(|it| it.causes.iter().map(String::as_str).chain(it.role.as_deref()));
        [&*self.walked].into_iter().chain(ended).collect::<Vec<_>>().join("\n")
    }
}

impl TurnRow {
    /// Lists its texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let Entry { kind, tree, step, answer, body, private } = &self.entry;
        let maybe = [&self.agent, tree, step, answer, private].into_iter().filter_map(Option::as_deref);
        let sends = self.sends.iter().flat_map(|it| [&*it.message, &*it.target, &*it.body]);
        maybe.chain([&*self.channel, &*self.lang, &**kind, &**body]).chain(sends)
    }
}

impl TurnRow {
    /// Says whether something private belongs to it, even if that was erased.
    pub(super) fn is_private(&self) -> bool {
        self.entry.private.is_some() || self.entry.body.starts_with("{\"withheld\"")
    }
}

/// How often turns open a case again.
pub(super) fn reopened(turns: &[TurnRow]) -> u32 {
    u32::try_from(turns.iter().filter(|turn| turn.entry.kind == "reopened-case").count()).unwrap_or(u32::MAX)
}

/// Refuses turns that are not numbered one after the other.
pub(super) fn numbered(turns: &[TurnRow], first: u32) -> Result<(), Failed> {
    if (first..).zip(turns).all(|(number, turn)| turn.turn == number) {
        return Ok(());
    }
    Err(Failed::of("turns are not numbered one after the other", "number them from the last one of the case on"))
}

/// Refuses texts that not every database can keep as they are.
pub(super) fn sound<'t>(texts: impl IntoIterator<Item = &'t str>) -> Result<(), Failed> {
    if texts.into_iter().any(|text| text.contains('\0')) {
        return Err(Failed::of("a text with the character NUL cannot be kept", "leave that character out"));
    }
    Ok(())
}

/// A message of the outbox as it is moved from one store to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageRow {
    /// Its key: whoever receives it twice can tell by it.
    pub message: String,
    /// Its place among the messages of its case.
    pub place: u32,
    /// Where it goes.
    pub target: String,
    /// What is sent.
    pub body: String,
    /// How it stands.
    pub state: String,
    /// When it was put in.
    pub created: Moment,
    /// When it is tried next.
    pub due: Moment,
    /// How often it was tried.
    pub attempts: u32,
    /// Until when somebody is at work on it.
    pub leased_until: Option<Moment>,
    /// What went wrong last.
    pub problem: Option<String>,
    /// When it arrived.
    pub delivered: Option<Moment>,
}

/// A part of a store, as it is moved to another. A case is followed by its turns, and these by its messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A file of some version: hash and text.
    File {
        /// The hash of its text.
        hash: String,
        /// Its text.
        text: String,
    },
    /// A version of the trees, without its files.
    Version {
        /// Its hash.
        hash: String,
        /// Its manifest.
        manifest: String,
        /// When it was kept.
        kept: Moment,
    },
    /// A case.
    Case(CaseRow),
    /// The next turn of the case.
    Turn(TurnRow),
    /// The next message of the case.
    Message(MessageRow),
}

/// How much stands in a store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Cases.
    pub cases: u64,
    /// Turns.
    pub turns: u64,
    /// Versions of trees.
    pub versions: u64,
    /// Messages in the outbox.
    pub messages: u64,
}

/// Something in a store that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The case, if it is about one.
    pub case: Option<Number>,
    /// What is wrong.
    pub problem: String,
}

/// What a migration did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Migrated {
    /// The version before; zero if the store is new.
    pub from: u32,
    /// The version now.
    pub to: u32,
    /// Where the store lies as it was before.
    pub copy: Option<PathBuf>,
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

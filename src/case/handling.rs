//! What happens to a case beside the walk: it is parked, taken up, handed over, closed.

use super::record::Renames;

/// One thing that people do with a case. No free text stands here: why something was done is a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handling {
    /// It was put aside.
    Parked,
    /// Somebody goes on with it, perhaps in another language or on another channel.
    Resumed,
    /// Somebody else shall go on with it.
    HandedOver {
        /// The agent or the role.
        to: String,
    },
    /// It was closed without a fix or an escalation.
    Closed,
    /// It was opened again after its end.
    Reopened,
    /// It goes on with another version of the trees.
    Moved {
        /// The content hash of that version.
        to: String,
        /// What is called otherwise there; everything recorded before is read under its new name.
        renames: Renames,
    },
    /// What is private in it was erased.
    Erased,
}

impl Handling {
    /// Returns the name in records and statistics.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Parked => "parked",
            Self::Resumed => "resumed",
            Self::HandedOver { .. } => "handed-over",
            Self::Closed => "closed",
            Self::Reopened => "reopened-case",
            Self::Moved { .. } => "moved",
            Self::Erased => "erased",
        }
    }
}

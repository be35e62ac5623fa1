//! Endings: a fix, an escalation, another tree, or the exit of a part.

use super::{FactIx, Link, RoleIx, TreeIx};
use crate::base::Text;

/// How a run of a tree ends.
#[derive(Clone, Debug)]
pub enum Ending {
    /// It works again.
    Fix {
        /// What it was.
        cause: Link<()>,
        /// What to watch for, what to do if it comes back.
        note: Option<Text>,
    },
    /// A person takes over.
    Escalate {
        /// Who.
        role: Link<RoleIx>,
        /// How soon.
        urgency: Urgency,
        /// What that person needs to know.
        collect: Vec<Link<FactIx>>,
        /// Why, to the customer.
        because: Option<Text>,
        /// What it probably is.
        causes: Vec<Link<()>>,
    },
    /// Another tree goes on with all facts.
    Continue {
        /// Which.
        tree: Link<TreeIx>,
        /// What it probably is.
        causes: Vec<Link<()>>,
    },
    /// A part returns.
    Exit(Link<()>),
}

/// How soon a person must take over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Urgency {
    /// When its turn comes.
    #[default]
    Normal,
    /// Today.
    Soon,
    /// At once.
    Now,
}

impl Urgency {
    pub(super) const WORDS: [(&str, Self); 3] = [("normal", Self::Normal), ("soon", Self::Soon), ("now", Self::Now)];
}

//! How a check finds out what it wants to know: one command for each system, never a shell.

use crate::base::Span;

/// What a check does on one system.
#[derive(Clone, Debug)]
pub struct Probe {
    /// Which system.
    pub system: System,
    /// Where the system is named.
    pub span: Span,
    /// What is run there.
    pub command: Command,
    /// How the result is read, in the author's words.
    pub read: String,
    /// How much is known about it.
    pub verified: Verified,
}

/// A system that a probe runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum System {
    /// Linux.
    Linux,
    /// Windows.
    Windows,
    /// An Apple computer.
    Macos,
}

impl System {
    pub(super) const WORDS: [(&str, Self); 3] =
        [("linux", Self::Linux), ("windows", Self::Windows), ("macos", Self::Macos)];
}

/// What is run.
#[derive(Clone, Debug)]
pub enum Command {
    /// A program and its arguments, each with its place; nothing is split or expanded.
    Argv(Vec<(String, Span)>),
    /// An expression that PowerShell evaluates.
    PowerShell(String, Span),
}

/// How much is known about a probe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verified {
    /// It was run on such a system.
    Run,
    /// Its options and results were read in a manual.
    ManPage,
    /// Nobody has run it yet.
    NotRun,
}

impl Verified {
    pub(super) const WORDS: [(&str, Self); 3] =
        [("run", Self::Run), ("man-page", Self::ManPage), ("not-run", Self::NotRun)];
}

/// Which rights a check needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Privilege {
    /// Those of whoever runs it.
    #[default]
    User,
    /// Those of an administrator.
    Admin,
}

impl Privilege {
    pub(super) const WORDS: [(&str, Self); 2] = [("user", Self::User), ("admin", Self::Admin)];
}

/// What the program fills in where a name stands in braces; never what a person typed.
pub const PLACEHOLDERS: [&str; 6] = ["gateway", "name", "host", "port", "disk", "tmp"];

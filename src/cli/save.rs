//! Writes files whole or not at all, and never over one that nobody meant.

use std::{
    ffi::OsString,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

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

/// Writes a text to a file: into a new file beside it, which then takes its name.
pub(super) fn save(path: &Path, text: &str, force: bool) -> Result<(), Unsaved> {
    if !force && fs::symlink_metadata(path).is_ok() {
        return Err(Unsaved::Exists(path.to_owned()));
    }
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.new", std::process::id()));
    let new = path.with_file_name(name);
    let written = write(&new, text).and_then(|()| give_name(&new, path, force));
    written.map_err(|error| {
        // The error that is told is the one that happened first.
        let _removed = fs::remove_file(&new);
        match error.kind() {
            io::ErrorKind::AlreadyExists => Unsaved::Exists(path.to_owned()),
            _ => Unsaved::Refused(path.to_owned(), error),
        }
    })
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Gives the new file its name. A hard link is refused where a file has appeared meanwhile; renaming replaces it.
fn give_name(new: &Path, path: &Path, force: bool) -> io::Result<()> {
    if force {
        return fs::rename(new, path);
    }
    match fs::hard_link(new, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::rename(new, path),
        linked => linked.and_then(|()| fs::remove_file(new)),
    }
}

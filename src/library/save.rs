//! Writes a file whole or not at all, and never over one that nobody meant.

use std::{
    ffi::OsString,
    fs,
    io::{self, Write as _},
    path::Path,
};

/// What happens to a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is written.
    Keep,
    /// It is replaced.
    Replace,
}

/// Writes a text into a new file beside the path, which then takes its name, so that nobody ever sees half of it.
///
/// Fails with what the system says, [`io::ErrorKind::AlreadyExists`] for a file that is to be kept; the old file is
/// then still there, and the new one is not.
pub fn save(path: &Path, text: &str, existing: Existing) -> io::Result<()> {
    if existing == Existing::Keep && fs::symlink_metadata(path).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.new", std::process::id()));
    let new = path.with_file_name(name);
    // The error that is told is the one that happened first.
    write(&new, text).and_then(|()| give_name(&new, path, existing)).inspect_err(|_| {
        let _removed = fs::remove_file(&new).is_ok();
    })
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Gives the new file its name. A hard link is refused where a file has appeared meanwhile; renaming replaces it.
fn give_name(new: &Path, path: &Path, existing: Existing) -> io::Result<()> {
    if existing == Existing::Replace {
        return fs::rename(new, path);
    }
    match fs::hard_link(new, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::rename(new, path),
        linked => linked.and_then(|()| fs::remove_file(new)),
    }
}

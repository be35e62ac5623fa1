//! Files of stores: made durable and private, written whole or not at all, and what is said when they cannot be.

use std::{
    ffi::OsString,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use super::Failed;
use crate::base::clean_line;

/// How many copies from before a migration may lie beside a store.
const MOST_COPIES: u32 = 1000;

/// A system forgets the locks of a program on a file as soon as the program closes it somewhere, so that no file is
/// made while another part of this program opens it already.
static ONE_BY_ONE: Mutex<()> = Mutex::new(());

/// Tells the new files of this program apart.
static COUNT: AtomicU32 = AtomicU32::new(0);

/// Makes a file and its folders if they are missing, so that they outlive a power cut and nobody else may read them.
pub(super) fn prepare(path: &Path, shown: &str) -> Result<(), Failed> {
    let _turn = ONE_BY_ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let refused = |error: io::Error| refused(shown, &error);
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => {
            return Err(Failed::of(format!("`{shown}`: this is a folder"), "name a file in it"));
        }
        Ok(found) if !found.is_file() => {
            return Err(Failed::of(format!("`{shown}` is no ordinary file"), "name an ordinary file"));
        }
        Ok(_) => return Ok(()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(refused(error)),
        Err(_) => {}
    }
    if let Some(folder) = folder_of(path) {
        make_folder(folder).map_err(refused)?;
    }
    match create(path) {
        // Another program may have been faster.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(refused(error)),
        _ => sync_folder(path).map_err(refused),
    }
}

fn folder_of(path: &Path) -> Option<&Path> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty())
}

/// Makes a folder with those above it, each of them durable.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let missing: Vec<&Path> = folder.ancestors().take_while(|it| !it.as_os_str().is_empty() && !it.is_dir()).collect();
    fs::create_dir_all(folder)?;
    missing.into_iter().rev().try_for_each(sync_folder)
}

/// Makes a new empty file that only its owner may read.
fn create(path: &Path) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.sync_all()
}

/// Makes durable that a file has its name.
fn sync_folder(path: &Path) -> io::Result<()> {
    // Elsewhere folders cannot be opened, and need not be.
    if !cfg!(unix) {
        return Ok(());
    }
    File::open(folder_of(path).unwrap_or(Path::new(".")))?.sync_all()
}

/// Lets something be written into a new file, and gives it its name only when it is whole. What is there stays.
pub(super) fn whole(to: &Path, write: impl FnOnce(&Path) -> Result<(), Failed>) -> Result<(), Failed> {
    let shown = to.display().to_string();
    let shown = &*clean_line(&shown);
    if fs::symlink_metadata(to).is_ok() {
        return Err(Failed::of(format!("`{shown}` exists already"), "choose another name"));
    }
    let mut name = OsString::from(".");
    name.push(to.file_name().unwrap_or_default());
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    name.push(format!(".{}-{count}.new", std::process::id()));
    let new = to.with_file_name(name);
    // Left over from a program that was killed, and had the same number.
    let _gone = fs::remove_file(&new).is_ok();
    let done = create(&new).map_err(|error| refused(shown, &error)).and_then(|()| write(&new)).and_then(|()| {
        let synced = File::open(&new).and_then(|file| file.sync_all());
        let named = synced.and_then(|()| {
            fs::hard_link(&new, to).or_else(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => Err(error),
                // Not every file system has links.
                _ => fs::rename(&new, to),
            })
        });
        named.and_then(|()| sync_folder(to)).map_err(|error| refused(shown, &error))
    });
    let _removed = fs::remove_file(&new).is_ok();
    done
}

/// Copies a store of some version beside itself, under the first name that is free.
pub(super) fn copy_beside(
    path: &Path,
    version: u32,
    mut write: impl FnMut(&Path) -> Result<(), Failed>,
) -> Result<PathBuf, Failed> {
    let name = |count: u32| {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".version-{version}"));
        if 1 < count {
            name.push(format!("-{count}"));
        }
        path.with_file_name(name)
    };
    let is_there = |path: &Path| fs::symlink_metadata(path).is_ok();
    for path in (1..MOST_COPIES).map(name) {
        if is_there(&path) {
            continue;
        }
        match whole(&path, &mut write) {
            // Another program was faster with this name.
            Err(_) if is_there(&path) => {}
            done => return done.map(|()| path),
        }
    }
    Err(Failed::of("too many copies lie beside the store", "move them away"))
}

/// Says that a file may only be read.
pub(super) fn read_only(shown: &str) -> Failed {
    Failed::of(format!("`{shown}` may only be read"), "give yourself the right to write it, or name another store")
}

fn refused(shown: &str, error: &io::Error) -> Failed {
    let (why, help) = match error.kind() {
        io::ErrorKind::AlreadyExists => ("it exists already", "choose another name"),
        io::ErrorKind::NotFound => ("its folder is missing", "make the folder, or name another path"),
        io::ErrorKind::NotADirectory => ("part of the path is a file", "name another path"),
        io::ErrorKind::PermissionDenied => ("the right to write there is missing", "give yourself that right"),
        io::ErrorKind::ReadOnlyFilesystem => ("the disk may only be read", "name a store on another disk"),
        io::ErrorKind::StorageFull => ("the disk is full", "make room, or name a store on another disk"),
        _ => {
            let problem = format!("`{shown}`: {}", clean_line(&error.to_string()));
            return Failed::of(problem, "look at the path and its disk");
        }
    };
    Failed::of(format!("`{shown}`: {why}"), help)
}

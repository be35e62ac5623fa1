//! Files of recorded cases: each turn is on the disk before the next thing is shown.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _, stdin},
    path::{Path, PathBuf},
};

use crate::{
    base::clean_line,
    case::{
        Number,
        record::{Problem, Records, own_words_line, turn_line},
    },
    engine::Turn,
    repl::Journal,
    tree::Library,
};

/// The most bytes of a record that are read.
const MOST_BYTES: u64 = 4 << 30;

/// Why a record cannot be used, and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{problem}")]
pub(super) struct Unusable {
    problem: String,
    pub(super) help: String,
}

impl Unusable {
    pub(super) fn new(problem: impl Into<String>, help: impl Into<String>) -> Self {
        Self { problem: problem.into(), help: help.into() }
    }

    fn of(path: &Path, error: &io::Error) -> Self {
        let name = path.display();
        let (why, help) = match error.kind() {
            io::ErrorKind::NotFound => ("there is nothing at this path", "look at the spelling of the path"),
            io::ErrorKind::PermissionDenied => ("the right to use it is missing", "give yourself that right"),
            io::ErrorKind::IsADirectory => ("this is a folder", "name a file"),
            io::ErrorKind::StorageFull => ("the disk is full", "make room, or record elsewhere"),
            _ => {
                let problem = format!("`{name}`: {}", clean_line(&error.to_string()));
                return Self::new(problem, "look at the file and its disk");
            }
        };
        Self::new(format!("`{name}`: {why}"), help)
    }

    /// Tells a problem of a line with its place.
    pub(super) fn at(path: &Path, problem: &Problem) -> Self {
        let place = format!("{}:{}:{}", path.display(), problem.line, problem.column);
        Self::new(format!("{place}: {}", problem.message), problem.help)
    }
}

/// Reads a whole record; `-` is the standard input.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Unusable> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
    };
    match read {
        Ok(_) if MOST_BYTES < bytes.len() as u64 => {
            Err(Unusable::new(format!("`{}` has more than 4 GB", path.display()), "split it by cases"))
        }
        Ok(_) => Ok(bytes),
        Err(error) => Err(Unusable::of(path, &error)),
    }
}

/// Sorts a record by case; a file that holds none at all is none.
pub(super) fn sorted<'t>(path: &Path, bytes: &'t [u8]) -> Result<Records<'t>, Unusable> {
    let records = Records::read(bytes);
    match records.problems().first() {
        Some(first) if records.cases().is_empty() => Err(Unusable::at(path, first)),
        _ => Ok(records),
    }
}

/// Appends the turns of one case to a file.
#[derive(Debug)]
pub(super) struct RecordFile {
    file: File,
    path: PathBuf,
    name: String,
    number: Number,
    /// How many of the turns stand in the file.
    kept: usize,
    /// The number of the next turn there.
    next: u32,
    has_own_words: bool,
}

impl RecordFile {
    /// Begins a case in a file, which may hold others.
    pub(super) fn begin(path: &Path, number: &Number) -> Result<Self, Unusable> {
        let is_new = !path.exists();
        let file = open(path, true).map_err(|error| Unusable::of(path, &error))?;
        if !file.metadata().is_ok_and(|found| found.is_file()) {
            let problem = format!("`{}` is no ordinary file", path.display());
            return Err(Unusable::new(problem, "record into an ordinary file"));
        }
        if is_new {
            sync_folder(path).map_err(|error| Unusable::of(path, &error))?;
        } else {
            let bytes = read(path)?;
            let has_case = sorted(path, &bytes)?.case(number).is_some();
            if has_case {
                let name = path.display();
                let problem = format!("`{name}` already has a case {number}");
                let help = format!("go on with it: lotse run --resume {name} --case {number}");
                return Err(Unusable::new(problem, help));
            }
        }
        Ok(Self::new(file, path, number))
    }

    /// Goes on with a case that stands in the file: so many turns are kept, and this is the number of the next.
    pub(super) fn go_on(path: &Path, number: &Number, kept: usize, next: u32) -> Result<Self, Unusable> {
        let file = open(path, false).map_err(|error| Unusable::of(path, &error))?;
        Ok(Self { kept, next, has_own_words: true, ..Self::new(file, path, number) })
    }

    fn new(file: File, path: &Path, number: &Number) -> Self {
        let name = clean_line(&path.display().to_string()).into_owned();
        Self { file, path: path.to_owned(), name, number: number.clone(), kept: 0, next: 1, has_own_words: false }
    }

    /// Appends whole lines and waits until they are on the disk.
    ///
    /// Several programs may write to one file: each append has the file to itself, so that a last line without an
    /// end was torn off by one that died. It was never told to be recorded, and goes.
    fn append(&mut self, lines: &str) -> io::Result<()> {
        let is_locked = match self.file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => self.file.lock().map(|()| true)?,
            // Some network disks cannot lock; there one program a file is all that can be had.
            Err(TryLockError::Error(_)) => false,
        };
        let written = self.append_locked(lines);
        if is_locked {
            self.file.unlock()?;
        }
        written
    }

    fn append_locked(&mut self, lines: &str) -> io::Result<()> {
        let before = self.mend()?;
        let written = self.file.write_all(lines.as_bytes()).and_then(|()| self.file.sync_data());
        if written.is_err() {
            // Half a line is worse than none: the disk is full, or gone.
            let _cut = self.file.set_len(before).is_ok();
        }
        written
    }

    /// Cuts a torn last line off, or ends one that only lacks its end; returns the length.
    fn mend(&mut self) -> io::Result<u64> {
        let length = self.file.metadata()?.len();
        let mut tail = [0; 1];
        if length == 0 {
            return Ok(0);
        }
        self.file.seek(SeekFrom::Start(length - 1))?;
        self.file.read_exact(&mut tail)?;
        if tail == *b"\n" {
            return Ok(length);
        }
        let bytes = std::fs::read(&self.path)?;
        let start = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let last = bytes.get(start..).unwrap_or_default();
        if Records::read(last).torn().is_some() {
            let start = start as u64;
            self.file.set_len(start)?;
            return Ok(start);
        }
        self.file.write_all(b"\n")?;
        Ok(length + 1)
    }
}

impl Journal for RecordFile {
    fn keep_own_words(&mut self, words: &str) -> io::Result<()> {
        if self.has_own_words {
            return Ok(());
        }
        self.append(&own_words_line(&self.number, words))?;
        self.has_own_words = true;
        Ok(())
    }

    fn keep(&mut self, library: &Library, turns: &[Turn]) -> io::Result<()> {
        let new = turns.get(self.kept..).unwrap_or_default();
        if new.is_empty() {
            return Ok(());
        }
        let lines: String =
            (self.next..).zip(new).map(|(number, turn)| turn_line(library, &self.number, number, turn)).collect();
        self.append(&lines)?;
        self.next = self.next.saturating_add(u32::try_from(new.len()).unwrap_or(u32::MAX));
        self.kept = turns.len();
        Ok(())
    }

    fn name(&self) -> &str {
        &self.name
    }
}

/// Opens a file to append to. What people say stands in it, so a new one is nobody else's to read.
fn open(path: &Path, create: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(create);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes the name of a new file durable, where folders can be synchronised.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

//! Trees as they stood in a revision: git writes them into a folder of their own, which goes when they are read.

use std::{
    fs,
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    path::{Component, Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

use super::{random, record::Unusable};
use crate::base::clean_line;

/// A folder that is deleted when it is no longer needed.
#[derive(Debug)]
pub(super) struct Scratch(PathBuf);

impl Scratch {
    /// Makes an empty folder that nobody else can read.
    pub(super) fn new() -> io::Result<Self> {
        let path = std::env::temp_dir().join(format!("lotse-{}-{:016x}", std::process::id(), random()));
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path)?;
        Ok(Self(path))
    }

    /// Returns the path of the folder.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file into it.
    pub(super) fn write(&self, name: &Path, bytes: &[u8]) -> io::Result<()> {
        // A name from a repository must not lead out of the folder.
        if !name.components().all(|part| matches!(part, Component::Normal(_))) {
            return Ok(());
        }
        let path = self.0.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0).is_ok();
    }
}

/// What git has under a name.
#[derive(Debug)]
pub(super) struct Revision {
    /// Where git is asked.
    folder: PathBuf,
    /// What it is asked for, such as `main:trees`.
    name: String,
    object: String,
    is_file: bool,
}

impl Revision {
    /// Finds a revision and path, such as `v1:trees`.
    ///
    /// A name that means nothing is told as `told`.
    pub(super) fn named_as(folder: &Path, name: &str, told: &str) -> Result<Self, Unusable> {
        let unknown = || unknown(told);
        if name.starts_with('-') {
            return Err(unknown());
        }
        let object = git(folder, &["rev-parse", "--verify", "--quiet", name])?.ok_or_else(unknown)?;
        let object = String::from_utf8_lossy(&object).trim().to_owned();
        let kind = git(folder, &["cat-file", "-t", &object])?.ok_or_else(unknown)?;
        let is_file = match String::from_utf8_lossy(&kind).trim() {
            "blob" => true,
            "tree" => false,
            _ => return Err(unknown()),
        };
        Ok(Self { folder: folder.to_owned(), name: name.to_owned(), object, is_file })
    }

    /// The same, told as it is.
    pub(super) fn named(folder: &Path, name: &str) -> Result<Self, Unusable> {
        Self::named_as(folder, name, name)
    }

    /// Says whether it is one file.
    pub(super) fn is_file(&self) -> bool {
        self.is_file
    }

    /// Returns the name of the file.
    pub(super) fn file_name(&self) -> &str {
        self.name.rsplit(['/', ':']).next().unwrap_or_default()
    }

    /// Writes what it holds into a folder; one file gets the name `as_name`, and its scenarios go with it.
    pub(super) fn write(&self, scratch: &Scratch, as_name: &str) -> Result<(), Unusable> {
        let failed = |error: io::Error| {
            Unusable::new(
                format!("`{}`: {}", self.name, clean_line(&error.to_string())),
                "look whether the disk is full",
            )
        };
        let mut wanted: Vec<(String, PathBuf)> = Vec::new();
        if self.is_file {
            wanted.push((self.object.clone(), PathBuf::from(as_name)));
            let beside = self.name.strip_suffix(".yaml").map(|stem| format!("{stem}.test.yaml"));
            if let (Some(beside), Some(stem)) = (beside, as_name.strip_suffix(".yaml"))
                && let Some(object) = git(&self.folder, &["rev-parse", "--verify", "--quiet", &beside])?
            {
                let object = String::from_utf8_lossy(&object).trim().to_owned();
                wanted.push((object, PathBuf::from(format!("{stem}.test.yaml"))));
            }
        } else {
            let listed = git(&self.folder, &["ls-tree", "-r", "-z", "--full-tree", &self.object])?.unwrap_or_default();
            wanted.extend(listed.split(|&byte| byte == 0).filter_map(listed_file));
        }
        let contents = contents(&self.folder, &wanted).map_err(failed)?;
        for ((_, name), bytes) in wanted.iter().zip(contents) {
            scratch.write(name, &bytes).map_err(failed)?;
        }
        Ok(())
    }
}

/// Says that a name means nothing.
fn unknown(name: &str) -> Unusable {
    let problem = format!("`{name}` is no path here, and git knows no such revision");
    Unusable::new(problem, "name a file, a folder, a revision such as main, or one with a path: main:trees")
}

/// Reads one entry of `git ls-tree`: `mode type object<tab>path`. Only ordinary YAML files are of interest.
fn listed_file(entry: &[u8]) -> Option<(String, PathBuf)> {
    let entry = std::str::from_utf8(entry).ok()?;
    let (about, path) = entry.split_once('\t')?;
    let mut about = about.split(' ');
    let (mode, _, object) = (about.next()?, about.next()?, about.next()?);
    let is_file = mode.starts_with("100");
    let is_yaml = [".yaml", ".yml"].iter().any(|ending| path.ends_with(ending));
    (is_file && is_yaml).then(|| (object.to_owned(), PathBuf::from(path)))
}

/// Asks git for the contents of many objects at once.
fn contents(folder: &Path, wanted: &[(String, PathBuf)]) -> io::Result<Vec<Vec<u8>>> {
    let mut child = command(folder, &["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    let names: String = wanted.iter().flat_map(|(object, _)| [object.as_str(), "\n"]).collect();
    // Written beside the reading, because both pipes are short.
    let writer = thread::spawn(move || input.write_all(names.as_bytes()));
    let mut output = BufReader::new(output);
    let mut contents = Vec::new();
    for _ in wanted {
        let mut head = String::new();
        output.read_line(&mut head)?;
        let size: u64 = head.trim().rsplit(' ').next().and_then(|size| size.parse().ok()).unwrap_or_default();
        let mut bytes = Vec::new();
        output.by_ref().take(size).read_to_end(&mut bytes)?;
        output.read_until(b'\n', &mut Vec::new())?;
        contents.push(bytes);
    }
    let _written = writer.join();
    child.wait()?;
    Ok(contents)
}

/// Runs git; nothing if it says no.
fn git(folder: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>, Unusable> {
    match command(folder, arguments).output() {
        Ok(output) => Ok(Some(output.stdout).filter(|_| output.status.success())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(Unusable::new("the program git is not there", "install git, or name files and folders"))
        }
        Err(error) => Err(Unusable::new(format!("git: {}", clean_line(&error.to_string())), "look at your git")),
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder).args(arguments).stdin(Stdio::null()).stderr(Stdio::null());
    command
}

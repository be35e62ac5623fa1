//! Lists the files of one folder of trees, without following links out of it and without ever giving up.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    base::{Code, clean_line, content_hash},
    tree::codes::{LINK_OUT, NO_FILE, NO_TREES, UNREADABLE},
    yaml::codes::ENCODING,
};

/// The most bytes of one file.
const MOST_BYTES: u64 = 64 << 20;
/// How a folder of trees is mostly called.
const FOLDER: &str = "trees";
/// How many folders above a file are looked at for shared words.
const MOST_ABOVE: usize = 3;
/// How many files of such a folder are looked at.
const MOST_LOOKED_AT: usize = 100;
/// The most bytes of a file of shared words there.
const MOST_WORDS: u64 = 1 << 20;
/// How deep folders may lie in folders.
const MOST_DEPTH: usize = 16;

/// One file of a folder.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The path as shown to people.
    pub name: String,
    /// The file name without its ending.
    pub stem: String,
    /// The folder that it lies in, below the folder of trees.
    pub area: String,
    /// Whether it declares shared words instead of a tree.
    pub vocabulary: bool,
    /// What stands in it.
    pub text: Text,
}

/// The text of a file, in the binary or read.
#[derive(Clone, Debug)]
pub(super) enum Text {
    /// Part of the binary, with its hash.
    BuiltIn(&'static str, &'static str),
    /// Read from the disk.
    Read(String),
}

impl Text {
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::BuiltIn(text, _) => text,
            Self::Read(text) => text,
        }
    }

    /// Returns the hash of the contents, as SHA-256 in hexadecimal digits.
    pub(super) fn hash(&self) -> String {
        match self {
            Self::BuiltIn(_, hash) => (*hash).to_owned(),
            Self::Read(text) => content_hash(text),
        }
    }
}

/// A file that could not be read, with the reason and the remedy.
#[derive(Clone, Debug)]
pub(super) struct Unread {
    pub name: String,
    pub code: &'static Code,
    pub message: String,
    pub help: &'static str,
}

/// What a folder holds, in the order of names.
#[derive(Clone, Debug, Default)]
pub(super) struct Folder {
    pub entries: Vec<Entry>,
    pub unread: Vec<Unread>,
    /// The test files, read when they are wanted.
    pub tests: Vec<PathBuf>,
    /// Whether it is there only so that what lies in other folders is understood.
    pub is_context: bool,
    /// Its path as it was named.
    pub path: PathBuf,
    /// What links must not lead out of.
    root: PathBuf,
}

impl Folder {
    /// Takes the files that are built into the binary.
    pub(super) fn built_in(files: &'static [(&'static str, &'static str, &'static str)]) -> Self {
        let entries = files.iter().map(|(name, text, hash)| {
            // Shared words stand beside the areas, so no tree must be looked at.
            let (area, stem) = (area(name), stem(name));
            let vocabulary = area.is_empty() && is_vocabulary(text);
            Entry { name: format!("trees/{name}"), stem, area, vocabulary, text: Text::BuiltIn(text, hash) }
        });
        Self { entries: entries.collect(), ..Self::default() }
    }

    /// Reads a folder, or one file. Fails only if the path itself cannot be opened.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let root = fs::canonicalize(path)?;
        let mut folder = Self { path: path.to_owned(), root: root.clone(), ..Self::default() };
        if root.is_dir() {
            fs::read_dir(&root)?;
            let mut seen = BTreeSet::new();
            folder.walk(path, &root, "", &mut seen, 0);
            if folder.entries.is_empty() && folder.unread.is_empty() {
                folder.refuse(
                    path,
                    &NO_TREES,
                    "there is no tree in this folder",
                    "trees are files that end in `.yaml`",
                );
            }
        } else {
            let own = root.parent().unwrap_or(&root).to_owned();
            let area = own.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
            folder.root.clone_from(&own);
            let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
            // A tree and its test file belong together, whichever of the two is named.
            let (tree, test) = match tested(&name) {
                Some(stem) => (path.with_file_name(format!("{stem}.yaml")), path.to_owned()),
                None => (path.to_owned(), path.with_file_name(format!("{}.test.yaml", stem(&name)))),
            };
            if tree == path || tree.exists() {
                folder.take(&tree, &own, &area);
            }
            folder.tests.extend(Some(test).filter(|test| test.exists()));
        }
        Ok(folder)
    }

    /// Recursion is bounded by the depth that is allowed.
    fn walk(&mut self, path: &Path, root: &Path, area: &str, seen: &mut BTreeSet<PathBuf>, depth: usize) {
        let inside = fs::canonicalize(path).is_ok_and(|real| real.starts_with(root) && seen.insert(real));
        if !inside || MOST_DEPTH < depth {
            return;
        }
        let listed = fs::read_dir(path).and_then(|entries| entries.map(|it| Ok(it?.path())).collect());
        let mut paths: Vec<PathBuf> = match listed {
            Ok(paths) => paths,
            Err(error) => return self.refuse_io(path, &error),
        };
        paths.sort();
        for path in paths {
            let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
            if name.starts_with('.') {
                continue;
            }
            if path.is_dir() {
                if fs::canonicalize(&path).is_ok_and(|real| !real.starts_with(root)) {
                    self.refuse_link(&path);
                    continue;
                }
                self.walk(&path, root, &name, seen, depth + 1);
            } else if is_tree_name(&name) {
                self.take(&path, root, area);
            } else if tested(&name).is_some() {
                self.tests.push(path);
            }
        }
    }

    /// Reads the test files.
    pub(super) fn read_tests(&self) -> Self {
        let mut read = Self { root: self.root.clone(), ..Self::default() };
        for path in &self.tests {
            read.take(path, &self.root, "");
        }
        read
    }

    fn take(&mut self, path: &Path, root: &Path, area: &str) {
        let real = match fs::canonicalize(path) {
            Ok(real) => real,
            Err(error) => return self.refuse_io(path, &error),
        };
        if !real.starts_with(root) {
            return self.refuse_link(path);
        }
        match fs::metadata(&real) {
            Ok(found) if !found.is_file() => {
                self.refuse(path, &NO_FILE, "this is no ordinary file", "put an ordinary file there");
            }
            Ok(found) if MOST_BYTES < found.len() => {
                self.refuse(path, &NO_FILE, "this file has more than 64 MB", "split it into several trees");
            }
            _ => match fs::read(&real).map(String::from_utf8) {
                Ok(Ok(text)) => {
                    let name = path.display().to_string();
                    let stem = stem(&path.file_name().map(|it| it.to_string_lossy()).unwrap_or_default());
                    let vocabulary = is_vocabulary(&text);
                    self.entries.push(Entry { name, stem, area: area.to_owned(), vocabulary, text: Text::Read(text) });
                }
                Ok(Err(error)) => {
                    let message = format!("byte {} is no UTF-8 text", error.utf8_error().valid_up_to() + 1);
                    self.refuse(path, &ENCODING, message, "save the file again with the encoding UTF-8");
                }
                Err(error) => self.refuse_io(path, &error),
            },
        }
    }

    fn refuse_link(&mut self, path: &Path) {
        let help = "copy the file into the folder";
        self.refuse(path, &LINK_OUT, "this link leads out of the folder of trees", help);
    }

    fn refuse_io(&mut self, path: &Path, error: &io::Error) {
        let (message, help) = reason(error);
        self.refuse(path, &UNREADABLE, message, help);
    }

    fn refuse(&mut self, path: &Path, code: &'static Code, message: impl Into<String>, help: &'static str) {
        let name = path.display().to_string();
        self.unread.push(Unread { name, code, message: message.into(), help });
    }
}

/// Finds the folder of trees in which a file lies.
pub(super) fn around(file: &Path) -> Option<PathBuf> {
    let real = fs::canonicalize(file).ok().filter(|real| real.is_file())?;
    let above = || real.ancestors().skip(1);
    let called_so = above().find(|it| it.file_name().is_some_and(|name| name == FOLDER));
    // The way as it was typed reads better where somebody is shown it.
    let typed = |found: &Path| file.ancestors().skip(1).find(|it| fs::canonicalize(it).is_ok_and(|it| it == found));
    let found = called_so.or_else(|| above().take(MOST_ABOVE).find(|it| has_words(it)))?;
    Some(typed(found).unwrap_or(found).to_owned())
}

/// Says whether shared words stand directly in a folder.
fn has_words(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let paths = entries.filter_map(|it| it.ok().map(|it| it.path()));
    let trees = paths.filter(|it| it.file_name().is_some_and(|name| is_tree_name(&name.to_string_lossy())));
    let small = |it: &PathBuf| fs::metadata(it).is_ok_and(|found| found.is_file() && found.len() < MOST_WORDS);
    let text = |it: PathBuf| fs::read(it).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    trees.filter(small).take(MOST_LOOKED_AT).filter_map(text).any(|text| is_vocabulary(&text))
}

/// Says why a path cannot be opened, and what to do.
pub(super) fn reason(error: &io::Error) -> (String, &'static str) {
    match error.kind() {
        io::ErrorKind::NotFound => ("there is nothing at this path".into(), "look at the spelling of the path"),
        io::ErrorKind::PermissionDenied => {
            ("the right to read it is missing".into(), "give yourself the right to read it")
        }
        _ => (format!("reading failed: {}", clean_line(&error.to_string())), "try again, or copy the file anew"),
    }
}

/// Tells shared words from trees by the keys at the left margin, so that no tree is parsed for that.
fn is_vocabulary(text: &str) -> bool {
    let mut declares = false;
    for line in text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase())) {
        match line.split(':').next().unwrap_or_default().trim_end() {
            "steps" | "title" => return false,
            "facts" | "warnings" | "checks" | "terms" | "roles" | "human" => declares = true,
            _ => {}
        }
    }
    declares
}

/// Returns the tree that a test file tests.
pub(super) fn tested(name: &str) -> Option<&str> {
    name.strip_suffix(".test.yaml").or_else(|| name.strip_suffix(".test.yml")).filter(|stem| !stem.is_empty())
}

fn is_tree_name(name: &str) -> bool {
    let mut parts = name.rsplit('.');
    let is_yaml = matches!(parts.next(), Some("yaml" | "yml"));
    is_yaml && parts.next() != Some("test")
}

fn stem(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.strip_suffix(".yaml").or_else(|| file.strip_suffix(".yml")).unwrap_or(file).to_owned()
}

fn area(name: &str) -> String {
    name.rsplit('/').nth(1).unwrap_or_default().to_owned()
}

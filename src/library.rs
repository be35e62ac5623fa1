//! Finds trees in the binary and in folders, reads what is asked for, and seals it.

mod folder;
mod index;
mod save;
mod tests;
mod unsound;
mod version;

pub use index::{Listed, read as read_index, read_search, write as write_index, write_search};
pub use save::{Existing, save};
pub use tests::Tests;
pub use version::Version;

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use crate::{
    base::{Diagnostic, Id, Place, SourceId, Sources, Span, narrow},
    check::{self, Sealed},
    find::{self, Finder},
    tree::{self, File, Kind, Library, Tree, TreeIx, Vocabulary},
};
use folder::{Entry, Folder};

/// The trees of the binary: a list of name, text and hash, and the text of their index.
mod built_in {
    include!(concat!(env!("OUT_DIR"), "/trees.rs"));

    pub(super) fn files() -> &'static [(&'static str, &'static str, &'static str)] {
        FILES
    }

    pub(super) fn index() -> &'static str {
        INDEX
    }

    pub(super) fn search() -> &'static str {
        SEARCH
    }
}

/// Why a folder could not be opened at all.
#[derive(Debug, thiserror::Error)]
#[error("`{path}`: {reason}")]
pub struct Unopened {
    /// The path as it was given.
    pub path: String,
    /// Why.
    pub reason: String,
    /// What to do.
    pub help: &'static str,
}

/// The tree that asks its way through all areas, for who does not know where to begin.
pub const FALLBACK: &str = "triage";

/// The file of built-in words that explains terms; no walk needs it.
const GLOSSARY: &str = "glossary";

/// All places where trees may stand; a later folder replaces what an earlier one declares.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    folders: Vec<Folder>,
    /// Whether the first folder is the binary, whose index is known.
    has_built_in: bool,
    /// The hash of everything that stands here, once it was asked for.
    hash: OnceLock<String>,
}

/// What was read, sealed, with all findings.
#[derive(Debug)]
pub struct Loaded {
    /// The files that were read.
    pub sources: Sources,
    /// The library of all trees without an error.
    pub sealed: Sealed,
    /// All findings in the order of files.
    pub findings: Vec<Diagnostic>,
    /// The trees that were asked for, in order; nothing if everything was read.
    pub wanted: Vec<Id>,
    /// Which folder each source came from.
    folders: Vec<usize>,
}

impl Loaded {
    /// Lists the findings that concern files from the folders that were added, not those of the binary.
    pub fn foreign_findings(&self, shelf: &Shelf) -> Vec<Diagnostic> {
        let own = |it: &&Diagnostic| self.is_own(shelf, it.place.source);
        let mut found: Vec<Diagnostic> = self.findings.iter().filter(own).cloned().collect();
        found.extend(self.hidden_errors(shelf));
        found.sort_by_key(|finding| (finding.place, finding.level()));
        found
    }

    /// Lists the trees from the folders that were added; all of them if `all`.
    pub fn trees(&self, shelf: &Shelf, all: bool) -> Vec<TreeIx> {
        let trees = self.sealed.library().trees().filter(|(_, tree)| all || self.is_own(shelf, tree.source));
        trees.map(|(ix, _)| ix).collect()
    }

    /// Counts the files that were read: all, or only those from the folders that were added.
    pub fn files(&self, shelf: &Shelf, all: bool) -> usize {
        self.folders.iter().filter(|folder| all || shelf.is_own(**folder)).count()
    }

    /// Says whether a source came from a folder that was added to be looked at.
    fn is_own(&self, shelf: &Shelf, source: SourceId) -> bool {
        self.folders.get(source.0 as usize).is_none_or(|folder| shelf.is_own(*folder))
    }
}

/// One file as it lies on a shelf.
#[derive(Clone, Copy, Debug)]
pub struct Found<'s> {
    /// The number of its folder; a later one replaces what an earlier one declares.
    pub folder: usize,
    /// The path, as it was given with its folder.
    pub name: &'s str,
    /// The file name without its ending.
    pub stem: &'s str,
    /// What stands in it.
    pub text: &'s str,
}

/// Files as they are read, before they become a library.
#[derive(Default)]
struct Reading {
    sources: Sources,
    folders: Vec<usize>,
    findings: Vec<Diagnostic>,
    /// Whether some file could not be read at all.
    is_torn: bool,
}

impl Shelf {
    /// Begins without any tree.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Begins with the trees that are built into the binary.
    pub fn built_in() -> Self {
        Self { folders: vec![Folder::built_in(built_in::files())], has_built_in: true, hash: OnceLock::new() }
    }

    /// Adds the folder of trees in which a file lies, as what is known around it: nothing is told of it.
    ///
    /// That is the nearest folder above the file that is called `trees`, else the nearest one in which shared words
    /// stand. Returns whether there is one.
    pub fn add_around(&mut self, file: &Path) -> bool {
        let found = folder::around(file).and_then(|path| Folder::open(&path).ok());
        let Some(mut folder) = found else { return false };
        folder.is_context = true;
        self.folders.push(folder);
        true
    }

    /// Says whether what stands in a folder was asked for, so that its findings are told.
    fn is_own(&self, folder: usize) -> bool {
        !(self.has_built_in && folder == 0) && self.folders.get(folder).is_none_or(|it| !it.is_context)
    }

    /// Adds a folder of trees, or one file. What it declares replaces what was there.
    pub fn add(&mut self, path: &Path) -> Result<(), Unopened> {
        let folder = Folder::open(path).map_err(|error: io::Error| {
            let (reason, help) = folder::reason(&error);
            Unopened { path: path.display().to_string(), reason, help }
        })?;
        self.folders.push(folder);
        self.hash = OnceLock::new();
        Ok(())
    }

    /// Lists the files that were found, without reading them as trees.
    pub fn files(&self) -> impl Iterator<Item = Found<'_>> {
        let numbered = (0..).zip(&self.folders);
        numbered.flat_map(|(folder, it)| {
            it.entries.iter().map(move |it| Found { folder, name: &it.name, stem: &it.stem, text: it.text.as_str() })
        })
    }

    /// Reads the test files of the folders: path and text of each that can be read.
    pub fn test_texts(&self) -> Vec<(PathBuf, String)> {
        let read = self.folders.iter().flat_map(|folder| folder.read_tests().entries);
        read.map(|entry| (PathBuf::from(&entry.name), entry.text.as_str().to_owned())).collect()
    }

    /// Lists the paths that could not be read, each with the finding that says why, at the number of its place here.
    pub fn refused(&self) -> Vec<(String, Diagnostic)> {
        let mut reading = Reading::default();
        (0..).zip(&self.folders).for_each(|(number, folder)| reading.refuse(number, folder));
        let name = |it: &Diagnostic| reading.sources.get(it.place.source).map(|it| it.name.clone()).unwrap_or_default();
        reading.findings.iter().map(|finding| (name(finding), finding.clone())).collect()
    }

    /// Lists the ids of all trees and parts that exist.
    pub fn ids(&self) -> BTreeSet<Id> {
        self.winners().into_keys().map(Id::new).collect()
    }

    /// Reads everything.
    pub fn load_all(&self) -> Loaded {
        self.load_all_telling(&mut |_, _, _| {})
    }

    /// Reads everything, and tells what it is at: a word for the work, how many are done and how many there are.
    pub fn load_all_telling(&self, tell: &mut dyn FnMut(&'static str, usize, usize)) -> Loaded {
        let mut reading = Reading::default();
        let folders = self.read_folders(&mut reading, &mut |done, all| tell("reading", done, all));
        reading.seal(folders, BTreeSet::new(), |library, findings| {
            check::seal_telling(library, findings, &mut |done, all| tell("checking", done, all))
        })
    }

    fn read_folders(&self, reading: &mut Reading, tell: &mut dyn FnMut(usize, usize)) -> Vec<Vec<File>> {
        let (mut done, all) = (0, self.folders.iter().map(|folder| folder.entries.len()).sum());
        let folders = (0..).zip(&self.folders).map(|(number, folder)| {
            reading.refuse(number, folder);
            let read = folder.entries.iter().filter_map(|entry| {
                tell(done, all);
                done += 1;
                reading.read(number, entry)
            });
            read.collect()
        });
        folders.collect()
    }

    /// Reads everything, and returns the library as it was read beside what is sound of it.
    pub fn load_all_as_read(&self) -> (Library, Loaded) {
        let mut reading = Reading::default();
        let folders = self.read_folders(&mut reading, &mut |_, _| {});
        let (library, findings) = Library::new(folders, BTreeSet::new());
        let library = library.torn(reading.is_torn);
        reading.findings.extend(findings);
        (library.clone(), reading.seal_library(library, check::seal))
    }

    /// Reads the glossary alone: the terms of all folders.
    pub fn glossary(&self) -> Vocabulary {
        let mut reading = Reading::default();
        let is_glossary =
            |entry: &Entry, number| entry.vocabulary && (number != 0 || !self.has_built_in || entry.stem == GLOSSARY);
        let folders = (0..).zip(&self.folders).map(|(number, folder)| {
            let files = folder.entries.iter().filter(|entry| is_glossary(entry, number));
            files.filter_map(|entry| reading.read(number, entry)).collect()
        });
        let folders = folders.collect();
        Library::new(folders, BTreeSet::new()).0.vocabulary().clone()
    }

    /// Lists the trees of the folder that was added last.
    pub fn last_added(&self) -> BTreeSet<Id> {
        let entries = self.folders.last().into_iter().flat_map(|folder| &folder.entries);
        entries.filter(|entry| !entry.vocabulary).map(|entry| Id::new(&entry.stem)).collect()
    }

    /// Lists the folders and files that were added to be looked at, as they were named.
    pub fn added(&self) -> impl Iterator<Item = &Path> {
        let own = (0..).zip(&self.folders).filter(|(number, _)| self.is_own(*number));
        own.map(|(_, folder)| folder.path.as_path())
    }

    /// Reads these trees, the parts that they call, and the shared words; the others are only known to exist.
    ///
    /// Positions of trees, steps and facts stay what they are when more trees are wanted later, as long as the
    /// earlier ones are named first and in the same order.
    pub fn load(&self, wanted: &[Id]) -> Loaded {
        let mut reading = Reading::default();
        let winners = self.winners();
        let mut trees = Vec::new();
        let mut needs = Needs::default();
        let mut queue: Vec<Id> = wanted.iter().rev().cloned().collect();
        let mut seen: BTreeSet<Id> = BTreeSet::new();
        while let Some(id) = queue.pop() {
            let Some((number, entry)) = winners.get(id.as_str()).filter(|_| seen.insert(id)) else { continue };
            if let Some(File::Tree(tree)) = reading.read(*number, entry) {
                queue.extend(calls(&tree).into_iter().rev());
                needs.add(&tree);
                trees.push(File::Tree(tree));
            }
        }
        let mut folders: Vec<Vec<File>> = Vec::new();
        // Added words stand behind the built-in ones, so these must then all be there from the first reading on.
        let has_added_words = self.folders.iter().skip(1).flat_map(|it| &it.entries).any(|entry| entry.vocabulary);
        for (number, folder) in (0..).zip(&self.folders) {
            reading.refuse(number, folder);
            let is_needed = |entry: &&Entry| {
                let is_built_in = self.has_built_in && number == 0;
                entry.vocabulary && (!is_built_in || has_added_words || needs.has(&entry.stem))
            };
            let words = folder.entries.iter().filter(is_needed);
            folders.push(words.filter_map(|entry| reading.read(number, entry)).collect());
        }
        folders.push(trees);
        let elsewhere = winners.into_keys().map(Id::new).filter(|id| !seen.contains(id)).collect();
        Loaded { wanted: wanted.to_vec(), ..reading.seal(folders, elsewhere, check::seal_to_walk) }
    }

    /// Lists the trees that a person may begin with, parts and broken ones left out, and all findings.
    ///
    /// The trees of the binary come from its index; those of added folders are read.
    pub fn list(&self) -> (Vec<Listed>, Loaded) {
        let index = if self.has_built_in { read_index(built_in::index()) } else { None };
        let Some(index) = index else {
            let loaded = self.load_all();
            return (self.list_of(&loaded), loaded);
        };
        let added = self.winners().into_iter().filter(|(_, (number, _))| *number != 0);
        let wanted: Vec<Id> = added.map(|(stem, _)| Id::new(stem)).collect();
        let loaded = self.load(&wanted);
        let read = self.list_of(&loaded);
        let mut listed: Vec<Listed> = index.into_iter().filter(|it| !wanted.contains(&it.id)).collect();
        listed.extend(read.into_iter().filter(|it| wanted.contains(&it.id)));
        listed.sort_by(|a, b| (&a.area, &a.id).cmp(&(&b.area, &b.id)));
        (listed, loaded)
    }

    /// Lists the trees of a library with the folders that they lie in.
    pub fn list_of(&self, loaded: &Loaded) -> Vec<Listed> {
        let winners = self.winners();
        let area = |id: &Id| winners.get(id.as_str()).map(|(_, entry)| entry.area.as_str()).unwrap_or_default();
        let trees = loaded.sealed.library().trees().map(|(_, tree)| tree).filter(|tree| !tree.is_part());
        let mut listed: Vec<Listed> = trees.map(|tree| Listed::of(tree, area(&tree.id))).collect();
        listed.sort_by(|a, b| (&a.area, &a.id).cmp(&(&b.area, &b.id)));
        listed
    }

    /// Makes the listed trees ready to be searched; what was loaded with the list is all that is read for it.
    ///
    /// The fallback is left out: it is where one gets when nothing else fits.
    pub fn finder(&self, listed: &[Listed], loaded: &Loaded) -> Finder {
        let known = if self.has_built_in { read_search(built_in::search()) } else { None };
        let (documents, mut glossary) = known.unwrap_or_default();
        let library = loaded.sealed.library();
        glossary.extend(find::synonyms(library.vocabulary()));
        let wanted = listed.iter().filter(|it| it.id.as_str() != FALLBACK);
        let documents = wanted.filter_map(|it| {
            let read = || documents.iter().find(|own| own.id == it.id).cloned();
            library.find(it.id.as_str()).and_then(|ix| library.tree(ix)).map(find::Document::of).or_else(read)
        });
        Finder::new(documents.collect(), &glossary)
    }

    /// Writes what the search needs of all trees here.
    pub fn search_texts(&self, loaded: &Loaded) -> String {
        let library = loaded.sealed.library();
        let listed = self.list_of(loaded);
        let trees = listed.iter().filter_map(|it| library.tree(library.find(it.id.as_str())?));
        write_search(&trees.map(find::Document::of).collect::<Vec<_>>(), &find::synonyms(library.vocabulary()))
    }

    /// Says whether a tree stands here and there with the same text.
    pub fn has_same(&self, other: &Self, tree: &Id) -> bool {
        let text = |shelf: &Self| shelf.winners().get(tree.as_str()).map(|(_, entry)| entry.text.hash());
        text(self) == text(other)
    }

    /// Finds for every tree the file that counts: the one in the last folder.
    fn winners(&self) -> BTreeMap<&str, (usize, &Entry)> {
        let entries =
            (0..).zip(&self.folders).flat_map(|(number, it)| it.entries.iter().map(move |entry| (number, entry)));
        entries.filter(|(_, it)| !it.vocabulary).map(|(number, it)| (&*it.stem, (number, it))).collect()
    }
}

impl Reading {
    fn source(&mut self, folder: usize, name: &str, text: &str) -> SourceId {
        self.folders.push(folder);
        self.sources.add(name, text)
    }

    /// Turns what could not be read into findings.
    fn refuse(&mut self, number: usize, folder: &Folder) {
        for unread in &folder.unread {
            self.is_torn = true;
            let source = self.source(number, &unread.name, "");
            let place = Place { source, span: Span::default() };
            self.findings.push(Diagnostic::new(unread.code, place, unread.message.clone()).help(unread.help));
        }
    }

    fn read(&mut self, number: usize, entry: &Entry) -> Option<File> {
        let source = self.source(number, &entry.name, entry.text.as_str());
        let (file, findings) = tree::read(source, &entry.stem, entry.text.as_str());
        self.findings.extend(findings);
        self.is_torn |= file.is_none();
        file
    }

    fn seal(mut self, folders: Vec<Vec<File>>, elsewhere: BTreeSet<Id>, seal: impl Seal) -> Loaded {
        let (library, findings) = Library::new(folders, elsewhere);
        self.findings.extend(findings);
        let is_torn = self.is_torn;
        self.seal_library(library.torn(is_torn), seal)
    }

    fn seal_library(mut self, library: Library, seal: impl Seal) -> Loaded {
        let (sealed, findings) = seal(library, &self.findings);
        self.findings.extend(findings);
        narrow(&mut self.findings, &self.sources);
        self.findings.sort_by_key(|finding| (finding.place, finding.level()));
        Loaded { sources: self.sources, sealed, findings: self.findings, wanted: Vec::new(), folders: self.folders }
    }
}

/// How a library is sealed: with all advice, or for those who walk.
trait Seal: FnOnce(Library, &[Diagnostic]) -> (Sealed, Vec<Diagnostic>) {}

impl<F: FnOnce(Library, &[Diagnostic]) -> (Sealed, Vec<Diagnostic>)> Seal for F {}

/// Which files of built-in words some trees need. Facts and roles are always needed, by the way to a person.
#[derive(Default)]
struct Needs {
    warnings: bool,
    checks: bool,
}

impl Needs {
    fn add(&mut self, tree: &Tree) {
        for (_, step) in tree.steps() {
            self.warnings |= !step.warn.is_empty();
            self.checks |= step.question().is_some_and(|question| question.check.is_some())
                || matches!(&step.kind, Kind::Instruction(instruction) if instruction.check.is_some());
        }
    }

    fn has(&self, stem: &str) -> bool {
        match stem {
            "warnings" => self.warnings,
            "checks" => self.checks,
            GLOSSARY => false,
            _ => true,
        }
    }
}

/// Lists the parts that a tree calls.
fn calls(tree: &Tree) -> Vec<Id> {
    let called = tree.steps().filter_map(|(_, step)| match &step.kind {
        Kind::Call(call) => Some(call.part.id.clone()),
        _ => None,
    });
    called.collect()
}

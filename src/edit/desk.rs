//! All texts that are being worked on, with the library that they make together.

use std::{cell::OnceCell, collections::BTreeMap, sync::Arc};

use super::{
    names::{Occurrence, Symbol, names_of_tests},
    reading::{Reading, TESTS},
};
use crate::{
    base::{Diagnostic, Id, Place, SourceId, Span},
    check,
    tree::{
        File, Library, Tree, TreeIx,
        format::{self, Construct, Sort},
    },
    yaml,
};

/// One file.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The file's name without its ending; the id of a tree.
    pub stem: Id,
    /// Which folder it lies in; a later one replaces what an earlier one declares.
    pub folder: usize,
    /// What is known of its text.
    pub reading: Reading,
    /// Whether it is part of the program, so that nobody can change it.
    pub is_built_in: bool,
    /// Whether it still exists.
    pub is_there: bool,
    /// The names of a test file, which depend on all trees; found when they are first asked for.
    tested: OnceCell<Vec<Occurrence>>,
}

impl Sheet {
    /// Says whether it holds scenarios; then its tree is the one that they test.
    pub fn is_tests(&self) -> bool {
        self.stem.as_str().ends_with(TESTS)
    }

    /// Returns the id of the tree that it is, or tests.
    pub fn tree_id(&self) -> &str {
        self.stem.as_str().strip_suffix(TESTS).unwrap_or(self.stem.as_str())
    }

    /// Returns what the file as a whole is.
    pub fn construct(&self) -> &'static Construct {
        match &self.reading.file {
            _ if self.is_tests() => &format::TESTS,
            Some(File::Vocabulary(_)) => &format::VOCABULARY,
            _ => &format::TREE,
        }
    }
}

/// All files, and what follows from them.
#[derive(Debug, Default)]
pub struct Desk {
    sheets: Vec<Sheet>,
    library: Library,
    findings: Vec<Diagnostic>,
    is_fresh: bool,
    /// Whether the findings were found anew since somebody took this back.
    pub is_news: bool,
}

impl Desk {
    /// Adds a file that can be edited.
    pub fn add(&mut self, folder: usize, stem: &str, text: impl Into<Arc<str>>) -> SourceId {
        self.place(folder, stem, text.into(), false)
    }

    /// Adds a file that is part of the program.
    pub fn add_built_in(&mut self, folder: usize, stem: &str, text: impl Into<Arc<str>>) -> SourceId {
        self.place(folder, stem, text.into(), true)
    }

    fn place(&mut self, folder: usize, stem: &str, text: Arc<str>, is_built_in: bool) -> SourceId {
        let source = SourceId(u32::try_from(self.sheets.len()).unwrap_or(u32::MAX));
        let stem = Id::new(stem);
        let reading = Reading::new(source, &stem, text, None);
        self.sheets.push(Sheet { stem, folder, reading, is_built_in, is_there: true, tested: OnceCell::new() });
        self.is_fresh = false;
        source
    }

    /// Replaces the text of a file; the same text changes nothing.
    pub fn write(&mut self, source: SourceId, text: impl Into<Arc<str>>) {
        let text = text.into();
        if let Some(sheet) = self.sheets.get_mut(source.0 as usize)
            && (!sheet.is_there || sheet.reading.text != text)
        {
            let before = Some(&sheet.reading).filter(|_| sheet.is_there);
            sheet.reading = Reading::new(source, &sheet.stem, text, before);
            sheet.is_there = true;
            self.is_fresh = false;
        }
    }

    /// Takes a file away.
    pub fn remove(&mut self, source: SourceId) {
        if let Some(sheet) = self.sheets.get_mut(source.0 as usize) {
            sheet.is_there = false;
            self.is_fresh = false;
        }
    }

    /// Returns a file that exists.
    pub fn sheet(&self, source: SourceId) -> Option<&Sheet> {
        self.sheets.get(source.0 as usize).filter(|sheet| sheet.is_there)
    }

    /// Lists the files that exist.
    pub fn sheets(&self) -> impl Iterator<Item = (SourceId, &Sheet)> {
        (0..).map(SourceId).zip(&self.sheets).filter(|(_, sheet)| sheet.is_there)
    }

    /// Puts the library together anew if anything changed, and checks it.
    pub fn refresh(&mut self) {
        if std::mem::replace(&mut self.is_fresh, true) {
            return;
        }
        let mut findings = Vec::new();
        let (library, found) = Library::new(self.folders(|_| true), std::collections::BTreeSet::new());
        let library = library.torn(self.sheets().any(|(_, sheet)| sheet.reading.file.is_none()));
        findings.extend(found);
        // Of what is built in nobody asks what could be better.
        let is_own = |tree: &Tree| self.sheet(tree.source).is_some_and(|sheet| !sheet.is_built_in);
        findings.extend(check::check_some(&library, is_own));
        // Of a text that cannot be read as it stands, only that is said.
        findings.retain(|it| self.sheet(it.place.source).is_some_and(|it| it.reading.is_current && !it.is_built_in));
        findings.extend(self.sheets().flat_map(|(_, sheet)| &sheet.reading.findings).cloned());
        findings.sort_by_key(|finding| (finding.place, finding.level()));
        self.library = library;
        self.sheets.iter_mut().for_each(|sheet| sheet.tested = OnceCell::new());
        self.findings = findings;
        self.is_news = true;
    }

    /// Lists the files that count and are wanted, as far as they could be read, by folder.
    pub(super) fn folders(&self, wanted: impl Fn(&File) -> bool) -> Vec<Vec<File>> {
        let last = self.sheets.iter().map(|sheet| sheet.folder).max().unwrap_or_default();
        let mut folders: Vec<Vec<File>> = vec![Vec::new(); last + 1];
        for (_, sheet) in self.counting() {
            let file = sheet.reading.file.as_ref().filter(|file| wanted(file));
            if let (Some(file), Some(folder)) = (file, folders.get_mut(sheet.folder)) {
                folder.push(file.clone());
            }
        }
        folders
    }

    /// Lists the files that count: of several trees with one name only that of the last folder.
    pub fn counting(&self) -> impl Iterator<Item = (SourceId, &Sheet)> {
        let mut last: BTreeMap<&Id, usize> = BTreeMap::new();
        for (_, sheet) in self.sheets().filter(|(_, sheet)| is_tree(sheet)) {
            let folder = last.entry(&sheet.stem).or_default();
            *folder = sheet.folder.max(*folder);
        }
        self.sheets().filter(move |(_, it)| !is_tree(it) || last.get(&it.stem) == Some(&it.folder))
    }

    /// Returns the library as of the last refreshing.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Lists all findings as of the last refreshing.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// Returns the tree of a file.
    pub fn tree(&self, source: SourceId) -> Option<(TreeIx, &Tree)> {
        let sheet = self.sheet(source)?;
        let ix = self.library.find(sheet.tree_id())?;
        let tree = self.library.tree(ix)?;
        (tree.source == source || sheet.is_tests()).then_some((ix, tree))
    }

    /// Lists the names of a file with their places.
    pub fn names<'d>(&'d self, source: SourceId, sheet: &'d Sheet) -> Vec<(&'d Occurrence, Span)> {
        if !sheet.is_tests() {
            return sheet.reading.names().collect();
        }
        let names = sheet.tested.get_or_init(|| {
            let node = yaml::parse(source, &sheet.reading.text);
            node.map(|node| names_of_tests(&self.library, &Id::new(sheet.tree_id()), &node)).unwrap_or_default()
        });
        names.iter().map(|it| (it, it.span)).collect()
    }

    /// Finds the name at a place.
    pub fn name_at(&self, source: SourceId, offset: usize) -> Option<(&Occurrence, Span)> {
        let inside = |span: &Span| (span.start as usize..=span.end as usize).contains(&offset);
        self.names(source, self.sheet(source)?).into_iter().rfind(|(_, span)| inside(span))
    }

    /// Lists all places of something, in the order of files.
    pub fn places(&self, symbol: &Symbol) -> Vec<(Place, &Occurrence)> {
        let mut found = Vec::new();
        for (source, sheet) in self.counting() {
            let own = self.names(source, sheet).into_iter().filter(|(it, _)| it.symbol == *symbol);
            found.extend(own.map(|(it, span)| (Place { source, span }, it)));
        }
        found
    }

    /// Lists where something is declared; a tree is declared by its file. What counts comes first.
    pub fn declarations(&self, symbol: &Symbol) -> Vec<Place> {
        if symbol.sort == Sort::Tree {
            let files = self.counting().filter(|(_, it)| is_tree(it) && it.stem == symbol.name);
            return files.map(|(source, _)| Place { source, span: Span::default() }).collect();
        }
        let mut found: Vec<Place> =
            self.places(symbol).into_iter().filter(|(_, it)| it.declares).map(|(place, _)| place).collect();
        found.reverse();
        found
    }
}

fn is_tree(sheet: &Sheet) -> bool {
    !sheet.is_tests() && !matches!(sheet.reading.file, Some(File::Vocabulary(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALLER: &str = "format: 1
title: {en: Caller, de: Anruf}
symptoms: {en: [it beeps], de: [es piept]}
start: first
steps:
  first: {call: scope, exits: {one: second, all: end}}
  second: {call: gate, exits: {passed: end}}
  end: {escalate: desk, because: {en: It stays., de: Es bleibt.}}
";
    const PART: &str = "format: 1
title: {en: Scope, de: Umfang}
exits: [one, all]
start: ask
steps:
  ask:
    ask: {en: Who is affected?, de: Wer ist betroffen?}
    answers:
      a: {text: {en: One person, de: Eine Person}, next: one}
      b: {text: {en: Everyone, de: Alle}, next: all}
      unsure: one
  one: {exit: one}
  all: {exit: all}
";
    const GATE: &str = "format: 1
title: {en: Simply come in, de: Kommen Sie einfach herein}
exits: [passed]
start: pass
steps:
  pass: {exit: passed}
";
    const ROLES: &str = "format: 1\nroles: {desk: {name: {en: the desk, de: der Service}}}\n";

    /// What a check of everything finds in the files that can be edited.
    fn by_whole_check(desk: &Desk) -> Vec<Diagnostic> {
        let mut folders: Vec<Vec<File>> = vec![Vec::new(); 3];
        for (_, sheet) in desk.counting() {
            folders[sheet.folder].extend(sheet.reading.file.clone());
        }
        let (library, mut findings) = Library::new(folders, std::collections::BTreeSet::new());
        findings.extend(check::check(&library));
        findings.retain(|it| desk.sheet(it.place.source).is_some_and(|sheet| sheet.reading.is_current));
        findings.extend(desk.sheets().flat_map(|(_, sheet)| sheet.reading.findings.clone()));
        findings.retain(|it| desk.sheet(it.place.source).is_some_and(|sheet| !sheet.is_built_in));
        findings.sort_by_key(|finding| (finding.place, finding.level()));
        findings
    }

    /// Brings the desk up to date, compares it with a whole check, and lists what is found in one file.
    fn codes(desk: &mut Desk, source: SourceId) -> Vec<&'static str> {
        desk.refresh();
        assert_eq!(format!("{:#?}", desk.findings()), format!("{:#?}", by_whole_check(desk)));
        desk.findings().iter().filter(|it| it.place.source == source).map(|it| it.code.name).collect()
    }

    #[test]
    fn a_change_of_one_file_is_told_in_all_that_it_concerns() {
        let mut desk = Desk::default();
        desk.add_built_in(0, "gate", GATE);
        desk.add_built_in(0, "shipped", CALLER.replace("second: {call: gate", "second: {call: gates"));
        desk.add_built_in(0, "roles", "format: 1\nroles: {lab: {name: {en: the lab, de: das Labor}}}\n");
        let words = desk.add(1, "words", ROLES);
        let part = desk.add(1, "scope", PART);
        let caller = desk.add(1, "caller", CALLER);
        let sound = codes(&mut desk, caller);
        assert!(!sound.iter().any(|name| name.starts_with("un")), "{sound:?}");
        assert!(desk.findings().iter().all(|it| it.level() != crate::base::Level::Error), "of what is built in");

        // The exit of a part that somebody else calls.
        desk.write(part, PART.replace("exits: [one, all]", "exits: [one, every]").replace("exit: all", "exit: every"));
        let found = codes(&mut desk, caller);
        assert!(found.contains(&"unmapped-exit") && found.contains(&"unknown-exit"), "{found:?}");
        // A text that cannot be read: its last state counts.
        desk.write(part, "format: [");
        assert_eq!(codes(&mut desk, caller), found);
        desk.write(part, PART);
        assert_eq!(codes(&mut desk, caller), sound);

        // A shared word that others name; and one that is used nowhere.
        desk.write(words, ROLES.replace("desk:", "counter:"));
        assert!(codes(&mut desk, caller).contains(&"unknown-name"));
        assert!(codes(&mut desk, words).contains(&"unused-word"));
        desk.write(words, ROLES);
        assert_eq!(codes(&mut desk, caller), sound);

        // A part of the program that a file of the author's replaces, and gives back.
        let gate = desk.add(1, "gate", GATE.replace("passed", "done"));
        assert!(codes(&mut desk, caller).contains(&"unknown-exit"));
        assert!(codes(&mut desk, gate).contains(&"false-ease"), "now it is the author's");
        desk.remove(gate);
        assert_eq!(codes(&mut desk, caller), sound);
    }
}

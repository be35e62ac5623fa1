//! Which files there are: those of the editor's folders, those that are open, and what lies beneath.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use lsp_types::{InitializeParams, Uri};

use super::uri::{path_of, uri_of};
use crate::{
    base::{Diagnostic, SourceId},
    edit::Desk,
    library::Shelf,
    tree::format::VOCABULARY,
};

/// The folder of trees in a project.
const TREES: &str = "trees";
/// Folders in which nobody writes trees.
const SKIPPED: [&str; 3] = ["node_modules", "target", "venv"];
/// The most entries of folders that are looked at where trees may lie anywhere.
const MOST_ENTRIES: usize = 20_000;
/// How deep trees may lie there.
const MOST_DEPTH: usize = 12;

/// A folder that the editor opened.
#[derive(Debug)]
struct Root {
    path: PathBuf,
    /// Whether every file in it is lotse's.
    is_trees: bool,
    /// The number of the folder on the desk.
    folder: usize,
}

/// One file that can be edited.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) source: SourceId,
    pub(super) path: PathBuf,
    /// The address as the editor writes it.
    pub(super) uri: Uri,
    /// Whether the editor holds the text.
    pub(super) is_open: bool,
}

/// All files with their numbers.
#[derive(Debug, Default)]
pub(super) struct Files {
    pub(super) desk: Desk,
    sheets: BTreeMap<PathBuf, Sheet>,
    by_source: BTreeMap<SourceId, PathBuf>,
    /// The files of the binary, by number.
    pub(super) built_in: BTreeMap<SourceId, String>,
    roots: Vec<Root>,
    next_folder: usize,
    /// What cannot be read, with the reason.
    pub(super) refused: Vec<(PathBuf, Diagnostic)>,
}

impl Files {
    /// Reads what lies beneath and the editor's folders.
    pub(super) fn new(beneath: &Shelf, params: &InitializeParams) -> Self {
        let mut files = Self::default();
        for found in beneath.files() {
            let source = files.desk.add_built_in(found.folder, found.stem, found.text);
            files.built_in.insert(source, found.name.to_owned());
            files.next_folder = files.next_folder.max(found.folder + 1);
        }
        for path in opened_folders(params) {
            files.open_folder(&path);
        }
        files
    }

    /// Reads a folder of the editor.
    pub(super) fn open_folder(&mut self, path: &Path) {
        let inner = path.join(TREES);
        let is_trees = inner.is_dir() || path.file_name().is_some_and(|name| name == TREES);
        let path = if inner.is_dir() { inner } else { path.to_owned() };
        if self.roots.iter().any(|root| root.path == path) {
            return;
        }
        let folder = self.new_folder();
        self.roots.push(Root { path: path.clone(), is_trees, folder });
        if is_trees {
            self.take(&path, folder);
        } else {
            let (mut found, mut left) = (Vec::new(), MOST_ENTRIES);
            look_for_trees(&path, 0, &mut left, &mut found);
            found.iter().for_each(|path| self.take(path, folder));
        }
    }

    /// Forgets a folder that the editor closed.
    pub(super) fn close_folder(&mut self, path: &Path) {
        let inner = path.join(TREES);
        let Some(at) = self.roots.iter().position(|root| root.path == path || root.path == inner) else { return };
        let gone = self.roots.remove(at);
        let inside: Vec<PathBuf> = self
            .sheets
            .values()
            .filter(|it| !it.is_open && it.path.starts_with(&gone.path))
            .map(|it| it.path.clone())
            .collect();
        inside.iter().for_each(|path| self.forget(path));
    }

    fn new_folder(&mut self) -> usize {
        self.next_folder += 1;
        self.next_folder - 1
    }

    /// Reads a folder or a file from the disk.
    fn take(&mut self, path: &Path, folder: usize) {
        self.refused.retain(|(refused, _)| !refused.starts_with(path));
        let mut shelf = Shelf::empty();
        if shelf.add(path).is_err() {
            return;
        }
        for found in shelf.files() {
            self.put(Path::new(found.name), folder, found.text);
        }
        for (path, text) in shelf.test_texts() {
            self.put(&path, folder, &text);
        }
        let refused = shelf.refused().into_iter().map(|(name, finding)| (PathBuf::from(name), finding));
        self.refused.extend(refused.filter(|(path, _)| path.is_file()));
    }

    /// Takes the text of a file from the disk, unless the editor holds it.
    fn put(&mut self, path: &Path, folder: usize, text: &str) {
        match self.sheets.get(path) {
            Some(sheet) if sheet.is_open => {}
            Some(sheet) => self.desk.write(sheet.source, text),
            None => {
                let Some(uri) = uri_of(path) else { return };
                let source = self.desk.add(folder, &stem(path), text);
                self.by_source.insert(source, path.to_owned());
                self.sheets.insert(path.to_owned(), Sheet { source, path: path.to_owned(), uri, is_open: false });
            }
        }
    }

    /// Takes a text that the editor opened; nothing if it is none of ours.
    pub(super) fn open(&mut self, uri: &Uri, text: &str) -> Option<SourceId> {
        let path = path_of(uri)?;
        if let Some(source) = self.built_in_copy(&path) {
            return Some(source);
        }
        if !is_yaml(&path) || !(self.sheets.contains_key(&path) || self.is_expected(&path) || looks_like_ours(text)) {
            return None;
        }
        if !self.sheets.contains_key(&path) {
            let folder = match self.roots.iter().find(|root| path.starts_with(&root.path)) {
                Some(root) => root.folder,
                None => self.folder_around(&path),
            };
            self.put(&path, folder, text);
        }
        let sheet = self.sheets.get_mut(&path)?;
        (sheet.is_open, sheet.uri) = (true, uri.clone());
        let source = sheet.source;
        self.desk.write(source, text);
        Some(source)
    }

    /// Finds the folder for a file outside of all folders: the trees around it, or one of its own.
    fn folder_around(&mut self, path: &Path) -> usize {
        let trees = path.ancestors().skip(1).find(|it| it.file_name().is_some_and(|name| name == TREES));
        match trees.map(Path::to_owned) {
            Some(trees) => {
                self.open_folder(&trees);
                self.roots.last().map_or(0, |root| root.folder)
            }
            None => self.new_folder(),
        }
    }

    /// Goes back to what is on the disk.
    pub(super) fn close(&mut self, path: &Path) {
        if let Some(sheet) = self.sheets.get_mut(path) {
            sheet.is_open = false;
            self.reread(path);
        }
    }

    /// Reads a file again that changed on the disk.
    pub(super) fn reread(&mut self, path: &Path) {
        let is_known = self.sheets.contains_key(path);
        if !path.is_file() {
            if self.sheets.get(path).is_some_and(|it| !it.is_open) {
                self.forget(path);
            }
            return;
        }
        let root = self.roots.iter().find(|root| path.starts_with(&root.path));
        let folder = root.map(|root| root.folder).filter(|_| is_yaml(path) && (is_known || self.is_ours(path)));
        if let Some(folder) = folder.or(is_known.then_some(0)) {
            self.take(path, folder);
        }
    }

    fn is_ours(&self, path: &Path) -> bool {
        self.is_expected(path) || fs::read_to_string(path).is_ok_and(|text| looks_like_ours(&text))
    }

    /// Says whether a file lies where only trees lie.
    fn is_expected(&self, path: &Path) -> bool {
        self.roots.iter().any(|root| root.is_trees && path.starts_with(&root.path))
            || path.ancestors().skip(1).any(|it| it.file_name().is_some_and(|name| name == TREES))
    }

    fn forget(&mut self, path: &Path) {
        if let Some(sheet) = self.sheets.get(path) {
            self.desk.remove(sheet.source);
        }
        self.refused.retain(|(refused, _)| refused != path);
    }

    /// Finds the file of an address.
    pub(super) fn source(&self, uri: &Uri) -> Option<SourceId> {
        let path = path_of(uri)?;
        let source = self.sheets.get(&path).map(|sheet| sheet.source).or_else(|| self.built_in_copy(&path))?;
        self.desk.sheet(source).map(|_| source)
    }

    /// Finds a file that can be edited.
    pub(super) fn sheet(&self, source: SourceId) -> Option<&Sheet> {
        self.sheets.get(self.by_source.get(&source)?)
    }

    /// Lists the files that can be edited.
    pub(super) fn sheets(&self) -> impl Iterator<Item = &Sheet> {
        self.sheets.values()
    }

    /// Finds the file of the binary of which this path is a copy.
    fn built_in_copy(&self, path: &Path) -> Option<SourceId> {
        let copies = super::uri::copies()?;
        let name = path.strip_prefix(copies).ok()?.to_str()?.replace('\\', "/");
        self.built_in.iter().find(|(_, own)| **own == name).map(|(source, _)| *source)
    }

    /// Returns the address of a file; of one of the binary, that of a copy, which is written if there is none.
    pub(super) fn address(&self, source: SourceId) -> Option<Uri> {
        if let Some(sheet) = self.sheet(source) {
            return Some(sheet.uri.clone());
        }
        let copy = super::uri::copies()?.join(self.built_in.get(&source)?);
        let text = &self.desk.sheet(source)?.reading.text;
        if fs::read_to_string(&copy).is_ok_and(|kept| *kept == **text) {
            return uri_of(&copy);
        }
        fs::create_dir_all(copy.parent()?).ok()?;
        let beside = copy.with_extension(format!("{}.part", std::process::id()));
        fs::write(&beside, text.as_bytes()).ok()?;
        fs::rename(&beside, &copy).ok()?;
        uri_of(&copy)
    }
}

/// Lists the folders that an editor opened.
fn opened_folders(params: &InitializeParams) -> Vec<PathBuf> {
    if let Some(folders) = params.workspace_folders.as_ref().filter(|it| !it.is_empty()) {
        return folders.iter().filter_map(|folder| path_of(&folder.uri)).collect();
    }
    #[expect(deprecated, reason = "older editors name their folder in no other way")]
    params.root_uri.as_ref().and_then(path_of).into_iter().collect()
}

/// Recursion is bounded by the depth that is allowed.
fn look_for_trees(path: &Path, depth: usize, left: &mut usize, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(path) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|it| it.path())).take(*left).collect();
    *left -= paths.len();
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') || path.is_symlink() {
            continue;
        }
        if path.is_dir() && depth < MOST_DEPTH && !SKIPPED.contains(&&*name) {
            look_for_trees(&path, depth + 1, left, found);
        } else if is_yaml(&path) && fs::read_to_string(&path).is_ok_and(|text| looks_like_ours(&text)) {
            found.push(path);
        }
    }
}

/// Says whether a file is YAML.
fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml")
}

/// Says whether the keys at the left margin are those of a tree or of shared words.
fn looks_like_ours(text: &str) -> bool {
    let has = |key: &str| {
        text.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':')))
    };
    has("format")
        && (has("steps")
            || has("walks")
            || VOCABULARY.keys.iter().any(|key| !matches!(key.name, "format" | "lang") && has(key.name)))
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default()
}

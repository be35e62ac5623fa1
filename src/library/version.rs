//! A version of the trees: everything that stands on a shelf, named by its contents.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Shelf,
    folder::{Entry, Folder, Text},
};
use crate::base::content_hash;

/// The version of the form of a manifest.
const FORMAT: u32 = 1;

/// Everything that a case needs to go on with the trees with which it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Names it by its contents, as SHA-256 in hexadecimal digits; where the files lie does not matter.
    pub hash: String,
    /// What is called how and replaces what, as JSON; files stand in it by their hashes.
    pub manifest: String,
    /// The files: hash and text, each once.
    pub files: Vec<(String, String)>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Manifest {
    format: u32,
    files: Vec<File>,
}

#[derive(Serialize, Deserialize)]
struct File {
    folder: usize,
    area: String,
    stem: String,
    vocabulary: bool,
    hash: String,
}

impl Shelf {
    /// Returns the hash of what stands here.
    pub fn version_hash(&self) -> String {
        self.hash.get_or_init(|| content_hash(&self.manifest())).clone()
    }

    /// Returns everything that stands here.
    pub fn version(&self) -> Version {
        let manifest = self.manifest();
        let entries = self.folders.iter().flat_map(|folder| &folder.entries);
        let files: BTreeMap<String, String> =
            entries.map(|entry| (entry.text.hash(), entry.text.as_str().to_owned())).collect();
        Version { hash: content_hash(&manifest), manifest, files: files.into_iter().collect() }
    }

    /// Lays out a version that was kept; nothing if a file of it is missing or is no longer what it was.
    pub fn of_version(version: &Version) -> Option<Self> {
        let manifest: Manifest = serde_json::from_str(&version.manifest).ok()?;
        let texts: BTreeMap<&str, &str> = version.files.iter().map(|(hash, text)| (&**hash, &**text)).collect();
        if content_hash(&version.manifest) != version.hash || manifest.format != FORMAT {
            return None;
        }
        let mut folders: Vec<Folder> = Vec::new();
        for file in manifest.files {
            let text = texts.get(&*file.hash).filter(|text| content_hash(text) == file.hash)?;
            if folders.len() == file.folder {
                folders.push(Folder::default());
            }
            let folder = folders.get_mut(file.folder)?;
            let File { area, stem, vocabulary, .. } = file;
            let name = if area.is_empty() { format!("{stem}.yaml") } else { format!("{area}/{stem}.yaml") };
            let entry = Entry { name, stem, area, vocabulary, text: Text::Read((*text).to_owned()) };
            folder.entries.push(entry);
        }
        Some(Self { folders, ..Self::default() })
    }

    /// Lists every file with the folder that it replaces others from; folders without any are left out.
    fn manifest(&self) -> String {
        let folders = self.folders.iter().filter(|folder| !folder.entries.is_empty());
        let files = (0..).zip(folders).flat_map(|(folder, it)| {
            it.entries.iter().map(move |entry| File {
                folder,
                area: entry.area.clone(),
                stem: entry.stem.clone(),
                vocabulary: entry.vocabulary,
                hash: entry.text.hash(),
            })
        });
        // Texts and numbers can always be written.
        serde_json::to_string(&Manifest { format: FORMAT, files: files.collect() }).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_brings_the_same_trees_back() {
        let shelf = Shelf::built_in();
        let version = shelf.version();
        assert_eq!(version.hash, shelf.version_hash());
        assert!(version.files.iter().all(|(name, text)| *name == content_hash(text)), "hashed when it was built");
        let back = Shelf::of_version(&version).unwrap();
        assert_eq!((back.ids(), back.version_hash()), (shelf.ids(), shelf.version_hash()));
        let mut torn = version.clone();
        torn.files.pop();
        assert!(Shelf::of_version(&torn).is_none());
        let changed = Version { hash: content_hash(""), ..version };
        assert!(Shelf::of_version(&changed).is_none());
    }
}

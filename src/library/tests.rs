//! Reads the test files that stand beside trees.

use std::path::PathBuf;

use super::{Loaded, Shelf, folder::tested};
use crate::{
    base::{Diagnostic, Id, Place, Span, near},
    scenario::{self, Suite, codes},
};

/// All scenarios of some folders, as far as they could be read.
#[derive(Debug, Default)]
pub struct Tests {
    /// The suites, in the order of files.
    pub suites: Vec<Suite>,
    /// What is wrong with the files, in their order.
    pub findings: Vec<Diagnostic>,
    /// The path of each suite's file.
    pub paths: Vec<PathBuf>,
}

impl Shelf {
    /// Reads the test files of the added folders; their texts join the sources of what was loaded.
    ///
    /// Of two test files for one tree both are kept, as long as the folders differ: the later folder's trees are
    /// tested by both.
    pub fn tests(&self, loaded: &mut Loaded) -> Tests {
        let mut tests = Tests::default();
        for (number, folder) in (0..).zip(&self.folders).filter(|(_, it)| !it.is_context) {
            let read = folder.read_tests();
            for unread in read.unread {
                let source = loaded.sources.add(unread.name, "");
                loaded.folders.push(number);
                let place = Place { source, span: Span::default() };
                tests.findings.push(Diagnostic::new(unread.code, place, unread.message).help(unread.help));
            }
            for entry in read.entries {
                let source = loaded.sources.add(entry.name.clone(), entry.text.as_str());
                loaded.folders.push(number);
                let path = PathBuf::from(&entry.name);
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                let tree = tested(&name).unwrap_or_default();
                let (suite, findings) = scenario::read(source, tree, entry.text.as_str());
                tests.findings.extend(findings);
                tests.suites.extend(suite.inspect(|_| tests.paths.push(path)));
            }
        }
        tests.findings.extend(tests.suites.iter().filter_map(|suite| self.untestable(loaded, suite)));
        tests.findings.sort_by_key(|finding| finding.place);
        tests
    }

    /// Says why the scenarios of a suite cannot be run.
    fn untestable(&self, loaded: &Loaded, suite: &Suite) -> Option<Diagnostic> {
        if loaded.sealed.library().find(suite.tree.as_str()).is_some() {
            return None;
        }
        let place = suite.place(Span::default());
        let ids = self.ids();
        if ids.contains(&suite.tree) {
            if let Some(finding) = loaded.way_into_errors(&suite.tree, &codes::UNSOUND, Some(place)) {
                return Some(finding);
            }
            let message = format!("the tree `{}` has errors", suite.tree);
            return Some(
                Diagnostic::new(&codes::UNSOUND, place, message).help("`lotse check` shows them; mend them first"),
            );
        }
        let message = format!("there is no tree `{}`", suite.tree);
        let finding = Diagnostic::new(&codes::NO_TREE, place, message);
        Some(match near(suite.tree.as_str(), ids.iter().map(Id::as_str)) {
            Some(meant) => finding.help(format!("did you mean `{meant}`? Then rename the file `{meant}.test.yaml`")),
            None => finding.help("a test file is named after its tree: `TREE.test.yaml`"),
        })
    }
}

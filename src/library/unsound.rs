//! Says which trees were left out, and why.

use super::{Loaded, Shelf};
use crate::{
    base::{Code, Diagnostic, Id, Level, Place, clean_line},
    tree::codes::LEADS_INTO_FAULTY,
};

impl Loaded {
    /// Lists the trees from the folders that were added that cannot be walked, parts among them; all of them if `all`.
    pub fn unsound(&self, shelf: &Shelf, all: bool) -> Vec<Id> {
        let known = self.sealed.library();
        let here = (0..).zip(&shelf.folders).filter(|(number, _)| all || shelf.is_own(*number));
        let trees = here.flat_map(|(_, folder)| &folder.entries).filter(|entry| !entry.vocabulary);
        let mut ids: Vec<Id> =
            trees.map(|it| Id::new(&it.stem)).filter(|id| known.find(id.as_str()).is_none()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Lists the findings by which a tree cannot be walked: its own errors, or where it leads into a tree with some.
    pub fn errors_of(&self, tree: &Id) -> Vec<Diagnostic> {
        match self.way_into_errors(tree, &LEADS_INTO_FAULTY, None) {
            Some(finding) => vec![finding],
            None => self.own_errors(tree),
        }
    }

    /// Finds trees of the added folders that lead into errors of files of which nothing is told.
    pub(super) fn hidden_errors(&self, shelf: &Shelf) -> impl Iterator<Item = Diagnostic> {
        let own = self.sealed.left_out().filter(|it| self.is_own(shelf, it.source) && it.lead.is_some());
        let hidden = own.filter(|it| {
            self.sealed.way_to_errors(&it.tree).last().is_some_and(|faulty| !self.is_own(shelf, faulty.source))
        });
        hidden.filter_map(|it| self.way_into_errors(&it.tree, &LEADS_INTO_FAULTY, None))
    }

    /// Says by which way a tree leads into one with errors; nothing if it has errors itself, or none at all. The
    /// finding stands where the way begins, or elsewhere.
    pub(super) fn way_into_errors(
        &self,
        tree: &Id,
        code: &'static Code,
        elsewhere: Option<Place>,
    ) -> Option<Diagnostic> {
        let way = self.sealed.way_to_errors(tree);
        let (first, faulty) = (way.first()?.lead.as_ref()?, way.last()?);
        let message = format!("`{tree}` leads into `{}`, which has errors", faulty.tree);
        let mut finding = Diagnostic::new(code, elsewhere.unwrap_or(first.place), message);
        let leads = way.iter().filter_map(|it| it.lead.as_ref().map(|lead| (&it.tree, lead)));
        for (from, lead) in leads.skip(usize::from(elsewhere.is_none())) {
            finding = finding.at(lead.place, format!("`{from}` leads into `{}`", lead.to));
        }
        if let Some(error) = self.own_errors(&faulty.tree).first() {
            finding = finding.at(error.place, error.message.clone());
        }
        let name = self.sources.get(faulty.source).map(|source| clean_line(&source.name).into_owned());
        Some(finding.help(format!("mend `{}` first: `lotse check` shows all its errors", name.unwrap_or_default())))
    }

    /// Lists the errors in the file of a tree.
    fn own_errors(&self, tree: &Id) -> Vec<Diagnostic> {
        let is_its = |it: &&Diagnostic| {
            let name = self.sources.get(it.place.source).map(|source| source.name.as_str());
            it.level() == Level::Error && name.is_some_and(|name| is_file_of(name, tree))
        };
        self.findings.iter().filter(is_its).cloned().collect()
    }
}

/// Says whether a path is that of a tree.
fn is_file_of(path: &str, tree: &Id) -> bool {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    file.strip_suffix(".yaml").or_else(|| file.strip_suffix(".yml")) == Some(tree.as_str())
}

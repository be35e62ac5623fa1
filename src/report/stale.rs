//! Which trees somebody has to read again, and since when.

use crate::{
    base::Id,
    tree::{Date, Tree},
};

/// After how many years a tree is read again that names no day for it.
const YEARS: i32 = 1;

/// A tree that has to be read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The tree or part.
    pub tree: Id,
    /// When somebody read it aloud, if that was ever noted.
    pub reviewed: Option<Date>,
    /// From which day on it has to be read again; nothing if it was never read.
    pub due: Option<Date>,
}

impl Stale {
    /// Returns how many days a day lies behind the one on which it was due.
    pub fn overdue(&self, day: Date) -> Option<i32> {
        self.due.and_then(|due| due.until(day).ok()).map(|span| span.get_days())
    }
}

/// Lists what is due on a day: what was never read first, then what is due longest, each in the order of the ids.
///
/// A tree without `review-by` is due one year after `reviewed`.
pub fn stale<'t>(trees: impl IntoIterator<Item = &'t Tree>, day: Date) -> Vec<Stale> {
    let mut due: Vec<Stale> = trees
        .into_iter()
        .map(|tree| Stale { tree: tree.id.clone(), reviewed: tree.reviewed, due: due(tree) })
        .filter(|it| it.due.is_none_or(|due| due <= day))
        .collect();
    due.sort_by(|a, b| (a.due, &a.tree).cmp(&(b.due, &b.tree)));
    due
}

fn due(tree: &Tree) -> Option<Date> {
    let year = jiff::Span::new().years(YEARS);
    tree.review_by.or_else(|| Some(tree.reviewed?.saturating_add(year)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::SourceId, tree::File, tree::read};

    fn tree(id: &str, dates: &str) -> Tree {
        let text = format!("format: 1\ntitle: It\n{dates}start: a\nsteps: {{a: {{escalate: vendor}}}}\n");
        match read(SourceId(0), id, &text) {
            (Some(File::Tree(tree)), _) => *tree,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_due_longest_comes_first() {
        let trees = [
            tree("late", "review-by: 2026-11-23\n"),
            tree("fresh", "reviewed: 2026-11-23\nreview-by: 2027-11-23\n"),
            tree("old", "reviewed: 2025-02-28\n"),
            tree("young", "reviewed: 2025-11-24\n"),
            tree("never", ""),
        ];
        let due = stale(&trees, Date::constant(2026, 11, 23));
        let told: Vec<_> = due.iter().map(|it| (it.tree.as_str(), it.overdue(Date::constant(2026, 11, 23)))).collect();
        assert_eq!(told, [("never", None), ("old", Some(268)), ("late", Some(0))]);
    }
}

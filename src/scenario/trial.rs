//! Runs all scenarios of some suites and keeps what came out.

use super::{Judged, Suite, judge, judge_step};
use crate::{
    base::{Diagnostic, Id, Span},
    check::Sealed,
    scenario::codes::UNCONFIRMED,
    tree::TreeIx,
};

/// One scenario that was run.
#[derive(Clone, Debug)]
pub struct Tried {
    /// Which suite it belongs to.
    pub suite: usize,
    /// The tree that it tests.
    pub tree: TreeIx,
    /// Its id.
    pub id: Id,
    /// Where its id stands.
    pub span: Span,
    /// Whether an author has read it.
    pub confirmed: bool,
    /// Whether it is a whole walk; otherwise an assertion about a step.
    pub is_walk: bool,
    /// What came out.
    pub judged: Judged,
}

impl Tried {
    /// Says whether all went as expected.
    pub fn passed(&self) -> bool {
        self.judged.findings.is_empty()
    }
}

/// Runs every scenario whose tree is in the library and that is wanted, by the ids of its tree and its own.
pub fn try_all(
    library: &Sealed,
    suites: &[Suite],
    wanted: impl Fn(&Id, &Id) -> bool,
    progress: &mut dyn FnMut(usize, usize),
) -> Vec<Tried> {
    let total = suites.iter().map(|suite| suite.walks.len() + suite.steps.len()).sum();
    let mut tried = Vec::new();
    for (number, suite) in suites.iter().enumerate() {
        let Some(tree) = library.library().find(suite.tree.as_str()) else { continue };
        for walk in suite.walks.iter().filter(|walk| wanted(&suite.tree, &walk.id)) {
            let judged = judge(library, tree, suite, walk);
            let (id, span, confirmed) = (walk.id.clone(), walk.span, walk.opening.confirmed);
            tried.push(Tried { suite: number, tree, id, span, confirmed, is_walk: true, judged });
            progress(tried.len(), total);
        }
        for step in suite.steps.iter().filter(|step| wanted(&suite.tree, &step.id)) {
            let judged = judge_step(library, tree, suite, step);
            let (id, span, confirmed) = (step.id.clone(), step.span, step.opening.confirmed);
            tried.push(Tried { suite: number, tree, id, span, confirmed, is_walk: false, judged });
            progress(tried.len(), total);
        }
    }
    tried
}

/// Says of each suite how many of its scenarios nobody has read yet, at the first of them.
pub fn unconfirmed(suites: &[Suite], tried: &[Tried]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (number, suite) in suites.iter().enumerate() {
        let mut unread = tried.iter().filter(|tried| tried.suite == number && !tried.confirmed);
        let Some(first) = unread.next() else { continue };
        let count = 1 + unread.count();
        let words = if count == 1 { "1 scenario is".to_owned() } else { format!("{count} scenarios are") };
        let finding = Diagnostic::new(&UNCONFIRMED, suite.place(first.span), format!("{words} not confirmed"));
        found.push(finding.help("read each; if it is right, delete its line `confirmed: false`"));
    }
    found
}

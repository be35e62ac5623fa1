//! What a rule is, and where it puts its findings.

use std::cell::Cell;

use super::{context::Context, survey::Survey};
use crate::{
    base::{Code, Diagnostic, Level, Place, near},
    tree::{Step, StepIx},
};

/// One thing that is proven or advised; each lives in a file of its own, whose first comment is its page.
pub(super) struct Rule {
    /// The number, such as `E101`; its first letter is the level.
    pub(super) code: &'static str,
    /// The fault in kebab case, as the file is called.
    pub(super) name: &'static str,
    /// How grave every finding is.
    pub(super) level: Level,
    /// Looks for the fault.
    pub(super) run: Run,
}

/// What a rule looks at. The loops are the driver's.
pub(super) enum Run {
    /// The whole library with its vocabulary, once.
    Library(fn(&Survey<'_>, &mut Found)),
    /// The library once, then each tree.
    Both(fn(&Survey<'_>, &mut Found), fn(&Context<'_>, &mut Found)),
    /// One tree.
    Tree(fn(&Context<'_>, &mut Found)),
    /// One step of a tree.
    Step(fn(&Context<'_>, StepIx, &Step, &mut Found)),
}

impl Rule {
    /// Adds the page; together they are the code that findings carry.
    pub(super) const fn explained(&self, page: &'static str) -> Code {
        Code { id: self.code, name: self.name, level: self.level, page }
    }
}

/// How many expensive helps one rule gives for one tree.
const MOST_HELPS: u32 = 100;

/// The findings of one run; the driver sets the code before a rule runs.
pub(super) struct Found {
    code: &'static Code,
    helps_left: Cell<u32>,
    list: Vec<Diagnostic>,
}

impl Found {
    /// Begins a list for findings of `code`.
    pub(super) fn new(code: &'static Code) -> Self {
        Self { code, helps_left: Cell::new(MOST_HELPS), list: Vec::new() }
    }

    /// Lets what follows carry this code.
    pub(super) fn under(&mut self, code: &'static Code) -> &mut Self {
        self.code = code;
        self.helps_left.set(MOST_HELPS);
        self
    }

    /// Says whether the rule may once more do for one finding what takes as long as the whole tree is large:
    /// compare a name with all others, or find a run. So a tree of ever so many faults is still checked quickly.
    pub(super) fn affords(&self) -> bool {
        let left = self.helps_left.get();
        self.helps_left.set(left.saturating_sub(1));
        0 < left
    }

    /// Finds the candidate that was probably meant.
    pub(super) fn near<'c>(&self, name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
        if self.affords() { near(name, candidates) } else { None }
    }

    /// Makes a finding of the running rule, to be dressed and pushed.
    pub(super) fn at(&self, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code, place, message)
    }

    /// Takes a finding.
    pub(super) fn push(&mut self, finding: Diagnostic) {
        self.list.push(finding);
    }

    /// Returns all findings in file order.
    pub(super) fn sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by(|a, b| (a.place, a.code.id, &a.message).cmp(&(b.place, b.code.id, &b.message)));
        self.list
    }
}

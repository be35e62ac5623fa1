//! What a rule is, and where it puts its findings.

use std::cell::Cell;

use super::{
    context::Context,
    prose::{Class, Prose, Speech},
    survey::Survey,
};
use crate::{
    base::{Code, Diagnostic, Level, Place, near},
    tree::{Exception, Library, Step, StepIx},
};

/// One thing that is proven or advised; each lives in a file of its own, whose first comment is its page.
pub(super) struct Rule {
    /// The number, such as `E101`; its first letter is the level.
    pub(super) code: &'static str,
    /// The fault in kebab case, as the file is called.
    pub(super) name: &'static str,
    /// How grave every finding is.
    pub(super) level: Level,
    /// Looks for the fault, in one or several ways.
    pub(super) run: &'static [Run],
}

/// What a rule looks at. The loops are the driver's.
pub(super) enum Run {
    /// The whole library with its vocabulary, once.
    Library(fn(&Survey<'_>, &mut Found)),
    /// One tree.
    Tree(fn(&Context<'_>, &mut Found)),
    /// One step of a tree.
    Step(fn(&Context<'_>, StepIx, &Step, &mut Found)),
    /// One text, of a tree or of the vocabulary, in the languages that have rules.
    Text(fn(&Speech<'_, '_>, &mut Found)),
    /// One such text in one language, if some word of the author, or the text, is known for this.
    Words(Class, fn(&Speech<'_, '_>, &Prose<'_>, &mut Found)),
    /// An exception that covered nothing, after all else.
    Useless(fn(&Exception, &mut Found)),
}

impl Rule {
    /// Adds the page; together they are the code that findings carry.
    pub(super) const fn explained(&self, page: &'static str) -> Code {
        Code { id: self.code, name: self.name, level: self.level, page }
    }
}

/// Says whether an author may make an exception. What proves a tree sound, E1.., holds always: without it a person
/// could get stuck.
pub fn may_be_excepted(code: &Code) -> bool {
    !code.id.starts_with("E1")
}

/// The code of a finding while no rule runs; the driver never lets that happen.
static NOBODY: Code = Code { id: "", name: "", level: Level::Hint, page: "" };

/// How many expensive helps one rule gives for one tree.
const MOST_HELPS: u32 = 100;

/// The findings of one run; the driver says whose they are before a rule runs.
pub(super) struct Found {
    rules: Vec<(&'static Code, Cell<u32>)>,
    running: usize,
    list: Vec<Diagnostic>,
}

impl Found {
    /// Begins a list for the findings of these rules.
    pub(super) fn new(codes: impl Iterator<Item = &'static Code>) -> Self {
        Self { rules: codes.map(|code| (code, Cell::new(MOST_HELPS))).collect(), running: 0, list: Vec::new() }
    }

    /// Begins with another tree.
    pub(super) fn next_tree(&mut self) {
        self.rules.iter().for_each(|(_, helps_left)| helps_left.set(MOST_HELPS));
    }

    /// Lets what follows be the findings of the rule at this position.
    pub(super) fn of(&mut self, rule: usize) -> &mut Self {
        self.running = rule;
        self
    }

    /// Says whether the rule may once more do for one finding what takes as long as the whole tree is large:
    /// compare a name with all others, or find a run. So a tree of ever so many faults is still checked quickly.
    pub(super) fn affords(&self) -> bool {
        let Some((_, helps_left)) = self.rules.get(self.running) else { return false };
        let left = helps_left.get();
        helps_left.set(left.saturating_sub(1));
        0 < left
    }

    /// Finds the candidate that was probably meant.
    pub(super) fn near<'c>(&self, name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
        if self.affords() { near(name, candidates) } else { None }
    }

    /// The code of the running rule; the driver begins with the first.
    fn code(&self) -> &'static Code {
        self.rules.get(self.running).map_or(&NOBODY, |(code, _)| code)
    }

    /// Makes a finding of the running rule, to be dressed and pushed.
    pub(super) fn at(&self, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code(), place, message)
    }

    /// Takes a finding.
    pub(super) fn push(&mut self, finding: Diagnostic) {
        self.list.push(finding);
    }

    /// Takes out the findings that authors made exceptions from; returns the exceptions that covered nothing although
    /// their rule was run.
    pub(super) fn except<'l>(&mut self, library: &'l Library) -> Vec<&'l Exception> {
        let mut exceptions: Vec<(&Exception, bool)> = library.exceptions().map(|it| (it, false)).collect();
        if exceptions.is_empty() {
            return Vec::new();
        }
        self.list.retain(|finding| {
            let mut is_kept = true;
            let covering = exceptions.iter_mut().filter(|(it, _)| it.covers(finding.code, finding.place));
            for (_, used) in covering.filter(|_| may_be_excepted(finding.code)) {
                (is_kept, *used) = (false, true);
            }
            is_kept
        });
        let has_run = |it: &Exception| {
            self.rules.iter().any(|(code, _)| may_be_excepted(code) && (it.rule == code.name || it.rule == code.id))
        };
        exceptions.into_iter().filter(|(it, used)| !used && has_run(it)).map(|(it, _)| it).collect()
    }

    /// Returns all findings in file order.
    pub(super) fn sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by(|a, b| (a.place, a.code.id, &a.message).cmp(&(b.place, b.code.id, &b.message)));
        self.list
    }
}

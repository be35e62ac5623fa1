//! Replays recorded cases against both libraries, and finds those that would now end elsewhere.

use super::{
    ChangeReport, Place, Sides,
    place::{Mapping, settle},
};
use crate::{
    case::{
        Number,
        record::{Lost, Problem, RecordedCase, Records, Resolver},
    },
    engine::{Passed, Session, is_begun},
};

/// How often progress is told, in cases.
const PACE: usize = 1_000;

/// What would become of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It ended, and the same answers now end elsewhere.
    EndsElsewhere,
    /// It ended, and now more is asked first.
    AskedMore,
    /// It was left before its end, and would now stand elsewhere.
    StandsElsewhere,
    /// The tree in which it began is gone.
    NoTree,
    /// It leads where it led, but answers a step under an id that is gone: going on, it is asked that again.
    OldNames,
}

/// A recorded case that is not what it was.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseChange {
    /// Its number.
    pub number: Number,
    /// The line of the record with which it begins.
    pub line: usize,
    /// What would become of it.
    pub fate: Fate,
    /// Where it led, by the positions of the old sealed library.
    pub before: Place,
    /// Where it would lead, by the positions of the new one; nothing if its tree is gone.
    pub now: Option<Place>,
    /// How many of its answers would still be used.
    pub kept: usize,
    /// How many would not.
    pub dropped: usize,
    /// What the new library does not have of it.
    pub lost: Vec<Lost>,
}

/// What would become of all recorded cases.
#[derive(Clone, Debug, Default)]
pub struct CaseReport {
    /// How many cases there are.
    pub total: usize,
    /// How many of them could not be replayed before either.
    pub unknown: usize,
    /// Those that are not what they were, in the order of the record.
    pub changes: Vec<CaseChange>,
    /// What is wrong with the record, in the order of lines.
    pub problems: Vec<Problem>,
    /// The number of the last line, if it was torn off.
    pub torn: Option<usize>,
}

impl CaseReport {
    /// Counts the cases with one fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.changes.iter().filter(|change| change.fate == fate).count()
    }
}

/// Replays all cases of a record. `progress` is told how many of how many are done.
pub fn compare_cases(
    sides: Sides<'_>,
    report: &ChangeReport,
    records: &Records<'_>,
    progress: &mut dyn FnMut(usize, usize),
) -> CaseReport {
    let (old, new) = (sides.old.sealed, sides.new.sealed);
    let read = (sides.old.read, sides.new.read);
    let mut replayer = Replayer {
        sides,
        mapping: Mapping::new(&report.matching, read, (old.library(), new.library())),
        before: Resolver::new(old.library()),
        now: Resolver::with_renames(new.library(), &report.renames),
        by_id: Resolver::new(new.library()),
    };
    let cases = records.cases();
    let mut found = CaseReport {
        total: cases.len(),
        problems: records.problems().to_vec(),
        torn: records.torn(),
        ..CaseReport::default()
    };
    for (done, case) in cases.iter().enumerate() {
        if done % PACE == 0 {
            progress(done, cases.len());
        }
        replayer.replay(case, &mut found);
    }
    progress(cases.len(), cases.len());
    found.problems.sort_unstable();
    found
}

struct Replayer<'s> {
    sides: Sides<'s>,
    mapping: Mapping<'s>,
    before: Resolver<'s>,
    now: Resolver<'s>,
    /// Without the new names, as a case would go on.
    by_id: Resolver<'s>,
}

impl Replayer<'_> {
    fn replay(&mut self, case: &RecordedCase<'_>, found: &mut CaseReport) {
        let recorded = case.read();
        found.problems.extend(recorded.problems().iter().cloned());
        let before = self.before.replay(&recorded);
        if !is_begun(&before.turns) {
            found.unknown += 1;
            return;
        }
        let now = self.now.replay(&recorded);
        let mut old = Session::replay(self.sides.old.sealed, before.turns);
        let led = settle(&mut old);
        let change = |fate, now, kept, lost| CaseChange {
            number: case.number().clone(),
            line: case.line(),
            fate,
            before: led.clone(),
            now,
            kept,
            dropped: answers(&old).saturating_sub(kept),
            lost,
        };
        if !is_begun(&now.turns) {
            found.changes.push(change(Fate::NoTree, None, 0, now.lost));
            return;
        }
        let mut new = Session::replay(self.sides.new.sealed, now.turns);
        let leads = settle(&mut new);
        if self.mapping.is_same(&led, &leads) {
            if now.renamed {
                let by_id = self.by_id.replay(&recorded);
                let kept = if is_begun(&by_id.turns) {
                    self.kept(&old, &Session::replay(self.sides.new.sealed, by_id.turns))
                } else {
                    0
                };
                found.changes.push(change(Fate::OldNames, Some(leads), kept, by_id.lost));
            }
            return;
        }
        let fate = match (led.end.is_some(), leads.end.is_some()) {
            (true, true) => Fate::EndsElsewhere,
            (true, false) => Fate::AskedMore,
            (false, _) => Fate::StandsElsewhere,
        };
        let kept = self.kept(&old, &new);
        let is_new = |lost: &Lost| !before.lost.contains(lost);
        found.changes.push(change(fate, Some(leads), kept, now.lost.into_iter().filter(is_new).collect()));
    }

    /// Counts the answers on the path before that are on the path now.
    fn kept(&self, old: &Session<'_>, new: &Session<'_>) -> usize {
        let is_kept = |entry: &&crate::engine::Entry| {
            matches!(entry.passed, Passed::Replied(_))
                && self.mapping.key(&entry.key).is_some_and(|key| {
                    let now = new.state().trail().iter();
                    now.into_iter().any(|it| it.key == key && matches!(it.passed, Passed::Replied(_)))
                })
        };
        old.state().trail().iter().filter(is_kept).count()
    }
}

fn answers(session: &Session<'_>) -> usize {
    session.state().trail().iter().filter(|entry| matches!(entry.passed, Passed::Replied(_))).count()
}

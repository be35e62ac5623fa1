//! Replays the cases of a store against other trees, each from the version with which it goes on.

use super::{Casebook, Origin, Whole};
use crate::{
    case::{Number, record::Records},
    diff::{CaseReport, Sides, compare_cases},
    report::changes::{self, CaseLine},
    store::{CaseRow, Failed},
    words::Words,
};

/// How many cases are read at once.
const PORTION: usize = 500;

/// What would become of the cases.
#[derive(Debug, Default)]
pub struct Replayed {
    /// All of them together.
    pub report: CaseReport,
    /// Those that are not what they were, in words.
    pub lines: Vec<CaseLine>,
    /// Those whose own trees are missing from the store.
    pub without_trees: Vec<Number>,
}

impl Casebook {
    /// Replays cases against a version. `progress` is told how many of how many are done.
    pub fn replay(
        &mut self,
        cases: &[CaseRow],
        new: &Whole,
        words: &Words,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Replayed, Failed> {
        let mut found = Replayed::default();
        let mut versions: Vec<&str> = cases.iter().map(|case| case.head.version.as_str()).collect();
        versions.sort_unstable();
        versions.dedup();
        let mut done = 0;
        for version in versions {
            let of_version: Vec<&CaseRow> = cases.iter().filter(|case| case.head.version == version).collect();
            if version == new.hash() {
                found.report.total += of_version.len();
            } else {
                let origin = self.origin(version, new)?;
                for portion in of_version.chunks(PORTION) {
                    progress(done, cases.len());
                    self.replay_portion(portion, &origin, new, words, &mut found)?;
                    done += portion.len();
                }
            }
        }
        progress(cases.len(), cases.len());
        Ok(found)
    }

    fn replay_portion(
        &mut self,
        cases: &[&CaseRow],
        origin: &Origin,
        new: &Whole,
        words: &Words,
        found: &mut Replayed,
    ) -> Result<(), Failed> {
        found.report.total += cases.len();
        let Some((old, report)) = &origin.known else {
            found.without_trees.extend(cases.iter().map(|case| case.number.clone()));
            return Ok(());
        };
        let mut text = String::new();
        for case in cases {
            for row in self.store().turns(&case.number, 0)? {
                text.push_str(&row.entry.line(&case.number, row.turn, true));
            }
        }
        let sides = Sides { old: old.side(), new: new.side() };
        let mut part = compare_cases(sides, report, &Records::read(text.as_bytes()), &mut |_, _| {});
        for change in &mut part.changes {
            // Lines count in files; these cases stand in a store.
            change.line = 0;
        }
        found.lines.extend(changes::case_lines(sides, report, &part, words));
        found.report.unknown += part.unknown;
        found.report.changes.append(&mut part.changes);
        found.report.problems.append(&mut part.problems);
        Ok(())
    }
}

//! Runs the scenarios of the old library against both, and finds those that would now go elsewhere.

use super::{ChangeReport, Sides, place::Mapping};
use crate::{
    base::Id,
    scenario::{End, Judged, Passed, Suite, judge, judge_step},
    tree::{StepIx, TreeIx},
};

/// A scenario that was as expected and is not any more.
#[derive(Clone, Debug)]
pub struct ScenarioChange {
    /// The tree that it tests, as it was called.
    pub tree: Id,
    /// Its id.
    pub id: Id,
    /// The last answer, or known fact, that both walks have in common.
    pub after: Option<Passed>,
    /// Whether it only names a step that is called otherwise now.
    pub is_old_name: bool,
    /// Where it ended, by the positions of the old sealed library.
    pub before: (End, TreeIx, StepIx),
    /// Where it would end, by the positions of the new one; nothing if its tree is gone.
    pub now: Option<(End, TreeIx, StepIx)>,
    /// What the runner says of it now.
    pub message: Option<String>,
}

/// What would become of all scenarios.
#[derive(Clone, Debug, Default)]
pub struct ScenarioReport {
    /// How many were as expected before.
    pub total: usize,
    /// Those that are not any more, in the order of files.
    pub changes: Vec<ScenarioChange>,
}

/// Runs all scenarios of the trees that count against both libraries.
pub fn compare_scenarios(sides: Sides<'_>, report: &ChangeReport, suites: &[Suite]) -> ScenarioReport {
    let (old, new) = (sides.old.sealed, sides.new.sealed);
    let read = (sides.old.read, sides.new.read);
    let mapping = Mapping::new(&report.matching, read, (old.library(), new.library()));
    let mut found = ScenarioReport::default();
    for suite in suites.iter().filter(|suite| sides.old.own.contains(&suite.tree)) {
        let Some(tree) = old.library().find(suite.tree.as_str()) else { continue };
        let name = report.renames.trees.get(&suite.tree).unwrap_or(&suite.tree);
        let now = new.library().find(name.as_str()).filter(|_| sides.new.own.contains(name));
        let mut compare = |id: &Id, before: Judged, after: Option<Judged>| {
            if before.findings.is_empty() {
                found.total += 1;
                found.changes.extend(changed(&mapping, (&suite.tree, id), before, after));
            }
        };
        for walk in &suite.walks {
            let after = now.map(|now| judge(new, now, suite, walk));
            compare(&walk.id, judge(old, tree, suite, walk), after);
        }
        for step in &suite.steps {
            let after = now.map(|now| judge_step(new, now, suite, step));
            compare(&step.id, judge_step(old, tree, suite, step), after);
        }
    }
    found
}

/// Compares two runs of one scenario.
fn changed(mapping: &Mapping<'_>, name: (&Id, &Id), before: Judged, now: Option<Judged>) -> Option<ScenarioChange> {
    let (tree, id) = (name.0.clone(), name.1.clone());
    let old = before.run;
    let was = (old.end.clone(), old.tree, old.step);
    let Some(now) = now else {
        return Some(ScenarioChange {
            tree,
            id,
            after: None,
            is_old_name: false,
            before: was,
            now: None,
            message: None,
        });
    };
    let new = &now.run;
    let ends_there = mapping.now(old.tree, old.step) == Some((new.tree, new.step)) && old.end == new.end;
    if now.findings.is_empty() && ends_there {
        return None;
    }
    let is_same = |a: &Passed, b: &Passed| mapping.now(a.tree, a.step) == Some((b.tree, b.step)) && a.reply == b.reply;
    let common = old.trail.iter().zip(&new.trail).take_while(|(a, b)| is_same(a, b)).count();
    let after = common.checked_sub(1).and_then(|last| old.trail.get(last)).cloned();
    // The scenario answers a step under its old name, and so nothing answers it under the new one.
    let is_old_name = matches!(new.end, End::Stopped(_))
        && old.trail.get(common).is_some_and(|next| mapping.now(next.tree, next.step) == Some((new.tree, new.step)))
        && old.trail.get(common).is_some_and(|next| matches!(&new.end, End::Stopped(name) if *name != next.name));
    let message = now.findings.first().map(|finding| finding.message.clone());
    let is = (now.run.end, now.run.tree, now.run.step);
    Some(ScenarioChange { tree, id, after, is_old_name, before: was, now: Some(is), message })
}

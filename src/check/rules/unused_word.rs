//! Something is declared and nothing uses it.
//!
//! A fact that nobody asks for, reads or collects; a warning that no step shows; a check or a role that no step names; a
//! fact of one tree that is remembered and then of no use. Use it, or delete it: whoever reads the file looks for it.
//! Shared words are looked at only when all trees could be read.
//!
//! ```yaml
//! format: 1
//! title: Door
//! facts:
//!   door: {name: door number}
//! start: desk
//! steps:
//!   desk:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Door
//! facts:
//!   door: {name: door number, ask: Which door is it?}
//! start: desk
//! steps:
//!   desk:
//!     escalate: technician
//!     collect: [door]
//! ```

use rustc_hash::FxHashSet;

use crate::{
    base::{Id, Level, Place},
    check::{
        path::index,
        rule::{Found, Rule, Run},
        survey::Survey,
    },
    tree::{CheckIx, Ending, Fact, FactIx, FactKind, Kind, RoleIx, Step, TreeIx, WarningIx},
};

pub(super) const RULE: Rule = Rule { code: "H222", name: "unused-word", level: Level::Hint, run: &[Run::Library(run)] };

/// All that steps name.
#[derive(Default)]
struct Used {
    /// Facts that a question remembers.
    asked: FxHashSet<FactIx>,
    /// Facts that a route reads or a hand-over collects.
    read: FxHashSet<FactIx>,
    /// Facts that more than one question remembers: asked once, known at the other.
    shared: FxHashSet<FactIx>,
    warnings: FxHashSet<WarningIx>,
    checks: FxHashSet<CheckIx>,
    roles: FxHashSet<RoleIx>,
}

impl Used {
    fn add(&mut self, step: &Step) {
        self.warnings.extend(step.warn.iter().filter_map(|link| link.to));
        if let Some(question) = step.question() {
            if let Some(fact) = question.fact.as_ref().and_then(|link| link.to)
                && !self.asked.insert(fact)
            {
                self.shared.insert(fact);
            }
            self.checks.extend(question.check.as_ref().and_then(|link| link.to));
        }
        match &step.kind {
            Kind::Instruction(it) => self.checks.extend(it.check.as_ref().and_then(|link| link.to)),
            Kind::Route(route) => {
                for when in route.arms.iter().filter_map(|arm| arm.when.as_ref()) {
                    when.for_each_fact(&mut |fact, _| self.read.extend(fact.to));
                }
            }
            Kind::Ending(Ending::Escalate { role, collect, .. }) => {
                self.roles.extend(role.to);
                self.read.extend(collect.iter().filter_map(|link| link.to));
            }
            _ => {}
        }
    }
}

fn run(survey: &Survey<'_>, found: &mut Found) {
    let library = survey.library;
    let words = library.vocabulary();
    let has_own = library.trees().any(|(_, tree)| !tree.facts.is_empty());
    let is_whole = library.is_whole();
    let has_shared = 1 < words.facts.len() || !words.warnings.is_empty() || !words.checks.is_empty();
    if !has_own && !(is_whole && (has_shared || !words.roles.is_empty())) {
        return;
    }
    let mut used = Used::default();
    let asks = has_own || 1 < words.facts.len() || !words.checks.is_empty();
    for (ix, tree) in library.trees() {
        if asks {
            tree.steps().for_each(|(_, step)| used.add(step));
        } else if let Some(analysis) = survey.analysis(ix) {
            // Warnings and roles stand in few steps, which are known.
            let few = analysis.flow.guarding.iter().chain(&analysis.flow.endings);
            few.filter_map(|&at| tree.step(index(at))).for_each(|step| used.add(step));
        }
    }
    if let Some(human) = &words.human {
        used.roles.extend(human.role.to);
        used.read.extend(human.collect.iter().filter_map(|link| link.to));
    }
    for (ix, tree) in library.trees().filter(|(_, tree)| tree.unread.is_empty()) {
        let given = tree.facts.iter().filter(|(id, fact)| is_given(id, fact));
        given.for_each(|(id, fact)| own_fact(survey, &used, (ix, id), fact.place, found));
    }
    if !is_whole {
        return;
    }
    let mut report = |kind: &str, id: &Id, place: Place, is_used: bool| {
        if !is_used {
            found.push(found.at(place, format!("no tree uses the {kind} `{id}`")).help("use it, or delete it"));
        }
    };
    for (position, (id, fact)) in words.facts.iter().enumerate().filter(|(_, (id, it))| is_given(id, it)) {
        let ix = FactIx::from_index(position);
        report("fact", id, fact.place, used.asked.contains(&ix) || used.read.contains(&ix));
    }
    for (position, (id, warning)) in words.warnings.iter().enumerate() {
        report("warning", id, warning.place, used.warnings.contains(&WarningIx::from_index(position)));
    }
    for (position, (id, check)) in words.checks.iter().enumerate() {
        report("check", id, check.place, used.checks.contains(&CheckIx::from_index(position)));
    }
    for (position, (id, role)) in words.roles.iter().enumerate() {
        report("role", id, role.place, used.roles.contains(&RoleIx::from_index(position)));
    }
}

/// Says whether somebody must give the fact; what is built in or derived is there anyway.
fn is_given(id: &Id, fact: &Fact) -> bool {
    id.as_str() != "voice" && matches!(fact.kind, FactKind::Given { .. })
}

fn own_fact(survey: &Survey<'_>, used: &Used, (tree, id): (TreeIx, &Id), place: Place, found: &mut Found) {
    let Some(fact) = survey.library.find_fact(Some(tree), id.as_str()) else { return };
    if used.read.contains(&fact) || used.shared.contains(&fact) {
        return;
    }
    let (message, help) = if used.asked.contains(&fact) {
        (format!("`{id}` is remembered, but nothing reads it"), "read it in a route or a `collect`, or delete `fact`")
    } else {
        (format!("nothing uses the fact `{id}`"), "use it, or delete it")
    };
    found.push(found.at(place, message).help(help));
}

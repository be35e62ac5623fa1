//! Proves trees sound and helps to write them; what it seals cannot get stuck.

mod arrays;
mod circles;
mod conditions;
mod context;
mod coverage;
mod explain;
mod facts;
mod flow;
mod guards;
mod labels;
mod left_out;
mod measure;
mod path;
mod prose;
mod ranges;
mod rule;
mod rules;
mod secrets;
mod survey;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    base::{Code, Diagnostic, Id, Level},
    tree::{Library, Tree, TreeIx},
};
use context::Context;
use prose::Texts;
use rule::{Found, Run};
use survey::Survey;

pub use explain::{Explained, codes, explain, explain_among};
pub use left_out::{Lead, LeftOut};
pub use measure::{Longest, measure};
pub use rule::may_be_excepted;

/// A library in which every tree has been proven: the only thing that the engine accepts.
#[derive(Clone, Debug)]
pub struct Sealed {
    library: Library,
    left_out: BTreeMap<Id, LeftOut>,
}

impl Sealed {
    /// Returns the proven library.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Lists the trees that were left out because of errors, by their ids.
    pub fn left_out(&self) -> impl Iterator<Item = &LeftOut> {
        self.left_out.values()
    }

    /// Returns the way of a tree that was left out: itself first, the one that has the errors last. Nothing if the
    /// tree is sound, or was not there.
    pub fn way_to_errors(&self, tree: &Id) -> Vec<&LeftOut> {
        let next = |it: &&LeftOut| it.lead.as_ref().and_then(|lead| self.left_out.get(&lead.to));
        std::iter::successors(self.left_out.get(tree), next).collect()
    }

    /// Takes the library out, to change it; it must be proven anew then.
    pub fn into_library(self) -> Library {
        self.library
    }
}

/// Runs every rule over every tree; findings come in file order.
pub fn check(library: &Library) -> Vec<Diagnostic> {
    follow_rules(&Survey::new(library), |_| true, |_| true, &mut |_, _| {})
}

/// Runs every rule over the shared words and some trees, with all that is known of the others: finds what [`check()`]
/// finds there, without most of the time that the others take.
pub fn check_some(library: &Library, wanted: impl Fn(&Tree) -> bool) -> Vec<Diagnostic> {
    let others: BTreeSet<_> = library.trees().filter(|(_, it)| !wanted(it)).map(|(_, it)| it.source).collect();
    let mut findings =
        follow_rules(&Survey::new(library), |_| true, |tree| !others.contains(&tree.source), &mut |_, _| {});
    // What is found while looking at the whole library may lie in the others as well.
    findings.retain(|finding| !others.contains(&finding.place.source));
    findings
}

/// What is proven of a library.
#[derive(Debug)]
pub struct Proof {
    /// The findings, in file order.
    pub findings: Vec<Diagnostic>,
    /// The longest run of each tree and part, in the order of the library.
    pub longest: Vec<(TreeIx, Longest)>,
}

/// Runs the rules whose codes are wanted, and measures the longest run of each tree.
pub fn prove(library: &Library, wanted: impl Fn(&Code) -> bool) -> Proof {
    let survey = Survey::new(library);
    let findings = follow_rules(&survey, wanted, |_| true, &mut |_, _| {});
    Proof { findings, longest: measure::measure_surveyed(&survey) }
}

fn follow_rules(
    survey: &Survey<'_>,
    wanted: impl Fn(&Code) -> bool,
    in_tree: impl Fn(&Tree) -> bool,
    tell: &mut dyn FnMut(usize, usize),
) -> Vec<Diagnostic> {
    let rules: Vec<_> = rules::RULES.iter().filter(|(_, code)| wanted(code)).collect();
    let mut found = Found::new(rules.iter().map(|(_, code)| code));
    let runs = || rules.iter().enumerate().flat_map(|(at, (rule, _))| rule.run.iter().map(move |run| (at, run)));
    for (rule, run) in runs() {
        if let Run::Library(run) = run {
            run(survey, found.of(rule));
        }
    }
    let of_steps: Vec<_> =
        runs().filter_map(|(rule, run)| if let Run::Step(run) = run { Some((rule, run)) } else { None }).collect();
    let mut texts = Texts::new(survey.library, runs());
    texts.follow_shared(&mut found);
    let all = survey.library.trees().count();
    for (ix, tree) in survey.library.trees().filter(|(_, tree)| in_tree(tree)) {
        tell(ix.index(), all);
        let Some(analysis) = survey.analysis(ix) else { continue };
        let context = Context::new(survey, ix, tree, analysis);
        found.next_tree();
        for (rule, run) in runs() {
            if let Run::Tree(run) = run {
                run(&context, found.of(rule));
            }
        }
        texts.follow_tree(tree, &mut found);
        // Each step is looked at by all rules while it is at hand: large trees do not fit into the cache.
        let steps = if of_steps.is_empty() && texts.is_unread() { None } else { Some(tree.steps()) };
        for (at, step) in steps.into_iter().flatten() {
            for (rule, run) in &of_steps {
                run(&context, at, step, found.of(*rule));
            }
            texts.follow_step(tree, step, &mut found);
        }
    }
    let useless = found.except(survey.library);
    for (rule, run) in runs() {
        if let Run::Useless(run) = run {
            useless.iter().for_each(|exception| run(exception, found.of(rule)));
        }
    }
    found.sorted()
}

/// Checks the library and keeps what is sound.
///
/// A tree with an error, found now or while `reading`, is taken out, and with it every tree that calls it or
/// continues in it. A continuation in a tree that exists but was not read is kept. Returns all findings of the
/// rules.
pub fn seal(library: Library, reading: &[Diagnostic]) -> (Sealed, Vec<Diagnostic>) {
    seal_telling(library, reading, &mut |_, _| {})
}

/// The same, and tells how many trees of how many the rules have been followed in.
pub fn seal_telling(
    library: Library,
    reading: &[Diagnostic],
    tell: &mut dyn FnMut(usize, usize),
) -> (Sealed, Vec<Diagnostic>) {
    seal_by(library, reading, |_| true, tell)
}

/// The same without advice, for those who walk and do not write: only the rules that report errors.
pub fn seal_to_walk(library: Library, reading: &[Diagnostic]) -> (Sealed, Vec<Diagnostic>) {
    seal_by(library, reading, |code| code.level == Level::Error, &mut |_, _| {})
}

/// The same with all that is said of what leads where, for those who change that.
pub fn seal_to_change(library: Library, reading: &[Diagnostic]) -> (Sealed, Vec<Diagnostic>) {
    seal_by(library, reading, |code| code.level == Level::Error || is_on_ways(code), &mut |_, _| {})
}

/// Says whether a rule is about what leads where: the proof, below 200.
fn is_on_ways(code: &Code) -> bool {
    code.id.get(1..).is_some_and(|number| number < "200")
}

fn seal_by(
    library: Library,
    reading: &[Diagnostic],
    wanted: impl Fn(&Code) -> bool,
    tell: &mut dyn FnMut(usize, usize),
) -> (Sealed, Vec<Diagnostic>) {
    let findings = follow_rules(&Survey::new(&library), wanted, |_| true, tell);
    let sealed = without_faulty(library, reading.iter().chain(&findings));
    (sealed, findings)
}

/// Keeps what is sound by the findings of [`check`] in a library that held the same files or more.
pub fn seal_checked(library: Library, findings: &[Diagnostic]) -> Sealed {
    without_faulty(library, findings.iter())
}

fn without_faulty<'f>(library: Library, findings: impl Iterator<Item = &'f Diagnostic>) -> Sealed {
    let faulty: BTreeSet<_> = findings.filter(|it| it.level() == Level::Error).map(|it| it.place.source).collect();
    let left_out = left_out::left_out(&library, &faulty);
    let library = library.without(&left_out.keys().copied().collect());
    Sealed { library, left_out: left_out.into_values().map(|it| (it.tree.clone(), it)).collect() }
}

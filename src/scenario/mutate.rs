//! Redirects the ways of trees, one at a time, and looks whether a scenario notices.

mod targets;

use rustc_hash::FxHashMap;

use super::{Suite, Tried, coverage::way_name, judge, judge_step, search::parts_first};
use crate::{
    base::{Code, Diagnostic, Id, Level},
    check::{Sealed, seal_to_change, seal_to_walk},
    engine::Way,
    scenario::codes::SURVIVOR,
    tree::{After, EdgeRole, Kind, Library, Link, Step, StepIx, Tree, TreeIx},
};
use targets::{Target, targets};

/// What became of the mutants of one tree.
#[derive(Clone, Debug)]
pub struct Mutation {
    /// Which tree.
    pub tree: TreeIx,
    /// Its id.
    pub id: Id,
    /// How many ways lead to a step.
    pub ways: usize,
    /// Redirections that change nothing, because the step that is left out only passes on.
    pub equivalent: usize,
    /// Those that the checker refuses: the tree would not be sound any more.
    pub refused: usize,
    /// Those that a scenario notices.
    pub killed: usize,
    /// Those that nobody notices.
    pub survivors: Vec<Survivor>,
}

impl Mutation {
    /// Returns how many of the sound mutants the scenarios notice, in percent, rounded down.
    pub fn percent(&self) -> usize {
        (self.killed * 100).checked_div(self.killed + self.survivors.len()).unwrap_or(100)
    }
}

/// A redirection that no scenario notices.
#[derive(Clone, Debug)]
pub struct Survivor {
    /// Which way was redirected, and to which step.
    pub mutant: (Way, StepIx),
    /// What to do about it, at its place.
    pub finding: Diagnostic,
    /// The way, such as `display: dark`.
    pub way: String,
    /// Where it leads.
    pub from: Id,
    /// Where it led as a mutant.
    pub to: Id,
    /// How many scenarios take the way.
    pub taken_by: usize,
    /// What the checker says to it below an error.
    pub warnings: Vec<&'static Code>,
}

/// Mutates these trees. Only scenarios that passed and that take the way are run on a mutant.
pub fn mutate(
    library: &Sealed,
    suites: &[Suite],
    tried: &[Tried],
    trees: &[TreeIx],
    progress: &mut dyn FnMut(usize, usize),
) -> Vec<Mutation> {
    let takers = Takers::of(tried);
    let ways = |ix: &TreeIx| library.library().tree(*ix).map_or(0, |tree| tree.graph.edge_count());
    let total = trees.iter().map(ways).sum();
    let (mut done, mut before) = (Vec::new(), 0);
    for ix in trees {
        if let Some(tree) = library.library().tree(*ix) {
            let needed = needed(library.library(), *ix, &tree.id, suites);
            let mut mutant = Mutant { library, suites, tried, takers: &takers, ix: *ix, tree, needed, bench: None };
            done.push(mutant.all(&mut |way| progress((before + way).min(total), total)));
            before += ways(ix);
        }
    }
    done
}

/// Finds the first of the scenarios that notices if a way leads to another step.
pub(super) fn first_to_notice(
    library: &Sealed,
    suites: &[Suite],
    tried: &[Tried],
    (way, to): (Way, StepIx),
) -> Option<usize> {
    let tree = library.library().tree(way.tree)?;
    let takers = Takers(FxHashMap::default());
    let needed = needed(library.library(), way.tree, &tree.id, suites);
    let mut mutant = Mutant { library, suites, tried, takers: &takers, ix: way.tree, tree, needed, bench: None };
    let all: Vec<usize> = (0..tried.len()).collect();
    match mutant.fate(way, to, &all) {
        Fate::Killed(number) => number,
        Fate::Refused | Fate::Survived(_) => None,
    }
}

/// Which scenarios take which way.
struct Takers(FxHashMap<Way, Vec<usize>>);

impl Takers {
    fn of(tried: &[Tried]) -> Self {
        let mut takers: FxHashMap<Way, Vec<usize>> = FxHashMap::default();
        for (number, tried) in tried.iter().enumerate().filter(|(_, tried)| tried.passed()) {
            for way in &tried.judged.run.ways {
                let known = takers.entry(*way).or_default();
                if known.last() != Some(&number) {
                    known.push(number);
                }
            }
        }
        Self(takers)
    }

    /// Lists the scenarios that take a way as it is written; what cannot be done goes the way of what did not help,
    /// where nothing else is said.
    fn of_way(&self, way: Way, step: &Step) -> Vec<usize> {
        let mut found = self.0.get(&way).cloned().unwrap_or_default();
        if way.role == EdgeRole::Else
            && let Kind::Instruction(instruction) = &step.kind
            && let After::Verify { cannot: None, .. } = instruction.after
        {
            found.extend(self.0.get(&Way { role: EdgeRole::Cannot, ..way }).into_iter().flatten());
            found.sort_unstable();
            found.dedup();
        }
        found
    }
}

/// The tree that is mutated.
struct Mutant<'a> {
    library: &'a Sealed,
    suites: &'a [Suite],
    tried: &'a [Tried],
    takers: &'a Takers,
    ix: TreeIx,
    tree: &'a Tree,
    /// The trees without which it is not sound.
    needed: Vec<TreeIx>,
    /// The tree with what it needs, unchanged, to be mutated next.
    bench: Option<Library>,
}

/// Lists a tree with its parts; or all trees, where others set the facts that it reads, or where its scenarios go on.
fn needed(library: &Library, ix: TreeIx, id: &Id, suites: &[Suite]) -> Vec<TreeIx> {
    let parts = parts_first(library, ix);
    let walks = suites.iter().filter(|suite| suite.tree == *id).flat_map(|suite| &suite.walks);
    let goes_on = walks.flat_map(|walk| &walk.answers).any(|answered| answered.step.text.contains('/'));
    let (alone, _) = seal_to_walk(library.only(&parts), &[]);
    if !goes_on && alone.library().find(id.as_str()).is_some() {
        return parts;
    }
    library.trees().map(|(ix, _)| ix).collect()
}

/// What became of one mutant.
enum Fate {
    Refused,
    /// Noticed by this scenario of the tree's own; or by one of another tree.
    Killed(Option<usize>),
    Survived(Vec<&'static Code>),
}

impl Mutant<'_> {
    fn all(&mut self, progress: &mut dyn FnMut(usize)) -> Mutation {
        let mut found = Mutation {
            tree: self.ix,
            id: self.tree.id.clone(),
            ways: 0,
            equivalent: 0,
            refused: 0,
            killed: 0,
            survivors: Vec::new(),
        };
        for (ix, step) in self.tree.steps() {
            let mut ways: Vec<(EdgeRole, bool, &Link<StepIx>)> = Vec::new();
            step.for_each_outlet(|role, outlet| {
                ways.push((role, false, &outlet.to));
                ways.extend(outlet.retry.as_ref().map(|retry| (role, true, &retry.then)));
            });
            for (role, spent, link) in ways {
                progress(found.ways);
                found.ways += 1;
                let way = Way { tree: self.ix, step: ix, role, spent };
                let takers = self.takers.of_way(way, step);
                for target in targets(self.tree, ix, link) {
                    let to = match target {
                        Target::Equivalent => {
                            found.equivalent += 1;
                            continue;
                        }
                        Target::Step(to) => to,
                    };
                    match self.fate(way, to, &takers) {
                        Fate::Refused => found.refused += 1,
                        Fate::Killed(_) => found.killed += 1,
                        Fate::Survived(warnings) => {
                            found.survivors.push(self.survivor((way, step, link), to, takers.len(), warnings));
                        }
                    }
                }
            }
        }
        found
    }

    /// Tries one mutant: with the scenarios of its own tree, and only if they notice nothing with those of others.
    fn fate(&mut self, way: Way, to: StepIx, takers: &[usize]) -> Fate {
        let is_own = |number: &&usize| self.tried.get(**number).is_some_and(|tried| tried.tree == self.ix);
        let own: Vec<usize> = takers.iter().filter(is_own).copied().collect();
        let others: Vec<usize> = takers.iter().filter(|number| !is_own(number)).copied().collect();
        let mut bench = self.bench.take().unwrap_or_else(|| self.library.library().only(&self.needed));
        let Some(ix) = bench.find(self.tree.id.as_str()) else { return Fate::Refused };
        let before = bench.redirect(ix, (way.step, way.role, way.spent), to);
        let (sealed, findings) = seal_to_change(bench, &[]);
        let Some(ix) = sealed.library().find(self.tree.id.as_str()) else { return Fate::Refused };
        let killer = own.iter().copied().find(|number| self.notices(&sealed, *number));
        let mut bench = sealed.into_library();
        if let Some(before) = before {
            let _mutant = bench.redirect(ix, (way.step, way.role, way.spent), before);
            self.bench = Some(bench);
        }
        if killer.is_some() || (!others.is_empty() && self.others_notice(way, to, &others)) {
            return Fate::Killed(killer);
        }
        let own = findings.iter().filter(|it| it.place.source == self.tree.source && it.level() == Level::Warning);
        Fate::Survived(own.map(|finding| finding.code).collect())
    }

    /// Tries a mutant of a part with the scenarios of the trees that call it.
    fn others_notice(&self, way: Way, to: StepIx, others: &[usize]) -> bool {
        let mut bench = self.library.library().clone();
        let Some(ix) = bench.find(self.tree.id.as_str()) else { return false };
        bench.redirect(ix, (way.step, way.role, way.spent), to);
        let (sealed, _) = seal_to_walk(bench, &[]);
        others.iter().any(|number| self.notices(&sealed, *number))
    }

    /// Says whether a scenario fails on a mutant.
    fn notices(&self, mutant: &Sealed, number: usize) -> bool {
        let Some(tried) = self.tried.get(number) else { return false };
        let Some(suite) = self.suites.get(tried.suite) else { return false };
        let Some(tree) = mutant.library().find(suite.tree.as_str()) else { return false };
        let judged = if tried.is_walk {
            suite.walks.iter().find(|walk| walk.id == tried.id).map(|walk| judge(mutant, tree, suite, walk))
        } else {
            suite.steps.iter().find(|step| step.id == tried.id).map(|step| judge_step(mutant, tree, suite, step))
        };
        judged.is_some_and(|judged| !judged.findings.is_empty())
    }

    fn survivor(
        &self,
        (way, step, link): (Way, &Step, &Link<StepIx>),
        target: StepIx,
        taken_by: usize,
        warnings: Vec<&'static Code>,
    ) -> Survivor {
        let name = way_name(step, way.role, way.spent);
        let to = super::names::id(self.library.library(), self.ix, target);
        let message = format!("no scenario notices if `{name}` leads to `{to}`");
        let help = match taken_by {
            0 => "no scenario takes this way: add one",
            _ => "let a scenario that takes it say more: `at:`, or the steps behind it",
        };
        let finding = Diagnostic::new(&SURVIVOR, self.tree.place(link.span), message).label("leads here").help(help);
        Survivor {
            mutant: (way, target),
            finding,
            way: name,
            from: link.id.clone(),
            to: Id::new(to),
            taken_by,
            warnings,
        }
    }
}

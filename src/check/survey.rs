//! What is found out about all trees before any rule looks: how they call each other, where runs of each can
//! get to, and what each part does to its caller.

use std::{cell::OnceCell, collections::BTreeSet};

use rustc_hash::FxHashSet;

use super::{
    arrays::{Targets, at, narrow, set},
    facts::{Known, Tracked, is_provided},
    flow::{Arc, Flow, Nearest, Reach},
    guards::Guards,
    path::index,
};
use crate::{
    base::Id,
    tree::{EdgeRole, Ending, FactIx, Kind, Library, Link, Route, StepIx, Tree, TreeIx},
};

/// How a tree leads into another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Into {
    /// It calls the other one as a part.
    Call,
    /// It continues in the other one.
    Continue,
}

/// One such lead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lead {
    /// The tree that leads on.
    pub(super) from: TreeIx,
    /// Its call or continuation step.
    pub(super) step: StepIx,
    /// The other tree.
    pub(super) to: TreeIx,
    /// How.
    pub(super) how: Into,
}

/// Everything that rules share.
pub(super) struct Survey<'l> {
    /// The library.
    pub(super) library: &'l Library,
    /// All leads between trees, by the tree that they leave.
    pub(super) leads: Vec<Lead>,
    /// The facts that conditions read.
    pub(super) tracked: Tracked,
    /// The trees that were looked at, parts before their callers.
    pub(super) order: Vec<TreeIx>,
    analyses: Vec<Option<Analysis>>,
    guards: OnceCell<Guards>,
    collected: FxHashSet<FactIx>,
}

/// What is known about one tree.
pub(super) struct Analysis {
    /// The ways.
    pub(super) flow: Flow,
    /// What a run may reach.
    pub(super) reach: Reach,
    /// From which steps an ending can be reached; true also where that is not known.
    pub(super) leads_on: Vec<bool>,
    /// Which facts are surely known where.
    pub(super) known: Known,
    /// What it does as a part.
    pub(super) summary: Summary,
    nearest: OnceCell<Nearest>,
}

impl Analysis {
    /// The shortest runs to all steps, found when they are first asked for.
    pub(super) fn nearest(&self) -> &Nearest {
        self.nearest.get_or_init(|| self.reach.nearest(&self.flow))
    }
}

/// What a part does to its caller.
pub(super) struct Summary {
    /// What is known of each declared exit.
    pub(super) exits: Vec<ExitSummary>,
    /// Whether a run may end inside.
    pub(super) ends_inside: bool,
    /// Whether an instruction may be followed inside, so that facts become stale.
    pub(super) instructs: bool,
}

/// What is known of one exit of a part.
pub(super) struct ExitSummary {
    /// What it is called.
    pub(super) id: Id,
    /// Whether a run can leave through it.
    pub(super) is_reached: bool,
    /// The tracked facts that are surely set inside when a run leaves through it.
    pub(super) sets: Vec<u64>,
}

impl Summary {
    /// Finds an exit by its name.
    pub(super) fn exit(&self, id: &Id) -> Option<&ExitSummary> {
        self.exits.iter().find(|exit| exit.id == *id)
    }
}

impl<'l> Survey<'l> {
    /// Looks at all trees.
    pub(super) fn new(library: &'l Library) -> Self {
        Self::of(library, library.trees().map(|(ix, tree)| (ix, tree, Flow::new(tree))).collect())
    }

    /// Looks at one tree and the parts that it needs.
    pub(super) fn of_one(library: &'l Library, root: TreeIx) -> Self {
        let mut wanted = BTreeSet::from([root]);
        let mut queue = vec![root];
        let mut flows = Vec::new();
        while let Some(ix) = queue.pop() {
            let Some(tree) = library.tree(ix) else { continue };
            let flow = Flow::new(tree);
            let calls = leads_of(ix, tree, &flow).filter(|lead| lead.how == Into::Call);
            queue.extend(calls.map(|lead| lead.to).filter(|&to| wanted.insert(to)));
            flows.push((ix, tree, flow));
        }
        Self::of(library, flows)
    }

    fn of(library: &'l Library, flows: Vec<(TreeIx, &Tree, Flow)>) -> Self {
        let count = library.trees().count();
        let mut survey = Self {
            library,
            leads: flows.iter().flat_map(|(ix, tree, flow)| leads_of(*ix, tree, flow)).collect(),
            tracked: Tracked::of(library, flows.iter().flat_map(|(_, tree, flow)| routes_of(tree, flow))),
            order: Vec::new(),
            analyses: std::iter::repeat_with(|| None).take(count).collect(),
            guards: OnceCell::new(),
            collected: collected(library, &flows),
        };
        let mut waiting: Vec<Option<(&Tree, Flow)>> = std::iter::repeat_with(|| None).take(count).collect();
        for (ix, tree, flow) in flows {
            if let Some(place) = waiting.get_mut(ix.index()) {
                *place = Some((tree, flow));
            }
        }
        for ix in survey.parts_first(count) {
            if let Some((tree, flow)) = waiting.get_mut(ix.index()).and_then(Option::take) {
                let analysis = survey.analyse(tree, flow);
                survey.order.push(ix);
                if let Some(place) = survey.analyses.get_mut(ix.index()) {
                    *place = Some(analysis);
                }
            }
        }
        survey
    }

    /// Orders the trees so that parts come before their callers; a circle of calls comes in any order.
    fn parts_first(&self, count: usize) -> Vec<TreeIx> {
        let components = Targets::new(count, self.pairs(Into::Call)).components();
        let mut order: Vec<TreeIx> = (0..count).map(TreeIx::from_index).collect();
        order.sort_by_key(|ix| at(&components, ix.0));
        order
    }

    /// Lists the leads of one kind as pairs of positions.
    pub(super) fn pairs(&self, how: Into) -> impl Iterator<Item = (u32, u32)> + Clone {
        self.leads.iter().filter(move |lead| lead.how == how).map(|lead| (lead.from.0, lead.to.0))
    }

    /// What surely comes before each step, found when it is first asked for.
    pub(super) fn guards(&self) -> &Guards {
        self.guards.get_or_init(|| Guards::new(self))
    }

    /// Lists the steps that call a part and that a run may come to.
    pub(super) fn calls_of(&self, part: TreeIx) -> impl Iterator<Item = (TreeIx, u32)> {
        let calls = self.leads.iter().filter(move |lead| lead.to == part && lead.how == Into::Call);
        let calls = calls.map(|lead| (lead.from, narrow(lead.step.index())));
        calls.filter(|(from, step)| self.analysis(*from).is_some_and(|analysis| analysis.reach.contains(*step)))
    }

    /// Returns what is known about a tree; nothing while its own parts wait for it in a circle.
    pub(super) fn analysis(&self, ix: TreeIx) -> Option<&Analysis> {
        self.analyses.get(ix.index()).and_then(Option::as_ref)
    }

    /// Says what a part does to its caller.
    pub(super) fn summary(&self, part: Option<TreeIx>) -> Option<&Summary> {
        let part = part.filter(|&ix| self.library.tree(ix).is_some_and(Tree::is_part))?;
        self.analysis(part).map(|analysis| &analysis.summary)
    }

    fn analyse(&self, tree: &Tree, flow: Flow) -> Analysis {
        let reach = flow.reach(tree.start.to);
        let ends = |step: u32| {
            let mark = flow.mark(step);
            mark.may_end || mark.is_astray || (mark.calls && self.may_end_inside(tree, step))
        };
        let leads_on = flow.leads_on(&reach, ends, |arc| self.is_possible(tree, arc));
        let known = Known::compute(self, tree, &flow, &reach);
        let summary = self.summarize(tree, &flow, &reach, &known);
        Analysis { flow, reach, leads_on, known, summary, nearest: OnceCell::new() }
    }

    /// Says whether a run may end in the part that a step calls, or where it leads from there is not known.
    fn may_end_inside(&self, tree: &Tree, step: u32) -> bool {
        let Some(Kind::Call(call)) = tree.step(index(step)).map(|step| &step.kind) else { return false };
        self.summary(call.part.to).is_none_or(|part| {
            let is_mapped = |id: &Id| call.exits.iter().any(|(own, _)| own.id == *id);
            part.ends_inside || part.exits.iter().any(|exit| exit.is_reached && !is_mapped(&exit.id))
        })
    }

    /// Says whether a way can be taken at all: an exit that no run of the part reaches cannot.
    fn is_possible(&self, tree: &Tree, arc: &Arc) -> bool {
        let EdgeRole::Exit(position) = arc.role else { return true };
        let Some(Kind::Call(call)) = tree.step(index(arc.from)).map(|step| &step.kind) else {
            return true;
        };
        let (Some(part), Some((exit, _))) = (self.summary(call.part.to), call.exits.get(position as usize)) else {
            return true;
        };
        part.exit(&exit.id).is_none_or(|exit| exit.is_reached)
    }

    fn summarize(&self, tree: &Tree, flow: &Flow, reach: &Reach, known: &Known) -> Summary {
        let declared = tree.exits.as_deref().unwrap_or_default();
        let exit = |exit: &Link<()>| ExitSummary { id: exit.id.clone(), is_reached: false, sets: Vec::new() };
        let mut summary = Summary { exits: declared.iter().map(exit).collect(), ends_inside: false, instructs: false };
        if !tree.is_part() {
            return summary;
        }
        for &step in &reach.steps {
            let mark = flow.mark(step);
            summary.instructs |= mark.instructs;
            if !mark.may_end && !mark.calls {
                continue;
            }
            match tree.step(index(step)).map(|step| &step.kind) {
                Some(Kind::Ending(Ending::Exit(name))) => {
                    if let Some(exit) = summary.exits.iter_mut().find(|exit| exit.id == name.id) {
                        known.meet_into(step, &mut exit.sets, !exit.is_reached);
                        exit.is_reached = true;
                    }
                }
                Some(Kind::Call(call)) => {
                    let part = self.summary(call.part.to);
                    summary.ends_inside |= part.is_none_or(|part| part.ends_inside);
                    summary.instructs |= part.is_none_or(|part| part.instructs);
                }
                _ => summary.ends_inside = true,
            }
        }
        summary
    }

    /// Says whether a question of a tree remembers a fact.
    fn remembers(&self, ix: TreeIx, fact: FactIx) -> bool {
        let questions = self.library.tree(ix).into_iter().flat_map(Tree::steps).filter_map(|(_, it)| it.question());
        questions.filter_map(|question| question.fact.as_ref()).any(|link| link.to == Some(fact))
    }

    /// Says whether anything may set a fact before or during a run of a tree: the tree and its parts, whatever
    /// calls it or continues in it, a collection of any hand-over, or a tree that was not read.
    pub(super) fn may_be_set(&self, tree: TreeIx, fact: FactIx) -> bool {
        if is_provided(self.library, fact)
            || self.collected.contains(&fact)
            || self.library.elsewhere().next().is_some()
        {
            return true;
        }
        let mut before = vec![false; self.analyses.len()];
        let mut queue = vec![tree];
        while let Some(ix) = queue.pop() {
            if !std::mem::replace(before.get_mut(ix.index()).unwrap_or(&mut true), true) {
                queue.extend(self.leads.iter().filter(|lead| lead.to == ix).map(|lead| lead.from));
            }
        }
        let mut during = before.clone();
        queue.extend((0..before.len()).map(TreeIx::from_index).filter(|ix| at(&before, ix.0)));
        while let Some(ix) = queue.pop() {
            if self.remembers(ix, fact) {
                return true;
            }
            for lead in self.leads.iter().filter(|lead| lead.from == ix && lead.how == Into::Call) {
                if !at(&during, lead.to.0) {
                    set(&mut during, lead.to.0, true);
                    queue.push(lead.to);
                }
            }
        }
        false
    }
}

fn leads_of(from: TreeIx, tree: &Tree, flow: &Flow) -> impl Iterator<Item = Lead> {
    flow.calls.iter().chain(&flow.endings).filter_map(move |&step| {
        let step = index(step);
        let (link, how) = match &tree.step(step)?.kind {
            Kind::Call(call) => (&call.part, Into::Call),
            Kind::Ending(Ending::Continue { tree, .. }) => (tree, Into::Continue),
            _ => return None,
        };
        link.to.map(|to| Lead { from, step, to, how })
    })
}

/// Lists the routes of a tree with their steps.
pub(super) fn routes_of<'t>(tree: &'t Tree, flow: &Flow) -> impl Iterator<Item = (StepIx, &'t Route)> {
    flow.routes.iter().filter_map(|&step| match &tree.step(index(step))?.kind {
        Kind::Route(route) => Some((index(step), route)),
        _ => None,
    })
}

/// The facts that any hand-over collects.
fn collected(library: &Library, flows: &[(TreeIx, &Tree, Flow)]) -> FxHashSet<FactIx> {
    let human = library.vocabulary().human.iter().flat_map(|human| &human.collect);
    let endings = flows.iter().flat_map(|(_, tree, flow)| flow.endings.iter().filter_map(|&at| tree.step(index(at))));
    let steps = endings.flat_map(|step| match &step.kind {
        Kind::Ending(Ending::Escalate { collect, .. }) => collect.as_slice(),
        _ => &[],
    });
    human.chain(steps).filter_map(|fact| fact.to).collect()
}

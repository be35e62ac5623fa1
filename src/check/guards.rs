//! What surely came before each step: warnings, guards against a risk, and that an agent holds the dialogue.
//!
//! All of this is only ever gained on a run, never lost. So what holds at a step is what is gained on every way from
//! the start to it, together with what holds on every call of the part that it stands in.

use std::collections::VecDeque;

use super::{
    arrays::{NONE, alter, at, narrow, set},
    flow::{Arc, Flow, Reach},
    path::index,
    survey::Survey,
};
use crate::tree::{Answer, Condition, EdgeRole, Ending, Kind, Library, Risk, Risks, Route, Step, Test, Tree, TreeIx};

/// A set of things that came before a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Before(u32);

impl Before {
    /// Everything, which holds where no run comes.
    const ALL: Self = Self(u32::MAX);

    /// People were warned of every risk.
    const ALL_WARNED: Self = Self(0xff);

    /// An agent holds the dialogue: no customer alone comes here.
    pub(super) const AGENT: Self = Self(1 << 16);

    /// People were warned of these risks.
    pub(super) fn warned(risks: Risks) -> Self {
        Self(u32::from(risks.bits()))
    }

    /// What is at stake is safe from these risks.
    pub(super) fn guarded(risks: Risks) -> Self {
        Self(u32::from(risks.bits()) << 8)
    }

    /// Says whether all of `wanted` is there.
    pub(super) fn has(self, wanted: Self) -> bool {
        self.0 & wanted.0 == wanted.0
    }

    fn and(self, more: Self) -> Self {
        Self(self.0 | more.0)
    }

    fn meet(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

/// What surely came before the steps of all trees; empty where nobody needs to be guarded from anything.
#[derive(Default)]
pub(super) struct Guards {
    trees: Vec<Guarded>,
}

/// What surely came before the steps of one tree.
#[derive(Clone, Default)]
struct Guarded {
    /// What is gained between the start and each step.
    inside: Vec<Before>,
    /// What is gained when a run leaves through each declared exit.
    exits: Vec<Before>,
    /// What holds on every call; nothing for what nobody calls.
    entry: Before,
}

impl Guards {
    /// Follows all trees, parts before their callers.
    pub(super) fn new(survey: &Survey<'_>) -> Self {
        let is_delicate = |ix: &TreeIx| survey.analysis(*ix).is_some_and(|it| !it.flow.delicate.is_empty());
        if !survey.order.iter().any(is_delicate) {
            return Self::default();
        }
        let mut guards = Self { trees: vec![Guarded::default(); survey.library.trees().count()] };
        for &ix in &survey.order {
            if let (Some(tree), Some(analysis)) = (survey.library.tree(ix), survey.analysis(ix)) {
                let inside = guards.follow(survey.library, tree, &analysis.flow, &analysis.reach);
                let exits = Self::exits(tree, &analysis.flow, &analysis.reach, &inside);
                if let Some(own) = guards.trees.get_mut(ix.index()) {
                    *own = Guarded { inside, exits, entry: Before::default() };
                }
            }
        }
        for &ix in survey.order.iter().rev() {
            let calls = || survey.calls_of(ix);
            if calls().next().is_some() {
                let before = |(caller, step): (TreeIx, u32)| guards.of(survey.library, caller, step);
                let entry = calls().map(before).fold(Before::ALL, Before::meet);
                if let Some(own) = guards.trees.get_mut(ix.index()) {
                    own.entry = entry;
                }
            }
        }
        guards
    }

    /// Returns what surely came before a step, its own warnings included.
    pub(super) fn of(&self, library: &Library, tree: TreeIx, step: u32) -> Before {
        let Some(own) = self.trees.get(tree.index()) else { return Before::ALL };
        let own_step = library.tree(tree).and_then(|tree| tree.step(index(step)));
        let warned = own_step.map(|own| warned_by(library, own, true));
        at(&own.inside, step).and(own.entry).and(warned.unwrap_or_default())
    }

    /// Forward, on every way (Kildall 1973).
    fn follow(&self, library: &Library, tree: &Tree, flow: &Flow, reach: &Reach) -> Vec<Before> {
        let mut inside = vec![Before::ALL; flow.len() as usize];
        let Some(start) = tree.start.to else { return inside };
        set(&mut inside, narrow(start.index()), Before::default());
        let mut is_special = vec![false; flow.len() as usize];
        let special = flow.guarding.iter().chain(&flow.calls).chain(&flow.routes);
        special.for_each(|&step| set(&mut is_special, step, true));
        let mut queue: VecDeque<u32> = reach.steps.iter().copied().collect();
        let mut is_queued = vec![true; flow.len() as usize];
        while let Some(step) = queue.pop_front() {
            set(&mut is_queued, step, false);
            let before = at(&inside, step);
            for arc in flow.out(step) {
                let gained = if at(&is_special, step) { self.gained(library, tree, &arc) } else { Before::default() };
                let met = at(&inside, arc.to).meet(before.and(gained));
                if met != at(&inside, arc.to) {
                    set(&mut inside, arc.to, met);
                    if !at(&is_queued, arc.to) {
                        set(&mut is_queued, arc.to, true);
                        queue.push_back(arc.to);
                    }
                }
            }
        }
        inside
    }

    fn exits(tree: &Tree, flow: &Flow, reach: &Reach, inside: &[Before]) -> Vec<Before> {
        let declared = tree.exits.as_deref().unwrap_or_default();
        let mut exits = vec![Before::ALL; declared.len()];
        for &step in flow.endings.iter().filter(|&&step| reach.contains(step)) {
            if let Some(Kind::Ending(Ending::Exit(name))) = tree.step(index(step)).map(|it| &it.kind)
                && let Some(position) = declared.iter().position(|exit| exit.id == name.id)
            {
                alter(&mut exits, narrow(position), |own| own.meet(at(inside, step)));
            }
        }
        for guard in &tree.guards {
            let named = |id: &crate::base::Id| guard.exits.iter().any(|exit| exit.id == *id);
            for (position, _) in declared.iter().enumerate().filter(|(_, exit)| named(&exit.id)) {
                alter(&mut exits, narrow(position), |own| own.and(Before::guarded(Risks::of([guard.risk]))));
            }
        }
        exits
    }

    /// What a run gains as it leaves a step on this way.
    fn gained(&self, library: &Library, tree: &Tree, arc: &Arc) -> Before {
        let Some(step) = tree.step(index(arc.from)) else { return Before::default() };
        let warned = warned_by(library, step, false);
        warned.and(match (&step.kind, arc.role) {
            (Kind::Call(call), EdgeRole::Exit(position)) => {
                let exit = call.exits.get(position as usize).map(|(exit, _)| &exit.id);
                let Some(part) = call.part.to else { return Before::ALL };
                let declared = library.tree(part).and_then(|part| part.exits.as_deref()).unwrap_or_default();
                let position = declared.iter().position(|own| Some(&own.id) == exit);
                let exits = self.trees.get(part.index()).map(|own| own.exits.as_slice()).unwrap_or_default();
                position.map_or(Before::ALL, |position| at(exits, narrow(position)))
            }
            (Kind::Route(route), EdgeRole::Route(position)) => {
                if is_for_customers(library, route, position) {
                    Before::default()
                } else {
                    Before::AGENT
                }
            }
            (_, EdgeRole::Answer(position)) => {
                let answer = step.question().and_then(|question| question.answers.get(position as usize));
                answer.map_or(Before::default(), |answer: &Answer| Before::guarded(answer.guards))
            }
            _ => Before::default(),
        })
    }

    /// Finds the shortest run to a step on which something does not come before it.
    pub(super) fn way_without(
        &self,
        library: &Library,
        tree: &Tree,
        flow: &Flow,
        wanted: Before,
        goal: u32,
    ) -> Option<Vec<Arc>> {
        let start = narrow(tree.start.to?.index());
        let mut by: Vec<(u32, u32)> = vec![(NONE, NONE); flow.len() as usize];
        set(&mut by, start, (start, NONE));
        let mut queue = VecDeque::from([start]);
        while let Some(step) = queue.pop_front() {
            if step == goal {
                break;
            }
            for (position, arc) in (0..).zip(flow.out(step)) {
                let is_new = by.get(arc.to as usize) == Some(&(NONE, NONE));
                if is_new && !self.gained(library, tree, &arc).has(wanted) {
                    set(&mut by, arc.to, (step, position));
                    queue.push_back(arc.to);
                }
            }
        }
        let mut ways = Vec::new();
        let mut step = goal;
        while step != start {
            let &(from, position) = by.get(step as usize).filter(|(_, position)| *position != NONE)?;
            ways.push(flow.out(from).nth(position as usize)?);
            step = from;
        }
        ways.reverse();
        Some(ways)
    }
}

/// The risks that the warnings of a step warn of. A warning that names none fits its own step, whatever that risks,
/// and says nothing of what comes later.
fn warned_by(library: &Library, step: &Step, is_own: bool) -> Before {
    let warnings = &library.vocabulary().warnings;
    step.warn.iter().fold(Before::default(), |all, link| {
        // A warning that does not exist has a finding of its own.
        let Some((_, warning)) = link.to.and_then(|ix| warnings.get_index(ix.index())) else {
            return Before::ALL_WARNED;
        };
        match warning.risks {
            risks if risks != Risks::all() => all.and(Before::warned(risks)),
            _ if is_own => Before::ALL_WARNED,
            _ => all,
        }
    })
}

/// The risks that nobody meets without a warning.
pub(super) fn needs_warning(risk: Risk) -> bool {
    !matches!(risk, Risk::None | Risk::Settings)
}

/// Says whether a customer alone may take an arm of a route.
fn is_for_customers(library: &Library, route: &Route, position: u32) -> bool {
    let holds = |at: usize| match route.arms.get(at).map(|arm| &arm.when) {
        Some(Some(when)) => holds_for_customers(library, when),
        _ => Some(true),
    };
    let position = position as usize;
    holds(position) != Some(false) && (0..position).all(|before| holds(before) != Some(true))
}

/// Says whether a condition holds while a customer holds the dialogue; nothing where other facts decide it. Recursion
/// is bounded by the nesting that the YAML reader allows.
fn holds_for_customers(library: &Library, when: &Condition) -> Option<bool> {
    let parts = |parts: &[Condition], decisive: bool| {
        let held: Vec<Option<bool>> = parts.iter().map(|part| holds_for_customers(library, part)).collect();
        if held.contains(&Some(decisive)) {
            Some(decisive)
        } else if held.contains(&None) {
            None
        } else {
            Some(!decisive)
        }
    };
    let is_voice = |fact: Option<crate::tree::FactIx>| {
        fact.and_then(|fact| library.fact(fact)).is_some_and(|(id, _)| id.as_str() == "voice")
    };
    match when {
        Condition::All(all) => parts(all, false),
        Condition::Any(any) => parts(any, true),
        Condition::Not(inner) => holds_for_customers(library, inner).map(|holds| !holds),
        Condition::Known(fact) => is_voice(fact.to).then_some(true),
        Condition::Fact(fact, Test::Is(values)) if is_voice(fact.to) => {
            Some(values.iter().any(|(value, _)| value.as_str() == "customer"))
        }
        Condition::Fact(..) => None,
    }
}

/// Names the parts that guard against a risk, with the exits where that holds.
pub(super) fn gates(library: &Library, risk: Risk) -> String {
    let mut names = Vec::new();
    for (_, tree) in library.trees() {
        for guard in tree.guards.iter().filter(|guard| guard.risk == risk) {
            let exits: Vec<String> = guard.exits.iter().map(|exit| format!("`{}`", exit.id)).collect();
            names.push(format!("`{}` (through {})", tree.id, exits.join(" or ")));
        }
    }
    names.truncate(3);
    names.join(", or ")
}

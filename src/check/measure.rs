//! The longest run of a tree in questions, instructions and time.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    arrays::{at, set},
    flow::Arc,
    path::index,
    survey::{Analysis, Survey},
};
use crate::{
    base::Id,
    tree::{EdgeRole, Ending, Kind, Library, Step, Tree, TreeIx},
};

/// What the longest run of a tree takes at most. Each figure is the worst of all runs on its own; a bounded way
/// counts as often as it may be taken; parts are included, a tree in which the run continues is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Longest {
    /// Questions, without "Does it work now?".
    pub questions: u32,
    /// Instructions.
    pub instructions: u32,
    /// The time that the author gives for the steps, in seconds.
    pub seconds: u32,
}

impl Longest {
    /// Returns the time in minutes, rounded up.
    pub fn minutes(self) -> u32 {
        self.seconds.div_ceil(60)
    }

    fn plus(self, other: Self) -> Self {
        self.with(other, u32::saturating_add)
    }

    fn or(self, other: Self) -> Self {
        self.with(other, u32::max)
    }

    fn times(self, count: u32) -> Self {
        let count = Self { questions: count, instructions: count, seconds: count };
        self.with(count, u32::saturating_mul)
    }

    fn with(self, other: Self, join: fn(u32, u32) -> u32) -> Self {
        Self {
            questions: join(self.questions, other.questions),
            instructions: join(self.instructions, other.instructions),
            seconds: join(self.seconds, other.seconds),
        }
    }
}

/// Measures one tree or part. In a tree that is not sealed, a cycle without a bound counts once.
pub fn measure(library: &Library, tree: TreeIx) -> Longest {
    let survey = Survey::of_one(library, tree);
    let all = measure_surveyed(&survey);
    all.into_iter().find(|(ix, _)| *ix == tree).map(|(_, longest)| longest).unwrap_or_default()
}

/// Measures every tree that was surveyed, in the order of the library.
pub(super) fn measure_surveyed(survey: &Survey<'_>) -> Vec<(TreeIx, Longest)> {
    let library = survey.library;
    let mut measured: Vec<Option<Measured>> = std::iter::repeat_with(|| None).take(library.trees().count()).collect();
    for &ix in &survey.order {
        if let (Some(tree), Some(analysis)) = (library.tree(ix), survey.analysis(ix)) {
            let own = measure_one(&measured, tree, analysis);
            if let Some(place) = measured.get_mut(ix.index()) {
                *place = Some(own);
            }
        }
    }
    library.trees().zip(measured).filter_map(|((ix, _), own)| own.map(|own| (ix, own.whole))).collect()
}

/// The longest runs of one tree: to any ending, inside only, and through each exit.
#[derive(Default)]
struct Measured {
    whole: Longest,
    inside: Longest,
    exits: Vec<(Id, Longest)>,
}

/// A tree under measurement.
struct Measuring<'m> {
    parts: &'m [Option<Measured>],
    tree: &'m Tree,
    analysis: &'m Analysis,
    /// What the longest run takes before each step.
    before: Vec<Longest>,
}

fn measure_one(parts: &[Option<Measured>], tree: &Tree, analysis: &Analysis) -> Measured {
    let before = vec![Longest::default(); analysis.flow.len() as usize];
    let mut measuring = Measuring { parts, tree, analysis, before };
    let steps = analysis.reach.steps.as_slice();
    let mut done = 0;
    for &(first, end) in &analysis.reach.cycles {
        let (first, end) = (first as usize, end as usize);
        steps.get(done..first).unwrap_or_default().iter().for_each(|&step| measuring.pass(step));
        measuring.go_round(steps.get(first..end).unwrap_or_default());
        done = end;
    }
    steps.get(done..).unwrap_or_default().iter().for_each(|&step| measuring.pass(step));
    measuring.endings()
}

impl Measuring<'_> {
    fn step(&self, step: u32) -> Option<&Step> {
        self.tree.step(index(step))
    }

    fn part(&self, step: u32) -> Option<&Measured> {
        match self.step(step).map(|step| &step.kind) {
            Some(Kind::Call(call)) => self.parts.get(call.part.to?.index())?.as_ref(),
            _ => None,
        }
    }

    /// What a step itself takes.
    fn own(&self, step: u32) -> Longest {
        let mark = self.analysis.flow.mark(step);
        Longest { questions: u32::from(mark.asks), instructions: u32::from(mark.instructs), seconds: mark.seconds }
    }

    /// What the part takes that is left through this exit.
    fn via(&self, arc: &Arc) -> Longest {
        let EdgeRole::Exit(position) = arc.role else { return Longest::default() };
        let Some(Kind::Call(call)) = self.step(arc.from).map(|it| &it.kind) else { return Longest::default() };
        let exit = call.exits.get(position as usize).map(|(exit, _)| &exit.id);
        let exits = self.part(arc.from).map(|part| part.exits.as_slice()).unwrap_or_default();
        exits.iter().find(|(id, _)| Some(id) == exit).map(|(_, longest)| *longest).unwrap_or_default()
    }

    fn raise(&mut self, step: u32, to: Longest) {
        let raised = at(&self.before, step).or(to);
        set(&mut self.before, step, raised);
    }

    /// Leads on from a step that lies on no cycle.
    fn pass(&mut self, step: u32) {
        let after = at(&self.before, step).plus(self.own(step));
        let analysis = self.analysis;
        for arc in analysis.flow.out(step) {
            let longest = after.plus(self.via(&arc));
            self.raise(arc.to, longest);
        }
    }

    /// Leads on from the steps of a cycle. A run inside is cut where it takes a bounded way; each piece is a way
    /// without a cycle, and there is at most one piece more than bounded ways may be taken.
    fn go_round(&mut self, members: &[u32]) {
        let flow = &self.analysis.flow;
        let entry = members.iter().fold(Longest::default(), |most, &step| most.or(at(&self.before, step)));
        let home: FxHashSet<u32> = members.iter().copied().collect();
        let is_inner = |arc: &Arc| home.contains(&arc.to);
        let mut bounded = 0u32;
        let mut piece = Longest::default();
        let mut within: FxHashMap<u32, Longest> = FxHashMap::default();
        for &step in members {
            let reached = within.get(&step).copied().unwrap_or_default().plus(self.own(step));
            piece = piece.or(reached);
            for arc in flow.out(step) {
                let left = reached.plus(self.via(&arc));
                piece = piece.or(left);
                match arc.times.filter(|_| is_inner(&arc)) {
                    Some(times) => bounded = bounded.saturating_add(u32::from(times)),
                    None => {
                        let longest = within.entry(arc.to).or_default();
                        *longest = longest.or(left);
                    }
                }
            }
        }
        let rounds = entry.plus(piece.times(bounded));
        for &step in members {
            let before = rounds.plus(within.get(&step).copied().unwrap_or_default());
            let ways: Vec<(u32, Longest)> = flow
                .out(step)
                .filter(|arc| !is_inner(arc))
                .map(|arc| (arc.to, before.plus(self.own(step)).plus(self.via(&arc))))
                .collect();
            self.raise(step, before);
            ways.into_iter().for_each(|(to, longest)| self.raise(to, longest));
        }
    }

    fn endings(&self) -> Measured {
        let mut measured = Measured::default();
        for &step in &self.analysis.reach.steps {
            let mark = self.analysis.flow.mark(step);
            if !mark.may_end && !mark.calls {
                continue;
            }
            let done = at(&self.before, step).plus(self.own(step));
            match self.step(step).filter(|_| self.tree.is_part() || mark.calls).map(|step| &step.kind) {
                Some(Kind::Ending(Ending::Exit(name))) => {
                    measured.whole = measured.whole.or(done);
                    match measured.exits.iter_mut().find(|(id, _)| *id == name.id) {
                        Some((_, longest)) => *longest = longest.or(done),
                        None => measured.exits.push((name.id.clone(), done)),
                    }
                }
                Some(Kind::Call(_)) => {
                    let inside = self.part(step).map(|part| part.inside).unwrap_or_default();
                    measured.inside = measured.inside.or(done.plus(inside));
                }
                _ => measured.inside = measured.inside.or(done),
            }
        }
        measured.whole = measured.whole.or(measured.inside);
        measured
    }
}

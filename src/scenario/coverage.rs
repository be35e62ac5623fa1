//! What scenarios take of each tree: its answers, steps and endings.

use rustc_hash::FxHashSet;

use super::Tried;
use crate::{
    base::{Id, Place, Span},
    engine::Way,
    tree::{After, EdgeRole, Ending, Kind, Library, Outlet, Step, StepIx, Tree, TreeIx},
};

/// What the scenarios took, in all trees.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    ways: FxHashSet<Way>,
    steps: FxHashSet<(TreeIx, StepIx)>,
}

impl Taken {
    /// Gathers what the scenarios that passed have taken; a failing one shows nothing.
    pub fn by(tried: &[Tried]) -> Self {
        let mut taken = Self::default();
        for run in tried.iter().filter(|tried| tried.passed()).map(|tried| &tried.judged.run) {
            taken.add(&run.ways, (run.tree, run.step));
        }
        taken
    }

    /// Adds the ways of one run and the step in which it ended.
    pub fn add(&mut self, ways: &[Way], last: (TreeIx, StepIx)) {
        self.ways.extend(ways);
        self.steps.extend(ways.iter().map(|way| (way.tree, way.step)).chain([last]));
    }

    /// Says whether something was taken.
    pub fn has(&self, tree: TreeIx, item: &Item) -> bool {
        match item.what {
            What::Step(step) | What::Ending(step) => self.steps.contains(&(tree, step)),
            What::Answer(step, role, spent) | What::Helped(step, role, spent) => {
                self.ways.contains(&Way { tree, step, role, spent })
            }
        }
    }
}

/// Something of a tree that scenarios should take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A step is reached.
    Step(StepIx),
    /// A way out of a step is taken: an answer, a result, an exit of a call, an arm of a route; the flag says
    /// that a bounded way is taken often enough.
    Answer(StepIx, EdgeRole, bool),
    /// The case ends in an ending.
    Ending(StepIx),
    /// The case ends because an instruction helped; the way is that of [`What::Answer`].
    Helped(StepIx, EdgeRole, bool),
}

/// The groups that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Ways out of steps.
    Answers,
    /// Steps.
    Steps,
    /// Endings.
    Endings,
}

impl What {
    /// Returns the group in which it is counted.
    pub fn group(self) -> Group {
        match self {
            Self::Step(_) => Group::Steps,
            Self::Answer(..) => Group::Answers,
            Self::Ending(_) | Self::Helped(..) => Group::Endings,
        }
    }

    /// Returns the step that it belongs to.
    pub fn step(self) -> StepIx {
        match self {
            Self::Step(step) | Self::Ending(step) | Self::Answer(step, ..) | Self::Helped(step, ..) => step,
        }
    }
}

/// Something of a tree, with its place and a name for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What.
    pub what: What,
    /// Where it is declared.
    pub span: Span,
    /// What it is called, such as `display: dark`.
    pub name: String,
}

/// Lists everything of a tree that scenarios should take, in the author's order.
pub fn items(tree: &Tree) -> Vec<Item> {
    let mut items = Vec::new();
    for (ix, step) in tree.steps() {
        items.push(Item { what: What::Step(ix), span: step.span, name: step.id.to_string() });
        if let Kind::Ending(ending) = &step.kind {
            let name = format!("{} ({})", step.id, ending_name(ending));
            items.push(Item { what: What::Ending(ix), span: step.span, name });
        }
        for (role, span, spent) in ways_of(step) {
            let name = way_name(step, role, spent);
            items.push(Item { what: What::Answer(ix, role, spent), span, name: name.clone() });
            if role == EdgeRole::Solved && step.may_end() {
                items.push(Item { what: What::Helped(ix, role, spent), span, name });
            }
        }
    }
    items
}

fn ending_name(ending: &Ending) -> String {
    match ending {
        Ending::Fix { cause, .. } => format!("fix: {}", cause.id),
        Ending::Escalate { role, .. } => format!("escalate: {}", role.id),
        Ending::Continue { tree, .. } => format!("continue: {}", tree.id),
        Ending::Exit(exit) => format!("exit: {}", exit.id),
    }
}

/// Lists the ways out of a step as people take them: three for an instruction with a verification, whether they are
/// written or not, and one more for a bounded way.
pub(super) fn ways_of(step: &Step) -> Vec<(EdgeRole, Span, bool)> {
    let mut ways = Vec::new();
    let mut add = |role: EdgeRole, span: Span, outlet: Option<&Outlet>| {
        ways.push((role, span, false));
        if let Some(retry) = outlet.and_then(|outlet| outlet.retry.as_ref()) {
            ways.push((role, retry.then.span, true));
        }
    };
    if let Kind::Instruction(instruction) = &step.kind
        && let After::Verify { solved, failed, cannot } = &instruction.after
    {
        let span = |outlet: Option<&Outlet>| outlet.map_or(step.span, |outlet| outlet.to.span);
        add(EdgeRole::Solved, span(solved.as_ref()), solved.as_ref());
        add(EdgeRole::Else, span(Some(failed)), Some(failed));
        add(EdgeRole::Cannot, span(cannot.as_ref().or(Some(failed))), cannot.as_ref().or(Some(failed)));
        return ways;
    }
    step.for_each_outlet(|role, outlet| add(role, span_of(step, role).unwrap_or(outlet.to.span), Some(outlet)));
    ways
}

/// Returns where a way out of a step is declared, if that is not its target.
fn span_of(step: &Step, role: EdgeRole) -> Option<Span> {
    match (role, &step.kind) {
        (EdgeRole::Answer(position), _) => step.question()?.answers.get(position as usize).map(|answer| answer.span),
        (EdgeRole::Exit(position), Kind::Call(call)) => call.exits.get(position as usize).map(|(exit, _)| exit.span),
        (EdgeRole::Route(position), Kind::Route(route)) => route.arms.get(position as usize).map(|arm| arm.span),
        _ => None,
    }
}

/// Names a way out of a step as a scenario would.
pub(super) fn way_name(step: &Step, role: EdgeRole, spent: bool) -> String {
    let way = way_word(step, role);
    let after = if spent { ", once too often" } else { "" };
    format!("{}: {way}{after}", step.id)
}

/// Returns the word for a way out of a step.
pub(super) fn way_word(step: &Step, role: EdgeRole) -> String {
    match (role, &step.kind) {
        (EdgeRole::Answer(position), _) => {
            let answer = step.question().and_then(|question| question.answers.get(position as usize));
            answer.map(|answer| answer.id.to_string()).unwrap_or_default()
        }
        (EdgeRole::Exit(position), Kind::Call(call)) => {
            call.exits.get(position as usize).map(|(exit, _)| exit.id.to_string()).unwrap_or_default()
        }
        (EdgeRole::Route(position), _) => format!("arm {}", position + 1),
        (EdgeRole::Solved, _) => "yes".to_owned(),
        (EdgeRole::Else, _) => "no".to_owned(),
        (EdgeRole::Cannot, _) => "cannot".to_owned(),
        (EdgeRole::Next, Kind::Instruction(_)) => "done".to_owned(),
        _ => "next".to_owned(),
    }
}

/// How much of one group is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Share {
    /// How many were taken.
    pub taken: usize,
    /// How many there are.
    pub of: usize,
}

impl Share {
    /// Returns the share in percent, rounded down, so that 100 means all.
    pub fn percent(self) -> usize {
        (self.taken * 100).checked_div(self.of).unwrap_or(100)
    }

    fn count(&mut self, taken: bool) {
        self.of += 1;
        self.taken += usize::from(taken);
    }

    /// Adds another share.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { taken: self.taken + other.taken, of: self.of + other.of }
    }
}

/// What is taken of one tree.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Which tree.
    pub tree: TreeIx,
    /// Its id.
    pub id: Id,
    /// How many scenarios of its own it has.
    pub scenarios: usize,
    /// Ways out of steps.
    pub answers: Share,
    /// Steps.
    pub steps: Share,
    /// Endings.
    pub endings: Share,
    /// What no scenario takes, in the author's order, with its place.
    pub missing: Vec<(Item, Place)>,
}

impl Coverage {
    /// Returns the least of the three shares, in percent.
    pub fn least(&self) -> usize {
        [self.answers, self.steps, self.endings].into_iter().map(Share::percent).min().unwrap_or(100)
    }
}

/// Measures what is taken of each of these trees. What a tree's scenarios take inside a part counts for the part.
pub fn coverage(library: &Library, trees: &[TreeIx], tried: &[Tried]) -> Vec<Coverage> {
    let taken = Taken::by(tried);
    let measured = trees.iter().filter_map(|ix| {
        let tree = library.tree(*ix)?;
        let own = tried.iter().filter(|tried| tried.tree == *ix).count();
        let none = Share::default();
        let (id, missing) = (tree.id.clone(), Vec::new());
        let mut measured =
            Coverage { tree: *ix, id, scenarios: own, answers: none, steps: none, endings: none, missing };
        for item in items(tree) {
            let is_taken = taken.has(*ix, &item);
            match item.what.group() {
                Group::Answers => measured.answers.count(is_taken),
                Group::Steps => measured.steps.count(is_taken),
                Group::Endings => measured.endings.count(is_taken),
            }
            if !is_taken {
                let place = tree.place(item.span);
                measured.missing.push((item, place));
            }
        }
        Some(measured)
    });
    measured.collect()
}

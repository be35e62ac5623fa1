//! Unrolls a tree: every call becomes a copy of its part whose exits lead back to where they must.
//!
//! Two calls with the same way back from every exit share one copy. A way that no walk can take, because the facts
//! that decide it are known, is left out.

use std::collections::VecDeque;

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Options, Reader, TooLong,
    facts::{Followers, Known, Truth, join},
};
use crate::{
    base::Id,
    tree::{Call, EdgeRole, Ending, Kind, Library, Outlet, Route, Step, StepIx, Tree, TreeIx},
};

/// The most steps of a manual; nobody could walk more.
const MOST: usize = 100_000;

/// One copy of a tree or part.
#[derive(Debug)]
pub(super) struct Copied {
    /// Which.
    pub(super) tree: TreeIx,
    /// The tree that a case walks there.
    pub(super) chapter: TreeIx,
    /// Where each exit leads.
    pub(super) exits: Vec<(Id, usize)>,
    /// What comes before the id of each of its steps.
    pub(super) path: String,
    /// The place where it begins.
    pub(super) start: Option<usize>,
}

/// One place of the unrolled tree.
#[derive(Debug)]
pub(super) struct Node<'l> {
    /// What is there.
    pub(super) place: Place<'l>,
    /// Which copy it belongs to; nothing outside all.
    pub(super) copy: Option<usize>,
    /// Where it leads.
    pub(super) ways: Vec<(EdgeRole, usize)>,
    /// What may be known there; nothing as long as no way leads there.
    pub(super) known: Option<Known>,
}

/// What is at a place.
#[derive(Clone, Debug)]
pub(super) enum Place<'l> {
    /// A step.
    Step(StepIx, &'l Step),
    /// A way back that may be taken so many times.
    Again(StepIx, &'l Step, u16),
    /// An instruction has helped: these were the causes.
    Worked(TreeIx, Vec<&'l Id>),
    /// A person takes over.
    Person,
}

#[derive(Debug, PartialEq, Eq, Hash)]
enum Key<'l> {
    Step(usize, StepIx),
    Again(usize, StepIx, [usize; 3]),
    Worked(TreeIx, Vec<&'l Id>),
    Person,
}

/// What makes a copy: the tree or part, the tree that a case walks there, and where each exit leads.
type CopyKey = (TreeIx, TreeIx, Vec<(Id, usize)>);

/// A tree with all that it calls and continues in.
#[derive(Debug)]
pub(super) struct Unrolled<'l> {
    library: &'l Library,
    options: Options,
    pub(super) followers: Followers,
    pub(super) nodes: Vec<Node<'l>>,
    pub(super) copies: Vec<Copied>,
    keys: FxHashMap<Key<'l>, usize>,
    copied: FxHashMap<CopyKey, usize>,
    /// For each tree, those that it calls or continues in.
    leads: IndexMap<TreeIx, Vec<TreeIx>>,
    /// For each call, the copy that it begins.
    pub(super) called: FxHashMap<usize, usize>,
    /// The person who can always be asked.
    pub(super) person: usize,
}

impl<'l> Unrolled<'l> {
    /// Unrolls a tree.
    pub(super) fn new(library: &'l Library, root: TreeIx, options: Options) -> Result<Self, TooLong> {
        let leads = leads(library, root);
        let followers = Followers::new(library, leads.keys().filter_map(|ix| library.tree(*ix)));
        let mut own = Self {
            library,
            options,
            followers,
            nodes: Vec::new(),
            copies: Vec::new(),
            keys: FxHashMap::default(),
            copied: FxHashMap::default(),
            leads,
            called: FxHashMap::default(),
            person: 0,
        };
        own.explore(root)?;
        Ok(own)
    }

    /// Follows every way that a walk can take, until nothing new becomes known anywhere.
    fn explore(&mut self, root: TreeIx) -> Result<(), TooLong> {
        let speaks = match self.options.reader {
            Reader::Customer => "customer",
            Reader::Agent => "agent",
        };
        self.person = self.node(Key::Person, Place::Person, None);
        let copy = self.copy(root, root, Vec::new(), String::new());
        let Some(start) = self.copies.get(copy).and_then(|copy| copy.start) else { return Ok(()) };
        let known = self.followers.at_start(self.library.find_fact(None, "voice"), speaks);
        let mut queue = VecDeque::from([start]);
        for node in [self.person, start] {
            self.at(node, |it| it.known = Some(known.clone()));
        }
        while let Some(from) = queue.pop_front() {
            let ways = self.ways(from);
            let Some(node) = self.nodes.get_mut(from) else { continue };
            node.ways.clone_from(&ways);
            let (place, known) = (node.place.clone(), node.known.clone().unwrap_or_default());
            for (role, to) in ways {
                let further = match place {
                    Place::Step(_, step) => self.followers.after(&known, step, role),
                    _ => known.clone(),
                };
                let Some(target) = self.nodes.get_mut(to) else { continue };
                let is_news = match &mut target.known {
                    Some(own) => join(own, &further),
                    None => {
                        target.known = Some(further);
                        true
                    }
                };
                if is_news {
                    queue.push_back(to);
                }
            }
            if MOST < self.nodes.len() {
                return Err(TooLong { most: MOST });
            }
        }
        Ok(())
    }

    fn at(&mut self, node: usize, change: impl FnMut(&mut Node<'l>)) {
        self.nodes.get_mut(node).into_iter().for_each(change);
    }

    fn node(&mut self, key: Key<'l>, place: Place<'l>, copy: Option<usize>) -> usize {
        let next = self.nodes.len();
        let found = *self.keys.entry(key).or_insert(next);
        if found == next {
            self.nodes.push(Node { place, copy, ways: Vec::new(), known: None });
        }
        found
    }

    /// Returns the id of a tree.
    pub(super) fn name(&self, tree: TreeIx) -> &str {
        self.library.tree(tree).map(|tree| tree.id.as_str()).unwrap_or_default()
    }

    fn tree(&self, copy: usize) -> Option<(TreeIx, &'l Tree)> {
        let ix = self.copies.get(copy)?.tree;
        Some((ix, self.library.tree(ix)?))
    }

    /// Copies a tree or part, or finds the copy with the same ways back.
    fn copy(&mut self, ix: TreeIx, chapter: TreeIx, exits: Vec<(Id, usize)>, path: String) -> usize {
        let next = self.copies.len();
        let copy = *self.copied.entry((ix, chapter, exits.clone())).or_insert(next);
        if copy == next {
            self.copies.push(Copied { tree: ix, chapter, exits, path, start: None });
            let start = self.tree(copy).and_then(|(_, tree)| tree.start.to).and_then(|start| self.land(copy, start));
            self.copies.iter_mut().skip(copy).take(1).for_each(|it| it.start = start);
        }
        copy
    }

    fn start(&self, copy: usize) -> Option<usize> {
        self.copies.get(copy)?.start
    }

    /// Finds the place that a step of a copy stands for; an exit stands for where it leads.
    fn land(&mut self, copy: usize, ix: StepIx) -> Option<usize> {
        let step = self.tree(copy)?.1.step(ix)?;
        if let Kind::Ending(Ending::Exit(name)) = &step.kind
            && !says_something(step, self.options.reader)
            && let Some(back) = self.way_back(copy, &name.id)
        {
            return Some(back);
        }
        Some(self.node(Key::Step(copy, ix), Place::Step(ix, step), Some(copy)))
    }

    fn way_back(&self, copy: usize, exit: &Id) -> Option<usize> {
        self.copies.get(copy)?.exits.iter().find(|(own, _)| own == exit).map(|(_, to)| *to)
    }

    fn outlet(&mut self, copy: usize, ix: StepIx, step: &'l Step, outlet: &Outlet) -> Option<usize> {
        let to = self.land(copy, outlet.to.to?)?;
        let Some(retry) = &outlet.retry else { return Some(to) };
        let then = self.land(copy, retry.then.to?)?;
        Some(self.again(copy, (ix, step), retry.times, [to, then]))
    }

    /// A place that leads back so many times, and then on.
    fn again(&mut self, copy: usize, from: (StepIx, &'l Step), times: u16, ways: [usize; 2]) -> usize {
        let [back, then] = ways;
        let key = Key::Again(copy, from.0, [back, then, usize::from(times)]);
        let again = self.node(key, Place::Again(from.0, from.1, times), Some(copy));
        self.at(again, |it| it.ways = vec![(EdgeRole::Answer(0), back), (EdgeRole::Answer(1), then)]);
        again
    }

    fn ways(&mut self, from: usize) -> Vec<(EdgeRole, usize)> {
        let Some(node) = self.nodes.get(from) else { return Vec::new() };
        let (Place::Step(ix, step), Some(copy)) = (node.place.clone(), node.copy) else { return node.ways.clone() };
        let known = node.known.clone().unwrap_or_default();
        let to = match &step.kind {
            Kind::Call(call) => self.call(copy, (ix, step), call).and_then(|called| {
                self.called.insert(from, called);
                self.start(called)
            }),
            Kind::Ending(Ending::Exit(name)) => self.way_back(copy, &name.id),
            Kind::Ending(Ending::Continue { tree, .. }) => self.continuation(copy, (ix, step), tree.to),
            Kind::Ending(_) => None,
            Kind::Route(route) => return self.route(copy, (ix, step), route, &known),
            Kind::Question(_) | Kind::Instruction(_) => return self.replies(copy, (ix, step), &known),
        };
        to.map(|to| (EdgeRole::Next, to)).into_iter().collect()
    }

    fn replies(&mut self, copy: usize, from: (StepIx, &'l Step), known: &Known) -> Vec<(EdgeRole, usize)> {
        let (ix, step) = from;
        let mut outlets = Vec::new();
        step.for_each_outlet(|role, outlet| outlets.push((role, outlet)));
        if let Kind::Question(question) = &step.kind
            && let Some(answered) = self.followers.answered(known, question)
        {
            let answered = EdgeRole::Answer(u32::try_from(answered).unwrap_or(u32::MAX));
            outlets.retain(|(role, _)| *role == answered);
        }
        // Who could not do it and has no way of their own goes on as if it had not helped.
        if let [.., (EdgeRole::Else, failed)] = *outlets.as_slice() {
            outlets.push((EdgeRole::Cannot, failed));
        }
        let ways = outlets.into_iter().map(|(role, outlet)| Some((role, self.outlet(copy, ix, step, outlet)?)));
        let mut ways: Vec<_> = ways.collect::<Vec<_>>().into_iter().flatten().collect();
        if let Kind::Instruction(instruction) = &step.kind
            && step.may_end()
            && let Some((tree, _)) = self.tree(copy)
        {
            let causes: Vec<&'l Id> = instruction.fixes.iter().map(|(cause, _)| &cause.id).collect();
            let worked = self.node(Key::Worked(tree, causes.clone()), Place::Worked(tree, causes), None);
            ways.insert(0, (EdgeRole::Solved, worked));
        }
        ways
    }

    fn route(
        &mut self,
        copy: usize,
        from: (StepIx, &'l Step),
        route: &'l Route,
        known: &Known,
    ) -> Vec<(EdgeRole, usize)> {
        let mut ways = Vec::new();
        for (position, arm) in (0..).zip(&route.arms) {
            let truth = arm.when.as_ref().map_or(Truth::Always, |when| self.followers.holds(known, when));
            if truth != Truth::Never {
                let to = self.outlet(copy, from.0, from.1, &arm.outlet);
                ways.extend(to.map(|to| (EdgeRole::Route(position), to)));
            }
            if truth == Truth::Always {
                break;
            }
        }
        ways
    }

    fn call(&mut self, copy: usize, from: (StepIx, &'l Step), call: &'l Call) -> Option<usize> {
        let (ix, step) = from;
        let own = self.copies.get(copy)?;
        let (chapter, path) = (own.chapter, format!("{}{}.", own.path, step.id));
        let mut exits = Vec::with_capacity(call.exits.len());
        for (exit, outlet) in &call.exits {
            exits.push((exit.id.clone(), self.outlet(copy, ix, step, outlet)?));
        }
        Some(self.copy(call.part.to?, chapter, exits, path))
    }

    /// Goes on in another tree. A case walks each tree once: who is sent back to one is handed over instead.
    fn continuation(&mut self, copy: usize, from: (StepIx, &'l Step), tree: Option<TreeIx>) -> Option<usize> {
        let tree = tree.filter(|_| self.options.continued)?;
        let root = self.copies.first()?.chapter;
        if tree == root {
            return Some(self.person);
        }
        let path = format!("{}:", self.library.tree(tree)?.id);
        let begun = self.copy(tree, tree, Vec::new(), path);
        let start = self.start(begun)?;
        let chapter = self.copies.get(copy)?.chapter;
        Some(if self.leads_to(tree, chapter) { self.again(copy, from, 1, [start, self.person]) } else { start })
    }

    /// Says whether one tree leads to another, at once or later.
    fn leads_to(&self, from: TreeIx, to: TreeIx) -> bool {
        let (mut seen, mut queue) = (FxHashSet::default(), vec![from]);
        while let Some(tree) = queue.pop().filter(|tree| *tree != to) {
            let next = self.leads.get(&tree).into_iter().flatten();
            queue.extend(next.filter(|next| seen.insert(**next)));
            if queue.is_empty() {
                return false;
            }
        }
        true
    }
}

/// Says whether there is something to read at a step at which nothing is asked or done.
pub(super) fn says_something(step: &Step, reader: Reader) -> bool {
    !step.warn.is_empty() || (reader == Reader::Agent && (step.note.is_some() || step.say.is_some()))
}

/// Lists a tree and all that it calls or continues in, in the order in which they are met, with what each leads to.
fn leads(library: &Library, root: TreeIx) -> IndexMap<TreeIx, Vec<TreeIx>> {
    let mut leads: IndexMap<TreeIx, Vec<TreeIx>> = IndexMap::new();
    let mut queue = VecDeque::from([root]);
    while let Some(ix) = queue.pop_front() {
        if leads.contains_key(&ix) {
            continue;
        }
        let steps = library.tree(ix).into_iter().flat_map(Tree::steps);
        let next = steps.filter_map(|(_, step)| match &step.kind {
            Kind::Call(call) => call.part.to,
            Kind::Ending(Ending::Continue { tree, .. }) => tree.to,
            _ => None,
        });
        let next: Vec<TreeIx> = next.collect();
        queue.extend(next.iter().copied());
        leads.insert(ix, next);
    }
    leads
}

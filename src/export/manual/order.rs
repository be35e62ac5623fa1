//! Puts the places of an unrolled tree into the order in which people turn the pages: always forward, a part where
//! it is called, a further tree behind the first.

use rustc_hash::FxHashMap;

use super::{
    Entry, Reader, Section, Shown, Way,
    unroll::{Node, Place, Unrolled, says_something},
};
use crate::tree::{Kind, StepIx};

/// Lists what is shown in order, and the parts and trees that it belongs to.
pub(super) fn arrange<'l>(unrolled: &Unrolled<'l>, reader: Reader) -> (Vec<Entry<'l>>, Vec<Section>) {
    let arranged = Arranged { unrolled, shown: shown(unrolled, reader) };
    let order = arranged.order();
    let position: FxHashMap<usize, usize> =
        order.iter().enumerate().map(|(position, node)| (*node, position)).collect();
    let left = arranged.left();
    let mut entries = Vec::with_capacity(order.len());
    let (mut number, mut repeats) = (0, FxHashMap::default());
    for ix in &order {
        let Some(node) = unrolled.nodes.get(*ix) else { continue };
        let ways = node
            .ways
            .iter()
            .filter_map(|(role, to)| Some(Way { role: *role, to: *position.get(&arranged.resolve(*to))? }));
        let is_counted = !matches!(node.place, Place::Worked(..));
        number += usize::from(is_counted);
        entries.push(Entry {
            number: is_counted.then_some(number),
            id: id(unrolled, node, &mut repeats),
            tree: node.copy.and_then(|copy| unrolled.copies.get(copy)).map(|copy| copy.tree),
            shown: kind(node),
            ways: ways.collect(),
            left: left.get(*ix).map(|(most, _)| *most).unwrap_or_default(),
            usually_left: left.get(*ix).map(|(_, mean)| rounded(*mean)).unwrap_or_default(),
            section: node.copy.unwrap_or(usize::MAX),
            may_be_answered: arranged.may_be_answered(node),
        });
    }
    let sections = sections(unrolled, &mut entries);
    (entries, sections)
}

/// Names a place: the path of its step, and what it is beside that step.
fn id(unrolled: &Unrolled<'_>, node: &Node<'_>, repeats: &mut FxHashMap<(Option<usize>, StepIx), usize>) -> String {
    let path = node.copy.and_then(|copy| unrolled.copies.get(copy)).map(|copy| copy.path.as_str()).unwrap_or_default();
    match &node.place {
        Place::Step(_, step) => format!("{path}{}", step.id),
        Place::Again(ix, step, _) => {
            // One step may lead back in several ways.
            let count = repeats.entry((node.copy, *ix)).or_default();
            *count += 1;
            format!("{path}{}~again{count}", step.id)
        }
        Place::Worked(tree, causes) => {
            let causes: Vec<&str> = causes.iter().map(|cause| cause.as_str()).collect();
            format!("~fixed:{}:{}", unrolled.name(*tree), causes.join("+"))
        }
        Place::Person => "~person".to_owned(),
    }
}

/// Decides for each place whether anything is shown there.
fn shown(unrolled: &Unrolled<'_>, reader: Reader) -> Vec<bool> {
    let is_shown = |node: &Node<'_>| {
        let Place::Step(_, step) = &node.place else { return true };
        let has_choice = node.ways.iter().any(|(_, to)| node.ways.first().is_some_and(|(_, first)| first != to));
        match &step.kind {
            Kind::Instruction(_) => true,
            Kind::Question(question) => {
                let answered = node.known.as_ref().and_then(|known| unrolled.followers.answered(known, question));
                answered.is_none()
            }
            Kind::Ending(_) if node.ways.is_empty() => true,
            _ => has_choice || says_something(step, reader),
        }
    };
    unrolled.nodes.iter().map(is_shown).collect()
}

struct Arranged<'u, 'l> {
    unrolled: &'u Unrolled<'l>,
    shown: Vec<bool>,
}

impl Arranged<'_, '_> {
    /// Finds the place that is shown when a way leads to a place.
    fn resolve(&self, mut node: usize) -> usize {
        // A circle of places at which nothing is shown would be a loop without bound, which no sealed tree has.
        for _ in 0..=self.unrolled.nodes.len() {
            let is_shown = self.shown.get(node).copied().unwrap_or(true);
            match self.unrolled.nodes.get(node).and_then(|it| it.ways.first()) {
                Some((_, to)) if !is_shown => node = *to,
                _ => break,
            }
        }
        node
    }

    fn may_be_answered(&self, node: &Node<'_>) -> bool {
        match (&node.place, &node.known) {
            (Place::Step(_, step), Some(known)) if matches!(step.kind, Kind::Question(_)) => {
                step.question().is_some_and(|question| self.unrolled.followers.may_be_answered(known, question))
            }
            _ => false,
        }
    }

    /// The ways that lead forward: all but those that repeat something.
    fn forward(&self, node: usize) -> impl Iterator<Item = usize> {
        let node = self.unrolled.nodes.get(node);
        let repeats = node.is_some_and(|node| matches!(node.place, Place::Again(..)));
        node.into_iter().flat_map(|node| &node.ways).skip(usize::from(repeats)).map(|(_, to)| *to)
    }

    /// For each place, how many places are shown after it, repetitions left out: at most, and if all ways out of a
    /// place are taken equally often.
    fn left(&self) -> Vec<(usize, f64)> {
        let mut left = vec![(0, 0.0); self.unrolled.nodes.len()];
        let all = 0..self.unrolled.nodes.len();
        for node in finished(all.clone(), all.len(), |node| self.forward(node).collect()) {
            let after = |to: usize| {
                let (most, mean) = left.get(to).copied().unwrap_or_default();
                if self.shown.get(to).is_some_and(|it| *it) { (most + 1, mean + 1.0) } else { (most, mean) }
            };
            let (mut most, mut sum, mut ways) = (0, 0.0, 0.0);
            for (further, mean) in self.forward(node).map(after) {
                most = most.max(further);
                sum += mean;
                ways += 1.0;
            }
            let mean = if ways == 0.0 { 0.0 } else { sum / ways };
            left.iter_mut().skip(node).take(1).for_each(|it| *it = (most, mean));
        }
        left
    }

    /// Lists the places that are shown: each copy as a block behind the call, further trees behind the first.
    fn order(&self) -> Vec<usize> {
        let nodes = &self.unrolled.nodes;
        let mut blocks: Vec<Vec<usize>> = vec![Vec::new(); self.unrolled.copies.len()];
        for (ix, node) in nodes.iter().enumerate().filter(|(_, node)| node.known.is_some()) {
            node.copy.and_then(|copy| blocks.get_mut(copy)).into_iter().for_each(|block| block.push(ix));
        }
        let blocks: Vec<Vec<usize>> = blocks.into_iter().enumerate().map(|(copy, it)| self.block(copy, &it)).collect();
        let mut order = Vec::with_capacity(nodes.len());
        let mut placed = vec![false; blocks.len()];
        // Copies of trees begin their own chapter; copies of parts stand where they are called first.
        let is_chapter = |copy: usize| self.unrolled.copies.get(copy).is_some_and(|it| it.tree == it.chapter);
        for chapter in (0..blocks.len()).filter(|copy| is_chapter(*copy)) {
            let mut open = vec![(chapter, 0)];
            while let Some((copy, at)) = open.pop() {
                placed.iter_mut().skip(copy).take(1).for_each(|it| *it = true);
                let Some(node) = blocks.get(copy).and_then(|block| block.get(at)) else { continue };
                open.push((copy, at + 1));
                order.push(*node);
                let called = self.called(*node).filter(|called| !is_chapter(*called));
                if let Some(called) = called.filter(|called| placed.get(*called) == Some(&false)) {
                    open.push((called, 0));
                }
            }
        }
        let others = (0..nodes.len()).filter(|ix| nodes.get(*ix).is_some_and(|node| node.copy.is_none()));
        let (person, worked): (Vec<usize>, Vec<usize>) = others.partition(|ix| *ix == self.unrolled.person);
        order.extend(person.into_iter().chain(worked));
        order.retain(|ix| self.shown.get(*ix).is_some_and(|it| *it));
        order
    }

    /// The copy that a call begins.
    fn called(&self, node: usize) -> Option<usize> {
        self.unrolled.called.get(&node).copied()
    }

    /// Orders the places of one copy: each behind all that lead to it within the copy.
    fn block(&self, copy: usize, members: &[usize]) -> Vec<usize> {
        let position: FxHashMap<usize, usize> =
            members.iter().enumerate().map(|(position, node)| (*node, position)).collect();
        let next = |at: usize| -> Vec<usize> {
            let Some(node) = members.get(at) else { return Vec::new() };
            let exits = self.called(*node).and_then(|called| self.unrolled.copies.get(called));
            let exits = exits.into_iter().flat_map(|called| called.exits.iter().map(|(_, to)| *to));
            let next: Vec<usize> =
                self.forward(*node).chain(exits).filter_map(|to| position.get(&to).copied()).collect();
            next.into_iter().rev().collect()
        };
        let start =
            self.unrolled.copies.get(copy).and_then(|it| it.start).and_then(|start| position.get(&start).copied());
        // What only a repetition leads to is finished first, so that the start comes out first.
        let reached = finished(start.into_iter(), members.len(), next);
        let mut is_reached = vec![false; members.len()];
        for at in &reached {
            is_reached.iter_mut().skip(*at).take(1).for_each(|it| *it = true);
        }
        let rest = (0..members.len()).rev().filter(|at| is_reached.get(*at) == Some(&false));
        let order = finished(rest.chain(start), members.len(), next);
        order.into_iter().rev().filter_map(|at| members.get(at).copied()).collect()
    }
}

/// What is shown at a place.
fn kind<'l>(node: &Node<'l>) -> Shown<'l> {
    match &node.place {
        Place::Step(_, step) => Shown::Step(step),
        Place::Again(_, _, times) => Shown::Again(*times),
        Place::Worked(tree, causes) => Shown::Worked(*tree, causes.clone()),
        Place::Person => Shown::Person,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the number of places")]
fn rounded(mean: f64) -> usize {
    mean.round() as usize
}

/// Walks depth first from the roots, without recursion; returns the order in which nodes are finished.
fn finished(roots: impl Iterator<Item = usize>, count: usize, next: impl Fn(usize) -> Vec<usize>) -> Vec<usize> {
    let mut seen = vec![false; count];
    let mut order = Vec::with_capacity(count);
    let mut enter = |node: usize| seen.get_mut(node).is_some_and(|seen| !std::mem::replace(seen, true));
    for root in roots {
        if !enter(root) {
            continue;
        }
        let mut open = vec![(root, next(root).into_iter())];
        while let Some((node, ways)) = open.last_mut() {
            match ways.next() {
                Some(to) if enter(to) => open.push((to, next(to).into_iter())),
                Some(_) => {}
                None => {
                    order.push(*node);
                    open.pop();
                }
            }
        }
    }
    order
}

/// Numbers the copies that something is shown of, in order.
fn sections(unrolled: &Unrolled<'_>, entries: &mut [Entry<'_>]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut known: FxHashMap<usize, usize> = FxHashMap::default();
    for entry in entries {
        let copy = unrolled.copies.get(entry.section);
        let at = *known.entry(entry.section).or_insert_with(|| {
            let is_part = copy.is_some_and(|copy| copy.tree != copy.chapter);
            let number = entry.number.unwrap_or_default();
            sections.push(Section { tree: copy.map(|copy| copy.tree), is_part, first: number, last: number });
            sections.len() - 1
        });
        entry.section = at;
        if let (Some(section), Some(number)) = (sections.get_mut(at), entry.number) {
            section.last = number;
        }
    }
    sections
}

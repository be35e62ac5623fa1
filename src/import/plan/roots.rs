//! Finds where a chart begins, and makes one beginning of several.

use rustc_hash::{FxHashMap, FxHashSet};

use super::View;
use crate::import::{
    chart::Shape,
    draft::{Answer, Ask, Draft, Kind, Label, Step, To, Way},
    naming::Names,
    words::{self, Manner},
};

/// One beginning of the chart.
pub(super) struct Root {
    /// The node that has no arrow before it.
    node: usize,
    /// The node with which a run begins: the same, or the one behind it.
    first: usize,
}

/// Finds the beginnings; a node that only states the fault becomes the title.
pub(super) fn find(view: &View<'_>, draft: &mut Draft) -> Vec<Root> {
    let count = view.chart.nodes.len();
    let nodes = || (0..count).filter(|node| count == 1 || !view.is_alone(*node));
    for node in (0..count).filter(|node| count != 1 && view.is_alone(*node)) {
        let words = view.words(node);
        if !words.is_empty() {
            draft.remarks.push(format!("no arrow touches `{words}`; it was left out"));
        }
    }
    let mut roots: Vec<usize> = nodes().filter(|node| view.ins(*node).is_empty()).collect();
    if roots.is_empty() {
        let named = nodes().find(|node| words::is_beginning(view.words(*node)));
        roots.extend(named.or_else(|| nodes().next()));
    }
    let mut seen = FxHashSet::default();
    roots.iter().for_each(|root| reach(view, *root, &mut seen));
    for node in nodes() {
        if !seen.contains(&node) {
            roots.push(node);
            reach(view, node, &mut seen);
        }
    }
    let states = |node: usize| view.ins(node).is_empty() && is_statement(view, node);
    let found: Vec<Root> = roots
        .into_iter()
        .map(|node| {
            let behind = view.only_out(node).filter(|(to, label)| label.is_none() && *to != node).map(|(to, _)| to);
            let elided = behind.filter(|_| words::is_beginning(view.words(node)) || states(node));
            Root { node, first: elided.unwrap_or(node) }
        })
        .collect();
    let stated = |root: &&Root| root.first != root.node && !words::is_beginning(view.words(root.node));
    let statements: Vec<&str> = found.iter().filter(stated).map(|root| view.words(root.node)).collect();
    match statements.as_slice() {
        [] => {}
        [only] if draft.title.is_none() && found.len() == 1 => draft.title = Some((*only).to_owned()),
        several => draft.symptoms = several.iter().map(|it| (*it).to_owned()).collect(),
    }
    found
}

fn reach(view: &View<'_>, from: usize, seen: &mut FxHashSet<usize>) {
    let mut queue = vec![from];
    while let Some(node) = queue.pop() {
        if seen.insert(node) {
            queue.extend(view.outs(node).map(|(to, _)| to));
        }
    }
}

/// Says whether a node neither asks nor tells to do anything.
fn is_statement(view: &View<'_>, node: usize) -> bool {
    let shape = view.chart.nodes.get_index(node).map(|(_, node)| node.shape);
    let words = view.words(node);
    // What looks like a question but has one arrow without words is no question: "No sound?".
    let manner = words::manner(words);
    !words.is_empty() && shape != Some(Shape::Decision) && matches!(manner, Manner::Statement | Manner::Question)
}

/// Lets the run begin at the one beginning, or asks which of several it is.
pub(super) fn begin(view: &View<'_>, roots: &[Root], draft: &mut Draft) {
    // Who goes back to a beginning that is left out goes on behind it.
    let elided: FxHashMap<usize, usize> =
        roots.iter().filter(|root| root.first != root.node).map(|root| (root.node, root.first)).collect();
    for step in draft.steps.iter_mut().flatten() {
        for way in step.ways_mut() {
            if let To::Step(to) = way.to
                && let Some(first) = elided.get(&to)
            {
                way.to = To::Step(*first);
            }
        }
    }
    let firsts: FxHashSet<usize> = roots.iter().map(|root| root.first).collect();
    let first = roots.first().map_or(0, |root| root.first);
    if firsts.len() <= 1 {
        draft.start = first;
        return;
    }
    let mut names = Names::default();
    names.once("unsure".to_owned());
    let mut taken = FxHashSet::default();
    let answers = roots.iter().filter(|root| taken.insert(root.first)).map(|root| {
        let words = view.words(root.node);
        let id = names.give([words], "beginning");
        let label = if words.is_empty() {
            Label::Open("what does somebody say who begins here?".to_owned())
        } else {
            Label::Words(words.to_owned())
        };
        Answer { id, label, way: Way::to(root.first) }
    });
    let unsure = Answer { id: "unsure".to_owned(), label: Label::BuiltIn, way: Way::fallback("") };
    let ask = Ask { text: None, answers: answers.chain([unsure]).collect() };
    draft.start = draft.steps.len();
    draft.symptoms.clear();
    draft.steps.push(Some(Step {
        words: format!("the chart has {} beginnings; which question tells them apart?", firsts.len()),
        key: Some("begin".to_owned()),
        groups: Vec::new(),
        comments: Vec::new(),
        guesses: vec!["this step is not in the chart".to_owned()],
        kind: Kind::Ask(ask),
    }));
}

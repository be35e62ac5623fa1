//! Decides what the nodes and arrows of a chart are in a tree.

mod answers;
mod fold;
mod order;
mod roots;
mod step;

use rustc_hash::FxHashSet;

use super::{
    chart::Chart,
    draft::{Draft, To},
    words,
};

/// What all decisions look at.
struct View<'c> {
    chart: &'c Chart,
    /// The words of each node on one line; nothing if the chart only names it.
    words: Vec<Option<String>>,
    /// The arrows out of each node, repeated ones left out.
    outs: Vec<Vec<usize>>,
    /// The nodes from which arrows come, themselves left out.
    ins: Vec<Vec<usize>>,
}

impl View<'_> {
    /// Returns what stands in a node.
    fn words(&self, node: usize) -> &str {
        self.words.get(node).and_then(Option::as_deref).unwrap_or_default()
    }

    /// Returns the arrows out of a node: where they lead and what they say.
    fn outs(&self, node: usize) -> impl Iterator<Item = (usize, Option<&str>)> {
        let edges = self.outs.get(node).map_or(&[][..], Vec::as_slice).iter();
        edges.filter_map(|at| self.chart.edges.get(*at)).map(|edge| (edge.to, edge.label.as_deref()))
    }

    /// Returns the only arrow out of a node.
    fn only_out(&self, node: usize) -> Option<(usize, Option<&str>)> {
        let mut outs = self.outs(node);
        outs.next().filter(|_| outs.next().is_none())
    }

    fn ins(&self, node: usize) -> &[usize] {
        self.ins.get(node).map_or(&[], Vec::as_slice)
    }

    fn is_alone(&self, node: usize) -> bool {
        self.ins(node).is_empty() && self.outs(node).next().is_none()
    }
}

/// Turns a chart into a draft of a tree.
pub(super) fn plan(chart: &Chart, title: Option<&str>, tell: &mut dyn FnMut(usize, usize)) -> Draft {
    let view = survey(chart);
    let mut draft = Draft { remarks: chart.remarks.clone(), ..Draft::default() };
    draft.title = title.map(str::to_owned).or_else(|| chart.title.clone());
    let roots = roots::find(&view, &mut draft);
    let all = chart.nodes.len();
    let read = |node| {
        tell(node, all);
        step::read(&view, node)
    };
    draft.steps = (0..all).map(read).collect();
    fold::fold(&view, &mut draft);
    roots::begin(&view, &roots, &mut draft);
    note_arrows_both_ways(&view, &mut draft);
    order::bound(&mut draft);
    order::hand_over(&view, &mut draft);
    order::drop_unreachable(&mut draft);
    order::arrange(&view, &mut draft);
    draft
}

fn survey(chart: &Chart) -> View<'_> {
    let mut seen = FxHashSet::default();
    let mut outs = vec![Vec::new(); chart.nodes.len()];
    let mut ins = vec![Vec::new(); chart.nodes.len()];
    for (at, edge) in (0..).zip(&chart.edges) {
        if !seen.insert((edge.from, edge.to, edge.label.as_deref())) {
            continue;
        }
        if let Some(outs) = outs.get_mut(edge.from) {
            outs.push(at);
        }
        if let Some(ins) = ins.get_mut(edge.to).filter(|_| edge.from != edge.to) {
            ins.push(edge.from);
        }
    }
    let words = chart.nodes.iter().map(|(key, node)| match &node.label {
        Some(label) => Some(joined(label)),
        // A name such as `A1` says nothing; a name of several words is what the author wanted to say.
        None => {
            let spaced = key.replace(['_', '\n'], " ");
            let tells = spaced.split_whitespace().count() != 1 || super::naming::telling_key(key).is_some();
            let tells = tells || words::is_beginning(key) || words::is_end(key) || !key.is_ascii();
            tells.then(|| super::label::tidy_line(&spaced)).filter(|it| !it.is_empty())
        }
    });
    View { chart, words: words.collect(), outs, ins }
}

/// Joins the lines of a label: they were broken to fit, unless a sentence begins there.
fn joined(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    for line in label.lines() {
        if !out.is_empty() {
            let is_open = !out.ends_with(['.', '!', '?', ':', ';', ',']);
            out.push_str(if is_open && words::begins_sentence(line) { ". " } else { " " });
        }
        out.push_str(line);
    }
    out
}

fn note_arrows_both_ways(view: &View<'_>, draft: &mut Draft) {
    for edge in view.chart.edges.iter().filter(|edge| edge.both) {
        if let Some(Some(step)) = draft.steps.get_mut(edge.from) {
            for way in step.ways_mut().into_iter().filter(|way| way.to == To::Step(edge.to)) {
                way.guess = Some("the arrow points both ways; only this way was taken".to_owned());
            }
        }
    }
}

//! Where boxes and lines lie: layers from top to bottom, computed by the crate dagre.

use std::collections::BTreeMap;

use dagre::{
    EdgeLabel, LayoutOptions, NodeLabel,
    graph::{Graph, GraphOptions},
};

/// A place on the picture.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// A size on the picture.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A line to be laid: between which boxes, by position, and how large its label is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: Size,
    /// How straight and short it wants to be.
    pub(super) weight: i32,
}

/// Where everything lies.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Layout {
    /// The middle of each box.
    pub(super) boxes: Vec<Point>,
    /// The bends of each line, ends included, and the middle of its label.
    pub(super) lines: Vec<(Vec<Point>, Point)>,
    pub(super) size: Size,
}

/// Lays out boxes and lines.
pub(super) fn lay(sizes: &[Size], spans: &[Span]) -> Layout {
    let options = GraphOptions { directed: true, multigraph: true, compound: false };
    let mut graph: Graph<NodeLabel, EdgeLabel> = Graph::with_options(options);
    for (position, size) in sizes.iter().enumerate() {
        let node = NodeLabel { width: size.width, height: size.height, ..NodeLabel::default() };
        graph.set_node(position.to_string(), Some(node));
    }
    for (position, span) in spans.iter().enumerate() {
        let edge = EdgeLabel {
            width: span.label.width,
            height: span.label.height,
            labelpos: dagre::layout::types::LabelPos::Center,
            weight: span.weight,
            ..EdgeLabel::default()
        };
        graph.set_edge(span.from.to_string(), span.to.to_string(), Some(edge), Some(&position.to_string()));
    }
    let options = LayoutOptions { nodesep: 24.0, edgesep: 16.0, ranksep: 52.0, ..LayoutOptions::default() };
    dagre::layout(&mut graph, Some(options));
    let at = |x: Option<f64>, y: Option<f64>| Point { x: x.unwrap_or_default(), y: y.unwrap_or_default() };
    let boxes: Vec<Point> = (0..sizes.len())
        .map(|position| graph.node(&position.to_string()).map(|node| at(node.x, node.y)).unwrap_or_default())
        .collect();
    let lines: Vec<(Vec<Point>, Point)> = (0..)
        .zip(spans)
        .map(|(position, span): (usize, _)| {
            let edge = graph.edge(&span.from.to_string(), &span.to.to_string(), Some(&position.to_string()));
            let points = edge.map(|edge| edge.points.iter().map(|it| Point { x: it.x, y: it.y }).collect());
            (points.unwrap_or_default(), edge.map(|edge| at(edge.x, edge.y)).unwrap_or_default())
        })
        .collect();
    let mut layout = Layout { boxes, lines, size: Size::default() };
    layout.turn(spans);
    layout.dock(sizes, spans);
    layout.straighten(spans);
    layout.keep_to_gaps(sizes, spans);
    layout.frame(sizes, spans);
    layout
}

/// Stacks boxes one below the other, with lines between neighbours only.
pub(super) fn stack(sizes: &[Size], spans: &[Span]) -> Layout {
    let widest = sizes.iter().map(|size| size.width).fold(0.0, f64::max);
    let x = widest / 2.0;
    let mut layout = Layout { size: Size { width: widest, height: 0.0 }, ..Layout::default() };
    let mut spans = spans.iter().peekable();
    let mut y = 0.0;
    for (at, size) in sizes.iter().enumerate() {
        layout.boxes.push(Point { x, y: y + size.height / 2.0 });
        y += size.height;
        layout.size.height = y;
        match spans.next_if(|span| span.from == at) {
            Some(span) => {
                let foot = y + span.label.height + 2.0 * GAP;
                let middle = Point { x, y: f64::midpoint(y, foot) };
                layout.lines.push((vec![Point { x, y }, Point { x, y: foot }], middle));
                y = foot;
            }
            None => y += GAP,
        }
    }
    layout
}

/// How far from the corners of a box lines leave and arrive.
const CORNER: f64 = 34.0;
/// How far from a layer lines have gone aside.
const GAP: f64 = 24.0;
/// How far apart lines arrive.
const APART: f64 = 22.0;

impl Layout {
    /// Mirrors the picture where that brings more answers into the author's order, from left to right.
    fn turn(&mut self, spans: &[Span]) {
        let mut balance = 0_i64;
        for (position, (a, first)) in spans.iter().zip(&self.lines).enumerate() {
            let later = spans.iter().zip(&self.lines).skip(position + 1);
            for (_, second) in later.take_while(|(b, _)| b.from == a.from) {
                balance += if first.1.x <= second.1.x { 1 } else { -1 };
            }
        }
        if 0 <= balance {
            return;
        }
        self.boxes.iter_mut().for_each(|point| point.x = -point.x);
        for (points, label) in &mut self.lines {
            points.iter_mut().for_each(|point| point.x = -point.x);
            label.x = -label.x;
        }
    }

    /// Lets lines leave at the foot of a box and arrive at the head of another, beside each other.
    fn dock(&mut self, sizes: &[Size], spans: &[Span]) {
        for (at, (middle, size)) in self.boxes.iter().zip(sizes).enumerate() {
            let room = (size.width - 2.0 * CORNER).max(0.0);
            let ports = |lines: &[(Vec<Point>, Point)], leaves: bool| {
                let mine =
                    spans.iter().enumerate().filter(|(_, span)| if leaves { span.from == at } else { span.to == at });
                let bend = |points: &[Point]| {
                    let second = if leaves { points.get(1) } else { points.iter().rev().nth(1) };
                    second.map_or(middle.x, |point| point.x)
                };
                let mut mine: Vec<(f64, usize)> =
                    mine.filter_map(|(line, _)| lines.get(line).map(|(points, _)| (bend(points), line))).collect();
                mine.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                mine
            };
            for leaves in [true, false] {
                let mine = ports(&self.lines, leaves);
                #[expect(clippy::cast_precision_loss, reason = "a few lines")]
                let gaps = (mine.len().max(2) - 1) as f64;
                let step = if leaves { (room / gaps).min(64.0) } else { (room / gaps).min(APART) };
                #[expect(clippy::cast_precision_loss, reason = "a few lines")]
                let mut x = middle.x - step * (mine.len().max(1) - 1) as f64 / 2.0;
                for (_, line) in mine {
                    let Some((points, _)) = self.lines.get_mut(line) else { continue };
                    let end = if leaves { points.first_mut() } else { points.last_mut() };
                    if let Some(end) = end {
                        let half = size.height / 2.0;
                        *end = Point { x, y: if leaves { middle.y + half } else { middle.y - half } };
                    }
                    x += step;
                }
            }
        }
    }

    /// Leads each line straight down through its label, so that it does not run along the words.
    fn straighten(&mut self, spans: &[Span]) {
        for ((points, label), span) in self.lines.iter_mut().zip(spans).filter(|(_, span)| 0.0 < span.label.height) {
            let half = span.label.height / 2.0;
            let Some(at) = points.iter().position(|it| (it.x - label.x).abs() < 0.5 && (it.y - label.y).abs() < 0.5)
            else {
                continue;
            };
            let through = [Point { x: label.x, y: label.y - half }, Point { x: label.x, y: label.y + half }];
            points.splice(at..=at, through);
        }
    }

    /// Lets lines go aside only in the gaps between the layers, where no words stand.
    fn keep_to_gaps(&mut self, sizes: &[Size], spans: &[Span]) {
        let mut layers: BTreeMap<i64, (f64, f64)> = BTreeMap::new();
        #[expect(clippy::cast_possible_truncation, reason = "a picture is far smaller")]
        let layer = |point: &Point| (point.y * 10.0).round() as i64;
        for (middle, size) in self.boxes.iter().zip(sizes) {
            let (top, foot) = (middle.y - size.height / 2.0, middle.y + size.height / 2.0);
            let own = layers.entry(layer(middle)).or_insert((top, foot));
            *own = (own.0.min(top), own.1.max(foot));
        }
        let ends = |at: usize| self.boxes.get(at).and_then(|middle| layers.get(&layer(middle)));
        for ((points, _), span) in self.lines.iter_mut().zip(spans) {
            let (Some((_, foot)), Some((top, _))) = (ends(span.from), ends(span.to)) else { continue };
            if let Some(second) = points.get(1).copied().filter(|it| foot + GAP < it.y) {
                points.insert(1, Point { x: second.x, y: foot + GAP });
            }
            let last = points.len().saturating_sub(1);
            let before = last.checked_sub(1).and_then(|at| points.get(at)).copied();
            if let Some(before) = before.filter(|it| it.y < top - GAP) {
                points.insert(last, Point { x: before.x, y: top - GAP });
            }
        }
    }

    /// Moves everything so that it begins at the origin, and measures it.
    fn frame(&mut self, sizes: &[Size], spans: &[Span]) {
        let (mut least, mut most) = (Point { x: f64::MAX, y: f64::MAX }, Point { x: f64::MIN, y: f64::MIN });
        let mut take = |at: Point, size: Size| {
            least.x = least.x.min(at.x - size.width / 2.0);
            least.y = least.y.min(at.y - size.height / 2.0);
            most.x = most.x.max(at.x + size.width / 2.0);
            most.y = most.y.max(at.y + size.height / 2.0);
        };
        self.boxes.iter().zip(sizes).for_each(|(at, size)| take(*at, *size));
        for ((points, label), span) in self.lines.iter().zip(spans) {
            take(*label, span.label);
            points.iter().for_each(|point| take(*point, Size::default()));
        }
        if self.boxes.is_empty() {
            return;
        }
        let shift = |point: &mut Point| {
            point.x -= least.x;
            point.y -= least.y;
        };
        self.boxes.iter_mut().for_each(shift);
        for (points, label) in &mut self.lines {
            points.iter_mut().for_each(shift);
            shift(label);
        }
        self.size = Size { width: most.x - least.x, height: most.y - least.y };
    }
}

//! A tree as a picture that any browser shows: drawn here, with no other program, font or script.

mod card;
mod layout;
mod legend;
mod measure;
mod shape;
mod text;

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fmt::Write as _,
};

use super::{Label, Line, Mark, Picture, describe};
use card::Card;
use layout::{Layout, Point, Size, Span};
use measure::Font;

/// How the steps of a picture are arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Arrangement {
    /// In layers, with lines between them.
    #[default]
    Layers,
    /// One below the other in walking order, as narrow as a phone.
    Column,
}

impl Arrangement {
    /// Returns the most steps of one picture.
    pub fn most(self) -> usize {
        match self {
            Self::Layers => 300,
            Self::Column => 3_000,
        }
    }
}

/// The style sheet, with the colours for light and dark.
const STYLE: &str = include_str!("svg/style.css");
const TITLE: Font = Font { size: 22.0, bold: true };
const TITLE_ROW: f64 = 26.0;
const LABEL: Font = Font { size: 11.5, bold: false };
/// The room for a label beside its line.
const LABEL_ROOM: f64 = 128.0;
const LABEL_LINE: f64 = 14.0;
const MARGIN: f64 = 24.0;
/// The least width of a legend.
const LEGEND: f64 = 640.0;
/// The width of a column with its legend.
const NARROW: f64 = 310.0;
/// Where more lines arrive, only the shortest is drawn.
const MOST_ARRIVING: usize = 3;
/// A line that is longer is told instead of drawn, unless it is the shortest to its step.
const FARTHEST: f64 = 520.0;
/// How far the picture may shrink on a narrow screen until it is scrolled instead.
const SMALLEST_SCALE: f64 = 0.75;

/// A picture has too many steps to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} steps are too many for one picture")]
pub struct TooLarge(pub usize);

/// Draws a tree.
pub fn svg(picture: &Picture<'_>, arrangement: Arrangement) -> Result<String, TooLarge> {
    let count = picture.shown.len();
    if arrangement.most() < count {
        return Err(TooLarge(count));
    }
    Ok(match arrangement {
        Arrangement::Layers => Drawing::in_layers(picture).write(),
        Arrangement::Column => Drawing::in_a_column(picture).write(),
    })
}

/// A line that is drawn, with the rows of its label and what each stands out as.
type Drawn<'a> = (&'a Line, Vec<(String, Mark)>);

/// Everything at its place.
struct Drawing<'a> {
    picture: &'a Picture<'a>,
    cards: Vec<Card<'a>>,
    /// The lines that are drawn, with the words of their labels.
    drawn: Vec<Drawn<'a>>,
    layout: Layout,
    /// How wide the legend may be.
    legend: f64,
}

impl<'a> Drawing<'a> {
    /// Draws only lines to the step that stands below; all others are told.
    fn in_a_column(picture: &'a Picture<'a>) -> Self {
        let below = |line: &&Line| line.within && line.to == line.from + 1;
        let drawn: Vec<&Line> = picture.lines.iter().filter(below).collect();
        let (cards, drawn, spans) = Self::set(picture, &drawn, &BTreeSet::new());
        let sizes: Vec<Size> = cards.iter().map(|card| card.size).collect();
        Self { picture, cards, drawn, layout: layout::stack(&sizes, &spans), legend: NARROW }
    }

    fn in_layers(picture: &'a Picture<'a>) -> Self {
        let shortest = shortest(picture);
        let mut drawn: Vec<&Line> = choose(picture, &shortest);
        loop {
            let drawing = Self::with(picture, &drawn, &shortest);
            let far = drawing.far(&shortest);
            if far.is_empty() {
                return drawing;
            }
            drawn.retain(|line| !far.contains(&(line.from, line.to)));
        }
    }

    fn with(picture: &'a Picture<'a>, drawn: &[&'a Line], shortest: &BTreeSet<(usize, usize)>) -> Self {
        let (cards, drawn, spans) = Self::set(picture, drawn, shortest);
        let sizes: Vec<Size> = cards.iter().map(|card| card.size).collect();
        let layout = layout::lay(&sizes, &spans);
        let legend = layout.size.width.max(LEGEND);
        Self { picture, cards, drawn, layout, legend }
    }

    /// Sets the words of all cards and labels.
    fn set(
        picture: &'a Picture<'a>,
        drawn: &[&'a Line],
        shortest: &BTreeSet<(usize, usize)>,
    ) -> (Vec<Card<'a>>, Vec<Drawn<'a>>, Vec<Span>) {
        let names: BTreeSet<(usize, usize)> = drawn.iter().map(|line| (line.from, line.to)).collect();
        let cards = picture.stops().map(|stop| {
            let told = picture.lines_from(stop.number).iter().filter(|line| !names.contains(&(line.from, line.to)));
            Card::new(picture, stop, &told.collect::<Vec<_>>())
        });
        let cards = cards.collect();
        let drawn: Vec<Drawn<'a>> = drawn.iter().map(|line| (*line, words(line))).collect();
        let at = |number: usize| picture.shown.binary_search(&number).unwrap_or_default();
        let spans = drawn.iter().map(|(line, words)| Span {
            from: at(line.from),
            to: at(line.to),
            label: label_size(words),
            weight: if shortest.contains(&(line.from, line.to)) { 8 } else { 1 },
        });
        let spans = spans.collect();
        (cards, drawn, spans)
    }

    /// Lists the lines that run too far to be followed by the eye.
    fn far(&self, shortest: &BTreeSet<(usize, usize)>) -> Vec<(usize, usize)> {
        let length = |points: &[Point]| -> f64 {
            points.windows(2).map(|it| if let [a, b] = it { (a.x - b.x).hypot(a.y - b.y) } else { 0.0 }).sum()
        };
        let lines = self.drawn.iter().zip(&self.layout.lines);
        let far = lines
            .filter(|((line, _), (points, _))| !shortest.contains(&(line.from, line.to)) && FARTHEST < length(points));
        far.map(|((line, _), _)| (line.from, line.to)).collect()
    }
}

/// Finds for each step the line by which it is reached in the fewest steps, the first in walking order among equals.
fn shortest(picture: &Picture<'_>) -> BTreeSet<(usize, usize)> {
    let mut out: BTreeMap<usize, Vec<&Line>> = BTreeMap::new();
    for line in picture.lines.iter().filter(|line| line.within) {
        out.entry(line.from).or_default().push(line);
    }
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    let mut found = BTreeSet::new();
    let mut queue: VecDeque<usize> = VecDeque::new();
    // Every step is a start in turn, for those that nothing leads to.
    for start in &picture.shown {
        if seen.insert(*start) {
            queue.push_back(*start);
        }
        while let Some(from) = queue.pop_front() {
            for line in out.get(&from).into_iter().flatten().filter(|line| seen.insert(line.to)) {
                found.insert((line.from, line.to));
                queue.push_back(line.to);
            }
        }
    }
    found
}

/// Chooses the lines that are drawn: the first to each step, and others where few lead there.
fn choose<'a>(picture: &'a Picture<'a>, shortest: &BTreeSet<(usize, usize)>) -> Vec<&'a Line> {
    let arriving = |to: usize| picture.lines.iter().filter(|line| line.to == to && line.within).count();
    let is_near = |line: &Line| !line.back && arriving(line.to) <= MOST_ARRIVING;
    let wanted = |line: &&Line| line.within && (shortest.contains(&(line.from, line.to)) || is_near(line));
    picture.lines.iter().filter(wanted).collect()
}

/// The rows of a label, each with what its way stands out as.
fn words(line: &Line) -> Vec<(String, Mark)> {
    let bullet = if line.labels.len() < 2 { "" } else { "• " };
    let rows = |label: &Label| {
        let rows = LABEL.wrap(&format!("{bullet}{}", label.text()), LABEL_ROOM, 3);
        rows.into_iter().map(|row| (row, label.mark)).collect::<Vec<_>>()
    };
    line.labels.iter().flat_map(rows).collect()
}

fn label_size(words: &[(String, Mark)]) -> Size {
    if words.is_empty() {
        return Size::default();
    }
    let width = words.iter().map(|(row, _)| LABEL.width(row) * 1.04).fold(0.0, f64::max);
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let height = words.len() as f64 * LABEL_LINE;
    Size { width: width + 10.0, height: height + 6.0 }
}

impl Drawing<'_> {
    fn write(&self) -> String {
        let plan = self.picture.plan;
        let title = describe::line(&plan.tree.title, plan.phrase.words.lang());
        let legend = legend::Legend::new(self.picture, self.legend);
        let rows = TITLE.wrap(&title, self.legend, 9);
        #[expect(clippy::cast_precision_loss, reason = "a few rows")]
        let top = MARGIN + 8.0 + TITLE_ROW * rows.len() as f64 + legend.height + 18.0;
        let width = self.layout.size.width.max(legend.width).max(NARROW) + 2.0 * MARGIN;
        let height = self.layout.size.height + top + MARGIN;
        let steps = self.picture.shown.len();
        let lang = plan.phrase.words.lang();
        let summary = plan.phrase.words.tell("picture-summary", &[("count", steps.into())]);
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"lotse-tree\" lang=\"{lang}\" \
            role=\"graphics-document document\" aria-labelledby=\"lotse-title lotse-desc\" \
            viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\">\n\
            <title id=\"lotse-title\">{title}</title>\n<desc id=\"lotse-desc\">{summary}</desc>\n<style>\n\
            svg.lotse-tree {{ width: 100%; min-width: {least}px; max-width: {w}px; height: auto; }}\n{STYLE}</style>\n\
            <rect class=\"page\" width=\"100%\" height=\"100%\"/>\n\
{heading}",
            w = text::number(width),
            h = text::number(height),
            least = text::number((width * SMALLEST_SCALE).min(width)),
            title = text::escape(&title),
            summary = text::escape(&summary),
            heading = heading(&rows),
        );
        legend.draw(Point { x: MARGIN, y: top - 18.0 - legend.height }, &mut out);
        let origin = Point { x: MARGIN, y: top };
        out.push_str("<g aria-hidden=\"true\">\n");
        for ((line, _), (points, _)) in self.drawn.iter().zip(&self.layout.lines) {
            draw_line(line, points, origin, &mut out);
        }
        for ((_, words), (_, middle)) in self.drawn.iter().zip(&self.layout.lines) {
            draw_label(words, *middle, origin, &mut out);
        }
        out.push_str("</g>\n");
        for (card, middle) in self.cards.iter().zip(&self.layout.boxes) {
            let corner = Point {
                x: origin.x + middle.x - card.size.width / 2.0,
                y: origin.y + middle.y - card.size.height / 2.0,
            };
            card.draw(self.picture, corner, &mut out);
        }
        out.push_str("</svg>\n");
        out
    }
}

/// Writes the title in rows.
fn heading(rows: &[String]) -> String {
    let mut out = String::new();
    let mut y = MARGIN + 20.0;
    for row in rows {
        let (row, at) = (text::escape(row), text::number(y));
        // Writing to a string cannot fail.
        let _written =
            writeln!(out, "<text class=\"title\" x=\"{MARGIN}\" y=\"{at}\" aria-hidden=\"true\">{row}</text>");
        y += TITLE_ROW;
    }
    out
}

fn class(line: &Line) -> String {
    let mut class = String::new();
    if line.back {
        class.push_str(" back");
    }
    class.push_str(match line.mark {
        Mark::Path => " onpath",
        Mark::Missing => " missing",
        Mark::None => "",
    });
    class
}

/// Draws a line with rounded bends and its head.
fn draw_line(line: &Line, points: &[Point], origin: Point, out: &mut String) {
    let points: Vec<Point> = points.iter().map(|it| Point { x: it.x + origin.x, y: it.y + origin.y }).collect();
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
    let mut path = format!("M{} {}", text::number(first.x), text::number(first.y));
    for pair in points.windows(2) {
        let [a, b] = pair else { continue };
        // Each piece leaves and arrives upright.
        let middle = f64::midpoint(a.y, b.y);
        let (x1, y, x2) = (text::number(a.x), text::number(middle), text::number(b.x));
        // Writing to a string cannot fail, here and below.
        let _written = write!(path, "C{x1} {y} {x2} {y} {} {}", text::number(b.x), text::number(b.y));
    }
    let width = match (line.mark, line.strength) {
        (Mark::None, Some(strength)) => format!(" style=\"stroke-width:{}\"", text::number(1.0 + 5.0 * strength)),
        _ => String::new(),
    };
    let class = class(line);
    let _written = writeln!(out, "<path class=\"way{class}\"{width} d=\"{path}\"/>");
    let (x, y) = (text::number(last.x), text::number(last.y));
    let _written = writeln!(out, "<path class=\"head{class}\" d=\"M{x} {y}l-5 -9h10z\"/>");
}

fn draw_label(words: &[(String, Mark)], middle: Point, origin: Point, out: &mut String) {
    let size = label_size(words);
    let x = text::number(origin.x + middle.x);
    let mut y = origin.y + middle.y - size.height / 2.0 + 3.0 + LABEL.size * 0.85;
    for (row, mark) in words {
        let class = if *mark == Mark::Path { " onpath" } else { "" };
        let (row, at) = (text::escape(row), text::number(y));
        // Writing to a string cannot fail.
        let _written =
            writeln!(out, "<text class=\"label{class}\" x=\"{x}\" y=\"{at}\" text-anchor=\"middle\">{row}</text>");
        y += LABEL_LINE;
    }
}

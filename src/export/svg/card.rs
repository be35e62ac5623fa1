//! The card of one step: its outline, its sign, its words in lines, and the ways that are told and not drawn.

use std::fmt::Write as _;

use super::{
    layout::{Point, Size},
    measure::Font,
    shape, text,
};
use crate::export::{Figure, Label, Line, Mark, Picture, Stop, describe};

/// The room for words in a line.
const ROOM: f64 = 192.0;
const WORDS: Font = Font { size: 13.0, bold: false };
const NUMBER: Font = Font { size: 13.0, bold: true };
const SMALL: Font = Font { size: 11.0, bold: false };
const ALARM: Font = Font { size: 11.0, bold: true };
const FIGURE: Font = Font { size: 12.0, bold: true };

/// A line of words on a card.
#[derive(Clone, Debug)]
struct Run {
    at: Point,
    words: String,
    class: &'static str,
    /// The step that it leads to.
    link: Option<String>,
}

/// A step as it is drawn.
#[derive(Clone, Debug)]
pub(super) struct Card<'a> {
    stop: &'a Stop<'a>,
    kind: &'static str,
    pub(super) size: Size,
    runs: Vec<Run>,
    /// Where a rule divides the words from the ways that are told.
    rule: Option<f64>,
    alarm: bool,
    figure: Option<&'a Figure>,
    /// What a screen reader says of it.
    label: String,
}

/// Where the next line of a card goes.
struct Pen {
    runs: Vec<Run>,
    side: f64,
    y: f64,
    widest: f64,
}

impl Pen {
    fn put(&mut self, font: Font, class: &'static str, words: String, link: Option<String>) {
        self.y += font.size * 1.28;
        self.widest = self.widest.max(font.width(&words));
        self.runs.push(Run { at: Point { x: self.side, y: self.y - font.size * 0.28 }, words, class, link });
    }
}

impl<'a> Card<'a> {
    /// Sets a step; `told` are the lines out of it that are not drawn.
    pub(super) fn new(picture: &'a Picture<'a>, stop: &'a Stop<'a>, told: &[&Line]) -> Self {
        let (plan, kind) = (picture.plan, describe::kind(stop.step));
        let word = plan.phrase.words.say(&format!("kind-{kind}"));
        let said = describe::headline(plan.phrase, plan.ix, stop.step);
        let figure = picture.figure(stop);
        let mut pen = Pen { runs: Vec::new(), side: shape::side(kind), y: 9.0, widest: 0.0 };
        pen.head(stop, &word);
        for line in WORDS.wrap(&said, ROOM, 5) {
            pen.put(WORDS, "words", line, None);
        }
        let remarks = picture.remarks(stop);
        if !remarks.is_empty() {
            pen.y += 3.0;
        }
        for remark in &remarks {
            let (font, class) = if remark.alarm { (ALARM, "alarm-words") } else { (SMALL, "small") };
            for line in font.wrap(&remark.words, ROOM, 3) {
                pen.put(font, class, line, None);
            }
        }
        if let Some(figure) = figure.filter(|it| !it.label.is_empty()) {
            pen.y += 4.0;
            pen.put(FIGURE, "figure-words", figure.label.clone(), None);
            pen.y += 5.0;
        }
        let mut rule = None;
        for line in told {
            pen.tell(picture, line, &mut rule);
        }
        let size =
            Size { width: pen.widest.clamp(96.0, ROOM + 4.0) + 2.0 * pen.side, height: pen.y + shape::foot(kind) };
        let alarm = remarks.iter().any(|remark| remark.alarm);
        let remarks: Vec<String> = remarks.into_iter().map(|remark| remark.words).collect();
        let label = format!("{} {}, {word}: {said} {}", stop.number, stop.step.id, remarks.join(". "));
        Self { stop, kind, size, runs: pen.runs, rule, alarm, figure, label }
    }

    /// Draws the card with its upper left corner here.
    pub(super) fn draw(&self, picture: &Picture<'_>, corner: Point, out: &mut String) {
        let mut class = format!("step {}", self.kind);
        if self.alarm {
            class.push_str(" alarm");
        }
        class.push_str(match self.figure.map(|it| it.mark) {
            Some(Mark::Path) => " onpath",
            Some(Mark::Missing) => " missing",
            Some(Mark::None) | None => "",
        });
        let id = text::escape(self.stop.step.id.as_str());
        let label = text::escape(&format!("{}. {}", self.label.trim(), self.leads(picture)));
        // Writing to a string cannot fail, here and below.
        let _written = write!(
            out,
            "<g id=\"step-{id}\" class=\"{class}\" role=\"group\" aria-label=\"{label}\" \
            transform=\"translate({} {})\">\n<title>{label}</title>\n",
            text::number(corner.x),
            text::number(corner.y),
        );
        let (outline, inner) = shape::outline(self.kind, self.size);
        let _written = writeln!(out, "<path class=\"shape\" d=\"{}\"/>", text::path(&outline));
        if !inner.is_empty() {
            let _written = writeln!(out, "<path class=\"inner\" d=\"{}\"/>", text::path(&inner));
        }
        let _written = writeln!(
            out,
            "<path class=\"icon\" transform=\"translate({} 9)\" d=\"{}\"/>",
            text::number(shape::side(self.kind)),
            shape::icon(self.kind)
        );
        if let Some(y) = self.rule {
            let (from, to) = (shape::side(self.kind), self.size.width - shape::side(self.kind));
            let (from, to, y) = (text::number(from), text::number(to), text::number(y));
            let _written = writeln!(out, "<path class=\"rule\" d=\"M{from} {y}H{to}\"/>");
        }
        self.gauge(out);
        for run in &self.runs {
            run.draw(out);
        }
        out.push_str("</g>\n");
    }

    /// Draws a bar that shows how strong the figure is.
    fn gauge(&self, out: &mut String) {
        let run = self.runs.iter().find(|run| run.class == "figure-words");
        let (Some(run), Some(figure)) = (run, self.figure) else { return };
        let width = self.size.width - 2.0 * shape::side(self.kind);
        let bar = |class: &str, width: f64, out: &mut String| {
            let _written = writeln!(
                out,
                "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"4\" rx=\"2\"/>",
                text::number(run.at.x),
                text::number(run.at.y + 4.0),
                text::number(width)
            );
        };
        bar("meter", width, out);
        if 0.0 < figure.strength {
            bar("gauge", (width * figure.strength).max(2.0), out);
        }
    }

    /// Tells where the step leads, for those who do not see the lines.
    fn leads(&self, picture: &Picture<'_>) -> String {
        let words = picture.plan.phrase.words;
        let lines = picture.lines_from(self.stop.number).iter();
        let told = lines.map(|line| {
            let (labels, step) = (joined(line), goal(picture, line));
            words.tell("picture-leads", &[("label", (&labels).into()), ("step", (&step).into())])
        });
        told.map(|it| it.trim().to_owned()).collect::<Vec<_>>().join("; ")
    }
}

impl Pen {
    /// Writes number, kind and id.
    fn head(&mut self, stop: &Stop<'_>, kind: &str) {
        let (number, id) = (stop.number.to_string(), stop.step.id.as_str());
        let baseline = self.y + 13.0;
        let mut x = self.side + 22.0;
        let run = |x: f64, words: &str, class| Run {
            at: Point { x, y: baseline },
            words: words.to_owned(),
            class,
            link: None,
        };
        self.runs.push(run(x, &number, "number"));
        x += NUMBER.width(&number) + 6.0;
        self.runs.push(run(x, kind, "kind"));
        x += SMALL.width(kind) + 8.0;
        let end = x + SMALL.width(id);
        if end <= self.side + ROOM {
            self.runs.push(run(x, id, "name"));
            self.widest = self.widest.max(end - self.side);
            self.y += 20.0;
        } else {
            self.widest = self.widest.max(x - self.side);
            self.y += 19.0;
            for line in SMALL.wrap(id, ROOM, 3) {
                self.put(SMALL, "name", line, None);
            }
        }
        self.y += 1.0;
    }

    /// Tells a way that is not drawn, below a rule.
    fn tell(&mut self, picture: &Picture<'_>, line: &Line, rule: &mut Option<f64>) {
        if rule.is_none() {
            *rule = Some(self.y + 6.0);
            self.y += 9.0;
        }
        let goal = format!("{} {}", if line.back { "↑" } else { "→" }, goal(picture, line));
        let labels = joined(line);
        let words = if labels.is_empty() { goal } else { format!("{labels} {goal}") };
        let target = picture.plan.at(line.to).filter(|_| line.within);
        let class = if line.mark == Mark::Path { "ref onpath" } else { "ref" };
        let font = if line.mark == Mark::Path { ALARM } else { SMALL };
        for row in font.wrap(&words, ROOM, 5) {
            self.put(font, class, row, target.map(|stop| stop.step.id.to_string()));
        }
        self.y += 2.0;
    }
}

impl Run {
    fn draw(&self, out: &mut String) {
        let (x, y) = (text::number(self.at.x), text::number(self.at.y));
        let words = text::escape(&self.words);
        let run = format!("<text class=\"{}\" x=\"{x}\" y=\"{y}\">{words}</text>", self.class);
        let _written = match &self.link {
            Some(id) => writeln!(out, "<a href=\"#step-{}\">{run}</a>", text::escape(id)),
            None => writeln!(out, "{run}"),
        };
    }
}

/// The labels of a line in one.
fn joined(line: &Line) -> String {
    line.labels.iter().map(Label::text).collect::<Vec<_>>().join(" / ")
}

/// Number and id of the step where a line ends.
fn goal(picture: &Picture<'_>, line: &Line) -> String {
    let stop = picture.plan.at(line.to);
    stop.map(|stop| format!("{} {}", stop.number, stop.step.id)).unwrap_or_default()
}

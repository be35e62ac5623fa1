//! The legend: which form is which kind of step, and what lines and figures mean.

use std::fmt::Write as _;

use super::{
    layout::{Point, Size},
    measure::Font,
    shape, text,
};
use crate::export::{Picture, describe};

const SMALL: Font = Font { size: 11.0, bold: false };
/// The height of a row.
const ROW: f64 = 30.0;
const SIGN: Size = Size { width: 54.0, height: 22.0 };
const KINDS: [&str; 8] = ["question", "instruction", "call", "route", "fix", "escalation", "continuation", "exit"];

/// What stands under the title.
pub(super) struct Legend {
    /// Kind, word and place.
    signs: Vec<(&'static str, String, Point)>,
    /// Where to begin: words, the step, and the place.
    start: Option<(String, String, Point)>,
    /// Remarks and their places.
    remarks: Vec<(String, Point)>,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Legend {
    /// Sets the legend of a picture, within a width; only what the picture shows is explained.
    pub(super) fn new(picture: &Picture<'_>, room: f64) -> Self {
        let words = picture.plan.phrase.words;
        let used: Vec<&str> = picture.stops().map(|stop| describe::kind(stop.step)).collect();
        let (mut at, mut widest) = (Point::default(), 0.0_f64);
        let mut signs = Vec::new();
        for kind in KINDS.into_iter().filter(|kind| used.contains(kind)) {
            let word = words.say(&format!("kind-{kind}"));
            let width = SIGN.width + 6.0 + SMALL.width(&word) + 20.0;
            if 0.0 < at.x && room < at.x + width {
                at = Point { x: 0.0, y: at.y + ROW };
            }
            signs.push((kind, word, at));
            at.x += width;
            widest = widest.max(at.x);
        }
        let mut y = at.y + ROW + 12.0;
        let first = picture.stops().next();
        let start = first.map(|stop| {
            let words = words.tell(
                "picture-begin",
                &[("number", (&stop.number.to_string()).into()), ("step", stop.step.id.as_str().into())],
            );
            (words, stop.step.id.to_string(), Point { x: 0.0, y })
        });
        y += 18.0;
        let mut said = vec![words.say("picture-legend-references")];
        if picture.lines.iter().any(|line| line.back) {
            said.push(words.say("picture-legend-back"));
        }
        if !picture.overlay.title.is_empty() {
            said.push(picture.overlay.title.clone());
        }
        let mut remarks = Vec::new();
        for row in said.iter().flat_map(|it| SMALL.wrap(it, room.min(900.0), 9)) {
            widest = widest.max(SMALL.width(&row));
            remarks.push((row, Point { x: 0.0, y }));
            y += 16.0;
        }
        Self { signs, start, remarks, width: widest, height: y - 4.0 }
    }

    /// Draws the legend with its upper left corner here.
    pub(super) fn draw(&self, corner: Point, out: &mut String) {
        // Writing to a string cannot fail, here and below.
        let _written = writeln!(
            out,
            "<g class=\"legend\" role=\"group\" transform=\"translate({} {})\">",
            text::number(corner.x),
            text::number(corner.y)
        );
        for (kind, word, at) in &self.signs {
            let (outline, inner) = shape::outline(kind, SIGN);
            let (x, y) = (text::number(at.x), text::number(at.y));
            let _written = writeln!(
                out,
                "<g class=\"{kind}\" transform=\"translate({x} {y})\"><path class=\"shape\" d=\"{}\"/>\
                {}<path class=\"icon\" transform=\"translate({} 4) scale(.875)\" d=\"{}\"/>\
                <text class=\"small\" x=\"{}\" y=\"15\">{}</text></g>",
                text::path(&outline),
                if inner.is_empty() { inner } else { format!("<path class=\"inner\" d=\"{}\"/>", text::path(&inner)) },
                text::number((SIGN.width - 14.0) / 2.0),
                shape::icon(kind),
                text::number(SIGN.width + 6.0),
                text::escape(word),
            );
        }
        if let Some((words, step, at)) = &self.start {
            let (words, step, y) = (text::escape(words), text::escape(step), text::number(at.y));
            let _written =
                writeln!(out, "<a href=\"#step-{step}\"><text class=\"small\" x=\"0\" y=\"{y}\">{words}</text></a>");
        }
        for (words, at) in &self.remarks {
            let (x, y) = (text::number(at.x), text::number(at.y));
            let _written = writeln!(out, "<text class=\"small\" x=\"{x}\" y=\"{y}\">{}</text>", text::escape(words));
        }
        out.push_str("</g>\n");
    }
}

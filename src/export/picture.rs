//! What a picture of a tree shows: which steps, and which lines between them, whatever it is drawn with.

use std::collections::BTreeMap;

use super::{Figure, Goal, Mark, Overlay, Plan, Stop, Way, describe, wrap::wrap};
use crate::{
    base::{Id, clean_line},
    tree::{By, Kind, Risk, Severity, StepIx},
};

/// Which part of a tree is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The step to begin with; nothing means the start of the tree.
    pub from: Option<StepIx>,
    /// How many steps deep; nothing means all that follows.
    pub depth: Option<usize>,
}

/// A tree as it is drawn: some of its steps, and one line for all ways between two of them.
#[derive(Debug)]
pub struct Picture<'a> {
    /// The tree.
    pub plan: &'a Plan<'a>,
    /// The figures.
    pub overlay: &'a Overlay,
    /// The numbers of the steps that are drawn, in walking order.
    pub shown: Vec<usize>,
    /// The lines, in walking order of where they begin.
    pub lines: Vec<Line>,
}

/// All ways from one step to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The number of the step where it begins.
    pub from: usize,
    /// The number of the step where it ends.
    pub to: usize,
    /// What it is called: one label for each way, with its figure.
    pub labels: Vec<Label>,
    /// Whether it leads back.
    pub back: bool,
    /// Whether the step where it ends is drawn.
    pub within: bool,
    /// How strongly it is drawn, all its ways together.
    pub strength: Option<f64>,
    /// What it stands out as.
    pub mark: Mark,
}

/// What a way is called on its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The words, empty where there is no choice.
    pub words: String,
    /// The figure, or nothing.
    pub figure: String,
    /// What the way stands out as.
    pub mark: Mark,
}

impl Label {
    /// Returns words and figure on one line.
    pub fn text(&self) -> String {
        match (self.words.is_empty(), self.figure.is_empty()) {
            (_, true) => self.words.clone(),
            (true, false) => self.figure.clone(),
            (false, false) => format!("{} · {}", self.words, self.figure),
        }
    }
}

impl Line {
    /// Returns its labels broken into lines; where there are several, each begins with a dot, so that everybody sees
    /// where one ends, `lotse import` as well.
    pub(super) fn caption(&self, columns: usize) -> Vec<String> {
        let dot = if self.labels.len() < 2 { "" } else { "• " };
        self.labels.iter().flat_map(|label| wrap(&format!("{dot}{}", label.text()), columns, 4)).collect()
    }
}

impl<'a> Picture<'a> {
    /// Chooses what is drawn.
    pub fn new(plan: &'a Plan<'a>, scope: Scope, overlay: &'a Overlay) -> Self {
        let shown = reached(plan, scope);
        let stops = shown.iter().filter_map(|number| plan.at(*number));
        let lines = stops.flat_map(|stop| lines(plan, overlay, stop, &shown)).collect();
        Self { plan, overlay, shown, lines }
    }

    /// Lists the steps that are drawn.
    pub fn stops(&self) -> impl Iterator<Item = &'a Stop<'a>> {
        self.shown.iter().filter_map(|number| self.plan.at(*number))
    }

    /// Lists the lines out of a step.
    pub fn lines_from(&self, number: usize) -> &[Line] {
        // The lines stand in the order of where they begin.
        let start = self.lines.partition_point(|line| line.from < number);
        let end = self.lines.partition_point(|line| line.from <= number);
        self.lines.get(start..end).unwrap_or_default()
    }

    /// Returns what stands in the box of a step, broken into lines: number, id and kind, its words, remarks, the
    /// numbers of steps that are not drawn, and the figure.
    pub(super) fn caption(&self, stop: &Stop<'_>, columns: usize) -> Vec<String> {
        let phrase = self.plan.phrase;
        let word = phrase.words.say(&format!("kind-{}", describe::kind(stop.step)));
        let mut lines = vec![format!("{} {} ({word})", stop.number, stop.step.id)];
        lines.extend(wrap(&describe::headline(phrase, self.plan.ix, stop.step), columns, 5));
        lines.extend(self.remarks(stop).iter().flat_map(|remark| wrap(&remark.words, columns, 3)));
        let outside = self.lines_from(stop.number).iter().filter(|line| !line.within);
        lines.extend(outside.map(|line| format!("… {}", line.to)));
        lines.extend(self.figure(stop).filter(|it| !it.label.is_empty()).map(|it| it.label.clone()));
        lines
    }

    /// Returns the figure of a step.
    pub fn figure(&self, stop: &Stop<'_>) -> Option<&'a Figure> {
        self.overlay.step(&stop.step.id)
    }

    /// Returns what stands under the words of a step: warnings, risk, who does it, how long, and that it may end here.
    pub fn remarks(&self, stop: &Stop<'_>) -> Vec<Remark> {
        remarks(self.plan, stop)
    }
}

/// A remark under the words of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it says.
    pub words: String,
    /// Whether somebody or something could come to harm.
    pub alarm: bool,
    /// The id of the warning that it tells.
    pub warning: Option<Id>,
}

pub(super) fn remarks(plan: &Plan<'_>, stop: &Stop<'_>) -> Vec<Remark> {
    let words = plan.phrase.words;
    let lang = words.lang();
    let mut remarks = Vec::new();
    let warnings = &plan.phrase.library.vocabulary().warnings;
    for (id, warning) in stop.step.warn.iter().filter_map(|it| warnings.get_index(it.to?.index())) {
        let level = words.say(&format!("severity-{}", describe::severity(warning.level)));
        let hazard = describe::line(&warning.hazard, lang);
        let (words, alarm) = (format!("⚠ {level}: {hazard}"), Severity::Caution <= warning.level);
        remarks.push(Remark { words, alarm, warning: Some(id.clone()) });
    }
    let mut facts = Vec::new();
    if let Kind::Instruction(instruction) = &stop.step.kind {
        if !matches!(instruction.risk, Risk::None | Risk::Interrupts | Risk::Settings) {
            let risk = words.say(&format!("risk-{}", describe::risk(instruction.risk)));
            remarks.push(Remark {
                words: format!("⚠ {}", words.tell("picture-risk", &[("risk", (&risk).into())])),
                alarm: true,
                warning: None,
            });
        } else if instruction.risk != Risk::None {
            facts.push(words.say(&format!("risk-{}", describe::risk(instruction.risk))));
        }
    }
    if let Some(by) = stop.step.by.filter(|by| *by != By::Customer) {
        facts.push(words.say(&format!("by-{}", describe::by(by))));
    }
    if let Some(time) = stop.step.time {
        facts.push(words.time(time.0));
    }
    if !facts.is_empty() {
        remarks.push(Remark { words: facts.join(" · "), alarm: false, warning: None });
    }
    for way in &stop.ways {
        if let Goal::Fixed(causes) = way.goal {
            let causes: Vec<String> = causes
                .iter()
                .map(|(cause, _)| clean_line(&plan.phrase.cause(plan.ix, &cause.id)).into_owned())
                .collect();
            let said = words.tell("picture-works", &[("causes", (&causes.join(" / ")).into())]);
            remarks.push(Remark { words: format!("✓ {said}"), alarm: false, warning: None });
        }
    }
    remarks
}

/// Lists the numbers of the steps within a scope, in walking order, without recursion.
fn reached(plan: &Plan<'_>, scope: Scope) -> Vec<usize> {
    let first = scope.from.or(plan.tree.start.to);
    if scope.from.is_none() && scope.depth.is_none() {
        return (1..=plan.stops().len()).collect();
    }
    let mut depths: BTreeMap<usize, usize> = BTreeMap::new();
    let mut queue = std::collections::VecDeque::new();
    if let Some(number) = first.map(|ix| plan.number(ix)).filter(|number| *number != 0) {
        depths.insert(number, 0);
        queue.push_back((number, 0));
    }
    while let Some((number, depth)) = queue.pop_front() {
        if scope.depth.is_some_and(|most| most <= depth) {
            continue;
        }
        let Some(stop) = plan.at(number) else { continue };
        for to in stop.ways.iter().flat_map(Way::targets).map(|ix| plan.number(ix)) {
            if let std::collections::btree_map::Entry::Vacant(vacant) = depths.entry(to) {
                vacant.insert(depth + 1);
                queue.push_back((to, depth + 1));
            }
        }
    }
    depths.into_keys().collect()
}

/// Gathers the ways out of a step into lines, in the author's order of their first way.
fn lines(plan: &Plan<'_>, overlay: &Overlay, stop: &Stop<'_>, shown: &[usize]) -> Vec<Line> {
    let words = plan.phrase.words;
    let mut lines: Vec<Line> = Vec::new();
    for way in &stop.ways {
        let figure = overlay.edge(&stop.step.id, &way.id);
        let with = |remark: String| {
            if way.label.is_empty() { remark } else { format!("{} ({remark})", way.label) }
        };
        if let Goal::Step(to) = way.goal {
            let times =
                way.retry.map(|(times, _)| words.tell("picture-times", &[("count", usize::from(times).into())]));
            let said = times.map_or_else(|| way.label.clone(), with);
            gather(&mut lines, Line::new(stop.number, plan.number(to), said, figure, way.back));
        }
        if let Some((times, Some(then))) = way.retry {
            let after = words.tell("picture-after", &[("count", usize::from(times).into())]);
            gather(&mut lines, Line::new(stop.number, plan.number(then), with(after), None, false));
        }
    }
    for line in &mut lines {
        line.within = shown.binary_search(&line.to).is_ok();
    }
    lines
}

/// Adds a way to the line that leads to the same step.
fn gather(lines: &mut Vec<Line>, new: Line) {
    let Some(line) = lines.iter_mut().find(|line| line.to == new.to) else {
        lines.push(new);
        return;
    };
    line.back |= new.back;
    line.strength = match (line.strength, new.strength) {
        (Some(a), Some(b)) => Some((a + b).min(1.0)),
        (a, b) => a.or(b),
    };
    line.mark = match (line.mark, new.mark) {
        (Mark::Path, _) | (_, Mark::Path) => Mark::Path,
        // A line is missed only when each of its ways is.
        (Mark::Missing, Mark::Missing) => Mark::Missing,
        _ => Mark::None,
    };
    for label in new.labels {
        if !line.labels.iter().any(|own| own.text() == label.text()) {
            line.labels.push(label);
        }
    }
}

impl Line {
    fn new(from: usize, to: usize, words: String, figure: Option<&Figure>, back: bool) -> Self {
        let mark = figure.map(|it| it.mark).unwrap_or_default();
        let label = Label { words, figure: figure.map(|it| it.label.clone()).unwrap_or_default(), mark };
        let labels = if label.text().is_empty() { Vec::new() } else { vec![label] };
        Self { from, to, labels, back, within: false, strength: figure.map(|it| it.strength), mark }
    }
}

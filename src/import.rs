//! Turns flowcharts and tables that people already have, or a few answers, into trees: text in, YAML and findings out.
//!
//! What a chart does not say is not invented: where a tree needs it, the author is asked in a comment, and the value is
//! one that the checker refuses until it is filled in.

mod chart;
pub mod codes;
mod dot;
mod draft;
mod group;
mod label;
mod mermaid;
mod naming;
mod own;
mod plan;
mod scan;
mod starter;
mod table;
mod words;
mod write;

use crate::base::{Diagnostic, Lang, Level, Place, SourceId, Span};

pub use naming::slug;
pub use starter::{Remedy, Reply, Starter};
pub use table::decode as decode_table;
pub use words::{Said, said};

/// The most arrows that are read.
const MOST_ARROWS: usize = 200_000;

/// The notations that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// Flowcharts of Mermaid, by themselves or in a document.
    Mermaid,
    /// Charts of Graphviz.
    Dot,
    /// Tables with one answer a line.
    Csv,
}

/// What is known beside the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin<'a> {
    /// What the file is called, as the author is told.
    pub name: &'a str,
    /// The id of the tree.
    pub id: Option<&'a str>,
    /// The title of the tree, if the chart's own is not wanted.
    pub title: Option<&'a str>,
    /// The language of the texts; without one it is guessed.
    pub lang: Option<Lang>,
}

/// What a mark asks of the author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// The chart does not say it; the checker refuses the tree until it is filled in.
    Gap,
    /// The chart does not say it for sure.
    Guess,
    /// Nobody drew what happens when somebody is not sure.
    Unsure,
}

/// A line that the author must look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The line, counted from one.
    pub line: usize,
    /// What is asked of the author.
    pub kind: Marked,
    /// What to decide.
    pub words: String,
}

/// A tree as far as the chart tells it.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The file.
    pub yaml: String,
    /// The language of its texts.
    pub lang: Lang,
    /// How many steps it has.
    pub steps: usize,
    /// What the author must look at, by line.
    pub marks: Vec<Mark>,
}

/// Reads a chart as a tree. With an error among the findings there is no tree, since a step could be lost.
pub fn import(form: Form, source: SourceId, text: &str, origin: &Origin<'_>) -> (Option<Imported>, Vec<Diagnostic>) {
    import_telling(form, source, text, origin, &mut |_, _, _| {})
}

/// The same, and tells what it is at: a word for the work, how much is done and how much there is.
pub fn import_telling(
    form: Form,
    source: SourceId,
    text: &str,
    origin: &Origin<'_>,
    tell: &mut dyn FnMut(&'static str, usize, usize),
) -> (Option<Imported>, Vec<Diagnostic>) {
    let read = &mut |done, all| tell("reading bytes", done, all);
    let (mut chart, mut findings) = match form {
        Form::Mermaid => mermaid::read(source, text, read),
        Form::Dot => dot::read(source, text, read),
        Form::Csv => table::read(source, text),
    };
    if findings.is_empty() {
        findings.extend(unusable(&chart, source, text));
    }
    if findings.iter().any(|it| it.level() == Level::Error) {
        return (None, findings);
    }
    own::understand(&mut chart);
    let labels = chart.nodes.values().filter_map(|node| node.label.as_deref());
    let beside = chart.edges.iter().filter_map(|edge| edge.label.as_deref());
    let lang = origin.lang.unwrap_or_else(|| words::language(labels.chain(beside).chain(chart.title.as_deref())));
    let draft = plan::plan(&chart, origin.title, &mut |done, all| tell("ordering steps", done, all));
    let written =
        write::write(&draft, &chart.groups, (lang, origin), &mut |done, all| tell("writing steps", done, all));
    (Some(written), findings)
}

/// Says why a chart without a fault in its notation cannot become a tree.
fn unusable(chart: &chart::Chart, source: SourceId, text: &str) -> Option<Diagnostic> {
    let start = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len();
    let end = text.get(start..).map_or(start, |rest| start + rest.lines().next().map_or(0, str::len));
    let place = Place { source, span: Span::new(start, end) };
    if chart.nodes.is_empty() {
        let finding = Diagnostic::new(&codes::NOTHING, place, "there is no step in this chart");
        return Some(finding.help("draw at least one step, with arrows to those that follow"));
    }
    if chart.edges.is_empty() && 1 < chart.nodes.len() {
        let finding = Diagnostic::new(&codes::NOTHING, place, "no arrow leads from one step to another");
        return Some(finding.help("say what follows after each step"));
    }
    if MOST_ARROWS <= chart.edges.len() {
        let finding = Diagnostic::new(&codes::CHART, place, "this chart has more than 200,000 arrows");
        return Some(finding.help("split it into several charts"));
    }
    None
}

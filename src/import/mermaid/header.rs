//! Finds where a flowchart begins: behind front matter, directives and comments, or in a block of a document.

use super::Reader;
use crate::{
    base::{Span, near},
    import::{codes, label::tidy_line, scan::shown},
};

/// Diagrams that are no flowcharts.
const OTHERS: &[&str] = &[
    "sequenceDiagram",
    "classDiagram",
    "classDiagram-v2",
    "stateDiagram",
    "stateDiagram-v2",
    "erDiagram",
    "journey",
    "gantt",
    "pie",
    "quadrantChart",
    "requirementDiagram",
    "gitGraph",
    "C4Context",
    "C4Container",
    "C4Component",
    "C4Dynamic",
    "C4Deployment",
    "mindmap",
    "timeline",
    "zenuml",
    "sankey",
    "sankey-beta",
    "xychart",
    "xychart-beta",
    "block",
    "block-beta",
    "packet",
    "packet-beta",
    "kanban",
    "architecture",
    "architecture-beta",
    "radar-beta",
    "treemap-beta",
    "info",
];

const OURS: [&str; 3] = ["flowchart", "graph", "flowchart-elk"];

/// Where a chart may grow to.
const DIRECTIONS: [&str; 9] = ["TB", "TD", "BT", "RL", "LR", "<", ">", "^", "v"];

impl Reader<'_> {
    /// Goes behind the line that names the kind of diagram; says whether it is a flowchart.
    pub(super) fn header(&mut self) -> bool {
        self.scan.eat("\u{feff}");
        self.enter_block();
        self.front_matter();
        loop {
            self.scan.take_while(|c| c.is_whitespace() || c == ';');
            if !self.scan.rest().starts_with("%%") {
                break;
            }
            self.comment();
        }
        let begun = self.scan.at();
        let word = self.scan.take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        if OURS.contains(&word) {
            self.direction();
            return true;
        }
        let span = Span::new(begun, self.scan.at());
        if word.is_empty() && self.scan.is_over() {
            self.scan.report_as(&codes::NOTHING, span, "this file is empty", "a chart begins with `flowchart TD`");
        } else if let Some(other) = OTHERS.iter().find(|other| **other == word) {
            let help = "draw the steps as a flowchart; it begins with `flowchart TD`";
            self.scan.report_as(&codes::DIAGRAM, span, format!("`{other}` is not a flowchart"), help);
        } else {
            let help = match near(word, OURS.into_iter().chain(OTHERS.iter().copied())) {
                Some(meant) if !word.is_empty() => format!("did you mean `{meant}`?"),
                _ => "a chart begins with `flowchart TD`".to_owned(),
            };
            let line = if word.is_empty() { shown(self.scan.line()) } else { shown(word) };
            self.scan.report_as(&codes::DIAGRAM, span, format!("`{line}` is no kind of diagram"), &help);
        }
        false
    }

    /// In a document, goes to the first block that holds a chart.
    fn enter_block(&mut self) {
        let rest = self.scan.rest();
        let (mut offset, mut blocks) = (None, 0);
        let mut at = 0;
        for line in rest.split_inclusive('\n') {
            at += line.len();
            let fence = line.trim_start().trim_start_matches(['`', '~', ':']);
            let is_fence = line.trim_start().starts_with("```") || line.trim_start().starts_with(":::");
            if is_fence && fence.trim().trim_matches(['{', '}']).eq_ignore_ascii_case("mermaid") {
                blocks += 1;
                offset = offset.or(Some(at));
            }
        }
        if let Some(offset) = offset {
            self.scan.skip(offset);
        }
        if 1 < blocks {
            self.chart.remarks.push(format!("the document holds {blocks} charts; this is the first"));
        }
    }

    /// Reads the settings between two lines of `---`; only the title matters.
    fn front_matter(&mut self) {
        let begun = self.scan.at();
        self.scan.take_while(char::is_whitespace);
        let first = self.scan.line();
        if first.trim_end() != "---" {
            return self.scan.go(begun);
        }
        let opened = self.scan.at();
        let mut title = None;
        while !self.scan.is_over() {
            self.scan.skip(1);
            let line = self.scan.line();
            if line.trim_end() == "---" {
                self.chart.title = title;
                return;
            }
            if let Some(rest) = line.strip_prefix("title:") {
                let plain = rest.trim().trim_matches(['"', '\'']);
                title = Some(tidy_line(plain)).filter(|it| !it.is_empty());
            }
        }
        self.scan.go(opened);
        self.scan.report(opened.saturating_sub(3), "these settings are not closed", "write `---` on a line below them");
    }

    fn direction(&mut self) {
        self.scan.blanks();
        let begun = self.scan.at();
        let word = self.scan.take_while(|c| !c.is_whitespace() && c != ';');
        if word.is_empty() || DIRECTIONS.contains(&word) {
            return;
        }
        let help = "the directions are TB, TD, BT, LR and RL";
        self.scan.report(begun, format!("`{}` is no direction", shown(word)), help);
        self.scan.line();
    }
}

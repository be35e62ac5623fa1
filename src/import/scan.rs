//! Moves through the text of a chart and keeps what is wrong with it.

use super::codes::CHART;
use crate::base::{Code, Diagnostic, Place, SourceId, Span, clean_line};

/// The most findings that are kept of one file; more help nobody.
const MOST_FINDINGS: usize = 50;

/// A position in a text.
#[derive(Debug)]
pub(super) struct Scan<'t> {
    source: SourceId,
    text: &'t str,
    at: usize,
    findings: Vec<Diagnostic>,
}

impl<'t> Scan<'t> {
    /// Begins within a text; positions count from its start.
    pub(super) fn new(source: SourceId, text: &'t str, at: usize) -> Self {
        Self { source, text, at, findings: Vec::new() }
    }

    /// Returns the position.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Goes to a position.
    pub(super) fn go(&mut self, at: usize) {
        self.at = self.text.floor_char_boundary(at.min(self.text.len()));
    }

    /// Returns what follows.
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Returns the next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Says whether everything was read.
    pub(super) fn is_over(&self) -> bool {
        self.text.len() <= self.at
    }

    /// Goes on by as many bytes.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.go(self.at + bytes);
    }

    /// Goes on behind `expected`, if it stands here.
    pub(super) fn eat(&mut self, expected: &str) -> bool {
        let is_here = self.rest().starts_with(expected);
        if is_here {
            self.at += expected.len();
        }
        is_here
    }

    /// Takes characters as long as they fit.
    pub(super) fn take_while(&mut self, mut fits: impl FnMut(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|c| !fits(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// Goes over blanks, but not over the end of the line.
    pub(super) fn blanks(&mut self) {
        self.take_while(|c| c != '\n' && c.is_whitespace());
    }

    /// Takes the rest of the line without its end.
    pub(super) fn line(&mut self) -> &'t str {
        self.take_while(|c| c != '\n')
    }

    /// Returns what stands between two positions.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Returns the length of the next character.
    pub(super) fn width(&self) -> usize {
        self.peek().map_or(0, char::len_utf8)
    }

    /// Reports what is wrong between a position and the current one, at least at one character.
    pub(super) fn report(&mut self, from: usize, message: impl Into<String>, help: &str) {
        self.report_as(&CHART, Span::new(from, self.at), message, help);
    }

    /// Reports a finding of any kind.
    pub(super) fn report_as(&mut self, code: &'static Code, span: Span, message: impl Into<String>, help: &str) {
        if MOST_FINDINGS <= self.findings.len() {
            return;
        }
        let (start, mut end) = (span.start as usize, span.end as usize);
        if end <= start {
            let next = self.text.get(start..).and_then(|rest| rest.chars().next());
            end = start + next.filter(|c| *c != '\n').map_or(0, char::len_utf8);
        }
        let place = Place { source: self.source, span: Span::new(start, end) };
        self.findings.push(Diagnostic::new(code, place, message).help(help));
    }

    /// Returns the findings.
    pub(super) fn into_findings(self) -> Vec<Diagnostic> {
        self.findings
    }
}

/// A piece of the source as it is shown in a message.
pub(super) fn shown(text: &str) -> String {
    let line = clean_line(text.lines().next().unwrap_or_default().trim()).into_owned();
    if line.chars().count() <= 30 { line } else { line.chars().take(28).chain("…".chars()).collect() }
}

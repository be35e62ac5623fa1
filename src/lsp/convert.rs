//! Places and findings in the words of the protocol.

use lsp_types::{
    Diagnostic as Published, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, NumberOrString,
    Position, Range,
};

use super::files::Files;
use crate::{
    base::{Diagnostic, Level, Place, Span, clean},
    edit::{Columns, Lines, Point},
};

/// One text with what is needed to convert its places.
pub(super) struct Page<'t> {
    pub(super) text: &'t str,
    pub(super) lines: Lines,
    pub(super) columns: Columns,
}

impl<'t> Page<'t> {
    pub(super) fn new(text: &'t str, columns: Columns) -> Self {
        Self { text, lines: Lines::new(text), columns }
    }

    /// Turns a byte offset into a position.
    pub(super) fn position(&self, offset: u32) -> Position {
        let Point { line, column } = self.lines.point(self.text, offset as usize, self.columns);
        Position { line, character: column }
    }

    /// Turns a span into a range.
    pub(super) fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// Turns a position into a byte offset.
    pub(super) fn offset(&self, position: Position) -> usize {
        let point = Point { line: position.line, column: position.character };
        self.lines.offset(self.text, point, self.columns)
    }

    /// Turns a range into a span.
    pub(super) fn span(&self, range: Range) -> Span {
        Span::new(self.offset(range.start), self.offset(range.end))
    }

    /// Turns a finding's span into a range of at least one character where its line has any, and of one line at most.
    fn marked(&self, span: Span) -> Range {
        let line = self.lines.span(self.text, self.lines.line_of(span.start as usize));
        let next = self.text.get(span.start as usize..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let least = span.start.saturating_add(u32::try_from(next).unwrap_or_default());
        let end = span.end.max(least).min(line.end.max(span.start));
        self.range(Span { start: span.start, end })
    }
}

/// Turns a finding into what an editor shows.
pub(super) fn published(finding: &Diagnostic, page: &Page<'_>, files: &Files) -> Published {
    let mut message = finding.message.clone();
    if !finding.label.is_empty() {
        message.extend([": ", &finding.label]);
    }
    for note in finding.notes.iter().filter(|note| note.place.is_none()) {
        message.extend(["\nnote: ", &note.words]);
    }
    if let Some(help) = &finding.help {
        message.extend(["\nhelp: ", help]);
    }
    let related: Vec<DiagnosticRelatedInformation> = finding
        .notes
        .iter()
        .filter_map(|note| {
            let place = note.place?;
            // Most notes point into the same file, whose lines are known here.
            let location = if place.source == finding.place.source {
                Location { uri: files.sheet(place.source)?.uri.clone(), range: page.range(place.span) }
            } else {
                located(place, page.columns, files)?
            };
            Some(DiagnosticRelatedInformation { location, message: clean(&note.words).into_owned() })
        })
        .collect();
    Published {
        range: page.marked(finding.place.span),
        severity: Some(match finding.level() {
            Level::Error => DiagnosticSeverity::ERROR,
            Level::Warning => DiagnosticSeverity::WARNING,
            Level::Hint => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(finding.code.id.to_owned())),
        source: Some("lotse".to_owned()),
        message: clean(&message).into_owned(),
        related_information: (!related.is_empty()).then_some(related),
        tags: (finding.code.name == "unreachable-step").then(|| vec![DiagnosticTag::UNNECESSARY]),
        ..Published::default()
    }
}

/// Turns a place into a location, if its file can be edited.
pub(super) fn located(place: Place, columns: Columns, files: &Files) -> Option<Location> {
    let sheet = files.sheet(place.source)?;
    let text = &files.desk.sheet(place.source)?.reading.text;
    Some(Location { uri: sheet.uri.clone(), range: Page::new(text, columns).range(place.span) })
}

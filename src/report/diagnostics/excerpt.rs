//! The line of the source that a finding marks, made harmless, and of a long line only the piece around the mark.

use std::ops::Range;

use crate::base::{Place, Position, Source, SourceId, Sources, Span, clean_line, is_deceptive};

/// The most characters of a line that are shown before and after the beginning of the mark.
const BEFORE: usize = 60;
const AFTER: usize = 120;

/// Finds lines by their offset without counting from the beginning of the file each time.
pub(super) struct Excerpts<'s> {
    sources: &'s Sources,
    /// For each file that was looked at, where its lines begin.
    lines: Vec<Option<Vec<usize>>>,
}

/// What is shown of one place.
pub(super) struct Shown {
    /// The file.
    pub(super) name: String,
    /// Line and column.
    pub(super) position: Position,
    /// The line, or the piece of it around the mark.
    pub(super) line: String,
    /// The marked bytes of that line.
    pub(super) marked: Range<usize>,
    /// Whether the line is a piece, so that its columns do not count.
    pub(super) is_piece: bool,
}

impl<'s> Excerpts<'s> {
    pub(super) fn new(sources: &'s Sources) -> Self {
        Self { sources, lines: Vec::new() }
    }

    /// Returns the file of a place by its shown name.
    pub(super) fn name(&self, source: SourceId) -> String {
        self.sources.get(source).map(|source| clean_line(&source.name).into_owned()).unwrap_or_default()
    }

    /// Finds line and column of a byte offset.
    pub(super) fn position(&mut self, source: SourceId, offset: u32) -> Position {
        let Some((text, start, line)) = self.line_at(source, offset) else { return Position { line: 1, column: 1 } };
        let end = text.floor_char_boundary(offset as usize).max(start);
        let before = text.get(start..end).unwrap_or_default().trim_start_matches('\u{feff}');
        Position { line, column: before.chars().count() + 1 }
    }

    /// The text of a file, where the line of an offset begins, and the number of that line.
    fn line_at(&mut self, id: SourceId, offset: u32) -> Option<(&'s str, usize, usize)> {
        let source: &'s Source = self.sources.get(id)?;
        let text = source.text.as_str();
        let index = id.0 as usize;
        if self.lines.len() <= index {
            self.lines.resize_with(index + 1, || None);
        }
        let starts = self
            .lines
            .get_mut(index)?
            .get_or_insert_with(|| std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect());
        let line = starts.partition_point(|&start| start <= offset as usize).max(1);
        Some((text, starts.get(line - 1).copied().unwrap_or_default(), line))
    }

    /// Shows a place.
    pub(super) fn show(&mut self, place: Place) -> Option<Shown> {
        let Span { start, end } = place.span;
        let (text, line_start, _) = self.line_at(place.source, start)?;
        let position = self.position(place.source, start);
        let rest = text.get(line_start..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        let within = |offset: u32| line.floor_char_boundary((offset as usize).saturating_sub(line_start));
        let (line, marked, is_piece) = piece(line, within(start)..within(end).max(within(start)));
        Some(Shown { name: self.name(place.source), position, line, marked, is_piece })
    }
}

/// Cuts a line around the mark and replaces what a terminal would obey, character by character.
fn piece(line: &str, marked: Range<usize>) -> (String, Range<usize>, bool) {
    let (before, rest) = line.split_at_checked(marked.start).unwrap_or((line, ""));
    let (inside, after) = rest.split_at_checked(marked.end - marked.start).unwrap_or((rest, ""));
    let mut shown = String::new();
    let skipped = before.chars().count().saturating_sub(BEFORE);
    if 0 < skipped {
        shown.push('…');
    }
    shown.extend(before.chars().skip(skipped).map(harmless));
    let start = shown.len();
    shown.extend(inside.chars().take(AFTER).map(harmless));
    let is_cut = AFTER < inside.chars().count();
    if is_cut {
        shown.push('…');
    }
    let end = shown.len();
    if !is_cut {
        let left = AFTER - inside.chars().count();
        shown.extend(after.chars().take(left).map(harmless));
        if after.chars().nth(left).is_some() {
            shown.push('…');
        }
    }
    if start == shown.len() {
        // A mark behind the end of its line needs something to stand under.
        shown.push(' ');
    }
    (shown, start..end, 0 < skipped || line.starts_with('\u{feff}'))
}

fn harmless(c: char) -> char {
    match c {
        '\t' => ' ',
        '\u{300}'..='\u{36f}' => c,
        c if c.is_control() || is_deceptive(c) || matches!(c, '\u{2028}' | '\u{2029}') => '\u{fffd}',
        c => c,
    }
}

//! Lines and columns of a text, in the units that editors count.

use crate::base::Span;

/// What an editor counts as one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Columns {
    /// Bytes.
    Utf8,
    /// Half-words of UTF-16, the unit of the protocol where nothing else is agreed.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Columns {
    fn width(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// A line and a column, both counted from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Point {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// Finds the lines of a text. A line ends with a line feed, a carriage return, or both.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        Self { starts: std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect() }
    }

    /// Returns how many lines there are.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Returns the number of the line in which a byte lies.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// Returns the bytes of a line without its end.
    pub fn span(&self, text: &str, line: usize) -> Span {
        let start = self.starts.get(line).copied().unwrap_or(text.len());
        let end = self.starts.get(line + 1).copied().unwrap_or(text.len());
        let body = text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r']);
        Span::new(start, start + body.len())
    }

    /// Returns a line without its end.
    pub fn get<'t>(&self, text: &'t str, line: usize) -> &'t str {
        let Span { start, end } = self.span(text, line);
        text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Turns a byte offset into a line and a column.
    pub fn point(&self, text: &str, offset: usize, columns: Columns) -> Point {
        let offset = text.floor_char_boundary(offset);
        let line = self.line_of(offset);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let before = text.get(start..offset).unwrap_or_default();
        let column = before.chars().map(|c| columns.width(c)).sum();
        Point { line: narrow(line), column: narrow(column) }
    }

    /// Turns a line and a column into a byte offset; what lies beyond a line or the text is its end.
    pub fn offset(&self, text: &str, point: Point, columns: Columns) -> usize {
        let line = point.line as usize;
        if self.starts.len() <= line {
            return text.len();
        }
        let (start, body) = (self.span(text, line).start as usize, self.get(text, line));
        let mut left = point.column as usize;
        let mut end = 0;
        for c in body.chars() {
            let width = columns.width(c);
            if left < width {
                break;
            }
            left -= width;
            end += c.len_utf8();
        }
        start + end
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_those_of_the_editor() {
        let text = "a: 🖨ü\r\nb\rc\n";
        let lines = Lines::new(text);
        assert_eq!((lines.count(), lines.get(text, 0), lines.get(text, 2)), (4, "a: 🖨ü", "c"));
        for (columns, end) in [(Columns::Utf8, 9), (Columns::Utf16, 6), (Columns::Utf32, 5)] {
            assert_eq!(lines.point(text, 9, columns), Point { line: 0, column: end }, "{columns:?}");
            assert_eq!(lines.offset(text, Point { line: 0, column: end }, columns), 9);
            assert_eq!(lines.offset(text, Point { line: 0, column: 99 }, columns), 9, "the end of the line");
        }
        assert_eq!(lines.offset(text, Point { line: 0, column: 4 }, Columns::Utf16), 3, "not within a character");
        assert_eq!(lines.offset(text, Point { line: 99, column: 0 }, Columns::Utf16), text.len());
    }
}

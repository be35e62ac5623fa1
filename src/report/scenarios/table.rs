//! Small tables of words and figures, aligned by columns.

use unicode_width::UnicodeWidthStr as _;

use crate::base::clean_line;

/// To which side a column leans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// Draws rows of cells as lines; the first row is the heading.
pub fn table(columns: &[Column], rows: &[Vec<String>]) -> String {
    let cleaned: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| clean_line(cell).into_owned()).collect()).collect();
    let width = |column: usize| cleaned.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
    let widths: Vec<usize> = (0..columns.len()).map(|column| width(column).unwrap_or(0)).collect();
    let mut out = String::new();
    for row in &cleaned {
        let mut line = String::new();
        for ((cell, column), width) in row.iter().zip(columns).zip(&widths) {
            let blank = " ".repeat(width.saturating_sub(cell.width()));
            if !line.is_empty() {
                line.push_str("  ");
            }
            match column {
                Column::Left => line.extend([cell.as_str(), &blank]),
                Column::Right => line.extend([blank.as_str(), cell]),
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_by_what_one_sees() {
        let rows = [["tree", "answers"], ["größe", "3 of 12"], ["x", "1\u{7} of 1"]];
        let rows = rows.map(|row| row.map(str::to_owned).to_vec());
        let drawn = table(&[Column::Left, Column::Right], &rows);
        assert_eq!(drawn, "tree   answers\ngröße  3 of 12\nx       1 of 1\n");
    }
}

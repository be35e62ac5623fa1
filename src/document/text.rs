//! Sheets as plain text: 76 columns, readable in a mail and on a terminal.

use unicode_width::UnicodeWidthStr as _;

use super::sheet::{Block, Item, Sheet};

/// What fits a mail that is quoted once or twice.
const COLUMNS: usize = 76;

/// Writes the sheets, one after the other.
pub(super) fn write(sheets: &[Sheet]) -> String {
    let mut text = String::new();
    for (position, sheet) in sheets.iter().enumerate() {
        if 0 < position {
            text.extend(["\n", &"=".repeat(COLUMNS), "\n\n"]);
        }
        sheet_text(&mut text, sheet);
    }
    text
}

fn sheet_text(text: &mut String, sheet: &Sheet) {
    fill(text, &sheet.title, "", "");
    if !sheet.about.is_empty() {
        fill(text, &sheet.about, "", "");
    }
    let width = sheet.head.iter().map(|(label, _)| label.width()).max().unwrap_or_default() + 2;
    if !sheet.head.is_empty() {
        text.push('\n');
    }
    for (label, value) in &sheet.head {
        let label = format!("{label}:");
        let gap = " ".repeat(width.saturating_sub(label.width()));
        fill(text, value, &format!("{label}{gap}"), &" ".repeat(width));
    }
    for block in &sheet.blocks {
        text.push('\n');
        match block {
            Block::Paragraph(words) => fill(text, words, "", ""),
            Block::Section { heading, paragraphs } => {
                fill(text, heading, "", "");
                paragraphs.iter().for_each(|it| fill(text, it, "  ", "  "));
            }
            Block::List { heading, items, is_quoted } => {
                fill(text, heading, "", "");
                let first = if *is_quoted { "  > " } else { "  - " };
                let next = if *is_quoted { "  > " } else { "    " };
                items.iter().for_each(|it| fill(text, &item(it), first, next));
            }
            Block::Table { heading, columns, rows } => {
                fill(text, heading, "", "");
                // Behind a count, or behind a dash.
                let next = if columns.len() == 2 { "        " } else { "    " };
                rows.iter().for_each(|(what, counts)| fill(text, &row(columns, counts, what), "  ", next));
            }
        }
    }
    if !sheet.foot.is_empty() {
        text.push_str("\n-- \n");
        fill(text, &sheet.foot, "", "");
    }
}

fn item(item: &Item) -> String {
    let name = item.name.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
    let mark = item.mark.as_ref().map(|mark| format!(" ({mark})")).unwrap_or_default();
    format!("{name}{}{mark}", item.text)
}

/// A count stands before what was counted; several are told by name, and those of nothing not at all.
fn row(columns: &[String], counts: &[usize], what: &str) -> String {
    if let [only] = counts {
        return format!("{only:>4}  {what}");
    }
    let told = columns.iter().skip(1).zip(counts).filter(|(_, count)| 0 < **count);
    let told: Vec<String> = told.map(|(column, count)| format!("{count}× {column}")).collect();
    format!("- {what} ({})", told.join(", "))
}

fn fill(text: &mut String, words: &str, first: &str, next: &str) {
    let options = textwrap::Options::new(COLUMNS).initial_indent(first).subsequent_indent(next).break_words(false);
    for line in textwrap::wrap(words, options) {
        text.push_str(line.trim_end());
        text.push('\n');
    }
}

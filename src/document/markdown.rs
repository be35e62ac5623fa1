//! Sheets as Markdown: one language after the other, nothing of a text obeyed as markup.

use super::sheet::{Block, Item, Sheet};
use crate::base::escape_markdown as escape;

/// Writes the sheets, one after the other.
pub(super) fn write(sheets: &[Sheet]) -> String {
    let sheets: Vec<String> = sheets.iter().map(sheet_markdown).collect();
    sheets.join("\n---\n\n")
}

fn sheet_markdown(sheet: &Sheet) -> String {
    let mut parts = vec![format!("# {}", escape(&sheet.title))];
    if !sheet.about.is_empty() {
        parts.push(format!("**{}**", escape(&sheet.about)));
    }
    if !sheet.head.is_empty() {
        let rows = sheet.head.iter().map(|(label, value)| format!("| {} | {} |", escape(label), escape(value)));
        parts.push(
            ["| | |".to_owned(), "| --- | --- |".to_owned()].into_iter().chain(rows).collect::<Vec<_>>().join("\n"),
        );
    }
    for block in &sheet.blocks {
        match block {
            Block::Paragraph(words) => parts.push(escape(words)),
            Block::Section { heading, paragraphs } => {
                parts.push(format!("## {}", escape(heading)));
                parts.extend(paragraphs.iter().map(|it| escape(it)));
            }
            Block::List { heading, items, is_quoted } => {
                parts.push(format!("## {}", escape(heading)));
                let sign = if *is_quoted { "> " } else { "- " };
                parts.push(items.iter().map(|it| format!("{sign}{}", item(it))).collect::<Vec<_>>().join("\n"));
            }
            Block::Table { heading, columns, rows } => {
                parts.push(format!("## {}", escape(heading)));
                let head = columns.iter().map(|it| escape(it)).collect::<Vec<_>>().join(" | ");
                let line = vec!["---:"; columns.len().saturating_sub(1)].join(" | ");
                let mut table = vec![format!("| {head} |"), format!("| --- | {line} |")];
                table.extend(rows.iter().map(|(what, counts)| {
                    let counts = counts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ");
                    format!("| {} | {counts} |", escape(what))
                }));
                parts.push(table.join("\n"));
            }
        }
    }
    if !sheet.foot.is_empty() {
        parts.push(format!("*{}*", escape(&sheet.foot)));
    }
    parts.join("\n\n") + "\n"
}

fn item(item: &Item) -> String {
    let name = item.name.as_ref().map(|name| format!("**{}:** ", escape(name))).unwrap_or_default();
    let mark = item.mark.as_ref().map(|mark| format!(" *({})*", escape(mark))).unwrap_or_default();
    format!("{name}{}{mark}", escape(&item.text))
}

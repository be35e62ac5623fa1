//! Sheets as one page of HTML: no scripts, nothing loaded, one language a sheet of paper.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::sheet::{Block, Item, Sheet};
use crate::base::Lang;

/// How the page looks.
const STYLE: &str = include_str!("html/style.css");

/// What the page may do: nothing but be read.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Writes the sheets as one page.
pub(super) fn write(sheets: &[Sheet]) -> String {
    let first = sheets.first();
    let page = html! {
        (DOCTYPE)
        html lang=(first.map_or(Lang::EN, |sheet| sheet.lang)) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (first.map(|sheet| sheet.title.as_str()).unwrap_or_default()) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                @for sheet in sheets { (article(sheet)) }
            }
        }
    };
    page.into_string() + "\n"
}

fn article(sheet: &Sheet) -> Markup {
    html! {
        article lang=(sheet.lang) class=[sheet.is_urgent.then_some("urgent")] {
            header {
                h1 { (sheet.title) }
                @if !sheet.about.is_empty() { p.about { (sheet.about) } }
                @if !sheet.head.is_empty() {
                    dl {
                        @for (label, value) in &sheet.head {
                            div { dt { (label) } dd { (value) } }
                        }
                    }
                }
            }
            @for block in &sheet.blocks { (part(block)) }
            @if !sheet.foot.is_empty() { footer { p { (sheet.foot) } } }
        }
    }
}

fn part(block: &Block) -> Markup {
    html! {
        @match block {
            Block::Paragraph(words) => { p { (words) } }
            Block::Section { heading, paragraphs } => {
                section {
                    h2 { (heading) }
                    @for words in paragraphs { p { (words) } }
                }
            }
            Block::List { heading, items, is_quoted } => {
                section {
                    h2 { (heading) }
                    @if *is_quoted {
                        @for it in items { blockquote { p { (it.text) } } }
                    } @else {
                        ul { @for it in items { li { (item(it)) } } }
                    }
                }
            }
            Block::Table { heading, columns, rows } => {
                section {
                    h2 { (heading) }
                    table {
                        thead { tr { @for column in columns { th scope="col" { (column) } } } }
                        tbody {
                            @for (what, counts) in rows {
                                tr {
                                    td { (what) }
                                    @for count in counts { td.count { (count) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn item(item: &Item) -> Markup {
    html! {
        @if let Some(name) = &item.name { b { (name) ":" } " " }
        (item.text)
        @if let Some(mark) = &item.mark { " " span.mark { "(" (mark) ")" } }
    }
}

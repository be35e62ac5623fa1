//! Reads tables with one answer a line, in the ways in which people write them.

mod columns;

use csv::{ReaderBuilder, StringRecord, Trim};
use rustc_hash::FxHashMap;

use super::{
    chart::{Chart, Kind, Shape},
    codes::{CHART, COLUMN, NOTHING, TARGET},
    label::{tidy, tidy_line},
    scan::{Scan, shown},
    words,
};
use crate::base::{Diagnostic, SourceId, Span, near};
use columns::{Column, Columns};

/// Windows-1252 where it differs from Latin-1, from 0x80 on.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Turns the bytes of a table into text: spreadsheets also save UTF-16 and Windows-1252.
pub fn decode(bytes: &[u8]) -> String {
    let units = |from: fn([u8; 2]) -> u16| -> Vec<u16> {
        bytes
            .get(2..)
            .unwrap_or_default()
            .chunks_exact(2)
            .filter_map(|pair| Some(from(pair.try_into().ok()?)))
            .collect()
    };
    match bytes {
        [0xff, 0xfe, ..] => String::from_utf16_lossy(&units(u16::from_le_bytes)),
        [0xfe, 0xff, ..] => String::from_utf16_lossy(&units(u16::from_be_bytes)),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes
                .iter()
                .map(|byte| match byte {
                    0x80..=0x9f => WINDOWS.get(usize::from(byte - 0x80)).copied().unwrap_or_default(),
                    byte => char::from(*byte),
                })
                .collect(),
        },
    }
}

/// One line of the table with its place.
struct Row {
    cells: StringRecord,
    start: usize,
    end: usize,
}

/// Reads a table; what is wrong with it is told all at once.
pub(super) fn read(source: SourceId, text: &str) -> (Chart, Vec<Diagnostic>) {
    let mut scan = Scan::new(source, text, 0);
    scan.eat("\u{feff}");
    let separator = separator(&mut scan);
    let rows = rows(&mut scan, text, separator);
    let Some((first, rows)) = rows.split_first() else {
        let help = "the first line names the columns: step, kind, text, answer, next";
        scan.report_as(&NOTHING, Span::default(), "this table is empty", help);
        return (Chart::default(), scan.into_findings());
    };
    let Some(columns) = columns::find(&first.cells) else {
        report_columns(&mut scan, first);
        return (Chart::default(), scan.into_findings());
    };
    let mut reader = Reader {
        scan,
        text,
        columns,
        chart: Chart::default(),
        targets: Vec::new(),
        names: FxHashMap::default(),
        named: Vec::new(),
        helps_left: MOST_HELPS,
    };
    reader.take(rows);
    reader.connect();
    (reader.chart, reader.scan.into_findings())
}

/// Finds what separates the cells: what stands most often in the first line, or what the line `sep=` says.
fn separator(scan: &mut Scan<'_>) -> u8 {
    scan.take_while(char::is_whitespace);
    let begun = scan.at();
    let line = scan.line();
    if let Some(sign) = line.strip_prefix("sep=").and_then(|rest| rest.bytes().next()) {
        scan.skip(1);
        return sign;
    }
    scan.go(begun);
    let mut in_quotes = false;
    let outside = line.bytes().filter(|byte| {
        in_quotes ^= *byte == b'"';
        !in_quotes
    });
    let mut counts = [(b'|', 0_usize), (b'\t', 0), (b';', 0), (b',', 0)];
    for byte in outside {
        counts.iter_mut().filter(|(sign, _)| *sign == byte).for_each(|(_, count)| *count += 1);
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| sign)
}

/// Reads all lines that are not empty.
fn rows(scan: &mut Scan<'_>, text: &str, separator: u8) -> Vec<Row> {
    let offset = scan.at();
    let body = scan.rest();
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .trim(Trim::All)
        .from_reader(body.as_bytes());
    let place = |position: &csv::Position| offset + usize::try_from(position.byte()).unwrap_or_default();
    let mut rows = Vec::new();
    let mut cells = StringRecord::new();
    while let Ok(true) = reader.read_record(&mut cells) {
        let start = cells.position().map_or(offset, place);
        let end = place(reader.position());
        let raw = text.get(start..end).unwrap_or_default();
        let blank = raw.len() - raw.trim_start().len();
        let (start, end) = (start + blank, start + raw.trim_end().len().max(blank));
        if end == text.trim_end().len() && raw.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
            let line = start + raw.trim().lines().next().map_or(0, str::len);
            let help = "close it; write a quote within a text twice";
            scan.report_as(&CHART, Span::new(start, line), "a quote in this line is not closed", help);
        }
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { cells: std::mem::take(&mut cells), start, end });
        }
    }
    rows
}

fn report_columns(scan: &mut Scan<'_>, first: &Row) {
    let named: Vec<String> = first.cells.iter().map(|cell| words::fold(cell).trim().to_owned()).collect();
    let has = |column: Column| named.iter().any(|name| columns::meaning(name) == Some(column));
    let missing = if has(Column::Text) { ("next", "the step that follows") } else { ("text", "the text of a step") };
    let unknown = named.iter().filter(|name| columns::meaning(name).is_none() && !name.is_empty());
    let near = unknown.clone().find_map(|name| near(name, columns::all()).map(|meant| (name, meant)));
    let help = match near {
        Some((name, meant)) => format!("`{}`: did you mean `{meant}`?", shown(name)),
        None => "the first line names the columns: step, kind, text, answer, next".to_owned(),
    };
    let message = format!("no column `{}` for {}", missing.0, missing.1);
    scan.report_as(&COLUMN, Span::new(first.start, first.end), message, &help);
}

/// An arrow whose target is still a word.
struct Target {
    from: usize,
    label: Option<String>,
    to: String,
    row: (usize, usize),
}

struct Reader<'t> {
    scan: Scan<'t>,
    text: &'t str,
    columns: Columns,
    chart: Chart,
    targets: Vec<Target>,
    /// The steps by their names and texts, folded.
    names: FxHashMap<String, usize>,
    /// The same names in the order of the table.
    named: Vec<String>,
    /// How often a name may still be compared with all others.
    helps_left: usize,
}

/// How often a name is compared with all others in one table.
const MOST_HELPS: usize = 200;

impl Reader<'_> {
    /// Takes the steps and remembers where they lead.
    fn take(&mut self, rows: &[Row]) {
        let mut current: Option<usize> = None;
        for row in rows {
            let name = self.columns.get(&row.cells, Column::Step);
            let (text, told) = self.columns.text(&row.cells);
            let is_new = !name.is_empty() || !text.is_empty();
            let step = if is_new { Some(self.step(name, text)) } else { current };
            let Some(step) = step else {
                let help = "write the name or the text of its step";
                self.scan.report_as(&CHART, Span::new(row.start, row.end), "this line belongs to no step", help);
                continue;
            };
            current = Some(step);
            self.describe(step, &row.cells, told);
            self.remember(step, row);
        }
    }

    fn step(&mut self, name: &str, text: &str) -> usize {
        let key = if name.is_empty() { text } else { name };
        let at = self.chart.node(key);
        self.name(key, at);
        if !text.is_empty() {
            self.name(text, at);
            if let Some(node) = self.chart.node_mut(at).filter(|node| node.label.is_none()) {
                node.label = Some(tidy(text)).filter(|it| !it.is_empty());
            }
        }
        at
    }

    fn name(&mut self, name: &str, at: usize) {
        let folded = words::fold(name);
        if !self.names.contains_key(&folded) {
            self.named.push(folded.trim().to_owned());
            self.names.insert(folded, at);
        }
    }

    fn describe(&mut self, step: usize, cells: &StringRecord, told: Option<Kind>) {
        let kind = self.columns.get(cells, Column::Kind).to_owned();
        let cause = tidy_line(self.columns.get(cells, Column::Cause));
        let role = tidy_line(self.columns.get(cells, Column::Role));
        let Some(node) = self.chart.node_mut(step) else { return };
        let (named, shape) = columns::kind(&kind);
        node.said.kind = node.said.kind.or(named).or(told);
        if shape != Shape::Plain {
            node.shape = shape;
        }
        node.said.cause = node.said.cause.take().or(Some(cause).filter(|it| !it.is_empty()));
        node.said.role = node.said.role.take().or(Some(role).filter(|it| !it.is_empty()));
    }

    /// Remembers the arrows of one line.
    fn remember(&mut self, from: usize, row: &Row) {
        let place = (row.start, row.end);
        for (column, label) in [(Column::Yes, "yes"), (Column::No, "no"), (Column::Unsure, "unsure")] {
            let to = self.columns.get(&row.cells, column);
            if !is_nothing(to) {
                self.targets.push(Target { from, label: Some(label.to_owned()), to: to.to_owned(), row: place });
            }
        }
        let (answer, next) = (self.columns.get(&row.cells, Column::Answer), self.columns.get(&row.cells, Column::Next));
        if is_nothing(next) {
            if !answer.is_empty() {
                let help = "write the name of a step into its column";
                let message = format!("the answer `{}` leads nowhere", shown(answer));
                self.scan.report_as(&TARGET, self.place_of(row, answer), message, help);
            }
            return;
        }
        // Some tables name several steps, and as many answers, in one cell.
        let several: Vec<&str> = next.split([',', ';', '|', '\n']).map(str::trim).filter(|it| !it.is_empty()).collect();
        let labels: Vec<&str> = answer.split([',', ';', '|', '\n']).map(str::trim).collect();
        let looks_like_names = several.iter().all(|it| !it.contains(' '));
        if 1 < several.len() && looks_like_names && (labels.len() == several.len() || answer.is_empty()) {
            for (at, to) in several.iter().enumerate() {
                let label = labels.get(at).filter(|it| !it.is_empty()).map(|it| tidy_line(it));
                self.targets.push(Target { from, label, to: (*to).to_owned(), row: place });
            }
            return;
        }
        let label = Some(tidy_line(answer)).filter(|it| !it.is_empty());
        self.targets.push(Target { from, label, to: next.to_owned(), row: place });
    }

    fn place_of(&self, row: &Row, cell: &str) -> Span {
        place_in(self.text, (row.start, row.end), cell)
    }

    /// Draws the arrows, now that all steps are known.
    fn connect(&mut self) {
        for target in std::mem::take(&mut self.targets) {
            let Some(to) = self.find(&target.to) else {
                let span = place_in(self.text, target.row, &target.to);
                let help = match self.near(&target.to) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "write the name of a step as it stands in its own line".to_owned(),
                };
                self.scan.report_as(&TARGET, span, format!("there is no step `{}`", shown(&target.to)), &help);
                continue;
            };
            self.chart.connect(&[target.from], &[to], target.label.as_deref(), false);
        }
    }

    /// Finds the name that was probably meant.
    fn near(&mut self, to: &str) -> Option<String> {
        self.helps_left = self.helps_left.checked_sub(1)?;
        let folded = words::fold(to);
        near(folded.trim(), self.named.iter().map(String::as_str)).map(str::to_owned)
    }

    /// Finds the step that a cell means; words that are no name of a step are an ending of their own.
    fn find(&mut self, to: &str) -> Option<usize> {
        if let Some(at) = self.chart.nodes.get_index_of(to) {
            return Some(at);
        }
        let folded = words::fold(to);
        if let Some(at) = self.names.get(&folded) {
            return Some(*at);
        }
        let words: Vec<&str> = folded.split_whitespace().collect();
        let beheaded =
            ["step", "schritt", "goto", "go", "to", "weiter", "mit", "zu", "see", "siehe", "question", "frage"];
        let rest: Vec<&str> = words.iter().copied().skip_while(|word| beheaded.contains(word)).collect();
        if rest.len() < words.len()
            && let Some(at) = self.names.get(&format!(" {} ", rest.join(" ")))
        {
            return Some(*at);
        }
        let is_ending = words::is_fix(to) || words::is_escalation(to) || words::is_end(to);
        let is_prose = 1 < words.len() && rest.len() == words.len() && self.near(to).is_none();
        if is_ending || is_prose {
            let at = self.chart.node(to);
            self.names.insert(folded, at);
            if let Some(node) = self.chart.node_mut(at) {
                node.label = Some(tidy(to)).filter(|it| !it.is_empty());
            }
            return Some(at);
        }
        None
    }
}

/// Says whether a cell says that nothing follows.
fn is_nothing(cell: &str) -> bool {
    matches!(cell, "" | "-" | "–" | "—" | "/" | "n/a" | "N/A" | "none" | "x")
}

/// Finds a cell in its line.
fn place_in(text: &str, row: (usize, usize), cell: &str) -> Span {
    let raw = text.get(row.0..row.1).unwrap_or_default();
    match raw.rfind(cell) {
        Some(at) => Span::new(row.0 + at, row.0 + at + cell.len()),
        None => Span::new(row.0, row.1),
    }
}

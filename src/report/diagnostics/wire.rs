//! Findings as JSON. These structs are the promise to programs; the domain types may change beneath them.

use serde::Serialize;

use super::excerpt::Excerpts;
use crate::base::{Diagnostic, Place, Position, Sources, clean_line};

/// The version of this form; it rises when a field changes its meaning or goes away.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Finding<'f> {
    format: u32,
    code: &'f str,
    name: &'f str,
    level: &'f str,
    file: String,
    line: usize,
    column: usize,
    end: End,
    message: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    label: String,
    help: Option<String>,
    notes: Vec<Note>,
    path: Vec<String>,
}

/// Where a finding ends: the column after the last.
#[derive(Serialize)]
struct End {
    line: usize,
    column: usize,
}

/// A remark; file, line and column stand there together or not at all.
#[derive(Serialize)]
struct Note {
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

/// Writes one JSON object a line.
pub fn json_lines(sources: &Sources, findings: &[Diagnostic]) -> String {
    let mut excerpts = Excerpts::new(sources);
    let lines = findings.iter().map(|finding| serde_json::to_string(&wired(&mut excerpts, finding)));
    lines.flatten().flat_map(|line| [line, "\n".to_owned()]).collect()
}

/// Writes one JSON array.
pub fn json_array(sources: &Sources, findings: &[Diagnostic]) -> String {
    let mut excerpts = Excerpts::new(sources);
    let all: Vec<Finding<'_>> = findings.iter().map(|finding| wired(&mut excerpts, finding)).collect();
    serde_json::to_string(&all).unwrap_or_default()
}

fn wired<'f>(excerpts: &mut Excerpts<'_>, finding: &'f Diagnostic) -> Finding<'f> {
    let plain = |words: &str| clean_line(words).into_owned();
    let Place { source, span } = finding.place;
    let Position { line, column } = excerpts.position(source, span.start);
    let end = excerpts.position(source, span.end);
    Finding {
        format: FORMAT,
        code: finding.code.id,
        name: finding.code.name,
        level: finding.level().as_str(),
        file: excerpts.name(source),
        line,
        column,
        end: End { line: end.line, column: end.column },
        message: plain(&finding.message),
        label: plain(&finding.label),
        help: finding.help.as_deref().map(plain),
        notes: finding
            .notes
            .iter()
            .map(|note| {
                let at = note.place.map(|place| excerpts.position(place.source, place.span.start));
                Note {
                    message: plain(&note.words),
                    file: note.place.map(|place| excerpts.name(place.source)),
                    line: at.map(|at| at.line),
                    column: at.map(|at| at.column),
                }
            })
            .collect(),
        path: finding.path.iter().map(|name| plain(name)).collect(),
    }
}

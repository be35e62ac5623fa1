//! Reads a node: its name, its outline with the label, and what is attached to it.

use super::arrow;
use crate::import::{
    chart::Shape,
    scan::{Scan, shown},
};

/// A node as it stands in a statement.
pub(super) struct Named<'t> {
    pub(super) key: &'t str,
    pub(super) outline: Option<Outline<'t>>,
}

/// The outline of a node with what stands in it.
pub(super) struct Outline<'t> {
    pub(super) label: &'t str,
    pub(super) shape: Option<Shape>,
}

/// How outlines begin and end, the longer ones first.
const OUTLINES: &[(&str, &[&str], Shape)] = &[
    ("(((", &[")))"], Shape::Terminal),
    ("((", &["))"], Shape::Terminal),
    ("([", &["])"], Shape::Terminal),
    ("(-", &["-)"], Shape::Terminal),
    ("(", &[")"], Shape::Plain),
    ("[[", &["]]"], Shape::Plain),
    ("[(", &[")]"], Shape::Plain),
    ("[/", &["/]", "\\]"], Shape::Plain),
    ("[\\", &["\\]", "/]"], Shape::Plain),
    ("[", &["]"], Shape::Plain),
    ("{{", &["}}"], Shape::Plain),
    ("{", &["}"], Shape::Decision),
    (">", &["]"], Shape::Plain),
];

/// Names of outlines in `@{shape: …}` that tell something.
const SHAPES: &[(&[&str], Shape)] = &[
    (&["diam", "diamond", "decision", "question"], Shape::Decision),
    (
        &[
            "stadium",
            "terminal",
            "pill",
            "circle",
            "circ",
            "dbl-circ",
            "double-circle",
            "fr-circ",
            "framed-circle",
            "stop",
            "sm-circ",
            "small-circle",
            "start",
            "f-circ",
            "filled-circle",
        ],
        Shape::Terminal,
    ),
];

/// Reads the name of a node.
pub(super) fn id<'t>(scan: &mut Scan<'t>) -> Option<&'t str> {
    let rest = scan.rest();
    let mut length = 0;
    for (at, c) in rest.char_indices() {
        let next = rest.get(at + c.len_utf8()..).unwrap_or_default();
        let fits = match c {
            '-' => at != 0 && !next.starts_with(['-', '.', '>']) && !arrow::begins(rest.get(at..).unwrap_or_default()),
            '=' => at != 0 && !next.starts_with('='),
            '_' | '.' | '!' | '#' | '$' | '\'' | '*' | '+' | '?' | '/' | '\\' | '`' => true,
            c => c.is_alphanumeric() || (!c.is_ascii() && !c.is_whitespace()),
        };
        if !fits {
            break;
        }
        length = at + c.len_utf8();
    }
    scan.skip(length);
    rest.get(..length).filter(|name| !name.is_empty())
}

/// Reads a node; reports what is wrong behind its name.
pub(super) fn read<'t>(scan: &mut Scan<'t>) -> Option<Named<'t>> {
    let key = id(scan)?;
    let mut found = Named { key, outline: None };
    if scan.rest().starts_with("@{") {
        found.outline = Some(attributes(scan)?);
    } else if scan.rest().starts_with(['[', '(', '{', '>']) {
        found.outline = Some(outline(scan)?);
        if scan.rest().starts_with("@{") {
            let more = attributes(scan)?;
            let label = if more.label.is_empty() { found.outline.map_or("", |it| it.label) } else { more.label };
            found.outline = Some(Outline { label, shape: more.shape });
        }
    }
    if scan.eat(":::") {
        scan.take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ','));
    }
    Some(found)
}

/// Reads an outline with its label.
pub(super) fn outline<'t>(scan: &mut Scan<'t>) -> Option<Outline<'t>> {
    let begun = scan.at();
    let fitting = || OUTLINES.iter().filter(|(open, ..)| scan.rest().starts_with(open));
    let (open, closers, shape) = fitting().next()?;
    let body = scan.rest().get(open.len()..)?;
    if body.trim_start().starts_with('"') {
        scan.skip(open.len());
        return quoted(scan, begun, closers, *shape);
    }
    // `[/usr/bin]` begins like a slanted outline but is a plain one.
    for (open, closers, shape) in fitting() {
        let body = scan.rest().get(open.len()..)?;
        if let Some((length, closer)) = end_of_label(body, closers) {
            let label = body.get(..length)?;
            scan.skip(open.len() + length + closer.len());
            return Some(Outline { label, shape: Some(*shape) });
        }
    }
    let line = scan.line();
    let label = shown(line.get(open.len()..).unwrap_or_default());
    scan.report(begun, format!("the bracket before `{label}` is not closed"), QUOTE);
    None
}

const QUOTE: &str = "close it; put labels with brackets into double quotes";

/// Reads a label in double quotes and the end of its outline.
fn quoted<'t>(scan: &mut Scan<'t>, begun: usize, closers: &[&str], shape: Shape) -> Option<Outline<'t>> {
    scan.take_while(char::is_whitespace);
    let body = scan.rest().get(1..)?;
    let label = body.get(..body.find('"').unwrap_or(body.len()))?;
    scan.skip(label.len() + 2);
    let closed = scan.at();
    scan.take_while(char::is_whitespace);
    if closers.iter().any(|closer| scan.eat(closer)) {
        return Some(Outline { label, shape: Some(shape) });
    }
    if label.contains('\n') || label.len() == body.len() {
        scan.go(begun);
        scan.line();
        scan.report(begun, format!("the quote before `{}` is not closed", shown(label)), QUOTE);
        return None;
    }
    scan.go(closed);
    let line = scan.line();
    let closer = closers.first().copied().unwrap_or_default();
    let message = match shown(line) {
        nothing if nothing.is_empty() => format!("`{closer}` is missing behind the label"),
        here => format!("`{here}` stands where `{closer}` must close the label"),
    };
    scan.report(closed, message, "put the whole label into one pair of double quotes, without any inside");
    None
}

/// Finds where an unquoted label ends. Brackets within it must be closed on the same line.
fn end_of_label<'c>(text: &str, closers: &[&'c str]) -> Option<(usize, &'c str)> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        let here = text.get(at..).unwrap_or_default();
        if depth == 0
            && let Some(closer) = closers.iter().find(|closer| here.starts_with(**closer))
        {
            return Some((at, closer));
        }
        match c {
            // A label may be broken over lines, but it does not reach into the next statement.
            '\n' if depth != 0 || is_statement(here) => return None,
            '"' => return None,
            '[' | '(' | '{' => depth += 1,
            ']' | ')' | '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

/// Says whether the line behind this line break reads like a statement.
fn is_statement(text: &str) -> bool {
    let line = text.trim_start().lines().next().unwrap_or_default();
    line.is_empty() || ["--", "==", "-.", "subgraph", "["].iter().any(|sign| line.contains(sign)) || line == "end"
}

/// Reads `@{ shape: …, label: "…" }`.
fn attributes<'t>(scan: &mut Scan<'t>) -> Option<Outline<'t>> {
    let begun = scan.at();
    scan.skip("@{".len());
    let mut found = Outline { label: "", shape: None };
    loop {
        scan.take_while(|c| c.is_whitespace() || c == ',');
        if scan.eat("}") {
            return Some(found);
        }
        let key = scan.take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        scan.blanks();
        if key.is_empty() || !scan.eat(":") {
            scan.go(begun);
            scan.line();
            let help = "write it such as `a@{ shape: diamond, label: \"Is it on?\" }`";
            scan.report(begun, "these attributes cannot be read", help);
            return None;
        }
        scan.blanks();
        let value = value(scan);
        match key {
            "label" => found.label = value,
            "shape" => {
                let known = SHAPES.iter().find(|(names, _)| names.contains(&value));
                found.shape = Some(known.map_or(Shape::Plain, |(_, shape)| *shape));
            }
            _ => {}
        }
    }
}

fn value<'t>(scan: &mut Scan<'t>) -> &'t str {
    match scan.peek() {
        Some(quote @ ('"' | '\'')) => {
            scan.skip(1);
            let value = scan.take_while(|c| c != quote);
            scan.skip(1);
            value
        }
        _ => scan.take_while(|c| !matches!(c, ',' | '}' | '\n')).trim(),
    }
}

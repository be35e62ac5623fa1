//! Reads arrows: plain, dotted, thick, of any length, with a label within or behind them.

use crate::import::scan::{Scan, shown};

/// An arrow with its label as written.
pub(super) struct Arrow<'t> {
    pub(super) label: Option<&'t str>,
    /// It only keeps nodes in place.
    pub(super) is_hidden: bool,
    /// It points at both ends.
    pub(super) is_both: bool,
    /// It points backwards only.
    pub(super) is_reversed: bool,
}

/// The three kinds of lines.
#[derive(Clone, Copy)]
enum Line {
    Plain,
    Thick,
    Dotted,
}

/// Says whether an arrow begins here.
pub(super) fn begins(text: &str) -> bool {
    let body = text.strip_prefix(['<', 'x', 'o']).unwrap_or(text);
    ["--", "==", "-.", "~~~"].iter().any(|line| body.starts_with(line))
}

/// Reads an arrow; returns nothing and stays if there is none.
pub(super) fn read<'t>(scan: &mut Scan<'t>) -> Option<Arrow<'t>> {
    if !begins(scan.rest()) {
        return None;
    }
    let begun = scan.at();
    let points_back = scan.rest().starts_with('<');
    if scan.rest().starts_with(['<', 'x', 'o']) {
        scan.skip(1);
    }
    if scan.rest().starts_with('~') {
        scan.take_while(|c| c == '~');
        return Some(Arrow { label: None, is_hidden: true, is_both: false, is_reversed: false });
    }
    let line = match scan.rest().as_bytes() {
        [b'=', ..] => Line::Thick,
        [b'-', b'.', ..] => Line::Dotted,
        _ => Line::Plain,
    };
    let mut label = None;
    let end = match whole(scan.rest(), line) {
        Some(end) => {
            scan.skip(end.length);
            end
        }
        None => {
            scan.skip(2);
            let Some((length, end)) = closing(scan.rest(), line) else {
                let rest = scan.line();
                scan.report(begun, format!("the arrow before `{}` has no end", shown(rest)), HELP);
                return None;
            };
            label = scan.rest().get(..length);
            scan.skip(length + end.length);
            end
        }
    };
    if let Some(behind) = label_behind(scan) {
        label = Some(behind);
    }
    let is_both = points_back && end.points;
    Some(Arrow { label, is_hidden: false, is_both, is_reversed: points_back && !end.points })
}

const HELP: &str = "write it such as `-- yes -->` or `-->|yes|`";

/// The end of an arrow.
struct End {
    length: usize,
    points: bool,
}

/// Reads an arrow without a label in it.
fn whole(text: &str, line: Line) -> Option<End> {
    let (stroke, least, tips): (&str, usize, [char; 3]) = match line {
        Line::Plain => ("-", 2, ['>', 'x', 'o']),
        Line::Thick => ("=", 2, ['>', 'x', 'o']),
        Line::Dotted => return whole_dotted(text),
    };
    let strokes = text.len() - text.trim_start_matches(stroke).len();
    let tip = text.get(strokes..).and_then(|rest| rest.chars().next()).filter(|c| tips.contains(c));
    match tip {
        Some(tip) if least <= strokes => Some(End { length: strokes + 1, points: tip == '>' }),
        // Without a tip a third stroke ends it.
        _ if least < strokes => Some(End { length: strokes, points: false }),
        _ => None,
    }
}

fn whole_dotted(text: &str) -> Option<End> {
    let body = text.strip_prefix('-')?;
    let dots = body.len() - body.trim_start_matches('.').len();
    let behind = body.get(dots..)?.strip_prefix('-')?;
    let tip = behind.chars().next().filter(|c| matches!(c, '>' | 'x' | 'o'));
    Some(End { length: dots + 2 + usize::from(tip.is_some()), points: tip == Some('>') })
}

/// Finds the end of an arrow behind its label: where, and what it is. It stands on the same line.
fn closing(text: &str, line: Line) -> Option<(usize, End)> {
    let text = text.get(..text.find('\n').unwrap_or(text.len()))?;
    let mut in_quotes = false;
    for (at, c) in text.char_indices() {
        in_quotes ^= c == '"';
        if in_quotes || !matches!(c, '-' | '=' | '.') {
            continue;
        }
        let here = text.get(at..)?;
        let end = match line {
            Line::Plain if here.starts_with("--") => whole(here, line),
            Line::Thick if here.starts_with("==") => whole(here, line),
            Line::Dotted if here.starts_with('.') => {
                let dots = here.len() - here.trim_start_matches('.').len();
                here.get(dots..).and_then(|rest| rest.strip_prefix('-')).map(|behind| {
                    let tip = behind.chars().next().filter(|c| matches!(c, '>' | 'x' | 'o'));
                    End { length: dots + 1 + usize::from(tip.is_some()), points: tip == Some('>') }
                })
            }
            _ => None,
        };
        if let Some(end) = end {
            return Some((at, end));
        }
    }
    None
}

/// Reads `|label|` behind an arrow.
fn label_behind<'t>(scan: &mut Scan<'t>) -> Option<&'t str> {
    let begun = scan.at();
    scan.blanks();
    if !scan.eat("|") {
        scan.go(begun);
        return None;
    }
    let opened = scan.at();
    let is_quoted = scan.rest().trim_start().starts_with('"');
    if is_quoted {
        scan.take_while(|c| c != '"');
        scan.skip(1);
        scan.take_while(|c| c != '"');
        scan.skip(1);
    }
    scan.take_while(|c| c != '|' && c != '\n');
    let label = scan.slice(opened, scan.at());
    if !scan.eat("|") {
        scan.report(opened - 1, format!("the label `{}` is not closed", shown(label)), "write `|` behind it");
    }
    Some(label)
}

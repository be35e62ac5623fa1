//! Finds the slip of the pen behind a parser's error, which often stands some lines before the place that it names.

use std::cmp::Ordering;

use crate::base::Span;

/// What the author probably did, and where.
#[derive(Debug, PartialEq)]
pub(super) struct Slip {
    pub(super) span: Span,
    pub(super) message: &'static str,
    pub(super) help: &'static str,
    /// Whether the parser's own place is worth a remark.
    pub(super) came_later: bool,
}

/// How many lines after the parser's place are searched for a tab: it names the value that goes on there.
const MOST_LINES: usize = 50;

/// Looks for what may have led to an error of brackets, of a colon, or of indentation at this byte.
pub(super) fn find(body: &str, at: usize, words: &str) -> Option<Slip> {
    let at = body.floor_char_boundary(at.min(body.len()));
    let lines = Lines::around(body, at);
    let speaks_of = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    let is_colon = speaks_of(&["mapping values are not allowed", "placement of ':'", "simple key"]);
    if (is_colon || speaks_of(&["',' or", "unclosed", "end of stream", "unexpected end of"]))
        && let Some(open) = unclosed(body, at)
        && open < lines.start
    {
        return Some(Slip {
            span: Span::new(open, open + 1),
            message: "this bracket is not closed",
            help: "write the closing bracket where the list or mapping ends",
            came_later: true,
        });
    }
    if !is_colon {
        return None;
    }
    // The key of the line is what the parser did not expect.
    let key = body.get(lines.start..at)?.trim_start();
    if key.is_empty() || !key.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)) {
        return None;
    }
    let (before, text) = lines.before?;
    let depth = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let own = body.get(lines.start..).and_then(|rest| rest.lines().next())?;
    let first = |start: usize, line: &str| {
        let start = start + depth(line);
        let word = line.trim_start().split([' ', ':']).next().unwrap_or_default();
        Span::new(start, start + word.len())
    };
    let is_entry = text.trim_start().starts_with("- ");
    let rest = body.get(lines.start + own.len()..).unwrap_or_default().lines();
    let below = rest.map(str::trim_end).find(|line| !line.is_empty() && !line.trim_start().starts_with('#'));
    match (depth(own).cmp(&depth(text)), text.contains(": ")) {
        // Two lines against one: the one above has moved.
        (Ordering::Greater, true) if !is_entry && below.is_some_and(|it| depth(it) == depth(own)) => Some(Slip {
            span: first(before, text),
            message: "this line is indented less than those below it",
            help: "what belongs together begins in the same column",
            came_later: false,
        }),
        (Ordering::Greater, true) if !is_entry => Some(Slip {
            span: first(lines.start, own),
            message: "this line is indented further than the one above",
            help: "what belongs together begins in the same column",
            came_later: false,
        }),
        (Ordering::Equal, false) if !is_entry && !text.trim_end().ends_with(':') => Some(Slip {
            span: first(before, text),
            message: "no `: ` follows the first word of this line",
            help: "write a colon and a blank behind the key",
            came_later: true,
        }),
        _ => None,
    }
}

/// Finds the tab in the indentation at or soon after a byte.
pub(super) fn tab(body: &str, at: usize) -> Option<Span> {
    let lines = Lines::around(body, body.floor_char_boundary(at.min(body.len())));
    let mut start = lines.start;
    for line in body.get(start..)?.split_inclusive('\n').take(MOST_LINES) {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let tab = line.get(..indent).and_then(|indent| indent.find('\t'));
        if let Some(tab) = tab.filter(|_| !line.trim().is_empty()) {
            return Some(Span::new(start + tab, start + tab + 1));
        }
        start += line.len();
    }
    None
}

/// The line of a place, and the last one before it that says anything.
struct Lines<'t> {
    start: usize,
    before: Option<(usize, &'t str)>,
}

impl<'t> Lines<'t> {
    fn around(body: &'t str, at: usize) -> Self {
        let start = body.get(..at).and_then(|it| it.rfind('\n')).map_or(0, |end| end + 1);
        let mut end = start;
        let mut before = None;
        while let Some(line) = body.get(..end).and_then(|it| it.strip_suffix('\n')) {
            end = line.rfind('\n').map_or(0, |it| it + 1);
            let line = line.get(end..).unwrap_or_default();
            if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
                before = Some((end, line));
                break;
            }
        }
        Self { start, before }
    }
}

/// Finds the innermost bracket before a byte that opens a list or mapping and is still open there.
fn unclosed(body: &str, at: usize) -> Option<usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut quote = None;
    // Whether a value may begin here: only there a quote or bracket is one.
    let mut begins = true;
    let mut block: Option<usize> = None;
    let mut start = 0;
    for line in body.get(..at)?.split_inclusive('\n') {
        let depth = line.len() - line.trim_start_matches(' ').len();
        if let Some(margin) = block {
            if line.trim().is_empty() || margin < depth {
                start += line.len();
                continue;
            }
            block = None;
        }
        let mut before = '\n';
        let mut chars = line.char_indices().peekable();
        while let Some((column, c)) = chars.next() {
            let next = chars.peek().map_or('\n', |(_, next)| *next);
            match (quote, c) {
                (Some('"'), '\\') | (Some('\''), '\'') if c == '\\' || next == '\'' => {
                    chars.next();
                }
                (Some(own), _) if own == c => quote = None,
                (Some(_), _) => {}
                (None, '#') if before.is_whitespace() => break,
                (None, '"' | '\'') if begins => (quote, begins) = (Some(c), false),
                (None, '[' | '{') if begins => open.push(start + column),
                (None, ']' | '}') if !open.is_empty() => {
                    open.pop();
                    begins = false;
                }
                (None, ',') if !open.is_empty() => begins = true,
                (None, ':' | '-') if next.is_whitespace() => begins = true,
                (None, '|' | '>') if begins && open.is_empty() => {
                    block = Some(depth);
                    break;
                }
                (None, _) if c.is_whitespace() => begins |= c == '\n' && quote.is_none(),
                (None, _) => begins = false,
            }
            before = c;
        }
        // A comment or the sign of a block ends its line.
        begins |= quote.is_none();
        start += line.len();
    }
    open.pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(body: &str, at: &str, words: &str) -> Option<(&'static str, usize)> {
        let at = body.find(at).unwrap();
        let slip = find(body, at, words)?;
        let line = body.get(..slip.span.start as usize).unwrap().matches('\n').count() + 1;
        Some((slip.message, line))
    }

    #[test]
    fn an_open_bracket_is_found_where_it_stands() {
        let body = "a:\n  ask: Is [this] \"it\"? # {no\n  text: |\n    [ a ( { b\n  list: ['it''s [', \"\\\"{\",\n    {x: [1, 2]}\nb: 1\n";
        assert_eq!(told(body, ": 1", "',' or"), Some(("this bracket is not closed", 5)));
        assert_eq!(told("a: {b: 1, c: 2}\nd: [1]\ne: {f: 1 g: 2}\n", ": 2}\n", "',' or"), None);
        assert_eq!(told("a: {f: 1 g: 2}\n", ": 2}\n", "',' or"), None);
    }

    #[test]
    fn a_line_too_far_in_and_a_key_without_colon_are_told() {
        let words = "mapping values are not allowed";
        let further = "a:\n  ask: Is it on?\n    look: Here.\n";
        assert_eq!(told(further, ": Here", words), Some(("this line is indented further than the one above", 3)));
        let less = "a:\n ask: Is it on?\n  look: Here.\n  answers: {yes: b}\n";
        assert_eq!(told(less, ": Here", words), Some(("this line is indented less than those below it", 2)));
        let bare = "a:\n  ask Is it on?\n\n  # why\n  look: Here.\n";
        assert_eq!(told(bare, ": Here", words), Some(("no `: ` follows the first word of this line", 2)));
        assert_eq!(told("a: Careful: it is hot\n", ": it", words), None);
    }

    #[test]
    fn the_tab_is_found_on_its_line() {
        let body = "a:\n  ask: Is it?\n\tlook: Here.\n";
        assert_eq!(tab(body, 8), Some(Span::new(17, 18)));
        assert_eq!(tab("a: b\tc\n", 0), None);
    }
}

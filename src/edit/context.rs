//! Where in a file the cursor stands, told from indentation and brackets alone: the text may be no YAML yet.

use super::{
    flow::{Flow, Frame},
    lines::Lines,
};
use crate::base::Span;

/// One level of what encloses the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Level {
    /// The key; nothing for an item of a list.
    pub(super) key: Option<String>,
    /// The keys and plain values of the mapping in which the key stands.
    pub(super) within: Vec<(String, String)>,
}

/// What is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Context {
    /// What encloses it, from the margin inwards.
    pub(super) path: Vec<Level>,
    /// Whether it is a value; otherwise a key, or the beginning of one.
    pub(super) is_value: bool,
    /// The word at the cursor, up to its end.
    pub(super) word: Span,
    /// The part of that word before the cursor.
    pub(super) typed: String,
    /// The keys and plain values beside a key that is being typed.
    pub(super) siblings: Vec<(String, String)>,
    /// Whether it stands within brackets.
    pub(super) is_flow: bool,
    /// How far a key would be indented here.
    pub(super) indent: usize,
    /// Whether a blank is missing between the colon and the cursor.
    pub(super) needs_blank: bool,
}

/// A key or item that is open at some line.
#[derive(Clone, Debug)]
struct Open {
    /// The column at which it begins.
    indent: usize,
    /// The column at which what belongs to an item begins.
    content: usize,
    key: Option<String>,
    line: usize,
}

/// A key at the beginning of some text, and what stands behind its colon.
pub(super) struct Entry<'t> {
    pub(super) key: &'t str,
    /// The bytes before the value, blanks included.
    pub(super) value_at: usize,
    pub(super) value: &'t str,
}

/// Splits `key: value`; nothing if there is no key.
pub(super) fn entry(text: &str) -> Option<Entry<'_>> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (key, colon) = match quote {
        Some(quote) => {
            let end = text.get(1..)?.find(quote)? + 1;
            (text.get(1..end)?, end + 1)
        }
        None => {
            let is_end = |(at, _): &(usize, &str)| {
                text.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
            };
            let (colon, _) = text.match_indices(':').find(is_end)?;
            let key = text.get(..colon)?;
            if key.contains(" #") || key.starts_with(['{', '[', '#', '&', '*', '|', '>']) {
                return None;
            }
            (key.trim_end(), colon)
        }
    };
    let rest = text.get(colon..)?.strip_prefix(':')?;
    let blanks = rest.len() - rest.trim_start().len();
    let value_at = colon + 1 + blanks;
    Some(Entry { key, value_at, value: text.get(value_at..).unwrap_or_default() })
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn is_empty(line: &str) -> bool {
    let body = line.trim();
    body.is_empty() || body.starts_with('#')
}

/// Reads the lines of a file one after the other and keeps what is open.
struct Scan<'t> {
    text: &'t str,
    lines: &'t Lines,
    open: Vec<Open>,
    /// The indentation of the key behind which a block of text stands.
    block: Option<usize>,
    /// The brackets that are open, and the indentation of the key behind which they opened.
    flow: Option<(usize, Flow)>,
}

/// What the line of the cursor came to.
enum Rest {
    /// A key is being typed, from this column on.
    Key(usize),
    /// A value is being typed, from this column on.
    Value(usize),
    /// Something within brackets.
    Flow,
    /// Free text.
    Text,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str, lines: &'t Lines) -> Self {
        Self { text, lines, open: Vec::new(), block: None, flow: None }
    }

    /// Takes in a line up to a column.
    fn line(&mut self, number: usize, until: usize) -> Rest {
        let whole = self.lines.get(self.text, number);
        let line = whole.get(..whole.floor_char_boundary(until)).unwrap_or(whole);
        let indent = indent_of(line);
        let is_blank = line.trim().is_empty();
        if let Some(block) = self.block {
            if is_blank || block < indent {
                return if is_blank && indent <= block { self.key(indent) } else { Rest::Text };
            }
            self.block = None;
        }
        // An empty line closes nothing, unless something is being typed there.
        if is_blank && until == usize::MAX {
            return Rest::Text;
        }
        if let Some((own, flow)) = &mut self.flow {
            if is_blank || *own < indent || line.trim_start().starts_with(['}', ']']) {
                flow.take(line, self.lines.span(self.text, number).start as usize);
                if flow.is_closed() {
                    self.flow = None;
                }
                return Rest::Flow;
            }
            self.flow = None;
        }
        if is_blank {
            return self.key(indent);
        }
        if line.trim_start().starts_with('#') {
            return Rest::Text;
        }
        self.content(number, line, indent)
    }

    /// Closes what does not enclose a key at this column.
    fn key(&mut self, column: usize) -> Rest {
        while self.open.last().is_some_and(|it| column <= it.indent) {
            self.open.pop();
        }
        Rest::Key(column)
    }

    /// Takes in items, a key, and the beginning of its value.
    fn content(&mut self, number: usize, line: &str, indent: usize) -> Rest {
        let mut column = indent;
        loop {
            let body = line.get(column..).unwrap_or_default();
            let Some(rest) = body.strip_prefix('-').filter(|rest| rest.is_empty() || rest.starts_with(' ')) else {
                break;
            };
            while self.open.last().is_some_and(|it| column < it.indent || (column == it.indent && it.key.is_none())) {
                self.open.pop();
            }
            let content = column + 1 + (rest.len() - rest.trim_start().len()).max(1);
            self.open.push(Open { indent: column, content, key: None, line: number });
            if rest.trim().is_empty() {
                return Rest::Value(line.len());
            }
            column = content;
        }
        let body = line.get(column..).unwrap_or_default();
        if body.starts_with(['{', '[']) {
            return self.brackets(number, line, column, column.saturating_sub(1));
        }
        let Some(found) = entry(body) else {
            let is_item = self.open.last().is_some_and(|it| it.key.is_none() && it.line == number);
            return if is_item { Rest::Value(column) } else { self.key(column) };
        };
        while self.open.last().is_some_and(|it| column <= it.indent) {
            self.open.pop();
        }
        self.open.push(Open { indent: column, content: column, key: Some(found.key.to_owned()), line: number });
        let at = column + found.value_at;
        match found.value.chars().next() {
            Some('|' | '>') => {
                self.block = Some(column);
                Rest::Text
            }
            Some('{' | '[') => self.brackets(number, line, at, column),
            _ => Rest::Value(at),
        }
    }

    fn brackets(&mut self, number: usize, line: &str, column: usize, own: usize) -> Rest {
        let start = self.lines.span(self.text, number).start as usize;
        let mut flow = Flow::default();
        flow.take(line.get(column..).unwrap_or_default(), start + column);
        if !flow.is_closed() {
            self.flow = Some((own, flow));
        }
        Rest::Flow
    }

    /// The keys and plain values directly below something open, the line `except` left out.
    fn entries(&self, parent: Option<&Open>, except: Option<usize>) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut column = parent.filter(|it| it.key.is_none()).map(|it| it.content);
        let first = match parent {
            Some(open) if open.key.is_none() => open.line,
            Some(open) => open.line + 1,
            None => 0,
        };
        for number in first..self.lines.count() {
            let line = self.lines.get(self.text, number);
            let is_own = parent.is_some_and(|it| it.key.is_none() && it.line == number);
            if is_empty(line) {
                continue;
            }
            let indent = if is_own { column.unwrap_or_default() } else { indent_of(line) };
            if parent.is_some_and(|it| indent <= it.indent) {
                break;
            }
            if indent == *column.get_or_insert(indent)
                && except != Some(number)
                && let Some(found_here) = line.get(indent..).and_then(entry)
            {
                found.push((found_here.key.to_owned(), plain(found_here.value)));
            }
        }
        found
    }

    /// What is open, from the margin inwards.
    fn path(&self) -> Vec<Level> {
        let level = |(depth, open): (usize, &Open)| {
            let parent = depth.checked_sub(1).and_then(|above| self.open.get(above));
            let within = if open.key.is_some() { self.entries(parent, None) } else { Vec::new() };
            Level { key: open.key.clone(), within }
        };
        self.open.iter().enumerate().map(level).collect()
    }
}

/// Lists the keys that stand in the mapping behind a key at the left margin.
pub(super) fn keys_under(text: &str, lines: &Lines, key: &str) -> Vec<String> {
    let is_it = |number: &usize| {
        let found = lines.get(text, *number);
        found.starts_with(key) && entry(found).is_some_and(|it| it.key == key)
    };
    let Some(line) = (0..lines.count()).find(is_it).filter(|_| !key.is_empty()) else { return Vec::new() };
    let open = Open { indent: 0, content: 0, key: Some(key.to_owned()), line };
    Scan::new(text, lines).entries(Some(&open), None).into_iter().map(|(key, _)| key).collect()
}

/// A value without quotes and comment; nothing where it is no plain one.
pub(super) fn plain(value: &str) -> String {
    let value = value.split(" #").next().unwrap_or_default().trim();
    if value.starts_with(['{', '[', '|', '>', '#']) {
        return String::new();
    }
    value.trim_matches(['"', '\'']).to_owned()
}

/// Tells where the cursor stands; nothing within free text and comments.
pub(super) fn context(text: &str, lines: &Lines, cursor: usize) -> Option<Context> {
    let cursor = text.floor_char_boundary(cursor);
    let number = lines.line_of(cursor);
    let start = lines.span(text, number).start as usize;
    let line = lines.get(text, number);
    let column = (cursor - start).min(line.len());
    let mut scan = Scan::new(text, lines);
    for before in 0..number {
        scan.line(before, usize::MAX);
    }
    let rest = scan.line(number, column);
    let word_of = |from: usize| {
        let (from, after) = (from.min(column), line.get(column..).unwrap_or_default());
        let end = after.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.')).unwrap_or(after.len());
        (Span::new(start + from, start + column + end), line.get(from..column).unwrap_or_default().to_owned())
    };
    match rest {
        Rest::Text => None,
        Rest::Key(from) => {
            let (word, typed) = word_of(from);
            let siblings = scan.entries(scan.open.last(), Some(number));
            let path = scan.path();
            Some(Context {
                path,
                is_value: false,
                word,
                typed,
                siblings,
                is_flow: false,
                indent: from,
                needs_blank: false,
            })
        }
        Rest::Value(from) => {
            let quoted = line.get(from..column).is_some_and(|it| it.starts_with(['"', '\'']));
            let (word, typed) = word_of(from + usize::from(quoted));
            let needs_blank = line.get(..from.min(column)).is_some_and(|it| it.ends_with([':', '-']));
            // What may be typed behind the dash of an item is a key just as well.
            let item = scan.open.last().filter(|it| it.key.is_none());
            let siblings = item.map(|item| scan.entries(Some(item), Some(number))).unwrap_or_default();
            let path = scan.path();
            let indent = scan.open.last().map_or(0, |it| if it.key.is_some() { it.indent + 2 } else { it.content });
            Some(Context { path, is_value: true, word, typed, siblings, is_flow: false, indent, needs_blank })
        }
        Rest::Flow => in_brackets(&scan, &word_of, line, column, start),
    }
}

fn in_brackets(
    scan: &Scan<'_>,
    word_of: &dyn Fn(usize) -> (Span, String),
    line: &str,
    column: usize,
    start: usize,
) -> Option<Context> {
    let (_, flow) = scan.flow.as_ref()?;
    let mut path = scan.path();
    let mut siblings = Vec::new();
    let mut is_value = false;
    for (depth, frame) in flow.frames.iter().enumerate() {
        let is_last = depth + 1 == flow.frames.len();
        match frame {
            Frame::Map { key: Some(key), entries } => {
                path.push(Level { key: Some(key.clone()), within: flow.and_after(depth, line.get(column..), entries) });
                is_value = is_last;
            }
            Frame::Map { key: None, entries } => siblings = flow.and_after(depth, line.get(column..), entries),
            Frame::List => {
                path.push(Level { key: None, within: Vec::new() });
                is_value = is_last;
            }
        }
    }
    let from = flow.word_at.map_or(column, |at| at.saturating_sub(start));
    let quoted = line.get(from..column).is_some_and(|it| it.starts_with(['"', '\'']));
    let (word, typed) = word_of(from + usize::from(quoted));
    let needs_blank = typed.is_empty() && line.get(..column).is_some_and(|it| it.ends_with([':', ',']));
    Some(Context { path, is_value, word, typed, siblings, is_flow: true, indent: 0, needs_blank })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows the context at the mark `|`.
    fn shown(marked: &str) -> String {
        let cursor = marked.find('¦').unwrap();
        let text = marked.replace('¦', "");
        let Some(found) = context(&text, &Lines::new(&text), cursor) else { return "nothing".into() };
        let path: Vec<&str> = found.path.iter().map(|it| it.key.as_deref().unwrap_or("-")).collect();
        let siblings: Vec<&str> = found.siblings.iter().map(|(key, _)| key.as_str()).collect();
        let kind = if found.is_value { "=" } else { "?" };
        format!("{} {kind}{} [{}]", path.join("."), found.typed, siblings.join(" "))
    }

    #[test]
    fn the_context_is_told_from_indentation() {
        let head = "format: 1\nsteps:\n  a:\n    ask:\n      en: What?\n    answers:\n      yes: b\n";
        assert_eq!(shown(&format!("{head}      n¦\n")), "steps.a.answers ?n [yes]");
        assert_eq!(shown(&format!("{head}      no: ¦")), "steps.a.answers.no = []");
        assert_eq!(
            shown(&format!("{head}      no:\n        te¦: x\n        next: y\n")),
            "steps.a.answers.no ?te [next]"
        );
        assert_eq!(shown(&format!("{head}    ¦\n    fact: os\n  b:\n")), "steps.a ? [ask answers fact]");
        assert_eq!(shown(&format!("{head}  ¦")), "steps ? [a]");
        assert_eq!(shown(&format!("{head}¦")), " ? [format steps]");
        assert_eq!(shown(&format!("{head}\n  # note\n\n    why: x\n    l¦")), "steps.a ?l [ask answers why]");
        assert_eq!(shown("steps:\n  a:\n    do: |\n      Press ¦\n"), "nothing");
        assert_eq!(shown("a: b # comm¦"), "a =b # comm []");
    }

    #[test]
    fn the_context_is_told_from_brackets() {
        let head = "steps:\n  a:\n    ";
        assert_eq!(shown(&format!("{head}warn: [one, t¦]\n")), "steps.a.warn.- =t []");
        assert_eq!(shown(&format!("{head}else: {{step: x, t¦")), "steps.a.else ?t [step]");
        assert_eq!(shown(&format!("{head}else: {{step: ¦, times: 2}}")), "steps.a.else.step = []");
        assert_eq!(shown(&format!("{head}else: {{¦times: 2}}")), "steps.a.else ? [times]");
        assert_eq!(shown(&format!("{head}exits: {{one: b,\n      two: c¦\n")), "steps.a.exits.two =c []");
        assert_eq!(shown(&format!("{head}exits: {{one: b,\n    call: ¦")), "steps.a.call = []");
        assert_eq!(shown(&format!("{head}route:\n      - when: {{os: [windows, ¦")), "steps.a.route.-.when.os.- = []");
        assert_eq!(
            shown(&format!("{head}route:\n      - when: {{os: linux}}\n        ne¦")),
            "steps.a.route.- ?ne [when]"
        );
        assert_eq!(shown(&format!("{head}route:\n    - ¦")), "steps.a.route.- = []");
        assert_eq!(shown("title: {en: \"a, b: c\", d¦"), "title ?d [en]");
    }
}

//! Says in an author's words, and at a place, what the parser did not like.

use serde_yaml::Error;

use super::{
    codes::{BUDGET, FEATURE, SYNTAX},
    place::place_of,
    slip,
};
use crate::base::{Code, Diagnostic, Place, SourceId, Span};

/// What the parser's words contain, what an author is told instead, and what to do about it.
const PLAIN: &[(&[&str], &str, &str)] = &[
    (&["mapping values are not allowed", "placement of ':'"], "a `: ` stands inside an unquoted text", QUOTE),
    (
        &["unknown anchor"],
        "a text that begins with `*` stands in quotes",
        "quote it; without quotes it means what an `&name` above marks",
    ),
    (&["recursive"], "this alias stands inside its own anchor", "write the value out"),
    (&["surrogate"], "an escape names half a character", "type the character itself"),
    (
        &["escape"],
        "unknown escape in a quoted text",
        "in double quotes write `\\\\` for a backslash, or use single quotes",
    ),
    (
        &["trailing content"],
        "text follows a closing quote",
        "write a comma behind the quote, or put the whole text into one pair of quotes",
    ),
    (&["simple key"], "a word stands here without `:` and a value", "write a colon and a value, or indent the line"),
    (&["comments must be"], "a `#` stands here without a blank before it", "put the text into quotes, or add a blank"),
    (&["comment intercepting"], "a comment interrupts a text", "move the comment above the text"),
    (&["document indicator"], "`---` or `...` interrupts a quoted text", "indent the text, or close its quote"),
    (&["scanning a block scalar"], "something follows `|` or `>` on its line", "begin the text on the next line"),
    (
        &["entries are not allowed"],
        "a list cannot begin on the line of its key",
        "begin the list on the next line, or put the text into quotes",
    ),
    (
        &["expected key", "expected '-'", "wrongly indented"],
        "this line is indented unlike its neighbours",
        "compare the indentation with the lines above",
    ),
    (
        &["cannot start with '-'", "'-' must be"],
        "a `-` stands here without a blank after it",
        "write `- ` and the value",
    ),
    (
        &["',' or"],
        "a comma or a closing bracket is missing",
        "write the comma here, or the bracket that ends the list or mapping",
    ),
    (&["misplaced bracket"], "a closing bracket has no opening one", "delete it, or put the text into quotes"),
    (&["yaml major version", "yaml version"], "this version of YAML is not known", "delete the line with `%YAML`"),
    (&["document start", "document end"], "`---` or `...` stands at an odd place", "delete the line"),
    (
        &["unexpected end of", "end of stream", "unclosed", "eof"],
        "a quote or bracket is not closed",
        "compare the quotes and brackets with the lines above",
    ),
    (&["unexpected character", "cannot start any token"], "an unquoted text cannot begin with this character", QUOTE),
];

const QUOTE: &str = "put the text into quotes";

const TAB: (&str, &str) = ("a tab stands in the indentation", "indent with blanks, not with tabs");

const TAG: (&str, &str) = ("tags such as `!name` are not read", "delete the tag");

const DEEP: (&str, &str) = ("this file is nested too deeply", "at most 32 levels are read");

const ALIASES: (&str, &str) =
    ("the aliases of this file unfold into too much", "at most 20,000 aliased values are read");

/// Turns the parser's error into a finding.
pub(super) fn explain(source: SourceId, body: &str, offset: usize, error: &Error) -> Diagnostic {
    let span = error.location().map_or(Span::default(), |location| match location.span().byte_offset() {
        Some(_) => place_of(0, &location.span()),
        None => {
            let at = offset_of(body, location.line(), location.column());
            Span::new(at, at)
        }
    });
    let raw = error.without_snippet().to_string();
    let words = raw.split(" at line ").next().unwrap_or(&raw).to_lowercase();
    let (code, message, help) = kind(error.without_snippet(), &words, line_of(body, span));
    let span = match message {
        it if it == TAG.0 => tag_before(body, span),
        it if it == TAB.0 => slip::tab(body, span.start as usize).unwrap_or_else(|| tab_before(body, span)),
        _ => widen(body, span),
    };
    let place = |span: Span| {
        let (start, end) = (offset + span.start as usize, offset + span.end as usize);
        Place { source, span: Span::new(start, end) }
    };
    let is_syntax = *code == SYNTAX && message != TAB.0;
    match slip::find(body, span.start as usize, &words).filter(|_| is_syntax) {
        Some(slip) => {
            let finding = Diagnostic::new(code, place(slip.span), slip.message).help(slip.help);
            if slip.came_later { finding.at(place(span), "so this could not be read") } else { finding }
        }
        None => Diagnostic::new(code, place(span), message).help(help),
    }
}

/// Chooses code, message and help.
fn kind(error: &Error, words: &str, line: &str) -> (&'static Code, &'static str, &'static str) {
    let has = |part: &str| words.contains(part);
    match error {
        Error::MultipleDocuments { .. } => {
            (&FEATURE, "a second document begins here", "put each tree into a file of its own")
        }
        Error::MergeKeyNotAllowed { .. } => {
            (&FEATURE, "merge keys `<<` are not read", "write the keys out, or make the repeated steps a part")
        }
        Error::UnsupportedTag { .. } | Error::TaggedScalarCannotDeserializeIntoString { .. } => {
            (&FEATURE, TAG.0, TAG.1)
        }
        _ if has("tag") && has("unsupported") || has("scanning a tag") => (&FEATURE, TAG.0, TAG.1),
        Error::AliasReplayLimitExceeded { .. } => (&BUDGET, ALIASES.0, ALIASES.1),
        _ if has("alias") && has("limit") => (&BUDGET, ALIASES.0, ALIASES.1),
        Error::Budget { .. } | Error::AliasReplayStackDepthExceeded { .. } => (&BUDGET, DEEP.0, DEEP.1),
        _ if has("recursion limit") || has("nesting") || has("depth") => (&BUDGET, DEEP.0, DEEP.1),
        _ => {
            let (message, help) = in_plain_words(words, line);
            (&SYNTAX, message, help)
        }
    }
}

/// The parser's words without its own vocabulary.
fn in_plain_words(words: &str, line: &str) -> (&'static str, &'static str) {
    let speaks_of_tabs = words.split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "tab" | "tabs"));
    if speaks_of_tabs || line.trim_start_matches(' ').starts_with('\t') {
        return TAB;
    }
    let fits = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    PLAIN.iter().find(|(parts, ..)| fits(parts)).map_or_else(
        || ("this is not YAML", "compare the indentation and quotes with the lines above"),
        |&(_, message, help)| (message, help),
    )
}

/// Finds the byte at a line and column, both counted from one, the column in characters.
fn offset_of(body: &str, line: u64, column: u64) -> usize {
    let skipped = usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX);
    let start: usize = body.split_inclusive('\n').take(skipped).map(str::len).sum();
    let rest = body.get(start..).unwrap_or_default();
    let within = usize::try_from(column.saturating_sub(1)).unwrap_or(usize::MAX);
    start + rest.char_indices().nth(within).map_or(rest.len(), |(at, _)| at)
}

/// Returns the line in which a span begins.
fn line_of(body: &str, span: Span) -> &str {
    let at = body.floor_char_boundary(span.start as usize);
    let start = body.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |nl| nl + 1);
    body.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default()
}

/// Finds the tag before the value at which the parser stumbled.
fn tag_before(body: &str, span: Span) -> Span {
    let at = body.floor_char_boundary(span.start as usize);
    let before = body.get(..at).unwrap_or_default().trim_end();
    let start = before.rfind(char::is_whitespace).map_or(0, |gap| gap + 1);
    match before.get(start..) {
        Some(token) if token.starts_with('!') => Span::new(start, before.len()),
        _ => widen(body, span),
    }
}

/// Finds the tab directly before the word at which the parser stumbled.
fn tab_before(body: &str, span: Span) -> Span {
    let at = body.floor_char_boundary(span.start as usize);
    match body.get(..at) {
        Some(before) if before.ends_with('\t') => Span::new(at - 1, at),
        _ => widen(body, span),
    }
}

/// Gives an empty span at least one character, and none beyond its line.
fn widen(body: &str, span: Span) -> Span {
    let start = body.floor_char_boundary((span.start as usize).min(body.len()));
    let rest = body.get(start..).unwrap_or_default();
    let line = rest.find('\n').unwrap_or(rest.len());
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let wanted = (span.end - span.start) as usize;
    let len = wanted.clamp(first, line.max(first));
    Span::new(start, body.floor_char_boundary(start + len))
}

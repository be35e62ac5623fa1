//! Texts of trees as editors show them.

use crate::{
    base::{Lang, Text, clean, clean_line},
    tree::{Ending, Kind, Step},
};

/// The most characters of a line beside a name.
const MOST: usize = 80;

/// A text in English or its first language, on one short line.
pub(super) fn in_one_line(text: &Text) -> String {
    short(text.get(Lang::EN))
}

/// Cuts a text to one short line.
pub(super) fn short(words: &str) -> String {
    let line = clean_line(words);
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        None => line.into_owned(),
    }
}

/// A text in all its languages, one paragraph each, as Markdown.
pub(super) fn in_all_languages(text: &Text) -> String {
    let paragraphs: Vec<String> = text.iter().map(|(lang, words)| format!("*{lang}* {}", escaped(words))).collect();
    paragraphs.join("\n\n")
}

/// Words that Markdown shows as they are.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in clean(words).trim().chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '~') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

/// The kind of a step in a word, and its main text.
pub(super) fn kind_of_step(step: &Step) -> (&'static str, Option<&Text>) {
    match &step.kind {
        Kind::Question(question) => ("question", Some(&question.ask)),
        Kind::Instruction(instruction) => ("instruction", Some(&instruction.text)),
        Kind::Call(_) => ("call", None),
        Kind::Route(_) => ("route", None),
        Kind::Ending(Ending::Fix { note, .. }) => ("fix", note.as_ref()),
        Kind::Ending(Ending::Escalate { because, .. }) => ("escalation", because.as_ref()),
        Kind::Ending(Ending::Continue { .. }) => ("continuation", None),
        Kind::Ending(Ending::Exit(_)) => ("exit", None),
    }
}

//! Reads checks: what is run on which system.

use super::{Fields, Reader};
use crate::{
    tree::{Check, Command, Privilege, Probe, System, Verified, format},
    yaml::Node,
};

/// Reads one check.
pub(super) fn read(reader: &mut Reader<'_>, key: &Node<'_>, node: &Node<'_>) -> Option<Check> {
    let fields = Fields::read(reader, node, &format::CHECK)?;
    reader.exceptions(&fields, Some((key.span, node)));
    let mut probes = Vec::new();
    for (name, system) in System::WORDS {
        if let Some((key, node)) = fields.entry(name) {
            probes.extend(probe(reader, key, system, node));
        }
    }
    let is_built_in = fields.get("engine").and_then(|node| reader.scalar(node, "`engine`")).is_some();
    if !is_built_in && !System::WORDS.iter().any(|(name, _)| fields.has(name)) {
        reader.missing(key.span, "linux", "say what is run on `linux`, `windows` or `macos`, or write `engine`");
    }
    for key in ["threshold", "note"] {
        fields.get(key).and_then(|node| reader.scalar(node, "this"));
    }
    reader.flag(&fields, "stable");
    Some(Check {
        place: reader.place(key.span),
        purpose: reader.needed_text(&fields, "purpose", key.span, "say what the check finds out"),
        probes,
        is_built_in,
        time: reader.duration(fields.get("time")),
        privilege: fields
            .get("privilege")
            .and_then(|node| reader.word(node, "a privilege", &Privilege::WORDS))
            .unwrap_or_default(),
        consent: reader.flag(&fields, "consent"),
        private: words(reader, fields.get("private")).into_iter().map(|(word, _)| word).collect(),
    })
}

fn probe(reader: &mut Reader<'_>, key: &Node<'_>, system: System, node: &Node<'_>) -> Option<Probe> {
    let fields = Fields::read(reader, node, &format::PLATFORM)?;
    let command = match (fields.entry("argv"), fields.entry("powershell")) {
        (Some(_), Some((key, _))) => {
            reader.conflict(key.span, "`powershell` does not go with `argv`", "keep one of the two");
            None
        }
        (Some((key, node)), None) => {
            let argv = words(reader, Some(node));
            if argv.is_empty() && node.as_list().is_some() {
                reader.missing(key.span, "argv", "write the program, then its arguments: `[ping, -c, \"3\"]`");
            }
            Some(Command::Argv(argv)).filter(|_| node.as_list().is_some_and(|list| !list.is_empty()))
        }
        (None, Some((key, node))) => {
            if system != System::Windows {
                reader.conflict(key.span, "`powershell` belongs to `windows`", "write `argv` for this system");
            }
            let script = reader.scalar(node, "`powershell`");
            script.map(|script| Command::PowerShell(script.to_owned(), node.span))
        }
        (None, None) => {
            reader.missing(key.span, "argv", "write the program and its arguments as a list");
            None
        }
    };
    let read = fields.get("read").and_then(|node| reader.scalar(node, "`read`")).map(str::to_owned);
    if read.is_none() && !fields.has("read") {
        reader.missing(key.span, "read", "say how the result is read");
    }
    let verified = match fields.get("verified") {
        Some(node) => reader.word(node, "how it was verified", &Verified::WORDS),
        None => {
            reader.missing(key.span, "verified", "write run, man-page or not-run");
            None
        }
    };
    Some(Probe { system, span: key.span, command: command?, read: read?, verified: verified? })
}

fn words(reader: &mut Reader<'_>, node: Option<&Node<'_>>) -> Vec<(String, crate::base::Span)> {
    let Some(node) = node else { return Vec::new() };
    let Some(items) = node.as_list() else {
        reader.shape(node, "this must be a list of words");
        return Vec::new();
    };
    let word = |item: &Node<'_>| reader.scalar(item, "a word").map(|word| (word.to_owned(), item.span));
    items.iter().filter_map(word).collect()
}

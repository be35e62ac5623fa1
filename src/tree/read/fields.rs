//! The entries of one mapping, looked up by key.

use rustc_hash::FxHashMap;

use super::{codes, reader::Reader};
use crate::{
    base::{Span, clean_line, near},
    tree::format::Construct,
    yaml::Node,
};

/// A mapping whose keys have been checked.
pub(crate) struct Fields<'n, 's> {
    span: Span,
    entries: &'n [(Node<'s>, Node<'s>)],
}

impl<'n, 's> Fields<'n, 's> {
    /// Takes a mapping; keys that the construct does not have and repeated keys are reported.
    pub(crate) fn read(reader: &mut Reader<'_>, node: &'n Node<'s>, construct: &Construct) -> Option<Self> {
        let fields = Self::read_any(reader, node, construct.what)?;
        for (key, _) in fields.entries {
            let name = key.as_str().unwrap_or_default();
            if !construct.has(name) {
                fields.report_unknown(reader, key, construct);
            }
        }
        Some(fields)
    }

    /// Takes a mapping whose keys are names that the author chose; only repeated keys are reported.
    pub(crate) fn read_any(reader: &mut Reader<'_>, node: &'n Node<'s>, what: &str) -> Option<Self> {
        let Some(entries) = node.as_map() else {
            reader.shape(node, &format!("{what} must be a mapping"));
            return None;
        };
        report_repeated(reader, entries);
        Some(Self { span: node.span, entries })
    }

    /// Returns where the mapping begins.
    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// Returns the value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&'n Node<'s>> {
        self.entry(key).map(|(_, value)| value)
    }

    /// Returns key and value.
    pub(crate) fn entry(&self, wanted: &str) -> Option<&'n (Node<'s>, Node<'s>)> {
        self.entries.iter().find(|(key, _)| key.as_str() == Some(wanted))
    }

    /// Says whether the key stands there.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// Lists key and value in the author's order.
    pub(crate) fn entries(&self) -> &'n [(Node<'s>, Node<'s>)] {
        self.entries
    }

    /// Reports a key that does not belong here, with the near one or all that are still free.
    pub(crate) fn report_unknown(&self, reader: &mut Reader<'_>, key: &Node<'_>, construct: &Construct) {
        let (name, what) = (key.as_str().unwrap_or_default(), construct.what);
        let message = format!("{what} has no key `{}`", shorten(name));
        let mut finding = reader.finding(&codes::UNKNOWN_KEY, key.span, message);
        let free: Vec<&str> = construct.all_keys().map(|key| key.name).filter(|key| !self.has(key)).collect();
        finding = match near(name, free.iter().copied()) {
            Some(meant) => finding.did_you_mean(Some(meant)),
            None => finding.help(format!("possible here: {}", free.join(", "))),
        };
        reader.report(finding);
    }
}

/// Puts a name on one line and cuts it where it would fill the screen.
pub(crate) fn shorten(name: &str) -> String {
    let name = clean_line(name);
    if name.chars().count() <= 64 { name.into_owned() } else { name.chars().take(60).chain("…".chars()).collect() }
}

fn report_repeated(reader: &mut Reader<'_>, entries: &[(Node<'_>, Node<'_>)]) {
    let mut report = |first: Span, again: Span, name: &str| {
        let finding = reader
            .finding(&codes::DUPLICATE, again, format!("`{}` stands here twice", shorten(name)))
            .at(reader.place(first), "first here")
            .help("rename one of them");
        reader.report(finding);
    };
    if entries.len() <= 8 {
        for (position, (key, _)) in entries.iter().enumerate() {
            let before = entries.get(..position).unwrap_or_default();
            if let Some((first, _)) = before.iter().find(|(other, _)| other.as_str() == key.as_str()) {
                report(first.span, key.span, key.as_str().unwrap_or_default());
            }
        }
        return;
    }
    let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
    seen.reserve(entries.len());
    for (key, _) in entries {
        let name = key.as_str().unwrap_or_default();
        match seen.get(name) {
            Some(first) => report(*first, key.span, name),
            None => {
                seen.insert(name, key.span);
            }
        }
    }
}

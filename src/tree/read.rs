//! Reads YAML nodes as trees and vocabulary, with every finding of a file at once.

mod condition;
mod fields;
mod probe;
mod question;
mod reader;
mod step;
mod tree;
mod vocabulary;

use super::{Tree, Vocabulary, codes, format};
use crate::{
    base::{Diagnostic, Place, SourceId},
    yaml,
};

// Test files are read with the same tools.
pub(crate) use fields::{Fields, shorten};
pub(crate) use reader::Reader;

/// What a file declares.
#[derive(Clone, Debug)]
pub enum File {
    /// A tree or part.
    Tree(Box<Tree>),
    /// Words that all trees share.
    Vocabulary(Box<Vocabulary>),
}

/// Reads the text of one file. `stem` is the file's name without its ending and becomes the tree's id.
///
/// A file with findings of level error may still be returned as far as it could be read.
pub fn read(source: SourceId, stem: &str, text: &str) -> (Option<File>, Vec<Diagnostic>) {
    match yaml::parse(source, text) {
        Ok(node) => read_node(source, stem, text, &node),
        Err(finding) => (None, vec![finding]),
    }
}

/// Reads the nodes of one file, whose text they borrow from; otherwise as [`read`].
pub fn read_node(source: SourceId, stem: &str, text: &str, node: &yaml::Node<'_>) -> (Option<File>, Vec<Diagnostic>) {
    let mut reader = Reader::new(source, text);
    let Some(entries) = node.as_map() else {
        let finding = reader
            .finding(&codes::SHAPE, node.span, format!("a file must be a mapping, this is {}", node.what()))
            .help("begin with `format: 1`, then `title:`, `start:` and `steps:`");
        reader.report(finding);
        return (None, reader.into_findings());
    };
    let names = |wanted: &str| entries.iter().any(|(key, _)| key.as_str() == Some(wanted));
    let is_vocabulary = format::is_vocabulary(names);
    let file = if is_vocabulary {
        vocabulary::read(&mut reader, node).map(|it| File::Vocabulary(Box::new(it)))
    } else {
        tree::read(&mut reader, stem, node).map(|it| File::Tree(Box::new(it)))
    };
    let mut findings = reader.into_findings();
    findings.sort_by_key(|finding| finding.place.span);
    (file, findings)
}

/// Checks `format: 1`; returns false for a version that cannot be read.
pub(crate) fn format_is_known(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) -> bool {
    let Some(node) = fields.get("format") else {
        reader.missing(fields.span(), "format", "begin the file with `format: 1`");
        return true;
    };
    if node.as_str() == Some("1") {
        return true;
    }
    let place = Place { source: reader.source(), span: node.span };
    let finding = Diagnostic::new(&codes::FORMAT, place, "this version of the format is not known")
        .help("this lotse reads `format: 1`; a newer file needs a newer lotse");
    reader.report(finding);
    false
}

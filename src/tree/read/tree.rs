//! Reads a file as a tree or part.

use indexmap::IndexMap;

use super::{Fields, Reader, format_is_known, step, vocabulary};
use crate::{
    base::{Id, Lang, Span},
    tree::{Address, Cause, Commonness, Graph, Link, Protection, Risk, StepIx, Tree, format, graph::connect},
    yaml::Node,
};

/// Reads a whole tree. Returns nothing if there is no start or no step to begin with.
pub(super) fn read(reader: &mut Reader<'_>, stem: &str, node: &Node<'_>) -> Option<Tree> {
    let fields = Fields::read(reader, node, &format::TREE)?;
    if !format_is_known(reader, &fields) {
        return None;
    }
    if let Some(node) = fields.get("lang") {
        match node.as_str().and_then(Lang::parse) {
            Some(lang) => reader.lang = lang,
            None => reader.value(node, "a language", "write a tag such as `en` or `de`"),
        }
    }
    let address = fields
        .get("address")
        .and_then(|node| reader.word(node, "a form of address", &[("sie", Address::Sie), ("du", Address::Du)]));
    reader.exceptions(&fields, None);
    if !Id::is_well_formed(stem) {
        let message = format!("the file name `{}` cannot be a tree's id", super::fields::shorten(stem));
        let finding = reader
            .finding(&super::codes::ID, Span::default(), message)
            .help("rename the file: letters a to z, digits, `-` and `_`");
        reader.report(finding);
    }
    let title = reader.needed_text(&fields, "title", fields.span(), "say what the fault is called");
    let symptoms = reader.phrases(fields.get("symptoms"));
    let causes = causes(reader, fields.get("causes"));
    let facts = fields.get("facts").map(|node| vocabulary::facts(reader, node)).unwrap_or_default();
    let exits = fields.get("exits").map(|node| reader.links(Some(node), "exit"));
    let guards = fields.get("guards").map(|node| guards(reader, node)).unwrap_or_default();
    let (mut graph, unread) = steps(reader, &fields);
    let mut start = start(reader, &fields, &graph)?;
    let astray = connect(&mut graph, &mut start);
    Some(Tree {
        id: Id::new(stem),
        source: reader.source(),
        lang: reader.lang,
        address: address.unwrap_or_default(),
        title,
        symptoms,
        reviewed: reader.date(fields.get("reviewed")),
        review_by: reader.date(fields.get("review-by")),
        hand_over: reader.duration(fields.get("hand-over")),
        causes,
        facts,
        exits,
        guards,
        start,
        graph,
        unread,
        astray,
        exceptions: std::mem::take(&mut reader.exceptions),
    })
}

/// Reads what a part protects from: a mapping of risks to exits.
fn guards(reader: &mut Reader<'_>, node: &Node<'_>) -> Vec<Protection> {
    let Some(entries) = Fields::read_any(reader, node, "`guards`") else { return Vec::new() };
    let mut guards = Vec::new();
    for (key, value) in entries.entries() {
        if let Some(risk) = reader.word(key, "a risk", &Risk::WORDS) {
            guards.push(Protection { risk, span: key.span, exits: reader.links(Some(value), "exit") });
        }
    }
    guards
}

/// Reads all steps; also returns the ids of those that could not be read.
fn steps(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) -> (Graph, Vec<Id>) {
    let (mut graph, mut unread) = (Graph::default(), Vec::new());
    let Some(node) = fields.get("steps") else {
        reader.missing(fields.span(), "steps", "write the questions, instructions and endings");
        return (graph, unread);
    };
    let Some(entries) = Fields::read_any(reader, node, "`steps`") else { return (graph, unread) };
    if entries.entries().is_empty() {
        reader.missing(node.span, "steps", "write at least one step");
    }
    graph.reserve_exact_nodes(entries.entries().len());
    for (key, value) in entries.entries() {
        let Some(id) = reader.id(key, "a step's id") else { continue };
        match step::read(reader, id.clone(), key.span, value) {
            Some(step) => {
                graph.add_node(step);
            }
            None => unread.push(id),
        }
    }
    (graph, unread)
}

fn start(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, graph: &Graph) -> Option<Link<StepIx>> {
    if let Some(node) = fields.get("start") {
        return reader.link(node, "a step's id");
    }
    let first = graph.node_weights().next();
    let help = first.map_or("write `start:` with a step's id".to_owned(), |step| format!("write `start: {}`", step.id));
    reader.missing(fields.span(), "start", &help);
    first.map(|step| Link::new(step.id.clone(), step.span))
}

fn causes(reader: &mut Reader<'_>, node: Option<&Node<'_>>) -> IndexMap<Id, Cause> {
    let mut causes = IndexMap::new();
    let Some(node) = node else { return causes };
    let Some(entries) = Fields::read_any(reader, node, "`causes`") else { return causes };
    for (key, value) in entries.entries() {
        let Some(id) = reader.id(key, "a cause's id") else { continue };
        let Some(fields) = Fields::read(reader, value, &format::CAUSE) else { continue };
        let name = reader.needed_text(&fields, "name", key.span, "say what was wrong, as people are told");
        let how_common = fields.get("how-common").and_then(|node| {
            let found = Commonness::parse(reader.scalar(node, "how common")?);
            if found.is_none() {
                let help = "possible: very common, common, occasional, rare, very rare, or a number above 0";
                reader.value(node, "how common something is", help);
            }
            found
        });
        causes.insert(id, Cause { span: key.span, name, how_common });
    }
    causes
}

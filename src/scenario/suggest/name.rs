//! Names a suggested walk after the last new thing that it shows.

use rustc_hash::FxHashSet;

use super::{Told, cover::Path};
use crate::{
    base::Id,
    scenario::{
        What,
        search::{Edge, Graph, Written},
    },
    tree::{EdgeRole, Input, Kind, Library, Step},
};

/// The most characters of an id.
const LONGEST: usize = 64;

/// Finds an id that is not used yet, and notes what the path shows as seen.
pub(super) fn of(
    library: &Library,
    graph: &Graph<'_>,
    path: &Path,
    told: &Told,
    seen: &mut [bool],
    used: &mut FxHashSet<String>,
) -> String {
    let mut last_new: Option<(String, String)> = None;
    for (node, edge) in graph.edges(path) {
        let mut is_new = false;
        for item in &edge.takes {
            if let Some(seen) = seen.get_mut(*item as usize) {
                is_new |= !*seen;
                *seen = true;
            }
        }
        let words = node.and_then(|node| graph.nodes.get(node as usize)).and_then(|node| {
            let step = library.tree(node.tree)?.step(node.step)?;
            let word = chosen(graph, step, edge).unwrap_or_else(|| slug(&edge.written));
            let short = describe(step, step.id.as_str(), &word)?;
            Some((short, describe(step, &node.name.replace(['.', '/'], "-"), &word)?))
        });
        if is_new && words.is_some() {
            last_new = words;
        }
    }
    let known = told.facts.first().map(|(fact, value)| format!("known-{fact}-{}", slug(value)));
    let ending = crate::scenario::names::id(library, told.end.tree, told.end.step).to_owned();
    let (base, long) = match (known, last_new) {
        (Some(known), Some((short, long))) => (format!("{known}-{short}"), format!("{known}-{long}")),
        (Some(known), None) => (known.clone(), known),
        (None, Some(last)) => last,
        (None, None) => (ending.clone(), ending.clone()),
    };
    let by_agent = told.as_agent.then(|| format!("{base}-by-agent"));
    let by_call = (base != long).then_some(long);
    let by_ending = (base != ending).then(|| format!("{base}-{ending}"));
    let candidates = [Some(base.clone()), by_agent, by_call, by_ending].into_iter().flatten();
    let numbered = (2..).map(|number: u32| format!("{base}-{number}"));
    let mut free = candidates.chain(numbered).map(|id| shorten(&id)).filter(|id| !used.contains(id));
    let id = free.next().unwrap_or(base);
    used.insert(id.clone());
    id
}

/// Finds the answer that a typed value means, if the step belongs to the tree that is tested.
fn chosen(graph: &Graph<'_>, step: &Step, edge: &Edge) -> Option<String> {
    let question = step.question()?;
    if matches!(question.input, Input::Choice | Input::Many) {
        return None;
    }
    let meant = (0..).zip(&question.answers).find(|(position, _)| {
        edge.takes.iter().any(|item| match graph.what(*item) {
            Some(What::Answer(at, EdgeRole::Answer(taken), _)) => taken == *position && graph.has(at, step),
            _ => false,
        })
    });
    meant.map(|(_, answer)| answer.id.to_string())
}

/// Says in a word what a reply to a step is; nothing where nothing is asked.
fn describe(step: &Step, id: &str, word: &str) -> Option<String> {
    if let (Kind::Instruction(_), None) = (&step.kind, step.question()) {
        return match word {
            "yes" => Some(format!("{id}-helps")),
            "no" => Some(format!("{id}-in-vain")),
            "cannot" => Some(format!("{id}-not-possible")),
            _ => None,
        };
    }
    Some(format!("{id}-{word}"))
}

/// Makes a word of an id out of anything.
fn slug(written: &Written) -> String {
    let text = written.text().to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "given".to_owned() } else { words.into_iter().take(4).collect::<Vec<_>>().join("-") }
}

fn shorten(id: &str) -> String {
    let short: String = id.chars().take(LONGEST).collect();
    let short = short.trim_end_matches('-');
    if Id::is_well_formed(short) { short.to_owned() } else { "walk".to_owned() }
}

//! The names of a test file. Its steps are paths through calls, so they are found with the library at hand.

use super::names::{Symbol, get};
use crate::{
    base::{Id, Span},
    tree::{Kind, Library, Step, Tree, TreeIx, format::Sort},
    yaml::{self, Node},
};

/// The step that a path means, with the names of which it is made and where each stands.
pub(super) struct Found<'l> {
    pub(super) names: Vec<(Symbol, Span)>,
    /// The tree and step at its end, as far as they exist.
    pub(super) step: Option<(TreeIx, &'l Tree, &'l Step)>,
}

/// Follows a path such as `scope.who` or `pc-slow/scope.who`, which begins at a byte of the file.
pub(super) fn follow<'l>(library: &'l Library, own: &Id, path: &str, at: u32) -> Found<'l> {
    let span = |start: usize, len: usize| {
        let at = at as usize + start;
        Span::new(at, at + len)
    };
    let mut found = Found { names: Vec::new(), step: None };
    let (mut tree, steps, mut start) = match path.split_once('/') {
        Some((tree, steps)) => {
            let symbol = Symbol { sort: Sort::Tree, owner: None, within: None, name: Id::new(tree) };
            found.names.push((symbol, span(0, tree.len())));
            (Id::new(tree), steps, tree.len() + 1)
        }
        None => (own.clone(), path, 0),
    };
    for id in steps.split('.') {
        let symbol = Symbol { sort: Sort::Step, owner: Some(tree.clone()), within: None, name: Id::new(id) };
        found.names.push((symbol, span(start, id.len())));
        start += id.len() + 1;
        found.step = library.find(tree.as_str()).and_then(|ix| {
            let tree = library.tree(ix)?;
            let (_, step) = tree.steps().find(|(_, step)| step.id.as_str() == id)?;
            Some((ix, tree, step))
        });
        match found.step.map(|(_, _, step)| &step.kind) {
            Some(Kind::Call(call)) => tree = call.part.id.clone(),
            _ => break,
        }
    }
    found
}

/// What an answer to a step is called elsewhere: a value of the fact that remembers it, or an answer of its own.
pub(super) fn answer(library: &Library, found: &Found<'_>, word: &str) -> Option<Symbol> {
    let (ix, tree, step) = found.step?;
    let question = step.question()?;
    question.position(word)?;
    let is_reserved = matches!(word, "unsure" | "none" | "otherwise");
    let name = Id::new(word);
    let is_chosen = matches!(question.input, crate::tree::Input::Choice | crate::tree::Input::Many);
    match question.fact.as_ref().filter(|_| !is_reserved && is_chosen) {
        Some(fact) => {
            let owner = tree.facts.contains_key(&fact.id).then(|| tree.id.clone());
            let _ = library.find_fact(Some(ix), fact.id.as_str())?;
            Some(Symbol { sort: Sort::Value, owner, within: Some(fact.id.clone()), name })
        }
        None => {
            let (owner, within) = (Some(tree.id.clone()), Some(step.id.clone()));
            Some(Symbol { sort: Sort::Answer, owner, within, name })
        }
    }
}

/// The words of a reply: one, a list with one for each visit, or `{many: [...]}`.
pub(super) fn replies<'n, 's>(node: &'n Node<'s>) -> Vec<&'n Node<'s>> {
    match &node.kind {
        yaml::Kind::Scalar(_) => vec![node],
        // Recursion is over a list of lists at most: the reader allows nothing deeper.
        yaml::Kind::List(items) => items.iter().flat_map(replies).collect(),
        yaml::Kind::Map(_) => get(node, "many").map(replies).unwrap_or_default(),
        yaml::Kind::Null => Vec::new(),
    }
}

//! Every name of a file: where something is declared and where it is meant.
//!
//! The table of the format says which values are names of what; so nothing here knows a single key.

use std::collections::BTreeSet;

use super::trials::{answer, follow, replies};
use crate::{
    base::{Id, Span},
    tree::{
        Library,
        format::{
            ANSWER, ARM, BOUNDED_WAY, CONDITION, Construct, Key, RANGE, Sort, TESTS, TREE, Takes, VOCABULARY,
            is_vocabulary, step_kind,
        },
    },
    yaml::{Kind, Node},
};

/// One thing that has a name, in the whole library.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Symbol {
    /// What sort of thing; a part is a tree here.
    pub sort: Sort,
    /// The tree that alone knows it; nothing for what all share.
    pub owner: Option<Id>,
    /// The step of an answer, or the fact of a value.
    pub within: Option<Id>,
    /// The name.
    pub name: Id,
}

/// A place where a name stands.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// What is named.
    pub symbol: Symbol,
    /// Where.
    pub span: Span,
    /// Whether it is declared here.
    pub declares: bool,
    /// The key behind which it stands, or in whose mapping.
    pub key: &'static str,
    /// The step or other entry in which it stands.
    pub entry: Option<Id>,
}

/// Answers whose ids have a meaning of their own.
const RESERVED: [&str; 3] = ["unsure", "none", "otherwise"];

/// Finds all names of a test file; `tree` is the tree that it tests.
pub(super) fn names_of_tests(library: &Library, tree: &Id, node: &Node<'_>) -> Vec<Occurrence> {
    let own = library.find(tree.as_str()).and_then(|ix| library.tree(ix));
    let own_facts = own.into_iter().flat_map(|tree| tree.facts.keys()).map(Id::as_str).collect();
    let mut walker =
        Walker { stem: tree, own_facts, is_shared: false, library: Some(library), entry: None, found: Vec::new() };
    walker.mapping(&TESTS, node);
    walker.found.sort_by_key(|it| it.span);
    walker.found
}

/// Finds all names of a file.
pub(super) fn names(stem: &Id, node: &Node<'_>) -> Vec<Occurrence> {
    let own_facts = get(node, "facts").and_then(Node::as_map).unwrap_or_default();
    let is_shared = is_vocabulary(|key| get(node, key).is_some());
    let mut walker = Walker {
        stem,
        own_facts: own_facts.iter().filter(|_| !is_shared).filter_map(|(key, _)| key.as_str()).collect(),
        is_shared,
        library: None,
        entry: None,
        found: Vec::new(),
    };
    walker.mapping(if is_shared { &VOCABULARY } else { &TREE }, node);
    walker.found.sort_by_key(|it| it.span);
    walker.found
}

/// Returns the value of a key.
pub(super) fn get<'n, 's>(node: &'n Node<'s>, key: &str) -> Option<&'n Node<'s>> {
    node.as_map()?.iter().find(|(name, _)| name.as_str() == Some(key)).map(|(_, value)| value)
}

struct Walker<'w> {
    stem: &'w Id,
    own_facts: BTreeSet<&'w str>,
    is_shared: bool,
    /// The library, where steps are named from outside of their tree.
    library: Option<&'w Library>,
    entry: Option<Id>,
    found: Vec<Occurrence>,
}

impl Walker<'_> {
    /// Recursion is bounded by the nesting that the YAML reader allows.
    fn mapping(&mut self, construct: &Construct, node: &Node<'_>) {
        for (name, value) in node.as_map().unwrap_or_default() {
            if let Some(key) = name.as_str().and_then(|name| construct.key(name)) {
                self.value(key, value, node);
            }
        }
    }

    fn value(&mut self, key: &'static Key, node: &Node<'_>, parent: &Node<'_>) {
        match key.takes {
            Takes::Name(sort) => self.meant(sort, node, key.name),
            Takes::Names(sort) | Takes::NameOrNames(sort) => {
                let items = node.as_list().unwrap_or(std::slice::from_ref(node));
                items.iter().for_each(|item| self.meant(sort, item, key.name));
            }
            Takes::Declares(sort) => {
                node.as_list().unwrap_or_default().iter().for_each(|item| self.declared(sort, item, None, key.name));
            }
            Takes::Reply => {
                if let Some(step) = get(parent, "at") {
                    self.reply(step, node, key.name);
                }
            }
            Takes::Replies(sort) => {
                for (name, value) in node.as_map().unwrap_or_default() {
                    self.meant(sort, name, key.name);
                    match name.as_str() {
                        Some(fact) if sort == Sort::Fact => {
                            replies(value).into_iter().for_each(|word| self.value_of(fact, word, key.name));
                        }
                        _ => self.reply(name, value, key.name),
                    }
                }
            }
            Takes::Each(sort, inner) => self.each(sort, inner, node, key.name),
            Takes::Steps => self.steps(node),
            Takes::Answers => self.answers(node, parent),
            Takes::Way => self.way(node, key.name),
            Takes::ExitWays => self.exits(node, parent),
            Takes::Chances => {
                let entries = node.as_map().unwrap_or_default();
                entries.iter().for_each(|(cause, _)| self.meant(Sort::Cause, cause, key.name));
            }
            Takes::Values => self.values(node, key.name),
            Takes::Arms => node.as_list().unwrap_or_default().iter().for_each(|arm| self.mapping(&ARM, arm)),
            Takes::Condition => self.condition(node),
            Takes::One(inner) => self.mapping(inner, node),
            _ => {}
        }
    }

    fn each(&mut self, sort: Sort, inner: &Construct, node: &Node<'_>, key: &'static str) {
        for (id, value) in node.as_map().unwrap_or_default() {
            self.declared(sort, id, None, key);
            self.entry = id.as_str().map(Id::new);
            self.mapping(inner, value);
            self.entry = None;
        }
    }

    fn steps(&mut self, node: &Node<'_>) {
        for (id, value) in node.as_map().unwrap_or_default() {
            self.declared(Sort::Step, id, None, "steps");
            self.entry = id.as_str().map(Id::new);
            if let Some(kind) = step_kind(|key| get(value, key).is_some()) {
                self.mapping(kind, value);
            }
            self.entry = None;
        }
    }

    fn answers(&mut self, node: &Node<'_>, question: &Node<'_>) {
        let kind = get(question, "input").and_then(|input| get(input, "kind")).and_then(Node::as_str);
        let fact = get(question, "fact").and_then(Node::as_str).filter(|_| matches!(kind, None | Some("many")));
        for (id, value) in node.as_map().unwrap_or_default() {
            let fact = fact.filter(|_| !id.as_str().is_some_and(|id| RESERVED.contains(&id)));
            match fact {
                // The answer is a value of the fact that remembers it.
                Some(fact) => self.value_of(fact, id, "answers"),
                None => {
                    let step = self.entry.clone();
                    self.declared(Sort::Answer, id, step, "answers");
                }
            }
            if value.as_map().is_some() {
                self.mapping(&ANSWER, value);
            } else {
                self.meant(Sort::Step, value, "answers");
            }
        }
    }

    fn way(&mut self, node: &Node<'_>, key: &'static str) {
        if node.as_map().is_some() {
            self.mapping(&BOUNDED_WAY, node);
        } else {
            self.meant(Sort::Step, node, key);
        }
    }

    fn exits(&mut self, node: &Node<'_>, call: &Node<'_>) {
        let part = get(call, "call").and_then(Node::as_str).map(Id::new);
        for (exit, way) in node.as_map().unwrap_or_default() {
            if let (Some(part), Some(name)) = (&part, exit.as_str()) {
                let symbol = Symbol { sort: Sort::Exit, owner: Some(part.clone()), within: None, name: Id::new(name) };
                self.push(symbol, exit.span, false, "exits");
            }
            self.way(way, "exits");
        }
    }

    fn values(&mut self, node: &Node<'_>, key: &'static str) {
        let fact = self.entry.clone();
        let items = node.as_list().unwrap_or_default().iter();
        let ids = items.chain(node.as_map().unwrap_or_default().iter().map(|(id, _)| id));
        for id in ids {
            let (owner, within) = (fact.as_ref().and_then(|fact| self.fact_owner(fact.as_str())), fact.clone());
            if let Some(name) = id.as_str() {
                let symbol = Symbol { sort: Sort::Value, owner, within, name: Id::new(name) };
                self.push(symbol, id.span, true, key);
            }
        }
    }

    fn condition(&mut self, node: &Node<'_>) {
        for (key, value) in node.as_map().unwrap_or_default() {
            match key.as_str().and_then(|name| CONDITION.key(name)) {
                Some(inner) if matches!(inner.takes, Takes::Condition) => {
                    let items = value.as_list().unwrap_or(std::slice::from_ref(value));
                    items.iter().for_each(|item| self.condition(item));
                }
                Some(inner) => self.value(inner, value, node),
                None => {
                    self.meant(Sort::Fact, key, "when");
                    let Some(fact) = key.as_str() else { continue };
                    match &value.kind {
                        Kind::Map(_) => self.mapping(&RANGE, value),
                        _ => {
                            let items = value.as_list().unwrap_or(std::slice::from_ref(value));
                            items.iter().for_each(|item| self.value_of(fact, item, "when"));
                        }
                    }
                }
            }
        }
    }

    fn fact_owner(&self, fact: &str) -> Option<Id> {
        self.own_facts.contains(fact).then(|| self.stem.clone())
    }

    fn value_of(&mut self, fact: &str, node: &Node<'_>, key: &'static str) {
        if let Some(name) = node.as_str() {
            let (owner, within) = (self.fact_owner(fact), Some(Id::new(fact)));
            self.push(Symbol { sort: Sort::Value, owner, within, name: Id::new(name) }, node.span, false, key);
        }
    }

    /// The answers to a step that is named from outside of its tree.
    fn reply(&mut self, step: &Node<'_>, node: &Node<'_>, key: &'static str) {
        let Some((library, path)) = self.library.zip(step.as_str()) else { return };
        let found = follow(library, self.stem, path, step.span.start);
        for word in replies(node) {
            if let Some(symbol) = word.as_str().and_then(|name| answer(library, &found, name)) {
                self.push(symbol, word.span, false, key);
            }
        }
    }

    /// A name that means something declared elsewhere.
    fn meant(&mut self, sort: Sort, node: &Node<'_>, key: &'static str) {
        if let (Sort::Step, Some(library), Some(path)) = (sort, self.library, node.as_str()) {
            let is_plain = (node.span.end - node.span.start) as usize == path.len();
            for (symbol, span) in
                follow(library, self.stem, path, node.span.start).names.into_iter().filter(|_| is_plain)
            {
                self.push(symbol, span, false, key);
            }
            return;
        }
        if let Some(name) = node.as_str() {
            let symbol = self.symbol(sort, name, None);
            self.push(symbol, node.span, false, key);
        }
    }

    /// A name that is declared here.
    fn declared(&mut self, sort: Sort, node: &Node<'_>, within: Option<Id>, key: &'static str) {
        if let Some(name) = node.as_str() {
            let symbol = self.symbol(sort, name, within);
            self.push(symbol, node.span, true, key);
        }
    }

    fn symbol(&self, sort: Sort, name: &str, within: Option<Id>) -> Symbol {
        let owner = match sort {
            Sort::Step | Sort::Answer | Sort::Cause | Sort::Exit | Sort::Scenario => Some(self.stem.clone()),
            Sort::Fact if !self.is_shared => self.fact_owner(name),
            _ => None,
        };
        let sort = if sort == Sort::Part { Sort::Tree } else { sort };
        Symbol { sort, owner, within, name: Id::new(name) }
    }

    fn push(&mut self, symbol: Symbol, span: Span, declares: bool, key: &'static str) {
        self.found.push(Occurrence { symbol, span, declares, key, entry: self.entry.clone() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::SourceId, yaml};

    #[test]
    fn names_are_found_wherever_the_table_says_so() {
        let text = "format: 1\ntitle: T\nfacts: {speed: {name: S, values: [slow, fast]}}\nstart: a\nsteps:\n  \
            a: {ask: A, fact: speed, answers: {slow: b, fast: {next: {step: a, times: 2, then: c}, if: {x: often}}, unsure: c}}\n  \
            b: {route: [{when: {all: [{speed: [slow]}, {not: {known: os}}]}, next: c}]}\n  \
            c: {call: p, exits: {out: d}}\n  d: {escalate: desk, collect: [os]}\n";
        let node = yaml::parse(SourceId(0), text).unwrap();
        let found = names(&Id::new("t"), &node);
        let shown: Vec<String> = found
            .iter()
            .map(|it| {
                assert_eq!(text.get(it.span.start as usize..it.span.end as usize), Some(it.symbol.name.as_str()));
                let within = it.symbol.within.as_ref().map(|it| format!("{it}.")).unwrap_or_default();
                let owner = it.symbol.owner.as_ref().map(|it| format!("{it}/")).unwrap_or_default();
                format!("{}{owner}{within}{}", if it.declares { "+" } else { "" }, it.symbol.name)
            })
            .collect();
        let expected = "+t/speed +t/speed.slow +t/speed.fast t/a +t/a t/speed t/speed.slow t/b t/speed.fast t/a t/c t/x \
            +t/a.unsure t/c +t/b t/speed t/speed.slow os t/c +t/c p p/out t/d +t/d desk os";
        assert_eq!(shown.join(" "), expected);
    }
}

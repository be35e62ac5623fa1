//! Takes every step and every way out of the shipped trees, one at a time: the checker must notice.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use lotse::{
    base::{Diagnostic, Id, Level, SourceId},
    check,
    tree::{self, File, Kind as Is, Library, Tree, Vocabulary},
    yaml::{self, Kind, Node},
};

use crate::support::shipped;

/// Why a tree may be sound after something was taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Harmless {
    /// At least two answers and `unsure` are left, and other ways lead where it led: nothing in the tree says that
    /// an answer is missing; only the author knows what people may see.
    FewerAnswers,
    /// Without `cannot` the instruction goes on as with `else`, as the format says.
    AsElse,
    /// Without `solved` the case ends as fixed with the cause that the instruction names.
    EndsAsFixed,
    /// The last arm of the route takes its cases, and other ways lead where it led.
    TakenByDefault,
}

/// What is taken out: the path of keys (or list positions) to an entry.
struct Cut {
    path: Vec<String>,
    harmless: Option<Harmless>,
}

/// The value of a key.
fn entry<'n, 's>(node: &'n Node<'s>, key: &str) -> Option<&'n Node<'s>> {
    node.as_map()?.iter().find(|(own, _)| own.as_str() == Some(key)).map(|(_, value)| value)
}

fn keys(node: Option<&Node<'_>>) -> Vec<String> {
    let entries = node.and_then(Node::as_map).unwrap_or_default();
    entries.iter().map(|(key, _)| key.as_str().unwrap().to_owned()).collect()
}

/// Lists everything that can be taken out of the steps of a file.
fn cuts(file: &Node<'_>) -> Vec<Cut> {
    let steps = entry(file, "steps").unwrap();
    let mut found = Vec::new();
    for id in keys(Some(steps)) {
        let step = entry(steps, &id).unwrap();
        let mut cut = |more: &[&str], harmless| {
            let path = ["steps", &id].iter().chain(more).map(|key| (*key).to_owned()).collect();
            found.push(Cut { path, harmless });
        };
        cut(&[], None);
        let answers = keys(entry(step, "answers"));
        let real = answers.iter().filter(|answer| *answer != "unsure").count();
        for answer in &answers {
            let is_spare = answer != "unsure" && 2 < real;
            cut(&["answers", answer], is_spare.then_some(Harmless::FewerAnswers));
            if entry(step, "answers").and_then(|it| entry(it, answer)).is_some_and(|it| it.as_map().is_some()) {
                cut(&["answers", answer, "next"], None);
            }
        }
        for exit in keys(entry(step, "exits")) {
            cut(&["exits", &exit], None);
        }
        let names_cause = entry(step, "cause").or_else(|| entry(step, "fixes")).is_some();
        for (key, harmless) in [
            ("next", None),
            ("else", None),
            ("cannot", Some(Harmless::AsElse)),
            ("solved", names_cause.then_some(Harmless::EndsAsFixed)),
        ] {
            if entry(step, key).is_some() {
                cut(&[key], harmless);
            }
        }
        let arms = entry(step, "route").and_then(Node::as_list).unwrap_or_default();
        for (position, arm) in arms.iter().enumerate() {
            let is_default = entry(arm, "when").is_none();
            cut(&["route", &position.to_string()], (!is_default).then_some(Harmless::TakenByDefault));
        }
    }
    found
}

/// Takes out the entry at this path.
fn take_out(node: &mut Node<'_>, path: &[String]) {
    let Some((first, rest)) = path.split_first() else { return };
    match &mut node.kind {
        Kind::Map(entries) if rest.is_empty() => entries.retain(|(key, _)| key.as_str() != Some(first)),
        Kind::Map(entries) => {
            let (_, value) = entries.iter_mut().find(|(key, _)| key.as_str() == Some(first)).unwrap();
            take_out(value, rest);
        }
        Kind::List(items) => drop(items.remove(first.parse().unwrap())),
        Kind::Null | Kind::Scalar(_) => unreachable!("nothing lies below a word"),
    }
}

fn stem(path: &str) -> &str {
    Path::new(path).file_stem().unwrap().to_str().unwrap()
}

/// The shipped trees, read once; and their words, read for each check.
struct Shelf {
    trees: BTreeMap<String, Tree>,
    words: Vec<Vocabulary>,
}

impl Shelf {
    fn new(files: &[(String, String)]) -> Self {
        let mut shelf = Self { trees: BTreeMap::new(), words: Vec::new() };
        for (path, text) in files {
            match tree::read(SourceId(0), stem(path), text).0 {
                Some(File::Tree(tree)) => drop(shelf.trees.insert(tree.id.to_string(), *tree)),
                Some(File::Vocabulary(words)) => shelf.words.push(*words),
                None => panic!("{path} is not read"),
            }
        }
        shelf
    }

    /// Checks one tree as these nodes have it, with the parts that it calls.
    fn findings(&self, id: &str, text: &str, node: &Node<'_>) -> Vec<Diagnostic> {
        let (file, mut found) = tree::read_node(SourceId(1), id, text, node);
        let mut files: Vec<File> = self.words.iter().map(|words| File::Vocabulary(Box::new(words.clone()))).collect();
        let mut queue = self.parts_of(&self.trees[id]);
        let mut called = BTreeSet::new();
        while let Some(part) = queue.pop() {
            if part != id && called.insert(part.clone()) {
                let part = &self.trees[&part];
                queue.extend(self.parts_of(part));
                files.push(File::Tree(Box::new(part.clone())));
            }
        }
        files.extend(file);
        let elsewhere = self.trees.keys().filter(|other| *other != id && !called.contains(*other));
        let (library, more) = Library::new(vec![files], elsewhere.map(|id| Id::new(id)).collect());
        found.extend(more);
        found.extend(check::prove(&library, |code| &code.id[1..] < "200").findings);
        found.retain(|finding| finding.level() != Level::Hint);
        found
    }

    fn parts_of(&self, tree: &Tree) -> Vec<String> {
        let calls = tree.steps().filter_map(|(_, step)| match &step.kind {
            Is::Call(call) => Some(call.part.id.to_string()),
            _ => None,
        });
        calls.filter(|part| self.trees.contains_key(part)).collect()
    }
}

/// Every how many-th cut is tried: all where the build is optimized.
const STRIDE: usize = if cfg!(debug_assertions) { 12 } else { 1 };

#[test]
fn whatever_is_taken_out_of_a_shipped_tree_is_missed() {
    let files = shipped();
    let shelf = Shelf::new(&files);
    let (mut missed, mut harmless, mut unnoticed) = (0, BTreeMap::<Harmless, u32>::new(), Vec::new());
    for (path, text) in files.iter().filter(|(path, _)| shelf.trees.contains_key(stem(path))) {
        let node = yaml::parse(SourceId(1), text).unwrap();
        let id = stem(path);
        let before = shelf.findings(id, text, &node);
        assert!(before.is_empty(), "{id} as a whole: {before:#?}");
        for cut in cuts(&node).into_iter().skip(id.len() % STRIDE).step_by(STRIDE) {
            let mut less = node.clone();
            take_out(&mut less, &cut.path);
            match (shelf.findings(id, text, &less).is_empty(), cut.harmless) {
                (false, _) => missed += 1,
                (true, Some(reason)) => *harmless.entry(reason).or_default() += 1,
                (true, None) => unnoticed.push(format!("{id}: {}", cut.path.join("."))),
            }
        }
    }
    assert!(unnoticed.is_empty(), "nobody notices that these are gone:\n{}", unnoticed.join("\n"));
    let spared: u32 = harmless.values().sum();
    assert!(spared * 3 < missed, "too much is harmless: {missed} missed, {harmless:?}");
}

//! A case that was moved to another version of its trees: what was recorded before is read under its new names.

use std::{borrow::Cow, collections::BTreeMap};

use rustc_hash::FxHashMap;

use super::{Renames, wire};
use crate::base::Id;

/// Writes names for a record.
pub(super) fn written(renames: &Renames) -> wire::Renames {
    let fact = |(tree, fact): &(Option<Id>, Id)| match tree {
        Some(tree) => format!("{tree}:{fact}"),
        None => fact.to_string(),
    };
    wire::Renames {
        trees: sorted(&renames.trees, ToString::to_string),
        steps: sorted(&renames.steps, |(tree, step)| format!("{tree}:{step}")),
        answers: sorted(&renames.answers, |(tree, step, answer)| format!("{tree}:{step}:{answer}")),
        facts: sorted(&renames.facts, fact),
    }
}

/// Reads the names of a record.
pub(super) fn read(names: &wire::Renames) -> Renames {
    let new = |name: &String| Id::new(name);
    let two = |name: &str| name.split_once(':').map(|(a, b)| (Id::new(a), Id::new(b)));
    let mut renames = Renames::default();
    renames.trees.extend(names.trees.iter().map(|(old, name)| (Id::new(old), new(name))));
    renames.steps.extend(names.steps.iter().filter_map(|(old, name)| Some((two(old)?, new(name)))));
    for (old, name) in &names.answers {
        let mut parts = old.splitn(3, ':').map(Id::new);
        if let (Some(tree), Some(step), Some(answer)) = (parts.next(), parts.next(), parts.next()) {
            renames.answers.insert((tree, step, answer), new(name));
        }
    }
    for (old, name) in &names.facts {
        let (tree, fact) = two(old).map_or_else(|| (None, Id::new(old)), |(tree, fact)| (Some(tree), fact));
        renames.facts.insert((tree, fact), new(name));
    }
    renames
}

/// Sorts names, so that the same ones make the same line.
fn sorted<K, V: ToString>(names: &FxHashMap<K, V>, name: impl Fn(&K) -> String) -> BTreeMap<String, String> {
    names.iter().map(|(old, new)| (name(old), new.to_string())).collect()
}

/// Renames in every turn before a move what that move renames.
pub(super) fn apply(turns: &mut [wire::Line<'_>]) {
    let moves: Vec<usize> = (0..).zip(turns.iter()).filter(|(_, line)| is_renaming(line)).map(|(at, _)| at).collect();
    for at in moves {
        let Some((before, rest)) = turns.split_at_mut_checked(at) else { continue };
        let Some(wire::Event::Handled(wire::Handling::Moved { renames, .. })) = rest.first().map(|line| &line.event)
        else {
            continue;
        };
        before.iter_mut().for_each(|line| rename(&mut line.event, renames));
    }
}

fn is_renaming(line: &wire::Line<'_>) -> bool {
    matches!(&line.event, wire::Event::Handled(wire::Handling::Moved { renames, .. }) if !renames.is_empty())
}

fn rename(event: &mut wire::Event<'_>, renames: &wire::Renames) {
    match event {
        wire::Event::Started { tree, .. } => {
            if let Some(new) = renames.trees.get(&**tree) {
                *tree = Cow::Owned(new.clone());
            }
        }
        wire::Event::Replied { at, reply } => {
            let step = at.rsplit('/').next().unwrap_or_default();
            let step = step.split_once('~').map_or(step, |(step, _)| step).to_owned();
            rename_reply(&step, reply, renames);
            *at = Cow::Owned(path(at, renames));
        }
        wire::Event::Helped(at) | wire::Event::Reopened(at) | wire::Event::Withheld { at: Some(at), .. } => {
            *at = Cow::Owned(path(at, renames));
        }
        wire::Event::Fact { name, tree, at, .. } => {
            rename_fact(name, tree, renames);
            if let Some(at) = at {
                *at = path(at, renames);
            }
        }
        wire::Event::Collected { name, tree, .. } | wire::Event::Uncollected { name, tree } => {
            rename_fact(name, tree, renames);
        }
        wire::Event::OwnWords(_)
        | wire::Event::Acknowledged(_)
        | wire::Event::Noted(_)
        | wire::Event::Human
        | wire::Event::Handled(_)
        | wire::Event::Withheld { at: None, .. } => {}
    }
}

fn rename_reply(step: &str, reply: &mut wire::Reply<'_>, renames: &wire::Renames) {
    let new = |answer: &mut Cow<'_, str>| {
        if let Some(new) = renames.answers.get(&format!("{step}:{answer}")) {
            *answer = Cow::Owned(new.clone());
        }
    };
    match reply {
        wire::Reply::Chosen(answer) => new(answer),
        wire::Reply::Several(answers) => answers.iter_mut().for_each(new),
        _ => {}
    }
}

fn rename_fact(name: &mut Cow<'_, str>, tree: &mut Option<String>, renames: &wire::Renames) {
    let old = tree.as_ref().map_or_else(|| name.to_string(), |tree| format!("{tree}:{name}"));
    if let Some(new) = renames.facts.get(&old) {
        *name = Cow::Owned(new.clone());
    }
    if let Some(new) = tree.as_ref().and_then(|tree| renames.trees.get(tree)) {
        *tree = Some(new.clone());
    }
}

/// Renames each part of a path of steps.
fn path(path: &str, renames: &wire::Renames) -> String {
    let parts = path.split('/').map(|part| {
        let (name, visit) = part.split_once('~').map_or((part, None), |(name, visit)| (name, Some(visit)));
        let (tree, step) = name.split_once(':').unwrap_or((name, ""));
        let step = renames.steps.get(name).map_or(step, String::as_str);
        let tree = renames.trees.get(tree).map_or(tree, String::as_str);
        match visit {
            Some(visit) => format!("{tree}:{step}~{visit}"),
            None => format!("{tree}:{step}"),
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

//! Tells walks that part: what is answered, where that led, and where it leads.

use super::{
    Both, Entry, Section, TreeWords, WalkWords,
    naming::{Naming, quoted},
};
use crate::{
    case::record::reply_name,
    diff::{Move, Parting},
};

/// The most walks that are told of one tree beside those of its changed ways.
const MOST_TOLD: usize = 5;

/// Tells one walk.
pub(super) fn walk(both: Both<'_>, parting: &Parting) -> Option<WalkWords> {
    let old = both.old;
    let tree = old.id(parting.tree)?;
    let (mut answers, mut ids) = (Vec::new(), Vec::new());
    for said in &parting.walk {
        let phrase = old.phrase();
        let step = phrase.key_name(&said.key);
        answers.push(format!("{step}: {}", quoted(&phrase.reply(&said.key, &said.reply))));
        ids.push((step, reply_name(&said.reply)));
    }
    let (before, now) = (told(both.old, &parting.before), told(both.new, &parting.now));
    Some(WalkWords { tree, answers, ids, agent: parting.agent, before, now })
}

/// Says where a walk comes to, and where that ends.
fn told(naming: Naming<'_>, led: &Move) -> String {
    let next = naming.place(&led.next);
    if led.next.end.is_some() || led.next.has_left {
        return next;
    }
    match &led.end {
        Some(end) => format!("{next}; in the end {}", naming.place(end)),
        None => format!("{next}; it takes other answers to end"),
    }
}

/// Puts the walks for which no chosen way is to blame under the trees that are walked.
pub(super) fn place_partings(both: Both<'_>, trees: &mut Vec<TreeWords>) {
    let mut told: Vec<(crate::base::Id, usize)> = Vec::new();
    for parting in &both.report.partings {
        let Some(walk) = walk(both, parting) else { continue };
        let now = both.report.renames.trees.get(&walk.tree).unwrap_or(&walk.tree).clone();
        let position = match told.iter().position(|(id, _)| *id == now) {
            Some(position) => position,
            None => {
                told.push((now.clone(), 0));
                told.len() - 1
            }
        };
        let count = told.get_mut(position).map_or(0, |(_, count)| {
            *count += 1;
            *count
        });
        if MOST_TOLD < count {
            continue;
        }
        let entry = Entry {
            section: Section::Ways,
            kind: "walk-parts",
            step: None,
            was: None,
            way: None,
            before: Some(walk.before.clone()),
            now: Some(walk.now.clone()),
            text: "the same answers lead elsewhere".to_owned(),
            walk: Some(walk),
        };
        let place = trees.iter_mut().find(|tree| tree.tree == now);
        match place {
            Some(tree) => {
                let at = tree.entries.partition_point(|entry| entry.section <= Section::Ways);
                tree.entries.insert(at, entry);
            }
            None => {
                let title = both.new.read.find(now.as_str()).and_then(|ix| both.new.read.tree(ix));
                let title = title.map(|tree| both.new.text(&tree.title)).unwrap_or_default();
                let words = TreeWords {
                    tree: now.clone(),
                    was: None,
                    title,
                    is_part: false,
                    what: "changed",
                    entries: vec![entry],
                };
                let at = trees.partition_point(|tree| (tree.is_part, &tree.tree) < (false, &now));
                trees.insert(at, words);
            }
        }
    }
}

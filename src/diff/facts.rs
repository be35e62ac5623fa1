//! Finds out which facts are called otherwise now: those that mean and say the same under another name.

use indexmap::IndexMap;

use super::{
    Matching,
    vocabulary::{fact_means, fact_says},
};
use crate::{
    base::Id,
    case::record::Renames,
    tree::{Fact, Library},
};

/// Adds the facts that have another name, shared ones and those of single trees.
pub(super) fn note_renamed(old: &Library, new: &Library, matching: &Matching, renames: &mut Renames) {
    for (was, is) in renamed(&old.vocabulary().facts, &new.vocabulary().facts) {
        renames.facts.insert((None, was), is);
    }
    for pair in &matching.pairs {
        let (Some(before), Some(now)) = (old.tree(pair.old), new.tree(pair.new)) else { continue };
        for (was, is) in renamed(&before.facts, &now.facts) {
            renames.facts.insert((Some(before.id.clone()), was), is);
        }
    }
}

/// Pairs what is gone with what is new, where there is exactly one that fits.
fn renamed(old: &IndexMap<Id, Fact>, new: &IndexMap<Id, Fact>) -> Vec<(Id, Id)> {
    let gone: Vec<(&Id, &Fact)> = old.iter().filter(|(id, _)| !new.contains_key(*id)).collect();
    let fresh: Vec<(&Id, &Fact)> = new.iter().filter(|(id, _)| !old.contains_key(*id)).collect();
    let fits = |was: &Fact, is: &Fact| fact_means(was) == fact_means(is) && fact_says(was, is);
    let only = |mut found: Vec<Id>| if found.len() == 1 { found.pop() } else { None };
    let pair = |(id, was): &(&Id, &Fact)| {
        let is = only(fresh.iter().filter(|(_, is)| fits(was, is)).map(|(id, _)| (*id).clone()).collect())?;
        let back = new.get(&is).map(|is| gone.iter().filter(|(_, was)| fits(was, is)).count())?;
        (back == 1).then(|| ((*id).clone(), is))
    };
    gone.iter().filter_map(pair).collect()
}

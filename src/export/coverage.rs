//! What scenarios take of a tree, as figures on its picture: what nobody takes stands out.

use super::{Figure, Mark, Overlay, Plan};
use crate::{
    scenario::{Taken, What, items},
    tree::EdgeRole,
};

/// Marks the steps and ways that no scenario takes.
pub fn coverage(plan: &Plan<'_>, taken: &Taken) -> Overlay {
    let mut overlay = Overlay { title: plan.phrase.words.say("picture-coverage"), ..Overlay::default() };
    for item in items(plan.tree).iter().filter(|item| !taken.has(plan.ix, item)) {
        let Some(stop) = plan.stop(item.what.step()) else { continue };
        let missing = || Figure { label: "✗".to_owned(), strength: 0.0, mark: Mark::Missing };
        match item.what {
            What::Step(_) | What::Ending(_) => {
                overlay.steps.insert(stop.step.id.clone(), Figure { label: String::new(), ..missing() });
            }
            What::Answer(_, role, _) | What::Helped(_, role, _) => {
                // What could not be done goes the way of what did not help, where nothing else is said.
                let way = |role: EdgeRole| stop.ways.iter().find(|way| way.role == role);
                if let Some(way) = way(role).or_else(|| way(EdgeRole::Else)) {
                    overlay.edges.insert((stop.step.id.clone(), way.id.clone()), missing());
                }
            }
        }
    }
    overlay
}

//! Circles among trees that lead into each other.

use std::collections::BTreeMap;

use super::{
    arrays::{Targets, at, narrow},
    rule::Found,
    survey::{Into, Lead, Survey},
};
use crate::{
    base::Diagnostic,
    tree::{Ending, Kind, Tree},
};

/// Finds one circle in each group of trees that lead into each other, over leads that `admits`; the first lead
/// of a circle is one that `begins`.
pub(super) fn circles<'s>(
    survey: &'s Survey<'_>,
    admits: impl Fn(&Lead) -> bool,
    begins: impl Fn(&Lead) -> bool,
) -> Vec<Vec<&'s Lead>> {
    let leads: Vec<&Lead> = survey.leads.iter().filter(|lead| admits(lead)).collect();
    let count = survey.library.trees().count();
    let onward = Targets::new(count, leads.iter().map(|lead| (lead.from.0, lead.to.0)));
    let component = onward.components();
    let mut circles: BTreeMap<u32, Vec<&Lead>> = BTreeMap::new();
    for first in leads.iter().filter(|lead| begins(lead)) {
        let home = at(&component, first.from.0);
        if at(&component, first.to.0) != home || circles.contains_key(&home) {
            continue;
        }
        let Some(way) = onward.way(first.to.0, first.from.0, |tree| at(&component, tree) == home) else { continue };
        let steps = way.iter().zip(way.iter().skip(1));
        let back =
            steps.filter_map(|(&from, &to)| leads.iter().find(|lead| (lead.from.0, lead.to.0) == (from, to)).copied());
        circles.insert(home, std::iter::once(*first).chain(back).collect());
    }
    circles.into_values().collect()
}

/// Makes the finding for a circle, at its first lead.
pub(super) fn finding(survey: &Survey<'_>, circle: &[&Lead], found: &Found) -> Option<Diagnostic> {
    let first = circle.first()?;
    let name = |lead: &&Lead| survey.library.tree(lead.from).map(|tree| tree.id.to_string());
    let mut names: Vec<String> = circle.iter().filter_map(name).collect();
    let own = names.first()?.clone();
    names.push(own.clone());
    let message = match (circle, first.how) {
        ([_], Into::Call) => format!("the part `{own}` calls itself"),
        ([_], Into::Continue) => format!("the tree `{own}` continues in itself"),
        (_, Into::Call) => format!("the part `{own}` calls itself through other parts"),
        (_, Into::Continue) => format!("`{own}` is continued in again, in a circle"),
    };
    let place = |lead: &Lead| {
        let tree: &Tree = survey.library.tree(lead.from)?;
        let span = match &tree.step(lead.step)?.kind {
            Kind::Call(call) => call.part.span,
            Kind::Ending(Ending::Continue { tree, .. }) => tree.span,
            _ => return None,
        };
        Some(tree.place(span))
    };
    let mut finding = found.at(place(first)?, message).note(format!("the circle: {}", names.join(" → ")));
    for (lead, name) in circle.iter().zip(&names).skip(1) {
        let verb = if lead.how == Into::Call { "calls on" } else { "continues" };
        finding = finding.at(place(lead)?, format!("here `{name}` {verb}"));
    }
    Some(finding.path(names))
}

/// Says whether a run of its tree may come to a lead.
pub(super) fn is_reached(survey: &Survey<'_>, lead: &Lead) -> bool {
    survey.analysis(lead.from).is_some_and(|analysis| analysis.reach.contains(narrow(lead.step.index())))
}

//! No answer leads to these steps, so nobody ever sees them.
//!
//! Mostly a way was meant to lead there and leads elsewhere. Steps that lead to each other are one finding,
//! which stands at the first of them.
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: display
//! steps:
//!   display:
//!     ask: Does the display light up?
//!     answers: {yes: repair, no: repair, unsure: repair}
//!   power:                                  # nothing leads here
//!     escalate: technician
//!   repair:
//!     escalate: technician
//! ```
//!
//! Instead lead to the step, or delete it:
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: display
//! steps:
//!   display:
//!     ask: Does the display light up?
//!     answers: {yes: repair, no: power, unsure: repair}
//!   power:
//!     escalate: technician
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        arrays::{NONE, Targets, at, set},
        context::{Context, listed},
        path::step_name,
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "W103", name: "unreachable-step", level: Level::Warning, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    let flow = cx.flow();
    let unreached = |step: u32| !cx.analysis.reach.contains(step);
    // Where steps lead that could not be read is not known.
    let is_known = cx.tree.start.to.is_some() && cx.tree.unread.is_empty();
    if !is_known || cx.analysis.reach.steps.len() == flow.len() as usize {
        return;
    }
    let meant = meant_by_mistakes(cx, found);
    let both_ways = flow
        .arcs()
        .filter(|arc| unreached(arc.from) && unreached(arc.to))
        .flat_map(|arc| [(arc.from, arc.to), (arc.to, arc.from)]);
    let neighbours = Targets::new(flow.len() as usize, both_ways);
    let mut seen = vec![false; flow.len() as usize];
    for first in (0..flow.len()).filter(|&step| unreached(step)) {
        if at(&seen, first) {
            continue;
        }
        set(&mut seen, first, true);
        let mut island = vec![first];
        let mut next = 0;
        while let Some(&step) = island.get(next) {
            next += 1;
            for &other in neighbours.of(step) {
                if !at(&seen, other) {
                    set(&mut seen, other, true);
                    island.push(other);
                }
            }
        }
        if island.iter().any(|step| meant.contains(step)) {
            continue;
        }
        let message = format!("nothing leads to the step `{}`", step_name(cx.tree, first));
        let mut finding = found.at(cx.step_place(first), message).help("let an answer lead here, or delete the step");
        if 1 < island.len() {
            island.sort_unstable();
            let others = island.iter().skip(1).map(|&step| step_name(cx.tree, step));
            finding = finding.note(format!("reached only from here: {}", listed(others)));
        }
        found.push(finding);
    }
}

/// The steps that unknown targets probably mean; that mistake has a finding of its own.
fn meant_by_mistakes(cx: &Context<'_>, found: &Found) -> Vec<u32> {
    let mut unknown = Vec::new();
    for (_, step) in cx.tree.steps() {
        step.for_each_outlet(|_, outlet| {
            unknown.extend(Some(&outlet.to).filter(|link| link.to.is_none()));
            unknown.extend(outlet.retry.as_ref().map(|retry| &retry.then).filter(|link| link.to.is_none()));
        });
    }
    let names = || cx.tree.steps().map(|(_, step)| step.id.as_str());
    let near = unknown.into_iter().filter_map(|link| found.near(link.id.as_str(), names()));
    near.map(|name| names().position(|own| own == name).map_or(NONE, crate::check::arrays::narrow)).collect()
}

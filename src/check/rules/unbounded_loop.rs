//! These steps lead round in a circle, and nothing limits how often.
//!
//! Whoever gives the same answers never arrives. A circle is allowed where at least one way on it is bounded:
//! `next: {step: restart, times: 2, then: escalate}`. A question that leads back to itself is a circle too; for
//! asking once more with help there is `unsure: {help: …}`.
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: restart
//! steps:
//!   restart:
//!     do: Switch the printer off and on again.
//!     next: display
//!   display:
//!     ask: What does the display show?
//!     answers:
//!       dark: repair
//!       error: restart                      # how often?
//!       unsure: repair
//!   repair:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: restart
//! steps:
//!   restart:
//!     do: Switch the printer off and on again.
//!     next: display
//!   display:
//!     ask: What does the display show?
//!     answers:
//!       dark: repair
//!       error: {next: {step: restart, times: 2, then: repair}}
//!       unsure: repair
//!   repair:
//!     escalate: technician
//! ```

use rustc_hash::FxHashSet;

use crate::{
    base::Level,
    check::{
        arrays::{Targets, at},
        context::Context,
        flow::Arc,
        path,
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "E105", name: "unbounded-loop", level: Level::Error, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    if !cx.analysis.reach.is_cyclic {
        return;
    }
    let reached = &cx.analysis.nearest().order;
    // A circle without any way out is a dead end, which has a finding of its own.
    let counts = |arc: &Arc| {
        let leads_on = |step| at(&cx.analysis.leads_on, step);
        arc.times.is_none() && cx.analysis.reach.contains(arc.from) && leads_on(arc.from) && leads_on(arc.to)
    };
    let ways = cx.flow().arcs().filter(counts).map(|arc| (arc.from, arc.to));
    let onward = Targets::new(cx.flow().len() as usize, ways);
    let component = onward.components();
    let mut done = FxHashSet::default();
    for &step in reached {
        let home = at(&component, step);
        if done.contains(&home) {
            continue;
        }
        let is_home = |other: u32| at(&component, other) == home;
        if !onward.of(step).iter().any(|&to| is_home(to)) {
            continue;
        }
        done.insert(home);
        let Some(circle) = onward.cycle(step, is_home) else { continue };
        let ways: Vec<Arc> = circle
            .iter()
            .zip(circle.iter().skip(1))
            .filter_map(|(&from, &to)| cx.flow().out(from).find(|arc| arc.to == to && arc.times.is_none()))
            .collect();
        let name = path::step_name(cx.tree, step);
        let message = if ways.len() == 1 {
            format!("`{name}` leads back to itself without end")
        } else {
            format!("{} steps around `{name}` lead round without end", ways.len())
        };
        let names = path::names(cx.tree, step, &ways);
        let finding = found
            .at(cx.step_place(step), message)
            .label("the circle begins here")
            .note(format!("the circle: {}", path::shown(&names)))
            .help("bound one way of it: `next: {step: …, times: 2, then: …}`");
        found.push(cx.reached_by(found, finding, step, &ways));
    }
}

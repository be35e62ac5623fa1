//! From this step no fix and no escalation can be reached, whatever is answered.
//!
//! A run that comes here never ends: the steps lead only to each other, or to a part that never returns. The
//! finding shows the shortest run that gets there. Let an answer lead to a fix or to an escalation.
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: display
//! steps:
//!   display:
//!     ask: Does the display light up?
//!     answers: {yes: repair, no: cable, unsure: repair}
//!   cable:
//!     ask: Is the cable plugged in?
//!     answers: {yes: socket, no: socket, unsure: socket}
//!   socket:
//!     do: Try another socket.
//!     next: cable                           # and round again, for ever
//!   repair:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: display
//! steps:
//!   display:
//!     ask: Does the display light up?
//!     answers: {yes: repair, no: cable, unsure: repair}
//!   cable:
//!     ask: Is the cable plugged in?
//!     answers: {yes: repair, no: socket, unsure: repair}
//!   socket:
//!     do: Try another socket.
//!     next: repair
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        arrays::{Targets, at, set},
        context::{Context, listed},
        path::step_name,
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule = Rule { code: "E104", name: "dead-end", level: Level::Error, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    let flow = cx.flow();
    let is_dead = |step: u32| !at(&cx.analysis.leads_on, step);
    if !cx.analysis.leads_on.contains(&false) {
        return;
    }
    let ways = flow.arcs().filter(|arc| is_dead(arc.from)).map(|arc| (arc.from, arc.to));
    let onward = Targets::new(flow.len() as usize, ways);
    let mut seen = vec![false; flow.len() as usize];
    for &first in cx.analysis.nearest().order.iter().filter(|&&step| is_dead(step)) {
        if at(&seen, first) {
            continue;
        }
        set(&mut seen, first, true);
        let mut region = vec![first];
        let mut next = 0;
        while let Some(&step) = region.get(next) {
            next += 1;
            for &to in onward.of(step) {
                if !at(&seen, to) {
                    set(&mut seen, to, true);
                    region.push(to);
                }
            }
        }
        let message = format!("no ending can be reached from `{}`", step_name(cx.tree, first));
        let finding = found
            .at(cx.step_place(first), message)
            .label("whoever comes here is stuck")
            .help("let an answer lead to a fix or an escalation");
        let finding = if region.len() == 1 {
            finding
        } else {
            let others = region.iter().skip(1).map(|&step| step_name(cx.tree, step));
            finding.note(format!("from here a run only gets to {}", listed(others)))
        };
        found.push(cx.reached_by(found, finding, first, &[]));
    }
}

//! A person takes over and is told nothing.
//!
//! `collect` names the facts that the hand-over needs: who called, which device, since when, what it keeps people from.
//! What is known already is not asked again. Only what cannot wait, `urgency: now`, may go without.
//!
//! ```yaml
//! format: 1
//! title: Door
//! start: desk
//! steps:
//!   desk:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Door
//! facts:
//!   door: {name: door number, ask: Which door is it?}
//! start: desk
//! steps:
//!   desk:
//!     escalate: technician
//!     collect: [door]
//! ```

use crate::{
    base::Level,
    check::{
        context::Context,
        rule::{Found, Rule, Run},
    },
    tree::{Ending, Kind, Step, StepIx, Urgency},
};

pub(super) const RULE: Rule =
    Rule { code: "W211", name: "nothing-collected", level: Level::Warning, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    if let Kind::Ending(Ending::Escalate { collect, urgency, role, .. }) = &step.kind
        && collect.is_empty()
        && *urgency != Urgency::Now
    {
        let message = format!("`{}` learns nothing about the case from `{}`", role.id, step.id);
        let finding = found.at(cx.place(step.span), message);
        found.push(finding.help("write `collect: […]` with the facts that this person needs"));
    }
}

//! A customer alone can come to a step that is for an agent, an admin or a technician.
//!
//! Nobody is there to carry it out. Let a route on the built-in fact `voice` part the ways before it; in a part a route
//! before every call counts too.
//!
//! ```yaml
//! format: 1
//! title: Badge
//! start: lost
//! causes: {gone: {name: Lost}}
//! steps:
//!   lost:
//!     ask: Is the badge lost?
//!     answers: {yes: print, no: desk, unsure: desk}
//!   print:
//!     do: Print a day badge.
//!     by: agent
//!     cause: gone
//!     else: desk
//!   desk:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Badge
//! start: lost
//! causes: {gone: {name: Lost}}
//! steps:
//!   lost:
//!     ask: Is the badge lost?
//!     answers: {yes: staff, no: desk, unsure: desk}
//!   staff:
//!     route:
//!       - {when: {voice: agent}, next: print}
//!       - {next: desk}
//!   print:
//!     do: Print a day badge.
//!     by: agent
//!     cause: gone
//!     else: desk
//!   desk:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        context::Context,
        guards::Before,
        path::index,
        rule::{Found, Rule, Run},
    },
    tree::By,
};

pub(super) const RULE: Rule =
    Rule { code: "E205", name: "staff-step-in-self-service", level: Level::Error, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    for &at in &cx.flow().delicate {
        let Some(step) = cx.tree.step(index(at)) else { continue };
        let Some(by) = step.by.filter(|by| *by != By::Customer) else { continue };
        if cx.before(at).has(Before::AGENT) {
            continue;
        }
        let whose = match by {
            By::Customer | By::Agent => "an agent",
            By::Admin => "an admin",
            By::Technician => "a technician",
        };
        let message = format!("a customer alone comes to `{}`, which is for {whose}", step.id);
        let help = "part the ways before it: `route: [{when: {voice: agent}, next: …}, {next: …}]`";
        let finding = found.at(cx.step_place(at), message).help(help);
        found.push(cx.without(found, finding, "a customer alone takes", Before::AGENT, at));
    }
}

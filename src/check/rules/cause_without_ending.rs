//! A cause is declared, but no ending ever names it.
//!
//! Nobody will ever hear that it was this. Mostly the instruction or the fix that deals with it names another cause, or
//! was forgotten. If only a person can find it, name it at the escalation: `cause: pump`.
//!
//! ```yaml
//! format: 1
//! title: Heating
//! causes:
//!   valve: {name: A stuck valve}
//!   pump: {name: A broken pump}
//! start: valve
//! steps:
//!   valve:
//!     do: Turn the valve to 5.
//!     cause: valve
//!     else: engineer
//!   engineer:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Heating
//! causes:
//!   valve: {name: A stuck valve}
//!   pump: {name: A broken pump}
//! start: valve
//! steps:
//!   valve:
//!     do: Turn the valve to 5.
//!     cause: valve
//!     else: engineer
//!   engineer:
//!     escalate: technician
//!     cause: pump
//! ```

use rustc_hash::FxHashSet;

use crate::{
    base::{Id, Level},
    check::{
        context::Context,
        rule::{Found, Rule, Run},
    },
    tree::{Ending, Kind},
};

pub(super) const RULE: Rule =
    Rule { code: "W215", name: "cause-without-ending", level: Level::Warning, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    // What stands in a step that could not be read is not known.
    if cx.tree.causes.is_empty() || !cx.tree.unread.is_empty() {
        return;
    }
    let mut named: FxHashSet<&Id> = FxHashSet::default();
    for (_, step) in cx.tree.steps() {
        match &step.kind {
            Kind::Instruction(instruction) => named.extend(instruction.fixes.iter().map(|(cause, _)| &cause.id)),
            Kind::Ending(Ending::Fix { cause, .. }) => named.extend([&cause.id]),
            Kind::Ending(Ending::Escalate { causes, .. } | Ending::Continue { causes, .. }) => {
                named.extend(causes.iter().map(|cause| &cause.id));
            }
            _ => {}
        }
        if named.len() == cx.tree.causes.len() {
            return;
        }
    }
    for (id, cause) in cx.tree.causes.iter().filter(|(id, _)| !named.contains(id)) {
        let finding = found.at(cx.place(cause.span), format!("no ending ever names the cause `{id}`"));
        found.push(finding.help("name it at the fix, instruction or escalation that deals with it, or delete it"));
    }
}

//! Somebody handles a device that may hurt them before anyone asked whether it is safe.
//!
//! Smoke, heat, liquid, a swollen battery or a damaged cable come before every diagnosis. An instruction with the risk
//! safety has a part before it that guards against it, such as `safety-hardware` through `safe`, or an answer with
//! `guards: [safety]`.
//!
//! ```yaml
//! # file: tree.yaml
//! format: 1
//! title: Printer
//! causes: {jam: {name: A jam}}
//! start: cover
//! steps:
//!   cover:
//!     do: Open the cover and pull the sheet out.
//!     warn: [hot]
//!     risk: safety
//!     cause: jam
//!     else: repair
//!   repair:
//!     escalate: technician
//! # file: gate.yaml
//! format: 1
//! title: Is it safe
//! exits: [safe]
//! guards: {safety: [safe]}
//! start: signs
//! steps:
//!   signs:
//!     ask: Does it smoke, hiss or smell?
//!     answers: {yes: fire, no: safe, unsure: fire}
//!   fire:
//!     escalate: technician
//!     urgency: now
//!   safe:
//!     exit: safe
//! # file: warnings.yaml
//! format: 1
//! warnings:
//!   hot: {level: caution, hazard: Hot parts, consequence: Burns, avoid: Let it cool.}
//! ```
//!
//! Instead:
//!
//! ```yaml
//! # file: tree.yaml
//! format: 1
//! title: Printer
//! causes: {jam: {name: A jam}}
//! start: gate
//! steps:
//!   gate:
//!     call: gate
//!     exits: {safe: cover}
//!   cover:
//!     do: Open the cover and pull the sheet out.
//!     warn: [hot]
//!     risk: safety
//!     cause: jam
//!     else: repair
//!   repair:
//!     escalate: technician
//! # file: gate.yaml
//! format: 1
//! title: Is it safe
//! exits: [safe]
//! guards: {safety: [safe]}
//! start: signs
//! steps:
//!   signs:
//!     ask: Does it smoke, hiss or smell?
//!     answers: {yes: fire, no: safe, unsure: fire}
//!   fire:
//!     escalate: technician
//!     urgency: now
//!   safe:
//!     exit: safe
//! # file: warnings.yaml
//! format: 1
//! warnings:
//!   hot: {level: caution, hazard: Hot parts, consequence: Burns, avoid: Let it cool.}
//! ```

use crate::{
    base::Level,
    check::{
        context::Context,
        guards::{Before, gates},
        path::index,
        rule::{Found, Rule, Run},
    },
    tree::{Kind, Risk, Risks},
};

pub(super) const RULE: Rule = Rule { code: "H218", name: "no-safety-gate", level: Level::Hint, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    for &at in &cx.flow().delicate {
        let Some(step) = cx.tree.step(index(at)) else { continue };
        let Kind::Instruction(instruction) = &step.kind else { continue };
        let risk = instruction.risk;
        if risk != Risk::Safety {
            continue;
        }
        let wanted = Before::guarded(Risks::of([risk]));
        if cx.before(at).has(wanted) {
            continue;
        }
        // The gate itself handles what is dangerous.
        let is_gate = cx.tree.guards.iter().any(|guard| guard.risk == risk);
        let gates = gates(cx.library, risk);
        if is_gate || gates.is_empty() {
            return;
        }
        let message = format!("nobody asks whether the device is safe before `{}`", step.id);
        let help = format!("call {gates} first, or let an answer say `guards: [{risk}]`");
        let finding = found.at(cx.step_place(at), message).help(help);
        // One gate at the beginning settles it for all later steps.
        found.push(cx.without(found, finding, "nobody asks on", wanted, at));
        return;
    }
}

//! Somebody can come to an instruction that may delete data, without a copy.
//!
//! A third of all people have no backup, and most of those who have one never opened it. So an instruction with the
//! risk data-loss has a guard before it on every way: a call of a part that `guards` against data-loss, left through
//! one of the exits that it names, such as `backup-gate` through `has-copy`; or an own question with an answer that
//! says `guards: [data-loss]`.
//!
//! ```yaml
//! format: 1
//! title: Television
//! start: reset
//! causes: {hung: {name: The television had hung}}
//! steps:
//!   reset:
//!     do: Set the television back to its factory settings.
//!     warn: [data]
//!     risk: data-loss
//!     cause: hung
//!     else: repair
//!   repair:
//!     escalate: technician
//! # file: warnings.yaml
//! format: 1
//! warnings:
//!   data:
//!     level: warning
//!     hazard: This deletes data
//!     consequence: What has no copy is lost
//!     avoid: Make a copy first.
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Television
//! start: recordings
//! causes: {hung: {name: The television had hung}}
//! steps:
//!   recordings:
//!     ask: Are there recordings that you want to keep?
//!     answers:
//!       yes: repair
//!       no: {next: reset, guards: [data-loss]}
//!       unsure: repair
//!   reset:
//!     do: Set the television back to its factory settings.
//!     warn: [data]
//!     risk: data-loss
//!     cause: hung
//!     else: repair
//!   repair:
//!     escalate: technician
//! # file: warnings.yaml
//! format: 1
//! warnings:
//!   data:
//!     level: warning
//!     hazard: This deletes data
//!     consequence: What has no copy is lost
//!     avoid: Make a copy first.
//! ```

use std::cell::OnceCell;

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

pub(super) const RULE: Rule =
    Rule { code: "E202", name: "data-without-copy", level: Level::Error, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    let known = OnceCell::new();
    let wanted = Before::guarded(Risks::of([Risk::DataLoss]));
    for &at in &cx.flow().delicate {
        let Some(step) = cx.tree.step(index(at)) else { continue };
        let is_deleting = matches!(&step.kind, Kind::Instruction(it) if it.risk == Risk::DataLoss);
        if !is_deleting || cx.before(at).has(wanted) {
            continue;
        }
        let message = format!("`{}` may delete data of which there is no copy", step.id);
        let help = match known.get_or_init(|| gates(cx.library, Risk::DataLoss)) {
            gates if gates.is_empty() => "let an answer before it say `guards: [data-loss]`".to_owned(),
            gates => format!("call {gates} before it, or let an answer say `guards: [data-loss]`"),
        };
        let finding = found.at(cx.step_place(at), message).help(help);
        found.push(cx.without(found, finding, "nobody asks for a copy on", wanted, at));
    }
}

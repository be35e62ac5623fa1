//! A quick and likely repair is tried after a slow and unlikely one.
//!
//! Two instructions follow each other, each for one cause. By how common the causes are, how often the instructions
//! help, and how long they take, the second one mends at least five times as many cases in a minute. Swap them, unless
//! the first protects something or the second needs it.
//!
//! ```yaml
//! format: 1
//! title: Printer
//! causes:
//!   driver: {name: A broken driver, how-common: rare}
//!   queue: {name: A stuck job, how-common: common}
//! start: driver
//! steps:
//!   driver:
//!     do: Install the driver again.
//!     time: 20 min
//!     cause: driver
//!     else: queue
//!   queue:
//!     do: Delete the job that waits.
//!     time: 2 min
//!     cause: queue
//!     else: help
//!   help:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Printer
//! causes:
//!   driver: {name: A broken driver, how-common: rare}
//!   queue: {name: A stuck job, how-common: common}
//! start: queue
//! steps:
//!   queue:
//!     do: Delete the job that waits.
//!     time: 2 min
//!     cause: queue
//!     else: driver
//!   driver:
//!     do: Install the driver again.
//!     time: 20 min
//!     cause: driver
//!     else: help
//!   help:
//!     escalate: technician
//! ```

use crate::{
    base::{Id, Level},
    check::{
        context::Context,
        rule::{Found, Rule, Run},
    },
    tree::{After, Instruction, Kind, Risk, Step, StepIx},
};

pub(super) const RULE: Rule = Rule { code: "H224", name: "cheaper-first", level: Level::Hint, run: &[Run::Step(run)] };

/// How many times better the second must be; words for shares and times are coarse.
const TIMES: f64 = 5.0;

/// How often an instruction helps where the author says nothing.
const HELPS: f64 = 0.7;

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    let Some((first, own)) = worth(cx, step) else { return };
    let Kind::Instruction(instruction) = &step.kind else { return };
    let After::Verify { failed, .. } = &instruction.after else { return };
    let Some(next) = failed.to.to.filter(|_| failed.retry.is_none()).and_then(|to| cx.tree.step(to)) else { return };
    let Some((second, better)) = worth(cx, next) else { return };
    let is_harmless = matches!(&next.kind, Kind::Instruction(it) if it.risk == Risk::None) && next.by == step.by;
    // What warns comes first for a reason.
    if first != second && step.warn.is_empty() && is_harmless && TIMES * own < better {
        let message = format!("`{}` mends more cases in a minute than `{}`", next.id, step.id);
        let finding = found.at(cx.place(next.span), message).at(cx.place(step.span), "this is tried first");
        found.push(finding.help("try it first, unless it needs the other one"));
    }
}

/// The cause that an instruction removes, and how many cases it mends in a second, relative to others of its tree.
fn worth<'t>(cx: &Context<'t>, step: &'t Step) -> Option<(&'t Id, f64)> {
    let Kind::Instruction(instruction) = &step.kind else { return None };
    let Instruction { fixes, after: After::Verify { .. }, .. } = instruction.as_ref() else { return None };
    let [(cause, helps)] = fixes.as_slice() else { return None };
    let common = cx.tree.causes.get(&cause.id)?.how_common?.0;
    let seconds = step.time.filter(|time| 0 < time.0)?.0;
    Some((&cause.id, common * helps.map_or(HELPS, |chance| chance.0) / f64::from(seconds)))
}

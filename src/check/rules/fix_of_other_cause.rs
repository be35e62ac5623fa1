//! An instruction that helped leads to a fix that tells another cause.
//!
//! The instruction says what it was if it helped; the fix says what people are told at the end, and what the statistics
//! count. Where the two differ, one of them is wrong: mostly several instructions share one fix. Give each cause a fix of
//! its own, or leave `solved` out: then the case ends at once, with the cause of the instruction.
//!
//! ```yaml
//! format: 1
//! title: Router
//! causes:
//!   cable: {name: The cable was loose}
//!   hung: {name: The router had hung}
//! start: cable
//! steps:
//!   cable:
//!     do: Push the cable in until it clicks.
//!     cause: cable
//!     solved: works                         # wrong: tells that the router had hung
//!     else: restart
//!   restart:
//!     do: Switch the router off and on again.
//!     cause: hung
//!     solved: works
//!     else: help
//!   works:
//!     fix: hung
//!   help:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Router
//! causes:
//!   cable: {name: The cable was loose}
//!   hung: {name: The router had hung}
//! start: cable
//! steps:
//!   cable:
//!     do: Push the cable in until it clicks.
//!     cause: cable
//!     solved: clicked-in
//!     else: restart
//!   restart:
//!     do: Switch the router off and on again.
//!     cause: hung
//!     solved: works
//!     else: help
//!   clicked-in:
//!     fix: cable
//!   works:
//!     fix: hung
//!   help:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        context::Context,
        rule::{Found, Rule, Run},
    },
    tree::{After, Ending, Kind, Step, StepIx},
};

pub(super) const RULE: Rule =
    Rule { code: "W226", name: "fix-of-other-cause", level: Level::Warning, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    let Kind::Instruction(instruction) = &step.kind else { return };
    let After::Verify { solved: Some(solved), .. } = &instruction.after else { return };
    let Some(fix) = solved.to.to.and_then(|to| cx.tree.step(to)) else { return };
    let Kind::Ending(Ending::Fix { cause, .. }) = &fix.kind else { return };
    // A cause that is not declared has a finding of its own.
    let is_declared = |id| cx.tree.causes.contains_key(id);
    let is_own = instruction.fixes.iter().any(|(own, _)| own.id == cause.id);
    let Some((first, _)) = instruction.fixes.iter().find(|(own, _)| is_declared(&own.id)) else { return };
    if is_own || !is_declared(&cause.id) {
        return;
    }
    let message = format!("`{}` mends `{}`, but `{}` tells `{}`", step.id, first.id, fix.id, cause.id);
    let finding = found.at(cx.place(solved.to.span), message).at(cx.place(cause.span), "this is what people are told");
    let help = format!("lead to a fix of `{}`, or correct the cause here or there", first.id);
    found.push(finding.help(help));
}

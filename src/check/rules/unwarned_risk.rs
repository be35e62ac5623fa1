//! Somebody can come to a risky instruction without having been warned.
//!
//! An instruction with the risk interrupts, damage, data-loss, money, safety or security has a warning before it on
//! every way: with `warn` on the step itself, or on steps before it. In a part a warning before every call counts too.
//! The warning must fit: `risks` in `warnings.yaml` says of what it warns. One without `risks` fits any step that it
//! stands on, and no later one.
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: jam
//! causes: {paper: {name: A jam}}
//! steps:
//!   jam:
//!     do: Reach behind the roller and pull the sheet out.
//!     risk: safety
//!     cause: paper
//!     else: repair
//!   repair:
//!     escalate: technician
//! # file: warnings.yaml
//! format: 1
//! warnings:
//!   hot:
//!     level: warning
//!     hazard: Hot parts inside
//!     consequence: Burns
//!     avoid: Let the printer cool for 30 minutes.
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: jam
//! causes: {paper: {name: A jam}}
//! steps:
//!   jam:
//!     do: Reach behind the roller and pull the sheet out.
//!     warn: [hot]
//!     risk: safety
//!     cause: paper
//!     else: repair
//!   repair:
//!     escalate: technician
//! # file: warnings.yaml
//! format: 1
//! warnings:
//!   hot:
//!     level: warning
//!     hazard: Hot parts inside
//!     consequence: Burns
//!     avoid: Let the printer cool for 30 minutes.
//! ```

use crate::{
    base::Level,
    check::{
        context::{Context, listed},
        guards::{Before, needs_warning},
        path::index,
        rule::{Found, Rule, Run},
    },
    tree::{Kind, Risk, Risks},
};

pub(super) const RULE: Rule = Rule { code: "E201", name: "unwarned-risk", level: Level::Error, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    for &at in &cx.flow().delicate {
        let Some(step) = cx.tree.step(index(at)) else { continue };
        let Kind::Instruction(instruction) = &step.kind else { continue };
        let risk = instruction.risk;
        let wanted = Before::warned(Risks::of([risk]));
        if !needs_warning(risk) || cx.before(at).has(wanted) {
            continue;
        }
        let message = format!("nothing warns of `{risk}` before `{}`", step.id);
        let finding = found.at(cx.step_place(at), message).help(remedy(cx, risk));
        found.push(cx.without(found, finding, "nothing warns on", wanted, at));
    }
}

/// Names the warnings that would fit: first those for this very risk, then those that name none and fit all.
fn remedy(cx: &Context<'_>, risk: Risk) -> String {
    let known = || cx.library.vocabulary().warnings.iter();
    let is_general = |risks: Risks| risks == Risks::all();
    let own = known().filter(|(_, it)| it.risks.contains(risk) && !is_general(it.risks));
    let general = known().filter(|(_, it)| is_general(it.risks));
    let names: Vec<String> = own.chain(general).map(|(id, _)| id.to_string()).collect();
    match names.as_slice() {
        [] => "declare a warning in `warnings.yaml`, and write `warn: […]` here".to_owned(),
        _ => format!("write `warn: […]` with one that fits: {}", listed(names.into_iter())),
    }
}

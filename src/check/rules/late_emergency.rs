//! What cannot wait is asked for late.
//!
//! An escalation with `urgency: now` is reached only after more than three questions, or after an attempt to repair
//! something else. Instructions that protect people, accounts or money are no delay, nor are those with a warning. Ask for danger, for running fraud and for what stops everyone first; what is not urgent can wait for
//! one question more.
//!
//! ```yaml
//! format: 1
//! title: Heating
//! causes: {valve: {name: A stuck valve}}
//! start: rooms
//! steps:
//!   rooms:
//!     ask: Which radiators are cold?
//!     answers: {one: valve, all: smell, unsure: valve}
//!   valve:
//!     do: Turn the valve to 5.
//!     cause: valve
//!     else: smell
//!   smell:
//!     ask: Does it smell of gas?
//!     answers: {yes: gas, no: engineer, unsure: valve2}
//!   valve2:
//!     ask: Does the boiler hum?
//!     answers: {yes: engineer, no: pump, unsure: engineer}
//!   pump:
//!     do: Switch the pump on.
//!     cause: valve
//!     else: hot
//!   hot:
//!     ask: Is the boiler too hot to touch?
//!     answers: {yes: fire, no: engineer, unsure: engineer}
//!   gas:
//!     escalate: technician
//!     urgency: now
//!   fire:
//!     escalate: technician
//!     urgency: now
//!   engineer:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Heating
//! causes: {valve: {name: A stuck valve}}
//! start: smell
//! steps:
//!   smell:
//!     ask: Does it smell of gas?
//!     answers: {yes: gas, no: rooms, unsure: gas}
//!   rooms:
//!     ask: Which radiators are cold?
//!     answers: {one: valve, all: engineer, unsure: valve}
//!   valve:
//!     do: Turn the valve to 5.
//!     cause: valve
//!     else: engineer
//!   gas:
//!     escalate: technician
//!     urgency: now
//!   engineer:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        context::Context,
        path::index,
        rule::{Found, Rule, Run},
    },
    tree::{After, Ending, Kind, Risk, Step, Urgency},
};

pub(super) const RULE: Rule = Rule { code: "H210", name: "late-emergency", level: Level::Hint, run: &[Run::Tree(run)] };

/// The most questions before what cannot wait.
const MOST_QUESTIONS: usize = 3;

fn run(cx: &Context<'_>, found: &mut Found) {
    let flow = cx.flow();
    for &at in flow.endings.iter().filter(|&&at| cx.analysis.reach.contains(at)) {
        let Some(step) = cx.tree.step(index(at)) else { continue };
        let is_urgent = matches!(&step.kind, Kind::Ending(Ending::Escalate { urgency: Urgency::Now, .. }));
        if !is_urgent || !found.affords() {
            continue;
        }
        let ways = cx.analysis.nearest().way_to(flow, at);
        let before = || ways.iter().filter_map(|arc| cx.tree.step(index(arc.from)));
        let questions = before().filter(|step| step.question().is_some() && !protects(step)).count();
        let repair = before().find(|step| repairs(step));
        let late = match repair {
            Some(repair) => format!("`{}` is urgent, but `{}` is tried before", step.id, repair.id),
            None if MOST_QUESTIONS < questions => {
                format!("`{}` is urgent, but comes after {questions} questions", step.id)
            }
            None => continue,
        };
        let finding = found.at(cx.step_place(at), late).help("ask first for what cannot wait");
        found.push(cx.on_way(finding, "it takes", at, &ways));
    }
}

/// Says whether a step tries to repair something.
fn repairs(step: &Step) -> bool {
    !protects(step) && matches!(&step.kind, Kind::Instruction(it) if matches!(it.after, After::Verify { .. }))
}

/// Says whether a step protects people, accounts or money at once, which is no delay.
fn protects(step: &Step) -> bool {
    let is_grave = |risk| matches!(risk, Risk::Safety | Risk::Security | Risk::Money);
    matches!(&step.kind, Kind::Instruction(it) if is_grave(it.risk) || !step.warn.is_empty())
}

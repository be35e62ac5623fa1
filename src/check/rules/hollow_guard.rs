//! A part says that it guards against a risk, but asks nobody anything.
//!
//! Callers rely on `guards`: behind these exits they let people do what is risky. So every way to such an exit goes
//! through at least one question or instruction, and the exit is one that the part declares.
//!
//! ```yaml
//! # file: gate.yaml
//! format: 1
//! title: Is there a copy
//! exits: [copy]
//! guards: {data-loss: [copy]}
//! start: copy
//! steps:
//!   copy:
//!     exit: copy
//! ```
//!
//! Instead:
//!
//! ```yaml
//! # file: gate.yaml
//! format: 1
//! title: Is there a copy
//! exits: [copy, none]
//! guards: {data-loss: [copy]}
//! start: opened
//! steps:
//!   opened:
//!     ask: Can you open a copy on another device now?
//!     answers: {yes: copy, no: none, unsure: none}
//!   copy:
//!     exit: copy
//!   none:
//!     exit: none
//! ```

use crate::{
    base::Level,
    check::{
        arrays::{at, narrow, set},
        context::Context,
        path::index,
        rule::{Found, Rule, Run},
    },
    tree::{Ending, Kind},
};

pub(super) const RULE: Rule = Rule { code: "E206", name: "hollow-guard", level: Level::Error, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    if cx.tree.guards.is_empty() {
        return;
    }
    let declared = cx.tree.exits.as_deref().unwrap_or_default();
    let unasked = unasked_exits(cx);
    for guard in &cx.tree.guards {
        for exit in &guard.exits {
            let name = &exit.id;
            if !declared.iter().any(|own| own.id == *name) {
                let names = declared.iter().map(|own| own.id.as_str());
                let near = found.near(name.as_str(), names);
                let message = format!("the guard names `{name}`, which is no exit");
                let finding = found.at(cx.place(exit.span), message).help("name exits of `exits`");
                found.push(finding.did_you_mean(near));
            } else if unasked.iter().any(|own| own == name) {
                let message = format!("a run leaves through `{name}` without being asked anything");
                let help = format!("ask what rules `{}` out before this exit, or take it out here", guard.risk);
                found.push(found.at(cx.place(exit.span), message).help(help));
            }
        }
    }
}

/// The exits to which some way leads on which nothing is asked, done or called.
fn unasked_exits(cx: &Context<'_>) -> Vec<crate::base::Id> {
    let flow = cx.flow();
    let Some(start) = cx.tree.start.to else { return Vec::new() };
    let mut seen = vec![false; flow.len() as usize];
    let mut queue = vec![narrow(start.index())];
    let mut exits = Vec::new();
    while let Some(step) = queue.pop() {
        if at(&seen, step) {
            continue;
        }
        set(&mut seen, step, true);
        match cx.tree.step(index(step)).map(|step| &step.kind) {
            Some(Kind::Ending(Ending::Exit(name))) => exits.push(name.id.clone()),
            Some(Kind::Route(_)) => queue.extend(flow.out(step).map(|arc| arc.to)),
            _ => {}
        }
    }
    exits
}

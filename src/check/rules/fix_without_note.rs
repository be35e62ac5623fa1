//! A case ends as fixed without a word on what to watch for.
//!
//! A repair may not last. The `note` of a fix is what the customer hears last: what to watch for, and what to do if it
//! comes back.
//!
//! ```yaml
//! format: 1
//! title: Router
//! causes: {hung: {name: It had hung}}
//! start: light
//! steps:
//!   light:
//!     ask: Is the light steady now?
//!     answers: {yes: fixed, no: help, unsure: help}
//!   fixed:
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
//! causes: {hung: {name: It had hung}}
//! start: light
//! steps:
//!   light:
//!     ask: Is the light steady now?
//!     answers: {yes: fixed, no: help, unsure: help}
//!   fixed:
//!     fix: hung
//!     note: If it happens again within a week, report it again.
//!   help:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        context::Context,
        rule::{Found, Rule, Run},
    },
    tree::{Ending, Kind, Step, StepIx},
};

pub(super) const RULE: Rule =
    Rule { code: "W213", name: "fix-without-note", level: Level::Warning, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    if let Kind::Ending(Ending::Fix { note: None, .. }) = &step.kind {
        let message = format!("`{}` says nothing on what to watch for", step.id);
        let finding = found.at(cx.place(step.span), message);
        found.push(finding.help("write a `note`: what to watch for, what to do if it comes back"));
    }
}

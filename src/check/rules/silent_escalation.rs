//! A person takes over, and nobody is told why.
//!
//! `because` says in one sentence what was found and what happens next. Without it the dialogue ends with the name of a
//! role.
//!
//! ```yaml
//! format: 1
//! title: Door
//! start: desk
//! steps:
//!   desk:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Door
//! start: desk
//! steps:
//!   desk:
//!     escalate: technician
//!     because: The reader has no power, and somebody comes to repair it.
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
    Rule { code: "H212", name: "silent-escalation", level: Level::Hint, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    if let Kind::Ending(Ending::Escalate { because: None, .. }) = &step.kind {
        let message = format!("nobody is told why `{}` hands over", step.id);
        found.push(found.at(cx.place(step.span), message).help("write `because`: what was found, what happens next"));
    }
}

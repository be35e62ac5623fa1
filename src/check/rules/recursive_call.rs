//! A part calls itself, directly or through other parts.
//!
//! A call returns to its caller, so a circle of calls never returns. To begin again use a bounded way within one
//! part; to go on in another tree use `continue`.
//!
//! ```yaml
//! # file: ask-cable.yaml
//! format: 1
//! title: Cable
//! exits: [done]
//! start: look
//! steps:
//!   look:
//!     ask: Is the cable whole?
//!     answers: {yes: done, no: again, unsure: again}
//!   again:
//!     call: ask-cable                       # this very part
//!     exits: {done: done}
//!   done:
//!     exit: done
//! ```
//!
//! Instead:
//!
//! ```yaml
//! # file: ask-cable.yaml
//! format: 1
//! title: Cable
//! exits: [done]
//! start: look
//! steps:
//!   look:
//!     ask: Is the cable whole?
//!     answers: {yes: done, no: again, unsure: again}
//!   again:
//!     do: Plug in another cable.
//!     next: {step: look, times: 1, then: done}
//!   done:
//!     exit: done
//! ```

use crate::{
    base::Level,
    check::{
        circles,
        rule::{Found, Rule, Run},
        survey::{Into, Lead, Survey},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "E116", name: "recursive-call", level: Level::Error, run: &[Run::Library(run)] };

fn run(survey: &Survey<'_>, found: &mut Found) {
    let calls = |lead: &Lead| lead.how == Into::Call;
    for circle in circles::circles(survey, calls, calls) {
        let finding = circles::finding(survey, &circle, found);
        finding
            .into_iter()
            .for_each(|it| found.push(it.help("bound a way within one part instead, or use `continue`")));
    }
}

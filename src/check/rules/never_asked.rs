//! A question is never asked, because its fact is always known when a run comes here.
//!
//! A question whose fact is known is skipped, and the run takes the way of the known answer. Mostly the ways were meant
//! to lead elsewhere. If it shall be asked anew, let it remember another fact.
//!
//! ```yaml
//! format: 1
//! title: Slow
//! facts:
//!   os: {name: system, values: [windows, macos]}
//! start: sort
//! steps:
//!   sort:
//!     route:
//!       - {when: {known: os}, next: which}
//!       - {next: first}
//!   first:
//!     ask: What kind of computer is it?
//!     fact: os
//!     answers: {windows: desk, macos: desk, unsure: repair}
//!   which:
//!     ask: Which system is it?
//!     fact: os
//!     answers: {windows: desk, macos: repair, unsure: repair}
//!   desk:
//!     escalate: technician
//!   repair:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Slow
//! facts:
//!   os: {name: system, values: [windows, macos]}
//! start: which
//! steps:
//!   which:
//!     ask: Which system is it?
//!     fact: os
//!     answers: {windows: desk, macos: repair, unsure: repair}
//!   desk:
//!     escalate: technician
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        arrays::narrow,
        context::Context,
        rule::{Found, Rule, Run},
    },
    tree::{Kind, Step, StepIx},
};

pub(super) const RULE: Rule = Rule { code: "W217", name: "never-asked", level: Level::Warning, run: &[Run::Step(run)] };

fn run(cx: &Context<'_>, at: StepIx, step: &Step, found: &mut Found) {
    let Kind::Question(question) = &step.kind else { return };
    let Some(name) = &question.fact else { return };
    let at = narrow(at.index());
    let is_sure = name.to.is_some_and(|fact| cx.analysis.known.is_sure(cx.survey, at, fact));
    if is_sure && cx.analysis.reach.contains(at) {
        let message = format!("`{}` is always known here, so nobody is asked", name.id);
        let finding = found.at(cx.place(name.span), message);
        let finding = finding.help("lead on without the question, or let it remember another fact");
        found.push(cx.reached_by(found, finding, at, &[]));
    }
}

//! Trees continue in each other in a circle.
//!
//! A case walks each tree once: who is sent back to a tree is handed over to a person instead. That is safe, but
//! the second tree could say so itself and name the right role. Shared steps belong into a part that both call.
//!
//! ```yaml
//! # file: slow.yaml
//! format: 1
//! title: Slow
//! start: go
//! steps:
//!   go: {continue: offline}
//! # file: offline.yaml
//! format: 1
//! title: Offline
//! start: go
//! steps:
//!   go: {continue: slow}
//! ```
//!
//! Instead:
//!
//! ```yaml
//! # file: slow.yaml
//! format: 1
//! title: Slow
//! start: go
//! steps:
//!   go: {continue: offline}
//! # file: offline.yaml
//! format: 1
//! title: Offline
//! start: go
//! steps:
//!   go: {escalate: technician}
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
    Rule { code: "H130", name: "continuation-circle", level: Level::Hint, run: &[Run::Library(run)] };

fn run(survey: &Survey<'_>, found: &mut Found) {
    let is_reached = |lead: &Lead| circles::is_reached(survey, lead);
    for circle in circles::circles(survey, is_reached, |lead| lead.how == Into::Continue) {
        let finding = circles::finding(survey, &circle, found);
        finding.into_iter().for_each(|it| found.push(it.help("escalate in one of them; a case walks each tree once")));
    }
}

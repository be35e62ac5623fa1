//! An exception names no rule, or one from which there are no exceptions.
//!
//! Under `allow` stands the name of a rule, as it is shown in brackets after the code of a finding, and why the rule does
//! not hold there. What proves a tree sound, the codes from E101 to E199, holds always: without it somebody could get
//! stuck.
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: light
//! steps:
//!   light:
//!     ask: Is the light on?
//!     answers: {yes: repair, no: repair}
//!     allow:
//!       missing-unsur: The lamp is as large as a plate.
//!       same-target: We count the answers.
//!   repair:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: light
//! steps:
//!   light:
//!     ask: Is the light on?
//!     answers: {yes: repair, no: repair}
//!     allow:
//!       missing-unsure: The lamp is as large as a plate.
//!       same-target: We count the answers.
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        rule::{Found, Rule, Run, may_be_excepted},
        rules::RULES,
        survey::Survey,
    },
};

pub(super) const RULE: Rule =
    Rule { code: "E131", name: "unknown-exception", level: Level::Error, run: &[Run::Library(run)] };

fn run(survey: &Survey<'_>, found: &mut Found) {
    for exception in survey.library.exceptions() {
        let named = RULES.iter().map(|(_, code)| code).find(|code| [code.name, code.id].contains(&&*exception.rule));
        match named {
            Some(code) if may_be_excepted(code) => {}
            Some(code) => {
                let message = format!("there is no exception from `{}`", code.name);
                let finding = found.at(exception.place, message);
                found.push(finding.help("mend what the rule finds; without it somebody could get stuck"));
            }
            None => {
                let names = RULES.iter().map(|(_, code)| code).filter(|code| may_be_excepted(code));
                let near = found.near(&exception.rule, names.map(|code| code.name));
                let finding = found.at(exception.place, format!("there is no rule `{}`", exception.rule));
                found.push(match near {
                    Some(_) => finding.did_you_mean(near),
                    None => finding.help("write the name that stands after the code of a finding"),
                });
            }
        }
    }
}

//! An exception that nothing needs.
//!
//! The rule finds nothing at this place, or no longer. The line only hides what may go wrong later; delete it.
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: light
//! steps:
//!   light:
//!     ask: Is the light on?
//!     answers: {yes: repair, no: desk, unsure: desk}
//!     allow:
//!       missing-unsure: The lamp is as large as a plate.
//!   repair:
//!     escalate: technician
//!   desk:
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
//!     answers: {yes: repair, no: desk, unsure: desk}
//!   repair:
//!     escalate: technician
//!   desk:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::rule::{Found, Rule, Run},
    tree::Exception,
};

pub(super) const RULE: Rule =
    Rule { code: "H132", name: "useless-exception", level: Level::Hint, run: &[Run::Useless(run)] };

fn run(exception: &Exception, found: &mut Found) {
    let finding = found.at(exception.place, format!("`{}` finds nothing here", exception.rule));
    found.push(finding.help("delete this exception"));
}

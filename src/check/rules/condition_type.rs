//! A condition compares a fact with something of another kind, so it could never hold.
//!
//! A choice or text is compared with values, a number with numbers, a date with days; `from` and `below` need a number
//! or a date.
//!
//! ```yaml
//! format: 1
//! title: Slow
//! facts:
//!   os:
//!     name: system
//!     values: [windows, macos, linux]
//! start: which
//! steps:
//!   which:
//!     ask: Which system is it?
//!     fact: os
//!     answers: {windows: sort, macos: sort, linux: sort, unsure: sort}
//!   sort:
//!     route:
//!       - {when: {os: {below: 5}}, next: desk}    # a choice has no order
//!       - {next: repair}
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
//!   os:
//!     name: system
//!     values: [windows, macos, linux]
//! start: which
//! steps:
//!   which:
//!     ask: Which system is it?
//!     fact: os
//!     answers: {windows: sort, macos: sort, linux: sort, unsure: sort}
//!   sort:
//!     route:
//!       - {when: {os: windows}, next: desk}
//!       - {next: repair}
//!   desk:
//!     escalate: technician
//!   repair:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        conditions::{fits, kind_of, readings},
        context::Context,
        rule::{Found, Rule, Run},
    },
    tree::{FactKind, Input, Test},
};

pub(super) const RULE: Rule =
    Rule { code: "E121", name: "condition-type", level: Level::Error, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    for reading in readings(cx) {
        let Some((_, fact)) = reading.fact.to.and_then(|fact| cx.library.fact(fact)) else { continue };
        let Some(test) = reading.test.filter(|test| !fits(fact, test)) else { continue };
        let name = &reading.fact.id;
        let (message, help) = match (&fact.kind, test) {
            (FactKind::Given { input: Input::Number { .. }, .. }, _) => {
                (format!("`{name}` is a number, it is compared with something else"), "write numbers")
            }
            (FactKind::Given { input: Input::Date(_), .. }, Test::Range { .. }) => {
                (format!("`{name}` is a date, it is compared with a number"), "write days such as `2026-11-23`")
            }
            (FactKind::Given { input: Input::Date(_), .. }, Test::Is(_)) => {
                (format!("`{name}` is a date, it is compared with something else"), "write days such as `2026-11-23`")
            }
            _ => {
                (format!("`{name}` is {}, it has no order", kind_of(fact)), "name values instead of `from` and `below`")
            }
        };
        found.push(found.at(cx.place(reading.fact.span), message).help(help));
    }
}

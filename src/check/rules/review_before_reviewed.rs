//! The day by which a tree must be looked at again lies before the day on which it was.
//!
//! ```yaml
//! format: 1
//! title: Coffee machine
//! reviewed: 2026-11-23
//! review-by: 2025-11-23
//! start: help
//! steps:
//!   help:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Coffee machine
//! reviewed: 2026-11-23
//! review-by: 2027-11-23
//! start: help
//! steps:
//!   help:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        context::Context,
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "E208", name: "review-before-reviewed", level: Level::Error, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    let (Some(reviewed), Some(again)) = (cx.tree.reviewed, cx.tree.review_by) else { return };
    if again < reviewed {
        let title = cx.tree.title.placed().next().map(|(_, span, _)| span).unwrap_or_default();
        let message = format!("`review-by` {again} lies before `reviewed` {reviewed}");
        found.push(found.at(cx.place(title), message).help("set the day by which somebody reads it again"));
    }
}

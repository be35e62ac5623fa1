//! Instructions that help end the case without a word on what to watch for.
//!
//! With `cause` alone the case ends as soon as it works. With `solved` it goes on to a fix, whose `note` says what to
//! watch for and what to do if it comes back. One finding stands for all such instructions of a tree.
//!
//! ```yaml
//! format: 1
//! title: Router
//! causes: {hung: {name: It had hung}}
//! start: restart
//! steps:
//!   restart:
//!     do: Restart the router.
//!     cause: hung
//!     else: help
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
//! start: restart
//! steps:
//!   restart:
//!     do: Restart the router.
//!     cause: hung
//!     solved: fixed
//!     else: help
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
        path::index,
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule =
    Rule { code: "H225", name: "no-closing-note", level: Level::Hint, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    let flow = cx.flow();
    let ends = |&step: &u32| {
        let mark = flow.mark(step);
        mark.instructs && mark.may_end
    };
    let mut ending = (0..flow.len()).filter(ends);
    let Some(first) = ending.next() else { return };
    let name = cx.tree.step(index(first)).map(|step| step.id.to_string()).unwrap_or_default();
    let message = match ending.count() {
        0 => format!("`{name}` ends the case without a closing note"),
        more => format!("`{name}` and {more} more end the case without a closing note"),
    };
    let finding = found.at(cx.step_place(first), message);
    found.push(finding.help("lead on with `solved:` to a fix that has a `note`"));
}

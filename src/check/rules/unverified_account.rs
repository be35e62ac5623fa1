//! Staff change an account for somebody whose identity nobody has checked.
//!
//! Fake callers have passwords and second factors reset by help desks. So an instruction with the risk security that
//! an agent, admin or technician carries out has a guard before it on every way: a call of a part that `guards`
//! against security, such as `verify-identity` through `verified`, or a question with an answer that says
//! `guards: [security]`.
//!
//! ```yaml
//! format: 1
//! title: Password
//! start: who
//! causes: {forgotten: {name: Forgotten}}
//! steps:
//!   who:
//!     route:
//!       - {when: {voice: agent}, next: reset}
//!       - {next: desk}
//!   reset:
//!     do: Set a new password in the directory.
//!     warn: [secret]
//!     risk: security
//!     by: agent
//!     cause: forgotten
//!     else: desk
//!   desk:
//!     escalate: technician
//! # file: warnings.yaml
//! format: 1
//! warnings:
//!   secret:
//!     level: notice
//!     hazard: Passwords are secret
//!     consequence: Whoever knows one can use the account
//!     avoid: Keep it out of the conversation.
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Password
//! start: who
//! causes: {forgotten: {name: Forgotten}}
//! steps:
//!   who:
//!     route:
//!       - {when: {voice: agent}, next: call-back}
//!       - {next: desk}
//!   call-back:
//!     ask: Does a call to the number in the directory reach the same person?
//!     answers:
//!       yes: {next: reset, guards: [security]}
//!       no: desk
//!       unsure: desk
//!   reset:
//!     do: Set a new password in the directory.
//!     warn: [secret]
//!     risk: security
//!     by: agent
//!     cause: forgotten
//!     else: desk
//!   desk:
//!     escalate: technician
//! # file: warnings.yaml
//! format: 1
//! warnings:
//!   secret:
//!     level: notice
//!     hazard: Passwords are secret
//!     consequence: Whoever knows one can use the account
//!     avoid: Keep it out of the conversation.
//! ```

use std::cell::OnceCell;

use crate::{
    base::Level,
    check::{
        context::Context,
        guards::{Before, gates},
        path::index,
        rule::{Found, Rule, Run},
    },
    tree::{By, Kind, Risk, Risks},
};

pub(super) const RULE: Rule =
    Rule { code: "E203", name: "unverified-account", level: Level::Error, run: &[Run::Tree(run)] };

fn run(cx: &Context<'_>, found: &mut Found) {
    let known = OnceCell::new();
    let wanted = Before::guarded(Risks::of([Risk::Security]));
    for &at in &cx.flow().delicate {
        let Some(step) = cx.tree.step(index(at)) else { continue };
        let is_by_staff = step.by.is_some_and(|by| by != By::Customer);
        let is_account = matches!(&step.kind, Kind::Instruction(it) if it.risk == Risk::Security);
        if !is_by_staff || !is_account || cx.before(at).has(wanted) {
            continue;
        }
        let message = format!("`{}` changes an account before anyone checked who asks", step.id);
        let help = match known.get_or_init(|| gates(cx.library, Risk::Security)) {
            gates if gates.is_empty() => "let an answer before it say `guards: [security]`".to_owned(),
            gates => format!("call {gates} before it"),
        };
        let finding = found.at(cx.step_place(at), message).help(help);
        found.push(cx.without(found, finding, "the identity is not checked on", wanted, at));
    }
}

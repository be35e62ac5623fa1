//! A telephone number or an address stands in a tree that nobody has to look at again.
//!
//! Numbers and addresses of others change. With `reviewed`, the day on which somebody tried them, or `review-by`, the
//! day by which that must happen again, somebody will notice.
//!
//! ```yaml
//! format: 1
//! title: Gas
//! start: gas
//! steps:
//!   gas:
//!     escalate: technician
//!     because: Call 0800 1111 999 from outside.
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Gas
//! reviewed: 2026-11-23
//! start: gas
//! steps:
//!   gas:
//!     escalate: technician
//!     because: Call 0800 1111 999 from outside.
//! ```

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    base::{Level, Span, Text},
    check::{
        context::Context,
        rule::{Found, Rule, Run},
    },
    tree::{Ending, Kind, Step},
};

pub(super) const RULE: Rule =
    Rule { code: "W214", name: "undated-contact", level: Level::Warning, run: &[Run::Tree(run)] };

/// Links, addresses, and telephone numbers with the code of an area, a country or a service.
static CONTACT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"https?://\S+|\bwww\.\S+|\b[\w.+-]+@[\w-]+\.\w+|(?:\+\d|\(0\d|\b0\d)(?:[ /()-]{0,2}\d){5,}|\b116 ?\d{3}\b",
    )
    .ok()
});

fn run(cx: &Context<'_>, found: &mut Found) {
    if cx.tree.reviewed.is_some() || cx.tree.review_by.is_some() {
        return;
    }
    let Some((span, contact)) = cx.tree.steps().find_map(|(_, step)| contact_in(step)) else { return };
    let contact = contact.trim_end_matches(['.', ',', ')', ';']);
    let finding = found.at(cx.place(span), format!("nobody has to look at `{contact}` again"));
    found.push(finding.help("write `reviewed` or `review-by` at the top of the file"));
}

fn contact_in(step: &Step) -> Option<(Span, &str)> {
    let mut texts: Vec<&Text> = [&step.look, &step.why, &step.note, &step.say].into_iter().flatten().collect();
    match &step.kind {
        Kind::Instruction(instruction) => texts.extend(std::iter::once(&instruction.text).chain(&instruction.expect)),
        Kind::Ending(Ending::Fix { note, .. }) => texts.extend(note),
        Kind::Ending(Ending::Escalate { because, .. }) => texts.extend(because),
        _ => {}
    }
    if let Some(question) = step.question() {
        texts.push(&question.ask);
        texts.extend(question.answers.iter().filter_map(|answer| answer.help.as_ref()));
    }
    let mut words = texts.into_iter().flat_map(Text::placed);
    words.find_map(|(_, span, words)| {
        let found = if may_hold_contact(words) { CONTACT.as_ref()?.find(words) } else { None };
        found.map(|found| (span, found.as_str()))
    })
}

/// Sorts out nearly all texts at the speed of reading them.
fn may_hold_contact(words: &str) -> bool {
    let bytes = words.as_bytes();
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    5 < digits
        || bytes.contains(&b'@')
        || (bytes.contains(&b':') && words.contains("://"))
        || bytes.windows(4).any(|letters| letters == b"www.")
}

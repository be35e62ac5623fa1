//! The label or id of an answer reads like a command of the dialogue.
//!
//! Who types `back` wants to go back. Commands begin with `:`, and the words `back`, `help`, `quit` and their like,
//! English and German, are understood without it where no answer has that name.
//!
//! ```yaml
//! format: 1
//! title: Printer
//! start: light
//! steps:
//!   light:
//!     ask: Which light is on?
//!     answers:
//!       red: repair
//!       back: {text: Back, next: desk}
//!       unsure: repair
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
//!     ask: Which light is on?
//!     answers:
//!       red: repair
//!       rear: {text: At the rear, next: desk}
//!       unsure: repair
//!   repair:
//!     escalate: technician
//!   desk:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        context::Context,
        labels::{brief, folded, is_chosen_from, label, languages},
        rule::{Found, Rule, Run},
    },
    tree::{Step, StepIx},
};

pub(super) const RULE: Rule =
    Rule { code: "W126", name: "command-label", level: Level::Warning, run: &[Run::Step(run)] };

/// What people type to steer the dialogue, folded.
const COMMANDS: [&str; 17] = [
    "back",
    "zuruck",
    "help",
    "hilfe",
    "quit",
    "exit",
    "ende",
    "beenden",
    "abbrechen",
    "undo",
    "why",
    "warum",
    "change",
    "andern",
    "human",
    "mensch",
    "park",
];

/// No longer label can fold to a command; umlauts and punctuation included.
const LONGEST: usize = 16;

/// Sorts out nearly all labels: folding keeps the first letter.
fn may_be_command(name: &str) -> bool {
    let first = name.chars().find(|c| c.is_alphanumeric());
    let begins =
        |first: char| !first.is_ascii() || COMMANDS.iter().any(|it| it.starts_with(first.to_ascii_lowercase()));
    name.len() <= LONGEST && first.is_some_and(begins)
}

fn run(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    let Some(question) = step.question().filter(|question| is_chosen_from(question)) else { return };
    for answer in &question.answers {
        let labels = languages(cx.tree).map(|lang| label(answer, lang));
        let command = std::iter::once(answer.id.as_str()).chain(labels).find(|name| {
            let name = name.trim();
            name.starts_with(':') || name == "?" || (may_be_command(name) && COMMANDS.contains(&folded(name).as_str()))
        });
        if let Some(command) = command {
            let message = format!("`{}` reads like a command of the dialogue", brief(command));
            found.push(found.at(cx.place(answer.span), message).help("say what people see instead"));
        }
    }
}

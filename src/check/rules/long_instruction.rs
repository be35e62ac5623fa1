//! More than seven things are to be done without a question in between.
//!
//! Nobody keeps eight in mind, and if something goes wrong nobody knows where. The lines of one `do` count, and so do
//! instructions that follow each other with `next`. Break them where something can be seen, and ask for that.
//!
//! ```yaml
//! format: 1
//! title: VPN
//! causes: {client: {name: A broken client}}
//! start: again
//! steps:
//!   again:
//!     do: |
//!       Open the settings.
//!       Remove the client.
//!       Delete its folder.
//!       Restart the computer.
//!       Download the client.
//!       Install it.
//!       Import the profile.
//!       Connect.
//!     cause: client
//!     else: help
//!   help:
//!     escalate: technician
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: VPN
//! causes: {client: {name: A broken client}}
//! start: remove
//! steps:
//!   remove:
//!     do: |
//!       Open the settings.
//!       Remove the client.
//!       Delete its folder.
//!       Restart the computer.
//!     ask: Is the client gone from the list of programs?
//!     answers: {yes: install, no: help, unsure: help}
//!   install:
//!     do: |
//!       Download the client.
//!       Install it.
//!       Import the profile.
//!       Connect.
//!     cause: client
//!     else: help
//!   help:
//!     escalate: technician
//! ```

use crate::{
    base::Level,
    check::{
        arrays::{alter, at},
        context::Context,
        path::index,
        rule::{Found, Rule, Run},
    },
    tree::{After, Kind},
};

pub(super) const RULE: Rule =
    Rule { code: "W220", name: "long-instruction", level: Level::Warning, run: &[Run::Tree(run)] };

/// The most steps of a procedure (Microsoft Writing Style Guide).
const MOST: u32 = 7;

fn run(cx: &Context<'_>, found: &mut Found) {
    let flow = cx.flow();
    // How many instructions come right before each step, without anything being asked.
    let mut before: Vec<u32> = Vec::new();
    for &step in cx.analysis.reach.steps.iter().filter(|&&step| flow.mark(step).instructs) {
        let Some(own) = cx.tree.step(index(step)) else { continue };
        let Kind::Instruction(instruction) = &own.kind else { continue };
        let lines = instruction.text.iter().map(|(_, words)| lines(words)).max().unwrap_or_default();
        if MOST < lines {
            let message = format!("`{}` tells {lines} things to do at once", own.id);
            let finding = found.at(cx.step_place(step), message);
            found.push(finding.help("part it, and ask in between for something that can be seen by then"));
        }
        let done = at(&before, step) + 1;
        if done == MOST + 1 {
            let message = format!("up to `{}` {done} instructions follow each other without a question", own.id);
            let finding = found.at(cx.step_place(step), message);
            found.push(finding.help("ask in between for something that can be seen by then"));
        }
        if let After::Next(_) = instruction.after {
            if before.is_empty() {
                before = vec![0; flow.len() as usize];
            }
            flow.targets(step).filter(|(_, times)| *times == 0).for_each(|(to, _)| {
                alter(&mut before, to, |known| known.max(done));
            });
        }
    }
}

fn lines(words: &str) -> u32 {
    words.lines().filter(|line| !line.trim().is_empty()).fold(0, |count, _| count + 1)
}

//! `lotse test --explore`: what random customers live through.

use super::Results;
use crate::{
    cli::{Args, Format, Outputs, progress::Progress},
    report::scenarios::{ending, exploration_line},
    scenario::{self, Exploration, Item, Lived, shown_trail},
    screen::{Screen, Style},
};

/// The most endings that are told.
const MOST_ENDINGS: usize = 8;

/// Explores every tree that is asked about; parts are contained in their callers.
pub(super) fn explore(args: &Args, results: &Results, customers: usize, seed: u64, outputs: &mut Outputs) {
    let library = &results.loaded.sealed;
    let is_whole = |ix: &&crate::tree::TreeIx| library.library().tree(**ix).is_some_and(|tree| !tree.is_part());
    let trees: Vec<_> = results.trees.iter().filter(is_whole).collect();
    let mut progress = Progress::new("customers");
    let total = trees.len() * customers;
    for (number, ix) in trees.into_iter().enumerate() {
        let mut tell = |done: usize, _: usize| progress.tell(number * customers + done, total);
        let Some(found) = scenario::explore(library, *ix, customers, seed, &mut tell) else { continue };
        match args.format {
            Format::Json => outputs.out.json_lines(&exploration_line(&found, seed)),
            Format::Text => show(&found, &mut outputs.out),
        }
    }
}

fn show(found: &Exploration, out: &mut Screen) {
    out.text(0, Style::Strong, &format!("{}: {} customers", found.id, found.customers));
    let share = |count: usize| format!("{} %", (count * 100).checked_div(found.customers).unwrap_or(0));
    let told = found.endings.iter().take(MOST_ENDINGS);
    let mut endings: Vec<String> = told.map(|(end, count)| format!("{} ({})", ending(end), share(*count))).collect();
    if MOST_ENDINGS < found.endings.len() {
        endings.push(format!("{} more", found.endings.len() - MOST_ENDINGS));
    }
    out.item(2, "endings         ", Style::Plain, &endings.join(", "));
    if let Some(lived) = &found.most_questions {
        out.item(2, "most questions  ", Style::Plain, &run(lived));
    }
    if let Some(lived) = found.most_time.as_ref().filter(|lived| found.most_questions.as_ref() != Some(lived)) {
        out.item(2, "most time       ", Style::Plain, &run(lived));
    }
    for (position, (lived, count)) in found.usual.iter().enumerate() {
        let label = if position == 0 { "most frequent   " } else { "                " };
        out.item(2, label, Style::Plain, &format!("{}: {}", share(*count), run(lived)));
    }
    let names = |items: &[Item]| items.iter().map(|item| format!("`{}`", item.name)).collect::<Vec<_>>().join(", ");
    if !found.never.is_empty() {
        out.item(2, "never ended in  ", Style::Plain, &names(&found.never));
    }
    if !found.impossible.is_empty() {
        out.item(2, "no run takes    ", Style::Plain, &names(&found.impossible));
    }
    out.gap();
}

/// Tells a run in a line: how long it was, what was replied, how it ended.
fn run(lived: &Lived) -> String {
    format!(
        "{}, {}, {} min: {} → {}",
        super::counted(lived.questions, "question"),
        super::counted(lived.instructions, "instruction"),
        lived.seconds.div_ceil(60),
        shown_trail(&lived.trail),
        ending(&lived.end)
    )
}

//! `lotse check --stale`: which trees somebody has to read again.

use serde::Serialize;

use super::counted;
use crate::{
    cli::{Args, Exit, Format, Outputs},
    library::Loaded,
    report::stale::{Stale, stale},
    screen::Style,
    tree::{Date, TreeIx},
};

/// One tree that is due, for programs; `null` where nothing was noted.
#[derive(Serialize)]
struct Line<'a> {
    format: u32,
    tree: &'a str,
    reviewed: Option<String>,
    due: Option<String>,
    overdue_days: Option<i32>,
}

/// Lists what is due; a finding if anything is.
pub(super) fn tell(args: &Args, loaded: &Loaded, trees: &[TreeIx], day: Date, outputs: &mut Outputs) -> Exit {
    let library = loaded.sealed.library();
    let trees = trees.iter().filter_map(|ix| library.tree(*ix));
    let count = trees.clone().count();
    let due = stale(trees, day);
    match args.format {
        Format::Json => due.iter().for_each(|it| outputs.out.json(&wire(it, day))),
        Format::Text => show(&due, day, outputs),
    }
    outputs.out.flush();
    let all = counted(count, "tree or part").replace("tree or parts", "trees and parts");
    let said = match due.len() {
        0 => format!("looked at {all}: nothing has to be read again by {day}"),
        some => format!("looked at {all}: {some} to be read again by {day}"),
    };
    outputs.talk.text(0, Style::Plain, &said);
    if due.is_empty() { Exit::Good } else { Exit::Findings }
}

fn wire(it: &Stale, day: Date) -> Line<'_> {
    let (reviewed, due) = (it.reviewed.map(|day| day.to_string()), it.due.map(|day| day.to_string()));
    Line { format: 1, tree: it.tree.as_str(), reviewed, due, overdue_days: it.overdue(day) }
}

fn show(due: &[Stale], day: Date, outputs: &mut Outputs) {
    let widest = due.iter().map(|it| it.tree.as_str().chars().count()).max().unwrap_or_default();
    for it in due {
        let reviewed = it.reviewed.map_or_else(|| "never read".to_owned(), |day| format!("read {day}"));
        let since = match (it.due, it.overdue(day)) {
            (None, _) | (_, None) => String::new(),
            (Some(due), Some(0)) => format!(", due {due}"),
            (Some(due), Some(days)) => format!(", due {due}, {} late", counted(days.unsigned_abs() as usize, "day")),
        };
        let line = format!("{:widest$}  {reviewed}{since}", it.tree.as_str());
        outputs.out.text(0, Style::Plain, &line);
    }
}

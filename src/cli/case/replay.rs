//! `lotse case replay`: which kept cases would end elsewhere with the trees of today.

use crate::{
    casebook::{Casebook, Whole},
    cli::{Args, Exit, Format, Outputs, book, diff, progress::Progress, resume_case, run, words},
    library::Shelf,
    report::changes::{self, Told},
    screen::Style,
    store::{CaseRow, Filter},
};

/// Which cases to replay.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Wanted {
    /// The numbers of the cases.
    #[arg(value_name = "NUMBER", required_unless_present = "all")]
    numbers: Vec<String>,
    /// All cases of the store.
    #[arg(long, conflicts_with = "numbers")]
    all: bool,
}

/// Replays cases; changes nothing.
pub(super) fn replay(args: &Args, shelf: &Shelf, wanted: &Wanted, outputs: &mut Outputs) -> Exit {
    let mut book = match book::book(args, outputs) {
        Ok(book) => book,
        Err(exit) => return exit,
    };
    let cases = match chosen(wanted, &mut book, outputs) {
        Ok(cases) => cases,
        Err(exit) => return exit,
    };
    let whole = Whole::of(shelf);
    run::complain_of(whole.loaded(), shelf, outputs);
    let words = words(args);
    let mut progress = Progress::new("cases");
    let replayed = book.replay(&cases, &whole, &words, &mut progress.teller());
    drop(progress);
    let replayed = match replayed {
        Ok(replayed) => replayed,
        Err(failed) => return book::complain(&failed, outputs),
    };
    for number in &replayed.without_trees {
        let _exit = outputs.complain(&format!("the trees of case {number} are missing from the store"), "");
    }
    if let Some(count) = Some(replayed.report.problems.len()).filter(|count| *count != 0) {
        let _exit = outputs.complain(&format!("{count} turns cannot be read"), "`lotse store check` says more");
    }
    let summary = changes::case_summary(&replayed.report);
    match args.format {
        Format::Json => {
            let told = Told { trees: &[], words: &[], scenarios: &[], cases: &replayed.lines, summary: &summary };
            outputs.out.json_lines(&changes::json_lines(told));
        }
        Format::Text => {
            let groups = changes::grouped(&replayed.lines);
            groups.iter().take(diff::MOST_GROUPS).for_each(|group| diff::show_cases(&mut outputs.out, group));
            if let Some(more) = groups.len().checked_sub(diff::MOST_GROUPS).filter(|more| *more != 0) {
                outputs.out.text(2, Style::Plain, &format!("{more} more kinds; --format json tells every case"));
            }
            outputs.out.gap();
            outputs.out.text(0, Style::Plain, &summary);
        }
    }
    if !replayed.without_trees.is_empty() || !replayed.report.problems.is_empty() {
        Exit::Unusable
    } else if replayed.report.changes.is_empty() {
        Exit::Good
    } else {
        Exit::Findings
    }
}

fn chosen(wanted: &Wanted, book: &mut Casebook, outputs: &mut Outputs) -> Result<Vec<CaseRow>, Exit> {
    if wanted.all {
        return book.list(&Filter::default()).map_err(|failed| book::complain(&failed, outputs));
    }
    let found = wanted.numbers.iter().map(|typed| book.find(typed));
    found.collect::<Result<_, _>>().map_err(|unfound| resume_case::complain(&unfound, outputs))
}

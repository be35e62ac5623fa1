//! `lotse case erase`: removes what is private from cases, by number or by age, and leaves the countable rest.

use super::change::stamp;
use crate::{
    casebook::Casebook,
    cli::{Args, Exit, Format, Outputs, book, resume_case, when, words},
    repl::{now, open, says_yes},
    screen::Style,
    store::{CaseRow, Moment},
};

/// Which cases to erase, and how.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Wanted {
    /// The numbers of the cases.
    #[arg(value_name = "NUMBER", required_unless_present = "older_than")]
    numbers: Vec<String>,
    /// All cases that have ended and have not changed for so long: 90d, 12w, 36h.
    #[arg(long, value_name = "AGE", value_parser = when::age, conflicts_with = "numbers")]
    older_than: Option<i64>,
    /// With --older-than: also the cases that were never finished.
    #[arg(long, requires = "older_than")]
    unfinished: bool,
    /// Only tells which cases it would be.
    #[arg(long)]
    dry_run: bool,
    /// Erases without asking.
    #[arg(long, short, conflicts_with = "dry_run")]
    yes: bool,
}

/// Erases what is private.
pub(super) fn erase(args: &Args, wanted: &Wanted, outputs: &mut Outputs) -> Exit {
    let mut book = match book::book(args, outputs) {
        Ok(book) => book,
        Err(exit) => return exit,
    };
    let cases = match chosen(args, wanted, &mut book, outputs) {
        Ok(cases) => cases,
        Err(exit) => return exit,
    };
    let words = words(args);
    if cases.is_empty() {
        outputs.talk.text(0, Style::Plain, &words.say("erase-none"));
        return Exit::Good;
    }
    if wanted.dry_run {
        for case in &cases {
            show(args, case, false, outputs);
        }
        let text = words.tell("erase-dry", &[("count", cases.len().into())]);
        outputs.talk.text(0, Style::Plain, &text);
        return Exit::Good;
    }
    if !wanted.yes && !confirm(&cases, &words, outputs) {
        outputs.talk.text(0, Style::Plain, &words.say("erase-left"));
        return Exit::Findings;
    }
    carry_out(args, &cases, &mut book, outputs)
}

fn chosen(args: &Args, wanted: &Wanted, book: &mut Casebook, outputs: &mut Outputs) -> Result<Vec<CaseRow>, Exit> {
    let Some(age) = wanted.older_than else {
        let found = wanted.numbers.iter().map(|typed| book.find(typed));
        return found.collect::<Result<_, _>>().map_err(|unfound| resume_case::complain(&unfound, outputs));
    };
    let before = Moment(now().0.saturating_sub(age));
    let aged = book.aged(before).map_err(|failed| book::complain(&failed, outputs))?;
    let mut cases = aged.ended;
    if wanted.unfinished {
        cases.extend(aged.unfinished);
    } else if !aged.unfinished.is_empty() {
        let text = words(args).tell("erase-unfinished", &[("count", aged.unfinished.len().into())]);
        outputs.talk.text(0, Style::Plain, &text);
    }
    Ok(cases)
}

/// Says what goes and what stays, and asks.
fn confirm(cases: &[CaseRow], words: &crate::words::Words, outputs: &mut Outputs) -> bool {
    let number = cases.first().map(|case| case.number.to_string()).unwrap_or_default();
    let open_cases = cases.iter().filter(|case| case.head.state.is_unfinished()).count();
    let gaps = [("number", (&number).into()), ("count", cases.len().into())];
    outputs.talk.text(0, Style::Plain, &words.say("erase-what"));
    if open_cases != 0 {
        outputs.talk.text(0, Style::Plain, &words.tell("erase-open", &[("count", open_cases.into())]));
    }
    outputs.talk.text(0, Style::Plain, &words.tell("erase-question", &gaps));
    let mut terminal = open(&outputs.talk);
    says_yes(terminal.as_mut(), &mut outputs.talk, words, false)
}

fn carry_out(args: &Args, cases: &[CaseRow], book: &mut Casebook, outputs: &mut Outputs) -> Exit {
    let mut erased = 0;
    let mut exit = Exit::Good;
    for case in cases {
        if book.is_at_work(case) && !args.take_over {
            let _exit = resume_case::in_use(case, outputs);
            exit = Exit::Findings;
            continue;
        }
        if let Err(failed) = book.erase(&case.number, &stamp(args, case)) {
            exit = book::complain(&failed, outputs);
            break;
        }
        erased += 1;
        show(args, case, true, outputs);
    }
    // Whatever was erased is made final, even if not all of it could be.
    if erased != 0
        && let Err(failed) = book.scrub()
    {
        return book::complain(&failed, outputs);
    }
    let text = words(args).tell("erase-done", &[("count", erased.into())]);
    outputs.talk.text(0, Style::Plain, &text);
    exit
}

fn show(args: &Args, case: &CaseRow, erased: bool, outputs: &mut Outputs) {
    #[derive(serde::Serialize)]
    struct Line<'a> {
        format: u8,
        case: &'a str,
        erased: bool,
    }
    match args.format {
        Format::Json => outputs.out.json(&Line { format: 1, case: case.number.as_str(), erased }),
        Format::Text => outputs.out.text(0, Style::Plain, case.number.as_str()),
    }
}

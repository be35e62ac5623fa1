//! `lotse case list`: which cases there are, by state, tree, agent, time and words.

use super::{line, wire};
use crate::{
    cli::{Args, Exit, Format, Outputs, book, now, when::When, words},
    library::Shelf,
    screen::Style,
    store::{CaseState, Filter, Moment},
};

/// How many cases are listed without being asked for more.
const USUAL: u32 = 50;

/// Which cases are wanted.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Wanted {
    /// Only cases with this in their number, their trees, their causes or their words.
    text: Vec<String>,
    /// Only cases in this state: open, parked, fixed, escalated, closed. May be repeated.
    #[arg(long, value_name = "STATE", value_parser = state, value_delimiter = ',')]
    state: Vec<CaseState>,
    /// Only cases in this tree.
    #[arg(long, value_name = "TREE")]
    tree: Option<String>,
    /// Only cases that changed since: today, a day such as 2026-11-23, or a time ago such as 90min, 8h, 3d, 2w.
    #[arg(long, value_name = "WHEN", value_parser = When::to_minutes)]
    since: Option<When>,
    /// At most so many; 0 shows all.
    #[arg(long, value_name = "COUNT", default_value_t = USUAL)]
    limit: u32,
}

fn state(text: &str) -> Result<CaseState, String> {
    CaseState::parse(text)
        .ok_or_else(|| format!("the states are: {}", CaseState::ALL.map(CaseState::as_str).join(", ")))
}

/// Lists cases.
pub(super) fn list(args: &Args, shelf: &Shelf, wanted: &Wanted, outputs: &mut Outputs) -> Exit {
    let mut book = match book::book(args, outputs) {
        Ok(book) => book,
        Err(exit) => return exit,
    };
    let text = wanted.text.join(" ");
    let filter = Filter {
        states: wanted.state.clone(),
        tree: wanted.tree.clone(),
        agent: args.agent.clone(),
        since: wanted.since.map(|when| Moment(when.moment(&now()))),
        text: Some(text).filter(|text| !text.trim().is_empty()),
        // One more than is shown tells whether there are more.
        limit: if wanted.limit == 0 { 0 } else { wanted.limit.saturating_add(1) },
        ..Filter::default()
    };
    let mut cases = match book.list(&filter) {
        Ok(cases) => cases,
        Err(failed) => return book::complain(&failed, outputs),
    };
    let more = wanted.limit != 0 && wanted.limit as usize <= cases.len().saturating_sub(1);
    if more {
        cases.truncate(wanted.limit as usize);
    }
    let words = words(args);
    let titles = line::Titles::of(shelf, words.lang());
    for case in &cases {
        let opened = case.head.state.is_unfinished().then(|| book.open(&case.number, shelf).ok()).flatten();
        match args.format {
            Format::Json => outputs.out.json(&wire::Case::of(case, opened.as_ref(), &titles, &words)),
            Format::Text => {
                let told = line::tell(case, opened.as_ref(), book.presence(case), &titles, &words);
                outputs.out.item(0, &format!("{}  ", case.number), Style::Plain, &told);
            }
        }
    }
    if more {
        let count = wanted.limit.to_string();
        outputs.talk.text(0, Style::Plain, &words.tell("cases-more", &[("count", (&count).into())]));
    }
    if cases.is_empty() && args.format == Format::Text {
        outputs.talk.text(0, Style::Plain, &words.say("cases-nothing"));
    }
    Exit::Good
}

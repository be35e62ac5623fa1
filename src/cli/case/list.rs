//! `lotse case list`: which cases there are, by state, tree, agent, time and words.

use super::{line, wire};
use crate::{
    cli::{Args, Exit, Format, Outputs, book, now, words},
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
    #[arg(long, value_name = "WHEN", value_parser = since)]
    since: Option<Since>,
    /// At most so many; 0 shows all.
    #[arg(long, value_name = "COUNT", default_value_t = USUAL)]
    limit: u32,
}

/// Since when.
#[derive(Clone, Copy, Debug)]
enum Since {
    Today,
    Day(crate::tree::Date),
    /// So many milliseconds ago.
    Ago(i64),
}

fn state(text: &str) -> Result<CaseState, String> {
    CaseState::parse(text)
        .ok_or_else(|| format!("the states are: {}", CaseState::ALL.map(CaseState::as_str).join(", ")))
}

fn since(text: &str) -> Result<Since, String> {
    if matches!(text, "today" | "heute") {
        return Ok(Since::Today);
    }
    if let Ok(day) = text.parse() {
        return Ok(Since::Day(day));
    }
    let help = || "write today, a day such as 2026-11-23, or a time ago such as 90min, 8h, 3d, 2w".to_owned();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (count, unit) = text.split_at_checked(digits).ok_or_else(help)?;
    let count: i64 = count.parse().map_err(|_| help())?;
    let minutes = match unit.trim() {
        "min" | "m" => 1,
        "h" => 60,
        "d" => 24 * 60,
        "w" => 7 * 24 * 60,
        _ => return Err(help()),
    };
    count.checked_mul(minutes * 60_000).map(Since::Ago).ok_or_else(help)
}

impl Since {
    fn moment(self) -> Moment {
        let now = now();
        let day = |day: crate::tree::Date| day.to_zoned(now.time_zone().clone()).ok();
        let since = match self {
            Self::Today => day(now.date()),
            Self::Day(wanted) => day(wanted),
            Self::Ago(milliseconds) => {
                return Moment(now.timestamp().as_millisecond().saturating_sub(milliseconds));
            }
        };
        Moment(since.map_or(i64::MIN, |since| since.timestamp().as_millisecond()))
    }
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
        since: wanted.since.map(Since::moment),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_typed() {
        assert!(matches!(since("90min"), Ok(Since::Ago(5_400_000))));
        assert!(matches!(since("2w"), Ok(Since::Ago(1_209_600_000))));
        assert!(matches!(since("2026-11-23"), Ok(Since::Day(_))));
        assert!(matches!(since("heute"), Ok(Since::Today)));
        for bad in ["", "h", "-3d", "3", "3x", "99999999999999999999d", "soon"] {
            assert!(since(bad).is_err(), "{bad}");
        }
    }
}

//! `lotse stats`: figures on the cases of a store, as tables, as JSON or CSV, and as a page.

mod page;
mod tell;

use std::path::PathBuf;

use clap::ValueEnum;

use super::{Args, Exit, Format, Outputs, book, now, progress::Progress, when::When, words};
use crate::{
    base::Lang,
    case::{Sample, Topic},
    casebook::Casebook,
    library::Shelf,
    report::figures::{Figures, csv, json_lines, never},
    store::Failed,
};

/// A day in milliseconds.
const DAY: u64 = 24 * 60 * 60 * 1000;

/// What is counted, and how it is shown.
#[derive(Debug, clap::Args)]
pub(super) struct Wanted {
    /// By what is counted. Without it, an overview.
    #[arg(value_enum)]
    by: Option<By>,
    /// Only cases that began with this tree; only steps and answers of this tree or part.
    #[arg(long, value_name = "TREE")]
    tree: Option<String>,
    /// Only since: a day such as 2026-11-23, or a time ago such as 8h, 3d, 2w. Cases count by their beginning.
    #[arg(long, value_name = "WHEN", value_parser = When::to_hours)]
    since: Option<When>,
    /// Only before: a day, or a time ago.
    #[arg(long, value_name = "WHEN", value_parser = When::to_hours)]
    until: Option<When>,
    /// Only what was held in this language: de or en.
    #[arg(long, value_name = "LANGUAGE", value_parser = super::args::language)]
    held_in: Option<Lang>,
    /// Only on this channel: terminal, web or program.
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,
    /// After how many days without a change an unfinished case counts as given up.
    #[arg(long, value_name = "DAYS", default_value_t = 14)]
    idle: u32,
    /// Within how many days of its end a case that is opened again counts as come back.
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    within: u32,
    /// At most so many rows in a table for people; 0 shows all.
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    limit: usize,
    /// Writes one table for a spreadsheet: with a heading, all rows, separated by commas.
    #[arg(long, requires = "by", conflicts_with = "html")]
    csv: bool,
    /// Writes a page with plots and the trees with their figures, for any browser and for paper.
    #[arg(long, value_name = "FILE", conflicts_with = "by")]
    html: Option<PathBuf>,
    /// Replaces the file if it exists.
    #[arg(long, requires = "html")]
    force: bool,
}

/// By what is counted, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// By the tree with which a case began.
    Trees,
    /// By step: where people go back, and where they are not sure.
    Steps,
    /// By answer.
    Answers,
    /// By cause, with those that no case had.
    Causes,
    /// By ending: which ones come back.
    Endings,
    /// By how long people were at work.
    Lengths,
    /// By the agent who had the case last.
    Agents,
    /// By language.
    Languages,
    /// By channel.
    Channels,
}

impl By {
    fn topic(self) -> Topic {
        match self {
            Self::Trees => Topic::Tree,
            Self::Steps => Topic::Step,
            Self::Answers => Topic::Answer,
            Self::Causes => Topic::Cause,
            Self::Endings => Topic::Ending,
            Self::Lengths => Topic::Length,
            Self::Agents => Topic::Agent,
            Self::Languages => Topic::Lang,
            Self::Channels => Topic::Channel,
        }
    }

    /// What must be counted for it. What never occurs is known only from several topics.
    fn topics(self) -> Vec<Topic> {
        match self {
            Self::Causes => vec![Topic::Cause, Topic::Ending],
            Self::Steps => vec![Topic::Step, Topic::Ending],
            _ => vec![self.topic()],
        }
    }
}

impl Wanted {
    fn sample(&self, args: &Args) -> Sample {
        let now = now();
        let lang = self.held_in.map(|lang| lang.to_string());
        Sample {
            tree: self.tree.clone(),
            since: self.since.map(|when| when.moment(&now)),
            until: self.until.map(|when| when.moment(&now)),
            agent: args.agent.clone(),
            lang,
            channel: self.channel.clone(),
            now: now.timestamp().as_millisecond(),
            idle: u64::from(self.idle) * DAY,
            within: u64::from(self.within) * DAY,
        }
    }

    /// What is counted: for a page everything, for an overview what it shows.
    fn topics(&self, format: Format) -> Vec<Topic> {
        match self.by {
            Some(by) if self.csv => vec![by.topic()],
            Some(by) => by.topics(),
            None if self.html.is_some() || format == Format::Json => Topic::ALL.to_vec(),
            None => {
                let skipped = [Topic::Answer, Topic::Length];
                Topic::ALL.into_iter().filter(|topic| !skipped.contains(topic)).collect()
            }
        }
    }
}

/// Counts, and shows what was counted.
pub(super) fn stats(args: &Args, shelf: &Shelf, wanted: &Wanted, outputs: &mut Outputs) -> Exit {
    if wanted.csv && args.format == Format::Json {
        return outputs.complain("figures are written as CSV or as JSON", "leave out --csv or --format json");
    }
    if wanted.html.is_some() && args.format == Format::Json {
        return outputs.complain("the page is no JSON", "leave out --html or --format json");
    }
    let mut book = match book::book(args, outputs) {
        Ok(book) => book,
        Err(exit) => return exit,
    };
    let figures = match count(&mut book, wanted.sample(args), &wanted.topics(args.format)) {
        Ok(figures) => figures,
        Err(failed) => return book::complain(&failed, outputs),
    };
    if let Some(path) = &wanted.html {
        return page::write(args, shelf, (&figures, path, wanted.force), outputs);
    }
    if wanted.csv {
        let topic = wanted.by.map_or(Topic::Whole, By::topic);
        outputs.out.verbatim(&csv(topic, figures.of(topic)));
        return Exit::Good;
    }
    // What never occurs is known from all trees.
    let knows_all = matches!(wanted.by, None | Some(By::Causes | By::Steps)) && figures.groups.iter().any(has_rows);
    let loaded = knows_all.then(|| shelf.load_all());
    let mut never = loaded.map(|loaded| never(loaded.sealed.library(), &figures)).unwrap_or_default();
    match wanted.by {
        Some(By::Causes) => never.steps.clear(),
        Some(By::Steps) => never.causes.clear(),
        _ => {}
    }
    match args.format {
        Format::Json => outputs.out.json_lines(&json_lines(&figures, Some(&never))),
        Format::Text => tell::tell(&words(args), &figures, &never, wanted, outputs),
    }
    Exit::Good
}

fn has_rows((_, tallies): &(Topic, Vec<crate::case::Tally>)) -> bool {
    !tallies.is_empty()
}

fn count(book: &mut Casebook, sample: Sample, topics: &[Topic]) -> Result<Figures, Failed> {
    let mut progress = Progress::new("figures");
    let mut groups = Vec::with_capacity(topics.len());
    for (done, topic) in topics.iter().enumerate() {
        progress.tell(done, topics.len());
        groups.push((*topic, book.store().tallies(&sample, *topic)?));
    }
    Ok(Figures { sample, groups })
}

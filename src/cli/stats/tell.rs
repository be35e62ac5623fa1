//! Figures in the terminal: an overview, or one table; in columns where they fit, else row by row.

use super::{By, Wanted};
use crate::{
    case::{Sample, Tally, Topic},
    cli::Outputs,
    report::figures::{Absent, Figures, Never, Sheet, sheet},
    screen::{Screen, Style},
    words::Words,
};

/// How many rows of one kind stand in an overview.
const FEW: usize = 5;
/// From how many cases on an overview tells what none of them had.
const TELLING: u64 = 20;

/// Tells what was counted.
pub(super) fn tell(words: &Words, figures: &Figures, never: &Never, wanted: &Wanted, outputs: &mut Outputs) {
    let is_empty = |(topic, tallies): &(Topic, Vec<Tally>)| *topic == Topic::Whole || tallies.is_empty();
    if figures.groups.iter().all(is_empty) {
        outputs.talk.text(0, Style::Plain, &words.say("stats-nothing"));
        return;
    }
    let screen = &mut outputs.out;
    match wanted.by {
        None => overview(words, figures, wanted.limit, screen),
        Some(by) => {
            let topic = by.topic();
            screen.text(0, Style::Quiet, &scope(words, &figures.sample));
            show(words, &sheet(words, topic, figures.of(topic), wanted.limit), screen);
            screen.gap();
            screen.text(0, Style::Quiet, &legend(words, by, &figures.sample));
        }
    }
    let least = if wanted.by.is_none() { TELLING } else { 0 };
    let telling = |absent: &&Absent| least <= absent.cases;
    list(words, "stats-never-causes", never.causes.iter().filter(telling), screen);
    list(words, "stats-never-steps", never.steps.iter().filter(telling), screen);
}

/// What the figures of a table mean.
fn legend(words: &Words, by: By, sample: &Sample) -> String {
    match by {
        By::Steps => words.say("stats-told-steps"),
        By::Answers => words.say("stats-told-answers"),
        By::Causes => format!("{} {}", words.say("stats-told-causes"), told(words, sample)),
        By::Endings => returning(words, sample),
        _ => told(words, sample),
    }
}

fn told(words: &Words, sample: &Sample) -> String {
    words.tell("stats-told", &[("idle", (&days(sample.idle)).into())])
}

fn returning(words: &Words, sample: &Sample) -> String {
    words.tell("stats-told-endings", &[("within", (&days(sample.within)).into())])
}

fn days(milliseconds: u64) -> String {
    (milliseconds / super::DAY).to_string()
}

/// Says which cases were counted.
pub(super) fn scope(words: &Words, sample: &Sample) -> String {
    let day = day(words, sample.now);
    let Sample { tree, since, until, agent, lang, channel, .. } = sample;
    let named = |id: &str, name: &Option<String>| name.as_ref().map(|it| words.tell(id, &[("name", it.into())]));
    let lang = lang.as_ref().map(|lang| crate::report::figures::shown_name(words, Topic::Lang, lang));
    let dated = |id: &str, at: Option<i64>| at.map(|at| words.tell(id, &[("day", (&self::day(words, at)).into())]));
    let parts = [
        named("stats-of-tree", tree),
        named("stats-of-agent", agent),
        named("stats-of-language", &lang),
        named("stats-of-channel", channel),
        dated("stats-of-since", *since),
        dated("stats-of-until", *until),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return words.tell("stats-all", &[("day", (&day).into())]);
    }
    words.tell("stats-some", &[("what", (&parts.join(", ")).into()), ("day", (&day).into())])
}

/// The day of a time, where the program runs.
fn day(words: &Words, moment: i64) -> String {
    let zone = crate::cli::now().time_zone().clone();
    let Ok(time) = jiff::Timestamp::from_millisecond(moment) else { return String::new() };
    let date = time.to_zoned(zone).date();
    words.day(date.year(), date.month(), date.day())
}

fn overview(words: &Words, figures: &Figures, limit: usize, screen: &mut Screen) {
    let sample = &figures.sample;
    let count = usize::try_from(figures.whole().cases).unwrap_or(usize::MAX);
    screen.text(0, Style::Strong, &words.tell("stats-heading", &[("count", count.into())]));
    screen.text(0, Style::Quiet, &scope(words, sample));
    let mut trees = sheet(words, Topic::Tree, figures.of(Topic::Tree), limit);
    let whole = sheet(words, Topic::Whole, figures.of(Topic::Whole), 0);
    trees.rows.extend(whole.rows);
    show(words, &trees, screen);
    screen.gap();
    screen.text(0, Style::Quiet, &told(words, sample));
    for topic in [Topic::Agent, Topic::Lang, Topic::Channel] {
        // One group alone says nothing that the whole does not say.
        if 1 < figures.of(topic).len() {
            show(words, &sheet(words, topic, figures.of(topic), limit), screen);
        }
    }
    let steps = worst(figures.of(Topic::Step), |step| step.back + step.unsure);
    if !steps.is_empty() {
        let title = words.say("stats-trouble");
        show(words, &Sheet { title, more: 0, ..sheet(words, Topic::Step, &steps, 0) }, screen);
    }
    let endings = worst(figures.of(Topic::Ending), |ending| ending.came_back);
    if !endings.is_empty() {
        let title = words.say("stats-returning");
        show(words, &Sheet { title, more: 0, ..sheet(words, Topic::Ending, &endings, 0) }, screen);
        screen.text(0, Style::Quiet, &returning(words, sample));
    }
}

/// The few with most of something.
fn worst(tallies: &[Tally], of: impl Fn(&Tally) -> u64) -> Vec<Tally> {
    let mut found: Vec<&Tally> = tallies.iter().filter(|tally| of(tally) != 0).collect();
    found.sort_by_key(|tally| std::cmp::Reverse(of(tally)));
    found.into_iter().take(FEW).cloned().collect()
}

/// Shows a table.
fn show(words: &Words, sheet: &Sheet, screen: &mut Screen) {
    screen.gap();
    screen.text(0, Style::Strong, &sheet.title);
    match sheet.columns(screen.width()) {
        Some(drawn) => screen.verbatim(&drawn),
        None => {
            for (name, told) in sheet.lines() {
                let indent = if name.starts_with(' ') { 2 } else { 0 };
                screen.text(indent, Style::Plain, name.trim_start());
                if !told.is_empty() {
                    screen.text(indent + 2, Style::Plain, &told);
                }
            }
        }
    }
    if sheet.more != 0 {
        screen.text(0, Style::Quiet, &words.tell("stats-more", &[("count", sheet.more.into())]));
    }
}

/// Lists ids by tree.
fn list<'f>(words: &Words, title: &str, found: impl Iterator<Item = &'f Absent>, screen: &mut Screen) {
    let mut found = found.peekable();
    if found.peek().is_none() {
        return;
    }
    screen.gap();
    screen.text(0, Style::Strong, &words.say(title));
    for Absent { tree, cases, ids } in found {
        let count = usize::try_from(*cases).unwrap_or(usize::MAX);
        let count = words.tell("stats-picture-step", &[("count", count.into())]);
        screen.text(0, Style::Plain, &format!("{tree} ({count})"));
        screen.text(2, Style::Plain, &ids.join(", "));
    }
}

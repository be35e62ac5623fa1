//! One table of figures: which columns each topic has, and in which order its rows stand.

use std::{cmp::Reverse, collections::BTreeMap};

use unicode_width::UnicodeWidthStr as _;

use super::{share, time};
use crate::{
    base::clean_line,
    case::{LENGTHS, Tally, Topic},
    words::Words,
};

/// A table in words, safe to show. The first column names the row; rows without figures name the tree of those that follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What is counted.
    pub title: String,
    /// The heads of the columns; a bar says where a long word may be divided.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// How many further rows are left out.
    pub more: usize,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    Cases,
    Replies,
    /// The part of the step, or of the tree.
    Share,
    Solved,
    Escalated,
    Abandoned,
    Running,
    CameBack,
    Back,
    Unsure,
    Median,
    Ninetieth,
}

impl Measure {
    fn name(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::Replies => "replies",
            Self::Share => "share",
            Self::Solved => "solved",
            Self::Escalated => "escalated",
            Self::Abandoned => "abandoned",
            Self::Running => "running",
            Self::CameBack => "came-back",
            Self::Back => "back",
            Self::Unsure => "unsure",
            Self::Median => "median",
            Self::Ninetieth => "ninetieth",
        }
    }

    fn of(topic: Topic) -> &'static [Self] {
        match topic {
            Topic::Whole | Topic::Tree | Topic::Agent | Topic::Lang | Topic::Channel => &[
                Self::Cases,
                Self::Solved,
                Self::Escalated,
                Self::Abandoned,
                Self::Running,
                Self::CameBack,
                Self::Median,
                Self::Ninetieth,
            ],
            Topic::Length => &[Self::Cases, Self::Share],
            Topic::Step => &[
                Self::Cases,
                Self::Back,
                Self::Unsure,
                Self::Solved,
                Self::Escalated,
                Self::Abandoned,
                Self::Median,
                Self::Ninetieth,
            ],
            Topic::Answer => &[
                Self::Replies,
                Self::Share,
                Self::Solved,
                Self::Escalated,
                Self::Abandoned,
                Self::Median,
                Self::Ninetieth,
            ],
            Topic::Cause => &[
                Self::Cases,
                Self::Share,
                Self::Solved,
                Self::Escalated,
                Self::CameBack,
                Self::Median,
                Self::Ninetieth,
            ],
            Topic::Ending => &[Self::Cases, Self::CameBack],
        }
    }

    fn cell(self, words: &Words, tally: &Tally, whole: u64) -> String {
        let of_finished = |part| share(words, part, tally.finished());
        let of_cases = |part| share(words, part, tally.cases);
        let timed = |it| if tally.spent == 0 { "–".to_owned() } else { time(it) };
        match self {
            Self::Cases => tally.cases.to_string(),
            Self::Replies => tally.replies.to_string(),
            Self::Share => share(words, tally.replies.max(tally.cases), whole),
            Self::Solved => of_finished(tally.solved),
            Self::Escalated => of_finished(tally.escalated),
            Self::Abandoned => of_finished(tally.abandoned),
            Self::Running => tally.running.to_string(),
            Self::CameBack => of_cases(tally.came_back),
            Self::Back => of_cases(tally.back),
            Self::Unsure => of_cases(tally.unsure),
            Self::Median => timed(tally.median),
            Self::Ninetieth => timed(tally.ninetieth),
        }
    }
}

/// Orders rows for people: trees by how often they are used, and within them the frequent first; the answers of one
/// step stay together.
pub fn order(topic: Topic, tallies: &[Tally]) -> Vec<&Tally> {
    let mut weights: BTreeMap<&[String], u64> = BTreeMap::new();
    for tally in tallies {
        for length in 1..=tally.keys.len() {
            *weights.entry(tally.keys.get(..length).unwrap_or_default()).or_default() += weight(tally);
        }
    }
    let mut ordered: Vec<&Tally> = tallies.iter().collect();
    let place = |tally: &Tally| -> Vec<(Reverse<u64>, String)> {
        let lengths = 1..=tally.keys.len();
        let levels = lengths.filter_map(|length| Some((tally.keys.get(..length)?, tally.keys.get(length - 1)?)));
        let level = |(key, name): (&[String], &String)| {
            // Lengths stand as they are.
            let weight =
                if topic == Topic::Length && 1 < key.len() { 0 } else { weights.get(key).copied().unwrap_or(0) };
            (Reverse(weight), name.clone())
        };
        levels.map(level).collect()
    };
    ordered.sort_by_cached_key(|tally| place(tally));
    ordered
}

fn weight(tally: &Tally) -> u64 {
    tally.replies.max(tally.cases)
}

/// Makes the table of a topic, of at most so many rows; zero is all.
pub fn sheet(words: &Words, topic: Topic, tallies: &[Tally], limit: usize) -> Sheet {
    let measures = Measure::of(topic);
    let ordered = order(topic, tallies);
    let mut wholes: BTreeMap<&[String], u64> = BTreeMap::new();
    for tally in tallies {
        *wholes.entry(part_of(topic, tally)).or_default() += weight(tally);
    }
    let limit = if limit == 0 { ordered.len() } else { limit };
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut tree: Option<&str> = None;
    for tally in ordered.iter().take(limit) {
        let is_nested = 1 < tally.keys.len();
        if is_nested && tree != tally.keys.first().map(String::as_str) {
            tree = tally.keys.first().map(String::as_str);
            let name = shown_name(words, Topic::Tree, tree.unwrap_or_default());
            let mut row = vec![clean_line(&name).into_owned()];
            row.resize(measures.len() + 1, String::new());
            rows.push(row);
        }
        let whole = wholes.get(part_of(topic, tally)).copied().unwrap_or_default();
        let indent = if is_nested { "  " } else { "" };
        let name = format!("{indent}{}", clean_line(&name(words, topic, tally)));
        let cells = measures.iter().map(|measure| measure.cell(words, tally, whole));
        rows.push([name].into_iter().chain(cells).collect());
    }
    let heads = measures.iter().map(|measure| words.say(&format!("stats-{}", measure.name())));
    Sheet {
        title: words.say(&format!("stats-by-{}", topic.as_str())),
        heads: [String::new()].into_iter().chain(heads).collect(),
        rows,
        more: ordered.len().saturating_sub(limit),
    }
}

/// What a row is a part of: all replies to its step, all cases of its tree.
fn part_of(topic: Topic, tally: &Tally) -> &[String] {
    tally.keys.get(..if topic == Topic::Answer { 2 } else { 1 }).unwrap_or_default()
}

/// Names a row within its tree.
fn name(words: &Words, topic: Topic, tally: &Tally) -> String {
    let rest = if 1 < tally.keys.len() { tally.keys.get(1..) } else { Some(tally.keys.as_slice()) };
    let rest = rest.unwrap_or_default();
    match (topic, rest) {
        (Topic::Whole, _) => words.say("stats-whole"),
        (Topic::Answer, [step, answer]) => format!("{step}: {}", shown_name(words, topic, answer)),
        (Topic::Ending, [step, how]) => format!("{step}: {}", shown_name(words, topic, how)),
        (_, [only]) => shown_name(words, topic, only),
        _ => rest.join(" "),
    }
}

/// Says the last key of a row in words, where it is no id.
pub fn shown_name(words: &Words, topic: Topic, key: &str) -> String {
    match topic {
        Topic::Agent if key.is_empty() => words.say("stats-nobody"),
        Topic::Tree if key.is_empty() => words.say("stats-no-tree"),
        Topic::Answer => match key {
            "" => words.say("stats-value"),
            "worked" => words.say("outcome-yes"),
            "not-worked" => words.say("outcome-no"),
            "not-done" => words.say("outcome-not-done"),
            _ => key.to_owned(),
        },
        Topic::Ending | Topic::Lang | Topic::Channel => {
            let id = match topic {
                Topic::Channel => format!("channel-{key}"),
                _ => format!("stats-{}-{key}", topic.as_str()),
            };
            if words.has(&id) { words.say(&id) } else { key.to_owned() }
        }
        Topic::Length => {
            let at = key.parse().unwrap_or(0);
            let after = LENGTHS.get(at).map(ToString::to_string);
            let before = LENGTHS.get(at.wrapping_sub(1)).map(ToString::to_string);
            match (before, after) {
                (Some(from), Some(to)) => {
                    words.tell("stats-minutes-between", &[("from", (&from).into()), ("to", (&to).into())])
                }
                (Some(from), None) => words.tell("stats-minutes-from", &[("from", (&from).into())]),
                (None, Some(to)) => words.tell("stats-minutes-below", &[("to", (&to).into())]),
                (None, None) => String::new(),
            }
        }
        _ => key.to_owned(),
    }
}

impl Sheet {
    /// Draws it in columns, heads on as many lines as they need; nothing if that is wider than wanted.
    pub fn columns(&self, width: usize) -> Option<String> {
        let heads: Vec<Vec<String>> = self.heads.iter().map(|head| split(head)).collect();
        let height = heads.iter().map(Vec::len).max().unwrap_or_default();
        // Short heads stand directly over their figures.
        let line = |at: usize| -> Vec<String> {
            let cell = |head: &Vec<String>| at.checked_sub(height - head.len()).and_then(|at| head.get(at)).cloned();
            heads.iter().map(|head| cell(head).unwrap_or_default()).collect()
        };
        let rows: Vec<Vec<String>> = (0..height).map(line).chain(self.rows.iter().cloned()).collect();
        let has_figures = |row: &&Vec<String>| row.iter().skip(1).any(|cell| !cell.is_empty());
        let widest =
            |at: usize| rows.iter().filter(has_figures).filter_map(|row| row.get(at)).map(|it| it.width()).max();
        let widths: Vec<usize> = (0..self.heads.len()).map(|at| widest(at).unwrap_or_default()).collect();
        let mut drawn = String::new();
        for row in &rows {
            let mut line = String::new();
            for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let blank = " ".repeat(width.saturating_sub(cell.width()));
                match at {
                    0 => line.extend([cell.as_str(), &blank]),
                    _ => line.extend(["  ", &blank, cell]),
                }
            }
            drawn.push_str(line.trim_end());
            drawn.push('\n');
        }
        drawn.lines().all(|line| line.width() <= width).then_some(drawn)
    }

    /// Tells it row by row: the name, and what is known of it.
    pub fn lines(&self) -> Vec<(String, String)> {
        let is_known = |cell: &str| !matches!(cell, "" | "–" | "0");
        let told = |row: &Vec<String>| {
            let pairs = self.heads.iter().zip(row).skip(1).filter(|(_, cell)| is_known(cell));
            let told: Vec<String> = pairs.map(|(head, cell)| format!("{} {cell}", whole(head))).collect();
            (row.first().cloned().unwrap_or_default(), told.join(" · "))
        };
        self.rows.iter().map(told).collect()
    }

    /// Returns the heads as they stand where there is room.
    pub fn whole_heads(&self) -> impl Iterator<Item = String> {
        self.heads.iter().map(|head| whole(head))
    }
}

/// The lines of a head: a blank divides it, and so does a bar within a long word.
fn split(head: &str) -> Vec<String> {
    head.replace('|', "- ").split(' ').map(str::to_owned).collect()
}

fn whole(head: &str) -> String {
    head.replace('|', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Lang;

    fn step(step: &str, cases: u64) -> Tally {
        let keys = vec!["größe".to_owned(), step.to_owned()];
        Tally { keys, cases, replies: cases, back: 1, solved: cases, spent: 9_000, median: 2_000, ..Tally::default() }
    }

    #[test]
    fn a_table_is_drawn_where_it_fits() {
        let rows = [step("seldom", 2), step("\u{1b}[2Joften", 40)];
        let sheet = sheet(&Words::new(Lang::EN), Topic::Step, &rows, 0);
        let drawn = sheet.columns(80).unwrap();
        let lines: Vec<&str> = drawn.lines().collect();
        assert_eq!(lines[0], "                   gone   not          handed  given          9/10");
        assert_eq!(lines[1], "            cases  back  sure  solved    over     up  median    in");
        assert_eq!(lines[2], "größe");
        assert_eq!(lines[3], "  [2Joften     40    3%    0%    100%      0%     0%    0:02  0:00");
        assert_eq!(lines[4], "  seldom        2   50%    0%    100%      0%     0%    0:02  0:00");
        assert_eq!(sheet.columns(40), None);
        let told = sheet.lines();
        assert_eq!(
            told[2].1,
            "cases 2 · gone back 50% · not sure 0% · solved 100% · handed over 0% · given up 0% · median 0:02 · 9/10 in 0:00"
        );
    }

    #[test]
    fn the_frequent_comes_first_and_what_belongs_together_stays_so() {
        let answer = |step: &str, answer: &str, replies| Tally {
            keys: ["t", step, answer].map(str::to_owned).to_vec(),
            replies,
            ..Tally::default()
        };
        let rows = [answer("a", "x", 1), answer("b", "y", 5), answer("a", "z", 3), answer("b", "x", 1)];
        let ordered = order(Topic::Answer, &rows);
        let named: Vec<String> = ordered.iter().map(|row| row.keys[1..].join("")).collect();
        assert_eq!(named, ["by", "bx", "az", "ax"]);
    }
}

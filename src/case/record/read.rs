//! Finds the cases in the lines of a record, and says what is no turn of a case.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::{FORMAT, wire};
use crate::{base::Id, case::Number};

/// The most bytes of a line. The longest that is written is a note of 10,000 characters.
const LONGEST_LINE: usize = 1 << 20;

/// How every line begins that this program writes, so that most need be read only once.
const USUAL_START: &[u8] = br#"{"format":1,"case":""#;

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The line, counted from one.
    pub line: usize,
    /// The column in bytes, counted from one.
    pub column: usize,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

/// The cases of a text, each with its lines.
#[derive(Debug, Default)]
pub struct Records<'t> {
    cases: Vec<RecordedCase<'t>>,
    problems: Vec<Problem>,
    torn: Option<usize>,
    /// The case to which the last whole line belongs.
    last: Option<usize>,
}

/// One case: its number and its lines, in the order in which they stand.
#[derive(Debug)]
pub struct RecordedCase<'t> {
    number: Number,
    lines: Vec<(usize, &'t str)>,
}

/// The turns of a case as they stand in a record.
#[derive(Debug)]
pub struct RecordedTurns<'t> {
    pub(super) turns: Vec<wire::Line<'t>>,
    problems: Vec<Problem>,
}

impl<'t> Records<'t> {
    /// Sorts the lines of a record by case. A last line that was torn off, by a power cut say, is passed over.
    pub fn read(text: &'t [u8]) -> Self {
        let mut records = Self::default();
        let mut index: FxHashMap<Cow<'t, str>, usize> = FxHashMap::default();
        let mut last: Option<(Cow<'t, str>, usize)> = None;
        let mut at = 0;
        for (line, bytes) in (1..).zip(text.split_inclusive(|&byte| byte == b'\n')) {
            at += bytes.len();
            let is_whole = bytes.ends_with(b"\n");
            let bytes = bytes.trim_ascii();
            if bytes.is_empty() {
                continue;
            }
            let (text, case) = match case_of(line, bytes) {
                Ok(found) => found,
                Err(_) if !is_whole && at == text.len() => {
                    records.torn = Some(line);
                    continue;
                }
                Err(problem) => {
                    records.problems.push(problem);
                    continue;
                }
            };
            if !is_whole && serde_json::from_str::<wire::Line<'_>>(text).is_err() {
                records.torn = Some(line);
                continue;
            }
            // Most lines belong to the same case as the one before.
            let same = last.take().filter(|(name, _)| *name == case).map(|(_, place)| place);
            let place = same.or_else(|| index.get(&case).copied()).or_else(|| {
                let place = records.begin(line, &case)?;
                index.insert(case.clone(), place);
                Some(place)
            });
            if let Some(place) = place {
                if let Some(own) = records.cases.get_mut(place) {
                    own.lines.push((line, text));
                }
                records.last = Some(place);
                last = Some((case, place));
            }
        }
        records
    }

    fn begin(&mut self, line: usize, case: &str) -> Option<usize> {
        let Some(number) = Number::parse(case) else {
            let help = "up to 32 letters, digits and - _ . / # are possible";
            self.problems.push(problem(line, 1, "this is no number of a case", help));
            return None;
        };
        self.cases.push(RecordedCase { number, lines: Vec::new() });
        Some(self.cases.len() - 1)
    }

    /// Lists the cases in the order in which they begin.
    pub fn cases(&self) -> &[RecordedCase<'t>] {
        &self.cases
    }

    /// Finds a case by its number.
    pub fn case(&self, number: &Number) -> Option<&RecordedCase<'t>> {
        self.cases.iter().find(|case| case.number == *number)
    }

    /// Returns the case to which the last line belongs.
    pub fn last_written(&self) -> Option<&RecordedCase<'t>> {
        self.cases.get(self.last?)
    }

    /// Lists what could not be sorted, in the order of lines. What is wrong inside a line is found
    /// by [`RecordedCase::read`].
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Returns the number of the last line, if it was torn off.
    pub fn torn(&self) -> Option<usize> {
        self.torn
    }
}

impl<'t> RecordedCase<'t> {
    /// Returns its number.
    pub fn number(&self) -> &Number {
        &self.number
    }

    /// Returns the line with which it begins, counted from one.
    pub fn line(&self) -> usize {
        self.lines.first().map(|(line, _)| *line).unwrap_or_default()
    }

    /// Reads the lines, in the order of the turns.
    pub fn read(&self) -> RecordedTurns<'t> {
        let (mut turns, mut problems): (Vec<wire::Line<'t>>, Vec<Problem>) =
            (Vec::with_capacity(self.lines.len()), Vec::new());
        for &(line, text) in &self.lines {
            match serde_json::from_str::<wire::Line<'t>>(text) {
                Ok(turn) => turns.push(turn),
                Err(error) => {
                    let help = "each line of a record is one turn, as `lotse run --record` writes it";
                    problems.push(problem(line, error.column(), "this line is no turn of a case", help));
                }
            }
        }
        if !turns.is_sorted_by(|a, b| a.turn < b.turn) {
            turns.sort_by_key(|turn| turn.turn);
            let line = self.line();
            for pair in turns.windows(2) {
                if let [first, second] = pair
                    && first.turn == second.turn
                {
                    let message = format!("case {} has turn {} twice", self.number, first.turn);
                    problems.push(problem(line, 1, message, "the first one counts; take out the other"));
                }
            }
            turns.dedup_by_key(|turn| turn.turn);
        }
        super::moves::apply(&mut turns);
        RecordedTurns { turns, problems }
    }
}

impl RecordedTurns<'_> {
    /// Lists what is wrong with the lines.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Returns the number that the next turn gets.
    pub fn next(&self) -> u32 {
        self.turns.last().map_or(1, |turn| turn.turn.saturating_add(1))
    }

    /// Returns how the person described the problem.
    pub fn own_words(&self) -> Option<&str> {
        self.turns.iter().find_map(|turn| match &turn.event {
            wire::Event::OwnWords(words) => Some(&**words),
            _ => None,
        })
    }

    /// Lists the trees that the case was begun in or walked, in the order in which it came to them.
    pub fn trees(&self) -> Vec<Id> {
        let mut trees: Vec<Id> = Vec::new();
        for turn in &self.turns {
            let tree = match &turn.event {
                wire::Event::Started { tree, .. } => Some(&**tree),
                // The first name of a path is the tree, the others are the parts that it calls.
                wire::Event::Replied { at, .. } | wire::Event::Helped(at) | wire::Event::Reopened(at) => {
                    at.split_once(':').map(|(tree, _)| tree)
                }
                _ => None,
            };
            trees.extend(tree.map(Id::new).filter(|tree| !trees.contains(tree)));
        }
        trees
    }

    /// Returns the tree with which the case began.
    pub fn tree(&self) -> Option<Id> {
        self.turns.iter().find_map(|turn| match &turn.event {
            wire::Event::Started { tree, .. } => Some(Id::new(tree)),
            _ => None,
        })
    }
}

/// Finds the text of a line and the case that it belongs to.
fn case_of(line: usize, bytes: &[u8]) -> Result<(&str, Cow<'_, str>), Problem> {
    if LONGEST_LINE < bytes.len() {
        return Err(problem(line, 1, "this line has more than a million bytes", "lines of a record are shorter"));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        problem(line, error.valid_up_to() + 1, "this is no UTF-8 text", "records are written in UTF-8")
    })?;
    if bytes.starts_with(USUAL_START)
        && let Some((case, _)) = text.get(USUAL_START.len()..).and_then(|rest| rest.split_once('"'))
        && !case.contains('\\')
    {
        return Ok((text, Cow::Borrowed(case)));
    }
    let help = "`lotse run TREE --record FILE` writes a record";
    let head: wire::Head<'_> = serde_json::from_str(text).map_err(|error| {
        let message = if error.is_data() { "this line is no turn of a case" } else { "this line is no JSON object" };
        problem(line, error.column(), message, help)
    })?;
    if head.format != FORMAT {
        let message = format!("the record has format {}, known is {FORMAT}", head.format);
        return Err(problem(line, 1, message, "read it with a newer lotse"));
    }
    Ok((text, head.case))
}

fn problem(line: usize, column: usize, message: impl Into<String>, help: &'static str) -> Problem {
    Problem { line, column: column.max(1), message: message.into(), help }
}

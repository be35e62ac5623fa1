//! Telling numbers, days and words: one between every two places where a tree decides otherwise.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::tree::{Bound, Condition, Date, FactIx, Guard, Kind, Library, Question, Scale, Test, days_of};

/// Where a tree begins to decide otherwise, on the axis of a number or day; and values that it names.
#[derive(Clone, Debug, Default)]
pub(in crate::scenario) struct Cuts {
    /// Ends of ranges.
    ends: Vec<f64>,
    /// Values that are asked for by name.
    points: Vec<f64>,
    names: Vec<String>,
}

impl Cuts {
    /// Finds the ends of the answers of a question.
    pub(super) fn of_answers(question: &Question, today: Option<Date>) -> Self {
        let mut cuts = Self::default();
        for answer in &question.answers {
            if let Guard::Range { from, below } = &answer.guard {
                cuts.ends.extend(from.iter().chain(below).map(|bound| bound.position(today)));
            }
        }
        cuts
    }

    /// Adds what the conditions of all trees ask of a fact.
    pub(in crate::scenario) fn add_conditions(&mut self, library: &Library, fact: Option<FactIx>, today: Option<Date>) {
        let Some(fact) = fact else { return };
        for (_, tree) in library.trees() {
            for (_, step) in tree.steps() {
                let Kind::Route(route) = &step.kind else { continue };
                route.arms.iter().filter_map(|arm| arm.when.as_ref()).for_each(|when| self.add(when, fact, today));
            }
        }
    }

    fn add(&mut self, when: &Condition, wanted: FactIx, today: Option<Date>) {
        when.for_each_fact(&mut |fact, test| match test {
            Some(Test::Range { from, below }) if fact.to == Some(wanted) => {
                self.ends.extend(from.iter().chain(below).map(|bound| bound.position(today)));
            }
            Some(Test::Is(names)) if fact.to == Some(wanted) => {
                for (name, _) in names {
                    self.names.push(name.to_string());
                    let day = || name.as_str().parse().ok().map(days_of);
                    self.points.extend(name.as_str().parse().ok().or_else(day));
                }
            }
            _ => {}
        });
    }

    /// Lists the words that conditions name.
    pub(super) fn words(&self) -> Vec<String> {
        self.names.clone()
    }

    /// The ranges between the ends, within a scale.
    fn cells(&self, scale: &Scale, today: Option<Date>) -> Vec<(f64, f64)> {
        let end = |bound: &Option<Bound>, open: f64| bound.as_ref().map_or(open, |bound| bound.position(today));
        let (min, max) = (end(&scale.min, f64::NEG_INFINITY), end(&scale.max, f64::INFINITY));
        let mut ends: Vec<f64> = self.ends.iter().copied().filter(|at| min < *at && *at <= max).collect();
        ends.sort_by(f64::total_cmp);
        ends.dedup();
        let starts = std::iter::once(min).chain(ends.iter().copied());
        starts.zip(ends.iter().copied().chain([max])).collect()
    }
}

/// Finds a number for every range, and the numbers that are named.
pub(super) fn numbers(scale: &Scale, cuts: &Cuts, today: Option<Date>) -> Vec<f64> {
    let cells = cuts.cells(scale, today).into_iter().map(|(from, below)| nice(from, below));
    let mut found: Vec<f64> = cells.chain(cuts.points.iter().copied()).collect();
    found.sort_by(f64::total_cmp);
    found.dedup();
    found
}

/// Finds a number between two ends that one would say aloud.
fn nice(from: f64, below: f64) -> f64 {
    let middle = match (from.is_finite(), below.is_finite()) {
        (true, true) if below <= from => return from,
        // Far ends are far from what people measure.
        (true, true) if 0.0 < from && 4.0 * from < below => 2.0 * from,
        (true, true) => f64::midpoint(from, below),
        (true, false) => from + from.abs().max(1.0),
        (false, true) => below - below.abs().max(1.0),
        (false, false) => 1.0,
    };
    let fits = |number: f64| from <= number && number < below;
    let mut unit = 10_f64.powf(middle.abs().max(1.0).log10().floor());
    while 0.001 < unit {
        let rounded = (middle / unit).round() * unit;
        if fits(rounded) {
            return rounded;
        }
        unit /= 10.0;
    }
    if fits(middle) { middle } else { from }
}

/// How far back or ahead people say that something was: months, days, and the words.
const SAID: [(i32, i32, &str); 15] = [
    (0, -1, "today - 1 day"),
    (0, -3, "today - 3 days"),
    (0, -7, "today - 1 week"),
    (0, -21, "today - 3 weeks"),
    (-2, 0, "today - 2 months"),
    (-6, 0, "today - 6 months"),
    (-18, 0, "today - 18 months"),
    (-36, 0, "today - 3 years"),
    (-60, 0, "today - 5 years"),
    (-120, 0, "today - 10 years"),
    (-300, 0, "today - 25 years"),
    (0, 0, "today"),
    (0, 3, "today + 3 days"),
    (1, 0, "today + 1 month"),
    (24, 0, "today + 2 years"),
];

/// Finds a day for every range, and the days that are named, each as a test file writes it.
pub(super) fn days(scale: &Scale, cuts: &Cuts, today: Date) -> Vec<(Date, String)> {
    let said = SAID.into_iter().filter_map(|(months, days, words)| {
        let moved = today.checked_add(jiff::Span::new().months(months)).ok()?;
        Some((moved.checked_add(jiff::Span::new().days(days)).ok()?, words.to_owned()))
    });
    let said: Vec<(Date, String)> = said.collect();
    let mut found = Vec::new();
    for (from, below) in cuts.cells(scale, Some(today)) {
        let fits = |at: f64| from <= at && (at < below || (below - from).abs() < 0.5);
        let known = said.iter().find(|(day, _)| fits(days_of(*day))).cloned();
        found.extend(known.or_else(|| day_at(if from.is_finite() { from } else { below - 1.0 })));
    }
    found.extend(cuts.points.iter().filter_map(|at| day_at(*at)));
    found
}

fn day_at(position: f64) -> Option<(Date, String)> {
    #[expect(clippy::cast_possible_truncation, reason = "days of the calendar are whole and few")]
    let days = position.round() as i32;
    let day = Date::constant(1, 1, 1).checked_add(jiff::Span::new().days(days)).ok()?;
    Some((day, day.to_string()))
}

/// The most texts that are tried for one pattern.
const MOST_TEXTS: usize = 8;

/// Finds words for every pattern and words that match none; all fit the pattern of the whole.
pub(super) fn words(patterns: &[&str], whole: Option<&str>) -> Vec<String> {
    let mut found: Vec<String> = patterns.iter().flat_map(|pattern| texts_for(pattern)).collect();
    match whole {
        Some(whole) => found.extend(texts_for(whole)),
        None if patterns.is_empty() => found.push("in own words".to_owned()),
        None => found.push("something else".to_owned()),
    }
    found.dedup();
    found
}

/// Writes a few short texts that a pattern matches.
fn texts_for(pattern: &str) -> Vec<String> {
    let Ok(hir) = regex_syntax::Parser::new().parse(pattern) else { return Vec::new() };
    let variants: Vec<&Hir> = match hir.kind() {
        HirKind::Alternation(several) => several.iter().take(MOST_TEXTS).collect(),
        _ => vec![&hir],
    };
    let written = variants.into_iter().map(|variant| {
        let mut text = String::new();
        write(variant, &mut text);
        text
    });
    written.filter(|text| !text.trim().is_empty()).collect()
}

/// Writes the shortest text of a pattern. Recursion is bounded by the depth that the parser of patterns allows.
fn write(hir: &Hir, text: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(one_of(class)),
        HirKind::Repetition(repetition) => {
            for _ in 0..repetition.min.min(20) {
                write(&repetition.sub, text);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, text)),
        HirKind::Alternation(several) => several.iter().take(1).for_each(|first| write(first, text)),
    }
}

/// Chooses a character of a class that can be typed: a digit or letter if there is one.
fn one_of(class: &Class) -> Option<char> {
    let holds = |c: char| match class {
        Class::Unicode(class) => class.iter().any(|range| (range.start()..=range.end()).contains(&c)),
        Class::Bytes(class) => {
            u8::try_from(c).is_ok_and(|c| class.iter().any(|range| (range.start()..=range.end()).contains(&c)))
        }
    };
    let typed = ('1'..='9').chain(['0']).chain('a'..='z').chain('A'..='Z').chain(" -_.:/äöüß".chars());
    let first = || match class {
        Class::Unicode(class) => class.iter().next().map(regex_syntax::hir::ClassUnicodeRange::start),
        Class::Bytes(class) => class.iter().next().map(|range| char::from(range.start())),
    };
    typed.into_iter().find(|c| holds(*c)).or_else(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_between_the_ends() {
        let cuts = Cuts { ends: vec![10.0, 50.0], ..Cuts::default() };
        let scale = Scale { min: Some(Bound::Number(0.0)), max: Some(Bound::Number(1000.0)), ..Scale::default() };
        let found = numbers(&scale, &cuts, None);
        assert_eq!(found.len(), 3);
        assert!(found[0] < 10.0 && (10.0..50.0).contains(&found[1]) && 50.0 <= found[2], "{found:?}");
    }

    #[test]
    fn words_fit_their_patterns() {
        for pattern in ["outage|fault|st(ö|oe)rung", "^0x[0-9a-f]{8}$", "[A-Z][0-9]+", r"\b5\d\d\b"] {
            let regex = regex::Regex::new(pattern).unwrap();
            let found = texts_for(pattern);
            assert!(!found.is_empty() && found.iter().all(|text| regex.is_match(text)), "{pattern}: {found:?}");
        }
    }

    #[test]
    fn days_are_said_as_people_say_them() {
        let today = Date::constant(2026, 11, 23);
        let at = |text: &str| Bound::parse_day(text).unwrap().position(Some(today));
        let cuts = Cuts { ends: vec![at("today - 2 years"), at("today - 2 weeks")], ..Cuts::default() };
        let scale = Scale { max: Bound::parse_day("today"), ..Scale::default() };
        let found: Vec<String> = days(&scale, &cuts, today).into_iter().map(|(_, words)| words).collect();
        assert_eq!(found, ["today - 3 years", "today - 3 weeks", "today - 1 day"]);
    }
}

//! Times, likelihoods and days, in words or numbers.

use std::{cmp::Ordering, fmt};

/// A calendar day.
pub type Date = jiff::civil::Date;

/// A length of time in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration(pub u32);

impl Duration {
    /// Reads `20 s`, `3 min`, `1 h`, or a bare number of minutes; at most a week.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let split = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, unit) = text.split_at_checked(split)?;
        let number: f64 = number.parse().ok()?;
        let seconds = match unit.trim() {
            "s" | "sec" | "sek" | "Sek" => 1.0,
            "" | "min" | "Min" => 60.0,
            "h" | "Std" => 3600.0,
            _ => return None,
        };
        let total = (number * seconds).round();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within a week")]
        (0.0..=604_800.0).contains(&total).then_some(Self(total as u32))
    }

    /// Returns the time in minutes, rounded up.
    pub fn minutes(self) -> u32 {
        self.0.div_ceil(60)
    }
}

/// How common a cause is, relative to the other causes of a tree: a weight above zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Commonness(pub f64);

/// The words for [`Commonness`], English and German, with their weights.
pub(super) const COMMONNESS: [(&str, &str, f64); 5] = [
    ("very common", "sehr häufig", 100.0),
    ("common", "häufig", 30.0),
    ("occasional", "gelegentlich", 10.0),
    ("rare", "selten", 3.0),
    ("very rare", "sehr selten", 1.0),
];

impl Commonness {
    /// Reads a word or a number above zero.
    pub fn parse(text: &str) -> Option<Self> {
        in_words(&COMMONNESS, text).or_else(|| text.parse().ok().filter(|n: &f64| n.is_finite() && 0.0 < *n)).map(Self)
    }
}

/// A probability from 0 to 1; no word means either end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance(pub f64);

/// The words for [`Chance`], English and German, with their probabilities.
pub(super) const CHANCES: [(&str, &str, f64); 6] = [
    ("almost always", "fast immer", 0.98),
    ("usually", "meistens", 0.9),
    ("often", "oft", 0.7),
    ("sometimes", "manchmal", 0.3),
    ("rarely", "selten", 0.1),
    ("almost never", "fast nie", 0.02),
];

impl Chance {
    /// Reads a word or a number from 0 to 1.
    pub fn parse(text: &str) -> Option<Self> {
        in_words(&CHANCES, text).or_else(|| text.parse().ok().filter(|n: &f64| (0.0..=1.0).contains(n))).map(Self)
    }
}

/// Returns the German word for an English one of a likelihood or of how common something is.
pub fn german_word(english: &str) -> Option<&'static str> {
    CHANCES.iter().chain(&COMMONNESS).find(|(en, ..)| *en == english).map(|(_, de, _)| *de)
}

fn in_words(words: &[(&str, &str, f64)], text: &str) -> Option<f64> {
    words.iter().find(|(en, de, _)| *en == text || *de == text).map(|(_, _, value)| *value)
}

/// One end of a range on a [`Scale`](super::Scale): a number, a day, or a day counted from today.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// A number.
    Number(f64),
    /// A fixed day.
    Day(Date),
    /// Today plus so many months and days.
    Today {
        /// Months after today; negative before.
        months: i32,
        /// Days after that; negative before.
        days: i32,
    },
}

impl Bound {
    /// Reads a finite number.
    pub fn parse_number(text: &str) -> Option<Self> {
        text.trim().parse().ok().filter(|n: &f64| n.is_finite()).map(Self::Number)
    }

    /// Reads `2026-11-23`, `today`, `today - 2 years` or `today + 3 days`.
    pub fn parse_day(text: &str) -> Option<Self> {
        let Some(rest) = text.trim().strip_prefix("today") else {
            return text.trim().parse().ok().map(Self::Day);
        };
        let rest = rest.trim();
        if rest.is_empty() {
            return Some(Self::Today { months: 0, days: 0 });
        }
        let sign = match rest.chars().next()? {
            '+' => 1,
            '-' => -1,
            _ => return None,
        };
        let mut words = rest.get(1..)?.split_whitespace();
        let count: i32 = words.next()?.parse().ok().filter(|n| (0..=36_500).contains(n))?;
        let (months, days) = match words.next()? {
            "day" | "days" => (0, count),
            "week" | "weeks" => (0, count * 7),
            "month" | "months" => (count, 0),
            "year" | "years" => (count * 12, 0),
            _ => return None,
        };
        words.next().is_none().then_some(Self::Today { months: sign * months, days: sign * days })
    }

    /// Places the bound on its axis: a number as it is, a day as days since year 1 of the calendar.
    ///
    /// Without `today` a relative day is placed by its distance, months counted as 30.44 days; this keeps the
    /// order of relative days among themselves.
    pub fn position(&self, today: Option<Date>) -> f64 {
        match (*self, today) {
            (Self::Number(number), _) => number,
            (Self::Day(day), _) => days_of(day),
            (Self::Today { months, days }, Some(today)) => {
                let shifted = today
                    .checked_add(jiff::Span::new().months(months))
                    .and_then(|day| day.checked_add(jiff::Span::new().days(days)));
                days_of(shifted.unwrap_or(today))
            }
            (Self::Today { months, days }, None) => f64::from(months) * 30.4375 + f64::from(days),
        }
    }

    /// Says whether two bounds lie on the same axis, so that their order is known without a clock.
    pub fn is_comparable(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// Places a day on the axis that [`Bound::position`] uses.
pub fn days_of(day: Date) -> f64 {
    let since = day.since(Date::constant(1, 1, 1)).map_or(0, |span| span.get_days());
    f64::from(since)
}

impl PartialOrd for Bound {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.is_comparable(other).then(|| self.position(None).total_cmp(&other.position(None)))
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Today { months: 0, days: 0 } => f.write_str("today"),
            Self::Today { months, days: 0 } => write!(f, "today {} {} months", sign(*months), months.abs()),
            Self::Today { days, .. } => write!(f, "today {} {} days", sign(*days), days.abs()),
        }
    }
}

fn sign(number: i32) -> char {
    if number < 0 { '-' } else { '+' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read() {
        assert_eq!(Duration::parse("20 s"), Some(Duration(20)));
        assert_eq!(Duration::parse("3 min").map(Duration::minutes), Some(3));
        assert_eq!(Duration::parse("1.5 h"), Some(Duration(5400)));
        assert_eq!(Duration::parse("5"), Some(Duration(300)));
        for bad in ["", "min", "-1 min", "1e9 h", "3 weeks", "99999 h", "NaN"] {
            assert_eq!(Duration::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn days_are_read_and_ordered() {
        let old = Bound::parse_day("today - 2 years").unwrap();
        assert_eq!(old, Bound::Today { months: -24, days: 0 });
        assert!(old < Bound::parse_day("today").unwrap());
        let today = "2026-11-23".parse().unwrap();
        assert!((old.position(Some(today)) - days_of("2024-11-23".parse().unwrap())).abs() < 0.5);
        assert_eq!(Bound::parse_day("2024-02-30"), None);
        assert_eq!(Bound::parse_day("today - 2"), None);
        assert_eq!(old.partial_cmp(&Bound::parse_day("2024-01-01").unwrap()), None);
    }

    #[test]
    fn likelihoods_are_read_in_both_languages() {
        assert_eq!(Chance::parse("fast nie"), Chance::parse("almost never"));
        assert_eq!(Commonness::parse("häufig"), Some(Commonness(30.0)));
        assert_eq!(Commonness::parse("0"), None);
        assert_eq!(Chance::parse("1.1"), None);
        assert_eq!(Commonness::parse(".inf"), None);
    }
}

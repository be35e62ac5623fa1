//! Reads times as people type them: a day, or so long ago.

use crate::tree::Date;

/// A time, seen from now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// The day that it is.
    Today,
    /// The beginning of a day, where the program runs.
    Day(Date),
    /// So many milliseconds ago.
    Ago(i64),
}

/// The shortest unit in which a length of time may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finest {
    /// Minutes: `90min` or `90m`.
    Minute,
    /// Hours.
    Hour,
}

impl When {
    /// Returns the time in milliseconds since the beginning of 1970, UTC.
    pub(super) fn moment(self, now: &jiff::Zoned) -> i64 {
        let day = match self {
            Self::Ago(milliseconds) => return now.timestamp().as_millisecond().saturating_sub(milliseconds),
            Self::Today => now.date(),
            Self::Day(day) => day,
        };
        // A day that has no beginning there is before all cases.
        day.to_zoned(now.time_zone().clone()).map_or(i64::MIN, |begin| begin.timestamp().as_millisecond())
    }

    /// Returns the day, where the program runs.
    pub(super) fn date(self, now: &jiff::Zoned) -> Date {
        match self {
            Self::Today => now.date(),
            Self::Day(day) => day,
            Self::Ago(milliseconds) => {
                let span = jiff::SignedDuration::from_millis(milliseconds);
                now.saturating_sub(span).date()
            }
        }
    }

    /// Reads a day, or a time ago in minutes at the finest.
    pub(super) fn to_minutes(text: &str) -> Result<Self, String> {
        Self::parse(text, Finest::Minute)
    }

    /// Reads a day, or a time ago in hours at the finest.
    pub(super) fn to_hours(text: &str) -> Result<Self, String> {
        Self::parse(text, Finest::Hour)
    }

    fn parse(text: &str, finest: Finest) -> Result<Self, String> {
        if matches!(text, "today" | "heute") {
            return Ok(Self::Today);
        }
        if let Ok(day) = text.parse() {
            return Ok(Self::Day(day));
        }
        let (count, unit) = counted(text);
        length(count, unit.trim(), finest).map(Self::Ago).ok_or_else(|| {
            let shortest = if finest == Finest::Minute { "90min, " } else { "" };
            format!("write today, a day such as 2026-11-23, or a time ago such as {shortest}8h, 3d, 2w")
        })
    }
}

/// Reads an age in whole hours, days or weeks, as milliseconds.
pub(super) fn age(text: &str) -> Result<i64, String> {
    let (count, unit) = counted(text);
    length(count, unit, Finest::Hour).ok_or_else(|| "write a time such as 90d, 12w, 36h".to_owned())
}

/// Cuts a text behind its leading digits.
fn counted(text: &str) -> (&str, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at_checked(digits).unwrap_or_default()
}

/// So many of a unit, in milliseconds.
fn length(count: &str, unit: &str, finest: Finest) -> Option<i64> {
    let minutes = match unit {
        "min" | "m" if finest == Finest::Minute => 1,
        "h" => 60,
        "d" => 24 * 60,
        "w" => 7 * 24 * 60,
        _ => return None,
    };
    count.parse::<i64>().ok()?.checked_mul(minutes * 60_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_typed() {
        for parse in [When::to_minutes, When::to_hours] {
            assert_eq!(parse("2w"), Ok(When::Ago(1_209_600_000)));
            assert!(matches!(parse("2026-11-23"), Ok(When::Day(_))));
            assert_eq!(parse("heute"), Ok(When::Today));
            for bad in ["", "h", "-3d", "3", "3x", "99999999999999999999d", "2026-13-01", "soon"] {
                assert!(parse(bad).is_err(), "{bad}");
            }
        }
        assert_eq!(When::to_minutes("90min"), Ok(When::Ago(5_400_000)));
        assert!(When::to_hours("90min").is_err());
    }

    #[test]
    fn ages_are_read_as_typed() {
        assert_eq!(age("90d"), Ok(7_776_000_000));
        assert_eq!(age("2w"), Ok(1_209_600_000));
        for bad in ["", "d", "90", "90 d", "-1d", "1y", "99999999999999999999d"] {
            assert!(age(bad).is_err(), "{bad}");
        }
    }
}

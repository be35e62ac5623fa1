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
}

/// Reads a day or a time ago.
pub(super) fn parse(text: &str) -> Result<When, String> {
    if matches!(text, "today" | "heute") {
        return Ok(When::Today);
    }
    if let Ok(day) = text.parse() {
        return Ok(When::Day(day));
    }
    let help = || "write today, a day such as 2026-11-23, or a time ago such as 8h, 3d, 2w".to_owned();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (count, unit) = text.split_at_checked(digits).ok_or_else(help)?;
    let count: i64 = count.parse().map_err(|_| help())?;
    let hours = match unit.trim() {
        "h" => 1,
        "d" => 24,
        "w" => 7 * 24,
        _ => return Err(help()),
    };
    count.checked_mul(hours * 3_600_000).map(When::Ago).ok_or_else(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_typed() {
        assert_eq!(parse("2w"), Ok(When::Ago(1_209_600_000)));
        assert!(matches!(parse("2026-11-23"), Ok(When::Day(_))));
        assert_eq!(parse("heute"), Ok(When::Today));
        for bad in ["", "h", "-3d", "3", "3x", "99999999999999999999d", "2026-13-01"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}

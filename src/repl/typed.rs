//! Reads numbers and days as people type them.

use crate::tree::Date;

/// Why something is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoDay {
    /// It does not look like a day.
    Unreadable,
    /// It looks like a day that does not exist.
    Impossible,
}

/// Reads a number with a comma or a point before its decimals; `unit` may follow it.
///
/// What could mean two numbers, such as `1.500`, is not read: nobody is to guess.
pub(crate) fn number(text: &str, unit: Option<&str>) -> Option<f64> {
    let text = text.trim();
    let text = unit.and_then(|unit| text.strip_suffix(unit)).unwrap_or(text).trim_end();
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, decimals) = digits.split_once([',', '.']).unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let grouped = digits.contains([',', '.']) && decimals.len() == 3 && whole.len() <= 3 && whole != "0";
    if !all_digits(whole) || !all_digits(decimals) || grouped || 15 < whole.len() || 15 < decimals.len() {
        return None;
    }
    format!("{whole}.{decimals}").parse().ok().map(|number: f64| sign * number)
}

/// Reads `23.11.2026`, `2026-11-23`, or today, yesterday and tomorrow in English or German.
pub(crate) fn day(text: &str, today: Date) -> Result<Date, NoDay> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "today" | "heute" => return Ok(today),
        "yesterday" | "gestern" => return today.yesterday().map_err(|_| NoDay::Impossible),
        "tomorrow" | "morgen" => return today.tomorrow().map_err(|_| NoDay::Impossible),
        _ => {}
    }
    let german: Vec<&str> = text.split('.').map(str::trim).collect();
    let iso: Vec<&str> = text.split('-').collect();
    let (year, month, day) = match (german.as_slice(), iso.as_slice()) {
        ([day, month, year], _) | (_, [year, month, day]) => (*year, *month, *day),
        _ => return Err(NoDay::Unreadable),
    };
    let part = |text: &str, lengths: std::ops::RangeInclusive<usize>| -> Option<i16> {
        let sound = lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if sound { text.parse().ok() } else { None }
    };
    let read = (part(year, 4..=4), part(month, 1..=2), part(day, 1..=2));
    let (Some(year), Some(month), Some(day)) = read else { return Err(NoDay::Unreadable) };
    let month = i8::try_from(month).map_err(|_| NoDay::Impossible)?;
    let day = i8::try_from(day).map_err(|_| NoDay::Impossible)?;
    Date::new(year, month, day).map_err(|_| NoDay::Impossible)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_typed() {
        for (text, expected) in
            [("5", 5.0), ("1,5", 1.5), ("1.5", 1.5), (" -3 ", -3.0), ("+0.125", 0.125), ("1500", 1500.0)]
        {
            assert_eq!(number(text, None), Some(expected), "{text}");
        }
        assert_eq!(number("50 MB/s", Some("MB/s")), Some(50.0));
        for bad in ["", "NaN", "inf", "1e999", "1e3", "٣", "1.500", "1,500", "1.2.3", "5 kg", "--5", ".", "5,", "１"]
        {
            assert_eq!(number(bad, None), None, "{bad}");
        }
    }

    #[test]
    fn days_are_read_as_typed() {
        let today: Date = "2026-11-23".parse().unwrap();
        for text in ["23.11.2026", "23. 11. 2026", "2026-11-23", "heute", "Today"] {
            assert_eq!(day(text, today), Ok(today), "{text}");
        }
        for text in ["30.2.2026", "2026-13-01", "0.1.2026"] {
            assert_eq!(day(text, today), Err(NoDay::Impossible), "{text}");
        }
        for text in ["", "23.11.26", "23/11/2026", "soon", "٢٣.١١.٢٠٢٦", "-1-1-1", "+2026-11-23"] {
            assert_eq!(day(text, today), Err(NoDay::Unreadable), "{text}");
        }
    }
}

//! Shares and times as people read them.

use crate::words::Words;

/// Writes a part of a whole in percent; a dash where there is no whole.
pub fn share(words: &Words, part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let percent = (u128::from(part) * 100 + u128::from(whole) / 2) / u128::from(whole);
    let number = match percent {
        0 if part != 0 => "< 1".to_owned(),
        100 if part < whole => "> 99".to_owned(),
        _ => percent.to_string(),
    };
    words.tell("share-percent", &[("number", (&number).into())])
}

/// Writes milliseconds as minutes and seconds, or as hours, minutes and seconds.
pub fn time(milliseconds: u64) -> String {
    let seconds = milliseconds.saturating_add(500) / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 { format!("{minutes}:{seconds:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Lang;

    #[test]
    fn shares_and_times_are_honest() {
        let words = Words::new(Lang::EN);
        let told = |part, whole| share(&words, part, whole);
        assert_eq!([told(1, 3), told(1, 1000), told(999, 1000), told(0, 5)], ["33%", "< 1%", "> 99%", "0%"]);
        assert_eq!([told(5, 5), told(0, 0)], ["100%", "–"]);
        assert_eq!([time(0), time(59_499), time(250_000), time(7_265_000)], ["0:00", "0:59", "4:10", "2:01:05"]);
    }
}

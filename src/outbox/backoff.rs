//! How long to wait before the next attempt.

use std::time::Duration;

/// The rest after the first attempt, at most.
pub const SHORTEST: Duration = Duration::from_secs(30);

/// The longest rest. An escalation that waits longer than this for a receiver that is back is a person who waits.
pub const LONGEST: Duration = Duration::from_hours(1);

/// Returns how long to rest after an attempt, counted from one: twice as long after each, never longer than
/// [`LONGEST`], and somewhere in the upper half of that by a random value.
pub fn backoff(attempt: u32, random: u64) -> Duration {
    let doublings = attempt.saturating_sub(1).min(16);
    let whole = SHORTEST.saturating_mul(1 << doublings).min(LONGEST);
    let half = u64::try_from(whole.as_millis() / 2).unwrap_or(u64::MAX);
    Duration::from_millis(half + random % (half + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rests_double_up_to_an_hour() {
        let seconds = |attempt, random| backoff(attempt, random).as_secs();
        let least: Vec<u64> = (1..=9).map(|attempt| seconds(attempt, 0)).collect();
        assert_eq!(least, [15, 30, 60, 120, 240, 480, 960, 1800, 1800]);
        for attempt in [0, 1, 5, 40, u32::MAX] {
            for random in [0, 1, 77, 15_000, u64::MAX] {
                let rest = backoff(attempt, random);
                let whole = backoff(attempt, 0) * 2;
                assert!(whole / 2 <= rest && rest <= whole && whole <= LONGEST, "{attempt} {random}: {rest:?}");
            }
        }
        assert_ne!(backoff(3, 1), backoff(3, 2), "senders do not knock at once");
    }
}

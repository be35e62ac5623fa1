//! The number of a case, short enough for the phone.

use std::fmt;

/// Letters and digits that nobody takes for one another: no 0 and O, no 1, I and L, no 5 and S, no 8 and B.
const ALPHABET: &[u8; 26] = b"234679ACDEFGHJKMNPQRTUVWXY";

/// Names a case to people, such as `7K2-M4Q`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    /// Makes a number of two groups of three out of a random value.
    pub fn from_random(mut random: u64) -> Self {
        let mut next = || {
            let count = ALPHABET.len() as u64;
            let letter = ALPHABET.get(usize::try_from(random % count).unwrap_or_default()).copied().unwrap_or(b'2');
            random /= count;
            char::from(letter)
        };
        let (first, second): (String, String) = ((0..3).map(|_| next()).collect(), (0..3).map(|_| next()).collect());
        Self(format!("{first}-{second}"))
    }

    /// Reads a number that was given elsewhere: up to 32 letters, digits and `-`, `_`, `.`, `/`, `#`.
    pub fn parse(text: &str) -> Option<Self> {
        let sound =
            (1..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./#".contains(&b));
        sound.then(|| Self(text.to_owned()))
    }

    /// Returns the number.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_unambiguous() {
        for random in [0, 1, u64::MAX, 0x1234_5678_9abc_def0] {
            let number = Number::from_random(random);
            assert_eq!(number.as_str().len(), 7);
            assert!(!number.as_str().contains(['0', 'O', '1', 'I', 'L', '5', 'S', '8', 'B', 'Z']), "{number}");
            assert_eq!(Number::parse(number.as_str()).as_ref(), Some(&number));
        }
        for bad in ["", "a b", "\u{1b}[2J", "ä", "123456789012345678901234567890123"] {
            assert_eq!(Number::parse(bad), None, "{bad}");
        }
    }
}

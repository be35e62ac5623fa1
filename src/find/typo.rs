//! Slips of the fingers and of the ear: which known words a misspelt one may stand for.

/// How many letters a form may be wrong in, by its length.
fn allowed(letters: usize) -> usize {
    match letters {
        ..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// A known word with what is looked at before it is compared letter by letter.
#[derive(Clone, Debug)]
pub(super) struct Spelling {
    /// The folded word.
    pub text: String,
    /// Which letters it has, a bit a letter.
    letters: u32,
    length: usize,
}

impl Spelling {
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), letters: letters(text), length: text.chars().count() }
    }

    /// Returns how many slips lead from one to the other, if they are few enough; sounding alike counts as half a slip.
    pub(super) fn slips(&self, known: &Self) -> Option<f64> {
        let most = allowed(self.length.min(known.length));
        if most == 0 || most < self.length.abs_diff(known.length) {
            return None;
        }
        // One slip adds, drops or swaps a letter: at most two bits differ for it.
        let apart = (self.letters ^ known.letters).count_ones() as usize;
        if 2 * most < apart {
            return None;
        }
        let distance = strsim::osa_distance(&self.text, &known.text);
        if most < distance {
            return None;
        }
        // The first letter is seldom wrong, and short words have many neighbours.
        let first = |it: &Self| it.text.chars().next();
        let is_alike = sound(&self.text) == sound(&known.text);
        if first(self) != first(known) && !is_alike && (self.length < 6 || 1 < distance) {
            return None;
        }
        let slips = f64::from(u32::try_from(distance).unwrap_or(u32::MAX));
        Some(if is_alike { slips / 2.0 } else { slips })
    }
}

fn letters(text: &str) -> u32 {
    let bit = |c: u8| match c {
        b'a'..=b'z' => 1 << (c - b'a'),
        b'0'..=b'9' => 1 << 26,
        _ => 1 << 27,
    };
    text.bytes().fold(0, |letters, c| letters | bit(c))
}

/// Writes a word as it sounds, roughly, in English and German: `ph` and `v` as `f`, `dt` as `t`, double letters once.
fn sound(text: &str) -> String {
    let mut heard = String::with_capacity(text.len());
    let text = text
        .replace("ph", "f")
        .replace("ck", "k")
        .replace("dt", "t")
        .replace("tz", "z")
        .replace("ie", "i")
        .replace("th", "t");
    for c in text.chars() {
        let c = match c {
            'v' | 'w' => 'f',
            'c' | 'q' => 'k',
            'y' | 'j' => 'i',
            'd' => 't',
            'b' => 'p',
            'z' => 's',
            // An `h` that only lengthens the vowel before it.
            'h' if heard.ends_with(['a', 'e', 'i', 'o', 'u']) => continue,
            c => c,
        };
        if !heard.ends_with(c) {
            heard.push(c);
        }
    }
    heard
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slips(one: &str, other: &str) -> Option<f64> {
        Spelling::new(one).slips(&Spelling::new(other))
    }

    #[test]
    fn slips_are_counted_by_length() {
        assert_eq!(slips("pritner", "printer"), Some(1.0));
        assert_eq!(slips("druker", "drucker"), Some(0.5));
        assert_eq!(slips("gespert", "gesperrt"), Some(0.5));
        assert_eq!(slips("fishing", "phishing"), None, "two slips in seven letters");
        assert_eq!(slips("maus", "haus"), None);
        assert_eq!(slips("ton", "tot"), None);
        assert_eq!(slips("authentikator", "authenticator"), Some(0.5));
    }
}

//! Numbers that give themselves away by their form and their check digits, and keys of programs.

use super::{Secret, SecretKind, Word};

/// The lengths of an IBAN by country.
const IBANS: [(&str, usize); 48] = [
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IS", 26),
    ("IT", 27),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("RO", 24),
    ("RS", 22),
    ("SA", 24),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("TR", 26),
    ("UA", 29),
];

/// Words before a long number that say what it is.
const LABELS: [&str; 20] = [
    "serial", "serien", "imei", "iccid", "s/n", "sn", "ean", "gtin", "artikel", "article", "order", "bestell",
    "auftrag", "invoice", "rechnung", "ticket", "telefon", "phone", "inventar", "asset",
];

/// How keys of programs begin, and how many characters must follow.
const KEYS: [(&str, usize); 9] = [
    ("ghp_", 30),
    ("gho_", 30),
    ("ghs_", 30),
    ("github_pat_", 20),
    ("glpat-", 20),
    ("xoxb-", 20),
    ("xoxp-", 20),
    ("AKIA", 16),
    ("sk-", 32),
];

/// Finds numbers and keys.
pub(super) fn find(text: &str, words: &[Word<'_>]) -> Vec<Secret> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let secret = iban(text, word.from)
            .or_else(|| card(text, *word).filter(|_| !is_labelled(words, at)))
            .or_else(|| recovery_key(*word))
            .or_else(|| key(*word))
            .or_else(|| login(*word));
        found.extend(secret);
    }
    found.extend(text.find("PRIVATE KEY-----").map(|_| Secret { kind: SecretKind::Key, from: 0, to: text.len() }));
    found
}

/// Says whether one of the two words before says what the number is.
fn is_labelled(words: &[Word<'_>], at: usize) -> bool {
    words.get(at.saturating_sub(2)..at).unwrap_or_default().iter().any(|word| {
        let word = word.text.to_lowercase();
        LABELS.iter().any(|label| word.starts_with(label))
    })
}

/// The letters and digits from here on, with single separators between them: each with the byte behind it.
fn run(text: &str, from: usize, separators: &[char]) -> Vec<(char, usize)> {
    let mut run = Vec::new();
    let mut last = ' ';
    for (at, c) in text.get(from..).unwrap_or_default().char_indices() {
        if c.is_ascii_alphanumeric() {
            run.push((c, from + at + 1));
        } else if !separators.contains(&c) || separators.contains(&last) {
            break;
        }
        last = c;
    }
    run
}

fn is_end(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.chars().next()).is_none_or(|c| !c.is_alphanumeric())
}

fn iban(text: &str, word: usize) -> Option<Secret> {
    let rest = text.get(word..)?;
    let from = word + (rest.len() - rest.trim_start_matches(|c: char| !c.is_alphanumeric()).len());
    let run = run(text, from, &[' ']);
    let country: String = run.iter().take(2).map(|(c, _)| c.to_ascii_uppercase()).collect();
    let (_, length) = IBANS.iter().find(|(name, _)| *name == country)?;
    let own = run.get(..*length)?;
    let (_, to) = *own.last()?;
    let value = |c: &(char, usize)| c.0.to_digit(36);
    let moved = own.iter().skip(4).chain(own.iter().take(4));
    let rest = moved.map(value).try_fold(0_u32, |rest, digit| {
        let digit = digit?;
        Some((rest * if digit < 10 { 10 } else { 100 } + digit) % 97)
    })?;
    let is_checked = own.iter().skip(2).take(2).all(|(c, _)| c.is_ascii_digit());
    (rest == 1 && is_checked && is_end(text, to)).then_some(Secret { kind: SecretKind::Iban, from, to })
}

fn card(text: &str, word: Word<'_>) -> Option<Secret> {
    let from = word.from + word.text.find(|c: char| c.is_ascii_digit())?;
    let before = text.get(word.from..from)?;
    // `+49…` is a phone, `A4111…` a part of something longer.
    if before.chars().any(|c| c.is_alphanumeric() || c == '+') {
        return None;
    }
    let digits: Vec<(u32, usize)> =
        run(text, from, &[' ', '-']).into_iter().map_while(|(c, to)| Some((c.to_digit(10)?, to))).collect();
    let begins = |count: usize| digits.iter().take(count).fold(0, |sum, (digit, _)| sum * 10 + digit);
    let length = match (begins(2), begins(4)) {
        (34 | 37, _) => 15,
        (40..=49 | 51..=55 | 65, _) | (_, 2221..=2720 | 3528..=3589 | 6011) => 16,
        (36 | 38, _) | (_, 3000..=3059) => 14,
        _ => return None,
    };
    let own = digits.get(..length)?;
    let (_, to) = *own.last()?;
    let sum: u32 = own
        .iter()
        .rev()
        .enumerate()
        .map(|(at, (digit, _))| match (at % 2, digit * 2) {
            (0, _) => *digit,
            (_, double) if 9 < double => double - 9,
            (_, double) => double,
        })
        .sum();
    // The same digit over and over is a placeholder.
    let differs = own.windows(2).any(|pair| matches!(pair, [a, b] if a.0 != b.0));
    let is_whole = digits.len() == length && is_end(text, to);
    (sum.is_multiple_of(10) && differs && is_whole).then_some(Secret { kind: SecretKind::Card, from, to })
}

/// What unlocks an encrypted disk: eight groups of six digits.
fn recovery_key(word: Word<'_>) -> Option<Secret> {
    let text = word.text.trim_matches(|c: char| !c.is_ascii_digit());
    let groups: Vec<&str> = text.split('-').collect();
    let fits = groups.len() == 8 && groups.iter().all(|it| it.len() == 6 && it.bytes().all(|b| b.is_ascii_digit()));
    let from = word.from + word.text.find(text)?;
    fits.then_some(Secret { kind: SecretKind::Code, from, to: from + text.len() })
}

fn key(word: Word<'_>) -> Option<Secret> {
    let (at, start, most) = KEYS.iter().find_map(|(start, most)| Some((word.text.find(start)?, start, most)))?;
    let rest = word.text.get(at + start.len()..)?;
    let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_-".contains(b)).count();
    let from = word.from + at;
    (*most <= length).then_some(Secret { kind: SecretKind::Key, from, to: from + start.len() + length })
}

/// A name and a password in an address.
fn login(word: Word<'_>) -> Option<Secret> {
    let start = word.text.find("://")? + 3;
    let rest = word.text.get(start..)?;
    let (login, _) = rest.split('/').next()?.rsplit_once('@')?;
    let (_, password) = login.split_once(':')?;
    let from = word.from + start;
    (!password.is_empty()).then_some(Secret { kind: SecretKind::Key, from, to: from + login.len() })
}

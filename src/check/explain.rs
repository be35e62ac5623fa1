//! All codes with their pages, found by number or name.

use super::rules::RULES;
use crate::{
    base::{Code, near},
    tree, yaml,
};

/// Lists every code that a finding may carry, by number.
pub fn codes() -> Vec<&'static Code> {
    let mut codes: Vec<&'static Code> = yaml::codes::ALL.into_iter().chain(tree::codes::ALL).collect();
    codes.extend(RULES.iter().map(|(_, code)| code));
    codes.sort_by_key(|code| (number(code.id), code.id));
    codes
}

/// The digits of a code, without the letter of its level.
fn number(id: &str) -> &str {
    id.trim_start_matches(|c: char| c.is_ascii_alphabetic())
}

/// What [`explain`] found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Explained {
    /// The code with its page.
    Code(&'static Code),
    /// There is no such code; this one is near.
    Near(&'static Code),
    /// There is no such code, nor one near it.
    Unknown,
}

/// Finds a code by its number, with or without the letter, or by its name.
pub fn explain(wanted: &str) -> Explained {
    explain_among(wanted, &codes())
}

/// The same among these codes, so that higher layers can add their own.
pub fn explain_among(wanted: &str, codes: &[&'static Code]) -> Explained {
    let wanted = wanted.trim().to_lowercase();
    let is_it = |code: &&&Code| {
        let id = code.id.to_lowercase();
        id == wanted || number(&id) == wanted || code.name == wanted
    };
    if let Some(code) = codes.iter().find(is_it) {
        return Explained::Code(code);
    }
    // Another letter before a number that exists means that number.
    let digits = number(&wanted);
    let by_number = codes.iter().find(|code| !digits.is_empty() && number(code.id) == digits);
    let by_name = || {
        let name = near(&wanted, codes.iter().map(|code| code.name))?;
        codes.iter().find(|code| code.name == name)
    };
    match by_number.or_else(by_name) {
        Some(code) => Explained::Near(code),
        None => Explained::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(wanted: &str) -> Option<(&'static str, bool)> {
        match explain(wanted) {
            Explained::Code(code) => Some((code.id, true)),
            Explained::Near(code) => Some((code.id, false)),
            Explained::Unknown => None,
        }
    }

    #[test]
    fn codes_are_found_by_number_and_name() {
        assert_eq!(found("E101"), Some(("E101", true)));
        assert_eq!(found(" e101 "), Some(("E101", true)));
        assert_eq!(found("101"), Some(("E101", true)));
        assert_eq!(found("unknown-step"), Some(("E101", true)));
        assert_eq!(found("unknwon-step"), Some(("E101", false)));
        assert_eq!(found("W101"), Some(("E101", false)));
        assert_eq!(found("weather"), None);
        assert_eq!(found(""), None);
    }

    #[test]
    fn codes_are_unique_and_say_their_level() {
        let codes = codes();
        for (code, next) in codes.iter().zip(codes.iter().skip(1)) {
            assert!(number(code.id) < number(next.id), "{} and {} share a number", code.id, next.id);
        }
        for code in &codes {
            assert_eq!(code.level.as_str().to_uppercase().chars().next(), code.id.chars().next(), "{}", code.id);
            assert!(code.page.lines().count() >= 1, "{} has no page", code.id);
            assert_eq!(codes.iter().filter(|other| other.name == code.name).count(), 1, "{}", code.name);
        }
    }
}

//! Ids of trees, steps, answers and vocabulary, and the search for a near one.

use std::{borrow::Borrow, fmt, sync::Arc};

/// A name that authors give and programs refer to, cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// Wraps a name as it stands; readers check its form with [`Id::is_well_formed`].
    pub fn new(name: &str) -> Self {
        Self(Arc::from(name))
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Says whether `name` is made of ASCII letters, digits, `-`, `_` and begins with a letter or digit.
    pub fn is_well_formed(name: &str) -> bool {
        name.len() <= 64
            && name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

impl From<&str> for Id {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}

/// The most names that are compared for one "did you mean"; beyond that only equality but for case counts.
const MOST_COMPARED: usize = 20_000;

/// Finds the candidate that was probably meant by `name`, if one is near enough.
///
/// Nearness is the optimal string alignment distance, at most a third of the name's length; names that are
/// equal but for case or look-alike letters win at once.
pub fn near<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold_lookalikes(name);
    let most = (name.chars().count() / 3).max(1);
    let mut best: Option<(usize, &'a str)> = None;
    for (count, candidate) in candidates.into_iter().enumerate() {
        if candidate == name {
            continue;
        }
        if fold_lookalikes(candidate) == folded {
            return Some(candidate);
        }
        if MOST_COMPARED < count || most < candidate.len().abs_diff(name.len()) {
            continue;
        }
        let distance = strsim::osa_distance(name, candidate);
        if distance <= most && best.is_none_or(|(nearest, _)| distance < nearest) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Lower case, with the Cyrillic and Greek letters that look like Latin ones replaced.
fn fold_lookalikes(name: &str) -> String {
    name.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'а' | 'α' => 'a',
            'с' => 'c',
            'е' | 'ε' => 'e',
            'і' | 'ι' => 'i',
            'к' | 'κ' => 'k',
            'о' | 'ο' => 'o',
            'р' | 'ρ' => 'p',
            'ѕ' => 's',
            'т' | 'τ' => 't',
            'у' => 'y',
            'х' => 'x',
            '_' | ' ' => '-',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let steps = ["display", "power", "scope"];
        assert_eq!(near("dispaly", steps), Some("display"));
        assert_eq!(near("Power", steps), Some("power"));
        assert_eq!(near("sсope", steps), Some("scope"), "with a Cyrillic letter");
        assert_eq!(near("router", steps), None);
        assert_eq!(near("power", ["power"]), None, "the name itself is no remedy");
    }

    #[test]
    fn ids_are_ascii() {
        assert!(Id::is_well_formed("error_text"));
        assert!(Id::is_well_formed("1"));
        for bad in ["", "-a", "my step", "🖨", "café", "a.b", "../x"] {
            assert!(!Id::is_well_formed(bad), "{bad}");
        }
    }
}

//! Finds cases by their numbers as people type them.

use crate::{
    base::near,
    case::Number,
    store::{CaseRow, Failed, Filter, Store},
};

/// Why a case was not found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfound {
    /// No number is written like this.
    #[error("`{0}` is no number of a case")]
    NoNumber(String),
    /// There is none with this number.
    #[error("there is no case `{typed}`")]
    NoCase {
        /// What was typed.
        typed: String,
        /// The number that is most like it.
        near: Option<Number>,
    },
    /// The store failed.
    #[error(transparent)]
    Failed(#[from] Failed),
}

impl Unfound {
    /// Says what to do.
    pub fn help(&self) -> String {
        match self {
            Self::NoCase { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::NoNumber(_) | Self::NoCase { near: None, .. } => "`lotse case list` shows all cases".to_owned(),
            Self::Failed(failed) => failed.help().to_owned(),
        }
    }
}

/// Among how many numbers a similar one is looked for.
const MOST_COMPARED: u32 = 1000;

/// Finds a case.
pub(super) fn find(store: &mut dyn Store, typed: &str) -> Result<CaseRow, Unfound> {
    let typed = typed.trim();
    let numbers = spelled(typed);
    if numbers.is_empty() {
        return Err(Unfound::NoNumber(typed.to_owned()));
    }
    for number in &numbers {
        if let Some(case) = store.case(number)? {
            return Ok(case);
        }
    }
    let cases = store.cases(&Filter { limit: MOST_COMPARED, ..Filter::default() })?;
    let bare = |text: &str| text.to_uppercase().replace(['-', ' '], "");
    // People leave hyphens out of numbers that came from elsewhere, too.
    let mut alike = cases.iter().filter(|case| bare(case.number.as_str()) == bare(typed));
    if let (Some(case), None) = (alike.next(), alike.next()) {
        return Ok(case.clone());
    }
    let upper = typed.to_uppercase();
    let near = near(&upper, cases.iter().map(|case| case.number.as_str())).and_then(Number::parse);
    Err(Unfound::NoCase { typed: typed.to_owned(), near })
}

/// Lists the numbers that may be meant, as typed first: in capitals, and with the hyphen that was left out.
pub fn spelled(typed: &str) -> Vec<Number> {
    let upper = typed.trim().to_uppercase().replace(' ', "");
    let hyphened = upper.split_at_checked(3).filter(|_| upper.len() == 6).map(|(a, b)| format!("{a}-{b}"));
    let mut found: Vec<Number> = Vec::new();
    for number in [Some(typed.trim().to_owned()), Some(upper.clone()), hyphened].into_iter().flatten() {
        found.extend(Number::parse(&number).filter(|number| !found.contains(number)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let spelled = |typed| spelled(typed).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(spelled("7k2m4q"), ["7k2m4q", "7K2M4Q", "7K2-M4Q"]);
        assert_eq!(spelled(" 7K2-M4Q "), ["7K2-M4Q"]);
        assert_eq!(spelled("7k2 m4q"), ["7K2M4Q", "7K2-M4Q"]);
        assert_eq!(spelled("ticket#12"), ["ticket#12", "TICKET#12"]);
        assert_eq!(spelled("ä"), [""; 0]);
    }
}

//! Tells a case in one line: what it is about and what it waits for.

use super::Opened;
use crate::{
    base::clean_line,
    case::Phrase,
    engine::{Ended, View},
    store::Moment,
    words::Words,
};

/// The most characters of what a case waits for.
const MOST_OF_A_QUESTION: usize = 70;

/// A case in short.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brief {
    /// The title of the tree that is walked; of none if a human was wanted at once.
    pub title: String,
    /// The question that waits, or how the case ended.
    pub waiting: String,
    /// How many answers were given.
    pub answers: usize,
}

/// Tells what a case waits for.
pub fn brief(opened: &Opened, words: &Words) -> Brief {
    let library = opened.loaded.sealed.library();
    let phrase = Phrase { library, words };
    let session = opened.session();
    let state = session.state();
    let waiting = match session.view() {
        View::Step { step, .. } => phrase.wanted(step),
        View::Warning { warning, .. } => {
            let warning = library.vocabulary().warnings.get_index(warning.index());
            warning.map(|(_, it)| it.hazard.get(words.lang()).to_owned()).unwrap_or_default()
        }
        View::Collect { fact, .. } => phrase.fact_name(fact),
        View::Ended(Ended::Fixed { tree, causes, .. }) => {
            causes.iter().map(|cause| phrase.cause(tree, cause)).collect::<Vec<_>>().join("; ")
        }
        View::Ended(Ended::Escalated { role, .. }) => {
            let role = role.and_then(|role| library.vocabulary().roles.get_index(role.index()));
            role.map(|(_, role)| role.name.get(words.lang()).to_owned()).unwrap_or_default()
        }
        View::Missing(tree) => tree.to_string(),
        View::NotStarted => String::new(),
    };
    let replied = |kind: &str| matches!(kind, "replied" | "collected");
    Brief {
        title: state.trees().last().map_or_else(|| words.say("start-human"), |tree| phrase.title(*tree)),
        waiting: shorten(&clean_line(&waiting)),
        answers: opened.rows.iter().filter(|row| replied(&row.entry.kind)).count(),
    }
}

/// Cuts a long text at a word.
fn shorten(text: &str) -> String {
    if text.chars().count() <= MOST_OF_A_QUESTION {
        return text.to_owned();
    }
    let mut kept = String::new();
    for word in text.split(' ') {
        if MOST_OF_A_QUESTION < kept.chars().count() + word.chars().count() {
            break;
        }
        kept.push_str(word);
        kept.push(' ');
    }
    kept.trim_end().to_owned() + " …"
}

/// Tells how long ago something was.
pub fn age(words: &Words, then: Moment, now: Moment) -> String {
    let minutes = usize::try_from((now.0 - then.0).max(0) / 60_000).unwrap_or_default();
    match minutes {
        0 => words.say("age-now"),
        1..60 => words.tell("age-minutes", &[("count", minutes.into())]),
        60..2880 => words.tell("age-hours", &[("count", (minutes / 60).into())]),
        _ => words.tell("age-days", &[("count", (minutes / 1440).into())]),
    }
}

//! What becomes of a case that goes on with other trees, in the words of those who work on it.

use crate::{
    case::{Phrase, record::is_private},
    diff::{Dropped, End, MovedCase, Place},
    engine::{Entry, Event, Passed},
    words::Words,
};

/// The report of one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MovedWords {
    /// Where it stood, or how it ended.
    pub before: String,
    /// Where it stands, or how it ends now.
    pub now: String,
    /// Whether nobody will notice anything.
    pub is_same: bool,
    /// Answers that are still used.
    pub kept: Vec<String>,
    /// Answers that are not: what was answered, and why it is not used.
    pub dropped: Vec<(String, String)>,
    /// What is asked now that was not asked before.
    pub asked: Option<String>,
    /// Facts that the hand-over needs now and that are not known.
    pub needed: Vec<String>,
}

/// Puts the report of a case into words, with the phrases of the library before and the one now.
pub fn moved_words(before: Phrase<'_>, now: Phrase<'_>, moved: &MovedCase) -> MovedWords {
    let kept = moved.kept.iter().filter_map(|key| now.step(key).map(|step| now.wanted(step)));
    let dropped = moved.dropped.iter().map(|(entry, why)| {
        let asked = before.step(&entry.key).map(|step| before.wanted(step)).unwrap_or_default();
        let answer = if is_secret(before, entry) {
            now.words.say("facts-private")
        } else {
            before.passed(&entry.key, &entry.passed)
        };
        let line = now.words.tell("moved-answer", &[("asked", (&asked).into()), ("answer", (&answer).into())]);
        (line, now.words.say(reason(*why)))
    });
    MovedWords {
        before: stands(before, &moved.before),
        now: stands(now, &moved.now),
        is_same: moved.is_same,
        kept: kept.collect(),
        dropped: dropped.collect(),
        asked: moved.asked.as_ref().and_then(|key| now.step(key)).map(|step| now.wanted(step)),
        needed: moved.needed.iter().map(|fact| now.fact_name(*fact)).collect(),
    }
}

impl MovedWords {
    /// Writes the report, a line each: how it stands, then the answers by what becomes of them.
    pub fn lines(&self, words: &Words) -> Vec<(usize, String)> {
        let mut lines = Vec::new();
        if self.is_same {
            lines.push((0, words.tell("moved-same", &[("now", (&self.now).into())])));
        } else {
            lines.push((0, words.tell("moved-before", &[("before", (&self.before).into())])));
            lines.push((0, words.tell("moved-now", &[("now", (&self.now).into())])));
        }
        lines.push((0, words.tell("moved-kept", &[("count", self.kept.len().into())])));
        lines.extend(self.kept.iter().map(|line| (2, line.clone())));
        if !self.dropped.is_empty() {
            lines.push((0, words.tell("moved-dropped", &[("count", self.dropped.len().into())])));
            lines.extend(self.dropped.iter().map(|(line, why)| (2, format!("{line} – {why}"))));
        }
        if let Some(asked) = &self.asked {
            lines.push((0, words.tell("moved-asked", &[("asked", asked.into())])));
        }
        if !self.needed.is_empty() {
            lines.push((0, words.tell("moved-needed", &[("facts", (&self.needed.join(", ")).into())])));
        }
        lines
    }
}

/// Says whether a reply is shown in its case only: a report may be of many cases.
fn is_secret(phrase: Phrase<'_>, entry: &Entry) -> bool {
    let Passed::Replied(reply) = &entry.passed else { return false };
    is_private(phrase.library, &Event::Replied(entry.key.clone(), reply.clone()))
}

fn reason(why: Dropped) -> &'static str {
    match why {
        Dropped::NoStep => "moved-no-step",
        Dropped::NoAnswer => "moved-no-answer",
        Dropped::OffPath => "moved-off-path",
    }
}

/// Says where a case stands, or how it ended.
fn stands(phrase: Phrase<'_>, place: &Place) -> String {
    let words = phrase.words;
    let step = phrase.library.tree(place.tree).and_then(|tree| tree.step(place.step));
    match &place.end {
        None => step.map(|step| phrase.wanted(step)).unwrap_or_default(),
        Some(End::Fixed(causes)) if causes.is_empty() => words.say("closing-fixed"),
        Some(End::Fixed(causes)) => {
            let causes: Vec<String> = causes.iter().map(|cause| phrase.cause(place.tree, cause)).collect();
            format!(
                "{} {}",
                words.say("closing-fixed"),
                words.tell("closing-cause", &[("cause", (&causes.join(", ")).into())])
            )
        }
        Some(End::Escalated { role, .. }) => {
            let role = role.as_ref().and_then(|role| phrase.library.vocabulary().roles.get(role));
            match role {
                Some(role) => words.tell("escalated-title", &[("role", role.name.get(words.lang()).into())]),
                None => words.say("escalated-nobody"),
            }
        }
        Some(End::Missing(tree)) => words.tell("leave-elsewhere", &[("tree", tree.as_str().into())]),
        Some(End::Nowhere) => words.say("trail-empty"),
    }
}

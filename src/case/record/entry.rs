//! Turns as a store keeps them: what can be counted, what happened by ids, and apart from both what is private.

use std::{borrow::Cow, fmt::Write as _};

use super::{FORMAT, reply_name, wire, write::Writer};
use crate::{
    case::{Handling, Number},
    engine::{Event, Key, Reply, Turn},
    tree::Library,
};

/// A turn without time and place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What kind of event it is, as in a record: `started`, `replied`, `noted`, `parked` and so on.
    pub kind: String,
    /// The tree or part that it concerns.
    pub tree: Option<String>,
    /// The step that it concerns.
    pub step: Option<String>,
    /// The id of the answer, outcome or warning; nothing for values, and nothing for what is private.
    pub answer: Option<String>,
    /// The event as JSON; of a private one only its kind and its step.
    pub body: String,
    /// The whole event as JSON, if it is private.
    pub private: Option<String>,
}

impl Entry {
    /// Writes a turn of the engine.
    pub fn of_turn(library: &Library, turn: &Turn) -> Self {
        let writer = Writer { library };
        let event = &turn.event;
        let key = match event {
            Event::Replied(key, _) | Event::Helped(key) | Event::Reopened(key) => Some(key),
            _ => None,
        };
        let (tree, step) = key.map(|key| names(library, key)).unzip();
        let tree = match event {
            Event::Started { tree, .. } => library.tree(*tree).map(|tree| tree.id.to_string()),
            _ => tree,
        };
        let whole = writer.event(event);
        let kind = kind_of(&whole);
        if writer.is_private(event) {
            let at = key.map(|key| Cow::Owned(super::write::key(library, key)));
            return Self { tree, step, ..Self::private(kind, at, &whole) };
        }
        let answer = match event {
            Event::Replied(_, Reply::Number(_) | Reply::Day(_) | Reply::Words(_)) => None,
            Event::Replied(_, reply) => Some(reply_name(reply)),
            Event::Helped(_) => Some("unsure".to_owned()),
            Event::Acknowledged(warning) => {
                library.vocabulary().warnings.get_index(warning.index()).map(|(id, _)| id.to_string())
            }
            _ => None,
        };
        Self { kind: kind.to_owned(), tree, step, answer, body: json(&whole), private: None }
    }

    /// Writes how the person described the problem; it gets the number zero.
    pub fn of_own_words(words: &str) -> Self {
        Self::private("own-words", None, &wire::Event::OwnWords(words.into()))
    }

    /// Writes a note of somebody who does not walk.
    pub fn of_note(words: &str) -> Self {
        Self::private("noted", None, &wire::Event::Noted(words.into()))
    }

    /// Writes what was done with the case.
    pub fn of_handling(handling: &Handling) -> Self {
        let event = wire::Event::Handled(match handling {
            Handling::Parked => wire::Handling::Parked,
            Handling::Resumed => wire::Handling::Resumed,
            Handling::HandedOver { to } => wire::Handling::HandedOver(to.into()),
            Handling::Closed => wire::Handling::Closed,
            Handling::Reopened => wire::Handling::ReopenedCase,
            Handling::Moved { to, renames } => {
                wire::Handling::Moved { to: to.into(), renames: super::moves::written(renames) }
            }
            Handling::Erased => wire::Handling::Erased,
        });
        Self { kind: handling.as_str().to_owned(), body: json(&event), ..Self::default() }
    }

    /// Reads what was done with the case; nothing if it is another kind of turn.
    pub fn handling(&self) -> Option<Handling> {
        let wire::Event::Handled(handling) = serde_json::from_str(&self.body).ok()? else { return None };
        Some(match handling {
            wire::Handling::Parked => Handling::Parked,
            wire::Handling::Resumed => Handling::Resumed,
            wire::Handling::HandedOver(to) => Handling::HandedOver { to: to.into_owned() },
            wire::Handling::Closed => Handling::Closed,
            wire::Handling::ReopenedCase => Handling::Reopened,
            wire::Handling::Moved { to, renames } => {
                Handling::Moved { to: to.into_owned(), renames: super::moves::read(&renames) }
            }
            wire::Handling::Erased => Handling::Erased,
        })
    }

    fn private(kind: &str, at: Option<Cow<'_, str>>, whole: &wire::Event<'_>) -> Self {
        let withheld = wire::Event::Withheld { kind: kind.into(), at };
        Self { kind: kind.to_owned(), body: json(&withheld), private: Some(json(whole)), ..Self::default() }
    }

    /// Returns what the person typed: own words, a note, words as an answer or as a fact. Ids are none.
    pub fn words(&self) -> Option<String> {
        let whole = self.private.as_ref().unwrap_or(&self.body);
        match serde_json::from_str(whole).ok()? {
            wire::Event::OwnWords(words)
            | wire::Event::Noted(words)
            | wire::Event::Replied { reply: wire::Reply::Words(words), .. }
            | wire::Event::Fact { value: wire::Value::Words(words), .. }
            | wire::Event::Collected { value: Some(wire::Value::Words(words)), .. } => Some(words.into_owned()),
            _ => None,
        }
    }

    /// Writes it as a line of a record, line break included; what is private only if it is `whole`.
    pub fn line(&self, case: &Number, turn: u32, whole: bool) -> String {
        let event = self.private.as_ref().filter(|_| whole).unwrap_or(&self.body);
        let private = if self.private.is_some() { r#""private":true,"# } else { "" };
        let mut line = format!(r#"{{"format":{FORMAT},"case":"{case}","turn":{turn},{private}"event":"#);
        // Writing to a string cannot fail.
        let _written = writeln!(line, "{event}}}");
        line
    }
}

/// The tree and the step of a key by their ids.
fn names(library: &Library, key: &Key) -> (String, String) {
    let tree = library.tree(key.tree);
    let step = tree.and_then(|tree| tree.step(key.step)).map(|step| step.id.to_string()).unwrap_or_default();
    (tree.map(|tree| tree.id.to_string()).unwrap_or_default(), step)
}

fn kind_of(event: &wire::Event<'_>) -> &'static str {
    match event {
        wire::Event::Started { .. } => "started",
        wire::Event::OwnWords(_) => "own-words",
        wire::Event::Fact { .. } => "fact",
        wire::Event::Acknowledged(_) => "acknowledged",
        wire::Event::Helped(_) => "helped",
        wire::Event::Replied { .. } => "replied",
        wire::Event::Collected { .. } => "collected",
        wire::Event::Uncollected { .. } => "uncollected",
        wire::Event::Reopened(_) => "reopened",
        wire::Event::Noted(_) => "noted",
        wire::Event::Human => "human",
        wire::Event::Handled(_) => "handled",
        wire::Event::Withheld { .. } => "withheld",
    }
}

/// Strings and finite numbers can always be written.
fn json(event: &wire::Event<'_>) -> String {
    serde_json::to_string(event).unwrap_or_default()
}

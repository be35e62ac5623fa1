//! Tells a case turn by turn: who, when, where, what was asked and what was answered.

use super::Opened;
use crate::{
    case::{Handling, Phrase},
    engine::{Event, Origin, Reply, Turn},
    store::{Moment, TurnRow},
    tree::Kind,
    words::Words,
};

/// What happened in a turn, in words of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// The case began, or went on, in a tree with this title.
    Started(String),
    /// How the person described the problem; nothing if that was erased.
    OwnWords(Option<String>),
    /// Something that was asked, and what was replied; nothing if that was erased.
    Answered {
        /// What was asked or was to be done.
        asked: String,
        /// The reply.
        reply: Option<String>,
        /// Whether it was an instruction.
        instruction: bool,
    },
    /// A fact that became known outside a question, with where it is known from.
    Fact {
        /// Its name.
        name: String,
        /// Its value; nothing if it is not known, or was erased.
        value: Option<String>,
        /// Where from.
        origin: Option<String>,
    },
    /// A warning was read.
    Warned(String),
    /// "I am not sure" was said, and help was given.
    Helped(String),
    /// An earlier answer was opened again.
    Reopened(String),
    /// A note; nothing if it was erased.
    Noted(Option<String>),
    /// The person wanted a human.
    Human,
    /// What was done with the case.
    Handled(String),
    /// A turn that the trees of the case do not know.
    Unknown,
}

/// A turn in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the case.
    pub turn: u32,
    /// When it was recorded.
    pub at: Moment,
    /// How long it took, in milliseconds.
    pub spent: u64,
    /// The agent who recorded it.
    pub agent: Option<String>,
    /// Where: terminal, web or program.
    pub channel: String,
    /// The language of the dialogue.
    pub lang: String,
    /// What kind of turn it is, as in a record.
    pub kind: String,
    /// Whether it holds something private, or did before it was erased.
    pub private: bool,
    /// What happened.
    pub said: Said,
}

/// Tells the turns of a case, in order.
pub fn story(opened: &Opened, words: &Words) -> Vec<Line> {
    let phrase = Phrase { library: opened.loaded.sealed.library(), words };
    let mut known = opened.numbers.iter().zip(&opened.turns).peekable();
    let mut lines = Vec::with_capacity(opened.rows.len());
    for row in &opened.rows {
        while known.peek().is_some_and(|(number, _)| **number < row.turn) {
            known.next();
        }
        let turn = known.peek().filter(|(number, _)| **number == row.turn).map(|(_, turn)| *turn);
        let said = match turn {
            Some(turn) => of_turn(phrase, turn),
            None => of_row(phrase, row, opened),
        };
        // Who holds the dialogue is told with every turn.
        if matches!(&said, Said::Fact { name, .. } if name.is_empty()) {
            continue;
        }
        lines.push(Line {
            turn: row.turn,
            at: row.at,
            spent: row.spent,
            agent: row.agent.clone(),
            channel: row.channel.clone(),
            lang: row.lang.clone(),
            kind: row.entry.kind.clone(),
            private: row.entry.private.is_some() || is_withheld(row),
            said,
        });
    }
    lines
}

/// Tells a turn of the engine.
fn of_turn(phrase: Phrase<'_>, turn: &Turn) -> Said {
    let asked = |key| phrase.step(key).map(|step| phrase.wanted(step)).unwrap_or_default();
    match &turn.event {
        Event::Started { tree, .. } => Said::Started(phrase.title(*tree)),
        Event::Replied(key, reply) => {
            let instruction = phrase.step(key).is_some_and(|step| matches!(step.kind, Kind::Instruction(_)));
            let reply = match reply {
                Reply::Outcome(outcome) => phrase.outcome(*outcome),
                reply => phrase.reply(key, reply),
            };
            Said::Answered { asked: asked(key), reply: Some(reply), instruction }
        }
        Event::Fact { fact, value, origin } => {
            let is_voice = phrase.fact(*fact).is_some_and(|(id, _)| id.as_str() == "voice");
            let name = if is_voice { String::new() } else { phrase.fact_name(*fact) };
            Said::Fact { name, value: Some(phrase.value(*fact, value)), origin: Some(phrase.origin(origin)) }
        }
        Event::Collected(fact, value) => Said::Fact {
            name: phrase.fact_name(*fact),
            value: value.as_ref().map(|value| phrase.value(*fact, value)),
            origin: value.as_ref().map(|_| phrase.origin(&Origin::Said(None))),
        },
        Event::Uncollected(fact) => Said::Reopened(phrase.fact_name(*fact)),
        Event::Acknowledged(warning) => {
            let warning = phrase.library.vocabulary().warnings.get_index(warning.index());
            Said::Warned(warning.map(|(_, it)| it.hazard.get(phrase.words.lang()).to_owned()).unwrap_or_default())
        }
        Event::Helped(key) => Said::Helped(asked(key)),
        Event::Reopened(key) => Said::Reopened(asked(key)),
        Event::Noted(words) => Said::Noted(Some(words.to_string())),
        Event::Human => Said::Human,
    }
}

/// Tells a row that is no turn of the engine, was erased, or does not fit the trees.
fn of_row(phrase: Phrase<'_>, row: &TurnRow, opened: &Opened) -> Said {
    match row.entry.kind.as_str() {
        "own-words" => Said::OwnWords(opened.own_words.clone()),
        "noted" => Said::Noted(None),
        "replied" if row.entry.private.is_none() => {
            let step = row.entry.tree.as_deref().zip(row.entry.step.as_deref()).and_then(|(tree, step)| {
                let tree = phrase.library.tree(phrase.library.find(tree)?)?;
                tree.steps().find(|(_, own)| own.id.as_str() == step).map(|(_, step)| step)
            });
            let asked = step.map(|step| phrase.wanted(step)).unwrap_or_default();
            Said::Answered { asked, reply: row.entry.answer.clone(), instruction: false }
        }
        "fact" | "collected" => Said::Fact { name: phrase.words.say("story-fact"), value: None, origin: None },
        _ => handled(phrase.words, row).map_or(Said::Unknown, Said::Handled),
    }
}

/// Tells what was done with a case.
fn handled(words: &Words, row: &TurnRow) -> Option<String> {
    let handling = row.entry.handling()?;
    Some(match &handling {
        Handling::HandedOver { to } => words.tell("story-handed-over", &[("to", to.into())]),
        Handling::Moved { to, .. } => {
            let to = to.get(..12).unwrap_or(to);
            words.tell("story-moved", &[("to", to.into())])
        }
        Handling::Erased => words.say("story-erased-case"),
        other => words.say(&format!("story-{}", other.as_str())),
    })
}

/// Says whether a turn held something that was erased.
fn is_withheld(row: &TurnRow) -> bool {
    row.entry.private.is_none() && row.entry.body.starts_with(r#"{"withheld""#)
}

impl Said {
    /// Tells it in one line.
    pub fn tell(&self, words: &Words) -> String {
        let erased = || words.say("story-erased");
        match self {
            Self::Started(title) => words.tell("story-started", &[("title", title.into())]),
            Self::OwnWords(said) => {
                let said = said.clone().unwrap_or_else(erased);
                format!("{}: {said}", words.say("start-own-words"))
            }
            Self::Answered { asked, reply, .. } => {
                format!("{asked} – {}", reply.clone().unwrap_or_else(erased))
            }
            Self::Fact { name, value, origin } => {
                let value = value.clone().unwrap_or_else(|| words.say("answer-unknown"));
                match origin {
                    Some(origin) => format!("{name}: {value} ({origin})"),
                    None => format!("{name}: {value}"),
                }
            }
            Self::Warned(hazard) => words.tell("story-warned", &[("hazard", hazard.into())]),
            Self::Helped(asked) => format!("{asked} – {}", words.say("story-helped")),
            Self::Reopened(asked) => words.tell("story-reopened", &[("asked", asked.into())]),
            Self::Noted(note) => words.tell("story-noted", &[("note", (&note.clone().unwrap_or_else(erased)).into())]),
            Self::Human => words.say("story-human"),
            Self::Handled(handled) => handled.clone(),
            Self::Unknown => words.say("story-unknown"),
        }
    }
}

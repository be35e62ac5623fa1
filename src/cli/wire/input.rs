//! What a program may say: one object a line with exactly one key.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value as Json};

use crate::{
    base::{Id, near},
    case::Phrase,
    engine::{Input, Origin, Outcome, Session},
    repl::{Refusal, value},
    tree::Date,
};

/// All keys, as they are told to who sent another.
pub(super) const KEYS: [&str; 14] = [
    "answer",
    "answers",
    "number",
    "date",
    "text",
    "outcome",
    "acknowledge",
    "done",
    "unknown",
    "back",
    "change",
    "fact",
    "note",
    "human",
];

/// What was said.
#[derive(Debug)]
pub(super) enum Order {
    Answer(String),
    Answers(Vec<String>),
    Number(f64),
    Date(String),
    Text(String),
    Outcome(String),
    Acknowledge,
    Done,
    Unknown,
    Back,
    Change(String),
    Fact(Fact),
    Note(String),
    Human,
}

/// A fact that is told outside a question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fact {
    name: String,
    value: Json,
    #[serde(default)]
    measured: bool,
}

/// What was said, and whether it is to be kept although it looks like a secret.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) order: Order,
    pub(super) insists: bool,
}

/// Reads one line, or says why it is not understood.
pub(super) fn read(line: &str) -> Result<Said, String> {
    let mut object: Map<String, Json> = serde_json::from_str(line).map_err(|_| "it is no JSON object".to_owned())?;
    let insists = match object.remove("insist") {
        None => false,
        Some(Json::Bool(insists)) => insists,
        Some(_) => return Err("`insist` wants the value true".to_owned()),
    };
    order(object).map(|order| Said { order, insists })
}

fn order(object: Map<String, Json>) -> Result<Order, String> {
    let mut entries = object.into_iter();
    let (Some((key, value)), None) = (entries.next(), entries.next()) else {
        return Err("one key is wanted".to_owned());
    };
    let wrong = |wanted: &str| format!("`{key}` wants {wanted}");
    let text = || value.as_str().map(str::to_owned).ok_or_else(|| wrong("a text"));
    let yes = |order| if value == Json::Bool(true) { Ok(order) } else { Err(wrong("the value true")) };
    match key.as_str() {
        "answer" => text().map(Order::Answer),
        "answers" => texts(&value).map(Order::Answers).ok_or_else(|| wrong("a list of texts")),
        "number" => value.as_f64().map(Order::Number).ok_or_else(|| wrong("a number")),
        "date" => text().map(Order::Date),
        "text" => text().map(Order::Text),
        "outcome" => text().map(Order::Outcome),
        "acknowledge" => yes(Order::Acknowledge),
        "done" => yes(Order::Done),
        "unknown" => yes(Order::Unknown),
        "back" => yes(Order::Back),
        "change" => text().map(Order::Change),
        "fact" => {
            let read = serde_json::from_value(value.clone()).map(Order::Fact);
            read.map_err(|_| wrong("an object with name and value"))
        }
        "note" => text().map(Order::Note),
        "human" => yes(Order::Human),
        other => Err(match near(other, KEYS) {
            Some(near) => format!("there is no key `{other}`, did you mean `{near}`?"),
            None => format!("there is no key `{other}`"),
        }),
    }
}

fn texts(value: &Json) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|it| it.as_str().map(str::to_owned)).collect()
}

impl Order {
    /// Turns what was said into an input. Ids must be exact: a program does not mistype.
    pub(super) fn understand(self, session: &Session<'_>, phrase: Phrase<'_>, today: Date) -> Result<Input, Refusal> {
        Ok(match self {
            Self::Answer(id) => Input::Choose(Id::new(&id)),
            Self::Answers(ids) => Input::ChooseSeveral(ids.iter().map(|id| Id::new(id)).collect()),
            Self::Number(number) => Input::Number(number),
            Self::Date(text) if text == "today" => Input::Day(today),
            Self::Date(text) => Input::Day(text.parse().map_err(|_| Refusal::Day)?),
            Self::Text(text) => Input::Words(Arc::from(text)),
            Self::Outcome(outcome) => Input::Outcome(match outcome.as_str() {
                "worked" => Outcome::Worked,
                "not-worked" => Outcome::DidNotWork,
                "not-done" => Outcome::NotDone,
                _ => return Err(Refusal::Outcome),
            }),
            Self::Acknowledge => Input::Acknowledge,
            Self::Done => Input::Done,
            Self::Unknown => Input::Unknown,
            Self::Back => Input::Back,
            Self::Change(name) => {
                let entry = session.state().trail().iter().find(|entry| phrase.key_name(&entry.key) == name);
                let key = entry.map(|entry| entry.key.clone());
                Input::Change(key.ok_or(Refusal::Engine(crate::engine::Rejection::NotReplied))?)
            }
            Self::Fact(fact) => told(&fact, session, phrase, today)?,
            Self::Note(text) => Input::Note(Arc::from(text)),
            Self::Human => Input::Human,
        })
    }
}

fn told(fact: &Fact, session: &Session<'_>, phrase: Phrase<'_>, today: Date) -> Result<Input, Refusal> {
    let tree = session.state().trees().last().copied();
    let not_a_value = || Refusal::NotAValue(fact.name.clone());
    let ix = phrase.library.find_fact(tree, &fact.name).ok_or_else(not_a_value)?;
    let text = match &fact.value {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        Json::Array(_) => texts(&fact.value).ok_or_else(not_a_value)?.join(", "),
        _ => return Err(not_a_value()),
    };
    let origin = if fact.measured { Origin::Measured } else { Origin::Said(None) };
    Ok(Input::Fact(ix, value(phrase, ix, &text, today)?, origin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_or_explained() {
        let order = |line| read(line).map(|said| said.order);
        assert!(matches!(order(r#"{"answer":"dark"}"#), Ok(Order::Answer(id)) if id == "dark"));
        assert!(matches!(order(r#"{"number":5}"#), Ok(Order::Number(_))));
        assert!(matches!(order(r#"{"fact":{"name":"os","value":"linux"}}"#), Ok(Order::Fact(_))));
        assert!(matches!(read(r#"{"note":"a","insist":true}"#), Ok(Said { order: Order::Note(_), insists: true })));
        for (line, why) in [
            ("", "it is no JSON object"),
            ("[1]", "it is no JSON object"),
            ("{}", "one key is wanted"),
            (r#"{"answer":"a","back":true}"#, "one key is wanted"),
            (r#"{"answer":1}"#, "`answer` wants a text"),
            (r#"{"insist":true}"#, "one key is wanted"),
            (r#"{"note":"a","insist":"yes"}"#, "`insist` wants the value true"),
            (r#"{"back":false}"#, "`back` wants the value true"),
            (r#"{"anser":"x"}"#, "there is no key `anser`, did you mean `answer`?"),
            (r#"{"number":1e999}"#, "it is no JSON object"),
        ] {
            assert_eq!(read(line).unwrap_err(), why, "{line}");
        }
    }

    #[test]
    fn every_key_is_read() {
        for key in KEYS {
            let line = format!("{{\"{key}\":null}}");
            assert!(read(&line).unwrap_err().contains("wants"), "{key}");
        }
    }
}

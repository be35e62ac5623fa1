//! Writes turns as lines of a record.

use std::{borrow::Cow, fmt::Write as _};

use super::{FORMAT, wire};
use crate::{
    case::Number,
    engine::{Event, Key, Origin, Outcome, Reply, Turn, Value},
    tree::{FactIx, Input, Library, StepIx, TreeIx},
};

/// Writes one turn, line break included; `number` counts the turns of the case from one.
pub fn turn_line(library: &Library, case: &Number, number: u32, turn: &Turn) -> String {
    let writer = Writer { library };
    line(case, number, writer.is_private(&turn.event), writer.event(&turn.event))
}

/// Says whether an event holds something that must never leave the case.
pub fn is_private(library: &Library, event: &Event) -> bool {
    Writer { library }.is_private(event)
}

/// Writes how the person described the problem, line break included.
pub fn own_words_line(case: &Number, words: &str) -> String {
    line(case, 0, true, wire::Event::OwnWords(words.into()))
}

fn line(case: &Number, turn: u32, private: bool, event: wire::Event<'_>) -> String {
    let line = wire::Line { format: FORMAT, case: case.as_str().into(), turn, private, event };
    // Strings and finite numbers can always be written.
    let mut text = serde_json::to_string(&line).unwrap_or_default();
    text.push('\n');
    text
}

/// Names a step: the calls that lead to it and the step itself, each as `tree:step`, from the second visit on as
/// `tree:step~2`, joined by `/`.
pub(super) fn key(library: &Library, key: &Key) -> String {
    let mut name = String::new();
    let calls = key.calls.iter().flat_map(|calls| calls.iter().map(|call| (call.tree, call.step, call.visit)));
    for (tree, step, visit) in calls.chain([(key.tree, key.step, key.visit)]) {
        if !name.is_empty() {
            name.push('/');
        }
        name.push_str(tree_id(library, tree));
        name.push(':');
        name.push_str(step_id(library, tree, step));
        if 1 < visit {
            // Writing to a string cannot fail.
            let _written = write!(name, "~{visit}");
        }
    }
    name
}

fn tree_id(library: &Library, tree: TreeIx) -> &str {
    library.tree(tree).map(|tree| tree.id.as_str()).unwrap_or_default()
}

fn step_id(library: &Library, tree: TreeIx, step: StepIx) -> &str {
    library.tree(tree).and_then(|tree| tree.step(step)).map(|step| step.id.as_str()).unwrap_or_default()
}

pub(super) struct Writer<'l> {
    pub(super) library: &'l Library,
}

impl<'l> Writer<'l> {
    pub(super) fn event<'t>(&self, event: &'t Event) -> wire::Event<'t>
    where
        'l: 't,
    {
        match event {
            Event::Started { tree, today } => {
                wire::Event::Started { tree: tree_id(self.library, *tree).into(), today: today.to_string().into() }
            }
            Event::Fact { fact, value: told, origin } => {
                let (name, tree) = self.fact(*fact);
                let (origin, at) = match origin {
                    Origin::Said(at) => (wire::Origin::Said, at.as_ref().map(|at| key(self.library, at))),
                    Origin::Measured => (wire::Origin::Measured, None),
                    Origin::KnownBefore => (wire::Origin::KnownBefore, None),
                };
                wire::Event::Fact { name, tree, value: value(told), origin, at }
            }
            Event::Acknowledged(warning) => {
                let warning = self.library.vocabulary().warnings.get_index(warning.index());
                wire::Event::Acknowledged(warning.map(|(id, _)| id.as_str()).unwrap_or_default().into())
            }
            Event::Helped(at) => wire::Event::Helped(key(self.library, at).into()),
            Event::Replied(at, said) => wire::Event::Replied { at: key(self.library, at).into(), reply: reply(said) },
            Event::Collected(fact, told) => {
                let (name, tree) = self.fact(*fact);
                wire::Event::Collected { name, tree, value: told.as_ref().map(value) }
            }
            Event::Uncollected(fact) => {
                let (name, tree) = self.fact(*fact);
                wire::Event::Uncollected { name, tree }
            }
            Event::Reopened(at) => wire::Event::Reopened(key(self.library, at).into()),
            Event::Noted(words) => wire::Event::Noted((&**words).into()),
            Event::Human => wire::Event::Human,
        }
    }

    fn fact(&self, fact: FactIx) -> (Cow<'l, str>, Option<String>) {
        let id = self.library.fact(fact).map(|(id, _)| id.as_str()).unwrap_or_default();
        let tree = self.library.fact_tree(fact).map(|tree| tree_id(self.library, tree).to_owned());
        (id.into(), tree)
    }

    /// Says whether a turn holds something that must never leave the case. Nobody declares what a note holds.
    pub(super) fn is_private(&self, event: &Event) -> bool {
        let is_private = |fact: FactIx| self.library.fact(fact).is_some_and(|(_, fact)| fact.private);
        match event {
            Event::Fact { fact, .. } | Event::Collected(fact, Some(_)) => is_private(*fact),
            Event::Replied(at, _) => {
                let step = self.library.tree(at.tree).and_then(|tree| tree.step(at.step));
                step.and_then(|step| step.question()).is_some_and(|question| {
                    matches!(question.input, Input::Text { private: true, .. })
                        || question.fact.as_ref().and_then(|fact| fact.to).is_some_and(is_private)
                })
            }
            Event::Noted(_) => true,
            _ => false,
        }
    }
}

fn reply(reply: &Reply) -> wire::Reply<'_> {
    match reply {
        Reply::Chosen(id) => wire::Reply::Chosen(id.as_str().into()),
        Reply::Several(ids) => wire::Reply::Several(ids.iter().map(|id| id.as_str().into()).collect()),
        Reply::Number(number) => wire::Reply::Number(*number),
        Reply::Day(day) => wire::Reply::Day(day.to_string().into()),
        Reply::Words(words) => wire::Reply::Words((&**words).into()),
        Reply::Outcome(outcome) => wire::Reply::Outcome(match outcome {
            Outcome::Worked => wire::Outcome::Worked,
            Outcome::DidNotWork => wire::Outcome::NotWorked,
            Outcome::NotDone => wire::Outcome::NotDone,
        }),
        Reply::Done => wire::Reply::Done,
    }
}

fn value(value: &Value) -> wire::Value<'_> {
    match value {
        Value::Choice(id) => wire::Value::Choice(id.as_str().into()),
        Value::Many(ids) => wire::Value::Many(ids.iter().map(|id| id.as_str().into()).collect()),
        Value::Number(number) => wire::Value::Number(*number),
        Value::Day(day) => wire::Value::Day(day.to_string().into()),
        Value::Words(words) => wire::Value::Words((&**words).into()),
    }
}

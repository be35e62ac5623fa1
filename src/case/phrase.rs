//! Puts replies, values, causes and steps into words of the chosen language.

use crate::{
    base::Id,
    engine::{Key, KnownFact, Origin, Outcome, Passed, Reply, Value},
    tree::{Answer, Bound, Date, Fact, FactIx, FactKind, Kind, Library, Step, TreeIx},
    words::Words,
};

/// Speaks about a case: the library that it walks and the language.
#[derive(Clone, Copy, Debug)]
pub struct Phrase<'a> {
    /// The trees and shared words.
    pub library: &'a Library,
    /// The language.
    pub words: &'a Words,
}

impl<'a> Phrase<'a> {
    /// Returns the label of an answer: its own, the built-in one, or its id.
    pub fn answer(&self, answer: &Answer) -> String {
        answer.text.as_ref().map_or_else(|| self.built_in(&answer.id), |text| text.get(self.words.lang()).to_owned())
    }

    fn built_in(&self, id: &Id) -> String {
        match id.as_str() {
            "yes" => self.words.say("answer-yes"),
            "no" => self.words.say("answer-no"),
            "unsure" => self.words.say("answer-unsure"),
            "none" => self.words.say("answer-none"),
            other => other.to_owned(),
        }
    }

    /// Finds the step that a key names.
    pub fn step(&self, key: &Key) -> Option<&'a Step> {
        self.library.tree(key.tree)?.step(key.step)
    }

    /// Returns what a step asks or wants done.
    pub fn wanted(&self, step: &Step) -> String {
        let text = match (&step.kind, step.question()) {
            (Kind::Instruction(instruction), _) => Some(&instruction.text),
            (_, Some(question)) => Some(&question.ask),
            _ => None,
        };
        text.map_or_else(|| step.id.to_string(), |text| text.get(self.words.lang()).to_owned())
    }

    /// Returns a reply as its label.
    pub fn reply(&self, key: &Key, reply: &Reply) -> String {
        let question = self.step(key).and_then(Step::question);
        let label = |id: &Id| {
            let answer = question.and_then(|it| it.answers.iter().find(|answer| answer.id == *id));
            answer.map_or_else(|| self.built_in(id), |answer| self.answer(answer))
        };
        match reply {
            Reply::Chosen(id) => label(id),
            Reply::Several(ids) => ids.iter().map(label).collect::<Vec<_>>().join("; "),
            Reply::Number(number) => {
                let unit = question.and_then(|it| match &it.input {
                    crate::tree::Input::Number { unit, .. } => unit.as_ref(),
                    _ => None,
                });
                let number = self.words.number(*number);
                unit.map_or_else(|| number.clone(), |unit| format!("{number} {}", unit.get(self.words.lang())))
            }
            Reply::Day(day) => self.day(*day),
            Reply::Words(words) => words.to_string(),
            Reply::Outcome(outcome) => self.outcome(*outcome),
            Reply::Done => self.words.say("tried-done"),
        }
    }

    /// Returns a reply as a statement: the author's summary, or the question with the label.
    pub fn summary(&self, key: &Key, reply: &Reply) -> String {
        let Some(step) = self.step(key) else { return self.reply(key, reply) };
        let lang = self.words.lang();
        let summary = |id: &Id| {
            let answer = step.question()?.answers.iter().find(|answer| answer.id == *id)?;
            answer.summary.as_ref().map(|text| text.get(lang).to_owned())
        };
        let told = match reply {
            Reply::Chosen(id) => summary(id),
            Reply::Several(ids) => ids.iter().map(summary).collect::<Option<Vec<_>>>().map(|all| all.join("; ")),
            _ => None,
        };
        told.unwrap_or_else(|| {
            let asked = step.question().map_or_else(|| self.wanted(step), |it| it.ask.get(lang).to_owned());
            format!("{asked} {}", self.reply(key, reply))
        })
    }

    /// Returns the result of an instruction.
    pub fn outcome(&self, outcome: Outcome) -> String {
        match outcome {
            Outcome::Worked => self.words.say("tried-worked"),
            Outcome::DidNotWork => self.words.say("tried-not-worked"),
            Outcome::NotDone => self.words.say("tried-not-done"),
        }
    }

    /// Returns how an entry of the trail was passed.
    pub fn passed(&self, key: &Key, passed: &Passed) -> String {
        match passed {
            Passed::Replied(reply) => self.reply(key, reply),
            Passed::Known(known) => {
                let (value, origin) = (self.known(known), self.origin(&known.origin));
                self.words.tell("trail-known", &[("value", (&value).into()), ("origin", (&origin).into())])
            }
        }
    }

    /// Returns the declaration of a fact.
    pub fn fact(&self, ix: FactIx) -> Option<(&'a Id, &'a Fact)> {
        self.library.fact(ix)
    }

    /// Returns what a fact is called.
    pub fn fact_name(&self, ix: FactIx) -> String {
        self.fact(ix).map(|(_, fact)| fact.name.get(self.words.lang()).to_owned()).unwrap_or_default()
    }

    /// Returns the value of a known fact.
    pub fn known(&self, known: &KnownFact) -> String {
        self.value(known.fact, &known.value)
    }

    /// Returns a value as its fact labels it.
    pub fn value(&self, ix: FactIx, value: &Value) -> String {
        let label = |id: &Id| {
            let values = match self.fact(ix).map(|(_, fact)| &fact.kind) {
                Some(FactKind::Given { values, .. }) => values.as_slice(),
                _ => &[],
            };
            let text = values.iter().find(|it| it.id == *id).and_then(|it| it.text.as_ref());
            text.map_or_else(|| self.built_in(id), |text| text.get(self.words.lang()).to_owned())
        };
        match value {
            Value::Choice(id) => label(id),
            Value::Many(ids) => ids.iter().map(label).collect::<Vec<_>>().join("; "),
            Value::Number(number) => self.words.number(*number),
            Value::Day(day) => self.day(*day),
            Value::Words(words) => words.to_string(),
        }
    }

    /// Returns where a fact is known from.
    pub fn origin(&self, origin: &Origin) -> String {
        match origin {
            Origin::Said(_) => self.words.say("origin-said"),
            Origin::Measured => self.words.say("origin-measured"),
            Origin::KnownBefore => self.words.say("origin-known-before"),
        }
    }

    /// Returns what a cause is called.
    pub fn cause(&self, tree: TreeIx, cause: &Id) -> String {
        let declared = self.library.tree(tree).and_then(|tree| tree.causes.get(cause));
        declared.map_or_else(|| cause.to_string(), |cause| cause.name.get(self.words.lang()).to_owned())
    }

    /// Returns the title of a tree.
    pub fn title(&self, tree: TreeIx) -> String {
        self.library.tree(tree).map(|tree| tree.title.get(self.words.lang()).to_owned()).unwrap_or_default()
    }

    /// Writes a day.
    pub fn day(&self, day: Date) -> String {
        self.words.day(day.year(), day.month(), day.day())
    }

    /// Writes the end of a range, relative days counted from today.
    pub fn bound(&self, bound: &Bound, today: Date) -> String {
        match *bound {
            Bound::Number(number) => self.words.number(number),
            Bound::Day(day) => self.day(day),
            Bound::Today { months, days } => {
                let moved = today
                    .checked_add(jiff::Span::new().months(months))
                    .and_then(|day| day.checked_add(jiff::Span::new().days(days)));
                self.day(moved.unwrap_or(today))
            }
        }
    }

    /// Names a step as programs do: the calls, the step, and its visit from the second on.
    pub fn key_name(&self, key: &Key) -> String {
        let id =
            |tree: TreeIx, step| self.library.tree(tree).and_then(|tree| tree.step(step)).map(|step| step.id.as_str());
        let visited = |id: Option<&str>, visit: u16| match visit {
            0 | 1 => id.unwrap_or_default().to_owned(),
            _ => format!("{}~{visit}", id.unwrap_or_default()),
        };
        let calls = key.calls.iter().flat_map(|calls| calls.iter());
        let mut parts: Vec<String> = calls.map(|call| visited(id(call.tree, call.step), call.visit)).collect();
        parts.push(visited(id(key.tree, key.step), key.visit));
        parts.join(".")
    }
}

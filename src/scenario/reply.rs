//! What a scenario gives, as inputs and values; and replies as a scenario writes them.

use std::sync::Arc;

use super::{Given, Word, names::help_among};
use crate::{
    base::{Id, Span},
    engine::{Input, Outcome, Rejection, Reply, Value},
    tree::{After, Bound, Date, Fact, FactKind, Input as Wanted, Kind, Question, Step},
};

/// Why something does not fit.
pub(super) struct Unfit {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Unfit {
    fn new(word: &Word, what: &str, help: impl Into<String>) -> Self {
        Self { span: word.span, message: format!("`{}` is not {what}", word.text), help: Some(help.into()) }
    }

    /// Says why the engine refused.
    pub(super) fn refused(given: &Given, rejection: &Rejection) -> Self {
        let end = |bound: &Option<Bound>| bound.as_ref().map_or_else(|| "…".to_owned(), ToString::to_string);
        let help = match rejection {
            Rejection::OutOfRange { min, max } => Some(format!("possible: {} to {}", end(min), end(max))),
            Rejection::PatternNotMet(pattern) => Some(format!("it must look like `{pattern}`")),
            _ => None,
        };
        let shown = given.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(", ");
        Self { span: given.span, message: format!("`{shown}` is not taken here: {rejection}"), help }
    }
}

/// Reads what is given at a step that is shown.
pub(super) fn input(step: &Step, given: &Given, today: Date) -> Result<Input, Unfit> {
    let question = match &step.kind {
        Kind::Question(question) => question,
        Kind::Instruction(instruction) => match &instruction.after {
            After::Ask(question) => question,
            After::Verify { .. } => return outcome(one(given)?),
            After::Next(_) => {
                let word = one(given)?;
                let done = Unfit::new(word, "an answer here", "write `done`, or nothing: nothing is asked after this");
                return if word.text == "done" { Ok(Input::Done) } else { Err(done) };
            }
        },
        Kind::Call(_) | Kind::Route(_) | Kind::Ending(_) => return Ok(Input::Done),
    };
    answer(question, given, today)
}

fn outcome(word: &Word) -> Result<Input, Unfit> {
    let outcome = match word.text.as_str() {
        "yes" => Outcome::Worked,
        "no" => Outcome::DidNotWork,
        "cannot" => Outcome::NotDone,
        _ => {
            let help = "write `yes` (it helped), `no` (it did not) or `cannot` (it could not be done)";
            return Err(Unfit::new(word, "a result of an instruction", help));
        }
    };
    Ok(Input::Outcome(outcome))
}

fn answer(question: &Question, given: &Given, today: Date) -> Result<Input, Unfit> {
    if let [word] = given.words.as_slice()
        && word.text == "unsure"
        && question.unsure().is_some()
    {
        return Ok(Input::Choose(Id::new("unsure")));
    }
    let ids = question.answers.iter().map(|answer| answer.id.as_str());
    match &question.input {
        Wanted::Choice => known(one(given)?, "an answer of this question", ids).map(Input::Choose),
        Wanted::Many => {
            let chosen = given.words.iter().map(|word| known(word, "an answer of this question", ids.clone()));
            chosen.collect::<Result<_, _>>().map(Input::ChooseSeveral)
        }
        Wanted::Number { .. } => number(one(given)?).map(Input::Number),
        Wanted::Date(_) => day(one(given)?, today).map(Input::Day),
        Wanted::Text { .. } => Ok(Input::Words(Arc::from(one(given)?.text.as_str()))),
    }
}

/// Reads the value of a fact.
pub(super) fn value(fact: &Fact, given: &Given, today: Date) -> Result<Value, Unfit> {
    let FactKind::Given { input, values } = &fact.kind else {
        let message = "this fact is computed and cannot be given".to_owned();
        return Err(Unfit { span: given.span, message, help: Some("delete it".to_owned()) });
    };
    let ids = values.iter().map(|value| value.id.as_str());
    match input {
        Wanted::Choice => known(one(given)?, "a value of this fact", ids).map(Value::Choice),
        Wanted::Many => {
            let chosen = given.words.iter().map(|word| known(word, "a value of this fact", ids.clone()));
            chosen.collect::<Result<_, _>>().map(Value::Many)
        }
        Wanted::Number { .. } => number(one(given)?).map(Value::Number),
        Wanted::Date(_) => day(one(given)?, today).map(Value::Day),
        Wanted::Text { .. } => Ok(Value::Words(Arc::from(one(given)?.text.as_str()))),
    }
}

/// Returns the input that gives a value to a hand-over.
pub(super) fn collecting(value: Value) -> Input {
    match value {
        Value::Choice(id) => Input::Choose(id),
        Value::Many(ids) => Input::ChooseSeveral(ids),
        Value::Number(number) => Input::Number(number),
        Value::Day(day) => Input::Day(day),
        Value::Words(words) => Input::Words(words),
    }
}

fn one(given: &Given) -> Result<&Word, Unfit> {
    match given.words.as_slice() {
        [word] => Ok(word),
        _ => Err(Unfit {
            span: given.span,
            message: "one answer is wanted here".to_owned(),
            help: Some("several are possible only where the question says `kind: many`".to_owned()),
        }),
    }
}

fn known<'n>(word: &Word, what: &str, ids: impl Iterator<Item = &'n str> + Clone) -> Result<Id, Unfit> {
    if ids.clone().any(|id| id == word.text) {
        return Ok(Id::new(&word.text));
    }
    Err(Unfit { span: word.span, message: format!("`{}` is not {what}", word.text), help: help_among(&word.text, ids) })
}

fn number(word: &Word) -> Result<f64, Unfit> {
    let found = word.text.parse().ok().filter(|number: &f64| number.is_finite());
    found.ok_or_else(|| Unfit::new(word, "a number", "write the number itself, such as `12` or `0.5`"))
}

fn day(word: &Word, today: Date) -> Result<Date, Unfit> {
    let found = match Bound::parse_day(&word.text) {
        Some(Bound::Day(day)) => Some(day),
        Some(Bound::Today { months, days }) => {
            let moved = today.checked_add(jiff::Span::new().months(months));
            moved.and_then(|day| day.checked_add(jiff::Span::new().days(days))).ok()
        }
        _ => None,
    };
    found.ok_or_else(|| Unfit::new(word, "a day", "write it as `2026-11-23`, or `today - 3 weeks`"))
}

/// Writes a reply as a scenario does.
pub(super) fn shown(reply: &Reply) -> String {
    match reply {
        Reply::Chosen(id) => id.to_string(),
        Reply::Several(ids) => ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" + "),
        Reply::Number(number) => number.to_string(),
        Reply::Day(day) => day.to_string(),
        Reply::Words(words) => format!("“{words}”"),
        Reply::Outcome(Outcome::Worked) => "yes".to_owned(),
        Reply::Outcome(Outcome::DidNotWork) => "no".to_owned(),
        Reply::Outcome(Outcome::NotDone) => "cannot".to_owned(),
        Reply::Done => "done".to_owned(),
    }
}

/// Writes a value as a scenario does.
pub(super) fn shown_value(value: &Value) -> String {
    match value {
        Value::Choice(id) => id.to_string(),
        Value::Many(ids) => ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", "),
        Value::Number(number) => number.to_string(),
        Value::Day(day) => day.to_string(),
        Value::Words(words) => words.to_string(),
    }
}

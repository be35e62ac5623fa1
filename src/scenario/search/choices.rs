//! What can be replied to a step, a few telling values where there are endlessly many.

use std::{borrow::Cow, sync::Arc};

use super::samples::{Cuts, days, numbers, words};
use crate::{
    base::Id,
    engine::{Input, Outcome, Value},
    tree::{After, Date, Fact, FactKind, Guard, Input as Wanted, Kind, Library, Question, Step},
};

/// One reply, as the engine takes it and as a test file writes it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::scenario) struct Choice {
    pub(in crate::scenario) input: Input,
    /// As written; a list of several stands in `{many: …}`.
    pub(in crate::scenario) written: Written,
    /// How unusual it is: what a person would rather not say costs more.
    pub(in crate::scenario) cost: u32,
}

/// How a reply stands in a test file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::scenario) enum Written {
    /// An id, a number, a day, `yes`.
    Plain(String),
    /// Words that must be quoted.
    Quoted(String),
    /// Several ids at once.
    Several(Vec<String>),
}

impl Written {
    /// Returns the words without quotes.
    pub(in crate::scenario) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Plain(text) | Self::Quoted(text) => Cow::Borrowed(text),
            Self::Several(several) => Cow::Owned(several.join(" ")),
        }
    }
}

/// What being unsure, and not being able, cost beside other replies.
const UNSURE: u32 = 8;
const CANNOT: u32 = 5;
/// What it costs to name two things where one is enough.
const PAIR: u32 = 6;

/// The most pairs of answers that are tried.
const MOST_PAIRS: usize = 28;

/// Lists the replies to a step, in the author's order.
pub(in crate::scenario) fn choices(library: &Library, step: &Step, today: Date) -> Vec<Choice> {
    let question = match &step.kind {
        Kind::Question(question) => question,
        Kind::Instruction(instruction) => match &instruction.after {
            After::Ask(question) => question,
            After::Next(_) => return vec![plain(Input::Done, "done", 0)],
            After::Verify { .. } => {
                return vec![
                    plain(Input::Outcome(Outcome::Worked), "yes", 0),
                    plain(Input::Outcome(Outcome::DidNotWork), "no", 1),
                    plain(Input::Outcome(Outcome::NotDone), "cannot", CANNOT),
                ];
            }
        },
        Kind::Call(_) | Kind::Route(_) | Kind::Ending(_) => return Vec::new(),
    };
    let mut found = answers(library, question, today);
    if question.unsure().is_some() {
        found.push(plain(Input::Choose(Id::new("unsure")), "unsure", UNSURE));
    }
    found
}

fn plain(input: Input, written: &str, cost: u32) -> Choice {
    Choice { input, written: Written::Plain(written.to_owned()), cost }
}

fn answers(library: &Library, question: &Question, today: Date) -> Vec<Choice> {
    let ids = question.answers.iter().map(|answer| &answer.id).filter(|id| id.as_str() != "unsure");
    let fact = question.fact.as_ref().and_then(|fact| fact.to);
    match &question.input {
        Wanted::Choice => {
            (0..).zip(ids).map(|(cost, id)| plain(Input::Choose(id.clone()), id.as_str(), cost)).collect()
        }
        Wanted::Many => {
            let one = |(cost, id): (u32, &Id)| plain(Input::ChooseSeveral(vec![id.clone()]), id.as_str(), cost);
            let mut found: Vec<Choice> = (0..).zip(ids.clone()).map(one).collect();
            if fact.is_some() {
                let several: Vec<&Id> = ids.filter(|id| id.as_str() != "none").collect();
                found.extend(pairs(&several));
            }
            found
        }
        Wanted::Number { scale, .. } => {
            let mut cuts = Cuts::of_answers(question, Some(today));
            cuts.add_conditions(library, fact, Some(today));
            let found = (0..).zip(numbers(scale, &cuts, Some(today)));
            found.map(|(cost, number)| plain(Input::Number(number), &number.to_string(), cost)).collect()
        }
        Wanted::Date(scale) => {
            let mut cuts = Cuts::of_answers(question, Some(today));
            cuts.add_conditions(library, fact, Some(today));
            let found = (0..).zip(days(scale, &cuts, today));
            found.map(|(cost, (day, written))| plain(Input::Day(day), &written, cost)).collect()
        }
        Wanted::Text { pattern, .. } => {
            let patterns: Vec<&str> = (question.answers.iter())
                .filter_map(|answer| match &answer.guard {
                    Guard::Matches(pattern) => Some(pattern.as_str()),
                    _ => None,
                })
                .collect();
            let found = (0..).zip(words(&patterns, pattern.as_ref().map(crate::tree::Pattern::as_str)));
            let quoted = |(cost, words): (u32, String)| Choice {
                input: Input::Words(Arc::from(words.as_str())),
                written: Written::Quoted(words),
                cost,
            };
            found.map(quoted).collect()
        }
    }
}

/// Lists pairs of answers: the first decides where to go, and both are remembered.
fn pairs(ids: &[&Id]) -> Vec<Choice> {
    let rest = |at: usize| ids.iter().skip(at + 1);
    let pairs =
        ids.iter().enumerate().flat_map(|(at, one)| rest(at).map(move |other| [(*one).clone(), (*other).clone()]));
    let choice = |pair: [Id; 2]| Choice {
        written: Written::Several(pair.iter().map(ToString::to_string).collect()),
        input: Input::ChooseSeveral(pair.to_vec()),
        cost: PAIR,
    };
    pairs.take(MOST_PAIRS).map(choice).collect()
}

/// Lists telling values of a fact, for what may be known before.
pub(in crate::scenario) fn values(fact: &Fact, cuts: &Cuts, today: Date) -> Vec<(Value, Written)> {
    let FactKind::Given { input, values } = &fact.kind else { return Vec::new() };
    let plain = |text: &str| Written::Plain(text.to_owned());
    match input {
        Wanted::Choice => values.iter().map(|it| (Value::Choice(it.id.clone()), plain(it.id.as_str()))).collect(),
        Wanted::Many => values.iter().map(|it| (Value::Many(vec![it.id.clone()]), plain(it.id.as_str()))).collect(),
        Wanted::Number { scale, .. } => {
            let found = numbers(scale, cuts, Some(today)).into_iter();
            found.map(|number| (Value::Number(number), plain(&number.to_string()))).collect()
        }
        Wanted::Date(scale) => {
            days(scale, cuts, today).into_iter().map(|(day, written)| (Value::Day(day), plain(&written))).collect()
        }
        Wanted::Text { pattern, .. } => {
            let mut found = words(&[], pattern.as_ref().map(crate::tree::Pattern::as_str));
            found.extend(cuts.words());
            let quoted = |words: String| (Value::Words(Arc::from(words.as_str())), Written::Quoted(words));
            found.into_iter().map(quoted).collect()
        }
    }
}

//! Questions: what is asked, which answers there are, and where each leads.

use super::{Bound, Chance, CheckIx, FactIx, Link, StepIx};
use crate::base::{Id, Span, Text};

/// A question with its answers.
#[derive(Clone, Debug)]
pub struct Question {
    /// What is asked.
    pub ask: Text,
    /// How it is answered.
    pub input: Input,
    /// The fact that remembers the answer.
    pub fact: Option<Link<FactIx>>,
    /// The local probe that may propose an answer.
    pub check: Option<Link<CheckIx>>,
    /// The answers in the author's order, `unsure` always last.
    pub answers: Vec<Answer>,
    /// Where a typed question leads that has no answers to branch on.
    pub next: Option<Outlet>,
}

impl Question {
    /// Returns the position of the answer with this id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.answers.iter().position(|answer| answer.id.as_str() == id)
    }

    /// Returns the answer "I am not sure", if the author declared it.
    pub fn unsure(&self) -> Option<&Answer> {
        self.answers.last().filter(|answer| answer.id.as_str() == "unsure")
    }
}

/// How a question is answered.
#[derive(Clone, Debug)]
pub enum Input {
    /// One of the answers.
    Choice,
    /// One or several of the answers.
    Many,
    /// A number.
    Number {
        /// The numbers that are possible.
        scale: Scale,
        /// What is counted.
        unit: Option<Text>,
    },
    /// A day.
    Date(Scale),
    /// Words.
    Text {
        /// The most characters.
        max: u32,
        /// What the words must look like, matched on the whole.
        pattern: Option<Box<str>>,
        /// Whether the words must never leave the case.
        private: bool,
    },
}

/// The ends of a number or day that may be given, both included.
#[derive(Clone, Debug, Default)]
pub struct Scale {
    /// Where it is declared.
    pub span: Span,
    /// The least.
    pub min: Option<Bound>,
    /// The most.
    pub max: Option<Bound>,
}

/// One answer: an edge out of a question.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The id, unique within the step.
    pub id: Id,
    /// Where the id stands.
    pub span: Span,
    /// The label; built in for `yes`, `no`, `unsure` and `none`, otherwise the id.
    pub text: Option<Text>,
    /// The answer as a statement, for the hand-over.
    pub summary: Option<Text>,
    /// Shown once when this is `unsure`.
    pub help: Option<Text>,
    /// Which typed input means this answer.
    pub guard: Guard,
    /// How likely this answer is with which cause.
    pub likely: Vec<(Link<()>, Chance)>,
    /// Where it leads.
    pub outlet: Outlet,
}

/// Which typed input means an answer.
#[derive(Clone, Debug)]
pub enum Guard {
    /// The answer is chosen.
    Chosen,
    /// The number or day lies in the half-open range.
    Range {
        /// The least that belongs to it.
        from: Option<Bound>,
        /// The least that does not.
        below: Option<Bound>,
    },
    /// The words match the regular expression.
    Matches(Box<str>),
    /// No other answer fits.
    Otherwise,
}

/// A way out of a step.
#[derive(Clone, Debug)]
pub struct Outlet {
    /// The step it leads to.
    pub to: Link<StepIx>,
    /// How often it may be taken, if it may lead back.
    pub retry: Option<Retry>,
}

/// The bound of a loop.
#[derive(Clone, Debug)]
pub struct Retry {
    /// How often the way may be taken in one run.
    pub times: u16,
    /// Where it leads after that.
    pub then: Link<StepIx>,
}

//! Questions: what is asked, which answers there are, and where each leads.

use std::sync::OnceLock;

use super::{Bound, Chance, CheckIx, FactIx, Link, Risks, StepIx};
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
        pattern: Option<Pattern>,
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
    /// The risks that it guards against: what was at stake is safe, says whoever answers so.
    pub guards: Risks,
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
    Matches(Pattern),
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

/// A regular expression as the author wrote it; compiled when it is first needed.
#[derive(Clone, Debug)]
pub struct Pattern {
    source: Box<str>,
    compiled: OnceLock<Option<regex::Regex>>,
}

impl Pattern {
    /// The most memory that one pattern may take, in bytes.
    const MOST: usize = 1 << 20;

    /// Wraps a pattern; returns what is wrong with it in the regex crate's words.
    pub fn new(source: &str) -> Result<Self, String> {
        Self::compile(source).map_err(|error| error.to_string())?;
        Ok(Self { source: source.into(), compiled: OnceLock::new() })
    }

    fn compile(source: &str) -> Result<regex::Regex, regex::Error> {
        regex::RegexBuilder::new(source).case_insensitive(true).size_limit(Self::MOST).build()
    }

    fn regex(&self) -> Option<&regex::Regex> {
        self.compiled.get_or_init(|| Self::compile(&self.source).ok()).as_ref()
    }

    /// Returns the pattern as written.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Says whether it is found anywhere in the words, in upper or lower case.
    pub fn is_found_in(&self, words: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(words))
    }

    /// Says whether it fits the words from the first to the last character.
    pub fn fits(&self, words: &str) -> bool {
        self.regex().is_some_and(|regex| regex.find_iter(words).any(|it| it.len() == words.len()))
    }
}

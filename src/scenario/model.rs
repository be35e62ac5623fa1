//! What stands in a test file: whole walks, and assertions about single steps.

use crate::{
    base::{Id, Place, SourceId, Span, Text},
    tree::{Date, Duration},
};

/// A word of the author with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// The word as written.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// All scenarios of one tree or part.
#[derive(Clone, Debug)]
pub struct Suite {
    /// The tree that they test: the stem of the file.
    pub tree: Id,
    /// The file.
    pub source: SourceId,
    /// Whether walks name every step that is shown, also instructions after which nothing is asked.
    pub complete: bool,
    /// Whole walks, in the author's order.
    pub walks: Vec<Walk>,
    /// Assertions about single steps, in the author's order.
    pub steps: Vec<Assertion>,
}

impl Suite {
    /// Makes a place in this file.
    pub fn place(&self, span: Span) -> Place {
        Place { source: self.source, span }
    }
}

/// What is so before the first step.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// Whether an agent holds the dialogue; otherwise a customer does.
    pub as_agent: bool,
    /// The day on which it takes place. Without one, the day on which the tree was reviewed.
    pub today: Option<Date>,
    /// What is known before.
    pub facts: Vec<(Word, Given)>,
    /// Whether an author has read it; a suggested scenario says no until then.
    pub confirmed: bool,
}

/// A whole walk, from the start of a tree to an ending.
#[derive(Clone, Debug)]
pub struct Walk {
    /// The id.
    pub id: Id,
    /// Where the id stands.
    pub span: Span,
    /// What it shows, in a sentence.
    pub title: Option<Text>,
    /// What is so before.
    pub opening: Opening,
    /// What is answered at which step.
    pub answers: Vec<Answered>,
    /// How it ends.
    pub ends: Option<Expected>,
    /// The step in which it ends.
    pub at: Option<Word>,
    /// What it was.
    pub cause: Vec<Word>,
    /// What is given to the hand-over, and expected in it.
    pub collected: Vec<(Word, Given)>,
    /// The longest time that its steps may take.
    pub within: Option<(Duration, Span)>,
}

/// What is answered at one step, once for every visit.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The step: its id, in a part with the calls before it and dots between.
    pub step: Word,
    /// What is answered at each visit.
    pub visits: Vec<Given>,
}

/// One value or several.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// Where it stands.
    pub span: Span,
    /// The words; one, unless several were listed.
    pub words: Vec<Word>,
    /// Whether a list was written.
    pub several: bool,
}

/// How a walk ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// It works again, and it was one of these.
    Fix(Vec<Word>),
    /// Somebody takes over.
    Escalate(Word),
    /// Another tree goes on.
    Continue(Word),
    /// A part returns.
    Exit(Word),
}

impl Expected {
    /// Returns where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Fix(words) => words.first().map_or_else(Span::default, |word| word.span),
            Self::Escalate(word) | Self::Continue(word) | Self::Exit(word) => word.span,
        }
    }
}

/// An assertion about one step: given these facts, this answer leads there.
#[derive(Clone, Debug)]
pub struct Assertion {
    /// The id.
    pub id: Id,
    /// Where the id stands.
    pub span: Span,
    /// What it shows, in a sentence.
    pub title: Option<Text>,
    /// What is so before.
    pub opening: Opening,
    /// The step.
    pub at: Word,
    /// What is answered there; nothing at a call or a route.
    pub answer: Option<Given>,
    /// The step that follows.
    pub leads: Option<Word>,
    /// How the case ends then.
    pub ends: Option<Expected>,
}

//! The tree as far as a chart tells it: its steps, with what is missing and what was guessed.

/// A tree that is to be written.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The fault; nothing if the chart does not say it.
    pub(super) title: Option<String>,
    /// Callers' words for it.
    pub(super) symptoms: Vec<String>,
    /// The step with which a run begins.
    pub(super) start: usize,
    /// The steps; those that are no longer needed are gone.
    pub(super) steps: Vec<Option<Step>>,
    /// In which order they are written.
    pub(super) order: Vec<usize>,
    /// The step that takes over where the chart leads nowhere.
    pub(super) fallback: Option<usize>,
    /// Whether that step is one of the chart.
    pub(super) fallback_is_own: bool,
    /// What was left out or decided for the whole chart.
    pub(super) remarks: Vec<String>,
}

/// One step.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// What the chart says there, on one line.
    pub(super) words: String,
    /// The name that the chart gives it, if that tells something.
    pub(super) key: Option<String>,
    /// The frames in which it stands, from the outside.
    pub(super) groups: Vec<usize>,
    /// What the author may want to see again: an address, a question that is now asked by itself.
    pub(super) comments: Vec<String>,
    /// What was guessed about the step.
    pub(super) guesses: Vec<String>,
    /// What it is.
    pub(super) kind: Kind,
}

/// The kinds of steps.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A question.
    Ask(Ask),
    /// An instruction.
    Do(String, After),
    /// It is fixed.
    Fix {
        /// What is said at the end.
        note: Option<String>,
        /// What was wrong, if that is told.
        cause: Option<String>,
    },
    /// Somebody takes over.
    Escalate {
        /// Who, if that could be guessed.
        role: Option<String>,
        /// What is told.
        because: Option<String>,
        /// What the author must decide, where nothing could be guessed.
        open: String,
    },
}

/// What follows an instruction.
#[derive(Clone, Debug)]
pub(super) enum After {
    /// The next step, whatever came of it.
    Next(Way),
    /// The question whether it works now.
    Verify {
        /// Where it goes on if it works; nothing if the case then ends.
        solved: Option<Way>,
        /// What was wrong, if that is told.
        cause: Option<String>,
        /// Where it goes on if it does not.
        failed: Way,
    },
    /// A question of its own.
    Ask(Ask),
}

/// A question with its answers.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    /// The words; nothing if the author must write them.
    pub(super) text: Option<String>,
    /// The answers in the order of the chart.
    pub(super) answers: Vec<Answer>,
}

/// One answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// Its name within the question.
    pub(super) id: String,
    /// What it says.
    pub(super) label: Label,
    /// Where it leads.
    pub(super) way: Way,
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Label {
    /// What every answer of this name says.
    BuiltIn,
    /// These words.
    Words(String),
    /// The author must write it.
    Open(String),
}

/// A way from one step to another.
#[derive(Clone, Debug)]
pub(super) struct Way {
    /// Where it leads.
    pub(super) to: To,
    /// Whether it closes a circle and may only be taken some times.
    pub(super) is_bounded: bool,
    /// What was guessed about it.
    pub(super) guess: Option<String>,
}

/// Where a way leads.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum To {
    /// To this step.
    Step(usize),
    /// To the step that takes over.
    Fallback,
    /// The author must decide.
    Open(String),
}

impl Way {
    /// Leads to a step of the chart.
    pub(super) fn to(step: usize) -> Self {
        Self { to: To::Step(step), is_bounded: false, guess: None }
    }

    /// Leads to whoever takes over, which is a guess.
    pub(super) fn fallback(guess: &str) -> Self {
        Self { to: To::Fallback, is_bounded: false, guess: Some(guess.to_owned()) }
    }

    /// Leads nowhere yet.
    pub(super) fn open(question: &str) -> Self {
        Self { to: To::Open(question.to_owned()), is_bounded: false, guess: None }
    }
}

impl Step {
    /// Lists the ways out.
    pub(super) fn ways(&self) -> Vec<&Way> {
        match &self.kind {
            Kind::Ask(ask) | Kind::Do(_, After::Ask(ask)) => ask.answers.iter().map(|answer| &answer.way).collect(),
            Kind::Do(_, After::Next(way)) => vec![way],
            Kind::Do(_, After::Verify { solved, failed, .. }) => solved.iter().chain([failed]).collect(),
            Kind::Fix { .. } | Kind::Escalate { .. } => Vec::new(),
        }
    }

    /// Lists the ways out to be changed, in the same order.
    pub(super) fn ways_mut(&mut self) -> Vec<&mut Way> {
        match &mut self.kind {
            Kind::Ask(ask) | Kind::Do(_, After::Ask(ask)) => {
                ask.answers.iter_mut().map(|answer| &mut answer.way).collect()
            }
            Kind::Do(_, After::Next(way)) => vec![way],
            Kind::Do(_, After::Verify { solved, failed, .. }) => solved.iter_mut().chain([failed]).collect(),
            Kind::Fix { .. } | Kind::Escalate { .. } => Vec::new(),
        }
    }
}

//! Findings about a source: what is wrong, where, and what to do.

use super::{Place, Sources, Span};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The tree is not sealed and cannot be walked.
    Error,
    /// Probably a mistake; the tree can be walked.
    Warning,
    /// Worth a look.
    Hint,
}

impl Level {
    /// Returns the English word that stands before a message.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// One kind of finding, with the page that explains it.
#[derive(Debug)]
pub struct Code {
    /// The number, such as `E101`; its first letter is the level.
    pub id: &'static str,
    /// The fault in kebab case, such as `unknown-step`.
    pub name: &'static str,
    /// The level of every finding of this kind.
    pub level: Level,
    /// What, why, an example, and what to do instead, in Markdown.
    pub page: &'static str,
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// A remark below a finding, with or without a place of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where, if the remark points somewhere.
    pub place: Option<Place>,
    /// What is to be seen there.
    pub words: String,
}

/// The very words that a finding means, within its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub words: Box<str>,
    /// How often they stand there before.
    pub nth: usize,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// What kind.
    pub code: &'static Code,
    /// Where.
    pub place: Place,
    /// What is wrong, in the author's words: lower case, one line, no final period.
    pub message: String,
    /// What the marked place is, beside the carets.
    pub label: String,
    /// Further places and facts.
    pub notes: Vec<Note>,
    /// What to do.
    pub help: Option<String>,
    /// The shortest run that shows the fault: step and answer ids from the start.
    pub path: Vec<String>,
    /// The words that are meant, if not all at the place; [`narrow`] looks for them.
    pub quote: Option<Quote>,
}

/// Lets findings stand under the very words that they mean, where these stand in the source as they are read.
pub fn narrow(findings: &mut [Diagnostic], sources: &Sources) {
    for finding in findings {
        let Some(quote) = finding.quote.take() else { continue };
        let Span { start, end } = finding.place.span;
        let text = sources.get(finding.place.source).and_then(|it| it.text.get(start as usize..end as usize));
        if let Some((at, words)) = text.and_then(|text| text.match_indices(&*quote.words).nth(quote.nth)) {
            let start = start as usize + at;
            finding.place.span = Span::new(start, start + words.len());
        }
    }
}

impl Diagnostic {
    /// Makes a finding with a message only.
    pub fn new(code: &'static Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            place,
            message: message.into(),
            label: String::new(),
            notes: Vec::new(),
            help: None,
            path: Vec::new(),
            quote: None,
        }
    }

    /// Sets the words beside the carets.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Sets what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets "did you mean" where a near name exists.
    #[must_use]
    pub fn did_you_mean(self, near: Option<&str>) -> Self {
        match near {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// Adds a remark that points to a place.
    #[must_use]
    pub fn at(mut self, place: Place, words: impl Into<String>) -> Self {
        self.notes.push(Note { place: Some(place), words: words.into() });
        self
    }

    /// Adds a remark.
    #[must_use]
    pub fn note(mut self, words: impl Into<String>) -> Self {
        self.notes.push(Note { place: None, words: words.into() });
        self
    }

    /// Sets the run that shows the fault.
    #[must_use]
    pub fn path(mut self, path: Vec<String>) -> Self {
        self.path = path;
        self
    }

    /// Sets the words that are meant within the place.
    #[must_use]
    pub fn quote(mut self, quote: Option<Quote>) -> Self {
        self.quote = quote;
        self
    }

    /// Returns the level.
    pub fn level(&self) -> Level {
        self.code.level
    }
}

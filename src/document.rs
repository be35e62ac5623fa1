//! Papers about cases: the hand-over, the letter after a fix, the fault report. A case goes in, text comes out.
//!
//! Each is made as sheets, one a language, which know nothing of their form; text, Markdown and HTML show the same
//! sheets. JSON is made from the case itself, with ids, and holds all languages.

mod fault_report;
mod hand_over;
mod html;
mod letter;
mod markdown;
mod sheet;
mod text;

pub use fault_report::fault_report;
pub use hand_over::{Occasion, hand_over};
pub use letter::letter;

use sheet::Sheet;

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Form {
    /// Plain text of 76 columns.
    #[default]
    Text,
    /// Markdown.
    Markdown,
    /// One file of HTML without scripts, for the screen and for paper.
    Html,
    /// JSON for programs, with a version.
    Json,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Text, Self::Markdown, Self::Html, Self::Json];

    /// Returns the name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Json => "json",
        }
    }

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.as_str() == name)
    }

    /// Returns what the names of such files end with.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Json => "json",
        }
    }
}

/// A paper about a case, in one or more languages.
#[derive(Clone, Debug)]
pub struct Document {
    sheets: Vec<Sheet>,
    subject: String,
    json: serde_json::Value,
}

impl Document {
    /// Returns one line that says what it is about: what stands above a mail.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Writes it in a form, line break at the end.
    pub fn write(&self, form: Form) -> String {
        match form {
            Form::Text => text::write(&self.sheets),
            Form::Markdown => markdown::write(&self.sheets),
            Form::Html => html::write(&self.sheets),
            // Strings and finite numbers can always be written.
            Form::Json => serde_json::to_string_pretty(&self.json).unwrap_or_default() + "\n",
        }
    }

    /// Returns it as a value, for whoever puts it into something larger.
    pub fn value(&self) -> &serde_json::Value {
        &self.json
    }
}

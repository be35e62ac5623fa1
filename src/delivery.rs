//! Takes one message to where it goes: a folder, a program, a webhook, a mailbox. What happens then is decided above.
//!
//! Whatever goes wrong is told in fixed words and numbers. Nothing that a receiver or a program says is repeated:
//! it may quote the message, and problems stand in lists and logs.

#![expect(clippy::disallowed_methods, reason = "an adapter starts programs and reads secrets from the environment")]

mod command;
mod folder;
mod mail;
mod memory;
mod secret;
mod settings;
mod signature;
mod target;
mod template;
mod webhook;

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use memory::Memory;
pub use secret::Secret;
pub use settings::{Settings, Unfit};
pub use signature::signature;
pub use target::{Address, MailServer, Target};
pub use template::{Template, Unfilled};

use crate::document::{Document, Form};

/// How long one delivery may take as long as nobody says otherwise.
pub const USUAL_PATIENCE: Duration = Duration::from_secs(20);

/// What is sent, in every form that a receiver may want, so that sending needs nothing but this.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// What stands above a mail.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As Markdown.
    pub markdown: String,
    /// As a page.
    pub html: String,
    /// For programs.
    pub data: serde_json::Value,
}

impl Content {
    /// Takes a document in all its forms.
    pub fn of(document: &Document) -> Self {
        Self {
            subject: document.subject().to_owned(),
            text: document.write(Form::Text),
            markdown: document.write(Form::Markdown),
            html: document.write(Form::Html),
            data: document.value().clone(),
        }
    }

    /// Writes it for a store.
    pub fn to_json(&self) -> String {
        // Strings and finite numbers can always be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Content::to_json`] wrote.
    pub fn from_json(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// Writes it in a form, with the key by which a receiver knows it again.
    fn in_form(&self, form: Form, key: &str) -> String {
        match form {
            Form::Text => self.text.clone(),
            Form::Markdown => self.markdown.clone(),
            Form::Html => self.html.clone(),
            Form::Json => {
                let mut whole = serde_json::Map::new();
                whole.insert("key".to_owned(), key.into());
                whole.insert("subject".to_owned(), self.subject.as_str().into());
                match &self.data {
                    serde_json::Value::Object(fields) => whole.extend(fields.clone()),
                    other => drop(whole.insert("data".to_owned(), other.clone())),
                }
                serde_json::to_string(&whole).unwrap_or_default() + "\n"
            }
        }
    }
}

/// One message on its way.
#[derive(Clone, Copy, Debug)]
pub struct Parcel<'a> {
    /// Names it for ever: a receiver that has it already takes it once.
    pub key: &'a str,
    /// The number of its case.
    pub case: &'a str,
    /// What it says.
    pub content: &'a Content,
    /// The seconds since 1970 at which it is sent; they are signed, so that nobody can send it again later.
    pub now: i64,
}

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Result {
    /// The receiver has it.
    Delivered,
    /// It did not work now.
    Again {
        /// Why, in words that tell nothing of the message.
        problem: String,
        /// How long the receiver wants to be left alone.
        after: Option<Duration>,
    },
    /// It will not work this way; somebody has to look.
    Refused {
        /// Why, in words that tell nothing of the message.
        problem: String,
    },
}

impl Result {
    fn again(problem: impl Into<String>) -> Self {
        Self::Again { problem: problem.into(), after: None }
    }

    fn refused(problem: impl Into<String>) -> Self {
        Self::Refused { problem: problem.into() }
    }
}

/// Takes messages to where they go.
pub trait Courier {
    /// Tries once, and says what came of it. Returns within the patience of the target, and never fails otherwise.
    fn deliver(&mut self, target: &Target, parcel: Parcel<'_>) -> Result;
}

/// The courier that really goes.
#[derive(Debug, Default)]
pub struct Road;

impl Courier for Road {
    fn deliver(&mut self, target: &Target, parcel: Parcel<'_>) -> Result {
        match &target.address {
            Address::Folder(path) => folder::deliver(path, target, parcel),
            Address::Command(argv) => command::deliver(argv, target, parcel),
            Address::Web(url) => webhook::deliver(url, target, parcel),
            Address::Mail(mailbox) => mail::deliver(mailbox, target, parcel),
        }
    }
}

/// Writes what a target takes: the template filled in, or the form.
fn body(target: &Target, parcel: Parcel<'_>) -> std::result::Result<String, Result> {
    match &target.template {
        Some(template) => template
            .fill(parcel)
            .map_err(|unfilled| Result::refused(format!("the template cannot be filled: {unfilled}"))),
        None => Ok(parcel.content.in_form(target.form(), parcel.key)),
    }
}

//! The end of a case for programs: the closing note, or the hand-over.

use serde::Serialize;

use crate::{
    case::{Closing, Frame, HandOver, Phrase},
    engine::{Ended, Origin, Session},
    tree::Urgency,
};

/// The end of a case.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct End {
    outcome: &'static str,
    #[serde(rename = "case")]
    number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    closing: Option<Note>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hand_over: Option<Papers>,
}

#[derive(Serialize)]
struct Note {
    causes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// The hand-over.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Papers {
    fault: String,
    role: Option<String>,
    urgency: &'static str,
    because: Option<String>,
    wanted: bool,
    probably: Vec<String>,
    details: Vec<Detail>,
    answers: Vec<Statement>,
    tried: Vec<Attempt>,
    ruled_out: Vec<String>,
    warnings: Vec<String>,
    notes: Vec<String>,
    missing: Vec<String>,
}

#[derive(Serialize)]
struct Detail {
    id: String,
    name: String,
    value: String,
    origin: &'static str,
    private: bool,
}

#[derive(Serialize)]
struct Statement {
    text: String,
    origin: &'static str,
}

#[derive(Serialize)]
struct Attempt {
    what: String,
    result: String,
}

impl End {
    /// Writes the closing note or the hand-over.
    pub(super) fn of(phrase: Phrase<'_>, session: &Session<'_>, frame: Frame<'_>, ended: &Ended<'_>) -> Self {
        let number = frame.number.to_string();
        match ended {
            Ended::Fixed { tree, causes, note, .. } => {
                let closing = Closing::of(phrase, frame, *tree, causes, *note);
                let note = Note { causes: closing.causes, note: closing.note };
                Self { outcome: "fixed", number, closing: Some(note), hand_over: None }
            }
            Ended::Escalated { .. } => {
                let written = HandOver::at_end(phrase, frame, session.state(), ended);
                Self { outcome: "escalated", number, closing: None, hand_over: Some(papers(written)) }
            }
        }
    }
}

fn papers(written: HandOver) -> Papers {
    let details = written.details.into_iter().map(|it| Detail {
        id: it.id.to_string(),
        name: it.name,
        value: it.value,
        origin: origin(&it.origin),
        private: it.private,
    });
    let answers = written.answers.into_iter().map(|it| Statement { text: it.text, origin: origin(&it.origin) });
    Papers {
        fault: written.fault,
        role: written.role,
        urgency: match written.urgency.unwrap_or_default() {
            Urgency::Normal => "normal",
            Urgency::Soon => "soon",
            Urgency::Now => "now",
        },
        because: written.because,
        wanted: written.wanted,
        probably: written.probably,
        details: details.collect(),
        answers: answers.collect(),
        tried: written.tried.into_iter().map(|it| Attempt { what: it.what, result: it.result }).collect(),
        ruled_out: written.ruled_out,
        warnings: written.warnings,
        notes: written.notes,
        missing: written.missing,
    }
}

fn origin(origin: &Origin) -> &'static str {
    match origin {
        Origin::Said(_) => "said",
        Origin::Measured => "measured",
        Origin::KnownBefore => "known-before",
    }
}

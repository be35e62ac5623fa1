//! What the columns of a table are called by the people who write them.

use csv::StringRecord;

use crate::import::{
    chart::{Kind, Shape},
    words,
};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// The name of the step.
    Step,
    /// Its kind.
    Kind,
    /// Its text.
    Text,
    /// Its text, if it is something to do.
    Action,
    /// What one says.
    Answer,
    /// The step that follows.
    Next,
    /// The step that follows on a yes.
    Yes,
    /// The step that follows on a no.
    No,
    /// The step that follows if somebody is not sure.
    Unsure,
    /// What was wrong.
    Cause,
    /// Who takes over.
    Role,
}

const NAMES: &[(Column, &[&str])] = &[
    (
        Column::Step,
        &[
            "step",
            "id",
            "step id",
            "nr",
            "no",
            "number",
            "node",
            "key",
            "name",
            "schritt",
            "schritt id",
            "schritt nr",
            "nummer",
            "knoten",
            "process step id",
            "question id",
            "frage nr",
            "frage id",
            "question no",
            "shape id",
            "step no",
            "schrittnr",
        ],
    ),
    (
        Column::Text,
        &[
            "text",
            "question",
            "frage",
            "description",
            "beschreibung",
            "label",
            "content",
            "process step description",
            "prompt",
            "titel",
            "title",
            "step text",
            "aufgabe",
            "inhalt",
            "text area 1",
            "bezeichnung",
            "step description",
            "anzeige",
        ],
    ),
    (
        Column::Action,
        &[
            "action",
            "instruction",
            "anweisung",
            "aktion",
            "what to do",
            "maßnahme",
            "massnahme",
            "solution",
            "lösung",
            "task",
        ],
    ),
    (
        Column::Kind,
        &["kind", "type", "typ", "art", "shape type", "shape", "form", "category", "step type", "schritttyp"],
    ),
    (
        Column::Answer,
        &[
            "answer",
            "antwort",
            "option",
            "choice",
            "response",
            "connector label",
            "edge",
            "condition",
            "bedingung",
            "result",
            "ergebnis",
            "auswahl",
            "outcome",
            "antwortoption",
        ],
    ),
    (
        Column::Next,
        &[
            "next",
            "target",
            "goto",
            "go to",
            "next step",
            "next id",
            "next step id",
            "weiter",
            "ziel",
            "nächster",
            "nächster schritt",
            "folgeschritt",
            "weiter mit",
            "weiter zu",
            "leads to",
            "to",
            "then",
            "dann",
            "goes to",
            "nachfolger",
            "next question",
            "nächste frage",
            "line destination",
            "naechster schritt",
        ],
    ),
    (
        Column::Yes,
        &["yes", "ja", "if yes", "wenn ja", "bei ja", "yes next", "yes go to", "next if yes", "on yes", "falls ja"],
    ),
    (
        Column::No,
        &["if no", "nein", "wenn nein", "bei nein", "no next", "no go to", "next if no", "on no", "falls nein"],
    ),
    (Column::Unsure, &["unsure", "not sure", "unsicher", "if unsure", "dont know", "weiß nicht"]),
    (Column::Cause, &["cause", "ursache", "diagnosis", "diagnose", "fault", "root cause", "fehler"]),
    (
        Column::Role,
        &["role", "rolle", "who", "wer", "owner", "team", "zuständig", "escalate to", "eskalation an", "assigned to"],
    ),
];

/// Says what a folded name means.
pub(super) fn meaning(name: &str) -> Option<Column> {
    NAMES.iter().find(|(_, names)| names.contains(&name)).map(|(column, _)| *column)
}

/// Lists all names.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    NAMES.iter().flat_map(|(_, names)| names.iter().copied())
}

/// Which column holds what.
pub(super) struct Columns(Vec<Option<Column>>);

/// Reads the first line. Returns nothing if there is no text or nothing that follows.
pub(super) fn find(first: &StringRecord) -> Option<Columns> {
    let mut found: Vec<Option<Column>> =
        first.iter().map(|name| meaning(words::fold(if name.trim() == "#" { "nr" } else { name }).trim())).collect();
    // Beside a column for yes, a column `no` is not the number of the step.
    if found.contains(&Some(Column::Yes)) {
        for (column, name) in found.iter_mut().zip(first) {
            if words::fold(name).trim() == "no" {
                *column = Some(Column::No);
            }
        }
    }
    // Of two columns for the same the first counts, but a table may have several for the text.
    let mut seen: Vec<Column> = Vec::new();
    for column in &mut found {
        match column {
            Some(known) if seen.contains(known) && !matches!(known, Column::Text | Column::Action) => *column = None,
            Some(known) => seen.push(*known),
            None => {}
        }
    }
    // Where no other column is the text, the name of the step is.
    let has_text = seen.iter().any(|it| matches!(it, Column::Text | Column::Action));
    if !has_text {
        found.iter_mut().filter(|it| **it == Some(Column::Step)).for_each(|it| *it = Some(Column::Text));
    }
    let leads_on = seen.iter().any(|it| matches!(it, Column::Next | Column::Yes | Column::No));
    let speaks = has_text || seen.contains(&Column::Step);
    (speaks && leads_on).then_some(Columns(found))
}

impl Columns {
    /// Returns the first cell of a column that is not empty.
    pub(super) fn get<'c>(&self, cells: &'c StringRecord, column: Column) -> &'c str {
        self.all(cells, column).find(|cell| !cell.is_empty()).unwrap_or_default()
    }

    fn all<'c>(&self, cells: &'c StringRecord, column: Column) -> impl Iterator<Item = &'c str> {
        self.0.iter().zip(cells).filter(move |(own, _)| **own == Some(column)).map(|(_, cell)| cell)
    }

    /// Returns the text of a step, and its kind if the column tells.
    pub(super) fn text<'c>(&self, cells: &'c StringRecord) -> (&'c str, Option<Kind>) {
        let text = self.get(cells, Column::Text);
        let action = self.get(cells, Column::Action);
        if text.is_empty() && !action.is_empty() { (action, Some(Kind::Instruction)) } else { (text, None) }
    }
}

/// Understands the kind of a step as people name it.
pub(super) fn kind(name: &str) -> (Option<Kind>, Shape) {
    let folded = words::fold(name);
    match folded.trim() {
        "question" | "ask" | "frage" | "multiple choice" | "choice" => (Some(Kind::Question), Shape::Plain),
        "decision" | "entscheidung" | "diamond" | "raute" => (None, Shape::Decision),
        "do" | "instruction" | "action" | "anweisung" | "aktion" | "task" | "maßnahme" | "todo" | "tun" => {
            (Some(Kind::Instruction), Shape::Plain)
        }
        "fix" | "fixed" | "solution" | "lösung" | "gelöst" | "solved" | "resolved" | "behoben" => {
            (Some(Kind::Fix), Shape::Plain)
        }
        "escalate" | "escalation" | "eskalation" | "eskalieren" | "hand over" | "handover" | "übergabe" => {
            (Some(Kind::Escalation), Shape::Plain)
        }
        "start" | "end" | "ende" | "terminator" | "start end" | "terminal" | "ending" => (None, Shape::Terminal),
        _ => (None, Shape::Plain),
    }
}

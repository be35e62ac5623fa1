//! The letter after a fix as a document.

use serde_json::{Map, Value, json};

use super::{Document, sheet::Sheet};
use crate::{case::Letter, words::Words};

/// The version of the JSON form.
const FORMAT: u32 = 1;

/// Writes the letter of one case in the languages in which it is given.
pub fn letter(written: &[(&Words, Letter)]) -> Document {
    let sheets: Vec<Sheet> = written.iter().map(|(words, letter)| sheet(words, letter)).collect();
    let subject = sheets.first().map(|sheet| sheet.title.clone()).unwrap_or_default();
    let texts: Map<String, Value> =
        written.iter().map(|(words, letter)| (words.lang().to_string(), texts(letter))).collect();
    let first = written.first().map(|(_, letter)| letter);
    let json = json!({
        "format": FORMAT,
        "document": "letter",
        "case": first.map(|it| &it.number),
        "tree": first.map(|it| &it.tree),
        "repeatable": first.is_some_and(|it| it.repeatable),
        "texts": texts,
    });
    Document { sheets, subject, json }
}

fn texts(letter: &Letter) -> Value {
    json!({ "fault": letter.fault, "causes": letter.causes, "helped": letter.helped, "note": letter.note })
}

fn sheet(words: &Words, letter: &Letter) -> Sheet {
    let number = [("number", (&letter.number).into())];
    let fault = [("fault", (&letter.fault).into())];
    let mut sheet =
        Sheet::new(words, &words.tell(if letter.works { "letter-title" } else { "letter-title-settled" }, &number), "");
    sheet.paragraph(&words.say("letter-hello"));
    sheet.paragraph(&words.tell(if letter.works { "letter-first" } else { "letter-first-settled" }, &fault));
    let cause = match letter.causes.as_slice() {
        [] => words.say("letter-cause-unknown"),
        [only] => full_stop(only),
        several => full_stop(&words.tell("letter-cause-one-of", &[("causes", (&several.join("; ")).into())])),
    };
    sheet.section(words, "letter-cause", &[cause]);
    if let Some(helped) = &letter.helped {
        sheet.section(words, "letter-helped", std::slice::from_ref(helped));
    }
    let watch = letter.note.as_deref().map_or_else(|| words.tell("letter-watch-usual", &fault), full_stop);
    sheet.section(words, "letter-watch", &[watch]);
    let again = if letter.repeatable { "letter-again-same" } else { "letter-again-call" };
    sheet.section(words, "letter-again", &[words.tell(again, &number), words.say("letter-again-last")]);
    sheet.paragraph(&words.say("letter-regards"));
    sheet.paragraph(&words.say("letter-from"));
    sheet
}

/// Ends a sentence that its author left open.
fn full_stop(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(['.', '!', '?', '…', '“', '”', '"']) { text.to_owned() } else { format!("{text}.") }
}

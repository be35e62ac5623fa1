//! Facts of the command line that look like passwords or codes: asked about where a person sits, else refused.

use super::{Args, Exit, Format, Outputs, words};
use crate::{
    case::secret::{Secret, secrets},
    engine::Value,
    repl::{open, says_yes, shortened},
    screen::Style,
    tree::{FactIx, FactKind, Input, Library},
    words::Words,
};

/// Finds what looks like a secret in the value of a fact; in a value whose form the trees give, nothing is.
pub(super) fn secrets_of(library: &Library, fact: FactIx, text: &str) -> Vec<Secret> {
    match library.fact(fact).map(|(_, fact)| &fact.kind) {
        Some(FactKind::Given { input: Input::Text { pattern: None, .. }, .. }) => secrets(text),
        _ => Vec::new(),
    }
}

/// Says whether a value that was named on the command line is kept as it is.
pub(super) fn may_keep(
    args: &Args,
    (name, text): (&str, &str),
    (found, value): (&[Secret], &Value),
    outputs: &mut Outputs,
) -> Result<bool, Exit> {
    let (Some(first), Value::Words(_)) = (found.first(), value) else { return Ok(true) };
    let words = words(args);
    let is_dialogue = args.format == Format::Text && outputs.out.is_terminal();
    let mut terminal = open(&outputs.talk);
    if !is_dialogue || !terminal.is_live() {
        return Err(refuse(&words, name, *first, outputs));
    }
    for secret in found {
        let shown = shortened(text.get(secret.from..secret.to).unwrap_or_default());
        let told = words.tell(&format!("secret-{}", secret.kind.as_str()), &[("shown", (&shown).into())]);
        outputs.talk.text(2, Style::Plain, &told);
    }
    let question = words.tell("secret-fact-question", &[("fact", name.into())]);
    outputs.talk.text(2, Style::Plain, &question);
    let keeps = says_yes(terminal.as_mut(), &mut outputs.talk, &words, false);
    if !keeps {
        outputs.talk.text(2, Style::Plain, &words.say("secret-dropped"));
    }
    Ok(keeps)
}

/// Nobody can be asked; the message does not repeat what was typed.
fn refuse(words: &Words, name: &str, secret: Secret, outputs: &mut Outputs) -> Exit {
    let what = words.say(&format!("secret-what-{}", secret.kind.as_str()));
    let problem = words.tell("secret-refused", &[("what", (&what).into())]);
    let help = words.say("secret-fact-help");
    outputs.complain(&format!("`--fact {name}`: {problem}"), &help)
}

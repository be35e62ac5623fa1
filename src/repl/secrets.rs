//! Asks before something is kept that looks like a password, a code, a card number or a bank account.

use std::sync::Arc;

use super::{
    Ask, Prompt, Typed,
    dialogue::{Dialogue, Next},
    show::numbered,
};
use crate::{
    base::clean_line,
    case::secret::{Secret, secrets, without},
    engine::{Input, Session, Value, View},
    screen::Style,
    tree,
};

/// The most characters of a secret that are shown again.
const MOST_SHOWN: usize = 3;

/// Returns what somebody put in their own words, and nobody has said what it must look like.
pub fn free_text<'i>(session: &Session<'_>, input: &'i Input) -> Option<&'i str> {
    match input {
        Input::Words(_) if has_pattern(session) => None,
        Input::Note(words) | Input::Words(words) | Input::Fact(_, Value::Words(words), _) => Some(words),
        _ => None,
    }
}

/// Says whether the trees say what the words must look like that are wanted now: then they are what is wanted.
fn has_pattern(session: &Session<'_>) -> bool {
    let input = match session.view() {
        View::Step { step, .. } => step.question().map(|question| &question.input),
        View::Collect { fact, .. } => match session.library().library().fact(fact).map(|(_, fact)| &fact.kind) {
            Some(tree::FactKind::Given { input, .. }) => Some(input),
            _ => None,
        },
        _ => None,
    };
    matches!(input, Some(tree::Input::Text { pattern: Some(_), .. }))
}

impl Dialogue<'_> {
    /// Lets through what can be kept; asks about what looks like a secret.
    pub(super) fn guarded(&mut self, session: &Session<'_>, input: Input) -> Result<Input, Next> {
        let Some(text) = free_text(session, &input) else { return Ok(input) };
        let found = secrets(text);
        if found.is_empty() {
            return Ok(input);
        }
        let kept: Arc<str> = self.keep_or_not(text, &found).ok_or(Next::Ask)?.into();
        Ok(match input {
            Input::Note(_) => Input::Note(kept),
            Input::Fact(fact, _, origin) => Input::Fact(fact, Value::Words(kept), origin),
            _ => Input::Words(kept),
        })
    }

    /// Asks what is to be kept of a text; nothing if it is typed anew.
    pub(super) fn keep_or_not(&mut self, text: &str, found: &[Secret]) -> Option<String> {
        self.screen.gap();
        for secret in found {
            let shown = shortened(text.get(secret.from..secret.to).unwrap_or_default());
            self.notice(&format!("secret-{}", secret.kind.as_str()), &[("shown", (&shown).into())]);
        }
        self.notice("secret-question", &[]);
        self.screen.gap();
        let labels = ["secret-leave-out", "secret-anew", "secret-keep"].map(|id| self.words.say(id));
        numbered(&mut self.screen, &labels.each_ref().map(String::as_str));
        self.screen.gap();
        loop {
            let ask = Ask { prompt: Prompt::Answer, offers: &labels, private: true };
            let Typed::Line(line) = self.terminal.read(&mut self.screen, ask) else { return None };
            let typed = line.trim().to_lowercase();
            let chosen = labels.iter().position(|label| label.to_lowercase() == typed);
            match typed.parse::<usize>().ok().or_else(|| chosen.map(|at| at + 1)) {
                Some(1) => {
                    self.notice("secret-dropped", &[]);
                    return Some(without(text, found, &self.words.say("secret-left-out")));
                }
                Some(2) => {
                    self.notice("secret-again", &[]);
                    return None;
                }
                Some(3) => return Some(text.to_owned()),
                _ => {
                    let text = self.words.tell("reject-possible", &[("list", (&labels.join("; ")).into())]);
                    self.screen.text(2, Style::Plain, &text);
                }
            }
        }
    }
}

/// Shows enough of a secret to know which one is meant, and no more.
pub fn shortened(secret: &str) -> String {
    let line = clean_line(secret);
    let shown: String = line.chars().take(MOST_SHOWN.min(line.chars().count() / 2)).collect();
    format!("{shown}…")
}

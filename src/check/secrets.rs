//! Finds sentences, English or German, that ask a person for a password, a PIN or a code.
//!
//! The bare words are harmless: a dialogue about logging in is full of them. What is looked for is a verb that hands
//! the secret over to somebody ("read me …", "nennen Sie …"), or a question for its value ("what is your …").
//! All of it is plain comparing of words: regular expressions for it take longer to compile than all trees to read.

mod habits;

use std::{borrow::Cow, sync::LazyLock};

use regex::Regex;

use crate::base::Lang;
use habits::{Demand, ENGLISH, GERMAN, Habits};

/// What a text is, as far as secrets are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speech {
    /// Something is told or done.
    Told,
    /// One of several answers is chosen.
    Asked,
    /// The words or the number are typed in.
    Typed,
}

/// Some word without which no secret is spoken of; found fast.
static TOUCHES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words =
        "assw|ASSW|assc|assp|ennw|ennW|PIN|TAN|CVV|CVC|code|Code|CODE|igits|iffern|eheimz|ecovery|stellungss|prüf";
    Regex::new(words).ok()
});

fn touches(words: &str) -> bool {
    TOUCHES.as_ref().is_some_and(|touches| touches.is_match(words))
}

/// Signs that are written in capitals; in lower case they are a metal pin or the sun.
const CAPITALS: [&str; 6] = ["PIN", "PINs", "TAN", "TANs", "CVV", "CVC"];

fn habits(lang: Lang) -> Option<&'static Habits> {
    match lang.base() {
        Lang::EN => Some(&ENGLISH),
        Lang::DE => Some(&GERMAN),
        _ => None,
    }
}

/// A sentence in lower-case words.
struct Sentence<'h, 't> {
    habits: &'h Habits,
    words: Vec<Cow<'t, str>>,
    /// Whether a comma stands before the word.
    parted: Vec<bool>,
    /// Whether the word was written as one of the [`CAPITALS`], alone or behind a hyphen.
    is_capital: Vec<bool>,
    /// Whether a code is on its way to one person: by a message or in an app.
    is_sent: bool,
    /// Where the name of a secret ends that begins with each word.
    secrets: Vec<Option<usize>>,
}

impl<'h, 't> Sentence<'h, 't> {
    /// Cuts up a sentence, unless it names no secret.
    fn new(habits: &'h Habits, text: &'t str) -> Option<Self> {
        let most = text.len() / 2 + 1;
        let (words, parted, is_capital) =
            (Vec::with_capacity(most), Vec::with_capacity(most), Vec::with_capacity(most));
        let mut own = Self { habits, words, parted, is_capital, is_sent: false, secrets: Vec::new() };
        let mut is_parted = false;
        for piece in text.split_whitespace() {
            let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
            if !word.is_empty() {
                let is_low = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
                own.words.push(if is_low { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) });
                own.parted.push(is_parted);
                own.is_capital.push(!is_low && CAPITALS.contains(&word.rsplit('-').next().unwrap_or(word)));
                is_parted = false;
            }
            is_parted |= piece.ends_with([',', ':', '–']);
        }
        own.is_sent = own.words.iter().any(|word| {
            matches!(word.as_ref(), "sms" | "authenticator" | "app" | "authenticator-app") || word.ends_with("sms-code")
        });
        own.secrets = (0..own.words.len()).map(|at| own.secret(at)).collect();
        own.secrets.iter().any(Option::is_some).then_some(own)
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map(Cow::as_ref).unwrap_or_default()
    }

    /// Says whether these words stand here; returns where they end.
    fn stands(&self, phrase: &str, at: usize) -> Option<usize> {
        let (mut rest, mut end) = (phrase, at);
        loop {
            rest = rest.strip_prefix(self.words.get(end)?.as_ref())?;
            end += 1;
            if rest.is_empty() {
                return Some(end);
            }
            rest = rest.strip_prefix(' ')?;
        }
    }

    fn any(&self, phrases: &[&str], at: usize) -> Option<usize> {
        phrases.iter().find_map(|phrase| self.stands(phrase, at))
    }

    /// Says whether a secret is named here; returns where its name ends.
    fn secret(&self, at: usize) -> Option<usize> {
        let word = self.word(at);
        if self.is_capital.get(at) == Some(&true) {
            return Some(at + 1);
        }
        if let Some(end) = self.any(self.habits.secrets, at) {
            return Some(end);
        }
        // German puts words together: `Kontopasswort`.
        if self.habits.secrets.iter().any(|secret| secret.len() > 7 && word.ends_with(secret) && !secret.contains(' '))
        {
            return Some(at + 1);
        }
        let is_code = |word: &str| matches!(word, "code" | "codes" | "digits" | "ziffern");
        let before = at.checked_sub(1).map(|before| self.word(before)).unwrap_or_default();
        let is_open = |word: &str| self.habits.open.contains(&word);
        if is_code(word) && !is_open(before) && (self.is_sent || self.habits.kinds.contains(&before)) {
            return Some(at + 1);
        }
        let compound = word.strip_suffix("codes").or_else(|| word.strip_suffix("code"))?;
        let compound_kind = self.habits.kinds.contains(&compound);
        compound_kind.then_some(at + 1)
    }

    /// Finds a secret within so many words; returns where its name begins and ends.
    fn secret_within(&self, from: usize, gap: usize) -> Option<(usize, usize)> {
        let last = from.saturating_add(gap).min(self.words.len());
        (from..=last).find_map(|at| self.secrets.get(at).copied().flatten().map(|end| (at, end)))
    }

    fn is_negated(&self, verb: usize, end: usize) -> bool {
        // "If it does not work, read us the code": what is denied before the comma is something else.
        let clause = (0..=verb).rev().find(|&at| self.parted.get(at) == Some(&true)).unwrap_or(0);
        (clause..end).any(|at| self.habits.negations.contains(&self.word(at)))
    }

    fn follows(&self, demand: &Demand) -> bool {
        let begins =
            |at: usize| at == 0 || at == 1 && matches!(self.word(0), "then" | "now" | "first" | "dann" | "jetzt");
        (0..self.words.len()).filter(|&at| !demand.begins || begins(at)).any(|at| {
            if !demand.verbs.contains(&self.word(at)) {
                return false;
            }
            let from = if demand.follows.is_empty() { Some(at + 1) } else { self.any(demand.follows, at + 1) };
            let Some((_, secret)) = from.and_then(|from| self.secret_within(from, demand.gap)) else { return false };
            let end = if demand.ends.is_empty() {
                Some(secret)
            } else {
                (secret..self.words.len()).find_map(|at| self.any(demand.ends, at))
            };
            end.is_some_and(|end| !self.is_negated(at, end))
        })
    }

    fn asks(&self, speech: Speech) -> bool {
        let start = usize::from(matches!(self.word(0), "and" | "und"));
        let asked = |begins: &[&str], gap: usize| {
            let from = self.any(begins, start)?;
            self.secret_within(from, gap).map(|(_, end)| end)
        };
        let goes_on = |end: usize| end == self.words.len() || self.habits.goes_on.contains(&self.word(end));
        match speech {
            Speech::Told => false,
            Speech::Asked => asked(self.habits.asks, 3).is_some_and(goes_on),
            Speech::Typed => {
                asked(self.habits.asks, 3).is_some_and(goes_on) || asked(self.habits.asks_typed, 2).is_some()
            }
        }
    }
}

/// Finds the first sentence that asks for a secret.
pub(super) fn demand(lang: Lang, words: &str, speech: Speech) -> Option<&str> {
    if !touches(words) {
        return None;
    }
    let habits = habits(lang)?;
    let sentences = words.split_inclusive(['.', '?', '!', '\n', ';']).map(str::trim);
    sentences.into_iter().find(|text| {
        let sentence = if touches(text) { Sentence::new(habits, text) } else { None };
        sentence.is_some_and(|it| it.asks(speech) || habits.demands.iter().any(|demand| it.follows(demand)))
    })
}

/// Says whether a fact of this name holds a secret.
pub(super) fn names_secret(lang: Lang, name: &str) -> bool {
    let Some(habits) = habits(lang).filter(|_| touches(name)) else { return false };
    let Some(sentence) = Sentence::new(habits, name) else { return false };
    !sentence.words.iter().any(|word| habits.about.contains(&word.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demands_are_found() {
        for (lang, words) in [
            (Lang::EN, "Read me the six digits that the app shows now."),
            (Lang::EN, "Tell us your password."),
            (Lang::EN, "Read the PIN out to the agent."),
            (Lang::EN, "If it does not work, send us the security code."),
            (Lang::EN, "Ask the customer for the password."),
            (Lang::EN, "Write the PIN into the ticket."),
            (Lang::DE, "Nennen Sie mir Ihr Passwort."),
            (Lang::DE, "Lesen Sie den Code aus der SMS vor."),
            (Lang::DE, "Geben Sie die TAN durch."),
            (Lang::DE, "Wenn es nicht geht, teilen Sie uns das Kennwort mit."),
            (Lang::DE, "Fragen Sie nach dem Passwort."),
            (Lang::DE, "Lassen Sie sich die PIN vorlesen."),
        ] {
            assert!(demand(lang, words, Speech::Told).is_some(), "{words}");
        }
        for (lang, words) in [
            (Lang::EN, "What is the PIN of your badge?"),
            (Lang::EN, "Which code did you get by SMS?"),
            (Lang::DE, "Wie lautet Ihr Passwort?"),
            (Lang::DE, "Welchen Code haben Sie per SMS bekommen?"),
        ] {
            assert!(demand(lang, words, Speech::Typed).is_some(), "{words}");
        }
    }

    #[test]
    fn talk_of_secrets_is_no_demand() {
        for (lang, words) in [
            (Lang::EN, "Type your password on the login page."),
            (Lang::EN, "Never tell anyone your password."),
            (Lang::EN, "Tell nobody your PIN."),
            (Lang::EN, "Windows asks for a 48-digit recovery key."),
            (Lang::EN, "Say what it was. Then change the password."),
            (Lang::EN, "Read the error code out to us."),
            (Lang::EN, "Have the SIM PIN ready."),
            (Lang::EN, "Take down the key ID, never the recovery key."),
            (Lang::EN, "Give the temporary password to the person in writing."),
            (Lang::EN, "What happened to the password?"),
            (Lang::EN, "Which password did you change?"),
            (Lang::EN, "Press the small pin in and read the label out to us."),
            (Lang::DE, "Geben Sie das Passwort am Gerät ein."),
            (Lang::DE, "Sagen Sie niemandem Ihre PIN."),
            (Lang::DE, "Geben Sie keinen Code weiter."),
            (Lang::DE, "Lassen Sie sich einen neuen Code per SMS schicken."),
            (Lang::DE, "Sagen Sie, dass Sie nie nach dem Passwort fragen."),
            (Lang::DE, "Was ist mit dem Passwort passiert?"),
            (Lang::DE, "Welches Passwort haben Sie geändert?"),
        ] {
            assert_eq!(demand(lang, words, Speech::Asked), None, "{words}");
        }
        assert!(names_secret(Lang::EN, "badge PIN") && names_secret(Lang::DE, "Kontopasswort"));
        assert!(!names_secret(Lang::EN, "age of the password") && !names_secret(Lang::DE, "Fehlercode"));
    }
}

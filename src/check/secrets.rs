//! Finds sentences, English or German, that ask a person for a password, a PIN or a code.
//!
//! The bare words are harmless: a dialogue about logging in is full of them. What is looked for is a verb that hands
//! the secret over to somebody ("read me …", "nennen Sie …"), or a question for its value ("what is your …").

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

use crate::base::Lang;

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

/// How secrets are asked for in one language.
struct Habits {
    /// What must not be asked for.
    secret: Regex,
    /// A code that is none: it stands on a device or a screen for all to see.
    open: Regex,
    /// What hands it over; each ends with the secret or goes on after it.
    hands_over: Vec<Regex>,
    /// A question for its value, whoever hears the answer.
    asks: Regex,
    /// A question for its value where the answer is typed in.
    asks_typed: Regex,
    /// What turns a demand into a warning.
    negation: Regex,
    /// What makes a fact say something about a secret and not the secret itself.
    about: Regex,
}

/// Some word without which no secret is spoken of; found fast.
static TOUCHES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        "passw|Passw|PASSW|pass |Pass |passc|Passc|passp|Passp|kennw|Kennw|PIN|TAN|CVV|CVC|code|Code|CODE|digits|Ziffern",
        "|eheimza|ecovery key|herstellungsschl|rüfziff|rüfnumm"
    ))
    .ok()
});

static ENGLISH: LazyLock<Option<Habits>> = LazyLock::new(|| {
    let secret = concat!(
        r"(?:pass ?words?|pass ?phrases?|pass ?codes?|\b(?-i:PINs?|TANs?|CVV|CVC)\b|recovery keys?|",
        r"(?:security|access|verification|confirmation|one-time|log-?in|sms|authenticat(?:or|ion)|backup|unlock|2fa|mfa) ",
        r"(?:codes?|number)|",
        r"(?:codes?|digits|number)\b[^.?!]*\b(?:sms|text message|authenticator|the app shows|app displays)|",
        r"(?:sms|text message|authenticator)\b[^.?!]*\b(?:codes?|digits))"
    );
    let us = r"(?:me|us|the (?:agent|desk|help ?desk|support|hotline|technician))";
    Some(Habits {
        secret: compile(secret)?,
        open: compile(r"(?:error|fault|status|qr|bar|device|model|zip|area|post) ?codes?")?,
        hands_over: [
            format!(r"\b(?:tell|give|send|text|mail|e-?mail|message|read|show|spell|dictate|provide|forward) (?:out )?{us}\b.*?{secret}"),
            format!(r"\b(?:read|spell|say|call) (?:out|aloud)\b.*?{secret}"),
            format!(r"\b(?:read|spell|say)\b.*?{secret}.*?\b(?:out|aloud|to {us})\b"),
            format!(r"\b(?:send|give|forward|tell|report|mail|e-?mail|pass|say|type|show)\b.*?{secret}.*?\bto {us}\b"),
            format!(r"\bshare\b.*?{secret}.*?\bwith {us}\b"),
            format!(r"\b(?:note|write|type|enter|put)\b.*?{secret}.*?\b(?:in|into) (?:the |this )?(?:case|ticket|chat|notes?)\b"),
            format!(r"\bdictate\b.*?{secret}"),
            format!(r"^(?:then |now |first )?ask\b.*?\bfor\b.{{0,30}}?{secret}"),
        ]
        .iter()
        .map(|pattern| compile(pattern))
        .collect::<Option<_>>()?,
        asks: compile(&format!(
            r"^(?:and )?(?:what|which) (?:is|was|are|were) (?:your|the|his|her|their) (?:[\w'-]+ ){{0,3}}?{secret}\s*(?:\?|$|of|for|on|in|that|you)"
        ))?,
        asks_typed: compile(&format!(r"^(?:and )?(?:what|which) (?:[\w'-]+ ){{0,2}}?{secret}"))?,
        negation: compile(r"\b(?:never|not|no|nobody|none|without|don't|neither|nor)\b")?,
        about: compile(r"\b(?:kind|type|age|date|time|length|last|reset|changed?|hint|manager|policy|where|when|how|whether)\b")?,
    })
});

static GERMAN: LazyLock<Option<Habits>> = LazyLock::new(|| {
    let secret = concat!(
        r"(?:[\w-]*passw[oö]rt(?:e|er|es|s)?\b|[\w-]*kennw[oö]rt(?:er|s)?\b|\b(?:[\w]+-)?(?-i:PINs?|TANs?|CVV|CVC)\b|",
        r"geheimzahl|prüfziffer|kartenprüfnummer|wiederherstellungsschlüssel|",
        r"(?:sicherheits|zugangs|bestätigungs|einmal|freigabe|anmelde|notfall|authentifizierungs|sms-)codes?\b|",
        r"(?:codes?|ziffern)\b[^.?!]*\b(?:sms|app anzeigt|app zeigt|authenticator)|",
        r"(?:sms|authenticator)\b[^.?!]*\b(?:codes?|ziffern))"
    );
    let (us, whom) = (r"(?:mir|uns|dem service|der hotline)", r"(?:de[rm] (?:person|kund\w*|mitarbeit\w*)|ihm|ihr) ");
    Some(Habits {
        secret: compile(secret)?,
        open: compile(r"(?:fehler|qr-|strich|status|geräte)codes?|\bqr\b")?,
        hands_over: [
            format!(r"\b(?:nennen?|sagen?|geben|gib|schicken?|senden?|mailen?|diktieren?|verraten?|zeigen?|lesen|lies|teilen?) (?:sie )?{us}\b.*?{secret}"),
            format!(r"\b(?:nennen|diktieren|buchstabieren|verraten) sie (?:{whom})?.*?{secret}"),
            format!(r"\bsagen sie (?:(?:bitte|jetzt|dann|nun) )*(?:das|die|den|ihre?n?) (?:\S+ ){{0,2}}?{secret}"),
            format!(r"\b(?:lesen|lies)\b.*?{secret}.*?\bvor\b"),
            format!(r"\b(?:geben|gib)\b.*?{secret}.*?\b(?:durch|an uns)\b"),
            format!(r"\bteilen?\b.*?{secret}.*?\bmit\b"),
            format!(r"\b(?:schicken?|senden?|mailen?|schreiben)\b.*?{secret}.*?\b(?:an uns|in den (?:fall|chat)|ins ticket)\b"),
            format!(r"^(?:dann |jetzt )?(?:er)?fragen sie\b.*?{secret}"),
            format!(r"^(?:dann |jetzt )?lassen sie sich\b.*?{secret}.*?\b(?:vorlesen|nennen|sagen|diktieren|durchgeben)\b"),
        ]
        .iter()
        .map(|pattern| compile(pattern))
        .collect::<Option<_>>()?,
        asks: compile(&format!(
            r"^(?:und )?(?:wie|was) (?:lautet|lauten|ist|war) (?:ihre?|das|die|der|deine?) (?:\S+ ){{0,3}}?{secret}\s*(?:\?|$|der|des|von|für|ihre[rs]|zu)"
        ))?,
        asks_typed: compile(&format!(r"^(?:und )?(?:welche[nrs]?|was für eine?n?) (?:\S+ ){{0,2}}?{secret}"))?,
        negation: compile(r"\b(?:nie|niemals|nicht|kein\w*|niemand\w*|ohne|weder)\b")?,
        about: compile(r"\b(?:art|alter|wann|zeitpunkt|länge|wo|wie|ob|zuletzt|datum)\b|änder")?,
    })
});

fn compile(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).case_insensitive(true).build().ok()
}

fn habits(lang: Lang) -> Option<&'static Habits> {
    match lang.base() {
        Lang::EN => ENGLISH.as_ref(),
        Lang::DE => GERMAN.as_ref(),
        _ => None,
    }
}

/// Finds the first sentence that asks for a secret.
pub(super) fn demand(lang: Lang, words: &str, speech: Speech) -> Option<&str> {
    if !TOUCHES.as_ref()?.is_match(words) {
        return None;
    }
    let habits = habits(lang)?;
    let sentences = words.split_inclusive(['.', '?', '!', '\n', ';']).map(str::trim);
    sentences.into_iter().find(|sentence| habits.secret.is_match(sentence) && demands(habits, sentence, speech))
}

fn demands(habits: &Habits, sentence: &str, speech: Speech) -> bool {
    if habits.open.is_match(sentence) {
        return false;
    }
    let is_asked = match speech {
        Speech::Told => false,
        Speech::Asked => habits.asks.is_match(sentence),
        Speech::Typed => habits.asks.is_match(sentence) || habits.asks_typed.is_match(sentence),
    };
    is_asked
        || habits.hands_over.iter().any(|pattern| {
            pattern.find(sentence).is_some_and(|found| {
                // "If it does not work, read us the code": what is denied before the comma is something else.
                let before = sentence.get(..found.start()).unwrap_or_default();
                let clause = before.rfind(',').map_or(before, |comma| before.get(comma..).unwrap_or_default());
                !habits.negation.is_match(clause) && !habits.negation.is_match(found.as_str())
            })
        })
}

/// Says whether a fact of this name holds a secret.
pub(super) fn names_secret(lang: Lang, name: &str) -> bool {
    TOUCHES.as_ref().is_some_and(|touches| touches.is_match(name))
        && habits(lang).is_some_and(|habits| {
            habits.secret.is_match(name) && !habits.about.is_match(name) && !habits.open.is_match(name)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_patterns_compile() {
        assert!(TOUCHES.is_some() && ENGLISH.is_some() && GERMAN.is_some());
    }

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
            assert_eq!(demand(lang, words, Speech::Asked), None);
        }
        assert!(names_secret(Lang::EN, "badge PIN") && names_secret(Lang::DE, "Kontopasswort"));
        assert!(!names_secret(Lang::EN, "age of the password") && !names_secret(Lang::DE, "Fehlercode"));
    }
}

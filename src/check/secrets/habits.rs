//! The words with which secrets are asked for, English and German.

/// A way of demanding: one of some verbs, what follows it at once, and what comes after the secret.
pub(super) struct Demand {
    /// One of these begins it.
    pub(super) verbs: &'static [&'static str],
    /// One of these follows at once; nothing where the list is empty.
    pub(super) follows: &'static [&'static str],
    /// One of these comes after the secret; nothing where the list is empty.
    pub(super) ends: &'static [&'static str],
    /// Whether the verb must begin the sentence.
    pub(super) begins: bool,
    /// The most words between the verb, with what follows it, and the secret.
    pub(super) gap: usize,
}

/// How secrets are asked for in one language.
pub(super) struct Habits {
    /// Words for a secret: whole, or the end of a longer one.
    pub(super) secrets: &'static [&'static str],
    /// What makes a code a secret, as the word before it or as the beginning of the word.
    pub(super) kinds: &'static [&'static str],
    /// What makes a code none: it stands on a device or a screen for all to see.
    pub(super) open: &'static [&'static str],
    /// How it is to be handed over.
    pub(super) demands: &'static [Demand],
    /// How a question for a value begins; each is followed by up to three words and the secret.
    pub(super) asks: &'static [&'static str],
    /// How it begins where the answer is typed in; each is followed by up to two words and the secret.
    pub(super) asks_typed: &'static [&'static str],
    /// What may follow the secret in such a question.
    pub(super) goes_on: &'static [&'static str],
    /// What turns a demand into a warning.
    pub(super) negations: &'static [&'static str],
    /// What makes a fact say something about a secret and not the secret itself.
    pub(super) about: &'static [&'static str],
}

/// Any number of words.
pub(super) const ANYTHING: usize = usize::MAX;

/// Whoever must not hear it.
const US: [&str; 9] = [
    "me",
    "us",
    "the agent",
    "the desk",
    "the help desk",
    "the helpdesk",
    "the support",
    "the hotline",
    "the technician",
];
const TO_US: [&str; 7] =
    ["to me", "to us", "to the agent", "to the desk", "to the helpdesk", "to support", "to the technician"];
const INTO_CASE: [&str; 10] = [
    "in the case",
    "into the case",
    "in the ticket",
    "into the ticket",
    "in the chat",
    "into the chat",
    "into this chat",
    "in the notes",
    "into the notes",
    "in the note",
];

/// How it is done in English.
pub(super) static ENGLISH: Habits = Habits {
    secrets: &["password", "passwords", "passphrase", "passcode", "passcodes", "recovery key", "recovery keys"],
    kinds: &[
        "security",
        "access",
        "verification",
        "confirmation",
        "one-time",
        "login",
        "log-in",
        "sms",
        "authentication",
        "authenticator",
        "backup",
        "unlock",
        "2fa",
        "mfa",
    ],
    open: &["error", "fault", "status", "qr", "bar", "device", "model", "zip", "area", "post"],
    demands: &[
        Demand {
            verbs: &[
                "tell", "give", "send", "text", "mail", "e-mail", "email", "message", "read", "show", "spell",
                "dictate", "provide", "forward",
            ],
            follows: &US,
            ends: &[],
            begins: false,
            gap: ANYTHING,
        },
        Demand {
            verbs: &["read", "spell", "say", "call"],
            follows: &["out", "aloud"],
            ends: &[],
            begins: false,
            gap: 9,
        },
        Demand {
            verbs: &["read", "spell", "say"],
            follows: &[],
            ends: &["out", "aloud", "to me", "to us", "to the agent"],
            begins: false,
            gap: 5,
        },
        Demand {
            verbs: &["send", "give", "forward", "tell", "report", "mail", "e-mail", "email", "pass", "say", "show"],
            follows: &[],
            ends: &TO_US,
            begins: false,
            gap: 5,
        },
        Demand { verbs: &["share"], follows: &[], ends: &["with me", "with us"], begins: false, gap: 5 },
        Demand {
            verbs: &["note", "write", "type", "enter", "put"],
            follows: &[],
            ends: &INTO_CASE,
            begins: false,
            gap: 5,
        },
        Demand { verbs: &["dictate"], follows: &[], ends: &[], begins: false, gap: 5 },
        Demand { verbs: &["ask"], follows: &["for"], ends: &[], begins: true, gap: 5 },
        Demand {
            verbs: &["ask"],
            follows: &[
                "the customer for",
                "the caller for",
                "the person for",
                "the user for",
                "them for",
                "people for",
            ],
            ends: &[],
            begins: true,
            gap: 5,
        },
    ],
    asks: &[
        "what is your",
        "what is the",
        "what was your",
        "what was the",
        "what are your",
        "what are the",
        "which is your",
        "which is the",
        "what is his",
        "what is her",
        "what is their",
    ],
    asks_typed: &["what", "which"],
    goes_on: &["of", "for", "on", "in", "that", "you"],
    negations: &["never", "not", "no", "nobody", "none", "without", "don't", "neither", "nor", "no-one"],
    about: &[
        "kind", "type", "age", "date", "time", "length", "last", "reset", "change", "changed", "hint", "manager",
        "policy", "where", "when", "how", "whether",
    ],
};

/// How it is done in German.
pub(super) static GERMAN: Habits = Habits {
    secrets: &[
        "passwort",
        "passworts",
        "passworte",
        "passwörter",
        "passwörtern",
        "kennwort",
        "kennworts",
        "kennwörter",
        "geheimzahl",
        "prüfziffer",
        "kartenprüfnummer",
        "wiederherstellungsschlüssel",
    ],
    kinds: &[
        "sicherheits",
        "zugangs",
        "bestätigungs",
        "einmal",
        "freigabe",
        "anmelde",
        "notfall",
        "authentifizierungs",
        "sms-",
    ],
    open: &["fehler", "qr", "strich", "status", "geräte"],
    demands: &[
        Demand {
            verbs: &[
                "nennen",
                "nenne",
                "nenn",
                "sagen",
                "sage",
                "sag",
                "geben",
                "gib",
                "schicken",
                "schick",
                "senden",
                "sende",
                "mailen",
                "diktieren",
                "verraten",
                "zeigen",
                "lesen",
                "lies",
                "teilen",
                "teile",
            ],
            follows: &["mir", "uns", "sie mir", "sie uns", "sie dem service", "sie der hotline", "sie bitte"],
            ends: &[],
            begins: false,
            gap: 9,
        },
        Demand {
            verbs: &["nennen", "diktieren", "buchstabieren", "verraten"],
            follows: &["sie ihr", "sie ihre", "sie ihren", "sie das", "sie die", "sie den", "sie jetzt", "sie nun"],
            ends: &[],
            begins: false,
            gap: 3,
        },
        Demand {
            verbs: &["sagen"],
            follows: &["sie das", "sie die", "sie den", "sie ihr", "sie ihre", "sie ihren"],
            ends: &[],
            begins: false,
            gap: 2,
        },
        Demand { verbs: &["lesen", "lies"], follows: &[], ends: &["vor"], begins: false, gap: 9 },
        Demand { verbs: &["geben", "gib"], follows: &[], ends: &["durch", "an uns"], begins: false, gap: 9 },
        Demand { verbs: &["teilen", "teile"], follows: &[], ends: &["mit"], begins: false, gap: 9 },
        Demand {
            verbs: &["schicken", "schick", "senden", "sende", "mailen", "schreiben"],
            follows: &[],
            ends: &["an uns", "in den fall", "in den chat", "ins ticket"],
            begins: false,
            gap: 9,
        },
        Demand { verbs: &["fragen", "erfragen"], follows: &["sie"], ends: &[], begins: true, gap: 9 },
        Demand {
            verbs: &["lassen"],
            follows: &["sie sich"],
            ends: &["vorlesen", "nennen", "sagen", "diktieren", "durchgeben"],
            begins: true,
            gap: 9,
        },
    ],
    asks: &[
        "wie lautet ihr",
        "wie lautet ihre",
        "wie lautet das",
        "wie lautet die",
        "wie lautet der",
        "wie ist ihr",
        "wie ist ihre",
        "was ist ihr",
        "was ist ihre",
        "wie lautet dein",
        "wie lautet deine",
        "wie ist dein",
        "wie ist deine",
        "wie ist das",
        "wie ist die",
    ],
    asks_typed: &["welche", "welcher", "welches", "welchen", "was für ein", "was für eine", "was für einen"],
    goes_on: &["der", "des", "von", "für", "ihrer", "ihres", "zu"],
    negations: &[
        "nie",
        "niemals",
        "nicht",
        "kein",
        "keine",
        "keinen",
        "keiner",
        "niemand",
        "niemandem",
        "ohne",
        "weder",
    ],
    about: &["art", "alter", "wann", "zeitpunkt", "länge", "wo", "wie", "ob", "zuletzt", "datum", "änderung", "letzte"],
};

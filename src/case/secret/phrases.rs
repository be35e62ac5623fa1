//! Passwords and codes by the words around them: "my password is …", "PIN: …", "… ist mein Passwort".

use super::{Secret, SecretKind, Word};

/// Words for a password: whole, or the end of a longer one behind a hyphen or in German.
const PASSWORDS: [&str; 10] = [
    "password",
    "passwort",
    "kennwort",
    "passphrase",
    "passcode",
    "wlan-schlüssel",
    "netzwerkschlüssel",
    "pw",
    "pwd",
    "passwd",
];

/// Words for a code.
const CODES: [&str; 6] = ["pin", "tan", "puk", "cvv", "cvc", "geheimzahl"];

/// What makes a code a secret: the word before it, or the beginning of the word.
const KINDS: [&str; 22] = [
    "security",
    "access",
    "verification",
    "confirmation",
    "one-time",
    "login",
    "sms",
    "authenticator",
    "authentication",
    "backup",
    "unlock",
    "2fa",
    "mfa",
    "sicherheits",
    "zugangs",
    "bestätigungs",
    "einmal",
    "freigabe",
    "anmelde",
    "sms-",
    "prüf",
    "entsperr",
];

const COPULAS: [&str; 7] = ["is", "are", "ist", "sind", "lautet", "heißt", "="];

/// What may stand between "is" and the secret.
const FILLERS: [&str; 9] = ["still", "now", "currently", "again", "noch", "jetzt", "aktuell", "immer", "wieder"];

/// Who has a secret, after "… is".
const WHOSE: [&str; 14] =
    ["my", "the", "our", "his", "her", "their", "your", "mein", "meine", "das", "die", "unser", "ihr", "sein"];

/// How far behind its name the value of a secret is told.
const REACH: usize = 6;

/// A word without what stands around it.
#[derive(Debug)]
struct Bare<'t> {
    lower: String,
    word: Word<'t>,
    /// Whether a colon or an equals sign follows.
    is_parted: bool,
    /// Whether a sentence ends behind it.
    is_last: bool,
}

fn bare<'t>(word: &Word<'t>) -> Bare<'t> {
    let text = word.text.trim_matches(|c: char| !c.is_alphanumeric());
    Bare {
        lower: if word.text == "=" { "=".to_owned() } else { text.to_lowercase() },
        word: *word,
        is_parted: word.text.ends_with([':', '=']),
        is_last: word.text.ends_with(['.', '!', '?', ';']),
    }
}

/// Finds what is told as a password or a code.
pub(super) fn find(words: &[Word<'_>]) -> Vec<Secret> {
    let bare: Vec<Bare<'_>> = words.iter().map(bare).collect();
    let mut found = Vec::new();
    for at in 0..bare.len() {
        found.extend(inside(words.get(at)));
        let Some(kind) = named(&bare, at) else { continue };
        found.extend(behind(&bare, at, kind).or_else(|| before(&bare, at, kind)));
    }
    found
}

/// Says what a word names.
fn named(bare: &[Bare<'_>], at: usize) -> Option<SecretKind> {
    let own = bare.get(at)?;
    let lower = own.lower.as_str();
    // What a key is called is no key: `recovery key ID`.
    if bare.get(at + 1).is_some_and(|next| matches!(next.lower.as_str(), "id" | "kennung")) {
        return None;
    }
    let ends = |name: &str| lower == name || (3 < name.len() && lower.ends_with(name));
    if PASSWORDS.iter().any(|name| ends(name)) || lower.ends_with("-pw") {
        return Some(SecretKind::Password);
    }
    let last = lower.rsplit('-').next().unwrap_or(lower);
    // A tan cable is none.
    if CODES.contains(&last) && (last != "tan" || own.word.text.contains("TAN")) {
        return Some(SecretKind::Code);
    }
    let before = at.checked_sub(1).and_then(|at| bare.get(at)).map(|it| it.lower.as_str()).unwrap_or_default();
    let stem = lower.strip_suffix("code")?;
    let is_secret = if stem.is_empty() { KINDS.contains(&before) } else { KINDS.contains(&stem) };
    is_secret.then_some(SecretKind::Code)
}

/// What follows the name: at once, behind a colon, or behind "is".
fn behind(bare: &[Bare<'_>], at: usize, kind: SecretKind) -> Option<Secret> {
    let own = bare.get(at)?;
    if own.is_last {
        return None;
    }
    let next = bare.get(at + 1)?;
    if own.is_parted {
        return told(bare, at + 1, kind, Telling::Parted);
    }
    if !COPULAS.contains(&next.lower.as_str())
        && let Some(secret) = told(bare, at + 1, kind, Telling::Plain)
    {
        return Some(secret);
    }
    for (step, word) in bare.iter().enumerate().skip(at + 1).take(REACH) {
        if COPULAS.contains(&word.lower.as_str()) || word.is_parted {
            let is_parted = word.is_parted || word.lower == "=";
            let behind = (step + 1..bare.len()).find(|at| bare.get(*at).is_some_and(|it| !is_filler(it)))?;
            return told(bare, behind, kind, if is_parted { Telling::Parted } else { Telling::Said });
        }
        if word.is_last {
            return None;
        }
    }
    None
}

/// What stands before the name: "hunter2 is my password".
fn before(bare: &[Bare<'_>], at: usize, kind: SecretKind) -> Option<Secret> {
    let own = bare.get(at)?;
    let is_over = own.is_last || own.word.text.ends_with(',') || bare.get(at + 1).is_none();
    let owner = at.checked_sub(1)?;
    let copula = owner.checked_sub(1)?;
    let value = copula.checked_sub(1)?;
    let fits = is_over
        && WHOSE.contains(&bare.get(owner)?.lower.as_str())
        && matches!(bare.get(copula)?.lower.as_str(), "is" | "ist");
    if fits { told(bare, value, kind, Telling::Said) } else { None }
}

fn is_filler(word: &Bare<'_>) -> bool {
    FILLERS.contains(&word.lower.as_str())
}

/// How a value follows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Telling {
    /// At once.
    Plain,
    /// Behind "is".
    Said,
    /// Behind a colon or an equals sign.
    Parted,
}

/// Says whether the word here is the value of a secret.
fn told(words: &[Bare<'_>], at: usize, kind: SecretKind, telling: Telling) -> Option<Secret> {
    let word = words.get(at)?.word;
    let is_code_of_card = words.iter().take(at).any(|it| matches!(it.lower.as_str(), "cvv" | "cvc"));
    let (from, inner) = inner(word);
    if kind == SecretKind::Code {
        let to = code(words, at, if is_code_of_card { 3 } else { 4 })?;
        return Some(Secret { kind, from, to });
    }
    let is_quoted = word.text.chars().next().is_some_and(|c| is_quote(c) && c != '(') && telling != Telling::Plain;
    let fits = is_password(inner, telling) || (is_quoted && 4 <= inner.chars().count());
    fits.then_some(Secret { kind, from, to: from + inner.len() })
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '„' | '“' | '”' | '»' | '«' | '‚' | '‘' | '(' | '`')
}

/// A word without quotation marks and what ends a sentence, and where it begins.
fn inner(word: Word<'_>) -> (usize, &str) {
    let inner = word.text.trim_start_matches(is_quote);
    let from = word.to() - inner.len();
    (from, inner.trim_end_matches(|c: char| is_quote(c) || matches!(c, '.' | ',' | ';' | ':' | ')')))
}

/// Says where a code ends that begins here: up to ten digits, perhaps in groups.
fn code(words: &[Bare<'_>], at: usize, least: usize) -> Option<usize> {
    let (mut count, mut end) = (0, None);
    for word in words.iter().skip(at) {
        let (from, digits) = inner(word.word);
        let is_group = count == 0 || (2..=4).contains(&digits.len());
        if digits.is_empty() || !is_digits(digits) || !is_group || 10 < count + digits.len() {
            break;
        }
        count += digits.len();
        end = Some(from + digits.len());
        if digits.len() != word.word.text.len() {
            break;
        }
    }
    end.filter(|_| least <= count)
}

fn is_password(text: &str, telling: Telling) -> bool {
    const SYMBOLS: &str = "!@#$%^&*_+=§?";
    let length = text.chars().count();
    if !(4..=64).contains(&length) || is_public(text) {
        return false;
    }
    let has_letter = text.chars().any(char::is_alphabetic);
    let has_digit = text.chars().any(|c| c.is_ascii_digit());
    // A mark at the end may end a sentence.
    let has_symbol = text.trim_end_matches(['!', '?']).contains(|c: char| SYMBOLS.contains(c));
    let has_mark = text.contains(|c: char| SYMBOLS.contains(c));
    let is_camel = text.chars().zip(text.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    match telling {
        Telling::Plain => has_letter && has_digit && has_mark,
        _ if !has_letter => is_digits(text),
        Telling::Said => has_digit || has_symbol,
        Telling::Parted => has_digit || has_symbol || is_camel,
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Error codes, dates, versions, lengths of time, addresses: what is told behind such a name and is none.
fn is_public(text: &str) -> bool {
    let lower = text.to_lowercase();
    let digits = lower.bytes().take_while(u8::is_ascii_digit).count();
    let rest = lower.get(digits..).unwrap_or_default();
    // `90days`, `8-stellig`, `2x`.
    let is_measure =
        (1..=3).contains(&digits) && !rest.is_empty() && rest.chars().all(|c| c.is_alphabetic() || c == '-');
    let is_address = lower.split_once('@').is_some_and(|(_, host)| host.contains('.'));
    let is_update = lower.strip_prefix("kb").is_some_and(|rest| !rest.is_empty() && is_digits(rest));
    let is_number = lower.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '/' | ':'))
        && lower.contains(['.', '-', '/', ':']);
    lower.starts_with("0x") || is_measure || is_address || is_update || is_number || lower.contains("://")
}

/// `pw:value` and `password=value` in one word.
fn inside(word: Option<&Word<'_>>) -> Option<Secret> {
    let word = word?;
    let at = word.text.find([':', '='])?;
    let (name, rest) = word.text.split_at_checked(at)?;
    let name = name.rsplit(|c: char| !c.is_alphanumeric() && c != '-').next()?.to_lowercase();
    let kind = if PASSWORDS.iter().any(|it| name.ends_with(it) && (3 < it.len() || name == **it)) {
        SecretKind::Password
    } else if CODES.contains(&name.as_str()) {
        SecretKind::Code
    } else {
        return None;
    };
    let value = rest.get(1..)?;
    let own = Word { text: value, from: word.from + at + 1 };
    // `password=sunshine` is no sentence.
    let is_set = rest.starts_with('=') && kind == SecretKind::Password && 4 <= value.chars().count();
    let set = || Secret { kind, from: own.from, to: own.to() };
    told(&[bare(&own)], 0, kind, Telling::Parted).or_else(|| is_set.then(set))
}

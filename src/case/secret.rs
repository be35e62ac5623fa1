//! Recognises what people type and should not: passwords, codes, card numbers, bank accounts, secret keys.
//!
//! Product keys, serial numbers, error codes, phone numbers and e-mail addresses are wanted answers. A password has no
//! form of its own, so it is found by the words around it; numbers are found by their check digits.

mod numbers;
mod phrases;

/// What something looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SecretKind {
    /// A password.
    Password,
    /// A PIN, a TAN, a code that was sent.
    Code,
    /// The number of a payment card.
    Card,
    /// An IBAN.
    Iban,
    /// A key or token of a program.
    Key,
}

impl SecretKind {
    /// Names the kind, for programs and in texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Code => "code",
            Self::Card => "card",
            Self::Iban => "iban",
            Self::Key => "key",
        }
    }
}

/// A place in a text that looks like a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret {
    /// What it looks like.
    pub kind: SecretKind,
    /// Where it begins, in bytes.
    pub from: usize,
    /// Where it ends, in bytes.
    pub to: usize,
}

/// A word with its place in the text.
#[derive(Clone, Copy, Debug)]
struct Word<'t> {
    text: &'t str,
    from: usize,
}

impl Word<'_> {
    fn to(self) -> usize {
        self.from + self.text.len()
    }
}

/// Cuts a text into what stands between blanks.
fn words(text: &str) -> Vec<Word<'_>> {
    let start = text.as_ptr() as usize;
    text.split_whitespace().map(|word| Word { text: word, from: word.as_ptr() as usize - start }).collect()
}

/// Finds what looks like a secret, in the order of the text; places do not overlap.
pub fn secrets(text: &str) -> Vec<Secret> {
    let words = words(text);
    let mut found = numbers::find(text, &words);
    found.extend(phrases::find(&words));
    found.sort_by_key(|secret| (secret.from, std::cmp::Reverse(secret.to)));
    let mut end = 0;
    found.retain(|secret| {
        let is_apart = end <= secret.from;
        end = end.max(secret.to);
        is_apart
    });
    found
}

/// Writes a text with something else in the place of secrets.
pub fn without(text: &str, secrets: &[Secret], instead: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut at = 0;
    for secret in secrets {
        left.push_str(text.get(at..secret.from).unwrap_or_default());
        left.push_str(instead);
        at = secret.to;
    }
    left.push_str(text.get(at..).unwrap_or_default());
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<&'static str> {
        secrets(text).iter().map(|secret| secret.kind.as_str()).collect()
    }

    #[test]
    fn secrets_are_found_where_they_stand() {
        for (text, kind, secret) in [
            ("my password is hunter2", "password", "hunter2"),
            ("Password: Summer2024! and it still fails", "password", "Summer2024!"),
            ("user anna, pw: Kx9$mmpq", "password", "Kx9$mmpq"),
            ("pwd=hunter2", "password", "hunter2"),
            ("password=sunshine", "password", "sunshine"),
            ("the password for the router is admin123", "password", "admin123"),
            ("password is \"sunshine\"", "password", "sunshine"),
            ("hunter2 is my password", "password", "hunter2"),
            ("the wifi password is still Fritz!Box99", "password", "Fritz!Box99"),
            ("user name and password are admin/admin123", "password", "admin/admin123"),
            ("Mein Passwort ist Sommer2024!", "password", "Sommer2024!"),
            ("Das Kennwort lautet: Hase#17", "password", "Hase#17"),
            ("WLAN-Passwort: 8842917355", "password", "8842917355"),
            ("WLAN-Schlüssel 88a4-29bc ist: w7Kd-99ab", "password", "w7Kd-99ab"),
            ("Kontopasswort lautet „Sonnenschein“", "password", "Sonnenschein"),
            ("Sommer2024! ist mein Passwort.", "password", "Sommer2024!"),
            ("my PIN is 4711", "code", "4711"),
            ("PIN: 0815", "code", "0815"),
            ("die PIN 4711 geht nicht", "code", "4711"),
            ("Meine Geheimzahl ist 4711.", "code", "4711"),
            ("TAN 482913 abgelaufen", "code", "482913"),
            ("PUK 12345678", "code", "12345678"),
            ("the security code is 483920", "code", "483920"),
            ("SMS-Code: 483 920", "code", "483 920"),
            ("der Sicherheitscode lautet 99381", "code", "99381"),
            ("The one-time code 483920 does not work", "code", "483920"),
            ("CVC 123 on the back", "code", "123"),
            (
                "recovery 123456-234567-345678-456789-567890-678901-789012-890123",
                "code",
                "123456-234567-345678-456789-567890-678901-789012-890123",
            ),
            ("card 4111 1111 1111 1111 expires 12/27", "card", "4111 1111 1111 1111"),
            ("5500-0000-0000-0004", "card", "5500-0000-0000-0004"),
            ("Karte: 378282246310005.", "card", "378282246310005"),
            ("Konto DE89 3704 0044 0532 0130 00 bitte", "iban", "DE89 3704 0044 0532 0130 00"),
            ("gb82west12345698765432", "iban", "gb82west12345698765432"),
            ("token ghp_abcdefghijklmnopqrstuvwxyz0123456789", "key", "ghp_abcdefghijklmnopqrstuvwxyz0123456789"),
            ("AKIAIOSFODNN7EXAMPLE", "key", "AKIAIOSFODNN7EXAMPLE"),
            ("https://anna:geheim@intranet.example/x", "key", "anna:geheim"),
        ] {
            let found = secrets(text);
            let first = found.first().unwrap_or_else(|| panic!("nothing in: {text}"));
            assert_eq!((first.kind.as_str(), text.get(first.from..first.to).unwrap()), (kind, secret), "{text}");
        }
    }

    #[test]
    fn wanted_answers_are_left_alone() {
        for text in [
            "",
            "Error 0x80070005 when I log in",
            "The error code is 0x8024402c",
            "error code: 49.4C02",
            "Fehlercode: E12-0815",
            "Der Code ist 0x80070005",
            "code 1603 in the log",
            "my password is wrong",
            "the password is not accepted",
            "password is expired since 2024-05-12",
            "The password for Outlook 2019 is wrong since KB5034441",
            "I changed the password on 12.05.2024 and again on 13.05.2024",
            "password: unknown",
            "Passwort: vergessen",
            "Passwort vergessen seit 3 Tagen",
            "Mein Passwort ist falsch, sagt Windows11",
            "Das Kennwort ist abgelaufen",
            "Passwort ist 8-stellig",
            "password has 12 characters",
            "password is 90days old",
            "Outlook asks for the password every 5 minutes",
            "Outlook fragt 3x nach dem Passwort",
            "Office365 password does not work",
            "2024 was the last password change",
            "The PIN is blocked after 3 tries",
            "PIN ist 4-stellig",
            "pin 12 of the plug is bent",
            "Die PIN wird 3-mal abgelehnt",
            "PIN error 0x8028400f",
            "the tan 2023 cable",
        ] {
            assert_eq!(kinds(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn keys_numbers_and_addresses_are_left_alone() {
        for text in [
            "Product key: VK7JG-NPHTM-C97JM-9MPGT-3V66T",
            "Produktschlüssel VK7JG-NPHTM-C97JM-9MPGT-3V66T",
            "Serial number 4111111111111111",
            "Seriennummer: 4111111111111111",
            "IMEI 490154203237518",
            "IMEI: 356938035643809",
            "ICCID 8949020000000000000",
            "S/N 5CG1234ABC",
            "MAC 00:1A:2B:3C:4D:5E",
            "call me at +49 170 12345678 or 0049 30 123456 78",
            "Telefon 0170/1234567",
            "anna.meier@example.org",
            "password reset mail goes to anna2@example.org",
            "Passwort: an anna2@example.org geschickt",
            "recovery key ID 1A2B3C4D",
            "recovery key ID: 3F2504E0-4F89-11D3-9A0C-0305E82C3301",
            "192.168.178.1 and fe80::1",
            "Order 4006381333931, invoice DE2024000123",
            "VAT DE811569869",
            "DE12 3456 7890 is printed on it",
            "Windows 11 23H2 build 22631.3447",
            "KB5034441 fails with 0x80070643",
            "https://intranet.example/path?code=42",
            "one-time code never arrives",
            "the security code field is grey",
            "The verification code has 6 digits",
            "Der Sicherheitscode kommt nicht an",
            "Der SMS-Code hat 6 Ziffern",
            "The password is the same as in 2019",
            "room 4711 PIN pad is dead",
            "HP LaserJet M404dn, firmware 002_2310A",
            "It says: enter password (at least 8 characters)",
        ] {
            assert_eq!(kinds(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_is_left_out_leaves_the_rest() {
        let text = "pw: Kx9$mmpq and PIN 4711.";
        assert_eq!(without(text, &secrets(text), "(left out)"), "pw: (left out) and PIN (left out).");
        assert_eq!(without("ä", &[], "x"), "ä");
    }

    #[test]
    fn nothing_makes_it_fail() {
        for text in
            ["passwort:", "pin is", "password=", "ä=ß is \u{202e}", "DE", "://:@", "“”", "password is „“", "-----"]
        {
            let found = secrets(text);
            assert!(found.iter().all(|it| text.get(it.from..it.to).is_some()), "{text}");
        }
    }
}

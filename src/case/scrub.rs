//! Takes personal data out of texts that leave the house, as far as its form gives it away.
//!
//! Error messages are quoted by people, and what they quote may hold more than the error: the name in a path, the
//! address in a sender line. A form can be recognised, a name cannot; so the words of the private facts of the same
//! case go too.

use std::sync::LazyLock;

use regex::Regex;

/// What stands where something was taken out.
const GONE: &str = "[…]";

/// The fewest letters of a private word that is looked for: shorter ones stand in every sentence.
const SHORTEST: usize = 3;

/// Forms of personal data, the longer ones first; what the first group catches stays.
const FORMS: [&str; 9] = [
    // Addresses of pages tell who looked at what, and may hold keys.
    r"(?i)\b(https?://|ftp://)\S+",
    r"()[\w.+%-]+@[\w-]+(?:\.[\w-]+)*",
    r#"(?i)([a-z]:[\\/]users[\\/]|/home/|/users/)[^\\/"'\n]+"#,
    r"()\b[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}\b",
    r"()\b[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{0,4}){3,7}\b",
    r"()\b\d{1,3}(?:\.\d{1,3}){3}\b",
    // Bank accounts and cards.
    r"()\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}(?: ?[A-Z0-9]{1,3})?\b",
    r"()\b\d(?:[ -]?\d){12,18}\b",
    // Telephone numbers.
    r"(^|[\s(:,;])(?:\+|00?)[1-9](?:[ ()/.-]{0,2}\d){6,}",
];

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| FORMS.iter().filter_map(|it| Regex::new(it).ok()).collect());

/// Returns a text without what has the form of personal data, and without the words of these private values.
///
/// Words that stand in `kept`, such as the name of a product, stay.
pub fn scrub(text: &str, private: &[&str], kept: &str) -> String {
    let kept = kept.to_lowercase();
    let mut scrubbed = text.to_owned();
    for pattern in PATTERNS.iter() {
        scrubbed = pattern.replace_all(&scrubbed, format!("${{1}}{GONE}")).into_owned();
    }
    for value in private {
        let words = value.split(|c: char| !c.is_alphanumeric()).filter(|word| SHORTEST <= word.chars().count());
        let words = words.filter(|word| !kept.contains(&word.to_lowercase()));
        for word in words {
            if let Ok(whole) = Regex::new(&format!(r"(?i)\b{}\b", regex::escape(word))) {
                scrubbed = whole.replace_all(&scrubbed, GONE).into_owned();
            }
        }
    }
    scrubbed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_the_form_of_personal_data_goes() {
        assert_eq!(PATTERNS.len(), FORMS.len(), "every form is a pattern");
        for (text, left) in [
            ("550 anna.m@mail.example.org rejected", "550 […] rejected"),
            (r"C:\Users\Anna Muster\AppData\x.dll not found", r"C:\Users\[…]\AppData\x.dll not found"),
            ("/home/anna/.cache is full", "/home/[…]/.cache is full"),
            ("call +49 (0)171 234 56 78 now", "call […] now"),
            ("Rückruf: 0171/2345678", "Rückruf: […]"),
            ("no route to 192.168.2.17", "no route to […]"),
            ("bad MAC 00:1a:2b:3c:4d:5e", "bad MAC […]"),
            ("fe80:0:0:0:1:2:3:4 down", "[…] down"),
            ("https://intra.example/u/anna?key=1 failed", "https://[…] failed"),
            ("DE02 1203 0000 0000 2020 51", "[…]"),
            ("card 4111 1111 1111 1111 refused", "card […] refused"),
        ] {
            assert_eq!(scrub(text, &[], ""), left);
        }
    }

    #[test]
    fn what_the_vendor_needs_stays() {
        for text in
            ["Fehler 0x80070005 in Modul 12.4", "E-04.02 Papierstau", "HTTP 503", "Error 49.4C02", "Version 10.0.19045"]
        {
            assert_eq!(scrub(text, &[], ""), text);
        }
    }

    #[test]
    fn words_of_private_facts_go_wherever_they_stand() {
        let private = ["Anna Beispiel, LaserJet 400, SN 77XK"];
        let text = "LaserJet 400 of anna: 77XK offline, Annahme failed";
        assert_eq!(scrub(text, &private, "LaserJet 400"), "LaserJet 400 of […]: […] offline, Annahme failed");
    }
}

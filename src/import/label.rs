//! Turns what stands in a node or beside an arrow into plain words: no markup, no entities, no hidden characters.

use crate::base::clean_line;

/// Named entities that labels use, beside the numbered ones.
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("deg", "°"),
    ("euro", "€"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("rarr", "→"),
    ("larr", "←"),
    ("check", "✓"),
    ("times", "×"),
    ("bull", "•"),
    ("middot", "·"),
    ("bdquo", "„"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("reg", "®"),
    ("copy", "©"),
    ("trade", "™"),
    ("semi", ";"),
    ("colon", ":"),
    ("comma", ","),
    ("lpar", "("),
    ("rpar", ")"),
    ("num", "#"),
    ("percnt", "%"),
    ("ge", "≥"),
    ("le", "≤"),
    ("ne", "≠"),
    ("plusmn", "±"),
    ("micro", "µ"),
    ("ohm", "Ω"),
];

/// The longest name of an entity.
const LONGEST_ENTITY: usize = 12;

/// Tags after which a new line begins.
const BREAKS: &[&str] = &["br", "p", "/p", "div", "/div", "li", "tr", "hr", "ul", "/ul", "ol"];

/// Returns the words of a label, one line each where it has several.
pub(super) fn tidy(raw: &str) -> String {
    let raw = raw.trim();
    let quoted = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(raw).trim();
    let (body, is_markdown) = match quoted.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) {
        Some(body) => (body, true),
        None => (quoted, false),
    };
    let decoded = decode(body);
    let lines = decoded.split(['\n', '\r']).map(|line| {
        let line = without_icons(&clean_line(line));
        if is_markdown { without_emphasis(&line) } else { line }
    });
    let lines: Vec<String> = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Returns the words of a label on one line.
pub(super) fn tidy_line(raw: &str) -> String {
    tidy(raw).replace('\n', " ")
}

/// Drops tags and resolves entities.
fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&', '#', '\\']) {
        let (before, here) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let taken = match here.as_bytes() {
            [b'<', ..] => tag(here).map(|(name, length)| {
                let breaks = BREAKS.contains(&name.to_ascii_lowercase().as_str());
                (if breaks { "\n".to_owned() } else { String::new() }, length)
            }),
            [b'&' | b'#', ..] => entity(here),
            [b'\\', b'n', ..] | [b'\\', b'l' | b'r'] => Some(("\n".to_owned(), 2)),
            [b'\\', b'l' | b'r', next, ..] if !next.is_ascii_lowercase() => Some(("\n".to_owned(), 2)),
            _ => None,
        };
        let (meant, length) = taken.unwrap_or_else(|| (here.chars().take(1).collect(), 1));
        out.push_str(&meant);
        rest = here.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Reads a tag: its name and its length.
fn tag(text: &str) -> Option<(&str, usize)> {
    let body = text.strip_prefix('<')?;
    let begins = body.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic());
    // A tag without an end nearby is text, such as "voltage <b".
    let window = body.get(..body.floor_char_boundary(400)).unwrap_or(body);
    let end = window.find(['<', '>'])?;
    if !begins || !body.get(end..)?.starts_with('>') {
        return None;
    }
    let inner = body.get(..end)?;
    let name = inner.trim_end_matches('/').split_whitespace().next()?;
    Some((name, end + 2))
}

/// Reads `&name;`, `&#12;`, `#name;` or `#12;`: its meaning and its length.
fn entity(text: &str) -> Option<(String, usize)> {
    let body = text.get(1..)?;
    let window = body.get(..body.floor_char_boundary(LONGEST_ENTITY)).unwrap_or(body);
    let end = window.find(';')?;
    let name = window.get(..end)?;
    let digits = name.trim_start_matches('#');
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(hex) if name.starts_with('#') => u32::from_str_radix(hex, 16).ok(),
        _ => digits.parse().ok(),
    };
    let meant = match number.and_then(char::from_u32) {
        Some(c) => c.to_string(),
        None => ENTITIES.iter().find(|(known, _)| *known == digits).map(|(_, meant)| (*meant).to_owned())?,
    };
    Some((meant, end + 2))
}

/// Drops icons such as `fa:fa-phone`.
fn without_icons(line: &str) -> String {
    let is_icon = |word: &&str| {
        word.split_once(":fa-")
            .is_some_and(|(set, _)| matches!(set, "fa" | "fas" | "fab" | "far" | "fal" | "fad" | "fak"))
    };
    line.split(' ').filter(|word| !is_icon(word)).collect::<Vec<_>>().join(" ")
}

/// Drops the signs of bold and italic words.
fn without_emphasis(line: &str) -> String {
    let line = line.replace("**", "").replace("__", "").replace('*', "");
    line.split(' ').map(|word| word.trim_matches('_')).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_become_plain_words() {
        for (raw, words) in [
            ("Is it on?", "Is it on?"),
            ("\"Is it <b>on</b>?<br/>Look   at it\"", "Is it on?\nLook at it"),
            ("\"`Press **both** _keys_`\"", "Press both keys"),
            ("#quot;On#quot; &amp; #35;1 &#8364; &uuml;", "\"On\" & #1 € ü"),
            ("fa:fa-phone Call us", "Call us"),
            ("a < b and c > d, 5&6, #1", "a < b and c > d, 5&6, #1"),
            ("two\\nlines\\l", "two\nlines"),
            ("C:\\temp\\rest", "C:\\temp\\rest"),
            ("&#8238;&#27;[2Jx &lt;b&gt;", "[2Jx <b>"),
            ("<img src='x.png' onerror=\"y\"/>Printer", "Printer"),
        ] {
            assert_eq!(tidy(raw), words, "{raw}");
        }
    }
}

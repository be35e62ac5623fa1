//! Writes YAML as authors write it: block style, quotes only where they are needed, comments above what they concern.
//!
//! What is written here is read back by [`parse`](super::parse) as the very same text, whatever the text is.

use std::{borrow::Cow, fmt::Write as _};

use crate::base::{Lang, Text, clean_line, find_hidden};

/// How many blanks one level is indented.
const STEP: usize = 2;

/// A YAML file that grows line by line.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    text: String,
    lines: usize,
    depth: usize,
    /// Whether the next line begins an item of a list.
    begins_item: bool,
}

impl Writer {
    /// Begins an empty file.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the number of the line that is written next, counted from one.
    pub fn line(&self) -> usize {
        self.lines + 1
    }

    /// Returns the file.
    pub fn finish(self) -> String {
        self.text
    }

    /// Leaves an empty line, but never two, and none at the beginning.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
            self.lines += 1;
        }
    }

    /// Writes comments, one for each line of `words`.
    pub fn comment(&mut self, words: &str) {
        for words in words.lines() {
            let line = format!("# {}", clean_line(words));
            self.put(line.trim_end());
        }
    }

    /// Writes a key and a text or word.
    pub fn field(&mut self, key: &str, value: &str) {
        self.field_with(key, value, "");
    }

    /// Writes a key, a text or word, and a comment at the end of the line.
    pub fn field_with(&mut self, key: &str, value: &str, comment: &str) {
        if !is_block(value) {
            return self.raw(key, &scalar(value), comment);
        }
        self.raw(key, "|-", comment);
        self.depth += 1;
        value.split('\n').for_each(|line| self.put(line));
        self.depth -= 1;
    }

    /// Writes a key, a value that is YAML already, such as a number, and a comment at the end of the line.
    pub fn raw(&mut self, key: &str, value: &str, comment: &str) {
        let comment = clean_line(comment);
        let margin = if comment.is_empty() { "" } else { "  # " };
        self.put(&format!("{}: {value}{margin}{comment}", flow_scalar(key)));
    }

    /// Writes a text: plain where it has the language of the file only, else one language a line.
    pub fn text(&mut self, key: &str, text: &Text, lang: Lang) {
        let mut languages = text.iter();
        match (languages.next(), languages.next()) {
            (Some((own, words)), None) if own == lang => self.field(key, words),
            _ => {
                self.open(key);
                text.iter().for_each(|(own, words)| self.field(own.as_str(), words));
                self.close();
            }
        }
    }

    /// Writes a key and a list on one line.
    pub fn list<'a>(&mut self, key: &str, items: impl IntoIterator<Item = &'a str>) {
        let items: Vec<_> = items.into_iter().map(flow_scalar).collect();
        self.raw(key, &format!("[{}]", items.join(", ")), "");
    }

    /// Writes a key and a mapping on one line.
    pub fn map<'a>(&mut self, key: &str, entries: impl IntoIterator<Item = (&'a str, &'a str)>) {
        let entry = |(key, value)| format!("{}: {}", flow_scalar(key), flow_scalar(value));
        let entries: Vec<_> = entries.into_iter().map(entry).collect();
        self.raw(key, &format!("{{{}}}", entries.join(", ")), "");
    }

    /// Begins a mapping or list under a key; what follows is indented until [`Writer::close`].
    pub fn open(&mut self, key: &str) {
        self.put(&format!("{}:", flow_scalar(key)));
        self.depth += 1;
    }

    /// Ends what was opened last.
    pub fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.begins_item = false;
    }

    /// Begins an item of a list that is a mapping; ended by [`Writer::close`].
    pub fn open_item(&mut self) {
        self.depth += 1;
        self.begins_item = true;
    }

    fn put(&mut self, line: &str) {
        let dash = std::mem::take(&mut self.begins_item);
        let indent = if line.is_empty() { 0 } else { self.depth * STEP };
        let blanks = if dash { indent.saturating_sub(STEP) } else { indent };
        // Writing to a string cannot fail.
        let _written = writeln!(self.text, "{:blanks$}{}{line}", "", if dash { "- " } else { "" });
        self.lines += 1;
    }
}

/// Writes a text as a value of its own line, in quotes where it needs them.
pub fn scalar(text: &str) -> Cow<'_, str> {
    if is_plain(text) { Cow::Borrowed(text) } else { quoted(text).into() }
}

/// Writes a text as a key, or between brackets and braces, in quotes where it needs them.
pub fn flow_scalar(text: &str) -> Cow<'_, str> {
    if is_plain(text) && !text.contains([',', '[', ']', '{', '}', ':', '"', '\'', '#']) {
        Cow::Borrowed(text)
    } else {
        quoted(text).into()
    }
}

/// Says whether a text is read as itself without quotes.
fn is_plain(text: &str) -> bool {
    let begins_well = text.starts_with(|c: char| {
        !c.is_whitespace()
            && !matches!(
                c,
                '-' | '?' | ':' | ',' | '[' | ']' | '{' | '}' | '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%'
            )
            && !matches!(c, '@' | '`' | '=' | '<' | '~')
    });
    begins_well
        && !text.ends_with(|c: char| c.is_whitespace() || c == ':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains(['\t', '\u{2028}', '\u{2029}'])
        && find_hidden(text, &[]).is_none()
        && !is_typed(text)
}

/// Says whether another reader of YAML could take the text for a number, a truth value, a day or nothing.
fn is_typed(text: &str) -> bool {
    let is_number_like = |c: char| c.is_ascii_hexdigit() || matches!(c, '.' | '+' | '-' | '_' | 'x' | 'o' | ':');
    let begins_as_number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '.'));
    (begins_as_number && text.chars().all(is_number_like))
        || ["null", "true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word))
        || text.starts_with("...")
        || text.eq_ignore_ascii_case(".inf")
        || text.eq_ignore_ascii_case(".nan")
}

/// Says whether a text of several lines can stand as it is, below its key.
fn is_block(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with('\n')
        && !text.contains(['\t', '\u{2028}', '\u{2029}'])
        && text.split('\n').all(|line| !line.ends_with(char::is_whitespace))
        && find_hidden(text, &['\n']).is_none()
}

/// Puts a text into quotes: single ones where that spares an escape.
fn quoted(text: &str) -> String {
    let is_visible = find_hidden(text, &[]).is_none() && !text.contains(['\u{2028}', '\u{2029}']);
    if text.contains(['"', '\\']) && is_visible {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if matches!(c, '\u{2028}' | '\u{2029}') || find_hidden(c.encode_utf8(&mut [0; 4]), &[]).is_some() => {
                let code = u32::from(c);
                // Writing to a string cannot fail.
                let _written = if code <= 0xffff { write!(out, "\\u{code:04X}") } else { write!(out, "\\U{code:08X}") };
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{base::SourceId, yaml::parse};

    const PIECES: &[&str] = &[
        ": ",
        " #",
        "#",
        "- ",
        "-",
        "? ",
        "'",
        "\"",
        "\\",
        "\n",
        "\r\n",
        "\t",
        " ",
        "",
        "null",
        "~",
        "true",
        "yes",
        "1.10",
        "0x1F",
        "1e3",
        "012",
        "2026-11-23",
        ".inf",
        "...",
        "---",
        "<<",
        "=",
        "&a",
        "*a",
        "!t",
        "|",
        ">",
        "%Y",
        "@",
        "`",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "ü",
        "漢字",
        "👩",
        "\u{2028}",
        "\u{85}",
        "\u{feff}",
        "\u{202e}",
        "\u{0}",
        "\u{1b}",
        "a",
        "Is it on?",
        "word",
    ];

    /// Texts that YAML could take for something else, pieces of them, and any text at all.
    fn texts() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(PIECES);
        prop_oneof![
            prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat()),
            any::<String>(),
            "[ -~\n]{0,40}",
        ]
    }

    fn read_back(written: &str) -> Vec<(String, Vec<(String, String)>)> {
        let node = parse(SourceId(0), written).unwrap_or_else(|finding| panic!("{}\n{written}", finding.message));
        let own = |node: &crate::yaml::Node<'_>| node.as_str().unwrap_or_else(|| panic!("{written}")).to_owned();
        let mut found = Vec::new();
        for (key, value) in node.as_map().unwrap() {
            let below = match (value.as_map(), value.as_list()) {
                (Some(entries), _) => entries.iter().map(|(key, value)| (own(key), own(value))).collect(),
                (_, Some(items)) => items.iter().map(|item| (String::new(), own(item))).collect(),
                _ => vec![(String::new(), own(value))],
            };
            found.push((own(key), below));
        }
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 2000,
            rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_123),
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn what_is_written_is_read_as_the_same(texts in prop::collection::vec(texts(), 5), key in texts()) {
            let mut writer = Writer::new();
            writer.comment(&texts[0]);
            writer.field("first", &texts[0]);
            writer.field_with("second", &texts[1], &texts[2]);
            writer.open("third");
            writer.field(&key, &texts[2]);
            writer.gap();
            writer.comment(&texts[3]);
            writer.field("below", &texts[3]);
            writer.close();
            writer.list("fourth", texts.iter().map(String::as_str));
            writer.map("fifth", [("a", texts[0].as_str()), ("b", texts[4].as_str())]);
            writer.field("sixth", &texts[4]);
            let lines = writer.line();
            let written = writer.finish();
            prop_assert_eq!(written.split('\n').count(), lines);
            let own = |key: &str, text: &String| (key.to_owned(), text.clone());
            let expected = vec![
                ("first".to_owned(), vec![own("", &texts[0])]),
                ("second".to_owned(), vec![own("", &texts[1])]),
                ("third".to_owned(), vec![own(&key, &texts[2]), own("below", &texts[3])]),
                ("fourth".to_owned(), texts.iter().map(|text| own("", text)).collect()),
                ("fifth".to_owned(), vec![own("a", &texts[0]), own("b", &texts[4])]),
                ("sixth".to_owned(), vec![own("", &texts[4])]),
            ];
            prop_assert_eq!(read_back(&written), expected, "{}", written);
        }
    }

    #[test]
    fn it_looks_as_an_author_writes() {
        let mut writer = Writer::new();
        writer.gap();
        writer.raw("format", "1", "");
        writer.comment("two\nlines");
        writer.field("plain", "Push it in, at both ends. Is it \"on\"?");
        writer.field("colon", "Look: here");
        writer.field("quote", "\"On\" is lit");
        writer.field("lines", "First.\n\n- second");
        writer.list("symptoms", ["it is dark", "dark, cold"]);
        let mut title = Text::plain(Lang::EN, "Lamp");
        writer.text("short", &title, Lang::EN);
        title.set(Lang::DE, "Lampe");
        writer.gap();
        writer.gap();
        writer.text("long", &title, Lang::EN);
        writer.open("route");
        writer.open_item();
        writer.map("when", [("os", "linux")]);
        writer.field("next", "a");
        writer.close();
        writer.open_item();
        writer.field_with("next", "b", "otherwise");
        writer.close();
        writer.close();
        writer.field("end", "");
        let expected = "\
format: 1
# two
# lines
plain: Push it in, at both ends. Is it \"on\"?
colon: \"Look: here\"
quote: '\"On\" is lit'
lines: |-
  First.

  - second
symptoms: [it is dark, \"dark, cold\"]
short: Lamp

long:
  en: Lamp
  de: Lampe
route:
  - when: {os: linux}
    next: a
  - next: b  # otherwise
end: \"\"
";
        assert_eq!(writer.finish(), expected);
    }
}

//! What is open within brackets, read character by character.

use super::context::plain;

/// One open bracket.
#[derive(Clone, Debug)]
pub(super) enum Frame {
    /// A mapping, with the key whose value is being read and what stood before.
    Map { key: Option<String>, entries: Vec<(String, String)> },
    /// A list.
    List,
}

/// The open brackets, from outside inwards.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    pub(super) frames: Vec<Frame>,
    /// Where the word that is being read begins.
    pub(super) word_at: Option<usize>,
    word: String,
    quote: Option<char>,
}

impl Flow {
    /// Takes in a piece of one line that begins at this byte.
    pub(super) fn take(&mut self, piece: &str, start: usize) {
        // A quote that is not closed on its line is one that is being typed.
        self.quote = None;
        let mut before = ' ';
        for (at, c) in piece.char_indices() {
            if self.quote.is_none() && c == '#' && matches!(before, ' ' | '\t') {
                break;
            }
            let next = piece.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
            self.take_char(c, next, start + at);
            before = c;
        }
        if self.quote.is_none() && self.word.trim().is_empty() {
            self.word_at = None;
        }
    }

    fn take_char(&mut self, c: char, next: Option<char>, at: usize) {
        if let Some(quote) = self.quote {
            self.word.push(c);
            if c == quote {
                self.quote = None;
            }
            return;
        }
        match c {
            '{' | '[' if self.word.trim().is_empty() => {
                self.frames.push(if c == '{' { Frame::Map { key: None, entries: Vec::new() } } else { Frame::List });
                self.begin();
            }
            '}' | ']' => {
                self.end_value();
                self.frames.pop();
            }
            ',' => self.end_value(),
            ':' if next.is_none_or(|c| matches!(c, ' ' | '\t' | ',' | '}' | ']'))
                || self.word.ends_with(['"', '\'']) =>
            {
                let name = self.word.trim().trim_matches(['"', '\'']).to_owned();
                if let Some(Frame::Map { key, .. }) = self.frames.last_mut() {
                    *key = Some(name);
                }
                self.begin();
            }
            '"' | '\'' if self.word.trim().is_empty() => {
                self.quote = Some(c);
                self.word_at = Some(at);
                self.word.push(c);
            }
            _ => {
                if self.word_at.is_none() && !c.is_whitespace() {
                    self.word_at = Some(at);
                }
                if self.word_at.is_some() {
                    self.word.push(c);
                }
            }
        }
    }

    fn begin(&mut self) {
        self.word.clear();
        self.word_at = None;
    }

    /// Writes down the entry that ends here.
    fn end_value(&mut self) {
        let word = plain(&self.word);
        self.begin();
        if let Some(Frame::Map { key, entries }) = self.frames.last_mut() {
            match key.take() {
                Some(key) => entries.push((key, word)),
                None if !word.is_empty() => entries.push((word, String::new())),
                None => {}
            }
        }
    }

    /// Says whether all brackets are closed again.
    pub(super) fn is_closed(&self) -> bool {
        self.frames.is_empty()
    }

    /// The entries of one bracket, those behind the cursor on the same line included.
    pub(super) fn and_after(
        &self,
        depth: usize,
        rest: Option<&str>,
        before: &[(String, String)],
    ) -> Vec<(String, String)> {
        let mut all = before.to_vec();
        let mut later = Self { frames: self.frames.clone(), ..Self::default() };
        // The word at the cursor is not an entry of its own.
        let rest = rest.unwrap_or_default();
        let skipped = rest.find([',', '}', ']']).unwrap_or(rest.len());
        let is_key_here = matches!(later.frames.last(), Some(Frame::Map { key: None, .. }));
        let rest = if is_key_here && entry_begins(rest) { rest } else { rest.get(skipped..).unwrap_or_default() };
        for (at, c) in rest.char_indices() {
            let next = rest.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
            if matches!(c, '}' | ']') && later.frames.len() == depth + 1 {
                later.end_value();
                break;
            }
            later.take_char(c, next, 0);
        }
        later.end_value();
        if let Some(Frame::Map { entries, .. }) = later.frames.get(depth) {
            all.extend(entries.iter().skip(before.len()).cloned());
        }
        all
    }
}

/// Says whether a whole entry stands right behind the cursor.
fn entry_begins(rest: &str) -> bool {
    rest.find(':').is_some_and(|colon| rest.find([',', '}', ']', ' ']).is_none_or(|end| colon < end))
        && rest.starts_with(|c: char| c.is_alphanumeric())
}

//! The one writer: every text passes here, is cleaned, wrapped to the width and styled, and nothing else prints.

use std::{
    fmt::Write as _,
    io::{self, IsTerminal as _, Write},
    sync::{Arc, Mutex},
};

use anstyle::{AnsiColor, Style as Ansi};
use textwrap::{Options, WordSplitter};

use crate::base::{clean, clean_line, is_deceptive};

/// The widest line that is pleasant to read.
const WIDEST: usize = 100;
/// The narrowest width that is kept to.
const NARROWEST: usize = 20;
/// The width where there is no terminal.
const PLAIN_WIDTH: usize = 80;

/// When styles are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Color {
    /// On a terminal that wants them.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What a text is, as far as its look is concerned. Nothing is told by the look alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As any text.
    Plain,
    /// What one must read.
    Strong,
    /// What one may skip.
    Quiet,
    /// What is dangerous.
    Alarm,
}

impl Style {
    fn ansi(self) -> Ansi {
        match self {
            Self::Plain => Ansi::new(),
            Self::Strong => Ansi::new().bold(),
            Self::Quiet => Ansi::new().dimmed(),
            Self::Alarm => AnsiColor::Red.on_default().bold(),
        }
    }
}

/// Where text goes.
pub struct Screen {
    out: Box<dyn Write + Send>,
    terminal: bool,
    styled: bool,
    width: Option<usize>,
    /// Whether the last line was empty, or nothing was written yet.
    at_gap: bool,
    failed: Option<io::Error>,
}

impl std::fmt::Debug for Screen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Screen").field("terminal", &self.terminal).field("styled", &self.styled).finish_non_exhaustive()
    }
}

impl Screen {
    /// Writes to the standard output.
    pub fn stdout(color: Color) -> Self {
        let out = io::stdout();
        let styled = is_styled(color, anstream::AutoStream::choice(&out));
        let terminal = out.is_terminal();
        Self { out: Box::new(io::LineWriter::new(out)), terminal, styled, width: None, at_gap: true, failed: None }
    }

    /// Writes to the standard error output.
    pub fn stderr(color: Color) -> Self {
        let out = io::stderr();
        let styled = is_styled(color, anstream::AutoStream::choice(&out));
        let terminal = out.is_terminal();
        Self { out: Box::new(io::LineWriter::new(out)), terminal, styled, width: None, at_gap: true, failed: None }
    }

    /// Writes into a buffer of this width.
    pub fn buffer(width: usize) -> (Self, Arc<Mutex<Vec<u8>>>) {
        let buffer = Arc::new(Mutex::new(Vec::new()));
        let out = Box::new(Buffer(Arc::clone(&buffer)));
        let screen = Self { out, terminal: false, styled: false, width: Some(width), at_gap: true, failed: None };
        (screen, buffer)
    }

    /// Says whether a person sees this at once.
    pub fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Says whether styles are written.
    pub fn is_styled(&self) -> bool {
        self.styled
    }

    /// Returns the error after which nothing was written any more.
    pub fn failed(&self) -> Option<&io::Error> {
        self.failed.as_ref()
    }

    /// Returns the width in columns, as it is now.
    pub fn width(&self) -> usize {
        let measured = if self.terminal { textwrap::termwidth() } else { PLAIN_WIDTH };
        self.width.unwrap_or(measured).clamp(NARROWEST, WIDEST)
    }

    /// Leaves one empty line, however often it is called.
    pub fn gap(&mut self) {
        if !self.at_gap {
            self.put("\n");
            self.at_gap = true;
        }
    }

    /// Writes paragraphs, each wrapped.
    pub fn text(&mut self, indent: usize, style: Style, text: &str) {
        let margin = " ".repeat(indent);
        self.wrap(&margin, &margin, style, text);
    }

    /// Writes a label and beside it the text, which hangs there. Blanks at the end of the label keep their width.
    pub fn item(&mut self, indent: usize, label: &str, style: Style, text: &str) {
        let words = label.trim_end_matches(' ');
        let blanks = label.len() - words.len();
        let first = format!("{}{}{}", " ".repeat(indent), clean_line(words), " ".repeat(blanks));
        let rest = " ".repeat(textwrap::core::display_width(&first).min(self.width() / 2));
        self.wrap(&first, &rest, style, text);
    }

    /// Writes lines as they are, only cleaned.
    pub fn verbatim(&mut self, text: &str) {
        let text = clean(text);
        self.put(text.trim_end_matches('\n'));
        self.put("\n");
        self.at_gap = false;
    }

    /// Writes a drawing: cleaned, but for the colours that its painter chose.
    pub fn drawing(&mut self, text: &str) {
        let mut parts = text.split("\x1b[");
        let mut kept = clean(parts.next().unwrap_or_default()).into_owned();
        for part in parts {
            let end = part.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(part.len());
            match part.split_at_checked(end) {
                Some((codes, rest)) if self.styled && rest.starts_with('m') => {
                    kept.push_str("\x1b[");
                    kept.push_str(codes);
                    kept.push_str(&clean(rest));
                }
                _ => kept.push_str(&clean(part)),
            }
        }
        self.put(kept.trim_end_matches('\n'));
        self.put("\n");
        self.at_gap = false;
    }

    /// Writes one JSON value a line; what a terminal would obey is escaped within the strings.
    pub fn json(&mut self, value: &impl serde::Serialize) {
        self.json_lines(&serde_json::to_string(value).unwrap_or_default());
    }

    /// Writes lines that are JSON already.
    pub fn json_lines(&mut self, lines: &str) {
        let lines = lines.trim_end_matches('\n');
        if lines.is_empty() {
            return;
        }
        let mut line = String::with_capacity(lines.len() + 1);
        for c in lines.chars() {
            if (c.is_control() && c != '\n') || is_deceptive(c) || matches!(c, '\u{2028}' | '\u{2029}') {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    // Writing to a string cannot fail.
                    let _written = write!(line, "\\u{unit:04x}");
                }
            } else {
                line.push(c);
            }
        }
        line.push('\n');
        self.put(&line);
        self.flush();
    }

    /// Writes the sign that an answer is awaited.
    pub fn prompt(&mut self, prompt: &str) {
        self.put(prompt);
        self.flush();
    }

    /// Ends the line of a prompt, with what was typed if that could not be seen.
    pub fn echo(&mut self, typed: &str) {
        let typed = clean_line(typed).trim().to_owned();
        if !typed.is_empty() {
            self.put(" ");
        }
        self.put(&typed);
        self.put("\n");
        self.at_gap = false;
    }

    /// Takes note that a person ended the line on the terminal.
    pub fn was_typed(&mut self) {
        self.at_gap = false;
    }

    fn wrap(&mut self, first: &str, rest: &str, style: Style, text: &str) {
        let cleaned = clean(text);
        let width = self.width();
        let ansi = if self.styled { style.ansi() } else { Ansi::new() };
        let mut initial = first;
        for paragraph in cleaned.trim_end().split('\n') {
            let options = Options::new(width.saturating_sub(textwrap::core::display_width(rest)).max(8))
                .word_splitter(WordSplitter::NoHyphenation);
            for line in textwrap::wrap(paragraph.trim(), options) {
                let line = format!("{initial}{ansi}{line}{ansi:#}");
                self.put(line.trim_end());
                self.put("\n");
                initial = rest;
            }
        }
        self.at_gap = false;
    }

    fn put(&mut self, text: &str) {
        if self.failed.is_none()
            && let Err(error) = self.out.write_all(text.as_bytes())
        {
            self.failed = Some(error);
        }
    }

    /// Hands on what was written so far.
    pub fn flush(&mut self) {
        if self.failed.is_none()
            && let Err(error) = self.out.flush()
        {
            self.failed = Some(error);
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.flush();
    }
}

fn is_styled(color: Color, found: anstream::ColorChoice) -> bool {
    match color {
        Color::Auto => found != anstream::ColorChoice::Never,
        Color::Always => true,
        Color::Never => false,
    }
}

struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.lock() {
            Ok(mut buffer) => buffer.write(bytes),
            Err(_) => Err(io::ErrorKind::Other.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(width: usize, write: impl FnOnce(&mut Screen)) -> String {
        let (mut screen, buffer) = Screen::buffer(width);
        write(&mut screen);
        drop(screen);
        let bytes = buffer.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn texts_wrap_and_hang() {
        let shown = written(30, |screen| {
            screen.text(2, Style::Plain, "Look at the small display or the lights.\nThen go on.");
            screen.gap();
            screen.gap();
            screen.item(4, "1  ", Style::Plain, "Ready, or a light that is steady");
        });
        let expected = "  Look at the small display or\n  the lights.\n  Then go on.\n\n    1  Ready, or a light that\n       is steady\n";
        assert_eq!(shown, expected);
    }

    #[test]
    fn nothing_harmful_passes() {
        let shown = written(80, |screen| {
            screen.text(0, Style::Alarm, "a\u{1b}[2Jb\u{202e}c");
            screen.verbatim("x\u{9b}y");
            screen.echo("\u{7}z");
            screen.json(&"\u{1b}\u{9b}\u{202e}\u{e0041}é");
        });
        assert_eq!(shown, "a[2Jbc\nxy\n z\n\"\\u001b\\u009b\\u202e\\udb40\\udc41é\"\n");
    }

    #[test]
    fn styles_are_written_only_where_wanted() {
        let (mut screen, buffer) = Screen::buffer(80);
        screen.styled = true;
        screen.text(0, Style::Strong, "x");
        assert_eq!(*buffer.lock().unwrap(), b"\x1b[1mx\x1b[0m\n");
    }
}

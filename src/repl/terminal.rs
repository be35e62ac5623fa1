//! Reads typed lines: through the line editor on a terminal, plainly from a pipe.

use std::io::{BufRead, IsTerminal as _, Read as _};

use rustyline::{
    CompletionType, Config, Editor, Helper,
    completion::Completer,
    error::ReadlineError,
    highlight::Highlighter,
    hint::Hinter,
    history::{History as _, MemHistory},
    validate::Validator,
};

use super::fold::fold;
use crate::screen::Screen;

/// The most bytes of a line that are kept.
pub const LONGEST_LINE: usize = 40_000;

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A line.
    Line(String),
    /// Ctrl-C.
    Interrupted,
    /// Ctrl-D, or the end of the input.
    End,
    /// A line that is no text.
    NotText,
    /// A line that is too long.
    TooLong,
}

/// What is being asked, as far as the reading is concerned. Each kind has a history of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// The problem in free text.
    Problem,
    /// An answer.
    Answer,
    /// Words, a number or a day.
    Words,
}

/// How a line is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// What is being asked.
    pub prompt: Prompt,
    /// What can be completed.
    pub offers: &'a [String],
    /// Whether the line is kept out of the history and is not echoed.
    pub private: bool,
}

/// Something that lines can be read from.
pub trait Terminal {
    /// Shows the prompt and reads one line.
    fn read(&mut self, screen: &mut Screen, ask: Ask<'_>) -> Typed;

    /// Says whether a person sits there.
    fn is_live(&self) -> bool;
}

/// The sign that an answer is awaited.
const SIGN: &str = "> ";

/// Opens the line editor where a person types and reads, else the plain reader.
pub fn open(screen: &Screen) -> Box<dyn Terminal> {
    if std::io::stdin().is_terminal()
        && screen.is_terminal()
        && let Some(keyboard) = Keyboard::new(screen.is_styled())
    {
        return Box::new(keyboard);
    }
    Box::new(Pipe::new(std::io::stdin().lock()))
}

/// A reader without any editing; what is typed is repeated, so that the output reads like a dialogue.
#[derive(Debug)]
pub struct Pipe<R>(R);

impl<R: BufRead> Pipe<R> {
    /// Reads from this.
    pub fn new(reader: R) -> Self {
        Self(reader)
    }
}

impl<R: BufRead> Terminal for Pipe<R> {
    fn read(&mut self, screen: &mut Screen, ask: Ask<'_>) -> Typed {
        screen.prompt(SIGN.trim_end());
        let typed = read_line(&mut self.0);
        match &typed {
            Typed::Line(line) if !ask.private || line.trim_start().starts_with(':') => screen.echo(line),
            _ => screen.echo(""),
        }
        typed
    }

    fn is_live(&self) -> bool {
        false
    }
}

/// Reads one line of at most [`LONGEST_LINE`] bytes; the rest of a longer one is passed over.
pub fn read_line(reader: &mut impl BufRead) -> Typed {
    let mut bytes = Vec::new();
    let most = LONGEST_LINE as u64 + 1;
    match reader.by_ref().take(most).read_until(b'\n', &mut bytes) {
        Ok(0) | Err(_) => return Typed::End,
        Ok(_) => {}
    }
    if bytes.last() != Some(&b'\n') && LONGEST_LINE < bytes.len() {
        return match pass_over(reader) {
            Ok(()) => Typed::TooLong,
            Err(_) => Typed::End,
        };
    }
    match String::from_utf8(bytes) {
        Ok(line) => Typed::Line(line.trim_end_matches(['\n', '\r']).to_owned()),
        Err(_) => Typed::NotText,
    }
}

/// Passes over the rest of a line without keeping it.
fn pass_over(reader: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        let (length, is_over) = match buffer.iter().position(|&b| b == b'\n') {
            Some(position) => (position + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        reader.consume(length);
        if is_over {
            return Ok(());
        }
    }
}

/// The line editor. One for all prompts, because it holds what was typed ahead.
struct Keyboard {
    editor: Editor<Offers, MemHistory>,
    /// The histories of the prompts that are not being asked.
    histories: Vec<(Prompt, MemHistory)>,
    current: Prompt,
}

impl Keyboard {
    fn new(styled: bool) -> Option<Self> {
        let config = Config::builder()
            .auto_add_history(false)
            .completion_type(CompletionType::List)
            .bracketed_paste(true)
            .build();
        let mut editor = Editor::with_history(config.clone(), MemHistory::with_config(&config)).ok()?;
        editor.set_helper(Some(Offers { offers: Vec::new(), styled }));
        Some(Self { editor, histories: Vec::new(), current: Prompt::Problem })
    }

    fn turn_to(&mut self, prompt: Prompt) {
        if prompt == self.current {
            return;
        }
        let position = self.histories.iter().position(|(own, _)| *own == prompt);
        let next = position.map_or_else(MemHistory::new, |position| self.histories.swap_remove(position).1);
        let old = std::mem::replace(self.editor.history_mut(), next);
        self.histories.push((self.current, old));
        self.current = prompt;
    }
}

impl Terminal for Keyboard {
    fn read(&mut self, screen: &mut Screen, ask: Ask<'_>) -> Typed {
        screen.flush();
        self.turn_to(ask.prompt);
        if let Some(helper) = self.editor.helper_mut() {
            helper.offers = ask.offers.to_vec();
        }
        let typed = match self.editor.readline(SIGN) {
            Ok(line) if LONGEST_LINE < line.len() => Typed::TooLong,
            Ok(line) => {
                if !ask.private && !line.trim().is_empty() {
                    // A history that is full or refuses a line is no reason to stop.
                    let _kept = self.editor.history_mut().add(&line);
                }
                Typed::Line(line)
            }
            Err(ReadlineError::Interrupted) => Typed::Interrupted,
            Err(ReadlineError::Io(error)) if error.kind() == std::io::ErrorKind::InvalidData => Typed::NotText,
            Err(_) => Typed::End,
        };
        screen.was_typed();
        typed
    }

    fn is_live(&self) -> bool {
        true
    }
}

/// What can be completed at the moment.
struct Offers {
    offers: Vec<String>,
    styled: bool,
}

impl Offers {
    fn fitting(&self, line: &str) -> Vec<&String> {
        let typed = fold(line);
        // A command is offered only once its colon stands there, and an answer only without one.
        let is_command = line.starts_with(':');
        let fits = |offer: &&String| offer.starts_with(':') == is_command && fold(offer).starts_with(&typed);
        self.offers.iter().filter(fits).collect()
    }
}

impl Completer for Offers {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let typed = line.get(..position).unwrap_or_default();
        Ok((0, self.fitting(typed).into_iter().cloned().collect()))
    }
}

impl Hinter for Offers {
    type Hint = String;

    fn hint(&self, line: &str, position: usize, _: &rustyline::Context<'_>) -> Option<String> {
        if line.is_empty() || position < line.len() {
            return None;
        }
        match self.fitting(line).as_slice() {
            [only] => only.strip_prefix(line).filter(|rest| !rest.is_empty()).map(str::to_owned),
            _ => None,
        }
    }
}

impl Highlighter for Offers {
    fn highlight_hint<'h>(&self, hint: &'h str) -> std::borrow::Cow<'h, str> {
        if self.styled { format!("\x1b[2m{hint}\x1b[0m").into() } else { hint.into() }
    }
}

impl Validator for Offers {}
impl Helper for Offers {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_pipe_are_read_whatever_they_hold() {
        let long = "x".repeat(3_000_000);
        let mut input = std::io::Cursor::new([b"a\r\n\xff\n".as_slice(), long.as_bytes(), b"\nlast"].concat());
        assert_eq!(read_line(&mut input), Typed::Line("a".into()));
        assert_eq!(read_line(&mut input), Typed::NotText);
        assert_eq!(read_line(&mut input), Typed::TooLong);
        assert_eq!(read_line(&mut input), Typed::Line("last".into()));
        assert_eq!(read_line(&mut input), Typed::End);
    }
}

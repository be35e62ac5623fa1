//! Asks for a yes, the same way wherever the program asks for one of its own.

use super::terminal::{Ask, Prompt, Terminal, Typed};
use crate::{screen::Screen, words::Words};

/// Reads a yes; everything else is a no. Whether leaving, by Ctrl-C or at the end of all lines, is one too, is said.
pub fn says_yes(terminal: &mut dyn Terminal, screen: &mut Screen, words: &Words, is_leaving_one: bool) -> bool {
    let offers = [words.say("outcome-yes"), words.say("outcome-no")];
    match terminal.read(screen, Ask { prompt: Prompt::Answer, offers: &offers, private: true }) {
        Typed::Line(line) => is_yes(&line),
        Typed::Interrupted | Typed::End => is_leaving_one,
        Typed::NotText | Typed::TooLong => false,
    }
}

/// Says whether a line is a yes, in whatever language the dialogue is held.
fn is_yes(line: &str) -> bool {
    ["yes", "y", "ja", "j"].contains(&line.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::is_yes;

    #[test]
    fn a_yes_is_one_in_both_languages_and_nothing_else_is() {
        assert!(["yes", " Y ", "Ja", "j"].into_iter().all(is_yes));
        assert!(!["", "no", "nein", "yes and no", "jo", "1"].into_iter().any(is_yes));
    }
}

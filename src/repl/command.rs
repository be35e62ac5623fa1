//! The words that work at every step, each with an English and a German name.

use super::fold::{begins, fold, is_same};
use crate::{
    base::{Lang, near},
    words::Words,
};

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Why,
    Back,
    Change,
    Trail,
    Facts,
    Word,
    Note,
    Say,
    HandOver,
    Human,
    Lang,
    Park,
    Cases,
    Switch,
    Another,
    Quit,
}

/// A command with the name of its name and of its explanation.
type Row = (Command, &'static str, &'static str);

/// All commands in the order of the help.
pub(crate) const ALL: [Row; 17] = [
    (Command::Back, "command-back", "help-back"),
    (Command::Change, "command-change", "help-change"),
    (Command::Why, "command-why", "help-why"),
    (Command::Word, "command-word", "help-word"),
    (Command::Say, "command-say", "help-say"),
    (Command::Note, "command-note", "help-note"),
    (Command::Trail, "command-trail", "help-trail"),
    (Command::Facts, "command-facts", "help-facts"),
    (Command::HandOver, "command-hand-over", "help-hand-over"),
    (Command::Human, "command-human", "help-human"),
    (Command::Another, "command-another", "help-another"),
    (Command::Park, "command-park", "help-park"),
    (Command::Cases, "command-cases", "help-cases"),
    (Command::Switch, "command-switch", "help-switch"),
    (Command::Lang, "command-lang", "help-lang"),
    (Command::Help, "command-help", "help-help"),
    (Command::Quit, "command-quit", "help-quit"),
];

/// What a line that begins with a colon is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Parsed {
    /// A command and the rest of the line.
    Command(Command, String),
    /// Nothing known, with the nearest name.
    Unknown(String, Option<String>),
    /// The beginning of several.
    Several(String, Vec<String>),
}

/// The names of all commands: each first in the language that is spoken, then in the other.
pub(crate) type Names = Vec<(Command, [String; 2])>;

/// Collects the names of all commands.
pub(crate) fn names(words: &Words) -> Names {
    let other = Words::new(if words.lang() == Lang::DE { Lang::EN } else { Lang::DE });
    ALL.iter().map(|(command, name, _)| (*command, [words.say(name), other.say(name)])).collect()
}

/// Reads a line as a command; nothing if it is none.
pub(crate) fn parse(names: &Names, line: &str) -> Option<Parsed> {
    let line = line.trim();
    line.strip_prefix(':')?;
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let find = |test: &dyn Fn(&str) -> bool| -> Vec<(Command, String)> {
        let fits = names
            .iter()
            .filter_map(|(command, both)| both.iter().find(|own| test(own)).map(|own| (*command, own.clone())));
        fits.collect()
    };
    let exact = find(&|own| is_same(own, name) && name.chars().any(char::is_alphabetic));
    let found = if exact.is_empty() { find(&|own| begins(own, name)) } else { exact };
    let rest = rest.trim().to_owned();
    Some(match found.as_slice() {
        [(command, _)] => Parsed::Command(*command, rest),
        [] => {
            let all = names.iter().flat_map(|(_, both)| both.iter().map(String::as_str));
            let near = near(&name.to_lowercase(), all).map(str::to_owned);
            Parsed::Unknown(name.to_owned(), near)
        }
        several => Parsed::Several(name.to_owned(), several.iter().map(|(_, own)| own.clone()).collect()),
    })
}

/// Reads a line without a colon as the name of a command, in either language; `?` asks for help.
///
/// Only what is no answer may be read so, because a label may be called like a command.
pub(crate) fn bare(names: &Names, line: &str) -> Option<Command> {
    let typed = line.trim().trim_end_matches(['.', '!']);
    if !typed.is_empty() && typed.bytes().all(|b| b == b'?') {
        return Some(Command::Help);
    }
    let is_lettered = typed.chars().any(char::is_alphabetic);
    let fits = |own: &String| is_lettered && is_same(own, typed.trim_end_matches('?'));
    names.iter().find(|(_, both)| both.iter().any(fits)).map(|(command, _)| *command)
}

/// Says whether a line that is no answer speaks of wanting a person.
pub(crate) fn wants_human(line: &str) -> bool {
    let folded = fold(line);
    folded.split(' ').any(|word| HUMAN.contains(&word))
}

/// By what people who want a person call one, as [`fold`] writes it.
const HUMAN: [&str; 16] = [
    "human",
    "person",
    "somebody",
    "someone",
    "agent",
    "operator",
    "colleague",
    "representative",
    "mensch",
    "menschen",
    "jemand",
    "jemanden",
    "jemandem",
    "mitarbeiter",
    "mitarbeiterin",
    "kollegen",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_names_and_beginnings_work() {
        let words = names(&Words::new(Lang::DE));
        let command = |line| match parse(&words, line) {
            Some(Parsed::Command(command, rest)) => Some((command, rest)),
            _ => None,
        };
        assert_eq!(command(":back"), Some((Command::Back, String::new())));
        assert_eq!(command(":zurueck"), Some((Command::Back, String::new())));
        assert_eq!(command(" :Notiz  das Licht "), Some((Command::Note, "das Licht".to_owned())));
        assert_eq!(command(":mens"), Some((Command::Human, String::new())));
        assert_eq!(parse(&words, "back"), None);
        assert!(matches!(parse(&words, ":h"), Some(Parsed::Several(_, found)) if found.len() == 3));
        assert_eq!(parse(&words, ":bakc"), Some(Parsed::Unknown(":bakc".into(), Some(":back".into()))));
        assert!(matches!(parse(&words, ":"), Some(Parsed::Unknown(_, _))));
    }

    #[test]
    fn the_names_work_without_the_colon_where_nothing_else_is_meant() {
        let words = names(&Words::new(Lang::EN));
        for (line, command) in [
            ("help", Some(Command::Help)),
            (" Hilfe! ", Some(Command::Help)),
            ("?", Some(Command::Help)),
            ("???", Some(Command::Help)),
            ("zurueck", Some(Command::Back)),
            ("Back.", Some(Command::Back)),
            ("why?", Some(Command::Why)),
            ("human", Some(Command::Human)),
            ("the help", None),
            ("", None),
            ("...", None),
            ("hel", None),
        ] {
            assert_eq!(bare(&words, line), command, "{line}");
        }
        assert!(wants_human("I want to talk to a human."));
        assert!(wants_human("Ich möchte mit jemandem sprechen"));
        assert!(!wants_human("The manual is gone"));
    }
}

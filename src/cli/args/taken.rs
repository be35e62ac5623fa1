//! Which command takes which of the options that all commands could share: the one place where that is said.
//!
//! Such an option is declared once, in `Args`, and may stand before the command or behind it. A command that has no
//! use for it does not show it in its help, and refuses it.

use clap::{ArgMatches, Command, Error, error::ErrorKind, parser::ValueSource};

/// What each walk takes.
const WALK: &[&str] = &["trees", "lang", "voice", "facts"];
/// What works with cases takes.
const CASE: &[&str] = &["store", "agent", "take_over"];
/// What sends takes.
const SEND: &[&str] = &["send_to", "with_private", "settings"];

/// The options of each command, by their ids, in groups; `color` belongs to all. An option of `lotse` alone stands
/// under "".
const TAKEN: [(&str, &[&[&str]]); 21] = [
    ("", &[WALK, CASE, SEND, &["number", "record"]]),
    ("run", &[WALK, CASE, SEND, &["number", "record", "format"]]),
    ("resume", &[WALK, CASE, SEND, &["record", "format"]]),
    ("case", &[WALK, CASE, SEND, &["record", "format"]]),
    ("list", &[&["trees", "lang", "format"]]),
    ("document", &[&["trees", "lang", "store"]]),
    ("outbox", &[&["lang", "store", "format", "settings"]]),
    ("find", &[&["trees", "lang", "format", "store"]]),
    ("check", &[&["trees", "format"]]),
    ("schema", &[]),
    ("test", &[&["trees", "lang", "voice", "format"]]),
    ("watch", &[&["trees"]]),
    ("new", &[&["trees", "lang"]]),
    ("import", &[&["lang", "format"]]),
    ("lsp", &[&["trees"]]),
    ("diff", &[&["trees", "lang", "format"]]),
    ("explain", &[]),
    ("show", &[&["trees", "lang", "format"]]),
    ("export", &[&["trees", "lang", "voice"]]),
    ("store", &[&["store", "format"]]),
    ("stats", &[&["trees", "lang", "store", "agent", "format"]]),
];

fn takes(command: &str, option: &str) -> bool {
    option == "color" || TAKEN.iter().any(|(name, taken)| *name == command && taken.concat().contains(&option))
}

/// Hides from the help of each command what it does not take.
pub(super) fn shown_where_taken(command: Command) -> Command {
    let shared: Vec<_> = command.get_arguments().filter(|arg| arg.is_global_set()).cloned().collect();
    let names: Vec<String> = command.get_subcommands().map(|it| it.get_name().to_owned()).collect();
    names.iter().fold(command, |command, name| {
        let idle = shared.iter().filter(|arg| !takes(name, arg.get_id().as_str()));
        // What a command declares itself is not replaced by what all share.
        command.mut_subcommand(name, |own| own.args(idle.map(|arg| arg.clone().hide(true))))
    })
}

/// Refuses an option that the command has no use for.
pub(super) fn refuse_idle(command: &mut Command, matches: &ArgMatches) -> Result<(), Error> {
    let Some((name, given)) = matches.subcommand() else { return Ok(()) };
    let is_typed = |id: &str| given.value_source(id) == Some(ValueSource::CommandLine);
    let shared = command.get_arguments().filter(|arg| arg.is_global_set());
    let idle = shared.filter(|arg| !takes(name, arg.get_id().as_str()) && is_typed(arg.get_id().as_str()));
    let Some((id, long)) = idle.map(|arg| (arg.get_id().as_str(), arg.get_long().unwrap_or_default())).next() else {
        return Ok(());
    };
    let takers: Vec<String> = TAKEN
        .iter()
        .filter(|(_, taken)| taken.concat().contains(&id))
        .map(|(taker, _)| if taker.is_empty() { "`lotse` alone".to_owned() } else { format!("`lotse {taker}`") })
        .collect();
    let words = format!("`lotse {name}` has no use for `--{long}`; it belongs to {}", takers.join(", "));
    Err(command.error(ErrorKind::UnknownArgument, words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn every_command_says_what_it_takes() {
        let command = super::super::Args::command();
        let mut names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        names.insert(0, "");
        assert_eq!(TAKEN.map(|(name, _)| name).to_vec(), names);
        let shared: Vec<&str> =
            command.get_arguments().filter(|arg| arg.is_global_set()).map(|arg| arg.get_id().as_str()).collect();
        for id in &shared {
            assert!(TAKEN.iter().any(|(name, _)| takes(name, id)), "nobody takes `{id}`");
        }
        for (name, taken) in TAKEN {
            taken
                .concat()
                .iter()
                .for_each(|id| assert!(shared.contains(id), "`{name}` takes `{id}`, which is not shared"));
        }
    }
}

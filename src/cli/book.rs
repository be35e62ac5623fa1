//! Finds the store of cases and opens it, for dialogues and for `lotse case`.

use std::path::PathBuf;

use super::{Args, Exit, Outputs, outbox, words};
use crate::{
    base::clean_line,
    casebook::{Casebook, Channel, Holder},
    repl::{Desk, Voice},
    store::{self, Failed},
};

/// The most characters of the name of an agent.
const LONGEST_NAME: usize = 60;

/// Where the cases are to be kept.
enum Place {
    /// In the store that was named, by the option or the environment.
    Named(String),
    /// Where they are kept if nothing was said.
    Usual(PathBuf),
    /// Nowhere, because that was wanted.
    None,
    /// Nowhere, because there is no place for them.
    Missing,
}

fn place(args: &Args) -> Place {
    let named = args.store.clone().or_else(|| variable("LOTSE_STORE"));
    match named {
        Some(name) if name == "none" => Place::None,
        Some(name) => Place::Named(name),
        None => usual().map_or(Place::Missing, Place::Usual),
    }
}

/// The place for the data of a person, as the XDG base directories say.
fn usual() -> Option<PathBuf> {
    let absolute = |path: String| Some(PathBuf::from(path)).filter(|path| path.is_absolute());
    let data = variable("XDG_DATA_HOME").and_then(absolute).or_else(|| {
        if cfg!(windows) {
            return variable("LOCALAPPDATA").and_then(absolute);
        }
        Some(variable("HOME").and_then(absolute)?.join(".local").join("share"))
    })?;
    Some(data.join("lotse").join("cases.db"))
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Opens the store for a dialogue. Without a usable one it is held nevertheless, unless the store was named.
pub(super) fn desk(args: &Args, channel: Channel, outputs: &mut Outputs) -> Result<Option<Desk>, Exit> {
    let agent = agent(args);
    let dispatch = outbox::dispatch(args, outputs)?;
    match place(args) {
        Place::None | Place::Missing if dispatch.is_some() => {
            Err(outputs.complain("without a store nothing can be sent", "name one: --store FILE, or leave out --to"))
        }
        Place::None => Ok(None),
        Place::Missing => {
            let problem = words(args).say("case-no-place");
            say_unkept(args, &problem, outputs);
            Ok(None)
        }
        Place::Usual(path) => match open(&path.to_string_lossy()) {
            Ok(book) => Ok(Some(Desk::new(book.dispatching(dispatch), agent, channel))),
            Err(failed) if dispatch.is_some() => Err(complain(&failed, outputs)),
            Err(failed) => {
                say_unkept(args, &failed.to_string(), outputs);
                Ok(None)
            }
        },
        Place::Named(name) => match open(&name) {
            Ok(book) => {
                let option = args.store.as_ref().map(|name| format!(" --store {}", quoted(name)));
                Ok(Some(Desk::new(book.dispatching(dispatch), agent, channel).named(option.unwrap_or_default())))
            }
            Err(failed) => Err(complain(&failed, outputs)),
        },
    }
}

/// Opens the store for a command that needs one.
pub(super) fn book(args: &Args, outputs: &mut Outputs) -> Result<Casebook, Exit> {
    let name = match place(args) {
        Place::Named(name) => name,
        Place::Usual(path) => path.to_string_lossy().into_owned(),
        Place::None => return Err(outputs.complain("without a store there are no cases", "leave out `none`")),
        Place::Missing => {
            let help = "name one: --store FILE, or set HOME";
            return Err(outputs.complain("there is no place for a store", help));
        }
    };
    open(&name).map_err(|failed| complain(&failed, outputs))
}

fn open(name: &str) -> Result<Casebook, Failed> {
    store::open(name).map(|store| Casebook::new(store, Some(Holder::own())))
}

pub(super) fn complain(failed: &Failed, outputs: &mut Outputs) -> Exit {
    outputs.complain(&failed.to_string(), failed.help())
}

/// Says once that the case is not kept; the person is helped nevertheless.
fn say_unkept(args: &Args, problem: &str, outputs: &mut Outputs) {
    let words = words(args);
    let text = words.tell("case-unkept", &[("problem", problem.into())]);
    outputs.talk.text(0, crate::screen::Style::Plain, &text);
}

/// Says who works on a case for somebody else: by the option, by the environment, or by the name of the user.
pub(super) fn agent(args: &Args) -> Option<String> {
    let named = args.agent.clone().or_else(|| variable("LOTSE_AGENT"));
    let is_agent = args.voice == Some(Voice::Agent);
    let user = || ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(variable).filter(|_| is_agent);
    let name = named.or_else(user)?;
    let name: String = clean_line(&name).trim().chars().take(LONGEST_NAME).collect();
    Some(name).filter(|name| !name.is_empty())
}

/// Writes a name so that a shell takes it as one word.
fn quoted(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-:@=+,~".contains(c);
    if name.chars().all(is_plain) { name.to_owned() } else { format!("'{}'", name.replace('\'', r"'\''")) }
}

//! Finds the store of cases and opens it, for dialogues and for `lotse case`.

use super::{Args, Exit, Outputs, outbox, store, words};
use crate::{
    base::clean_line,
    casebook::{Casebook, Channel, Holder},
    repl::{Desk, Voice},
    store::{Failed, is_server},
};

/// The most characters of the name of an agent.
const LONGEST_NAME: usize = 60;

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Opens the store for a dialogue. Without a usable one it is held nevertheless, unless the store was named.
pub(super) fn desk(args: &Args, channel: Channel, outputs: &mut Outputs) -> Result<Option<Desk>, Exit> {
    let named = store::told(args).is_some();
    let sends = outbox::sends(args, outputs)?;
    let opened = store::name(args).and_then(|name| {
        let book = name.as_deref().map(open).transpose()?;
        Ok(name.zip(book))
    });
    match opened {
        Ok(None) if sends.is_some() => {
            Err(outputs.complain("without a store nothing can be sent", "name one: --store FILE, or leave out --to"))
        }
        Ok(None) => Ok(None),
        Ok(Some((name, book))) => {
            let (dispatch, errand) = sends.map(|sends| sends.errand(&name)).unzip();
            let book = book.dispatching(dispatch);
            // A password is never repeated.
            let shown = args.store.as_deref().map(|name| if is_server(name) { book.name() } else { name });
            let option = shown.map(|name| format!(" --store {}", quoted(name)));
            let desk = Desk::new(book, agent(args), channel).sending(errand);
            Ok(Some(if named { desk.named(option.unwrap_or_default()) } else { desk }))
        }
        Err(failed) if named || sends.is_some() => Err(complain(&failed, outputs)),
        Err(failed) => {
            say_unkept(args, &failed.to_string(), outputs);
            Ok(None)
        }
    }
}

/// Opens the store for a command that needs one.
pub(super) fn book(args: &Args, outputs: &mut Outputs) -> Result<Casebook, Exit> {
    match store::name(args).and_then(|name| name.as_deref().map(open).transpose()) {
        Ok(Some(book)) => Ok(book),
        Ok(None) => Err(outputs.complain("without a store there are no cases", "name one: --store FILE")),
        Err(failed) => Err(complain(&failed, outputs)),
    }
}

fn open(name: &str) -> Result<Casebook, Failed> {
    crate::store::open(name).map(|store| Casebook::new(store, Some(Holder::own())))
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

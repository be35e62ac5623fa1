//! `lotse case note`, `hand`, `close` and `reopen`: what is done with a case without walking it.

use crate::{
    base::clean_line,
    case::{Handling, secret::secrets},
    casebook::{Casebook, Channel, Opened, Presence, Stamp},
    cli::{Args, Exit, Outputs, book, language, resume_case, words},
    library::Shelf,
    repl::now,
    screen::Style,
    store::{CaseRow, Failed},
};

/// The most characters of a note, as in the dialogue.
const LONGEST_NOTE: usize = 10_000;

/// The most characters of a name.
const LONGEST_NAME: usize = 60;

/// Writes something down.
pub(super) fn note(args: &Args, typed: &str, (text, insists): (&str, bool), outputs: &mut Outputs) -> Exit {
    let text = clean_line(text);
    let text = text.trim();
    if text.is_empty() || LONGEST_NOTE < text.chars().count() {
        return outputs.complain("a note has 1 to 10,000 characters", "write what to note behind the number");
    }
    if let Some(secret) = secrets(text).first().filter(|_| !insists) {
        let words = words(args);
        let what = words.say(&format!("secret-what-{}", secret.kind.as_str()));
        let problem = words.tell("secret-refused", &[("what", (&what).into())]);
        return outputs.complain(&problem, "leave it out, or insist on it: --insist");
    }
    let (mut book, case) = match find(args, typed, outputs) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    let noted = book.note(&case.number, text, &stamp(args, &case));
    done(args, &case, noted, "command-noted", &[], outputs)
}

/// Hands a case over.
pub(super) fn hand(args: &Args, shelf: &Shelf, typed: &str, to: &str, outputs: &mut Outputs) -> Exit {
    let to = clean_line(to).trim().to_owned();
    if to.is_empty() || LONGEST_NAME < to.chars().count() {
        return outputs.complain("a name has 1 to 60 characters", "name the agent or the role");
    }
    let (mut book, opened) = match open(args, shelf, typed, outputs) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    let library = opened.loaded.sealed.library();
    let lower = to.to_lowercase();
    let is_meant = |(id, role): &(&crate::base::Id, &crate::tree::Role)| {
        id.as_str() == lower || role.name.iter().any(|(_, name)| name.to_lowercase() == lower)
    };
    let role = library.vocabulary().roles.iter().find(is_meant).map(|(id, _)| id.to_string());
    let handling = Handling::HandedOver { to: role.unwrap_or_else(|| to.clone()) };
    let handed = book.handle_beside(&mut opened.kept(), &handling, None, &stamp(args, &opened.case));
    done(args, &opened.case, handed, "case-handed-over", &[("to", (&to).into())], outputs)
}

/// Closes a case.
pub(super) fn close(args: &Args, shelf: &Shelf, typed: &str, outputs: &mut Outputs) -> Exit {
    let (mut book, opened) = match open(args, shelf, typed, outputs) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    if !opened.case.head.state.is_unfinished() {
        let problem = format!("the case {} has ended already: {}", opened.case.number, opened.case.head.state.as_str());
        return outputs.complain(&problem, "`lotse case reopen` opens it again");
    }
    let session = opened.session();
    let stamp = stamp(args, &opened.case);
    let closed = book.handle(&mut opened.kept(), &Handling::Closed, Some(&session), &stamp);
    done(args, &opened.case, closed, "case-closed", &[], outputs)
}

/// Opens a case again.
pub(super) fn reopen(args: &Args, shelf: &Shelf, typed: &str, outputs: &mut Outputs) -> Exit {
    let (mut book, opened) = match open(args, shelf, typed, outputs) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    if opened.case.head.state.is_unfinished() {
        let problem = format!("the case {} has not ended", opened.case.number);
        return outputs.complain(&problem, &format!("go on with it: lotse resume {}", opened.case.number));
    }
    let stamp = stamp(args, &opened.case);
    let reopened = book.reopen(&mut opened.kept(), &mut opened.session(), &stamp);
    done(args, &opened.case, reopened, "case-reopened", &[], outputs)
}

fn find(args: &Args, typed: &str, outputs: &mut Outputs) -> Result<(Casebook, CaseRow), Exit> {
    let mut book = book::book(args, outputs)?;
    let case = book.find(typed).map_err(|unfound| resume_case::complain(&unfound, outputs))?;
    Ok((book, case))
}

/// Opens a case, unless somebody is at work on it.
fn open(args: &Args, shelf: &Shelf, typed: &str, outputs: &mut Outputs) -> Result<(Casebook, Opened), Exit> {
    let (mut book, case) = find(args, typed, outputs)?;
    if book.presence(&case) != Presence::Gone && !args.take_over {
        return Err(resume_case::in_use(&case, outputs));
    }
    match book.open(&case.number, shelf) {
        Ok(opened) => Ok((book, opened)),
        Err(unopened) => Err(outputs.complain(&unopened.to_string(), unopened.help())),
    }
}

/// Says who does something, when and where.
pub(super) fn stamp(args: &Args, case: &CaseRow) -> Stamp {
    let is_agent = args.voice.map_or(case.head.voice == "agent", |voice| voice == crate::repl::Voice::Agent);
    Stamp {
        now: now(),
        spent: 0,
        agent: book::agent(args),
        channel: Channel::Terminal,
        lang: language(args).base(),
        voice: if is_agent { "agent" } else { "customer" },
    }
}

/// Says what was done.
fn done(
    args: &Args,
    case: &CaseRow,
    result: Result<(), Failed>,
    text: &str,
    gaps: &[(&str, crate::words::Value<'_>)],
    outputs: &mut Outputs,
) -> Exit {
    if let Err(failed) = result {
        return book::complain(&failed, outputs);
    }
    let number = case.number.to_string();
    let mut all = vec![("number", (&number).into())];
    all.extend(gaps.iter().cloned());
    outputs.talk.text(0, Style::Plain, &words(args).tell(text, &all));
    Exit::Good
}

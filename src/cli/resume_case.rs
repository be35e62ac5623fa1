//! `lotse resume`, and `lotse run TREE --case NUMBER` on a case that there is: goes on with a kept case.

use super::{
    Args, Exit, Format, Outputs, book, run, setup,
    wire::{self, Frame},
};
use crate::{
    base::Id,
    casebook::{Channel, Opened, Presence, Unfound, is_started},
    engine::{Event, Origin, Turn, Value},
    library::Shelf,
    repl::{Desk, Manner, Setup, Voice, extend},
    screen::Style,
    store::{CaseRow, Failed, Filter},
};

/// Goes on with the case that is named, or with the last one that is not finished.
pub(super) fn resume(args: &Args, shelf: &Shelf, typed: Option<&str>, outputs: &mut Outputs) -> Exit {
    let channel = if args.format == Format::Json { Channel::Program } else { Channel::Terminal };
    let desk = match book::desk(args, channel, outputs) {
        Ok(Some(desk)) => desk,
        Ok(None) => return outputs.complain("without a store there are no cases", "name one: --store FILE"),
        Err(exit) => return exit,
    };
    let typed = match typed {
        Some(typed) => typed.to_owned(),
        None => match desk.last_unfinished(Filter { agent: desk.agent(), ..Filter::default() }) {
            Ok(Some(case)) => case.number.to_string(),
            Ok(None) => {
                let help = "`lotse case list` shows all cases; `lotse` begins one";
                return outputs.complain("there is no unfinished case", help);
            }
            Err(failed) => return book::complain(&failed, outputs),
        },
    };
    case(args, (shelf, setup(args)), Some(desk), &typed, outputs)
}

/// Goes on with a case, where it stands.
pub(super) fn case(
    args: &Args,
    (shelf, setup): (&Shelf, Setup),
    desk: Option<Desk>,
    typed: &str,
    outputs: &mut Outputs,
) -> Exit {
    match found(args, (shelf, setup), desk, typed, outputs) {
        Ok(found) if !found.opened.case.head.state.is_unfinished() => {
            let number = &found.opened.case.number;
            let problem = format!("the case {number} has ended: {}", found.opened.case.head.state.as_str());
            outputs.complain(&problem, &format!("it goes on after: lotse case reopen {number}"))
        }
        Ok(mut found) => {
            let sealed = &found.opened.loaded.sealed;
            let tree = sealed.library().find(&found.opened.case.head.walked);
            match run::learn(args, &mut found.setup, sealed, tree, outputs) {
                Ok(()) => go_on(args, shelf, found, None, outputs),
                Err(exit) => exit,
            }
        }
        Err(exit) => exit,
    }
}

/// Goes on with a case in one tree: where it stands there, or from the beginning of that tree.
pub(super) fn in_tree(
    args: &Args,
    at: (&Shelf, Setup),
    desk: Option<Desk>,
    (typed, tree): (&str, &Id),
    outputs: &mut Outputs,
) -> Exit {
    let shelf = at.0;
    let mut found = match found(args, at, desk, typed, outputs) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    let head = &found.opened.case.head;
    if head.walked == tree.as_str() && !head.state.is_unfinished() {
        let number = &found.opened.case.number;
        let help = format!("it goes on after: lotse case reopen {number}; {ANOTHER}");
        return outputs.complain(&there_is(&found.opened.case, ""), &help);
    }
    let number = found.opened.case.number.clone();
    let is_here = head.walked == tree.as_str();
    if !is_here && found.opened.loaded.wanted.contains(tree) {
        let problem = there_is(&found.opened.case, &format!(", and has been through `{tree}`"));
        return outputs.complain(&problem, &format!("go on with it as it stands: lotse resume {number}; {ANOTHER}"));
    }
    let longer = if is_here { None } else { extend(found.opened.shelf(shelf), &found.opened.loaded, tree) };
    if longer.is_none() && !is_here {
        let problem = there_is(&found.opened.case, &format!(", with trees that have no `{tree}`"));
        let help = format!(
            "go on with it as it stands: lotse resume {number}; take it to the trees of today: lotse case move {number}; \
             {ANOTHER}"
        );
        return outputs.complain(&problem, &help);
    }
    let sealed = longer.as_ref().map_or(&found.opened.loaded.sealed, |longer| &longer.sealed);
    if let Err(exit) = run::learn(args, &mut found.setup, sealed, sealed.library().find(tree.as_str()), outputs) {
        return exit;
    }
    let tree = Some(tree).filter(|_| !is_here);
    go_on(args, shelf, found, tree, outputs)
}

/// The way out for those who did not mean a case that there is.
const ANOTHER: &str = "to begin another, name another number or leave out --case";

/// Says of a case whose number was named that it exists: in which tree it is, since when, and how it stands.
fn there_is(case: &CaseRow, more: &str) -> String {
    let (number, began) = (&case.number, super::case::local(case.began));
    format!("case {number} exists already: `{}`, since {began}, {}{more}", case.head.walked, case.head.state.as_str())
}

/// A case that may be taken up.
struct Found {
    opened: Opened,
    desk: Desk,
    setup: Setup,
}

/// Finds and opens a case, unless somebody else is at work on it.
fn found(
    args: &Args,
    (shelf, mut setup): (&Shelf, Setup),
    desk: Option<Desk>,
    typed: &str,
    outputs: &mut Outputs,
) -> Result<Found, Exit> {
    let Some(desk) = desk else { return Err(Exit::Unusable) };
    let case = desk.find(typed).map_err(|unfound| complain(&unfound, outputs))?;
    if desk.presence(&case) != Presence::Gone && !args.take_over {
        return Err(in_use(&case, outputs));
    }
    let opened = desk.open(&case.number, shelf).map_err(|it| outputs.complain(&it.to_string(), it.help()))?;
    if !opened.lost.is_empty() {
        let text = format!("some turns of case {} do not fit its trees; what is missing is asked again:", case.number);
        outputs.talk.text(0, Style::Plain, &text);
        opened.lost.iter().for_each(|lost| outputs.talk.item(2, "- ", Style::Plain, &lost.to_string()));
    }
    setup.number = case.number;
    // They are read anew, for the trees of the case.
    setup.known.clear();
    if args.voice.is_none() && opened.case.head.voice == Voice::Agent.as_str() {
        setup.voice = Voice::Agent;
    }
    Ok(Found { opened, desk, setup })
}

/// Says why a case is not simply taken away from somebody.
pub(super) fn in_use(case: &CaseRow, outputs: &mut Outputs) -> Exit {
    let who = case.head.agent.as_deref().unwrap_or("somebody");
    let problem = format!("{who} is at work on case {}", case.number);
    outputs.complain(&problem, "take it nevertheless with --take-over; nothing that is answered is lost")
}

pub(super) fn complain(unfound: &Unfound, outputs: &mut Outputs) -> Exit {
    outputs.complain(&unfound.to_string(), &unfound.help())
}

fn go_on(args: &Args, shelf: &Shelf, found: Found, tree: Option<&Id>, outputs: &mut Outputs) -> Exit {
    let Found { opened, desk, mut setup } = found;
    if args.format == Format::Text {
        let tree = tree.cloned();
        return run::hold(args, shelf, setup, Some(desk), outputs, |dialogue| dialogue.take_up_in(opened, tree).into());
    }
    if !is_started(&opened.turns) {
        let problem = format!("case {} waits for a person, and for no tree", opened.case.number);
        return outputs.complain(&problem, "go on with it without --format json");
    }
    for (id, said) in
        [("case-older-trees", opened.has_other_trees(shelf)), ("case-was-erased", opened.case.erased.is_some())]
    {
        let number = opened.case.number.to_string();
        if said {
            outputs.talk.text(0, Style::Plain, &super::words(args).tell(id, &[("number", (&number).into())]));
        }
    }
    let today = setup.today;
    for turn in &opened.turns {
        if let Event::Started { today, .. } = turn.event {
            setup.today = today;
        }
    }
    match desk.take_up(&opened, Manner { lang: setup.lang, voice: setup.voice }) {
        Ok(()) => {}
        Err(failed @ Failed::Changed { .. }) => return outputs.complain(&failed.to_string(), "try again"),
        Err(failed) => return book::complain(&failed, outputs),
    }
    let journal = match run::journal(args, &setup.number) {
        Ok(journal) => journal,
        Err(unusable) => return outputs.complain(&unusable.to_string(), &unusable.help),
    };
    let Opened { mut loaded, mut turns, shelf: own, own_words, .. } = opened;
    let own = own.as_ref().unwrap_or(shelf);
    if let Some(longer) = tree.and_then(|tree| extend(own, &loaded, tree)) {
        let ix = tree.and_then(|tree| longer.sealed.library().find(tree.as_str()));
        turns.extend(ix.map(|tree| Turn { event: Event::Started { tree, today } }));
        loaded = longer;
    }
    let voice = loaded.sealed.library().find_fact(None, "voice").filter(|_| args.voice.is_some());
    let value = Value::Choice(Id::new(setup.voice.as_str()));
    turns.extend(voice.map(|fact| Turn { event: Event::Fact { fact, value, origin: Origin::KnownBefore } }));
    turns.extend(
        setup
            .known
            .iter()
            .cloned()
            .map(|(fact, value)| Turn { event: Event::Fact { fact, value, origin: Origin::KnownBefore } }),
    );
    let frame = Frame { setup: &setup, own_words: own_words.as_deref() };
    wire::walk(own, loaded, turns, frame, wire::Keepers { journal, desk: Some(desk) }, outputs)
}

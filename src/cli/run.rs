//! `lotse` and `lotse run TREE`: prepares a dialogue and holds it.

use std::path::Path;

use super::{
    Args, Exit, Format, Outputs, book,
    check::FOLDER,
    findings, is_voice, list,
    outbox::see_off,
    record::{RecordFile, Unusable},
    secret::{may_keep, secrets_of},
    setup,
    wire::{self, Frame},
};
use crate::{
    base::{Id, clean_line, near},
    case::{Number, Phrase},
    casebook::Channel,
    check::Sealed,
    library::{Loaded, Shelf},
    repl::{Desk, Dialogue, Journal, Setup, Unkept, end_on_signals, fits, open, opening, value},
    screen::{Color, Screen, Style},
    tree::{Ending, Kind, TreeIx},
    words::Words,
};

/// Asks for the problem first.
pub(super) fn from_start(args: &Args, shelf: &Shelf, outputs: &mut Outputs) -> Exit {
    let (listed, loaded) = list::known(shelf, outputs);
    let mut setup = setup(args);
    if let Err(exit) = learn(args, &mut setup, &loaded.sealed, None, outputs) {
        return exit;
    }
    let desk = match book::desk(args, Channel::Terminal, outputs) {
        Ok(desk) => desk,
        Err(exit) => return exit,
    };
    if let Some(typed) = known_case(args, desk.as_ref()) {
        return super::resume_case::case(args, (shelf, setup), desk, &typed, outputs);
    }
    hold(args, shelf, setup, desk, outputs, |dialogue| match dialogue.offer_interrupted(None) {
        Some(opened) => dialogue.take_up(opened).into(),
        None => dialogue.start(&listed, &loaded).into(),
    })
}

/// Reads the one tree that is named, or says why it cannot be used.
pub(super) fn load(shelf: &Shelf, name: &str, outputs: &mut Outputs) -> Result<Loaded, Exit> {
    let ids = shelf.ids();
    let id = Id::new(name);
    if !ids.contains(&id) {
        let help = match near(name, ids.iter().map(Id::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`lotse list` shows all trees".to_owned(),
        };
        let help = beside(name).unwrap_or(help);
        let _exit = outputs.complain(&format!("there is no tree `{name}`"), &help);
        // A file that could not be read may be the one that is missing.
        complain_of(&shelf.load(&[]), shelf, outputs);
        return Err(Exit::Unusable);
    }
    let loaded = shelf.load(std::slice::from_ref(&id));
    if loaded.sealed.library().find(name).is_none() {
        let _exit = outputs.complain(&format!("the tree `{name}` has errors"), "mend these first");
        findings::show(&mut outputs.talk, &loaded.sources, &findings::errors(loaded.findings));
        return Err(Exit::Unusable);
    }
    Ok(loaded)
}

/// Says how to come to a tree of this name in the folder `trees`, which is not looked into by itself: a folder that
/// somebody happens to stand in must not change what a customer is told.
fn beside(name: &str) -> Option<String> {
    let mut shelf = Shelf::empty();
    shelf.add(Path::new(FOLDER)).ok()?;
    shelf.ids().contains(&Id::new(name)).then(|| format!("there is one in the folder `{FOLDER}`: add --trees {FOLDER}"))
}

/// Reads a tree as [`load`] does, and with it the trees in which it continues, so that their titles are known.
pub(super) fn load_titled(shelf: &Shelf, name: &str, outputs: &mut Outputs) -> Result<Loaded, Exit> {
    let loaded = load(shelf, name, outputs)?;
    let titled = shelf.load(&continued(&loaded));
    // A faulty tree takes those along that continue in it; then the names must do.
    Ok(if titled.sealed.library().find(name).is_some() { titled } else { loaded })
}

/// Lists the trees that were wanted, and those in which they continue.
fn continued(loaded: &Loaded) -> Vec<Id> {
    let mut wanted = loaded.wanted.clone();
    for (_, tree) in loaded.sealed.library().trees() {
        for (_, step) in tree.steps() {
            if let Kind::Ending(Ending::Continue { tree, .. }) = &step.kind
                && !wanted.contains(&tree.id)
            {
                wanted.push(tree.id.clone());
            }
        }
    }
    wanted
}

/// Walks one tree.
pub(super) fn tree(args: &Args, shelf: &Shelf, name: &str, outputs: &mut Outputs) -> Exit {
    let loaded = match load(shelf, name, outputs) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let id = Id::new(name);
    let Some(ix) = loaded.sealed.library().find(name) else { return Exit::Unusable };
    // Whoever walks a tree of a folder wants to know what is wrong where the walk may come to, and nothing else.
    if shelf.added().next().is_some() {
        complain_of(&shelf.load(&continued(&loaded)), shelf, outputs);
    }
    let mut setup = setup(args);
    if let Err(exit) = learn(args, &mut setup, &loaded.sealed, Some(ix), outputs) {
        return exit;
    }
    let channel = if args.format == Format::Json { Channel::Program } else { Channel::Terminal };
    let desk = match book::desk(args, channel, outputs) {
        Ok(desk) => desk,
        Err(exit) => return exit,
    };
    match (args.format, known_case(args, desk.as_ref())) {
        (_, Some(typed)) => super::resume_case::in_tree(args, (shelf, setup), desk, (&typed, &id), outputs),
        (Format::Json, None) => {
            let turns = opening(&loaded.sealed, &id, setup.today, setup.voice, &setup.known);
            match journal(args, &setup.number) {
                Ok(journal) => {
                    let frame = Frame { setup: &setup, own_words: None };
                    wire::walk(shelf, loaded, turns, frame, wire::Keepers { journal, desk }, outputs)
                }
                Err(unusable) => outputs.complain(&unusable.to_string(), &unusable.help),
            }
        }
        (Format::Text, None) => {
            hold(args, shelf, setup, desk, outputs, |dialogue| match dialogue.offer_interrupted(Some(&id)) {
                Some(opened) => dialogue.take_up(opened).into(),
                None => dialogue.walk(&id, loaded).into(),
            })
        }
    }
}

/// The number that was named, if there is a case with it.
fn known_case(args: &Args, desk: Option<&Desk>) -> Option<String> {
    let number = args.number.as_ref()?;
    desk?.find(number.as_str()).ok().map(|case| case.number.to_string())
}

/// Opens the file that `--record` names.
pub(super) fn journal(args: &Args, number: &Number) -> Result<Option<Box<dyn Journal>>, Unusable> {
    let file = args.record.as_deref().map(|path| RecordFile::begin(path, number)).transpose()?;
    Ok(file.map(|file| Box::new(file) as Box<dyn Journal>))
}

/// Says that a turn could not be kept, after which nothing more is asked.
pub(super) fn complain_unkept(unkept: &Unkept, outputs: &mut Outputs) -> Exit {
    match unkept {
        Unkept::Record(error) => {
            let problem = format!("the case could not be recorded: {}", clean_line(&error.to_string()));
            outputs.complain(&problem, "look whether the disk is full; what was recorded so far is kept")
        }
        Unkept::Store(failed) => outputs.complain(&format!("the case could not be kept: {failed}"), failed.help()),
    }
}

/// Names files of added folders that cannot be used.
pub(super) fn complain_of(loaded: &Loaded, shelf: &Shelf, outputs: &mut Outputs) {
    let errors = findings::errors(loaded.foreign_findings(shelf));
    if !errors.is_empty() {
        findings::show(&mut outputs.talk, &loaded.sources, &errors);
        outputs.talk.text(0, Style::Plain, "these files are left out; the others work");
    }
}

/// Says in one line how much of the added folders cannot be used, and how to see why.
pub(super) fn count_left_out(loaded: &Loaded, shelf: &Shelf, outputs: &mut Outputs) {
    let errors = findings::errors(loaded.foreign_findings(shelf));
    let trees = loaded.unsound(shelf, false).len();
    let mut files: Vec<_> = errors.iter().map(|it| it.place.source).collect();
    files.dedup();
    let what = match (trees, files.len()) {
        (0, 0) => return,
        (0, 1) => "1 file has errors".to_owned(),
        (0, files) => format!("{files} files have errors"),
        (1, _) => "1 tree is left out because of errors".to_owned(),
        (trees, _) => format!("{trees} trees are left out because of errors"),
    };
    let folders: Vec<String> = shelf.added().map(|path| clean_line(&path.display().to_string()).into_owned()).collect();
    outputs.talk.text(0, Style::Plain, &format!("{what}; `lotse check {}` shows them", folders.join(" ")));
}

/// Reads the facts that are known before, each as its kind wants it.
pub(super) fn learn(
    args: &Args,
    setup: &mut Setup,
    sealed: &Sealed,
    tree: Option<TreeIx>,
    outputs: &mut Outputs,
) -> Result<(), Exit> {
    let library = sealed.library();
    let words = Words::new(setup.lang);
    let phrase = Phrase { library, words: &words };
    for (name, text) in &args.facts {
        let Some(fact) = library.find_fact(tree, name).filter(|_| !is_voice(name)) else {
            let known = library.facts_of(tree).map(Id::as_str).filter(|name| !is_voice(name));
            let help = match near(name, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "the facts of a tree stand in its file and in facts.yaml".to_owned(),
            };
            return Err(outputs.complain(&format!("there is no fact `{name}`"), &help));
        };
        let found = secrets_of(library, fact, text);
        let problem = match value(phrase, fact, text, setup.today) {
            Ok(value) => match fits(sealed, fact, &value) {
                Ok(()) => {
                    if may_keep(args, (name, text), (&found, &value), outputs)? {
                        setup.known.push((fact, value));
                    }
                    continue;
                }
                Err(refusal) => refusal,
            },
            Err(refusal) => refusal,
        };
        let is_private = library.fact(fact).is_some_and(|(_, fact)| fact.private);
        // What must never leave the case does not stand in messages either: they end up in logs.
        let (what, help) = if is_private || !found.is_empty() {
            ("this".to_owned(), String::new())
        } else {
            (format!("`{text}`"), problem.say(phrase, setup.today))
        };
        return Err(outputs.complain(&format!("{what} is no value of the fact `{name}`"), &help));
    }
    Ok(())
}

/// Holds a dialogue on the standard input and output, in the store and in the file that `--record` names.
pub(super) fn hold(
    args: &Args,
    shelf: &Shelf,
    setup: Setup,
    desk: Option<Desk>,
    outputs: &mut Outputs,
    walk: impl FnOnce(&mut Dialogue<'_>) -> Exit,
) -> Exit {
    match journal(args, &setup.number) {
        Ok(journal) => hold_kept(args, (shelf, setup), wire::Keepers { journal, desk }, outputs, walk),
        Err(unusable) => outputs.complain(&unusable.to_string(), &unusable.help),
    }
}

/// Holds a dialogue that is kept.
pub(super) fn hold_kept(
    args: &Args,
    (shelf, setup): (&Shelf, Setup),
    keepers: wire::Keepers,
    outputs: &mut Outputs,
    walk: impl FnOnce(&mut Dialogue<'_>) -> Exit,
) -> Exit {
    let wire::Keepers { journal, desk } = keepers;
    end_on_signals(desk.clone());
    let color = if args.color == Color::Auto && !outputs.out.is_styled() { Color::Never } else { args.color };
    let screen = Screen::stdout(color);
    let terminal = open(&screen);
    let mut dialogue = Dialogue::new(shelf, setup, screen, terminal).kept_in(journal).at_desk(desk.clone());
    let exit = walk(&mut dialogue);
    // Whatever way the dialogue ended: nobody is at work on the case any more. A store that fails has said so.
    let _parked = desk.as_ref().is_none_or(|desk| desk.park().is_ok());
    let unkept = dialogue.take_unkept();
    let words = Words::new(dialogue.manner().lang);
    outputs.out = dialogue.into_screen();
    see_off(&words, desk.as_ref(), outputs);
    unkept.map_or(exit, |error| complain_unkept(&error, outputs))
}

//! `lotse run --resume FILE`: goes on with a case that was recorded.

use std::path::Path;

use super::{
    Args, Exit, Format, Outputs,
    check::counted,
    record::{self, RecordFile, Unusable},
    run, setup,
    wire::{self, Frame},
};
use crate::{
    base::Id,
    case::{
        Number,
        record::{Records, Replay, Resolver},
    },
    engine::{Event, Input, Origin, Session, Value, View, is_begun},
    library::{Loaded, Shelf},
    repl::{Journal, Setup, Voice, extend},
    screen::Style,
};

/// A case as it was found in a record.
struct Found {
    number: Number,
    own_words: Option<String>,
    next: u32,
    loaded: Loaded,
    replay: Replay,
}

/// Finds the case, says what no longer fits, and walks on.
pub(super) fn resume(args: &Args, shelf: &Shelf, path: &Path, outputs: &mut Outputs) -> Exit {
    let found = match find(args, shelf, path) {
        Ok(found) => found,
        Err(unusable) => return outputs.complain(&unusable.to_string(), &unusable.help),
    };
    run::complain_of(&found.loaded, shelf, outputs);
    say_what_is_lost(&found, outputs);
    let mut setup = prepared(args, &found);
    let kept = found.replay.turns.len();
    let tree = found.loaded.sealed.library().trees().next().map(|(ix, _)| ix);
    if let Err(exit) = run::learn(args, &mut setup, &found.loaded.sealed, tree, outputs) {
        return exit;
    }
    let journal = match RecordFile::go_on(path, &found.number, kept, found.next) {
        Ok(file) => Box::new(file) as Box<dyn Journal>,
        Err(unusable) => return outputs.complain(&unusable.to_string(), &unusable.help),
    };
    let mut session = Session::replay(&found.loaded.sealed, found.replay.turns);
    let voice = found.loaded.sealed.library().find_fact(None, "voice");
    let voice = voice.filter(|_| args.voice.is_some()).map(|fact| (fact, Value::Choice(Id::new(setup.voice.as_str()))));
    for (fact, value) in voice.into_iter().chain(setup.known.iter().cloned()) {
        // Values were read for their facts before, so that a refusal has been told already.
        let _taken = session.input(Input::Fact(fact, value, Origin::KnownBefore)).is_ok();
    }
    let (turns, loaded) = (session.turns().to_vec(), found.loaded);
    match args.format {
        Format::Json => {
            let frame = Frame { setup: &setup, own_words: found.own_words.as_deref() };
            let keepers = wire::Keepers { journal: Some(journal), desk: None };
            wire::walk(shelf, loaded, turns, frame, keepers, outputs)
        }
        Format::Text => {
            let keepers = wire::Keepers { journal: Some(journal), desk: None };
            run::hold_kept(args, (shelf, setup), keepers, outputs, |dialogue| {
                dialogue.resume(turns, found.own_words, loaded).into()
            })
        }
    }
}

/// Reads the record, and the trees that the case has walked.
fn find(args: &Args, shelf: &Shelf, path: &Path) -> Result<Found, Unusable> {
    let bytes = record::read(path)?;
    let records = record::sorted(path, &bytes)?;
    let case = chosen(args, path, &records)?;
    let recorded = case.read();
    if let Some(problem) = recorded.problems().first() {
        return Err(Unusable::at(path, problem));
    }
    let Some(tree) = recorded.tree() else {
        let problem = format!("the case {} has no beginning", case.number());
        return Err(Unusable::new(problem, "its first turn is missing from the file"));
    };
    if !shelf.ids().contains(&tree) {
        let problem = format!("there is no tree `{tree}`, in which case {} began", case.number());
        return Err(Unusable::new(problem, "name the folder in which it stands: --trees DIR"));
    }
    let mut loaded = shelf.load(std::slice::from_ref(&tree));
    let mut replay = Resolver::new(loaded.sealed.library()).replay(&recorded);
    // A case may have gone on in further trees, which are read in that order.
    while let View::Missing(id) = Session::replay(&loaded.sealed, replay.turns.clone()).view() {
        let Some(longer) = extend(shelf, &loaded, id) else { break };
        loaded = longer;
        replay = Resolver::new(loaded.sealed.library()).replay(&recorded);
    }
    if !is_begun(&replay.turns) {
        let problem = format!("the tree `{tree}` has errors");
        return Err(Unusable::new(problem, "`lotse check` shows them"));
    }
    let (number, own_words) = (case.number().clone(), recorded.own_words().map(str::to_owned));
    Ok(Found { number, own_words, next: recorded.next(), loaded, replay })
}

/// The case that is named, else the one to which the file was last written.
fn chosen<'r, 't>(
    args: &Args,
    path: &Path,
    records: &'r Records<'t>,
) -> Result<&'r crate::case::record::RecordedCase<'t>, Unusable> {
    let name = path.display();
    match &args.number {
        Some(number) => records.case(number).ok_or_else(|| {
            let known: Vec<&str> = records.cases().iter().rev().take(5).map(|case| case.number().as_str()).collect();
            let help = format!("the last ones there are: {}", known.join(", "));
            Unusable::new(format!("`{name}` has no case {number}"), help)
        }),
        None => records.last_written().ok_or_else(|| {
            Unusable::new(format!("`{name}` holds no case"), "`lotse run TREE --record FILE` begins one")
        }),
    }
}

/// Takes day, number and voice from the case, unless another voice goes on.
fn prepared(args: &Args, found: &Found) -> Setup {
    let mut setup = setup(args);
    setup.number = found.number.clone();
    let voice_fact = found.loaded.sealed.library().find_fact(None, "voice");
    for turn in &found.replay.turns {
        match &turn.event {
            // Relative days mean what they meant when the case began.
            Event::Started { today, .. } => setup.today = *today,
            Event::Fact { fact, value: Value::Choice(id), .. } if Some(*fact) == voice_fact && args.voice.is_none() => {
                let agent = id.as_str() == Voice::Agent.as_str();
                setup.voice = if agent { Voice::Agent } else { Voice::Customer };
            }
            _ => {}
        }
    }
    setup
}

fn say_what_is_lost(found: &Found, outputs: &mut Outputs) {
    let lost = &found.replay.lost;
    if lost.is_empty() {
        return;
    }
    let count = counted(lost.len(), "turn");
    let fit = if lost.len() == 1 { "fits" } else { "fit" };
    let words = format!("{count} of case {} no longer {fit} the tree; what is missing is asked again:", found.number);
    outputs.talk.text(0, Style::Plain, &words);
    lost.iter().for_each(|lost| outputs.talk.item(2, "- ", Style::Plain, &lost.to_string()));
}

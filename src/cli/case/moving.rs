//! `lotse case move`: takes cases to the trees of today, and says before what becomes of their answers.

use serde::Serialize;

use super::change::stamp;
use crate::{
    case::Phrase,
    casebook::{Casebook, Moving, Origin, Outlook, Presence, Unmoved, Whole},
    cli::{Args, Exit, Format, Outputs, book, outbox, resume_case, run, words},
    library::Shelf,
    repl::{Terminal, open, says_yes},
    report::moved::{MovedWords, moved_words},
    screen::{Screen, Style},
    store::{CaseRow, CaseState, Failed, Filter},
    words::Words,
};

/// Which cases to move, and how.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Wanted {
    /// The numbers of the cases.
    #[arg(value_name = "NUMBER", required_unless_present = "all")]
    numbers: Vec<String>,
    /// All cases that are not finished.
    #[arg(long, conflicts_with = "numbers")]
    all: bool,
    /// Only tells what would become of the answers.
    #[arg(long)]
    dry_run: bool,
    /// Moves without asking, even where answers are dropped.
    #[arg(long, short, conflicts_with = "dry_run")]
    yes: bool,
}

/// What came of one case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Done {
    Moved,
    Same,
    /// It would drop answers, or somebody is at work on it.
    Left,
    Failed,
}

/// What is needed for every case.
struct Mover<'a> {
    args: &'a Args,
    wanted: &'a Wanted,
    shelf: &'a Shelf,
    whole: Whole,
    words: Words,
    book: Casebook,
    /// The versions that were read so far.
    origins: Vec<Origin>,
    /// Opened with the first question.
    terminal: Option<Box<dyn Terminal>>,
}

/// Moves cases.
pub(super) fn move_cases(args: &Args, shelf: &Shelf, wanted: &Wanted, outputs: &mut Outputs) -> Exit {
    // With other trees, a case may end at once, and be handed over.
    let opened = outbox::sends(args, outputs).and_then(|sends| {
        let route = sends.map(|sends| sends.dispatch);
        Ok(book::book(args, outputs)?.dispatching(route))
    });
    let mut book = match opened {
        Ok(book) => book,
        Err(exit) => return exit,
    };
    let cases = match chosen(wanted, &mut book, outputs) {
        Ok(cases) => cases,
        Err(exit) => return exit,
    };
    let whole = Whole::of(shelf);
    run::complain_of(whole.loaded(), shelf, outputs);
    let (words, origins) = (words(args), Vec::new());
    let mut mover = Mover { args, wanted, shelf, whole, words, book, origins, terminal: None };
    let mut counts = [0_usize; 4];
    for case in &cases {
        let done = mover.take(case, outputs);
        if let Some(count) = counts.get_mut(done as usize) {
            *count += 1;
        }
    }
    let [moved, same, left, failed] = counts;
    if wanted.all {
        let id = if wanted.dry_run { "move-summary-dry" } else { "move-summary" };
        let gaps = [("moved", moved.into()), ("same", same.into()), ("left", (left + failed).into())];
        outputs.talk.text(0, Style::Plain, &mover.words.tell(id, &gaps));
    }
    match (failed, left) {
        (0, 0) => Exit::Good,
        (0, _) => Exit::Findings,
        _ => Exit::Unusable,
    }
}

fn chosen(wanted: &Wanted, book: &mut Casebook, outputs: &mut Outputs) -> Result<Vec<CaseRow>, Exit> {
    if wanted.all {
        let states = vec![CaseState::Open, CaseState::Parked];
        return book.list(&Filter { states, ..Filter::default() }).map_err(|it| book::complain(&it, outputs));
    }
    let found = wanted.numbers.iter().map(|typed| book.find(typed));
    found.collect::<Result<_, _>>().map_err(|unfound| resume_case::complain(&unfound, outputs))
}

impl Mover<'_> {
    fn take(&mut self, case: &CaseRow, outputs: &mut Outputs) -> Done {
        let moving = match self.outlook(case) {
            Ok(moving) => moving,
            Err(Unmoved::Same(number)) => {
                if !self.wanted.all {
                    let number = number.to_string();
                    let text = self.words.tell("move-same", &[("number", (&number).into())]);
                    outputs.talk.text(0, Style::Plain, &text);
                }
                return Done::Same;
            }
            Err(unmoved) => {
                let _exit = outputs.complain(&unmoved.to_string(), &unmoved.help());
                return Done::Failed;
            }
        };
        if !self.wanted.dry_run && self.book.presence(case) != Presence::Gone && !self.args.take_over {
            let _exit = resume_case::in_use(case, outputs);
            return Done::Left;
        }
        let told = self.told(&moving);
        if self.args.format == Format::Text {
            self.show(&moving, told.as_ref(), &mut outputs.out);
        }
        let done = self.carry_out(&moving, outputs);
        if self.args.format == Format::Json {
            let is_moved = done == Done::Moved && !self.wanted.dry_run;
            outputs.out.json(&Line::of(&moving, told.as_ref(), &self.whole, is_moved));
        }
        done
    }

    fn carry_out(&mut self, moving: &Moving, outputs: &mut Outputs) -> Done {
        let dropped = moving.dropped();
        if self.wanted.dry_run {
            return if dropped == 0 { Done::Moved } else { Done::Left };
        }
        let number = moving.case.number.to_string();
        if dropped != 0 && !self.wanted.yes && !self.confirm(&number, dropped, outputs) {
            outputs.talk.text(0, Style::Plain, &self.words.tell("move-left", &[("number", (&number).into())]));
            return Done::Left;
        }
        let stamp = stamp(self.args, &moving.case);
        match self.book.move_to(moving, &self.whole, self.shelf, &stamp) {
            Ok(kept) => {
                let ended = !kept.head.state.is_unfinished();
                let id = if ended { "move-done-ended" } else { "move-done" };
                outputs.talk.text(0, Style::Plain, &self.words.tell(id, &[("number", (&number).into())]));
                Done::Moved
            }
            Err(failed @ Failed::Changed { .. }) => {
                let _exit = outputs.complain(&failed.to_string(), "nothing was moved; try again");
                Done::Left
            }
            Err(failed) => {
                let _exit = book::complain(&failed, outputs);
                Done::Failed
            }
        }
    }

    /// Finds out what becomes of a case; each version is read once.
    fn outlook(&mut self, case: &CaseRow) -> Result<Moving, Unmoved> {
        let version = &case.head.version;
        // What needs no comparison is said without one.
        let idle = !case.head.state.is_unfinished() || version == self.whole.hash();
        if !idle && !self.origins.iter().any(|origin| origin.hash == *version) {
            self.origins.push(self.book.origin(version, &self.whole)?);
        }
        let nothing = Origin { hash: version.clone(), known: None };
        let origin = self.origins.iter().find(|origin| origin.hash == *version).unwrap_or(&nothing);
        self.book.outlook(case, origin, &self.whole)
    }

    fn told(&self, moving: &Moving) -> Option<MovedWords> {
        let Outlook::Known(moved) = &moving.outlook else { return None };
        let origin = self.origins.iter().find(|origin| origin.hash == moving.case.head.version)?;
        let (old, _) = origin.known.as_ref()?;
        let phrase = |whole| Phrase { library: whole, words: &self.words };
        Some(moved_words(phrase(old.sealed().library()), phrase(self.whole.sealed().library()), moved))
    }

    fn show(&self, moving: &Moving, told: Option<&MovedWords>, out: &mut Screen) {
        out.gap();
        out.text(0, Style::Strong, &moving.case.number.to_string());
        match (told, &moving.outlook) {
            (Some(told), _) => {
                for (indent, line) in told.lines(&self.words) {
                    out.text(indent + 2, Style::Plain, &line);
                }
            }
            (None, Outlook::Blind { kept, lost }) => {
                out.text(2, Style::Plain, &self.words.say("move-blind"));
                out.text(2, Style::Plain, &self.words.tell("moved-kept", &[("count", (*kept).into())]));
                lost.iter().for_each(|lost| out.item(4, "- ", Style::Plain, &lost.to_string()));
            }
            (None, Outlook::Known(_)) => {}
        }
    }

    fn confirm(&mut self, number: &str, dropped: usize, outputs: &mut Outputs) -> bool {
        outputs.out.flush();
        let gaps = [("number", number.into()), ("count", dropped.into())];
        outputs.talk.text(0, Style::Plain, &self.words.tell("move-question", &gaps));
        let terminal = self.terminal.get_or_insert_with(|| open(&outputs.talk));
        says_yes(terminal.as_mut(), &mut outputs.talk, &self.words, false)
    }
}

/// The report of one case for programs, version 1.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Line {
    format: u8,
    case: String,
    from: String,
    to: String,
    moved: bool,
    /// Whether nobody will notice anything.
    same: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<String>,
    kept: Vec<String>,
    dropped: Vec<Dropped>,
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: Option<String>,
    needed: Vec<String>,
    lost: Vec<String>,
}

#[derive(Serialize)]
struct Dropped {
    answer: String,
    why: String,
}

impl Line {
    fn of(moving: &Moving, told: Option<&MovedWords>, whole: &Whole, moved: bool) -> Self {
        let told = told.cloned();
        let lost = match &moving.outlook {
            Outlook::Known(moved) => &moved.lost,
            Outlook::Blind { lost, .. } => lost,
        };
        let lost = lost.iter().map(ToString::to_string).collect();
        let (before, now) = told.as_ref().map(|told| (told.before.clone(), told.now.clone())).unzip();
        let told = told.unwrap_or_default();
        let dropped = told.dropped.into_iter().map(|(answer, why)| Dropped { answer, why });
        Self {
            format: 1,
            case: moving.case.number.to_string(),
            from: moving.case.head.version.clone(),
            to: whole.hash().to_owned(),
            moved,
            same: told.is_same,
            before,
            now,
            kept: told.kept,
            dropped: dropped.collect(),
            asked: told.asked,
            needed: told.needed,
            lost,
        }
    }
}

//! `lotse export`: a tree as a picture, as data or as a manual.

mod manual;

use std::path::{Path, PathBuf};

use clap::{Args as Arguments, ValueEnum};

use super::{Args, Exit, Outputs, progress::Progress, run, save, setup, words};
use crate::{
    base::{clean_line, near},
    case::Phrase,
    check::Sealed,
    export::{self, Arrangement, Overlay, Picture, Plan, Scope, Unfit},
    library::{Loaded, Shelf, Unopened},
    repl::opening,
    scenario::{self, Taken},
    screen::Style,
    tree::StepIx,
};

/// The most bytes of an overlay file.
const LARGEST_OVERLAY: u64 = 16 << 20;

/// What a tree is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// A picture for any browser, drawn without another program.
    Svg,
    /// A Mermaid flowchart, for documents that draw it themselves.
    Mermaid,
    /// A graph for Graphviz.
    Dot,
    /// For other programs; the form has a version.
    Json,
    /// A numbered manual for paper.
    Markdown,
    /// The manual as one page that can be walked in any browser, offline and without scripts, or printed.
    Html,
}

impl Form {
    fn is_picture(self) -> bool {
        matches!(self, Self::Svg | Self::Mermaid | Self::Dot)
    }
}

/// What to export, and where to.
#[derive(Debug, Arguments)]
pub(super) struct Wanted {
    /// What to write.
    #[arg(value_enum)]
    form: Form,
    /// The name of the tree, as `lotse list` shows it.
    tree: String,
    /// Where to write it; without it, to the standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Takes into a manual the trees in which this one continues, and those in which they do.
    #[arg(long)]
    continued: bool,
    /// Replaces the file if it exists.
    #[arg(long, requires = "out")]
    force: bool,
    #[command(flatten)]
    drawn: Drawn,
}

/// What a picture shows.
#[derive(Debug, Arguments)]
#[command(next_help_heading = "Pictures")]
struct Drawn {
    /// Draws the steps one below the other, as narrow as a phone (svg).
    #[arg(long)]
    column: bool,
    /// Draws only what follows from this step: its name or its number.
    #[arg(long, value_name = "STEP")]
    from: Option<String>,
    /// Draws only so many steps deep.
    #[arg(long, value_name = "N")]
    depth: Option<usize>,
    /// Marks the way of a case: its answers, such as display=dark,power=no. Within a part, scope.who=one.
    #[arg(long, value_name = "ANSWERS", value_delimiter = ',', value_parser = answer, group = "figures")]
    path: Vec<(String, String)>,
    /// Shows how many of a hundred cases come to each step, reckoned from `how-common` and `if`.
    #[arg(long, group = "figures")]
    shares: bool,
    /// Marks what no scenario takes. Scenarios are looked for in the folder `trees` or where --trees says.
    #[arg(long, group = "figures")]
    coverage: bool,
    /// Shows figures from a JSON file: {"steps": {"display": {"label": "41 %", "strength": 0.4}}}.
    #[arg(long, value_name = "FILE", group = "figures")]
    overlay: Option<PathBuf>,
}

impl Drawn {
    fn is_used(&self) -> bool {
        let figures = self.shares || self.coverage || !self.path.is_empty() || self.overlay.is_some();
        figures || self.column || self.from.is_some() || self.depth.is_some()
    }
}

fn answer(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').map(|(step, answer)| (step.trim().to_owned(), answer.trim().to_owned()));
    pair.filter(|(step, answer)| !step.is_empty() && !answer.is_empty())
        .ok_or_else(|| "write a step and an answer, such as display=dark".to_owned())
}

/// Writes one tree in the wanted form.
pub(super) fn export(args: &Args, shelf: &Shelf, wanted: &Wanted, outputs: &mut Outputs) -> Exit {
    if wanted.drawn.column && wanted.form != Form::Svg {
        return outputs.complain("only svg has a column", "leave --column out");
    }
    if wanted.drawn.is_used() && !wanted.form.is_picture() {
        return outputs.complain("only a picture shows parts and figures", "leave the options for pictures out");
    }
    if let Form::Markdown | Form::Html = wanted.form {
        return match manual::write(args, shelf, wanted, outputs) {
            Ok(text) => deliver(wanted, &text, outputs),
            Err(exit) => exit,
        };
    }
    let loaded = match run::load_titled(shelf, &wanted.tree, outputs) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    // Scenarios are tried on all trees, because they walk through other trees and parts.
    let (loaded, taken) = match wanted.drawn.coverage.then(|| try_scenarios(args, shelf, outputs)) {
        Some(Ok((all, taken))) => (all, Some(taken)),
        Some(Err(unopened)) => return outputs.complain(&unopened.to_string(), unopened.help),
        None => (loaded, None),
    };
    let words = words(args);
    let library = loaded.sealed.library();
    let phrase = Phrase { library, words: &words };
    let plan = library.find(&wanted.tree).and_then(|ix| Plan::new(phrase, ix));
    let Some(plan) = plan else { return Exit::Unusable };
    let text = match wanted.form {
        Form::Json => Ok(export::json(&plan)),
        form => draw(args, &plan, &Source { sealed: &loaded.sealed, taken }, form, &wanted.drawn, outputs),
    };
    match text {
        Ok(text) => deliver(wanted, &text, outputs),
        Err(exit) => exit,
    }
}

/// Where figures come from.
struct Source<'a> {
    sealed: &'a Sealed,
    /// What scenarios take, if that is asked for.
    taken: Option<Taken>,
}

/// Tries all scenarios of the added folders, else of the folder `trees` if there is one.
fn try_scenarios(args: &Args, shelf: &Shelf, outputs: &mut Outputs) -> Result<(Loaded, Taken), Unopened> {
    let mut shelf = shelf.clone();
    let folder = Path::new("trees");
    if args.trees.is_empty() && folder.is_dir() {
        shelf.add(folder)?;
    }
    let mut loaded = shelf.load_all();
    let tests = shelf.tests(&mut loaded);
    let mut progress = Progress::new("scenarios");
    let tried = scenario::try_all(&loaded.sealed, &tests.suites, |_, _| true, &mut progress.teller());
    let taken = Taken::by(&tried);
    drop(progress);
    let told = match tried.iter().filter(|tried| !tried.passed()).count() {
        0 => None,
        1 => Some("1 scenario fails and shows nothing".to_owned()),
        failed => Some(format!("{failed} scenarios fail and show nothing")),
    };
    if let Some(told) = told {
        outputs.talk.text(0, Style::Plain, &format!("{told}; `lotse test` says why"));
    }
    Ok((loaded, taken))
}

/// Draws a picture.
fn draw(
    args: &Args,
    plan: &Plan<'_>,
    source: &Source<'_>,
    form: Form,
    drawn: &Drawn,
    outputs: &mut Outputs,
) -> Result<String, Exit> {
    let from = drawn.from.as_ref().map(|name| step(plan, name, outputs)).transpose()?;
    let overlay = figures(args, plan, source, drawn, outputs)?;
    let picture = Picture::new(plan, Scope { from, depth: drawn.depth }, &overlay);
    match form {
        Form::Mermaid => Ok(export::mermaid(&picture)),
        Form::Dot => Ok(export::dot(&picture)),
        _ => {
            let arrangement = if drawn.column { Arrangement::Column } else { Arrangement::Layers };
            export::svg(&picture, arrangement).map_err(|large| {
                let most = arrangement.most();
                let column = if drawn.column { "" } else { "--column, " };
                let help = format!("up to {most} are drawn so; add {column}--depth N or --from STEP");
                outputs.complain(&large.to_string(), &help)
            })
        }
    }
}

/// Reads or reckons the figures of a picture.
fn figures(
    args: &Args,
    plan: &Plan<'_>,
    source: &Source<'_>,
    drawn: &Drawn,
    outputs: &mut Outputs,
) -> Result<Overlay, Exit> {
    if drawn.shares {
        return Ok(export::shares(plan));
    }
    if let Some(taken) = &source.taken {
        return Ok(export::coverage(plan, taken));
    }
    if let Some(path) = &drawn.overlay {
        return overlay(plan, path, outputs);
    }
    if drawn.path.is_empty() {
        return Ok(Overlay::default());
    }
    let mut setup = setup(args);
    run::learn(args, &mut setup, source.sealed, Some(plan.ix), outputs)?;
    let turns = opening(source.sealed, &plan.tree.id, setup.today, setup.voice, &setup.known);
    match export::path(plan, source.sealed, turns, &drawn.path) {
        Ok(walked) => {
            if let Some(step) = walked.open {
                let told = plan.phrase.words.tell("picture-path-open", &[("step", (&step).into())]);
                outputs.talk.text(0, Style::Plain, &told);
            }
            Ok(walked.overlay)
        }
        Err(astray) => {
            let help = format!("`lotse show {}` lists steps and answers", plan.tree.id);
            Err(outputs.complain(&astray.to_string(), &help))
        }
    }
}

/// Reads an overlay file.
fn overlay(plan: &Plan<'_>, path: &PathBuf, outputs: &mut Outputs) -> Result<Overlay, Exit> {
    let name = path.display();
    let size = std::fs::metadata(path).map(|it| it.len());
    if size.as_ref().is_ok_and(|size| LARGEST_OVERLAY < *size) {
        return Err(outputs.complain(&format!("`{name}` is too large"), "an overlay has up to 16 MiB"));
    }
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            let reason = clean_line(&error.to_string()).into_owned();
            return Err(outputs.complain(&format!("`{name}` cannot be read: {reason}"), "name a JSON file"));
        }
    };
    Overlay::read(&text, plan).map_err(|unfit| {
        let help = match &unfit {
            Unfit::Unknown { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Unfit::Unknown { near: None, .. } => format!("`lotse export json {}` lists steps and edges", plan.tree.id),
            Unfit::Unread(_) => "it has the keys title, steps and edges".to_owned(),
        };
        outputs.complain(&format!("`{name}`: {unfit}"), &help)
    })
}

/// Writes to the file that was named, or to the standard output.
fn deliver(wanted: &Wanted, text: &str, outputs: &mut Outputs) -> Exit {
    let Some(path) = &wanted.out else {
        outputs.out.verbatim(text);
        return Exit::Good;
    };
    match save::save(path, text, wanted.force) {
        Ok(()) => Exit::Good,
        Err(unsaved) => outputs.complain(&unsaved.to_string(), unsaved.help()),
    }
}

/// Finds a step by its name or its number, or says that there is none.
pub(super) fn step(plan: &Plan<'_>, name: &str, outputs: &mut Outputs) -> Result<StepIx, Exit> {
    let by_number = || name.parse::<usize>().ok().and_then(|number| plan.stops().get(number.checked_sub(1)?));
    if let Some(ix) = plan.find(name).or_else(|| by_number().map(|stop| stop.ix)) {
        return Ok(ix);
    }
    let help = match near(name, plan.stops().iter().map(|stop| stop.step.id.as_str())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("`lotse show {}` lists its steps", plan.tree.id),
    };
    Err(outputs.complain(&format!("there is no step `{name}` in `{}`", plan.tree.id), &help))
}

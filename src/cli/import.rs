//! `lotse import`: turns a flowchart or a table into a tree, and says what the author must still decide.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
};

use clap::Args as Arguments;
use serde::Serialize;

use super::{Args, Exit, Format, Outputs, findings, progress::Progress, save::save};
use crate::{
    base::{Id, Sources},
    import::{self, Form, Imported, Mark, Marked, Origin},
    screen::Style,
    yaml,
};

/// The most bytes of a chart.
const MOST_BYTES: u64 = 64 << 20;

/// What to import, and where to.
#[derive(Debug, Arguments)]
pub(super) struct Wanted {
    /// The notation of the file.
    #[arg(value_enum)]
    form: Form,
    /// The file; `-` reads from a pipe.
    file: PathBuf,
    /// Writes the tree into this file, or into this folder; without it, the tree goes to the standard output.
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// The id of the tree, which is the name of its file.
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// The title of the tree.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Replaces a file that is there already.
    #[arg(long)]
    force: bool,
}

/// The whole result, for programs.
#[derive(Serialize)]
struct Line<'a> {
    format: u8,
    lang: &'a str,
    steps: usize,
    yaml: &'a str,
    marks: Vec<Wire<'a>>,
}

#[derive(Serialize)]
struct Wire<'a> {
    line: usize,
    kind: &'static str,
    words: &'a str,
}

/// Imports one file.
pub(super) fn import(args: &Args, wanted: &Wanted, outputs: &mut Outputs) -> Exit {
    let bytes = match read(&wanted.file) {
        Ok(bytes) => bytes,
        Err((problem, help)) => return outputs.complain(&problem, help),
    };
    let id = match id_of(wanted) {
        Ok(id) => id,
        Err(problem) => return outputs.complain(&problem, "ids are made of letters a to z, digits, `-` and `_`"),
    };
    let is_pipe = wanted.file.as_os_str() == "-";
    let name = if is_pipe { "standard input".to_owned() } else { wanted.file.display().to_string() };
    let mut sources = Sources::default();
    let source = sources.add(name.clone(), "");
    // Spreadsheets save tables in other encodings too, which can be told apart.
    let decoded = if wanted.form == Form::Csv { Ok(import::decode_table(&bytes)) } else { yaml::decode(source, bytes) };
    let text = match decoded {
        Ok(text) => text,
        Err((shown, finding)) => {
            let mut sources = Sources::default();
            sources.add(name, shown);
            return refuse(args, &sources, &[finding], outputs);
        }
    };
    let shown_name = wanted.file.file_name().map_or_else(|| name.clone(), |it| it.to_string_lossy().into_owned());
    let origin = Origin {
        name: if is_pipe { &name } else { &shown_name },
        id: id.as_deref().filter(|_| wanted.out.is_none()),
        title: wanted.title.as_deref(),
        lang: args.lang,
    };
    let mut progress = Progress::new("reading bytes");
    let (imported, found) = import::import_telling(wanted.form, source, &text, &origin, &mut progress.stages());
    drop(progress);
    let mut sources = Sources::default();
    sources.add(name, text);
    let Some(imported) = imported else { return refuse(args, &sources, &found, outputs) };
    let path = wanted.out.as_deref().map(|out| target(out, id.as_deref().unwrap_or("imported")));
    if let Some(path) = &path {
        if let Err(unsaved) = save(path, &imported.yaml, wanted.force) {
            return outputs.complain(&unsaved.to_string(), unsaved.help());
        }
    } else if args.format == Format::Text {
        outputs.out.verbatim(&imported.yaml);
        outputs.out.flush();
    }
    if args.format == Format::Json {
        write(&imported, outputs);
    } else {
        tell(&imported, path.as_deref(), outputs);
    }
    Exit::Good
}

/// Shows why nothing was imported.
fn refuse(args: &Args, sources: &Sources, found: &[crate::base::Diagnostic], outputs: &mut Outputs) -> Exit {
    match args.format {
        Format::Json => findings::write(&mut outputs.out, sources, found),
        Format::Text => {
            findings::show(&mut outputs.talk, sources, found);
            outputs.talk.text(0, Style::Plain, "nothing was imported, because a step or an answer could get lost");
        }
    }
    Exit::Unusable
}

fn read(file: &Path) -> Result<Vec<u8>, (String, &'static str)> {
    let mut bytes = Vec::new();
    let done = if file.as_os_str() == "-" {
        std::io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|it| it.take(MOST_BYTES + 1).read_to_end(&mut bytes))
    };
    match done {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err((format!("`{}`: there is no such file", file.display()), "look at the spelling of the path"))
        }
        Err(error) => Err((format!("`{}`: {error}", file.display()), "name a file that can be read")),
        Ok(_) if MOST_BYTES < bytes.len() as u64 => {
            Err((format!("`{}` has more than 64 MB", file.display()), "split it into several charts"))
        }
        Ok(_) => Ok(bytes),
    }
}

/// The id of the tree: as it was asked for, or as the file is called.
fn id_of(wanted: &Wanted) -> Result<Option<String>, String> {
    let stem = |path: &Path| path.file_stem().map(|it| it.to_string_lossy().into_owned());
    match (&wanted.id, &wanted.out) {
        (Some(id), _) if !Id::is_well_formed(id) => Err(format!("`{id}` cannot be the id of a tree")),
        (Some(id), _) => Ok(Some(id.clone())),
        (None, Some(out)) if !out.is_dir() => Ok(stem(out)),
        _ => Ok(stem(&wanted.file).as_deref().and_then(import::slug)),
    }
}

/// The file into which a tree is written.
fn target(out: &Path, id: &str) -> PathBuf {
    if out.is_dir() { out.join(format!("{id}.yaml")) } else { out.to_owned() }
}

fn write(imported: &Imported, outputs: &mut Outputs) {
    let mark = |mark: &'_ Mark| -> (usize, &'static str) {
        let kind = match mark.kind {
            Marked::Gap => "gap",
            Marked::Guess => "guess",
            Marked::Unsure => "unsure",
        };
        (mark.line, kind)
    };
    let marks = imported.marks.iter().map(|it| {
        let (line, kind) = mark(it);
        Wire { line, kind, words: &it.words }
    });
    let line = Line {
        format: 1,
        lang: imported.lang.as_str(),
        steps: imported.steps,
        yaml: &imported.yaml,
        marks: marks.collect(),
    };
    outputs.out.json(&line);
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Says what came of it and what is left to decide, with the lines of the tree.
fn tell(imported: &Imported, path: Option<&Path>, outputs: &mut Outputs) {
    let talk = &mut outputs.talk;
    let of = |kind: Marked| imported.marks.iter().filter(move |mark| mark.kind == kind);
    let where_to = path.map(|path| format!(" into `{}`", path.display())).unwrap_or_default();
    talk.text(0, Style::Strong, &format!("imported {}{where_to}", counted(imported.steps, "step", "steps")));
    for (kind, one, many, rest) in [
        (Marked::Gap, "gap", "gaps", "to fill; `lotse check` refuses the tree until then"),
        (Marked::Guess, "guess", "guesses", "to look at"),
    ] {
        let count = of(kind).count();
        if count != 0 {
            talk.gap();
            talk.text(0, Style::Plain, &format!("{} {rest}:", counted(count, one, many)));
            of(kind).for_each(|mark| talk.item(2, &format!("line {:>4}  ", mark.line), Style::Plain, &mark.words));
        }
    }
    let unsure = of(Marked::Unsure).count();
    if unsure != 0 {
        talk.gap();
        let subject = if unsure == 1 { "1 question has".to_owned() } else { format!("{unsure} questions have") };
        talk.text(
            0,
            Style::Plain,
            &format!("{subject} a way for people who are not sure that the chart does not show"),
        );
    }
    talk.gap();
    let shown = path.map_or_else(|| "FILE".to_owned(), |path| path.display().to_string());
    talk.text(0, Style::Plain, &format!("next: fill the gaps, then `lotse check {shown}`"));
}

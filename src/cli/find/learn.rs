//! `lotse find --learn`: what callers said whose case was solved in a tree that the search did not find.

use std::fmt::Write as _;

use super::{Args, Exit, Format, Outputs, list};
use crate::{
    base::{Id, Lang, clean_line},
    case::secret::{secrets, without},
    casebook::Casebook,
    cli::book,
    find::{Opening, Proposal},
    library::Shelf,
    screen::Style,
    store::{CaseState, Failed, Filter},
};

/// Proposes symptoms as lines of YAML; nothing is written anywhere.
pub(super) fn learn(args: &Args, shelf: &Shelf, tree: Option<&str>, outputs: &mut Outputs) -> Exit {
    let (listed, loaded) = list::known(shelf, outputs);
    if let Some(tree) = tree.filter(|tree| listed.iter().all(|it| it.id.as_str() != *tree)) {
        let problem = format!("there is no tree `{}`", clean_line(tree));
        return outputs.complain(&problem, "`lotse list` shows all trees");
    }
    let mut book = match book::book(args, outputs) {
        Ok(book) => book,
        Err(exit) => return exit,
    };
    let openings = match openings(&mut book) {
        Ok(openings) => openings,
        Err(failed) => return book::complain(&failed, outputs),
    };
    let known = |id: &Id| listed.iter().any(|it| it.id == *id);
    let openings: Vec<Opening> = openings.into_iter().filter(|it| known(&it.tree)).collect();
    let mut proposals = shelf.finder(&listed, &loaded).learn(&openings);
    proposals.retain(|it| tree.is_none_or(|tree| it.tree.as_str() == tree));
    match args.format {
        Format::Json => proposals.iter().for_each(|it| outputs.out.json(&line(it))),
        Format::Text => outputs.out.verbatim(&yaml(&proposals)),
    }
    outputs.out.flush();
    let told = match (openings.len(), proposals.len()) {
        (0, _) => "no case in the store began with the caller's words and ended as fixed".to_owned(),
        (cases, 0) => format!("{cases} cases looked at; the search knows everything that they said"),
        (cases, _) => format!("{cases} cases looked at; read each phrase before you add it, names and places too"),
    };
    outputs.talk.text(0, Style::Plain, &told);
    Exit::Good
}

/// Collects how the solved cases began.
fn openings(book: &mut Casebook) -> Result<Vec<Opening>, Failed> {
    let mut openings = Vec::new();
    let filter = Filter { states: vec![CaseState::Fixed], ..Filter::default() };
    for case in book.store().cases(&filter)? {
        if case.erased.is_some() {
            continue;
        }
        let turns = book.store().turns(&case.number, 0)?;
        // With two problems in a case, nobody knows which the words are about.
        if turns.iter().filter(|row| row.entry.kind == "started").count() != 1 {
            continue;
        }
        let own = turns.iter().find(|row| row.entry.kind == "own-words").and_then(|row| row.entry.words());
        if let Some(words) = own {
            openings.push(Opening {
                words: without(&words, &secrets(&words), "; "),
                lang: Lang::parse(&case.head.lang).unwrap_or(Lang::EN),
                tree: Id::new(&case.head.walked),
            });
        }
    }
    Ok(openings)
}

/// A proposal for programs.
#[derive(serde::Serialize)]
struct Line<'a> {
    format: u8,
    tree: &'a str,
    language: &'a str,
    phrase: &'a str,
    found_instead: Option<&'a str>,
}

fn line(it: &Proposal) -> Line<'_> {
    let found_instead = it.instead.as_ref().map(Id::as_str);
    Line { format: 1, tree: it.tree.as_str(), language: it.lang.as_str(), phrase: &it.phrase, found_instead }
}

/// Writes proposals as they may be copied under `symptoms`.
fn yaml(proposals: &[Proposal]) -> String {
    // Writing to a string cannot fail.
    let (mut text, mut _written) = (String::new(), Ok(()));
    let (mut tree, mut lang) = (None, None);
    for it in proposals {
        if tree.replace(&it.tree) != Some(&it.tree) {
            _written = writeln!(text, "# {}\nsymptoms:", it.tree);
            lang = None;
        }
        if lang.replace(it.lang) != Some(it.lang) {
            _written = writeln!(text, "  {}:", it.lang);
        }
        let why = match &it.instead {
            Some(instead) => format!("finds {instead}"),
            None => "not sure".to_owned(),
        };
        let phrase = serde_json::to_string(&*clean_line(&it.phrase)).unwrap_or_default();
        _written = writeln!(text, "    - {phrase}  # {why}");
    }
    text
}

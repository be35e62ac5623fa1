//! `lotse find`: which trees fit a description, why, and what callers said that the search should have known.

mod explain;
mod learn;

use serde::Serialize;

use super::{Args, Exit, Format, Outputs, language, list, words};
use crate::{
    base::Id,
    find::{Found, MOST_TITLES, Question},
    library::{FALLBACK, Listed, Shelf},
    repl::device_name,
    screen::Style,
    words::Words,
};

/// What is searched.
#[derive(Debug, clap::Args)]
pub(super) struct Wanted {
    /// What is wrong, in plain words.
    #[arg(required_unless_present = "learn", conflicts_with = "learn", value_name = "TEXT")]
    text: Vec<String>,
    /// Tells why: what became of each word, where it met, and what speaks for the second.
    #[arg(long)]
    explain: bool,
    /// Proposes symptoms from the cases in the store: what callers said whose case was solved in a tree that the search
    /// would not have found, or not surely. Writes nothing.
    #[arg(long, value_name = "TREE", num_args = 0..=1, conflicts_with = "explain")]
    #[expect(clippy::option_option, reason = "clap tells so whether the option has a value")]
    learn: Option<Option<String>>,
}

/// A tree that fits, for programs.
#[derive(Serialize)]
struct Line<'a> {
    format: u8,
    tree: &'a str,
    area: &'a str,
    title: &'a str,
    probability: f64,
    sure: bool,
}

/// What to ask when no tree is sure, for programs.
#[derive(Serialize)]
struct Ask<'a> {
    format: u8,
    question: &'a str,
    options: Vec<Offer>,
    fallback: Option<&'a str>,
}

/// One thing that may be chosen.
#[derive(Serialize)]
struct Offer {
    text: String,
    trees: Vec<String>,
}

/// Does what is wanted.
pub(super) fn find(args: &Args, shelf: &Shelf, wanted: &Wanted, outputs: &mut Outputs) -> Exit {
    match &wanted.learn {
        Some(tree) => learn::learn(args, shelf, tree.as_deref(), outputs),
        None => fitting(args, shelf, wanted, outputs),
    }
}

/// Finds the trees that fit a description, best first.
fn fitting(args: &Args, shelf: &Shelf, wanted: &Wanted, outputs: &mut Outputs) -> Exit {
    let text = wanted.text.join(" ");
    let (listed, loaded) = list::known(shelf, outputs);
    let finder = shelf.finder(&listed, &loaded);
    let words = words(args);
    if wanted.explain {
        return explain::explain(args, &finder, &listed, &text, outputs);
    }
    let found = finder.search(&text, language(args));
    if found.hits.is_empty() {
        outputs.talk.text(0, Style::Plain, &words.say("start-nothing"));
        if args.format == Format::Text {
            list::by_area(&mut outputs.talk, &listed, &words);
        }
        return Exit::Findings;
    }
    let title = |id: &Id| listed.iter().find(|it| it.id == *id).map(|it| it.title.get(words.lang()).to_owned());
    let shown: Vec<_> = found.hits.iter().take(MOST_TITLES).collect();
    let widest = shown.iter().map(|hit| hit.tree.as_str().len()).max().unwrap_or_default();
    for (at, hit) in shown.into_iter().enumerate() {
        let Some(it) = listed.iter().find(|it| it.id == hit.tree) else { continue };
        let title = it.title.get(words.lang());
        match args.format {
            Format::Json => outputs.out.json(&Line {
                format: 1,
                tree: it.id.as_str(),
                area: &it.area,
                title,
                probability: rounded(hit.probability),
                sure: at == 0 && found.is_sure,
            }),
            Format::Text => outputs.out.item(0, &format!("{:widest$}  ", it.id.as_str()), Style::Plain, title),
        }
    }
    if !found.is_sure {
        let question = finder.question(&found);
        let (asked, options) = asked(&question, &found, &words, &title);
        match args.format {
            Format::Json => {
                outputs.out.json(&Ask { format: 1, question: &asked, options, fallback: fallback(&listed) });
            }
            Format::Text => {
                outputs.out.flush();
                outputs.talk.text(0, Style::Plain, &asked);
                // Titles stand above already.
                if matches!(question, Question::Devices(_)) {
                    let named = |offer: &Offer| format!("{}: {}", offer.text, offer.trees.join(", "));
                    options.iter().for_each(|offer| outputs.talk.item(2, "- ", Style::Plain, &named(offer)));
                }
            }
        }
    }
    Exit::Good
}

/// Puts a question into words.
fn asked(
    question: &Question,
    found: &Found,
    words: &Words,
    title: &dyn Fn(&Id) -> Option<String>,
) -> (String, Vec<Offer>) {
    let ids = |trees: &[Id]| trees.iter().map(Id::to_string).collect();
    match question {
        Question::Titles(trees) => {
            let count = trees.len().min(found.hits.len());
            let offers = trees.iter().filter_map(|id| Some(Offer { text: title(id)?, trees: vec![id.to_string()] }));
            (words.tell("start-unsure", &[("count", count.into())]), offers.collect())
        }
        Question::Devices(groups) => {
            let offers = groups.iter().map(|(name, trees)| Offer { text: device_name(words, name), trees: ids(trees) });
            (words.say("start-which-device"), offers.collect())
        }
    }
}

fn fallback(listed: &[Listed]) -> Option<&str> {
    listed.iter().map(|it| it.id.as_str()).find(|id| *id == FALLBACK)
}

/// Rounds to three digits, so that the last ones tell nothing about the machine.
fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

//! `lotse document`: papers about kept cases, for people and for programs.

use std::path::PathBuf;

use super::{Args, Exit, Outputs, book, language, now, resume_case, save::save};
use crate::{
    base::{Id, Lang},
    case::{FaultReport, Frame, HandOver, Letter, Phrase, Subject},
    casebook::{Casebook, Opened},
    document::{Document, Form, Occasion, fault_report, hand_over, letter},
    engine::{Ended, Session, View},
    library::Shelf,
    screen::Style,
    store::{Filter, Moment},
    words::Words,
};

/// Which paper.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Kind {
    /// The hand-over of a case, as it stands now.
    HandOver {
        /// The number of the case.
        #[arg(value_name = "NUMBER")]
        case: String,
        /// The person agreed: what is private goes along.
        #[arg(long)]
        private: bool,
        #[command(flatten)]
        shape: Shape,
    },
    /// The letter to the customer of a case that was fixed.
    Letter {
        /// The number of the case.
        #[arg(value_name = "NUMBER")]
        case: String,
        #[command(flatten)]
        shape: Shape,
    },
    /// The fault report for whoever made a product, from all cases in which it was named; personal data removed.
    FaultReport {
        /// The product, as people named it in a detail of the case, such as its model.
        product: String,
        /// Takes these cases instead. May be repeated.
        #[arg(long = "of", value_name = "NUMBER")]
        cases: Vec<String>,
        /// The details that hold what the product itself said. May be repeated.
        #[arg(long, value_name = "FACT", default_value = "error_text")]
        quote: Vec<String>,
        #[command(flatten)]
        shape: Shape,
    },
}

/// How a paper is written, and where to.
#[derive(Debug, clap::Args)]
pub(super) struct Shape {
    /// The form: text, markdown, html or json.
    #[arg(long, value_name = "FORM", default_value = "text", value_parser = form)]
    form: Form,
    /// Writes one language only, the one of `--lang` or of the system; otherwise both, that one first.
    #[arg(long)]
    one_language: bool,
    /// Writes into a file.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Writes over a file that is there.
    #[arg(long, requires = "out")]
    force: bool,
}

fn form(text: &str) -> Result<Form, String> {
    Form::parse(text).ok_or_else(|| "the forms are: text, markdown, html, json".to_owned())
}

/// Writes a paper.
pub(super) fn document(args: &Args, shelf: &Shelf, kind: &Kind, outputs: &mut Outputs) -> Exit {
    let written = match kind {
        Kind::HandOver { case, private, shape } => {
            opened(args, shelf, case, outputs).map(|it| (handed_over(&it, *private, &languages(args, shape)), shape))
        }
        Kind::Letter { case, shape } => opened(args, shelf, case, outputs).and_then(|opened| {
            let written = letter_of(&opened, &languages(args, shape));
            let help = "`lotse document hand-over` tells how it stands";
            written.map(|it| (it, shape)).ok_or_else(|| outputs.complain("this case was not fixed", help))
        }),
        Kind::FaultReport { product, cases, quote, shape } => {
            let quoted: Vec<Id> = quote.iter().map(|name| Id::new(name)).collect();
            let wanted = Wanted { product, cases, quoted: &quoted };
            report(args, shelf, &wanted, &languages(args, shape), outputs).map(|it| (it, shape))
        }
    };
    match written {
        Ok((document, shape)) => put(&document, shape, outputs),
        Err(exit) => exit,
    }
}

fn put(document: &Document, shape: &Shape, outputs: &mut Outputs) -> Exit {
    let text = document.write(shape.form);
    match &shape.out {
        None => outputs.out.verbatim(&text),
        Some(path) => {
            if let Err(unsaved) = save(path, &text, shape.force) {
                return outputs.complain(&unsaved.to_string(), unsaved.help());
            }
        }
    }
    Exit::Good
}

fn languages(args: &Args, shape: &Shape) -> Vec<Words> {
    let own = language(args).base();
    let others = [Lang::EN, Lang::DE].into_iter().filter(|lang| *lang != own && !shape.one_language);
    std::iter::once(own).chain(others).map(Words::new).collect()
}

fn opened(args: &Args, shelf: &Shelf, typed: &str, outputs: &mut Outputs) -> Result<Opened, Exit> {
    let mut book = book::book(args, outputs)?;
    let case = book.find(typed).map_err(|unfound| resume_case::complain(&unfound, outputs))?;
    book.open(&case.number, shelf).map_err(|it| outputs.complain(&it.to_string(), it.help()))
}

fn frame(opened: &Opened) -> Frame<'_> {
    Frame { number: &opened.case.number, own_words: opened.own_words.as_deref() }
}

fn zoned(at: Moment) -> jiff::Zoned {
    let time = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    time.to_zoned(now().time_zone().clone())
}

fn handed_over(opened: &Opened, private: bool, words: &[Words]) -> Document {
    let session = opened.session();
    let view = session.view();
    let written = words.iter().map(|words| {
        let phrase = Phrase { library: session.library().library(), words };
        let written = match &view {
            View::Ended(ended) => HandOver::at_end(phrase, frame(opened), session.state(), ended),
            _ => HandOver::of(phrase, frame(opened), session.state()),
        };
        (words, if private { written } else { written.without_private(words) })
    });
    let head = &opened.case.head;
    let occasion = Occasion {
        begun: Some(zoned(opened.case.began)),
        handed_over: head.ended.as_ref().map_or_else(now, |ended| zoned(ended.at)),
        agent: head.agent.clone(),
        channel: Some(head.channel.clone()),
    };
    hand_over(&written.collect::<Vec<_>>(), &occasion)
}

fn letter_of(opened: &Opened, words: &[Words]) -> Option<Document> {
    let session = opened.session();
    let View::Ended(ended) = session.view() else { return None };
    let library = session.library().library();
    let of = |words| Letter::of(Phrase { library, words }, frame(opened), session.state(), &ended);
    let written: Option<Vec<_>> = words.iter().map(|words| Some((words, of(words)?))).collect();
    written.map(|written| letter(&written))
}

/// What a fault report is about.
struct Wanted<'a> {
    product: &'a str,
    cases: &'a [String],
    quoted: &'a [Id],
}

fn report(
    args: &Args,
    shelf: &Shelf,
    wanted: &Wanted<'_>,
    words: &[Words],
    outputs: &mut Outputs,
) -> Result<Document, Exit> {
    let mut book = book::book(args, outputs)?;
    let opened = all_opened(shelf, wanted, &mut book, outputs)?;
    let sessions: Vec<(Session<'_>, &Opened)> = opened.iter().map(|opened| (opened.session(), opened)).collect();
    let views: Vec<(View<'_>, &Session<'_>, &Opened)> =
        sessions.iter().map(|(session, opened)| (session.view(), session, *opened)).collect();
    let subjects = views.iter().map(|(view, session, opened)| Subject {
        library: session.library().library(),
        state: session.state(),
        ended: match view {
            View::Ended(ended @ (Ended::Fixed { .. } | Ended::Escalated { .. })) => Some(ended),
            _ => None,
        },
        day: zoned(opened.case.began).date(),
    });
    // Whoever names cases has chosen them.
    let subjects: Vec<Subject<'_>> =
        subjects.filter(|it| !wanted.cases.is_empty() || it.mentions(wanted.product)).collect();
    let of = |words| FaultReport::of(words, wanted.product, wanted.quoted, &subjects);
    Ok(fault_report(&words.iter().map(|words| (words, of(words))).collect::<Vec<_>>()))
}

/// Opens the cases that may belong to a report; one that cannot be read is named and left out.
fn all_opened(
    shelf: &Shelf,
    wanted: &Wanted<'_>,
    book: &mut Casebook,
    outputs: &mut Outputs,
) -> Result<Vec<Opened>, Exit> {
    let cases = if wanted.cases.is_empty() {
        // The search looks into what people typed, so that not every case of the store is replayed.
        let filter = Filter { text: Some(wanted.product.to_owned()), ..Filter::default() };
        book.list(&filter).map_err(|failed| book::complain(&failed, outputs))?
    } else {
        let found = wanted.cases.iter().map(|typed| book.find(typed));
        found.collect::<Result<Vec<_>, _>>().map_err(|unfound| resume_case::complain(&unfound, outputs))?
    };
    let mut opened = Vec::with_capacity(cases.len());
    for case in cases {
        match book.open(&case.number, shelf) {
            Ok(it) => opened.push(it),
            Err(unopened) => {
                let text = format!("left out: {unopened}");
                outputs.talk.text(0, Style::Plain, &text);
            }
        }
    }
    Ok(opened)
}

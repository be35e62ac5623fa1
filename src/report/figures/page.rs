//! Figures as one page of HTML: plots, the trees with their figures, and all tables. No scripts, no network.

use std::fmt::Write as _;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Absent, Figures, Never, Sheet, plot, share, sheet, time};
use crate::{
    base::clean_line,
    case::{Phrase, Topic},
};

/// How the page looks.
const STYLE: &str = include_str!("style.css");

/// What the page may do: nothing but be read; pictures stand in it.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// A tree drawn with its figures.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// What the tree is called.
    pub title: String,
    /// As SVG in layers for a desk, and in one column for a phone; nothing if it is too large.
    pub pictures: Option<(String, String)>,
}

/// Writes the page. `scope` says which cases were counted.
pub fn page(phrase: Phrase<'_>, figures: &Figures, never: &Never, scope: &str, drawn: &[Drawn]) -> String {
    let words = phrase.words;
    let count = usize::try_from(figures.whole().cases).unwrap_or(usize::MAX);
    let title = words.tell("stats-heading", &[("count", count.into())]);
    let markup = html! {
        (DOCTYPE)
        html lang=(words.lang()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    header {
                        h1 { (title) }
                        p.scope { (clean_line(scope)) }
                        (summary(phrase, figures))
                    }
                    (plot::outcomes(phrase, figures))
                    (plot::lengths(phrase, figures))
                    (plot::trouble(phrase, figures))
                    (pictures(phrase, drawn))
                    (missing(phrase, "stats-never-causes", &never.causes))
                    (missing(phrase, "stats-never-steps", &never.steps))
                    (tables(phrase, figures))
                    footer { p { (words.say("stats-made")) } }
                }
            }
        }
    };
    markup.into_string() + "\n"
}

/// The figures of all cases.
fn summary(phrase: Phrase<'_>, figures: &Figures) -> Markup {
    let words = phrase.words;
    let whole = figures.whole();
    let finished = whole.finished();
    let told = [
        ("solved", share(words, whole.solved, finished)),
        ("escalated", share(words, whole.escalated, finished)),
        ("abandoned", share(words, whole.abandoned, finished)),
        ("running", whole.running.to_string()),
        ("came-back", share(words, whole.came_back, whole.cases)),
        ("median", time(whole.median)),
        ("ninetieth", time(whole.ninetieth)),
    ];
    let idle = (figures.sample.idle / super::DAY).to_string();
    html! {
        dl.summary {
            @for (name, figure) in &told {
                div { dt { (words.say(&format!("stats-{name}")).replace('|', "")) } dd { (figure) } }
            }
        }
        p.note { (words.tell("stats-told", &[("idle", (&idle).into())])) }
    }
}

/// The trees with their figures. As images, they cannot disturb each other or the page.
fn pictures(phrase: Phrase<'_>, drawn: &[Drawn]) -> Markup {
    let words = phrase.words;
    html! {
        @if !drawn.is_empty() {
            section {
                h2 { (words.say("stats-picture")) }
                p.note { (words.say("stats-picture-title")) }
                @for tree in drawn {
                    figure {
                        figcaption { (clean_line(&tree.title)) }
                        @match &tree.pictures {
                            Some((layers, column)) => {
                                div.picture.layers tabindex="0" { img alt=(clean_line(&tree.title)) src=(address(layers)); }
                                div.picture.column { img alt=(clean_line(&tree.title)) src=(address(column)); }
                            }
                            None => p.note { (words.say("stats-too-large")) },
                        }
                    }
                }
            }
        }
    }
}

/// Writes a picture as an address that holds it.
fn address(svg: &str) -> String {
    let mut address = String::with_capacity(svg.len() * 5 / 4);
    address.push_str("data:image/svg+xml;charset=utf-8,");
    for byte in svg.bytes() {
        match byte {
            b'%' | b'#' | b'"' | b'<' | b'>' | b'&' | b'\'' | 0..=0x1f | 0x7f..=0xff => {
                // Writing to a string cannot fail.
                let _written = write!(address, "%{byte:02X}");
            }
            _ => address.push(char::from(byte)),
        }
    }
    address
}

/// What never occurs.
fn missing(phrase: Phrase<'_>, title: &str, found: &[Absent]) -> Markup {
    html! {
        @if !found.is_empty() {
            section {
                h2 { (phrase.words.say(title)) }
                dl.missing {
                    @for Absent { tree, cases, ids } in found {
                        @let count = usize::try_from(*cases).unwrap_or(usize::MAX);
                        dt {
                            (plot::tree_title(phrase, tree)) " "
                            span.id {
                                (clean_line(tree)) " · "
                                (phrase.words.tell("stats-picture-step", &[("count", count.into())]))
                            }
                        }
                        dd { (clean_line(&ids.join(", "))) }
                    }
                }
            }
        }
    }
}

fn tables(phrase: Phrase<'_>, figures: &Figures) -> Markup {
    let words = phrase.words;
    let topics = Topic::ALL.into_iter().filter(|topic| *topic != Topic::Whole && !figures.of(*topic).is_empty());
    let within = (figures.sample.within / super::DAY).to_string();
    let note = |topic| match topic {
        Topic::Step => Some(words.say("stats-told-steps")),
        Topic::Answer => Some(words.say("stats-told-answers")),
        Topic::Cause => Some(words.say("stats-told-causes")),
        Topic::Ending => Some(words.tell("stats-told-endings", &[("within", (&within).into())])),
        _ => None,
    };
    html! {
        section {
            h2 { (words.say("stats-tables")) }
            @for topic in topics {
                (table(&sheet(words, topic, figures.of(topic), 0), note(topic)))
            }
        }
    }
}

fn table(sheet: &Sheet, note: Option<String>) -> Markup {
    html! {
        h3 { (sheet.title) }
        @if let Some(note) = note { p.note { (note) } }
        div.table tabindex="0" role="group" aria-label=(sheet.title) {
            table {
                thead { tr { @for head in sheet.whole_heads() { th scope="col" { (head) } } } }
                tbody {
                    @for row in &sheet.rows {
                        @let is_heading = row.iter().skip(1).all(String::is_empty);
                        @if is_heading {
                            tr.tree { th colspan=(sheet.heads.len()) { (clean_line(row.first().map_or("", String::as_str))) } }
                        } @else {
                            tr {
                                @for (at, cell) in row.iter().enumerate() {
                                    @if at == 0 { th scope="row" { (clean_line(cell).trim()) } }
                                    @else { td { (clean_line(cell)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

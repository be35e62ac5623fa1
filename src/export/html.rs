//! The manual as one page of HTML that works without scripts, without a network, and on paper.
//!
//! Every entry is a section with an id; an answer is a link to the next one. The style sheet shows only the section
//! that the address names, so the browser itself is the engine, and its back button goes back. Where a browser is
//! too old for that, all sections are shown, and the links still lead where they should. In print all are shown.

mod front;
mod sections;

use std::fmt::Write as _;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::manual::{Entry, Manual, Pages, Shown};
use crate::{base::Lang, words::Words};

/// How the page looks.
const STYLE: &str = include_str!("html/style.css");

/// What the page may do: nothing but be read.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Writes a manual in these languages; the first is shown first.
pub fn html(manual: &Manual<'_>, langs: &[Lang]) -> String {
    let words: Vec<Words> = langs.iter().map(|lang| Words::new(*lang)).collect();
    let langs: Vec<Lang> = words.iter().map(Words::lang).collect();
    let books: Vec<Book<'_>> =
        words.iter().map(|words| Book { pages: Pages::new(manual, words), langs: &langs }).collect();
    document(&books).into_string() + "\n"
}

/// The manual in one language.
struct Book<'a> {
    pages: Pages<'a>,
    /// All languages of the page.
    langs: &'a [Lang],
}

impl Book<'_> {
    fn say(&self, id: &str) -> String {
        self.pages.words().say(id)
    }

    /// The id of an entry in a language.
    fn id(lang: Lang, entry: &Entry<'_>) -> String {
        let part = if entry.id.starts_with('~') { "" } else { "-" };
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.:+~".contains(c);
        let mut id = format!("{lang}{part}");
        for c in entry.id.chars() {
            match c {
                c if plain(c) => id.push(c),
                // The name of a file may be anything.
                c => {
                    let _infallible = write!(id, "_{:x}", u32::from(c));
                }
            }
        }
        id
    }

    /// Where a link to an entry leads: first to its warnings, if they must be read.
    fn goal(&self, to: usize) -> String {
        let Some(entry) = self.pages.manual.entries().get(to) else { return "#".to_owned() };
        let warned = if self.must_be_read(entry) { "~warn" } else { "" };
        format!("#{}{warned}", Self::id(self.pages.lang(), entry))
    }

    fn must_be_read(&self, entry: &Entry<'_>) -> bool {
        let Shown::Step(step) = &entry.shown else { return false };
        self.pages.warnings(step).iter().any(|hazard| hazard.level.must_be_acknowledged())
    }

    /// Links to the same place in the other languages.
    fn languages(&self, name: impl Fn(Lang) -> String) -> Markup {
        let others: Vec<Lang> = self.langs.iter().copied().filter(|lang| *lang != self.pages.lang()).collect();
        html! {
            @if !others.is_empty() {
                nav.languages aria-label=(self.say("manual-languages")) {
                    @for lang in others {
                        a href=(format!("#{}", name(lang))) lang=(lang) hreflang=(lang) {
                            (Words::new(lang).say("manual-language"))
                        }
                    }
                }
            }
        }
    }
}

fn document(books: &[Book<'_>]) -> Markup {
    let first = books.first();
    let lang = first.map_or(Lang::EN, |book| book.pages.lang());
    html! {
        (DOCTYPE)
        html lang=(lang) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (first.map(|book| book.pages.title()).unwrap_or_default()) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    @for book in books { (book.markup()) }
                }
            }
        }
    }
}

//! Hostile texts: a page and a sheet show them and obey nothing.

use std::collections::BTreeSet;

use lotse::{
    base::{Lang, is_deceptive},
    check::seal,
    export::{Manual, Options, Reader, html, markdown},
};

use super::{manual, page::Page};
use crate::support::{read_all, sealed};

/// Puts a text into every place of a small tree.
fn tree_of(text: &str) -> String {
    let text = serde_json::to_string(text).unwrap();
    format!(
        "format: 1\ntitle: {text}\nsymptoms: {{en: [{text}]}}\ncauses: {{dust: {{name: {text}}}}}\nstart: a\nsteps:\n  \
         a: {{ask: {text}, look: {text}, why: {text}, say: {text}, note: {text}, warn: [w], answers: {{x: {{text: \
         {text}, next: b}}, unsure: {{help: {text}, next: c}}}}}}\n  b: {{do: {text}, expect: {text}, cause: dust, \
         else: c}}\n  c: {{escalate: desk, because: {text}, collect: [f]}}\n"
    )
}

fn words_of(text: &str) -> String {
    let text = serde_json::to_string(text).unwrap();
    format!(
        "format: 1\nroles: {{desk: {{name: {text}}}}}\nhuman: {{role: desk, collect: [f]}}\nfacts: {{f: {{name: {text}, \
         look: {text}, input: {{kind: text}}}}}}\nwarnings: {{w: {{level: danger, hazard: {text}, consequence: {text}, \
         avoid: {text}}}}}\nterms: {{t: {{term: mouse, means: {text}}}}}\n"
    )
}

/// Texts that a page or a sheet might obey.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title></style></section><script src=//evil.example></script>",
    "<!-- a --> ]]> <![CDATA[ <svg/onload=alert(1)>",
    "&lt;b&gt; &amp; &#60;script&#62; &copy;",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example>",
    "# heading | cell | `code` **bold** _it_ ~~no~~ $x$",
    "1. one",
    "- item",
    "> quote",
    "---",
    "===",
    "{{ 7*7 }} ${x} {% x %}",
    "javascript:alert(1)",
];

#[test]
fn nothing_that_a_text_says_is_obeyed() {
    for hostile in HOSTILE {
        // Every text uses a term of the glossary.
        let hostile = &format!("{hostile} mouse");
        let library = &sealed(&[("t.yaml", &tree_of(hostile)), ("words.yaml", &words_of(hostile))]);
        for reader in [Reader::Customer, Reader::Agent] {
            let manual = manual(library, "t", Options { reader, continued: true });
            let text = html(&manual, &[Lang::EN]);
            let page = Page::read(&text);
            assert_eq!(page.place("en-a").heading, format!("1. {hostile}"));
            assert!(page.place("en-b").text.contains(hostile), "{hostile}");
            assert!(!text.contains("<script"), "{hostile}");
            let sheet = markdown(&manual, &[Lang::EN]);
            let shown = shown_markdown(&sheet);
            let said = plain(&shown).matches(&plain(hostile)).count();
            assert_eq!(said, harmless(reader), "{hostile}\n{sheet}\n{shown}");
        }
    }
}

/// How often the sheet of the small tree says a text in which there is nothing to obey.
fn harmless(reader: Reader) -> usize {
    let library = sealed(&[("t.yaml", &tree_of("a mouse")), ("words.yaml", &words_of("a mouse"))]);
    let sheet = markdown(&manual(&library, "t", Options { reader, continued: true }), &[Lang::EN]);
    sheet.matches("a mouse").count()
}

/// A text as it reads once blanks do not count.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a reader of Markdown shows; fails if it obeys anything but our own headings, lists, tables and emphasis.
fn shown_markdown(sheet: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let mut shown = String::new();
    let mut headings = BTreeSet::new();
    for event in Parser::new_ext(sheet, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Text(text) => shown.push_str(&text),
            Event::Start(Tag::Heading { level, .. }) => {
                headings.insert(level as usize);
                shown.push('\n');
            }
            Event::Start(
                Tag::Paragraph
                | Tag::BlockQuote(_)
                | Tag::List(_)
                | Tag::Item
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell,
            )
            | Event::SoftBreak => shown.push('\n'),
            Event::Start(Tag::Emphasis | Tag::Strong) | Event::End(_) => {}
            other => panic!("{other:?} is obeyed in:\n{sheet}"),
        }
    }
    shown
}

/// Texts with what a terminal or a reader's eye obeys are not read at all; what is read comes out clean.
#[test]
fn nothing_hidden_comes_out() {
    let mut written = 0;
    for line in include_str!("../hostile/terminal-escapes.jsonl").lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let Some(payload) = case["payload"].as_str() else { continue };
        let files = [("t.yaml", tree_of(payload)), ("words.yaml", words_of(payload))];
        let (library, findings, _) = read_all(&files.map(|(name, text)| (name.to_owned(), text)));
        let (library, _) = seal(library, &findings);
        let library = library.library();
        let Some(ix) = library.find("t") else { continue };
        let manual = Manual::new(library, ix, Options::default()).unwrap().unwrap();
        for text in [html(&manual, &[Lang::EN]), markdown(&manual, &[Lang::EN])] {
            let hidden = text.chars().find(|c| (c.is_control() && *c != '\n') || is_deceptive(*c));
            assert_eq!(hidden, None, "{line}");
        }
        written += 1;
    }
    assert!(written > 0, "some are read, and cleaned");
}

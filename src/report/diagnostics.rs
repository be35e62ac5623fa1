//! Findings as pictures of the source for people, and as JSON for programs.

mod excerpt;
mod wire;

use std::{borrow::Cow, collections::BTreeSet};

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level as Mark, Origin, Renderer, Snippet};

use textwrap::{Options, WordSplitter};

use crate::base::{Diagnostic, Level, Place, Sources, clean_line};
use excerpt::{Excerpts, Shown};

pub use wire::{json_array, json_lines};

/// How findings are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Whether colours are used.
    pub color: bool,
    /// Whether lines and arrows may be drawn with more than ASCII.
    pub unicode: bool,
    /// How many columns there are.
    pub width: usize,
}

impl Default for Look {
    fn default() -> Self {
        Self { color: false, unicode: true, width: 100 }
    }
}

/// Draws every finding with its lines of the source, in the given order; an empty line stands between two.
pub fn pictures(sources: &Sources, findings: &[Diagnostic], look: Look) -> String {
    let renderer = if look.color { Renderer::styled() } else { Renderer::plain() };
    let style = if look.unicode {
        annotate_snippets::renderer::DecorStyle::Unicode
    } else {
        annotate_snippets::renderer::DecorStyle::Ascii
    };
    let renderer = renderer.term_width(look.width.max(40)).decor_style(style);
    let mut artist = Artist { excerpts: Excerpts::new(sources), look };
    let mut out = String::new();
    for finding in findings {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&renderer.render(&artist.groups(finding)));
        out.push('\n');
    }
    out
}

/// Counts findings by level and files: `2 errors, 1 warning in 3 files`.
pub fn summary(findings: &[Diagnostic]) -> String {
    let count = |level: Level| findings.iter().filter(|finding| finding.level() == level).count();
    let levels = [Level::Error, Level::Warning, Level::Hint].map(|level| (count(level), level.as_str()));
    let counted: Vec<String> =
        levels.iter().filter(|(count, _)| *count != 0).map(|(count, word)| number(*count, word)).collect();
    if counted.is_empty() {
        return "nothing found".to_owned();
    }
    let files: BTreeSet<_> = findings.iter().map(|finding| finding.place.source).collect();
    format!("{} in {}", counted.join(", "), number(files.len(), "file"))
}

fn number(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// Turns findings into what the renderer draws.
struct Artist<'s> {
    excerpts: Excerpts<'s>,
    look: Look,
}

impl Artist<'_> {
    fn groups(&mut self, finding: &Diagnostic) -> Vec<Group<'static>> {
        let mark = match finding.level() {
            Level::Error => Mark::ERROR,
            Level::Warning => Mark::WARNING,
            Level::Hint => Mark::INFO.with_name("hint"),
        };
        let title = mark.primary_title(self.words(&finding.message)).id(finding.code.id);
        let mut first = Group::with_title(title).elements(self.picture(finding.place, &finding.label));
        let (mut others, mut placed) = (Vec::new(), Vec::new());
        for note in &finding.notes {
            match note.place {
                Some(place) => placed.push((place, &note.words)),
                None => others.push(Mark::NOTE.message(self.words(&note.words))),
            }
        }
        others.extend(finding.help.iter().map(|help| Mark::HELP.message(self.words(help))));
        first = first.elements(others);
        let mut groups = vec![first];
        for (place, words) in placed {
            let title = Mark::NOTE.secondary_title(self.words(words));
            groups.push(Group::with_title(title).elements(self.picture(place, "")));
        }
        groups
    }

    /// The line of a place under its address.
    fn picture(&mut self, place: Place, label: &str) -> Vec<Element<'static>> {
        let Some(Shown { name, position, line, marked, is_piece }) = self.excerpts.show(place) else {
            return Vec::new();
        };
        let mut annotation: Annotation<'static> = AnnotationKind::Primary.span(marked);
        if !label.is_empty() {
            annotation = annotation.label(self.words(label).into_owned());
        }
        let snippet = Snippet::source(line).line_start(position.line).annotation(annotation);
        if is_piece {
            // Of a long line only a piece is shown; the true column stands above it.
            let origin = Origin::path(name).line(position.line).char_column(position.column);
            vec![Element::Origin(origin), Element::Cause(snippet)]
        } else {
            vec![Element::Cause(snippet.path(name))]
        }
    }

    /// Words without anything that a terminal obeys, wrapped, and without arrows where those cannot be shown.
    fn words(&self, words: &str) -> Cow<'static, str> {
        let clean = clean_line(words);
        let shown = if self.look.unicode { clean } else { ascii(&clean).into() };
        let width = self.look.width.saturating_sub(14).max(30);
        // An id such as `service-operator` stays in one piece: it is there to be copied.
        textwrap::fill(&shown, Options::new(width).word_splitter(WordSplitter::NoHyphenation)).into()
    }
}

/// Replaces the few signs that lotse itself writes.
fn ascii(words: &str) -> String {
    words.replace('→', "->").replace('…', "...")
}

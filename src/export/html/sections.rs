//! One entry of the manual as a section of the page, with its warnings before it.

use maud::{Markup, html};

use super::Book;
use crate::{
    export::{
        describe,
        manual::{Answer, Entry, Hazard, Page, PageKind, Section, Shown},
    },
    tree::Severity,
};

/// How a kind of entry is called in the style sheet.
fn class(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Question => "step question",
        PageKind::Instruction => "step instruction",
        PageKind::Recall => "step recall",
        PageKind::Passage => "step passage",
        PageKind::Fixed => "step fixed",
        PageKind::HandOver => "step hand-over",
        PageKind::Elsewhere => "step elsewhere",
    }
}

impl Book<'_> {
    /// The beginning of a part, or of a further tree; seen where all steps are.
    pub(super) fn section_title(&self, section: &Section) -> Markup {
        let title = self.pages.section(section);
        html! {
            @if let Some(title) = title {
                @if section.is_part { p.part { (title) } } @else { h2.chapter { (title) } }
            }
        }
    }

    /// An entry, and before it the page of the warnings that must be read.
    pub(super) fn entry(&self, ix: usize, entry: &Entry<'_>, page: &Page) -> Markup {
        let lang = self.pages.lang();
        let id = Self::id(lang, entry);
        let is_start = if ix == 0 { " start" } else { "" };
        let must_be_read = self.must_be_read(entry);
        let is_person = matches!(entry.shown, Shown::Person);
        html! {
            @if must_be_read {
                section class={ "warn" (is_start) } id={ (id) "~warn" } {
                    (self.languages(|lang| Self::id(lang, entry) + "~warn"))
                    (self.progress(entry))
                    @for hazard in &page.warnings { (self.hazard(hazard, None)) }
                    ul.answers { li { a href={ "#" (id) } { (self.pages.has_read()) } } }
                }
            }
            section class={ (class(page.kind)) @if !must_be_read { (is_start) } @if entry.number.is_none() { " uncounted" } @if is_person { " whom" } } id=(id) {
                (self.languages(|lang| Self::id(lang, entry)))
                (self.progress(entry))
                h2 {
                    @if let Some(number) = entry.number { span.number { (number) ". " } }
                    (page.heading)
                }
                (self.content(page))
                (self.answers(page))
                (self.terms(page))
                @if let Some(from) = self.pages.came_from(ix) { p.origins { (from) } }
            }
        }
    }

    /// How far it still is at most, in words and as a bar.
    fn progress(&self, entry: &Entry<'_>) -> Markup {
        let whole = self.pages.manual.entries().first().map_or(0, |first| first.left) + 1;
        let done = whole.saturating_sub(entry.left);
        html! {
            // The way to a person begins anywhere.
            @if !matches!(entry.shown, Shown::Person) {
                div.progress {
                    progress max=(whole) value=(done) aria-label=(self.say("manual-progress")) {}
                    p { (self.pages.left(entry)) }
                }
            }
        }
    }

    fn content(&self, page: &Page) -> Markup {
        html! {
            @for hazard in &page.warnings { (self.hazard(hazard, None)) }
            @if let Some(say) = &page.say { p.say { b { (self.say("agent-say")) } " " (say) } }
            @if let Some(note) = &page.note { p.note { b { (self.say("agent-note")) } " " (note) } }
            @if !page.terms_of_doing.is_empty() {
                ul.terms-of-doing { @for term in &page.terms_of_doing { li { (term) } } }
            }
            @if let [action] = page.actions.as_slice() {
                p.action { (action) }
            } @else if !page.actions.is_empty() {
                ol.actions { @for action in &page.actions { li { (action) } } }
            }
            @if let Some(look) = &page.look { p.look { (look) } }
            @if let Some(expect) = &page.expect { p.expect { (self.pages.tell("step-expect", "what", expect)) } }
            @for remark in &page.remarks { p { (remark) } }
            @if !page.ready.is_empty() {
                p.ready { (self.say("manual-ready")) }
                dl.ready {
                    @for detail in &page.ready {
                        dt { (detail.name) }
                        @if let Some(look) = &detail.look { dd { (look) } }
                    }
                }
            }
            @if let Some(why) = &page.why { p.why { (self.pages.tell("manual-why", "why", why)) } }
            @if let Some(ask) = &page.ask { h3 { (ask) } }
            @for hint in &page.hints { p.hint { (hint) } }
            @if !page.recalled_at.is_empty() {
                p.hint.screen { (self.say("manual-remember-screen")) }
                p.hint.paper { (self.pages.remember(page)) }
            }
        }
    }

    fn answers(&self, page: &Page) -> Markup {
        html! {
            @if !page.answers.is_empty() {
                ul.answers { @for answer in &page.answers { (self.answer(answer)) } }
            }
        }
    }

    fn answer(&self, answer: &Answer) -> Markup {
        let goal = self.pages.goal(answer);
        let link = |label: &str| {
            html! { a href=(self.goal(answer.to)) { (label) span.goal { " → " (goal) } } }
        };
        html! {
            @match &answer.help {
                Some(help) => {
                    li.help {
                        details {
                            summary { (answer.label) }
                            p { (help) }
                            (link(&self.say("manual-still-unsure")))
                        }
                        p.paper { (answer.label) ": " (help) " " (self.say("manual-still-unsure")) " → " (goal) }
                    }
                }
                None => li { (link(&answer.label)) }
            }
        }
    }

    /// The terms that the page uses, explained when one wants to know.
    fn terms(&self, page: &Page) -> Markup {
        let terms = self.pages.terms(page.terms.clone());
        html! {
            @if !terms.is_empty() {
                details.words {
                    summary { (self.say("manual-words-here")) " " (terms.iter().map(|(term, _)| term.as_str()).collect::<Vec<_>>().join(" · ")) }
                    dl { @for (term, means) in &terms { dt { (term) } dd { (means) } } }
                }
            }
        }
    }

    /// A warning; in the overview with the numbers of the steps that it precedes.
    pub(super) fn hazard(&self, hazard: &Hazard, before: Option<&[usize]>) -> Markup {
        let sign = match hazard.level {
            Severity::Danger | Severity::Warning => "⚠",
            Severity::Caution => "!",
            Severity::Notice => "i",
        };
        html! {
            aside class={ "hazard " (describe::severity(hazard.level)) } role="note" {
                p.what {
                    span.sign aria-hidden="true" { (sign) } " "
                    b { (hazard.word) ":" } " " (hazard.what)
                }
                p { (self.pages.tell("warning-consequence", "what", &hazard.consequence)) }
                p.avoid { (self.pages.tell("warning-avoid", "what", &hazard.avoid)) }
                @if let Some(numbers) = before {
                    p.muted { (self.pages.before(numbers)) }
                }
            }
        }
    }
}

//! What stands around the steps of a page: the title, the overview for paper, the glossary, the way to a person.

use maud::{Markup, html};

use super::Book;
use crate::export::manual::{Shown, numbers};

impl Book<'_> {
    /// The whole manual in one language.
    pub(super) fn markup(&self) -> Markup {
        let manual = self.pages.manual;
        let lang = self.pages.lang();
        let mut used = Vec::new();
        let mut seen = vec![false; manual.sections().len()];
        let sections = manual.entries().iter().enumerate().map(|(ix, entry)| {
            let is_first = seen.get_mut(entry.section).is_some_and(|seen| !std::mem::replace(seen, true));
            let page = self.pages.page(ix);
            used.extend(page.terms.iter().copied());
            let begins = manual.sections().get(entry.section).filter(|_| is_first && 0 < ix);
            html! {
                @if let Some(section) = begins { (self.section_title(section)) }
                (self.entry(ix, entry, &page))
            }
        });
        let sections: Vec<Markup> = sections.collect();
        html! {
            div.book lang=(lang) {
                header.title { h1 { (self.pages.title()) } }
                (self.front())
                @for section in &sections { (section) }
                (self.glossary(used))
                (self.foot())
            }
        }
    }

    /// The overview: only in the view of the whole guide, and in print.
    fn front(&self) -> Markup {
        let lang = self.pages.lang();
        let symptoms = self.pages.manual.symptoms(lang);
        html! {
            section.front id={ (lang) "~all" } {
                (self.languages(|lang| format!("{lang}~all")))
                p { (self.say("manual-how-paper")) }
                p.muted { (self.pages.size()) }
                @if !symptoms.is_empty() {
                    h2 { (self.say("manual-symptoms")) }
                    ul.symptoms { @for symptom in &symptoms { li { (symptom) } } }
                }
                (self.causes())
                (self.warnings())
            }
        }
    }

    fn causes(&self) -> Markup {
        let causes = self.pages.causes();
        html! {
            @if !causes.is_empty() {
                h2 { (self.say("manual-causes")) }
                table {
                    thead {
                        tr {
                            @for id in ["manual-cause", "manual-how-common", "manual-found-at"] {
                                th scope="col" { (self.say(id)) }
                            }
                        }
                    }
                    tbody {
                        @for cause in &causes {
                            tr {
                                th scope="row" { (cause.name) }
                                td { (cause.how_common.as_deref().unwrap_or("–")) }
                                td { (numbers(&cause.found_at)) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn warnings(&self) -> Markup {
        let warnings = self.pages.all_warnings();
        html! {
            @if !warnings.is_empty() {
                h2 { (self.say("manual-warnings")) }
                @for (hazard, at) in &warnings {
                    (self.hazard(hazard, Some(at)))
                }
            }
        }
    }

    fn glossary(&self, used: Vec<usize>) -> Markup {
        let terms = self.pages.terms(used);
        html! {
            @if !terms.is_empty() {
                section.glossary {
                    h2 { (self.say("manual-glossary")) }
                    dl { @for (term, means) in &terms { dt { (term) } dd { (means) } } }
                }
            }
        }
    }

    /// What is always at hand.
    fn foot(&self) -> Markup {
        let lang = self.pages.lang();
        let entries = self.pages.manual.entries();
        let person = entries.iter().position(|entry| matches!(entry.shown, Shown::Person));
        html! {
            footer.foot {
                @if let Some(person) = person {
                    a.person href=(self.goal(person)) { (self.say("start-human")) }
                }
                p { (self.say("manual-back-button")) }
                ul {
                    li { a href=(self.goal(0)) { (self.say("manual-start")) } }
                    li { a href={ "#" (lang) "~all" } { (self.say("manual-all")) } }
                }
            }
        }
    }
}

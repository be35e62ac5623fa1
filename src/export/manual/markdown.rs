//! The manual for paper, in Markdown: every language complete, one after the other.

use super::{
    Manual, Section, Shown, numbers,
    page::{Hazard, Page, PageKind},
    pages::Pages,
};
use crate::{
    base::{Lang, escape_markdown as escape},
    words::Words,
};

/// Writes a manual in these languages.
pub fn markdown(manual: &Manual<'_>, langs: &[Lang]) -> String {
    let mut text = String::new();
    for (position, lang) in langs.iter().enumerate() {
        if 0 < position {
            text.push_str("\n---\n\n");
        }
        let words = Words::new(*lang);
        Sheet { pages: Pages::new(manual, &words), text: &mut text }.write();
    }
    text
}

/// One language of the manual, as it is written.
struct Sheet<'a, 't> {
    pages: Pages<'a>,
    text: &'t mut String,
}

impl Sheet<'_, '_> {
    fn say(&self, id: &str) -> String {
        self.pages.words().say(id)
    }

    /// Ends a paragraph.
    fn paragraph(&mut self, markup: &str) {
        self.text.push_str(markup);
        self.text.push_str("\n\n");
    }

    fn line(&mut self, markup: &str) {
        self.text.push_str(markup);
        self.text.push('\n');
    }

    fn write(&mut self) {
        let manual = self.pages.manual;
        let title = escape(&self.pages.title());
        self.paragraph(&format!("# {title}"));
        self.introduce();
        self.symptoms();
        self.causes();
        self.warnings();
        let heading = self.say("manual-steps");
        self.paragraph(&format!("## {heading}"));
        let mut seen = vec![false; manual.sections.len()];
        let mut used = Vec::new();
        for (ix, entry) in manual.entries.iter().enumerate() {
            let is_first = seen.get_mut(entry.section).is_some_and(|seen| !std::mem::replace(seen, true));
            if let Some(section) = manual.sections.get(entry.section).filter(|_| is_first && 0 < ix) {
                self.section(section);
            }
            let page = self.pages.page(ix);
            used.extend(page.terms.iter().copied());
            if let Some(number) = entry.number {
                self.step(ix, number, &page);
            }
        }
        self.glossary(used);
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        self.text.push('\n');
    }

    fn introduce(&mut self) {
        let manual = self.pages.manual;
        let words = self.pages.words();
        let how = words.say("manual-how-paper");
        self.paragraph(&how);
        let person = manual.entries.iter().find(|entry| matches!(entry.shown, Shown::Person));
        if let Some(number) = person.and_then(|entry| entry.number) {
            let person = words.tell("manual-person-step", &[("step", number.into())]);
            self.paragraph(&person);
        }
        let size = self.pages.size();
        self.paragraph(&format!("*{size}*"));
    }

    fn symptoms(&mut self) {
        let symptoms = self.pages.manual.symptoms(self.pages.lang());
        if symptoms.is_empty() {
            return;
        }
        let heading = self.say("manual-symptoms");
        self.paragraph(&format!("## {heading}"));
        for symptom in symptoms {
            self.line(&format!("- {}", escape(&symptom)));
        }
        self.text.push('\n');
    }

    fn causes(&mut self) {
        let causes = self.pages.causes();
        if causes.is_empty() {
            return;
        }
        let [heading, cause, common, found] =
            ["manual-causes", "manual-cause", "manual-how-common", "manual-found-at"].map(|id| self.say(id));
        self.paragraph(&format!("## {heading}"));
        self.line(&format!("| {cause} | {common} | {found} |"));
        self.line("| --- | --- | --- |");
        for cause in causes {
            let common = cause.how_common.unwrap_or_else(|| "–".to_owned());
            self.line(&format!("| {} | {common} | {} |", escape(&cause.name), numbers(&cause.found_at)));
        }
        self.text.push('\n');
    }

    fn warnings(&mut self) {
        let all = self.pages.all_warnings();
        if all.is_empty() {
            return;
        }
        let heading = self.say("manual-warnings");
        self.paragraph(&format!("## {heading}"));
        for (hazard, steps) in all {
            self.hazard(&hazard);
            let before = self.pages.before(&steps);
            self.line(">");
            self.paragraph(&format!("> *{before}*"));
        }
    }

    fn hazard(&mut self, hazard: &Hazard) {
        let consequence = self.pages.tell("warning-consequence", "what", &escape(&hazard.consequence));
        let avoid = self.pages.tell("warning-avoid", "what", &escape(&hazard.avoid));
        self.line(&format!("> **{}: {}**", hazard.word, escape(&hazard.what)));
        self.line(">");
        self.line(&format!("> {consequence}"));
        self.line(">");
        self.line(&format!("> {avoid}"));
    }

    /// Begins a part, or a tree in which the first one continues.
    fn section(&mut self, section: &Section) {
        if let Some(title) = self.pages.section(section) {
            let title = escape(&title);
            self.paragraph(&if section.is_part { format!("*{title}*") } else { format!("## {title}") });
        }
    }

    fn step(&mut self, ix: usize, number: usize, page: &Page) {
        self.paragraph(&format!("### {number}. {}", escape(&page.heading)));
        for hazard in &page.warnings {
            self.hazard(hazard);
            self.text.push('\n');
        }
        for (label, text) in [("agent-say", &page.say), ("agent-note", &page.note)] {
            if let Some(text) = text {
                let label = self.say(label);
                self.paragraph(&format!("**{label}:** {}", escape(text)));
            }
        }
        self.doing(page);
        for remark in &page.remarks {
            self.paragraph(&escape(remark));
        }
        self.ready(page);
        if let Some(ask) = &page.ask {
            self.paragraph(&format!("**{}**", escape(ask)));
        }
        for hint in &page.hints {
            self.paragraph(&format!("*{}*", escape(hint)));
        }
        if !page.recalled_at.is_empty() {
            let remember = self.pages.remember(page);
            self.paragraph(&format!("*{remember}*"));
        }
        self.answers(page);
        self.origins(ix);
    }

    /// Where to look, why, what to do, and what should be seen then.
    fn doing(&mut self, page: &Page) {
        if page.kind != PageKind::Instruction {
            self.look_and_why(page);
            return;
        }
        if !page.terms_of_doing.is_empty() {
            let terms = escape(&page.terms_of_doing.join(" "));
            self.paragraph(&format!("*{terms}*"));
        }
        for (number, action) in (1..).zip(&page.actions) {
            self.line(&format!("{number}. {}", escape(action)));
        }
        self.text.push('\n');
        self.look_and_why(page);
        if let Some(expect) = &page.expect {
            let expect = self.pages.tell("step-expect", "what", &escape(expect));
            self.paragraph(&expect);
        }
    }

    fn look_and_why(&mut self, page: &Page) {
        if let Some(look) = &page.look {
            self.paragraph(&escape(look));
        }
        if let Some(why) = &page.why {
            let why = self.pages.tell("manual-why", "why", &escape(why));
            self.paragraph(&format!("*{why}*"));
        }
    }

    fn ready(&mut self, page: &Page) {
        if page.ready.is_empty() {
            return;
        }
        let heading = self.say("manual-ready");
        self.paragraph(&heading);
        for detail in &page.ready {
            let look = detail.look.as_ref().map(|look| format!(": {}", escape(look))).unwrap_or_default();
            self.line(&format!("- ☐ **{}**{look}", escape(&detail.name)));
        }
        self.text.push('\n');
    }

    fn answers(&mut self, page: &Page) {
        for answer in &page.answers {
            let goal = format!("**{}**", escape(&self.pages.goal(answer)));
            let label = escape(&answer.label);
            match &answer.help {
                Some(help) => {
                    let (help, still) = (escape(help), self.say("manual-still-unsure"));
                    self.line(&format!("- ☐ {label}: *{help}* {still} → {goal}"));
                }
                None => self.line(&format!("- ☐ {label} → {goal}")),
            }
        }
        if !page.answers.is_empty() {
            self.text.push('\n');
        }
    }

    fn origins(&mut self, ix: usize) {
        if let Some(from) = self.pages.came_from(ix) {
            self.paragraph(&format!("*{from}*"));
        }
    }

    fn glossary(&mut self, used: Vec<usize>) {
        let terms = self.pages.terms(used);
        if terms.is_empty() {
            return;
        }
        let heading = self.say("manual-glossary");
        self.paragraph(&format!("## {heading}"));
        for (term, means) in terms {
            self.line(&format!("- **{}**: {}", escape(&term), escape(&means)));
        }
        self.text.push('\n');
    }
}

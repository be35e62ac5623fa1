//! Puts the entries of a manual into the words of one language.

use rustc_hash::FxHashMap;

use super::{
    Entry, Manual, Reader, Shown,
    page::{Answer, Detail, Hazard, Page, PageKind, actions, ways},
    recall,
};
use crate::{
    base::{Lang, Text, clean_line},
    case::Phrase,
    export::describe,
    tree::{
        After, By, EdgeRole, Ending, FactIx, FactKind, Input, Instruction, Kind, Link, Question, Risk, Step, Terms,
        TreeIx, Urgency,
    },
    words::Words,
};

/// All pages of a manual in one language.
#[derive(Debug)]
pub(crate) struct Pages<'a> {
    pub(crate) manual: &'a Manual<'a>,
    pub(crate) phrase: Phrase<'a>,
    pub(super) glossary: Terms<'a>,
    /// For each fact, the first entry that asks for it.
    pub(super) askers: FxHashMap<FactIx, usize>,
    /// For each fact, the numbers of the entries that recall it.
    recalled: FxHashMap<FactIx, Vec<usize>>,
}

impl<'a> Pages<'a> {
    /// Prepares the pages in the language of the words.
    pub(crate) fn new(manual: &'a Manual<'a>, words: &'a Words) -> Self {
        let phrase = Phrase { library: manual.library, words };
        let (mut askers, mut recalled) = (FxHashMap::default(), FxHashMap::<FactIx, Vec<usize>>::default());
        for (ix, entry) in manual.entries.iter().enumerate() {
            let Shown::Step(step) = entry.shown else { continue };
            if let Some(fact) = step.question().and_then(|question| question.fact.as_ref()?.to) {
                askers.entry(fact).or_insert(ix);
            }
            for fact in recall::facts(entry, step) {
                recalled.entry(fact).or_default().extend(entry.number);
            }
        }
        Self { manual, phrase, glossary: Terms::new(manual.library.vocabulary(), words.lang()), askers, recalled }
    }

    pub(crate) fn words(&self) -> &'a Words {
        self.phrase.words
    }

    pub(crate) fn lang(&self) -> Lang {
        self.phrase.words.lang()
    }

    pub(super) fn line(&self, text: &Text) -> String {
        describe::line(text, self.lang())
    }

    /// Says a text of the program with one gap.
    pub(crate) fn tell(&self, id: &str, gap: &str, text: &str) -> String {
        self.words().tell(id, &[(gap, text.into())])
    }

    /// Puts an entry into words.
    pub(crate) fn page(&self, ix: usize) -> Page {
        let Some(entry) = self.manual.entries.get(ix) else { return Page::new(PageKind::Passage, "") };
        let page = match &entry.shown {
            Shown::Step(step) => self.step(entry, step),
            Shown::Again(times) => self.again(entry, usize::from(*times)),
            Shown::Worked(tree, causes) => {
                let causes: Vec<String> = causes.iter().map(|cause| self.phrase.cause(*tree, cause)).collect();
                Page::new(PageKind::Fixed, &self.fixed(&causes))
            }
            Shown::Person => self.person(),
        };
        Page { terms: self.manual.terms.get(ix).cloned().unwrap_or_default(), ..page }
    }

    /// Finds the terms of the glossary in an entry.
    pub(super) fn find_terms(&self, ix: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let Page { heading, look, actions, expect, remarks, ask, answers, .. } = &self.page(ix);
        let texts = [heading].into_iter().chain(look).chain(actions).chain(expect).chain(remarks).chain(ask);
        for text in texts.chain(answers.iter().flat_map(|answer| [&answer.label].into_iter().chain(&answer.help))) {
            self.glossary.find(text, &mut found);
        }
        found
    }

    fn step(&self, entry: &Entry<'_>, step: &Step) -> Page {
        let tree = entry.tree.unwrap_or(TreeIx(0));
        let mut page = match &step.kind {
            Kind::Question(question) => {
                let mut page = Page::new(PageKind::Question, &self.line(&question.ask));
                self.question(&mut page, entry, question);
                page
            }
            Kind::Instruction(instruction) => self.instruction(entry, step, instruction),
            Kind::Ending(Ending::Fix { cause, note }) => {
                let mut page = Page::new(PageKind::Fixed, &self.fixed(&[self.phrase.cause(tree, &cause.id)]));
                page.remarks.extend(note.as_ref().map(|note| self.line(note)));
                page
            }
            Kind::Ending(Ending::Escalate { .. }) => self.escalation(tree, step),
            Kind::Ending(Ending::Continue { tree, .. }) if entry.ways.is_empty() => self.elsewhere(tree),
            Kind::Ending(Ending::Exit(exit)) if entry.ways.is_empty() => {
                Page::new(PageKind::Elsewhere, &self.tell("manual-exit", "exit", exit.id.as_str()))
            }
            Kind::Route(route) if 1 < entry.ways.len() => self.route(entry, route),
            _ => self.passage(entry, step),
        };
        page.warnings = self.warnings(step);
        page.look = step.look.as_ref().map(|text| self.line(text));
        page.why = step.why.as_ref().map(|text| self.line(text));
        if self.manual.reader == Reader::Agent {
            page.say = step.say.as_ref().map(|text| self.line(text));
            page.note = step.note.as_ref().map(|text| self.line(text));
        }
        page
    }

    /// The warnings of a step, the gravest first.
    pub(crate) fn warnings(&self, step: &Step) -> Vec<Hazard> {
        let vocabulary = self.phrase.library.vocabulary();
        let links = step.warn.iter().filter_map(|link| link.to);
        let declared = links.filter_map(|ix| vocabulary.warnings.get_index(ix.index()));
        let mut hazards: Vec<Hazard> = declared
            .map(|(_, warning)| Hazard {
                level: warning.level,
                word: self.words().say(&format!("severity-{}", describe::severity(warning.level))),
                what: self.line(&warning.hazard),
                consequence: self.line(&warning.consequence),
                avoid: self.line(&warning.avoid),
            })
            .collect();
        hazards.sort_by_key(|hazard| std::cmp::Reverse(hazard.level));
        hazards
    }

    fn question(&self, page: &mut Page, entry: &Entry<'_>, question: &Question) {
        page.hints.extend(self.how_to_answer(question));
        if entry.may_be_answered {
            page.hints.push(self.words().say("manual-same"));
        }
        let fact = question.fact.as_ref().and_then(|fact| fact.to);
        page.recalled_at = fact.and_then(|fact| self.recalled.get(&fact)).cloned().unwrap_or_default();
        for way in &entry.ways {
            let answer = match way.role {
                EdgeRole::Answer(at) => question.answers.get(at as usize),
                _ => None,
            };
            let label = answer.map_or_else(|| self.words().say("manual-go-on"), |it| self.label(question, it));
            let help = answer.and_then(|it| it.help.as_ref()).map(|help| self.line(help));
            page.answers.push(Answer { label, help, to: way.to, back: false });
        }
    }

    /// How a typed question is answered.
    fn how_to_answer(&self, question: &Question) -> Option<String> {
        let words = self.words();
        let unit = |unit: &Option<Text>| unit.as_ref().map(|unit| self.line(unit));
        Some(match &question.input {
            Input::Choice => return None,
            Input::Many => words.say("manual-many"),
            Input::Number { unit: of, .. } => match unit(of) {
                Some(unit) => words.tell("manual-number-unit", &[("unit", (&unit).into())]),
                None => words.say("manual-number"),
            },
            Input::Date(_) => words.say("manual-day"),
            Input::Text { .. } => words.say("manual-words"),
        })
    }

    /// The label of an answer, with the values that it stands for where the label does not tell them.
    pub(super) fn label(&self, question: &Question, answer: &crate::tree::Answer) -> String {
        let guard = describe::guard(self.phrase, &answer.guard).filter(|guard| !guard.is_empty());
        let unit = match &question.input {
            Input::Number { unit: Some(unit), .. } => format!(" {}", self.line(unit)),
            _ => String::new(),
        };
        let own = answer.text.as_ref().map(|text| self.line(text));
        match (own, guard, answer.id.as_str()) {
            (Some(label), Some(guard), _)
                if matches!(answer.guard, crate::tree::Guard::Range { .. })
                    && !label.contains(|c: char| c.is_ascii_digit()) =>
            {
                format!("{label} ({guard}{unit})")
            }
            (Some(label), ..) => label,
            (None, _, "yes" | "no" | "unsure" | "none") | (None, None, _) => {
                clean_line(&self.phrase.answer(answer)).into_owned()
            }
            (None, Some(guard), _) => format!("{guard}{unit}"),
        }
    }

    fn instruction(&self, entry: &Entry<'_>, step: &Step, instruction: &Instruction) -> Page {
        let words = self.words();
        let mut page = Page::new(PageKind::Instruction, &words.say("manual-do"));
        page.actions = actions(instruction.text.get(self.lang()));
        page.expect = instruction.expect.as_ref().map(|text| self.line(text));
        if let Some(time) = step.time {
            page.terms_of_doing.push(self.tell("manual-time", "time", &words.time(time.0)));
        }
        if instruction.risk != Risk::None {
            page.terms_of_doing.push(words.say(&format!("risk-{}-told", describe::risk(instruction.risk))));
        }
        match step.by {
            Some(By::Customer) | None => {}
            // Who reads it as an agent need not be told.
            Some(By::Agent) if self.manual.reader == Reader::Agent => {}
            Some(by) => page.terms_of_doing.push(words.say(&format!("step-by-{}", describe::by(by)))),
        }
        match &instruction.after {
            After::Ask(question) => {
                page.ask = Some(self.line(&question.ask));
                self.question(&mut page, entry, question);
            }
            After::Next(_) => page.answers = ways(entry, |_| words.say("manual-done")),
            After::Verify { .. } => {
                page.ask = Some(words.say("step-verify"));
                page.answers = ways(entry, |role| match role {
                    EdgeRole::Solved => words.say("manual-worked"),
                    EdgeRole::Else => words.say("manual-not-worked"),
                    _ => words.say("manual-not-done"),
                });
            }
        }
        page
    }

    /// Something to read, and one way on.
    fn passage(&self, entry: &Entry<'_>, step: &Step) -> Page {
        let words = self.words();
        let heading = match &step.kind {
            Kind::Call(call) => call.part.to.map(|part| self.phrase.title(part)),
            Kind::Ending(Ending::Continue { tree, .. }) => tree.to.map(|tree| self.phrase.title(tree)),
            _ => None,
        };
        let mut page = Page::new(PageKind::Passage, &heading.unwrap_or_else(|| words.say("manual-passage")));
        page.answers = ways(entry, |_| words.say("manual-go-on"));
        page
    }

    fn elsewhere(&self, tree: &Link<TreeIx>) -> Page {
        let title = tree.to.map_or_else(|| tree.id.to_string(), |tree| self.phrase.title(tree));
        let mut page = Page::new(PageKind::Elsewhere, &self.tell("manual-elsewhere", "title", &title));
        page.remarks.push(self.words().say("manual-elsewhere-person"));
        page
    }

    /// How a fix is called.
    fn fixed(&self, causes: &[String]) -> String {
        match causes {
            [] => self.words().say("closing-fixed"),
            [cause] => self.tell("manual-fixed", "cause", cause),
            causes => self.tell("manual-fixed-one-of", "causes", &causes.join("; ")),
        }
    }

    fn escalation(&self, tree: TreeIx, step: &Step) -> Page {
        let words = self.words();
        let Kind::Ending(Ending::Escalate { role, urgency, collect, because, causes }) = &step.kind else {
            return self.person();
        };
        let mut page = Page::new(PageKind::HandOver, &self.takes_over(role.to.map(crate::tree::RoleIx::index)));
        page.remarks.extend(because.as_ref().map(|text| self.line(text)));
        if !causes.is_empty() {
            let causes: Vec<String> = causes.iter().map(|cause| self.phrase.cause(tree, &cause.id)).collect();
            page.remarks.push(self.tell("manual-probably", "causes", &causes.join("; ")));
        }
        page.remarks.push(words.say(match urgency {
            Urgency::Normal => "manual-urgency-normal",
            Urgency::Soon => "manual-urgency-soon",
            Urgency::Now => "manual-urgency-now",
        }));
        page.ready = self.ready(collect);
        // Whoever puts out a fire asks for no details.
        if !page.ready.is_empty() {
            page.remarks.push(words.say("manual-tell"));
        }
        page
    }

    /// Who takes over.
    pub(crate) fn takes_over(&self, role: Option<usize>) -> String {
        match role.and_then(|role| describe::role_name(self.phrase, role)) {
            Some(role) => self.tell("escalated-title", "role", &role),
            None => self.words().say("escalated-nobody"),
        }
    }

    fn person(&self) -> Page {
        let human = self.phrase.library.vocabulary().human.as_ref();
        let role = human.and_then(|human| human.role.to).map(crate::tree::RoleIx::index);
        let mut page = Page::new(PageKind::HandOver, &self.takes_over(role));
        page.remarks.push(self.words().say("manual-person-any-time"));
        page.remarks.push(self.words().say("manual-tell"));
        page.ready = human.map(|human| self.ready(&human.collect)).unwrap_or_default();
        page
    }

    /// What to have ready: what a case cannot know by itself.
    fn ready(&self, collect: &[Link<FactIx>]) -> Vec<Detail> {
        let facts = collect.iter().filter_map(|link| self.phrase.fact(link.to?)).map(|(_, fact)| fact);
        let given = facts.filter(|fact| matches!(fact.kind, FactKind::Given { .. }));
        given
            .map(|fact| Detail { name: self.line(&fact.name), look: fact.look.as_ref().map(|look| self.line(look)) })
            .collect()
    }
}

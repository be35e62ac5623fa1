//! Writes a draft as the file of a tree, and notes the line of everything that the author must look at.

use std::collections::BTreeMap;

use super::{
    Imported, Mark, Marked, Origin,
    chart::Group,
    draft::{After, Answer, Ask, Draft, Kind, Label, Step, To, Way},
    naming::Names,
    words,
};
use crate::{base::Lang, yaml::Writer, yaml::flow_scalar};

/// What stands where the author must decide; no id looks like that, so the checker refuses it.
const GAP: &str = "?";

/// How often a circle may be gone round, as long as the author says nothing else.
const TIMES: usize = 2;

/// One cause: its id, its name if it is known, and what shows it.
struct Cause {
    id: String,
    name: Option<String>,
    of: String,
}

/// Writes the file.
pub(super) fn write(
    draft: &Draft,
    groups: &[Group],
    (lang, origin): (Lang, &Origin<'_>),
    tell: &mut dyn FnMut(usize, usize),
) -> Imported {
    let ids = ids(draft);
    let mut author =
        Author { out: Writer::new(), marks: Vec::new(), ids, draft, causes: Vec::new(), of_step: BTreeMap::new() };
    author.find_causes();
    author.head(lang, origin);
    author.list_causes();
    author.out.gap();
    let start = author.id(draft.start);
    author.out.field("start", &start);
    author.out.open("steps");
    let mut inside: &[usize] = &[];
    for (done, at) in draft.order.iter().enumerate() {
        tell(done, draft.order.len());
        let Some(Some(step)) = draft.steps.get(*at) else { continue };
        if draft.order.first() != Some(at) {
            author.out.gap();
        }
        if inside != step.groups {
            inside = &step.groups;
            let titles = inside.iter().filter_map(|group| groups.get(*group)).map(|group| group.title.as_str());
            let titles: Vec<&str> = titles.filter(|title| !title.is_empty()).collect();
            if !titles.is_empty() {
                author.out.comment(&format!("--- {} ---", titles.join(" / ")));
                author.out.gap();
            }
        }
        author.step(*at, step);
    }
    author.out.close();
    let steps = draft.order.len();
    Imported { lang, steps, marks: author.marks, yaml: author.out.finish() }
}

/// Names the steps, in the order in which they are written.
fn ids(draft: &Draft) -> Vec<String> {
    let mut names = Names::default();
    let mut ids = vec![String::new(); draft.steps.len()];
    for at in &draft.order {
        if let (Some(Some(step)), Some(id)) = (draft.steps.get(*at), ids.get_mut(*at)) {
            *id = match &step.key {
                Some(key) => names.once(key.clone()),
                None => names.give([step.words.as_str()], "step"),
            };
        }
    }
    ids
}

struct Author<'d> {
    out: Writer,
    marks: Vec<Mark>,
    ids: Vec<String>,
    draft: &'d Draft,
    causes: Vec<Cause>,
    /// The cause of each step that has one.
    of_step: BTreeMap<usize, String>,
}

impl Author<'_> {
    fn id(&self, step: usize) -> String {
        self.ids.get(step).cloned().unwrap_or_else(|| GAP.to_owned())
    }

    /// Writes what must be decided above the line that follows, and notes that line.
    fn mark(&mut self, kind: Marked, words: &str) {
        self.out.comment(&format!("author: {words}"));
        self.note_below(kind, words, 0);
    }

    /// Notes the line that follows after some more.
    fn note_below(&mut self, kind: Marked, words: &str, more: usize) {
        self.marks.push(Mark { line: self.out.line() + more, kind, words: words.to_owned() });
    }

    /// Gives each fix and each instruction that may help a cause.
    fn find_causes(&mut self) {
        let (mut names, mut known) = (Names::default(), BTreeMap::new());
        for at in &self.draft.order {
            let Some(Some(step)) = self.draft.steps.get(*at) else { continue };
            let (cause, of) = match &step.kind {
                Kind::Fix { cause, .. } => (cause, format!("at \"{}\"", step.words)),
                Kind::Do(words, After::Verify { solved, cause, .. }) if solved.is_none() || cause.is_some() => {
                    (cause, format!("when \"{words}\" helped"))
                }
                _ => continue,
            };
            let id = match cause {
                Some(name) => known
                    .entry(words::fold(name))
                    .or_insert_with(|| {
                        let id = names.give([name.as_str()], "cause");
                        self.causes.push(Cause { id: id.clone(), name: Some(name.clone()), of });
                        id
                    })
                    .clone(),
                None => {
                    let id = names.once(self.ids.get(*at).cloned().unwrap_or_default());
                    self.causes.push(Cause { id: id.clone(), name: None, of });
                    id
                }
            };
            self.of_step.insert(*at, id);
        }
    }

    fn head(&mut self, lang: Lang, origin: &Origin<'_>) {
        let saved = origin.id.map(|id| format!(" Save it as `{id}.yaml`.")).unwrap_or_default();
        self.out.comment(&format!("Imported from {}.{saved}", origin.name));
        self.out.comment("A line with \"author:\" wants your decision; delete it once the next line is right.");
        for remark in &self.draft.remarks {
            self.mark(Marked::Guess, remark);
        }
        if let Some(fallback) = self.draft.fallback.filter(|_| self.draft.fallback_is_own) {
            let words = format!("who is not sure is led to `{}`, the only escalation of the chart", self.id(fallback));
            self.mark(Marked::Guess, &words);
        }
        self.out.raw("format", "1", "");
        if lang != Lang::EN {
            self.out.field("lang", lang.as_str());
        }
        match &self.draft.title {
            Some(title) => self.out.field("title", title),
            None => {
                self.mark(Marked::Gap, "what is the fault called, in a few words?");
                self.out.field("title", "");
            }
        }
        if !self.draft.symptoms.is_empty() {
            self.mark(Marked::Guess, "are these what callers say?");
            self.out.open("symptoms");
            self.out.list(lang.as_str(), self.draft.symptoms.iter().map(String::as_str));
            self.out.close();
        }
    }

    fn list_causes(&mut self) {
        let causes = std::mem::take(&mut self.causes);
        if causes.is_empty() {
            return;
        }
        self.out.comment("What was wrong, as people are told at the end: \"It was: …\".");
        self.out.open("causes");
        for cause in causes {
            self.out.open(&cause.id);
            match cause.name {
                Some(name) => self.out.field("name", &name),
                None => {
                    self.mark(Marked::Gap, &format!("what was wrong {}?", cause.of));
                    self.out.field("name", "");
                }
            }
            self.out.close();
        }
        self.out.close();
    }

    fn step(&mut self, at: usize, step: &Step) {
        step.comments.iter().for_each(|words| self.out.comment(words));
        for guess in &step.guesses {
            self.mark(Marked::Guess, guess);
        }
        let id = self.id(at);
        self.out.open(&id);
        match &step.kind {
            Kind::Ask(ask) => self.ask(ask, &step.words),
            Kind::Do(words, after) => self.instruction(at, words, after),
            Kind::Fix { note, .. } => {
                let cause = self.of_step.get(&at).cloned().unwrap_or_else(|| GAP.to_owned());
                self.out.field("fix", &cause);
                match note {
                    Some(note) => self.out.field("note", note),
                    None => {
                        self.mark(Marked::Gap, "what is there to watch for, and what if it comes back?");
                        self.out.field("note", "");
                    }
                }
            }
            Kind::Escalate { role, because, open } => {
                match role {
                    Some(role) => self.out.field("escalate", role),
                    None => {
                        let roles: Vec<&str> = words::roles().collect();
                        self.note_below(Marked::Gap, open, 2);
                        self.out.comment(&format!("author: {open}"));
                        self.out.comment(&format!("One of: {}", roles.join(", ")));
                        self.out.field("escalate", GAP);
                    }
                }
                // Nobody can take over without knowing who calls.
                self.out.list("collect", ["contact"]);
                if let Some(because) = because {
                    self.out.field("because", because);
                }
            }
        }
        self.out.close();
    }

    fn instruction(&mut self, at: usize, words: &str, after: &After) {
        if words.is_empty() {
            self.mark(Marked::Gap, "what is to be done here?");
        }
        self.out.field("do", words);
        match after {
            After::Next(way) => self.way("next", way),
            After::Ask(ask) => self.ask(ask, "what does one ask after that?"),
            After::Verify { solved, failed, .. } => {
                if let Some(cause) = self.of_step.get(&at).cloned() {
                    self.out.field("cause", &cause);
                }
                if let Some(solved) = solved {
                    self.way("solved", solved);
                }
                self.way("else", failed);
            }
        }
    }

    fn ask(&mut self, ask: &Ask, otherwise: &str) {
        match &ask.text {
            Some(text) => {
                if !text.contains('?') {
                    self.mark(Marked::Gap, "how is this asked, as a question that ends with `?`");
                }
                self.out.field("ask", text);
            }
            None => {
                self.mark(Marked::Gap, otherwise);
                self.out.field("ask", "");
            }
        }
        self.out.open("answers");
        ask.answers.iter().for_each(|answer| self.answer(answer));
        self.out.close();
    }

    fn answer(&mut self, answer: &Answer) {
        let (words, open) = match &answer.label {
            Label::BuiltIn if answer.way.is_bounded => {
                self.out.open(&answer.id);
                self.way("next", &answer.way);
                return self.out.close();
            }
            Label::BuiltIn => return self.way(&answer.id, &answer.way),
            Label::Words(words) => (words.as_str(), None),
            Label::Open(open) => ("", Some(open)),
        };
        let is_plain = answer.way.guess.is_none() && !answer.way.is_bounded && matches!(answer.way.to, To::Step(_));
        if !is_plain {
            self.out.open(&answer.id);
        }
        if let Some(open) = open {
            self.mark(Marked::Gap, open);
        }
        if is_plain {
            let next = self.target(&answer.way.to);
            return self.out.map(&answer.id, [("text", words), ("next", next.as_str())]);
        }
        self.out.field("text", words);
        self.way("next", &answer.way);
        self.out.close();
    }

    fn target(&self, to: &To) -> String {
        match to {
            To::Step(step) => self.id(*step),
            To::Fallback => self.draft.fallback.map_or_else(|| GAP.to_owned(), |step| self.id(step)),
            To::Open(_) => GAP.to_owned(),
        }
    }

    fn way(&mut self, key: &str, way: &Way) {
        match &way.to {
            To::Open(open) => self.mark(Marked::Gap, open),
            To::Fallback if key == "unsure" => {
                self.note_below(Marked::Unsure, "not in the chart", 0);
                let target = self.target(&way.to);
                return self.out.raw(key, &target, "author: not in the chart");
            }
            _ => {
                if let Some(guess) = &way.guess {
                    self.mark(Marked::Guess, guess);
                }
            }
        }
        let target = self.target(&way.to);
        if way.is_bounded {
            let then = self.target(&To::Fallback);
            let bounded = format!("{{step: {}, times: {TIMES}, then: {}}}", flow_scalar(&target), flow_scalar(&then));
            self.out.raw(key, &bounded, "");
        } else {
            self.out.field(key, &target);
        }
    }
}

//! Names steps, answers, places and causes of one library as an author recognises them.

use crate::{
    base::{Id, Text, clean_line},
    case::Phrase,
    diff::{End, Leads, Place, To, guard, way_name},
    tree::{EdgeRole, Ending, Kind, Library, Step, StepIx, Tree, TreeIx, Urgency},
    words::Words,
};

/// The most characters of a quoted text.
const MOST_QUOTED: usize = 90;

/// One library and the language in which its texts are quoted.
#[derive(Clone, Copy)]
pub(super) struct Naming<'a> {
    /// The library as it was read.
    pub(super) read: &'a Library,
    /// The library that can be walked.
    pub(super) sealed: &'a Library,
    /// The language.
    pub(super) words: &'a Words,
}

impl<'a> Naming<'a> {
    pub(super) fn new(read: &'a Library, sealed: &'a Library, words: &'a Words) -> Self {
        Self { read, sealed, words }
    }

    pub(super) fn text(self, text: &Text) -> String {
        quoted(text.get(self.words.lang()))
    }

    /// Returns what speaks about the cases that are walked.
    pub(super) fn phrase(self) -> Phrase<'a> {
        Phrase { library: self.sealed, words: self.words }
    }

    pub(super) fn role(self, id: &Id) -> String {
        let role = self.read.vocabulary().roles.get(id);
        role.map_or_else(|| format!("`{id}`"), |role| self.text(&role.name))
    }

    pub(super) fn cause(self, tree: &Tree, id: &Id) -> String {
        tree.causes.get(id).map_or_else(|| format!("`{id}`"), |cause| format!("“{}”", self.text(&cause.name)))
    }

    pub(super) fn causes<'i>(self, tree: &Tree, ids: impl IntoIterator<Item = &'i Id>) -> String {
        ids.into_iter().map(|id| self.cause(tree, id)).collect::<Vec<_>>().join(", ")
    }

    /// Says what it probably is, behind a hand-over.
    pub(super) fn probably(self, tree: &Tree, causes: &[Id]) -> String {
        match causes {
            [] => String::new(),
            causes => format!(", probably {}", self.causes(tree, causes)),
        }
    }

    /// Names a step: its kind, its id and its text.
    pub(super) fn step(self, tree: &Tree, step: &Step) -> String {
        let id = &step.id;
        match &step.kind {
            Kind::Question(question) => format!("the question `{id}` “{}”", self.text(&question.ask)),
            Kind::Instruction(instruction) => format!("the instruction `{id}` “{}”", self.text(&instruction.text)),
            Kind::Call(call) => format!("the part `{}` at `{id}`", call.part.id),
            Kind::Route(_) => format!("the route `{id}`"),
            Kind::Ending(ending) => format!("{} at `{id}`", self.ending(tree, ending)),
        }
    }

    pub(super) fn step_at(self, tree: &Tree, ix: StepIx) -> String {
        tree.step(ix).map(|step| self.step(tree, step)).unwrap_or_default()
    }

    /// Names an ending without what it collects.
    pub(super) fn ending(self, tree: &Tree, ending: &Ending) -> String {
        match ending {
            Ending::Fix { cause, .. } => format!("the fix {}", self.cause(tree, &cause.id)),
            Ending::Escalate { role, urgency, causes, .. } => {
                let causes: Vec<Id> = causes.iter().map(|cause| cause.id.clone()).collect();
                let probably = self.probably(tree, &causes);
                format!("the hand-over to “{}”{}{probably}", self.role(&role.id), soon(*urgency))
            }
            Ending::Continue { tree: other, .. } => format!("the tree `{}`", other.id),
            Ending::Exit(exit) => format!("the exit `{}`", exit.id),
        }
    }

    /// Names where a way leads.
    pub(super) fn leads(self, tree: &Tree, leads: Leads) -> String {
        let to = match leads.to {
            To::Step(step) => self.step_at(tree, step),
            To::Fixed => "the end, as fixed".to_owned(),
        };
        match leads.bound {
            None => to,
            Some((times, then)) => {
                let times = if times == 1 { "once".to_owned() } else { format!("{times} times") };
                format!("{to} ({times}, then {})", self.step_at(tree, then))
            }
        }
    }

    /// Names where a way leads, for programs.
    pub(super) fn leads_id(tree: &Tree, leads: Leads) -> String {
        match leads.to {
            To::Step(step) => tree.step(step).map(|step| step.id.to_string()).unwrap_or_default(),
            To::Fixed => "fixed".to_owned(),
        }
    }

    /// Names an answer by its id and its label.
    pub(super) fn answer(self, step: &Step, at: usize) -> String {
        let Some(answer) = step.question().and_then(|question| question.answers.get(at)) else {
            return String::new();
        };
        let label = quoted(&self.phrase().answer(answer));
        let name =
            if label == answer.id.as_str() { format!("`{label}`") } else { format!("`{}` “{label}”", answer.id) };
        match guard(&answer.guard).as_str() {
            "" | "anything else" => name,
            means => format!("{name} ({})", quoted(means)),
        }
    }

    /// Says who takes a way: the first half of a sentence.
    pub(super) fn taker(self, step: &Step, role: EdgeRole) -> String {
        let shown = match &step.kind {
            Kind::Question(question) => self.text(&question.ask),
            Kind::Instruction(instruction) => self.text(&instruction.text),
            _ => String::new(),
        };
        let id = &step.id;
        match (role, &step.kind) {
            (EdgeRole::Answer(at), _) => {
                let asked = step.question().map(|question| self.text(&question.ask)).unwrap_or_default();
                format!("whoever answers {} to “{asked}” (`{id}`)", self.answer(step, at as usize))
            }
            (EdgeRole::Solved, _) => format!("whoever was helped by “{shown}” (`{id}`)"),
            (EdgeRole::Else, _) => format!("whoever was not helped by “{shown}” (`{id}`)"),
            (EdgeRole::Cannot, _) => format!("whoever could not do “{shown}” (`{id}`)"),
            (EdgeRole::Exit(_), Kind::Call(call)) => {
                format!("whoever leaves the part `{}` at `{id}` through `{}`", call.part.id, way_name(step, role))
            }
            (EdgeRole::Route(_), _) => match way_name(step, role).as_str() {
                "otherwise" => format!("whoever fits nothing else in the route `{id}`"),
                when => format!("whoever fits `{when}` in the route `{id}`"),
            },
            (_, Kind::Question(_)) => format!("whoever has answered “{shown}” (`{id}`)"),
            _ => format!("whoever has done “{shown}” (`{id}`)"),
        }
    }

    /// Names where a walk stands or how it ended.
    pub(super) fn place(self, place: &Place) -> String {
        let Some(tree) = self.sealed.tree(place.tree) else { return String::new() };
        let Some(step) = tree.step(place.step) else { return String::new() };
        let at = &step.id;
        match &place.end {
            _ if place.has_left => format!("the tree `{}`", tree.id),
            None => self.step(tree, step),
            Some(End::Fixed(causes)) if causes.is_empty() => format!("fixed (`{at}`)"),
            Some(End::Fixed(causes)) => format!("fixed: {} (`{at}`)", self.causes(tree, causes)),
            Some(End::Escalated { role, urgency, causes, .. }) => {
                let role = role.as_ref().map_or_else(|| "somebody".to_owned(), |role| format!("“{}”", self.role(role)));
                let probably = self.probably(tree, causes);
                format!("handed over to {role}{}{probably} (`{at}`)", soon(*urgency))
            }
            Some(End::Missing(id)) => format!("the tree `{id}`, which cannot be walked"),
            Some(End::Nowhere) => "nowhere".to_owned(),
        }
    }

    pub(super) fn id(self, tree: TreeIx) -> Option<Id> {
        self.sealed.tree(tree).map(|tree| tree.id.clone())
    }
}

fn soon(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Normal => "",
        Urgency::Soon => ", soon",
        Urgency::Now => ", at once",
    }
}

/// Cuts a text to what is recognised, on one line.
pub(super) fn quoted(text: &str) -> String {
    let line = clean_line(text);
    if line.chars().count() <= MOST_QUOTED {
        return line.into_owned();
    }
    let mut kept = String::new();
    for word in line.split(' ') {
        if MOST_QUOTED < kept.chars().count() + word.chars().count() {
            break;
        }
        kept.push_str(word);
        kept.push(' ');
    }
    if kept.is_empty() {
        kept = line.chars().take(MOST_QUOTED).collect();
    }
    format!("{}…", kept.trim_end())
}

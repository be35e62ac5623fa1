//! Every text of a tree and of the vocabulary, one after the other, with what it is for.

use super::{After, Ending, Fact, FactKind, Input, Kind, Question, Step, Tree, Vocabulary};
use crate::base::{Place, Text};

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextRole {
    /// The fault of a tree.
    Title,
    /// What may be wrong.
    CauseName,
    /// A question.
    Ask,
    /// Where to look, what it looks like.
    Look,
    /// Why it is asked or done.
    Why,
    /// What only the agent reads.
    Note,
    /// What the agent may say first.
    Say,
    /// An instruction.
    Do,
    /// What one sees after an instruction.
    Expect,
    /// What is counted.
    Unit,
    /// What stands on an answer.
    Label,
    /// An answer as a statement, for the hand-over.
    Summary,
    /// What is shown once to who is not sure.
    Help,
    /// What to watch for after a fix.
    Closing,
    /// Why a person takes over.
    Because,
    /// What a fact is called.
    FactName,
    /// How a hand-over asks for a fact.
    FactAsk,
    /// Where a fact is to be seen.
    FactLook,
    /// What a value of a fact is called.
    FactValue,
    /// What is dangerous.
    Hazard,
    /// What the danger does.
    Consequence,
    /// What to do about it.
    Avoid,
    /// What a probe finds out.
    Purpose,
    /// A technical term.
    Term,
    /// What a technical term means.
    Means,
    /// What somebody who takes over is called.
    RoleName,
}

impl TextRole {
    /// Says whether it is a question.
    pub fn asks(self) -> bool {
        matches!(self, Self::Ask | Self::FactAsk)
    }

    /// Says whether only agents read it.
    pub fn is_for_agents(self) -> bool {
        matches!(self, Self::Note | Self::Say | Self::Summary)
    }

    /// Says whether it names something instead of being said in sentences.
    pub fn names(self) -> bool {
        matches!(self, Self::Title | Self::CauseName | Self::Unit | Self::Label | Self::RoleName)
            || matches!(self, Self::FactName | Self::FactValue | Self::Purpose | Self::Term)
    }
}

/// One text.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'t> {
    /// What it is for.
    pub role: TextRole,
    /// The key that it stands under, or the id of the value of a fact.
    pub key: &'t str,
    /// Where the id of its owner stands: of a step, an answer, a cause, a word.
    pub owner: Place,
    /// The words.
    pub text: &'t Text,
}

impl Tree {
    /// Calls `visit` with the texts of the tree that belong to no step: title, causes, own facts.
    pub fn for_each_text<'t>(&'t self, mut visit: impl FnMut(Passage<'t>)) {
        let owner = self.title.placed().next().map_or_else(Default::default, |(_, span, _)| self.place(span));
        visit(Passage { role: TextRole::Title, key: "title", owner, text: &self.title });
        for cause in self.causes.values() {
            visit(Passage { role: TextRole::CauseName, key: "name", owner: self.place(cause.span), text: &cause.name });
        }
        self.facts.values().for_each(|fact| visit_fact(fact, &mut visit));
    }

    /// Calls `visit` with the texts of one of its steps.
    pub fn for_each_text_of<'t>(&'t self, step: &'t Step, mut visit: impl FnMut(Passage<'t>)) {
        let owner = self.place(step.span);
        let mut text = |role, key, text: Option<&'t Text>| {
            text.into_iter().for_each(|text| visit(Passage { role, key, owner, text }));
        };
        text(TextRole::Look, "look", step.look.as_ref());
        text(TextRole::Why, "why", step.why.as_ref());
        text(TextRole::Note, "note", step.note.as_ref());
        text(TextRole::Say, "say", step.say.as_ref());
        let question = match &step.kind {
            Kind::Instruction(instruction) => {
                text(TextRole::Do, "do", Some(&instruction.text));
                text(TextRole::Expect, "expect", instruction.expect.as_ref());
                if let After::Ask(question) = &instruction.after { Some(question) } else { None }
            }
            Kind::Question(question) => Some(question),
            Kind::Ending(Ending::Fix { note, .. }) => {
                text(TextRole::Closing, "note", note.as_ref());
                None
            }
            Kind::Ending(Ending::Escalate { because, .. }) => {
                text(TextRole::Because, "because", because.as_ref());
                None
            }
            _ => None,
        };
        if let Some(question) = question {
            text(TextRole::Ask, "ask", Some(&question.ask));
            if let Input::Number { unit, .. } = &question.input {
                text(TextRole::Unit, "unit", unit.as_ref());
            }
            self.visit_answers(question, &mut visit);
        }
    }

    fn visit_answers<'t>(&'t self, question: &'t Question, visit: &mut impl FnMut(Passage<'t>)) {
        for answer in &question.answers {
            let owner = self.place(answer.span);
            let mut text = |role, key, text: Option<&'t Text>| {
                text.into_iter().for_each(|text| visit(Passage { role, key, owner, text }));
            };
            text(TextRole::Label, "text", answer.text.as_ref());
            text(TextRole::Summary, "summary", answer.summary.as_ref());
            text(TextRole::Help, "help", answer.help.as_ref());
        }
    }
}

impl Vocabulary {
    /// Calls `visit` with every text that authors wrote.
    pub fn for_each_text<'t>(&'t self, mut visit: impl FnMut(Passage<'t>)) {
        // The fact `voice` is built in.
        let own = self.facts.iter().filter(|(id, _)| id.as_str() != "voice");
        own.for_each(|(_, fact)| visit_fact(fact, &mut visit));
        let mut text = |owner, role, key, text| visit(Passage { role, key, owner, text });
        for warning in self.warnings.values() {
            text(warning.place, TextRole::Hazard, "hazard", &warning.hazard);
            text(warning.place, TextRole::Consequence, "consequence", &warning.consequence);
            text(warning.place, TextRole::Avoid, "avoid", &warning.avoid);
        }
        for check in self.checks.values() {
            text(check.place, TextRole::Purpose, "purpose", &check.purpose);
        }
        for term in self.terms.values() {
            text(term.place, TextRole::Term, "term", &term.term);
            text(term.place, TextRole::Means, "means", &term.means);
        }
        for role in self.roles.values() {
            text(role.place, TextRole::RoleName, "name", &role.name);
        }
    }
}

fn visit_fact<'t>(fact: &'t Fact, visit: &mut impl FnMut(Passage<'t>)) {
    let mut text = |role, key, text: Option<&'t Text>| {
        text.into_iter().for_each(|text| visit(Passage { role, key, owner: fact.place, text }));
    };
    text(TextRole::FactName, "name", Some(&fact.name));
    text(TextRole::FactAsk, "ask", fact.ask.as_ref());
    text(TextRole::FactLook, "look", fact.look.as_ref());
    if let FactKind::Given { values, .. } = &fact.kind {
        values.iter().for_each(|value| text(TextRole::FactValue, value.id.as_str(), value.text.as_ref()));
    }
}

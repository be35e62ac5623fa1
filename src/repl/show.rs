//! Shows what the person sees of a step: sparse for a customer, in labelled columns for an agent.

use super::wanted::{Wanted, Way};
use crate::{
    base::Text,
    case::Phrase,
    engine::{Key, Reply, View},
    screen::{Screen, Style},
    tree::{self, By, Date, Instruction, Kind, Severity, Step, WarningIx},
};

/// Who holds the dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Voice {
    /// Somebody alone with a broken thing.
    #[default]
    Customer,
    /// Somebody on the phone with a customer.
    Agent,
}

impl Voice {
    /// Returns the value of the fact `voice`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Agent => "agent",
        }
    }
}

/// How far texts stand from the margin.
const INDENT: usize = 2;

/// Writes the views of a case.
pub(crate) struct Show<'a> {
    pub(crate) phrase: Phrase<'a>,
    pub(crate) voice: Voice,
    pub(crate) screen: &'a mut Screen,
    pub(crate) today: Date,
}

impl Show<'_> {
    fn words(&self, text: &Text) -> String {
        text.get(self.phrase.words.lang()).to_owned()
    }

    fn say(&self, id: &str) -> String {
        self.phrase.words.say(id)
    }

    fn tell(&self, id: &str, gap: &str, text: &str) -> String {
        self.phrase.words.tell(id, &[(gap, text.into())])
    }

    /// Shows a view that wants a reply.
    pub(crate) fn view(&mut self, view: &View<'_>, wanted: &Wanted) {
        self.screen.gap();
        match view {
            View::Warning { warning, .. } => self.warning(*warning),
            View::Step { key, step, help, previous, done } => {
                self.mild_warnings(step);
                match &step.kind {
                    Kind::Instruction(instruction) => self.instruction(step, instruction, *done),
                    _ => self.question(step),
                }
                if let Some(help) = help {
                    let help = self.words(help);
                    self.line(&self.tell("step-help", "help", &help));
                }
                if let Some(previous) = previous {
                    self.previous(key, previous);
                }
                self.reply(step, wanted);
            }
            View::Collect { fact, remaining } => {
                let Some((_, declared)) = self.phrase.fact(*fact) else { return };
                let ask = declared.ask.as_ref().unwrap_or(&declared.name);
                self.column("agent-say", Style::Strong, &self.words(ask));
                if let Some(look) = &declared.look {
                    self.column("agent-look", Style::Plain, &self.words(look));
                }
                if declared.private {
                    self.line(&self.say("collect-private"));
                }
                self.choices(wanted);
                let remaining = self.phrase.words.tell("collect-remaining", &[("count", (*remaining).into())]);
                self.screen.gap();
                self.screen.text(INDENT, Style::Quiet, &remaining);
            }
            View::Ended(_) | View::Missing(_) | View::NotStarted => {}
        }
    }

    /// Writes a text: beside its label for an agent, alone for a customer.
    fn column(&mut self, label: &str, style: Style, text: &str) {
        match self.voice {
            Voice::Customer => self.screen.text(INDENT, style, text),
            Voice::Agent => {
                let label = self.label(label);
                self.screen.item(INDENT, &label, style, text);
            }
        }
    }

    /// Pads a label of the agent's view to the width of the widest.
    fn label(&self, id: &str) -> String {
        let all = ["agent-say", "agent-do", "agent-look", "agent-why", "agent-note", "agent-expect", "agent-time"];
        let widest = all.iter().map(|id| self.say(id).chars().count()).max().unwrap_or_default();
        format!("{:widest$}  ", self.say(id))
    }

    fn line(&mut self, text: &str) {
        self.screen.text(INDENT, Style::Plain, text);
    }

    fn question(&mut self, step: &Step) {
        let Some(question) = step.question() else { return };
        self.lead_in(step, &question.ask);
        if let Some(look) = &step.look {
            self.column("agent-look", Style::Plain, &self.words(look));
        }
        self.reasons(step);
    }

    /// What to say: for an agent with the lead-in that the author wrote.
    fn lead_in(&mut self, step: &Step, text: &Text) {
        let mut said = self.words(text);
        if let (Voice::Agent, Some(say)) = (self.voice, &step.say) {
            said = format!("{} {said}", self.words(say));
        }
        self.column("agent-say", Style::Strong, &said);
    }

    /// What is not for the caller to do: the agent says only the lead-in.
    fn own_work(&mut self, step: &Step, instruction: &Instruction) {
        if let Some(say) = &step.say {
            self.column("agent-say", Style::Strong, &self.words(say));
        }
        self.column("agent-do", Style::Strong, &self.words(&instruction.text));
    }

    /// Why, and what only the agent sees. A customer asks for the reason with a command.
    fn reasons(&mut self, step: &Step) {
        if self.voice == Voice::Customer {
            return;
        }
        if let Some(why) = &step.why {
            self.column("agent-why", Style::Plain, &self.words(why));
        }
        if let Some(note) = &step.note {
            self.column("agent-note", Style::Plain, &self.words(note));
        }
    }

    fn instruction(&mut self, step: &Step, instruction: &Instruction, done: bool) {
        let by = match step.by {
            Some(By::Agent) if self.voice == Voice::Customer => Some("step-by-agent"),
            Some(By::Admin) => Some("step-by-admin"),
            Some(By::Technician) => Some("step-by-technician"),
            Some(By::Customer | By::Agent) | None => None,
        };
        if let Some(by) = by {
            self.line(&self.say(by));
        }
        let time = step.time.map(|time| self.phrase.words.time(time.0));
        if self.voice == Voice::Customer {
            let first =
                time.as_ref().map_or_else(|| self.say("step-do"), |time| self.tell("step-do-time", "time", time));
            self.line(&first);
        }
        if self.voice == Voice::Agent && step.by.is_some_and(|by| by != By::Customer) {
            self.own_work(step, instruction);
        } else {
            self.lead_in(step, &instruction.text);
        }
        if let (Voice::Agent, Some(time)) = (self.voice, time) {
            self.column("agent-time", Style::Plain, &time);
        }
        if let Some(look) = &step.look {
            self.column("agent-look", Style::Plain, &self.words(look));
        }
        if let Some(expect) = &instruction.expect {
            match self.voice {
                Voice::Customer => {
                    let expect = full_stop(&self.words(expect));
                    self.line(&self.tell("step-expect", "what", &expect));
                }
                Voice::Agent => self.column("agent-expect", Style::Plain, &self.words(expect)),
            }
        }
        self.reasons(step);
        if done {
            self.line(&self.say("step-done-before"));
        }
    }

    fn previous(&mut self, key: &Key, previous: &Reply) {
        let answer = match previous {
            Reply::Outcome(crate::engine::Outcome::Worked) => self.say("outcome-yes"),
            Reply::Outcome(crate::engine::Outcome::DidNotWork) => self.say("outcome-no"),
            Reply::Outcome(crate::engine::Outcome::NotDone) => self.say("outcome-not-done"),
            other => self.phrase.reply(key, other),
        };
        let id = match self.voice {
            Voice::Customer => "step-previous",
            Voice::Agent => "step-previous-agent",
        };
        self.line(&self.tell(id, "answer", &answer));
    }

    /// Shows how to reply.
    fn reply(&mut self, step: &Step, wanted: &Wanted) {
        match &wanted.way {
            Way::Outcome => {
                let labels: Vec<&str> = wanted.choices.iter().map(|choice| choice.label.as_str()).collect();
                let verify = format!("{}  ({})", self.say("step-verify"), labels.join(", "));
                self.screen.gap();
                self.line(&verify);
            }
            Way::Done => {
                self.screen.gap();
                self.line(&self.say("step-go-on"));
            }
            Way::Input(_) => {
                if let (Kind::Instruction(_), Some(question)) = (&step.kind, step.question()) {
                    self.screen.gap();
                    let ask = self.words(&question.ask);
                    self.column("agent-say", Style::Strong, &ask);
                }
                self.choices(wanted);
            }
            Way::Acknowledge | Way::Nothing => {}
        }
    }

    /// Shows the numbered choices, or what a typed input may be.
    pub(crate) fn choices(&mut self, wanted: &Wanted) {
        self.screen.gap();
        let Way::Input(input) = &wanted.way else { return };
        if wanted.is_numbered() {
            let labels: Vec<&str> = wanted.choices.iter().map(|choice| choice.label.as_str()).collect();
            numbered(self.screen, &labels);
        }
        if let Some(hint) = self.input_hint(input) {
            self.screen.gap();
            self.line(&hint);
        }
        if !wanted.is_numbered() && !wanted.may_skip && !wanted.choices.is_empty() {
            self.line(&self.say("step-unsure"));
        }
    }

    fn input_hint(&self, input: &tree::Input) -> Option<String> {
        let words = self.phrase.words;
        let bound = |bound: &Option<tree::Bound>| bound.as_ref().map(|bound| self.phrase.bound(bound, self.today));
        match input {
            tree::Input::Choice => None,
            tree::Input::Many => Some(words.say("step-many")),
            tree::Input::Number { scale, unit } => {
                let unit = unit.as_ref().map(|unit| self.words(unit));
                let (min, max) = (bound(&scale.min), bound(&scale.max));
                let mut gaps: Vec<(&str, crate::words::Value<'_>)> = Vec::new();
                gaps.extend(min.as_ref().map(|min| ("min", min.into())));
                gaps.extend(max.as_ref().map(|max| ("max", max.into())));
                gaps.extend(unit.as_ref().map(|unit| ("unit", unit.into())));
                let id = match (&min, &max, &unit) {
                    (None, None, None) => "step-number",
                    (None, None, Some(_)) => "step-number-unit",
                    (Some(_), Some(_), None) => "step-number-between",
                    (Some(_), Some(_), Some(_)) => "step-number-between-unit",
                    (Some(_), None, None) => "step-number-from",
                    (Some(_), None, Some(_)) => "step-number-from-unit",
                    (None, Some(_), None) => "step-number-to",
                    (None, Some(_), Some(_)) => "step-number-to-unit",
                };
                Some(words.tell(id, &gaps))
            }
            tree::Input::Date(scale) => match (bound(&scale.min), bound(&scale.max)) {
                (None, None) => Some(words.say("step-date")),
                (Some(min), None) => Some(words.tell("step-date-from", &[("min", (&min).into())])),
                (None, Some(max)) => Some(words.tell("step-date-to", &[("max", (&max).into())])),
                (Some(min), Some(max)) => {
                    Some(words.tell("step-date-between", &[("min", (&min).into()), ("max", (&max).into())]))
                }
            },
            tree::Input::Text { max, .. } => Some(words.tell("step-text", &[("max", (&max.to_string()).into())])),
        }
    }

    /// Shows the warnings of a step that need not be acknowledged.
    fn mild_warnings(&mut self, step: &Step) {
        for ix in step.warn.iter().filter_map(|link| link.to) {
            let declared = self.phrase.library.vocabulary().warnings.get_index(ix.index());
            if declared.is_some_and(|(_, warning)| !warning.level.must_be_acknowledged()) {
                self.warning_text(ix);
                self.screen.gap();
            }
        }
    }

    fn warning(&mut self, ix: WarningIx) {
        self.warning_text(ix);
        self.screen.gap();
        let read = match self.voice {
            Voice::Customer => "warning-read",
            Voice::Agent => "warning-read-out",
        };
        self.line(&self.say(read));
    }

    fn warning_text(&mut self, ix: WarningIx) {
        let Some((_, warning)) = self.phrase.library.vocabulary().warnings.get_index(ix.index()) else { return };
        let severity = match warning.level {
            Severity::Danger => "severity-danger",
            Severity::Warning => "severity-warning",
            Severity::Caution => "severity-caution",
            Severity::Notice => "severity-notice",
        };
        let style = if warning.level.must_be_acknowledged() { Style::Alarm } else { Style::Strong };
        let hazard = full_stop(&self.words(&warning.hazard));
        self.screen.text(INDENT, style, &format!("{}: {hazard}", self.say(severity)));
        let consequence = full_stop(&self.words(&warning.consequence));
        self.line(&self.tell("warning-consequence", "what", &consequence));
        let avoid = full_stop(&self.words(&warning.avoid));
        self.line(&self.tell("warning-avoid", "what", &avoid));
    }
}

/// Writes numbered choices; the numbers stand in front, so that a screen reader says them first.
pub(crate) fn numbered(screen: &mut Screen, labels: &[&str]) {
    let widest = labels.len().to_string().len();
    for (number, label) in (1..).zip(labels) {
        screen.item(2 * INDENT, &format!("{number:widest$}  "), Style::Plain, label);
    }
}

/// Ends a text with a full stop if it ends with a word.
pub(crate) fn full_stop(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(|c: char| c.is_alphanumeric() || c == ')') { format!("{text}.") } else { text.to_owned() }
}

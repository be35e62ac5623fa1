//! What a program is shown: the objects of the output, version 1.

use serde::Serialize;

use super::end::End;
use crate::{
    base::Text,
    case::{Frame, Phrase},
    engine::{Session, View},
    repl::{Refusal, Wanted, Way},
    tree::{self, After, By, Date, Kind, Risk, Severity, Step},
};

/// A view. Absent keys have no value; texts are in the chosen language.
#[derive(Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Shown {
    format: u8,
    view: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tree: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    #[serde(flatten)]
    texts: Texts,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<Wish>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    answers: Vec<Choice>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<Hazard>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended: Option<End>,
}

/// The texts of a step.
#[derive(Serialize, Default)]
#[serde(rename_all = "kebab-case")]
struct Texts {
    #[serde(skip_serializing_if = "Option::is_none")]
    say: Option<String>,
    #[serde(rename = "do", skip_serializing_if = "Option::is_none")]
    instruction: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ask: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    look: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expect: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    previous: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    risk: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'static str>,
    #[serde(skip_serializing_if = "is_false")]
    done: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    fact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remaining: Option<usize>,
}

/// How the reply is given.
#[derive(Serialize, Default)]
#[serde(rename_all = "kebab-case")]
struct Wish {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    private: bool,
    #[serde(skip_serializing_if = "is_false")]
    may_be_unknown: bool,
}

#[derive(Serialize)]
struct Choice {
    id: String,
    text: String,
}

#[derive(Serialize)]
struct Hazard {
    id: String,
    level: &'static str,
    #[serde(rename = "hazard")]
    what: String,
    consequence: String,
    avoid: String,
}

/// Why a line was not taken, and what is possible.
#[derive(Serialize)]
pub(super) struct Rejected {
    format: u8,
    #[serde(rename = "rejected")]
    reason: String,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    possible: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<Wish>,
}

impl Rejected {
    pub(super) fn plain(reason: &str, message: &str) -> Self {
        let (reason, message) = (reason.to_owned(), message.to_owned());
        Self { format: 1, reason, message, possible: Vec::new(), input: None }
    }

    pub(super) fn of(phrase: Phrase<'_>, view: &View<'_>, refusal: &Refusal, today: Date) -> Self {
        let wanted = Wanted::of(phrase, view);
        let possible = wanted.choices.iter().map(|choice| choice.id.to_string()).collect();
        let input = Some(wish(phrase, &wanted, today));
        Self { possible, input, ..Self::plain(refusal.name(), &refusal.say(phrase, today)) }
    }
}

/// Writes a view.
pub(super) fn show(
    phrase: Phrase<'_>,
    session: &Session<'_>,
    view: &View<'_>,
    frame: Frame<'_>,
    agent: bool,
    today: Date,
) -> Shown {
    let tree = session.state().trees().last().and_then(|ix| phrase.library.tree(*ix)).map(|tree| tree.id.to_string());
    let shown = Shown { format: 1, tree, ..Shown::default() };
    let wanted = Wanted::of(phrase, view);
    let input = Some(wish(phrase, &wanted, today));
    let choices = wanted.choices.iter().map(|it| Choice { id: it.id.to_string(), text: it.label.clone() });
    match view {
        View::Warning { warning, step } => Shown {
            view: "warning",
            step: Some(step.id.to_string()),
            input,
            warnings: hazard(phrase, warning.index()).into_iter().collect(),
            ..shown
        },
        View::Step { key, step, help, previous, done } => {
            let mut texts = texts(phrase, step, agent);
            texts.help = help.map(|text| text.get(phrase.words.lang()).to_owned());
            texts.previous = previous.as_ref().map(|reply| phrase.reply(key, reply));
            texts.done = *done;
            Shown {
                view: if matches!(step.kind, Kind::Instruction(_)) { "instruction" } else { "question" },
                step: Some(phrase.key_name(key)),
                texts,
                input,
                answers: choices.collect(),
                warnings: mild(phrase, step),
                ..shown
            }
        }
        View::Collect { fact, remaining } => {
            let declared = phrase.fact(*fact);
            let text = |text: &Text| text.get(phrase.words.lang()).to_owned();
            let texts = Texts {
                ask: declared.map(|(_, fact)| text(fact.ask.as_ref().unwrap_or(&fact.name))),
                look: declared.and_then(|(_, fact)| fact.look.as_ref().map(text)),
                fact: declared.map(|(id, _)| id.to_string()),
                remaining: Some(*remaining),
                ..Texts::default()
            };
            Shown { view: "collect", texts, input, answers: choices.collect(), ..shown }
        }
        View::Ended(ended) => Shown { view: "ended", ended: Some(End::of(phrase, session, frame, ended)), ..shown },
        View::Missing(_) | View::NotStarted => Shown { view: "nothing", ..shown },
    }
}

fn texts(phrase: Phrase<'_>, step: &Step, agent: bool) -> Texts {
    let text = |text: &Text| text.get(phrase.words.lang()).to_owned();
    let mut texts = Texts {
        ask: step.question().map(|question| text(&question.ask)),
        look: step.look.as_ref().map(text),
        why: step.why.as_ref().map(text),
        seconds: step.time.map(|time| time.0),
        ..Texts::default()
    };
    if agent {
        texts.say = step.say.as_ref().map(text);
        texts.note = step.note.as_ref().map(text);
    }
    texts.by = step.by.map(|by| match by {
        By::Customer => "customer",
        By::Agent => "agent",
        By::Admin => "admin",
        By::Technician => "technician",
    });
    if let Kind::Instruction(instruction) = &step.kind {
        texts.instruction = Some(text(&instruction.text));
        texts.expect = instruction.expect.as_ref().map(text);
        texts.risk = Some(risk(instruction.risk));
        if matches!(instruction.after, After::Verify { .. }) {
            texts.ask = Some(phrase.words.say("step-verify"));
        }
    }
    texts
}

fn wish(phrase: Phrase<'_>, wanted: &Wanted, today: Date) -> Wish {
    let bound = |bound: &Option<tree::Bound>| bound.as_ref().map(|it| machine_bound(phrase, it, today));
    let wish = Wish { private: wanted.private, may_be_unknown: wanted.may_skip, ..Wish::default() };
    match &wanted.way {
        Way::Acknowledge => Wish { kind: "acknowledge", ..wish },
        Way::Done => Wish { kind: "done", ..wish },
        Way::Outcome => Wish { kind: "outcome", ..wish },
        Way::Nothing => Wish { kind: "none", ..wish },
        Way::Input(input) => match input {
            tree::Input::Choice => Wish { kind: "choice", ..wish },
            tree::Input::Many => Wish { kind: "many", ..wish },
            tree::Input::Number { scale, unit } => {
                let unit = unit.as_ref().map(|unit| unit.get(phrase.words.lang()).to_owned());
                Wish { kind: "number", min: bound(&scale.min), max: bound(&scale.max), unit, ..wish }
            }
            tree::Input::Date(scale) => Wish { kind: "date", min: bound(&scale.min), max: bound(&scale.max), ..wish },
            tree::Input::Text { max, pattern, .. } => Wish {
                kind: "text",
                max: Some(max.to_string()),
                pattern: pattern.as_ref().map(|it| it.as_str().to_owned()),
                ..wish
            },
        },
    }
}

/// Bounds for programs: numbers with a point, days as year, month, day.
fn machine_bound(phrase: Phrase<'_>, bound: &tree::Bound, today: Date) -> String {
    let english = crate::words::Words::new(crate::base::Lang::EN);
    Phrase { library: phrase.library, words: &english }.bound(bound, today)
}

fn mild(phrase: Phrase<'_>, step: &Step) -> Vec<Hazard> {
    let warnings = &phrase.library.vocabulary().warnings;
    let indices = step.warn.iter().filter_map(|link| link.to).map(tree::WarningIx::index);
    let is_mild = |ix: &usize| warnings.get_index(*ix).is_some_and(|(_, it)| !it.level.must_be_acknowledged());
    indices.filter(is_mild).filter_map(|ix| hazard(phrase, ix)).collect()
}

fn hazard(phrase: Phrase<'_>, ix: usize) -> Option<Hazard> {
    let (id, warning) = phrase.library.vocabulary().warnings.get_index(ix)?;
    let lang = phrase.words.lang();
    Some(Hazard {
        id: id.to_string(),
        level: match warning.level {
            Severity::Notice => "notice",
            Severity::Caution => "caution",
            Severity::Warning => "warning",
            Severity::Danger => "danger",
        },
        what: warning.hazard.get(lang).to_owned(),
        consequence: warning.consequence.get(lang).to_owned(),
        avoid: warning.avoid.get(lang).to_owned(),
    })
}

fn risk(risk: Risk) -> &'static str {
    match risk {
        Risk::None => "none",
        Risk::Interrupts => "interrupts",
        Risk::Settings => "settings",
        Risk::Damage => "damage",
        Risk::DataLoss => "data-loss",
        Risk::Money => "money",
        Risk::Safety => "safety",
        Risk::Security => "security",
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

//! The hand-over that spares everyone a second telling, and the closing note of a fix.

use super::{Number, Phrase};
use crate::{
    base::{Id, Text, clean_line},
    engine::{Ended, Entry, Origin, Passed, Reply, State, Tried, Value},
    tree::{FactIx, Kind, TreeIx, Urgency},
};

/// The most characters of an instruction in a hand-over.
const MOST_OF_AN_INSTRUCTION: usize = 160;

/// What a case has beside its state.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Its number.
    pub number: &'a Number,
    /// How the person described the problem.
    pub own_words: Option<&'a str>,
}

/// Everything that the one who takes over needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HandOver {
    /// The number of the case.
    pub number: String,
    /// What the fault is called.
    pub fault: String,
    /// How the person described it.
    pub own_words: Option<String>,
    /// Who takes over.
    pub role: Option<String>,
    /// How soon.
    pub urgency: Option<Urgency>,
    /// Why, as the customer was told.
    pub because: Option<String>,
    /// Whether the person asked for a human.
    pub wanted: bool,
    /// What it probably is.
    pub probably: Vec<String>,
    /// Who, what, since when.
    pub details: Vec<Detail>,
    /// What was answered.
    pub answers: Vec<Line>,
    /// What was tried.
    pub tried: Vec<TriedLine>,
    /// What it is not.
    pub ruled_out: Vec<String>,
    /// What was warned of.
    pub warnings: Vec<String>,
    /// What was written down.
    pub notes: Vec<String>,
    /// What was asked for and is not known.
    pub missing: Vec<String>,
}

/// A fact with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// The id of the fact.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Where it is known from.
    pub origin: Origin,
    /// Whether it must never leave the case.
    pub private: bool,
}

/// An answer as a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The statement.
    pub text: String,
    /// Where it is known from.
    pub origin: Origin,
}

/// An instruction with its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriedLine {
    /// What was done.
    pub what: String,
    /// What it brought.
    pub result: String,
}

/// What is said when it works again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The number of the case.
    pub number: String,
    /// What it was; several if the instruction fixes several causes.
    pub causes: Vec<String>,
    /// What to watch for, what to do if it comes back.
    pub note: Option<String>,
}

impl Closing {
    /// Writes the closing note of a fix.
    pub fn of(phrase: Phrase<'_>, frame: Frame<'_>, tree: TreeIx, causes: &[&Id], note: Option<&Text>) -> Self {
        Self {
            number: frame.number.to_string(),
            causes: causes.iter().map(|cause| phrase.cause(tree, cause)).collect(),
            note: note.map(|text| text.get(phrase.words.lang()).to_owned()),
        }
    }
}

impl HandOver {
    /// Writes the hand-over of a case as it stands now.
    pub fn of(phrase: Phrase<'_>, frame: Frame<'_>, state: &State) -> Self {
        let vocabulary = phrase.library.vocabulary();
        let lang = phrase.words.lang();
        let warnings = state.warnings().iter().filter_map(|ix| vocabulary.warnings.get_index(ix.index()));
        let missing = state.collected().iter().filter(|(_, value)| value.is_none());
        Self {
            number: frame.number.to_string(),
            fault: state.trees().last().map(|tree| phrase.title(*tree)).unwrap_or_default(),
            own_words: frame.own_words.map(str::to_owned),
            details: details(phrase, state),
            answers: state.trail_before().iter().chain(state.trail()).filter_map(|entry| line(phrase, entry)).collect(),
            tried: state.tried().iter().map(|tried| tried_line(phrase, tried)).collect(),
            ruled_out: state.ruled_out().iter().map(|(tree, cause)| phrase.cause(*tree, cause)).collect(),
            warnings: warnings.map(|(_, warning)| warning.hazard.get(lang).to_owned()).collect(),
            notes: state.notes().iter().map(ToString::to_string).collect(),
            missing: missing.map(|(fact, _)| phrase.fact_name(*fact)).collect(),
            ..Self::default()
        }
    }

    /// Writes the hand-over at an escalation.
    pub fn at_end(phrase: Phrase<'_>, frame: Frame<'_>, state: &State, ended: &Ended<'_>) -> Self {
        let mut written = Self::of(phrase, frame, state);
        let Ended::Escalated { tree, role, urgency, because, causes, wanted } = ended else { return written };
        let lang = phrase.words.lang();
        let role = role.and_then(|ix| phrase.library.vocabulary().roles.get_index(ix.index()));
        written.role = role.map(|(_, role)| role.name.get(lang).to_owned());
        written.urgency = Some(*urgency);
        written.because = because.map(|text| text.get(lang).to_owned());
        written.wanted = *wanted;
        written.probably = causes.iter().map(|cause| phrase.cause(*tree, cause)).collect();
        written
    }
}

/// Lists what was collected, in that order, then what else is known without having been asked for at a step.
fn details(phrase: Phrase<'_>, state: &State) -> Vec<Detail> {
    let detail = |fact: FactIx, value: &Value, origin: &Origin| {
        let (id, declared) = phrase.fact(fact)?;
        let (name, value) = (phrase.fact_name(fact), phrase.value(fact, value));
        Some(Detail { id: id.clone(), name, value, origin: origin.clone(), private: declared.private })
    };
    let mut details = Vec::new();
    for (fact, value) in state.collected() {
        details.extend(value.as_ref().and_then(|value| detail(*fact, value, &Origin::Said(None))));
    }
    for known in state.facts() {
        let is_new = !state.collected().iter().any(|(fact, _)| *fact == known.fact);
        let is_asked = matches!(known.origin, Origin::Said(Some(_)));
        let is_voice = phrase.fact(known.fact).is_some_and(|(id, _)| id.as_str() == "voice");
        if is_new && !is_asked && !is_voice {
            details.extend(detail(known.fact, &known.value, &known.origin));
        }
    }
    details
}

/// Tells an answer; what was done stands among what was tried, what was known among the details.
fn line(phrase: Phrase<'_>, entry: &Entry) -> Option<Line> {
    match &entry.passed {
        Passed::Replied(Reply::Outcome(_) | Reply::Done) | Passed::Known(_) => None,
        Passed::Replied(reply) => {
            let step = phrase.step(&entry.key)?;
            if matches!(step.kind, Kind::Instruction(_)) {
                return None;
            }
            let text = phrase.summary(&entry.key, reply);
            Some(Line { text, origin: Origin::Said(Some(entry.key.clone())) })
        }
    }
}

fn tried_line(phrase: Phrase<'_>, tried: &Tried) -> TriedLine {
    let what = phrase.step(&tried.key).map(|step| phrase.wanted(step)).unwrap_or_default();
    let result = match &tried.reply {
        Reply::Outcome(outcome) => phrase.outcome(*outcome),
        Reply::Done => phrase.words.say("tried-done"),
        reply => {
            let answer = phrase.summary(&tried.key, reply);
            phrase.words.tell("tried-answered", &[("answer", (&answer).into())])
        }
    };
    let result =
        if tried.active { result } else { phrase.words.tell("tried-off-path", &[("result", (&result).into())]) };
    TriedLine { what: shorten(&what), result }
}

/// Cuts a long instruction at a word.
fn shorten(text: &str) -> String {
    let line = clean_line(text);
    if line.chars().count() <= MOST_OF_AN_INSTRUCTION {
        return line.into_owned();
    }
    let mut kept = String::new();
    for word in line.split(' ') {
        if MOST_OF_AN_INSTRUCTION < kept.chars().count() + word.chars().count() {
            break;
        }
        kept.push_str(word);
        kept.push(' ');
    }
    kept.trim_end().to_owned() + " …"
}

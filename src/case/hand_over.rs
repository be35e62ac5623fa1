//! The hand-over that spares everyone a second telling, and the closing note of a fix.

use super::{Number, Phrase};
use crate::{
    base::{Id, Text, clean_line},
    engine::{Ended, Entry, Origin, Passed, Reply, State, Tried, Value},
    tree::{Duration, FactIx, Input, Kind, Step, TreeIx, Urgency, Within},
    words::Words,
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
    /// The tree that was walked last.
    pub tree: String,
    /// What the fault is called.
    pub fault: String,
    /// How the person described it.
    pub own_words: Option<String>,
    /// The id of who takes over.
    pub role_id: Option<String>,
    /// Who takes over.
    pub role: Option<String>,
    /// How soon.
    pub urgency: Option<Urgency>,
    /// How long it may wait.
    pub limit: Option<Duration>,
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
    /// What is private and was left out: what each is called.
    pub withheld: Vec<String>,
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
    /// The step, as [`Phrase::key_name`] names it.
    pub step: String,
    /// The statement.
    pub text: String,
    /// Where it is known from.
    pub origin: Origin,
    /// Whether it must never leave the case.
    pub private: bool,
}

/// An instruction with its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriedLine {
    /// The step, as [`Phrase::key_name`] names it.
    pub step: String,
    /// What was done.
    pub what: String,
    /// What it brought.
    pub result: String,
    /// The result without what must never leave the case, if there is such.
    pub public_result: Option<String>,
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
        let last = state.trees().last().and_then(|tree| phrase.library.tree(*tree));
        let missing = state.collected().iter().filter(|(_, value)| value.is_none());
        Self {
            number: frame.number.to_string(),
            tree: last.map(|tree| tree.id.to_string()).unwrap_or_default(),
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
        written.role_id = role.map(|(id, _)| id.to_string());
        written.limit = Some(role.map_or_else(Within::default, |(_, role)| role.within).limit(*urgency));
        written.role = role.map(|(_, role)| role.name.get(lang).to_owned());
        written.urgency = Some(*urgency);
        written.because = because.map(|text| text.get(lang).to_owned());
        written.wanted = *wanted;
        written.probably = causes.iter().map(|cause| phrase.cause(*tree, cause)).collect();
        written
    }

    /// Leaves out what is private, and says that it was: facts marked so, replies to private questions, notes and
    /// the person's own words. Nobody declares what stands in the last two.
    #[must_use]
    pub fn without_private(mut self, words: &Words) -> Self {
        let (private, public): (Vec<_>, Vec<_>) = self.details.into_iter().partition(|detail| detail.private);
        self.details = public;
        self.withheld.extend(private.into_iter().map(|detail| detail.name));
        let before = self.answers.len() + self.tried.iter().filter(|tried| tried.public_result.is_some()).count();
        self.answers.retain(|line| !line.private);
        for tried in &mut self.tried {
            if let Some(public) = tried.public_result.take() {
                tried.result = public;
            }
        }
        let counted = [("withheld-answers", before - self.answers.len()), ("withheld-notes", self.notes.len())];
        self.notes.clear();
        if self.own_words.take().is_some() {
            self.withheld.push(words.say("withheld-own-words"));
        }
        let counted = counted.into_iter().filter(|(_, count)| 0 < *count);
        self.withheld.extend(counted.map(|(id, count)| words.tell(id, &[("count", count.into())])));
        self
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
            let private = is_private(phrase, step);
            let step = phrase.key_name(&entry.key);
            Some(Line { step, text, origin: Origin::Said(Some(entry.key.clone())), private })
        }
    }
}

fn tried_line(phrase: Phrase<'_>, tried: &Tried) -> TriedLine {
    let step = phrase.step(&tried.key);
    let what = step.map(|step| phrase.wanted(step)).unwrap_or_default();
    let is_answered = !matches!(tried.reply, Reply::Outcome(_) | Reply::Done);
    let is_private = is_answered && step.is_some_and(|step| is_private(phrase, step));
    let result = match &tried.reply {
        Reply::Outcome(outcome) => phrase.outcome(*outcome),
        Reply::Done => phrase.words.say("tried-done"),
        reply => {
            let answer = phrase.summary(&tried.key, reply);
            phrase.words.tell("tried-answered", &[("answer", (&answer).into())])
        }
    };
    let placed = |result: String| {
        if tried.active { result } else { phrase.words.tell("tried-off-path", &[("result", (&result).into())]) }
    };
    let public_result = is_private.then(|| placed(phrase.words.say("tried-done")));
    TriedLine { step: phrase.key_name(&tried.key), what: shorten(&what), result: placed(result), public_result }
}

/// Says whether what is replied to a step must never leave the case.
pub(super) fn is_private(phrase: Phrase<'_>, step: &Step) -> bool {
    step.question().is_some_and(|question| {
        let fact = question.fact.as_ref().and_then(|fact| fact.to).and_then(|fact| phrase.fact(fact));
        matches!(question.input, Input::Text { private: true, .. }) || fact.is_some_and(|(_, fact)| fact.private)
    })
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

//! The wire form of a tree, version 1: steps, ways and texts in all languages, for other programs.

use serde::{Serialize, Serializer};

use super::{Goal, Plan, Stop, Way, describe};
use crate::{
    base::{Text, is_deceptive},
    tree::{After, Bound, Ending, FactIx, Guard, Input, Instruction, Kind, Link, Question, Scale, Step},
};

/// A text: an object of languages in the author's order.
struct Texts<'a>(&'a Text);

impl Serialize for Texts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(lang, words)| (lang.to_string(), words)))
    }
}

/// Phrases: an object of languages, each a list.
struct Phrases<'a>(&'a [(crate::base::Lang, Vec<String>)]);

impl Serialize for Phrases<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(lang, phrases)| (lang.to_string(), phrases)))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document<'a> {
    format: u8,
    tree: &'a str,
    part: bool,
    title: Texts<'a>,
    symptoms: Phrases<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hand_over_seconds: Option<u32>,
    causes: Vec<Cause<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    exits: Vec<&'a str>,
    start: &'a str,
    steps: Vec<Node<'a>>,
    edges: Vec<Edge<'a>>,
    warnings: Vec<Hazard<'a>>,
    roles: Vec<Named<'a>>,
    facts: Vec<Named<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Cause<'a> {
    id: &'a str,
    name: Texts<'a>,
    /// Relative to the other causes.
    #[serde(skip_serializing_if = "Option::is_none")]
    how_common: Option<f64>,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    name: Texts<'a>,
}

#[derive(Serialize)]
struct Hazard<'a> {
    id: &'a str,
    level: &'static str,
    #[serde(rename = "hazard")]
    what: Texts<'a>,
    consequence: Texts<'a>,
    avoid: Texts<'a>,
}

/// A step. Absent keys have no value.
#[derive(Serialize, Default)]
#[serde(rename_all = "kebab-case")]
struct Node<'a> {
    number: usize,
    id: &'a str,
    kind: &'static str,
    #[serde(rename = "do", skip_serializing_if = "Option::is_none")]
    instruction: Option<Texts<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ask: Option<Texts<'a>>,
    #[serde(skip_serializing_if = "is_false")]
    verify: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    look: Option<Texts<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Texts<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expect: Option<Texts<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Texts<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    say: Option<Texts<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<Texts<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    risk: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warn: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<Wish<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fact: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    check: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    causes: Vec<Removed<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    urgency: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    collect: Vec<&'a str>,
    #[serde(rename = "continue", skip_serializing_if = "Option::is_none")]
    tree: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exit: Option<&'a str>,
}

/// A cause that a step removes or suspects, and how often the step helps then.
#[derive(Serialize)]
struct Removed<'a> {
    cause: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    helps: Option<f64>,
}

/// How a question is answered.
#[derive(Serialize, Default)]
struct Wish<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Texts<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<&'a str>,
    #[serde(skip_serializing_if = "is_false")]
    private: bool,
}

/// A way from a step: to another, or, without `to`, out of the case as fixed.
#[derive(Serialize)]
struct Edge<'a> {
    from: &'a str,
    id: String,
    role: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Texts<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Texts<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Texts<'a>>,
    /// What it is called, or when it is taken, in the language of the export.
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    likely: Vec<Likely<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    then: Option<&'a str>,
    #[serde(skip_serializing_if = "is_false")]
    back: bool,
}

#[derive(Serialize)]
struct Likely<'a> {
    cause: &'a str,
    chance: f64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// Writes a tree as JSON for other programs: one object with the key `format`, which is 1.
///
/// `steps` stand in walking order and have a `number`, an `id` that is unique in the tree, a `kind` (`question`,
/// `instruction`, `call`, `route`, `fix`, `escalation`, `continuation`, `exit`) and the author's texts, each an
/// object of languages. `edges` name the step that they leave (`from`), their `id` within that step, the step that
/// they lead to (`to`; an edge without one ends the case as fixed), and, where an edge may be taken a limited
/// number of `times`, where it leads `then`. Chances lie between 0 and 1, `how-common` is a weight, times are in
/// seconds. Keys without a value are left out; keys may be added within version 1.
pub fn json(plan: &Plan<'_>) -> String {
    let document = Document::of(plan);
    // The types above have string keys and finite numbers only, so writing them cannot fail.
    let mut text = escape(&serde_json::to_string_pretty(&document).unwrap_or_default());
    text.push('\n');
    text
}

/// Escapes what a terminal would obey or a reader could not see.
fn escape(json: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if (c.is_control() && c != '\n') || is_deceptive(c) || matches!(c, '\u{2028}' | '\u{2029}') {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _written = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

impl<'a> Document<'a> {
    fn of(plan: &'a Plan<'a>) -> Self {
        let tree = plan.tree;
        let vocabulary = plan.phrase.library.vocabulary();
        let causes = tree.causes.iter().map(|(id, cause)| Cause {
            id: id.as_str(),
            name: Texts(&cause.name),
            how_common: cause.how_common.map(|it| it.0),
        });
        let warned = |id: &str| plan.stops().iter().any(|it| it.step.warn.iter().any(|warn| warn.id.as_str() == id));
        let warnings = vocabulary.warnings.iter().filter(|(id, _)| warned(id.as_str())).map(|(id, it)| Hazard {
            id: id.as_str(),
            level: describe::severity(it.level),
            what: Texts(&it.hazard),
            consequence: Texts(&it.consequence),
            avoid: Texts(&it.avoid),
        });
        let steps: Vec<Node<'a>> = plan.stops().iter().map(Node::of).collect();
        let used = |id: &str| steps.iter().any(|it| it.role == Some(id));
        let roles = vocabulary.roles.iter().filter(|(id, _)| used(id.as_str()));
        let roles = roles.map(|(id, role)| Named { id: id.as_str(), name: Texts(&role.name) }).collect();
        Self {
            format: 1,
            tree: tree.id.as_str(),
            part: tree.is_part(),
            title: Texts(&tree.title),
            symptoms: Phrases(&tree.symptoms),
            reviewed: tree.reviewed.map(|day| day.to_string()),
            review_by: tree.review_by.map(|day| day.to_string()),
            hand_over_seconds: tree.hand_over.map(|time| time.0),
            causes: causes.collect(),
            exits: tree.exits.iter().flatten().map(|exit| exit.id.as_str()).collect(),
            start: tree.start.id.as_str(),
            edges: plan.stops().iter().flat_map(|stop| stop.ways.iter().map(|way| edge(plan, stop, way))).collect(),
            warnings: warnings.collect(),
            roles,
            facts: facts(plan, &steps),
            steps,
        }
    }
}

/// Lists the facts that steps remember or collect, in the order of the library.
fn facts<'a>(plan: &'a Plan<'a>, steps: &[Node<'a>]) -> Vec<Named<'a>> {
    let library = plan.phrase.library;
    let mut used: Vec<FactIx> = Vec::new();
    for node in steps {
        let names = node.fact.iter().chain(&node.collect);
        used.extend(names.filter_map(|name| library.find_fact(Some(plan.ix), name)));
    }
    used.sort_unstable();
    used.dedup();
    let declared = used.into_iter().filter_map(|ix| library.fact(ix));
    declared.map(|(id, fact)| Named { id: id.as_str(), name: Texts(&fact.name) }).collect()
}

impl<'a> Node<'a> {
    fn of(stop: &Stop<'a>) -> Self {
        let step = stop.step;
        let mut node = Self {
            number: stop.number,
            id: step.id.as_str(),
            kind: describe::kind(step),
            look: step.look.as_ref().map(Texts),
            why: step.why.as_ref().map(Texts),
            note: step.note.as_ref().map(Texts),
            say: step.say.as_ref().map(Texts),
            seconds: step.time.map(|time| time.0),
            by: step.by.map(describe::by),
            warn: step.warn.iter().map(|warn| warn.id.as_str()).collect(),
            ..Self::default()
        };
        if let Some(question) = step.question() {
            node.ask = Some(Texts(&question.ask));
            node.input = Some(Wish::of(question));
            node.fact = question.fact.as_ref().map(|fact| fact.id.as_str());
            node.check = question.check.as_ref().map(|check| check.id.as_str());
        }
        match &step.kind {
            Kind::Question(_) | Kind::Route(_) => {}
            Kind::Instruction(instruction) => node.instruct(instruction),
            Kind::Call(call) => node.part = Some(call.part.id.as_str()),
            Kind::Ending(ending) => node.end(ending),
        }
        node
    }

    fn instruct(&mut self, instruction: &'a Instruction) {
        self.instruction = Some(Texts(&instruction.text));
        self.expect = instruction.expect.as_ref().map(Texts);
        self.risk = Some(describe::risk(instruction.risk));
        self.verify = matches!(instruction.after, After::Verify { .. });
        self.check = instruction.check.as_ref().map(|check| check.id.as_str()).or(self.check);
        let fixes = instruction.fixes.iter();
        self.causes = fixes.map(|(it, helps)| Removed { cause: it.id.as_str(), helps: helps.map(|it| it.0) }).collect();
    }

    fn end(&mut self, ending: &'a Ending) {
        let suspected = |causes: &'a [Link<()>]| {
            causes.iter().map(|cause| Removed { cause: cause.id.as_str(), helps: None }).collect::<Vec<_>>()
        };
        match ending {
            Ending::Fix { cause, note } => {
                self.causes = suspected(std::slice::from_ref(cause));
                self.note = note.as_ref().map(Texts).or(self.note.take());
            }
            Ending::Escalate { role, urgency, collect, because, causes } => {
                self.role = Some(role.id.as_str());
                self.urgency = Some(describe::urgency(*urgency));
                self.collect = collect.iter().map(|fact| fact.id.as_str()).collect();
                self.because = because.as_ref().map(Texts);
                self.causes = suspected(causes);
            }
            Ending::Continue { tree, causes } => {
                self.tree = Some(tree.id.as_str());
                self.causes = suspected(causes);
            }
            Ending::Exit(exit) => self.exit = Some(exit.id.as_str()),
        }
    }
}

impl<'a> Wish<'a> {
    fn of(question: &'a Question) -> Self {
        let ends = |scale: &Scale| {
            let end = |bound: &Option<Bound>| bound.as_ref().map(ToString::to_string);
            (end(&scale.min), end(&scale.max))
        };
        match &question.input {
            Input::Choice => Self { kind: "choice", ..Self::default() },
            Input::Many => Self { kind: "many", ..Self::default() },
            Input::Number { scale, unit } => {
                let (min, max) = ends(scale);
                Self { kind: "number", min, max, unit: unit.as_ref().map(Texts), ..Self::default() }
            }
            Input::Date(scale) => {
                let (min, max) = ends(scale);
                Self { kind: "date", min, max, ..Self::default() }
            }
            Input::Text { max, pattern, private } => Self {
                kind: "text",
                max: Some(max.to_string()),
                pattern: pattern.as_ref().map(crate::tree::Pattern::as_str),
                private: *private,
                ..Self::default()
            },
        }
    }
}

fn edge<'a>(plan: &'a Plan<'a>, stop: &'a Stop<'a>, way: &'a Way<'a>) -> Edge<'a> {
    use crate::tree::EdgeRole as Role;
    let id = |ix| plan.tree.step(ix).map(|step: &Step| step.id.as_str());
    let answer = match way.role {
        Role::Answer(at) => stop.step.question().and_then(|it| it.answers.get(at as usize)),
        _ => None,
    };
    let likely = answer.iter().flat_map(|it| &it.likely);
    let when = match answer.map(|it| &it.guard) {
        Some(Guard::Range { from, below }) => {
            let end = |bound: &Option<Bound>| bound.as_ref().map(ToString::to_string).unwrap_or_default();
            Some(format!("{}..{}", end(from), end(below)))
        }
        Some(Guard::Matches(pattern)) => Some(pattern.as_str().to_owned()),
        _ => None,
    };
    Edge {
        from: stop.step.id.as_str(),
        id: way.id.to_string(),
        role: match way.role {
            Role::Answer(_) => "answer",
            Role::Next => "next",
            Role::Solved => "solved",
            Role::Else => "else",
            Role::Cannot => "cannot",
            Role::Exit(_) => "exit",
            Role::Route(_) => "route",
        },
        to: match way.goal {
            Goal::Step(ix) => id(ix),
            Goal::Fixed(_) => None,
        },
        text: answer.and_then(|it| it.text.as_ref()).map(Texts),
        summary: answer.and_then(|it| it.summary.as_ref()).map(Texts),
        help: answer.and_then(|it| it.help.as_ref()).map(Texts),
        label: way.label.clone(),
        when,
        likely: likely.map(|(cause, chance)| Likely { cause: cause.id.as_str(), chance: chance.0 }).collect(),
        times: way.retry.map(|(times, _)| times),
        then: way.retry.and_then(|(_, then)| then).and_then(id),
        back: way.back,
    }
}

//! A tree as an outline for the terminal: causes, then the steps in walking order with where they lead.

mod page;

pub use page::page;

use super::{Goal, Plan, Stop, Way, describe};
use crate::{
    base::clean_line,
    tree::{After, Cause, Ending, Kind, Library, Risk, StepIx, TreeIx},
};

/// How many steps that lead to one are listed.
const MOST_LISTED: usize = 20;

/// A row of an outline: words beside a label, for whoever wraps and writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// How far it is moved in.
    pub indent: usize,
    /// What stands before the words, with the blanks that belong between.
    pub label: String,
    /// The words.
    pub words: String,
    /// How much they stand out.
    pub weight: Weight,
    /// Whether an empty line comes before.
    pub gap: bool,
}

/// How much a row stands out. Nothing is told by that alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// As any text.
    Plain,
    /// What one looks for.
    Strong,
    /// What one may skip.
    Quiet,
    /// What is dangerous.
    Alarm,
}

/// Rows as they are gathered.
#[derive(Default)]
struct Rows(Vec<Row>);

impl Rows {
    fn put(&mut self, indent: usize, label: &str, weight: Weight, words: impl Into<String>) {
        let row = Row { indent, label: label.to_owned(), words: words.into(), weight, gap: false };
        if !row.words.trim().is_empty() {
            self.0.push(row);
        }
    }

    fn gap(&mut self, indent: usize, label: &str, weight: Weight, words: impl Into<String>) {
        let row = Row { indent, label: label.to_owned(), words: words.into(), weight, gap: true };
        self.0.push(row);
    }
}

/// Writes the outline of a tree.
pub fn outline(plan: &Plan<'_>) -> Vec<Row> {
    let words = plan.phrase.words;
    let mut rows = Rows::default();
    rows.gap(0, "", Weight::Strong, describe::line(&plan.tree.title, words.lang()));
    let count = words.tell("outline-count", &[("count", plan.stops().len().into())]);
    rows.put(0, "", Weight::Quiet, format!("{} · {count}", plan.tree.id));
    if !plan.tree.causes.is_empty() {
        causes(plan, &mut rows);
    }
    rows.gap(0, "", Weight::Strong, words.say("outline-steps"));
    let widest = plan.stops().len().to_string().len();
    let arrivals = plan.arrivals();
    for (stop, arriving) in plan.stops().iter().zip(&arrivals) {
        step(plan, stop, arriving, widest, &mut rows);
    }
    rows.0
}

/// Lists the parts that a tree calls, those that its parts call included, each once, in the order of the first call.
pub fn parts(library: &Library, tree: TreeIx) -> Vec<TreeIx> {
    let mut found: Vec<TreeIx> = vec![tree];
    let mut next = 0;
    while let Some(ix) = found.get(next).copied() {
        next += 1;
        for (_, step) in library.tree(ix).into_iter().flat_map(crate::tree::Tree::steps) {
            if let Kind::Call(call) = &step.kind
                && let Some(part) = call.part.to.filter(|part| !found.contains(part))
            {
                found.push(part);
            }
        }
    }
    found.remove(0);
    found
}

fn causes(plan: &Plan<'_>, rows: &mut Rows) {
    let words = plan.phrase.words;
    rows.gap(0, "", Weight::Strong, words.say("outline-causes"));
    let common: Vec<String> = plan.tree.causes.values().map(|cause| how_common(plan, cause)).collect();
    let widest = common.iter().map(|it| it.chars().count()).max().unwrap_or_default();
    for ((id, cause), common) in plan.tree.causes.iter().zip(&common) {
        let name = describe::line(&cause.name, words.lang());
        let label = if widest == 0 { String::new() } else { format!("{common:widest$}  ") };
        rows.put(2, &label, Weight::Plain, format!("{name} ({id})"));
    }
}

/// How common a cause is, in the word that the author has for it, else as a number.
fn how_common(plan: &Plan<'_>, cause: &Cause) -> String {
    let Some(common) = cause.how_common else { return String::new() };
    let word = [(100.0, "very-common"), (30.0, "common"), (10.0, "occasional"), (3.0, "rare"), (1.0, "very-rare")]
        .into_iter()
        .find(|(weight, _): &(f64, _)| weight.total_cmp(&common.0).is_eq());
    word.map_or_else(
        || plan.phrase.words.number(common.0),
        |(_, word)| plan.phrase.words.say(&format!("how-common-{word}")),
    )
}

fn step(plan: &Plan<'_>, stop: &Stop<'_>, arriving: &[(usize, usize)], widest: usize, rows: &mut Rows) {
    let words = plan.phrase.words;
    let indent = widest + 2;
    let number = format!("{:>widest$}  ", stop.number);
    rows.gap(0, &number, Weight::Strong, heading(plan, stop));
    // The other remarks stand in the heading and among the ways.
    for remark in super::picture::remarks(plan, stop).into_iter().filter(|remark| remark.words.starts_with('⚠')) {
        // An author who wants to use the same warning needs its id.
        let id = remark.warning.map(|id| format!(" ({id})")).unwrap_or_default();
        let weight = if remark.alarm { Weight::Alarm } else { Weight::Plain };
        rows.put(indent, "", weight, format!("{}{id}", remark.words));
    }
    rows.put(indent, "", Weight::Plain, said(plan, stop));
    if let (Kind::Instruction(_), Some(question)) = (&stop.step.kind, stop.step.question()) {
        rows.put(indent, "", Weight::Plain, describe::line(&question.ask, words.lang()));
    }
    if let Kind::Ending(ending) = &stop.step.kind {
        self::ending(plan, ending, indent, rows);
    }
    if let Kind::Instruction(instruction) = &stop.step.kind
        && matches!(instruction.after, After::Verify { .. })
    {
        rows.put(indent, "", Weight::Plain, words.say("step-verify"));
    }
    let from = numbers(arriving);
    // Who reads on from the step before needs no telling.
    if !from.is_empty() && from != [stop.number - 1] {
        let (listed, more) = (from.len().min(MOST_LISTED), from.len().saturating_sub(MOST_LISTED));
        let mut listed: Vec<String> = from.iter().take(listed).map(ToString::to_string).collect();
        if 0 < more {
            listed.push(words.tell("outline-more", &[("count", more.into())]));
        }
        let said = words.tell("outline-reached-from", &[("steps", (&listed.join(", ")).into())]);
        rows.put(indent, "", Weight::Quiet, said);
    }
    for way in &stop.ways {
        rows.put(indent, "- ", Weight::Plain, lead(plan, stop, way));
    }
}

/// What a step says, with the name of the part or tree that it leads into.
fn said(plan: &Plan<'_>, stop: &Stop<'_>) -> String {
    let said = describe::headline(plan.phrase, plan.ix, stop.step);
    let into = match &stop.step.kind {
        Kind::Call(call) => &call.part.id,
        Kind::Ending(Ending::Continue { tree, .. }) => &tree.id,
        _ => return said,
    };
    if said == into.as_str() { said } else { format!("{said} ({into})") }
}

/// The numbers of the steps that lead to one, each once.
fn numbers(arriving: &[(usize, usize)]) -> Vec<usize> {
    let mut from: Vec<usize> = arriving.iter().map(|(number, _)| *number).collect();
    from.dedup();
    from
}

/// Kind, id and what an agent wants to know at a glance: time, who does it.
fn heading(plan: &Plan<'_>, stop: &Stop<'_>) -> String {
    let words = plan.phrase.words;
    let kind = words.say(&format!("kind-{}", describe::kind(stop.step)));
    let mut parts = vec![format!("{}  {}", kind.to_uppercase(), stop.step.id)];
    if let Some(time) = stop.step.time {
        parts.push(words.time(time.0));
    }
    if let Some(by) = stop.step.by {
        parts.push(words.say(&format!("by-{}", describe::by(by))));
    }
    if let Kind::Instruction(instruction) = &stop.step.kind
        && matches!(instruction.risk, Risk::Interrupts | Risk::Settings)
    {
        parts.push(words.say(&format!("risk-{}", describe::risk(instruction.risk))));
    }
    parts.join(" · ")
}

fn ending(plan: &Plan<'_>, ending: &Ending, indent: usize, rows: &mut Rows) {
    let words = plan.phrase.words;
    if let Ending::Escalate { urgency, collect, .. } = ending {
        let urgency = words.say(&format!("urgency-{}", describe::urgency(*urgency)));
        rows.put(indent, &format!("{}: ", words.say("hand-over-urgency")), Weight::Plain, urgency);
        let facts: Vec<String> = collect.iter().map(|fact| describe::fact_name(plan.phrase, fact)).collect();
        rows.put(indent, &format!("{}: ", words.say("outline-collects")), Weight::Plain, facts.join(", "));
    }
}

/// One way out of a step: its label and where it leads, with what is shown above named as such.
fn lead(plan: &Plan<'_>, stop: &Stop<'_>, way: &Way<'_>) -> String {
    let words = plan.phrase.words;
    let goal = match way.goal {
        Goal::Fixed(causes) => {
            let causes: Vec<String> = causes
                .iter()
                .map(|(cause, _)| clean_line(&plan.phrase.cause(plan.ix, &cause.id)).into_owned())
                .collect();
            words.tell("outline-fixed", &[("causes", (&causes.join(" / ")).into())])
        }
        Goal::Step(to) => {
            let message = match (way.back, plan.number(to) <= stop.number) {
                (true, _) => "outline-back",
                (false, true) => "outline-above",
                (false, false) => "outline-to",
            };
            words.tell(message, &[("step", (&name(plan, to)).into())])
        }
    };
    let limit = way.retry.map(|(times, then)| {
        let times = words.tell("picture-times", &[("count", usize::from(times).into())]);
        let then = then.map(|then| name(plan, then)).unwrap_or_default();
        words.tell("outline-limit", &[("times", (&times).into()), ("step", (&then).into())])
    });
    let label = if way.label.is_empty() { words.say("outline-on") } else { way.label.clone() };
    format!("{label} {goal}{}", limit.map(|it| format!("; {it}")).unwrap_or_default())
}

/// Number and id of a step.
fn name(plan: &Plan<'_>, ix: StepIx) -> String {
    plan.stop(ix).map(|stop| format!("{} {}", stop.number, stop.step.id)).unwrap_or_default()
}

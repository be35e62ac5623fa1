//! The page of one step: all its texts, who leads to it, where it leads, and how far it is to an ending.

use std::collections::VecDeque;

use super::{Row, Rows, Weight, ending, heading, lead, name, said};
use crate::{
    base::{Text, clean_line},
    export::{Plan, Stop, Way, describe},
    tree::{After, Bound, Chance, Ending, Guard, Input, Kind, Link, Question, Scale, StepIx},
};

/// Writes the page of a step; nothing if the tree has no such step.
pub fn page(plan: &Plan<'_>, ix: StepIx) -> Option<Vec<Row>> {
    let stop = plan.stop(ix)?;
    let mut rows = Rows::default();
    rows.gap(0, &format!("{}  ", stop.number), Weight::Strong, heading(plan, stop));
    warnings(plan, stop, &mut rows);
    texts(plan, stop, &mut rows);
    if let Some(question) = stop.step.question() {
        input(plan, question, &mut rows);
    }
    leads_on(plan, stop, &mut rows);
    leads_here(plan, stop, &mut rows);
    distance(plan, stop, &mut rows);
    Some(rows.0)
}

fn warnings(plan: &Plan<'_>, stop: &Stop<'_>, rows: &mut Rows) {
    let words = plan.phrase.words;
    let lang = words.lang();
    let known = &plan.phrase.library.vocabulary().warnings;
    for (id, warning) in stop.step.warn.iter().filter_map(|it| known.get_index(it.to?.index())) {
        let level = words.say(&format!("severity-{}", describe::severity(warning.level)));
        let hazard = format!("{} ({id})", describe::line(&warning.hazard, lang));
        rows.gap(2, &format!("⚠ {level}: "), Weight::Alarm, hazard);
        let told = |id: &str, text: &Text| words.tell(id, &[("what", (&describe::line(text, lang)).into())]);
        rows.put(4, "", Weight::Plain, told("warning-consequence", &warning.consequence));
        rows.put(4, "", Weight::Plain, told("warning-avoid", &warning.avoid));
    }
}

fn texts(plan: &Plan<'_>, stop: &Stop<'_>, rows: &mut Rows) {
    let words = plan.phrase.words;
    let step = stop.step;
    let (mut own, mut cause) = (Vec::new(), Vec::new());
    match &step.kind {
        Kind::Question(question) => own.push(("page-ask", Some(&question.ask))),
        Kind::Instruction(instruction) => {
            own.extend([("page-do", Some(&instruction.text)), ("page-expect", instruction.expect.as_ref())]);
            if let After::Ask(question) = &instruction.after {
                own.push(("page-ask", Some(&question.ask)));
            }
            cause = instruction.fixes.iter().map(|(cause, chance)| removed(plan, cause, *chance)).collect();
        }
        Kind::Ending(Ending::Fix { note, .. }) => own.push(("page-closing", note.as_ref())),
        Kind::Ending(Ending::Escalate { because, causes, .. }) => {
            own.push(("page-because", because.as_ref()));
            cause = causes.iter().map(|cause| removed(plan, cause, None)).collect();
        }
        Kind::Call(_) | Kind::Route(_) | Kind::Ending(_) => {}
    }
    own.extend([
        ("page-look", step.look.as_ref()),
        ("page-why", step.why.as_ref()),
        ("page-say", step.say.as_ref()),
        ("page-note", step.note.as_ref()),
    ]);
    let mut first = matches!(step.kind, Kind::Question(_) | Kind::Instruction(_));
    if !first {
        rows.gap(2, "", Weight::Plain, said(plan, stop));
    }
    for (message, text) in own.into_iter().filter_map(|(message, text)| text.map(|text| (message, text))) {
        let label = format!("{}: ", words.say(message));
        // Several lines of an instruction stay lines.
        rows.put(2, &label, Weight::Plain, text.get(words.lang()).trim());
        if std::mem::take(&mut first)
            && let Some(row) = rows.0.last_mut()
        {
            row.gap = true;
        }
    }
    if !cause.is_empty() {
        rows.put(2, &format!("{}: ", words.say("page-causes")), Weight::Plain, cause.join("; "));
    }
    if let Kind::Ending(kind) = &step.kind {
        ending(plan, kind, 2, rows);
    }
}

/// A cause, and how often the step helps then.
fn removed(plan: &Plan<'_>, cause: &Link<()>, chance: Option<Chance>) -> String {
    let name = clean_line(&plan.phrase.cause(plan.ix, &cause.id)).into_owned();
    chance.map_or(name.clone(), |chance| format!("{name} ({})", percent(plan, chance.0)))
}

fn percent(plan: &Plan<'_>, share: f64) -> String {
    let number = plan.phrase.words.number((share * 100.0).round());
    plan.phrase.words.tell("share-percent", &[("number", (&number).into())])
}

fn input(plan: &Plan<'_>, question: &Question, rows: &mut Rows) {
    let words = plan.phrase.words;
    rows.put(2, &format!("{}: ", words.say("page-input")), Weight::Plain, kind(plan, &question.input));
    if let Some(fact) = &question.fact {
        let label = format!("{}: ", words.say("page-fact"));
        rows.put(2, &label, Weight::Plain, format!("{} ({})", describe::fact_name(plan.phrase, fact), fact.id));
    }
    if let Some(check) = &question.check {
        rows.put(2, &format!("{}: ", words.say("page-check")), Weight::Plain, check.id.as_str());
    }
}

/// How a question is answered, where that is not by choosing one of its answers.
fn kind(plan: &Plan<'_>, input: &Input) -> String {
    let words = plan.phrase.words;
    let bounded = |scale: &Scale, name: &str, unit: &str| {
        let end = |bound: &Option<Bound>| bound.as_ref().map(|it| describe::bound(plan.phrase, it));
        let (min, max) = (end(&scale.min), end(&scale.max));
        let ends = match (&min, &max) {
            (Some(_), Some(_)) => "-between",
            (Some(_), None) => "-from",
            (None, Some(_)) => "-to",
            (None, None) => "",
        };
        let (min, max) = (min.unwrap_or_default(), max.unwrap_or_default());
        let message = format!("{name}{ends}{}", if unit.is_empty() { "" } else { "-unit" });
        words.tell(&message, &[("min", (&min).into()), ("max", (&max).into()), ("unit", unit.into())])
    };
    match input {
        Input::Choice => String::new(),
        Input::Many => words.say("page-many"),
        Input::Number { scale, unit } => {
            let unit = unit.as_ref().map(|unit| describe::line(unit, words.lang())).unwrap_or_default();
            bounded(scale, "step-number", &unit)
        }
        Input::Date(scale) => bounded(scale, "step-date", ""),
        Input::Text { max, pattern, private } => {
            let mut said = vec![words.tell("step-text", &[("max", (*max as usize).into())])];
            if let Some(pattern) = pattern {
                let pattern = clean_line(pattern.as_str()).into_owned();
                said.push(words.tell("condition-matches", &[("pattern", (&pattern).into())]));
            }
            if *private {
                said.push(words.say("collect-private"));
            }
            said.join("; ")
        }
    }
}

fn leads_on(plan: &Plan<'_>, stop: &Stop<'_>, rows: &mut Rows) {
    let words = plan.phrase.words;
    if stop.ways.is_empty() {
        return;
    }
    rows.gap(2, "", Weight::Strong, words.say("page-leads-on"));
    for way in &stop.ways {
        rows.put(4, "- ", Weight::Plain, lead(plan, stop, way));
        let answer = match way.role {
            crate::tree::EdgeRole::Answer(at) => stop.step.question().and_then(|it| it.answers.get(at as usize)),
            _ => None,
        };
        let Some(answer) = answer else { continue };
        if let Some(guard) =
            describe::guard(plan.phrase, &answer.guard).filter(|_| !matches!(answer.guard, Guard::Otherwise))
        {
            rows.put(6, &format!("{}: ", words.say("page-when")), Weight::Quiet, guard);
        }
        for (message, text) in [("page-summary", &answer.summary), ("page-help", &answer.help)] {
            let said = text.as_ref().map(|text| describe::line(text, words.lang())).unwrap_or_default();
            rows.put(6, &format!("{}: ", words.say(message)), Weight::Quiet, said);
        }
        let likely: Vec<String> =
            answer.likely.iter().map(|(cause, chance)| removed(plan, cause, Some(*chance))).collect();
        rows.put(6, &format!("{}: ", words.say("page-likely")), Weight::Quiet, likely.join("; "));
    }
}

fn leads_here(plan: &Plan<'_>, stop: &Stop<'_>, rows: &mut Rows) {
    let words = plan.phrase.words;
    rows.gap(2, "", Weight::Strong, words.say("page-leads-here"));
    if plan.tree.start.to == Some(stop.ix) {
        rows.put(4, "- ", Weight::Plain, words.say("page-start"));
    }
    for from in plan.stops() {
        for way in from.ways.iter().filter(|way| way.targets().any(|to| to == stop.ix)) {
            rows.put(4, "- ", Weight::Plain, format!("{}: {}", name(plan, from.ix), label(plan, way)));
        }
    }
}

fn label(plan: &Plan<'_>, way: &Way<'_>) -> String {
    if way.label.is_empty() { plan.phrase.words.say("outline-on") } else { way.label.clone() }
}

/// Tells how many steps there are at least from the start to here, and from here to an ending.
fn distance(plan: &Plan<'_>, stop: &Stop<'_>, rows: &mut Rows) {
    let words = plan.phrase.words;
    let to_here = plan.tree.start.to.and_then(|start| steps_until(plan, start, &|it| it.ix == stop.ix));
    let to_end = steps_until(plan, stop.ix, &|it| it.step.may_end());
    let mut gap = true;
    for (message, count) in [("page-from-start", to_here), ("page-to-ending", to_end)] {
        let Some(count) = count.filter(|count| 0 < *count) else { continue };
        rows.put(2, "", Weight::Quiet, words.tell(message, &[("count", count.into())]));
        if std::mem::take(&mut gap)
            && let Some(row) = rows.0.last_mut()
        {
            row.gap = true;
        }
    }
}

/// Counts the steps on the shortest way to one that is sought.
fn steps_until(plan: &Plan<'_>, from: StepIx, sought: &dyn Fn(&Stop<'_>) -> bool) -> Option<usize> {
    let mut seen = vec![false; plan.stops().len() + 1];
    let mut queue = VecDeque::from([(from, 0)]);
    while let Some((ix, distance)) = queue.pop_front() {
        let stop = plan.stop(ix)?;
        if sought(stop) {
            return Some(distance);
        }
        for to in stop.ways.iter().flat_map(Way::targets) {
            if let Some(seen) = seen.get_mut(plan.number(to)).filter(|seen| !**seen) {
                *seen = true;
                queue.push_back((to, distance + 1));
            }
        }
    }
    None
}

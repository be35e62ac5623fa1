//! Reads steps of every kind.

use super::{
    Fields, Reader, condition,
    question::{self, chance, chances, outlet},
};
use crate::{
    base::{Id, Span},
    tree::{
        After, By, Call, Ending, Instruction, Kind, Link, Outlet, Risk, Route, RouteArm, Step, Urgency, format,
        format::Construct,
    },
    yaml::Node,
};

/// Reads one step. Returns nothing if it cannot be walked.
pub(super) fn read(reader: &mut Reader<'_>, id: Id, span: Span, node: &Node<'_>) -> Option<Step> {
    let fields = Fields::read_any(reader, node, "a step")?;
    let Some(kind) = format::step_kind(|key| fields.has(key)) else {
        reader.missing(
            span,
            "ask",
            "a step needs `ask`, `do`, `call`, `route`, `fix`, `escalate`, `continue` or `exit`",
        );
        known_keys(reader, &fields, &UNTOLD);
        return None;
    };
    known_keys(reader, &fields, kind);
    reader.exceptions(&fields, Some((span, node)));
    let kind = match kind.telling() {
        "do" => Kind::Instruction(Box::new(instruction(reader, &fields, span)?)),
        "ask" => {
            let question = question::read(reader, &fields, span);
            if question.answers.is_empty() && question.next.is_none() {
                return None;
            }
            Kind::Question(question)
        }
        "call" => Kind::Call(call(reader, &fields, span)?),
        "route" => Kind::Route(route(reader, &fields)?),
        _ => Kind::Ending(ending(reader, &fields)?),
    };
    let note =
        if matches!(kind, Kind::Ending(Ending::Fix { .. })) { None } else { reader.optional_text(&fields, "note") };
    Some(Step {
        id,
        span,
        warn: reader.links(fields.get("warn"), "warning"),
        look: reader.optional_text(&fields, "look"),
        why: reader.optional_text(&fields, "why"),
        note,
        say: reader.optional_text(&fields, "say"),
        time: reader.duration(fields.get("time")),
        by: fields.get("by").and_then(|node| reader.word(node, "somebody who may do it", &By::WORDS)),
        repeats: false,
        kind,
    })
}

/// A step that does not say what it is: only the keys of all steps are known of it.
static UNTOLD: Construct =
    Construct { name: "step", what: "a step", doc: "", keys: &[], shared: &format::STEP_KEYS, together: &[] };

/// Reports keys that do not belong to this kind of step.
fn known_keys(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, kind: &Construct) {
    let elsewhere = |name: &str| format::STEP_KINDS.iter().find(|it| it.keys.iter().any(|key| key.name == name));
    for (key, _) in fields.entries() {
        let name = key.as_str().unwrap_or_default();
        if kind.has(name) {
            continue;
        }
        match elsewhere(name) {
            Some(_) if kind.keys.is_empty() => {}
            Some(other) => {
                let message = format!("`{name}` does not belong to {}", kind.what);
                let help = format!("it belongs to {}; make it a step of its own", other.what);
                reader.conflict(key.span, message, &help);
            }
            None => fields.report_unknown(reader, key, kind),
        }
    }
}

fn instruction(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, span: Span) -> Option<Instruction> {
    let text = reader.needed_text(fields, "do", span, "write what to do");
    let risk = fields.get("risk").and_then(|node| reader.word(node, "a risk", &Risk::WORDS)).unwrap_or_default();
    let fixes = fixes(reader, fields);
    let after = after(reader, fields, span, !fixes.is_empty())?;
    Some(Instruction {
        text,
        expect: reader.optional_text(fields, "expect"),
        risk,
        check: fields.get("check").and_then(|node| reader.link(node, "a check")),
        fixes,
        after,
    })
}

fn fixes(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) -> Vec<(Link<()>, Option<crate::tree::Chance>)> {
    let several: Vec<_> =
        chances(reader, fields.get("fixes")).into_iter().map(|(cause, chance)| (cause, Some(chance))).collect();
    let helps = fields.get("helps").and_then(|node| chance(reader, node));
    match fields.entry("cause") {
        Some((key, _)) if fields.has("fixes") => {
            reader.conflict(key.span, "`cause` does not go with `fixes`", "name all causes in `fixes`");
            several
        }
        Some((_, node)) => reader.link(node, "a cause").map(|cause| vec![(cause, helps)]).unwrap_or_default(),
        None => {
            if let Some((key, _)) = fields.entry("helps") {
                reader.conflict(key.span, "`helps` needs `cause`", "name the cause that it helps with");
            }
            several
        }
    }
}

fn after(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, span: Span, names_cause: bool) -> Option<After> {
    let verifies = ["solved", "else", "cannot"].iter().find_map(|key| fields.entry(key));
    let asks = fields.entry("ask");
    if let (Some((_, _)), Some((key, _))) = (asks, verifies) {
        let help = "either ask an own question, or let \"Does it work now?\" be asked";
        reader.conflict(key.span, "an instruction with `ask` is not verified as well", help);
    }
    if asks.is_some() {
        let question = question::read(reader, fields, span);
        return (!question.answers.is_empty() || question.next.is_some()).then_some(After::Ask(question));
    }
    for key in ["answers", "input", "fact"] {
        if let Some((node, _)) = fields.entry(key) {
            reader.conflict(
                node.span,
                format!("`{key}` needs `ask`"),
                "write the question that follows the instruction",
            );
        }
    }
    if let Some((key, node)) = fields.entry("next") {
        if verifies.is_some() || names_cause {
            let help = "with `next` nothing is asked; use `else` to ask \"Does it work now?\"";
            reader.conflict(key.span, "`next` does not go with a verification", help);
        }
        return outlet(reader, node).map(After::Next);
    }
    let mut way = |key: &str| -> Option<Outlet> { fields.get(key).and_then(|node| outlet(reader, node)) };
    let (solved, failed, cannot) = (way("solved"), way("else"), way("cannot"));
    let Some(failed) = failed else {
        if !fields.has("else") {
            reader.missing(span, "else", "write the step that follows when it did not help, or `next`");
        }
        return None;
    };
    if solved.is_none() && !names_cause {
        reader.missing(span, "cause", "name the cause that this fixes, or the step `solved` leads to");
    }
    Some(After::Verify { solved, failed, cannot })
}

fn call(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, span: Span) -> Option<Call> {
    let part = reader.link(fields.get("call")?, "a part's id")?;
    let Some(node) = fields.get("exits") else {
        reader.missing(span, "exits", "map each exit of the part to a step");
        return Some(Call { part, exits: Vec::new() });
    };
    let entries = Fields::read_any(reader, node, "`exits`")?;
    let mut exits = Vec::new();
    for (key, value) in entries.entries() {
        if let Some(name) = reader.link(key, "an exit")
            && let Some(outlet) = outlet(reader, value)
        {
            exits.push((name, outlet));
        }
    }
    Some(Call { part, exits })
}

fn route(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) -> Option<Route> {
    let node = fields.get("route")?;
    let Some(items) = node.as_list().filter(|items| !items.is_empty()) else {
        reader.shape(node, "`route` must be a list of `{when: …, next: …}`");
        return None;
    };
    let mut arms = Vec::new();
    for item in items {
        let Some(arm) = Fields::read(reader, item, &format::ARM) else { continue };
        let when = match arm.get("when") {
            Some(node) => match condition::read(reader, node) {
                None => continue,
                found => found,
            },
            None => None,
        };
        let Some(node) = arm.get("next") else {
            reader.missing(item.span, "next", "write the step that this arm leads to");
            continue;
        };
        let span = arm.entry("when").or_else(|| arm.entry("next")).map_or(item.span, |(key, _)| key.span);
        if let Some(outlet) = outlet(reader, node) {
            arms.push(RouteArm { when, span, outlet });
        }
    }
    (!arms.is_empty()).then_some(Route { arms })
}

fn ending(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) -> Option<Ending> {
    if let Some(node) = fields.get("fix") {
        return Some(Ending::Fix { cause: reader.link(node, "a cause")?, note: reader.optional_text(fields, "note") });
    }
    if let Some(node) = fields.get("continue") {
        return Some(Ending::Continue { tree: reader.link(node, "a tree's id")?, causes: named(reader, fields) });
    }
    if let Some(node) = fields.get("exit") {
        return reader.link(node, "an exit").map(Ending::Exit);
    }
    Some(Ending::Escalate {
        role: reader.link(fields.get("escalate")?, "a role")?,
        urgency: fields
            .get("urgency")
            .and_then(|node| reader.word(node, "an urgency", &Urgency::WORDS))
            .unwrap_or_default(),
        collect: reader.links(fields.get("collect"), "fact"),
        because: reader.optional_text(fields, "because"),
        causes: named(reader, fields),
    })
}

/// Reads `cause`: one id or a list of them.
fn named(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) -> Vec<Link<()>> {
    match fields.get("cause") {
        Some(node) if node.as_list().is_some() => reader.links(Some(node), "cause"),
        Some(node) => reader.link(node, "a cause").into_iter().collect(),
        None => Vec::new(),
    }
}

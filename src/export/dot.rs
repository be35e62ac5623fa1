//! A tree in the language of Graphviz, for those who have it.

use std::fmt::Write as _;

use super::{Mark, Picture, Stop, describe};

/// How many columns a line of a label has.
const COLUMNS: usize = 30;

/// The shape of a step and how its border is drawn.
fn look(kind: &str) -> &'static str {
    match kind {
        "question" => "shape=hexagon margin=\"0.05,0.05\" color=\"#1d5fb4\" fillcolor=\"#e8f1fd\"",
        "call" => "shape=box peripheries=2 color=\"#6b46a8\" fillcolor=\"#f3eefb\"",
        "route" => "shape=diamond style=\"filled,dashed\" color=\"#5b6470\" fillcolor=\"#f4f4f4\"",
        "fix" => "shape=box style=\"filled,rounded,bold\" color=\"#1f7a3d\" fillcolor=\"#e6f5ea\"",
        "escalation" => "shape=octagon penwidth=2 color=\"#a35a00\" fillcolor=\"#fdf0dd\"",
        "continuation" => "shape=cds color=\"#0f6f78\" fillcolor=\"#e3f4f5\"",
        "exit" => "shape=ellipse color=\"#1b2027\" fillcolor=\"#f4f4f4\"",
        _ => "shape=box color=\"#4a5361\" fillcolor=\"#ffffff\"",
    }
}

/// Writes a directed graph. The names of its nodes are the ids of the steps.
pub fn dot(picture: &Picture<'_>) -> String {
    let plan = picture.plan;
    let title = describe::line(&plan.tree.title, plan.phrase.words.lang());
    let mut out = format!(
        "digraph {} {{\n  graph [rankdir=TB nodesep=0.3 ranksep=0.5 fontname=\"Helvetica\" labelloc=t label={}]\n  \
        node [style=filled fontname=\"Helvetica\" fontsize=11 fontcolor=\"#1b2027\"]\n  \
        edge [fontname=\"Helvetica\" fontsize=10 color=\"#4a5361\" fontcolor=\"#1b2027\"]\n",
        quote(plan.tree.id.as_str()),
        quote(&title),
    );
    for stop in picture.stops() {
        node(&mut out, picture, stop);
    }
    for line in picture.lines.iter().filter(|line| line.within) {
        let (Some(from), Some(to)) = (plan.at(line.from), plan.at(line.to)) else {
            continue;
        };
        let labels = line.caption(COLUMNS);
        let mut attributes = Vec::new();
        if !labels.is_empty() {
            attributes.push(format!("label={}", quote(&labels.join("\n"))));
        }
        if line.back {
            // A way back must not pull the step that it leads to down.
            attributes.push("style=dashed constraint=false".to_owned());
        }
        match (line.mark, line.strength) {
            (Mark::Path, _) => attributes.push("penwidth=4".to_owned()),
            (Mark::Missing, _) => attributes.push("color=\"#b3261e\" style=dotted".to_owned()),
            (Mark::None, Some(strength)) => attributes.push(format!("penwidth={:.2}", 0.75 + 3.5 * strength)),
            (Mark::None, None) => {}
        }
        let (from, to) = (quote(from.step.id.as_str()), quote(to.step.id.as_str()));
        // Writing to a string cannot fail, here and below.
        let _written = writeln!(out, "  {from} -> {to} [{}]", attributes.join(" "));
    }
    out.push_str("}\n");
    out
}

fn node(out: &mut String, picture: &Picture<'_>, stop: &Stop<'_>) {
    let kind = describe::kind(stop.step);
    let phrase = picture.plan.phrase;
    let said = describe::headline(phrase, picture.plan.ix, stop.step);
    let lines = picture.caption(stop, COLUMNS);
    let figure = picture.figure(stop);
    let mut attributes = format!("label={} tooltip={} {}", quote(&lines.join("\n")), quote(&said), look(kind));
    if picture.remarks(stop).iter().any(|remark| remark.alarm) {
        attributes.push_str(" color=\"#b3261e\" penwidth=3");
    }
    match figure.map(|it| it.mark) {
        Some(Mark::Path) => attributes.push_str(" penwidth=4"),
        Some(Mark::Missing) => attributes.push_str(" style=\"filled,dotted\""),
        Some(Mark::None) | None => {}
    }
    let _written = writeln!(out, "  {} [{attributes}]", quote(stop.step.id.as_str()));
}

/// Writes a string: Graphviz knows `\N` and its like, and reads the entities of HTML.
fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_stay_strings() {
        assert_eq!(quote("a \"b\" \\N &lt;\n"), r#""a \"b\" \\N &amp;lt;\n""#);
    }
}

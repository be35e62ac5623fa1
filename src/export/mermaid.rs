//! A tree as a Mermaid flowchart, for documents that draw it themselves.

use std::fmt::Write as _;

use super::{Mark, Picture, Stop, describe};

/// How many columns a line of a label has.
const COLUMNS: usize = 30;

/// The shape of a step: what stands before and after its label.
fn shape(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "question" => ("{{", "}}"),
        "call" => ("[[", "]]"),
        "route" => ("{", "}"),
        "fix" => ("([", "])"),
        "escalation" => ("[/", "\\]"),
        "continuation" => (">", "]"),
        "exit" => ("(", ")"),
        _ => ("[", "]"),
    }
}

/// The looks of the kinds, light enough for dark text. The shapes tell the kinds as well. The names begin with
/// `step_`, because `call` is a word of Mermaid.
const CLASSES: &str = "  classDef step_question fill:#e8f1fd,stroke:#1d5fb4,color:#10253f
  classDef step_instruction fill:#ffffff,stroke:#4a5361,color:#1b2027
  classDef step_call fill:#f3eefb,stroke:#6b46a8,color:#271b3d
  classDef step_route fill:#f4f4f4,stroke:#5b6470,color:#1b2027,stroke-dasharray:5 3
  classDef step_fix fill:#e6f5ea,stroke:#1f7a3d,color:#0e2e19,stroke-width:2px
  classDef step_escalation fill:#fdf0dd,stroke:#a35a00,color:#3a2100,stroke-width:2px
  classDef step_continuation fill:#e3f4f5,stroke:#0f6f78,color:#06292c
  classDef step_exit fill:#f4f4f4,stroke:#1b2027,color:#1b2027
  classDef step_alarm stroke:#b3261e,stroke-width:4px
  classDef step_onpath stroke-width:5px
  classDef step_missing stroke:#b3261e,stroke-dasharray:2 4
";

/// Writes a flowchart. Ids are those of the steps, with a prefix, so that they stay the same when a tree grows.
pub fn mermaid(picture: &Picture<'_>) -> String {
    let mut out = String::from("flowchart TD\n");
    let plan = picture.plan;
    let title = escape(&describe::line(&plan.tree.title, plan.phrase.words.lang()));
    // Writing to a string cannot fail, here and below.
    let _written = writeln!(out, "  accTitle: {title}");
    for stop in picture.stops() {
        node(&mut out, picture, stop);
    }
    let mut thick = Vec::new();
    for (position, line) in picture.lines.iter().filter(|line| line.within).enumerate() {
        let (Some(from), Some(to)) = (plan.at(line.from), plan.at(line.to)) else {
            continue;
        };
        let arrow = if line.back { "-.->" } else { "-->" };
        let labels: Vec<String> = line.caption(COLUMNS).iter().map(|it| escape(it)).collect();
        let label = if labels.is_empty() { String::new() } else { format!("|\"{}\"|", labels.join("<br/>")) };
        let _written = writeln!(out, "  {} {arrow}{label} {}", name(from.step.id.as_str()), name(to.step.id.as_str()));
        if line.mark == Mark::Path {
            thick.push(position.to_string());
        }
    }
    if !thick.is_empty() {
        let _written = writeln!(out, "  linkStyle {} stroke-width:5px", thick.join(","));
    }
    out.push_str(CLASSES);
    out
}

fn node(out: &mut String, picture: &Picture<'_>, stop: &Stop<'_>) {
    let kind = describe::kind(stop.step);
    let (open, close) = shape(kind);
    let lines = picture.caption(stop, COLUMNS);
    let figure = picture.figure(stop);
    let label: Vec<String> = lines.iter().map(|line| escape(line)).collect();
    let mut classes = vec![format!("step_{kind}")];
    if picture.remarks(stop).iter().any(|remark| remark.alarm) {
        classes.push("step_alarm".to_owned());
    }
    match figure.map(|it| it.mark) {
        Some(Mark::Path) => classes.push("step_onpath".to_owned()),
        Some(Mark::Missing) => classes.push("step_missing".to_owned()),
        Some(Mark::None) | None => {}
    }
    let name = name(stop.step.id.as_str());
    let _written = writeln!(out, "  {name}{open}\"{}\"{close}", label.join("<br/>"));
    let _written = writeln!(out, "  class {name} {}", classes.join(","));
}

/// Makes an id that Mermaid takes for nothing else: no word of its language, no arrow. Different ids stay different.
fn name(id: &str) -> String {
    let mut name = String::from("s_");
    let mut rest = id.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '_' => name.push_str("_u"),
            '-' if rest.peek().is_none_or(|next| !next.is_ascii_alphanumeric()) => name.push_str("_m"),
            c => name.push(c),
        }
    }
    name
}

/// Escapes a label: only letters, digits and harmless signs stand for themselves.
///
/// Mermaid reads Markdown and HTML in labels, and takes `#35;` for the character of that number. It also cuts what
/// looks like a style, so that no colon and no semicolon may stand outside such a number.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (position, c) in text.chars().enumerate() {
        let plain = match c {
            ' ' | ',' | '?' | '!' | '/' | '\'' => true,
            '.' | '-' | '(' | ')' => text.chars().take(position).any(char::is_alphabetic),
            c => !c.is_ascii() || c.is_ascii_alphanumeric(),
        };
        if plain {
            out.push(c);
        } else {
            let _written = write!(out, "#{};", c as u32);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_stay_different() {
        assert_eq!(name("end"), "s_end");
        assert_eq!(name("fixed-power"), "s_fixed-power");
        let names: std::collections::BTreeSet<_> =
            ["a-b", "a_b", "a--b", "a-_b", "a_-b", "a-", "a_m", "a_ub"].map(name).into();
        assert_eq!(names.len(), 8);
        assert!(names.iter().all(|it| !it.contains("--") && !it.ends_with('-')));
    }

    #[test]
    fn nothing_in_a_label_is_read_as_more_than_text() {
        assert_eq!(escape("\"] --> x;"), "#34;#93; #45;#45;#62; x#59;");
        assert_eq!(escape("1. style:#fff"), "1#46; style#58;#35;fff");
        assert_eq!(escape("<b>Größe</b> 漢字"), "#60;b#62;Größe#60;/b#62; 漢字");
    }
}

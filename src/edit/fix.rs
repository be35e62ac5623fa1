//! What mends a finding, as changes of the text.

use super::{desk::Desk, lines::Lines, names::get};
use crate::{
    base::{Diagnostic, Lang, SourceId, Span},
    check,
    tree::{Ending, Kind, Tree},
    yaml::{self, Node},
};

/// One way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// What is written where in the same file.
    pub edits: Vec<(Span, String)>,
    /// Whether it is probably what is wanted.
    pub is_preferred: bool,
}

impl Fix {
    fn one(title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        Self { title: title.into(), edits: vec![(span, text.into())], is_preferred: false }
    }

    fn preferred(self) -> Self {
        Self { is_preferred: true, ..self }
    }
}

/// Lists the ways to mend a finding, the likeliest first.
pub fn fixes(desk: &Desk, finding: &Diagnostic) -> Vec<Fix> {
    let source = finding.place.source;
    let Some(sheet) = desk.sheet(source) else { return Vec::new() };
    let text = &*sheet.reading.text;
    let mut found: Vec<Fix> = meant(text, finding).into_iter().collect();
    if finding.code.name == "hidden-character"
        && text.get(bytes(finding.place.span)).is_some_and(|it| it.chars().count() == 1)
    {
        found.push(Fix::one("delete the hidden character", finding.place.span, "").preferred());
    }
    let Ok(root) = yaml::parse(source, text) else { return found };
    let bench = Bench { desk, source, text, lines: Lines::new(text), root: &root, finding };
    match finding.code.name {
        "unknown-step" => found.extend(bench.new_steps()),
        "missing-unsure" => found.extend(bench.unsure()),
        "missing-language" => found.extend(bench.languages()),
        "unmapped-exit" => found.extend(bench.exits()),
        "missing-key" => found.extend(bench.key()),
        _ => {}
    }
    found.extend(bench.exception());
    found
}

fn bytes(span: Span) -> std::ops::Range<usize> {
    span.start as usize..span.end as usize
}

/// Writes what was probably meant.
fn meant(text: &str, finding: &Diagnostic) -> Option<Fix> {
    let meant = finding.help.as_ref()?.strip_prefix("did you mean `")?.split('`').next()?;
    let there = text.get(bytes(finding.place.span))?;
    let bare = there.trim_matches(['"', '\'']);
    // The marked place must be the name itself, not the whole of something that contains it.
    if bare.is_empty() || there.contains('\n') || !finding.message.contains(&format!("`{bare}`")) {
        return None;
    }
    let text = there.replacen(bare, meant, 1);
    Some(Fix::one(format!("write `{meant}`"), finding.place.span, text).preferred())
}

/// One file and a finding in it.
struct Bench<'b> {
    desk: &'b Desk,
    source: SourceId,
    text: &'b str,
    lines: Lines,
    root: &'b Node<'b>,
    finding: &'b Diagnostic,
}

impl<'b> Bench<'b> {
    fn tree(&self) -> Option<&'b Tree> {
        self.desk.tree(self.source).map(|(_, tree)| tree)
    }

    /// The languages of the tree's title.
    fn title_languages(&self) -> Vec<Lang> {
        self.tree().map(|tree| tree.title.iter().map(|(lang, _)| lang).collect()).unwrap_or_default()
    }

    /// The first step that hands over to a person.
    fn refuge(&self) -> Option<String> {
        let escalates = |kind: &Kind| matches!(kind, Kind::Ending(Ending::Escalate { .. }));
        self.tree()?.steps().find(|(_, step)| escalates(&step.kind)).map(|(_, step)| step.id.to_string())
    }

    fn marked(&self) -> Option<&'b str> {
        self.text.get(bytes(self.finding.place.span)).map(|it| it.trim_matches(['"', '\'']))
    }

    fn column(&self, offset: u32) -> usize {
        let start = self.lines.span(self.text, self.lines.line_of(offset as usize)).start;
        (offset - start) as usize
    }

    /// The end of the line on which a value ends, and what must come before a new line there.
    fn after(&self, node: &Node<'_>, key: &Node<'_>) -> (Span, &'static str) {
        let end = node.end().max(key.span.end) as usize;
        let body = self.text.get(..end).unwrap_or(self.text).trim_end().len();
        let rest = self.text.get(body..).unwrap_or_default();
        match rest.find('\n') {
            Some(at) => (Span::new(body + at + 1, body + at + 1), ""),
            None => (Span::new(self.text.len(), self.text.len()), "\n"),
        }
    }

    fn is_flow(&self, node: &Node<'_>) -> bool {
        self.text.get(node.span.start as usize..).is_some_and(|rest| rest.starts_with(['{', '[']))
    }

    /// Adds an entry at the end of a mapping that is not empty, in its own style.
    fn appended(&self, mapping: &Node<'_>, entry: &str) -> Option<(Span, String)> {
        let (first, _) = mapping.as_map()?.first()?;
        let (key, value) = mapping.as_map()?.last()?;
        if self.is_flow(mapping) {
            let end = value.end().max(key.span.end) as usize;
            // Behind the last value there may be brackets of its own.
            let inner = if self.is_flow(value) { closing(self.text, value.span.start as usize)? } else { end };
            return Some((Span::new(inner, inner), format!(", {entry}")));
        }
        let (span, before) = self.after(value, key);
        let indent = " ".repeat(self.column(first.span.start));
        let lines: Vec<String> = entry.lines().map(|line| format!("{indent}{line}\n")).collect();
        Some((span, format!("{before}{}", lines.concat())))
    }

    /// Words that are still to be written, in each language of the title.
    fn blanks(&self, key: &str) -> String {
        let languages = self.title_languages();
        if languages.len() < 2 {
            return format!("  {key}: \"\"\n");
        }
        let lines: Vec<String> = languages.iter().map(|lang| format!("    {lang}: \"\"\n")).collect();
        format!("  {key}:\n{}", lines.concat())
    }

    /// The step that is missing, as a question, an instruction or an escalation.
    fn new_steps(&self) -> Vec<Fix> {
        let Some(name) = self.marked().filter(|it| crate::base::Id::is_well_formed(it)) else { return Vec::new() };
        let Some(steps) = get(self.root, "steps").filter(|steps| !self.is_flow(steps)) else { return Vec::new() };
        let library = self.desk.library();
        let role = library.vocabulary().human.as_ref().map(|it| it.role.id.to_string());
        let role = role.or_else(|| library.vocabulary().roles.keys().next().map(ToString::to_string));
        let cause = self.tree().and_then(|tree| tree.causes.keys().next()).map(ToString::to_string);
        let on = self.refuge().unwrap_or_else(|| name.to_owned());
        let mut kinds = vec![(
            "question",
            format!("{}  answers:\n    yes: {on}\n    no: {on}\n    unsure: {on}\n", self.blanks("ask")),
        )];
        let way = cause.map_or_else(|| format!("  next: {on}\n"), |cause| format!("  cause: {cause}\n  else: {on}\n"));
        kinds.push(("instruction", format!("{}{way}", self.blanks("do"))));
        if let Some(role) = role {
            kinds.push(("escalation", format!("  escalate: {role}\n{}", self.blanks("because"))));
        }
        let made = kinds.into_iter().filter_map(|(kind, body)| {
            let (span, text) = self.appended(steps, &format!("{name}:\n{body}"))?;
            // A blank line parts the steps where they are parted so far.
            let parted = if self.text.contains("\n\n") { "\n" } else { "" };
            Some(Fix::one(format!("create the {kind} `{name}`"), span, format!("{parted}{text}")))
        });
        made.collect()
    }

    /// Finds the entry whose key stands at the finding.
    fn entry(&self) -> Option<(&'b Node<'b>, &'b Node<'b>)> {
        entry_at(self.root, self.finding.place.span)
    }

    fn unsure(&self) -> Option<Fix> {
        let (_, step) = self.entry()?;
        let answers = get(step, "answers")?;
        let last = answers.as_map()?.last().and_then(|(_, it)| it.as_str().or_else(|| get(it, "next")?.as_str()));
        let to = self.refuge().or_else(|| last.map(str::to_owned))?;
        let edit = self.appended(answers, &format!("unsure: {to}"))?;
        Some(Fix::one(format!("add `unsure`, which leads to `{to}`"), edit.0, edit.1).preferred())
    }

    /// Adds the languages that a text lacks, without words: the checker reminds of them.
    fn languages(&self) -> Option<Fix> {
        let (key, rest) = self.finding.message.strip_prefix('`')?.split_once('`')?;
        let missing: Vec<Lang> = rest.split('`').skip(1).step_by(2).filter_map(Lang::parse).collect();
        let node = self.text_named(key)?;
        let added: Vec<String> = missing.iter().map(|lang| format!("{lang}: \"\"")).collect();
        let names: Vec<String> = missing.iter().map(|lang| format!("`{lang}`")).collect();
        let title = format!("add {} to `{key}`", names.join(", "));
        if node.as_map().is_some() {
            let entry = if self.is_flow(node) { added.join(", ") } else { added.join("\n") };
            let edit = self.appended(node, &entry)?;
            return Some(Fix::one(title, edit.0, edit.1).preferred());
        }
        let words = node.as_str()?;
        let there = self.text.get(bytes(node.span))?;
        if there.contains('\n') || there.starts_with(['|', '>']) {
            return None;
        }
        let own = self.tree().map_or(Lang::EN, |tree| tree.lang);
        let quoted = serde_json::to_string(words).ok()?;
        let there = if there.starts_with(['"', '\'']) { there } else { &quoted };
        Some(Fix::one(title, node.span, format!("{{{own}: {there}, {}}}", added.join(", "))).preferred())
    }

    /// Finds the text of a key in the entry at the finding, or around it.
    fn text_named(&self, key: &str) -> Option<&'b Node<'b>> {
        if let Some((_, value)) = self.entry() {
            let inner = |node: &'b Node<'b>| get(node, key);
            return inner(value)
                .or_else(|| get(value, "input").and_then(inner))
                .or_else(|| get(value, "values").and_then(inner));
        }
        text_around(self.root, key, self.finding.place.span)
    }

    /// Maps the exits that a call leaves out.
    fn exits(&self) -> Option<Fix> {
        let part = self.marked()?;
        let library = self.desk.library();
        let exits = library.tree(library.find(part)?)?.exits.as_ref()?;
        let step = parent_of_value(self.root, self.finding.place.span)?;
        let mapped = get(step, "exits")?;
        let is_missing = |name: &str| get(mapped, name).is_none();
        let to =
            self.refuge().or_else(|| mapped.as_map()?.last().and_then(|(_, it)| it.as_str()).map(str::to_owned))?;
        let missing: Vec<String> =
            exits.iter().filter(|it| is_missing(it.id.as_str())).map(|it| format!("{}: {to}", it.id)).collect();
        let entry = if self.is_flow(mapped) { missing.join(", ") } else { missing.join("\n") };
        let edit = self.appended(mapped, &entry)?;
        Some(Fix::one(format!("lead the other exits to `{to}`"), edit.0, edit.1).preferred())
    }

    /// Writes a key that is missing, where its value is known.
    fn key(&self) -> Option<Fix> {
        let key = self.finding.message.strip_prefix('`')?.strip_suffix("` is missing")?;
        let first = self.root.as_map()?.first().map(|(key, _)| key.span.start)?;
        match key {
            "format" => {
                Some(Fix::one("write `format: 1`", Span { start: first, end: first }, "format: 1\n").preferred())
            }
            "start" => {
                let line = self.finding.help.as_ref()?.strip_prefix("write `")?.strip_suffix('`')?;
                let (steps, _) = self.root.as_map()?.iter().find(|(key, _)| key.as_str() == Some("steps"))?;
                let at = Span { start: steps.span.start, end: steps.span.start };
                Some(Fix::one(format!("write `{line}`"), at, format!("{line}\n")).preferred())
            }
            "none" | "otherwise" => {
                let (_, answers) = self.entry()?;
                let last =
                    answers.as_map()?.last().and_then(|(_, it)| it.as_str().or_else(|| get(it, "next")?.as_str()));
                let to = self.refuge().or_else(|| last.map(str::to_owned))?;
                let edit = self.appended(answers, &format!("{key}: {to}"))?;
                Some(Fix::one(format!("add `{key}`, which leads to `{to}`"), edit.0, edit.1).preferred())
            }
            _ => None,
        }
    }

    /// Makes an exception from a rule, whose reason is still to be written.
    fn exception(&self) -> Option<Fix> {
        let rule = self.finding.code.name;
        // What is wrong with the file itself, E0.., is no rule.
        if !check::may_be_excepted(self.finding.code) || self.finding.code.id.get(1..2) == Some("0") {
            return None;
        }
        let step = ["steps", "facts", "warnings", "checks", "terms"].iter().find_map(|section| {
            let entries = get(self.root, section)?.as_map()?.iter();
            let start = self.finding.place.span.start;
            entries.rev().find(|(key, value)| (key.span.start..=value.end()).contains(&start))
        });
        let whole = step.map_or(self.root, |(_, value)| value);
        let title = match step.and_then(|(key, _)| key.as_str()) {
            Some(entry) => format!("allow `{rule}` in `{entry}`, with a reason"),
            None => format!("allow `{rule}` in this file, with a reason"),
        };
        let edit = match get(whole, "allow") {
            Some(there) => self.appended(there, &format!("{rule}: \"\""))?,
            None if self.is_flow(whole) => self.appended(whole, &format!("allow: {{{rule}: \"\"}}"))?,
            None => self.appended(whole, &format!("allow:\n  {rule}: \"\""))?,
        };
        Some(Fix::one(title, edit.0, edit.1))
    }
}

/// Where the bracket that opens at a byte is closed again, the bracket included.
fn closing(text: &str, start: usize) -> Option<usize> {
    let (mut depth, mut quote) = (0usize, None);
    for (at, c) in text.get(start..)?.char_indices() {
        match c {
            _ if quote.is_some() => quote = quote.filter(|it| *it != c),
            '"' | '\'' => quote = Some(c),
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return Some(start + at + c.len_utf8());
        }
    }
    None
}

/// Finds the entry whose key stands at a span. Recursion is bounded by the nesting that the YAML reader allows.
fn entry_at<'n>(node: &'n Node<'n>, span: Span) -> Option<(&'n Node<'n>, &'n Node<'n>)> {
    let inner = |value: &'n Node<'n>| {
        if value.span.start <= span.start || value.as_map().is_some() { entry_at(value, span) } else { None }
    };
    for (key, value) in node.as_map().unwrap_or_default() {
        if key.span == span {
            return Some((key, value));
        }
        if span.start <= value.end() && key.span.start <= span.start {
            return inner(value);
        }
    }
    node.as_list().unwrap_or_default().iter().find_map(|item| entry_at(item, span))
}

/// Finds the mapping in which a value stands.
fn parent_of_value<'n>(node: &'n Node<'n>, span: Span) -> Option<&'n Node<'n>> {
    for (key, value) in node.as_map().unwrap_or_default() {
        if value.span == span {
            return Some(node);
        }
        if key.span.start <= span.start && span.start <= value.end() {
            return parent_of_value(value, span);
        }
    }
    None
}

/// Finds the innermost value of a key that contains a span.
fn text_around<'n>(node: &'n Node<'n>, key: &str, span: Span) -> Option<&'n Node<'n>> {
    for (name, value) in node.as_map().unwrap_or_default() {
        if name.span.start <= span.start && span.start <= value.end() {
            let own = Some(value).filter(|_| name.as_str() == Some(key));
            return text_around(value, key, span).or(own);
        }
    }
    None
}

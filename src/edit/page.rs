//! What is known of a name, a key or a word, as a page in Markdown.

use super::{
    context::context,
    desk::Desk,
    distance::{distance, ways_to},
    lines::Lines,
    names::Symbol,
    spot::{Here, key_at, spot},
    words::{escaped, in_all_languages, in_one_line, kind_of_step},
};
use crate::{
    base::{SourceId, Span},
    check::{self, Explained},
    tree::{
        Fact, FactKind, Input, Step, StepIx, Tree, TreeIx,
        format::{CHANCE_WORDS, COMMONNESS_WORDS, Key, Sort, Takes, Word},
    },
};

/// The most names of one list.
const MOST: usize = 12;

/// Explains what stands at a byte of a file; returns the place that is explained and the page.
pub fn explain_at(desk: &Desk, source: SourceId, cursor: usize) -> Option<(Span, String)> {
    let sheet = desk.sheet(source)?;
    if let Some((occurrence, span)) = desk.name_at(source, cursor)
        && let Some(page) = of_symbol(desk, source, &occurrence.symbol)
    {
        return Some((span, page));
    }
    let text = &*sheet.reading.text;
    let word = word_at(text, cursor)?;
    let name = text.get(word.start as usize..word.end as usize)?;
    if let Some(page) = of_code(name) {
        return Some((word, page));
    }
    let lines = Lines::new(text);
    let context = context(text, &lines, word.end as usize)?;
    let spot = spot(&context, sheet.construct());
    if !context.is_value {
        return key_at(spot.here, name).map(|key| (word, of_key(key)));
    }
    let words: &[Word] = match spot.here {
        Here::Takes(Takes::Word(words)) => words,
        Here::Takes(Takes::Chance) => &CHANCE_WORDS,
        Here::Takes(Takes::HowCommon) => &COMMONNESS_WORDS,
        _ => return None,
    };
    // Some words are two.
    let whole = text.get(context.word.start as usize..)?.split(['\n', ',', '}', '#']).next()?.trim();
    let found = words.iter().find(|word| word.name == name || word.name == whole)?;
    Some((word, format!("**{}**\n\n{}", found.name, found.doc)))
}

/// The page of a finding, if a word is its code or name.
fn of_code(word: &str) -> Option<String> {
    let is_code =
        word.len() == 4 && word.starts_with(['E', 'W', 'H']) && word.bytes().skip(1).all(|b| b.is_ascii_digit());
    match check::explain(word) {
        Explained::Code(code) if is_code || code.name == word => {
            Some(format!("**{} {}** ({})\n\n{}", code.id, code.name, code.level.as_str(), code.page.trim()))
        }
        _ => None,
    }
}

/// The bytes of the word around a byte.
pub(super) fn word_at(text: &str, cursor: usize) -> Option<Span> {
    let cursor = text.floor_char_boundary(cursor);
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let before = text.get(..cursor)?;
    let start = before
        .rfind(|c| !is_word(c))
        .map_or(0, |at| at + before.get(at..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8));
    let after = text.get(cursor..)?;
    let end = cursor + after.find(|c| !is_word(c)).unwrap_or(after.len());
    (start < end).then(|| Span::new(start, end))
}

/// The page of a key.
pub(super) fn of_key(key: &Key) -> String {
    let mut page = format!("**{}**\n\n{}", key.name, key.doc);
    let words: &[Word] = match key.takes {
        Takes::Word(words) => words,
        Takes::Chance => &CHANCE_WORDS,
        Takes::HowCommon => &COMMONNESS_WORDS,
        _ => &[],
    };
    for (position, word) in words.iter().enumerate() {
        page.push_str(if position == 0 { "\n\n" } else { "\n" });
        page.extend(["- `", word.name, "` ", word.doc]);
    }
    if !key.example.is_empty() {
        page.extend(["\n\n```yaml\n", key.example, "\n```"]);
    }
    page
}

/// The page of something that has a name.
fn of_symbol(desk: &Desk, source: SourceId, symbol: &Symbol) -> Option<String> {
    let library = desk.library();
    let words = library.vocabulary();
    let name = symbol.name.as_str();
    let own = desk.tree(source);
    let mut page = Page::titled(name, symbol.sort.as_str());
    match symbol.sort {
        Sort::Step => {
            let (ix, tree) = symbol.owner.as_ref().and_then(|tree| {
                let ix = library.find(tree.as_str())?;
                library.tree(ix).map(|tree| (ix, tree))
            })?;
            let (at, step) = tree.steps().find(|(_, step)| step.id == symbol.name)?;
            step_page(desk, &mut page, (ix, tree), (at, step));
        }
        Sort::Cause => page.text(&own?.1.causes.get(name)?.name),
        Sort::Fact | Sort::Value => {
            let named = if symbol.sort == Sort::Value { symbol.within.as_ref()?.as_str() } else { name };
            let (_, fact) = library.fact(library.find_fact(own.map(|(ix, _)| ix), named)?)?;
            if symbol.sort == Sort::Fact {
                fact_page(&mut page, fact);
            } else if let FactKind::Given { values, .. } = &fact.kind {
                page.line(&format!("of the fact `{named}`"));
                values
                    .iter()
                    .filter(|it| it.id == symbol.name)
                    .filter_map(|it| it.text.as_ref())
                    .for_each(|it| page.text(it));
            }
        }
        Sort::Warning => {
            let warning = words.warnings.get(name)?;
            [&warning.hazard, &warning.consequence, &warning.avoid].into_iter().for_each(|text| page.text(text));
        }
        Sort::Check => page.text(&words.checks.get(name)?.purpose),
        Sort::Role => page.text(&words.roles.get(name)?.name),
        Sort::Term => {
            let term = words.terms.get(name)?;
            page.text(&term.term);
            page.text(&term.means);
        }
        Sort::Tree | Sort::Part => {
            let tree = library.tree(library.find(name)?)?;
            tree_page(desk, &mut page, tree);
        }
        Sort::Scenario => {}
        Sort::Exit => page.line(&format!("an exit of the part `{}`", symbol.owner.as_ref()?)),
        Sort::Answer => {
            let step = own?.1.steps().find(|(_, step)| Some(&step.id) == symbol.within.as_ref())?.1;
            let answer = step.question()?.answers.iter().find(|answer| answer.id == symbol.name)?;
            page.line(&format!("of the question `{}`, leads to `{}`", step.id, answer.outlet.to.id));
            answer.text.iter().for_each(|text| page.text(text));
        }
    }
    if !matches!(symbol.sort, Sort::Step | Sort::Answer) {
        uses(desk, &mut page, symbol);
    }
    Some(page.0)
}

/// Paragraphs of Markdown.
struct Page(String);

impl Page {
    fn titled(name: &str, what: &str) -> Self {
        Self(format!("**{}** {what}", escaped(name)))
    }

    fn line(&mut self, line: &str) {
        self.0.push_str("\n\n");
        self.0.push_str(line);
    }

    fn text(&mut self, text: &crate::base::Text) {
        if !text.is_empty() {
            self.line(&in_all_languages(text));
        }
    }

    /// A line with names, the first of them only.
    fn list(&mut self, label: &str, names: &[String]) {
        if names.is_empty() {
            return;
        }
        let more = names.len().saturating_sub(MOST);
        let mut shown: Vec<&str> = names.iter().take(MOST).map(String::as_str).collect();
        let rest = format!("{more} more");
        if 0 < more {
            shown.push(&rest);
        }
        self.line(&format!("{label}: {}", shown.join(", ")));
    }
}

fn step_page(desk: &Desk, page: &mut Page, (ix, tree): (TreeIx, &Tree), (at, step): (StepIx, &Step)) {
    let (kind, text) = kind_of_step(step);
    *page = Page::titled(step.id.as_str(), kind);
    text.into_iter().chain(&step.look).chain(&step.why).for_each(|text| page.text(text));
    let mut out = Vec::new();
    for answer in step.question().into_iter().flat_map(|it| &it.answers) {
        let label = answer.text.as_ref().map(|text| format!(" {}", escaped(&in_one_line(text)))).unwrap_or_default();
        out.push(format!("- `{}`{label} → `{}`", answer.id, answer.outlet.to.id));
    }
    if !out.is_empty() {
        page.line(&out.join("\n"));
    }
    let mut ways: Vec<String> = ways_to(tree, at)
        .into_iter()
        .map(|(from, way)| if way.is_empty() { format!("`{from}`") } else { format!("`{from}` ({})", escaped(&way)) })
        .collect();
    if tree.start.to == Some(at) {
        ways.insert(0, "the start".to_owned());
    }
    if ways.is_empty() {
        page.line("Nothing leads here.");
    }
    page.list("Led here by", &ways);
    let measured = distance(desk.library(), ix, at);
    let most = measured.longest;
    let end = if tree.is_part() { "an ending or exit" } else { "an ending" };
    match measured.shortest {
        None => page.line("No run from here ends."),
        Some(least) => page.line(&format!(
            "To {end}: at least {least} {}, at most {} and {}{}.",
            if least == 1 { "step" } else { "steps" },
            counted(most.questions, "question"),
            counted(most.instructions, "instruction"),
            if most.seconds == 0 { String::new() } else { format!(", {} min", most.minutes()) },
        )),
    }
}

fn counted(count: u32, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn fact_page(page: &mut Page, fact: &Fact) {
    page.text(&fact.name);
    match &fact.kind {
        FactKind::Tried => page.line("what was tried, from the case itself"),
        FactKind::Measured => page.line("what was measured, from the case itself"),
        FactKind::Given { input, values } => {
            let what = match input {
                Input::Choice => "a choice",
                Input::Many => "several of these",
                Input::Number { .. } => "a number",
                Input::Date(_) => "a day",
                Input::Text { .. } => "a text",
            };
            page.line(what);
            let values: Vec<String> = values
                .iter()
                .map(|it| {
                    format!(
                        "- `{}` {}",
                        it.id,
                        it.text.as_ref().map(|text| escaped(&in_one_line(text))).unwrap_or_default()
                    )
                })
                .collect();
            if !values.is_empty() {
                page.line(&values.join("\n"));
            }
        }
    }
    if fact.private {
        page.line("private: it never leaves the case");
    }
    if fact.stale_after_instruction {
        page.line("forgotten once an instruction has changed something");
    }
}

fn tree_page(desk: &Desk, page: &mut Page, tree: &Tree) {
    *page = Page::titled(tree.id.as_str(), if tree.is_part() { "part" } else { "tree" });
    page.text(&tree.title);
    let exits: Vec<String> = tree.exits.iter().flatten().map(|exit| format!("`{}`", exit.id)).collect();
    page.list("Exits", &exits);
    if let Some(ix) = desk.library().find(tree.id.as_str()) {
        let most = check::measure(desk.library(), ix);
        let (questions, instructions) =
            (counted(most.questions, "question"), counted(most.instructions, "instruction"));
        page.line(&format!("At most {questions} and {instructions}, {} min.", most.minutes()));
    }
}

/// Who declares and uses something, by file and entry.
fn uses(desk: &Desk, page: &mut Page, symbol: &Symbol) {
    let (mut set, mut read): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for (place, occurrence) in desk.places(symbol).into_iter().filter(|(_, it)| !it.declares) {
        let Some(sheet) = desk.sheet(place.source) else { continue };
        let entry = occurrence.entry.as_ref().map(|it| format!(" {it}")).unwrap_or_default();
        let list = if symbol.sort == Sort::Fact && occurrence.key == "fact" { &mut set } else { &mut read };
        let name = format!("`{}{entry}`", sheet.stem);
        if !list.contains(&name) {
            list.push(name);
        }
    }
    if symbol.sort == Sort::Fact {
        page.list("Set by", &set);
        page.list("Read by", &read);
    } else {
        page.list("Used by", &read);
    }
}

//! What may be written at the cursor.

use std::collections::BTreeSet;

use super::{
    context::{Context, context, keys_under},
    desk::{Desk, Sheet},
    lines::Lines,
    spot::{Here, Spot, spot},
    trials::follow,
    words::{in_all_languages, in_one_line, kind_of_step},
};
use crate::{
    base::{Id, Lang, SourceId, Span, Text},
    check,
    tree::{
        Fact, FactKind,
        format::{
            CHANCE_WORDS, COMMONNESS_WORDS, CONDITION, Construct, Key, RANGE, STEP_KEYS, STEP_KINDS, Sort, Takes, Word,
        },
    },
};

/// What a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A key of the format.
    Key,
    /// A word of the format.
    Word,
    /// The id of something.
    Name(Sort),
}

/// One proposal.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// What is shown.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// A few words beside it.
    pub detail: String,
    /// More about it, in Markdown.
    pub page: String,
    /// What is written.
    pub text: String,
    /// What it replaces.
    pub replaces: Span,
}

/// Proposes what may be written at a byte of a file, in the order of the format or of the file.
pub fn complete(desk: &Desk, source: SourceId, cursor: usize) -> Vec<Proposal> {
    let Some(sheet) = desk.sheet(source) else { return Vec::new() };
    let text = &*sheet.reading.text;
    let lines = Lines::new(text);
    let Some(context) = context(text, &lines, cursor) else { return Vec::new() };
    let spot = spot(&context, sheet.construct());
    let mut list = List { desk, source, sheet, lines: &lines, context: &context, spot: &spot, found: Vec::new() };
    match (context.is_value, spot.here) {
        // Behind the dash of an item stand the keys of the item.
        (true, Here::Keys(construct)) if context.path.last().is_some_and(|it| it.key.is_none()) => list.keys(construct),
        (true, Here::Takes(Takes::Condition)) if context.path.last().is_some_and(|it| it.key.is_none()) => {
            list.conditions();
        }
        (true, Here::StepOr(_)) => list.names(Sort::Step),
        (true, Here::Takes(Takes::Reply)) => list.replies(),
        (true, Here::Takes(takes)) => list.values(takes),
        (_, Here::FactValue) if context.is_value => list.fact_values(),
        (false, Here::Keys(construct) | Here::StepOr(construct)) => list.keys(construct),
        (false, Here::AnyStep) => list.step_keys(),
        (false, Here::Takes(takes)) => list.ids(takes),
        (false, Here::FactValue) => list.keys(&RANGE),
        _ => {}
    }
    list.found
}

/// The proposals that are being collected.
struct List<'l> {
    desk: &'l Desk,
    source: SourceId,
    sheet: &'l Sheet,
    lines: &'l Lines,
    context: &'l Context,
    spot: &'l Spot,
    found: Vec<Proposal>,
}

impl List<'_> {
    fn text(&self) -> &str {
        &self.sheet.reading.text
    }

    fn is_there(&self, key: &str) -> bool {
        self.context.siblings.iter().any(|(name, _)| name == key)
    }

    fn push(&mut self, label: &str, kind: Kind, detail: &str, page: &str, text: &str) {
        let blank = if self.context.needs_blank { " " } else { "" };
        self.found.push(Proposal {
            label: label.to_owned(),
            kind,
            detail: detail.to_owned(),
            page: page.to_owned(),
            text: format!("{blank}{text}"),
            replaces: self.context.word,
        });
    }

    /// A key that is no key of the format, unless it stands there already.
    fn word_key(&mut self, name: &str, kind: Kind, detail: &str, page: &str) {
        if !self.is_there(name) {
            let text = self.written(name, Takes::Plain);
            self.push(name, kind, detail, page, &text);
        }
    }

    fn keys(&mut self, construct: &'static Construct) {
        let is_excluded = |key: &Key| excluded(construct, key.name, &self.context.siblings);
        let free: Vec<&Key> =
            construct.all_keys().filter(|key| !self.is_there(key.name) && !is_excluded(key)).collect();
        free.into_iter().for_each(|key| self.key(key));
    }

    /// The keys of a step that is still nothing.
    fn step_keys(&mut self) {
        for kind in STEP_KINDS {
            if let Some(key) = kind.keys.first() {
                self.key(key);
            }
        }
        let free: Vec<&'static Key> = STEP_KEYS.iter().filter(|key| !self.is_there(key.name)).collect();
        free.into_iter().for_each(|key| self.key(key));
    }

    fn key(&mut self, key: &'static Key) {
        let detail = if key.needed { "must be there" } else { "" };
        self.push(key.name, Kind::Key, detail, &super::page::of_key(key), &self.written(key.name, key.takes));
    }

    /// A key with its colon and the beginning of what it takes.
    fn written(&self, name: &str, takes: Takes) -> String {
        let rest = self.text().get(self.context.word.end as usize..).unwrap_or_default();
        if rest.trim_start_matches(['"', '\'']).starts_with(':') {
            return name.to_owned();
        }
        let inner = " ".repeat(self.context.indent + 2);
        let languages = self.languages();
        match takes {
            _ if self.context.is_flow => format!("{name}: "),
            Takes::Text if 1 < languages.len() => {
                let lines: Vec<String> = languages.iter().map(|lang| format!("\n{inner}{lang}: ")).collect();
                format!("{name}:{}", lines.concat())
            }
            Takes::Each(..) | Takes::Steps | Takes::Answers | Takes::ExitWays | Takes::Phrases | Takes::One(_) => {
                format!("{name}:\n{inner}")
            }
            Takes::Arms => format!("{name}:\n{inner}- "),
            Takes::Names(_) | Takes::Declares(_) | Takes::Plains => format!("{name}: ["),
            Takes::Condition | Takes::Chances | Takes::Input | Takes::Exceptions => format!("{name}: {{"),
            _ => format!("{name}: "),
        }
    }

    /// The languages of the tree's title.
    fn languages(&self) -> Vec<Lang> {
        let own = self.desk.tree(self.source).map(|(_, tree)| tree.title.iter().map(|(lang, _)| lang).collect());
        own.unwrap_or_else(|| vec![Lang::EN, Lang::DE])
    }

    /// What may be a key where a key of the format takes a mapping of ids.
    fn ids(&mut self, takes: Takes) {
        match takes {
            Takes::Text | Takes::Phrases => {
                for lang in [Lang::EN, Lang::DE] {
                    self.word_key(lang.as_str(), Kind::Word, "a language", "");
                }
            }
            Takes::Answers => self.answers(),
            Takes::ExitWays => self.exits_of_part(),
            Takes::Chances => self.names(Sort::Cause),
            Takes::Replies(sort) => self.names(sort),
            Takes::Condition => self.conditions(),
            Takes::Exceptions => {
                for code in check::codes() {
                    self.word_key(code.name, Kind::Word, code.id, code.page.trim());
                }
            }
            _ => {}
        }
    }

    fn answers(&mut self) {
        if self.spot.fact.is_some() {
            self.fact_values();
        }
        let built_in = [("yes", "Yes"), ("no", "No"), ("unsure", "I am not sure; always shown last")];
        let is_fact = self.spot.fact.is_some();
        for (name, detail) in built_in.into_iter().filter(|(name, _)| !is_fact || *name == "unsure") {
            self.word_key(name, Kind::Word, detail, "");
        }
    }

    fn exits_of_part(&mut self) {
        let library = self.desk.library();
        let part = self.spot.part.as_deref().and_then(|part| library.tree(library.find(part)?));
        let exits: Vec<Id> =
            part.and_then(|it| it.exits.as_ref()).into_iter().flatten().map(|it| it.id.clone()).collect();
        for exit in exits {
            self.word_key(exit.as_str(), Kind::Name(Sort::Exit), "an exit of the part", "");
        }
    }

    fn conditions(&mut self) {
        CONDITION.keys.iter().for_each(|key| {
            self.push(key.name, Kind::Key, "", &super::page::of_key(key), &self.written(key.name, key.takes));
        });
        self.names(Sort::Fact);
    }

    fn fact_values(&mut self) {
        let library = self.desk.library();
        let tree = self.desk.tree(self.source).map(|(ix, _)| ix);
        let fact = self.spot.fact.as_deref().and_then(|fact| library.find_fact(tree, fact));
        let Some((_, Fact { kind: FactKind::Given { values, .. }, .. })) = fact.and_then(|it| library.fact(it)) else {
            return;
        };
        for value in values {
            let (detail, page) = value.text.as_ref().map(said).unwrap_or_default();
            self.name(Sort::Value, value.id.as_str(), &detail, &page);
        }
    }

    /// What may be answered to the step of a scenario.
    fn replies(&mut self) {
        let (Some(path), Some((_, tree))) = (&self.spot.entry, self.desk.tree(self.source)) else { return };
        let Some((_, _, step)) = follow(self.desk.library(), &tree.id, path, 0).step else { return };
        match step.question() {
            Some(question) => question.answers.iter().for_each(|answer| {
                let (detail, page) = answer.text.as_ref().map(said).unwrap_or_default();
                self.name(Sort::Answer, answer.id.as_str(), &detail, &page);
            }),
            None => self.plain(&["yes", "no", "cannot"]),
        }
    }

    fn words(&mut self, words: &'static [Word]) {
        for word in words {
            self.push(word.name, Kind::Word, "", word.doc, word.name);
        }
    }

    fn plain(&mut self, words: &[&str]) {
        words.iter().for_each(|word| self.push(word, Kind::Word, "", "", word));
    }

    /// What may stand behind a key.
    fn values(&mut self, takes: Takes) {
        match takes {
            Takes::Version => self.plain(&["1"]),
            Takes::Language => self.plain(&["en", "de"]),
            Takes::Word(words) => self.words(words),
            Takes::Flag => self.plain(&["true", "false"]),
            Takes::Time => self.plain(&["20 s", "1 min", "3 min", "10 min", "1 h"]),
            Takes::Chance => self.words(&CHANCE_WORDS),
            Takes::HowCommon => self.words(&COMMONNESS_WORDS),
            Takes::End => self.plain(&["today", "today - 2 weeks", "today - 1 year"]),
            Takes::Name(sort) | Takes::NameOrNames(sort) => self.names(sort),
            _ => {}
        }
    }

    /// An id, as a value or as a key with its colon.
    fn name(&mut self, sort: Sort, name: &str, detail: &str, page: &str) {
        if self.context.is_value {
            self.push(name, Kind::Name(sort), detail, page, name);
        } else {
            self.word_key(name, Kind::Name(sort), detail, page);
        }
    }

    fn names(&mut self, sort: Sort) {
        let mut known = self.known(sort);
        // The text may have more than could be read.
        let section = match sort {
            // Under `steps` of a test file stand scenarios.
            _ if self.sheet.is_tests() => "",
            Sort::Step => "steps",
            Sort::Cause => "causes",
            Sort::Fact => "facts",
            _ => "",
        };
        let there: BTreeSet<String> = known.iter().map(|(name, ..)| name.clone()).collect();
        let written = keys_under(self.text(), self.lines, section).into_iter().filter(|name| !there.contains(name));
        known.extend(written.map(|name| (name, String::new(), String::new())));
        for (name, detail, page) in known {
            self.name(sort, &name, &detail, &page);
        }
    }

    /// The ids that could be read last, each with a line and a page.
    fn known(&self, sort: Sort) -> Vec<(String, String, String)> {
        let library = self.desk.library();
        let words = library.vocabulary();
        let own = self.desk.tree(self.source);
        let line = |id: &Id, text: &Text| (id.to_string(), said(text).0, said(text).1);
        match sort {
            Sort::Step => {
                own.map(|(_, tree)| tree.steps().map(|(_, step)| of_step(step)).collect()).unwrap_or_default()
            }
            Sort::Cause => {
                own.map(|(_, it)| it.causes.iter().map(|(id, it)| line(id, &it.name)).collect()).unwrap_or_default()
            }
            Sort::Exit => {
                let exits = own.and_then(|(_, tree)| tree.exits.as_ref()).into_iter().flatten();
                exits.map(|exit| (exit.id.to_string(), String::new(), String::new())).collect()
            }
            Sort::Tree | Sort::Part => {
                let trees = library.trees().map(|(_, tree)| tree).filter(|it| it.is_part() == (sort == Sort::Part));
                trees.map(|tree| line(&tree.id, &tree.title)).collect()
            }
            Sort::Fact => {
                let tree = own.map(|(ix, _)| ix);
                let ids = library.facts_of(tree);
                let facts = ids.filter_map(|id| library.fact(library.find_fact(tree, id.as_str())?));
                facts.map(|(id, fact)| line(id, &fact.name)).collect()
            }
            Sort::Warning => words.warnings.iter().map(|(id, it)| line(id, &it.hazard)).collect(),
            Sort::Check => words.checks.iter().map(|(id, it)| line(id, &it.purpose)).collect(),
            Sort::Term => words.terms.iter().map(|(id, it)| line(id, &it.term)).collect(),
            Sort::Role => words.roles.iter().map(|(id, it)| line(id, &it.name)).collect(),
            Sort::Answer | Sort::Value | Sort::Scenario => Vec::new(),
        }
    }
}

/// A text in one line and in all its languages.
fn said(text: &Text) -> (String, String) {
    (in_one_line(text), in_all_languages(text))
}

fn of_step(step: &crate::tree::Step) -> (String, String, String) {
    let (kind, text) = kind_of_step(step);
    let (line, page) = text.map(said).unwrap_or_default();
    (step.id.to_string(), if line.is_empty() { kind.to_owned() } else { format!("{kind}: {line}") }, page)
}

/// Says whether a key cannot stand beside those that are there.
fn excluded(construct: &Construct, name: &str, siblings: &[(String, String)]) -> bool {
    use crate::tree::format::Together;
    let is_there = |key: &str| siblings.iter().any(|(sibling, _)| sibling == key);
    construct.together.iter().any(|together| match together {
        Together::Excludes(key, others) => {
            (*key == name && others.iter().any(|it| is_there(it))) || (others.contains(&name) && is_there(key))
        }
        Together::Needs(key, other) => *key == name && !is_there(other),
        Together::Any(_) => false,
    })
}

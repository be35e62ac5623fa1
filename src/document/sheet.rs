//! What stands on a paper in one language, whatever the form.

use crate::{
    base::{Lang, clean_line},
    words::Words,
};

/// One language of a document. Every text in it is clean and of one line.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) lang: Lang,
    pub(super) title: String,
    /// What it is about, under the title.
    pub(super) about: String,
    /// Whether somebody must act at once.
    pub(super) is_urgent: bool,
    /// The short facts at the top, each with its label.
    pub(super) head: Vec<(String, String)>,
    pub(super) blocks: Vec<Block>,
    pub(super) foot: String,
}

/// One part of a sheet.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// Words without a heading.
    Paragraph(String),
    /// Words under a heading.
    Section { heading: String, paragraphs: Vec<String> },
    /// Several things under a heading.
    List { heading: String, items: Vec<Item>, is_quoted: bool },
    /// Counts under a heading; the first column is words, the others are numbers.
    Table { heading: String, columns: Vec<String>, rows: Vec<(String, Vec<usize>)> },
}

/// One thing of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    /// What it is called, where it has a value.
    pub(super) name: Option<String>,
    pub(super) text: String,
    /// Where it is known from, or what came of it.
    pub(super) mark: Option<String>,
}

impl Item {
    pub(super) fn plain(text: &str) -> Self {
        Self { text: clean_line(text).into_owned(), ..Self::default() }
    }

    pub(super) fn marked(text: &str, mark: String) -> Self {
        Self { mark: Some(mark), ..Self::plain(text) }
    }

    pub(super) fn named(name: &str, text: &str, mark: String) -> Self {
        Self { name: Some(clean_line(name).into_owned()), ..Self::marked(text, mark) }
    }
}

impl Sheet {
    pub(super) fn new(words: &Words, title: &str, about: &str) -> Self {
        let clean = |text: &str| clean_line(text).into_owned();
        Self {
            lang: words.lang(),
            title: clean(title),
            about: clean(about),
            is_urgent: false,
            head: Vec::new(),
            blocks: Vec::new(),
            foot: String::new(),
        }
    }

    /// Puts a short fact at the top, if there is one.
    pub(super) fn head(&mut self, words: &Words, label: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.head.push((words.say(label), clean_line(value).into_owned()));
        }
    }

    /// Adds a list, if it has items.
    pub(super) fn list(&mut self, words: &Words, heading: &str, items: Vec<Item>) {
        if !items.is_empty() {
            self.blocks.push(Block::List { heading: words.say(heading), items, is_quoted: false });
        }
    }

    /// Adds a list of plain texts, if it has any.
    pub(super) fn lines<'t>(&mut self, words: &Words, heading: &str, lines: impl IntoIterator<Item = &'t String>) {
        self.list(words, heading, lines.into_iter().map(|line| Item::plain(line)).collect());
    }

    /// Adds words under a heading.
    pub(super) fn section(&mut self, words: &Words, heading: &str, paragraphs: &[String]) {
        let paragraphs = paragraphs.iter().map(|it| clean_line(it).into_owned()).collect();
        self.blocks.push(Block::Section { heading: words.say(heading), paragraphs });
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.blocks.push(Block::Paragraph(clean_line(text).into_owned()));
    }
}

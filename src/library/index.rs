//! What is kept beside the built-in trees so that none must be read: the list for the start page, and the texts for the
//! search.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    base::{Id, Lang, Text},
    find::{Document, Texts},
    tree::Tree,
};

/// What the start page knows of a tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The id.
    pub id: Id,
    /// The folder that it lies in, such as `printing`.
    pub area: String,
    /// What the fault is called.
    pub title: Text,
}

impl Listed {
    /// Takes what the start page needs from a tree.
    pub fn of(tree: &Tree, area: &str) -> Self {
        Self { id: tree.id.clone(), area: area.to_owned(), title: tree.title.clone() }
    }
}

/// A line of the list as it is written down.
#[derive(Serialize, Deserialize)]
struct Line {
    id: String,
    area: String,
    title: BTreeMap<String, String>,
}

/// Writes a list: JSON with one tree a line.
pub fn write(listed: &[Listed]) -> String {
    lines(listed.iter().map(|it| Line {
        id: it.id.to_string(),
        area: it.area.clone(),
        title: it.title.iter().map(|(lang, words)| (lang.to_string(), words.to_owned())).collect(),
    }))
}

/// Reads a list; nothing if it is none.
pub fn read(text: &str) -> Option<Vec<Listed>> {
    let lines: Vec<Line> = serde_json::from_str(text).ok()?;
    let listed = lines.into_iter().map(|line| {
        let mut title = Text::default();
        for (lang, words) in &line.title {
            title.set(Lang::parse(lang)?, words);
        }
        Some(Listed { id: Id::new(&line.id), area: line.area, title })
    });
    listed.collect()
}

/// A line of the search as it is written down: words of one meaning, or the texts of a tree.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct SearchLine {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    words: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    tree: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    texts: BTreeMap<String, Written>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Written {
    title: String,
    symptoms: Vec<String>,
    causes: Vec<String>,
    steps: String,
}

/// Writes what the search needs: JSON with one word of the glossary or one tree a line.
pub fn write_search(documents: &[Document], glossary: &[Vec<String>]) -> String {
    let words = glossary.iter().map(|words| SearchLine { words: words.clone(), ..SearchLine::default() });
    let trees = documents.iter().map(|it| {
        let texts = it.texts.iter().map(|(lang, texts)| {
            let Texts { title, symptoms, causes, steps } = texts.clone();
            (lang.to_string(), Written { title, symptoms, causes, steps })
        });
        SearchLine { tree: it.id.to_string(), texts: texts.collect(), ..SearchLine::default() }
    });
    lines(words.chain(trees))
}

/// Reads what the search needs; nothing if it is something else.
pub fn read_search(text: &str) -> Option<(Vec<Document>, Vec<Vec<String>>)> {
    let lines: Vec<SearchLine> = serde_json::from_str(text).ok()?;
    let (mut documents, mut glossary) = (Vec::new(), Vec::new());
    for line in lines {
        if !line.words.is_empty() {
            glossary.push(line.words);
            continue;
        }
        let texts = line.texts.into_iter().map(|(lang, Written { title, symptoms, causes, steps })| {
            Some((Lang::parse(&lang)?, Texts { title, symptoms, causes, steps }))
        });
        documents.push(Document { id: Id::new(&line.tree), texts: texts.collect::<Option<_>>()? });
    }
    Some((documents, glossary))
}

fn lines(lines: impl Iterator<Item = impl Serialize>) -> String {
    let lines = lines.map(|line| serde_json::to_string(&line).unwrap_or_default());
    format!("[\n{}\n]\n", lines.collect::<Vec<_>>().join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut title = Text::plain(Lang::DE, "Drucker \"druckt\" nicht");
        title.set(Lang::EN, "Printer does not print");
        let listed = vec![Listed { id: "prn".into(), area: "printing".into(), title }];
        assert_eq!(read(&write(&listed)), Some(listed));
        assert_eq!(read(""), None);
        let texts = Texts { title: "\"Ton\"".into(), symptoms: vec!["kein Ton".into()], ..Texts::default() };
        let documents = vec![Document { id: "ton".into(), texts: vec![(Lang::DE, texts)] }];
        let glossary = vec![vec!["Konto".to_owned(), "account".to_owned()]];
        assert_eq!(read_search(&write_search(&documents, &glossary)), Some((documents, glossary)));
        assert_eq!(read_search(""), None);
    }
}

//! The list of trees that the start page needs, kept beside the built-in trees so that none must be read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    base::{Id, Lang, Text},
    tree::Tree,
};

/// What the start page and the search know of a tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The id.
    pub id: Id,
    /// The folder that it lies in, such as `printing`.
    pub area: String,
    /// What the fault is called.
    pub title: Text,
    /// The customers' own words for it.
    pub symptoms: Vec<(Lang, Vec<String>)>,
}

impl Listed {
    /// Takes what the start page needs from a tree.
    pub fn of(tree: &Tree, area: &str) -> Self {
        Self { id: tree.id.clone(), area: area.to_owned(), title: tree.title.clone(), symptoms: tree.symptoms.clone() }
    }
}

/// A line of the index as it is written down.
#[derive(Serialize, Deserialize)]
struct Line {
    id: String,
    area: String,
    title: BTreeMap<String, String>,
    symptoms: BTreeMap<String, Vec<String>>,
}

/// Writes an index: a JSON list with one tree a line.
pub fn write(listed: &[Listed]) -> String {
    let lines = listed.iter().map(|it| {
        let line = Line {
            id: it.id.to_string(),
            area: it.area.clone(),
            title: it.title.iter().map(|(lang, words)| (lang.to_string(), words.to_owned())).collect(),
            symptoms: it.symptoms.iter().map(|(lang, phrases)| (lang.to_string(), phrases.clone())).collect(),
        };
        serde_json::to_string(&line).unwrap_or_default()
    });
    format!("[\n{}\n]\n", lines.collect::<Vec<_>>().join(",\n"))
}

/// Reads an index; nothing if it is no index.
pub fn read(text: &str) -> Option<Vec<Listed>> {
    let lines: Vec<Line> = serde_json::from_str(text).ok()?;
    let listed = lines.into_iter().map(|line| {
        let mut title = Text::default();
        for (lang, words) in &line.title {
            title.set(Lang::parse(lang)?, words);
        }
        let symptoms = line.symptoms.into_iter().map(|(lang, phrases)| Some((Lang::parse(&lang)?, phrases)));
        Some(Listed { id: Id::new(&line.id), area: line.area, title, symptoms: symptoms.collect::<Option<_>>()? })
    });
    listed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut title = Text::plain(Lang::DE, "Drucker \"druckt\" nicht");
        title.set(Lang::EN, "Printer does not print");
        let symptoms = vec![(Lang::DE, vec!["er druckt nicht".to_owned()])];
        let listed = vec![Listed { id: "prn".into(), area: "printing".into(), title, symptoms }];
        assert_eq!(read(&write(&listed)), Some(listed));
        assert_eq!(read(""), None);
    }
}

//! The words that everybody uses, from the lists beside this file: fillers, negations, words of one meaning, devices.
//!
//! What only one trade knows stands in the glossary of the trees, and what callers say of one fault in its symptoms.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::fold::fold;
use crate::base::Lang;

/// Where a negation has what it denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Denies {
    /// Behind it: `kein Ton`, `cannot print`.
    Behind,
    /// In front of it: `das bringt nix`.
    Before,
    /// On either side: `druckt nicht`, `nicht drucken`.
    Around,
    /// Nothing else: `nobody`.
    Alone,
}

/// A device that people name.
#[derive(Debug)]
pub(super) struct Device {
    /// How it is called here and in the messages.
    pub name: &'static str,
    /// What it is a kind of, as a position.
    pub kind_of: Option<usize>,
}

/// All lists.
#[derive(Debug)]
pub(super) struct Lists {
    /// The language of each filler; nothing for words of both.
    pub fillers: FxHashMap<String, Option<Lang>>,
    /// What each negation denies.
    pub negations: FxHashMap<String, Denies>,
    /// The devices, in the order of the list.
    pub devices: Vec<Device>,
    /// Expressions of one or more folded words, each with the numbers of its meanings; a device is a meaning.
    pub expressions: Vec<(Vec<String>, u32)>,
    /// How many meanings there are; those of the devices come first.
    pub meanings: u32,
}

static LISTS: LazyLock<Lists> = LazyLock::new(Lists::read);

/// Returns the lists, read once.
pub(super) fn lists() -> &'static Lists {
    &LISTS
}

/// Lists the names of the devices, as they are called in the messages.
pub fn device_names() -> impl Iterator<Item = &'static str> {
    lists().devices.iter().map(|device| device.name)
}

impl Lists {
    fn read() -> Self {
        let mut lists = Self {
            fillers: FxHashMap::default(),
            negations: FxHashMap::default(),
            devices: Vec::new(),
            expressions: Vec::new(),
            meanings: 0,
        };
        lists.read_fillers();
        for (place, words) in lines(include_str!("words/negations.txt")).filter_map(|line| line.split_once(':')) {
            let denies = match place {
                "before" => Denies::Behind,
                "after" => Denies::Before,
                "around" => Denies::Around,
                _ => Denies::Alone,
            };
            lists.negations.extend(words.split_whitespace().map(|word| (fold(word), denies)));
        }
        lists.read_devices();
        for line in lines(include_str!("words/meanings.txt")) {
            lists.add_meaning(line);
        }
        lists
    }

    fn read_fillers(&mut self) {
        for (lang, words) in lines(include_str!("words/fillers.txt")).filter_map(|line| line.split_once(':')) {
            let lang = Lang::parse(lang);
            for word in words.split_whitespace() {
                let known = self.fillers.entry(fold(word)).or_insert(lang);
                if *known != lang {
                    *known = None;
                }
            }
        }
    }

    fn read_devices(&mut self) {
        for (name, words) in lines(include_str!("words/devices.txt")).filter_map(|line| line.split_once(':')) {
            let (words, kind) = words.split_once('<').unwrap_or((words, ""));
            let kind_of = self.devices.iter().position(|device| device.name == kind.trim());
            self.devices.push(Device { name, kind_of });
            self.add_meaning(words);
        }
    }

    fn add_meaning(&mut self, words: &str) {
        for expression in words.split_whitespace() {
            self.expressions.push((expression.split('_').map(fold).collect(), self.meanings));
        }
        self.meanings += 1;
    }
}

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

impl Lists {
    /// Says whether a folded word is a filler or a negation.
    pub(super) fn is_small(&self, folded: &str) -> bool {
        self.fillers.contains_key(folded) || self.negations.contains_key(folded)
    }
}

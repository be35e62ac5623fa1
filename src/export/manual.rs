//! A tree as one list of numbered steps that people walk without the program: on paper, or in a page without scripts.
//!
//! Parts are unrolled where they are called, so that every answer names the one step that comes next. What a case
//! would remember, a reader must: a route that is not decided by the way there becomes a question, and a bounded
//! loop asks how often it was taken.

mod facts;
mod markdown;
mod order;
mod overview;
mod page;
mod pages;
mod recall;
mod unroll;

pub use markdown::markdown;
pub(super) use overview::numbers;
pub(super) use page::{Answer, Hazard, Page, PageKind};
pub(super) use pages::Pages;

use std::collections::BTreeSet;

use crate::{
    base::{Id, Lang},
    tree::{EdgeRole, Library, Step, Tree, TreeIx},
    words::Words,
};

/// For whom a manual is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Reader {
    /// Somebody alone with a broken thing.
    #[default]
    Customer,
    /// Somebody on the phone with a customer: what to say and the notes are in it, and the agent's own steps.
    Agent,
}

/// What goes into a manual.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// For whom it is.
    pub reader: Reader,
    /// Whether the trees in which this one continues are part of it.
    pub continued: bool,
}

/// The manual would have more steps than anybody could walk.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the manual would have more than {most} steps")]
pub struct TooLong {
    /// The most steps that are possible.
    pub most: usize,
}

/// A tree, unrolled and numbered.
#[derive(Debug)]
pub struct Manual<'l> {
    library: &'l Library,
    tree: &'l Tree,
    reader: Reader,
    entries: Vec<Entry<'l>>,
    sections: Vec<Section>,
    /// For each entry, the numbers of those that lead to it.
    origins: Vec<BTreeSet<usize>>,
    /// For each entry, the terms of the glossary that it uses.
    terms: Vec<Vec<usize>>,
}

/// One place at which something is shown.
#[derive(Debug)]
pub(super) struct Entry<'l> {
    /// The number, from 1; nothing for the end that follows an instruction that helped.
    pub(super) number: Option<usize>,
    /// Names it: the calls that lead to it and its step; a mark after `~` for what is no step.
    pub(super) id: String,
    /// The tree or part that it belongs to.
    pub(super) tree: Option<TreeIx>,
    /// What is shown.
    pub(super) shown: Shown<'l>,
    /// Where it leads, in the author's order.
    pub(super) ways: Vec<Way>,
    /// The most entries that come after it, repetitions left out.
    pub(super) left: usize,
    /// How many come after it if all answers are given equally often.
    pub(super) usually_left: usize,
    /// Which section it belongs to.
    pub(super) section: usize,
    /// Whether its question may have been answered on the way.
    pub(super) may_be_answered: bool,
}

/// A way from one entry to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// Which way out of the step it is; of a repetition, the first leads back.
    pub(super) role: EdgeRole,
    /// The entry that it leads to.
    pub(super) to: usize,
}

/// What is shown at an entry.
#[derive(Clone, Debug)]
pub(super) enum Shown<'l> {
    /// A step.
    Step(&'l Step),
    /// A way back that may be taken so many times.
    Again(u16),
    /// The end after an instruction that helped, and the causes that it removes.
    Worked(TreeIx, Vec<&'l Id>),
    /// The person who can always be asked.
    Person,
}

/// A tree or part as it stands in the manual.
#[derive(Clone, Copy, Debug)]
pub(super) struct Section {
    /// Which; nothing for what belongs to none.
    pub(super) tree: Option<TreeIx>,
    /// Whether it is a part.
    pub(super) is_part: bool,
    /// The number of its first entry.
    pub(super) first: usize,
    /// The number of its last entry.
    pub(super) last: usize,
}

impl<'l> Manual<'l> {
    /// Unrolls a tree; nothing if there is no such tree.
    pub fn new(library: &'l Library, ix: TreeIx, options: Options) -> Result<Option<Self>, TooLong> {
        let Some(tree) = library.tree(ix) else { return Ok(None) };
        let unrolled = unroll::Unrolled::new(library, ix, options)?;
        let (entries, sections) = order::arrange(&unrolled, options.reader);
        let (origins, terms) = (Vec::new(), Vec::new());
        let mut manual = Self { library, tree, reader: options.reader, entries, sections, origins, terms };
        manual.find_origins();
        manual.find_terms();
        Ok(Some(manual))
    }

    /// Lists everything that is shown, in order.
    pub(super) fn entries(&self) -> &[Entry<'l>] {
        &self.entries
    }

    /// Lists the parts and trees that the entries belong to.
    pub(super) fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// Counts the numbered steps.
    pub fn steps(&self) -> usize {
        self.entries.iter().filter(|entry| entry.number.is_some()).count()
    }

    /// Lists the languages of the tree that the program speaks, in the author's order; at least one.
    pub fn langs(&self) -> Vec<Lang> {
        let mut langs: Vec<Lang> = Vec::new();
        for (lang, _) in self.tree.title.iter() {
            let spoken = Words::new(lang).lang();
            if spoken == lang.base() && !langs.contains(&spoken) {
                langs.push(spoken);
            }
        }
        if langs.is_empty() {
            langs.push(Lang::EN);
        }
        langs
    }
}

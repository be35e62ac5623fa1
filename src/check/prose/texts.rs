//! Cuts up every text of a library, one after the other, and shows it to the rules.

use super::{Lexicon, Prose, Speech, Tongue};
use crate::{
    base::Lang,
    check::rule::Found,
    tree::{Address, By, Library, Passage, Step, Tree},
};

/// A rule that looks at texts.
type TextRule = fn(&Speech<'_, '_>, &mut Found);

/// The texts of a library and the rules, by their position, that look at them.
pub(in crate::check) struct Texts<'l> {
    library: &'l Library,
    rules: Vec<(usize, TextRule)>,
    lexicon: Lexicon,
    /// How the shared words must speak to people, if that can be said.
    address: Option<Address>,
    /// Cut texts, whose memory is used again for the next.
    prose: Vec<Prose<'l>>,
}

impl<'l> Texts<'l> {
    /// Begins with the words of a library; without rules nothing is read.
    pub(in crate::check) fn new(library: &'l Library, rules: Vec<(usize, TextRule)>) -> Self {
        let lexicon = if rules.is_empty() { Lexicon::default() } else { Lexicon::new(library.vocabulary()) };
        Self { library, rules, lexicon, address: common_address(library), prose: Vec::new() }
    }

    /// Says whether no rule looks at texts.
    pub(in crate::check) fn is_unread(&self) -> bool {
        self.rules.is_empty()
    }

    /// Shows the texts of the vocabulary.
    pub(in crate::check) fn follow_shared(&mut self, found: &mut Found) {
        let (library, address) = (self.library, self.address);
        library.vocabulary().for_each_text(|passage| self.follow(passage, address, None, found));
    }

    /// Shows the texts of a tree that belong to no step.
    pub(in crate::check) fn follow_tree(&mut self, tree: &'l Tree, found: &mut Found) {
        tree.for_each_text(|passage| self.follow(passage, Some(tree.address), None, found));
    }

    /// Shows the texts of a step.
    pub(in crate::check) fn follow_step(&mut self, tree: &'l Tree, step: &'l Step, found: &mut Found) {
        tree.for_each_text_of(step, |passage| self.follow(passage, Some(tree.address), Some(step), found));
    }

    fn follow(&mut self, passage: Passage<'l>, address: Option<Address>, step: Option<&Step>, found: &mut Found) {
        if self.rules.is_empty() {
            return;
        }
        let mut used = 0;
        for (lang, span, text) in passage.text.placed() {
            let Some(tongue) = Tongue::of(lang) else { continue };
            if self.prose.len() == used {
                self.prose.push(Prose::default());
            }
            if let Some(prose) = self.prose.get_mut(used) {
                let lexicon = &self.lexicon;
                prose.cut(lang, tongue, span, text, |tongue, lower| lexicon.class(tongue, lower));
                used += 1;
            }
        }
        let by = step.and_then(|step| step.by);
        let speech = Speech {
            passage,
            prose: self.prose.get(..used).unwrap_or_default(),
            lexicon: &self.lexicon,
            is_for_agents: passage.role.is_for_agents() || by.is_some_and(|by| by != By::Customer),
            address,
        };
        self.rules.iter().for_each(|(rule, run)| run(&speech, found.of(*rule)));
    }
}

/// How the shared words must speak: formally, if all trees do. Trees that say *du* may still share the words of others.
fn common_address(library: &Library) -> Option<Address> {
    let mut german = library.trees().filter(|(_, tree)| tree.title.exact(Lang::DE).is_some());
    german.all(|(_, tree)| tree.address == Address::Sie).then_some(Address::Sie)
}

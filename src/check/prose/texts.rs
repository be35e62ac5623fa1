//! Cuts up every text of a library, one after the other, and shows it to the rules.

use super::{Class, Lexicon, Prose, Speech, Tongue};
use crate::{
    base::Lang,
    check::rule::{Found, Run},
    tree::{Address, By, Library, Passage, Step, Tree},
};

/// A rule that looks at a text in all its languages.
type TextRule = fn(&Speech<'_, '_>, &mut Found);

/// A rule that looks at a text in one language.
type WordsRule = fn(&Speech<'_, '_>, &Prose<'_>, &mut Found);

/// The texts of a library and the rules, by their position, that look at them.
pub(in crate::check) struct Texts<'l> {
    library: &'l Library,
    rules: Vec<(usize, TextRule)>,
    /// The rules that look only at texts with some such word.
    of_words: Vec<(usize, Class, WordsRule)>,
    /// The languages in which some rule may find something.
    tongues: Vec<Tongue>,
    lexicon: Lexicon,
    /// How the shared words must speak to people, if that can be said.
    address: Option<Address>,
    /// Cut texts, whose memory is used again for the next.
    prose: Vec<Prose<'l>>,
}

impl<'l> Texts<'l> {
    /// Begins with the words of a library; without rules nothing is read.
    pub(in crate::check) fn new(library: &'l Library, runs: impl Iterator<Item = (usize, &'static Run)>) -> Self {
        let (mut rules, mut of_words) = (Vec::new(), Vec::new());
        for (rule, run) in runs {
            match run {
                Run::Text(run) => rules.push((rule, *run)),
                Run::Words(class, run) => of_words.push((rule, *class, *run)),
                _ => {}
            }
        }
        let is_unread = rules.is_empty() && of_words.is_empty();
        let lexicon = if is_unread { Lexicon::default() } else { Lexicon::new(library.vocabulary()) };
        let is_wanted = |tongue: &Tongue| {
            !rules.is_empty() || of_words.iter().any(|(_, class, _)| lexicon.may_class(*tongue).has(*class))
        };
        let tongues = [Tongue::English, Tongue::German].into_iter().filter(is_wanted).collect();
        Self { library, rules, of_words, tongues, lexicon, address: common_address(library), prose: Vec::new() }
    }

    /// Says whether no rule looks at texts.
    pub(in crate::check) fn is_unread(&self) -> bool {
        self.tongues.is_empty()
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
        if self.is_unread() {
            return;
        }
        let mut used = 0;
        for (lang, span, text) in passage.text.placed() {
            let Some(tongue) = Tongue::of(lang).filter(|it| self.tongues.contains(it)) else { continue };
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
        for prose in speech.prose {
            let fitting = self.of_words.iter().filter(|(_, class, _)| prose.class.has(*class));
            fitting.for_each(|(rule, _, run)| run(&speech, prose, found.of(*rule)));
        }
    }
}

/// How the shared words must speak: formally, if all trees do. Trees that say *du* may still share the words of others.
fn common_address(library: &Library) -> Option<Address> {
    let mut german = library.trees().filter(|(_, tree)| tree.title.exact(Lang::DE).is_some());
    german.all(|(_, tree)| tree.address == Address::Sie).then_some(Address::Sie)
}

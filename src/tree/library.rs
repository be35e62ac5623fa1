//! All trees loaded together with their vocabulary, every reference resolved.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::{
    After, Condition, EdgeRole, Ending, Exception, Fact, FactIx, FactKind, FactValue, File, Input, Kind, Link,
    Question, Step, StepIx, Tree, Vocabulary, codes::DECLARED_TWICE, graph::redirect, link::CheckIx, link::RoleIx,
    link::WarningIx, link::indices,
};
use crate::base::{Diagnostic, Id, Lang, Place, SourceId, Text};

indices! {
    /// The position of a tree in the library.
    TreeIx
}

/// A fact as the library numbers it.
#[derive(Clone, Debug)]
struct Numbered {
    id: Id,
    /// The tree that alone knows it.
    tree: Option<TreeIx>,
    fact: Fact,
}

/// All trees, parts and words.
#[derive(Clone, Debug, Default)]
pub struct Library {
    trees: Vec<Tree>,
    index: FxHashMap<Id, TreeIx>,
    vocabulary: Vocabulary,
    facts: Vec<Numbered>,
    elsewhere: BTreeSet<Id>,
    /// In which folder, by number, each file stands.
    folders: FxHashMap<SourceId, usize>,
    /// Whether some file could not be read, so that nobody knows what it names.
    is_torn: bool,
}

impl Library {
    /// Puts files together and resolves all references between them.
    ///
    /// Each inner list is one folder; a later folder replaces what an earlier one declares. Within one folder
    /// every name may be declared once. `elsewhere` names trees that exist but were not read now.
    pub fn new(folders: Vec<Vec<File>>, elsewhere: BTreeSet<Id>) -> (Self, Vec<Diagnostic>) {
        let mut library = Self { elsewhere, ..Self::default() };
        library.vocabulary.facts.insert(Id::new("voice"), voice());
        let mut findings = Vec::new();
        for (number, folder) in folders.into_iter().enumerate() {
            library.note_folder(number, &folder);
            library.add_folder(folder, &mut findings);
        }
        library.number_facts(&mut findings);
        library.resolve();
        (library, findings)
    }

    /// Returns a tree or part.
    pub fn tree(&self, ix: TreeIx) -> Option<&Tree> {
        self.trees.get(ix.index())
    }

    /// Lists all trees and parts.
    pub fn trees(&self) -> impl Iterator<Item = (TreeIx, &Tree)> + Clone {
        (0..).map(TreeIx).zip(&self.trees)
    }

    /// Finds a tree or part by its id.
    pub fn find(&self, id: &str) -> Option<TreeIx> {
        self.index.get(id).copied()
    }

    /// Says whether there is such a tree, loaded or not.
    pub fn knows(&self, id: &str) -> bool {
        self.index.contains_key(id) || self.elsewhere.contains(id)
    }

    /// Lists the ids of trees that exist but were not read.
    pub fn elsewhere(&self) -> impl Iterator<Item = &Id> + Clone {
        self.elsewhere.iter()
    }

    /// Notes that some file could not be read, so that nobody knows what it names.
    #[must_use]
    pub fn torn(mut self, is_torn: bool) -> Self {
        self.is_torn |= is_torn;
        self
    }

    /// Says whether every file that there is was read, with every step.
    pub fn is_whole(&self) -> bool {
        self.elsewhere.is_empty() && !self.is_torn && self.trees.iter().all(|tree| tree.unread.is_empty())
    }

    /// Returns the shared words.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Returns a fact and its id.
    pub fn fact(&self, ix: FactIx) -> Option<(&Id, &Fact)> {
        self.facts.get(ix.index()).map(|it| (&it.id, &it.fact))
    }

    /// Returns the tree that alone knows a fact; nothing if all do.
    pub fn fact_tree(&self, ix: FactIx) -> Option<TreeIx> {
        self.facts.get(ix.index()).and_then(|it| it.tree)
    }

    /// Returns how many facts there are.
    pub fn fact_count(&self) -> usize {
        self.facts.len()
    }

    /// Finds a fact as one tree sees it: its own first, then the shared ones.
    pub fn find_fact(&self, tree: Option<TreeIx>, id: &str) -> Option<FactIx> {
        let shared = || self.vocabulary.facts.get_index_of(id);
        let own = self.facts.iter().enumerate().skip(self.vocabulary.facts.len());
        let mut own = own.filter(|(_, it)| it.tree == tree && it.id.as_str() == id).map(|(position, _)| position);
        tree.and_then(|_| own.next()).or_else(shared).map(FactIx::from_index)
    }

    /// Lists the facts that one tree sees.
    pub fn facts_of(&self, tree: Option<TreeIx>) -> impl Iterator<Item = &Id> + Clone {
        self.facts.iter().filter(move |it| it.tree.is_none() || it.tree == tree).map(|it| &it.id)
    }

    /// Lists the rules that are not followed somewhere, with the reason.
    pub fn exceptions(&self) -> impl Iterator<Item = &Exception> {
        self.trees.iter().flat_map(|tree| &tree.exceptions).chain(&self.vocabulary.exceptions)
    }

    /// Returns the same library, in which a run of one tree begins with another step.
    #[must_use]
    pub fn begun_at(&self, tree: TreeIx, step: StepIx) -> Self {
        let mut library = self.clone();
        if let Some(tree) = library.trees.get_mut(tree.index())
            && let Some(begun) = tree.step(step)
        {
            tree.start = Link { id: begun.id.clone(), span: begun.span, to: Some(step) };
        }
        library
    }

    /// Takes out trees, so that nothing leads to them any more; all references are resolved anew.
    #[must_use]
    pub fn without(self, broken: &BTreeSet<TreeIx>) -> Self {
        if broken.is_empty() {
            return self;
        }
        let (vocabulary, elsewhere) = (self.vocabulary, self.elsewhere);
        let (folders, is_torn) = (self.folders, self.is_torn);
        let mut library = Self { vocabulary, elsewhere, folders, is_torn, ..Self::default() };
        for (ix, tree) in (0..).map(TreeIx).zip(self.trees) {
            if !broken.contains(&ix) {
                library.index.insert(tree.id.clone(), TreeIx::from_index(library.trees.len()));
                library.trees.push(tree);
            }
        }
        library.number_facts(&mut Vec::new());
        library.resolve();
        library
    }

    /// Keeps these trees only; the others are known to exist and no more.
    #[must_use]
    pub fn only(&self, wanted: &[TreeIx]) -> Self {
        let mut elsewhere = self.elsewhere.clone();
        let mut library = Self { vocabulary: self.vocabulary.clone(), ..Self::default() };
        for (ix, tree) in self.trees() {
            if wanted.contains(&ix) {
                library.index.insert(tree.id.clone(), TreeIx::from_index(library.trees.len()));
                library.trees.push(tree.clone());
            } else {
                elsewhere.insert(tree.id.clone());
            }
        }
        library.elsewhere = elsewhere;
        library.number_facts(&mut Vec::new());
        library.resolve();
        library
    }

    /// Lets a way out of a step lead to another step; returns the step to which it led before.
    ///
    /// `spent` means where a bounded way leads once it was taken often enough.
    pub fn redirect(&mut self, tree: TreeIx, way: (StepIx, EdgeRole, bool), to: StepIx) -> Option<StepIx> {
        self.trees.get_mut(tree.index()).and_then(|tree| redirect(tree, way, to))
    }

    fn note_folder(&mut self, number: usize, files: &[File]) {
        for file in files {
            match file {
                File::Tree(tree) => {
                    self.folders.insert(tree.source, number);
                }
                File::Vocabulary(words) => words.for_each_text(|passage| {
                    self.folders.insert(passage.owner.source, number);
                }),
            }
        }
    }

    /// Lists the trees that stand in one folder with a file of shared words: those that its author writes. Where words
    /// stand without any tree, that is all trees.
    pub fn trees_beside(&self, words: SourceId) -> impl Iterator<Item = &Tree> {
        let folder = |source: SourceId| self.folders.get(&source).copied();
        let own = folder(words);
        let is_own = move |tree: &&Tree| folder(tree.source) == own;
        let has_own = own.is_some() && self.trees.iter().any(|tree| is_own(&tree));
        self.trees.iter().filter(move |tree| !has_own || is_own(tree))
    }

    fn add_folder(&mut self, files: Vec<File>, findings: &mut Vec<Diagnostic>) {
        let mut trees_here: FxHashMap<Id, Place> = FxHashMap::default();
        let mut words_here: FxHashMap<(&'static str, Id), Place> = FxHashMap::default();
        for file in files {
            match file {
                File::Tree(tree) => {
                    let place = Place { source: tree.source, span: crate::base::Span::default() };
                    if let Some(first) = trees_here.insert(tree.id.clone(), place) {
                        findings.push(twice(&tree.id, place, first, "rename one of the two files"));
                    }
                    let ix = TreeIx::from_index(self.trees.len());
                    match self.index.get(&tree.id).and_then(|old| self.trees.get_mut(old.index())) {
                        Some(old) => *old = *tree,
                        None => {
                            self.index.insert(tree.id.clone(), ix);
                            self.trees.push(*tree);
                        }
                    }
                }
                File::Vocabulary(words) => self.add_words(*words, &mut words_here, findings),
            }
        }
    }

    fn add_words(
        &mut self,
        words: Vocabulary,
        here: &mut FxHashMap<(&'static str, Id), Place>,
        findings: &mut Vec<Diagnostic>,
    ) {
        let mut declare = |kind: &'static str, id: &Id, place: Place| {
            if let Some(first) = here.insert((kind, id.clone()), place) {
                findings.push(twice(id, place, first, "declare it in one file"));
            }
        };
        words.facts.iter().for_each(|(id, it)| declare("fact", id, it.place));
        words.warnings.iter().for_each(|(id, it)| declare("warning", id, it.place));
        words.checks.iter().for_each(|(id, it)| declare("check", id, it.place));
        words.terms.iter().for_each(|(id, it)| declare("term", id, it.place));
        words.roles.iter().for_each(|(id, it)| declare("role", id, it.place));
        let all = &mut self.vocabulary;
        all.facts.extend(words.facts);
        all.warnings.extend(words.warnings);
        all.checks.extend(words.checks);
        all.terms.extend(words.terms);
        all.roles.extend(words.roles);
        all.human = words.human.or(all.human.take());
        all.exceptions.extend(words.exceptions);
    }

    fn number_facts(&mut self, findings: &mut Vec<Diagnostic>) {
        let numbered = |tree| move |(id, fact): (&Id, &Fact)| Numbered { id: id.clone(), tree, fact: fact.clone() };
        self.facts = self.vocabulary.facts.iter().map(numbered(None)).collect();
        for (ix, tree) in (0..).map(TreeIx).zip(&self.trees) {
            for (id, fact) in &tree.facts {
                if let Some(shared) = self.vocabulary.facts.get(id) {
                    findings.push(twice(id, fact.place, shared.place, "use the shared fact, or choose another name"));
                }
            }
            self.facts.extend(tree.facts.iter().map(numbered(Some(ix))));
        }
    }

    fn resolve(&mut self) {
        let mut trees = std::mem::take(&mut self.trees);
        for (ix, tree) in (0..).map(TreeIx).zip(&mut trees) {
            let names = Names { library: self, tree: Some(ix) };
            for step in tree.graph.node_weights_mut() {
                names.resolve_step(step);
            }
        }
        self.trees = trees;
        if let Some(mut human) = self.vocabulary.human.take() {
            let names = Names { library: self, tree: None };
            names.role(&mut human.role);
            human.collect.iter_mut().for_each(|fact| names.fact(fact));
            self.vocabulary.human = Some(human);
        }
    }
}

fn twice(id: &Id, place: Place, first: Place, help: &str) -> Diagnostic {
    Diagnostic::new(&DECLARED_TWICE, place, format!("`{id}` is declared twice")).at(first, "first here").help(help)
}

/// The built-in fact that tells who holds the dialogue.
fn voice() -> Fact {
    let value = |id: &str| FactValue { id: Id::new(id), text: None };
    Fact {
        place: Place::default(),
        name: Text::plain(Lang::EN, "voice"),
        ask: None,
        look: None,
        kind: FactKind::Given { input: Input::Choice, values: vec![value("customer"), value("agent")] },
        private: false,
        stale_after_instruction: false,
    }
}

/// Resolves the names that a tree uses.
struct Names<'l> {
    library: &'l Library,
    tree: Option<TreeIx>,
}

impl Names<'_> {
    fn fact(&self, link: &mut Link<FactIx>) {
        link.to = self.library.find_fact(self.tree, link.id.as_str());
    }

    fn role(&self, link: &mut Link<RoleIx>) {
        link.to = self.library.vocabulary.roles.get_index_of(link.id.as_str()).map(RoleIx::from_index);
    }

    fn check(&self, link: &mut Link<CheckIx>) {
        link.to = self.library.vocabulary.checks.get_index_of(link.id.as_str()).map(CheckIx::from_index);
    }

    fn tree(&self, link: &mut Link<TreeIx>) {
        link.to = self.library.find(link.id.as_str());
    }

    fn resolve_step(&self, step: &mut Step) {
        for warning in &mut step.warn {
            warning.to = self.library.vocabulary.warnings.get_index_of(warning.id.as_str()).map(WarningIx::from_index);
        }
        match &mut step.kind {
            Kind::Question(question) => self.resolve_question(question),
            Kind::Instruction(instruction) => {
                instruction.check.iter_mut().for_each(|check| self.check(check));
                if let After::Ask(question) = &mut instruction.after {
                    self.resolve_question(question);
                }
            }
            Kind::Call(call) => self.tree(&mut call.part),
            Kind::Route(route) => {
                route.arms.iter_mut().filter_map(|arm| arm.when.as_mut()).for_each(|when| self.resolve_condition(when));
            }
            Kind::Ending(Ending::Escalate { role, collect, .. }) => {
                self.role(role);
                collect.iter_mut().for_each(|fact| self.fact(fact));
            }
            Kind::Ending(Ending::Continue { tree, .. }) => self.tree(tree),
            Kind::Ending(Ending::Fix { .. } | Ending::Exit(_)) => {}
        }
    }

    fn resolve_question(&self, question: &mut Question) {
        question.fact.iter_mut().for_each(|fact| self.fact(fact));
        question.check.iter_mut().for_each(|check| self.check(check));
    }

    /// Recursion is bounded by the nesting that the YAML reader allows.
    fn resolve_condition(&self, condition: &mut Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => parts.iter_mut().for_each(|it| self.resolve_condition(it)),
            Condition::Not(inner) => self.resolve_condition(inner),
            Condition::Known(fact) | Condition::Fact(fact, _) => self.fact(fact),
        }
    }
}

//! A text lacks a language that the title of the tree has, or the title one that the other texts have.
//!
//! People would see one sentence in another language than the rest. In the shared vocabulary every language counts that
//! the title of any tree in the same folder has.
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: repair
//! steps:
//!   repair:
//!     escalate: technician
//!     because: {en: A technician comes.}
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: {en: Printer, de: Drucker}
//! start: repair
//! steps:
//!   repair:
//!     escalate: technician
//!     because: {en: A technician comes., de: Es kommt jemand.}
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    base::{Lang, Level, Place, SourceId},
    check::{
        context::Context,
        labels::languages,
        rule::{Found, Rule, Run},
        survey::Survey,
    },
    tree::{Passage, Step, StepIx, TextRole},
};

pub(super) const RULE: Rule = Rule {
    code: "W129",
    name: "missing-language",
    level: Level::Warning,
    run: &[Run::Library(vocabulary), Run::Tree(tree), Run::Step(step)],
};

/// How many texts of a tree are looked at to find out which languages it speaks besides those of its title.
const MOST_HEARD: usize = 200;

fn tree(cx: &Context<'_>, found: &mut Found) {
    title(cx, found);
    cx.tree.for_each_text(|passage| compare(&cx.languages, passage, found));
}

/// Reports the languages that the title lacks, although most texts of the tree have them.
fn title(cx: &Context<'_>, found: &mut Found) {
    let mut heard: BTreeMap<Lang, usize> = BTreeMap::new();
    let (mut all, mut own) = (0, Place::default());
    let mut hear = |Passage { role, owner, text, .. }: Passage<'_>| {
        if role == TextRole::Title {
            own = owner;
            return;
        }
        if all < MOST_HEARD {
            all += 1;
            text.iter().for_each(|(lang, _)| *heard.entry(lang).or_default() += 1);
        }
    };
    cx.tree.for_each_text(&mut hear);
    for (_, step) in cx.tree.steps().take(MOST_HEARD) {
        cx.tree.for_each_text_of(step, &mut hear);
    }
    let lacks = |lang: &Lang| !cx.languages.iter().any(|own| own == lang || own.base() == lang.base());
    let missing: Vec<String> = heard
        .iter()
        .filter(|(lang, count)| all < **count * 2 && lacks(lang))
        .map(|(lang, _)| format!("`{lang}`"))
        .collect();
    if !missing.is_empty() {
        let finding = found.at(own, format!("`title` has no words in {}", missing.join(", ")));
        found.push(finding.help("add the language: the other texts have it"));
    }
}

fn step(cx: &Context<'_>, _: StepIx, step: &Step, found: &mut Found) {
    cx.tree.for_each_text_of(step, |passage| compare(&cx.languages, passage, found));
}

fn vocabulary(survey: &Survey<'_>, found: &mut Found) {
    let mut spoken: BTreeMap<SourceId, Vec<Lang>> = BTreeMap::new();
    survey.library.vocabulary().for_each_text(|passage| {
        let source = passage.owner.source;
        let langs = spoken.entry(source).or_insert_with(|| {
            let langs: BTreeSet<Lang> = survey.library.trees_beside(source).flat_map(languages).collect();
            langs.into_iter().collect()
        });
        compare(langs, passage, found);
    });
}

/// Reports the languages that a text lacks; a text whose words could not be read lacks none.
fn compare(langs: &[Lang], Passage { role, key, owner, text }: Passage<'_>, found: &mut Found) {
    // A unit written once is a symbol such as `GB`, the same in every language.
    if text.is_empty() || (role == TextRole::Unit && text.iter().count() < 2) {
        return;
    }
    let lacks = |lang: &&Lang| text.exact(**lang).is_none() && text.exact(lang.base()).is_none();
    let missing: Vec<String> = langs.iter().filter(lacks).map(|lang| format!("`{lang}`")).collect();
    if !missing.is_empty() {
        let finding = found.at(owner, format!("`{key}` has no words in {}", missing.join(", ")));
        found.push(finding.help("add the language, or take it out of the title"));
    }
}

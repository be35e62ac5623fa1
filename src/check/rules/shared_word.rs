//! A word stands under two terms of the glossary.
//!
//! Who looks it up finds two meanings, and the other rules cannot tell which term to use.
//!
//! ```yaml
//! format: 1
//! terms:
//!   router: {term: {en: router, de: Router}, means: {en: The box., de: Das Gerät.}, also: {en: [box]}}
//!   case: {term: {en: case, de: Gehäuse}, means: {en: The shell., de: Die Hülle.}, also: {en: [box]}}
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! terms:
//!   router: {term: {en: router, de: Router}, means: {en: The box., de: Das Gerät.}, also: {en: [internet box]}}
//!   case: {term: {en: case, de: Gehäuse}, means: {en: The shell., de: Die Hülle.}, also: {en: [box]}}
//! ```

use std::collections::BTreeMap;

use crate::{
    base::Level,
    check::{
        labels::brief,
        rule::{Found, Rule, Run},
        survey::Survey,
    },
};

pub(super) const RULE: Rule =
    Rule { code: "W326", name: "shared-word", level: Level::Warning, run: &[Run::Library(run)] };

fn run(survey: &Survey<'_>, found: &mut Found) {
    let mut owners = BTreeMap::new();
    for (id, term) in &survey.library.vocabulary().terms {
        let names = term.term.iter();
        let others = term.also.iter().flat_map(|(lang, names)| names.iter().map(|name| (*lang, name.as_str())));
        for (lang, name) in names.chain(others) {
            let (owner, place) = *owners.entry((lang, name.to_lowercase())).or_insert((id, term.place));
            if owner != id {
                let finding = found.at(term.place, format!("`{}` stands under `{owner}`, too", brief(name)));
                found.push(finding.at(place, "the other term").help("keep it under one of them"));
            }
        }
    }
}

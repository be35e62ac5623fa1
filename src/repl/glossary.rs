//! Explains the technical terms that a person meets in a dialogue.

use std::collections::BTreeSet;

use super::{
    Voice,
    dialogue::{Dialogue, Next},
    show::full_stop,
};
use crate::{
    base::{Lang, Text, clean_line, near},
    engine::{Session, View},
    screen::Style,
    tree::{Kind, Step, Terms, TextRole, Vocabulary},
};

const INDENT: usize = 2;

/// How people ask what a word means: what stands before the word, and what may stand behind it.
const ASKED: [(&str, &str); 10] = [
    ("what is", ""),
    ("what s", ""),
    ("whats", ""),
    ("what are", ""),
    ("what does", "mean"),
    ("was ist", ""),
    ("was sind", ""),
    ("was heißt", ""),
    ("was bedeutet", ""),
    ("was meint", ""),
];

/// Articles before the word.
const ARTICLES: [&str; 10] = ["a", "an", "the", "ein", "eine", "einen", "der", "die", "das", "den"];

impl Dialogue<'_> {
    /// Explains the terms at hand, or the one that is named.
    pub(super) fn explain_words(&mut self, session: &Session<'_>, view: &View<'_>, named: &str) -> Next {
        let glossary = self.shelf.glossary();
        if !named.is_empty() {
            return self.explain_named(&glossary, named);
        }
        let texts = self.texts_at_hand(session, view);
        let found = meant(&glossary, &texts, self.words.lang());
        if found.is_empty() {
            return self.notice("word-none-here", &[]);
        }
        self.screen.gap();
        found.into_iter().for_each(|ix| self.explain(&glossary, ix));
        Next::Ask
    }

    /// Explains a term to who asks for it in plain words: "what is a router?"; says whether that was asked.
    pub(super) fn explain_asked(&mut self, line: &str) -> bool {
        let Some(named) = asked(line) else { return false };
        let glossary = self.shelf.glossary();
        let found = self.named(&glossary, &named);
        found.into_iter().for_each(|ix| self.explain(&glossary, ix));
        found.is_some()
    }

    fn explain_named(&mut self, glossary: &Vocabulary, named: &str) -> Next {
        if let Some(ix) = self.named(glossary, named) {
            self.explain(glossary, ix);
            return Next::Ask;
        }
        let word = clean_line(named);
        let mut said = self.words.tell("word-unknown", &[("word", (&*word).into())]);
        let names: BTreeSet<String> = glossary
            .terms
            .values()
            .flat_map(|term| term.also.iter().flat_map(|(_, all)| all).cloned().chain([self.text(&term.term)]))
            .map(|name| name.to_lowercase())
            .collect();
        if let Some(near) = near(&word.to_lowercase(), names.iter().map(String::as_str)) {
            let name = format!("{} {near}", self.words.say("command-word"));
            said = format!("{said} {}", self.words.tell("command-meant", &[("name", (&name).into())]));
        }
        self.screen.text(INDENT, Style::Plain, &said);
        Next::Ask
    }

    /// The term of this name: in the language that is spoken, else in another.
    fn named(&self, glossary: &Vocabulary, named: &str) -> Option<usize> {
        [self.words.lang(), Lang::DE, Lang::EN].into_iter().find_map(|lang| {
            let mut found = Vec::new();
            Terms::new(glossary, lang).find(named, &mut found);
            found.first().copied()
        })
    }

    fn explain(&mut self, glossary: &Vocabulary, ix: usize) {
        let Some((_, term)) = glossary.terms.get_index(ix) else { return };
        let (name, means) = (self.text(&term.term), full_stop(&self.text(&term.means)));
        self.notice("word-means", &[("term", (&name).into()), ("means", (&means).into())]);
    }

    fn text(&self, text: &Text) -> String {
        clean_line(text.get(self.words.lang())).into_owned()
    }

    /// What the person reads at the moment.
    fn texts_at_hand(&self, session: &Session<'_>, view: &View<'_>) -> Vec<Text> {
        let library = session.library().library();
        match view {
            View::Step { key, step, .. } => {
                let mut texts = Vec::new();
                let Some(tree) = library.tree(key.tree) else { return texts };
                tree.for_each_text_of(step, |passage| {
                    if is_read(step, passage.role, self.setup.voice) {
                        texts.push(passage.text.clone());
                    }
                });
                texts
            }
            View::Warning { warning, .. } => {
                let warning = library.vocabulary().warnings.get_index(warning.index()).map(|(_, warning)| warning);
                let texts = |it: &crate::tree::Warning| [it.hazard.clone(), it.consequence.clone(), it.avoid.clone()];
                warning.map(texts).into_iter().flatten().collect()
            }
            View::Collect { fact, .. } => {
                let phrase = crate::case::Phrase { library, words: &self.words };
                let declared = phrase.fact(*fact).map(|(_, fact)| fact);
                let texts = |it: &crate::tree::Fact| [Some(it.name.clone()), it.ask.clone(), it.look.clone()];
                declared.map(texts).into_iter().flatten().flatten().collect()
            }
            View::Ended(_) | View::Missing(_) | View::NotStarted => Vec::new(),
        }
    }
}

/// Says whether somebody sees a text of a step that waits for a reply.
fn is_read(step: &Step, role: TextRole, voice: Voice) -> bool {
    let is_for_agents = role.is_for_agents() || role == TextRole::Why;
    !matches!(step.kind, Kind::Ending(_)) && (voice == Voice::Agent || !is_for_agents)
}

/// The terms of some texts.
///
/// A word of one language may mean two things: what is meant is what all languages of the text speak of.
fn meant(glossary: &Vocabulary, texts: &[Text], lang: Lang) -> Vec<usize> {
    let find = |lang: Lang| {
        let terms = Terms::new(glossary, lang);
        let mut found = Vec::new();
        texts.iter().filter_map(|text| text.exact(lang)).for_each(|text| terms.find(text, &mut found));
        found
    };
    let other = if lang.base() == Lang::DE { Lang::EN } else { Lang::DE };
    let (own, others) = (find(lang), find(other));
    let speaks_both = texts.iter().any(|text| text.exact(other).is_some());
    own.into_iter().filter(|ix| !speaks_both || others.contains(ix)).collect()
}

/// The word whose meaning a line asks for.
fn asked(line: &str) -> Option<String> {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let line = words(line);
    ASKED.iter().find_map(|(before, behind)| {
        let rest = line.strip_prefix(words(before).as_slice())?;
        let rest = rest.strip_suffix(words(behind).as_slice())?;
        let rest = rest.split_first().filter(|(first, _)| ARTICLES.contains(&first.as_str())).map_or(rest, |it| it.1);
        (!rest.is_empty()).then(|| rest.join(" "))
    })
}

#[cfg(test)]
mod tests {
    use super::asked;

    #[test]
    fn people_ask_in_their_own_way() {
        for (line, word) in [
            ("What is a router?", Some("router")),
            ("what's the VPN", Some("vpn")),
            ("What does two-factor mean?", Some("two factor")),
            ("Was ist das WLAN?", Some("wlan")),
            ("was bedeutet Firmware", Some("firmware")),
            ("what is", None),
            ("it is a router", None),
        ] {
            assert_eq!(asked(line).as_deref(), word, "{line}");
        }
    }
}

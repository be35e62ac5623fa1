//! Manuals can be walked as the engine walks: every link leads somewhere, every walk is a path of links, and every
//! number on paper is a step.
//!
//! `LOTSE_UPDATE=1 cargo test manual` writes the examples anew.

mod follow;
mod hostile;
mod odd;
mod page;

use std::{collections::BTreeSet, sync::OnceLock};

use follow::{Dice, follow, random_case};
use lotse::{
    base::{Id, Lang},
    check::Sealed,
    export::{Manual, Options, Reader, html, markdown},
    words::Words,
};
use page::{Page, Place};

use crate::{
    program::run,
    support::{sealed, shipped},
    transcripts::is_current,
};

const CONTINUED: Options = Options { reader: Reader::Customer, continued: true };
const ALONE: Options = Options { reader: Reader::Customer, continued: false };

/// How many cases are followed through the page of each tree.
const CASES: usize = if cfg!(debug_assertions) { 40 } else { 200 };

/// All shipped trees, read once.
fn all_shipped() -> &'static Sealed {
    static ALL: OnceLock<Sealed> = OnceLock::new();
    ALL.get_or_init(|| {
        let files = shipped();
        sealed(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
    })
}

/// The page of every shipped tree in all its languages, written once.
fn pages() -> &'static [(String, String)] {
    static PAGES: OnceLock<Vec<(String, String)>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let trees = all_shipped().library().trees().filter(|(_, tree)| !tree.is_part());
        trees.map(|(_, tree)| (tree.id.to_string(), shipped_page(tree.id.as_str()))).collect()
    })
}

fn manual<'l>(library: &'l Sealed, tree: &str, options: Options) -> Manual<'l> {
    let library = library.library();
    Manual::new(library, library.find(tree).unwrap(), options).unwrap().unwrap()
}

/// The page of a shipped tree in all its languages.
fn shipped_page(tree: &str) -> String {
    let manual = manual(all_shipped(), tree, ALONE);
    html(&manual, &manual.langs())
}

/// The page of a tree, with those in which it continues, in all its languages.
fn written(library: &Sealed, tree: &str) -> String {
    let manual = manual(library, tree, CONTINUED);
    html(&manual, &manual.langs())
}

#[test]
fn every_link_leads_to_a_section_and_every_section_is_reached() {
    for (tree, text) in pages() {
        let page = Page::read(text);
        for link in &page.links {
            assert!(page.ids.contains(link), "{tree}: #{link} leads nowhere");
        }
        let mut counts = BTreeSet::new();
        for lang in ["en", "de"] {
            let reached = page.reachable(lang);
            let own = |it: &&Place| it.lang == lang && (it.is("step") || it.is("warn"));
            for place in page.places.iter().filter(own).filter(|it| it.id != format!("{lang}~person")) {
                assert!(reached.contains(&place.id), "{tree}: nothing leads to #{}", place.id);
                let is_end = place.is("fixed") || place.is("hand-over") || place.is("elsewhere");
                assert_eq!(place.answers.is_empty(), is_end, "{tree}: #{}", place.id);
                // Only who repeats something, or turns to a person, does not get nearer to the end.
                let is_again = usize::from(place.id.contains("~again"));
                let is_warning = usize::from(place.is("warn"));
                for answer in place.answers.iter().skip(is_again) {
                    let next = page.place(&answer.to).progress.unwrap_or(usize::MAX);
                    assert!(place.progress.unwrap() < next + is_warning, "{tree}: #{} to #{}", place.id, answer.to);
                }
            }
            counts.insert(reached.iter().map(|id| id.replacen(lang, "", 1)).collect::<Vec<_>>());
        }
        assert_eq!(counts.len(), 1, "{tree}: both languages have the same sections");
    }
}

#[test]
fn every_walk_is_a_path_of_links_to_the_same_end() {
    let library = all_shipped();
    let mut dice = Dice(20_261_123);
    let mut ends = 0;
    for (tree, text) in pages() {
        let page = Page::read(text);
        let words = [Words::new(Lang::EN), Words::new(Lang::DE)];
        for case in 0..CASES {
            let session = random_case(library, tree, &mut dice);
            if let Err(problem) = follow(&page, &session, &words[case % 2]) {
                panic!("{tree}, case {case}: {problem}");
            }
            ends += 1;
        }
    }
    assert!(ends >= 2000, "{ends} walks");
}

/// The numbers of a manual on paper, each with the numbers that its answers name.
fn paper(text: &str, arrow: &str) -> Vec<(usize, Vec<usize>)> {
    let mut steps: Vec<(usize, Vec<usize>)> = Vec::new();
    for line in text.lines() {
        if let Some((number, _)) = line.strip_prefix("### ").and_then(|rest| rest.split_once(". ")) {
            steps.push((number.parse().unwrap(), Vec::new()));
        }
        if let Some((_, goal)) = line.rsplit_once(arrow).filter(|_| line.starts_with("- ☐ ")) {
            steps.last_mut().unwrap().1.push(goal.trim_end_matches('*').parse().unwrap());
        }
    }
    steps
}

#[test]
fn every_number_on_paper_is_a_step_and_means_the_same_as_the_link() {
    let library = all_shipped();
    for (tree, text) in pages() {
        let manual = manual(library, tree, ALONE);
        let page = Page::read(text);
        for (lang, arrow, word) in [(Lang::EN, "→ **step ", "step "), (Lang::DE, "→ **Schritt ", "Schritt ")] {
            let steps = paper(&markdown(&manual, &[lang]), arrow);
            let numbers: Vec<usize> = steps.iter().map(|(number, _)| *number).collect();
            assert_eq!(numbers, (1..=manual.steps()).collect::<Vec<_>>(), "{tree}");
            let own = |it: &&Place| it.lang == lang.as_str() && it.is("step") && !it.is("uncounted");
            for (place, (number, goals)) in page.places.iter().filter(own).zip(&steps) {
                assert_eq!(place.number(), Some(*number), "{tree}: #{}", place.id);
                let mut linked = Vec::new();
                for answer in &place.answers {
                    let goal = page.place(answer.to.trim_end_matches("~warn"));
                    let told = answer.goal.trim_start_matches(" → ");
                    match goal.number() {
                        Some(number) => {
                            assert_eq!(told, format!("{word}{number}"), "{tree}: #{}", place.id);
                            linked.push(number);
                        }
                        None => assert_eq!(told, goal.heading, "{tree}: #{}", place.id),
                    }
                }
                assert_eq!(*goals, linked, "{tree}: #{}", place.id);
                assert!(goals.iter().all(|goal| numbers.contains(goal)), "{tree}: {number}");
            }
        }
    }
}

#[test]
fn manuals_are_of_a_size_that_can_be_sent() {
    for (tree, page) in pages() {
        assert!(page.len() < 1 << 20, "{tree}: {} bytes", page.len());
    }
    let (tree, page) = &pages()[0];
    assert_eq!(*page, shipped_page(tree), "{tree}: the same bytes every time");
}

#[test]
fn the_examples_are_current() {
    let library = all_shipped();
    let manual = manual(library, "sec-support-scam", ALONE);
    is_current("examples/manuals/sec-support-scam.html", &html(&manual, &manual.langs()));
    is_current("examples/manuals/sec-support-scam.md", &markdown(&manual, &manual.langs()));
}

#[test]
fn a_person_is_one_link_away_from_everywhere() {
    let text = shipped_page("phone-charge");
    let page = Page::read(&text);
    for lang in ["en", "de"] {
        let person = page.place(&format!("{lang}~person"));
        assert!(person.is("hand-over") && page.links.contains(&person.id));
        let foot = text.split("<footer").nth(1).unwrap();
        assert!(foot.contains("~person"), "{foot}");
    }
}

#[test]
fn an_agent_reads_what_to_say_and_a_customer_does_not() {
    let library = all_shipped();
    let tree = library.library().tree(library.library().find("prn-no-output").unwrap()).unwrap();
    let (_, step) = tree.steps().find(|(_, step)| step.id == Id::new("display")).unwrap();
    let note: &str = step.note.as_ref().unwrap().get(Lang::EN);
    let first = note.split('.').next().unwrap();
    for (reader, is_in) in [(Reader::Customer, false), (Reader::Agent, true)] {
        let manual = manual(library, "prn-no-output", Options { reader, continued: false });
        assert_eq!(html(&manual, &[Lang::EN]).contains(first), is_in);
        assert_eq!(markdown(&manual, &[Lang::EN]).contains(first), is_in);
    }
}

#[test]
fn the_command_writes_manuals() {
    let out = |arguments: &[&str]| {
        let ran = run(arguments, "");
        assert_eq!((ran.code, ran.talk.as_str()), (0, ""), "{arguments:?}");
        ran.out
    };
    let both = out(&["export", "markdown", "mail-problem"]);
    assert!(both.starts_with("# E-mail") && both.contains("\n---\n\n# ") && both.contains("## Schritt für Schritt"));
    let german = out(&["export", "markdown", "mail-problem", "--lang", "de"]);
    assert!(!german.contains("## Step by step") && german.contains("Weiter geht es mit der Anleitung"), "{german}");
    let continued = out(&["export", "markdown", "mail-problem", "--lang", "de", "--continued"]);
    assert!(german.len() * 3 < continued.len(), "with the trees in which it continues");
    assert_eq!(
        out(&["export", "html", "phone-charge"]),
        *pages().iter().find(|(id, _)| id == "phone-charge").unwrap().1
    );
    let agent = out(&["export", "html", "phone-charge", "--as", "agent", "--lang", "en"]);
    assert!(agent.contains("<b>NOTE</b>") && agent.contains("I have read this out"));
    let unknown = run(&["export", "html", "phone-charg"], "");
    assert!(unknown.code == 2 && unknown.out.is_empty() && unknown.talk.contains("did you mean"), "{}", unknown.talk);
}

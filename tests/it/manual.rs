//! Manuals can be walked as the engine walks: every link leads somewhere, every walk is a path of links, and every
//! number on paper is a step.
//!
//! `LOTSE_UPDATE=1 cargo test manual` writes the examples anew.

mod page;

use std::{collections::BTreeSet, sync::OnceLock};

use lotse::{
    base::{Id, Lang},
    case::Phrase,
    check::Sealed,
    engine::{Ended, Entry, Input, Outcome, Passed, Reply, Session, View},
    export::{Manual, Options, Reader, html, markdown},
    tree::{After, Answer, Bound, Guard, Input as Wanted, Kind, Question, Step},
    words::Words,
};
use page::{Page, Place};

use crate::{
    support::{TODAY, begin, sealed, shipped},
    transcripts::is_current,
};

const CONTINUED: Options = Options { reader: Reader::Customer, continued: true };

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
        trees.map(|(_, tree)| (tree.id.to_string(), written(all_shipped(), tree.id.as_str()))).collect()
    })
}

fn manual<'l>(library: &'l Sealed, tree: &str, options: Options) -> Manual<'l> {
    let library = library.library();
    Manual::new(library, library.find(tree).unwrap(), options).unwrap().unwrap()
}

/// The page of a tree in all its languages.
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
            }
            counts.insert(reached.iter().map(|id| id.replacen(lang, "", 1)).collect::<Vec<_>>());
        }
        assert_eq!(counts.len(), 1, "{tree}: both languages have the same sections");
    }
}

/// Dice that fall alike in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// A reply that fits a question.
fn reply(question: &Question, dice: &mut Dice) -> Input {
    let answer = question.answers.get(dice.below(question.answers.len().max(1)));
    let number = |bound: &Option<Bound>| match bound {
        Some(Bound::Number(number)) => Some(*number),
        _ => None,
    };
    match (&question.input, answer) {
        (_, Some(answer)) if answer.id.as_str() == "unsure" => Input::Choose(answer.id.clone()),
        (Wanted::Many, Some(answer)) => Input::ChooseSeveral(vec![answer.id.clone()]),
        (Wanted::Number { scale, .. }, answer) => Input::Number(match answer.map(|answer| &answer.guard) {
            Some(Guard::Range { from, below }) => {
                number(from).or_else(|| number(below).map(|below| below - 1.0)).unwrap_or(1.0)
            }
            _ => number(&scale.min).unwrap_or(1.0),
        }),
        (Wanted::Date(_), _) => Input::Day(["2012-03-04", TODAY][dice.below(2)].parse().unwrap()),
        (Wanted::Text { .. }, _) => Input::Words("E05 DNS_PROBE timed out".into()),
        (Wanted::Choice, Some(answer)) => Input::Choose(answer.id.clone()),
        (Wanted::Choice | Wanted::Many, None) => Input::Done,
    }
}

fn asked(step: &Step) -> Option<&Question> {
    step.question()
}

/// Walks a tree to its end as a customer might.
fn random_case<'l>(library: &'l Sealed, tree: &str, dice: &mut Dice) -> Session<'l> {
    let mut session = begin(library, tree);
    for _ in 0..500 {
        let input = match session.view() {
            View::Warning { .. } => Input::Acknowledge,
            View::Collect { .. } => Input::Unknown,
            View::Step { step, .. } => match (asked(step), &step.kind) {
                (Some(question), _) => reply(question, dice),
                (None, Kind::Instruction(it)) if matches!(it.after, After::Next(_)) => Input::Done,
                _ => Input::Outcome(match dice.below(8) {
                    0 => Outcome::Worked,
                    1 => Outcome::NotDone,
                    _ => Outcome::DidNotWork,
                }),
            },
            _ => return session,
        };
        session.input(input).unwrap();
    }
    panic!("{tree}: no end");
}

/// A reader of the page in one language: all places where somebody may stand who followed a case so far.
struct Follower<'p> {
    page: &'p Page,
    phrase: Phrase<'p>,
    at: BTreeSet<&'p str>,
}

impl<'p> Follower<'p> {
    fn new(page: &'p Page, phrase: Phrase<'p>) -> Self {
        let start = page.start(phrase.words.lang().as_str());
        let mut own = Self { page, phrase, at: BTreeSet::new() };
        own.stand([start.id.as_str()]);
        own
    }

    /// Stands at these places and at all that lie behind warnings and behind what only the reader can recall.
    fn stand(&mut self, places: impl IntoIterator<Item = &'p str>) {
        let mut queue: Vec<&str> = places.into_iter().collect();
        while let Some(id) = queue.pop() {
            let place = self.page.place(id);
            if self.at.insert(&place.id) && (place.is("warn") || place.is("recall") || place.is("passage")) {
                queue.extend(place.answers.iter().map(|answer| answer.to.as_str()));
            }
        }
    }

    fn label(&self, entry: &Entry, reply: &Reply) -> Option<String> {
        match reply {
            Reply::Chosen(_) => Some(self.phrase.reply(&entry.key, reply)),
            Reply::Outcome(Outcome::Worked) => Some(self.phrase.words.say("manual-worked")),
            Reply::Outcome(Outcome::DidNotWork) => Some(self.phrase.words.say("manual-not-worked")),
            Reply::Outcome(Outcome::NotDone) => Some(self.phrase.words.say("manual-not-done")),
            Reply::Several(_) | Reply::Number(_) | Reply::Day(_) | Reply::Words(_) | Reply::Done => None,
        }
    }

    /// Follows one entry of a trail; returns what is wrong with the page.
    fn follow(&mut self, entry: &Entry) -> Result<(), String> {
        let step = self.phrase.step(&entry.key).unwrap();
        let here: Vec<&Place> = self.at.iter().map(|id| self.page.place(id)).filter(|it| it.is("step")).collect();
        let here: Vec<&Place> = here.into_iter().filter(|place| place.step() == step.id.as_str()).collect();
        let label = match &entry.passed {
            Passed::Replied(reply) => {
                self.at.clear();
                self.label(entry, reply)
            }
            // What every way there has answered is not on the page; otherwise the reader answers once more.
            Passed::Known(_) => None,
        };
        if here.is_empty() && matches!(entry.passed, Passed::Replied(_)) {
            return Err(format!("`{}` is not shown", self.phrase.key_name(&entry.key)));
        }
        let labels: Vec<String> = step.question().into_iter().flat_map(|it| &it.answers).map(|it| self.of(it)).collect();
        for place in here {
            for wanted in &labels {
                if !place.answers.iter().any(|answer| answer.label.starts_with(wanted.as_str())) {
                    return Err(format!("#{}: “{wanted}” is missing", place.id));
                }
            }
            let fits = |answer: &&page::Link| label.as_ref().is_none_or(|label| answer.label == *label);
            let next: Vec<&str> = place.answers.iter().filter(fits).map(|answer| answer.to.as_str()).collect();
            if next.is_empty() {
                return Err(format!("#{}: {label:?} is not among {:?}", place.id, place.answers));
            }
            self.stand(next);
        }
        Ok(())
    }

    /// How an answer begins on the page; typed answers without a label of their own are told by their values.
    fn of(&self, answer: &Answer) -> String {
        let is_told = matches!(answer.id.as_str(), "yes" | "no" | "unsure" | "none");
        let has_label = answer.text.is_some() || is_told || matches!(answer.guard, Guard::Chosen);
        if has_label { self.phrase.answer(answer) } else { String::new() }
    }

    /// Says whether the page can have come to the same end.
    fn ends(&self, ended: &Ended<'_>) -> bool {
        self.at.iter().map(|id| self.page.place(id)).any(|place| match ended {
            Ended::Fixed { tree, causes, .. } => {
                place.is("fixed") && causes.iter().all(|cause| place.heading.contains(&self.phrase.cause(*tree, cause)))
            }
            Ended::Escalated { role, because, .. } => {
                let role = role.and_then(|role| self.phrase.library.vocabulary().roles.get_index(role.index()));
                let lang = self.phrase.words.lang();
                let names_role = role.is_none_or(|(_, role)| place.heading.contains(role.name.get(lang)));
                let tells_why = because.is_none_or(|because| place.text.contains(because.get(lang)));
                place.is("hand-over") && names_role && tells_why
            }
        })
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
        for case in 0..200 {
            let session = random_case(library, tree, &mut dice);
            let View::Ended(ended) = session.view() else { panic!("{tree}: {:?}", session.view()) };
            let phrase = Phrase { library: library.library(), words: &words[case % 2] };
            let mut follower = Follower::new(&page, phrase);
            for entry in session.state().trail() {
                if let Err(problem) = follower.follow(entry) {
                    panic!("{tree}, case {case}: {problem}\n{:#?}", session.state().trail());
                }
            }
            assert!(follower.ends(&ended), "{tree}, case {case}: {ended:?} is not among {:?}", follower.at);
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
        let manual = manual(library, tree, CONTINUED);
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
    assert_eq!(*page, written(all_shipped(), tree), "{tree}: the same bytes every time");
}

#[test]
fn the_examples_are_current() {
    let library = all_shipped();
    let manual = manual(library, "sec-support-scam", CONTINUED);
    is_current("examples/manuals/sec-support-scam.html", &html(&manual, &manual.langs()));
    is_current("examples/manuals/sec-support-scam.md", &markdown(&manual, &manual.langs()));
}

/// Puts a text into every place of a small tree.
fn tree_of(text: &str) -> String {
    let text = serde_json::to_string(text).unwrap();
    format!(
        "format: 1\ntitle: {text}\nsymptoms: {{en: [{text}]}}\ncauses: {{dust: {{name: {text}}}}}\nstart: a\nsteps:\n  \
         a: {{ask: {text}, look: {text}, why: {text}, say: {text}, note: {text}, warn: [w], answers: {{x: {{text: \
         {text}, next: b}}, unsure: {{help: {text}, next: c}}}}}}\n  b: {{do: {text}, expect: {text}, cause: dust, \
         else: c}}\n  c: {{escalate: desk, because: {text}, collect: [f]}}\n"
    )
}

fn words_of(text: &str) -> String {
    let text = serde_json::to_string(text).unwrap();
    format!(
        "format: 1\nroles: {{desk: {{name: {text}}}}}\nhuman: {{role: desk, collect: [f]}}\nfacts: {{f: {{name: {text}, \
         look: {text}, input: {{kind: text}}}}}}\nwarnings: {{w: {{level: danger, hazard: {text}, consequence: {text}, \
         avoid: {text}}}}}\nterms: {{t: {{term: mouse, means: {text}}}}}\n"
    )
}

/// Texts that a page or a sheet might obey.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title></style></section><script src=//evil.example></script>",
    "<!-- a --> ]]> <![CDATA[ <svg/onload=alert(1)>",
    "&lt;b&gt; &amp; &#60;script&#62; &copy;",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example>",
    "# heading | cell | `code` **bold** _it_ ~~no~~ $x$",
    "1. one",
    "- item",
    "> quote",
    "---",
    "===",
    "{{ 7*7 }} ${x} {% x %}",
    "javascript:alert(1)",
];

#[test]
fn nothing_that_a_text_says_is_obeyed() {
    for hostile in HOSTILE {
        // Every text uses a term of the glossary.
        let hostile = &format!("{hostile} mouse");
        let library = &sealed(&[("t.yaml", &tree_of(hostile)), ("words.yaml", &words_of(hostile))]);
        for reader in [Reader::Customer, Reader::Agent] {
            let manual = manual(library, "t", Options { reader, continued: true });
            let text = html(&manual, &[Lang::EN]);
            let page = Page::read(&text);
            assert_eq!(page.place("en-a").heading, format!("1. {hostile}"));
            assert!(page.place("en-b").text.contains(hostile), "{hostile}");
            assert!(!text.contains("<script"), "{hostile}");
            let sheet = markdown(&manual, &[Lang::EN]);
            let shown = shown_markdown(&sheet);
            let said = plain(&shown).matches(&plain(hostile)).count();
            assert_eq!(said, harmless(reader), "{hostile}\n{sheet}\n{shown}");
        }
    }
}

/// How often the sheet of the small tree says a text in which there is nothing to obey.
fn harmless(reader: Reader) -> usize {
    let library = sealed(&[("t.yaml", &tree_of("a mouse")), ("words.yaml", &words_of("a mouse"))]);
    let sheet = markdown(&manual(&library, "t", Options { reader, continued: true }), &[Lang::EN]);
    sheet.matches("a mouse").count()
}

/// A text as it reads once blanks do not count.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a reader of Markdown shows; fails if it obeys anything but our own headings, lists, tables and emphasis.
fn shown_markdown(sheet: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let mut shown = String::new();
    let mut headings = BTreeSet::new();
    for event in Parser::new_ext(sheet, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Text(text) => shown.push_str(&text),
            Event::Start(Tag::Heading { level, .. }) => {
                headings.insert(level as usize);
                shown.push('\n');
            }
            Event::Start(
                Tag::Paragraph
                | Tag::BlockQuote(_)
                | Tag::List(_)
                | Tag::Item
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell,
            )
            | Event::SoftBreak => shown.push('\n'),
            Event::Start(Tag::Emphasis | Tag::Strong) | Event::End(_) => {}
            other => panic!("{other:?} is obeyed in:\n{sheet}"),
        }
    }
    shown
}

#[test]
fn a_person_is_one_link_away_from_everywhere() {
    let library = all_shipped();
    let text = written(library, "phone-charge");
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

//! Symptoms, causes and fixes from public sources: whether the shipped trees come to the fix.
//!
//! `LOTSE_UPDATE=1 cargo test entries` writes the report `tests/entries/README.md` anew.

use std::{collections::BTreeMap, fmt::Write as _, fs};

use lotse::{
    base::{Id, Lang, SourceId, Span},
    check::Sealed,
    scenario::{self, Answered, Given, Opening, Run, Suite, Walk, Word},
    yaml::{self, Kind, Node},
};

use crate::{
    support::{sealed, shipped},
    transcripts::is_current,
};

const FOLDER: &str = "tests/entries";

/// Fewer entries say too little.
const FEWEST: usize = 200;

/// The share of the entries that must come to their fix, in percent.
const LEAST: usize = 85;

const HEAD: &str = "\
# Do the trees come to the fix?

Each entry of these files is a case that a public source tells: a manual, a knowledge base, a guide, somebody's story.
It says what the person saw, what it was and what helped, in our own words, and was chosen before anybody looked
at what the trees do with it.
The title of a source is the heading of the page, or what the page is about.

`answers` is what a person with this very fault would truthfully say in `tree`.
`reaches` names the step that is the fix or names it, to the person or to the agent.
It may also be the hand-over to somebody who alone can do it, if that names the cause.
`missing` says why no step does so.

When they were walked for the first time, 222 of 261 reached the fix (85.0 %).
The trees were then mended with the others in view.
So the figure below says how many of these cases the trees know now, not how many of the next ones they would.

`as: agent` stands where the step is one for staff; somebody alone is handed over to them.

Every entry is walked on the shipped trees, and this page is written from it:

```console
$ LOTSE_UPDATE=1 cargo test entries
```

";

/// One case that a source tells.
struct Entry {
    /// Where it stands: file and number.
    place: String,
    symptom: String,
    fix: String,
    title: String,
    address: String,
    tree: String,
    as_agent: bool,
    answers: Vec<Answered>,
    /// The step that is the fix or names it; otherwise, why there is none.
    reaches: Result<String, String>,
}

/// How an entry went on its walk.
struct Outcome {
    /// Why the step was not shown; nothing if it was.
    missed: Option<String>,
    /// Where the walk parts from the tree: a step without an answer, or an answer that is never asked for.
    parts: Option<String>,
}

/// Returns a value of a mapping.
fn get<'n, 's>(node: &'n Node<'s>, key: &str) -> Option<&'n Node<'s>> {
    node.as_map()?.iter().find(|(name, _)| name.as_str() == Some(key)).map(|(_, value)| value)
}

fn text(node: &Node<'_>, key: &str, place: &str) -> String {
    let found = get(node, key).and_then(Node::as_str).unwrap_or_default().trim();
    assert!(!found.is_empty(), "{place}: `{key}` is missing");
    found.to_owned()
}

fn given(node: &Node<'_>) -> Given {
    let word = Word { text: node.as_str().unwrap().to_owned(), span: node.span };
    Given { span: node.span, words: vec![word], several: false }
}

fn answered((step, reply): &(Node<'_>, Node<'_>)) -> Answered {
    let step = Word { text: step.as_str().unwrap().to_owned(), span: step.span };
    let visits = reply.as_list().map_or_else(|| vec![given(reply)], |visits| visits.iter().map(given).collect());
    Answered { step, visits }
}

fn entry(node: &Node<'_>, place: String) -> Entry {
    for (key, _) in node.as_map().unwrap() {
        let known = ["symptom", "cause", "fix", "source", "tree", "as", "answers", "reaches", "missing"];
        assert!(known.contains(&key.as_str().unwrap()), "{place}: an entry has no key {key:?}");
    }
    let symptom = get(node, "symptom").unwrap().as_map().unwrap();
    let [(lang, words)] = symptom else { panic!("{place}: the symptom is told in one language") };
    assert!(["en", "de"].contains(&lang.as_str().unwrap()), "{place}: {lang:?} is not a language of the trees");
    let source = get(node, "source").unwrap_or_else(|| panic!("{place}: `source` is missing"));
    let address = text(source, "address", &place);
    assert!(address.starts_with("http://") || address.starts_with("https://"), "{place}: `{address}` is no address");
    text(node, "cause", &place);
    let reaches = match (get(node, "reaches"), get(node, "missing")) {
        (Some(step), None) => Ok(step.as_str().unwrap().to_owned()),
        (None, Some(why)) => Err(why.as_str().unwrap().to_owned()),
        _ => panic!("{place}: write either `reaches` or `missing`"),
    };
    Entry {
        symptom: words.as_str().unwrap().to_owned(),
        fix: text(node, "fix", &place),
        title: text(source, "title", &place),
        tree: text(node, "tree", &place),
        as_agent: get(node, "as").is_some_and(|voice| voice.as_str() == Some("agent")),
        answers: get(node, "answers").unwrap().as_map().unwrap().iter().map(answered).collect(),
        address,
        reaches,
        place,
    }
}

/// Reads all entries, in the order of the files.
fn entries() -> Vec<Entry> {
    let paths = fs::read_dir(FOLDER).unwrap().map(|file| file.unwrap().path());
    let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|it| it == "yaml")).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let area = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let words = fs::read_to_string(&path).unwrap();
        let root = yaml::parse(SourceId(0), &words).unwrap();
        let Kind::List(nodes) = &root.kind else { panic!("{area}: a file of entries is a list") };
        found.extend(nodes.iter().enumerate().map(|(i, node)| entry(node, format!("{area} {}", i + 1))));
    }
    found
}

fn library() -> Sealed {
    let files = shipped();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    sealed(&files)
}

/// Walks an entry with the runner of the scenarios.
fn walked(library: &Sealed, entry: &Entry) -> Run {
    let tree = library.library().find(&entry.tree);
    let tree = tree.unwrap_or_else(|| panic!("{}: there is no tree `{}`", entry.place, entry.tree));
    let suite = Suite {
        tree: Id::new(&entry.tree),
        source: SourceId(0),
        complete: false,
        walks: Vec::new(),
        steps: Vec::new(),
    };
    let walk = Walk {
        id: Id::new("entry"),
        span: Span::default(),
        title: None,
        opening: Opening { as_agent: entry.as_agent, confirmed: true, ..Opening::default() },
        answers: entry.answers.clone(),
        ends: None,
        at: None,
        cause: Vec::new(),
        collected: Vec::new(),
        within: None,
    };
    scenario::run(library, tree, &suite, &walk)
}

/// Says whether a step stands on a walk, the one in which it ends included.
fn shows(library: &Sealed, entry: &Entry, run: &Run, wanted: &str) -> bool {
    let last = library.library().tree(run.tree).unwrap();
    let step = last.step(run.step).unwrap().id.as_str();
    let ends_there = if last.id.as_str() == entry.tree {
        step == wanted
    } else {
        // In a part it follows its call, in another tree the tree.
        wanted == format!("{}/{step}", last.id) || wanted.ends_with(&format!(".{step}"))
    };
    ends_there || run.trail.iter().any(|passed| passed.name == wanted)
}

fn outcome(library: &Sealed, entry: &Entry) -> Outcome {
    let run = walked(library, entry);
    let parts = run.partings.first().map(|it| it.message.clone()).or_else(|| {
        let unused = entry.answers.iter().zip(&run.used).find(|(answered, used)| **used < answered.visits.len());
        unused.map(|(answered, _)| format!("`{}` was never asked", answered.step.text))
    });
    let missed = match &entry.reaches {
        Ok(step) if shows(library, entry, &run, step) => None,
        Ok(step) => Some(format!("the walk does not come to `{step}`")),
        Err(why) => Some(why.clone()),
    };
    Outcome { missed, parts }
}

/// Writes the report: how many are reached, by tree, and those that are not.
fn report(library: &Sealed, entries: &[Entry], outcomes: &[Outcome]) -> String {
    let mut by_tree: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut missed, mut parted) = (String::new(), String::new());
    for (entry, outcome) in entries.iter().zip(outcomes) {
        let (reached, all) = by_tree.entry(&entry.tree).or_default();
        *all += 1;
        *reached += usize::from(outcome.missed.is_none());
        let Entry { place, tree, symptom, fix, title, address, .. } = entry;
        if let Some(why) = &outcome.missed {
            writeln!(missed, "- **{tree}**: {symptom}\n  - what helped: {fix}\n  - why not: {why}").unwrap();
            writeln!(missed, "  - source: [{title}]({address})").unwrap();
        }
        if let Some(message) = &outcome.parts {
            writeln!(parted, "- {place}, {tree}: {message}").unwrap();
        }
    }
    let reached: usize = by_tree.values().map(|(reached, _)| reached).sum();
    let percent = reached * 1000 / entries.len();
    let mut text = HEAD.to_owned();
    writeln!(text, "**{reached} of {} reach the fix: {}.{} %.**", entries.len(), percent / 10, percent % 10).unwrap();
    let on_the_phone = entries.iter().zip(outcomes).filter(|(entry, it)| entry.as_agent && it.missed.is_none()).count();
    writeln!(text, "{on_the_phone} of them do so with an agent on the phone.\n").unwrap();
    text += "| tree | | reached | of |\n| --- | --- | --- | --- |\n";
    for (tree, (reached, all)) in by_tree {
        let ix = library.library().find(tree).unwrap();
        let title = library.library().tree(ix).unwrap().title.get(Lang::parse("en").unwrap());
        writeln!(text, "| {tree} | {title} | {reached} | {all} |").unwrap();
    }
    text = text + "\n## Not reached\n\n" + &missed;
    if !parted.is_empty() {
        text = text + "\n## Walks that part from the tree\n\n" + &parted;
    }
    text
}

#[test]
fn most_of_what_sources_tell_is_reached() {
    let (library, entries) = (library(), entries());
    let outcomes: Vec<Outcome> = entries.iter().map(|entry| outcome(&library, entry)).collect();
    let reached = outcomes.iter().filter(|it| it.missed.is_none()).count();
    is_current(&format!("{FOLDER}/README.md"), &report(&library, &entries, &outcomes));
    assert!(FEWEST <= entries.len(), "{} entries", entries.len());
    assert!(LEAST * entries.len() <= 100 * reached, "{reached} of {} reached", entries.len());
}

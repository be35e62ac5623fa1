//! Trees for other eyes: every form of every shipped tree, hostile words, figures, and the command line.

use std::{collections::BTreeSet, fmt::Write as _, fs, sync::OnceLock, thread};

use roxmltree::{Document, Node};
use serde_json::Value;

use lotse::{
    base::{Id, Lang},
    case::Phrase,
    check::Sealed,
    engine::{Event, Turn},
    export::{self, Arrangement, Mark, Overlay, Picture, Plan, Scope, Weight},
    library::{Loaded, Shelf},
    tree::Date,
    words::Words,
};

use crate::{
    program::{Folder, run},
    support::sealed,
    transcripts::is_current,
};

const KETTLE: &str = include_str!("export/kettle.yaml");
const WORDS: &str = include_str!("export/words.yaml");

fn kettle() -> Sealed {
    sealed(&[("kettle.yaml", KETTLE), ("words.yaml", WORDS)])
}

fn shipped() -> &'static Loaded {
    static LOADED: OnceLock<Loaded> = OnceLock::new();
    LOADED.get_or_init(|| Shelf::built_in().load_all())
}

/// Calls `look` with the plan of a tree.
fn with_plan<T>(sealed: &Sealed, tree: &str, lang: Lang, look: impl FnOnce(&Plan<'_>) -> T) -> T {
    let words = Words::new(lang);
    let library = sealed.library();
    let plan = Plan::new(Phrase { library, words: &words }, library.find(tree).unwrap()).unwrap();
    look(&plan)
}

fn drawn(plan: &Plan<'_>, overlay: &Overlay) -> [String; 3] {
    let picture = Picture::new(plan, Scope::default(), overlay);
    [export::svg(&picture, Arrangement::Layers).unwrap(), export::mermaid(&picture), export::dot(&picture)]
}

/// The steps of a drawing by their ids.
fn steps<'d>(document: &'d Document<'_>) -> Vec<Node<'d, 'd>> {
    let is_step = |node: &Node<'_, '_>| node.attribute("class").is_some_and(|it| it.split(' ').any(|it| it == "step"));
    document.descendants().filter(is_step).collect()
}

/// What a drawing may consist of: shapes, words, links within it. Nothing that runs or loads.
fn is_harmless(document: &Document<'_>) {
    const ELEMENTS: &[&str] = &["svg", "title", "desc", "style", "g", "path", "rect", "text", "a"];
    for node in document.descendants().filter(Node::is_element) {
        assert!(ELEMENTS.contains(&node.tag_name().name()), "<{}>", node.tag_name().name());
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.starts_with("on"), "{name}");
            assert!(name != "href" || value.starts_with("#step-"), "{value}");
        }
    }
}

#[test]
fn every_shipped_tree_has_every_form() {
    let loaded = shipped();
    for (ix, tree) in loaded.sealed.library().trees() {
        for lang in [Lang::EN, Lang::DE] {
            with_plan(&loaded.sealed, tree.id.as_str(), lang, |plan| {
                assert_eq!((plan.ix, plan.stops().len()), (ix, tree.steps().count()));
                let [svg, mermaid, dot] = drawn(plan, &Overlay::default());
                let document = Document::parse(&svg).unwrap();
                is_harmless(&document);
                let ids: BTreeSet<_> =
                    steps(&document).iter().map(|it| it.attribute("id").unwrap().to_owned()).collect();
                let outline = export::outline(plan);
                for stop in plan.stops() {
                    let id = stop.step.id.as_str();
                    assert!(ids.contains(&format!("step-{id}")), "{id} is not drawn");
                    assert!(dot.contains(&format!("  \"{id}\" [label=")), "{id}");
                    assert!(mermaid.contains(&format!("\"{} {}", stop.number, id.split('_').next().unwrap())), "{id}");
                    assert!(outline.iter().any(|row| row.label.trim() == stop.number.to_string()), "{id}");
                    assert!(export::page(plan, stop.ix).is_some_and(|rows| rows.len() > 1), "{id}");
                }
                assert_eq!(ids.len(), plan.stops().len());
                for text in [&svg, &mermaid, &dot] {
                    assert_eq!(lotse::base::find_hidden(text, &['\n']), None, "{}", tree.id);
                }
            });
        }
    }
}

#[test]
fn the_wire_form_is_whole() {
    let loaded = shipped();
    for (_, tree) in loaded.sealed.library().trees() {
        let text = with_plan(&loaded.sealed, tree.id.as_str(), Lang::EN, export::json);
        let document: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((&document["format"], &document["tree"]), (&Value::from(1), &Value::from(tree.id.as_str())));
        let ids: Vec<&str> =
            document["steps"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
        let mut names = BTreeSet::new();
        for edge in document["edges"].as_array().unwrap() {
            let name = (edge["from"].as_str().unwrap(), edge["id"].as_str().unwrap());
            assert!(names.insert(name), "{name:?} stands twice in {}", tree.id);
            for end in ["from", "to", "then"].into_iter().filter_map(|end| edge[end].as_str()) {
                assert!(ids.contains(&end), "{end} in {}", tree.id);
            }
        }
        assert!(ids.contains(&document["start"].as_str().unwrap()));
    }
}

#[test]
fn the_same_tree_gives_the_same_bytes() {
    let loaded = shipped();
    let all = || with_plan(&loaded.sealed, "prn-no-output", Lang::DE, |plan| drawn(plan, &export::shares(plan)));
    let first = all();
    for _ in 0..3 {
        assert!(all() == first, "hash order reaches a picture");
    }
}

#[test]
fn an_outline_reads_well() {
    let folder = Folder::new().file("kettle.yaml", KETTLE).file("words.yaml", WORDS);
    for lang in ["en", "de"] {
        let ran = run(&["show", "kettle", "--trees", folder.path(), "--lang", lang], "");
        assert_eq!((ran.talk.as_str(), ran.code), ("", 0));
        is_current(&golden(&format!("show-{lang}.txt")), &ran.out);
        let page = run(&["show", "kettle", "--step", "level", "--trees", folder.path(), "--lang", lang], "");
        assert_eq!((page.talk.as_str(), page.code), ("", 0));
        is_current(&golden(&format!("page-{lang}.txt")), &page.out);
    }
}

fn golden(name: &str) -> String {
    format!("tests/it/export/{name}")
}

#[test]
fn a_step_shown_before_is_referred_to() {
    with_plan(&kettle(), "kettle", Lang::EN, |plan| {
        let rows = export::outline(plan);
        let words: Vec<&str> = rows.iter().map(|row| row.words.as_str()).collect();
        assert_eq!(words.iter().filter(|it| it.contains("Is the light on?")).count(), 1);
        assert!(words.contains(&"Too little ↑ back to 1 light; up to 2 times, then 3 shop"), "{words:#?}");
        assert!(words.contains(&"yes → fixed: Not plugged in"), "{words:#?}");
        assert!(rows.iter().any(|row| row.weight == Weight::Alarm && row.words.contains("DANGER: Wet hands")));
    });
}

/// Words that the languages of pictures could take for their own.
const HOSTILE: &[&str] = &[
    "end",
    "\"quoted\" 'single' \\\" \\N",
    "[brackets] {braces} (round) <angle> |pipe|",
    "first\nsecond",
    "</text><script>alert(1)</script>",
    "]]> --> <!-- & &lt; &#60;",
    "%%{init: {}}%% a --> b;",
    "style: #fff; #quot;",
    "👨‍👩‍👧 שלום 漢字",
    "1. `list` **bold**",
];

fn hostile() -> Sealed {
    let mut yaml = format!(
        "format: 1\ntitle: {}\ncauses: {{c: {{name: {}}}}}\nstart: s0\nsteps:\n",
        quoted(HOSTILE[4]),
        quoted(HOSTILE[5])
    );
    for (at, text) in HOSTILE.iter().enumerate() {
        let next = if at + 1 < HOSTILE.len() { format!("s{}", at + 1) } else { "end".to_owned() };
        let label = HOSTILE[(at + 3) % HOSTILE.len()];
        writeln!(
            yaml,
            "  s{at}:\n    ask: {}\n    answers:\n      a: {{text: {}, next: {next}}}\n      unsure: end",
            quoted(text),
            quoted(label)
        )
        .unwrap();
    }
    yaml.push_str("  end: {fix: c}\n");
    sealed(&[("hostile.yaml", &yaml)])
}

/// A text as a YAML string.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

#[test]
fn hostile_words_stay_words() {
    let sealed = hostile();
    with_plan(&sealed, "hostile", Lang::EN, |plan| {
        let overlay = Overlay::read(r#"{"title": "<b>\"&", "steps": {"s1": {"label": "</text>\"|"}}}"#, plan).unwrap();
        let [svg, mermaid, dot] = drawn(plan, &overlay);
        let document = Document::parse(&svg).unwrap();
        is_harmless(&document);
        for (at, text) in HOSTILE.iter().enumerate() {
            let id = format!("step-s{at}");
            let step = steps(&document).into_iter().find(|it| it.attribute("id") == Some(&*id)).unwrap();
            let label = step.attribute("aria-label").unwrap();
            assert!(label.contains(&text.replace('\n', " ")), "{label}");
        }
        // Within quotation marks nothing ends a label early, and nothing outside them was written by an author.
        for line in mermaid.lines() {
            let quotes = line.matches('"').count();
            assert!(quotes == 0 || quotes == 2, "{line}");
            assert!(!line.contains("<script") && !line.contains("%%") && !line.contains('`'), "{line}");
        }
        for line in dot.lines().filter(|line| line.contains("label=")) {
            let bare = line.replace("\\\\", "").replace("\\\"", "");
            assert_eq!(bare.matches('"').count() % 2, 0, "{line}");
            assert!(!line.contains("&lt;") || line.contains("&amp;lt;"), "{line}");
        }
    });
}

#[test]
fn figures_are_read_and_misspelt_ones_refused() {
    with_plan(&kettle(), "kettle", Lang::EN, |plan| {
        let read = |text: &str| Overlay::read(text, plan);
        let overlay = read(
            r#"{"steps": {"light": {"label": "41 %", "strength": 7}}, "edges": {"light/no": {"mark": "missing"}}}"#,
        )
        .unwrap();
        assert_eq!(overlay.step(&Id::new("light")).map(|it| it.strength), Some(1.0));
        assert_eq!(overlay.edge(&Id::new("light"), &Id::new("no")).map(|it| it.mark), Some(Mark::Missing));
        let [svg, ..] = drawn(plan, &overlay);
        assert!(svg.contains(">41 %</text>"));
        for (text, problem) in [
            (r#"{"steps": {"lihgt": {}}}"#, "there is no step or way `lihgt`"),
            (r#"{"edges": {"light": {}}}"#, "there is no step or way `light`"),
            (r#"{"steps": {"light": {"colour": 1}}}"#, "this is no overlay: unknown field `colour`"),
            ("[", "this is no overlay: EOF"),
        ] {
            let refused = read(text).unwrap_err().to_string();
            assert!(refused.starts_with(problem), "{refused}");
        }
    });
}

#[test]
fn shares_add_up() {
    let loaded = shipped();
    for (_, tree) in loaded.sealed.library().trees() {
        with_plan(&loaded.sealed, tree.id.as_str(), Lang::EN, |plan| {
            let overlay = export::shares(plan);
            assert!((overlay.steps[&tree.start.id].strength - 1.0).abs() < 1e-9, "{}", tree.id);
            // Whoever begins also ends, once.
            let endings = plan.stops().iter().filter(|stop| stop.ways.is_empty());
            let ended: f64 = endings.map(|stop| overlay.steps[&stop.step.id].strength).sum();
            let fixed = plan.stops().iter().flat_map(|stop| {
                let fixed = stop.ways.iter().filter(|way| way.goal.step().is_none());
                fixed.map(|way| overlay.edges[&(stop.step.id.clone(), way.id.clone())].strength)
            });
            let sum = ended + fixed.sum::<f64>();
            assert!((sum - 1.0).abs() < 1e-6, "{}: {sum}", tree.id);
        });
    }
}

#[test]
fn the_path_of_a_case_is_marked_exactly() {
    let sealed = kettle();
    with_plan(&sealed, "kettle", Lang::EN, |plan| {
        let walk = |answers: &[(&str, &str)]| {
            let answers: Vec<_> = answers.iter().map(|(step, it)| ((*step).to_owned(), (*it).to_owned())).collect();
            let started = Turn { event: Event::Started { tree: plan.ix, today: Date::constant(2026, 11, 23) } };
            export::path(plan, &sealed, vec![started], &answers)
        };
        let walked = walk(&[("light", "no"), ("plug", "no"), ("light~2", "yes"), ("level", "1.5")]).unwrap();
        let names: Vec<String> = walked.overlay.edges.keys().map(|(step, way)| format!("{step}/{way}")).collect();
        assert_eq!(names, ["level/enough", "light/no", "light/yes", "plug/else"]);
        assert_eq!(walked.overlay.steps.keys().map(Id::as_str).collect::<Vec<_>>(), ["level", "light", "plug", "shop"]);
        assert_eq!(walked.open, None);
        let [svg, mermaid, dot] = drawn(plan, &walked.overlay);
        assert!(svg.contains("onpath") && mermaid.contains("linkStyle") && dot.contains("penwidth=4"));
        assert_eq!(walk(&[("light", "no")]).unwrap().open.as_deref(), Some("plug"));
        assert_eq!(walk(&[("light", "maybe")]).unwrap_err().to_string(), "`maybe` is no answer to `light`");
        assert_eq!(
            walk(&[("light", "no"), ("level", "1")]).unwrap_err().to_string(),
            "the path does not come to `level`"
        );
    });
}

#[test]
fn large_trees_are_shown_by_branches() {
    let walk = || {
        let count = 8_000;
        let mut yaml = String::from("format: 1\ntitle: Long\ncauses: {c: {name: It}}\nstart: s0\nsteps:\n");
        for n in 0..count {
            let next = if n + 1 < count { format!("s{}", n + 1) } else { "end".to_owned() };
            writeln!(yaml, "  s{n}: {{ask: Is it {n}?, answers: {{yes: end, no: {next}, unsure: {next}}}}}").unwrap();
        }
        yaml.push_str("  end: {fix: c}\n");
        let sealed = sealed(&[("long.yaml", &yaml)]);
        with_plan(&sealed, "long", Lang::EN, |plan| {
            let overlay = Overlay::default();
            let picture = Picture::new(plan, Scope::default(), &overlay);
            assert_eq!(
                export::svg(&picture, Arrangement::Layers).unwrap_err().to_string(),
                "8001 steps are too many for one picture"
            );
            assert_eq!(export::mermaid(&picture).matches("{{").count(), count);
            assert_eq!(export::dot(&picture).matches(" -> ").count(), 2 * count - 1);
            assert!(export::outline(plan).len() > 3 * count);
            assert!(!export::json(plan).is_empty() && !export::shares(plan).is_empty());
            let branch = Scope { from: plan.find("s5000"), depth: Some(8) };
            let branch = Picture::new(plan, branch, &overlay);
            assert_eq!(branch.shown.len(), 10);
            let svg = export::svg(&branch, Arrangement::Column).unwrap();
            assert_eq!(steps(&Document::parse(&svg).unwrap()).len(), 10);
        });
    };
    // A small stack: nothing may recurse over steps.
    thread::Builder::new().stack_size(2 << 20).spawn(walk).unwrap().join().unwrap();
}

#[test]
fn a_file_is_written_whole_and_never_over_another() {
    let folder = Folder::new();
    let file = folder.0.join("scope.svg");
    let out = file.to_str().unwrap();
    let ran = run(&["export", "svg", "scope", "--out", out], "");
    assert_eq!((ran.out.as_str(), ran.talk.as_str(), ran.code), ("", "", 0));
    let first = fs::read_to_string(&file).unwrap();
    assert!(first.starts_with("<svg ") && first.ends_with("</svg>\n"));
    assert_eq!(run(&["export", "svg", "scope"], "").out, first);
    let again = run(&["export", "dot", "scope", "--out", out], "");
    assert!(
        again.talk.ends_with("exists already\n  help: choose another name, or add --force to replace it\n"),
        "{}",
        again.talk
    );
    assert_eq!((again.code, fs::read_to_string(&file).unwrap()), (2, first));
    assert_eq!(run(&["export", "dot", "scope", "--out", out, "--force"], "").code, 0);
    assert!(fs::read_to_string(&file).unwrap().starts_with("digraph \"scope\" {\n"));
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1, "nothing half written is left");
    let nowhere = run(&["export", "dot", "scope", "--out", folder.0.join("no/x.dot").to_str().unwrap()], "");
    assert!(nowhere.talk.contains("look whether the folder exists"), "{}", nowhere.talk);
}

#[test]
fn what_is_mistyped_is_answered() {
    for (arguments, problem, help) in [
        (&["show", "prn-no-outptu"][..], "there is no tree `prn-no-outptu`", "did you mean `prn-no-output`?"),
        (&["show", "scope", "--step", "whoo"], "there is no step `whoo` in `scope`", "did you mean `who`?"),
        (
            &["export", "svg", "scope", "--from", "99"],
            "there is no step `99` in `scope`",
            "`lotse show scope` lists its steps",
        ),
        (
            &["export", "json", "scope", "--shares"],
            "only a picture shows parts and figures",
            "leave the options for pictures out",
        ),
        (
            &["export", "svg", "scope", "--path", "who=me"],
            "`me` is no answer to `who`",
            "`lotse show scope` lists steps and answers",
        ),
    ] {
        let ran = run(arguments, "");
        assert_eq!(ran.talk, format!("error: {problem}\n  help: {help}\n"));
        assert_eq!((ran.out.as_str(), ran.code), ("", 2));
    }
}

#[test]
fn the_picture_among_the_examples_is_current() {
    let ran = run(&["export", "svg", "prn-no-output", "--lang", "de"], "");
    is_current("examples/pictures/prn-no-output.svg", &ran.out);
}

#[test]
fn the_overlay_of_the_documents_is_read() {
    let readme = fs::read_to_string("examples/pictures/README.md").unwrap();
    let overlay = readme.split("```json\n").nth(1).and_then(|it| it.split("```").next()).unwrap();
    with_plan(&shipped().sealed, "prn-no-output", Lang::EN, |plan| {
        assert_eq!(Overlay::read(overlay, plan).unwrap().edges.len(), 2);
    });
}

#[test]
fn what_no_scenario_takes_stands_out() {
    let tests = "format: 1\nwalks:\n  stays-dark:\n    answers: {light: [no, no], plug: [no, no]}\n    ends: {escalate: maker}\n";
    let folder = Folder::new().file("kettle.yaml", KETTLE).file("words.yaml", WORDS).file("kettle.test.yaml", tests);
    let ran = run(&["export", "svg", "kettle", "--coverage", "--trees", folder.path()], "");
    assert_eq!((ran.talk.as_str(), ran.code), ("", 0));
    let document = Document::parse(&ran.out).unwrap();
    let missing: Vec<&str> = steps(&document)
        .iter()
        .filter(|step| step.attribute("class").unwrap().contains("missing"))
        .filter_map(|step| step.attribute("id"))
        .collect();
    assert_eq!(missing, ["step-level"]);
    assert!(ran.out.contains("Yes, it is on · ✗"), "{}", ran.out);
    let failing = folder.file("kettle.test.yaml", tests.replace("plug: [no, no]", "plug: yes"));
    let ran = run(&["export", "dot", "kettle", "--coverage", "--trees", failing.path()], "");
    assert_eq!(ran.talk, "1 scenario fails and shows nothing; `lotse test` says why\n");
}

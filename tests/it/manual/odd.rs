//! Odd trees: calls within calls, loops, routes, circles of trees, typed answers, and more than anybody could walk.

use std::{collections::BTreeSet, fmt::Write as _, thread};

use lotse::{
    base::{Lang, SourceId},
    check::{Sealed, seal},
    export::{Manual, Options, Reader, html, markdown},
    tree::{Library, read},
    words::Words,
};
use proptest::prelude::*;

use super::{
    CONTINUED,
    follow::{Dice, follow, random_case},
    manual,
    page::Page,
    written,
};
use crate::{
    generator::{Dice as Rolls, Shelf},
    support::{property, read_all, sealed},
};

const WORDS: (&str, &str) = (
    "words.yaml",
    "format: 1\nroles: {desk: {name: the desk}}\nhuman: {role: desk}\n\
     facts: {os: {name: system, values: [windows, macos]}, speed: {name: speed, input: {kind: number}}}\n",
);

/// Follows random cases of a tree on its page.
fn is_walkable(library: &Sealed, tree: &str, dice: &mut Dice) -> Result<(), String> {
    let text = written(library, tree);
    let page = Page::read(&text);
    for _ in 0..20 {
        follow(&page, &random_case(library, tree, dice), &Words::new(Lang::EN))
            .map_err(|it| format!("{it}\n{text}"))?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(property(40))]

    #[test]
    fn every_random_tree_is_walked_on_its_page(mut rolls in Rolls::strategy(), seed in any::<u64>()) {
        let files = Shelf::sound(&mut rolls).files();
        let (library, found, _) = read_all(&files);
        let (sealed, _) = seal(library, &found);
        let walked = is_walkable(&sealed, "tree", &mut Dice(seed));
        let whole = || files.iter().map(|(_, text)| text.as_str()).collect::<String>();
        prop_assert!(walked.is_ok(), "{}\n{}", walked.unwrap_err(), whole());
    }
}

const PART: (&str, &str) = (
    "p.yaml",
    "format: 1\ntitle: Part\nexits: [up, down]\nstart: q\nsteps:\n  q: {ask: Where?, answers: {u: up, d: down, unsure: \
     down}}\n  up: {exit: up}\n  down: {exit: down}\n",
);

/// The ids of the English steps of a page, in order.
fn steps(page: &Page) -> Vec<&str> {
    page.places.iter().filter(|it| it.is("step") && !it.is("uncounted")).map(|it| it.id.as_str()).collect()
}

#[test]
fn calls_that_return_alike_share_one_copy() {
    let tree = "format: 1\ntitle: T\nstart: a\ncauses: {c: {name: C}}\nsteps:\n  a: {ask: A?, answers: {x: one, y: two, z: \
                three, unsure: end}}\n  one: {call: p, exits: {up: f, down: end}}\n  two: {call: p, exits: {up: f, down: \
                end}}\n  three: {call: p, exits: {up: end, down: f}}\n  f: {fix: c, note: Good}\n  end: {escalate: desk}\n";
    let library = sealed(&[("t.yaml", tree), PART, WORDS]);
    let text = written(&library, "t");
    let page = Page::read(&text);
    assert_eq!(steps(&page), ["en-a", "en-one.q", "en-three.q", "en-f", "en-end", "en~person"]);
    let goals = |id: &str| page.place(id).answers.iter().map(|answer| answer.to.clone()).collect::<Vec<_>>();
    assert_eq!(goals("en-a"), ["en-one.q", "en-one.q", "en-three.q", "en-end"]);
    assert_eq!(goals("en-three.q"), ["en-end", "en-f", "en-f"]);
    is_walkable(&library, "t", &mut Dice(1)).unwrap();
}

#[test]
fn what_is_known_on_every_way_is_not_asked() {
    let tree = "format: 1\ntitle: T\nstart: a\ncauses: {c: {name: C}}\nsteps:\n  a: {ask: System?, fact: os, answers: \
                {windows: w, macos: m, unsure: r}}\n  w: {route: [{when: {os: windows}, next: again}, {next: end}]}\n  \
                again: {ask: Really?, fact: os, answers: {windows: f, macos: end, unsure: end}}\n  m: {do: Push., next: \
                r}\n  r: {route: [{when: {os: macos}, next: f}, {when: {voice: agent}, next: end}, {next: x}]}\n  x: \
                {ask: X?, answers: {q: f, unsure: end}}\n  f: {fix: c, note: Good}\n  end: {escalate: desk}\n";
    let library = sealed(&[("t.yaml", tree), WORDS]);
    let text = written(&library, "t");
    let page = Page::read(&text);
    // Who says Windows is led past the route and past the second question at once.
    assert_eq!(page.place("en-a").answers[0].to, "en-f");
    let recalled = page.place("en-r");
    assert!(recalled.is("recall") && recalled.heading.contains("System?"), "{recalled:?}");
    assert_eq!(recalled.answers.iter().map(|it| it.to.as_str()).collect::<Vec<_>>(), ["en-f", "en-x"]);
    assert_eq!(recalled.answers[0].label, "macos");
    assert!(recalled.answers[1].label.starts_with("Something else"), "{recalled:?}");
    is_walkable(&library, "t", &mut Dice(1)).unwrap();
}

#[test]
fn a_loop_asks_how_often_it_was_taken() {
    let tree = "format: 1\ntitle: T\nstart: a\ncauses: {c: {name: C}}\nsteps:\n  a: {do: Push. Wait., cause: c, else: {step: \
                a, times: 2, then: end}}\n  end: {escalate: desk}\n";
    let library = sealed(&[("t.yaml", tree), WORDS]);
    let text = written(&library, "t");
    let page = Page::read(&text);
    let again = page.place("en-a~again1");
    assert!(again.is("recall") && again.heading.contains("2 times") && again.text.contains("Push."), "{again:?}");
    assert_eq!(again.answers.iter().map(|it| it.to.as_str()).collect::<Vec<_>>(), ["en-a", "en-end"]);
    is_walkable(&library, "t", &mut Dice(1)).unwrap();
}

#[test]
fn trees_that_continue_in_a_circle_end_with_a_person() {
    let tree = |next: &str| {
        format!(
            "format: 1\ntitle: To {next}\nstart: a\nsteps:\n  a: {{ask: A?, answers: {{x: go, y: end, unsure: end}}}}\n  go: \
             {{continue: {next}}}\n  end: {{escalate: desk}}\n"
        )
    };
    let library = sealed(&[("t.yaml", &tree("u")), ("u.yaml", &tree("v")), ("v.yaml", &tree("u")), WORDS]);
    is_walkable(&library, "t", &mut Dice(1)).unwrap();
    let alone = manual(&library, "t", Options { reader: Reader::Customer, continued: false });
    let text = html(&alone, &[Lang::EN]);
    assert!(Page::read(&text).place("en-go").is("elsewhere"));
    let library = sealed(&[("t.yaml", &tree("u")), ("u.yaml", &tree("t")), WORDS]);
    let text = written(&library, "t");
    assert_eq!(Page::read(&text).place("en-u:a").answers[0].to, "en~person");
    is_walkable(&library, "t", &mut Dice(1)).unwrap();
}

#[test]
fn typed_answers_say_which_values_they_mean() {
    let tree = "format: 1\ntitle: T\nstart: a\nsteps:\n  a: {ask: Fast?, input: {kind: number, min: 0, max: 9, unit: MB}, \
                answers: {slow: {text: Slow, below: 5, next: b}, fast: {from: 5, next: b}, unsure: b}}\n  b: {ask: When?, \
                input: {kind: date, max: today}, answers: {new: {from: today - 2 weeks, next: w}, old: {below: today - 2 \
                weeks, next: w}, unsure: w}}\n  w: {ask: Words?, input: {kind: text}, next: end}\n  end: {escalate: desk}\n";
    let library = sealed(&[("t.yaml", tree), WORDS]);
    let text = written(&library, "t");
    let page = Page::read(&text);
    let labels = |id: &str| page.place(id).answers.iter().map(|answer| answer.label.clone()).collect::<Vec<_>>();
    assert_eq!(labels("en-a"), ["Slow (below 5 MB)", "from 5 MB", "I am not sure"]);
    assert_eq!(labels("en-b"), ["from 14 days ago", "below 14 days ago", "I am not sure"]);
    assert_eq!(labels("en-w"), ["Go on"]);
    is_walkable(&library, "t", &mut Dice(1)).unwrap();
}

#[test]
fn a_part_can_be_printed_by_itself() {
    let library = sealed(&[PART, WORDS]);
    let part = manual(&library, "p", CONTINUED);
    let sheet = markdown(&part, &[Lang::EN]);
    assert!(sheet.contains("### 2. This part ends here: up"), "{sheet}");
    let text = html(&part, &[Lang::EN]);
    assert!(Page::read(&text).place("en-up").is("elsewhere"));
}

/// Parts that each call the next one twice, with other ways back: the copies double with every part.
fn doubling(parts: usize) -> Vec<(String, String)> {
    let call = |next: usize| {
        format!(
            "  a: {{ask: A?, answers: {{x: one, y: two, unsure: one}}}}\n  one: {{call: p{next}, exits: {{up: up, down: down}}}}\n  \
             two: {{call: p{next}, exits: {{up: down, down: up}}}}\n"
        )
    };
    let mut files: Vec<(String, String)> = Vec::new();
    for n in 0..parts {
        let inner = if n + 1 < parts {
            format!("  q: {{ask: Q{n}?, answers: {{x: a, y: up, unsure: a}}}}\n{}", call(n + 1))
        } else {
            "  q: {ask: Last?, answers: {x: up, y: down, unsure: up}}\n".to_owned()
        };
        files.push((
            format!("p{n}.yaml"),
            format!(
                "format: 1\ntitle: P\nexits: [up, down]\nstart: q\nsteps:\n{inner}  up: {{exit: up}}\n  down: {{exit: down}}\n"
            ),
        ));
    }
    let ends = "  up: {escalate: desk, because: Up}\n  down: {escalate: desk, because: Down}\n";
    files.push(("t.yaml".to_owned(), format!("format: 1\ntitle: T\nstart: a\nsteps:\n{}{ends}", call(0))));
    files.push((WORDS.0.to_owned(), WORDS.1.to_owned()));
    files
}

#[test]
fn copies_are_shared_where_they_can_be_and_counted_where_they_cannot() {
    let files = doubling(40);
    let library = sealed(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>());
    // Two exits can be mapped in two ways, so there are at most two copies of each part, not two to the power of 40.
    let manual = manual(&library, "t", CONTINUED);
    assert!(manual.steps() <= 2 * 40 * 2 + 4, "{} steps", manual.steps());
}

/// Parts that call the next one six times, each time with other ways back.
fn exploding(parts: usize) -> Vec<(String, String)> {
    let mut dice = Dice(7);
    let exits = ["e0", "e1", "e2", "e3", "e4", "e5"];
    let mut files = vec![(WORDS.0.to_owned(), WORDS.1.to_owned())];
    for n in 0..=parts {
        let mut steps = String::from("  q: {ask: Which?, answers: {");
        for exit in exits {
            write!(steps, "{exit}: {}{exit}, ", if n < parts { "c" } else { "" }).unwrap();
        }
        steps += "unsure: e0}}\n";
        for exit in exits {
            if n < parts {
                let back: Vec<String> = exits.iter().map(|to| format!("{to}: {}", exits[dice.below(6)])).collect();
                writeln!(steps, "  c{exit}: {{call: p{}, exits: {{{}}}}}", n + 1, back.join(", ")).unwrap();
            }
            let end = if n == 0 { "escalate: desk, because: ".to_owned() } else { "exit: ".to_owned() };
            writeln!(steps, "  {exit}: {{{end}{exit}}}").unwrap();
        }
        let head = if n == 0 { String::new() } else { format!("exits: [{}]\n", exits.join(", ")) };
        files.push((format!("p{n}.yaml"), format!("format: 1\ntitle: P\n{head}start: q\nsteps:\n{steps}")));
    }
    files
}

#[test]
fn more_than_anybody_could_walk_is_refused() {
    let size = |parts: usize| {
        let files = exploding(parts);
        let library = sealed(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>());
        let library = library.library();
        Manual::new(library, library.find("p0").unwrap(), CONTINUED).map(|manual| manual.unwrap().steps())
    };
    assert!(size(2).unwrap() > 40);
    let refused = size(10).unwrap_err();
    assert_eq!(refused.to_string(), "the manual would have more than 100000 steps");
}

#[test]
fn a_corridor_is_written_on_a_small_stack() {
    let mut yaml = String::from("format: 1\ntitle: Corridor\ncauses: {c: {name: It}}\nstart: s0\nsteps:\n");
    for n in 0..3_000 {
        let next = if n + 1 < 3_000 { format!("s{}", n + 1) } else { "end".to_owned() };
        writeln!(yaml, "  s{n}: {{ask: Is it {n}?, answers: {{yes: end, no: {next}, unsure: {next}}}}}").unwrap();
    }
    let (file, _) = read(SourceId(0), "corridor", &(yaml + "  end: {fix: c, note: Done}\n"));
    let (library, found) = Library::new(vec![file.into_iter().collect()], BTreeSet::new());
    let (library, _) = seal(library, &found);
    let write = || {
        let manual = manual(&library, "corridor", CONTINUED);
        assert_eq!(manual.steps(), 3_002);
        let sheet = markdown(&manual, &[Lang::EN]);
        assert!(sheet.contains("- ☐ No → **step 3000**"), "{}", sheet.len());
        assert!(html(&manual, &[Lang::EN]).contains("en-s2999"));
    };
    thread::scope(|scope| {
        thread::Builder::new().stack_size(256 << 10).spawn_scoped(scope, write).unwrap().join().unwrap();
    });
}

//! What is sealed, and what the longest run takes.

use std::{collections::BTreeSet, fmt::Write as _, path::Path, time::Instant};

use lotse::{
    base::{Diagnostic, Id, Level, Sources},
    check::{self, Longest},
    tree::{self, Library},
};

use crate::{rules::files, support::of_soundness};

const WORDS: &str = "# file: words.yaml\nformat: 1\nroles: {desk: {name: desk}}\n";

fn read(text: &str) -> (Library, Vec<Diagnostic>) {
    let (mut sources, mut read, mut found) = (Sources::default(), Vec::new(), Vec::new());
    for (name, text) in files(&format!("{text}{WORDS}")) {
        let id = sources.add(name.as_str(), text.as_str());
        let (file, more) = tree::read(id, Path::new(&name).file_stem().unwrap().to_str().unwrap(), &text);
        read.extend(file);
        found.extend(more);
    }
    let (library, more) = Library::new(vec![read], BTreeSet::from([Id::new("elsewhere")]));
    found.extend(more);
    (library, found)
}

/// The trees that are kept.
fn kept(text: &str) -> Vec<String> {
    let (library, found) = read(text);
    let (sealed, _) = check::seal(library, &found);
    sealed.library().trees().map(|(_, tree)| tree.id.to_string()).collect()
}

fn tree(name: &str, steps: &str) -> String {
    format!("# file: {name}.yaml\nformat: 1\ntitle: Title\nstart: a\nsteps:\n{steps}")
}

fn part(name: &str, steps: &str) -> String {
    tree(name, steps).replace("title:", "exits: [out]\ntitle:")
}

#[test]
fn a_faulty_tree_takes_out_whatever_leads_into_it() {
    let faulty = tree("faulty", "  a: {do: This, next: nowhere}\n");
    let inner = part(
        "inner",
        "  a: {ask: A?, answers: {yes: c, no: out, unsure: out}}\n  c: {continue: faulty}\n  out: {exit: out}\n",
    );
    let outer = part("outer", "  a: {call: inner, exits: {out: out}}\n  out: {exit: out}\n");
    let user = tree("user", "  a: {call: outer, exits: {out: e}}\n  e: {escalate: desk}\n");
    let far = tree("far", "  a: {continue: elsewhere}\n");
    let sound = tree(
        "sound",
        "  a: {ask: A?, answers: {yes: f, no: e, unsure: e}}\n  f: {continue: far}\n  e: {escalate: desk}\n",
    );
    assert_eq!(kept(&[faulty, inner, outer, user, far, sound].concat()), ["far", "sound"]);
}

#[test]
fn an_error_of_reading_counts_and_a_warning_does_not() {
    let unread = tree("unread", "  a: {do: This, next: e, weather: fine}\n  e: {escalate: desk}\n");
    let warned = tree("warned", "  a: {do: This, next: e}\n  e: {escalate: desk}\n  alone: {escalate: desk}\n");
    assert_eq!(kept(&[unread, warned].concat()), ["warned"]);
}

#[test]
fn circles_of_calls_and_continuations_do_not_hang() {
    let own = part("own", "  a: {call: own, exits: {out: out}}\n  out: {exit: out}\n");
    let one = tree("one", "  a: {continue: two}\n");
    let two = tree("two", "  a: {continue: one}\n");
    assert_eq!(kept(&[own, one, two].concat()), ["one", "two"], "a case walks each tree once");
}

#[test]
fn an_exit_that_no_run_takes_leads_nowhere() {
    let caller = tree(
        "tree",
        "  a: {call: part, exits: {out: b, never: e}}\n  b: {do: B, next: c}\n  c: {do: C, next: b}\n  e: {escalate: desk}\n",
    );
    let called = part("part", "  a: {do: A, next: out}\n  out: {exit: out}\n").replace("[out]", "[out, never]");
    let (library, _) = read(&format!("{caller}{called}"));
    let found = check::check(&library);
    let dead: Vec<&str> = found.iter().filter(|it| it.code.id == "E104").map(|it| it.message.as_str()).collect();
    assert_eq!(dead, ["no ending can be reached from `a`"], "not only from `b`: `never` is never taken");
}

fn longest(text: &str) -> Longest {
    let (library, _) = read(text);
    check::measure(&library, library.find("tree").unwrap())
}

#[test]
fn the_longest_run_counts_loops_and_parts() {
    let end = "  e: {escalate: desk}\n";
    let asks = "  a: {ask: A?, time: 20 s, answers: {yes: b, no: e, unsure: e}}\n";
    let straight = tree("tree", &format!("{asks}  b: {{do: B, time: 2 min, next: e}}\n{end}"));
    assert_eq!(longest(&straight), Longest { questions: 1, instructions: 1, seconds: 140 });
    assert_eq!(longest(&straight).minutes(), 3);

    let looped = tree("tree", &format!("{asks}  b: {{do: B, next: {{step: a, times: 2, then: e}}}}\n{end}"));
    assert_eq!(longest(&looped), Longest { questions: 3, instructions: 3, seconds: 60 });

    let call = tree(
        "tree",
        &format!("{asks}  b: {{call: part, exits: {{out: e, short: a2}}}}\n  a2: {{do: C, next: e}}\n{end}"),
    );
    let called = part(
        "part",
        "  a: {ask: A?, time: 1 min, answers: {yes: b, no: s, unsure: out}}\n  b: {ask: B?, answers: {yes: e, no: out, unsure: out}}\n  \
         s: {exit: short}\n  out: {exit: out}\n  e: {do: X, time: 1 h, cause: c, else: out}\n",
    )
    .replace("exits: [out]", "exits: [out, short]\ncauses: {c: {name: C}}");
    // Through `out` two questions and an instruction; through `short` one question and an instruction after it.
    assert_eq!(longest(&format!("{call}{called}")), Longest { questions: 3, instructions: 1, seconds: 3680 });
}

#[test]
fn ever_so_many_faults_are_found_in_good_time() {
    let count = 5_000;
    let mut steps = String::new();
    for n in 0..count {
        writeln!(
            steps,
            "  s{n}: {{ask: A?, answers: {{x: s{}, y: s{n}, z: nowhere{n}, v: d{n}, unsure: s{n}}}}}\n  d{n}: {{do: D, next: d{n}}}",
            n + 1
        )
        .unwrap();
    }
    let text = tree("tree", &format!("{steps}  s{count}: {{escalate: desk}}\n")).replace("start: a", "start: s0");
    let (library, _) = read(&text);
    let begun = Instant::now();
    let found = of_soundness(check::check(&library));
    let of = |code: &str| found.iter().filter(|finding| finding.code.id == code).count();
    assert_eq!((of("E101"), of("E104"), of("E105")), (count, count, count));
    assert!(found.iter().all(|it| it.level() == Level::Error));
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

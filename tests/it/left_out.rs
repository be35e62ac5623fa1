//! What is left out because of errors, and what is said of it.

use crate::program::{Folder, run};

/// A tree whose only way on is a continuation.
fn to(tree: &str) -> String {
    format!(
        "format: 1\ntitle: Title\nsymptoms: {{en: [humming]}}\nstart: on\nsteps:\n  \
         on: {{ask: Is it on?, answers: {{yes: more, no: more, unsure: more}}}}\n  more: {{continue: {tree}}}\n"
    )
}

/// `near` continues in `middle`, and that in `far`, which is not there.
fn without_far() -> Folder {
    let test = "format: 1\nwalks: {one: {answers: {on: yes}, ends: {continue: middle}}}\n";
    Folder::new()
        .file("trees/a/near.yaml", to("middle"))
        .file("trees/a/near.test.yaml", test)
        .file("trees/b/middle.yaml", to("far"))
        .file("trees/b/bare.yaml", BARE)
        .file("trees/words.yaml", "format: 1\nroles: {desk: {name: desk}}\n")
}

/// A sound tree without scenarios.
const BARE: &str = "format: 1\ntitle: Bare\nsymptoms: {en: [buzzing]}\nstart: on\nsteps:\n  \
    on: {ask: Is it on?, answers: {yes: e, no: e, unsure: e}}\n  e: {escalate: desk}\n";

/// One line without the breaks that the width of a screen makes.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn check_and_test_name_the_way_to_what_is_missing() {
    let folder = without_far();
    let near = folder.0.join("trees/a/near.yaml");
    let near = near.to_str().unwrap();
    let checked = run(&["check", "--alone", near], "");
    let out = folder.hide(&checked.out);
    assert!(out.contains("error[E036]: `near` leads into `middle`, which has errors"), "{out}");
    assert!(out.contains("DIR/trees/a/near.yaml:7:20"), "{out}");
    assert!(out.contains("note: there is no tree `far`") && out.contains("DIR/trees/b/middle.yaml:7:20"), "{out}");
    assert_eq!(checked.code, 1);
    let tested = run(&["test", "--alone", near], "");
    let out = folder.hide(&tested.out);
    assert!(out.contains("error[E078]: `near` leads into `middle`, which has errors"), "{out}");
    assert!(out.contains("note: there is no tree `far`"), "{out}");
    let whole = run(&["check", "--alone", folder.path()], "");
    assert!(whole.out.contains("E102") && !whole.out.contains("E036"), "told once, where it is: {}", whole.out);
    let middle = folder.0.join("trees/b/middle.yaml");
    let direct = run(&["check", "--alone", middle.to_str().unwrap()], "");
    assert!(direct.out.contains("there is no tree `far`") && !direct.out.contains("E036"), "{}", direct.out);
}

#[test]
fn a_way_of_several_trees_is_told_step_by_step() {
    let folder = without_far().file("trees/c/first.yaml", to("near"));
    let first = folder.0.join("trees/c/first.yaml");
    let checked = run(&["check", "--alone", first.to_str().unwrap()], "");
    assert!(checked.out.contains("`first` leads into `middle`, which has errors"), "{}", checked.out);
    assert!(checked.out.contains("note: `near` leads into `middle`"), "{}", checked.out);
}

#[test]
fn suggesting_tells_what_was_left_out() {
    let folder = without_far();
    let suggest = |more: &[&str]| run(&[&["test", "--alone", folder.path(), "--suggest"], more].concat(), "");
    let near = suggest(&["--only", "near"]);
    assert!(near.talk.contains("error[E036]: `near` leads into `middle`"), "{}", near.talk);
    assert!(near.talk.contains("the tree `near` is left out because of errors"), "{}", near.talk);
    assert_eq!((near.out.as_str(), near.code), ("", 1));
    let all = suggest(&[]);
    assert!(all.out.contains("bare.test.yaml") && all.talk.contains("`middle` is left out"), "{}", all.talk);
    assert_eq!(all.code, 1);
    assert!(!all.talk.contains("nothing is missing"), "{}", all.talk);
    let bare = suggest(&["--only", "bare"]);
    assert!(bare.out.contains("bare.test.yaml") && bare.code == 0, "{}", bare.talk);
    assert_eq!(suggest(&["--only", "baer"]).talk, "error: no tree is called `baer`\n  help: did you mean `bare`?\n");
    let run_only = |name: &str| run(&["test", "--alone", folder.path(), "--only", name], "");
    let expected =
        "error: the tree `bare` has no scenarios yet\n  help: `lotse test --only bare --suggest` writes some\n";
    assert_eq!((run_only("bare").talk.as_str(), run_only("bare").code), (expected, 2));
    assert!(run_only("middle").talk.contains("the tree `middle` is left out"), "{}", run_only("middle").talk);
}

#[test]
fn a_run_needs_only_what_it_comes_to() {
    let folder = without_far();
    let walk = |tree: &str| run(&["run", tree, "--trees", folder.path(), "--case", "T-1"], ":q\n");
    let bare = walk("bare");
    assert_eq!((bare.talk.as_str(), bare.code), ("", 3), "{}", bare.out);
    let near = walk("near");
    assert!(near.talk.contains("there is no tree `far`") && near.out.contains("Is it on?"), "{}", near.talk);
    assert_eq!(walk("middle").code, 2);
}

#[test]
fn the_start_leaves_unsound_trees_out_in_one_line() {
    let folder = without_far();
    let line = "2 trees are left out because of errors; `lotse check DIR` shows them";
    let find = run(&["find", "--trees", folder.path(), "buzzing"], "");
    assert_eq!((flat(&folder.hide(&flat(&find.talk))).as_str(), find.code), (line, 0), "{}", find.out);
    assert!(find.out.contains("Bare"), "{}", find.out);
    let start = run(&["--trees", folder.path()], ":q\n");
    assert!(folder.hide(&flat(&start.talk)).starts_with(line), "{}", start.talk);
    let words = Folder::new().file("words.yaml", "format: 1\nroles: {desk: {naem: desk}}\n");
    let find = run(&["find", "--trees", words.path(), "printer"], "");
    let said = words.hide(&flat(&find.talk));
    assert!(said.starts_with("1 file has errors; `lotse check DIR` shows them"), "{said}");
}

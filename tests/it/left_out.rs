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

//! What was learned from phrases: that it is of today, of the shipped trees, and of nothing by which it is judged.

use std::{collections::BTreeSet, fs, path::Path};

use lotse::{
    base::Lang,
    find::learned::{self, NONE},
};

use super::{phrases, shipped};
use crate::program::run;

fn texts() -> [String; 2] {
    ["en", "de"].map(|lang| {
        let path = format!("src/find/learned/{lang}.tsv");
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
    })
}

#[test]
fn what_is_shipped_was_learned_from_the_phrases_that_lie_there() {
    let model = learned::shipped().unwrap();
    let version = learned::version(&texts().each_ref().map(String::as_str));
    assert_eq!(model.version, version, "the phrases changed: `cargo bench --bench find -- learn` learns them anew");
}

#[test]
fn every_shipped_tree_was_learned_and_nothing_else() {
    let finder = shipped();
    let trees: BTreeSet<String> =
        finder.documents().iter().map(|it| it.id.to_string()).chain([NONE.to_owned()]).collect();
    let model = learned::shipped().unwrap();
    assert_eq!(model.classes().iter().cloned().collect::<BTreeSet<_>>(), trees);
    for (lang, text) in ["en", "de"].iter().zip(texts()) {
        for line in text.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let is_right = matches!(fields[..], [writer, of, said] if writer.len() == 1 && !said.trim().is_empty()
                && of.split(',').all(|tree| trees.contains(tree)));
            assert!(is_right, "{lang}: `{line}`");
        }
    }
}

#[test]
fn no_phrase_that_judges_the_search_was_learned() {
    let plain = |text: &str| -> String {
        text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    for (lang, text) in ["en", "de"].iter().zip(texts()) {
        let known: BTreeSet<String> = text.lines().filter_map(|line| line.split('\t').nth(2)).map(plain).collect();
        let judging = phrases::read(&format!("tests/phrases/{lang}.yaml"));
        assert!(!judging.is_empty());
        // They are counted and not shown: whoever reads them may not write more of what is learned.
        let met = judging.iter().filter(|it| known.contains(&plain(&it.text))).count();
        assert_eq!(met, 0, "{lang}");
    }
}

#[test]
fn what_was_learned_is_explained_word_by_word() {
    let told = shipped().explain("mein Drucker druckt nicht", Lang::DE, 3);
    let first = &told.trees[0];
    assert_eq!(first.tree.as_str(), "prn-no-output");
    let learned = first.learned.as_ref().unwrap();
    assert!(0.5 < learned.probability && learned.probability <= 1.0, "{learned:?}");
    assert!(learned.words.iter().any(|(word, adds)| word == "Drucker" && 0.5 < *adds), "{learned:?}");
    assert!(learned.words.is_sorted_by(|one, other| other.1.abs() <= one.1.abs()), "{learned:?}");
    let text = run(&["find", "--explain", "mein", "Drucker", "druckt", "nicht", "--lang", "de"], "");
    assert!(text.out.contains("   learned ") && text.out.contains("Drucker +"), "{}", text.out);
    let json = run(&["find", "--explain", "mein Drucker", "--lang", "de", "--format", "json"], "");
    assert!(json.out.contains(r#""learned":{"probability":"#), "{}", json.out);
}

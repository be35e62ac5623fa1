//! Measures the search: how often it finds the right tree, how often it is sure and wrong, and how long it takes, beside
//! plain BM25 over the same trees and phrases.
//!
//! `cargo bench --bench find` prints the table. `-- misses` lists what is not found, `-- fit` judges what is
//! learned by writers who were left out, and prints the weights for `src/find/confidence.rs`; `-- learn` learns.
//! `LOTSE_TREES` names another folder of trees.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a benchmark: a panic is a failed measurement"
)]

#[path = "find/bm25.rs"]
mod bm25;
#[path = "find/fit.rs"]
mod fit;
#[path = "find/lessons.rs"]
mod lessons;
#[path = "../tests/it/find/phrases.rs"]
mod phrases;

use std::{
    path::Path,
    time::{Duration, Instant},
};

use lotse::{
    base::Lang,
    find::{Finder, learned::Model},
    library::Shelf,
};
use phrases::{Phrase, Score, judge};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let has = |word: &str| arguments.iter().any(|it| it == word);
    let shelf = shelf();
    let (listed, loaded) = shelf.list();
    let began = Instant::now();
    let (features, weights) = lotse::find::learned::shipped().map_or((0, 0), Model::size);
    println!("{features} features, {weights} weights read in {:.1} ms", began.elapsed().as_secs_f64() * 1e3);
    let began = Instant::now();
    let finder = shelf.finder(&listed, &loaded);
    println!("{} trees made ready in {:.1} ms", finder.documents().len(), began.elapsed().as_secs_f64() * 1e3);
    if has("learn") {
        return lessons::learn(finder.documents());
    }
    let sets =
        ["tuning-en", "tuning-de", "en", "de"].map(|name| (name, phrases::read(&format!("tests/phrases/{name}.yaml"))));
    if has("fit") {
        return fit::fit(&|| shelf.finder(&listed, &loaded));
    }
    println!(
        "{:<12} {:<34} {:>7} {:>7} {:>7} {:>7} {:>10} {:>10} {:>10}",
        "phrases", "search", "count", "top-1", "top-3", "sure", "sure+wrong", "median", "slowest"
    );
    for (name, set) in sets.iter().filter(|(_, set)| !set.is_empty()) {
        let lang = if name.ends_with("de") { Lang::DE } else { Lang::EN };
        own(name, set, &finder, lang, has("misses"));
        for (label, texts) in [("BM25, titles and symptoms", bm25::Texts::Short), ("BM25, all texts", bm25::Texts::All)]
        {
            let plain = bm25::Bm25::new(finder.documents(), lang, texts);
            let mut times = Vec::new();
            let score = judge(set, &mut |phrase| {
                let began = Instant::now();
                let found = plain.search(&phrase.text);
                times.push(began.elapsed());
                (found, false)
            });
            row(name, label, score, &mut times);
        }
    }
}

/// The trees that are built in, or those of a folder.
fn shelf() -> Shelf {
    match std::env::var_os("LOTSE_TREES") {
        None => Shelf::built_in(),
        Some(folder) => {
            let mut shelf = Shelf::empty();
            shelf.add(Path::new(&folder)).unwrap();
            shelf
        }
    }
}

fn own(name: &str, set: &[Phrase], finder: &Finder, lang: Lang, tells: bool) {
    let mut times = Vec::new();
    let mut missed = Vec::new();
    let score = judge(set, &mut |phrase| {
        let began = Instant::now();
        let found = phrases::ask(finder, phrase, lang);
        times.push(began.elapsed());
        let trees: Vec<String> = found.hits.iter().map(|hit| hit.tree.to_string()).collect();
        let is_right = trees.first().is_some_and(|it| phrase.accepts(it));
        if !is_right && (!phrase.is_of_none() || found.is_sure) {
            let top: Vec<String> =
                found.hits.iter().take(4).map(|hit| format!("{} {:.2}", hit.tree, hit.score)).collect();
            let sure = if found.is_sure { "SURE " } else { "" };
            missed.push(format!("{sure}{}: \"{}\" finds {}", phrase.tree, phrase.text, top.join(", ")));
        }
        (trees, found.is_sure)
    });
    row(name, "lotse", score, &mut times);
    if tells {
        missed.iter().for_each(|line| println!("  {line}"));
    }
}

fn row(name: &str, label: &str, score: Score, times: &mut [Duration]) {
    times.sort_unstable();
    let percent = |part: f64| format!("{:.1}", 100.0 * part);
    let time = |it: Duration| format!("{:.0} µs", it.as_secs_f64() * 1e6);
    println!(
        "{name:<12} {label:<34} {:>7} {:>7} {:>7} {:>7} {:>10} {:>10} {:>10}",
        score.phrases,
        percent(score.first),
        percent(score.three),
        percent(score.sure),
        percent(score.sure_and_wrong),
        time(times[times.len() / 2]),
        time(times[times.len() - 1]),
    );
}

//! Finds the weights by which the search says how sure it is: a logistic regression on the phrases that were learned, each
//! judged by what was learned from other writers.

use lotse::{base::Lang, find::Finder};

use crate::{
    lessons::{self, Written},
    phrases::{Phrase, judge},
};

/// How strongly large weights are held back.
const RIDGE: f64 = 0.5;

/// Which writers are left out together; each wrote without knowing of the others.
const FOLDS: &[&str] = &["ah", "bf", "cl", "dgn", "eio", "jk", "m"];

/// Learns without some writers in turn, and prints how good that is for them, the weights, and what each least
/// probability would mean.
pub(crate) fn fit(finder: &dyn Fn() -> Finder) {
    let written = lessons::read();
    let mut rows: Vec<([f64; 10], f64)> = Vec::new();
    for left_out in FOLDS {
        let plain = finder();
        let model = lessons::without(&written, plain.documents(), left_out);
        let finder = plain.with_model(model);
        for lang in [Lang::EN, Lang::DE] {
            let set: Vec<Phrase> = phrases(&written, left_out, lang);
            let score = judge(&set, &mut |phrase| {
                let found = finder.search(&phrase.text, lang);
                if let (Some(first), Some(learned)) = (found.hits.first(), found.figures.learned) {
                    let is_right = phrase.accepts(first.tree.as_str());
                    rows.push((found.figures.of_learned(learned), f64::from(is_right)));
                }
                (found.hits.iter().map(|hit| hit.tree.to_string()).collect(), found.is_sure)
            });
            println!("without {left_out:<4} {lang}  {score:.3?}");
        }
    }
    let weights = regression(&rows);
    println!("{weights:.2?}");
    for least in [0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98] {
        let sure = || rows.iter().filter(|(figures, _)| least <= probability(figures, &weights));
        let wrong = sure().filter(|(_, right)| *right < 0.5).count();
        let part = |count: usize| 100.0 * count as f64 / rows.len() as f64;
        println!("from {least}: sure {:.1} %, sure and wrong {:.1} %", part(sure().count()), part(wrong));
    }
}

fn phrases(written: &[Written], writers: &str, lang: Lang) -> Vec<Phrase> {
    let own = written.iter().filter(|it| writers.contains(it.writer) && it.lesson.lang == lang);
    let phrase = |it: &Written| Phrase {
        text: it.lesson.text.clone(),
        tree: it.lesson.trees[0].clone(),
        also: it.lesson.trees[1..].to_vec(),
    };
    own.map(phrase).collect()
}

fn regression(rows: &[([f64; 10], f64)]) -> [f64; 10] {
    let mut weights = [0.0; 10];
    for _ in 0..6_000 {
        let mut slope = [0.0; 10];
        for (figures, right) in rows {
            let error = probability(figures, &weights) - right;
            slope.iter_mut().zip(figures).for_each(|(slope, figure)| *slope += error * figure);
        }
        for (at, (weight, slope)) in weights.iter_mut().zip(slope).enumerate() {
            let held_back = if at == 0 { 0.0 } else { RIDGE * *weight };
            *weight -= 0.5 * (slope + held_back) / rows.len() as f64;
        }
    }
    weights
}

fn probability(figures: &[f64; 10], weights: &[f64; 10]) -> f64 {
    let sum: f64 = figures.iter().zip(weights).map(|(figure, weight)| figure * weight).sum();
    1.0 / (1.0 + (-sum).exp())
}

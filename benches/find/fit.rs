//! Finds the weights by which the search says how sure it is: a logistic regression on tuning phrases.

use lotse::{base::Lang, find::Finder};

use crate::phrases::{self, Phrase};

/// How strongly large weights are held back.
const RIDGE: f64 = 0.5;

/// Prints the weights, and what each least probability would mean.
pub(crate) fn fit(finder: &Finder, sets: &[(&str, Vec<Phrase>)]) {
    let mut rows: Vec<([f64; 7], f64)> = Vec::new();
    for (name, set) in sets {
        let lang = if name.ends_with("de") { Lang::DE } else { Lang::EN };
        for phrase in set {
            let found = phrases::ask(finder, phrase, lang);
            if let Some(first) = found.hits.first() {
                rows.push((found.figures.to_array(), f64::from(phrase.accepts(first.tree.as_str()))));
            }
        }
    }
    let mut weights = [0.0; 7];
    for _ in 0..60_000 {
        let mut slope = [0.0; 7];
        for (figures, right) in &rows {
            let error = probability(figures, &weights) - right;
            slope.iter_mut().zip(figures).for_each(|(slope, figure)| *slope += error * figure);
        }
        for (at, (weight, slope)) in weights.iter_mut().zip(slope).enumerate() {
            let held_back = if at == 0 { 0.0 } else { RIDGE * *weight };
            *weight -= 0.5 * (slope + held_back) / rows.len() as f64;
        }
    }
    println!("{weights:.2?}");
    for least in [0.5, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97] {
        let sure = || rows.iter().filter(|(figures, _)| least <= probability(figures, &weights));
        let wrong = sure().filter(|(_, right)| *right < 0.5).count();
        println!(
            "from {least}: sure {:.1} %, of them wrong {:.1} %",
            100.0 * sure().count() as f64 / rows.len() as f64,
            100.0 * wrong as f64 / sure().count().max(1) as f64
        );
    }
}

fn probability(figures: &[f64; 7], weights: &[f64; 7]) -> f64 {
    let sum: f64 = figures.iter().zip(weights).map(|(figure, weight)| figure * weight).sum();
    1.0 / (1.0 + (-sum).exp())
}

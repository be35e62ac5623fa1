//! `lotse test --mutate`: whether the scenarios notice mistakes.

use super::Results;
use crate::{
    cli::{Args, Format, Outputs, findings, progress::Progress},
    report::scenarios::{Column, mutation_lines, table},
    scenario::{self, Mutation},
    screen::Style,
};

/// Mutates the trees and shows what survived; returns the share that was noticed, in percent.
pub(super) fn mutate(args: &Args, results: &Results, outputs: &mut Outputs) -> usize {
    let mut progress = Progress::new("ways");
    let found = scenario::mutate(
        &results.loaded.sealed,
        &results.tests.suites,
        &results.tried,
        &results.trees,
        &mut progress.teller(),
    );
    drop(progress);
    let sum = |count: fn(&Mutation) -> usize| found.iter().map(count).sum::<usize>();
    let (killed, survived) = (sum(|it| it.killed), sum(|it| it.survivors.len()));
    let survivors: Vec<_> = found.iter().flat_map(|it| &it.survivors).map(|it| it.finding.clone()).collect();
    match args.format {
        Format::Json => {
            findings::write(&mut outputs.out, &results.loaded.sources, &survivors);
            outputs.out.json_lines(&mutation_lines(&found));
        }
        Format::Text => {
            findings::show(&mut outputs.out, &results.loaded.sources, &survivors);
            outputs.out.verbatim(&mutants(&found));
        }
    }
    let percent = (killed * 100).checked_div(killed + survived).unwrap_or(100);
    let refused = sum(|it| it.refused);
    let line = format!(
        "{}: {refused} refused by the checker; of {} sound ones {killed} noticed, {survived} not ({percent} %)",
        super::counted(killed + survived + refused, "mutant"),
        killed + survived
    );
    outputs.talk.text(0, Style::Plain, &line);
    percent
}

fn mutants(found: &[Mutation]) -> String {
    let head = ["tree", "ways", "no change", "refused", "noticed", "not", ""];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for it in found {
        let figures = [it.ways, it.equivalent, it.refused, it.killed, it.survivors.len()];
        let figures = figures.iter().map(ToString::to_string).chain([format!("{} %", it.percent())]);
        rows.push(std::iter::once(it.id.to_string()).chain(figures).collect());
    }
    let mut columns = vec![Column::Left];
    columns.resize(head.len(), Column::Right);
    table(&columns, &rows)
}

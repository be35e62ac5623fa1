//! Measures reading, proving, walking and starting, beside the floors and `true`, in one run.
//!
//! `cargo bench` prints one table per size. The trees come from the generator in `../shared/peers-bench` (or
//! the folder that `PEERS_BENCH` names); its floors run beside ours. Times are the least of many samples;
//! instructions are the difference of two runs under callgrind, where valgrind is installed. Arguments name the
//! sizes: `cargo bench -- 50 1000`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a benchmark: a panic is a failed measurement"
)]

#[path = "speed/cases.rs"]
mod cases;
#[path = "speed/measure.rs"]
mod measure;
#[path = "speed/trees.rs"]
mod trees;
#[path = "speed/typist.rs"]
mod typist;

use measure::{Figures, Runner};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    if let [flag, case, dir, reps] = arguments.as_slice()
        && flag == "--case"
    {
        // The inner run, which callgrind counts.
        cases::run(case, dir.as_ref(), reps.parse().unwrap());
        return;
    }
    let sizes: Vec<usize> = arguments.iter().filter_map(|it| it.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![50, 1000, 10_000, 100_000] } else { sizes };
    let runner = Runner::new();
    let mut growth: Vec<(usize, Figures)> = Vec::new();
    for &size in &sizes {
        let dir = trees::make(size);
        println!(
            "\n== {size} steps, {} bytes of YAML",
            std::fs::metadata(dir.join("ours/synthetic.yaml")).unwrap().len()
        );
        growth.push((size, table(&runner, &dir)));
    }
    println!("\n== growth of reading, lowering and checking: ten times the steps cost at most twelve times as much");
    for pair in growth.windows(2) {
        let ((small, before), (large, after)) = (&pair[0], &pair[1]);
        let scale = *large as f64 / *small as f64;
        println!(
            "{small} to {large}: {scale:.0} x the steps, {} x the instructions, {:.1} x the memory",
            before.instructions.zip(after.instructions).map_or("?".into(), |(a, b)| format!("{:.1}", b / a)),
            after.peak / before.peak,
        );
    }
}

/// Prints all cases of one size; returns the figures of the whole reading.
fn table(runner: &Runner, dir: &std::path::Path) -> Figures {
    println!("{:<34} {:>12} {:>16} {:>10}", "case", "time", "instructions", "peak MB");
    let show = |name: &str, figures: &Figures| {
        println!(
            "{name:<34} {:>12} {:>16} {:>10}",
            measure::time(figures.nanoseconds),
            figures.instructions.map_or("-".into(), |count| format!("{count:.0}")),
            if figures.peak == 0.0 { "-".into() } else { format!("{:.1}", figures.peak / 1024.0) },
        );
    };
    for floor in ["yaml-saphyr-nobudget", "yaml-scan", "analyse", "pg-dominators", "walk", "render", "replay12"] {
        if let Some(figures) = runner.floor(floor, dir) {
            show(&format!("floor: {floor}"), &figures);
        }
    }
    let yaml = runner.own("yaml", dir);
    show("the YAML crate, spanned values", &yaml);
    let read = runner.own("read", dir);
    show("read + lower + check", &read);
    let rules = runner.own("rules", dir);
    show("every rule over the loaded tree", &rules);
    let keystroke = runner.own("keystroke", dir);
    show("a keystroke, until findings are told", &keystroke);
    show("proof: reach, ends, loops, longest", &runner.own("proof", dir));
    show("one answer, shown and taken", &runner.own("answer", dir));
    show("replay of 12 answers", &runner.own("replay", dir));
    show("process: `true`", &runner.process("true", &[]));
    let folder = dir.join("ours").display().to_string();
    let arguments = ["run", "synthetic", "--trees", &folder];
    show("process: start to first question", &runner.process(env!("CARGO_BIN_EXE_lotse"), &arguments));
    let shipped = ["run", "prn-no-output"];
    show("process: the same, a shipped tree", &runner.process(env!("CARGO_BIN_EXE_lotse"), &shipped));
    let ratio = |a: &Figures, b: &Figures| {
        a.instructions.zip(b.instructions).map_or(a.nanoseconds / b.nanoseconds, |(a, b)| a / b)
    };
    println!(
        "a keystroke costs {:.1} x the rules alone, {:.1} x read + lower + check",
        keystroke.nanoseconds / rules.nanoseconds,
        keystroke.nanoseconds / read.nanoseconds
    );
    println!("read + lower + check costs {:.2} x the YAML crate alone", ratio(&read, &yaml));
    read
}

//! Times, instruction counts and peak memory of one case.

use std::{
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

/// What one case costs.
pub(crate) struct Figures {
    /// The least time of all samples, for one unit of work.
    pub(crate) nanoseconds: f64,
    /// Instructions for one unit, if callgrind could count them.
    pub(crate) instructions: Option<f64>,
    /// Peak resident memory of the process in kB; zero where it says nothing.
    pub(crate) peak: f64,
}

/// Runs cases.
pub(crate) struct Runner {
    valgrind: bool,
    floor: Option<PathBuf>,
}

impl Runner {
    pub(crate) fn new() -> Self {
        let works = |program: &str| Command::new(program).arg("--version").output().is_ok_and(|it| it.status.success());
        let valgrind = works("valgrind");
        if !valgrind {
            println!("valgrind is not installed: no instruction counts");
        }
        Self { valgrind, floor: super::trees::floor() }
    }

    /// Measures one of our own cases.
    pub(crate) fn own(&self, case: &str, dir: &Path) -> Figures {
        let myself = std::env::current_exe().unwrap();
        let outcome = super::cases::time(case, dir);
        let arguments =
            |reps: usize| vec!["--case".to_owned(), case.to_owned(), dir.display().to_string(), reps.to_string()];
        let (low, high) = if outcome.nanoseconds < 50_000_000.0 { (1, 3) } else { (1, 2) };
        let instructions = self.valgrind.then(|| {
            let few = count(&myself, &arguments(low), None);
            let many = count(&myself, &arguments(high), None);
            (many - few) / (high - low) as f64 / outcome.units
        });
        let peak = peak_of(Command::new(&myself).args(arguments(1)));
        Figures { nanoseconds: outcome.nanoseconds / outcome.units, instructions, peak }
    }

    /// Measures one of the floors, if they could be built.
    pub(crate) fn floor(&self, case: &str, dir: &Path) -> Option<Figures> {
        let floor = self.floor.as_ref()?;
        let arguments =
            |reps: &str| (vec![case.to_owned(), dir.display().to_string(), "300".to_owned()], reps.to_owned());
        let output = Command::new(floor).args(&arguments("").0).output().ok()?;
        let line: serde_json::Value = serde_json::from_slice(&output.stdout).ok()?;
        let walls: Vec<f64> = line["wall"].as_array()?.iter().filter_map(serde_json::Value::as_f64).collect();
        // The walks count picoseconds for one step or one replay.
        let is_walk = line["unit"] == "ps";
        let least = walls.into_iter().fold(f64::INFINITY, f64::min) / if is_walk { 1000.0 } else { 1.0 };
        let units = if !is_walk {
            1.0
        } else if case.starts_with("replay") {
            line["walks"].as_f64()?
        } else {
            line["steps"].as_f64()?
        };
        let instructions = self.valgrind.then(|| {
            let counted = |reps: &str| {
                let (arguments, reps) = arguments(reps);
                count(floor, &arguments, Some(&reps))
            };
            (counted("3") - counted("1")) / 2.0 / units
        });
        Some(Figures { nanoseconds: least, instructions, peak: line["rss_kb"].as_f64().unwrap_or_default() })
    }

    /// Measures a whole process that reads nothing and ends.
    pub(crate) fn process(&self, program: &str, arguments: &[&str]) -> Figures {
        let once = || {
            let start = Instant::now();
            let status = Command::new(program).args(arguments).env("LANG", "en").stdin(Stdio::null()).output().unwrap();
            assert!(status.status.code().is_some(), "{program} was killed");
            start.elapsed().as_nanos() as f64
        };
        let nanoseconds = (0..40).map(|_| once()).fold(f64::INFINITY, f64::min);
        let arguments: Vec<String> = arguments.iter().map(|&it| it.to_owned()).collect();
        let instructions = self.valgrind.then(|| count(Path::new(program), &arguments, None));
        Figures { nanoseconds, instructions, peak: 0.0 }
    }
}

/// Counts the instructions of a process.
fn count(program: &Path, arguments: &[String], reps: Option<&str>) -> f64 {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program).args(arguments);
    command.env("LANG", "en").stdin(Stdio::null());
    if let Some(reps) = reps {
        command.env("BENCH_REPS", reps);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().find(|line| line.contains("Collected")).unwrap_or_else(|| panic!("{said}"));
    line.rsplit(' ').next().unwrap().parse().unwrap()
}

/// Reads the peak memory of a process that prints its own when it ends.
fn peak_of(command: &mut Command) -> f64 {
    let mut child = command.env("SHOW_PEAK", "1").stdout(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(child.wait().unwrap().success());
    said.trim().parse().unwrap_or_default()
}

/// Prints the peak memory of this process in kB, where the system tells it.
pub(crate) fn show_peak() {
    if std::env::var("SHOW_PEAK").is_ok()
        && let Ok(status) = std::fs::read_to_string("/proc/self/status")
        && let Some(line) = status.lines().find(|line| line.starts_with("VmHWM:"))
    {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{}", line.split_whitespace().nth(1).unwrap()).unwrap();
    }
}

/// Writes a time for people.
pub(crate) fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        n if n < 1e3 => format!("{n:.0} ns"),
        n if n < 1e6 => format!("{:.2} us", n / 1e3),
        n if n < 1e9 => format!("{:.2} ms", n / 1e6),
        n => format!("{:.2} s", n / 1e9),
    }
}

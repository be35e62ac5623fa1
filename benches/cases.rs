//! Measures `lotse stats` over a million turns, beside plain aggregates over the same tables, in one run.
//!
//! `cargo bench --bench cases` fills a store of 100,000 cases and about a million turns in the folder of the build,
//! once, and asks each question in a process of its own: a new connection, nothing read before, the file in the
//! system's cache. `LOTSE_TEST_POSTGRES` names a server that is measured as well. An argument names another number
//! of cases.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark: a panic is a failed measurement"
)]

use std::{
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

use lotse::{
    case::{Number, Sample, Topic, record::Entry},
    store::{self, CaseRow, CaseState, Ending, Failed, Head, Moment, Piece, Store, TurnRow},
};

/// The time at which it is counted.
const NOW: i64 = 1_795_000_000_000;
const DAY: i64 = 24 * 60 * 60 * 1000;
const TREES: usize = 40;
const ANSWERS: [&str; 6] = ["yes", "no", "dark", "ready", "worked", "not-worked"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    if let [flag, place, question] = arguments.as_slice()
        && flag == "--ask"
    {
        ask(place, question);
        return;
    }
    let cases: usize = arguments.first().map_or(100_000, |it| it.parse().unwrap());
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("cases-{cases}.db"));
    measure(file.to_str().unwrap(), cases);
    if let Ok(server) = std::env::var("LOTSE_TEST_POSTGRES") {
        let schema = "bench_cases";
        let psql = |sql: String| {
            let status = Command::new("psql").args(["-X", "-q", &server, "-c", &sql]).status();
            assert!(status.unwrap().success());
        };
        psql(format!("create schema {schema}"));
        measure(&format!("{server}&options=-csearch_path%3D{schema}"), cases);
        psql(format!("drop schema {schema} cascade"));
    }
}

/// What anybody would ask without this program: groups, counts and sums, once of the turns alone, once with the cases.
const PLAIN: [(&str, &str); 2] = [
    ("plain group by", "select tree, step, answer, count(*), sum(spent_ms) from turns group by tree, step, answer"),
    (
        "plain join",
        "select turns.tree, step, state, count(*), sum(turns.spent_ms) from turns join cases on number = case_number \
         group by turns.tree, step, state",
    ),
];

/// Asks a question without the store; the groups stay where they are counted.
fn ask_plainly(place: &str, sql: &str) -> usize {
    let sql = format!("select count(*) from ({sql}) as groups");
    if store::is_server(place) {
        let output = Command::new("psql").args(["-X", "-q", "-A", "-t", place, "-c", &sql]).output().unwrap();
        return String::from_utf8(output.stdout).unwrap().trim().parse().unwrap();
    }
    let count: u32 = rusqlite::Connection::open(place).unwrap().query_row(&sql, [], |row| row.get(0)).unwrap();
    usize::try_from(count).unwrap()
}

/// Asks one question in a process of its own, and tells the time and the most memory.
fn ask(place: &str, question: &str) {
    let mut store = store::open(place).unwrap();
    let begun = Instant::now();
    let rows = match Topic::ALL.into_iter().find(|topic| topic.as_str() == question) {
        Some(topic) => store.tallies(&sample(question), topic).unwrap().len(),
        None if question.starts_with("plain") => {
            let sql = PLAIN.iter().find(|(name, _)| *name == question).unwrap().1;
            ask_plainly(place, sql)
        }
        // A question with a filter.
        None if question.contains(' ') => store.tallies(&sample(question), Topic::Step).unwrap().len(),
        None => usize::try_from(store.totals().unwrap().turns).unwrap(),
    };
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("? kB").trim();
    let ticks = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let busy: u64 = ticks.split_whitespace().next().and_then(|it| it.parse().ok()).unwrap_or_default();
    println!("{} {} {rows} {peak}", begun.elapsed().as_nanos(), busy);
}

fn sample(question: &str) -> Sample {
    let mut sample = Sample::all(NOW);
    match question {
        "steps of one tree" => sample.tree = Some("area-tree-01".to_owned()),
        "steps of one agent" => sample.agent = Some("agent-7".to_owned()),
        "steps of 30 days" => sample.since = Some(NOW - 30 * DAY),
        _ => {}
    }
    sample
}

fn measure(place: &str, cases: usize) {
    let mut store = store::open(place).unwrap();
    if store.totals().unwrap().cases == 0 {
        let begun = Instant::now();
        fill(&mut *store, cases);
        if store::is_server(place) {
            // As the server does by itself before long.
            let status = Command::new("psql").args(["-X", "-q", place, "-c", "vacuum analyze"]).status();
            assert!(status.unwrap().success());
        }
        println!("filled in {:.0} s", begun.elapsed().as_secs_f64());
    }
    let totals = store.totals().unwrap();
    let kind = if store::is_server(place) { "PostgreSQL" } else { "SQLite" };
    drop(store);
    println!("\n== {kind}: {} cases, {} turns", totals.cases, totals.turns);
    println!(
        "{:<22} {:>10} {:>10} {:>8} {:>8} {:>12}",
        "question", "time", "processor", "x count", "rows", "peak memory"
    );
    let mut count = None;
    let more = ["steps of one tree", "steps of one agent", "steps of 30 days"];
    for question in ["count"].into_iter().chain(PLAIN.map(|it| it.0)).chain(Topic::ALL.map(Topic::as_str)).chain(more) {
        let runs = (0..3).map(|_| told(place, question));
        let best = runs.min_by_key(|told| told.0).unwrap();
        let base = *count.get_or_insert(best.0);
        println!(
            "{question:<22} {:>7.0} ms {:>7.0} ms {:>8.1} {:>8} {:>12}",
            best.0.as_secs_f64() * 1e3,
            best.1.as_secs_f64() * 1e3,
            best.0.as_secs_f64() / base.as_secs_f64(),
            best.2,
            best.3,
        );
    }
}

/// The time, the time of the processor, the rows and the most memory of one question.
fn told(place: &str, question: &str) -> (Duration, Duration, String, String) {
    let output = Command::new(std::env::current_exe().unwrap()).args(["--ask", place, question]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let line = String::from_utf8(output.stdout).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    let nanoseconds = |at: usize| Duration::from_nanos(words[at].parse().unwrap());
    (nanoseconds(0), nanoseconds(1), words[2].to_owned(), words[3..].join(" "))
}

/// Chance that is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// Takes all cases in at once, as `lotse store import` does.
fn fill(store: &mut dyn Store, cases: usize) {
    let mut dice = Dice(1);
    let mut pieces = (0..cases).flat_map(|number| one(number, &mut dice)).map(Ok::<Piece, Failed>);
    store.take_in(&mut pieces).unwrap();
}

/// A case of two to about twenty turns.
fn one(number: usize, dice: &mut Dice) -> Vec<Piece> {
    let tree = format!("area-tree-{:02}", dice.below(TREES).min(dice.below(TREES)));
    let agent = Some(format!("agent-{}", number % 30));
    let began = NOW - i64::try_from(dice.below(180 * 24 * 60)).unwrap() * 60_000;
    let mut turns: Vec<TurnRow> = Vec::new();
    let mut at = began;
    let depth = 3 + dice.below(15);
    let mut last = String::new();
    for place in 0..depth {
        let step = format!("step-{place}-{}", if place == 0 { 0 } else { dice.below(3) });
        let (kind, answer) = match (place, dice.below(100)) {
            (0, _) => ("started", None),
            (_, 0..5) => ("helped", Some("unsure")),
            (_, 5..10) => ("replied", Some("unsure")),
            (_, 10..14) => ("reopened", None),
            (_, 14..24) => ("noted", None),
            _ => ("replied", Some(ANSWERS[dice.below(3) + dice.below(4)])),
        };
        let spent = if place == 0 { 0 } else { 2_000 + dice.below(20_000) + dice.below(40_000) };
        at += i64::try_from(spent).unwrap();
        let walks = !matches!(kind, "started" | "noted");
        turns.push(TurnRow {
            turn: u32::try_from(place + 1).unwrap(),
            at: Moment(at),
            spent: spent as u64,
            agent: agent.clone(),
            channel: if number.is_multiple_of(3) { "web" } else { "terminal" }.to_owned(),
            lang: if number.is_multiple_of(2) { "en" } else { "de" }.to_owned(),
            entry: Entry {
                kind: kind.to_owned(),
                tree: walks.then(|| tree.clone()),
                step: walks.then(|| step.clone()),
                answer: answer.map(str::to_owned),
                body: format!("{{\"{kind}\":{{\"at\":\"{tree}:{step}\",\"reply\":{{\"chosen\":\"{answer:?}\"}}}}}}"),
                private: None,
            },
            sends: Vec::new(),
        });
        last = step;
    }
    let state = [CaseState::Fixed, CaseState::Fixed, CaseState::Escalated, CaseState::Closed, CaseState::Parked];
    let state = state[dice.below(5)];
    let causes = vec![["power", "queue", "driver", "cable"][dice.below(4)].to_owned()];
    let ended = Ending { at: Moment(at), tree: tree.clone(), step: last, causes, ..Ending::default() };
    let head = Head {
        state,
        walked: tree.clone(),
        version: "0".repeat(64),
        agent,
        channel: turns[0].channel.clone(),
        lang: turns[0].lang.clone(),
        voice: "agent".to_owned(),
        ended: (!state.is_unfinished()).then_some(ended),
        ..Head::default()
    };
    let case = CaseRow {
        number: Number::parse(&format!("{number:06}")).unwrap(),
        tree,
        head,
        holder: None,
        last: u32::try_from(turns.len()).unwrap(),
        began: Moment(began),
        changed: Moment(at),
        spent: turns.iter().map(|turn| turn.spent).sum(),
        reopened: 0,
        erased: None,
    };
    [Piece::Case(case)].into_iter().chain(turns.into_iter().map(Piece::Turn)).collect()
}

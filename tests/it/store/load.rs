//! Fifty agents on one server: nothing lost, nothing doubled, and how fast it is beside bare inserts.

use std::{
    collections::BTreeSet,
    sync::{
        Barrier, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use lotse::{
    case::record::Entry,
    store::{Failed, Moment, TurnRow},
};

use super::places::{POSTGRES, Place, assert_sound, case, note, number, psql, turn_with, version};

/// How many cases are answered; `tests/outside/crashes` asks for a thousand.
const CASES: &str = "LOTSE_TEST_CASES";
const AGENTS: usize = 50;
/// Turns of each case, the first one not counted.
const TURNS: u32 = 10;

/// A turn as most are: one of several answers.
fn chosen(turn: u32, agent: &str) -> TurnRow {
    let text = |text: &str| Some(text.to_owned());
    let body = r#"{"replied":{"at":"lamp:light","reply":{"chosen":"yes"}}}"#.to_owned();
    let (tree, step, answer) = (text("lamp"), text("light"), text("yes"));
    let entry = Entry { kind: "replied".to_owned(), tree, step, answer, body, private: None };
    TurnRow { agent: text(agent), ..turn_with(turn, entry) }
}

/// Lets all agents answer all cases; each 20th is wanted by two. Returns who kept which turn, and the seconds from when
/// all had opened the store.
fn answer(place: &Place, cases: usize) -> (Vec<(String, u32, String)>, f64) {
    let wanted: Vec<String> = (0..cases).map(|at| format!("L-{at}")).collect();
    let contested = wanted.iter().step_by(20);
    // The second wish stands directly behind the first, so that both are at work at once.
    let mut queue: Vec<&String> = wanted.iter().chain(contested).collect();
    queue.sort();
    let (next, kept, told) = (AtomicUsize::new(0), Mutex::new(Vec::new()), AtomicUsize::new(0));
    let (start, mut begun) = (Barrier::new(AGENTS + 1), Instant::now());
    std::thread::scope(|scope| {
        for agent in 0..AGENTS {
            let (queue, next, kept, told, start) = (&queue, &next, &kept, &told, &start);
            scope.spawn(move || {
                let mut store = place.open();
                start.wait();
                let mut own = Vec::new();
                while let Some(name) = queue.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let mut last = store.case(&number(name)).unwrap().unwrap().last;
                    while last <= TURNS {
                        let words = format!("agent {agent}");
                        let turn = chosen(last + 1, &words);
                        match store.append(&number(name), last, &[turn], &case(name).head) {
                            Ok(()) => {
                                last += 1;
                                own.push(((*name).clone(), last, words));
                            }
                            Err(Failed::Changed { last: now, .. }) => {
                                told.fetch_add(1, Ordering::Relaxed);
                                last = now;
                            }
                            Err(failed) => panic!("{failed}"),
                        }
                    }
                }
                kept.lock().unwrap().extend(own);
            });
        }
        start.wait();
        begun = Instant::now();
    });
    let seconds = begun.elapsed().as_secs_f64();
    println!("{} times somebody was told that the case had changed", told.into_inner());
    (kept.into_inner().unwrap(), seconds)
}

#[test]
fn fifty_agents_lose_nothing() {
    let Some(place) = Place::postgres() else { return };
    let cases = std::env::var(CASES).ok().map_or(60, |text| text.parse().unwrap());
    let mut store = place.open();
    store.keep_version(&version(), Moment(1)).unwrap();
    for at in 0..cases {
        store.begin(&case(&format!("L-{at}")), &[note(1, "begun")]).unwrap();
    }
    let (kept, seconds) = answer(&place, cases);

    let distinct: BTreeSet<(&str, u32)> = kept.iter().map(|(name, turn, _)| (&**name, *turn)).collect();
    assert_eq!((distinct.len(), kept.len()), (cases * TURNS as usize, cases * TURNS as usize), "each was kept once");
    for (name, turn, words) in &kept {
        let found = store.turns(&number(name), *turn).unwrap();
        assert_eq!(found[0], chosen(*turn, words), "by the one who was told so");
    }
    assert_sound(&mut *store);
    let server = std::env::var(POSTGRES).unwrap();
    assert_eq!(psql(&server, "select deadlocks from pg_stat_database where datname = current_database()").trim(), "0");

    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let (rate, bare) = (kept.len() as f64 / seconds, bare_rate(&place, kept.len()));
    println!(
        "{AGENTS} agents, {cases} cases, {} turns: {rate:.0} turns a second; bare INSERT: {bare:.0} a second; {:.0} %",
        kept.len(),
        100.0 * rate / bare
    );
}

/// As many rows as the agents wrote, the same, into a table like that of the turns: one statement each and nothing else,
/// by as many at once.
#[cfg(feature = "postgres")]
fn bare_rate(place: &Place, rows: usize) -> f64 {
    use tokio_postgres::{Config, NoTls};
    psql(&place.name, "create table bare (like turns including all)");
    let config: Config = place.name.parse().unwrap();
    let (next, start) = (AtomicUsize::new(0), Barrier::new(AGENTS + 1));
    let mut begun = Instant::now();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..AGENTS)
            .map(|_| {
                scope.spawn(|| {
                    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                    runtime.block_on(async {
                        let (client, connection) = config.connect(NoTls).await.unwrap();
                        drop(tokio::spawn(connection));
                        let sql = "insert into bare (case_number, turn, at, spent_ms, agent, channel, lang, kind, tree, \
                                   step, answer, is_private, body, token) values ($1, $2, 1, 5, $3, 'terminal', 'de', \
                                   'replied', 'lamp', 'light', 'yes', 0, $4, '0123456789abcdef')";
                        let prepared = client.prepare(sql).await.unwrap();
                        start.wait();
                        loop {
                            let at = next.fetch_add(1, Ordering::Relaxed);
                            if rows <= at {
                                return;
                            }
                            let (name, turn) = (format!("L-{}", at / 10), i64::try_from(at % 10).unwrap());
                            let TurnRow { agent, entry, .. } = chosen(1, "agent 1");
                            client.execute(&prepared, &[&name, &turn, &agent, &entry.body]).await.unwrap();
                        }
                    });
                })
            })
            .collect();
        start.wait();
        begun = Instant::now();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rows = rows as f64;
    rows / begun.elapsed().as_secs_f64()
}

#[cfg(not(feature = "postgres"))]
fn bare_rate(_: &Place, _: usize) -> f64 {
    f64::NAN
}

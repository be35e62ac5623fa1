//! Writers that are killed at any moment, servers that go away: what was shown as recorded is there, once, in order.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::Duration,
};

use lotse::store::{self, Failed, Store};

use crate::program::Folder;

use super::places::{POSTGRES, Place, assert_sound, case, note, number, version};

/// How many programs are killed; `tests/outside/crashes` kills a thousand.
const KILLS: &str = "LOTSE_TEST_KILLS";
/// How often the server is pulled away; only `tests/outside/crashes` does that.
const RESTARTS: &str = "LOTSE_TEST_RESTARTS";
/// Tells this binary to be a writer: the store, then its cases.
const WRITER: &str = "LOTSE_TEST_WRITER";
/// The case that all writers want.
const SHARED: &str = "SHARED";

fn asked(name: &str) -> Option<usize> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

/// What the writer with this name says in a turn; now and then a lot.
fn words(who: &str, turn: u32) -> String {
    format!("{who} {turn} {}", "ü".repeat(if turn.is_multiple_of(7) { 20_000 } else { 10 }))
}

/// The last turn of a case, which is begun if it is not there.
fn last(store: &mut dyn Store, name: &str) -> u32 {
    match store.begin(&case(name), &[]) {
        Ok(()) => 0,
        Err(Failed::Exists(number)) => store.case(&number).unwrap().unwrap().last,
        Err(failed) => panic!("{failed}"),
    }
}

/// Writes until it is killed, and says of each turn that it is kept: the other half of the tests below.
#[test]
fn a_writer_writes_when_it_is_told_to() {
    let Ok(told) = std::env::var(WRITER) else { return };
    let told: Vec<&str> = told.split('|').collect();
    let mut store = store::open(told[0]).unwrap();
    let mut out = std::io::stdout().lock();
    for name in &told[1..] {
        let turn = last(&mut *store, name);
        writeln!(out, "@at {name} {turn}").unwrap();
    }
    let own = told[1];
    let mut after: BTreeMap<&str, u32> = told[1..].iter().map(|name| (*name, last(&mut *store, name))).collect();
    for name in told[1..].iter().cycle() {
        let turn = after[name] + 1;
        match store.append(&number(name), turn - 1, &[note(turn, &words(own, turn))], &case(name).head) {
            Ok(()) => {
                after.insert(name, turn);
                writeln!(out, "@kept {name} {turn}").unwrap();
                out.flush().unwrap();
            }
            Err(Failed::Changed { last, .. }) => drop(after.insert(name, last)),
            Err(failed) => panic!("{failed}"),
        }
    }
}

/// A program that writes, and what it has said.
struct Writer {
    child: Child,
    said: mpsc::Receiver<String>,
    name: String,
}

impl Writer {
    fn start(place: &Place, name: &str, shares: bool) -> Self {
        let told = format!("{}|{name}{}", place.name, if shares { "|SHARED" } else { "" });
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "store::crash::a_writer_writes_when_it_is_told_to", "--nocapture", "--quiet"]);
        let command = command.env(WRITER, told).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let (to, said) = mpsc::channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            // A line that was cut off in the middle says nothing.
            while lines.read_line(&mut line).is_ok_and(|_| line.ends_with('\n')) {
                if let Some(at) = line.find('@') {
                    drop(to.send(line[at..].trim_end().to_owned()));
                }
                line.clear();
            }
        });
        Self { child, said, name: name.to_owned() }
    }

    /// Waits until it has said something, lets it go on until the moment, and kills it; returns what it has said.
    fn kill(mut self, moment: Moment) -> Vec<String> {
        let mut said = Vec::new();
        for _ in 0..=moment.lines {
            said.extend(self.said.recv_timeout(Duration::from_mins(1)));
        }
        assert_eq!(said.len(), moment.lines + 1, "{}: it does not go on", self.name);
        let until = std::time::Instant::now() + moment.wait;
        while let Ok(line) = self.said.recv_timeout(until.saturating_duration_since(std::time::Instant::now())) {
            said.push(line);
        }
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        said.extend(self.said.iter());
        said
    }
}

/// When a program is killed: so long after it has said so many lines beside the first.
#[derive(Clone, Copy)]
struct Moment {
    lines: usize,
    wait: Duration,
}

/// Moments that differ from kill to kill, the same in every run.
struct Moments(u64);

impl Moments {
    fn next(&mut self) -> Moment {
        let mut below = |most: u64| {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % most
        };
        Moment { lines: usize::try_from(below(6)).unwrap(), wait: Duration::from_micros(below(12_000)) }
    }
}

/// What has been shown as recorded: by case and turn, who said it.
type Shown = BTreeMap<(String, u32), String>;

/// How many turns may come to stand after a program was killed: a server still does what it was told last.
fn late(place: &Place) -> u32 {
    u32::from(store::is_server(&place.name))
}

/// Takes note of what a writer said; where it began must be where the case stood, but for so many turns.
fn take_note(shown: &mut Shown, writer: &str, said: &[String], stood: Option<(&BTreeMap<String, u32>, u32)>) {
    let mut next = None;
    for line in said {
        let parts: Vec<&str> = line.split(' ').collect();
        let (name, turn) = (parts[1].to_owned(), parts[2].parse().unwrap());
        match parts[0] {
            "@at" => {
                if let Some((stood, late)) = stood {
                    let before = stood.get(&name).copied().unwrap_or_default();
                    assert!((before..=before + late).contains(&turn), "{name} resumes at {turn}, it stood at {before}");
                    next = Some(turn + 1);
                }
            }
            _ => {
                assert_eq!(next.unwrap_or(turn), turn, "{name} goes on where it resumed");
                next = next.map(|turn| turn + 1);
                assert_eq!(shown.insert((name, turn), writer.to_owned()), None, "shown by one alone");
            }
        }
    }
}

/// Looks that everything shown is there, once, in order, and at most `unshown` turns more; where the cases stand.
fn verify(store: &mut dyn Store, shown: &Shown, unshown: usize) -> BTreeMap<String, u32> {
    let mut stood = BTreeMap::new();
    let mut total = 0;
    for found in store.cases(&store::Filter::default()).unwrap() {
        let turns = store.turns(&found.number, 0).unwrap();
        total += turns.len();
        assert_eq!(u32::try_from(turns.len()).unwrap(), found.last, "{}", found.number);
        for (turn, at) in turns.iter().zip(1..) {
            let said = turn.entry.words().unwrap();
            let who = said.split(' ').next().unwrap().to_owned();
            assert_eq!((turn.turn, said), (at, words(&who, at)), "{}", found.number);
            if let Some(shown) = shown.get(&(found.number.to_string(), at)) {
                assert_eq!(*shown, who, "{} {at}", found.number);
            }
        }
        stood.insert(found.number.to_string(), found.last);
    }
    for (name, turn) in shown.keys() {
        assert!(*turn <= stood[name], "{name}: turn {turn} was shown and is lost");
    }
    assert!((shown.len()..=shown.len() + unshown).contains(&total), "{total} {}", shown.len());
    stood
}

fn new_store(place: &Place) {
    place.open().keep_version(&version(), store::Moment(1)).unwrap();
}

/// One dialogue after the other on a few cases, each killed.
fn kill_dialogues(place: &Place, kills: usize) {
    new_store(place);
    let (mut shown, mut stood, mut moments) = (Shown::new(), BTreeMap::new(), Moments(1));
    for kill in 0..kills {
        let name = format!("D-{}", kill % 5);
        let said = Writer::start(place, &name, false).kill(moments.next());
        take_note(&mut shown, &name, &said, Some((&stood, late(place))));
        stood = verify(&mut *place.open(), &shown, kill + 1);
    }
    println!("{}: {kills} dialogues killed, {} turns shown as recorded", place.name, shown.len());
    assert_sound(&mut *place.open());
}

/// A tree of so many questions, one after the other.
const QUESTIONS: usize = 30;

fn corridor() -> Folder {
    let mut tree = "format: 1\ntitle: Corridor\nsymptoms: {en: [a corridor]}\nstart: q1\nsteps:\n".to_owned();
    for at in 1..=QUESTIONS {
        let next = if at < QUESTIONS { format!("q{}", at + 1) } else { "end".to_owned() };
        writeln!(tree, "  q{at}: {{ask: Question {at}, answers: {{yes: {next}, no: {next}}}}}").unwrap();
    }
    tree += "  end: {escalate: desk, because: That is all}\n";
    Folder::new()
        .file("home/corridor.yaml", tree)
        .file("words.yaml", "format: 1\nroles: {desk: {name: {en: the desk}}}\n")
}

/// The number of the question that a line shows; the ending comes after the last one.
fn question(line: &str) -> usize {
    let step = line.split(r#""step":""#).nth(1).and_then(|rest| rest.split('"').next());
    match step.and_then(|step| step.strip_prefix('q')) {
        Some(number) => number.parse().unwrap(),
        None => QUESTIONS + 1,
    }
}

/// Walks with the program itself until it is killed; returns the first question that was shown, and the last.
fn walk_and_kill(place: &Place, trees: &Folder, name: &str, moment: Moment) -> Option<(usize, usize)> {
    let arguments = ["run", "corridor", "--format", "json", "--trees", trees.path(), "--case", name];
    let mut command = crate::program::program(&[&arguments[..], &["--store", &place.name]].concat());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut answers = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let (to, said) = mpsc::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        while lines.read_line(&mut line).is_ok_and(|_| line.ends_with('\n')) {
            let _heard = to.send(question(&line)).is_ok();
            // The program may be dead by now.
            let _told = answers.write_all(b"{\"answer\":\"yes\"}\n").is_ok();
            line.clear();
        }
    });
    let first = said.recv_timeout(Duration::from_mins(1));
    let mut last = first.unwrap_or_default();
    for _ in 0..moment.lines {
        // It may have come to the end.
        last = said.recv_timeout(Duration::from_mins(1)).unwrap_or(last);
    }
    let until = std::time::Instant::now() + moment.wait;
    while let Ok(shown) = said.recv_timeout(until.saturating_duration_since(std::time::Instant::now())) {
        last = shown;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    last = said.iter().last().unwrap_or(last);
    first.ok().map(|first| (first, last))
}

/// One walk after the other on a few cases, each killed; the next begins at the step that had been reached.
fn kill_walks(place: &Place, kills: usize) {
    let (trees, mut moments, mut shown, mut rounds) = (corridor(), Moments(3), 0, 0);
    for kill in 0..kills {
        // A case that has come to its end gives way to the next.
        let name = format!("P-{}-{rounds}", kill % 3);
        let before = replied(&mut *place.open(), &name);
        let (first, last) = walk_and_kill(place, &trees, &name, moments.next()).expect("it begins");
        let after = replied(&mut *place.open(), &name);
        let late = usize::try_from(late(place)).unwrap();
        assert!((before + 1..=before + 1 + late).contains(&first), "{name} resumes at the right step");
        assert!((last - 1..=last).contains(&after), "{name}: question {last} was shown, {after} answers are kept");
        shown += last - first;
        if QUESTIONS <= after {
            rounds += 1;
        }
    }
    println!("{}: {kills} walks of lotse killed, {shown} answers shown as recorded", place.name);
    assert_sound(&mut *place.open());
}

/// How many questions of a case are answered, each once and in order.
fn replied(store: &mut dyn Store, name: &str) -> usize {
    let turns = store.turns(&number(name), 0).unwrap();
    let steps: Vec<&str> =
        turns.iter().filter(|it| it.entry.kind == "replied").filter_map(|it| it.entry.step.as_deref()).collect();
    let wanted: Vec<String> = (1..=steps.len()).map(|at| format!("q{at}")).collect();
    assert_eq!(steps, wanted);
    steps.len()
}

/// Three writers at once, who also want the same case; each is killed.
fn kill_writers(place: &Place, kills: usize) {
    new_store(place);
    assert_eq!(last(&mut *place.open(), SHARED), 0);
    let (mut shown, mut moments, mut killed) = (Shown::new(), Moments(2), 0);
    while killed < kills {
        let names: Vec<String> = (0..3).map(|at| format!("W-{at}")).collect();
        let writers: Vec<Writer> = names.iter().map(|name| Writer::start(place, name, true)).collect();
        let said: Vec<_> = writers.into_iter().map(|writer| writer.kill(moments.next())).collect();
        killed += names.len();
        for (name, said) in names.iter().zip(said) {
            take_note(&mut shown, name, &said, None);
        }
        verify(&mut *place.open(), &shown, killed);
    }
    println!("{}: {killed} of three writers at once killed, {} turns shown as recorded", place.name, shown.len());
    assert_sound(&mut *place.open());
}

/// The share of one test of six.
fn kills() -> usize {
    asked(KILLS).unwrap_or(36).div_ceil(6)
}

#[test]
fn killed_walks_lose_nothing_on_sqlite() {
    kill_walks(&Place::sqlite(), kills());
}

#[test]
fn killed_walks_lose_nothing_on_postgresql() {
    if let Some(place) = Place::postgres() {
        kill_walks(&place, kills());
    }
}

#[test]
fn killed_dialogues_lose_nothing_on_sqlite() {
    kill_dialogues(&Place::sqlite(), kills());
}

#[test]
fn killed_writers_lose_nothing_on_sqlite() {
    kill_writers(&Place::sqlite(), kills());
}

#[test]
fn killed_dialogues_lose_nothing_on_postgresql() {
    if let Some(place) = Place::postgres() {
        kill_dialogues(&place, kills());
    }
}

#[test]
fn killed_writers_lose_nothing_on_postgresql() {
    if let Some(place) = Place::postgres() {
        kill_writers(&place, kills());
    }
}

#[test]
fn a_server_that_is_pulled_away_loses_nothing() {
    let (Some(restarts), Some(place)) = (asked(RESTARTS), Place::postgres()) else { return };
    let restart = std::env::var("LOTSE_TEST_POSTGRES_RESTART").unwrap();
    new_store(&place);
    assert_eq!(last(&mut *place.open(), SHARED), 0);
    let (to, turns) = mpsc::channel();
    let is_over = std::sync::atomic::AtomicBool::new(false);
    let mut shown = Shown::new();
    std::thread::scope(|scope| {
        for who in 0..4 {
            let (to, place, is_over) = (to.clone(), &place, &is_over);
            scope.spawn(move || {
                let own = format!("R-{who}");
                let mut store = place.open();
                let mut after = BTreeMap::from([(&*own, last(&mut *store, &own)), (SHARED, 0)]);
                while !is_over.load(std::sync::atomic::Ordering::Relaxed) {
                    for name in [&*own, SHARED] {
                        let turn = after[name] + 1;
                        let appended =
                            store.append(&number(name), turn - 1, &[note(turn, &words(&own, turn))], &case(name).head);
                        match appended {
                            Ok(()) => {
                                after.insert(name, turn);
                                to.send((name.to_owned(), turn, own.clone())).unwrap();
                            }
                            Err(Failed::Changed { last, .. }) => drop(after.insert(name, last)),
                            Err(failed) => panic!("{failed}"),
                        }
                    }
                }
            });
        }
        for _ in 0..restarts {
            // In the middle of work, and never at the same place.
            for (name, turn, who) in turns.iter().take(300) {
                assert_eq!(shown.insert((name, turn), who), None);
            }
            let status = Command::new("sh").args(["-c", &restart]).stdout(Stdio::null()).status().unwrap();
            assert!(status.success());
        }
        for (name, turn, who) in turns.iter().take(300) {
            assert_eq!(shown.insert((name, turn), who), None);
        }
        is_over.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    drop(to);
    for (name, turn, who) in turns {
        assert_eq!(shown.insert((name, turn), who), None);
    }
    verify(&mut *place.open(), &shown, 0);
    println!("the server was pulled away {restarts} times under {} turns", shown.len());
    assert_sound(&mut *place.open());
}

/// What becomes of a connection when the word is sent that makes everything durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    /// The server never hears it.
    Before,
    /// The server has done it, and nobody hears that.
    After,
}

/// A go-between on a socket that cuts the connection at a commit, every other time.
#[cfg(unix)]
fn cutting(folder: &std::path::Path, server: std::path::PathBuf, cut: Cut) {
    use std::os::unix::net::{UnixListener, UnixStream};
    let listener = UnixListener::bind(folder.join(".s.PGSQL.5432")).unwrap();
    std::thread::spawn(move || {
        let mut commits = 0_u32;
        for client in listener.incoming() {
            let (mut client, mut server) = (client.unwrap(), UnixStream::connect(&server).unwrap());
            let (mut answers, mut back) = (server.try_clone().unwrap(), client.try_clone().unwrap());
            let (to, reached) = mpsc::channel::<()>();
            let is_cut = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
            let cutting = is_cut.clone();
            std::thread::spawn(move || {
                let mut bytes = vec![0; 65536];
                while let Ok(count @ 1..) = answers.read(&mut bytes) {
                    if cutting.load(std::sync::atomic::Ordering::SeqCst) {
                        let _told = to.send(()).is_ok();
                        return;
                    }
                    back.write_all(&bytes[..count]).unwrap();
                }
            });
            let mut bytes = vec![0; 65536];
            while let Ok(count @ 1..) = client.read(&mut bytes) {
                let is_commit = bytes[..count].windows(7).any(|it| it == b"commit\0");
                commits += u32::from(is_commit);
                if is_commit && commits.is_multiple_of(2) {
                    is_cut.store(true, std::sync::atomic::Ordering::SeqCst);
                    if cut == Cut::After {
                        server.write_all(&bytes[..count]).unwrap();
                        reached.recv().unwrap();
                    }
                    break;
                }
                server.write_all(&bytes[..count]).unwrap();
            }
            drop(server.shutdown(std::net::Shutdown::Both));
            drop(client.shutdown(std::net::Shutdown::Both));
        }
    });
}

#[cfg(unix)]
#[test]
fn a_commit_nobody_hears_of_is_neither_lost_nor_doubled() {
    for cut in [Cut::Before, Cut::After] {
        let Some(place) = Place::postgres() else { return };
        new_store(&place);
        let server = std::env::var(POSTGRES).unwrap();
        let part = |name: &str| server.split(['?', '&']).find_map(|it| it.strip_prefix(name)).unwrap().to_owned();
        let (host, port) = (part("host="), part("port="));
        let folder = Folder::new();
        // The path of a socket may have 107 bytes.
        let short = std::env::temp_dir().join(format!("lotse-cut-{}-{cut:?}", std::process::id()));
        std::os::unix::fs::symlink(&folder.0, &short).unwrap();
        cutting(&short, std::path::Path::new(&host).join(format!(".s.PGSQL.{port}")), cut);
        let name = place.name.replace(&host, short.to_str().unwrap()).replace(&format!("port={port}"), "port=5432");
        let mut store = store::open(&name).unwrap();
        for count in 1..=6 {
            let name = format!("C-{count}");
            store.begin(&case(&name), &[note(1, "x")]).unwrap();
            for turn in 2..=5 {
                store.append(&number(&name), turn - 1, &[note(turn, "x")], &case(&name).head).unwrap();
            }
            let erased = lotse::case::record::Entry::of_handling(&lotse::case::Handling::Erased);
            store.erase(&number(&name), &super::places::turn_with(0, erased)).unwrap();
            assert_eq!(store.turns(&number(&name), 0).unwrap().len(), 6, "{cut:?}");
        }
        drop(store);
        assert_sound(&mut *place.open());
        std::fs::remove_file(&short).unwrap();
    }
}

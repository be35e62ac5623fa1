//! What a disk, a right or another program can do to a store: a clear message, and nothing is damaged.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use lotse::store::{self, Moment, Store};

use super::places::{Place, assert_sound, case, note, number, version};
use crate::program::Folder;

/// Tells this binary to fill a store: its path.
const FILLED: &str = "LOTSE_TEST_FILLED";
/// Tells this binary to open a store: its path.
const OPENED: &str = "LOTSE_TEST_OPENED";

fn refused(path: &Path) -> String {
    let failed = store::open(path.to_str().unwrap()).err().expect("it cannot be used");
    format!("{failed}; {}", failed.help()).replace(path.to_str().unwrap(), "PATH")
}

/// A store with one case.
fn small(place: &Place) -> Box<dyn Store> {
    let mut store = place.open();
    store.keep_version(&version(), Moment(1)).unwrap();
    store.begin(&case("A-1"), &[note(1, "x")]).unwrap();
    store
}

#[test]
fn what_is_no_store_is_refused_and_left_alone() {
    let folder = Folder::new().file("text.db", "hello, this is a letter\n".repeat(100)).file("empty.db", "");
    let at = |name: &str| folder.0.join(name);
    assert_eq!(refused(&folder.0), "`PATH`: this is a folder; name a file in it");
    assert_eq!(refused(&at("text.db")), "`PATH`: this is no store; name another file, or a backup");
    assert_eq!(fs::read_to_string(at("text.db")).unwrap(), "hello, this is a letter\n".repeat(100));
    assert_eq!(refused(&at("text.db/cases.db")), "`PATH`: part of the path is a file; name another path");
    assert_eq!(refused(Path::new("/dev/null")), "`PATH` is no ordinary file; name an ordinary file");
    rusqlite::Connection::open(at("other.db")).unwrap().execute_batch("create table addresses (name text)").unwrap();
    let others = fs::read(at("other.db")).unwrap();
    assert_eq!(refused(&at("other.db")), "this database belongs to another program; name another store");
    let tables = rusqlite::Connection::open(at("other.db")).unwrap();
    let count: i64 = tables.query_row("select count(*) from sqlite_master", [], |row| row.get(0)).unwrap();
    assert_eq!((count, others.is_empty()), (1, false));
    // An empty file is what a program leaves that was killed at the very beginning.
    assert!(store::open(at("empty.db").to_str().unwrap()).is_ok());
}

#[test]
fn a_newer_store_is_refused() {
    let place = Place::sqlite();
    drop(small(&place));
    rusqlite::Connection::open(&place.name).unwrap().execute_batch("update meta set value = 99").unwrap();
    let failed = store::open(&place.name).err().unwrap();
    assert_eq!(failed.to_string(), "the store has version 99, known is 4");
    assert_eq!(failed.help(), "use a newer lotse, or another store");
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_what_people_say() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::sqlite();
    let mut store = small(&place);
    let copy = format!("{}.copy", place.name);
    store::backup(&mut *store, Path::new(&copy), &mut |_, _| ()).unwrap();
    for name in [place.name.clone(), format!("{}-wal", place.name), format!("{}-shm", place.name), copy] {
        assert_eq!(fs::metadata(&name).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
    }
}

#[test]
fn damage_is_found_and_said() {
    let place = Place::sqlite();
    let mut store = small(&place);
    for turn in 2..200 {
        store.append(&number("A-1"), turn - 1, &[note(turn, &"x".repeat(500))], &case("A-1").head).unwrap();
    }
    drop(store);
    let mut bytes = fs::read(&place.name).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 20_000].fill(0xa5);
    fs::write(&place.name, &bytes).unwrap();
    let mut store = place.open();
    let found = store::check(&mut *store, &mut |_, _| ()).unwrap();
    assert!(found.iter().any(|it| it.problem.starts_with("the file is damaged: ")), "{found:?}");
    let said: Vec<String> =
        (0..200).filter_map(|from| store.turns(&number("A-1"), from).err()).map(|it| it.to_string()).collect();
    assert!(said.iter().all(|it| it.ends_with("the file is damaged")), "{said:?}");
    drop(store);
    assert_eq!(fs::read(&place.name).unwrap().len(), bytes.len(), "it is looked at, not changed");
}

#[test]
fn what_was_erased_is_no_longer_in_the_files() {
    let place = Place::sqlite();
    let mut store = small(&place);
    let secret = "Geheimnis-4711";
    for turn in 2..60 {
        store.append(&number("A-1"), turn - 1, &[note(turn, &secret.repeat(50))], &case("A-1").head).unwrap();
    }
    let holds = |ending: &str| {
        let bytes = fs::read(format!("{}{ending}", place.name)).unwrap_or_default();
        bytes.windows(secret.len()).any(|it| it.eq_ignore_ascii_case(secret.as_bytes()))
    };
    assert!(holds("") || holds("-wal"));
    let erased = lotse::case::record::Entry::of_handling(&lotse::case::Handling::Erased);
    store.erase(&number("A-1"), &super::places::turn_with(0, erased)).unwrap();
    store.scrub().unwrap();
    assert!(!holds("") && !holds("-wal"), "while the store is still open");
    assert_sound(&mut *store);
}

/// Fills a store until the disk refuses, frees some room, and goes on: the other half of the tests below.
#[test]
fn a_writer_fills_the_disk_when_it_is_told_to() {
    let Ok(path) = std::env::var(FILLED) else { return };
    let ballast = format!("{path}.ballast");
    // The room that is freed again later.
    drop(fs::write(&ballast, vec![1; 150_000]));
    let place = store::open(&path);
    let mut store = match place {
        Ok(store) => store,
        Err(failed) => return println!("@refused {failed}; {}", failed.help()),
    };
    store.keep_version(&version(), Moment(1)).unwrap();
    store.begin(&case("A-1"), &[note(1, "x")]).unwrap();
    let head = case("A-1").head;
    let words = "x".repeat(3000);
    let full = (2..10_000).find_map(|turn| {
        let failed = store.append(&number("A-1"), turn - 1, &[note(turn, &words)], &head).err()?;
        Some((turn - 1, failed))
    });
    let (last, failed) = full.unwrap();
    println!("@full {failed}; {}", failed.help());
    assert_eq!(store.turns(&number("A-1"), 0).unwrap().len(), usize::try_from(last).unwrap(), "nothing by half");
    fs::remove_file(&ballast).unwrap();
    if std::env::var_os("LOTSE_TEST_ROOM").is_some() {
        store.append(&number("A-1"), last, &[note(last + 1, "again")], &head).unwrap();
        println!("@again");
    }
    let found = store::check(&mut *store, &mut |_, _| ()).unwrap();
    println!("@checked {found:?}");
}

/// Opens a store and writes to it: the other half of the tests below.
#[test]
fn a_writer_opens_a_store_when_it_is_told_to() {
    let Ok(path) = std::env::var(OPENED) else { return };
    let opened = store::open(&path);
    match opened.and_then(|mut store| store.begin(&case("B-2"), &[note(1, "y")])) {
        Ok(()) => println!("@written"),
        Err(failed) => println!("@refused {failed}; {}", failed.help()),
    }
}

/// This binary as the other half of a test.
fn other_half(test: &str) -> String {
    let binary = std::env::current_exe().unwrap();
    format!("exec '{}' --exact store::faults::{test} --nocapture --quiet", binary.display())
}

/// Runs a command of the shell, and returns what the other half of a test says.
fn said(shell: &mut Command) -> Option<Vec<String>> {
    let Output { stdout, status, .. } = shell.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(stdout).unwrap();
    let lines: Vec<String> = text.lines().filter_map(|line| line.find('@').map(|at| line[at..].to_owned())).collect();
    (status.success() && !lines.is_empty()).then_some(lines)
}

fn not_run(what: &str) {
    // Past the capture of the tests: that something was not run must be seen.
    std::io::stderr().write_all(format!("NOT RUN: {what}\n").as_bytes()).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_damages_nothing() {
    let folder = Folder::new();
    let script = format!(
        "mount -t tmpfs -o size=900k none '{0}' && {1}",
        folder.path(),
        other_half("a_writer_fills_the_disk_when_it_is_told_to")
    );
    let mut shell = Command::new("unshare");
    let shell = shell.args(["--user", "--map-root-user", "--mount", "sh", "-c", &script]);
    let path = format!("{}/cases.db", folder.path());
    let Some(lines) = said(shell.env(FILLED, &path).env("LOTSE_TEST_ROOM", "1")) else {
        return not_run("a full disk: no disk can be mounted here without being root");
    };
    let lines: Vec<String> = lines.iter().map(|line| line.replace(folder.path(), "DIR")).collect();
    assert_eq!(
        lines,
        ["@full `DIR/cases.db`: the disk is full; make room; what was recorded is kept", "@again", "@checked []"]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_refuses_to_write_damages_nothing() {
    let folder = Folder::new();
    // In blocks of 512 bytes; the signal that comes with it would end the program.
    let script = format!("trap '' XFSZ; ulimit -f 800; {}", other_half("a_writer_fills_the_disk_when_it_is_told_to"));
    let path = format!("{}/cases.db", folder.path());
    let lines = said(Command::new("sh").args(["-c", &script]).env(FILLED, &path)).unwrap();
    assert_eq!(
        lines[0].replace(folder.path(), "DIR"),
        "@full `DIR/cases.db`: the disk refused to read or write; look whether it is full or broken; what was \
         recorded is kept"
    );
    assert_eq!(lines[1], "@checked []");
    assert_sound(&mut *store::open(&path).unwrap());
}

#[cfg(target_os = "linux")]
#[test]
fn what_may_only_be_read_is_said() {
    use std::os::unix::fs::PermissionsExt as _;
    let allow = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let is_root = fs::read_to_string("/proc/self/status").unwrap().contains("\nUid:\t0\t");
    // Root may write everything, so somebody else tries it; that one needs a way to the binary and the folder.
    let short = std::env::temp_dir().join(format!("lotse-rights-{}", std::process::id()));
    fs::create_dir_all(&short).unwrap();
    let path = short.join("cases.db");
    let place_name = path.to_str().unwrap().to_owned();
    let binary = short.join("it");
    if fs::hard_link(std::env::current_exe().unwrap(), &binary).is_err() {
        fs::copy(std::env::current_exe().unwrap(), &binary).unwrap();
    }
    let attempt = || {
        let test = "store::faults::a_writer_opens_a_store_when_it_is_told_to";
        let mut command = Command::new(if is_root { Path::new("setpriv") } else { &binary });
        if is_root {
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&binary);
        }
        said(command.args(["--exact", test, "--nocapture", "--quiet"]).env(OPENED, &place_name))
            .map(|lines| lines[0].replace(&place_name, "PATH"))
    };
    store::open(&place_name).unwrap().keep_version(&version(), Moment(1)).unwrap();
    allow(&short, 0o777);
    allow(&path, 0o666);
    let first = attempt();
    if first.as_deref() == Some("@written") {
        allow(&path, 0o444);
        let help = "give yourself the right to write it, or name another store";
        assert_eq!(attempt().unwrap(), format!("@refused `PATH` may only be read; {help}"));
        allow(&path, 0o666);
        allow(&short, 0o555);
        let help = "give yourself the right to write it and its folder";
        assert_eq!(attempt().unwrap(), format!("@refused `PATH`: it may only be read; {help}"));
        allow(&short, 0o777);
        assert_sound(&mut *store::open(&place_name).unwrap());
    } else {
        not_run("what may only be read: nobody else can be let in here");
    }
    fs::remove_dir_all(&short).unwrap();
}

//! A fresh store of every kind, and what is put into it.

use std::{
    io::Write as _,
    process::Command,
    sync::{
        Once,
        atomic::{AtomicU32, Ordering},
    },
};

use lotse::{
    case::{Number, record::Entry},
    store::{self, CaseRow, Head, Moment, Store, TurnRow, Version},
};

use crate::program::Folder;

/// Where a PostgreSQL for tests is; `tests/outside/postgres` says it.
pub(crate) const POSTGRES: &str = "LOTSE_TEST_POSTGRES";

/// A place for one store, empty at first.
pub(crate) struct Place {
    pub(crate) name: String,
    _folder: Option<Folder>,
}

impl Place {
    /// A file.
    pub(crate) fn sqlite() -> Self {
        let folder = Folder::new();
        Self { name: format!("{}/cases.db", folder.path()), _folder: Some(folder) }
    }

    /// A twin in memory.
    pub(crate) fn memory() -> Self {
        Self { name: "memory".to_owned(), _folder: None }
    }

    /// Tables of their own on the server; nothing if there is none, which is said.
    pub(crate) fn postgres() -> Option<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        static SAID: Once = Once::new();
        let server = std::env::var(POSTGRES).ok().filter(|_| cfg!(feature = "postgres"));
        let Some(server) = server else {
            // Past the capture of the tests: that something was not run must be seen.
            SAID.call_once(|| {
                let line = "NOT RUN on PostgreSQL: use tests/outside/postgres cargo test --features postgres\n";
                std::io::stderr().write_all(line.as_bytes()).unwrap();
            });
            return None;
        };
        let schema = format!("t{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        psql(&server, &format!("create schema {schema}"));
        Some(Self { name: format!("{server}&options=-csearch_path%3D{schema}"), _folder: None })
    }

    /// One of every kind.
    pub(crate) fn all() -> Vec<Self> {
        [Some(Self::memory()), Some(Self::sqlite()), Self::postgres()].into_iter().flatten().collect()
    }

    /// Those that outlive a program.
    pub(crate) fn lasting() -> Vec<Self> {
        [Some(Self::sqlite()), Self::postgres()].into_iter().flatten().collect()
    }

    /// Opens the store; what is in memory is new each time.
    pub(crate) fn open(&self) -> Box<dyn Store> {
        store::open(&self.name).unwrap()
    }
}

/// Lets the server carry out statements, and returns what it says.
pub(crate) fn psql(server: &str, sql: &str) -> String {
    let output =
        Command::new("psql").args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", server, "-c", sql]).output();
    let output = output.expect("psql belongs to PostgreSQL");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A number of a case.
pub(crate) fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

/// A case without turns.
pub(crate) fn case(text: &str) -> CaseRow {
    let head = Head {
        walked: "lamp".to_owned(),
        version: version().hash,
        channel: "terminal".to_owned(),
        lang: "en".to_owned(),
        voice: "customer".to_owned(),
        ..Head::default()
    };
    CaseRow {
        number: number(text),
        tree: "lamp".to_owned(),
        head,
        holder: None,
        last: 0,
        began: Moment(1),
        changed: Moment(1),
        spent: 0,
        reopened: 0,
        erased: None,
    }
}

/// A turn with something private.
pub(crate) fn note(turn: u32, words: &str) -> TurnRow {
    turn_with(turn, Entry::of_note(words))
}

/// A turn with this entry.
pub(crate) fn turn_with(turn: u32, entry: Entry) -> TurnRow {
    TurnRow {
        turn,
        at: Moment(i64::from(turn) * 10),
        spent: 5,
        agent: Some("anna".to_owned()),
        channel: "terminal".to_owned(),
        lang: "de".to_owned(),
        entry,
        sends: Vec::new(),
    }
}

/// A turn in which a person typed words that are not private.
pub(crate) fn typed(turn: u32, words: &str) -> TurnRow {
    let words = serde_json::to_string(words).unwrap();
    let body = format!(r#"{{"replied":{{"at":"lamp:code","reply":{{"words":{words}}}}}}}"#);
    let (tree, step) = (Some("lamp".to_owned()), Some("code".to_owned()));
    turn_with(turn, Entry { kind: "replied".to_owned(), tree, step, body, ..Entry::default() })
}

/// A version of trees with its true hashes.
pub(crate) fn version() -> Version {
    let file = |text: &str| (sha256(text), text.to_owned());
    let files = vec![file("format: 1\n"), file("title: Lampe ü\n")];
    let listed: Vec<String> = files.iter().map(|(hash, _)| format!(r#"{{"hash":"{hash}"}}"#)).collect();
    let manifest = format!(r#"{{"format":1,"files":[{}]}}"#, listed.join(","));
    let mut files = files;
    files.sort();
    Version { hash: sha256(&manifest), manifest, files }
}

pub(crate) fn sha256(text: &str) -> String {
    use sha2::Digest as _;
    use std::fmt::Write as _;
    sha2::Sha256::digest(text).iter().fold(String::new(), |mut name, byte| {
        write!(name, "{byte:02x}").unwrap();
        name
    })
}

/// Everything in a store, as lines.
pub(crate) fn exported(store: &mut dyn Store) -> String {
    let mut lines = Vec::new();
    store::export(store, store::Extent::Whole, &mut lines, &mut |_, _| ()).unwrap();
    String::from_utf8(lines).unwrap()
}

/// Looks that a store is without fault.
pub(crate) fn assert_sound(store: &mut dyn Store) {
    let found = store::check(store, &mut |_, _| ()).unwrap();
    assert!(found.is_empty(), "{}: {found:#?}", store.name());
}

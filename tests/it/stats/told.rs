//! What the program tells: tables, CSV, JSON and the page, of a store that was filled through the casebook.

use std::{fs, process::Command};

use html5gum::{Token, Tokenizer};

use super::filled::{PLANTED, fill};
use crate::{
    program::{Folder, run},
    transcripts::is_current,
};

/// The day that stands in the examples for the one on which they are made.
const DAY: &str = "2026-11-23";
const TOPICS: [&str; 9] =
    ["trees", "steps", "answers", "causes", "endings", "lengths", "agents", "languages", "channels"];

/// Runs `lotse stats` on a store.
fn stats(store: &str, arguments: &[&str]) -> String {
    let ran = run(&[&["stats", "--store", store], arguments].concat(), "");
    assert_eq!((ran.talk.as_str(), ran.code), ("", 0), "{arguments:?}");
    ran.out
}

/// Puts a fixed day in the place of today.
fn dated(text: &str) -> String {
    let output = Command::new("date").args(["-u", "+%Y-%m-%d|%d.%m.%Y"]).output().unwrap();
    let today = String::from_utf8(output.stdout).unwrap();
    let (english, german) = today.trim().split_once('|').unwrap();
    text.replace(english, DAY).replace(german, "23.11.2026")
}

fn is_clean(what: &str, text: &str) {
    for planted in PLANTED {
        assert!(!text.contains(planted), "{what} tells `{planted}`");
    }
}

#[test]
fn everything_is_told_and_nothing_private() {
    let folder = Folder::new();
    let store = format!("{}/cases.db", folder.path());
    fill(&store, 90);
    // What must not come out is there.
    let kept = fs::read(&store).unwrap().into_iter().chain(fs::read(format!("{store}-wal")).unwrap_or_default());
    let kept = String::from_utf8_lossy(&kept.collect::<Vec<_>>()).into_owned();
    PLANTED.iter().for_each(|planted| assert!(kept.contains(planted), "`{planted}` was never said"));
    for lang in ["en", "de"] {
        let overview = stats(&store, &["--lang", lang]);
        is_clean("the overview", &overview);
        assert!(overview.lines().all(|line| line.chars().count() <= 80), "{overview}");
        is_current(&format!("examples/statistics/overview-{lang}.txt"), &dated(&overview));
        for topic in TOPICS {
            let told = stats(&store, &[topic, "--lang", lang, "--limit", "0"]);
            is_clean(topic, &told);
            assert!(!told.contains("stats-"), "a word is missing: {told}");
        }
        let page = folder.0.join(format!("page-{lang}.html"));
        stats(&store, &["--lang", lang, "--html", page.to_str().unwrap()]);
        let page = fs::read_to_string(page).unwrap();
        is_clean("the page", &page);
        is_sound(&page);
        if lang == "en" {
            is_current("examples/statistics/page-en.html", &dated(&page));
        }
    }
    for topic in TOPICS {
        let csv = stats(&store, &[topic, "--csv"]);
        is_clean("CSV", &csv);
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        assert!(reader.records().all(|record| record.is_ok()));
    }
    let json = stats(&store, &["--format", "json"]);
    is_clean("JSON", &json);
    let lines: Vec<serde_json::Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.iter().all(|line| line["format"] == 1));
    let whole = lines.iter().find(|line| line["by"] == "whole").unwrap();
    let by = |topic: &str| lines.iter().filter(|line| line["by"] == topic).collect::<Vec<_>>();
    for topic in ["tree", "agent", "language", "channel"] {
        let sum: u64 = by(topic).iter().map(|line| line["cases"].as_u64().unwrap()).sum();
        assert_eq!(Some(sum), whole["cases"].as_u64(), "{topic}");
    }
    assert!(by("ending").iter().any(|line| line["came_back"] != 0), "some case came back");
    assert!(by("step").iter().any(|line| line["back"] != 0) && by("step").iter().any(|line| line["unsure"] != 0));
    assert!(lines.iter().any(|line| line["never"] == "cause") && lines.iter().any(|line| line["never"] == "step"));
}

/// A page is read as the HTML standard says, has no scripts, and loads nothing.
fn is_sound(page: &str) {
    for token in Tokenizer::new(page) {
        let Ok(token) = token;
        match token {
            Token::Error(error) => panic!("{error:?}"),
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                assert!(name != "script" && name != "link", "{name}");
                for (key, value) in &tag.attributes {
                    let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
                    assert!(!key.starts_with("on"), "{key}");
                    assert!(key != "src" || value.starts_with("data:image/svg+xml"), "{value}");
                }
            }
            _ => {}
        }
    }
}

#[test]
fn names_that_people_type_do_no_harm() {
    use super::made::{Case, Made};
    let folder = Folder::new();
    let store = format!("{}/cases.db", folder.path());
    let evil = "<script>alert(1)</script>\u{1b}[2J\u{202e}=1+1";
    let mut opened = lotse::store::open(&store).unwrap();
    let place = [Some("prn-no-output".to_owned()), Some("display".to_owned()), Some(evil.to_owned())];
    let turn = Made { kind: "replied", at: 1_000, spent: 1_000, place, agent: None, lang: "en", channel: "web" };
    Case {
        tree: "prn-no-output".to_owned(),
        walked: evil.to_owned(),
        state: lotse::store::CaseState::Fixed,
        agent: Some(evil.to_owned()),
        lang: "en",
        channel: "web",
        causes: vec!["<b>".to_owned()],
        ended: [evil.to_owned(), evil.to_owned()],
        turns: vec![turn],
    }
    .keep(&mut *opened, "E-1");
    let page = folder.0.join("page.html");
    stats(&store, &["--html", page.to_str().unwrap()]);
    let page = fs::read_to_string(page).unwrap();
    is_sound(&page);
    let outputs =
        [&["agents"][..], &["answers"], &["endings"], &["causes"], &["agents", "--csv"], &["--format", "json"]];
    let told: String = outputs.iter().map(|arguments| stats(&store, arguments)).collect();
    for text in [page, told] {
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    }
}

#[test]
fn filters_and_refusals_are_told() {
    let folder = Folder::new();
    let store = format!("{}/cases.db", folder.path());
    drop(lotse::store::open(&store).unwrap());
    let ran = run(&["stats", "--store", &store], "");
    assert_eq!((ran.out.as_str(), ran.talk.as_str(), ran.code), ("", "No case fits.\n", 0));
    for (arguments, said) in [
        (&["steps", "--csv", "--format", "json"][..], "figures are written as CSV or as JSON"),
        (&["--csv"], "<BY|--csv"),
        (&["--since", "soon"], "write today, a day such as 2026-11-23"),
        (&["--as", "agent"], "`lotse stats` has no use for `--as`"),
    ] {
        let ran = run(&[&["stats", "--store", &store], arguments].concat(), "");
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(ran.talk.contains(said) || (said.starts_with('<') && ran.talk.contains("BY")), "{}", ran.talk);
    }
    let page = folder.0.join("page.html");
    fs::write(&page, "mine").unwrap();
    let ran = run(&["stats", "--store", &store, "--html", page.to_str().unwrap()], "");
    assert_eq!((ran.code, fs::read_to_string(&page).unwrap().as_str()), (2, "mine"), "{}", ran.talk);
}

//! Messages on their way: in order, again until they arrive, once by their key, and without anything private.

#[cfg(all(feature = "webhook", feature = "mail"))]
pub(crate) mod receivers;
#[cfg(all(feature = "webhook", feature = "mail"))]
mod roads;
#[cfg(all(unix, feature = "webhook"))]
mod under_way;

use std::{collections::BTreeMap, fs, sync::LazyLock, time::Duration};

use lotse::{
    base::Lang,
    case::{Number, record::Entry},
    delivery::{Address, Content, Courier, Memory as Courage, Parcel, Result as Outcome, Road, Settings, Target},
    outbox::{LEASE, Memory, Message, Queue as _, Round, Sender, State, Stored, send_due},
    store::{self, CaseRow, Head, MessageFilter, MessageState, Moment, Sending, Settled, Store, TurnRow},
    words::Words,
};

use crate::{
    document::{PLANTED, paper},
    program::{Folder, Ran, lamp, run},
    store::places::Place,
};

/// A message about one case, with nothing private in it.
pub(crate) fn content() -> Content {
    static CONTENT: LazyLock<Content> =
        LazyLock::new(|| Content::of(&paper(&[Words::new(Lang::EN), Words::new(Lang::DE)], false)));
    CONTENT.clone()
}

fn case(number: &str) -> CaseRow {
    CaseRow {
        number: Number::parse(number).unwrap(),
        tree: "lamp".to_owned(),
        head: Head { walked: "lamp".to_owned(), version: "v".to_owned(), ..Head::default() },
        holder: None,
        last: 1,
        began: Moment(1),
        changed: Moment(1),
        spent: 0,
        reopened: 0,
        erased: None,
    }
}

/// A turn that causes messages.
fn turn(turn: u32, sends: &[(&str, &str)]) -> TurnRow {
    let sending = |(key, target): &(&str, &str)| Sending {
        message: (*key).to_owned(),
        target: (*target).to_owned(),
        body: content().to_json(),
    };
    TurnRow {
        turn,
        at: Moment(i64::from(turn)),
        entry: Entry::of_note("x"),
        sends: sends.iter().map(sending).collect(),
        ..TurnRow::default()
    }
}

/// Cases with so many messages each, all to one target; the keys tell case and place.
pub(crate) fn filled(name: &str, cases: &[&str], each: u32, target: &str) -> Box<dyn Store> {
    let mut store = store::open(name).unwrap();
    for number in cases {
        let case = case(number);
        store.begin(&case, &[turn(1, &[(&format!("{number}-1"), target)])]).unwrap();
        for place in 2..=each {
            let sends = format!("{number}-{place}");
            store.append(&case.number, place - 1, &[turn(place, &[(&sends, target)])], &case.head).unwrap();
        }
    }
    store
}

pub(crate) fn waiting(store: &mut dyn Store) -> Vec<store::MessageRow> {
    let filter = MessageFilter { states: vec![MessageState::Waiting], ..MessageFilter::default() };
    store.messages(&filter).unwrap().into_iter().map(|(_, row)| row).collect()
}

/// Sends until nothing waits any more; the clock jumps to whenever something is due. Returns all problems.
pub(crate) fn send_all(store: &mut dyn Store, courier: &mut dyn Courier, settings: &Settings) -> Vec<String> {
    let (mut problems, mut now) = (Vec::new(), 10_000_i64);
    for round in 0.. {
        assert!(round < 500, "it comes to an end: {problems:?}");
        let mut random = 0;
        let mut sender = Sender {
            courier: &mut *courier,
            settings,
            clock: &mut || now,
            random: &mut || {
                random += 7_919;
                random
            },
        };
        let mut heard = |_: &Message, outcome: &Outcome| match outcome {
            Outcome::Delivered => {}
            Outcome::Again { problem, .. } | Outcome::Refused { problem } => problems.push(problem.clone()),
        };
        let _round: Round = send_due(&mut Stored::all(&mut *store), &mut sender, &mut heard).unwrap();
        let left = waiting(store);
        // What waits behind another message is due as well, and is claimed once that one is settled.
        let later = left.iter().map(|row| row.due.max(row.leased_until.unwrap_or_default()).0).filter(|due| now < *due);
        match later.min() {
            Some(next) => now = next,
            None if left.is_empty() => break,
            None => panic!("nothing goes on: {left:?}"),
        }
    }
    problems
}

/// Says whether each key stands there once, and those of one case in order.
pub(crate) fn assert_once_and_in_order(arrived: &[String], cases: &[&str], each: u32) {
    let mut of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for key in arrived {
        of.entry(key.rsplit_once('-').unwrap().0).or_default().push(key);
    }
    for case in cases {
        let wanted: Vec<String> = (1..=each).map(|place| format!("{case}-{place}")).collect();
        assert_eq!(of.remove(case).unwrap_or_default(), wanted, "{case}");
    }
    assert_eq!(of.len(), 0, "nothing else arrived");
}

#[test]
fn messages_of_a_case_stay_in_order_whatever_fails() {
    let cases = ["A-1", "B-2", "C-3"];
    for place in Place::all() {
        let name = place.name.as_str();
        let mut store = filled(name, &cases, 4, "file:out");
        let again = |after| Outcome::Again { problem: "busy".to_owned(), after };
        let script = [again(None), Outcome::Delivered, again(Some(Duration::from_hours(3))), again(None), again(None)];
        let mut courier = Courage { script: script.into(), ..Courage::default() };
        let problems = send_all(&mut *store, &mut courier, &Settings::default());
        let arrived: Vec<String> = courier.delivered().into_iter().map(str::to_owned).collect();
        assert_once_and_in_order(&arrived, &cases, 4);
        assert_eq!(problems.len(), 4, "{name}");
    }
}

#[test]
fn a_target_out_of_reach_holds_up_nobody_else() {
    for place in Place::all() {
        let name = place.name.as_str();
        let mut store = store::open(name).unwrap();
        let sends = [("A-1", "file:one"), ("A-2", "file:two"), ("A-3", "file:one")];
        store.begin(&case("A"), &[turn(1, &sends)]).unwrap();
        let first = store.claim(Moment(5), Moment(50), None).unwrap().unwrap().1;
        let second = store.claim(Moment(5), Moment(50), None).unwrap().unwrap().1;
        assert_eq!((first.message.as_str(), second.message.as_str()), ("A-1", "A-2"), "{name}");
        assert_eq!(store.claim(Moment(5), Moment(50), None).unwrap(), None, "A-3 waits for A-1");
        assert!(store.settle("A-1", &Settled::Refused { attempt: 1, problem: "no".to_owned() }).unwrap());
        let third = store.claim(Moment(5), Moment(50), None).unwrap().unwrap().1;
        assert_eq!(third.message, "A-3", "what was refused holds up nothing");
    }
}

#[test]
fn the_messages_of_one_case_can_be_claimed_before_all_others() {
    for place in Place::all() {
        let name = place.name.as_str();
        let mut store = filled(name, &["A", "B"], 2, "file:out");
        let own = Number::parse("B").unwrap();
        let claimed = store.claim(Moment(50), Moment(90), Some(&own)).unwrap().unwrap();
        assert_eq!((claimed.0, claimed.1.message.as_str()), (own.clone(), "B-1"), "{name}");
        assert_eq!(store.claim(Moment(50), Moment(90), Some(&own)).unwrap(), None, "B-2 waits for B-1");
        let other = store.claim(Moment(50), Moment(90), None).unwrap().unwrap().1;
        assert_eq!(other.message, "A-1", "{name}");
    }
}

#[test]
fn who_was_too_slow_changes_nothing_but_an_arrival() {
    for place in Place::all() {
        let name = place.name.as_str();
        let mut store = filled(name, &["A"], 1, "file:out");
        let claim = |store: &mut dyn Store, now| store.claim(Moment(now), Moment(now + 10), None).unwrap();
        assert_eq!(claim(&mut *store, 1).unwrap().1.attempts, 1);
        assert_eq!(claim(&mut *store, 10), None, "it belongs to the first");
        assert_eq!(claim(&mut *store, 11).unwrap().1.attempts, 2, "the first has died");
        let failed = |attempt| Settled::Failed { attempt, problem: "late".to_owned(), due: Moment(99) };
        assert!(!store.settle("A-1", &failed(1)).unwrap(), "the first is too late to say that it failed");
        assert!(store.settle("A-1", &Settled::Delivered(Moment(12))).unwrap(), "but not that it arrived");
        assert!(!store.settle("A-1", &failed(2)).unwrap());
        assert_eq!(claim(&mut *store, 1000), None);
    }
}

#[test]
fn the_twin_in_memory_does_the_same() {
    let mut queue = Memory::default();
    queue.put("A-1", "A", "t", "{}");
    queue.put("A-2", "A", "t", "{}");
    let lease = i64::try_from(LEASE.as_millis()).unwrap();
    assert_eq!(queue.claim(0, lease).unwrap().unwrap().key, "A-1");
    assert_eq!(queue.claim(0, lease).unwrap(), None);
    queue.failed("A-1", 1, "busy", 30).unwrap();
    assert_eq!((queue.claim(29, lease).unwrap(), queue.next_due()), (None, Some(0)));
    assert_eq!(queue.claim(30, lease).unwrap().unwrap().attempt, 2);
    queue.refused("A-1", 2, "gone").unwrap();
    assert_eq!(queue.state("A-1"), Some((&State::Refused, 2, Some("gone"))));
    assert_eq!(queue.claim(30, lease).unwrap().unwrap().key, "A-2");
}

#[test]
fn nothing_is_sent_for_a_turn_that_was_not_kept() {
    for place in Place::all() {
        let name = place.name.as_str();
        let mut store = filled(name, &["A"], 2, "file:out");
        let number = Number::parse("A").unwrap();
        let late = store.append(&number, 1, &[turn(2, &[("A-late", "file:out")])], &Head::default());
        assert!(late.is_err());
        assert_eq!(store.messages(&MessageFilter::default()).unwrap().len(), 2, "{name}");
    }
}

#[test]
fn a_folder_takes_each_message_once() {
    let folder = Folder::new();
    let target = Target::plain(Address::parse(&format!("file:{}", folder.path())).unwrap());
    let content = content();
    let parcel = Parcel { key: "7K2-M4Q-12-ab/../x", case: "7K2-M4Q", content: &content, now: 0 };
    assert_eq!(Road.deliver(&target, parcel), Outcome::Delivered);
    assert_eq!(Road.deliver(&target, parcel), Outcome::Delivered, "once more changes nothing");
    let files: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(files, ["7K2-M4Q-12-ab----x.txt"]);
    let nowhere = Target::plain(Address::parse(&format!("file:{}/gone", folder.path())).unwrap());
    assert!(matches!(Road.deliver(&nowhere, parcel), Outcome::Again { .. }));
}

#[cfg(unix)]
#[test]
fn a_program_gets_the_message_and_its_key_but_no_shell() {
    let folder = Folder::new();
    let content = content();
    let parcel = Parcel { key: "k-1", case: "7K2-M4Q", content: &content, now: 0 };
    let out = format!("{}/out", folder.path());
    let script = format!("cat >'{out}'; printf '%s %s' \"$LOTSE_KEY\" '$(id)' >>'{out}'");
    let run = |argv: &[&str], patience: u64| {
        let argv = argv.iter().map(|it| (*it).to_owned()).collect();
        let plain = Target::plain(Address::Command(argv));
        Road.deliver(&Target { patience: Duration::from_millis(patience), ..plain }, parcel)
    };
    assert_eq!(run(&["/bin/sh", "-c", &script], 20_000), Outcome::Delivered);
    let read = fs::read_to_string(&out).unwrap();
    assert!(read.starts_with("{\"key\":\"k-1\",") && read.ends_with("}\nk-1 $(id)"), "{read}");
    let again = |problem: &str| Outcome::Again { problem: problem.to_owned(), after: None };
    assert_eq!(run(&["/bin/sh", "-c", "cat >&2; exit 1"], 20_000), again("the program ended with exit code 1"));
    let refused = Outcome::Refused { problem: "the program refused with exit code 65".to_owned() };
    assert_eq!(run(&["/bin/sh", "-c", "exit 65"], 20_000), refused);
    assert_eq!(run(&["/bin/cat", "/dev/zero"], 200), again("the program did not end within 0 s"));
    assert_eq!(run(&["/nowhere/at-all"], 200), again("the program was not found"));
}

#[test]
fn settings_are_read_strictly() {
    let folder = Folder::new().file("t.json", r#"{"title": "{{case}}"}"#);
    let open = |text: &str| {
        fs::write(folder.0.join("lotse.yaml"), text).unwrap();
        Settings::open(&folder.0.join("lotse.yaml"))
    };
    let good = open("format: 1\ntargets:\n  desk: {to: 'file:box', as: html, timeout: 5 s}\n").unwrap();
    let desk = good.target("desk").unwrap();
    assert_eq!((desk.name.as_str(), desk.patience.as_secs()), ("desk", 5));
    assert_eq!(desk.address, Address::Folder(folder.0.join("box")), "folders are named from where the settings lie");
    for (text, problem) in [
        ("targets: {}", "settings begin with `format: 1`"),
        ("format: 1\ntarget: {}", "did you mean `targets`?"),
        ("format: 1\ntargets: {a: {as: json}}", "a target needs `to`"),
        ("format: 1\ntargets: {a: {to: 'ftp://x'}}", "is no target"),
        ("format: 1\ntargets: {a: {to: 'file:x', secret: hunter2}}", "here belongs where the secret is found"),
        ("format: 1\ntargets: {a: {to: 'file:x', template: gone.json}}", "cannot be read"),
        ("format: 1\nmail: {server: 'smtp://u:p@h', from: a@b}", "no address of a mail server"),
        ("format: 1\ntargets: {a: {to: 'file:x'}, a: {to: 'file:y'}}", "stands here twice"),
        ("format: [", ""),
    ] {
        let unfit = open(text).unwrap_err();
        assert!(unfit.to_string().contains(problem), "{text}: {unfit}");
        assert!(!unfit.to_string().contains("hunter2"), "{unfit}");
    }
}

/// What a program says that cannot send there.
#[cfg(not(feature = "webhook"))]
#[test]
fn a_missing_feature_is_refused_in_words() {
    let unfit = Settings::default().target("https://desk.example/in").unwrap_err();
    assert_eq!(unfit.to_string(), "this lotse was built without webhooks");
    assert!(unfit.help.contains("--features webhook") || unfit.help.contains("feature webhook"));
}

#[test]
fn without_consent_nothing_private_is_in_any_form() {
    let sent = content().to_json();
    for planted in PLANTED {
        assert!(!sent.contains(planted), "{planted}");
    }
}

/// Walks the small tree to its hand-over.
fn escalate(folder: &Folder, extra: &[&str]) -> Ran {
    let store = format!("{}/cases.db", folder.path());
    let mut arguments = vec!["run", "lamp", "--trees", folder.path(), "--case", "T-1", "--store", &store];
    arguments.extend(extra);
    run(&arguments, "no\n\nno\n3\nAnna Beispiel\n")
}

pub(crate) fn outbox(folder: &Folder, arguments: &[&str]) -> Ran {
    let store = format!("{}/cases.db", folder.path());
    run(&[&["outbox"], arguments, &["--store", &store]].concat(), "")
}

/// A text without its line breaks, which depend on the length of paths.
pub(crate) fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_dialogue_sends_its_hand_over() {
    let folder = lamp();
    fs::create_dir(folder.0.join("box")).unwrap();
    let target = format!("file:{}/box", folder.path());
    let ran = escalate(&folder, &["--to", &target]);
    assert_eq!((ran.code, ran.talk.as_str()), (1, ""), "{}", ran.out);
    let files: Vec<_> = fs::read_dir(folder.0.join("box")).unwrap().map(|it| it.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    let written = fs::read_to_string(&files[0]).unwrap();
    assert!(written.starts_with("Hand-over T-1\nThe lamp is dark\n"), "{written}");
    assert!(written.contains("Übergabe T-1") && written.contains("Take over by:"), "{written}");
    assert!(!written.contains("Anna Beispiel") && written.contains("Kept at the desk\n  - name\n"), "{written}");
    let listed = outbox(&folder, &["list", "--all"]);
    assert!(listed.out.contains("delivered, on"), "{}", listed.out);
    assert_eq!(outbox(&folder, &[]).talk, "Nothing is to be sent.\n");
}

#[test]
fn with_consent_what_is_private_goes_along() {
    let folder = lamp();
    fs::create_dir(folder.0.join("box")).unwrap();
    let target = format!("file:{}/box", folder.path());
    let _ran = escalate(&folder, &["--to", &target, "--with-private"]);
    let file = fs::read_dir(folder.0.join("box")).unwrap().next().unwrap().unwrap().path();
    assert!(fs::read_to_string(file).unwrap().contains("name: Anna Beispiel (said)"));
}

#[test]
fn what_cannot_be_sent_waits_and_is_seen() {
    let folder = lamp();
    let target = format!("file:{}/box", folder.path());
    let ran = escalate(&folder, &["--to", &target]);
    assert_eq!(ran.code, 1, "the person is helped nevertheless");
    assert!(line(&ran.talk).contains("waits for the next try: the folder is not there"), "{}", ran.talk);
    let listed = outbox(&folder, &[]);
    assert!(listed.out.starts_with("T-1-") && listed.out.contains("waiting, tried once, next try"), "{}", listed.out);
    assert!(!listed.out.contains("Anna"), "{}", listed.out);
    assert_eq!(outbox(&folder, &["deliver"]).talk, "Nothing is due.\n");
    fs::create_dir(folder.0.join("box")).unwrap();
    assert_eq!(outbox(&folder, &["retry", "t-1"]).code, 0);
    let sent = outbox(&folder, &["deliver"]);
    assert!(sent.code == 0 && line(&sent.out).contains("is delivered to"), "{}{}", sent.out, sent.talk);
    assert_eq!(fs::read_dir(folder.0.join("box")).unwrap().count(), 1);
    let late = outbox(&folder, &["drop", "T-1"]);
    assert_eq!((late.code, late.talk.contains("the message is delivered already")), (2, true), "{}", late.talk);
    assert!(outbox(&folder, &["show", "T-1"]).out.starts_with("Hand-over T-1\n"));
}

#[test]
fn a_target_that_cannot_be_used_is_refused_before_anybody_is_asked() {
    let folder = lamp();
    let ran = escalate(&folder, &["--to", "desk"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.talk.contains("`desk` is no target"), "{}", ran.talk);
}

#[test]
fn papers_are_written_about_kept_cases() {
    let folder = lamp();
    let _ran = escalate(&folder, &[]);
    let store = format!("{}/cases.db", folder.path());
    let written = |arguments: &[&str]| {
        run(&[&["document"], arguments, &["--trees", folder.path(), "--store", &store]].concat(), "")
    };
    let paper = written(&["hand-over", "t-1", "--lang", "de", "--one-language"]);
    assert!(paper.out.starts_with("Übergabe T-1\nDie Lampe ist dunkel\n"), "{}{}", paper.out, paper.talk);
    assert!(!paper.out.contains("Anna Beispiel") && !paper.out.contains("Hand-over"), "{}", paper.out);
    assert!(written(&["hand-over", "T-1", "--private"]).out.contains("Anna Beispiel"));
    let letter = written(&["letter", "T-1"]);
    assert_eq!((letter.code, letter.talk.contains("this case was not fixed")), (2, true));
    let report = written(&["fault-report", "Lamp 3000", "--of", "T-1", "--form", "json"]);
    let report: serde_json::Value = serde_json::from_str(&report.out).unwrap();
    assert_eq!((&report["product"], &report["cases"]), (&"Lamp 3000".into(), &1.into()));
    let none = written(&["fault-report", "Lamp 3000", "--one-language", "--lang", "en"]);
    assert!(none.out.contains("There is no such case."), "{}{}", none.out, none.talk);
}

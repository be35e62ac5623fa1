//! The real roads, to receivers on this machine that fail.

use std::time::Duration;

use lotse::{
    base::Lang,
    delivery::{
        Address, Content, Courier, MailServer, Parcel, Result as Outcome, Road, Secret, Settings, Target, Template,
        signature,
    },
    words::Words,
};

use super::{
    assert_once_and_in_order, content, filled,
    receivers::{Kept, Manner, Receiver, http, smtp},
    send_all,
};
use crate::{
    document::{PLANTED, paper},
    program::Folder,
};

const CASES: [&str; 3] = ["A-1", "B-2", "C-3"];
const EACH: u32 = 4;

/// Every fault, some of them twice in a row, between things that go well.
const MANNERS: [Manner; 12] = [
    Manner::TakesAndDrops,
    Manner::Fails,
    Manner::Silent,
    Manner::Twice,
    Manner::Good,
    Manner::TakesAndDrops,
    Manner::TakesAndDrops,
    Manner::Drops,
    Manner::Twice,
    Manner::Fails,
    Manner::Good,
    Manner::Silent,
];

/// Goes the real road, with less patience.
struct Impatient;

impl Courier for Impatient {
    fn deliver(&mut self, target: &Target, parcel: Parcel<'_>) -> Outcome {
        Road.deliver(&Target { patience: Duration::from_millis(300), ..target.clone() }, parcel)
    }
}

fn settings(text: &str) -> (Folder, Settings) {
    let folder = Folder::new().file("lotse.yaml", text).file("secret", "s3cret\n");
    let settings = Settings::open(&folder.0.join("lotse.yaml")).unwrap();
    (folder, settings)
}

/// Sends everything to one receiver, and says what it kept.
fn send_to(receiver: &Receiver, settings: &Settings) -> Vec<String> {
    let mut store = filled(":memory:", &CASES, EACH, "desk");
    let problems = send_all(&mut *store, &mut Impatient, settings);
    let kept = receiver.kept.lock().unwrap();
    assert_once_and_in_order(&kept.arrived, &CASES, EACH);
    assert_eq!(kept.repeated, 3, "what was taken without a word came again, with the same key");
    for heard in &kept.heard {
        for planted in PLANTED {
            assert!(!heard.contains(planted), "{planted}");
        }
    }
    problems
}

#[test]
fn each_escalation_reaches_a_webhook_once_by_its_key() {
    let receiver = Receiver::start(&MANNERS, http);
    let to = format!("http://127.0.0.1:{}/in", receiver.port);
    let (_folder, settings) =
        settings(&format!("format: 1\ntargets:\n  desk: {{to: '{to}', secret: {{file: secret}}}}\n"));
    let problems = send_to(&receiver, &settings);
    assert_eq!(problems.len(), 8, "{problems:?}");
    for problem in ["the receiver answered with 503", "the receiver did not answer in time"] {
        assert!(problems.iter().any(|it| it == problem), "{problems:?}");
    }
    let kept = receiver.kept.lock().unwrap();
    for heard in &kept.heard {
        let (head, body) = heard.split_once("\n\n").or(heard.split_once("\r\n\n")).unwrap();
        let header = |name: &str| {
            let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with(name)).unwrap();
            line.split_once(':').unwrap().1.trim().to_owned()
        };
        let body: &str = body.trim_start_matches('\n');
        let value: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(value["key"], header("idempotency-key"));
        assert_eq!((&value["document"], &value["format"]), (&"hand-over".into(), &1.into()));
        let signed = header("lotse-signature");
        let seconds: i64 = signed.split(['=', ',']).nth(1).unwrap().parse().unwrap();
        assert_eq!(signature("s3cret", seconds, body.as_bytes()), Some(signed));
    }
}

#[test]
fn each_escalation_reaches_a_mailbox_once_by_its_key() {
    let receiver = Receiver::start(&MANNERS, smtp);
    let (_folder, settings) = settings(&format!(
        "format: 1\nmail: {{server: 'smtp-plain://127.0.0.1:{}', from: lotse@desk.example}}\n\
         targets:\n  desk: {{to: 'mailto:in@desk.example'}}\n",
        receiver.port
    ));
    let problems = send_to(&receiver, &settings);
    assert_eq!(problems.len(), 8, "{problems:?}");
    assert!(problems.iter().any(|it| it == "the mail server answered with 451"), "{problems:?}");
    let kept = receiver.kept.lock().unwrap();
    let id = |mail: &String| mail.lines().find(|line| line.starts_with("Message-ID: ")).unwrap().to_owned();
    let of_first: Vec<String> = kept.heard.iter().filter(|it| it.contains("X-Lotse-Key: A-1-1\r")).map(id).collect();
    assert_eq!(of_first, vec!["Message-ID: <A-1-1@desk.example>"; of_first.len()]);
}

/// Problems stand in lists and logs. The message here has everything private in it, because the person agreed.
#[test]
fn a_receiver_that_quotes_the_message_is_not_quoted() {
    let words = [Words::new(Lang::EN)];
    let content = Content::of(&paper(&words, true));
    assert!(PLANTED.iter().all(|planted| content.text.contains(planted) || content.text.contains("invoices")));
    let parcel = Parcel { key: "k-1", case: "7K2-M4Q", content: &content, now: 0 };
    let web = Receiver::start(&[Manner::Quotes, Manner::Fails], http);
    let post = Receiver::start(&[Manner::Quotes], smtp);
    let mut target = Target::plain(Address::Web(format!("http://127.0.0.1:{}/", web.port)));
    let mut results = vec![Road.deliver(&target, parcel), Road.deliver(&target, parcel)];
    target.address = Address::Mail("in@desk.example".to_owned());
    let url = format!("smtp-plain://127.0.0.1:{}", post.port);
    target.mail = Some(MailServer { url, user: None, password: None, from: "lotse@desk.example".to_owned() });
    results.push(Road.deliver(&target, parcel));
    let shout = ["/bin/sh", "-c", "cat >&2; exit 1"].map(str::to_owned).to_vec();
    results.push(Road.deliver(&Target::plain(Address::Command(shout)), parcel));
    assert_eq!(results.iter().filter(|it| **it == Outcome::Delivered).count(), 0);
    let said = format!("{results:?}");
    for planted in PLANTED {
        assert!(!said.contains(planted), "{said}");
    }
    let heard = |kept: &std::sync::Mutex<Kept>| kept.lock().unwrap().heard.concat();
    assert!(heard(&web.kept).contains("Anna Beispiel"), "with consent it goes along");
}

/// The templates of the examples, filled with a real hand-over.
#[test]
fn the_templates_for_help_desks_can_be_filled() {
    let content = content();
    let parcel = Parcel { key: "7K2-M4Q-12-ab", case: "7K2-M4Q", content: &content, now: 0 };
    for name in ["zammad.json", "zammad.eml", "request-tracker.json", "request-tracker.eml"] {
        let path = std::path::Path::new("examples/helpdesk").join(name);
        let template = Template::parse(&path, &std::fs::read_to_string(&path).unwrap()).unwrap();
        let filled = template.fill(parcel).unwrap();
        assert!(filled.contains("7K2-M4Q") && !filled.contains("{{"), "{name}: {filled}");
    }
    let settings = Settings::open(std::path::Path::new("examples/helpdesk/lotse.yaml")).unwrap();
    for name in ["zammad", "zammad-mail", "request-tracker", "request-tracker-mail"] {
        assert_eq!(settings.target(name).unwrap().name, name);
    }
}

#[test]
fn an_authorization_never_travels_in_the_open() {
    let (_folder, settings) =
        settings("format: 1\ntargets:\n  desk: {to: 'http://desk.example/in', authorization: {env: TOKEN}}\n");
    let unfit = settings.target("desk").unwrap_err();
    assert!(unfit.to_string().contains("unencrypted"), "{unfit}");
    assert_eq!(format!("{:?}", Secret::Given("s3cret".to_owned())), "the given text");
}

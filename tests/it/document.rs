//! Papers about cases: what stands on them, in every form and both languages, and what never does.

use std::{fs, path::Path};

use lotse::{
    base::{Id, Lang},
    case::{FaultReport, Frame, HandOver, Letter, Number, Phrase, Subject},
    check::Sealed,
    document::{Document, Form, Occasion, fault_report, hand_over, letter},
    engine::{Ended, Input, Outcome, Session, Turn, View},
    library::{Loaded, Shelf},
    repl::{Voice, opening},
    words::Words,
};

/// What nobody outside the case may read.
pub(crate) const PLANTED: [&str; 6] = [
    "Anna Beispiel",
    "0171 5550123",
    "anna@private.example",
    "OfficeJet 9010, SN CN6K2R7",
    "invoices must go out",
    "her son has the key",
];

fn load(tree: &str) -> Loaded {
    Shelf::built_in().load(&[Id::new(tree)])
}

fn choose(id: &str) -> Input {
    Input::Choose(Id::new(id))
}

/// Goes through warnings and details on the way; `typed` answers what an escalation wants to know, by fact.
fn walk<'l>(sealed: &'l Sealed, turns: Vec<Turn>, inputs: Vec<Input>, typed: &[(&str, &str)]) -> Session<'l> {
    let mut session = Session::replay(sealed, turns);
    let mut inputs = inputs.into_iter();
    loop {
        let input = match session.view() {
            View::Warning { .. } => Input::Acknowledge,
            View::Collect { fact, .. } => {
                let (id, _) = sealed.library().fact(fact).unwrap();
                let value = typed.iter().find(|(name, _)| id.as_str() == *name);
                value.map_or(Input::Unknown, |(_, value)| Input::Words((*value).into()))
            }
            View::Step { step, .. } => match inputs.next() {
                Some(input) => input,
                None => panic!("an input is missing at `{}`", step.id),
            },
            _ => break session,
        };
        session.input(input).unwrap();
    }
}

fn begin(loaded: &Loaded, tree: &str) -> Vec<Turn> {
    opening(&loaded.sealed, &Id::new(tree), "2026-11-23".parse().unwrap(), Voice::Agent, &[])
}

/// A case that ends with a technician, with something private wherever something private can stand.
fn escalated<'l>(loaded: &'l Loaded, message: &str) -> Session<'l> {
    let mut inputs = vec![Input::Note("her son has the key".into())];
    inputs.extend([choose("dark"), choose("none"), Input::Outcome(Outcome::DidNotWork), choose("no"), choose("dark")]);
    let typed = [
        ("contact", "Anna Beispiel, 0171 5550123, anna@private.example"),
        ("device", "OfficeJet 9010, SN CN6K2R7"),
        ("error_text", message),
        ("place", "Reception, ground floor"),
    ];
    walk(&loaded.sealed, begin(loaded, "prn-no-output"), inputs, &typed)
}

fn fixed(loaded: &Loaded) -> Session<'_> {
    let inputs = vec![choose("dark"), choose("none"), Input::Outcome(Outcome::Worked)];
    walk(&loaded.sealed, begin(loaded, "prn-no-output"), inputs, &[])
}

fn occasion() -> Occasion {
    Occasion {
        begun: Some("2026-11-23T16:02:11+01:00[Europe/Berlin]".parse().unwrap()),
        handed_over: "2026-11-23T16:09:40+01:00[Europe/Berlin]".parse().unwrap(),
        agent: Some("mk".to_owned()),
        channel: Some("terminal".to_owned()),
    }
}

fn languages() -> [Words; 2] {
    [Words::new(Lang::EN), Words::new(Lang::DE)]
}

/// The hand-over of an escalated case in these languages, with or without what is private.
pub(crate) fn paper(words: &[Words], consent: bool) -> Document {
    let loaded = load("prn-no-output");
    let session = escalated(&loaded, "none");
    let View::Ended(ended @ Ended::Escalated { .. }) = session.view() else { panic!("{:?}", session.view()) };
    let number = Number::parse("7K2-M4Q").unwrap();
    let frame = Frame { number: &number, own_words: Some("it does not print, and the invoices must go out today") };
    let library = loaded.sealed.library();
    let written = words.iter().map(|words| {
        let written = HandOver::at_end(Phrase { library, words }, frame, session.state(), &ended);
        (words, if consent { written } else { written.without_private(words) })
    });
    hand_over(&written.collect::<Vec<_>>(), &occasion())
}

fn letters(words: &[Words]) -> Document {
    let loaded = load("prn-no-output");
    let session = fixed(&loaded);
    let View::Ended(ended) = session.view() else { panic!("{:?}", session.view()) };
    let number = Number::parse("7K2-M4Q").unwrap();
    let frame = Frame { number: &number, own_words: Some("it does not print, and the invoices must go out today") };
    let library = loaded.sealed.library();
    let of = |words| Letter::of(Phrase { library, words }, frame, session.state(), &ended).unwrap();
    letter(&words.iter().map(|words| (words, of(words))).collect::<Vec<_>>())
}

/// Three cases of one product: one fixed, one handed over, one with a message that names people.
fn report(words: &[Words]) -> Document {
    let loaded = load("prn-no-output");
    let library = loaded.sealed.library();
    let quoting = "Service error 79.4F05, job of anna beispiel <anna@private.example> stopped";
    let sessions = [
        (fixed(&loaded), "2026-11-02"),
        (escalated(&loaded, "none"), "2026-11-17"),
        (escalated(&loaded, quoting), "2026-11-23"),
    ];
    let views: Vec<_> = sessions.iter().map(|(session, day)| (session, session.view(), day)).collect();
    let subjects: Vec<Subject<'_>> = views
        .iter()
        .map(|(session, view, day)| Subject {
            library,
            state: session.state(),
            ended: if let View::Ended(ended) = view { Some(ended) } else { None },
            day: day.parse().unwrap(),
        })
        .collect();
    assert_eq!(subjects.iter().map(|it| it.mentions("officejet 9010")).collect::<Vec<_>>(), [false, true, true]);
    let of = |words| FaultReport::of(words, "OfficeJet 9010", &[Id::new("error_text")], &subjects);
    fault_report(&words.iter().map(|words| (words, of(words))).collect::<Vec<_>>())
}

/// Compares with the example, or writes it anew.
fn keep(name: &str, document: &Document, forms: &[Form]) {
    for form in forms {
        let path = Path::new("examples/documents").join(format!("{name}.{}", form.extension()));
        let written = document.write(*form);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &written).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap_or_default(), written, "{}", path.display());
    }
}

#[test]
fn the_examples_are_what_is_written() {
    let words = languages();
    keep("hand-over", &paper(&words, true), &Form::ALL);
    keep("hand-over-without-consent", &paper(&words, false), &[Form::Text]);
    keep("letter", &letters(&words), &[Form::Text, Form::Html]);
    keep("fault-report", &report(&words), &[Form::Markdown, Form::Html, Form::Json]);
}

#[test]
fn nothing_private_leaves_without_consent() {
    let words = languages();
    let whole = paper(&words, true).write(Form::Json);
    for planted in PLANTED {
        assert!(whole.contains(planted), "the search can find `{planted}`");
    }
    for document in [paper(&words, false), letters(&words), report(&words)] {
        for form in Form::ALL {
            let written = document.write(form).to_lowercase();
            for planted in PLANTED {
                assert!(!written.contains(&planted.to_lowercase()), "{form:?}: {planted}\n{written}");
            }
        }
    }
}

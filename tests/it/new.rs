//! `lotse new`: a few answers make a small tree that is sound, with its scenarios.

use std::{fs, time::Duration};

use expectrl::{ControlCode, Expect as _, Session, process::unix::WaitStatus};
use lotse::{
    base::{Lang, Level, SourceId, Text},
    import::{Remedy, Reply, Starter},
    tree::{File, read},
};
use proptest::prelude::*;

use crate::{
    program::{Folder, Ran, program, run},
    support::{property, read_all, shipped},
};

/// The files of a folder, by name.
fn files(folder: &Folder) -> Vec<String> {
    let mut found = Vec::new();
    let mut queue = vec![folder.0.clone()];
    while let Some(path) = queue.pop() {
        for entry in fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                queue.push(path);
            } else {
                found.push(path.strip_prefix(&folder.0).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

/// The tree and its scenarios are clean, and the scenarios cover everything.
fn is_sound(folder: &Folder) {
    let checked = run(&["check", folder.path()], "");
    assert_eq!(checked.talk, "checked 1 file: nothing found\n", "{}", checked.out);
    let tested = run(&["test", folder.path(), "--min", "100"], "");
    assert_eq!(tested.code, 0, "{}{}", tested.out, tested.talk);
}

const BOTH: &str = "en de
Mouse does not react
Maus reagiert nicht
computer

my mouse is dead
the pointer is stuck

meine Maus ist tot

Does the mouse show a light?
Leuchtet die Maus?
Yes, it lights up; No, it stays dark
Ja, sie leuchtet; Nein, sie bleibt dunkel
Push the receiver into another socket.
Stecken Sie den Empfänger in eine andere Buchse.
The receiver was loose
Der Empfänger saß locker

Put a new battery in.
Legen Sie eine neue Batterie ein.
The battery was empty
Die Batterie war leer
A battery lasts some months.
Eine Batterie hält einige Monate.
technician

";

#[test]
fn a_conversation_through_a_pipe_makes_a_sound_tree() {
    let folder = Folder::new();
    let ran = run(&["new", folder.path()], BOTH);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.talk);
    assert!(ran.out.contains("with 7 scenarios"), "{}", ran.out);
    assert_eq!(files(&folder), ["computer/mouse-not-react.test.yaml", "computer/mouse-not-react.yaml"]);
    is_sound(&folder);
    let tree = fs::read_to_string(folder.0.join("computer/mouse-not-react.yaml")).unwrap();
    for part in [
        "  en: [my mouse is dead, the pointer is stuck]\n",
        "      de: Der Empfänger saß locker\n",
        "escalate: technician\n",
        "      en: If it happens again, report it again. Say then what helped the last time.\n",
        "      de: Eine Batterie hält einige Monate.\n",
        "      de: Die Fragen bis hier zeigen nicht, woran es liegt.",
    ] {
        assert!(tree.contains(part), "{part}\n{tree}");
    }
    let again = run(&["new", folder.path(), "--id", "mouse-not-react", "--area", "other", "--title", "x"], "");
    assert_eq!(again.code, 2);
    assert!(again.talk.contains("already"), "{}", again.talk);
    assert_eq!(files(&folder).len(), 2);
}

#[test]
fn a_german_conversation_forgives_mistakes() {
    let folder = Folder::new();
    let typed = "fr\nde\n\nDrucker druckt nicht\n../x\ndrucker\nNein!\n\ndruckt nich\n\nLeuchtet der Drucker?\nja\nja; JA\n\n\n\n\n\
        Schalten Sie den Drucker ein.\n\nDer Drucker war aus\n\n99\n2\nJemand vor Ort sieht nach.\n";
    let ran = run(&["new", folder.path(), "--lang", "de"], typed);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.talk);
    for part in [
        "Möglich: en, de",
        "Nennen Sie einen Ordner",
        "Ein Name besteht aus",
        "mindestens zwei Antworten",
        "muss etwas zu tun sein",
        "Möglich: service-desk",
    ] {
        assert!(ran.out.contains(part), "{part}\n{}", ran.out);
    }
    assert_eq!(files(&folder), ["drucker/drucker-druckt-nicht.test.yaml", "drucker/drucker-druckt-nicht.yaml"]);
    is_sound(&folder);
    let tree = fs::read_to_string(folder.0.join("drucker/drucker-druckt-nicht.yaml")).unwrap();
    assert!(tree.starts_with("format: 1\nlang: de\ntitle: Drucker druckt nicht\n"), "{tree}");
    assert!(tree.contains("escalate: admin\n"), "{tree}");
    assert!(tree.contains("because: Jemand vor Ort sieht nach.\n"), "{tree}");
}

fn scripted(folder: &Folder, more: &[&str]) -> Ran {
    let mut arguments = vec!["new", folder.path(), "--id", "lamp-dark", "--area", "light", "--symptom", "it is dark"];
    arguments.extend(["--title", "Lamp is dark", "--ask", "Is the plug in?", "--cause", "The bulb was loose"]);
    arguments.extend(more);
    run(&arguments, "")
}

#[test]
fn scripts_need_no_conversation() {
    let folder = Folder::new();
    let ran = scripted(&folder, &["--do", "Turn the bulb tight.", "--role", "electrician"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.talk);
    assert!(!ran.out.contains("few questions"), "{}", ran.out);
    assert_eq!(files(&folder), ["light/lamp-dark.test.yaml", "light/lamp-dark.yaml"]);
    is_sound(&folder);
    for (more, problem) in [
        (&["--do", "-"][..], "needs something to be done"),
        (&["--do", "a", "--do", "b"], "there is no cause for `b`"),
        (&["--do", "a", "--role", "electrican"], "electrician"),
        (&["--do", "a", "--answer", "one"], "two answers"),
    ] {
        let other = Folder::new();
        let ran = scripted(&other, more);
        assert_eq!(ran.code, 2, "{}", ran.out);
        assert!(ran.talk.contains(problem), "{problem}\n{}", ran.talk);
        assert!(files(&other).is_empty());
    }
}

#[test]
fn who_leaves_leaves_nothing_behind() {
    let folder = Folder::new();
    let ran = run(&["new", folder.path()], "en\nTitle\n");
    assert_eq!(ran.code, 3);
    assert!(ran.talk.contains("Nothing was written."), "{}", ran.talk);
    let mut command = program(&["new", folder.path()]);
    command.env("TERM", "xterm");
    let mut session = Session::spawn(command).unwrap();
    session.set_expect_timeout(Some(Duration::from_secs(20)));
    for (question, line) in [("languages", "en"), ("called", "Lamp is dark"), ("folder", "light")] {
        session.expect(question).unwrap();
        session.expect("> ").unwrap();
        session.send(format!("{line}\r")).unwrap();
    }
    session.expect("lamp-dark").unwrap_or_else(|_| panic!("the id is offered"));
    session.expect("> ").unwrap();
    session.send(ControlCode::EndOfText).unwrap();
    session.expect("Nothing was written.").unwrap();
    let status = session.get_process_mut().wait().unwrap();
    assert!(matches!(status, WaitStatus::Exited(_, 3)), "{status:?}");
    assert!(files(&folder).is_empty());
}

proptest! {
    #![proptest_config(property(60))]

    #[test]
    fn any_words_stay_what_they_are(words in prop::collection::vec("[^\\p{C}\\p{Z}][^\\p{C}]{0,30}[^\\p{C}\\p{Z}]", 6)) {
        // What nobody can see is cleaned from what is typed, before it is written.
        let words: Vec<String> = words.iter().map(|it| lotse::base::clean_line(it).trim().to_owned()).collect();
        prop_assume!(words.iter().all(|it| !it.is_empty()));
        let text = |at: usize| {
            let mut text = Text::plain(Lang::EN, &words[at]);
            text.set(Lang::DE, &words[(at + 1) % words.len()]);
            text
        };
        let reply = |is_yes| Reply { is_yes, ..Reply::default() };
        let starter = Starter {
            langs: vec![Lang::EN, Lang::DE],
            title: text(0),
            symptoms: vec![(Lang::EN, words.clone()), (Lang::DE, words.clone())],
            ask: text(1),
            replies: vec![Reply { remedy: Some(Remedy { action: text(2), cause: text(3), note: text(4) }), ..reply(true) }, reply(false)],
            role: "technician".to_owned(),
            because: text(5),
            collect: vec!["contact".to_owned()],
            schema: None,
        };
        let (file, findings) = read(SourceId(0), "new", &starter.tree());
        let Some(File::Tree(tree)) = file else { panic!("{findings:#?}\n{}", starter.tree()) };
        prop_assert_eq!(&tree.title, &text(0));
        prop_assert_eq!(tree.symptoms.len(), 2);
        let mut files: Vec<_> = shipped().into_iter().filter(|(name, _)| name.matches('/').count() == 1).collect();
        files.push(("trees/new/new.yaml".to_owned(), starter.tree()));
        let (library, mut found, _) = read_all(&files);
        found.extend(lotse::check::check(&library));
        let errors: Vec<_> = found.iter().filter(|it| it.level() == Level::Error).collect();
        prop_assert!(errors.is_empty(), "{:#?}\n{}", errors, starter.tree());
        let (suite, findings) = lotse::scenario::read(SourceId(0), "new", &starter.scenarios());
        prop_assert!(findings.is_empty(), "{:#?}", findings);
        prop_assert_eq!(suite.unwrap().walks.len(), starter.count());
    }
}

#[test]
fn who_goes_back_answers_the_last_question_anew_and_no_other() {
    let folder = Folder::new();
    let typed = "en\nThe dor bell\n:back\nDoor bell is silent\nHall Ways\n\nnobody hears the bell\n\n\
        Does the lamp of the bell shine?\n\n\nPush the plug in.\n:back\nPush the plug of the bell in.\nThe plug was loose\n\n\n\n";
    let ran = run(&["new", folder.path(), "--lang", "en"], typed);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.talk);
    assert_eq!(files(&folder), ["hall-ways/door-bell-silent.test.yaml", "hall-ways/door-bell-silent.yaml"]);
    let tree = fs::read_to_string(folder.0.join("hall-ways/door-bell-silent.yaml")).unwrap();
    assert!(tree.contains("Push the plug of the bell in.") && !tree.contains("Push the plug in."), "{tree}");
    // Each question is asked once, and once more where somebody went back to it.
    assert_eq!(ran.out.matches("nobody hears the bell").count(), 1, "{}", ran.out);
    assert_eq!(ran.out.matches("Which name shall").count(), 1, "{}", ran.out);
    assert_eq!(ran.out.matches("In which folder").count(), 2, "{}", ran.out);
}

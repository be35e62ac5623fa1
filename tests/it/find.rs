//! The search, asked in callers' words: misspelt, wordy, in both languages.

mod learned;
pub(crate) mod phrases;

use lotse::{
    base::Lang,
    find::{Document, Finder, Found, Opening, Question, Reading, Texts, synonyms},
    library::Shelf,
};

use crate::program::{Folder, lamp, program, run, run_command};
use phrases::{Phrase, Score, judge, read};

/// What callers say, by the tree that it belongs to.
const GERMAN: &[(&str, &str)] = &[
    ("acct-password", "hab mein kenwort vergessen"),
    ("acct-password", "Hallo, ich kann mich nicht mehr anmelden, der sagt immer das Passwort ist falsch"),
    ("acct-password", "konto gespert"),
    ("acct-password", "ich weiß mein Passwort nicht mehr"),
    ("acct-password", "mein kennwort ist abgelaufen und jetzt komme ich nicht mehr rein"),
    ("net-wifi-slow", "W-LAN total lahm"),
    ("net-wifi-slow", "im Keller hab ich fast keinen Empfang"),
    ("net-wifi-slow", "WLan bricht immer ab wenn ich in der Küche bin"),
    ("net-wifi-slow", "netflix ruckelt die ganze zeit"),
    ("pc-slow", "mein Laptop ist seit gestern unglaublich langsam"),
    ("pc-slow", "rechner hängt sich dauernd auf"),
    ("pc-slow", "PC braucht ewig bis er hochgefahren ist"),
    ("prn-no-output", "Mein Drucker druckt nich mehr"),
    ("prn-no-output", "ich will was ausdrucken aber es kommt kein papier raus"),
    ("prn-no-output", "Netzwerkdrucker offline"),
    ("prn-no-output", "der druker spinnt und gibt nur komische Zeichen aus"),
    ("prn-no-output", "druckauftrag steckt in der Warteschlange fest"),
    ("net-no-internet", "Hilfe, wir haben seit heute morgen kein Internet mehr"),
    ("net-no-internet", "internt geht nich"),
    ("net-no-internet", "an der Fritzbox blinkt ein rotes Licht"),
    ("net-no-internet", "ich bin im WLAN aber es gehen keine Webseiten auf"),
    ("acct-mfa", "ich kriege den Bestätigungscode nicht aufs Handy"),
    ("acct-mfa", "habe ein neues iPhone und der Authenticator ist nicht mehr drauf"),
    ("acct-mfa", "die SMS mit dem Code kommt einfach nicht an"),
    ("mail-problem", "Ich bekomme seit zwei Tagen keine Mails"),
    ("mail-problem", "Email lässt sich nicht verschicken"),
    ("mail-problem", "mein Postfach ist anscheinend voll"),
    ("meet-audio", "in Teams hört mich keiner"),
    ("meet-audio", "mein Mikro geht nicht"),
    ("meet-audio", "Kopfhörer angeschlossen aber kein Ton im Meeting"),
    ("phone-charge", "Handy läd nicht auf"),
    ("phone-charge", "der Akku vom Smartphone ist immer so schnell leer"),
    ("pc-no-start", "Bildschirm bleibt schwarz wenn ich den PC einschalte"),
    ("pc-no-start", "Computer faehrt nicht hoch"),
    ("sec-phishing", "ich glaube ich hab auf einen Fishing-Link geklickt"),
    ("sec-phishing", "habe bei einer falschen Sparkassen-Seite meine Daten eingegeben"),
    ("sec-support-scam", "da hat einer von Mircosoft angerufen und ist auf meinem Computer"),
    ("sec-support-scam", "Ein Mann wollte dass ich Gutscheine kaufe"),
];

/// The same in English.
const ENGLISH: &[(&str, &str)] = &[
    ("acct-password", "forgot my pasword"),
    ("acct-password", "I'm locked out of my account, it says my password expired"),
    ("acct-password", "can't log in"),
    ("net-wifi-slow", "wi fi super slow upstairs"),
    ("net-wifi-slow", "the WiFi keeps dropping when I am in the bedroom"),
    ("pc-slow", "laptop very slow takes ages to start"),
    ("pc-slow", "my computer freezes all the time"),
    ("prn-no-output", "the printer won't print"),
    ("prn-no-output", "My pritner says offline"),
    ("prn-no-output", "I sent it to the printer three times and nothing comes out"),
    ("net-no-internet", "no internet since this morning"),
    ("net-no-internet", "conected but no internet"),
    ("net-no-internet", "red light blinking on the router"),
    ("acct-mfa", "not getting the verification code on my phone"),
    ("acct-mfa", "got a new phone, the authenticator app is empty"),
    ("mail-problem", "emails are stuck in the outbox"),
    ("mail-problem", "I haven't received any mail since Monday"),
    ("meet-audio", "nobody can hear me in Teams"),
    ("meet-audio", "no sound on zoom call"),
    ("phone-charge", "my phone isn't charging any more"),
    ("phone-charge", "ipad battery drains way too fast"),
    ("pc-no-start", "computer wont turn on at all"),
    ("pc-no-start", "laptop boots to a black screen"),
    ("sec-phishing", "I think I clicked on a dodgy link in an email"),
    ("sec-phishing", "typed my credit card number into a fake website"),
    ("sec-support-scam", "somebody from microsoft phoned and connected to my computer"),
];

/// Phrases that were written before and not looked at while the weights were chosen.
const UNSEEN: &[(&str, &str, &str)] = &[
    ("de", "acct-password", "Guten Tag, mein Windows-Passwort wird nicht angenommen"),
    ("de", "acct-password", "zu oft falsch eingegeben, jetzt ist alles gesperrt"),
    ("de", "net-wifi-slow", "Internet superlangsam"),
    ("de", "net-wifi-slow", "Verbindung bricht oben im Kinderzimmer weg"),
    ("de", "pc-slow", "der Computer reagiert kaum noch, alles dauert"),
    ("de", "prn-no-output", "drucken klappt nicht"),
    ("de", "prn-no-output", "Seit dem Update ist der Laserdrucker nicht erreichbar"),
    ("de", "net-no-internet", "Router leuchtet rot und nichts geht"),
    ("de", "acct-mfa", "Handy verloren, komme nicht mehr in meine Konten wegen der App"),
    ("de", "mail-problem", "E-Mail hängt im Postausgang fest"),
    ("de", "mail-problem", "Kunde sagt er hat meine mail nie bekommen"),
    ("de", "meet-audio", "Ich höre die anderen in der Videokonferenz nicht"),
    ("de", "phone-charge", "mein handy geht bei 20 prozent einfach aus"),
    ("de", "pc-no-start", "Laptop geht nicht mehr an"),
    ("de", "sec-phishing", "Anhang aus einer komischen Mail geöffnet"),
    ("de", "sec-support-scam", "jemand hat Fernzugriff auf meinen Rechner bekommen"),
    ("en", "acct-password", "it keeps saying wrong password"),
    ("en", "net-wifi-slow", "bad signal in the attic, films stop to buffer"),
    ("en", "pc-slow", "everything on my pc takes ages"),
    ("en", "prn-no-output", "printing does not work since yesterday"),
    ("en", "prn-no-output", "print job stuck in queue"),
    ("en", "net-no-internet", "our broadband is down"),
    ("en", "acct-mfa", "the 6 digit code is wrong every time"),
    ("en", "mail-problem", "cant send mail"),
    ("en", "meet-audio", "microfone not working in the call"),
    ("en", "phone-charge", "the charger cable only works when I bend it"),
    ("en", "pc-no-start", "laptop is dead, no lights nothing"),
    ("en", "sec-phishing", "gave my bank details on a site that was not real"),
    ("en", "sec-support-scam", "they made me buy gift cards over the phone"),
    ("en", "meet-audio", "there's a terrible echo"),
];

/// Phrases from above that trees fit as well, or better, that were written later.
const LATER: &[(&str, &str)] = &[
    ("phone-network", "im Keller hab ich fast keinen Empfang"),
    ("tv-streaming", "netflix ruckelt die ganze zeit"),
    ("tv-streaming", "bad signal in the attic, films stop to buffer"),
    ("phone-lost", "Handy verloren, komme nicht mehr in meine Konten wegen der App"),
    ("phone-move", "got a new phone, the authenticator app is empty"),
    ("pc-battery", "the charger cable only works when I bend it"),
];

/// What means nothing.
const GIBBERISH: &[&str] =
    &["", "   ", "asdfgh jklö", "qwrtz 12345", "!!!???", "🖨🖨🖨", "und der die das", "the of and", "zzzzzzzzzzzzzzzzzzz"];

fn shipped() -> Finder {
    let shelf = Shelf::built_in();
    let (listed, loaded) = shelf.list();
    shelf.finder(&listed, &loaded)
}

fn document(id: &str, lang: Lang, title: &str, symptoms: &[&str]) -> Document {
    let symptoms = symptoms.iter().map(|it| (*it).to_owned()).collect();
    let texts = Texts { title: title.to_owned(), symptoms, ..Texts::default() };
    Document { id: id.into(), texts: vec![(lang, texts)] }
}

/// A few faults that are easily taken for one another.
fn few() -> Finder {
    Finder::new(
        vec![
            document("no-print", Lang::DE, "Drucker druckt nicht", &["er druckt nicht", "es kommt kein Blatt heraus"]),
            document("jam", Lang::DE, "Papierstau im Drucker", &["das Papier steckt im Drucker fest"]),
            document("ink", Lang::DE, "Meldung zur Patrone", &["die Patrone ist leer", "Farbe fehlt"]),
            document("slow", Lang::DE, "Computer ist langsam", &["mein Rechner ist lahm"]),
            document("crash", Lang::DE, "Computer stürzt ab", &["der Rechner friert ein"]),
            document("wifi", Lang::EN, "Wi-Fi is slow", &["the wireless is slow upstairs"]),
        ],
        &[vec!["Kennwort".to_owned(), "Passwort".to_owned()]],
    )
}

fn first(finder: &Finder, text: &str) -> String {
    finder.search(text, Lang::DE).hits.first().map(|hit| hit.tree.to_string()).unwrap_or_default()
}

/// Asks a finder all phrases of a file.
fn score(finder: &Finder, phrases: &[Phrase], lang: Lang) -> Score {
    let score = judge(phrases, &mut |phrase| {
        let found: Found = phrases::ask(finder, phrase, lang);
        let trees: Vec<String> = found.hits.iter().map(|hit| hit.tree.to_string()).collect();
        if !trees.first().is_some_and(|it| phrase.accepts(it)) {
            println!(
                "{}{}: \"{}\" finds {:?}",
                if found.is_sure { "SURE " } else { "" },
                phrase.tree,
                phrase.text,
                trees.get(..3)
            );
        }
        (trees, found.is_sure)
    });
    println!("{score:.3?}");
    score
}

/// Keeps the phrases of trees that exist, and those of none.
fn of_known(finder: &Finder, phrases: Vec<Phrase>) -> Vec<Phrase> {
    let exists = |tree: &str| finder.documents().iter().any(|document| document.id.as_str() == tree);
    phrases.into_iter().filter(|it| it.is_of_none() || exists(&it.tree)).collect()
}

#[test]
fn callers_find_the_shipped_trees() {
    let finder = shipped();
    let also = |text: &str| LATER.iter().filter(|it| it.1 == text).map(|it| it.0.to_owned()).collect();
    let phrase = |tree: &str, text: &str| Phrase { text: text.into(), tree: tree.into(), also: also(text) };
    let unseen =
        |lang: &'static str| UNSEEN.iter().filter(move |it| it.0 == lang).map(|(_, tree, text)| (*tree, *text));
    for (lang, known, tag) in [(Lang::DE, GERMAN, "de"), (Lang::EN, ENGLISH, "en")] {
        let phrases: Vec<Phrase> =
            known.iter().copied().chain(unseen(tag)).map(|(tree, text)| phrase(tree, text)).collect();
        let score = score(&finder, &phrases, lang);
        assert!(0.85 <= score.first && 0.95 <= score.three && score.sure_and_wrong <= 0.02, "{score:?}");
    }
}

/// `tests/phrases/README.md` says who wrote what; by these the search was tuned, so they prove little.
#[test]
fn phrases_of_the_tuning_set_are_found() {
    let finder = shipped();
    for (name, lang) in [("tuning-en", Lang::EN), ("tuning-de", Lang::DE)] {
        let score = score(&finder, &of_known(&finder, read(&format!("tests/phrases/{name}.yaml"))), lang);
        assert!(0.85 <= score.first && 0.95 <= score.three, "{name}: {score:?}");
    }
}

/// Phrases that somebody else wrote, and by which nothing was tuned: what is wanted. Measured on 2026-11-24: 94 %, 98 %
/// and 0.6 %.
#[test]
fn phrases_that_tuned_nothing_are_found() {
    let finder = shipped();
    for (name, lang) in [("en", Lang::EN), ("de", Lang::DE)] {
        let phrases = of_known(&finder, read(&format!("tests/phrases/{name}.yaml")));
        assert!(300 <= phrases.len(), "{name}: {} phrases", phrases.len());
        let score = score(&finder, &phrases, lang);
        assert!(0.85 <= score.first && 0.95 <= score.three && score.sure_and_wrong <= 0.02, "{name}: {score:?}");
    }
}

#[test]
fn the_own_phrases_of_a_tree_find_it() {
    let finder = shipped();
    let (mut all, mut missed) = (0, Vec::new());
    for document in finder.documents() {
        for (lang, texts) in &document.texts {
            for phrase in texts.symptoms.iter().chain([&texts.title]) {
                all += 1;
                let found = finder.search(phrase, *lang);
                if !found.hits.iter().take(3).any(|hit| hit.tree == document.id) {
                    missed.push(format!("{}: \"{phrase}\"", document.id));
                }
            }
        }
    }
    // Some are too short to be of one fault only, such as "it beeps".
    assert!(missed.len() * 50 <= all, "{} of {all}: {missed:#?}", missed.len());
}

#[test]
fn gibberish_finds_nothing_and_never_panics() {
    let finder = shipped();
    for phrase in GIBBERISH {
        assert_eq!(finder.search(phrase, Lang::DE).hits, [], "\"{phrase}\"");
    }
    let long = "drucker ".repeat(20_000);
    assert!(finder.search(&long, Lang::DE).hits.first().is_some_and(|hit| hit.score.is_finite()));
    assert_eq!(Finder::new(Vec::new(), &[]).search("Drucker", Lang::DE).hits, []);
}

#[test]
fn words_are_read_as_they_were_meant() {
    let finder = few();
    for (text, typed, reading) in [
        ("der Druker", "Druker", Reading::Corrected(vec!["drucker".into()])),
        ("Druckerpatrone", "Druckerpatrone", Reading::Known),
        ("Computerpapier", "Computerpapier", Reading::Split(vec!["computer".into(), "papier".into()])),
        ("Xylophon", "Xylophon", Reading::Unknown),
    ] {
        let told = finder.explain(text, Lang::DE, 1);
        let word = told.words.iter().find(|it| it.typed == typed).unwrap();
        assert_eq!(word.reading, reading, "{text}");
    }
    assert_eq!(first(&finder, "mein Druker druckt nihct"), "no-print");
    assert_eq!(first(&finder, "Druckerpatrone leer"), "ink");
    assert_eq!(first(&finder, "Pappierstau"), "jam");
    assert_eq!(first(&finder, "der Rechner stuerzt ab"), "crash");
}

#[test]
fn what_is_denied_does_not_count() {
    let finder = few();
    assert_eq!(first(&finder, "der Computer ist nicht langsam, er stürzt ab"), "crash");
    assert_eq!(first(&finder, "der Computer stürzt nicht ab, er ist langsam"), "slow");
    assert_eq!(first(&finder, "er druckt, aber die Farbe fehlt"), "ink");
    assert_eq!(first(&finder, "the wifi is slow"), "wifi", "another language is read as such");
}

#[test]
fn what_is_not_clear_is_asked() {
    let finder = few();
    let sure = finder.search("mein Drucker druckt nicht", Lang::DE);
    assert!(sure.is_sure && sure.hits[0].tree.as_str() == "no-print", "{sure:?}");
    let vague = finder.search("der Computer", Lang::DE);
    assert!(!vague.is_sure, "{vague:?}");
    let Question::Titles(trees) = finder.question(&vague) else { panic!("both are about the computer") };
    assert_eq!(trees.len(), 2, "{trees:?}");
    let devices = ["Drucker", "Handy", "Fernseher", "Laptop"];
    let faults = ["reagiert nicht", "reagiert nicht mehr", "reagiert nicht richtig"];
    let titles = devices.iter().flat_map(|device| faults.map(|fault| format!("{device} {fault}")));
    let alike = titles.map(|title| document(&title.replace(' ', "-"), Lang::DE, &title, &[])).collect();
    let finder = Finder::new(alike, &[]);
    let Question::Devices(groups) = finder.question(&finder.search("reagiert nicht", Lang::DE)) else {
        panic!("twelve titles are too many")
    };
    assert!(groups.iter().any(|(device, _)| *device == "television"), "{groups:?}");
}

#[test]
fn words_of_cases_become_proposals_without_what_is_private() {
    let finder = few();
    let opening = |words: &str| Opening { words: words.into(), lang: Lang::DE, tree: "jam".into() };
    let proposals = finder.learn(&[
        opening("Hier ist Herr Meier aus Kiel 24103, das Papier frisst er auf."),
        opening("er frisst das Papier"),
        opening("das Papier steckt im Drucker fest"),
    ]);
    let phrases: Vec<&str> = proposals.iter().map(|it| it.phrase.as_str()).collect();
    assert!(phrases.contains(&"er frisst das Papier"), "{phrases:?}");
    for private in ["Meier", "Kiel", "24103"] {
        assert!(!phrases.iter().any(|phrase| phrase.contains(private)), "{phrases:?}");
    }
    assert!(!phrases.contains(&"das Papier steckt im Drucker fest"), "found surely: {phrases:?}");
}

#[test]
fn the_glossary_gives_words_of_one_meaning() {
    let shelf = Shelf::built_in();
    let loaded = shelf.load_all();
    let groups = synonyms(loaded.sealed.library().vocabulary());
    assert!(
        groups.iter().any(|words| words.contains(&"Benutzerkonto".to_owned()) && words.contains(&"account".to_owned()))
    );
}

#[test]
fn the_program_says_when_it_is_not_sure() {
    let sure = run(&["find", "my", "printer", "does", "not", "print", "--format", "json"], "");
    let lines: Vec<serde_json::Value> = sure.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&lines[0]["tree"], &lines[0]["sure"]), (&"prn-no-output".into(), &true.into()), "{}", sure.out);
    assert!(lines.iter().all(|line| line.get("question").is_none()), "{}", sure.out);
    let vague = run(&["find", "kaputt", "der", "Rechner", "--lang", "de", "--format", "json"], "");
    let last: serde_json::Value = serde_json::from_str(vague.out.lines().last().unwrap()).unwrap();
    assert!(last["question"].is_string() && last["options"].is_array(), "{}", vague.out);
    let told = run(&["find", "--explain", "mein", "Druker", "druckt", "nicht", "--lang", "de"], "");
    assert!(told.out.starts_with("What was said, read as German\n"), "{}", told.out);
    assert!(told.out.contains("1  prn-no-output: Drucker druckt nicht oder ist offline"), "{}", told.out);
    let json = run(&["find", "--explain", "druckt", "nicht", "--format", "json"], "");
    assert!(json.out.contains(r#""denied":true"#), "{}", json.out);
}

#[test]
fn the_start_page_asks_and_takes_yes_or_no() {
    let sure = run(&["--case", "T-1", "--lang", "en"], "my printer does not print\nyes\n");
    assert!(
        sure.out.contains("This sounds like:") && sure.out.contains("What does the printer itself show?"),
        "{}",
        sure.out
    );
    let other = run(&["--case", "T-1", "--lang", "de"], "mein Drucker druckt nicht\nnein\n");
    assert!(other.out.contains("Das klingt nach:"), "{}", other.out);
    assert!(!other.out.contains("Was zeigt der Drucker selbst an?"), "{}", other.out);
}

#[test]
fn the_fallback_is_where_one_gets_when_nothing_fits() {
    let triage = crate::program::LAMP
        .replace("The lamp is dark", "What is it about")
        .replace("Die Lampe ist dunkel", "Worum geht es");
    let folder = lamp().file("start/triage.yaml", triage);
    let ran = run(
        &["--trees", folder.path(), "--case", "T-1", "--lang", "en"],
        "something is dark and slow\nnone of these\n",
    );
    assert!(ran.out.contains("What is it about\n\n  Is there any light?"), "{}", ran.out);
    let found = run(&["find", "what is it about", "--trees", folder.path(), "--format", "json"], "");
    assert!(!found.out.contains(r#""tree":"triage""#), "it is no answer itself: {}", found.out);
}

#[test]
fn learning_reads_the_store_and_writes_nothing() {
    let folder = Folder::new();
    let store = folder.0.join("cases.db");
    let typed = "Hier ist Herr Meier, die blaue Kiste mag unser Blatt heute wieder nicht\nprn-no-output\n1\n5\nja\n";
    for _ in 0..2 {
        let mut command = program(&["--lang", "de", "--store", store.to_str().unwrap()]);
        command.env_remove("LOTSE_STORE");
        let ran = run_command(command, typed.as_bytes());
        assert_eq!(ran.code, 0, "{}", ran.out);
    }
    let ran = run(&["find", "--learn", "prn-no-output", "--store", store.to_str().unwrap()], "");
    assert!(ran.out.starts_with("# prn-no-output\nsymptoms:\n  de:\n    - \""), "{}{}", ran.out, ran.talk);
    assert!(ran.out.contains("blaue Kiste mag unser Blatt") && !ran.out.contains("Meier"), "{}", ran.out);
    let none = run(&["find", "--learn", "nothing-such", "--store", store.to_str().unwrap()], "");
    assert_eq!(none.code, 2, "{}", none.talk);
}

//! The dialogue through a pipe: what is asked, what is taken, what is answered to what cannot be taken.

use std::{collections::BTreeSet, fs, path::Path};

use crate::program::{Folder, Ran, lamp, run};

fn walk(extra: &[&str], typed: &str) -> Ran {
    let folder = lamp();
    let mut arguments = vec!["run", "lamp", "--trees", folder.path(), "--case", "T-1"];
    arguments.extend(extra);
    run(&arguments, typed)
}

/// What was said after the last prompt that shows `typed`.
fn after<'o>(ran: &'o Ran, typed: &str) -> &'o str {
    let prompt = format!("> {typed}\n");
    let start =
        ran.out.rfind(&prompt).unwrap_or_else(|| panic!("`{typed}` is not echoed:\n{}", ran.out)) + prompt.len();
    let rest = &ran.out[start..];
    &rest[..rest.find("\n>").map_or(rest.len(), |end| end + 1)]
}

#[test]
fn a_walk_reads_like_a_dialogue() {
    let ran = walk(&[], "2\n\nyes\n");
    assert_eq!(
        ran.out,
        "The lamp is dark

  Is there any light?

    1  Yes, a little
    2  No, none
    3  I am not sure

> 2

  WARNING: A hot bulb.
  What can happen: Burns.
  What to do: Wait five minutes.

  Press Enter when you have read this.
>

  Do this (20 seconds):
  Turn the bulb tight.
  You should see: The lamp shines.

  Does it work now?  (yes, no, could not do it)
> yes

  Fixed. It was: The bulb was loose.
  If it happens again within two days, mention this number: T-1

  Thank you for going through this step by step.
"
    );
    assert_eq!(ran.code, 0);
}

/// How a refusal ends.
const HELP: &str = ":help shows what else you can type.";
const HILFE: &str = ":hilfe zeigt, was Sie sonst noch schreiben können.";

/// What was said without how help is found.
fn refused<'o>(ran: &'o Ran, typed: &str) -> &'o str {
    let said = after(ran, typed).trim();
    let ending = said.strip_suffix(HELP).or_else(|| said.strip_suffix(HILFE));
    ending.unwrap_or_else(|| panic!("`{said}` does not say how help is found")).trim()
}

#[test]
fn impossible_answers_are_answered_and_asked_again() {
    let possible = "Possible: Yes, a little; No, none; I am not sure";
    for (typed, said) in [
        ("maybe", format!("  “maybe” is none of the answers. {possible} {HELP}\n")),
        ("4", format!("  There is no number 4 here. Choose a number from 1 to 3. {HELP}\n")),
        ("0", format!("  There is no number 0 here. Choose a number from 1 to 3. {HELP}\n")),
        (":bakc", "  There is no command :bakc. Did you mean :back?\n".to_owned()),
        (":h", "  :h may be: :hand-over, :human, :help\n".to_owned()),
        (":back", "  There is nothing to go back to.\n".to_owned()),
        (":change 7", "  Nothing has been answered yet.\n".to_owned()),
        (":lang fr", "  The languages are: de, en\n".to_owned()),
        (":note", "  Say what to write down, for example: :note the light is red\n".to_owned()),
    ] {
        let ran = walk(&[], &format!("{typed}\n"));
        assert_eq!(after(&ran, typed).replace("\n  ", " ").trim(), said.trim(), "{typed}");
        assert_eq!(ran.code, 3);
    }
}

#[test]
fn numbers_days_and_words_are_read_as_people_type_them() {
    for (lang, typed, said) in [
        ("en", "99", "This must lie between 1 and 20."),
        ("de", "99", "Das muss zwischen 1 und 20 liegen."),
        ("en", "NaN", "A number is needed here, for example 1.5"),
        ("de", "1e999", "Hier wird eine Zahl gebraucht, zum Beispiel 1,5"),
        ("en", "٣", "A number is needed here, for example 1.5"),
        ("en", "1.500", "A number is needed here, for example 1.5"),
    ] {
        let ran = walk(&["--lang", lang], &format!("1\n{typed}\n"));
        assert_eq!(refused(&ran, typed), said, "{typed}");
    }
    for (lang, typed, said) in [
        ("de", "30.2.2024", "Diesen Tag gibt es nicht: 30.2.2024"),
        ("en", "2024-02-30", "There is no such day: 2024-02-30"),
        ("en", "soon", "A day is needed here, for example 2026-11-23 or today."),
    ] {
        let ran = walk(&["--lang", lang], &format!("1\n1,5\n{typed}\n"));
        assert_eq!(refused(&ran, typed), said, "{typed}");
    }
    for (typed, said) in [
        ("a1", ""),
        ("1a", "This does not have the form that is needed here."),
        ("A12345678901", "At most 10 characters are possible here."),
    ] {
        let ran = walk(&[], &format!("1\n2\n23.11.2020\n{typed}\n"));
        let heard = after(&ran, typed).trim();
        assert!(
            if said.is_empty() { heard.starts_with("Which rooms") } else { refused(&ran, typed) == said },
            "{typed}: {heard}"
        );
    }
}

#[test]
fn several_answers_are_taken_together() {
    let start = "1\n2\nheute\nA1\n";
    for typed in ["1,2", "1 2", "kitchen, bath", "2; 1", "Kitchen"] {
        let ran = walk(&[], &format!("{start}{typed}\n"));
        assert!(after(&ran, typed).trim().starts_with("WARNING"), "{typed}: {}", after(&ran, typed));
    }
    for (typed, said) in [
        ("1,9", "There is no number 9 here. Choose a number from 1 to 4."),
        ("1,3", "“None of these” cannot stand beside other answers."),
    ] {
        let ran = walk(&[], &format!("{start}{typed}\n"));
        assert_eq!(refused(&ran, typed), said, "{typed}");
    }
    let none = walk(&[], &format!("{start}none\n"));
    assert!(after(&none, "none").contains("Who are you?"), "{}", none.out);
}

#[test]
fn unsure_helps_once_and_then_goes_on() {
    let ran = walk(&[], "I am not sure\nunsure\n");
    assert!(after(&ran, "I am not sure").contains("  A hint: Shade it with your hand.\n"), "{}", ran.out);
    assert!(after(&ran, "unsure").contains("WARNING: A hot bulb."), "{}", ran.out);
}

#[test]
fn back_and_change_lose_nothing() {
    let ran = walk(&[], "1\n7\n:back\n8\n:trail\n:change 1\n2\nok\nno\n:hand-over\n\n");
    assert!(after(&ran, ":back").contains("  Your answer so far: 7\n"), "{}", ran.out);
    assert!(after(&ran, ":trail").contains("    1  Is there any light? – Yes, a little\n    2  How many lamps? – 8\n"));
    assert!(after(&ran, ":change 1").contains("  Your answer so far: Yes, a little\n"), "{}", ran.out);
    let preview = after(&ran, ":hand-over");
    assert!(preview.contains("  Ruled out: The bulb was loose\n"), "{preview}");
    assert!(preview.contains("  Warnings given: A hot bulb\n"), "{preview}");
    assert!(preview.contains("  Tried: Turn the bulb tight. – did not help\n"), "{preview}");
}

#[test]
fn technical_words_are_explained_on_request() {
    let glossary = "format: 1\nterms:\n  socket:\n    term: {en: socket, de: Fassung}\n    means: {en: Where the bulb is \
                    screwed in, de: Worin die Birne steckt}\n    also: {en: [lamp holder]}\n";
    let tree = "format: 1\ntitle: {en: Dark tube, de: Dunkle Röhre}\ncauses: {c: {name: {en: It, de: Es}}}\nstart: a\n\
                steps:\n  a:\n    ask: {en: Are the sockets clean?, de: Sind die Fassungen sauber?}\n    why: {en: The \
                router is near., de: Der Router ist nah.}\n    answers: {yes: b, no: b, unsure: b}\n  b: {fix: c}\n";
    let folder = Folder::new().file("words.yaml", glossary).file("home/tube.yaml", tree);
    let ran = run(
        &["run", "tube", "--trees", folder.path(), "--case", "T-1", "--lang", "en"],
        ":word\n:word lamp holders\nWhat is a router?\n:word sokcet\n:wort Röhre\nwhat is it\n:lang de\n:wort\n",
    );
    assert_eq!(after(&ran, ":word"), "\n  socket: Where the bulb is screwed in.\n", "the reason is not on the screen");
    assert_eq!(after(&ran, ":word lamp holders"), "  socket: Where the bulb is screwed in.\n");
    assert!(after(&ran, "What is a router?").starts_with("  router: "), "a built-in term:\n{}", ran.out);
    assert!(after(&ran, ":word sokcet").contains("Did you mean :word socket?"));
    assert!(after(&ran, ":wort Röhre").contains("There is no explanation of “Röhre”."));
    assert!(after(&ran, "what is it").contains("is none of the answers"), "{}", ran.out);
    assert_eq!(after(&ran, ":wort"), "\n  Fassung: Worin die Birne steckt.\n");
}

#[test]
fn private_words_are_not_repeated_by_the_prompt() {
    let ran = walk(&[], "2\nok\nno\n5\nAda Secret\n");
    assert_eq!(ran.code, 1);
    assert!(!ran.out.contains("> Ada"), "{}", ran.out);
    assert_eq!(ran.out.matches("Ada Secret").count(), 1, "only the hand-over has it: {}", ran.out);
    assert!(ran.out.contains("Somebody takes over: the light desk.\n  We look at it.\n"), "{}", ran.out);
    assert!(ran.out.contains("  Urgency: soon: today\n"), "{}", ran.out);
}

#[test]
fn in_german_everything_is_german() {
    let ran = walk(&["--lang", "de", "--as", "agent"], ":hilfe\n:warum\nnein\nja\nging nicht\n\n\n");
    assert_eq!(ran.code, 1);
    for english in ["the", "is", "yes", "no", "you", "Press", "Answer", "SAY", "known"] {
        let words: Vec<&str> = ran.out.split(|c: char| !c.is_alphanumeric()).collect();
        assert!(!words.contains(&english), "{english}: {}", ran.out);
    }
    let switched = walk(&["--lang", "de"], ":lang en\n");
    assert!(after(&switched, ":lang en").starts_with("  From here on in English.\n"), "{}", switched.out);
    assert!(after(&switched, ":lang en").contains("Is there any light?"), "{}", switched.out);
}

#[test]
fn the_commands_stand_in_columns() {
    for (lang, typed, first) in [("en", ":help", "one answer back"), ("de", ":hilfe", "eine Antwort zurück")] {
        let ran = walk(&["--lang", lang], &format!("{typed}\n"));
        let lines: Vec<&str> = after(&ran, typed).lines().filter(|line| line.starts_with("    :")).collect();
        let column = |line: &str| line.rfind("  ").map(|at| line[..at].chars().count());
        assert_eq!(lines.len(), 17, "{}", ran.out);
        assert!(lines[0].contains(first) || lines[1].contains(first), "{}", ran.out);
        assert!(lines.iter().all(|line| column(line) == column(lines[0])), "{}", ran.out);
    }
}

#[test]
fn what_is_seen_comes_before_ids() {
    // The id `not-done` begins with `n` as well, but nobody sees it.
    let ran = walk(&["--lang", "de"], "nein\nn\n");
    assert!(!ran.out.contains("passt auf mehrere"), "{}", ran.out);
    let ran = walk(&["--lang", "de"], "n\n\nj\n");
    assert_eq!(ran.code, 0, "{}", ran.out);
}

#[test]
fn the_end_of_the_input_says_where_it_stands() {
    let ran = walk(&[], "1\n");
    assert!(
        ran.out.ends_with(
            "  The dialogue ended before the problem was solved.\n  One answer had been given.\n  \
             Case T-1. To go on later, begin again and answer as before.\n"
        ),
        "{}",
        ran.out
    );
    assert_eq!(ran.code, 3);
}

#[test]
fn a_case_goes_on_in_a_tree_that_was_not_read() {
    let more = "format: 1\ntitle: {en: The fuse, de: Die Sicherung}\ncauses: {fuse: {name: {en: fuse, de: Sicherung}}}\n\
        start: switch\nsteps:\n  switch:\n    ask: {en: Is it out?, de: Ist sie raus?}\n    answers: {yes: fixed, no: desk, unsure: desk}\n  \
        fixed: {fix: fuse}\n  desk: {escalate: desk}\n";
    let from = "format: 1\ntitle: {en: No light, de: Kein Licht}\nstart: ask\nsteps:\n  ask:\n    \
        ask: {en: Dark?, de: Dunkel?}\n    answers: {yes: on, no: on, unsure: on}\n  on: {continue: fuse}\n";
    let folder = lamp().file("home/fuse.yaml", more).file("home/dark.yaml", from);
    let arguments = ["run", "dark", "--trees", folder.path(), "--case", "T-1"];
    let ran = run(&arguments, "yes\n:back\nno\nyes\n");
    assert!(ran.out.contains("\nThe fuse\n\n  Is it out?\n"), "{}", ran.out);
    assert!(ran.out.contains("Fixed. It was: fuse."), "{}", ran.out);
    let broken = lamp().file("home/fuse.yaml", more.replace("no: desk", "no: dsek")).file("home/dark.yaml", from);
    let ran = run(&["run", "dark", "--trees", broken.path(), "--case", "T-1"], "yes\n\n");
    assert!(ran.out.contains("The guide goes on in `fuse`, which cannot be read. A person takes over."), "{}", ran.out);
    assert_eq!(ran.code, 1);
}

#[test]
fn a_start_leads_to_a_tree_by_words_area_or_person() {
    let by_area = run(&["--case", "T-1"], "xyzzy\nprinting\n2\n");
    assert!(by_area.out.contains("What does the printer itself show?"), "{}", by_area.out);
    let again = run(&["--case", "T-1"], "xyzzy\nprinter does not print\n1\n");
    assert!(again.out.contains("What does the printer itself show?"), "{}", again.out);
    let human = run(&["--case", "T-1", "--lang", "de"], ":mensch\nAda\n\nheute\n");
    assert_eq!(human.code, 1);
    assert!(human.out.contains("Jemand übernimmt: Service-Desk."), "{}", human.out);
    assert!(run(&[], ":quit\n").code == 3);
}

#[test]
fn narrow_output_fits() {
    // Without a terminal the width is 80; what hangs must not pass it.
    let ran = walk(&["--as", "agent"], ":help\n2\nok\nno\n\n\n");
    for line in ran.out.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(!ran.out.contains('\u{1b}'));
}

/// All string literals of the sources, and those that are handed to a function that speaks.
fn literals() -> (BTreeSet<String>, BTreeSet<String>) {
    fn collect(dir: &Path, all: &mut BTreeSet<String>, spoken: &mut BTreeSet<String>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, all, spoken);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let parts: Vec<&str> = text.split('"').collect();
                for pair in parts.windows(2) {
                    all.insert(pair[1].to_owned());
                    let before = pair[0].trim_end();
                    if [".say(", ".tell(", ".notice(", ".column(", ".section("].iter().any(|it| before.ends_with(it)) {
                        spoken.insert(pair[1].to_owned());
                    }
                }
            }
        }
    }
    let (mut all, mut spoken) = (BTreeSet::new(), BTreeSet::new());
    collect(Path::new("src"), &mut all, &mut spoken);
    (all, spoken)
}

#[test]
fn every_text_is_there_and_is_used() {
    let text = fs::read_to_string("src/words/en.ftl").unwrap();
    let keys: BTreeSet<String> = text
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" = ").map(|(key, _)| key.to_owned()))
        .collect();
    let (all, spoken) = literals();
    let missing: Vec<_> = spoken.difference(&keys).collect();
    assert!(missing.is_empty(), "no such text: {missing:?}");
    // Some keys are put together, such as `kind-{}`.
    let heads: Vec<&str> = all.iter().filter_map(|it| it.split_once("-{").map(|(head, _)| head)).collect();
    let is_composed =
        |key: &str| heads.iter().any(|head| key.strip_prefix(head).is_some_and(|rest| rest.starts_with('-')));
    let unused: Vec<_> = keys.difference(&all).filter(|key| !is_composed(key)).collect();
    assert!(unused.is_empty(), "never said: {unused:?}");
    for area in keys.iter().filter_map(|key| key.strip_prefix("area-")) {
        assert!(Path::new("trees").join(area).is_dir(), "there is no area {area}");
    }
}

#[test]
fn an_empty_folder_is_no_fault() {
    let folder = Folder::new();
    let ran = run(&["list", "--trees", folder.path()], "");
    assert_eq!(ran.code, 0, "{}", ran.talk);
}

//! Import: charts as people draw them become trees that are sound once the marked gaps are filled.

use std::{collections::BTreeSet, fs, path::Path};

use lotse::{
    base::{Diagnostic, Lang, Level, SourceId, Sources},
    import::{Form, Imported, Mark, Marked, Origin, import},
    report::diagnostics::{Look, pictures},
};
use proptest::prelude::*;

use crate::{
    program::{Folder, run},
    support::{property, read_all, shipped},
};

const FOLDER: &str = "tests/it/import";

/// The charts and tables, by name.
fn fixtures() -> Vec<(String, Form, String)> {
    let mut found: Vec<_> = fs::read_dir(FOLDER)
        .unwrap()
        .filter_map(|entry| {
            let path = entry.unwrap().path();
            let form = match path.extension()?.to_str()? {
                "mmd" => Form::Mermaid,
                "dot" => Form::Dot,
                "csv" => Form::Csv,
                _ => return None,
            };
            Some((path.file_name()?.to_str()?.to_owned(), form, fs::read_to_string(&path).unwrap()))
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(12 <= found.iter().filter(|it| it.1 == Form::Mermaid).count());
    found
}

fn fixture(name: &str) -> (Form, String) {
    let (_, form, text) = fixtures().into_iter().find(|it| it.0 == name).unwrap();
    (form, text)
}

fn tree(name: &str, form: Form, text: &str) -> Imported {
    let origin = Origin { name, ..Origin::default() };
    let (imported, findings) = import(form, SourceId(0), text, &origin);
    imported.unwrap_or_else(|| panic!("{name}: {findings:#?}"))
}

/// All findings about an imported tree but hints, with the shared words beside it.
fn findings(yaml: &str) -> Vec<(usize, Diagnostic)> {
    let mut files: Vec<_> = shipped().into_iter().filter(|(name, _)| name.matches('/').count() == 1).collect();
    files.push(("trees/imported/imported.yaml".to_owned(), yaml.to_owned()));
    let (library, mut found, sources) = read_all(&files);
    found.extend(lotse::check::check(&library));
    let own = |it: &Diagnostic| {
        let source = sources.get(it.place.source).unwrap();
        source.name.contains("/imported/").then(|| source.position(it.place.span.start).line)
    };
    found.into_iter().filter(|it| it.level() != Level::Hint).filter_map(|it| own(&it).map(|line| (line, it))).collect()
}

/// Fills the gaps as an author would: words where words are missing, a role, a step.
fn fill(imported: &Imported) -> String {
    let mut lines: Vec<String> = imported.yaml.lines().map(str::to_owned).collect();
    let last_resort = lines.iter().rev().find_map(|line| {
        let id = line.strip_prefix("  ")?.strip_suffix(':')?;
        (!id.starts_with([' ', '#'])).then(|| id.to_owned())
    });
    for (number, mark) in imported.marks.iter().filter(|it| it.kind == Marked::Gap).enumerate() {
        let line = &mut lines[mark.line - 1];
        let is_question = line.trim_start().starts_with("ask:");
        if is_question && !line.contains("\"\"") {
            assert!(!line.contains('?'), "line {} has no gap: {line}", mark.line);
            *line = line.strip_suffix('"').map_or_else(|| format!("{line}?"), |open| format!("{open}?\""));
            continue;
        }
        assert!(line.contains("\"\"") || line.contains("\"?\""), "line {} has no gap: {line}", mark.line);
        let is_role = line.trim_start().starts_with("escalate:");
        let word = if is_role { "technician".to_owned() } else { last_resort.clone().unwrap() };
        let end = if is_question { "?" } else { "" };
        *line = line.replace("\"?\"", &word).replace("\"\"", &format!("\"Filled in {number}{end}\""));
    }
    lines.join("\n") + "\n"
}

#[test]
fn every_chart_is_sound_once_its_gaps_are_filled() {
    for (name, form, text) in fixtures() {
        let imported = tree(&name, form, &text);
        let gaps: BTreeSet<usize> =
            imported.marks.iter().filter(|it| it.kind == Marked::Gap).map(|it| it.line).collect();
        for (line, finding) in findings(&imported.yaml) {
            let where_else = finding.level() == Level::Error && !gaps.contains(&line);
            assert!(!where_else, "{name}:{line}: {}\n{}", finding.message, imported.yaml);
        }
        let filled = fill(&imported);
        // The chart's own wording is for its author to polish: from W301 on the rules are about language.
        let left: Vec<_> = findings(&filled).into_iter().filter(|(_, it)| &it.code.id[1..] < "300").collect();
        assert!(left.is_empty(), "{name}: {left:#?}\n{filled}");
    }
}

#[test]
fn a_gap_that_is_left_is_refused() {
    for (name, form, text) in fixtures() {
        let imported = tree(&name, form, &text);
        let found: BTreeSet<usize> = findings(&imported.yaml).into_iter().map(|(line, _)| line).collect();
        for gap in imported.marks.iter().filter(|it| it.kind == Marked::Gap) {
            assert!(found.contains(&gap.line), "{name}:{}: nobody refuses it: {}", gap.line, gap.words);
        }
    }
}

#[test]
fn thirty_nodes_with_groups_and_labels_become_a_tree() {
    let (form, text) = fixture("office-network.mmd");
    let imported = tree("office-network.mmd", form, &text);
    let nodes: BTreeSet<&str> = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q"]
        .into_iter()
        .chain(["R", "S", "T", "U", "V", "W", "X", "Y", "Z1", "AA", "AB", "AC", "AD"])
        .collect();
    let is_drawn = |node: &&&str| ["[", "(", "{"].iter().any(|sign| text.contains(&format!("{node}{sign}")));
    assert_eq!(nodes.iter().filter(is_drawn).count(), 30);
    for title in ["Cable and socket", "Settings of the computer", "Address and server"] {
        assert!(imported.yaml.contains(&format!("# --- {title} ---\n")), "{title}");
    }
    assert!(imported.yaml.contains("no: {text: \"No, only me\", next: restart-browser}"));
    assert!(imported.yaml.contains("ask: Does the address begin with \"169.254\"?"));
    assert!(imported.yaml.contains("do: Push the network cable in at both ends until it clicks\n"));
    assert_eq!(imported.steps, 21);
    let gaps: Vec<&str> =
        imported.marks.iter().filter(|it| it.kind == Marked::Gap).map(|it| it.words.as_str()).collect();
    assert_eq!(gaps.len(), 12, "{gaps:#?}");
    assert!(gaps.contains(&"what was wrong when \"Turn flight mode off\" helped?"));
}

#[test]
fn a_small_chart_is_read_as_its_author_meant_it() {
    let (form, text) = fixture("printer.mmd");
    let imported = tree("printer.mmd", form, &text);
    let expected = fs::read_to_string(format!("{FOLDER}/printer.yaml")).unwrap();
    assert_eq!(imported.yaml, expected);
    assert_eq!(imported.yaml, tree("printer.mmd", form, &text).yaml);
}

#[test]
fn a_table_with_causes_and_roles_leaves_little_to_fill() {
    let (form, text) = fixture("mouse.csv");
    let imported = tree("mouse.csv", form, &text);
    let gaps: Vec<&Mark> = imported.marks.iter().filter(|it| it.kind == Marked::Gap).collect();
    assert_eq!(gaps.len(), 1, "{gaps:#?}");
    for part in ["name: Empty battery", "name: Loose cable", "else: plug", "escalate: service-desk"] {
        assert!(imported.yaml.contains(part), "{part}\n{}", imported.yaml);
    }
}

#[test]
fn languages_are_guessed() {
    for (name, form, text) in fixtures() {
        let expected = if name.contains("-de.") || name == "heizung.dot" { Lang::DE } else { Lang::EN };
        assert_eq!(tree(&name, form, &text).lang, expected, "{name}");
    }
}

/// Everything that is wrong with a text, as the author sees it.
fn refused(form: Form, text: &str) -> String {
    let (imported, findings) = import(form, SourceId(0), text, &Origin::default());
    assert!(imported.is_none(), "{text}");
    let mut sources = Sources::default();
    sources.add("chart", text);
    pictures(&sources, &findings, Look { unicode: false, width: 80, ..Look::default() })
}

#[test]
fn what_cannot_be_read_has_a_place_and_a_reason() {
    let text = "flowchart TD\n  A[Start --> B{Is it on?}\n  B -->|yes| C(\"Press \"on\"\")\n  B -- no ->  D\n  C -->\n  \
        end\n  D & --> E\n  subgraph two\n";
    assert_eq!(refused(Form::Mermaid, text), fs::read_to_string(format!("{FOLDER}/faults.txt")).unwrap());
}

#[test]
fn other_diagrams_are_named() {
    for (form, text, parts) in [
        (Form::Mermaid, "sequenceDiagram\n A->>B: hi", ["`sequenceDiagram` is not a flowchart", "draw the steps"]),
        (Form::Mermaid, "flowchrat TD\nA-->B", ["`flowchrat` is no kind of diagram", "did you mean `flowchart`?"]),
        (Form::Mermaid, "graph XY\nA-->B", ["`XY` is no direction", "TB, TD, BT, LR and RL"]),
        (Form::Mermaid, "\n", ["this file is empty", "`flowchart TD`"]),
        (Form::Mermaid, "graph TD\n", ["there is no step in this chart", "draw at least one"]),
        (Form::Mermaid, "graph TD\nA\nB", ["no arrow leads from one step to another", "what follows"]),
        (Form::Mermaid, "---\ntitle: x\nflowchart TD\n", ["these settings are not closed", "`---`"]),
        (Form::Dot, "digrpah { a -> b }", ["`digrpah` is no kind of graph", "did you mean `digraph`?"]),
        (Form::Dot, "digraph { a -> ; }", ["`;` does not begin a statement", "this arrow leads nowhere"]),
        (Form::Dot, "digraph { a -> b [label=\"x }", ["this quote is not closed", "before its braces are closed"]),
        (Form::Csv, "", ["this table is empty", "step, kind, text, answer, next"]),
        (Form::Csv, "step,text,nxt\n1,a,2\n", ["no column `next`", "`nxt`: did you mean `next`?"]),
        (Form::Csv, "id,text,next\non,Is it on?,pwer\npower,Plug in,\n", ["there is no step `pwer`", "`power`?"]),
        (Form::Csv, "id,text,next\n1,\"Is it on?,2\n2,x,\n", ["a quote in this line is not closed", "close it"]),
        (Form::Csv, "id,text,answer,next\n1,On?,yes,\n1,,no,1\n", ["the answer `yes` leads nowhere", "its column"]),
    ] {
        let shown = refused(form, text);
        for part in parts {
            assert!(shown.contains(part), "{part}\n{shown}");
        }
    }
}

#[test]
fn hidden_characters_and_markup_do_not_pass() {
    let text = "graph TD\nA[\"Is it <b onclick='x'>on\u{202e}</b>&#8238;&#27;[2J?\"] -->|yes\u{1b}]0;x\u{7}| B[Fixed]\n\
        A -->|\"no<br>#35; {x: [y]}\"| C[\"Call: 'us' # now\"]\n";
    let imported = tree("x\u{1b}[2J.mmd", Form::Mermaid, text);
    let hidden = |c: &char| c.is_control() && *c != '\n' || lotse::base::is_deceptive(*c);
    assert_eq!(imported.yaml.chars().find(hidden), None, "{}", imported.yaml);
    assert!(!imported.yaml.contains("onclick"));
    assert_eq!(findings(&fill(&imported)).len(), 0, "{}", imported.yaml);
}

#[test]
fn large_charts_do_not_take_long_or_deep() {
    use std::fmt::Write as _;
    let count = 10_000;
    let mut chain = "flowchart TD\n".to_owned();
    let mut dot = "digraph {\n".to_owned();
    let mut table = "id,text,answer,next\n".to_owned();
    for at in 0..count {
        let next = (at + 1) % count;
        writeln!(chain, "n{at}{{Is it {at}?}} -->|yes| n{next}\nn{at} -->|no| e{at}[Call support {at}]").unwrap();
        writeln!(dot, "n{at} [label=\"Is it {at}?\"]; n{at} -> n{next} [label=yes]; n{at} -> n{at} [label=no]")
            .unwrap();
        writeln!(table, "{at},Is it {at}?,yes,{next}\n,,no,Call support").unwrap();
    }
    dot.push('}');
    for (form, text) in [(Form::Mermaid, &chain), (Form::Dot, &dot), (Form::Csv, &table)] {
        assert!(count < tree("large", form, text).steps);
    }
    let all: Vec<String> = (0..5_000).map(|at| format!("n{at}")).collect();
    let shown = refused(Form::Mermaid, &format!("graph TD\n{0} --> {0}", all.join(" & ")));
    assert!(shown.contains("more than 200,000 arrows"), "{}", &shown[..200]);
    let _deep = import(Form::Dot, SourceId(0), &format!("digraph {}", "{".repeat(100_000)), &Origin::default());
    let deep = format!("graph TD\n{}a --> b\n{}", "subgraph x\n".repeat(5_000), "end\n".repeat(5_000));
    let _deep = import(Form::Mermaid, SourceId(0), &deep, &Origin::default());
    for piece in ["A[", "A[\"", "{", "-- ", "<", "\"", "|", "A-->|", "%%{", "@{", "/*", "A@{x:\"", "&#", "<b "] {
        for form in [Form::Mermaid, Form::Dot, Form::Csv] {
            for head in ["graph TD\n", "digraph {\n", "id,text,next\n"] {
                let text = format!("{head}{}", format!("{piece}\n").repeat(3_000));
                let _read = import(form, SourceId(0), &text, &Origin::default());
            }
        }
    }
}

/// Pieces from which broken charts are made.
const PIECES: &[&str] = &[
    "-->",
    "---",
    "-.->",
    "==>",
    "--",
    "|",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "\"",
    "'",
    "&",
    ";",
    "\n",
    "subgraph",
    "end",
    "%%",
    "@{",
    ":::",
    "<br/>",
    "~~~",
    "->",
    "digraph",
    "=",
    ",",
    "\\",
    "<",
    ">",
    "A",
    "ü",
    "\u{202e}",
    "\u{feff}",
    "click A \"x\"",
    "/*",
    "#",
    "//",
    "node",
    "\t",
    "\r\n",
    "yes",
    "no",
    "`",
    "x--x",
    "<-->",
    "direction LR",
];

proptest! {
    #![proptest_config(property(150))]

    #[test]
    fn broken_charts_never_break_the_program(
        which in 0_usize..64,
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..8, prop::sample::select(PIECES)), 1..8),
    ) {
        let all = fixtures();
        let (_, form, text) = &all[which % all.len()];
        let mut text = text.clone();
        for (at, length, piece) in edits {
            let at = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.floor_char_boundary((at + length).min(text.len()));
            text.replace_range(at..end.max(at), piece);
        }
        for form in [*form, Form::Mermaid, Form::Dot, Form::Csv] {
            let (imported, found) = import(form, SourceId(0), &text, &Origin::default());
            prop_assert_eq!(imported.is_none(), found.iter().any(|it| it.level() == Level::Error));
            for finding in &found {
                let span = finding.place.span;
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some(), "{:?}", finding);
            }
            if let Some(imported) = imported {
                let gaps: Vec<usize> = imported.marks.iter().filter(|it| it.kind == Marked::Gap).map(|it| it.line).collect();
                let (library, mut found, sources) = read_all(&[("a.yaml".to_owned(), imported.yaml.clone())]);
                found.extend(lotse::check::check(&library));
                for finding in found.iter().filter(|it| it.level() == Level::Error) {
                    let line = sources.get(finding.place.source).unwrap().position(finding.place.span.start).line;
                    // The shared roles and facts are not read here.
                    let is_shared = |word| finding.message.contains(word);
                    let is_gap = gaps.contains(&line) || is_shared("there is no role") || is_shared("there is no fact");
                    prop_assert!(is_gap, "{}: {}\n{}\n{}", line, finding.message, imported.yaml, text);
                }
            }
        }
    }
}

#[test]
fn the_program_writes_files_whole_and_only_where_told() {
    let folder = Folder::new().file("Kein Netz.mmd", fixture("phone-de.mmd").1).file("bad.mmd", "graph TD\nA[x\n");
    let chart = folder.0.join("Kein Netz.mmd");
    let chart = chart.to_str().unwrap();
    let ran = run(&["import", "mermaid", chart, "--out", folder.path()], "");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.talk);
    assert!(ran.talk.contains("gaps to fill"), "{}", ran.talk);
    let target = folder.0.join("kein-netz.yaml");
    let written = fs::read_to_string(&target).unwrap();
    assert!(written.contains("\nlang: de\n"), "{written}");
    let ran = run(&["import", "mermaid", chart, "--out", folder.path(), "--title", "Handy lädt nicht"], "");
    assert_eq!(ran.code, 2);
    // The path is as long as the place where the test runs, and the line is folded.
    let talk = ran.talk.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(talk.contains("exists already") && talk.contains("--force"), "{talk}");
    assert_eq!(fs::read_to_string(&target).unwrap(), written);
    let ran = run(&["import", "mermaid", chart, "--out", folder.path(), "--title", "Handy lädt nicht", "--force"], "");
    assert_eq!(ran.code, 0, "{}", ran.talk);
    assert!(fs::read_to_string(&target).unwrap().contains("title: Handy lädt nicht\n"));
    let bad = folder.0.join("bad.mmd");
    let ran = run(&["import", "mermaid", bad.to_str().unwrap(), "--out", folder.path()], "");
    assert_eq!(ran.code, 2);
    assert!(ran.talk.contains("bad.mmd:2:2") && ran.talk.contains("nothing was imported"), "{}", ran.talk);
    assert!(!folder.0.join("bad.yaml").exists());
    let names: BTreeSet<String> =
        fs::read_dir(&folder.0).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["Kein Netz.mmd", "bad.mmd", "kein-netz.yaml"]);
}

#[test]
fn a_pipe_and_other_encodings_work_too() {
    let ran = run(&["import", "mermaid", "-", "--id", "lamp", "--lang", "en"], &fixture("lamp.mmd").1);
    assert_eq!(ran.code, 0, "{}", ran.talk);
    assert!(ran.out.starts_with("# Imported from standard input. Save it as `lamp.yaml`.\n"), "{}", ran.out);
    let ran = run(&["import", "mermaid", "-", "--format", "json"], &fixture("lamp.mmd").1);
    assert!(ran.out.starts_with("{\"format\":1,\"lang\":\"en\",\"steps\":"), "{}", ran.out);
    let windows = b"Nr;Frage;Ja;Nein\r\n1;L\xe4uft der L\xfcfter?;2;Techniker rufen\r\n2;Neu starten;;\r\n";
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(
            "Nr\tFrage\tJa\tNein\r\n1\tLäuft der Lüfter?\t2\tTechniker rufen\r\n2\tNeu starten\t\t\r\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    for bytes in [windows.as_slice(), &utf16] {
        let ran = crate::program::run_bytes(&["import", "csv", "-"], bytes);
        assert!(ran.out.contains("ask: Läuft der Lüfter?"), "{}\n{}", ran.out, ran.talk);
    }
    assert!(Path::new(FOLDER).is_dir());
}

/// What lotse draws it reads again: ids, kinds, questions, answers and endings, but no number in a text.
#[test]
fn our_own_charts_come_back_as_they_were() {
    for form in ["mermaid", "dot"] {
        for (lang, question, answer) in
            [("en", "What is the device doing?", "It runs empty too fast"), ("de", "Was macht das Gerät?", "")]
        {
            let chart = run(&["export", form, "phone-charge", "--lang", lang], "").out;
            let ran = run(&["import", form, "-", "--id", "again", "--title", "x"], &chart);
            assert_eq!(ran.code, 0, "{}", ran.talk);
            let (file, _) = lotse::tree::read(SourceId(0), "again", &ran.out);
            let Some(lotse::tree::File::Tree(tree)) = file else { panic!("{}", ran.out) };
            let shipped = fs::read_to_string("trees/phone/phone-charge.yaml").unwrap();
            let (own, _) = lotse::tree::read(SourceId(0), "phone-charge", &shipped);
            let Some(lotse::tree::File::Tree(own)) = own else { panic!() };
            let kind = |step: &lotse::tree::Step| std::mem::discriminant(&step.kind);
            for (_, step) in own.steps() {
                let again = tree.steps().find(|(_, it)| it.id == step.id);
                let Some((_, again)) = again else { panic!("{form} {lang}: `{}` is gone\n{}", step.id, ran.out) };
                if !matches!(step.kind, lotse::tree::Kind::Call(_) | lotse::tree::Kind::Route(_)) {
                    assert_eq!(kind(again), kind(step), "{form} {lang}: `{}`\n{}", step.id, ran.out);
                }
                if let (lotse::tree::Kind::Question(own), lotse::tree::Kind::Question(again)) =
                    (&step.kind, &again.kind)
                {
                    assert_eq!(own.answers.len(), again.answers.len(), "{form} {lang}: `{}`\n{}", step.id, ran.out);
                }
            }
            assert!(ran.out.contains(&format!("ask: {question}\n")), "{}", ran.out);
            assert!(ran.out.contains(answer), "{}", ran.out);
            assert!(!ran.out.contains("(question)") && !ran.out.contains("(Frage)"), "{}", ran.out);
        }
    }
}

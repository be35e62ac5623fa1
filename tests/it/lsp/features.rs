//! Each answer of the server, on texts that are not saved.

use lotse::library::Shelf;
use serde_json::{Value, json};

use super::{
    FILES,
    editor::{Editor, place_of},
    file,
};

fn mouse(name: &str) -> (Editor, String) {
    let mut editor = Editor::start(name, FILES, &Shelf::empty());
    let uri = editor.open("pc/mouse.yaml");
    (editor, uri)
}

/// Types a text with a mark `¦` for the cursor, and lists what may be written there.
fn proposed(editor: &mut Editor, uri: &str, marked: &str) -> Vec<String> {
    let items = proposals(editor, uri, marked);
    items.iter().map(|it| it["label"].as_str().unwrap().to_owned()).collect()
}

fn proposals(editor: &mut Editor, uri: &str, marked: &str) -> Vec<Value> {
    let (line, column) = place_of(marked, "¦");
    editor.write(uri, &marked.replace('¦', ""));
    let position = json!({"line": line, "character": column});
    let answer = editor.ask("textDocument/completion", &json!({"textDocument": {"uri": uri}, "position": position}));
    answer.as_array().unwrap().clone()
}

#[test]
fn ids_are_completed_where_they_belong() {
    let (mut editor, uri) = mouse("ids");
    let text = file("pc/mouse.yaml");
    let steps = ["light", "scope", "change", "help"];
    assert_eq!(proposed(&mut editor, &uri, &text.replace("else: help", "else: he¦")), steps);
    assert_eq!(proposed(&mut editor, &uri, &text.replace("else: help", "else: {step: ¦")), steps, "while it is broken");
    assert_eq!(proposed(&mut editor, &uri, &text.replace("      one: change", "      one: ¦")), steps);
    assert_eq!(proposed(&mut editor, &uri, &text.replace("call: scope", "call: ¦")), ["scope"]);
    assert_eq!(proposed(&mut editor, &uri, &text.replace("      all: help", "      ¦")), ["all"]);
    assert_eq!(proposed(&mut editor, &uri, &text.replace("cause: battery", "cause: ¦")), ["battery"]);
    assert_eq!(proposed(&mut editor, &uri, &text.replace("escalate: desk", "escalate: ¦")), ["desk"]);
    assert_eq!(proposed(&mut editor, &uri, &text.replace("collect: [os]", "collect: [¦")), ["voice", "os"]);
    assert_eq!(proposed(&mut editor, &uri, &text.replace("      windows: scope", "      ¦")), ["windows"]);
    let route =
        text.replace("    escalate: desk\n    collect: [os]", "    route:\n      - when: {os: ¦}\n        next: light");
    assert_eq!(proposed(&mut editor, &uri, &route), ["windows", "linux"]);
    let added = text.replace("  help:", "  brand-new:\n    fix: [\n  help:").replace("else: help", "else: ¦");
    assert!(proposed(&mut editor, &uri, &added).contains(&"brand-new".to_owned()), "also what was just typed");
}

#[test]
fn keys_and_words_are_completed_with_their_pages() {
    let (mut editor, uri) = mouse("keys");
    let text = file("pc/mouse.yaml");
    let found = proposals(&mut editor, &uri, &text.replace("    cause: battery", "    cause: battery\n    ¦"));
    let labels: Vec<&str> = found.iter().map(|it| it["label"].as_str().unwrap()).collect();
    assert!(labels.contains(&"risk") && labels.contains(&"warn") && labels.contains(&"cannot"), "{labels:?}");
    assert!(!labels.contains(&"do") && !labels.contains(&"fixes") && !labels.contains(&"ask"), "{labels:?}");
    let risk = found.iter().find(|it| it["label"] == "risk").unwrap();
    assert!(risk["documentation"]["value"].as_str().unwrap().contains("`data-loss`"), "{risk}");
    let expect = found.iter().find(|it| it["label"] == "expect").unwrap();
    assert_eq!(expect["textEdit"]["newText"], "expect:\n      en: \n      de: ", "as the title has two languages");
    let new_step = proposed(&mut editor, &uri, &text.replace("  help:", "  new:\n    ¦\n  help:"));
    assert_eq!(new_step[..8], ["do", "ask", "call", "route", "fix", "escalate", "continue", "exit"]);
    let words = proposed(&mut editor, &uri, &text.replace("    else: help", "    by: ¦\n    else: help"));
    assert_eq!(words, ["customer", "agent", "admin", "technician"]);
    assert_eq!(proposed(&mut editor, &uri, &text.replace("Put a new battery", "Put ¦ battery")), Vec::<String>::new());
    let facts = editor.open("facts.yaml");
    let keys = proposed(&mut editor, &facts, &file("facts.yaml").replace("    values:", "    ¦\n    values:"));
    assert_eq!(keys, ["ask", "look", "input", "private", "stale-after", "derived", "allow"]);
}

#[test]
fn names_lead_to_their_declaration_and_back() {
    let (mut editor, uri) = mouse("lead");
    // One more line above: the places are those of the text as it is typed.
    editor.write(&uri, &format!("# typed\n{}", file("pc/mouse.yaml")));
    let mut go = |wanted: &str, on: usize| {
        let found = editor.ask("textDocument/definition", &editor.at(&uri, wanted, on, &json!({})));
        let target = found[0]["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        format!("{target} {}", found[0]["range"]["start"]["line"])
    };
    assert_eq!(go("else: help", 7), "mouse.yaml 31");
    assert_eq!(go("call: scope", 7), "scope.yaml 0");
    assert_eq!(go("all: help", 1), "scope.yaml 2");
    assert_eq!(go("fact: os", 7), "facts.yaml 2");
    assert_eq!(go("escalate: desk", 12), "roles.yaml 2");
    assert_eq!(go("cause: battery", 8), "mouse.yaml 6");
    assert_eq!(go("windows: scope", 2), "facts.yaml 4");
    let asked = editor.at(&uri, "fact: os", 7, &json!({"context": {"includeDeclaration": true}}));
    let found = editor.ask("textDocument/references", &asked);
    let mut files: Vec<&str> =
        found.as_array().unwrap().iter().map(|it| it["uri"].as_str().unwrap().rsplit('/').next().unwrap()).collect();
    files.sort_unstable();
    assert_eq!(files, ["facts.yaml", "mouse.yaml", "mouse.yaml", "roles.yaml"]);
    let marked = editor.ask("textDocument/documentHighlight", &editor.at(&uri, "else: help", 7, &json!({})));
    assert_eq!(marked.as_array().unwrap().len(), 3);
}

#[test]
fn renaming_changes_every_file_or_says_why_not() {
    let (mut editor, uri) = mouse("rename");
    editor.write(&uri, &format!("# typed 🖱\n{}", file("pc/mouse.yaml")));
    let asked =
        |editor: &Editor, wanted: &str, on: usize, name: &str| editor.at(&uri, wanted, on, &json!({"newName": name}));
    let edit = editor.ask("textDocument/rename", &asked(&editor, "fact: os", 7, "system"));
    let changes = edit["changes"].as_object().unwrap();
    assert_eq!(changes.len(), 3);
    for (file, edits) in changes {
        let text = editor.changed(file, edits);
        assert!(!text.contains(" os") && !text.contains("[os]") && text.contains("system"), "{file}:\n{text}");
    }
    let edit = editor.ask("textDocument/rename", &asked(&editor, "all: help", 1, "everyone"));
    let scope = editor.changed(&editor.uri("parts/scope.yaml"), &edit["changes"][editor.uri("parts/scope.yaml")]);
    assert!(scope.contains("exits: [one, everyone]") && scope.contains("exit: everyone"), "{scope}");
    assert!(scope.contains("next: all}"), "the step of the same name keeps it:\n{scope}");
    let edit = editor.ask("textDocument/rename", &asked(&editor, "call: scope", 7, "extent"));
    let operations = edit["documentChanges"].as_array().unwrap();
    assert_eq!(operations.len(), 2);
    assert_eq!(operations[1]["kind"], "rename");
    assert!(operations[1]["newUri"].as_str().unwrap().ends_with("/parts/extent.yaml"));
    let mut refused =
        |wanted: &str, on: usize, name: &str| editor.refused("textDocument/rename", &asked(&editor, wanted, on, name));
    assert_eq!(refused("else: help", 7, "light"), "there is already a step `light`");
    assert_eq!(refused("else: help", 7, "not an id"), "an id has letters a to z, digits, `-` and `_`, at most 64");
    assert_eq!(refused("unsure: change", 2, "maybe"), "`unsure` has a meaning of its own");
    assert_eq!(refused("title:", 2, "name"), "there is no name here that can be changed");
    editor.write(&uri, &format!("# typed 🖱\n{}", file("pc/mouse.yaml").replace("collect: [os]", "collect: [os")));
    let words = editor.refused("textDocument/prepareRename", &editor.at(&uri, "else: help", 7, &json!({})));
    assert_eq!(words, "`mouse` is no YAML at the moment: mend it first");
}

/// Scenarios of the tree `mouse`.
const SCENARIOS: &str = "format: 1\nwalks:\n  dark:\n    facts: {os: linux}\n    answers:\n      light: windows\n      scope.who: me\n      change: no\n    ends: {escalate: desk}\n    at: help\nsteps:\n  lit:\n    at: light\n    answer: linux\n    leads: change\n";

#[test]
fn scenarios_follow_their_tree() {
    let files: Vec<(&str, &str)> = FILES.iter().copied().chain([("pc/mouse.test.yaml", SCENARIOS)]).collect();
    let mut editor = Editor::start("scenarios", &files, &Shelf::empty());
    let uri = editor.open("pc/mouse.yaml");
    let scenarios = editor.open("pc/mouse.test.yaml");
    // The fact is known, so that two of its answers are never asked for.
    assert_eq!(editor.codes(&scenarios), ["E074", "E074"]);
    let mut renamed = |uri: &str, wanted: &str, on: usize, name: &str| {
        let edit = editor.ask("textDocument/rename", &editor.at(uri, wanted, on, &json!({"newName": name})));
        editor.changed(&scenarios, &edit["changes"][&scenarios])
    };
    let text = renamed(&uri, "  light:", 3, "lamp");
    assert_eq!(text, SCENARIOS.replace("light", "lamp"), "a step");
    let text = renamed(&scenarios, "scope.who", 7, "asked");
    assert_eq!(text, SCENARIOS.replace("scope.who", "scope.asked"), "a step of a part, from the scenario");
    let text = renamed(&uri, "  scope:", 3, "extent");
    assert_eq!(text, SCENARIOS.replace("scope.who", "extent.who"), "a call");
    let text = renamed(&uri, "linux:", 1, "tux");
    assert_eq!(text, SCENARIOS.replace("linux", "tux"), "a value, as fact and as answer");
    let text = renamed(&uri, "escalate: desk", 11, "bench");
    assert_eq!(text, SCENARIOS.replace("desk", "bench"), "a role");
    let found = editor.ask("textDocument/definition", &editor.at(&scenarios, "scope.who: me", 11, &json!({})));
    assert!(found[0]["uri"].as_str().unwrap().ends_with("/parts/scope.yaml"), "{found}");
    let typed = SCENARIOS.replace("light: windows", "light: ¦");
    assert_eq!(proposed(&mut editor, &scenarios, &typed), ["windows", "linux", "unsure"]);
    let typed = SCENARIOS.replace("leads: change", "leads: ¦");
    assert_eq!(proposed(&mut editor, &scenarios, &typed), ["light", "scope", "change", "help"]);
    let typed = SCENARIOS.replace("    at: help\n", "    ¦\n");
    assert!(proposed(&mut editor, &scenarios, &typed).contains(&"within".to_owned()));
    editor.write(&scenarios, &SCENARIOS.replace("leads", "laeds"));
    assert!(editor.codes(&scenarios).contains(&"E020".to_owned()));
}

#[test]
fn pages_say_what_is_under_the_cursor() {
    let (mut editor, uri) = mouse("pages");
    let text = file("pc/mouse.yaml").replace("  help:\n", "  help:\n    # E101 is one of them\n    urgency: soon\n");
    editor.write(&uri, &text);
    let mut page = |wanted: &str, on: usize| {
        let answer = editor.ask("textDocument/hover", &editor.at(&uri, wanted, on, &json!({})));
        answer["contents"]["value"].as_str().unwrap_or("nothing").to_owned()
    };
    let step = page("next: change", 8);
    assert!(step.contains("Put a new battery in.") && step.contains("Legen Sie eine neue Batterie ein."), "{step}");
    assert!(step.contains("Led here by: `light` (linux), `light` (unsure), `scope` (one)"), "{step}");
    assert!(step.contains("To an ending: at least 1 step, at most 0 questions and 1 instruction."), "{step}");
    let fact = page("fact: os", 7);
    assert!(fact.contains("System") && fact.contains("`windows`"), "{fact}");
    assert!(fact.contains("Set by: `mouse light`") && fact.contains("Read by: `mouse help`, `roles`"), "{fact}");
    assert!(page("escalate: desk", 3).contains("Who takes over."));
    assert!(page("urgency: soon", 11).contains("Today."));
    assert!(page("E101", 2).contains("unknown-step"));
    assert!(page("call: scope", 7).contains("Exits: `one`, `all`"));
}

#[test]
fn outlines_folds_and_searches_show_what_there_is() {
    let (mut editor, uri) = mouse("outline");
    let document = json!({"textDocument": {"uri": uri}});
    let outline = editor.ask("textDocument/documentSymbol", &document);
    let names = |items: &Value| -> Vec<String> {
        items.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&outline), ["title", "causes", "steps"]);
    let steps = &outline[2]["children"];
    assert_eq!(names(steps), ["light", "scope", "change", "help"]);
    assert_eq!(names(&steps[0]["children"]), ["windows", "linux", "unsure"]);
    assert_eq!(steps[2]["detail"], "instruction: Put a new battery in.");
    let folds = editor.ask("textDocument/foldingRange", &document);
    assert!(folds.as_array().unwrap().iter().any(|it| it["startLine"] == 8 && it["endLine"] == 32), "{folds}");
    let found = editor.ask("workspace/symbol", &json!({"query": "BAT"}));
    assert_eq!(names(&found), ["battery"]);
}

#[test]
fn quick_fixes_mend_what_they_say() {
    let (mut editor, uri) = mouse("fixes");
    let whole = file("pc/mouse.yaml");
    let mut mended = |text: &str, wanted: &str, title: &str| {
        editor.write(&uri, text);
        let (line, column) = place_of(text, wanted);
        let at = json!({"line": line, "character": column});
        let params =
            json!({"textDocument": {"uri": uri}, "range": {"start": at, "end": at}, "context": {"diagnostics": []}});
        let actions = editor.ask("textDocument/codeAction", &params);
        let actions = actions.as_array().unwrap();
        let titles: Vec<&Value> = actions.iter().map(|it| &it["title"]).collect();
        let action = actions.iter().find(|it| it["title"] == title).unwrap_or_else(|| panic!("{titles:?}"));
        let text = editor.changed(&uri, &action["edit"]["changes"][&uri]);
        editor.write(&uri, &text);
        (text, editor.codes(&uri))
    };
    let (text, codes) = mended(&whole.replace("else: help", "else: hepl"), "hepl", "write `help`");
    assert_eq!((text.as_str(), codes), (whole, vec![]));
    let (text, codes) = mended(&whole.replace("    else:", "    esle:"), "esle", "write `else`");
    assert_eq!((text.as_str(), codes), (whole, vec![]));
    let (text, _) =
        mended(&whole.replace("else: help", "else: ask-again"), "ask-again", "create the question `ask-again`");
    assert!(text.ends_with("  ask-again:\n    ask:\n      en: \"\"\n      de: \"\"\n    answers:\n      yes: help\n      no: help\n      unsure: help\n"), "{text}");
    let (text, codes) =
        mended(&whole.replace("      unsure: change\n", ""), "light:\n", "add `unsure`, which leads to `help`");
    assert!(text.contains("        next: change\n      unsure: help\n") && codes.is_empty(), "{codes:?} {text}");
    let (text, codes) =
        mended(&whole.replace("      all: help\n", ""), "scope\n    exits", "lead the other exits to `help`");
    assert_eq!((text.as_str(), codes), (whole, vec![]));
    let lacking = whole.replace("{en: Empty battery, de: Leere Batterie}", "{en: Empty battery}");
    let (text, codes) = mended(&lacking, "battery:", "add `de` to `name`");
    assert!(text.contains("{en: Empty battery, de: \"\"}"), "{text}");
    assert_eq!(codes, ["W129", "E029"], "the words are still to be written");
    let lacking = whole.replace("      de: Legen Sie eine neue Batterie ein.\n", "");
    let (text, _) = mended(&lacking, "change:\n    do", "add `de` to `do`");
    assert!(text.contains("      en: Put a new battery in.\n      de: \"\"\n    cause"), "{text}");
    let (text, codes) = mended(&whole.replace("format: 1\n", ""), "title", "write `format: 1`");
    assert_eq!((text.as_str(), codes), (whole, vec![]));
}

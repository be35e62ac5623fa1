//! Nothing that an editor says or a text contains stops the server.

use lotse::library::Shelf;
use serde_json::{Value, json};

use super::{FILES, editor::Editor, file};

/// Every question that can be asked at a place.
const QUESTIONS: [&str; 9] = [
    "textDocument/completion",
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/codeAction",
    "textDocument/prepareRename",
];

/// Asks everything at a place; answers and refusals are both fine.
fn ask_all(editor: &mut Editor, uri: &str, line: usize, column: usize) {
    let at = json!({"line": line, "character": column});
    let params = json!({
        "textDocument": {"uri": uri}, "position": at, "range": {"start": at, "end": at},
        "context": {"diagnostics": [], "includeDeclaration": true},
    });
    for question in QUESTIONS {
        editor.try_ask(question, &params);
    }
}

#[test]
fn no_cut_of_a_text_stops_the_server() {
    let mut editor = Editor::start("cuts", FILES, &Shelf::empty());
    let uri = editor.open("pc/mouse.yaml");
    let text = file("pc/mouse.yaml");
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)).step_by(7) {
        let cut = &text[..end];
        editor.write(&uri, cut);
        let line = cut.matches('\n').count();
        let column = cut.lines().last().map_or(0, |line| line.encode_utf16().count());
        ask_all(&mut editor, &uri, line, column);
    }
    editor.leave();
}

#[test]
fn hostile_texts_are_answered() {
    let texts = [
        "",
        "\u{feff}format: 1\n",
        "\r\r\n\r",
        "{",
        "[[[[[[{{{{{",
        "- - - -\n- -",
        "a: &x {b: *x}",
        "? [a]: b\n",
        "\t\t\tsteps:\n",
        "format: 1\nsteps: [a, {b: c}]\nstart: {}\ntitle: []\n",
        "steps:\n  a:\n    answers: {: , : }\n",
        "a: \"\u{0}\u{202e}",
        "steps:\n- a\n-\n  - b:\n  -",
        "title: {en: 'x\nsteps:\n  a: {ask: \"y\n",
        "%YAML 9\n---\n...\n---\n",
        "🖱: {🖱: [🖱\n",
        "allow: {unknown-step: \"\"}\n",
        "format: 1\ntitle: x\nexits: [a, a]\nstart: a\nsteps:\n  a: {call: mouse, exits: {a: a}}\n",
    ];
    let mut editor = Editor::start("hostile", FILES, &Shelf::empty());
    let uri = editor.open("pc/mouse.yaml");
    for text in texts {
        editor.write(&uri, text);
        for line in 0..3 {
            for column in [0, 3, 9, 9999] {
                ask_all(&mut editor, &uri, line, column);
            }
        }
    }
    editor.leave();
}

#[test]
fn odd_messages_are_answered_or_ignored() {
    let mut editor = Editor::start("odd", FILES, &Shelf::empty());
    let uri = editor.open("pc/mouse.yaml");
    assert_eq!(editor.refused("textDocument/teleport", &Value::Null), "lotse does not answer `textDocument/teleport`");
    let words = "these parameters are not those of the protocol";
    assert_eq!(editor.refused("textDocument/hover", &json!({"position": 5})), words);
    for method in
        ["textDocument/didChange", "textDocument/didOpen", "$/cancelRequest", "workspace/didChangeWatchedFiles"]
    {
        editor.tell(method, &json!({"nonsense": true}));
    }
    let far = json!({"start": {"line": 900, "character": 5}, "end": {"line": 2, "character": 0}});
    editor.change(&uri, &json!([{"range": far, "text": "x"}]));
    editor.change("file:///nowhere.yaml", &json!([{"text": "x"}]));
    editor.close("untitled:one");
    editor.codes(&uri);
    let symbols = editor.ask("workspace/symbol", &json!({"query": ""}));
    assert!(!symbols.as_array().unwrap().is_empty());
    editor.leave();
}

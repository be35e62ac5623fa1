//! Somebody who types in a tree with the language server behind the editor.

use std::cell::Cell;

use lotse::{library::Shelf, lsp};
use lsp_server::{Connection, Message, Notification, Request};
use serde_json::{Value, json};

/// An editor with one open tree. The server runs in a thread, with everything that is built in beneath.
pub(crate) struct Typist {
    connection: Connection,
    /// Where a letter of a step's name stands.
    place: Value,
    is_misspelt: Cell<bool>,
    version: Cell<i32>,
}

const URI: &str = "file:///nowhere/trees/synthetic.yaml";

impl Typist {
    pub(crate) fn new(text: &str, words: &str) -> Self {
        let (connection, server) = Connection::memory();
        std::thread::spawn(move || lsp::serve(&server, &Shelf::built_in()));
        let typist =
            Self { connection, place: last_target(text), is_misspelt: Cell::new(false), version: Cell::new(1) };
        let request = Request { id: 1.into(), method: "initialize".into(), params: json!({"capabilities": {}}) };
        typist.connection.sender.send(Message::Request(request)).unwrap();
        typist.connection.receiver.recv().unwrap();
        typist.tell("initialized", json!({}));
        let document = |uri: &str, text: &str| json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
        typist.tell("textDocument/didOpen", json!({"textDocument": document(URI, text)}));
        let words = document("file:///nowhere/trees/words.yaml", words);
        typist.tell("textDocument/didOpen", json!({"textDocument": words}));
        typist.types();
        typist.types();
        typist
    }

    fn tell(&self, method: &str, params: Value) {
        let told = Notification { method: method.to_owned(), params };
        self.connection.sender.send(Message::Notification(told)).unwrap();
    }

    /// Types a letter of the last target, or takes it back, and waits until the findings are told.
    pub(crate) fn types(&self) {
        let is_misspelt = !self.is_misspelt.get();
        self.is_misspelt.set(is_misspelt);
        self.version.set(self.version.get() + 1);
        let mut range = json!({"start": self.place, "end": self.place});
        if !is_misspelt {
            range["end"]["character"] = json!(self.place["character"].as_u64().unwrap() + 1);
        }
        let change = json!({"range": range, "text": if is_misspelt { "x" } else { "" }});
        let document = json!({"uri": URI, "version": self.version.get()});
        self.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": [change]}));
        loop {
            let Message::Notification(told) = self.connection.receiver.recv().unwrap() else { continue };
            let has_error = told.params["diagnostics"].as_array().unwrap().iter().any(|it| it["code"] == "E101");
            if told.params["uri"] == URI && has_error == is_misspelt {
                return;
            }
        }
    }
}

/// Where the last `next:` of a text names its step.
fn last_target(text: &str) -> Value {
    let at = text.rfind("next: ").unwrap() + "next: ".len();
    let start = text[..at].rfind('\n').unwrap() + 1;
    json!({"line": text[..at].matches('\n').count(), "character": at - start})
}

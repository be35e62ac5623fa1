//! An editor as the server sees it: texts, edits, requests, and what it is told.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    thread::JoinHandle,
};

use lotse::{library::Shelf, lsp};
use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::{Value, json};

/// One editor with its server, which runs in a thread.
pub(crate) struct Editor {
    connection: Connection,
    server: Option<JoinHandle<bool>>,
    folder: PathBuf,
    asked: i32,
    version: i32,
    texts: BTreeMap<String, String>,
    told: BTreeMap<String, Vec<Value>>,
}

/// Line and column of a text, in the units of UTF-16.
pub(crate) fn place_of(text: &str, wanted: &str) -> (usize, usize) {
    let at = text.find(wanted).unwrap_or_else(|| panic!("`{wanted}` is not in the text"));
    let start = text[..at].rfind('\n').map_or(0, |nl| nl + 1);
    (text[..at].matches('\n').count(), text[start..at].encode_utf16().count())
}

impl Editor {
    /// Opens a folder with these files in `trees`.
    pub(crate) fn start(name: &str, files: &[(&str, &str)], beneath: &Shelf) -> Self {
        let files: Vec<(String, &str)> = files.iter().map(|(path, text)| (format!("trees/{path}"), *text)).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        let mut editor = Self::start_in(name, &files, beneath);
        editor.folder.push("trees");
        editor
    }

    /// Opens a folder with these files.
    pub(crate) fn start_in(name: &str, files: &[(&str, &str)], beneath: &Shelf) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lsp").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let (connection, own) = Connection::memory();
        let beneath = beneath.clone();
        let server = std::thread::spawn(move || lsp::serve(&own, &beneath).unwrap());
        let (texts, told) = (BTreeMap::new(), BTreeMap::new());
        let mut editor = Self { connection, server: Some(server), folder, asked: 0, version: 1, texts, told };
        let edits = json!({"documentChanges": true, "resourceOperations": ["create", "rename"]});
        let workspace = json!({"workspaceEdit": edits, "didChangeWatchedFiles": {"dynamicRegistration": true}});
        let root = format!("file://{}", editor.folder.display());
        let params = json!({"processId": null, "rootUri": root, "capabilities": {"workspace": workspace}});
        let answer = editor.ask("initialize", &params);
        assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
        editor.tell("initialized", &json!({}));
        editor
    }

    pub(crate) fn uri(&self, path: &str) -> String {
        format!("file://{}", self.folder.join(path).display())
    }

    pub(crate) fn tell(&self, method: &str, params: &Value) {
        let told = Notification { method: method.to_owned(), params: params.clone() };
        self.connection.sender.send(Message::Notification(told)).unwrap();
    }

    /// Opens a file of the folder as it is on the disk.
    pub(crate) fn open(&mut self, path: &str) -> String {
        let text = fs::read_to_string(self.folder.join(path)).unwrap();
        self.open_text(path, &text)
    }

    /// Opens a file whose text is nowhere else.
    pub(crate) fn open_text(&mut self, path: &str, text: &str) -> String {
        let uri = self.uri(path);
        let document = json!({"uri": uri, "languageId": "yaml", "version": self.version, "text": text});
        self.tell("textDocument/didOpen", &json!({"textDocument": document}));
        self.texts.insert(uri.clone(), text.to_owned());
        uri
    }

    pub(crate) fn text(&self, uri: &str) -> String {
        self.texts[uri].clone()
    }

    /// Types a whole text anew.
    pub(crate) fn write(&mut self, uri: &str, text: &str) {
        self.change(uri, &json!([{"text": text}]));
        self.texts.insert(uri.to_owned(), text.to_owned());
    }

    pub(crate) fn change(&mut self, uri: &str, changes: &Value) {
        self.version += 1;
        let document = json!({"uri": uri, "version": self.version});
        self.tell("textDocument/didChange", &json!({"textDocument": document, "contentChanges": changes}));
    }

    pub(crate) fn close(&mut self, uri: &str) {
        self.tell("textDocument/didClose", &json!({"textDocument": {"uri": uri}}));
    }

    /// Writes a file, or deletes it, as another program would.
    pub(crate) fn save(&mut self, path: &str, text: Option<&str>) {
        let file = self.folder.join(path);
        match text {
            Some(text) => fs::write(&file, text).unwrap(),
            None => fs::remove_file(&file).unwrap(),
        }
        let change = json!({"uri": self.uri(path), "type": if text.is_some() { 2 } else { 3 }});
        self.tell("workspace/didChangeWatchedFiles", &json!({"changes": [change]}));
    }

    /// Asks for something, and takes in what is told meanwhile.
    fn exchange(&mut self, method: &str, params: &Value) -> Result<Value, String> {
        self.asked += 1;
        let id = RequestId::from(self.asked);
        let request = Request { id: id.clone(), method: method.to_owned(), params: params.clone() };
        self.connection.sender.send(Message::Request(request)).unwrap();
        loop {
            match self.connection.receiver.recv().unwrap() {
                Message::Response(answer) if answer.id == id => {
                    return answer.response_result.map_err(|error| error.message);
                }
                Message::Notification(told) => {
                    assert_eq!(told.method, "textDocument/publishDiagnostics");
                    let uri = told.params["uri"].as_str().unwrap().to_owned();
                    self.told.insert(uri, told.params["diagnostics"].as_array().unwrap().clone());
                }
                Message::Request(_) | Message::Response(_) => {}
            }
        }
    }

    pub(crate) fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.exchange(method, params).unwrap_or_else(|words| panic!("{method}: {words}"))
    }

    /// Asks for something that may be refused.
    pub(crate) fn try_ask(&mut self, method: &str, params: &Value) {
        drop(self.exchange(method, params));
    }

    /// Asks for something that is refused; returns the words.
    pub(crate) fn refused(&mut self, method: &str, params: &Value) -> String {
        self.exchange(method, params).expect_err(method)
    }

    /// The findings of a file: what was typed before a question is told before its answer.
    pub(crate) fn findings(&mut self, uri: &str) -> Vec<Value> {
        self.refused("lotse/nothing", &Value::Null);
        self.told.get(uri).cloned().unwrap_or_default()
    }

    /// The codes of the errors and warnings of a file; which hints there are is not the server's concern.
    pub(crate) fn codes(&mut self, uri: &str) -> Vec<String> {
        let findings = self.findings(uri);
        findings.iter().filter(|it| it["severity"] != 3).map(|it| it["code"].as_str().unwrap().to_owned()).collect()
    }

    pub(crate) fn was_told_of(&mut self, uri: &str) -> bool {
        self.findings(uri);
        self.told.contains_key(uri)
    }

    /// All findings of level error.
    pub(crate) fn errors(&self) -> Vec<String> {
        let all = self.told.iter().flat_map(|(uri, found)| found.iter().map(move |it| (uri, it)));
        all.filter(|(_, it)| it["severity"] == 1).map(|(uri, it)| format!("{uri}: {}", it["message"])).collect()
    }

    /// Parameters at the first occurrence of some words in the text as it is typed now, some characters on.
    pub(crate) fn at(&self, uri: &str, wanted: &str, on: usize, more: &Value) -> Value {
        let (line, column) = place_of(&self.texts[uri], wanted);
        let mut params = json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": column + on}});
        for (key, value) in more.as_object().unwrap() {
            params[key] = value.clone();
        }
        params
    }

    /// Writes down the changes that the server wants in a text.
    pub(crate) fn changed(&self, uri: &str, edits: &Value) -> String {
        let mut text = self
            .texts
            .get(uri)
            .cloned()
            .unwrap_or_else(|| fs::read_to_string(uri.strip_prefix("file://").unwrap()).unwrap());
        let mut edits: Vec<(usize, usize, String)> = edits
            .as_array()
            .unwrap()
            .iter()
            .map(|edit| {
                let offset = |end: &str| {
                    let (line, column) = (&edit["range"][end]["line"], &edit["range"][end]["character"]);
                    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
                    let (line, column) = (number(line), number(column));
                    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
                    let wide: Vec<u16> = text[start..].encode_utf16().take(column).collect();
                    start + String::from_utf16(&wide).unwrap().len()
                };
                (offset("start"), offset("end"), edit["newText"].as_str().unwrap().to_owned())
            })
            .collect();
        edits.sort();
        for (start, end, new) in edits.into_iter().rev() {
            text.replace_range(start..end, &new);
        }
        text
    }

    /// Leaves as the protocol says; the server must have left in order.
    pub(crate) fn leave(mut self) {
        self.ask("shutdown", &Value::Null);
        self.tell("exit", &Value::Null);
        assert!(self.server.take().unwrap().join().unwrap());
    }
}

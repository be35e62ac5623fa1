//! The loop: takes in what the editor says, answers, and publishes findings once it pauses.

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, InitializeParams, PublishDiagnosticsParams, Uri,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{
    convert::{Page, published},
    files::Files,
    uri::{path_of, uri_of},
};
use crate::{
    base::{Diagnostic, SourceId},
    edit::{Columns, try_scenarios},
    library::Shelf,
};

/// What was published last of each file.
type Published = BTreeMap<String, Vec<lsp_types::Diagnostic>>;

/// How long scenarios are run before findings are told.
const PATIENCE: Duration = Duration::from_millis(30);
/// How many of them are run in any case.
const FIRST: u32 = 8;

/// One conversation with an editor.
pub(super) struct Server<'c> {
    connection: &'c Connection,
    pub(super) files: Files,
    pub(super) columns: Columns,
    published: Published,
    /// The files that were edited since findings were told.
    edited: BTreeSet<SourceId>,
    /// What does not go as expected in each test file, as of when it or its tree was edited last.
    failing: BTreeMap<SourceId, Vec<Diagnostic>>,
    /// Texts that the editor holds, with their versions; those that are none of ours as well.
    open: BTreeMap<String, (Uri, i32, String)>,
    /// Whether the editor renames files if asked to.
    pub(super) can_rename_files: bool,
    watches: bool,
}

/// Why a request is not answered with a result.
pub(super) struct Refusal {
    code: i32,
    words: String,
}

impl Refusal {
    /// The code for a request that is understood but cannot be done.
    const FAILED: i32 = -32803;

    /// Says why something cannot be done.
    pub(super) fn new(words: impl Into<String>) -> Self {
        Self { code: Self::FAILED, words: words.into() }
    }
}

/// What comes of a request.
pub(super) type Answer = Result<Value, Refusal>;

impl<'c> Server<'c> {
    pub(super) fn new(
        connection: &'c Connection,
        beneath: &Shelf,
        params: &InitializeParams,
        columns: Columns,
    ) -> Self {
        let workspace = params.capabilities.workspace.as_ref();
        let edits = workspace.and_then(|it| it.workspace_edit.as_ref());
        let renames = edits.and_then(|it| it.resource_operations.as_ref());
        let watched = workspace.and_then(|it| it.did_change_watched_files.as_ref());
        Self {
            connection,
            files: Files::new(beneath, params),
            columns,
            published: Published::new(),
            edited: BTreeSet::new(),
            failing: BTreeMap::new(),
            open: BTreeMap::new(),
            can_rename_files: renames.is_some_and(|it| it.contains(&lsp_types::ResourceOperationKind::Rename)),
            watches: watched.and_then(|it| it.dynamic_registration).unwrap_or(false),
        }
    }

    /// Serves until the editor leaves; says whether it left in order.
    pub(super) fn run(&mut self) -> bool {
        if self.watches {
            self.watch();
        }
        loop {
            // Whatever was typed meanwhile comes first: findings are told once the editor pauses.
            let message = match self.connection.receiver.try_recv() {
                Ok(message) => message,
                Err(_) => {
                    self.publish();
                    let Ok(message) = self.connection.receiver.recv() else { return false };
                    message
                }
            };
            match message {
                Message::Request(request) => match self.connection.handle_shutdown(&request) {
                    Ok(true) => return true,
                    Ok(false) => self.answer(request),
                    Err(_) => return false,
                },
                Message::Notification(told) if told.method == "exit" => return false,
                Message::Notification(told) => self.take_in(told),
                Message::Response(_) => {}
            }
        }
    }

    fn send(&self, message: impl Into<Message>) {
        // An editor that has gone away is noticed when it is listened to.
        let _gone = self.connection.sender.send(message.into());
    }

    /// Asks to be told of files that change on the disk.
    fn watch(&self) {
        let watchers = json!([{ "globPattern": "**/*.{yaml,yml}" }]);
        let method = "workspace/didChangeWatchedFiles";
        let registration = json!({ "id": "trees", "method": method, "registerOptions": { "watchers": watchers } });
        let params = json!({ "registrations": [registration] });
        self.send(Request { id: 1.into(), method: "client/registerCapability".to_owned(), params });
    }

    fn answer(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let answer = self.answered(&method, params);
        self.send(match answer {
            Ok(result) => Response::new_ok(id, result),
            Err(Refusal { code, words }) => Response::new_err(id, code, words),
        });
    }

    fn answered(&mut self, method: &str, params: Value) -> Answer {
        // What was typed before a request belongs to what it is about; so its findings are told first.
        self.publish();
        match method {
            "textDocument/completion" => with(params, |it| self.complete(&it)),
            "textDocument/hover" => with(params, |it| self.hover(&it)),
            "textDocument/definition" => with(params, |it| self.definition(&it)),
            "textDocument/references" => with(params, |it| self.references(&it)),
            "textDocument/documentHighlight" => with(params, |it| self.highlight(&it)),
            "textDocument/prepareRename" => with(params, |it| self.prepare_rename(&it)),
            "textDocument/rename" => with(params, |it| self.rename(&it)),
            "textDocument/codeAction" => with(params, |it| self.fixes(&it)),
            "textDocument/documentSymbol" => with(params, |it| self.outline(&it)),
            "textDocument/foldingRange" => with(params, |it| self.folds(&it)),
            "workspace/symbol" => with(params, |it| self.find_symbols(&it)),
            _ => {
                let words = format!("lotse does not answer `{}`", crate::base::clean_line(method));
                Err(Refusal { code: ErrorCode::MethodNotFound as i32, words })
            }
        }
    }

    fn take_in(&mut self, told: Notification) {
        let Notification { method, params } = told;
        match method.as_str() {
            "textDocument/didOpen" => read(params).map_or((), |it| self.opened(it)),
            "textDocument/didChange" => read(params).map_or((), |it| self.changed(it)),
            "textDocument/didClose" => read(params).map_or((), |it| self.closed(&it)),
            "workspace/didChangeWatchedFiles" => read(params).map_or((), |it| self.changed_on_disk(&it)),
            "workspace/didChangeWorkspaceFolders" => read(params).map_or((), |it| self.changed_folders(&it)),
            _ => {}
        }
    }

    fn opened(&mut self, told: DidOpenTextDocumentParams) {
        let document = told.text_document;
        let opened = self.files.open(&document.uri, &document.text);
        self.edited.extend(opened);
        self.open.insert(document.uri.as_str().to_owned(), (document.uri, document.version, document.text));
    }

    fn changed(&mut self, told: DidChangeTextDocumentParams) {
        let Some((uri, version, text)) = self.open.get_mut(told.text_document.uri.as_str()) else { return };
        *version = told.text_document.version;
        for change in told.content_changes {
            let Some(range) = change.range else {
                *text = change.text;
                continue;
            };
            let span = Page::new(text, self.columns).span(range);
            let (start, end) = (span.start as usize, span.end as usize);
            if text.is_char_boundary(start) && text.is_char_boundary(end) && end <= text.len() {
                text.replace_range(start..end, &change.text);
            }
        }
        let changed = self.files.open(uri, text);
        self.edited.extend(changed);
    }

    fn closed(&mut self, told: &DidCloseTextDocumentParams) {
        self.open.remove(told.text_document.uri.as_str());
        if let Some(path) = path_of(&told.text_document.uri) {
            self.files.close(&path);
            self.edited.extend(self.files.source(&told.text_document.uri));
        }
    }

    fn changed_on_disk(&mut self, told: &DidChangeWatchedFilesParams) {
        for path in told.changes.iter().filter_map(|change| path_of(&change.uri)) {
            self.files.reread(&path);
        }
        self.edited.extend(told.changes.iter().filter_map(|change| self.files.source(&change.uri)));
    }

    fn changed_folders(&mut self, told: &DidChangeWorkspaceFoldersParams) {
        for path in told.event.removed.iter().filter_map(|folder| path_of(&folder.uri)) {
            self.files.close_folder(&path);
        }
        for path in told.event.added.iter().filter_map(|folder| path_of(&folder.uri)) {
            self.files.open_folder(&path);
        }
    }

    /// The text of a file that the editor asks about, and its number.
    pub(super) fn page(&self, uri: &Uri) -> Option<(SourceId, Page<'_>)> {
        let source = self.files.source(uri)?;
        let text = &*self.files.desk.sheet(source)?.reading.text;
        Some((source, Page::new(text, self.columns)))
    }

    /// The version of a text that the editor holds.
    pub(super) fn version(&self, uri: &Uri) -> Option<i32> {
        self.open.get(uri.as_str()).map(|(_, version, _)| *version)
    }

    /// Runs the scenarios of what was edited; what takes longer than an author would wait is left out.
    fn try_edited(&mut self) {
        let (begun, tried) = (Instant::now(), Cell::new(0));
        let go_on = || {
            tried.set(tried.get() + 1);
            tried.get() <= FIRST || begun.elapsed() < PATIENCE
        };
        for source in std::mem::take(&mut self.edited) {
            if let Some((tests, found)) = try_scenarios(&self.files.desk, source, &go_on) {
                self.failing.insert(tests, found);
            }
        }
        self.failing.retain(|source, _| self.files.desk.sheet(*source).is_some());
    }

    /// Tells what is wrong in every file of which that changed; a file without findings any more is told so.
    fn publish(&mut self) {
        self.files.desk.refresh();
        let is_news = std::mem::take(&mut self.files.desk.is_news);
        if !is_news && self.edited.is_empty() {
            return;
        }
        self.try_edited();
        let mut by_file: BTreeMap<SourceId, Vec<&Diagnostic>> = BTreeMap::new();
        let failing = self.failing.values().flatten();
        for finding in self.files.desk.findings().iter().chain(failing) {
            by_file.entry(finding.place.source).or_default().push(finding);
        }
        let mut present: BTreeMap<String, (Uri, Vec<lsp_types::Diagnostic>)> = BTreeMap::new();
        for sheet in self.files.sheets() {
            let found = by_file.get(&sheet.source).map(Vec::as_slice).unwrap_or_default();
            let text = self.files.desk.sheet(sheet.source).map(|it| &*it.reading.text).unwrap_or_default();
            let page = Page::new(text, self.columns);
            let found = found.iter().map(|finding| published(finding, &page, &self.files)).collect();
            present.insert(sheet.uri.as_str().to_owned(), (sheet.uri.clone(), found));
        }
        for (path, finding) in &self.files.refused {
            let Some(uri) = uri_of(path) else { continue };
            let found = published(finding, &Page::new("", self.columns), &self.files);
            present.entry(uri.as_str().to_owned()).or_insert((uri, Vec::new())).1.push(found);
        }
        let mut out = Vec::new();
        for (name, (uri, diagnostics)) in present {
            let version = self.version(&uri);
            let is_open = version.is_some();
            let before = self.published.get(&name);
            // An open file without findings is told as well: its editor waits for the first word.
            if before == Some(&diagnostics) || (before.is_none() && diagnostics.is_empty() && !is_open) {
                continue;
            }
            self.published.insert(name, diagnostics.clone());
            out.push(PublishDiagnosticsParams { uri, diagnostics, version });
        }
        for params in out {
            let params = serde_json::to_value(params).unwrap_or_default();
            self.send(Notification { method: "textDocument/publishDiagnostics".to_owned(), params });
        }
    }
}

/// Answers a request whose parameters are what the protocol says.
fn with<T: DeserializeOwned>(params: Value, answer: impl FnOnce(T) -> Answer) -> Answer {
    match serde_json::from_value(params) {
        Ok(params) => answer(params),
        Err(_) => {
            let words = "these parameters are not those of the protocol".to_owned();
            Err(Refusal { code: ErrorCode::InvalidParams as i32, words })
        }
    }
}

/// Reads what the editor said; nothing if it is not what the protocol says.
fn read<T: DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).ok()
}

//! Answers to what an editor asks about a place in a text.

use std::collections::HashMap;

use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CompletionItem, CompletionItemKind,
    CompletionParams, CompletionResponse, CompletionTextEdit, DocumentChangeOperation, DocumentChanges,
    DocumentHighlight, Documentation, GotoDefinitionParams, Hover, HoverContents, HoverParams, Location, MarkupContent,
    MarkupKind, OneOf, OptionalVersionedTextDocumentIdentifier, PrepareRenameResponse, ReferenceParams, RenameFile,
    RenameParams, ResourceOp, TextDocumentEdit, TextDocumentPositionParams, TextEdit, Uri, WorkspaceEdit,
};
use serde::Serialize;
use serde_json::Value;

use super::{
    convert::{Page, published},
    server::{Answer, Refusal, Server},
    uri::uri_of,
};
use crate::{
    base::{Place, SourceId, Span, clean},
    edit::{Kind, Proposal, Renaming, Symbol, complete, explain_at, fixes, rename, renameable},
    tree::format::Sort,
};

/// Nothing to say.
const NOTHING: Answer = Ok(Value::Null);

/// Writes an answer down.
pub(super) fn wired(answer: impl Serialize) -> Answer {
    serde_json::to_value(answer).map_err(|error| Refusal::new(error.to_string()))
}

fn markdown(page: &str) -> MarkupContent {
    MarkupContent { kind: MarkupKind::Markdown, value: clean(page).into_owned() }
}

impl Server<'_> {
    /// The file, its text and the byte that a request is about.
    fn at(&self, asked: &TextDocumentPositionParams) -> Option<(SourceId, Page<'_>, usize)> {
        let (source, page) = self.page(&asked.text_document.uri)?;
        let offset = page.offset(asked.position);
        Some((source, page, offset))
    }

    /// What is named at a place.
    fn symbol(&self, asked: &TextDocumentPositionParams) -> Option<Symbol> {
        let (source, _, offset) = self.at(asked)?;
        self.files.desk.name_at(source, offset).map(|(it, _)| it.symbol.clone())
    }

    pub(super) fn complete(&self, asked: &CompletionParams) -> Answer {
        let Some((source, page, offset)) = self.at(&asked.text_document_position) else { return NOTHING };
        let proposals = complete(&self.files.desk, source, offset);
        let items = proposals.into_iter().enumerate().map(|(position, it)| item(position, it, &page)).collect();
        wired(CompletionResponse::Array(items))
    }

    pub(super) fn hover(&self, asked: &HoverParams) -> Answer {
        let Some((source, page, offset)) = self.at(&asked.text_document_position_params) else { return NOTHING };
        let Some((span, text)) = explain_at(&self.files.desk, source, offset) else { return NOTHING };
        wired(Hover { contents: HoverContents::Markup(markdown(&text)), range: Some(page.range(span)) })
    }

    pub(super) fn definition(&self, asked: &GotoDefinitionParams) -> Answer {
        let Some(symbol) = self.symbol(&asked.text_document_position_params) else { return NOTHING };
        let declared = self.files.desk.declarations(&symbol);
        let found: Vec<Location> = declared.into_iter().filter_map(|place| self.location(place)).collect();
        wired(found)
    }

    /// Turns a place into a location; of a file that is built in, a copy is shown.
    fn location(&self, place: Place) -> Option<Location> {
        let uri = self.files.address(place.source)?;
        let text = &self.files.desk.sheet(place.source)?.reading.text;
        Some(Location { uri, range: Page::new(text, self.columns).range(place.span) })
    }

    pub(super) fn references(&self, asked: &ReferenceParams) -> Answer {
        let Some(symbol) = self.symbol(&asked.text_document_position) else { return NOTHING };
        let with_declaration = asked.context.include_declaration;
        let mut places = Vec::new();
        if with_declaration && symbol.sort == Sort::Tree {
            places.extend(self.files.desk.declarations(&symbol));
        }
        let named = self.files.desk.places(&symbol).into_iter();
        places.extend(named.filter(|(_, it)| with_declaration || !it.declares).map(|(place, _)| place));
        let found: Vec<Location> = places.into_iter().filter_map(|place| self.location(place)).collect();
        wired(found)
    }

    pub(super) fn highlight(&self, asked: &lsp_types::DocumentHighlightParams) -> Answer {
        let asked = &asked.text_document_position_params;
        let (Some(symbol), Some((source, page, _))) = (self.symbol(asked), self.at(asked)) else { return NOTHING };
        let named = self.files.desk.sheet(source).into_iter().flat_map(|sheet| self.files.desk.names(source, sheet));
        let here = named.filter(|(it, _)| it.symbol == symbol);
        let found: Vec<DocumentHighlight> =
            here.map(|(_, span)| DocumentHighlight { range: page.range(span), kind: None }).collect();
        wired(found)
    }

    pub(super) fn prepare_rename(&self, asked: &TextDocumentPositionParams) -> Answer {
        let Some((source, page, offset)) = self.at(asked) else { return NOTHING };
        let (span, symbol) = renameable(&self.files.desk, source, offset).map_err(Refusal::new)?;
        let placeholder = symbol.name.to_string();
        wired(PrepareRenameResponse::RangeWithPlaceholder { range: page.range(span), placeholder })
    }

    pub(super) fn rename(&self, asked: &RenameParams) -> Answer {
        let Some((source, _, offset)) = self.at(&asked.text_document_position) else { return NOTHING };
        let renaming = rename(&self.files.desk, source, offset, &asked.new_name).map_err(Refusal::new)?;
        wired(self.workspace_edit(&renaming)?)
    }

    /// Turns a renaming into changes of files.
    fn workspace_edit(&self, renaming: &Renaming) -> Result<WorkspaceEdit, Refusal> {
        let mut by_file: Vec<(SourceId, Vec<(Span, String)>)> = Vec::new();
        for (place, text) in &renaming.edits {
            match by_file.iter_mut().find(|(source, _)| *source == place.source) {
                Some((_, edits)) => edits.push((place.span, text.clone())),
                None => by_file.push((place.source, vec![(place.span, text.clone())])),
            }
        }
        let Some((source, stem)) = &renaming.file else {
            let edits = by_file.iter().filter_map(|(source, edits)| self.edits_of(*source, edits));
            #[expect(clippy::mutable_key_type, reason = "the protocol's own map; an address is never changed")]
            let changes: HashMap<Uri, Vec<TextEdit>> = edits.collect();
            return Ok(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
        };
        if !self.can_rename_files {
            return Err(Refusal::new("the id of a tree is the name of its file, and this editor cannot rename files"));
        }
        let mut operations: Vec<DocumentChangeOperation> = by_file
            .iter()
            .filter_map(|(source, edits)| {
                let (uri, edits) = self.edits_of(*source, edits)?;
                let text_document = OptionalVersionedTextDocumentIdentifier { version: self.version(&uri), uri };
                let edits = edits.into_iter().map(OneOf::Left).collect();
                Some(DocumentChangeOperation::Edit(TextDocumentEdit { text_document, edits }))
            })
            .collect();
        let renamed = self.renamed_files(*source, stem).ok_or_else(|| Refusal::new("there is already such a file"))?;
        operations.extend(renamed.into_iter().map(|(old_uri, new_uri)| {
            let file = RenameFile { old_uri, new_uri, options: None, annotation_id: None };
            DocumentChangeOperation::Op(ResourceOp::Rename(file))
        }));
        let changes = Some(DocumentChanges::Operations(operations));
        Ok(WorkspaceEdit { document_changes: changes, ..WorkspaceEdit::default() })
    }

    fn edits_of(&self, source: SourceId, edits: &[(Span, String)]) -> Option<(Uri, Vec<TextEdit>)> {
        let uri = self.files.sheet(source)?.uri.clone();
        let page = Page::new(&self.files.desk.sheet(source)?.reading.text, self.columns);
        let edits = edits.iter().map(|(span, text)| TextEdit { range: page.range(*span), new_text: text.clone() });
        Some((uri, edits.collect()))
    }

    /// The old and new addresses of a tree's file, and of the scenarios beside it; nothing if the new name is taken.
    fn renamed_files(&self, source: SourceId, stem: &str) -> Option<Vec<(Uri, Uri)>> {
        let path = &self.files.sheet(source)?.path;
        let ending = path.extension()?.to_str()?;
        let target = path.with_file_name(format!("{stem}.{ending}"));
        if target.exists() {
            return None;
        }
        let mut renamed = vec![(self.files.sheet(source)?.uri.clone(), uri_of(&target)?)];
        let scenarios = path.with_extension(format!("test.{ending}"));
        if scenarios.is_file() {
            let target = path.with_file_name(format!("{stem}.test.{ending}"));
            renamed.push((uri_of(&scenarios)?, uri_of(&target)?));
        }
        Some(renamed)
    }

    pub(super) fn fixes(&self, asked: &CodeActionParams) -> Answer {
        let uri = &asked.text_document.uri;
        let Some((source, page)) = self.page(uri) else { return NOTHING };
        if asked.context.only.as_ref().is_some_and(|only| !only.iter().any(is_quick_fix)) {
            return wired(Vec::<CodeAction>::new());
        }
        let wanted = page.span(asked.range);
        let mut actions = Vec::new();
        for finding in self.files.desk.findings().iter().filter(|it| it.place.source == source) {
            let shown = published(finding, &page, &self.files);
            let marked = page.span(shown.range);
            if marked.end < wanted.start || wanted.end < marked.start {
                continue;
            }
            for fix in fixes(&self.files.desk, finding) {
                let edits = fix.edits.iter();
                let edits = edits.map(|(span, text)| TextEdit { range: page.range(*span), new_text: text.clone() });
                #[expect(clippy::mutable_key_type, reason = "the protocol's own map; an address is never changed")]
                let changes = HashMap::from([(uri.clone(), edits.collect())]);
                actions.push(CodeActionOrCommand::CodeAction(CodeAction {
                    title: clean(&fix.title).into_owned(),
                    kind: Some(CodeActionKind::QUICKFIX),
                    diagnostics: Some(vec![shown.clone()]),
                    edit: Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }),
                    is_preferred: fix.is_preferred.then_some(true),
                    ..CodeAction::default()
                }));
            }
        }
        wired(actions)
    }
}

fn is_quick_fix(kind: &CodeActionKind) -> bool {
    kind.as_str().is_empty() || kind.as_str() == CodeActionKind::QUICKFIX.as_str()
}

/// Turns a proposal into what an editor lists; the order is ours.
fn item(position: usize, proposal: Proposal, page: &Page<'_>) -> CompletionItem {
    let kind = match proposal.kind {
        Kind::Key => CompletionItemKind::PROPERTY,
        Kind::Word => CompletionItemKind::ENUM_MEMBER,
        Kind::Name(Sort::Step) => CompletionItemKind::REFERENCE,
        Kind::Name(Sort::Tree | Sort::Part) => CompletionItemKind::MODULE,
        Kind::Name(Sort::Fact) => CompletionItemKind::VARIABLE,
        Kind::Name(Sort::Value) => CompletionItemKind::VALUE,
        Kind::Name(_) => CompletionItemKind::CONSTANT,
    };
    let edit = TextEdit { range: page.range(proposal.replaces), new_text: proposal.text };
    let page = (!proposal.page.is_empty()).then(|| Documentation::MarkupContent(markdown(&proposal.page)));
    CompletionItem {
        label: proposal.label.clone(),
        kind: Some(kind),
        detail: (!proposal.detail.is_empty()).then(|| clean(&proposal.detail).into_owned()),
        documentation: page,
        sort_text: Some(format!("{position:05}")),
        filter_text: Some(proposal.label),
        text_edit: Some(CompletionTextEdit::Edit(edit)),
        ..CompletionItem::default()
    }
}

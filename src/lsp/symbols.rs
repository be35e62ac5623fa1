//! Outlines, folds, and the search for names in all files.

use lsp_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, FoldingRange, FoldingRangeKind, FoldingRangeParams,
    Location, SymbolKind, WorkspaceSymbol, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};
use serde_json::Value;

use super::{
    answers::wired,
    convert::Page,
    server::{Answer, Server},
};
use crate::{
    base::clean_line,
    edit::{Item, folds},
    tree::format::Sort,
};

/// The most names that a search returns.
const MOST: usize = 500;

impl Server<'_> {
    pub(super) fn outline(&self, asked: &DocumentSymbolParams) -> Answer {
        let Some((source, page)) = self.page(&asked.text_document.uri) else { return Ok(Value::Null) };
        let items = self.files.desk.sheet(source).map(|sheet| sheet.reading.items()).unwrap_or_default();
        wired(DocumentSymbolResponse::Nested(items.iter().map(|item| symbol(item, &page)).collect()))
    }

    pub(super) fn folds(&self, asked: &FoldingRangeParams) -> Answer {
        let Some((_, page)) = self.page(&asked.text_document.uri) else { return Ok(Value::Null) };
        let narrow = |line: usize| u32::try_from(line).unwrap_or(u32::MAX);
        let ranges: Vec<FoldingRange> = folds(page.text)
            .into_iter()
            .map(|fold| FoldingRange {
                start_line: narrow(fold.first),
                end_line: narrow(fold.last),
                kind: Some(if fold.is_comment { FoldingRangeKind::Comment } else { FoldingRangeKind::Region }),
                ..FoldingRange::default()
            })
            .collect();
        wired(ranges)
    }

    /// Finds declared names whose letters contain those that were typed, in their order.
    pub(super) fn find_symbols(&self, asked: &WorkspaceSymbolParams) -> Answer {
        let mut found = Vec::new();
        for (source, sheet) in self.files.desk.counting() {
            let Some(uri) = self.files.sheet(source).map(|it| it.uri.clone()) else { continue };
            let page = Page::new(&sheet.reading.text, self.columns);
            for (name, span) in self
                .files
                .desk
                .names(source, sheet)
                .into_iter()
                .filter(|(it, _)| it.declares && it.symbol.sort != Sort::Answer)
            {
                let symbol = &name.symbol;
                if MOST <= found.len() || !fits(symbol.name.as_str(), &asked.query) {
                    continue;
                }
                found.push(WorkspaceSymbol {
                    name: symbol.name.to_string(),
                    kind: kind_of(Some(symbol.sort), ""),
                    tags: None,
                    container_name: Some(format!("{} in {}", symbol.sort.as_str(), sheet.stem)),
                    location: lsp_types::OneOf::Left(Location { uri: uri.clone(), range: page.range(span) }),
                    data: None,
                });
            }
        }
        wired(WorkspaceSymbolResponse::Nested(found))
    }
}

fn fits(name: &str, query: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    query.chars().flat_map(char::to_lowercase).all(|wanted| letters.any(|letter| letter == wanted))
}

/// Recursion is over answers in steps in sections.
fn symbol(item: &Item, page: &Page<'_>) -> DocumentSymbol {
    let detail = match (item.kind, item.detail.as_str()) {
        ("answer" | "cause" | "fact" | "warning" | "check" | "term" | "role", detail) => detail.to_owned(),
        (kind, "") if item.sort.is_some() => kind.to_owned(),
        (kind, detail) if item.sort.is_some() => format!("{kind}: {detail}"),
        (_, detail) => detail.to_owned(),
    };
    // An outline cannot show a name that is empty.
    let name = Some(clean_line(&item.name).into_owned()).filter(|name| !name.trim().is_empty());
    #[expect(deprecated, reason = "the protocol's struct has no other way to be made")]
    DocumentSymbol {
        name: name.unwrap_or_else(|| "-".to_owned()),
        detail: (!detail.is_empty()).then(|| clean_line(&detail).into_owned()),
        kind: kind_of(item.sort, item.kind),
        tags: None,
        deprecated: None,
        range: page.range(item.range),
        selection_range: page.range(item.span),
        children: (!item.children.is_empty()).then(|| item.children.iter().map(|it| symbol(it, page)).collect()),
    }
}

/// Kinds that editors draw apart.
fn kind_of(sort: Option<Sort>, kind: &str) -> SymbolKind {
    match (sort, kind) {
        (None, "title") => SymbolKind::STRING,
        (None, _) => SymbolKind::NAMESPACE,
        (Some(Sort::Step), "instruction") => SymbolKind::METHOD,
        (Some(Sort::Step), "call") => SymbolKind::MODULE,
        (Some(Sort::Step), "route") => SymbolKind::OPERATOR,
        (Some(Sort::Step), "fix" | "escalation" | "continuation" | "exit") => SymbolKind::EVENT,
        (Some(Sort::Step), _) => SymbolKind::FUNCTION,
        (Some(Sort::Answer | Sort::Value), _) => SymbolKind::ENUM_MEMBER,
        (Some(Sort::Fact), _) => SymbolKind::VARIABLE,
        (Some(Sort::Tree | Sort::Part), _) => SymbolKind::FILE,
        (Some(_), _) => SymbolKind::CONSTANT,
    }
}

//! Renaming a thing in all files, or saying why that cannot be.

use super::{
    desk::Desk,
    names::{Occurrence, Symbol},
};
use crate::{
    base::{Id, Place, SourceId, Span},
    tree::format::Sort,
};

/// What a renaming changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renaming {
    /// What is written where, in the order of files.
    pub edits: Vec<(Place, String)>,
    /// The file that gets another name, and which, without its ending.
    pub file: Option<(SourceId, String)>,
}

/// Finds what can be renamed at a byte of a file, and where its name stands; otherwise says why nothing can.
pub fn renameable(desk: &Desk, source: SourceId, cursor: usize) -> Result<(Span, Symbol), String> {
    let Some((occurrence, span)) = desk.name_at(source, cursor) else {
        return Err("there is no name here that can be changed".to_owned());
    };
    let symbol = occurrence.symbol.clone();
    let (sort, name) = (symbol.sort.as_str(), &symbol.name);
    if symbol.sort == Sort::Answer && matches!(name.as_str(), "yes" | "no" | "unsure" | "none" | "otherwise") {
        return Err(format!("`{name}` has a meaning of its own"));
    }
    let declared = desk.declarations(&symbol);
    if declared.is_empty() {
        return Err(format!("there is no {sort} `{name}`"));
    }
    let own = |place: &&Place| desk.sheet(place.source).is_some_and(|sheet| !sheet.is_built_in);
    if !declared.iter().any(|place| own(&place)) {
        return Err(format!("the {sort} `{name}` is built in and keeps its name"));
    }
    for (place, _) in desk.places(&symbol) {
        if let Some(sheet) = desk.sheet(place.source).filter(|sheet| !sheet.reading.is_readable) {
            return Err(format!("`{}` is no YAML at the moment: mend it first", sheet.stem));
        }
    }
    // A test file that cannot be read now would keep the old name.
    let tested = |it: &&super::desk::Sheet| it.is_tests() && !it.reading.is_readable;
    if let Some((_, sheet)) = desk.sheets().find(|(_, sheet)| tested(sheet)) {
        return Err(format!("`{}` is no YAML at the moment: mend it first", sheet.stem));
    }
    Ok((span, symbol))
}

/// Renames what stands at a byte of a file.
pub fn rename(desk: &Desk, source: SourceId, cursor: usize, wanted: &str) -> Result<Renaming, String> {
    let (_, symbol) = renameable(desk, source, cursor)?;
    let wanted = wanted.trim();
    let plain = if symbol.sort == Sort::Check { wanted.replace('.', "-") } else { wanted.to_owned() };
    if !Id::is_well_formed(&plain) {
        return Err("an id has letters a to z, digits, `-` and `_`, at most 64".to_owned());
    }
    if wanted == symbol.name.as_str() {
        return Ok(Renaming::default());
    }
    let other = Symbol { name: Id::new(wanted), ..symbol.clone() };
    if is_taken(desk, &other) {
        return Err(format!("there is already a {} `{wanted}`", symbol.sort.as_str()));
    }
    renamed(desk, &symbol, wanted)
}

/// Renames something, whether or not the name is free.
pub fn renamed(desk: &Desk, symbol: &Symbol, wanted: &str) -> Result<Renaming, String> {
    let mut edits = Vec::new();
    for (place, occurrence) in desk.places(symbol) {
        let Some(sheet) = desk.sheet(place.source) else { continue };
        if sheet.is_built_in {
            continue;
        }
        let span = inner(&sheet.reading.text, place.span, occurrence)
            .ok_or_else(|| format!("`{}` stands behind an alias: write it out first", symbol.name))?;
        edits.push((Place { span, ..place }, wanted.to_owned()));
    }
    let file = desk.declarations(symbol).into_iter().find(|_| symbol.sort == Sort::Tree);
    Ok(Renaming { edits, file: file.map(|place| (place.source, wanted.to_owned())) })
}

fn is_taken(desk: &Desk, symbol: &Symbol) -> bool {
    !desk.declarations(symbol).is_empty()
        || (symbol.sort == Sort::Fact && symbol.name.as_str() == "voice")
        || (symbol.sort == Sort::Answer && !desk.places(symbol).is_empty())
}

/// The place of a name without its quotes; nothing if something else stands there.
fn inner(text: &str, span: Span, occurrence: &Occurrence) -> Option<Span> {
    let there = text.get(span.start as usize..span.end as usize)?;
    let bare = there.trim_matches(['"', '\'']);
    let quotes = u32::try_from((there.len() - bare.len()) / 2).ok()?;
    (bare == occurrence.symbol.name.as_str()).then(|| Span { start: span.start + quotes, end: span.end - quotes })
}

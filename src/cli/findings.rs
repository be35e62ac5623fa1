//! Shows findings: as pictures of the source for people, as one object a line for programs.

use crate::{
    base::{Diagnostic, Level, Sources},
    report::diagnostics::{Look, json_lines, pictures},
    screen::Screen,
};

/// Shows findings to people.
pub(super) fn show(screen: &mut Screen, sources: &Sources, findings: &[Diagnostic]) {
    if findings.is_empty() {
        return;
    }
    screen.drawing(&pictures(sources, findings, look(screen)));
    screen.gap();
}

/// Finds out how pictures are drawn on a screen.
pub(super) fn look(screen: &Screen) -> Look {
    Look { color: screen.is_styled(), unicode: screen.is_terminal() && is_unicode(), width: screen.width() }
}

/// Writes findings for programs.
pub(super) fn write(screen: &mut Screen, sources: &Sources, findings: &[Diagnostic]) {
    screen.json_lines(&json_lines(sources, findings));
}

/// Keeps what makes a tree unusable.
pub(super) fn errors(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.into_iter().filter(|it| it.level() == Level::Error).collect()
}

/// Says whether the terminal can show more than ASCII, as the locale tells.
fn is_unicode() -> bool {
    let named = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let first = named.into_iter().find(|value| !value.is_empty()).unwrap_or_default();
    first.to_ascii_lowercase().replace('-', "").ends_with("utf8")
}

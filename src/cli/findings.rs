//! Shows findings: as pictures of the source for people, as one object a line for programs.

use serde::Serialize;

use crate::{
    base::{Diagnostic, Level, Sources},
    screen::Screen,
};

/// Shows findings to people.
pub(super) fn show(screen: &mut Screen, sources: &Sources, findings: &[Diagnostic]) {
    for finding in findings {
        let (name, position) = place(sources, finding);
        let mut text = format!(
            "{}[{}]: {}\n  --> {name}:{}:{}",
            finding.level().as_str(),
            finding.code.id,
            finding.message,
            position.line,
            position.column
        );
        if let Some(help) = &finding.help {
            text.push_str("\n  help: ");
            text.push_str(help);
        }
        screen.verbatim(&text);
        screen.gap();
    }
}

/// Counts errors, warnings and hints.
pub(super) fn count(findings: &[Diagnostic]) -> [usize; 3] {
    [Level::Error, Level::Warning, Level::Hint]
        .map(|level| findings.iter().filter(|finding| finding.level() == level).count())
}

#[derive(Serialize)]
struct Finding<'a> {
    format: u8,
    code: &'a str,
    name: &'a str,
    level: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
    help: Option<&'a str>,
    path: &'a [String],
}

/// Writes findings for programs.
pub(super) fn write(screen: &mut Screen, sources: &Sources, findings: &[Diagnostic]) {
    for finding in findings {
        let (file, position) = place(sources, finding);
        screen.json(&Finding {
            format: 1,
            code: finding.code.id,
            name: finding.code.name,
            level: finding.level().as_str(),
            file,
            line: position.line,
            column: position.column,
            message: &finding.message,
            help: finding.help.as_deref(),
            path: &finding.path,
        });
    }
}

fn place<'s>(sources: &'s Sources, finding: &Diagnostic) -> (&'s str, crate::base::Position) {
    let start = crate::base::Position { line: 1, column: 1 };
    sources
        .get(finding.place.source)
        .map_or(("", start), |source| (source.name.as_str(), source.position(finding.place.span.start)))
}

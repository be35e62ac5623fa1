//! The source of a tree with marks at everything that no scenario takes.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet, renderer::DecorStyle};

use crate::{
    base::{Source, Sources, clean_line},
    report::diagnostics::Look,
    scenario::{Coverage, Group, Item, What},
};

/// Draws the lines of a tree that no scenario takes; nothing if it takes all.
pub fn annotated(sources: &Sources, measured: &Coverage, look: Look) -> Option<String> {
    let (_, place) = measured.missing.first()?;
    let source = sources.get(place.source)?;
    let text = shown(source);
    let mut snippet = Snippet::source(&*text).path(clean_line(&source.name).into_owned()).fold(true);
    for (item, place) in &measured.missing {
        // A step that is never reached says enough; its answers need not say it again.
        if says_more(item, measured) {
            let (start, end) = (place.span.start as usize, place.span.end as usize);
            let start = text.floor_char_boundary(start);
            let end = text.floor_char_boundary(end).max(start);
            snippet = snippet.annotation(AnnotationKind::Context.span(start..end).label(words(item)));
        }
    }
    let title = format!("no scenario takes what is marked in `{}`", measured.id);
    let title = Level::INFO.with_name("gaps").primary_title(title);
    let renderer = if look.color { Renderer::styled() } else { Renderer::plain() };
    let style = if look.unicode { DecorStyle::Unicode } else { DecorStyle::Ascii };
    let renderer = renderer.term_width(look.width.max(40)).decor_style(style);
    Some(format!("{}\n", renderer.render(&[title.element(snippet)])))
}

/// The text of a file that was read: it holds no hidden character but these, which a terminal would obey.
fn shown(source: &Source) -> String {
    source.text.replace('\r', " ").replace('\u{85}', "  ").replace('\t', " ").replace('\u{feff}', "   ")
}

fn says_more(item: &Item, measured: &Coverage) -> bool {
    let unreached = |step| measured.missing.iter().any(|(other, _)| other.what == What::Step(step));
    match item.what {
        What::Step(_) => true,
        What::Answer(step, ..) | What::Ending(step) | What::Helped(step, ..) => {
            !unreached(step) && item.what.group() != Group::Endings
        }
    }
}

fn words(item: &Item) -> String {
    let words = match item.what {
        What::Step(_) => format!("`{}` is never reached", item.name),
        What::Answer(..) => format!("`{}` is never taken", item.name),
        What::Ending(_) | What::Helped(..) => format!("nothing ends in `{}`", item.name),
    };
    clean_line(&words).into_owned()
}

//! Plots of figures: bars that keep to the width of the page, each with its figures in words beside it.
//!
//! Bars have their places in percent, so that they shrink with the page while the words keep their size.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{Figures, order, share, shown_name, time};
use crate::{
    base::clean_line,
    case::{LENGTHS, Phrase, Tally, Topic},
    words::Words,
};

/// How many steps are shown where people go back.
const STEPS: usize = 12;
/// The most characters of what a step says.
const LONGEST: usize = 90;

/// What became of the cases of each tree.
pub(super) fn outcomes(phrase: Phrase<'_>, figures: &Figures) -> Markup {
    let words = phrase.words;
    let trees = order(Topic::Tree, figures.of(Topic::Tree));
    html! {
        section {
            h2 { (words.say("stats-outcomes")) }
            @for tree in trees {
                @let parts = [("solved", tree.solved), ("escalated", tree.escalated), ("abandoned", tree.abandoned)];
                @let finished = tree.finished();
                div.plot {
                    h3 { (title(phrase, tree)) }
                    svg.stack aria-hidden="true" width="100%" height="22" {
                        @for (at, (class, count)) in parts.iter().enumerate() {
                            @let before = parts.iter().take(at).map(|(_, count)| count).sum();
                            rect class=(class) x=(percent(before, finished)) width=(percent(*count, finished)) height="22" {}
                        }
                    }
                    p.told {
                        @for (class, count) in parts {
                            span.(class) { (share(words, count, finished)) " " (head(words, class)) }
                            " · "
                        }
                        (tree.cases) " " (head(words, "cases"))
                        @if tree.running != 0 { " · " (tree.running) " " (head(words, "running")) }
                        @if tree.came_back != 0 {
                            " · " (share(words, tree.came_back, tree.cases)) " " (head(words, "came-back"))
                        }
                    }
                }
            }
        }
    }
}

/// How long the cases of each tree take.
pub(super) fn lengths(phrase: Phrase<'_>, figures: &Figures) -> Markup {
    let words = phrase.words;
    let mut counts: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for tally in figures.of(Topic::Length) {
        let [tree, length] = tally.keys.as_slice() else { continue };
        let own = counts.entry(tree).or_insert_with(|| vec![0; LENGTHS.len() + 1]);
        if let Some(count) = length.parse().ok().and_then(|at: usize| own.get_mut(at)) {
            *count += tally.cases;
        }
    }
    let trees = order(Topic::Tree, figures.of(Topic::Tree));
    html! {
        section {
            h2 { (words.say("stats-length")) }
            div.lengths {
                @for tree in trees {
                    @if let Some(own) = counts.get(name(tree)) {
                        div.plot {
                            h3 { (title(phrase, tree)) }
                            (columns(phrase, own))
                            p.told {
                                (head(words, "median")) " " (time(tree.median)) " · "
                                (head(words, "ninetieth")) " " (time(tree.ninetieth))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// One column for each length, as high as its part of the cases.
fn columns(phrase: Phrase<'_>, counts: &[u64]) -> Markup {
    let words = phrase.words;
    let (all, most): (u64, u64) = (counts.iter().sum(), counts.iter().copied().max().unwrap_or_default());
    let width = percent(1, counts.len() as u64);
    let at = |position: usize| percent(position as u64, counts.len() as u64);
    let told = |position: usize| shown_name(words, Topic::Length, &position.to_string());
    html! {
        svg.columns aria-hidden="true" width="100%" height="90" {
            @for (position, count) in counts.iter().enumerate() {
                @let height = if most == 0 { 0 } else { (count * 90).div_ceil(most) };
                svg x=(at(position)) width=(width) height="90" {
                    rect x="8%" width="84%" y=(90 - height) height=(height) {}
                }
            }
        }
        ol.axis {
            @for (position, count) in counts.iter().enumerate() {
                li {
                    span.part { (share(words, *count, all)) }
                    span.short aria-hidden="true" { (short(position)) }
                    span.long { (told(position)) }
                }
            }
        }
        p.axis-name aria-hidden="true" { (words.say("stats-minutes-axis")) }
    }
}

/// The length in as few characters as possible.
fn short(position: usize) -> String {
    let after = LENGTHS.get(position);
    let before = position.checked_sub(1).and_then(|at| LENGTHS.get(at));
    match (before, after) {
        (None, Some(to)) => format!("< {to}"),
        (Some(from), Some(to)) => format!("{from}–{to}"),
        (Some(from), None) => format!("{from}+"),
        (None, None) => String::new(),
    }
}

/// Where people go back or are not sure: the steps with most of both.
pub(super) fn trouble(phrase: Phrase<'_>, figures: &Figures) -> Markup {
    let words = phrase.words;
    let mut steps: Vec<&Tally> = figures.of(Topic::Step).iter().filter(|step| step.back + step.unsure != 0).collect();
    steps.sort_by_key(|step| std::cmp::Reverse(step.back + step.unsure));
    steps.truncate(STEPS);
    let bar = |class: &'static str, count: u64, of: u64| {
        html! {
            svg.single aria-hidden="true" width="100%" height="10" {
                rect.ground width="100%" height="10" {}
                rect class=(class) width=(percent(count, of)) height="10" {}
            }
        }
    };
    html! {
        section {
            h2 { (words.say("stats-trouble")) }
            @if steps.is_empty() { p { (words.say("stats-none-back")) } }
            @for step in steps {
                div.plot {
                    h3 { (asked(phrase, step)) " " span.id { (clean_line(&step.keys.join("/"))) } }
                    (bar("back", step.back, step.cases))
                    (bar("unsure", step.unsure, step.cases))
                    p.told {
                        span.back { (share(words, step.back, step.cases)) " " (head(words, "back")) } " · "
                        span.unsure { (share(words, step.unsure, step.cases)) " " (head(words, "unsure")) } " · "
                        (step.cases) " " (head(words, "cases")) " · "
                        (head(words, "median")) " " (time(step.median))
                    }
                }
            }
        }
    }
}

fn name(tally: &Tally) -> &str {
    tally.keys.first().map_or("", String::as_str)
}

/// The title of a tree and its id.
fn title(phrase: Phrase<'_>, tally: &Tally) -> Markup {
    html! { (tree_title(phrase, name(tally))) " " span.id { (clean_line(name(tally))) } }
}

/// The title of a tree; of one that is not there any more, nothing.
pub(super) fn tree_title(phrase: Phrase<'_>, id: &str) -> String {
    if id.is_empty() {
        return shown_name(phrase.words, Topic::Tree, id);
    }
    phrase.library.find(id).map(|ix| clean_line(&phrase.title(ix)).into_owned()).unwrap_or_default()
}

/// What a step asks or wants done.
fn asked(phrase: Phrase<'_>, step: &Tally) -> String {
    let [tree, id] = step.keys.as_slice() else { return String::new() };
    let tree = phrase.library.find(tree).and_then(|ix| phrase.library.tree(ix));
    let step = tree.and_then(|tree| tree.graph.node_weights().find(|step| step.id.as_str() == id));
    let text = step.map(|step| phrase.wanted(step)).unwrap_or_default();
    let text = clean_line(&text);
    if text.chars().count() <= LONGEST {
        return text.into_owned();
    }
    let begin: String = text.chars().take(LONGEST).collect();
    let whole = begin.rsplit_once(' ').map_or(begin.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}

/// The head of a column where there is room.
fn head(words: &Words, name: &str) -> String {
    words.say(&format!("stats-{name}")).replace('|', "")
}

/// A part of a whole in percent, as the places of bars are written.
fn percent(part: u64, whole: u64) -> String {
    let hundredths = if whole == 0 { 0 } else { u128::from(part) * 10_000 / u128::from(whole) };
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

//! Ranges of numbers and days on the scale of a question: gaps, overlaps, and what can never be given.

use super::coverage::stepped;
use crate::{
    base::{Id, Span},
    tree::{Answer, Bound, Guard, Input, Scale, Step},
};

/// The ranges of a question's answers, in order of where they begin.
pub(super) struct Ranges<'t> {
    scale: &'t Scale,
    all: Vec<Range<'t>>,
}

#[derive(Clone, Copy)]
struct Range<'t> {
    answer: &'t Answer,
    from: f64,
    below: f64,
}

/// A value that no answer takes.
pub(super) struct Gap {
    /// Such a value.
    pub(super) example: Bound,
    /// The answer before it, if there is one.
    pub(super) span: Option<Span>,
    /// Where the gap lies.
    pub(super) label: String,
}

/// A value that two answers take.
pub(super) struct Overlap<'t> {
    /// Such a value.
    pub(super) example: Bound,
    /// The answer that begins first.
    pub(super) first: &'t Id,
    /// Where that stands.
    pub(super) first_span: Span,
    /// The answer that begins later.
    pub(super) second: &'t Id,
    /// Where that stands.
    pub(super) span: Span,
}

impl<'t> Ranges<'t> {
    /// Collects the ranges of a step; nothing if it asks for no number or day, or mixes kinds of days.
    pub(super) fn of(step: &'t Step) -> Option<Self> {
        let question = step.question()?;
        let (Input::Number { scale, .. } | Input::Date(scale)) = &question.input else { return None };
        let mut first: Option<Bound> = None;
        let mut all = Vec::with_capacity(question.answers.len());
        for answer in &question.answers {
            let Guard::Range { from, below } = &answer.guard else { continue };
            for bound in from.iter().chain(below) {
                if !first.get_or_insert(*bound).is_comparable(bound) {
                    return None;
                }
            }
            if from.is_none() && below.is_none() {
                // The reader has reported it.
                return None;
            }
            let from = from.map_or(f64::NEG_INFINITY, |from| from.position(None));
            all.push(Range { answer, from, below: below.map_or(f64::INFINITY, |below| below.position(None)) });
        }
        all.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.below.total_cmp(&b.below)));
        (!all.is_empty()).then_some(Self { scale, all })
    }

    /// An end of the scale, where it lies on the same axis as the ranges.
    fn end(&self, end: Option<Bound>) -> Option<Bound> {
        let first = self.all.iter().find_map(|range| ends(range.answer).into_iter().flatten().next())?;
        end.filter(|end| end.is_comparable(&first))
    }

    /// The ranges that something can be in.
    fn possible(&self) -> impl Iterator<Item = &Range<'t>> {
        self.all.iter().filter(|range| range.from < range.below)
    }

    /// Lists the answers that nothing can be answered with, and why.
    pub(super) fn empty(&self) -> Vec<(&'t Answer, String)> {
        let (min, max) = (self.end(self.scale.min), self.end(self.scale.max));
        let mut found = Vec::new();
        for range in &self.all {
            let why = if range.below <= range.from {
                "the range ends before it begins".to_owned()
            } else if let Some(min) = min.filter(|min| range.below <= min.position(None)) {
                format!("nothing below {min} is taken")
            } else if let Some(max) = max.filter(|max| max.position(None) < range.from) {
                format!("nothing above {max} is taken")
            } else {
                continue;
            };
            found.push((range.answer, why));
        }
        found
    }

    /// Lists the gaps, each with a value in it.
    pub(super) fn gaps(&self) -> Vec<Gap> {
        let (min, max) = (self.end(self.scale.min), self.end(self.scale.max));
        let top = max.map_or(f64::INFINITY, |max| max.position(None));
        // Everything below `covered` is taken; `edge` is that value as the author wrote it.
        let mut covered = min.map_or(f64::NEG_INFINITY, |min| min.position(None));
        let mut edge = min;
        let mut before: Option<&Answer> = None;
        let mut gaps = Vec::new();
        for range in self.possible() {
            if covered < range.from && covered < top {
                let [from, _] = ends(range.answer);
                let example = edge.or(from.map(|from| stepped(&from, -1)));
                gaps.extend(example.map(|example| Gap {
                    example,
                    span: Some(before.unwrap_or(range.answer).span),
                    label: match before {
                        Some(before) => format!("between `{}` and `{}`", before.id, range.answer.id),
                        None => format!("before `{}` begins", range.answer.id),
                    },
                }));
                covered = range.from;
            }
            if covered < range.below {
                covered = range.below;
                let [_, below] = ends(range.answer);
                edge = below;
                before = Some(range.answer);
            }
        }
        // What is left open at the end; `max` itself belongs to the range that ends there.
        if covered < top
            && let (Some(edge), Some(before)) = (edge, before)
        {
            let label = format!("after `{}` ends", before.id);
            gaps.push(Gap { example: edge, span: Some(before.span), label });
        }
        gaps
    }

    /// Lists neighbours that overlap, each with a value in both.
    pub(super) fn overlaps(&self) -> Vec<Overlap<'t>> {
        let (min, max) = (self.end(self.scale.min), self.end(self.scale.max));
        let bottom = min.map_or(f64::NEG_INFINITY, |min| min.position(None));
        let top = max.map_or(f64::INFINITY, |max| max.position(None));
        let mut found = Vec::new();
        let mut widest: Option<&Range<'t>> = None;
        for range in self.possible() {
            if let Some(first) = widest
                && range.from < first.below
            {
                let start = range.from.max(bottom);
                let [from, below] = ends(range.answer);
                let [_, first_below] = ends(first.answer);
                let inner = from.filter(|from| bottom <= from.position(None)).or(min);
                let lowest = || {
                    let ends = [below, first_below].into_iter().flatten();
                    ends.min_by(|a, b| a.position(None).total_cmp(&b.position(None))).map(|end| stepped(&end, -1))
                };
                if start < first.below.min(range.below)
                    && start <= top
                    && let Some(example) = inner.or_else(lowest)
                {
                    found.push(Overlap {
                        example,
                        first: &first.answer.id,
                        first_span: first.answer.span,
                        second: &range.answer.id,
                        span: range.answer.span,
                    });
                }
            }
            if widest.is_none_or(|widest| widest.below < range.below) {
                widest = Some(range);
            }
        }
        found
    }
}

/// The ends of an answer's range as written.
fn ends(answer: &Answer) -> [Option<Bound>; 2] {
    match &answer.guard {
        Guard::Range { from, below } => [*from, *below],
        _ => [None, None],
    }
}

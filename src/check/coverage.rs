//! Which arms of a route can be taken, and for which facts none is: by trying every case that the conditions
//! can tell apart.

use std::fmt;

use super::{
    arrays::narrow,
    conditions::{fits, position_of},
    context::Context,
};
use crate::{
    base::Id,
    tree::{Bound, Condition, Fact, FactIx, FactKind, Input, Route, Scale, StepIx, Test},
};

/// The most cases that are tried for one route.
const MOST_CASES: usize = 100_000;

/// The most values of a fact with several choices that are combined.
const MOST_CHOSEN: usize = 12;

/// What was found out about a route.
pub(super) enum Coverage {
    /// Something in the conditions is wrong in itself, which has a finding of its own.
    Unfit,
    /// There are too many cases to try them all.
    TooMany,
    /// All cases were tried.
    Tried {
        /// For each arm, whether some case takes it.
        taken: Vec<bool>,
        /// A case in which no arm holds.
        gap: Option<Vec<(FactIx, Point)>>,
    },
}

/// One value of a fact that stands for all that the conditions cannot tell from it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Point {
    /// The fact is not known.
    Unknown,
    /// One of its values.
    Value(Id),
    /// A text that no condition names.
    Other,
    /// These of several choices.
    Chosen(Vec<Id>),
    /// A number or day.
    At(Bound),
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("unknown"),
            Self::Value(id) => write!(f, "`{id}`"),
            Self::Other => f.write_str("something else"),
            Self::Chosen(ids) if ids.is_empty() => f.write_str("none of the named"),
            Self::Chosen(ids) => f.write_str(&ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" and ")),
            Self::At(bound) => write!(f, "{bound}"),
        }
    }
}

/// Tries every case of a route.
pub(super) fn coverage(cx: &Context<'_>, step: StepIx, route: &Route) -> Coverage {
    let Some(tests) = tests(route) else { return Coverage::Unfit };
    let mut axes = Vec::with_capacity(tests.len());
    let mut cases = 1usize;
    for (fact, tests) in tests {
        let Some((_, declared)) = cx.library.fact(fact) else { return Coverage::Unfit };
        if tests.iter().any(|test| !fits(declared, test)) || !values_exist(declared, &tests) {
            return Coverage::Unfit;
        }
        let mut points = match points(declared, &tests) {
            Ok(points) => points,
            Err(coverage) => return coverage,
        };
        if points.is_empty() {
            points.push(Point::Other);
        }
        if !cx.analysis.known.is_sure(cx.survey, narrow(step.index()), fact) {
            points.push(Point::Unknown);
        }
        cases = cases.saturating_mul(points.len());
        axes.push((fact, points));
    }
    if MOST_CASES < cases {
        return Coverage::TooMany;
    }
    try_all(route, &axes)
}

/// Goes through all cases like a counter: the first fact turns fastest.
fn try_all(route: &Route, axes: &[(FactIx, Vec<Point>)]) -> Coverage {
    let mut at = vec![0usize; axes.len()];
    let mut taken = vec![false; route.arms.len()];
    let mut gap = None;
    loop {
        let case: Vec<(FactIx, &Point)> = axes
            .iter()
            .zip(&at)
            .filter_map(|((fact, points), &position)| points.get(position).map(|point| (*fact, point)))
            .collect();
        match route.arms.iter().position(|arm| arm.when.as_ref().is_none_or(|when| holds(when, &case))) {
            Some(arm) => taken.iter_mut().skip(arm).take(1).for_each(|it| *it = true),
            None if gap.is_none() => gap = Some(case.into_iter().map(|(fact, point)| (fact, point.clone())).collect()),
            None => {}
        }
        let mut turned = false;
        for (position, (_, points)) in at.iter_mut().zip(axes) {
            *position += 1;
            if *position < points.len() {
                turned = true;
                break;
            }
            *position = 0;
        }
        if !turned {
            return Coverage::Tried { taken, gap };
        }
    }
}

/// The tests of each fact, in the order of first mention; nothing if a fact does not exist.
fn tests(route: &Route) -> Option<Vec<(FactIx, Vec<&Test>)>> {
    let mut found: Vec<(FactIx, Vec<&Test>)> = Vec::new();
    let mut is_whole = true;
    for when in route.arms.iter().filter_map(|arm| arm.when.as_ref()) {
        when.for_each_fact(&mut |fact, test| match fact.to {
            None => is_whole = false,
            Some(fact) => match found.iter_mut().find(|(own, _)| *own == fact) {
                Some((_, tests)) => tests.extend(test),
                None => found.push((fact, test.into_iter().collect())),
            },
        });
    }
    is_whole.then_some(found)
}

fn named<'t>(tests: &[&'t Test]) -> impl Iterator<Item = &'t Id> {
    let lists: Vec<&'t Vec<_>> =
        tests.iter().filter_map(|test| if let Test::Is(values) = test { Some(values) } else { None }).collect();
    lists.into_iter().flatten().map(|(value, _)| value)
}

fn values_exist(fact: &Fact, tests: &[&Test]) -> bool {
    match &fact.kind {
        FactKind::Given { input: Input::Choice | Input::Many, values } => {
            named(tests).all(|name| values.iter().any(|value| value.id == *name))
        }
        _ => true,
    }
}

/// The values of a fact that the tests can tell apart, one of each kind.
fn points(fact: &Fact, tests: &[&Test]) -> Result<Vec<Point>, Coverage> {
    let FactKind::Given { input, values } = &fact.kind else { return Ok(words(tests)) };
    let is_named = |id: &Id| named(tests).any(|name| name == id);
    Ok(match input {
        Input::Choice => {
            let named = values.iter().filter(|value| is_named(&value.id));
            let other = values.iter().find(|value| !is_named(&value.id));
            named.chain(other).map(|value| Point::Value(value.id.clone())).collect()
        }
        Input::Many => {
            let named: Vec<&Id> = values.iter().map(|value| &value.id).filter(|id| is_named(id)).collect();
            if MOST_CHOSEN < named.len() {
                return Err(Coverage::TooMany);
            }
            let subset = |bits: usize| {
                let chosen = named.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
                Point::Chosen(chosen.map(|(_, id)| (*id).clone()).collect())
            };
            (0..1usize << named.len()).map(subset).collect()
        }
        Input::Number { scale, .. } | Input::Date(scale) => on_axis(scale, tests, input)?,
        Input::Text { .. } => words(tests),
    })
}

fn words(tests: &[&Test]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for name in named(tests) {
        let point = Point::Value(name.clone());
        if !points.contains(&point) {
            points.push(point);
        }
    }
    points.push(Point::Other);
    points
}

/// Cuts a scale where the tests do, and takes one value of each piece.
fn on_axis(scale: &Scale, tests: &[&Test], input: &Input) -> Result<Vec<Point>, Coverage> {
    let mut cuts: Vec<Bound> = Vec::new();
    for test in tests {
        match test {
            Test::Range { from, below } => cuts.extend(from.iter().chain(below)),
            Test::Is(values) => {
                for exact in values.iter().filter_map(|(value, _)| position_of(value, input)) {
                    cuts.extend([exact, stepped(&exact, 1)]);
                }
            }
        }
    }
    let Some(first) = cuts.first().copied() else { return Ok(vec![Point::Other]) };
    if !cuts.iter().all(|cut| cut.is_comparable(&first)) {
        return Err(Coverage::Unfit);
    }
    let order = |a: &Bound, b: &Bound| a.position(None).total_cmp(&b.position(None));
    let lowest = cuts.iter().copied().min_by(order).map(|cut| stepped(&cut, -1));
    let comparable = |end: &Option<Bound>| end.filter(|end| end.is_comparable(&first));
    let (min, max) = (comparable(&scale.min), comparable(&scale.max));
    let is_within = |bound: &Bound| {
        min.is_none_or(|min| order(&min, bound).is_le()) && max.is_none_or(|max| order(bound, &max).is_le())
    };
    let ends = [min, max].into_iter().flatten();
    let mut points: Vec<Bound> = ends.chain(lowest).chain(cuts).filter(is_within).collect();
    points.sort_by(order);
    points.dedup_by(|a, b| order(a, b).is_eq());
    // Between an exact number and the next cut lies a piece of its own.
    let between: Vec<Bound> = points
        .iter()
        .zip(points.iter().skip(1))
        .filter_map(|pair| match pair {
            (Bound::Number(a), Bound::Number(b)) => Some(Bound::Number(f64::midpoint(*a, *b))),
            _ => None,
        })
        .collect();
    if tests.iter().any(|test| matches!(test, Test::Is(_))) {
        points.extend(between);
    }
    Ok(points.into_iter().map(Point::At).collect())
}

/// The value a little before or after.
pub(super) fn stepped(bound: &Bound, by: i32) -> Bound {
    match *bound {
        Bound::Number(number) => Bound::Number(number + f64::from(by)),
        Bound::Today { months, days } => Bound::Today { months, days: days + by },
        Bound::Day(day) => {
            let next = if by < 0 { day.yesterday() } else { day.tomorrow() };
            Bound::Day(next.unwrap_or(day))
        }
    }
}

/// Says whether a condition holds in a case, as the engine decides it. Recursion is bounded by the reader.
fn holds(when: &Condition, case: &[(FactIx, &Point)]) -> bool {
    let point = |fact: Option<FactIx>| case.iter().find(|(own, _)| Some(*own) == fact).map(|(_, point)| *point);
    match when {
        Condition::All(parts) => parts.iter().all(|part| holds(part, case)),
        Condition::Any(parts) => parts.iter().any(|part| holds(part, case)),
        Condition::Not(inner) => !holds(inner, case),
        Condition::Known(fact) => point(fact.to).is_some_and(|point| *point != Point::Unknown),
        Condition::Fact(fact, test) => point(fact.to).is_some_and(|point| meets(point, test)),
    }
}

fn meets(point: &Point, test: &Test) -> bool {
    match (point, test) {
        (Point::Unknown | Point::Other, _) | (Point::Value(_) | Point::Chosen(_), Test::Range { .. }) => false,
        (Point::Value(id), Test::Is(values)) => values.iter().any(|(value, _)| value == id),
        (Point::Chosen(ids), Test::Is(values)) => values.iter().any(|(value, _)| ids.contains(value)),
        (Point::At(bound), Test::Is(values)) => values.iter().any(|(value, _)| {
            let exact = Bound::parse_number(value.as_str()).or_else(|| Bound::parse_day(value.as_str()));
            exact.is_some_and(|exact| {
                exact.is_comparable(bound) && exact.position(None).total_cmp(&bound.position(None)).is_eq()
            })
        }),
        (Point::At(bound), Test::Range { from, below }) => {
            from.is_none_or(|from| from.position(None) <= bound.position(None))
                && below.is_none_or(|below| bound.position(None) < below.position(None))
        }
    }
}

//! A run through the tree can be very long.
//!
//! More than 8 questions, or more than 14 questions and instructions together, without those of called parts. Callers
//! give up, and agents stop following the tree. Ask first what splits the possibilities in half, hand over earlier, or
//! continue in a tree of its own.
//!
//! ```yaml
//! format: 1
//! title: Long
//! start: a
//! steps:
//!   a: {ask: Is it on?, answers: {yes: b, no: desk, unsure: desk}}
//!   b: {ask: Is it warm?, answers: {yes: c, no: desk, unsure: desk}}
//!   c: {ask: Is it red?, answers: {yes: d, no: desk, unsure: desk}}
//!   d: {ask: Is it loud?, answers: {yes: e, no: desk, unsure: desk}}
//!   e: {ask: Is it wet?, answers: {yes: f, no: desk, unsure: desk}}
//!   f: {ask: Is it new?, answers: {yes: g, no: desk, unsure: desk}}
//!   g: {ask: Is it open?, answers: {yes: h, no: desk, unsure: desk}}
//!   h: {ask: Is it yours?, answers: {yes: i, no: desk, unsure: desk}}
//!   i: {ask: Is it here?, answers: {yes: repair, no: desk, unsure: desk}}
//!   desk: {escalate: technician}
//!   repair: {escalate: technician}
//! ```
//!
//! Instead:
//!
//! ```yaml
//! format: 1
//! title: Short
//! start: a
//! steps:
//!   a: {ask: Is it on?, answers: {yes: b, no: desk, unsure: desk}}
//!   b: {ask: Is it warm?, answers: {yes: repair, no: desk, unsure: desk}}
//!   desk: {escalate: technician}
//!   repair: {escalate: technician}
//! ```

use crate::{
    base::Level,
    check::{
        arrays::{NONE, alter, at},
        context::Context,
        rule::{Found, Rule, Run},
    },
};

pub(super) const RULE: Rule = Rule { code: "H221", name: "long-run", level: Level::Hint, run: &[Run::Tree(run)] };

/// The most questions of one run.
const MOST_QUESTIONS: u32 = 8;

/// The most questions and instructions of one run.
const MOST_STEPS: u32 = 14;

fn run(cx: &Context<'_>, found: &mut Found) {
    let [asked, done] = longest(cx);
    let Some((end, count, what)) = [(asked, MOST_QUESTIONS, "questions"), (done, MOST_STEPS, "steps")]
        .into_iter()
        .find_map(|((end, count), most, what)| (most < count).then_some((end, count, what)))
    else {
        return;
    };
    let Some(start) = cx.tree.start.to else { return };
    let message = format!("a run can take {count} {what} in this tree");
    let start = crate::check::arrays::narrow(start.index());
    let name = crate::check::path::step_name(cx.tree, end);
    let finding = found.at(cx.step_place(start), message).note(format!("the longest run ends at `{name}`"));
    found.push(finding.help("ask first what splits the possibilities, or hand over earlier"));
}

/// Where the runs with most questions and most steps end, and how many they have. A way that is bounded is not counted
/// again.
fn longest(cx: &Context<'_>) -> [(u32, u32); 2] {
    let flow = cx.flow();
    let mut before = vec![(0u32, 0u32); flow.len() as usize];
    let (mut asked, mut done) = ((NONE, 0), (NONE, 0));
    for &step in &cx.analysis.reach.steps {
        let mark = flow.mark(step);
        let own = at(&before, step);
        let own = (own.0 + u32::from(mark.asks), own.1 + u32::from(mark.asks || mark.instructs));
        if asked.1 < own.0 {
            asked = (step, own.0);
        }
        if done.1 < own.1 {
            done = (step, own.1);
        }
        for (to, _) in flow.targets(step).filter(|(_, times)| *times == 0) {
            alter(&mut before, to, |known| (known.0.max(own.0), known.1.max(own.1)));
        }
    }
    [asked, done]
}

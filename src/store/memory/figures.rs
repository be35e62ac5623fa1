//! Figures counted as one would by hand: the twin against which the databases are held.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    case::{LENGTHS, Sample, Tally, Topic},
    store::{CaseRow, CaseState, TurnRow},
};

/// What became of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Solved,
    Escalated,
    Abandoned,
    Running,
}

/// A group while it is counted.
#[derive(Default)]
struct Group {
    tally: Tally,
    times: Vec<u64>,
    cases: BTreeSet<String>,
    back: BTreeSet<String>,
    unsure: BTreeSet<String>,
}

/// Groups by their keys.
type Groups = BTreeMap<Vec<String>, Group>;

/// Counts in groups, by their keys.
pub(super) fn tallies<'s>(
    cases: impl Iterator<Item = (&'s CaseRow, &'s [TurnRow])>,
    sample: &Sample,
    topic: Topic,
) -> Vec<Tally> {
    let mut groups = Groups::new();
    for (case, turns) in cases {
        match topic {
            Topic::Step | Topic::Answer => take_turns(&mut groups, case, turns, sample, topic),
            _ if !fits(case, sample) => {}
            Topic::Ending => take_endings(&mut groups, case, turns, sample),
            _ => take_case(&mut groups, case, sample, topic),
        }
    }
    groups.into_iter().map(|(keys, group)| group.ended(keys)).collect()
}

impl Group {
    fn add(&mut self, outcome: Outcome) {
        *match outcome {
            Outcome::Solved => &mut self.tally.solved,
            Outcome::Escalated => &mut self.tally.escalated,
            Outcome::Abandoned => &mut self.tally.abandoned,
            Outcome::Running => &mut self.tally.running,
        } += 1;
    }

    fn ended(mut self, keys: Vec<String>) -> Tally {
        self.times.sort_unstable();
        let at = |tenths: usize| {
            let place = (self.times.len() * tenths).div_ceil(10);
            place.checked_sub(1).and_then(|place| self.times.get(place)).copied().unwrap_or_default()
        };
        let many = |set: &BTreeSet<String>| set.len() as u64;
        Tally {
            keys,
            cases: self.tally.cases + many(&self.cases),
            back: many(&self.back),
            unsure: many(&self.unsure),
            spent: self.times.iter().sum(),
            median: at(5),
            ninetieth: at(9),
            ..self.tally
        }
    }
}

fn outcome(case: &CaseRow, sample: &Sample) -> Outcome {
    match case.head.state {
        CaseState::Fixed => Outcome::Solved,
        CaseState::Escalated => Outcome::Escalated,
        CaseState::Closed => Outcome::Abandoned,
        CaseState::Open | CaseState::Parked if case.changed.0 < sample.idle_before() => Outcome::Abandoned,
        CaseState::Open | CaseState::Parked => Outcome::Running,
    }
}

/// Says whether a text and a time fit the sample.
fn fits_at(sample: &Sample, at: i64, [tree, agent, lang, channel]: [Option<&str>; 4]) -> bool {
    let is = |wanted: &Option<String>, found: Option<&str>| wanted.is_none() || wanted.as_deref() == found;
    is(&sample.tree, tree)
        && is(&sample.agent, agent)
        && is(&sample.lang, lang)
        && is(&sample.channel, channel)
        && sample.since.is_none_or(|since| since <= at)
        && sample.until.is_none_or(|until| at < until)
}

fn fits(case: &CaseRow, sample: &Sample) -> bool {
    let head = &case.head;
    let texts = [Some(&*case.tree), head.agent.as_deref(), Some(&*head.lang), Some(&*head.channel)];
    fits_at(sample, case.began.0, texts)
}

fn take_case(groups: &mut Groups, case: &CaseRow, sample: &Sample, topic: Topic) {
    let head = &case.head;
    let outcome = outcome(case, sample);
    let keys: Vec<Vec<String>> = match topic {
        Topic::Tree => vec![vec![case.tree.clone()]],
        Topic::Agent => vec![vec![head.agent.clone().unwrap_or_default()]],
        Topic::Lang => vec![vec![head.lang.clone()]],
        Topic::Channel => vec![vec![head.channel.clone()]],
        Topic::Cause => {
            let ended = head.ended.iter();
            let causes: BTreeSet<_> = ended.flat_map(|it| it.causes.iter().map(|cause| (&it.tree, cause))).collect();
            causes.into_iter().map(|(tree, cause)| vec![tree.clone(), cause.clone()]).collect()
        }
        Topic::Length if outcome == Outcome::Running => return,
        Topic::Length => {
            let place = LENGTHS.iter().position(|minutes| case.spent < u64::from(*minutes) * 60_000);
            let place = place.unwrap_or(LENGTHS.len()).to_string();
            groups.entry(vec![case.tree.clone(), place]).or_default().tally.cases += 1;
            return;
        }
        _ => vec![Vec::new()],
    };
    for keys in keys {
        let group = groups.entry(keys).or_default();
        group.add(outcome);
        group.tally.cases += 1;
        group.tally.moved_on += u64::from(head.walked != case.tree);
        group.tally.came_back += u64::from(case.reopened != 0);
        if outcome != Outcome::Running {
            group.times.push(case.spent);
        }
    }
}

fn take_turns(groups: &mut Groups, case: &CaseRow, turns: &[TurnRow], sample: &Sample, topic: Topic) {
    for turn in turns {
        let entry = &turn.entry;
        let (Some(tree), Some(step)) = (&entry.tree, &entry.step) else { continue };
        let texts = [Some(&**tree), turn.agent.as_deref(), Some(&*turn.lang), Some(&*turn.channel)];
        let is_reply = entry.kind == "replied";
        let is_wanted = is_reply || (topic == Topic::Step && matches!(&*entry.kind, "helped" | "reopened"));
        if !is_wanted || !fits_at(sample, turn.at.0, texts) {
            continue;
        }
        let mut keys = vec![tree.clone(), step.clone()];
        if topic == Topic::Answer {
            keys.push(entry.answer.clone().unwrap_or_default());
        }
        let group = groups.entry(keys).or_default();
        let number = || case.number.to_string();
        group.cases.insert(number());
        if topic == Topic::Step && entry.kind == "reopened" {
            group.back.insert(number());
        }
        if topic == Topic::Step && entry.answer.as_deref() == Some("unsure") {
            group.unsure.insert(number());
        }
        if is_reply {
            group.add(outcome(case, sample));
            group.tally.replies += 1;
            group.times.push(turn.spent);
        }
    }
}

fn take_endings(groups: &mut Groups, case: &CaseRow, turns: &[TurnRow], sample: &Sample) {
    if let Some(ended) = &case.head.ended {
        let keys = vec![ended.tree.clone(), ended.step.clone(), case.head.state.as_str().to_owned()];
        groups.entry(keys).or_default().tally.cases += 1;
    }
    let mut last = None;
    for turn in turns {
        let entry = &turn.entry;
        match &*entry.kind {
            "reopened-case" => {
                let Some(tree) = &entry.tree else { continue };
                let keys = vec![
                    tree.clone(),
                    entry.step.clone().unwrap_or_default(),
                    entry.answer.clone().unwrap_or_default(),
                ];
                let group = groups.entry(keys).or_default();
                group.tally.cases += 1;
                let gap = last.map(|last: i64| turn.at.0 - last);
                group.tally.came_back += u64::from(gap.is_some_and(|gap| i128::from(gap) <= i128::from(sample.within)));
            }
            "noted" | "fact" | "own-words" | "parked" | "resumed" | "handed-over" | "moved" | "erased" => {}
            _ => last = last.max(Some(turn.at.0)),
        }
    }
}

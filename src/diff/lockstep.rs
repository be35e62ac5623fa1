//! Walks both libraries side by side with the same answers, and notes where walks part.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Change, ChangeReport, Sides, WordChange, WordKind,
    matching::Matching,
    place::{Mapping, Place, settle},
    replies, role,
};
use crate::{
    base::Id,
    case::record::Renames,
    check::Sealed,
    engine::{Event, Key, Origin, Passed, Reply, Session, Situation, Turn, Value, View, takes},
    tree::{Condition, EdgeRole, FactIx, Kind, Library, StepIx, TreeIx},
};

/// The most situations of one tree that are tried.
const MOST_SITUATIONS: usize = 20_000;
/// The most situations in which an ending is looked for.
const MOST_TO_AN_ENDING: usize = 2_000;
/// The most partings that are kept of one tree beside those of its changed ways.
const MOST_PARTINGS: usize = 100;
/// The most answers of a walk that is tried.
const LONGEST_WALK: usize = 300;

/// One answer of a walk, by the positions of the old sealed library.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The step.
    pub key: Key,
    /// What was replied.
    pub reply: Reply,
}

/// Where a walk leads before and now.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// Where it comes to next.
    pub next: Place,
    /// Where it ended, or where the same answers end; nothing if other answers are needed.
    pub end: Option<Place>,
}

/// A walk that leads elsewhere now.
#[derive(Clone, Debug, PartialEq)]
pub struct Parting {
    /// The tree that is walked, by its position in the old sealed library.
    pub tree: TreeIx,
    /// The answers up to the one after which the walks part.
    pub walk: Vec<Said>,
    /// Whether it parts only for an agent.
    pub agent: bool,
    /// Where it led.
    pub before: Move,
    /// Where it leads.
    pub now: Move,
}

/// A way out of a step of the old sealed library.
type OldWay = (TreeIx, StepIx, EdgeRole);

/// Two walks with the same answers.
#[derive(Clone)]
struct Pair<'l> {
    old: Session<'l>,
    new: Session<'l>,
    before: Place,
    now: Place,
    agent: bool,
    /// Whether the walks have parted, so that only one goes on until both stand at the same step again.
    parted: Parted,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Parted {
    No,
    /// Now there is more to answer.
    OnlyNew,
    /// Before there was more to answer.
    OnlyOld,
}

/// What all walks share.
struct Lockstep<'l, 'm> {
    old: &'l Sealed,
    new: &'l Sealed,
    mapping: Mapping<'m>,
    renames: &'m Renames,
    changed: FxHashSet<OldWay>,
    matters_old: FxHashSet<FactIx>,
    matters_new: FxHashSet<FactIx>,
}

/// What walking one tree brought.
#[derive(Default)]
struct Found {
    ways: BTreeMap<OldWay, Parting>,
    others: Vec<Parting>,
    is_cut_short: bool,
}

/// Walks every tree that a change may concern, and puts what is found into the report.
pub(super) fn walk_all(
    sides: Sides<'_>,
    matching: &Matching,
    report: &mut ChangeReport,
    progress: &mut dyn FnMut(usize, usize),
) {
    let (old, new) = (sides.old.sealed, sides.new.sealed);
    let concerned = concerned(sides, matching, report);
    let renames = std::mem::take(&mut report.renames);
    let read = (sides.old.read, sides.new.read);
    let lockstep = Lockstep {
        old,
        new,
        mapping: Mapping::new(matching, read, (old.library(), new.library())),
        renames: &renames,
        changed: changed_ways(sides.old.read, old.library(), report),
        matters_old: mattering(old.library()),
        matters_new: mattering(new.library()),
    };
    for (done, (before, now, ix)) in concerned.iter().enumerate() {
        progress(done, concerned.len());
        let found = lockstep.walk(*before, *now);
        for ((tree, step, role), parting) in found.ways {
            let Some(tree) = old.library().tree(tree).and_then(|tree| sides.old.read.find(tree.id.as_str())) else {
                continue;
            };
            let known = report.walks.entry((tree, step, role)).or_insert_with(|| parting.clone());
            if parting.walk.len() < known.walk.len() {
                *known = parting;
            }
        }
        report.partings.extend(found.others);
        if found.is_cut_short {
            report.cut_short.push(*ix);
        }
    }
    progress(concerned.len(), concerned.len());
    report.partings.sort_by_key(|parting| parting.walk.len());
    report.renames = renames;
}

/// Lists the trees whose walks a change may concern, by their positions in both sealed libraries and in the new
/// one as it was read.
fn concerned(sides: Sides<'_>, matching: &Matching, report: &ChangeReport) -> Vec<(TreeIx, TreeIx, TreeIx)> {
    let of_words = |change: &WordChange| matches!(change, WordChange::Means(WordKind::Fact | WordKind::Warning, _));
    let all = report.words.iter().any(of_words);
    let name = |library: &Library, ix| library.tree(ix).map(|tree| tree.id.clone());
    let mut touched: BTreeSet<Id> = report
        .trees
        .iter()
        .filter(|change| !change.is_wording())
        .filter_map(|change| name(sides.new.read, change.pair.new))
        .chain(report.appeared.iter().filter_map(|ix| name(sides.new.read, *ix)))
        .chain(report.vanished.iter().filter_map(|ix| name(sides.old.read, *ix)))
        .collect();
    let mut callers: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
    for library in [sides.old.read, sides.new.read] {
        for (_, tree) in library.trees() {
            for (_, step) in tree.steps() {
                if let Kind::Call(call) = &step.kind {
                    callers.entry(call.part.id.clone()).or_default().insert(tree.id.clone());
                }
            }
        }
    }
    let mut queue: Vec<Id> = touched.iter().cloned().collect();
    while let Some(id) = queue.pop() {
        for caller in callers.get(&id).into_iter().flatten() {
            if touched.insert(caller.clone()) {
                queue.push(caller.clone());
            }
        }
    }
    let mut concerned = Vec::new();
    for pair in matching.pairs.iter().chain(&matching.others) {
        let (Some(before), Some(now)) = (sides.old.read.tree(pair.old), sides.new.read.tree(pair.new)) else {
            continue;
        };
        let is_touched = all || touched.contains(&now.id) || touched.contains(&before.id);
        if now.is_part() || before.is_part() || !is_touched {
            continue;
        }
        let old = sides.old.sealed.library().find(before.id.as_str());
        let new = sides.new.sealed.library().find(now.id.as_str());
        concerned.extend(old.zip(new).map(|(old, new)| (old, new, pair.new)));
    }
    concerned
}

/// Lists the ways that lead elsewhere or are gone.
fn changed_ways(read: &Library, sealed: &Library, report: &ChangeReport) -> FxHashSet<OldWay> {
    let mut ways = FxHashSet::default();
    for change in &report.trees {
        let tree = read.tree(change.pair.old).and_then(|tree| sealed.find(tree.id.as_str()));
        let Some(tree) = tree else { continue };
        for step in &change.steps {
            for found in &step.changes {
                match found {
                    Change::Rerouted { was, .. } | Change::WayVanished(was) => ways.insert((tree, step.old, *was)),
                    Change::AnswerVanished(at) | Change::Means(at, _) => ways.insert((tree, step.old, role(*at))),
                    _ => false,
                };
            }
        }
    }
    ways
}

/// Lists the facts that may decide where a walk goes: those of conditions, and those that are asked twice.
fn mattering(library: &Library) -> FxHashSet<FactIx> {
    let mut matters = FxHashSet::default();
    let mut asked: FxHashMap<FactIx, usize> = FxHashMap::default();
    for (_, tree) in library.trees() {
        for (_, step) in tree.steps() {
            if let Some(fact) = step.question().and_then(|question| question.fact.as_ref()).and_then(|fact| fact.to) {
                // A part may be called twice.
                *asked.entry(fact).or_default() += if tree.is_part() || step.repeats { 2 } else { 1 };
            }
            if let Kind::Route(route) = &step.kind {
                let conditions = route.arms.iter().filter_map(|arm| arm.when.as_ref());
                conditions.for_each(|when: &Condition| {
                    when.for_each_fact(&mut |fact, _| matters.extend(fact.to));
                });
            }
        }
    }
    matters.extend(asked.into_iter().filter(|(_, count)| 1 < *count).map(|(fact, _)| fact));
    matters
}

impl<'l> Lockstep<'l, '_> {
    fn walk(&self, old: TreeIx, new: TreeIx) -> Found {
        let mut found = Found::default();
        let mut queue: VecDeque<Pair<'l>> = VecDeque::new();
        let mut seen: FxHashSet<(Situation, Situation, Parted)> = FxHashSet::default();
        for agent in [false, true] {
            let pair = self.begin(old, new, agent);
            if self.mapping.is_same(&pair.before, &pair.now) {
                self.remember(pair, &mut seen, &mut queue);
            } else {
                self.part(&pair, None, old, &mut found, &mut seen, &mut queue);
            }
        }
        while let Some(pair) = queue.pop_front() {
            if MOST_SITUATIONS < seen.len() {
                found.is_cut_short = true;
                break;
            }
            self.expand(&pair, old, &mut found, &mut seen, &mut queue);
        }
        found
    }

    fn begin(&self, old: TreeIx, new: TreeIx, agent: bool) -> Pair<'l> {
        let (mut first, mut second) = (begun(self.old, old, agent), begun(self.new, new, agent));
        let (before, now) = (settle(&mut first), settle(&mut second));
        Pair { old: first, new: second, before, now, agent, parted: Parted::No }
    }

    fn remember(
        &self,
        pair: Pair<'l>,
        seen: &mut FxHashSet<(Situation, Situation, Parted)>,
        queue: &mut VecDeque<Pair<'l>>,
    ) {
        let is_over = |place: &Place| place.end.is_some() || place.has_left;
        let over = match pair.parted {
            Parted::No => is_over(&pair.before) || is_over(&pair.now),
            Parted::OnlyNew => is_over(&pair.now),
            Parted::OnlyOld => is_over(&pair.before),
        };
        if over || LONGEST_WALK < pair.old.state().trail().len() {
            return;
        }
        let situation = (
            pair.old.state().situation(|fact| self.matters_old.contains(&fact)),
            pair.new.state().situation(|fact| self.matters_new.contains(&fact)),
            pair.parted,
        );
        if seen.insert(situation) {
            queue.push_back(pair);
        }
    }

    /// Tries every reply where a pair stands.
    fn expand(
        &self,
        pair: &Pair<'l>,
        tree: TreeIx,
        found: &mut Found,
        seen: &mut FxHashSet<(Situation, Situation, Parted)>,
        queue: &mut VecDeque<Pair<'l>>,
    ) {
        let (old, new) = (pair.old.view(), pair.new.view());
        match (pair.parted, old, new) {
            (Parted::No, View::Step { key, step, .. }, View::Step { key: key_now, step: step_now, .. }) => {
                for reply in replies::of(step, Some(step_now)) {
                    let mut next = pair.clone();
                    next.old.push(Turn { event: Event::Replied(key.clone(), reply.clone()) });
                    next.before = settle(&mut next.old);
                    let mapped = self.reply(&key, &reply);
                    if takes(step_now, &mapped, Some(replies::DAY)) {
                        next.new.push(Turn { event: Event::Replied(key_now.clone(), mapped) });
                        next.now = settle(&mut next.new);
                        if self.mapping.is_same(&next.before, &next.now) {
                            self.remember(next, seen, queue);
                            continue;
                        }
                    }
                    self.part(&next, Some(pair), tree, found, seen, queue);
                }
            }
            (Parted::OnlyNew, _, View::Step { key, step, .. }) => {
                for reply in replies::of(step, None) {
                    let mut next = pair.clone();
                    next.new.push(Turn { event: Event::Replied(key.clone(), reply) });
                    next.now = settle(&mut next.new);
                    self.rejoin(next, seen, queue);
                }
            }
            (Parted::OnlyOld, View::Step { key, step, .. }, _) => {
                for reply in replies::of(step, None) {
                    let mut next = pair.clone();
                    next.old.push(Turn { event: Event::Replied(key.clone(), reply) });
                    next.before = settle(&mut next.old);
                    self.rejoin(next, seen, queue);
                }
            }
            _ => {}
        }
    }

    /// Goes on with walks that have parted: side by side where they stand at the same step again, else with the one
    /// that stands at a step which the other library does not have.
    fn rejoin(
        &self,
        mut pair: Pair<'l>,
        seen: &mut FxHashSet<(Situation, Situation, Parted)>,
        queue: &mut VecDeque<Pair<'l>>,
    ) {
        if self.mapping.is_same(&pair.before, &pair.now) {
            pair.parted = Parted::No;
        } else if pair.now.end.is_none() && self.mapping.is_new(pair.now.tree, pair.now.step) {
            pair.parted = Parted::OnlyNew;
        } else if pair.before.end.is_none() && self.mapping.now(pair.before.tree, pair.before.step).is_none() {
            pair.parted = Parted::OnlyOld;
        } else {
            return;
        }
        self.remember(pair, seen, queue);
    }

    /// Notes that walks part, and goes on with them as far as that makes sense.
    fn part(
        &self,
        pair: &Pair<'l>,
        parent: Option<&Pair<'l>>,
        tree: TreeIx,
        found: &mut Found,
        seen: &mut FxHashSet<(Situation, Situation, Parted)>,
        queue: &mut VecDeque<Pair<'l>>,
    ) {
        let walked = parent.map_or(0, |parent| parent.old.state().ways().len());
        let taken = pair.old.state().ways().get(walked..).unwrap_or_default();
        let way = taken.iter().map(|way| (way.tree, way.step, way.role)).find(|way| self.changed.contains(way));
        match way {
            Some(way) if found.ways.contains_key(&way) => {}
            Some(way) => drop(found.ways.insert(way, self.parting(pair, tree))),
            None => {
                let is_known = |known: &Parting| known.before.next == pair.before && known.now.next == pair.now;
                if found.others.len() < MOST_PARTINGS && !found.others.iter().any(is_known) {
                    let parting = self.parting(pair, tree);
                    found.others.push(parting);
                }
            }
        }
        self.rejoin(pair.clone(), seen, queue);
    }

    /// Goes on to the nearest ending before, and looks where the same answers lead now.
    fn parting(&self, pair: &Pair<'l>, tree: TreeIx) -> Parting {
        let walk = said(&pair.old);
        let (mut end_before, mut end_now) = (None, None);
        if let Some((ended, place)) = self.nearest_ending(&pair.old, &pair.before) {
            end_before = Some(place);
            let mut new = pair.new.clone();
            for said in said(&ended).into_iter().skip(walk.len()) {
                if let Some(key) = self.mapping.key(&said.key) {
                    let reply = self.reply(&said.key, &said.reply);
                    let step = self.new.library().tree(key.tree).and_then(|tree| tree.step(key.step));
                    if step.is_some_and(|step| takes(step, &reply, Some(replies::DAY))) {
                        new.push(Turn { event: Event::Replied(key, reply) });
                    }
                }
            }
            let place = settle(&mut new);
            end_now = Some(place).filter(|place| place.end.is_some() || place.has_left);
        }
        Parting {
            tree,
            walk,
            agent: pair.agent,
            before: Move { next: pair.before.clone(), end: end_before },
            now: Move { next: pair.now.clone(), end: end_now },
        }
    }

    fn nearest_ending(&self, from: &Session<'l>, place: &Place) -> Option<(Session<'l>, Place)> {
        let mut queue = VecDeque::from([(from.clone(), place.clone())]);
        let mut seen: FxHashSet<Situation> = FxHashSet::default();
        while let Some((session, place)) = queue.pop_front() {
            if place.end.is_some() || place.has_left {
                return Some((session, place));
            }
            if MOST_TO_AN_ENDING < seen.len() {
                return None;
            }
            let View::Step { key, step, .. } = session.view() else { continue };
            for reply in replies::of(step, None) {
                let mut next = session.clone();
                next.push(Turn { event: Event::Replied(key.clone(), reply) });
                let place = settle(&mut next);
                if seen.insert(next.state().situation(|fact| self.matters_old.contains(&fact))) {
                    queue.push_back((next, place));
                }
            }
        }
        None
    }

    /// Says a reply as it is called now.
    fn reply(&self, key: &Key, reply: &Reply) -> Reply {
        if self.renames.answers.is_empty() {
            return reply.clone();
        }
        let tree = self.old.library().tree(key.tree);
        let Some((tree, step)) = tree.and_then(|tree| Some((tree, tree.step(key.step)?))) else { return reply.clone() };
        let name = |id: &Id| {
            let name = (tree.id.clone(), step.id.clone(), id.clone());
            self.renames.answers.get(&name).unwrap_or(id).clone()
        };
        match reply {
            Reply::Chosen(id) => Reply::Chosen(name(id)),
            Reply::Several(ids) => Reply::Several(ids.iter().map(name).collect()),
            other => other.clone(),
        }
    }
}

/// Begins a walk.
fn begun(library: &Sealed, tree: TreeIx, agent: bool) -> Session<'_> {
    let started = Turn { event: Event::Started { tree, today: replies::DAY } };
    let mut session = Session::replay(library, vec![started]);
    if let Some(fact) = library.library().find_fact(None, "voice") {
        let value = Value::Choice(Id::new(if agent { "agent" } else { "customer" }));
        session.push(Turn { event: Event::Fact { fact, value, origin: Origin::KnownBefore } });
    }
    session
}

/// Lists what was answered on the way.
fn said(session: &Session<'_>) -> Vec<Said> {
    let entries = session.state().trail().iter().filter_map(|entry| match &entry.passed {
        Passed::Replied(reply) => Some(Said { key: entry.key.clone(), reply: reply.clone() }),
        Passed::Known(_) => None,
    });
    entries.collect()
}

//! Compares a step with what it was before: its answers, where they lead, what it warns of, how it ends.

use super::{
    content::{self, Languages, is_same},
    matching::Pair,
};
use crate::{
    base::{Id, Text},
    tree::{After, Answer, EdgeRole, Ending, Instruction, Kind, Link, Outlet, Question, Step, StepIx},
};

/// Where a way leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum To {
    /// To a step.
    Step(StepIx),
    /// To the end of the case: it works.
    Fixed,
}

/// Where a way leads, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leads {
    /// Where to.
    pub to: To,
    /// How often at most, and where to after that.
    pub bound: Option<(u16, StepIx)>,
}

/// One difference between a step and what it was before. Positions and steps are those of before and of now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is of another kind: nothing else can be compared.
    Kind,
    /// The question has other words.
    Asks,
    /// The instruction has other words.
    Does,
    /// It is answered in another way.
    Input,
    /// It remembers its answer otherwise.
    Fact,
    /// It has another local probe.
    Check,
    /// It goes on otherwise after the instruction.
    After,
    /// It has another risk.
    Risk,
    /// Somebody else does it.
    By,
    /// It takes another time.
    Time,
    /// It removes other causes.
    Fixes,
    /// It calls another part.
    Part,
    /// The answers, or the conditions of a route, stand in another order.
    Order,
    /// This answer is new.
    AnswerAppeared(usize),
    /// There is no such answer any more.
    AnswerVanished(usize),
    /// The answer has another id.
    AnswerRenamed(usize, usize),
    /// The answer has other words.
    Label(usize, usize),
    /// Other input means this answer.
    Means(usize, usize),
    /// A way leads elsewhere.
    Rerouted {
        /// Which way it was.
        was: EdgeRole,
        /// Which way it is.
        is: EdgeRole,
        /// Where it led.
        before: Leads,
        /// Where it leads.
        now: Leads,
    },
    /// There is a new way: of a route, or an exit of a part.
    WayAppeared(EdgeRole),
    /// There is no such way any more.
    WayVanished(EdgeRole),
    /// This warning is shown before it now.
    Warns(Id),
    /// This warning is no longer shown before it.
    WarnsNoMore(Id),
    /// It ends the case otherwise.
    Ends,
}

impl Change {
    /// Says whether only the wording differs, so that every walk goes where it went.
    pub fn is_wording(&self) -> bool {
        matches!(self, Self::Asks | Self::Does | Self::Label(..))
    }
}

/// What has changed of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepChange {
    /// The step before.
    pub old: StepIx,
    /// The step now.
    pub new: StepIx,
    /// What has changed, in the order of a step.
    pub changes: Vec<Change>,
    /// Which further texts have other words: the keys.
    pub texts: Vec<&'static str>,
}

/// Compares two steps; nothing if they are the same.
pub(super) fn compare(
    pair: &Pair,
    languages: &Languages,
    old: (StepIx, &Step),
    new: (StepIx, &Step),
) -> Option<StepChange> {
    let mut found = Comparison { pair, languages, changes: Vec::new(), texts: Vec::new() };
    found.steps(old.1, new.1);
    let Comparison { changes, texts, .. } = found;
    let differs = !changes.is_empty() || !texts.is_empty();
    differs.then_some(StepChange { old: old.0, new: new.0, changes, texts })
}

struct Comparison<'p> {
    pair: &'p Pair,
    languages: &'p Languages,
    changes: Vec<Change>,
    texts: Vec<&'static str>,
}

impl Comparison<'_> {
    fn note(&mut self, differs: bool, change: Change) {
        if differs {
            self.changes.push(change);
        }
    }

    fn text(&mut self, key: &'static str, old: Option<&Text>, new: Option<&Text>) {
        if !self.languages.are_same(old, new) && !self.texts.contains(&key) {
            self.texts.push(key);
        }
    }

    fn steps(&mut self, old: &Step, new: &Step) {
        for (key, before, now) in [
            ("look", &old.look, &new.look),
            ("why", &old.why, &new.why),
            ("note", &old.note, &new.note),
            ("say", &old.say, &new.say),
        ] {
            self.text(key, before.as_ref(), now.as_ref());
        }
        let has = |links: &[Link<_>], id: &Id| links.iter().any(|link| link.id == *id);
        for link in old.warn.iter().filter(|link| !has(&new.warn, &link.id)) {
            self.changes.push(Change::WarnsNoMore(link.id.clone()));
        }
        for link in new.warn.iter().filter(|link| !has(&old.warn, &link.id)) {
            self.changes.push(Change::Warns(link.id.clone()));
        }
        self.note(old.by != new.by, Change::By);
        self.note(old.time != new.time, Change::Time);
        match (&old.kind, &new.kind) {
            (Kind::Question(before), Kind::Question(now)) => self.questions(before, now),
            (Kind::Instruction(before), Kind::Instruction(now)) => self.instructions(before, now),
            (Kind::Call(before), Kind::Call(now)) => {
                self.note(before.part.id != now.part.id, Change::Part);
                self.ways(old, new);
            }
            (Kind::Route(_), Kind::Route(_)) => self.ways(old, new),
            (Kind::Ending(before), Kind::Ending(now)) => self.endings(before, now),
            _ => self.changes.push(Change::Kind),
        }
    }

    fn instructions(&mut self, old: &Instruction, new: &Instruction) {
        self.note(!self.languages.are_same(Some(&old.text), Some(&new.text)), Change::Does);
        self.text("expect", old.expect.as_ref(), new.expect.as_ref());
        self.note(old.risk != new.risk, Change::Risk);
        self.note(name(old.check.as_ref()) != name(new.check.as_ref()), Change::Check);
        let fixes = |it: &Instruction| -> Vec<Id> { it.fixes.iter().map(|(cause, _)| cause.id.clone()).collect() };
        self.note(fixes(old) != fixes(new), Change::Fixes);
        match (&old.after, &new.after) {
            (After::Ask(before), After::Ask(now)) => self.questions(before, now),
            (After::Next(before), After::Next(now)) => {
                self.lead(EdgeRole::Next, EdgeRole::Next, leads(before), leads(now));
            }
            (
                After::Verify { solved: solved_before, failed: failed_before, cannot: cannot_before },
                After::Verify { solved, failed, cannot },
            ) => {
                let solved_now = leads_solved(solved.as_ref());
                let was = leads_solved(solved_before.as_ref());
                self.lead(EdgeRole::Solved, EdgeRole::Solved, was, solved_now);
                self.lead(EdgeRole::Else, EdgeRole::Else, leads(failed_before), leads(failed));
                if cannot_before.is_some() || cannot.is_some() {
                    let was = leads(cannot_before.as_ref().unwrap_or(failed_before));
                    self.lead(EdgeRole::Cannot, EdgeRole::Cannot, was, leads(cannot.as_ref().unwrap_or(failed)));
                }
            }
            _ => self.changes.push(Change::After),
        }
    }

    fn questions(&mut self, old: &Question, new: &Question) {
        self.note(!self.languages.are_same(Some(&old.ask), Some(&new.ask)), Change::Asks);
        self.note(content::input(old) != content::input(new), Change::Input);
        self.note(name(old.fact.as_ref()) != name(new.fact.as_ref()), Change::Fact);
        self.note(name(old.check.as_ref()) != name(new.check.as_ref()), Change::Check);
        let matched = answers(old, new);
        for (at, before) in old.answers.iter().enumerate() {
            match matched.iter().find(|(was, _)| *was == at).and_then(|(_, is)| Some((*is, new.answers.get(*is)?))) {
                Some((is, now)) => self.answer((at, before), (is, now)),
                None => self.changes.push(Change::AnswerVanished(at)),
            }
        }
        for at in 0..new.answers.len() {
            self.note(!matched.iter().any(|(_, is)| *is == at), Change::AnswerAppeared(at));
        }
        self.note(!matched.is_sorted_by_key(|(_, is)| *is), Change::Order);
        match (&old.next, &new.next) {
            (Some(before), Some(now)) => self.lead(EdgeRole::Next, EdgeRole::Next, leads(before), leads(now)),
            (Some(_), None) => self.changes.push(Change::WayVanished(EdgeRole::Next)),
            (None, Some(_)) => self.changes.push(Change::WayAppeared(EdgeRole::Next)),
            (None, None) => {}
        }
    }

    fn answer(&mut self, (was, old): (usize, &Answer), (is, new): (usize, &Answer)) {
        self.note(old.id != new.id, Change::AnswerRenamed(was, is));
        let is_same = self.languages.are_same(old.text.as_ref(), new.text.as_ref());
        self.note(!is_same, Change::Label(was, is));
        self.note(content::guard(&old.guard) != content::guard(&new.guard), Change::Means(was, is));
        self.text("summary", old.summary.as_ref(), new.summary.as_ref());
        self.text("help", old.help.as_ref(), new.help.as_ref());
        self.lead(role(was), role(is), leads(&old.outlet), leads(&new.outlet));
    }

    fn lead(&mut self, was: EdgeRole, is: EdgeRole, before: Option<Leads>, now: Option<Leads>) {
        let (Some(before), Some(now)) = (before, now) else {
            // A way to a step that does not exist: the checker reports it.
            self.note(before != now, Change::WayVanished(was));
            return;
        };
        let step = |step: StepIx| self.pair.now(step);
        let to = match before.to {
            To::Step(old) => step(old).map(To::Step),
            To::Fixed => Some(To::Fixed),
        };
        let bound = before.bound.map(|(times, then)| (times, step(then)));
        let is_same = to == Some(now.to) && bound == now.bound.map(|(times, then)| (times, Some(then)));
        self.note(!is_same, Change::Rerouted { was, is, before, now });
    }

    /// Compares the ways of a route or a call by their conditions or exits.
    fn ways(&mut self, old: &Step, new: &Step) {
        let named = |step: &Step| -> Vec<(String, EdgeRole, Option<Leads>)> {
            let mut ways = Vec::new();
            step.for_each_outlet(|role, outlet| ways.push((content::way_name(step, role), role, leads(outlet))));
            ways
        };
        let (before, now) = (named(old), named(new));
        let mut order: Vec<usize> = Vec::new();
        for (name, was, led) in &before {
            match now.iter().position(|(other, ..)| other == name).and_then(|at| Some((at, now.get(at)?))) {
                Some((at, (_, is, lead))) => {
                    order.push(at);
                    self.lead(*was, *is, *led, *lead);
                }
                None => self.changes.push(Change::WayVanished(*was)),
            }
        }
        for (at, (_, is, _)) in now.iter().enumerate() {
            self.note(!order.contains(&at), Change::WayAppeared(*is));
        }
        self.note(matches!(new.kind, Kind::Route(_)) && !order.is_sorted(), Change::Order);
    }

    fn endings(&mut self, old: &Ending, new: &Ending) {
        let same = match (old, new) {
            (Ending::Fix { cause: before, note: was }, Ending::Fix { cause: now, note: is }) => {
                self.text("note", was.as_ref(), is.as_ref());
                before.id == now.id
            }
            (
                Ending::Escalate { role, urgency, collect, because, causes },
                Ending::Escalate {
                    role: role_now,
                    urgency: urgency_now,
                    collect: collect_now,
                    because: because_now,
                    causes: causes_now,
                },
            ) => {
                self.text("because", because.as_ref(), because_now.as_ref());
                role.id == role_now.id
                    && urgency == urgency_now
                    && ids(collect) == ids(collect_now)
                    && ids(causes) == ids(causes_now)
            }
            (Ending::Continue { tree, causes }, Ending::Continue { tree: tree_now, causes: causes_now }) => {
                tree.id == tree_now.id && ids(causes) == ids(causes_now)
            }
            (Ending::Exit(before), Ending::Exit(now)) => before.id == now.id,
            _ => false,
        };
        self.note(!same, Change::Ends);
    }
}

fn ids<T>(links: &[Link<T>]) -> Vec<&Id> {
    links.iter().map(|link| &link.id).collect()
}

fn name<T>(link: Option<&Link<T>>) -> Option<&Id> {
    link.map(|link| &link.id)
}

/// Where an instruction leads that helped: to a step, or to the end.
fn leads_solved(solved: Option<&Outlet>) -> Option<Leads> {
    solved.map_or(Some(Leads { to: To::Fixed, bound: None }), leads)
}

fn leads(outlet: &Outlet) -> Option<Leads> {
    let bound = match &outlet.retry {
        Some(retry) => Some((retry.times, retry.then.to?)),
        None => None,
    };
    Some(Leads { to: To::Step(outlet.to.to?), bound })
}

/// Names the way of the answer at a position.
pub fn role(answer: usize) -> EdgeRole {
    EdgeRole::Answer(u32::try_from(answer).unwrap_or(u32::MAX))
}

/// Finds out which answer is which: by id, then by the label.
pub(super) fn answers(old: &Question, new: &Question) -> Vec<(usize, usize)> {
    let mut matched: Vec<(usize, usize)> = Vec::new();
    let mut left: Vec<(usize, &Answer)> = Vec::new();
    for (at, answer) in old.answers.iter().enumerate() {
        match new.position(answer.id.as_str()) {
            Some(is) => matched.push((at, is)),
            None => left.push((at, answer)),
        }
    }
    for (at, answer) in left {
        let says_the_same = |(is, other): &(usize, &Answer)| {
            answer.text.is_some()
                && is_same(answer.text.as_ref(), other.text.as_ref())
                && !matched.iter().any(|(_, taken)| taken == is)
                && old.position(other.id.as_str()).is_none()
        };
        if let Some((is, _)) = new.answers.iter().enumerate().find(says_the_same) {
            matched.push((at, is));
        }
    }
    matched.sort_unstable();
    matched
}

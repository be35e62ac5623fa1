//! Turns the changes of one tree into sentences.

use super::{
    Both, Entry, Section,
    naming::{Naming, quoted},
    walks,
};
use crate::{
    base::{Id, Lang, Text},
    check::Longest,
    diff::{CauseChange, Change, Leads, StepChange, TreeChange, guard, input, role, way_name},
    tree::{EdgeRole, Ending, Instruction, Kind, Step, StepIx, Tree},
};

/// A tree before and now, while its changes are put into words.
struct Telling<'a> {
    both: Both<'a>,
    change: &'a TreeChange,
    before: &'a Tree,
    now: &'a Tree,
    entries: Vec<Entry>,
}

/// Says what has changed of a tree.
pub(super) fn of_tree(both: Both<'_>, change: &TreeChange) -> Vec<Entry> {
    let (Some(before), Some(now)) = (both.old.read.tree(change.pair.old), both.new.read.tree(change.pair.new)) else {
        return Vec::new();
    };
    let mut telling = Telling { both, change, before, now, entries: Vec::new() };
    telling.head();
    telling.steps();
    for step in &change.steps {
        telling.step(step);
    }
    telling.texts();
    telling.length();
    telling.entries
}

fn entry(section: Section, kind: &'static str, text: impl Into<String>) -> Entry {
    let text = text.into();
    Entry { section, kind, step: None, was: None, way: None, before: None, now: None, text, walk: None }
}

/// One step before and now.
#[derive(Clone, Copy)]
struct Versions<'a> {
    before: &'a Step,
    now: &'a Step,
    old: StepIx,
}

/// What a text was and is, quoted, and in which languages it has changed.
struct Reworded {
    was: String,
    is: String,
    tongue: String,
}

/// What a language is called in a report.
fn language(lang: Lang) -> String {
    match lang.base() {
        Lang::DE => "German".to_owned(),
        Lang::EN => "English".to_owned(),
        _ => format!("`{lang}`"),
    }
}

impl<'a> Telling<'a> {
    fn old_words(&self) -> Naming<'a> {
        self.both.old
    }

    fn new_words(&self) -> Naming<'a> {
        self.both.new
    }

    fn head(&mut self) {
        if self.change.is_renamed {
            let text = format!("the tree `{}` is now called `{}`", self.before.id, self.now.id);
            self.entries.push(entry(Section::Steps, "tree-renamed", text));
        }
        if let Some((old, new)) = self.change.start {
            let (was, is) = (self.old_words().step_at(self.before, old), self.new_words().step_at(self.now, new));
            let text = format!("whoever begins now comes to {is} instead of {was}");
            self.entries.push(entry(Section::Ways, "start-rerouted", text));
        }
        let languages = &self.change.languages;
        let added = languages.added.iter().map(|lang| (lang, "language-added", "added"));
        let dropped = languages.dropped.iter().map(|lang| (lang, "language-dropped", "dropped"));
        for (lang, kind, words) in added.chain(dropped) {
            self.entries.push(entry(Section::Wording, kind, format!("{} {words}", language(*lang))));
        }
        for cause in &self.change.causes {
            let (kind, text) = match cause {
                CauseChange::Appeared(id) => {
                    ("cause-appeared", format!("new cause {} (`{id}`)", self.new_words().cause(self.now, id)))
                }
                CauseChange::Vanished(id) => (
                    "cause-vanished",
                    format!("no cause {} (`{id}`) any more", self.old_words().cause(self.before, id)),
                ),
                CauseChange::Renamed(id) => {
                    let name = |tree: &'a Tree| tree.causes.get(id).map(|cause| &cause.name);
                    let Reworded { was, is, tongue } = self.reworded_text(name(self.before), name(self.now));
                    ("cause-reworded", format!("the cause `{id}` is now called {is} instead of {was}{tongue}"))
                }
                CauseChange::Common(id) => {
                    let cause = self.new_words().cause(self.now, id);
                    ("cause-common", format!("the cause {cause} (`{id}`) is now more or less common"))
                }
            };
            let section = if kind == "cause-reworded" { Section::Wording } else { Section::Endings };
            self.entries.push(entry(section, kind, text));
        }
    }

    fn steps(&mut self) {
        let section =
            |step: &Step| if matches!(step.kind, Kind::Ending(_)) { Section::Endings } else { Section::Steps };
        for (old, new) in &self.change.renamed {
            let (Some(was), Some(is)) = (self.before.step(*old), self.now.step(*new)) else { continue };
            let text = format!("the step `{}` is now called `{}`", was.id, is.id);
            let names = (Some(is.id.clone()), Some(was.id.clone()));
            self.entries.push(Entry { step: names.0, was: names.1, ..entry(Section::Steps, "step-renamed", text) });
        }
        for ix in &self.change.appeared {
            let Some(step) = self.now.step(*ix) else { continue };
            let text = format!("new: {}", self.new_words().step(self.now, step));
            self.entries.push(Entry { step: Some(step.id.clone()), ..entry(section(step), "step-appeared", text) });
        }
        for ix in &self.change.vanished {
            let Some(step) = self.before.step(*ix) else { continue };
            let text = format!("gone: {}", self.old_words().step(self.before, step));
            self.entries.push(Entry { step: Some(step.id.clone()), ..entry(section(step), "step-vanished", text) });
        }
        let endings = &self.change.endings;
        let reached = endings.now_reached.iter().map(|ix| (ix, "ending-reached", "now reached"));
        let lost = endings.no_longer_reached.iter().map(|ix| (ix, "ending-unreached", "no longer reached"));
        let lines: Vec<Entry> = reached
            .chain(lost)
            .filter_map(|(ix, kind, words)| {
                let step = self.now.step(*ix)?;
                let text = format!("{words}: {}", self.new_words().step(self.now, step));
                Some(Entry { step: Some(step.id.clone()), ..entry(Section::Endings, kind, text) })
            })
            .collect();
        self.entries.extend(lines);
    }

    fn step(&mut self, change: &StepChange) {
        let (Some(before), Some(now)) = (self.before.step(change.old), self.now.step(change.new)) else { return };
        let step = Versions { before, now, old: change.old };
        let was = Some(before.id.clone()).filter(|id| *id != now.id);
        for found in &change.changes {
            let told = match found {
                Change::Rerouted { was, before, now, .. } => self.rerouted(step, *was, *before, *now),
                Change::AnswerAppeared(_)
                | Change::AnswerVanished(_)
                | Change::AnswerRenamed(..)
                | Change::Label(..)
                | Change::Means(..)
                | Change::Order => self.answer(step, found),
                Change::WayAppeared(role) | Change::WayVanished(role) => self.way(step, *role, found),
                Change::Warns(id) | Change::WarnsNoMore(id) => self.warning(step, id, found),
                Change::Ends => self.ending(step),
                Change::Asks | Change::Does => self.reworded(step, found),
                other => self.detail(step, other),
            };
            self.entries.push(Entry { step: Some(now.id.clone()), was: was.clone(), ..told });
        }
    }

    fn walked(&self, step: Versions<'_>, role: EdgeRole) -> Option<super::WalkWords> {
        let parting = self.both.report.walks.get(&(self.change.pair.old, step.old, role))?;
        walks::walk(self.both, parting)
    }

    fn rerouted(&self, step: Versions<'_>, was: EdgeRole, before: Leads, now: Leads) -> Entry {
        let taker = self.old_words().taker(step.before, was);
        let (led, leads) = (self.old_words().leads(self.before, before), self.new_words().leads(self.now, now));
        let text = format!("{taker} now comes to {leads} instead of {led}");
        Entry {
            way: Some(way_name(step.before, was)),
            before: Some(Naming::leads_id(self.before, before)),
            now: Some(Naming::leads_id(self.now, now)),
            walk: self.walked(step, was),
            ..entry(Section::Ways, "rerouted", text)
        }
    }

    fn answer(&self, step: Versions<'a>, change: &Change) -> Entry {
        let asked = |naming: Naming<'_>, step: &Step| {
            step.question().map(|question| naming.text(&question.ask)).unwrap_or_default()
        };
        let question = format!("“{}” (`{}`)", asked(self.new_words(), step.now), step.now.id);
        let id = |step: &Step, at: usize| {
            step.question().and_then(|question| question.answers.get(at)).map(|answer| answer.id.to_string())
        };
        match change {
            Change::AnswerAppeared(at) => {
                let to = Self::target(self.new_words(), self.now, step.now, role(*at));
                let answer = self.new_words().answer(step.now, *at);
                let text = format!("{question} can now be answered {answer}, which leads to {to}");
                Entry { way: id(step.now, *at), ..entry(Section::Answers, "answer-appeared", text) }
            }
            Change::AnswerVanished(at) => {
                let to = Self::target(self.old_words(), self.before, step.before, role(*at));
                let answer = self.old_words().answer(step.before, *at);
                let text = format!("{question} can no longer be answered {answer}, which led to {to}");
                let walk = self.walked(step, role(*at));
                Entry { way: id(step.before, *at), walk, ..entry(Section::Answers, "answer-vanished", text) }
            }
            Change::AnswerRenamed(was, is) => {
                let (before, now) = (id(step.before, *was), id(step.now, *is));
                let names = (before.clone().unwrap_or_default(), now.clone().unwrap_or_default());
                let text = format!("the answer `{}` to {question} is now called `{}`", names.0, names.1);
                Entry { way: before.clone(), before, now, ..entry(Section::Answers, "answer-renamed", text) }
            }
            Change::Label(was, is) => self.relabelled(step, &question, (*was, *is)),
            Change::Means(was, is) => {
                let means = |step: &Step, at: usize| {
                    let answer = step.question().and_then(|question| question.answers.get(at));
                    answer.map(|answer| guard(&answer.guard)).unwrap_or_default()
                };
                let (before, now) = (means(step.before, *was), means(step.now, *is));
                let name = id(step.now, *is).unwrap_or_default();
                let text = format!("the answer `{name}` to {question} is now meant by {now} instead of {before}");
                let walk = self.walked(step, role(*was));
                let both = (Some(before), Some(now));
                Entry {
                    way: Some(name),
                    before: both.0,
                    now: both.1,
                    walk,
                    ..entry(Section::Answers, "answer-means", text)
                }
            }
            _ if matches!(step.now.kind, Kind::Route(_)) => {
                let text = format!("the conditions of the route `{}` stand in another order", step.now.id);
                entry(Section::Ways, "order", text)
            }
            _ => entry(Section::Answers, "order", format!("the answers to {question} stand in another order")),
        }
    }

    /// Says how an answer was called and is.
    fn relabelled(&self, step: Versions<'a>, question: &str, (was, is): (usize, usize)) -> Entry {
        let answer = |step: &'a Step, at: usize| step.question().and_then(|question| question.answers.get(at));
        let label = |step: &'a Step, at: usize| answer(step, at).and_then(|answer| answer.text.as_ref());
        let labels = (label(step.before, was), label(step.now, is));
        let name = answer(step.now, is).map(|answer| answer.id.to_string());
        let text = if let (Some(_), Some(_)) = labels {
            let Reworded { was, is, tongue } = self.reworded_text(labels.0, labels.1);
            let name = name.as_deref().unwrap_or_default();
            format!("the answer `{name}` to {question} now reads {is} instead of {was}{tongue}")
        } else {
            // One of the two is the label that the program has for this answer.
            let (before, now) = (self.old_words().answer(step.before, was), self.new_words().answer(step.now, is));
            format!("an answer to {question} now reads {now} instead of {before}")
        };
        Entry { way: name, ..entry(Section::Wording, "answer-reworded", text) }
    }

    /// Names where a way out of a step leads.
    fn target(naming: Naming<'_>, tree: &Tree, step: &Step, wanted: EdgeRole) -> String {
        let mut to = None;
        step.for_each_outlet(|role, outlet| {
            if role == wanted {
                to = outlet.to.to;
            }
        });
        to.map_or_else(|| "nowhere".to_owned(), |to| naming.step_at(tree, to))
    }

    fn way(&self, step: Versions<'_>, role: EdgeRole, change: &Change) -> Entry {
        let is_new = matches!(change, Change::WayAppeared(_));
        let (naming, tree, own) =
            if is_new { (self.new_words(), self.now, step.now) } else { (self.old_words(), self.before, step.before) };
        let to = Self::target(naming, tree, own, role);
        let taker = naming.taker(own, role);
        let name = Some(way_name(own, role));
        if is_new {
            return Entry {
                way: name,
                ..entry(Section::Ways, "way-appeared", format!("{taker} comes to {to}: a new way"))
            };
        }
        let text = format!("{taker} no longer comes to {to}: the way is gone");
        Entry { way: name, walk: self.walked(step, role), ..entry(Section::Ways, "way-vanished", text) }
    }

    fn warning(&self, step: Versions<'_>, id: &Id, change: &Change) -> Entry {
        let is_new = matches!(change, Change::Warns(_));
        let naming = if is_new { self.new_words() } else { self.old_words() };
        let hazard = naming.read.vocabulary().warnings.get(id).map(|warning| naming.text(&warning.hazard));
        let hazard = hazard.map(|hazard| format!(" “{hazard}”")).unwrap_or_default();
        let place = self.new_words().step(self.now, step.now);
        let (kind, words) =
            if is_new { ("warning-shown", "now shown") } else { ("warning-dropped", "no longer shown") };
        entry(Section::Warnings, kind, format!("the warning `{id}`{hazard} is {words} before {place}"))
    }

    fn reworded(&self, step: Versions<'a>, change: &Change) -> Entry {
        // An instruction may be followed by a question of its own.
        let text = |step: &'a Step| match (&step.kind, change) {
            (Kind::Instruction(instruction), Change::Does) => Some(&instruction.text),
            _ => step.question().map(|question| &question.ask),
        };
        let Reworded { was, is, tongue } = self.reworded_text(text(step.before), text(step.now));
        let what = if *change == Change::Does { "instruction" } else { "question" };
        let id = &step.now.id;
        let words = if was == is {
            format!("the {what} `{id}` {is} has other words in part{tongue}")
        } else {
            format!("the {what} `{id}` now reads {is} instead of {was}{tongue}")
        };
        entry(Section::Wording, "reworded", words)
    }

    /// Quotes what a text was and is: in the language of the report if it differs there, else in one in which it does.
    fn reworded_text(&self, before: Option<&Text>, now: Option<&Text>) -> Reworded {
        let own = self.new_words().words.lang();
        let spoken = self.now.title.iter().map(|(lang, _)| lang);
        let words = |text: Option<&Text>, lang: Lang| text.and_then(|it| it.exact(lang)).map(str::to_owned);
        let mut differing: Vec<Lang> = spoken.filter(|lang| words(before, *lang) != words(now, *lang)).collect();
        differing.sort_by_key(|lang| *lang != own);
        let shown = differing.first().copied().unwrap_or(own);
        let quote = |text: Option<&Text>| format!("“{}”", quoted(text.map(|it| it.get(shown)).unwrap_or_default()));
        let names: Vec<String> = differing.iter().map(|lang| language(*lang)).collect();
        let is_told = 1 < self.now.title.iter().count() && !names.is_empty();
        let tongue = if is_told { format!(" (in {})", names.join(" and ")) } else { String::new() };
        Reworded { was: quote(before), is: quote(now), tongue }
    }

    fn ending(&self, step: Versions<'_>) -> Entry {
        let id = &step.now.id;
        let (Kind::Ending(before), Kind::Ending(now)) = (&step.before.kind, &step.now.kind) else {
            return entry(Section::Endings, "ending-changed", format!("the ending `{id}` is another one"));
        };
        let (was, is) = (self.old_words().ending(self.before, before), self.new_words().ending(self.now, now));
        let mut parts = Vec::new();
        if was != is {
            parts.push(format!("is now {is} instead of {was}"));
        }
        if let (Ending::Escalate { collect: before, .. }, Ending::Escalate { collect: now, .. }) = (before, now) {
            let missing = |from: &[crate::tree::Link<_>], other: &[crate::tree::Link<_>]| -> Vec<String> {
                let gone = from.iter().filter(|link| !other.iter().any(|it| it.id == link.id));
                gone.map(|link| format!("`{}`", link.id)).collect()
            };
            let (more, less) = (missing(now, before), missing(before, now));
            if !more.is_empty() {
                parts.push(format!("now asks for {}", more.join(", ")));
            }
            if !less.is_empty() {
                parts.push(format!("no longer asks for {}", less.join(", ")));
            }
            if more.is_empty() && less.is_empty() && parts.is_empty() {
                parts.push("asks for its facts in another order".to_owned());
            }
        }
        if parts.is_empty() {
            parts.push("ends otherwise".to_owned());
        }
        entry(Section::Endings, "ending-changed", format!("the ending `{id}` {}", parts.join(" and ")))
    }

    /// Says how a step works otherwise.
    fn detail(&self, step: Versions<'_>, change: &Change) -> Entry {
        let place = self.new_words().step(self.now, step.now);
        let (before, now) = (step.before, step.now);
        let link = |id: Option<&Id>| id.map_or_else(|| "nothing".to_owned(), |id| format!("`{id}`"));
        let (kind, text) = match change {
            Change::Kind => ("kind", format!("{place} was {}", self.old_words().step(self.before, before))),
            Change::Input => {
                let kind = |step: &Step| step.question().map(input).unwrap_or_default();
                ("input", format!("{place} now takes {} instead of {}", kind(now), kind(before)))
            }
            Change::Fact => {
                let fact = |step: &Step| step.question().and_then(|it| it.fact.as_ref()).map(|fact| fact.id.clone());
                let (was, is) = (fact(before), fact(now));
                ("fact", format!("{place} now remembers {} instead of {}", link(is.as_ref()), link(was.as_ref())))
            }
            Change::Fixes => {
                let causes = |naming: Naming<'_>, tree: &Tree, it: Option<&Instruction>| {
                    let ids = it.into_iter().flat_map(|it| it.fixes.iter().map(|(cause, _)| &cause.id));
                    let named = naming.causes(tree, ids);
                    if named.is_empty() { "no cause".to_owned() } else { named }
                };
                let was = causes(self.old_words(), self.before, instruction(before));
                let is = causes(self.new_words(), self.now, instruction(now));
                ("fixes", format!("if {place} helps, it was {is} instead of {was}"))
            }
            Change::Time => {
                let time = |step: &Step| {
                    step.time.map_or_else(|| "no time".to_owned(), |time| self.new_words().words.time(time.0))
                };
                ("time", format!("{place} takes {} instead of {}", time(now), time(before)))
            }
            Change::Part => {
                let part = |step: &Step| match &step.kind {
                    Kind::Call(call) => call.part.id.to_string(),
                    _ => String::new(),
                };
                ("part", format!("`{}` now calls the part `{}` instead of `{}`", now.id, part(now), part(before)))
            }
            Change::After => ("after", format!("{place} goes on otherwise once it is done")),
            Change::Risk => ("risk", format!("{place} has another risk")),
            Change::By => ("by", format!("{place} is done by somebody else")),
            _ => ("check", format!("{place} has another check")),
        };
        let section = if kind == "time" { Section::Length } else { Section::Details };
        entry(section, kind, text)
    }

    /// Sums up what has only other words.
    fn texts(&mut self) {
        let mut parts: Vec<String> = self.change.texts.iter().map(|key| format!("`{key}`")).collect();
        for step in self.change.steps.iter().filter(|step| !step.texts.is_empty()) {
            if let Some(now) = self.now.step(step.new) {
                parts.push(format!("{} of `{}`", step.texts.join(", "), now.id));
            }
        }
        if !parts.is_empty() {
            let text = format!("other words: {}", parts.join("; "));
            self.entries.push(entry(Section::Wording, "texts", text));
        }
    }

    fn length(&mut self) {
        let Some((before, now)) = self.change.longest else { return };
        let told = |longest: Longest| {
            let counted =
                |count: u32, what: &str| if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") };
            let (asked, done) = (counted(longest.questions, "question"), counted(longest.instructions, "instruction"));
            format!("{asked}, {done}, {} min", longest.minutes())
        };
        let (was, is) = (told(before), told(now));
        if was != is {
            let text = format!("the longest run takes {is} instead of {was}");
            let both = (Some(was), Some(is));
            self.entries.push(Entry { before: both.0, now: both.1, ..entry(Section::Length, "longest", text) });
        }
    }
}

fn instruction(step: &Step) -> Option<&Instruction> {
    match &step.kind {
        Kind::Instruction(instruction) => Some(instruction),
        _ => None,
    }
}
